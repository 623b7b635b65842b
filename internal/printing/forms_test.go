package printing_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/promptpay"
)

func TestShiftSlipsLookAsStored(t *testing.T) {
	for name, width := range map[string]printing.Unit{"shift-384": printing.Roll58, "shift-576": printing.Roll80} {
		page, err := shiftSlip().Page(shaper, width)
		if err != nil {
			t.Fatal(err)
		}
		rowsApart(t, page)
		sameAsStored(t, name, drawn(t, page))
	}
}

func TestAShiftSaysWhetherTheDrawerAgrees(t *testing.T) {
	tests := []struct {
		counted money.Satang
		want    []string
	}{
		{520345, []string{"เงินตรง", "0.00", "5,203.45"}},
		{520000, []string{"ขาด", "-3.45", "5,200.00"}},
		{520400, []string{"เกิน", "+0.55", "5,204.00"}},
	}
	for _, test := range tests {
		slip := shiftSlip()
		slip.Counted = &test.counted
		page, err := slip.Page(shaper, printing.Roll58)
		if err != nil {
			t.Fatal(err)
		}
		for _, want := range test.want {
			if !slices.Contains(words(page), want) {
				t.Errorf("counted %v: %q is missing", test.counted, want)
			}
		}
	}
}

func TestAnOpenShiftIsNotClosedNorCounted(t *testing.T) {
	slip := shiftSlip()
	slip.ClosedAt, slip.Counted = time.Time{}, nil
	page, err := slip.Page(shaper, printing.Roll80)
	if err != nil {
		t.Fatal(err)
	}
	all := strings.Join(words(page), "\n")
	for _, wrong := range []string{"ใบปิดกะ", "นับได้", "ขาด", "ผู้รับเงิน"} {
		if strings.Contains(all, wrong) {
			t.Errorf("an open shift says %q", wrong)
		}
	}
	if !strings.Contains(all, "ยังไม่ปิด") {
		t.Error("an open shift does not say so")
	}
}

func TestLongListsEnd(t *testing.T) {
	slip := shiftSlip()
	slip.Parked = slices.Repeat([]printing.Amount{{Label: "#ab12", Sum: 100}}, 5000)
	page, err := slip.Page(shaper, printing.Roll58)
	if err != nil {
		t.Fatal(err)
	}
	if all := words(page); len(all) > 300 || !slices.Contains(all, "และอีก 4,940 รายการ") {
		t.Errorf("%d texts for 5,000 parked bills", len(all))
	}
}

func card() printing.QRCard {
	return printing.QRCard{Lang: i18n.Thai, Payload: payload, Receiver: "นางสาว ญาดา ก๊วยเจริญ",
		Masked: "xxx-xxx-5678", Amount: 225900, Ref: "A-2569-000042"}
}

func TestCardsKeepInsideTheirEdges(t *testing.T) {
	long := card()
	long.Receiver, long.Masked, long.Ref = strings.Repeat("วิสาหกิจชุมชน", 40), strings.Repeat("9", 200), strings.Repeat("ก", 30)
	long.Amount = money.Max
	practice, open, empty := long, card(), printing.QRCard{Lang: i18n.English, Payload: payload}
	practice.Practice, open.Amount = true, 0
	for name, card := range map[string]printing.QRCard{"usual": card(), "long": long, "practice": practice, "open": open, "empty": empty} {
		page, err := card.Page(shaper)
		if err != nil {
			t.Fatal(err)
		}
		if page.Width*105 != page.Height*74 {
			t.Errorf("%s: %d × %d", name, page.Width, page.Height)
		}
		bottom := page.Height
		if card.Practice {
			bottom -= 8 * printing.MM
		}
		ink := printing.Unit(0)
		for _, op := range page.Ops {
			op, ok := op.(printing.Text)
			if !ok || op.Colour == printing.White {
				continue
			}
			line := shaper.Line(op.String, op.Face)
			top := op.Y - printing.Unit(line.Top)*op.Size/1000
			if width := printing.Unit(line.Width(int(op.Size))); op.X < 0 || op.X+width > page.Width || top < ink {
				t.Errorf("%s: %q runs out or over the row above", name, op.String)
			}
			if ink = op.Y + printing.Unit(line.Bottom)*op.Size/1000; ink > bottom {
				t.Errorf("%s: %q reaches %d of %d", name, op.String, ink, bottom)
			}
		}
	}
}

func TestAPracticeCardCannotBePaid(t *testing.T) {
	practice := card()
	practice.Practice = true
	page, err := practice.Page(shaper)
	if err != nil {
		t.Fatal(err)
	}
	want := modules(t, promptpay.PracticeText("A-2569-000042"))
	at := slices.IndexFunc(page.Ops, func(op printing.Op) bool { _, ok := op.(printing.Code); return ok })
	if !slices.Equal(page.Ops[at].(printing.Code).Matrix.Spans(), want.Spans()) {
		t.Error("the code is not the practice text")
	}
	if !slices.Contains(words(page), "ตัวอย่าง ห้ามจ่าย") {
		t.Error("the card does not say that it is for practice")
	}
}

func TestACardThatPaysNobodyIsRefused(t *testing.T) {
	for payload, code := range map[string]string{"": "qr_empty", "https://example.com": "qr_not_thai", payload[:40]: "qr_truncated"} {
		_, err := printing.QRCard{Payload: payload}.Page(shaper)
		if !fault.Is(err, code) {
			t.Errorf("%q: %v", payload, err)
		}
	}
}
