package shop

import (
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/stock"
)

func TestAShelfRowSaysWhatLiesAndWasSold(t *testing.T) {
	s := newTestShop(t, Params{})
	first, other := addGoods(t, s, "1", 10_00, qty.Pieces(20)), addGoods(t, s, "2", 10_00, 0)
	sell(t, s, first, qty.Pieces(3), selling.Cash)
	cart := selling.Cart{ID: id.New[id.Bill]()}
	cart.Add(first.ID, qty.Pieces(2))
	if err := s.SaveDraft(t.Context(), Draft{Cart: cart, State: selling.Waiting}); err != nil {
		t.Fatal(err)
	}
	rows, err := s.ShelfRows(t.Context(), []id.Product{other.ID, first.ID})
	if err != nil || len(rows) != 2 {
		t.Fatal(rows, err)
	}
	row := rows[1]
	if row.OnHand != qty.Pieces(17) || row.Reserved != qty.Pieces(2) || row.Sellable != qty.Pieces(15) || row.First.Qty != qty.Pieces(17) {
		t.Errorf("row %+v", row)
	}
	if want := []qty.Qty{0, 0, 0, 0, 0, qty.Pieces(3)}; !slices.Equal(row.Sold, want) || len(rows[0].Sold) != SoldSpans {
		t.Errorf("sold %v and %v", row.Sold, rows[0].Sold)
	}
	holders, err := s.Holders(t.Context(), first.ID)
	if err != nil || len(holders) != 1 || holders[0].BillID != cart.ID || holders[0].Qty != qty.Pieces(2) {
		t.Errorf("held by %+v, %v", holders, err)
	}
	sell(t, s, other, qty.One, selling.Cash)
	lying, err := s.Lying(t.Context())
	if err != nil || lying.Sellable[first.ID] != qty.Pieces(15) || !lying.Below[other.ID] || lying.Below[first.ID] {
		t.Errorf("lying %+v, %v", lying, err)
	}
}

// While the till is out at a fair the shop's goods are neither sold out nor to be ordered: the list is of all.
func TestAFairDoesNotEmptyTheList(t *testing.T) {
	s := newTestShop(t, Params{})
	product := addGoods(t, s, "1", 10_00, qty.Pieces(20))
	trip, err := s.AddTrip(t.Context(), stock.Trip{Name: "งานวัด", From: "2026-11-23", To: "2026-11-23"})
	if err != nil {
		t.Fatal(err)
	}
	if err := s.GoTrip(t.Context(), trip.ID); err != nil {
		t.Fatal(err)
	}
	lying, err := s.Lying(t.Context())
	if err != nil || lying.Sellable[product.ID] != qty.Pieces(20) {
		t.Errorf("lying %+v, %v", lying, err)
	}
	if here, err := s.Sellable(t.Context()); err != nil || here[product.ID] != 0 {
		t.Errorf("%s can be sold from an empty box, %v", here[product.ID], err)
	}
}
