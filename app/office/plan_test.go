package office

import (
	"path/filepath"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// Each producer's message is copied by a key, the shop's own goods are passed over, and the plan prints.
func TestProducersAreToldOneByOne(t *testing.T) {
	w := shortage(t)
	b := show(t, usual, w.Shop, "")
	b.press("Enter") // goods are missing: the plan is next
	copied := func() string { return b.Kit.Clipboard.Content() }
	var told []string
	for range 4 {
		b.Kit.Clipboard.SetContent("")
		b.press("Enter")
		if text := copied(); text != "" {
			told = append(told, strings.Fields(text)[1])
			if !strings.Contains(text, "องค์การบริหารส่วนตำบลสันกลาง") || !strings.Contains(text, "16 ธ.ค.") {
				t.Errorf("a producer is told %q", text)
			}
		}
	}
	if got := strings.Join(told, ","); got != "กลุ่มจักสานบ้านป่าบง,ป้าปิ่นแก้ว,กลุ่มแม่บ้านสันกลาง" {
		t.Errorf("told are %s", got)
	}
	b.press("Ctrl+P", "F5", "Esc")
	if kept, err := filepath.Glob(filepath.Join(w.Dir, shop.Exports, "plan-*.pdf")); err != nil || len(kept) != 1 {
		t.Errorf("kept %v, %v", kept, err)
	}
	if b.Kit.Prompt.Open() {
		t.Error("Esc leaves the plan open")
	}
}

// Where all goods are there no empty list is shown.
func TestAPlanInWhichNobodyBringsAnything(t *testing.T) {
	w := newWeavers(t)
	order := w.office("อบต.บ้านคราม", "", 10, 2, "2026-12-20")
	b := show(t, usual, w.Shop, order.Order.Number)
	b.press("F9")
	for _, object := range test.LaidOutObjects(b.Window.Canvas().Overlays().Top()) {
		if text, ok := object.(*canvas.Text); ok && strings.HasPrefix(text.Text, "ของครบแล้ว") {
			if at := fyne.CurrentApp().Driver().AbsolutePositionForObject(text).X; at > 400 {
				t.Errorf("the words stand at %v, beside an empty list", at)
			}
			return
		}
	}
	t.Error("it does not say that nobody has to bring anything")
}

// The days of a producer are kept with them, and the plan follows; bad ones are refused and nothing is lost.
func TestLeadTimesAreEditedInThePlan(t *testing.T) {
	w := shortage(t)
	b := show(t, usual, w.Shop, "")
	lead := func(name string) int {
		t.Helper()
		all, err := w.ProducerAccounts(t.Context(), "")
		must(t, err)
		for _, maker := range all {
			if maker.Name == name {
				return maker.LeadDays
			}
		}
		t.Fatalf("no %s", name)
		return 0
	}
	b.press("F9", "F6")
	for range 3 {
		b.Window.Canvas().FocusNext()
	}
	b.Type("400")
	b.press("Enter")
	if got := lead("กลุ่มจักสานบ้านป่าบง"); got != 21 || !b.Kit.Prompt.Open() {
		t.Fatalf("of 400 days is kept %d", got)
	}
	b.Window.Canvas().Focused().(interface{ SetText(string) }).SetText("10")
	b.press("Enter")
	if got := lead("กลุ่มจักสานบ้านป่าบง"); got != 10 {
		t.Errorf("kept are %d days", got)
	}
	b.press("Enter") // the producer first to be told now
	if text := b.Kit.Clipboard.Content(); text == "" {
		t.Error("the plan is gone after its days were changed")
	}
}

// An order without a day is asked for one, and one that is past is not taken.
func TestAPlanAsksForItsDay(t *testing.T) {
	w := newWeavers(t)
	maker, err := w.SaveProducer(t.Context(), party.Party{Name: "ป้าแดง"})
	must(t, err)
	p := w.set
	p.ID, p.SKU, p.Components, p.ProducerID = w.set.Components[0].ProductID, "SCARF", nil, maker.ID
	o, err := w.AddOrder(t.Context(), ordering.Request{Channel: ordering.Government, PayBy: ordering.PayCredit, Person: ordering.Person{Name: "อำเภอ"},
		Lines: []ledger.OrderLine{{ProductID: p.ID, Qty: qty.Pieces(500), Price: 200_00}}})
	must(t, err)
	must(t, w.ConfirmOrder(t.Context(), o.Order.ID, false, ""))
	b := show(t, usual, w.Shop, "")
	b.press("F9")
	b.Type("1/1/2560")
	b.press("Enter")
	b.Kit.Clipboard.SetContent("")
	if !b.Kit.Prompt.Open() {
		t.Fatal("a day that is past is taken")
	}
	b.Window.Canvas().Focused().(interface{ SetText(string) }).SetText("20/12/2569")
	b.press("Enter", "Enter")
	if text := b.Kit.Clipboard.Content(); !strings.Contains(text, "350 ผืน") && !strings.Contains(text, "240 ผืน") {
		t.Errorf("told is %q", text)
	}
	b.press("Esc", "F9") // the day is still known
	b.Kit.Clipboard.SetContent("")
	b.press("Enter")
	if b.Kit.Clipboard.Content() == "" {
		t.Error("the day is asked for again")
	}
}
