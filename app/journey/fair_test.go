//go:build window

package journey

import (
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/stock"
)

// fair is a trip that the journey makes, with one product of a producer and one of the shop's.
type fair struct {
	stock.Trip
	producers, shops *catalog.Product
	had              map[*catalog.Product]qty.Qty
}

// rent of the stall, paid from the drawer.
const rent = 50

// TestAFair loads the box, sells from it, takes off what was tasted, pays the rent, and counts what comes back:
// one piece is missing. The trip earned what a person works out from the price list.
func TestAFair(t *testing.T) {
	d := start(t, false)
	d.see(says("welcome.practice_do"), anywhere)
	d.press("1")
	d.enterPractice()
	f := d.newFair()
	d.scanStep(f, shop.TripLoad, f.producers, 5)
	d.scanStep(f, shop.TripLoad, f.shops, 4)
	d.press("ctrl+Return")
	d.until("the loaded box", func() bool { trip := d.trip(f); return len(trip.Box) == 2 })
	d.see(says("trips.call_off"), anywhere)
	d.press("F8")
	d.see(says("prompt.no"), anywhere)
	d.press("Return")
	d.until("the trip to set out", func() bool { trip, err := d.shop.CurrentTrip(d.ctx); return err == nil && trip.ID == f.ID })
	d.sellAt(f)
	d.tasteAndPayRent(f)
	d.countBack(f)
	d.earned(f)
	d.addsUp()
}

// newFair makes a trip by keys. Its goods have no terms by date and no lots of other costs.
func (d *drive) newFair() *fair {
	d.t.Helper()
	f := &fair{had: map[*catalog.Product]qty.Qty{}}
	for _, product := range d.goods {
		switch {
		case product.Terms == ledger.Consign && f.producers == nil:
			terms, err := d.shop.TermsOf(d.ctx, product.ProducerID)
			if err != nil {
				d.t.Fatal(err)
			}
			if len(terms) == 0 && int64(product.Price)*int64(product.GP)%10_000 == 0 {
				f.producers = product
			}
		case product.Terms != ledger.Consign && product.Cost > 0 && f.shops == nil:
			f.shops = product
		}
	}
	if f.producers == nil || f.shops == nil {
		d.t.Fatal("no goods for a fair")
	}
	for _, product := range []*catalog.Product{f.producers, f.shops} {
		f.had[product] = d.onHand(product)
		d.t.Logf("%s, %s a piece", product.Name, i18n.Baht(product.Price))
	}
	d.press("ctrl+4")
	d.see(says("products.import"), shelf)
	d.press("F3")
	d.see(says("stockpage.papers"), anywhere)
	d.press("0")
	d.see(says("trips.about"), anywhere)
	d.press("ctrl+n")
	d.see(says("trips.name"), anywhere)
	d.typed("f", "a", "i", "r", "Return")
	d.until("the trip", func() bool {
		trips, err := d.shop.Trips(d.ctx)
		if err != nil || len(trips) == 0 {
			return false
		}
		f.Trip = trips[0]
		return f.Name == "fair"
	})
	d.see(says("trips.call_off"), anywhere)
	return f
}

func (d *drive) trip(f *fair) *shop.Trip {
	d.t.Helper()
	trip, err := d.shop.Trip(d.ctx, f.ID)
	if err != nil {
		d.t.Fatal(err)
	}
	return trip
}

// scanStep scans a product for the step that is on, and types how many there are.
func (d *drive) scanStep(f *fair, step string, product *catalog.Product, pieces int) {
	d.t.Helper()
	kept := func() (count qty.Qty) {
		for _, line := range d.trip(f).Lines[step] {
			if line.Product.ID == product.ID {
				count = line.Qty
			}
		}
		return count
	}
	d.scannedBy("a product for the box", product, func() bool { return kept() > 0 }, "F2", "ctrl+a", "BackSpace")
	d.press("F4")
	d.press(digits(qty.Pieces(pieces))...)
	d.press("Return")
	d.until("the quantity", func() bool { return kept() == qty.Pieces(pieces) })
}

// sellAt sells from the box: both for cash, and one more by PromptPay.
func (d *drive) sellAt(f *fair) {
	d.t.Helper()
	d.press("ctrl+1")
	d.see(says("till.tab.bill"), pane)
	d.scanned("a product from the box", f.producers, d.onBill(1))
	d.scanned("another", f.shops, d.onBill(2))
	d.payExactly()
	d.sold(selling.Cash, f.producers, f.shops)
	d.scanned("one more", f.producers, d.onBill(1))
	d.press("F9")
	d.see(says("pay.promptpay.seen"), anywhere)
	<-time.After(settle) // a person looks into the bank's app first
	d.press("F9")
	d.sold(selling.PromptPay, f.producers)
	d.see(i18n.BahtSign(0), pane)
	for _, row := range d.bills() {
		bill, err := d.shop.Bill(d.ctx, row.ID)
		if err != nil || bill.TripID != f.ID {
			d.t.Errorf("%s was not sold at the fair, %v", row.Number, err)
		}
	}
}

// openTrip goes to the only trip there is.
func (d *drive) openTrip() {
	d.t.Helper()
	d.press("ctrl+4")
	d.see(says("products.import"), shelf)
	d.press("F3")
	d.see(says("stockpage.papers"), anywhere)
	d.press("0")
	d.see(says("trips.about"), anywhere)
	d.see("fair", anywhere)
	d.press("Return")
	d.see(says("trips.short.cost"), anywhere)
}

// tasteAndPayRent takes one piece off that customers tried, and notes the rent, paid from the drawer.
func (d *drive) tasteAndPayRent(f *fair) {
	d.t.Helper()
	d.openTrip()
	d.press("F6")
	d.see(says("trips.post.loss"), anywhere)
	d.scanStep(f, shop.TripLoss, f.shops, 1)
	d.press("ctrl+Return")
	d.see(says("trips.reason"), anywhere)
	d.press("Return") // they tasted it, says what stands there
	d.until("the tasted piece", func() bool {
		for _, row := range d.trip(f).Sum.Rows {
			if row.ProductID == f.shops.ID && row.Tasted == qty.One {
				return true
			}
		}
		return false
	})
	d.see(says("trips.short.cost"), anywhere)
	d.press("F7")
	d.see(says("trips.from_drawer"), anywhere)
	d.press(digits(qty.Pieces(rent))...)
	d.press("F12", "Return")
	d.until("the rent", func() bool { return d.trip(f).Sum.Spent(stock.CostRent) == money.Baht(rent) })
}

// countBack counts what is left. Of the shop's goods one piece is gone.
func (d *drive) countBack(f *fair) {
	d.t.Helper()
	d.see(says("trips.step.back"), anywhere)
	d.press("F8")
	d.see(says("trips.post.back"), anywhere)
	d.scanStep(f, shop.TripBack, f.producers, 3)
	d.scanStep(f, shop.TripBack, f.shops, 1)
	d.press("ctrl+Return")
	d.see(says("prompt.no"), anywhere)
	d.press("Return")
	d.until("the trip to be back", func() bool { return d.trip(f).State == stock.TripBack })
}

// earned holds the trip's page against what was keyed: three pieces sold, one tasted, one missing, the rent.
func (d *drive) earned(f *fair) {
	d.t.Helper()
	earned := d.keyed.cash + d.keyed.promptPay - 2*share(d.t, f.producers) - 3*f.shops.Cost - money.Baht(rent)
	if sum := d.trip(f).Sum; sum.Earned() != earned || sum.Bills != d.keyed.bills || sum.Cash != d.keyed.cash || sum.Bank != d.keyed.promptPay {
		d.t.Errorf("the trip earned %s of %+v, it should be %s", i18n.Baht(sum.Earned()), sum, i18n.Baht(earned))
	}
	d.see(says("trips.sum.earned"), anywhere)
	d.see(i18n.BahtSign(earned), anywhere)
	for product, gone := range map[*catalog.Product]int{f.producers: 2, f.shops: 3} {
		if want := f.had[product] - qty.Pieces(gone); d.onHand(product) != want {
			d.t.Errorf("%s: %s on hand, there should be %s", product.Name, d.onHand(product), want)
		}
	}
	shift, err := d.shop.CurrentShift(d.ctx)
	if err != nil || shift == nil {
		d.t.Fatalf("no shift is open, %v", err)
	}
	if expected := shift.Drawer.Expected(); expected != d.keyed.cash-money.Baht(rent) {
		d.t.Errorf("the drawer should hold %s, it is said %s", i18n.Baht(d.keyed.cash-money.Baht(rent)), i18n.Baht(expected))
	}
}
