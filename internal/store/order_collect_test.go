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

// collecting is an order of three pieces that a carrier has and collects the price of.
type collecting struct {
	*testkit.Shop
	order  id.Order
	parcel id.Parcel
	bill   id.Bill
	sum    money.Satang
}

func collect(t *testing.T) *collecting {
	t.Helper()
	shop := testkit.New(t)
	order := ordered([]ledger.OrderLine{orderLine(shop, 0, 3)}, ordering.PayCOD)
	list, bill := handed(t, shop, order)
	return &collecting{Shop: shop, order: order.ID, parcel: list[0], bill: bill, sum: show(t, shop, order.ID).Parcels[0].COD}
}

func (c *collecting) pays(amount money.Satang) error {
	return c.CarrierPaid(ctx, c.parcel, amount, 5_00, selling.Tender{Method: selling.Transfer}, "")
}

func (c *collecting) ends(t *testing.T, steps ...string) {
	t.Helper()
	for _, step := range steps {
		must(t, c.EndParcel(ctx, c.order, c.parcel, step, "", ""))
	}
}

func (c *collecting) looked(t *testing.T) {
	t.Helper()
	must(t, c.LookInto(ctx, store.LookRequest{OrderID: c.order, ParcelID: c.parcel, Reason: "ตีกลับ"}))
}

// gaveBack is a part of what was bought given back at the till, the money as the tenders say.
func (c *collecting) gaveBack(t *testing.T, pieces int, tenders ...selling.Tender) {
	t.Helper()
	_, err := c.Refund(ctx, selling.RefundRequest{ID: id.New[id.Bill](), Of: c.bill, Reason: "แตก", Tenders: tenders,
		Lines: []selling.ReturnLine{{LineN: 0, Qty: qty.Pieces(pieces)}}})
	must(t, err)
}

func (c *collecting) holds(t *testing.T, when string, owed, back money.Satang, todo string) {
	t.Helper()
	past := show(t, c.Shop, c.order)
	if past.Money.COD != owed || past.Back() != back || past.Todo() != todo {
		t.Errorf("%s the carrier owes %s, %s must go back, to do %q; want %s, %s, %q", when, past.Money.COD, past.Back(), past.Todo(), owed, back, todo)
	}
	if back > 0 && past.Payment() != ordering.RefundDue {
		t.Errorf("%s the payment is %s", when, past.Payment())
	}
	c.CheckOK(t)
}

// listed checks what the list of parcels says that carriers owe.
func (c *collecting) listed(t *testing.T, want money.Satang) {
	t.Helper()
	counts, err := c.ParcelCounts(ctx, show(t, c.Shop, c.order).Order.Day)
	must(t, err)
	if counts.COD != want {
		t.Errorf("the list says that carriers owe %s, not %s", counts.COD, want)
	}
}

func (c *collecting) payBack(t *testing.T) {
	t.Helper()
	must(t, c.PayOrderBack(ctx, c.order, id.New[id.Change](), selling.Tender{Method: selling.Transfer, Reason: "คืนเงิน"}, ""))
}

// A customer who had the parcel paid the carrier: it owes that whatever becomes of the goods, and the shop owes the customer.
func TestADeliveredParcelComesBack(t *testing.T) {
	c := collect(t)
	c.ends(t, ordering.StepDelivered, ordering.StepReturned)
	c.listed(t, c.sum)
	c.looked(t)
	c.holds(t, "looked into", c.sum, c.sum, ordering.TodoRefund)
	c.listed(t, c.sum)
	must(t, c.pays(c.sum))
	c.listed(t, 0)
	c.holds(t, "paid", 0, c.sum, ordering.TodoRefund)
	c.payBack(t)
	c.holds(t, "given back", 0, 0, "")
}

// The money of a parcel that the carrier paid before it came back lies here until a person gives it back.
func TestAPaidParcelComesBack(t *testing.T) {
	c := collect(t)
	must(t, c.pays(c.sum))
	c.ends(t, ordering.StepReturned)
	c.looked(t)
	c.holds(t, "looked into", 0, c.sum, ordering.TodoRefund)
	day, err := c.Day(ctx, show(t, c.Shop, c.order).Order.Day)
	must(t, err)
	for _, m := range day.Methods {
		if m.Method == selling.Transfer && m.Total != c.sum-5_00 {
			t.Errorf("%s came by transfer", m.Total)
		}
	}
	c.payBack(t)
	c.holds(t, "given back", 0, 0, "")
}

// What is given back at the till of what a carrier still collects lies here, to be given back: the carrier collects,
// and pays, what the label says. Where the shop took it off what the carrier owes and that pays it all the same, it
// lies here too.
func TestAPartIsGivenBackBeforeTheCarrierPays(t *testing.T) {
	for name, tenders := range map[string][]selling.Tender{"unasked": nil, "off the debt": {{Method: selling.COD}}} {
		c := collect(t)
		part := c.Goods[0].Price
		c.gaveBack(t, 1, tenders...)
		if tenders == nil {
			c.holds(t, name, c.sum, part, ordering.TodoRefund)
		} else {
			c.holds(t, name, c.sum-part, 0, ordering.TodoArrive)
		}
		c.ends(t, ordering.StepDelivered)
		must(t, c.pays(c.sum))
		c.holds(t, name+", paid", 0, part, ordering.TodoRefund)
		c.payBack(t)
		c.holds(t, name+", given back", 0, 0, "")
	}
}

// A part was given back and then the whole parcel comes back unpaid: nothing was collected, so nothing lies here. What
// was handed out in cash for it is lost, and the books say so.
func TestAPartIsGivenBackOfWhatComesBack(t *testing.T) {
	for name, lost := range map[string]bool{"lies here": false, "was handed out": true} {
		c := collect(t)
		if lost {
			c.gaveBack(t, 1, selling.Tender{Method: selling.Cash})
		} else {
			c.gaveBack(t, 1)
		}
		c.ends(t, ordering.StepReturned)
		c.looked(t)
		c.holds(t, name, 0, 0, "")
		day, err := c.Day(ctx, show(t, c.Shop, c.order).Order.Day)
		must(t, err)
		for _, m := range day.Methods {
			if want := c.Goods[0].Price; m.Method == selling.Loss && (!lost || m.Total != want) {
				t.Errorf("%s: %s lost", name, m.Total)
			}
		}
	}
}

// A carrier that pays for what came back, so that nothing was to be collected, had collected it.
func TestACarrierPaysForWhatCameBack(t *testing.T) {
	c := collect(t)
	c.ends(t, ordering.StepReturned)
	c.looked(t)
	c.holds(t, "looked into", 0, 0, "")
	c.listed(t, 0)
	must(t, c.pays(c.sum))
	c.holds(t, "paid all the same", 0, c.sum, ordering.TodoRefund)
	if err := c.pays(c.sum); !fault.Is(err, "payment_above_due") {
		t.Errorf("paid twice: %v", err)
	}
	c.payBack(t)
	c.holds(t, "given back", 0, 0, "")
}

// Looking into a parcel is taken back as long as the money of it lies here.
func TestLookingIsTakenBackWhileTheMoneyIsHere(t *testing.T) {
	c := collect(t)
	must(t, c.pays(c.sum))
	c.ends(t, ordering.StepReturned)
	refund := id.New[id.Bill]()
	must(t, c.LookInto(ctx, store.LookRequest{OrderID: c.order, ParcelID: c.parcel, Reason: "ตีกลับ", Shelf: refund}))
	c.payBack(t)
	if _, err := c.Void(ctx, refund, id.New[id.Bill](), "ผิด"); !fault.Is(err, "deposit_too_much") {
		t.Errorf("the money is gone: %v", err)
	}
	c.CheckOK(t)
}

// Postage that the first parcel was to collect is nobody's debt when that parcel comes back, whether the others come
// back too or not, or the shop keeps it.
func TestPostageThatNobodyCollects(t *testing.T) {
	three := []ledger.ParcelLine{{N: 1, Qty: qty.Pieces(3)}}
	for name, c := range map[string]struct {
		back []int
		keep bool
		lost money.Satang
	}{
		"the first":                 {[]int{0}, false, 50_00},
		"both":                      {[]int{0, 1}, false, 0},
		"both, the other way round": {[]int{1, 0}, false, 0},
		"both, it is kept":          {[]int{0, 1}, true, 50_00},
	} {
		shop := testkit.New(t)
		order := ordered([]ledger.OrderLine{orderLine(shop, 0, 6)}, ordering.PayCOD)
		order.Fee = 50_00
		list, _ := handed(t, shop, order, three, three)
		owed := map[int]money.Satang{}
		for n, parcel := range show(t, shop, order.ID).Parcels {
			owed[n] = parcel.COD
		}
		for _, n := range c.back {
			must(t, shop.EndParcel(ctx, order.ID, list[n], ordering.StepReturned, "", ""))
			must(t, shop.LookInto(ctx, store.LookRequest{OrderID: order.ID, ParcelID: list[n], Reason: "ตีกลับ", KeepFee: c.keep}))
			delete(owed, n)
		}
		rest := money.Satang(0)
		for _, sum := range owed {
			rest += sum
		}
		past := show(t, shop, order.ID)
		if past.Money.COD != rest || past.Back() != 0 {
			t.Errorf("%s: the carrier owes %s, not %s, %s must go back", name, past.Money.COD, rest, past.Back())
		}
		day, err := shop.Day(ctx, past.Order.Day)
		must(t, err)
		lost := money.Satang(0)
		for _, m := range day.Methods {
			if m.Method == selling.Loss {
				lost = m.Total
			}
		}
		if lost != c.lost {
			t.Errorf("%s: %s are lost, not %s", name, lost, c.lost)
		}
		shop.CheckOK(t)
	}
}
