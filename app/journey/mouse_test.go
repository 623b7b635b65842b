//go:build window

package journey

import (
	"image"
	"slices"
	"strconv"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// click presses the mouse once where a text stands, or the last of several such texts.
func (d *drive) click(text string, in image.Rectangle) {
	d.t.Helper()
	d.clickAt(middle(d.see(text, in)[0]))
}

func (d *drive) clickLast(text string, in image.Rectangle) {
	d.t.Helper()
	places := d.see(text, in)
	d.clickAt(middle(places[len(places)-1]))
}

func (d *drive) clickAt(at image.Point) {
	d.t.Helper()
	d.run("xdotool", "mousemove", strconv.Itoa(at.X), strconv.Itoa(at.Y), "click", "1")
}

func middle(r image.Rectangle) image.Point { return r.Min.Add(r.Max).Div(2) }

// TestADayByMouse is the day of the keys without a key pressed.
func TestADayByMouse(t *testing.T) {
	d := start(t, false)
	d.click(says("welcome.practice_do"), anywhere)
	d.enterPractice()
	first, third := d.tapForCash()
	d.letWaitByMouse(first, third)
	d.refundOneByMouse(first)
	d.closeShiftByMouse()
	d.addsUp()
}

// tapGood turns to a group and sells one of some goods: the first whose whole name stands on a tile.
func (d *drive) tapGood(group string, goods []*catalog.Product) (good *catalog.Product) {
	d.t.Helper()
	d.click(group, shelf)
	d.untilChosen(group) // or a tile of the group before is clicked, which stands elsewhere in this one
	d.until("a tile", func() bool {
		d.screen.look()
		for _, product := range goods {
			if len(d.screen.find(product.Name, shelf)) > 0 {
				good = product
				return true
			}
		}
		return false
	})
	d.click(good.Name, shelf)
	return good
}

// untilChosen waits until a chip is written in light ink on the dark ground of the chosen one.
func (d *drive) untilChosen(chip string) {
	d.t.Helper()
	d.until(chip+" chosen", func() bool {
		d.screen.look()
		places := d.screen.find(chip, shelf)
		return len(places) > 0 && d.screen.seen.brightness(places[0].Min) < contrast
	})
}

// bestOrNot parts the plain goods into those that are on the tiles of best sellers and the others.
func (d *drive) bestOrNot() (best, others []*catalog.Product) {
	d.t.Helper()
	today, err := d.shop.Today(d.ctx)
	if err != nil {
		d.t.Fatal(err)
	}
	sellers, err := d.shop.BestSellers(d.ctx, today.Add(-30), today, 24)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, product := range d.goods {
		if slices.ContainsFunc(sellers, func(s shop.Seller) bool { return s.ProductID == product.ID }) {
			best = append(best, product)
		} else {
			others = append(others, product)
		}
	}
	return best, others
}

// tapForCash sells a best seller, one of a category, and something without a barcode by the number pad, and
// takes notes for it.
func (d *drive) tapForCash() (first, second *catalog.Product) {
	d.t.Helper()
	best, others := d.bestOrNot()
	first = d.tapGood(says("till.best"), best)
	d.untilPieces(selling.Open, 1)
	second = d.tapGood(says("till.all"), others)
	d.untilPieces(selling.Open, 2)
	d.click(says("till.quick"), shelf)
	d.see(says("till.sell"), anywhere)
	d.click("4", anywhere)
	d.click("5", anywhere)
	d.click(says("till.sell"), anywhere)
	d.untilPieces(selling.Open, 3)
	misc, err := d.shop.Misc(d.ctx)
	if err != nil {
		d.t.Fatal(err)
	}
	nameless := *misc
	nameless.Price = money.Baht(45)
	total := prices(first, second, &nameless)
	d.click(says("till.cash"), pane)
	d.see(says("pay.cash.title"), anywhere)
	for given := money.Satang(0); given < total; given += money.Baht(1000) {
		d.click("+1,000", anywhere)
		d.see("฿"+i18n.Baht(max(given+money.Baht(1000)-total, total-given-money.Baht(1000))), anywhere)
	}
	d.click(says("pay.cash.pay"), anywhere)
	d.see(says("till.change"), pane)
	d.sold(selling.Cash, first, second, &nameless)
	d.receipt()
	return first, second
}

// letWaitByMouse is letWait without a key.
func (d *drive) letWaitByMouse(first, second *catalog.Product) {
	d.t.Helper()
	d.tapGood(says("till.best"), []*catalog.Product{first})
	d.untilPieces(selling.Open, 1)
	d.tapGood(says("till.all"), []*catalog.Product{second})
	d.untilPieces(selling.Open, 2)
	d.click(says("till.promptpay"), pane)
	d.click(says("pay.promptpay.wait"), anywhere)
	d.untilPieces(selling.Waiting, 2)
	d.see(i18n.BahtSign(0), pane)
	d.click(second.Name, shelf)
	d.untilPieces(selling.Open, 1)
	d.click(says("till.cash"), pane)
	d.click(says("pay.cash.exact"), anywhere)
	d.click(says("pay.cash.pay"), anywhere)
	d.see(says("till.exact"), pane)
	d.sold(selling.Cash, second)
	d.click(says("till.tab.waiting")+" 1", pane)
	d.click(i18n.Baht(prices(first, second)), pane)
	d.untilPieces(selling.Waiting, 0)
	d.untilPieces(selling.Open, 2)
	d.click(says("till.promptpay"), pane)
	d.click(says("pay.promptpay.seen"), anywhere)
	d.sold(selling.PromptPay, first, second)
	d.see(i18n.BahtSign(0), pane)
}

// refundOneByMouse is refundOne without a key.
func (d *drive) refundOneByMouse(product *catalog.Product) {
	d.t.Helper()
	number := d.bills()[0].Number
	d.click(says("nav.bills"), rail)
	d.see(number, pane)
	d.click(says("bills.refund"), pane)
	d.see(says("bills.refund.title", fault.Values{"number": number}), anywhere)
	line := d.see(product.Name, anywhere)[0]
	none := d.see("0", image.Rect(line.Max.X, line.Min.Y-10, anywhere.Max.X, line.Max.Y+30))[0]
	d.clickAt(middle(none).Add(image.Pt(35, 0))) // the + beside it
	d.see(i18n.BahtSign(product.Price), anywhere)
	d.clickLast(says("bills.refund.ok"), anywhere)
	d.click(says("bills.reason.refund.2"), anywhere)
	d.click(says("bills.where.shelf"), anywhere)
	d.gaveBack(selling.PromptPay, product)
	d.see(d.bills()[0].Number, pane)
}

// closeShiftByMouse counts what there should be, as one sum on the number pad.
func (d *drive) closeShiftByMouse() {
	d.t.Helper()
	d.click(says("nav.shift"), rail)
	d.click(says("shift.count.sum"), pane)
	for _, digit := range strconv.FormatInt(int64(d.keyed.cash/money.Baht(1)), 10) {
		d.click(string(digit), pane)
	}
	if counted := d.see(i18n.Baht(d.keyed.cash), pane); len(counted) < 3 { // counted, taken and expected
		d.t.Errorf("the sum stands in %d places", len(counted))
	}
	d.click(says("shift.close"), pane)
	d.see(says("shift.confirm"), anywhere)
	d.click(says("shift.close"), anywhere)
	d.closed(d.keyed.cash)
}
