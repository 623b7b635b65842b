package store_test

import (
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

// Sales are those of the channel of their order, at the counter those of none; what was given back or voided is taken
// off, postage and what carriers kept stand beside it, and all together are the day.
func TestSalesByChannel(t *testing.T) {
	shop := testkit.New(t)
	jar := shop.Goods[0]
	counter := selling.Cart{ID: id.New[id.Bill](), Lines: []selling.CartLine{testkit.Line(jar, qty.Pieces(2))}}
	_, err := shop.Checkout(ctx, selling.Request{Cart: counter, Tenders: testkit.Exactly(selling.Cash)})
	must(t, err)
	line := ordered([]ledger.OrderLine{orderLine(shop, 0, 5)}, ordering.PayCOD)
	line.Fee, line.Discount = 50_00, 10_00
	list, bill := handed(t, shop, line)
	_, err = shop.Refund(ctx, selling.RefundRequest{ID: id.New[id.Bill](), Of: bill, Reason: "แตก", Lines: []selling.ReturnLine{{LineN: 0, Qty: qty.One}}})
	must(t, err)
	must(t, shop.CarrierPaid(ctx, list[0], show(t, shop, line.ID).Parcels[0].COD, 7_00, selling.Tender{Method: selling.Transfer}, ""))
	web := ordered([]ledger.OrderLine{orderLine(shop, 0, 1)}, ordering.PayCOD)
	web.Channel = ordering.Web
	_, voided := handed(t, shop, web)
	_, err = shop.Void(ctx, voided, id.New[id.Bill](), "ยังไม่ส่ง")
	must(t, err)

	day := show(t, shop, line.ID).Order.Day
	sums, err := shop.Channels(ctx, day, day)
	must(t, err)
	by, all := map[string]store.ChannelSum{}, store.ChannelSum{}
	for n := range sums {
		by[sums[n].Channel] = sums[n]
		all.Add(&sums[n])
	}
	if c := by[ordering.Counter]; c.Bills != 1 || c.Orders != 0 || c.Total != jar.Price*2 || c.Postage != 0 {
		t.Errorf("counter %+v", c)
	}
	if c := by[ordering.Line]; c.Bills != 1 || c.Refunds != 1 || c.Orders != 1 || c.Fee != 7_00 || c.Postage <= 45_00 || c.Postage > 50_00 || c.Total != show(t, shop, line.ID).Money.Billed {
		t.Errorf("line %+v", c)
	}
	if c := by[ordering.Web]; c.Bills != 1 || c.Refunds != 1 || c.Total != 0 || c.Postage != 0 {
		t.Errorf("web %+v", c)
	}
	if sums[0].Channel != ordering.Line {
		t.Errorf("first stands %s", sums[0].Channel)
	}
	whole, err := shop.Day(ctx, day)
	must(t, err)
	if all.Total != whole.Total || all.VAT != whole.VAT || all.Discount != whole.Discount || all.Bills != whole.Bills || all.Refunds != whole.Refunds {
		t.Errorf("together %+v, the day %+v", all, whole)
	}
	if none, err := shop.Channels(ctx, day.Add(1), day.Add(9)); err != nil || len(none) != 0 {
		t.Errorf("days without sales: %v %v", none, err)
	}
}
