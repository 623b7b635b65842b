package stock

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/looks"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/stock"
)

// TestACountIsBlindAndPosted scans, types a quantity, looks at the differences and posts them.
func TestACountIsBlindAndPosted(t *testing.T) {
	s := practice(t)
	honey, rice := find(t, s, "HONEY-001"), find(t, s, "RICE-001")
	b := show(t, usual, s, kit.StockCount)
	b.Press("Ctrl+N")
	b.Press("Enter")
	b.settle(t)
	if len(b.Gone) != 1 {
		t.Fatalf("went %v", b.Gone)
	}
	c := show(t, usual, s, b.Gone[0].Arg)
	p := c.page.(*counting)
	c.Press("F4")
	c.Type("ป้าคำ")
	c.Press("Enter")
	for range 3 {
		c.Scan("8850000000034")
	}
	c.settle(t)
	if len(p.entries) != 1 || p.entries[0].Qty != qty.Pieces(3) || p.entries[0].Person != "ป้าคำ" {
		t.Fatalf("three scans are one entry of three: %+v", p.entries)
	}
	if words := p.view.entry(0); strings.Contains(words.figure+words.note, "ควรมี") {
		t.Errorf("it is blind: %+v", words)
	}
	c.Type("หอมมะลิ ทุ่งกุลา 1")
	c.Press("Enter")
	c.Type("80")
	c.Press("Enter")
	c.settle(t)
	if len(p.entries) != 2 || p.entries[0].ProductID != rice.ID || p.entries[0].Qty != qty.Pieces(80) {
		t.Fatalf("entries %+v", p.entries)
	}
	c.Press("F8")
	c.settle(t)
	expected := onHand(t, s, rice.ID)
	if len(p.view.all) != 2 || p.view.all[0].ProductID != rice.ID || p.view.all[0].Difference() != qty.Pieces(80)-expected {
		t.Fatalf("differences %+v", p.view.all)
	}
	c.Press("Ctrl+Enter")
	c.Press("Enter")
	c.settle(t)
	if got := onHand(t, s, rice.ID); got != qty.Pieces(80) {
		t.Errorf("on hand %v", got)
	}
	if got := onHand(t, s, honey.ID); got != qty.Pieces(3) {
		t.Errorf("honey on hand %v", got)
	}
	if paper := last(t, s, ledger.TypeCounted); len(paper.Lines) != 2 {
		t.Errorf("paper %+v", paper)
	}
}

// Who types a count and scans the next product, or looks at the differences, has not pressed Enter: the count is
// of the product that was scanned before.
func TestATypedCountNeedsNoEnter(t *testing.T) {
	s := practice(t)
	honey, rice := find(t, s, "HONEY-001"), find(t, s, "RICE-001")
	b := show(t, usual, s, sheet(t, s))
	p := b.page.(*counting)
	begun := len(p.entries)
	b.Scan("8850000000034")
	b.settle(t)
	b.Press("F5")
	b.Type("27")
	b.Scan("8850000000027")
	b.settle(t)
	b.Press("F5")
	b.Type("9")
	b.Press("F8")
	b.settle(t)
	if len(p.entries) != begun+2 || p.entries[0].ProductID != rice.ID || p.entries[0].Qty != qty.Pieces(9) || p.entries[1].ProductID != honey.ID || p.entries[1].Qty != qty.Pieces(27) {
		t.Fatalf("entries %+v", p.entries)
	}
	for _, row := range p.count.Rows {
		if row.ProductID == rice.ID && row.Counted < qty.Pieces(9) {
			t.Errorf("the differences have %s", row.Counted)
		}
	}
	b.Press("Esc")
	b.Press("F5")
	p.view.qty.SetText("1..2")
	b.Press("F8")
	b.settle(t)
	if p.looking || p.entries[0].Qty != qty.Pieces(9) {
		t.Error("what cannot be read is passed over")
	}
}

// TestWhatWasSoldBelowZeroIsCounted types what lies there.
func TestWhatWasSoldBelowZeroIsCounted(t *testing.T) {
	c := looks.NewCounter(t)
	c.Sell("cash", 60)
	b := show(t, usual, c.Shop, kit.StockRecount)
	l := b.page.(*listing[shop.RecountRow])
	if len(l.rows) != 1 {
		t.Fatalf("rows %+v", l.rows)
	}
	b.Press("Enter")
	b.Type("4")
	b.Press("Enter")
	b.settle(t)
	if got := onHand(t, c.Shop, c.Goods[0].ID); got != qty.Pieces(4) || len(l.rows) != 0 {
		t.Errorf("on hand %v, still listed %+v", got, l.rows)
	}
}

// begin fills the pages that a picture should show at work.
func begin(t testing.TB, b *bench) {
	t.Helper()
	switch b.page.(type) {
	case *paper:
		for _, code := range []string{"8850000000034", "8850000000041", "8850000000072"} {
			b.Scan(code)
			b.settle(t)
		}
	case *counting:
		for _, code := range []string{"8850000000034", "8850000000041", "8850000000041", "8850000000072"} {
			b.Scan(code)
			b.settle(t)
		}
	}
	b.Window.Canvas().Unfocus()
}

func sheet(t testing.TB, s *shop.Shop) string {
	t.Helper()
	opened, err := s.OpenCount(t.Context(), stock.Sheet{Name: "นับชั้นอาหาร", Scope: stock.ScopeAll})
	if err != nil {
		t.Fatal(err)
	}
	return kit.StockCount + ":" + opened.ID.String()
}
