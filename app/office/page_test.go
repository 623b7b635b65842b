package office

import (
	"path/filepath"
	"slices"
	"testing"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// far reads how far an order is.
func (w *weavers) far(order *shop.Order) *shop.OfficeProgress {
	w.t.Helper()
	far, err := w.OfficeProgress(w.t.Context(), order.Order.Number)
	must(w.t, err)
	return far
}

// An order of an office goes its way, and at each point the screen knows what is next.
func TestWhatIsNextGoesWithTheOrder(t *testing.T) {
	w := newWeavers(t)
	o := w.office("อบต. สันกลาง", "กค 1/2569", 20, 2, "2026-12-20")
	due := func(want string) {
		t.Helper()
		if got := next(w.far(o)); got != want {
			t.Fatalf("next is %q, want %q", got, want)
		}
	}
	due(nextPack)
	w.pack(o, 1, 1)
	due(nextNotes)
	w.send(o, false)
	due(nextPack)
	w.pack(o, 2, 2)
	w.send(o, true)
	due(nextInvoice)
	invoice := w.issue(shop.PaperAsk{Kind: papers.Invoice, Of: []string{o.Order.Number}})
	due(nextReceive)
	w.paid(invoice, 5_000_00)
	due(nextReceive)
	w.paid(invoice, invoice.Sums.Due-5_000_00)
	due(nextNothing)

	credited := w.office("โรงพยาบาล", "รพ 9/2569", 4, 1, "2026-12-20")
	o = credited
	w.pack(o, 1, 1)
	w.send(o, true)
	price := money.Satang(100_00)
	tax := w.issue(shop.PaperAsk{Kind: papers.TaxInvoice, Of: []string{o.Order.Number}})
	note := shop.PaperAsk{Kind: papers.CreditNote, Of: []string{tax.Number}, Lines: []shop.PaperLine{{Name: "ส่วนลด", Qty: qty.One, Price: &price}}, Reason: "ลดราคา", ReasonCode: "CDNG01", Anew: true}
	w.issue(note)
	due(nextReceive) // and no second invoice
	w.paid(tax, tax.Sums.Due-100_00)
	w.issue(note)
	due(nextNothing)
	b := show(t, usual, w.Shop, o.Order.Number)
	if far := w.far(o); far.GiveBack != 100_00 || b.page.m.steps(far)[4].far != stepDone {
		t.Errorf("to give back %s, steps %v", far.GiveBack, b.page.m.steps(far))
	}

	other := w.office("เทศบาล", "ทต 2/2569", 200, 1, "2026-12-20") // of more than there is
	o = other
	due(nextPlan)
	must(t, w.CancelOrder(t.Context(), other.Order.ID, "หน่วยงานเปลี่ยนใจ", ""))
	due(nextNothing)
	typed, err := w.AddOrder(t.Context(), ordering.Request{Channel: ordering.Government, PayBy: ordering.PayCredit, Lines: other.Content.Lines, Recipients: other.Recipients,
		Person: ordering.Person{Name: "อำเภอ"}})
	must(t, err)
	o = typed
	due(nextConfirm)
}

func TestOrdersAreChosenAndGoneToByKeys(t *testing.T) {
	w, big := season(t)
	b := show(t, usual, w.Shop, "")
	numbers := func() (all []string) {
		for _, row := range b.page.m.list.rows {
			all = append(all, row.Number)
		}
		return all
	}
	if got, want := numbers(), []string{"A-OR-2569-000003", "A-OR-2569-000002", "A-OR-2569-000004", "A-OR-2569-000005", "A-OR-2569-000001"}; !slices.Equal(got, want) {
		t.Fatalf("the list holds %v, want %v", got, want)
	}
	b.press("Down", "Down")
	if b.page.m.order.Order.Order.Number != big.Order.Number || b.page.Arg() != big.Order.Number {
		t.Fatalf("chosen is %s", b.page.Arg())
	}
	b.press("F4")
	if want := kit.ToOrder(big.Order.ID); b.Gone[len(b.Gone)-1] != want {
		t.Errorf("F4 goes to %v", b.Gone)
	}
	b.press("F3", "Down", "Down", "Enter")
	far := w.far(big)
	if want := kit.ToPaper(far.Papers[0].ID); b.Gone[len(b.Gone)-1] != want || far.Papers[0].Kind != papers.Quotation {
		t.Errorf("the oldest paper is gone to by %v", b.Gone)
	}
	b.press("Ctrl+N")
	if want := kit.ToQuotation(id.Paper{}); b.Gone[len(b.Gone)-1] != want {
		t.Errorf("Ctrl+N goes to %v", b.Gone)
	}
	b.press("Right", "Right")
	if got := numbers(); len(got) != 1 || got[0] != "A-OR-2569-000003" || b.page.m.order.Buyer != "ที่ว่าการอำเภอสันกำแพง" {
		t.Errorf("late are %v", got)
	}
	b.press("Left", "Left", "Left")
	b.Type("ต้นเปา")
	b.settle()
	if got := numbers(); len(got) != 1 || got[0] != "A-OR-2569-000001" {
		t.Errorf("found %v", got)
	}
	b.press("Esc")
	if len(numbers()) != 5 || b.page.m.search != "" {
		t.Errorf("Esc leaves %v, searched %q", numbers(), b.page.m.search)
	}
}

// A key pressed while another order is being read acts on that one; what cannot be done now is said.
func TestAKeyWaitsForTheOrderChosen(t *testing.T) {
	w, _ := season(t)
	b := show(t, usual, w.Shop, "")
	b.Press("Down") // read in the background
	b.Press("F4")
	b.settle()
	rows := b.page.m.list.rows
	if want := kit.ToOrder(rows[1].OrderID); len(b.Gone) != 1 || b.Gone[0] != want {
		t.Errorf("gone to %v, want %v", b.Gone, want)
	}
	b.press("Down", "Down", "Down", "F8") // nothing is to come of the last one
	if said := b.Kit.Prompt.Said(); said != b.Kit.T("officepage.why.receive") {
		t.Errorf("said %q", said)
	}
	b.press("Enter")
	if said := b.Kit.Prompt.Said(); said != b.Kit.T("officepage.nothing_next") {
		t.Errorf("said %q", said)
	}
}

func TestARouteOpensItsOrderAndTheProgressPrints(t *testing.T) {
	w, big := season(t)
	b := show(t, usual, w.Shop, big.Order.Number)
	if b.page.m.order.Order.Order.ID != big.Order.ID || b.page.m.list.rows[b.page.m.chosen].OrderID != big.Order.ID {
		t.Fatal("another order is shown")
	}
	b.page.Turn(b.page.m.list.rows[0].Number)
	b.settle()
	if b.page.m.chosen != 0 {
		t.Errorf("turned to row %d", b.page.m.chosen)
	}
	b.press("Ctrl+P", "F5")
	if kept, err := filepath.Glob(filepath.Join(w.Dir, shop.Exports, "progress-"+b.page.Arg()+"*.pdf")); err != nil || len(kept) != 1 {
		t.Errorf("kept %v, %v", kept, err)
	}
	missing := show(t, usual, w.Shop, "A-OR-2569-009999")
	if !missing.Kit.Prompt.Open() {
		t.Error("of an order that is not there nothing is said")
	}
	missing.press("Enter")
	if missing.page.m.order != nil || missing.page.m.chosen != 0 {
		t.Error("nothing is listed beside it")
	}
}

// The whole way of an order by Enter, from the boxes to the receipt: each time the dialog of what is next.
func TestEnterGoesTheWholeWay(t *testing.T) {
	w := newWeavers(t)
	o := w.office("อบต. สันกลาง", "กค 1/2569", 10, 2, "2026-12-20")
	b := show(t, usual, w.Shop, "")
	b.press("Enter")
	if want := kit.ToOrder(o.Order.ID); len(b.Gone) != 1 || b.Gone[0] != want {
		t.Fatalf("packing is at %v", b.Gone)
	}
	w.pack(o, 1, 2)
	b.page.Reload()
	b.settle()
	b.press("Enter", "Esc") // the notes
	if made := w.notes(o); len(made) != 2 {
		t.Fatalf("%d notes", len(made))
	}
	_, err := w.HandOver(t.Context(), o.Order.ID, nil, id.Bill{}, "")
	must(t, err)
	b.page.Reload()
	b.settle()
	b.press("Enter", "Ctrl+Enter") // the invoice
	far := w.far(o)
	if far.Invoiced != far.Total {
		t.Fatalf("invoiced %s of %s: %s", far.Invoiced, far.Total, b.Kit.Prompt.Said())
	}
	b.press("Esc") // it as it prints
	if got := next(b.page.m.order); got != nextReceive {
		t.Fatalf("after the invoice %q is next", got)
	}
	b.press("Enter", "F9", "F9", "F9") // the receipt, at the number of the certificate of what was kept back
	b.Type("45/2570")
	b.press("Ctrl+Enter", "Esc")
	if far = w.far(o); far.Left() != 0 || far.Withheld != 50_00 || len(standing(far, papers.Receipt)) != 1 {
		t.Errorf("left %s, said %q", far.Left(), b.Kit.Prompt.Said())
	}
	if got := next(b.page.m.order); got != nextArrive {
		t.Errorf("at the end %q is next", got)
	}
}

// A person who gives up in a dialog changes nothing.
func TestEscInADialogChangesNothing(t *testing.T) {
	w, big := season(t)
	b := show(t, usual, w.Shop, big.Order.Number)
	before := len(w.far(big).Papers)
	for _, key := range []keys.Chord{"F6", "F8", "F9", "F11", "Ctrl+P", "F3"} {
		b.press(key)
		if !b.Kit.Prompt.Open() {
			t.Errorf("%s opens nothing", key)
		}
		b.press("Esc")
		if b.Kit.Prompt.Open() {
			t.Fatalf("%s stays open", key)
		}
	}
	if got := len(w.far(big).Papers); got != before {
		t.Errorf("%d papers, %d before", got, before)
	}
}

// One order has one name: in the list, over the order and in the titles of what is made of it. The buyer's own order bears
// its day, not the one on which it was recorded.
func TestAnOrderHasOneName(t *testing.T) {
	w := newWeavers(t)
	buyer := papers.Buyer{Name: "องค์การบริหารส่วนตำบลสันกลาง", Address: "99 หมู่ 1", TaxID: "0994000165501", Branch: "00000", Kind: papers.Government}
	quotation := w.issue(shop.PaperAsk{Kind: papers.Quotation, Buyer: buyer, Lines: []shop.PaperLine{{Code: "GIFT", Qty: qty.Pieces(10)}}})
	w.later(2)
	order, err := w.AcceptQuotation(t.Context(), shop.AcceptAsk{Quotation: quotation.Number, Due: "2026-12-20", Order: papers.BuyerOrder{Number: "12/69", Date: "2026-11-24"}})
	must(t, err)
	b := show(t, usual, w.Shop, order.Order.Number)
	row := newOrderRow()
	row.show(b.page.m, &b.page.m.list.rows[0])
	for wide, want := range map[float32]string{400: order.Order.Number + " · ฿5,350 · ส่ง 0/10", 200: order.Order.Number} {
		row.Resize(fyne.NewSize(wide, theme.Current().Size(theme.RowHeight)))
		if got := row.note.Content(); got != want {
			t.Errorf("a row of %v says %q, want %q", wide, got, want)
		}
	}
	b.press("F3")
	if title := named(b.page.m.order.Order)["number"]; title != order.Order.Number {
		t.Errorf("the papers are those of %v", title)
	}
	for _, paper := range b.page.m.order.Papers {
		if _, note, _ := paperWords(b.page, paper); paper.Kind == papers.PurchaseOrder && note != "12/69 · 24 พ.ย. 69" {
			t.Errorf("the buyer's order is %q", note)
		}
	}
}
