package store_test

import (
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/testkit"
)

// A label that came out and no longer says what is to be collected, or where to, stops the hand-over until it is
// printed anew, or a person says that it goes all the same.
func TestALabelOutOfDateStopsTheHandOver(t *testing.T) {
	part := money.Satang(50_00)
	for name, c := range map[string]struct {
		change  func(*testkit.Shop, *ordering.Request) error
		stopped bool
	}{
		"nothing changed": {func(*testkit.Shop, *ordering.Request) error { return nil }, false},
		"a part was paid": {func(shop *testkit.Shop, order *ordering.Request) error {
			return shop.PayOrder(ctx, order.ID, id.New[id.Change](), []selling.Tender{{Method: selling.Cash, Amount: &part}}, "")
		}, true},
		"another address": {func(shop *testkit.Shop, order *ordering.Request) error {
			order.Recipients[0].Line = "46/8"
			return shop.ReviseOrder(ctx, *order)
		}, true},
	} {
		for _, then := range []string{"printed anew", "anyway"} {
			shop := testkit.New(t)
			order := ordered([]ledger.OrderLine{orderLine(shop, 0, 3)}, ordering.PayCOD)
			list := boxed(t, shop, order)
			if _, err := shop.ParcelsPrinted(ctx, list, ""); err != nil {
				t.Fatal(err)
			}
			must(t, c.change(shop, &order))
			_, err := shop.HandOver(ctx, order.ID, nil, id.New[id.Bill](), "")
			if fault.Is(err, "label_old") != c.stopped || !c.stopped && err != nil {
				t.Errorf("%s: %v", name, err)
			}
			switch {
			case !c.stopped:
				continue
			case then == "anyway":
				_, err = shop.HandOverAnyway(ctx, order.ID, nil, id.New[id.Bill](), "")
			default:
				if _, err := shop.ParcelsPrinted(ctx, list, ""); err != nil {
					t.Fatal(err)
				}
				_, err = shop.HandOver(ctx, order.ID, nil, id.New[id.Bill](), "")
			}
			if err != nil {
				t.Errorf("%s, %s: %v", name, then, err)
			}
			shop.CheckOK(t)
		}
	}
}

// What never came out stops nothing: a label may be written by hand.
func TestALabelThatWasNeverPrintedStopsNothing(t *testing.T) {
	shop := testkit.New(t)
	order := ordered([]ledger.OrderLine{orderLine(shop, 0, 3)}, ordering.PayCOD)
	boxed(t, shop, order)
	part := money.Satang(50_00)
	must(t, shop.PayOrder(ctx, order.ID, id.New[id.Change](), []selling.Tender{{Method: selling.Cash, Amount: &part}}, ""))
	_, err := shop.HandOver(ctx, order.ID, nil, id.New[id.Bill](), "")
	must(t, err)
}
