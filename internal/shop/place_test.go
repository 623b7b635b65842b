package shop

import (
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/stock"
)

// TestAPlaceInUseIsNotClosed: not where the shop sells, not while goods lie there or are counted.
func TestAPlaceInUseIsNotClosed(t *testing.T) {
	s := newTestShop(t, Params{})
	ctx := t.Context()
	goods := addGoods(t, s, "A1", 45_00, qty.Pieces(10))
	room, err := s.AddPlace(ctx, "ห้องเก็บของ", "store")
	must(t, err)
	closed := func(place Place) error {
		place.Closed = true
		_, err := s.SavePlace(ctx, place)
		return err
	}
	all, err := s.Places(ctx)
	must(t, err)
	for _, place := range all {
		if place.ID != room.ID {
			wantFault(t, closed(place), "place_sells")
		}
	}
	move := stock.Request{ID: id.New[id.StockPaper](), Type: ledger.TypeMoved, To: room.ID, Items: []stock.Item{{ProductID: goods.ID, Qty: qty.Pieces(3)}}}
	_, err = s.PostStock(ctx, move)
	must(t, err)
	err = closed(room)
	wantFault(t, err, "place_not_empty")
	if said := fault.Of(err).Values["goods"]; said != goods.Name {
		t.Errorf("it names %v", said)
	}
	if lying, err := s.PlaceGoods(ctx); err != nil || lying[room.ID] != 1 {
		t.Errorf("%v, %v", lying, err)
	}
	main, err := s.mainPlace(ctx)
	must(t, err)
	move.ID, move.Place, move.To = id.New[id.StockPaper](), room.ID, main
	_, err = s.PostStock(ctx, move)
	must(t, err)
	sheet, err := s.OpenCount(ctx, stock.Sheet{ID: id.New[id.CountSheet](), Name: "นับ", Scope: stock.ScopePart, PlaceID: room.ID})
	must(t, err)
	wantFault(t, closed(room), "place_in_count")
	must(t, s.DropCount(ctx, sheet.ID))
	must(t, closed(room))
	room.Closed, room.Name = false, strings.Repeat(" ", 3)+"หลังร้าน"
	saved, err := s.SavePlace(ctx, room) // opened again under another name
	if must(t, err); saved.Name != "หลังร้าน" || saved.ID != room.ID {
		t.Errorf("%+v", saved)
	}
	checks, err := s.Check(ctx)
	allOK(t, checks, err)
}
