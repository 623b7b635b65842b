package store_test

import (
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

func dayOf(t *testing.T, c *collecting) map[string]money.Satang {
	t.Helper()
	day, err := c.Day(ctx, show(t, c.Shop, c.order).Order.Day)
	must(t, err)
	sums := map[string]money.Satang{}
	for _, m := range day.Methods {
		sums[m.Method] = m.Total
	}
	return sums
}

// A parcel that is lost waits for a person; written off, its goods are gone, its bill is no sale and nothing is owed.
func TestALostParcelIsWrittenOff(t *testing.T) {
	c := collect(t)
	away, err := c.OnHandOf(ctx, []id.Product{c.Goods[0].ID})
	must(t, err)
	c.ends(t, ordering.StepLost)
	c.holds(t, "lost", c.sum, 0, ordering.TodoLook)
	if list, _, err := c.Parcels(ctx, store.ParcelQuery{List: store.ParcelsReturned, Limit: 10}); err != nil || len(list) != 1 {
		t.Errorf("%d are listed to be looked into: %v", len(list), err)
	}
	c.looked(t)
	c.holds(t, "written off", 0, 0, "")
	c.listed(t, 0)
	past := show(t, c.Shop, c.order)
	if past.Parcels[0].State != ledger.ParcelWrittenOff || past.State() != ordering.Returned || past.Money.Billed != 0 {
		t.Errorf("the parcel is %s, the order %s, %s are billed", past.Parcels[0].State, past.State(), past.Money.Billed)
	}
	now, err := c.OnHandOf(ctx, []id.Product{c.Goods[0].ID})
	must(t, err)
	if now[c.Goods[0].ID] != away[c.Goods[0].ID] {
		t.Errorf("%s lie here, %s before", now[c.Goods[0].ID], away[c.Goods[0].ID])
	}
	if err := c.EndParcel(ctx, c.order, c.parcel, ordering.StepReturned, "", ""); !fault.Is(err, "parcel_step") {
		t.Errorf("it comes back afterwards: %v", err)
	}
}

// What a customer paid before for a parcel that is lost lies for the order until the shop gives it back.
func TestAPaidParcelIsLost(t *testing.T) {
	shop := testkit.New(t)
	order := ordered([]ledger.OrderLine{orderLine(shop, 0, 3)}, ordering.PayTransfer)
	_, err := shop.AddOrder(ctx, order)
	must(t, err)
	must(t, shop.PayOrder(ctx, order.ID, id.New[id.Change](), testkit.Exactly(selling.Transfer), ""))
	parcel := id.New[id.Parcel]()
	must(t, shop.Pack(ctx, ordering.PackRequest{ID: parcel, OrderID: order.ID}, ""))
	_, err = shop.HandOver(ctx, order.ID, nil, id.New[id.Bill](), "")
	must(t, err)
	c := &collecting{Shop: shop, order: order.ID, parcel: parcel}
	c.ends(t, ordering.StepLost)
	c.looked(t)
	c.holds(t, "written off", 0, shop.Goods[0].Price*3, ordering.TodoRefund)
	c.payBack(t)
	c.holds(t, "given back", 0, 0, "")
}

// What a carrier pays for a parcel that it lost is no customer's: it is set against the loss, before it is written
// off or after.
func TestACarrierMakesALossGood(t *testing.T) {
	for name, first := range map[string]bool{"before": true, "after": false} {
		c := collect(t)
		part := c.sum / 2
		c.ends(t, ordering.StepLost)
		if first {
			must(t, c.pays(part))
		}
		c.looked(t)
		if !first {
			must(t, c.pays(part))
		}
		c.holds(t, name, 0, 0, "")
		if sums := dayOf(t, c); sums[selling.Loss] != -part || sums[selling.Transfer] != part-5_00 || sums[selling.CarrierFee] != 5_00 || sums[selling.COD] != 0 {
			t.Errorf("%s: the day's sums are %v", name, sums)
		}
	}
}

// Writing off is taken back with its refund: the parcel is lost again, and found it comes back.
func TestALostParcelIsFound(t *testing.T) {
	c := collect(t)
	c.ends(t, ordering.StepLost)
	refund := id.New[id.Bill]()
	must(t, c.LookInto(ctx, store.LookRequest{OrderID: c.order, ParcelID: c.parcel, Reason: "หาย", Thrown: refund}))
	_, err := c.Void(ctx, refund, id.New[id.Bill](), "เจอแล้ว")
	must(t, err)
	if got := show(t, c.Shop, c.order).Parcels[0].State; got != ledger.ParcelLost {
		t.Errorf("the parcel is %s", got)
	}
	c.ends(t, ordering.StepReturned)
	before, err := c.OnHandOf(ctx, []id.Product{c.Goods[0].ID})
	must(t, err)
	c.looked(t)
	after, err := c.OnHandOf(ctx, []id.Product{c.Goods[0].ID})
	must(t, err)
	if came := after[c.Goods[0].ID] - before[c.Goods[0].ID]; came != qty.Pieces(3) {
		t.Errorf("%s came back", came)
	}
	c.holds(t, "found", 0, 0, "")
}
