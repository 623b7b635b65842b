package till

import (
	"context"
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/stock"
)

// TestAtAFairTheBoxComesFirst: the best sellers that stayed at home stand behind what lies in the box.
func TestAtAFairTheBoxComesFirst(t *testing.T) {
	ctx, s := context.Background(), demo(t, 60)
	f, err := read(ctx, s, facts{})
	if err != nil || len(f.best) < 3 {
		t.Fatal(f.best, err)
	}
	last := f.best[len(f.best)-1]
	fair := id.New[id.Trip]()
	if _, err := s.AddTrip(ctx, stock.Trip{ID: fair, Name: "งานกาชาด", From: "2026-11-23", To: "2026-11-24"}); err != nil {
		t.Fatal(err)
	}
	if err := s.LoadTrip(ctx, fair, stock.Request{ID: id.New[id.StockPaper](), Items: []stock.Item{{ProductID: last.ID, Qty: qty.One}}}); err != nil {
		t.Fatal(err)
	}
	if err := s.GoTrip(ctx, fair); err != nil {
		t.Fatal(err)
	}
	second := f.best[0]
	if f, err = read(ctx, s, f); err != nil || f.best[0].ID != last.ID || f.best[1].ID != second.ID {
		t.Errorf("first comes %s, then %s, not %s, then %s (%v)", f.best[0].Name, f.best[1].Name, last.Name, second.Name, err)
	}
}
