package orders

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

// Ctrl+P offers the papers of the chosen order; its first is made from there, and then stands to be printed again.
func TestPapersOfAnOrderByKeys(t *testing.T) {
	m := newMarket(t)
	o := bananas(m)
	b := show(t, usual, m.Shop, o.String())
	b.press("Ctrl+P", "1", "Ctrl+Enter")
	made, err := m.PapersOf(t.Context(), b.page.m.order.Order.Number)
	if err != nil || len(made) != 1 || made[0].Kind != papers.Delivery {
		t.Fatalf("%d papers, %v; it says %q", len(made), err, b.Kit.Prompt.Said())
	}
	b.press("Esc", "Ctrl+P", "Enter") // look at what stands
	if !b.Kit.Prompt.Open() {
		t.Error("the note is not shown")
	}
	b.press("Esc")
}

// Of an order without papers Ctrl+P twice prints the labels of what is packed.
func TestLabelsFromThePapers(t *testing.T) {
	m := newMarket(t)
	_, _, err := m.Set(t.Context(), shop.LabelPrinter, "file:labels")
	must(t, err)
	o := bananas(m)
	m.paid(o)
	m.pack(o)
	b := show(t, usual, m.Shop, o.String())
	b.press("Ctrl+P", "Ctrl+P", "Ctrl+P")
	if parcel := m.at(o).Parcels[0]; parcel.PrintedAt == 0 {
		t.Errorf("the label was not printed: %q", b.Kit.Prompt.Said())
	}
}

// Who cancels an order is told which of its papers still ask for money.
func TestCancellingNamesThePapersThatStand(t *testing.T) {
	m := newMarket(t)
	o := bananas(m)
	order := m.at(o)
	invoice, err := m.IssuePaper(t.Context(), shop.PaperAsk{Kind: papers.Invoice, Of: []string{order.Order.Number}, Buyer: papers.Buyer{Name: "ก"}})
	must(t, err)
	b := show(t, usual, m.Shop, o.String())
	b.press("Delete")
	b.Type("ลูกค้าไม่เอา")
	b.press("Ctrl+Enter")
	if said := b.Kit.Prompt.Said(); !m.at(o).Cancelled() || !strings.Contains(said, invoice.Number) {
		t.Errorf("it says %q", said)
	}
}
