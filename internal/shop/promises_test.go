package shop

import (
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// platformOf is a connection to nowhere.
func platformOf(t *testing.T, s *Shop, name string) publishing.Connection {
	t.Helper()
	connection := publishing.Connection{ID: id.New[id.Connection](), Name: name, Kind: "common", URL: "https://market.example"}
	if err := s.SaveChannel(t.Context(), connection, connect.NewSecret("shop:secret")); err != nil {
		t.Fatal(err)
	}
	return connection
}

func promise(t *testing.T, s *Shop, connection publishing.Connection, p catalog.Product, piece qty.Qty, pieces int) {
	t.Helper()
	placement := publishing.Placement{ConnectionID: connection.ID, ProductID: p.ID, SKU: p.SKU, Chosen: true, Piece: piece}
	if err := s.SavePlacement(t.Context(), placement, pieces); err != nil {
		t.Fatal(err)
	}
}

// TestThePromisedIsNotSoldUnnoticed: what is promised online can be sold no more without a warning, whoever promised it.
func TestThePromisedIsNotSoldUnnoticed(t *testing.T) {
	s := alone(t, false)
	honey, tea := addGoods(t, s, "HONEY", 120_00, 10*qty.One), addGoods(t, s, "TEA", 60_00, 10*qty.One)
	set := basket(t, s, honey, tea)
	first, second := platformOf(t, s, "ตลาด"), platformOf(t, s, "เว็บ")
	promise(t, s, first, honey, 0, 3)
	promise(t, s, second, honey, 2*qty.One, 1)
	promise(t, s, second, tea, 0, publishing.NoPromise)
	promise(t, s, first, set, 0, 2) // two honeys and four teas more

	stands := func(p catalog.Product, promised, sellable qty.Qty) {
		t.Helper()
		rows, err := s.Stock(t.Context(), []id.Product{p.ID})
		if err != nil || rows[0].Promised != promised || rows[0].Sellable != sellable {
			t.Errorf("%s: %+v %v; want %s promised, %s to sell", p.SKU, rows, err, promised, sellable)
		}
	}
	stands(honey, 7*qty.One, 3*qty.One)
	stands(tea, 4*qty.One, 6*qty.One)
	stands(set, 2*qty.One, 3*qty.One)

	unkept := func(p catalog.Product, sold qty.Qty) []*fault.Error {
		t.Helper()
		said, err := s.Unkept(t.Context(), sell(t, s, p, sold, selling.Cash))
		if err != nil {
			t.Fatal(err)
		}
		return said
	}
	if said := unkept(honey, 3*qty.One); len(said) != 0 {
		t.Errorf("what is spare: %v", said)
	}
	if said := unkept(set, qty.One); len(said) != 1 || said[0].Code != "stock_promised" || said[0].Field != "line[0].qty" || said[0].Values["short"] != qty.One {
		t.Errorf("a set takes a promised honey: %v", said)
	}
	if said := unkept(tea, qty.One); len(said) != 0 {
		t.Errorf("a promise that is broken for honey: %v", said)
	}

	if err := s.CloseChannel(t.Context(), &first); err != nil {
		t.Fatal(err)
	}
	stands(honey, 2*qty.One, 4*qty.One)
	stands(tea, 0, 7*qty.One)
	if err := s.Unpublish(t.Context(), second.ID, "HONEY"); err != nil {
		t.Fatal(err)
	}
	stands(honey, 0, 6*qty.One)
	if spare, err := s.Spare(t.Context()); err != nil || len(spare) != 0 {
		t.Errorf("nothing is promised: %v %v", spare, err)
	}
}

// TestAPromiseIsUsedUpByOrders that came, and no number overflows.
func TestAPromiseIsUsedUpByOrders(t *testing.T) {
	s := alone(t, false)
	honey := addGoods(t, s, "HONEY", 120_00, 10*qty.One)
	channel := platformOf(t, s, "ตลาด")
	promise(t, s, channel, honey, 0, 3)
	said := ordering.Said{Channel: ordering.Common, No: "CP-1", State: ordering.Paid, PlacedAt: noon, Version: ordering.Version(noon, ordering.Paid, "1")}
	said.Request = func(order id.Order, _ []ledger.OrderLine) ordering.Request {
		return ordering.Request{ID: order, Channel: ordering.Common, ChannelNo: "CP-1", PayBy: ordering.PayChannel, Recipients: []ordering.Recipient{{Name: "มานี", Line: "1"}},
			Lines: []ledger.OrderLine{{N: 1, ProductID: honey.ID, Qty: 2 * qty.One, Price: 120_00}}}
	}
	order := publishing.ChannelOrder{No: "CP-1", State: publishing.Paid, Revision: 1, Lines: []publishing.ChannelLine{{ID: "1", SKU: "HONEY", Pieces: 2, Price: 120_00}}}
	if _, err := s.db.HearChannel(t.Context(), channel.ID, &order, said); err != nil {
		t.Fatal(err)
	}
	rows, err := s.Stock(t.Context(), []id.Product{honey.ID})
	if err != nil || rows[0].Promised != qty.One || rows[0].Reserved != 2*qty.One || rows[0].Sellable != 7*qty.One {
		t.Errorf("%+v %v", rows, err)
	}
	promise(t, s, platformOf(t, s, "x"), honey, qty.Max, publishing.MaxPieces/2)
	if sums, err := s.Promised(t.Context()); err != nil || sums[honey.ID] != qty.Max {
		t.Errorf("%v %v", sums, err)
	}
}
