package printing_test

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/qty"
)

func TestReceiptsLookAsStored(t *testing.T) {
	for _, dots := range []int{384, 512, 576, 640} {
		sameAsStored(t, fmt.Sprintf("receipt-%d", dots), drawn(t, lay(t, taxReceipt(), printing.Unit(dots)*printing.Dot)))
	}
	sameAsStored(t, "statement-384", drawn(t, lay(t, statement(), printing.Roll58)))
	practice := statement()
	practice.Practice, practice.Copy, practice.Lang = true, 2, i18n.English
	sameAsStored(t, "practice-576", drawn(t, lay(t, practice, printing.Roll80)))
}

func TestTheSameReceiptIsTheSamePaper(t *testing.T) {
	one := drawn(t, lay(t, taxReceipt(), printing.Roll80))
	other := drawn(t, lay(t, taxReceipt(), printing.Roll80))
	if !bytes.Equal(one.Data, other.Data) {
		t.Error("two prints of one receipt differ")
	}
}

func TestOnlyAFullyRegisteredTillPrintsATaxInvoice(t *testing.T) {
	tests := []struct {
		name       string
		change     func(*printing.Receipt)
		tax, vat   bool
		wantsTitle string
	}{
		{"registered", func(*printing.Receipt) {}, true, true, "title_tax"},
		{"no POS id", func(r *printing.Receipt) { r.POSID = "" }, false, true, "title"},
		{"no tax id", func(r *printing.Receipt) { r.Shop.TaxID = "" }, false, true, "title"},
		{"not registered", func(r *printing.Receipt) { r.VAT = nil }, false, false, "title"},
		{"not paid", func(r *printing.Receipt) { r.Kind = printing.Statement }, false, true, "title_statement"},
		{"refund", func(r *printing.Receipt) { r.Kind = printing.Refunded }, false, true, "title_refund"},
		{"void", func(r *printing.Receipt) { r.Kind = printing.Voided }, false, true, "title_void"},
	}
	for _, lang := range i18n.Langs {
		for _, test := range tests {
			receipt := taxReceipt()
			receipt.Lang = lang
			test.change(&receipt)
			all := words(lay(t, receipt, printing.Roll80))
			joined := strings.Join(all, "\n")
			title, _, _ := strings.Cut(i18n.T(lang, "receipt."+test.wantsTitle), "\n")
			if !slices.Contains(all, title) {
				t.Errorf("%s %s: the title is not %s", lang, test.name, test.wantsTitle)
			}
			if got := strings.Contains(joined, "ใบกำกับภาษี") || strings.Contains(joined, "tax invoice"); got != test.tax {
				t.Errorf("%s %s: calls itself a tax invoice: %v", lang, test.name, got)
			}
			if got := strings.Contains(joined, "ภาษีมูลค่าเพิ่ม") || strings.Contains(joined, "VAT"); got != test.vat {
				t.Errorf("%s %s: speaks of VAT: %v", lang, test.name, got)
			}
			if got := slices.Contains(all, i18n.T(lang, "receipt.vat_included")); got != test.tax {
				t.Errorf("%s %s: says that prices include VAT: %v", lang, test.name, got)
			}
		}
	}
}

// Tax papers are in Thai; another language may only be added (Revenue Code s. 86/4, 105 bis).
func TestAnEnglishReceiptKeepsItsThaiTitle(t *testing.T) {
	receipt := taxReceipt()
	receipt.Lang = i18n.English
	if all := strings.Join(words(lay(t, receipt, printing.Roll80)), "\n"); !strings.Contains(all, "ใบเสร็จรับเงิน/ใบกำกับภาษีอย่างย่อ\nReceipt / Abbreviated tax invoice") {
		t.Errorf("the titles are wrong: %s", all)
	}
	all := words(lay(t, receipt, printing.Roll80))
	for _, want := range []string{"เลขประจำตัวผู้เสียภาษี " + receipt.Shop.TaxID + "  สำนักงานใหญ่", "Tax ID " + receipt.Shop.TaxID + "  Head office", "ราคารวมภาษีมูลค่าเพิ่มแล้ว", "Prices include VAT"} {
		if !slices.Contains(all, want) {
			t.Errorf("%q is not on the slip: %q", want, all)
		}
	}
	receipt.VAT = nil
	if all := words(lay(t, receipt, printing.Roll58)); !slices.Contains(all, "ใบเสร็จรับเงิน · Receipt") || slices.Contains(all, "สำนักงานใหญ่") {
		t.Errorf("the titles are wrong: %q", all)
	}
}

func TestAddressesBreakAtSpacesWhereThatTakesNoMoreRows(t *testing.T) {
	all := words(lay(t, taxReceipt(), printing.Roll58))
	for _, want := range []string{"๑๒ หมู่ ๔ ตำบลห้วยขะยุง", "อำเภอวารินชำราบ", "จังหวัดอุบลราชธานี"} {
		if !slices.ContainsFunc(all, func(row string) bool { return strings.Contains(row, want) }) {
			t.Errorf("%q is broken: %q", want, all[:6])
		}
	}
}

func TestAReceiptSaysWhatTheLawAsks(t *testing.T) {
	receipt := taxReceipt()
	receipt.Buyer = printing.Buyer{Name: "บริษัท ใจดี จำกัด", TaxID: "0994000165501", Address: "กรุงเทพมหานคร"}
	receipt.Customer = "คุณสมชาย"
	for _, width := range []printing.Unit{printing.Roll58, printing.Roll80} {
		joined := strings.Join(words(lay(t, receipt, width)), "\n")
		for _, want := range []string{
			"ร้านก๊วยเตี๋ยวป้าญู", "0105536112014", "สำนักงานใหญ่", "A-2569-000042", "23 พ.ย. 2569 18:02",
			"E051020001234", "สมศรี", "ข้าวหอมมะลิทุ่งกุลา 5 กก.", "2 ถุง × 125.00", "0.35 กก. × 320.00",
			"ของแถม สบู่ขมิ้น", "2,271.00", "-11.85", "-0.15", "2,259.00", "ภาษีมูลค่าเพิ่ม 7%", "147.79",
			"เงินสด", "2,000.00", "เงินทอน", "41.00", "บริษัท ใจดี จำกัด", "0994000165501", "คุณสมชาย",
		} {
			if !strings.Contains(joined, want) {
				t.Errorf("%d µm: %q is missing", width, want)
			}
		}
	}
}

func TestRefundsArePrintedWithoutTheLedgersSign(t *testing.T) {
	receipt := printing.Receipt{
		Kind: printing.Refunded, Lang: i18n.Thai, Number: "A-RF-2569-000007", Ref: "A-2569-000042", Reason: "ของเสีย", At: evening,
		Lines: []printing.Line{{Name: "สบู่", Qty: -2 * qty.One, UnitPrice: 5000, Total: -10000}},
		Total: -9000, Discounts: []printing.Amount{{Sum: -1000}},
		Tenders: []printing.Tender{{Method: "cash", Sum: -9000}},
	}
	all := words(lay(t, receipt, printing.Roll58))
	for _, want := range []string{"ยอดคืนเงิน", "90.00", "100.00", "-10.00", "2 × 50.00", "อ้างถึงบิลเลขที่ A-2569-000042", "เหตุผล ของเสีย"} {
		if !slices.Contains(all, want) {
			t.Errorf("%q is missing in %q", want, all)
		}
	}
	if slices.Contains(all, "-90.00") {
		t.Error("the amount given back is printed as if it were owed")
	}
}

func TestAnOpenBillShowsItsTagAndNoNumber(t *testing.T) {
	all := strings.Join(words(lay(t, statement(), printing.Roll58)), "\n")
	for _, want := range []string{"บิล #ab12", "ใบแจ้งยอด", "ยังไม่ได้ชำระเงิน", "xxx-xxx-5678", "โปรดตรวจชื่อและยอดก่อนโอน", "2,259.00 บาท"} {
		if !strings.Contains(all, want) {
			t.Errorf("%q is missing", want)
		}
	}
	if strings.Contains(all, "เลขที่") {
		t.Error("an open bill has no number yet")
	}
}

func TestAPracticePaperSaysSoAndCannotBePaid(t *testing.T) {
	receipt := statement()
	receipt.Practice = true
	page := lay(t, receipt, printing.Roll80)
	said := 0
	for _, word := range words(page) {
		if word == "ไม่ใช่ใบเสร็จจริง" {
			said++
		}
	}
	if said != 2 {
		t.Errorf("said %d times that it is not real, want at the top and at the bottom", said)
	}
	for _, op := range page.Ops {
		if code, ok := op.(printing.Code); ok {
			want := modules(t, "PRACTICE ตัวอย่าง ห้ามจ่าย ab12")
			if !slices.Equal(code.Matrix.Spans(), want.Spans()) {
				t.Error("the code of a practice paper is not the practice text")
			}
		}
	}
}

func TestACopySaysWhichOne(t *testing.T) {
	receipt := taxReceipt()
	if slices.Contains(words(lay(t, receipt, printing.Roll58)), "สำเนา ครั้งที่ 0") {
		t.Error("an original calls itself a copy")
	}
	receipt.Copy = 3
	if !slices.Contains(words(lay(t, receipt, printing.Roll58)), "สำเนา ครั้งที่ 3") {
		t.Error("the third copy does not say so")
	}
}

// rowsApart checks the ink of every row against the next by the font's own numbers, and the drawn
// dots against those numbers.
func rowsApart(t *testing.T, page printing.Page) {
	t.Helper()
	type band struct{ top, bottom printing.Unit }
	bands := map[printing.Unit]band{}
	for _, op := range page.Ops {
		op, ok := op.(printing.Text)
		if !ok {
			continue
		}
		line := shaper.Line(op.String, op.Face)
		b := bands[op.Y]
		b.top = max(b.top, printing.Unit(line.Top)*op.Size/text.Em)
		b.bottom = max(b.bottom, printing.Unit(line.Bottom)*op.Size/text.Em)
		bands[op.Y] = b
		if width := printing.Unit(line.Width(int(op.Size))); op.X < 0 || op.X+width > page.Width {
			t.Errorf("%q runs off the paper", op.String)
		}
	}
	var baselines []printing.Unit
	for y := range bands {
		baselines = append(baselines, y)
	}
	slices.Sort(baselines)
	bitmap := drawn(t, page)
	for n := 1; n < len(baselines); n++ {
		above := baselines[n-1] + bands[baselines[n-1]].bottom
		below := baselines[n] - bands[baselines[n]].top
		if below-above < 2*printing.Dot {
			t.Fatalf("rows at %d and %d come within %d µm", baselines[n-1], baselines[n], below-above)
		}
		for y := int(above/printing.Dot) + 1; y < int(below/printing.Dot); y++ {
			for x := range bitmap.Width {
				if bitmap.Black(x, y) && !slices.ContainsFunc(page.Ops, func(op printing.Op) bool { return covers(op, y) }) {
					t.Fatalf("ink in dot row %d between two rows of text", y)
				}
			}
		}
	}
}

// covers reports whether something other than text is drawn in a dot row.
func covers(op printing.Op, row int) bool {
	y := printing.Unit(row) * printing.Dot
	in := func(top, height printing.Unit) bool { return y+printing.Dot > top && y < top+height }
	switch op := op.(type) {
	case printing.Rect:
		return in(op.Y, op.H)
	case printing.Frame:
		return in(op.Y, op.H)
	case printing.Rule:
		return in(op.Y, op.Stroke)
	case printing.Code:
		return in(op.Y, op.Side)
	}
	return false
}

func TestRowsNeverTouch(t *testing.T) {
	receipt := taxReceipt()
	receipt.Lines = nil
	for _, name := range []string{"ฏู ญู ฤู ฎุ", "ถ็์ ษ็้ ปั๊ม", "ฏูฏูฏู", "ญู", "ปั๊ม", "ฐู", "ฟี้ ผึ้ง", strings.Repeat("ฏูถ็์ญูปั๊ม", 20)} {
		receipt.Lines = append(receipt.Lines, printing.Line{Name: name, Qty: 2000, Unit: "ฏู", UnitPrice: 100, Total: 200, Notes: []string{"ปั๊ม ญู ถ็์"}})
	}
	for _, width := range []printing.Unit{printing.Roll58, printing.Roll80} {
		rowsApart(t, lay(t, receipt, width))
		rowsApart(t, lay(t, taxReceipt(), width))
	}
}

func TestHostileTextsArePrintedAndHarmNothing(t *testing.T) {
	hostile := []string{
		"", " ", "\x00\x07\x1b@", "\xff\xfe\xc3", "\ufffd", "👩‍👩‍👧‍👦🏳️‍🌈", "\u202eลับ", "\u200b", "line\nbreak\r\n\ttab", "<&\">",
		strings.Repeat("ก", 500), strings.Repeat("๊", 500), strings.Repeat("น้ำ", 170), strings.Repeat("W", 500),
		strings.Repeat("😊", 500), "{name} {count}", "%s%d", "\U0010ffff\ufffe",
	}
	for _, bad := range hostile {
		receipt := statement()
		receipt.Shop = printing.Shop{Names: []string{bad, bad}, Address: bad, Phone: bad, TaxID: bad, Branch: bad}
		receipt.Till, receipt.POSID, receipt.Tag, receipt.Ref, receipt.Reason = bad, bad, bad, bad, bad
		receipt.Cashier, receipt.Customer, receipt.Buyer = bad, bad, printing.Buyer{Name: bad, TaxID: bad, Address: bad}
		receipt.Lines = []printing.Line{{Name: bad, Qty: qty.Max, Unit: bad, UnitPrice: money.Max, Total: -money.Max, Notes: []string{bad}}}
		receipt.Discounts = []printing.Amount{{Label: bad, Sum: money.Max}}
		receipt.Tenders = []printing.Tender{{Method: bad, Sum: money.Max}}
		receipt.Footer = []string{bad}
		receipt.Pay.Receiver, receipt.Pay.Masked = bad, bad
		for _, width := range []printing.Unit{printing.Roll58, printing.Roll80} {
			rowsApart(t, lay(t, receipt, width))
		}
		if !slices.Contains(words(lay(t, receipt, printing.Roll58)), "-9,999,999,999.99") {
			t.Errorf("%q: the amount beside it is lost", bad)
		}
	}
}

func TestPaperAndCodesAreRefusedWhereTheyCannotWork(t *testing.T) {
	receipt := statement()
	for _, width := range []printing.Unit{0, -1, 300 * printing.Dot, 900 * printing.Dot, printing.Roll58 + 1} {
		if _, err := receipt.Page(shaper, width); !fault.Is(err, "paper_width") {
			t.Errorf("width %d: %v", width, err)
		}
	}
	for _, payload := range []string{"", payload[1:], payload[:60], strings.Repeat("A", 9000)} {
		receipt.Pay.Payload = payload
		if _, err := receipt.Page(shaper, printing.Roll58); err == nil {
			t.Errorf("a code that pays nobody was printed: %.20q", payload)
		}
	}
}

func TestTextsAreInBothLanguages(t *testing.T) {
	var missing []string
	for _, key := range i18n.Keys(i18n.Thai) {
		if strings.HasPrefix(key, "receipt.") && !i18n.Has(i18n.English, key) {
			missing = append(missing, key)
		}
	}
	for _, key := range i18n.Keys(i18n.English) {
		if strings.HasPrefix(key, "receipt.") && !i18n.Has(i18n.Thai, key) {
			missing = append(missing, key)
		}
	}
	if len(missing) > 0 {
		t.Errorf("not in both languages: %v", missing)
	}
	receipt := taxReceipt()
	receipt.Due, receipt.Practice, receipt.Copy = 1, true, 1
	for _, lang := range i18n.Langs {
		receipt.Lang = lang
		slip := shiftSlip()
		slip.Lang = lang
		page, err := slip.Page(shaper, printing.Roll58)
		if err != nil {
			t.Fatal(err)
		}
		for _, word := range append(words(lay(t, receipt, printing.Roll80)), words(page)...) {
			if strings.Contains(word, "receipt.") || strings.Contains(word, "{") {
				t.Errorf("%s: %q is no text", lang, word)
			}
		}
	}
}
