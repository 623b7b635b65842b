package shop

import (
	"fmt"
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/stock"
)

// TestThePickingList holds what is still to be packed by the day: by lot where goods expire, without what lies in a
// box already, and with what is not there.
func TestThePickingList(t *testing.T) {
	s := newTestShop(t, Params{})
	if _, err := s.PickPapers(t.Context(), clock.DayOf(noon), i18n.Thai); !fault.Is(err, "pick_empty") {
		t.Errorf("nothing to pack: %v", err)
	}
	honey, err := s.SaveProduct(t.Context(), catalog.Product{SKU: "HONEY", Name: "น้ำผึ้ง", Unit: "ขวด", Price: 100_00}, Opening{})
	if err != nil {
		t.Fatal(err)
	}
	for lot, pieces := range map[string]int{"2026-12-31": 4, "2027-06-30": 10} {
		if _, err := s.PostStock(t.Context(), stock.Request{ID: id.New[id.StockPaper](), Type: ledger.TypeReceived,
			Items: []stock.Item{{ProductID: honey.ID, Qty: qty.Pieces(pieces), Lot: "L" + lot[:4], Expires: clock.Day(lot)}}}); err != nil {
			t.Fatal(err)
		}
	}
	soap, err := s.SaveProduct(t.Context(), catalog.Product{SKU: "SOAP", Name: "สบู่", Unit: "ก้อน", Price: 45_00}, Opening{Qty: qty.Pieces(2)})
	if err != nil {
		t.Fatal(err)
	}
	order := func(due clock.Day, honeys, soaps int) id.Order {
		request := ordering.Request{ID: id.New[id.Order](), Channel: ordering.Line, PayBy: ordering.PayCOD, Due: due, Person: ordering.Person{Name: "อัญชลี"},
			Recipients: []ordering.Recipient{anchalee}, Lines: []ledger.OrderLine{{ProductID: honey.ID, Qty: qty.Pieces(honeys), Price: honey.Price}}}
		if soaps > 0 {
			request.Lines = append(request.Lines, ledger.OrderLine{ProductID: soap.ID, Qty: qty.Pieces(soaps), Price: soap.Price})
		}
		if _, err := s.AddOrder(t.Context(), request); err != nil {
			t.Fatal(err)
		}
		if err := s.ConfirmOrder(t.Context(), request.ID, false, ""); err != nil {
			t.Fatal(err)
		}
		return request.ID
	}
	first := order("", 3, 0)
	order(clock.DayOf(noon), 5, 3)
	order("2027-01-01", 1, 0) // later
	if err := s.Pack(t.Context(), ordering.PackRequest{OrderID: first, Lines: []ledger.ParcelLine{{N: 1, Qty: qty.Pieces(2)}}}, ""); err != nil {
		t.Fatal(err)
	}
	list, err := s.pickList(t.Context(), clock.DayOf(noon), i18n.Thai)
	if err != nil {
		t.Fatal(err)
	}
	var said []string
	for _, place := range list.Places {
		for _, g := range place.Goods {
			said = append(said, fmt.Sprintf("%s %s %s lacks %s for %d", g.SKU, g.Expires, i18n.Qty(g.Qty), i18n.Qty(g.Lacks), g.Orders))
		}
	}
	want := []string{"HONEY 2026-12-31 2 lacks 0 for 2", "HONEY 2027-06-30 4 lacks 0 for 1", "SOAP  3 lacks 1 for 1"}
	if !slices.Equal(said, want) || len(list.Places) != 1 || list.Places[0].Name == "" {
		t.Errorf("%q\n%q", said, want)
	}
	if len(list.Orders) != 2 || len(list.Orders[0].Goods) != 1 || list.Orders[0].Goods[0].Qty != qty.Pieces(1) || len(list.Orders[1].Goods) != 3 {
		t.Errorf("%+v", list.Orders)
	}
	papers, err := s.PickPapers(t.Context(), clock.DayOf(noon), i18n.English)
	if err != nil || len(papers.Pages) == 0 || papers.Printer() != DocumentPrinter {
		t.Errorf("%d pages %v", len(papers.Pages), err)
	}
}
