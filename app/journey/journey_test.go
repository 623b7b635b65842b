//go:build window

package journey

import (
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/selling"
)

func TestADayByKeys(t *testing.T)  { day(t, false) }
func TestADayByTwins(t *testing.T) { day(t, true) }

// day is a short day in the practice shop, from the first start to the closed shift.
func day(t *testing.T, twins bool) {
	d := start(t, twins)
	d.tryKeys()
	d.sellForCash()
	d.letWait()
	d.refundOne()
	d.closeShift()
	d.addsUp()
}

// tryKeys presses F8 in the welcome, which then knows what to show on the buttons, and opens the practice shop.
func (d *drive) tryKeys() {
	d.t.Helper()
	heard, key := "welcome.key_works", "F9"
	if d.twins {
		heard, key = "welcome.key_twins", "Alt+9"
	}
	d.see(says("welcome.practice_do"), anywhere)
	d.press("F8")
	d.see(says(heard), anywhere)
	d.press("1")
	d.enterPractice()
	d.see(key, pane)
}

// sellForCash scans in the Thai layout, with Caps Lock, and into a field that has text, and takes exact money.
func (d *drive) sellForCash() {
	d.t.Helper()
	d.run("setxkbmap", "th")
	d.scanned("a scan in the Thai layout", d.goods[0], d.onBill(1))
	d.run("setxkbmap", "us")
	d.press("Caps_Lock")
	d.scanned("a scan with Caps Lock", d.goods[1], d.onBill(2))
	d.press("Caps_Lock", "F2")
	d.scanned("a scan into a field", d.goods[2], d.onBill(3), "F2")
	d.payExactly()
	d.sold(selling.Cash, d.goods[:3]...)
	d.receipt()
}

func (d *drive) onBill(pieces int) func() bool {
	return func() bool { return d.pieces(selling.Open) == pieces }
}

// payExactly takes exact money, by keys.
func (d *drive) payExactly() {
	d.t.Helper()
	d.press("F8")
	d.see(says("pay.cash.title"), anywhere)
	d.press("Return")
	d.see(says("till.exact"), pane)
}

// settle is how long F9 and F8 do nothing after the PromptPay dialog came up.
const settle = 700 * time.Millisecond

// letWait lets the money of a bill wait, serves the next customer, and takes it then.
func (d *drive) letWait() {
	d.t.Helper()
	d.scanned("the next bill", d.goods[0], d.onBill(1))
	d.press("F9")
	d.see(says("pay.promptpay.seen"), anywhere)
	d.see(i18n.BahtSign(d.goods[0].Price), anywhere)
	d.scanned("a product scanned behind the code", d.goods[3], d.onBill(2), "F9")
	d.see(i18n.BahtSign(prices(d.goods[0], d.goods[3])), anywhere)
	<-time.After(settle) // nothing was paid, and is not later
	if n := len(d.bills()); n != d.keyed.bills {
		d.t.Fatalf("a scan paid: %d bills", n)
	}
	d.press("F6")
	d.untilPieces(selling.Waiting, 2)
	d.see(i18n.BahtSign(0), pane)
	d.scanned("the next customer", d.goods[1], d.onBill(1))
	d.payExactly()
	d.sold(selling.Cash, d.goods[1])
	d.press("F6")
	d.see(says("till.tab.waiting")+" 1", pane)
	d.see(i18n.Baht(prices(d.goods[0], d.goods[3])), pane)
	d.press("Return")
	d.untilPieces(selling.Waiting, 0)
	d.untilPieces(selling.Open, 2)
	d.press("F9")
	d.see(says("pay.promptpay.seen"), anywhere)
	<-time.After(settle) // a person looks into the bank's app first
	d.press("F9")
	d.sold(selling.PromptPay, d.goods[0], d.goods[3])
	d.see(i18n.BahtSign(0), pane)
}

// refundOne gives one piece of the newest bill back, onto the shelf.
func (d *drive) refundOne() {
	d.t.Helper()
	number := d.bills()[0].Number
	d.press("ctrl+b")
	d.see(number, pane)
	d.press("F5")
	d.see(says("bills.refund.title", fault.Values{"number": number}), anywhere)
	d.press("plus")
	d.see(i18n.BahtSign(d.goods[0].Price), anywhere)
	d.press("ctrl+Return")
	d.see(says("bills.where.title"), anywhere)
	d.press("1")
	d.see(says("bills.reason.refund.1"), anywhere)
	d.press("Return")
	d.gaveBack(selling.PromptPay, d.goods[0])
	d.see(d.bills()[0].Number, pane)
}

// closeShift counts one note of 1,000 baht, which is not what there should be: a reason is asked for.
func (d *drive) closeShift() {
	d.t.Helper()
	counted := money.Baht(1000)
	d.press("ctrl+d")
	d.see(says("shift.count"), pane)
	d.press("Return", "1")
	d.see(i18n.Baht(counted), pane)
	d.press("F8")
	d.see(says("shift.reason"), anywhere)
	d.press("o", "k", "Return")
	d.see(says("shift.confirm"), anywhere)
	d.press("ctrl+Return")
	d.closed(counted)
}
