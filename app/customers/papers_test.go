package customers

import (
	"testing"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// invoice asks a customer for pieces of 65.00 by paper.
func invoice(t testing.TB, s *shop.Shop, who shop.Customer, pieces int) *shop.IssuedPaper {
	t.Helper()
	issued, err := s.IssuePaper(t.Context(), shop.PaperAsk{Kind: papers.Invoice, CustomerID: who.ID, DueDay: "2026-12-31", Lines: []shop.PaperLine{{Code: "RICE", Qty: qty.Pieces(pieces)}}})
	if err != nil {
		t.Fatal(err)
	}
	return issued
}

func (b *bench) key(t testing.TB, chord keys.Chord) {
	t.Helper()
	b.Press(chord)
	b.Until(t, b.Kit.Pool.Idle)
	b.Deliver()
}

// Ctrl+P shows what the chosen customer owes by papers; Enter opens one, Ctrl+P again the letter that asks for all.
func TestUnpaidPapersOfACustomer(t *testing.T) {
	s := stall(t, people...)
	b := open(t, usual, s)
	who := *b.page.model.customer()
	b.key(t, keyPapers)
	if b.Kit.Prompt.Open() || b.Kit.Prompt.Said() != b.Kit.T("customers.papers.none", fault.Values{"name": who.Name}) {
		t.Errorf("without papers it says %q", b.Kit.Prompt.Said())
	}
	first := invoice(t, s, who, 2)
	invoice(t, s, who, 3)
	b.key(t, keyPapers)
	b.Look(t, usual, "customers-papers")
	b.key(t, "Down")
	b.key(t, keys.Enter)
	if len(b.Gone) != 1 || b.Gone[0].Arg != first.ID.String() { // the newest stands first
		t.Errorf("it went to %v, not %s", b.Gone, first.ID)
	}
	b.key(t, keyPapers)
	b.key(t, keyPapers)
	if !b.Kit.Prompt.Open() {
		t.Error("there is no letter")
	}
	b.key(t, "Esc")
}

// The list of unpaid papers is right in every look.
func TestUnpaidPapersAreNotCut(t *testing.T) {
	s := stall(t, people...)
	who := *open(t, usual, s).page.model.customer()
	for n := range 7 {
		invoice(t, s, who, n+1)
	}
	for _, v := range looks.Variants() {
		t.Run(v.Name(), func(t *testing.T) {
			b := open(t, v, s)
			b.key(t, keyPapers)
			b.Look(t, v, "customers-papers")
			b.key(t, "Esc")
		})
	}
}

// A typed invoice, which no bill of the customer tells, stands beside their bills and leads to its list.
func TestATypedInvoiceStandsBesideTheBills(t *testing.T) {
	s := stall(t, people...)
	who := *open(t, usual, s).page.model.customer()
	invoice(t, s, who, 2)
	invoice(t, s, who, 9_999)
	for _, v := range looks.Variants() {
		t.Run(v.Name(), func(t *testing.T) {
			b := open(t, v, s)
			line, want := b.page.view.beside, b.Kit.T("customers.papers.beside", fault.Values{"count": 2})
			if data := line.Data(); data.Label != want || data.More != "฿650,065.00" {
				t.Fatalf("it says %+v, want %q", data, want)
			}
			b.Look(t, v, "customers-by-papers")
			line.Tapped(nil)
			b.Until(t, b.Kit.Pool.Idle)
			b.Deliver()
			if !b.Kit.Prompt.Open() {
				t.Error("it leads nowhere")
			}
			b.key(t, "Esc")
			b.page.choose((b.page.model.at() + 1) % len(people))
			b.settle(t)
			if b.page.model.papers.Count != 0 {
				t.Error("it stays with the next customer")
			}
		})
	}
}
