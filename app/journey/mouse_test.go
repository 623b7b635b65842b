//go:build window

package journey

import (
	"strconv"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/selling"
)

// spot is a place on the screen of 1366 × 768 that build/display.sh makes.
type spot struct{ x, y int }

// Where a person taps, in the middle of large targets, so that a few units of change do not matter.
var (
	beginPractice = spot{436, 582}
	firstTile     = spot{200, 250}
	secondTile    = spot{400, 250}
	takeCash      = spot{1012, 620}
	confirmCash   = spot{763, 555}
	parkBill      = spot{1288, 160}
)

func (d *drive) tap(at spot) {
	d.t.Helper()
	d.run("xdotool", "mousemove", strconv.Itoa(at.x), strconv.Itoa(at.y), "click", "1")
	<-time.After(200 * time.Millisecond)
}

// tapUntil taps a spot again and again until it did something: the screen may still be reading the shop.
func (d *drive) tapUntil(what string, at spot, holds func() bool) {
	d.t.Helper()
	d.until(what, func() bool {
		if holds() {
			return true
		}
		d.tap(at)
		for range 20 {
			if holds() {
				return true
			}
			<-time.After(50 * time.Millisecond)
		}
		return false
	})
}

// Selling by the mouse alone: the practice shop, two goods, a bill put aside, another paid in cash.
func TestSellingByMouse(t *testing.T) {
	d := start(t, false)
	d.tap(beginPractice)
	d.enterPractice()
	d.tapUntil("the first tile", firstTile, func() bool { return d.pieces(selling.Open) == 1 })
	d.tapUntil("the second tile", secondTile, func() bool { return d.pieces(selling.Open) == 2 })
	d.tapUntil("the bill put aside", parkBill, func() bool { return d.pieces(selling.Parked) == 2 })
	d.tapUntil("a tile for the next customer", firstTile, func() bool { return d.pieces(selling.Open) == 1 })
	d.tap(takeCash)
	d.tapUntil("the cash bill", confirmCash, func() bool { return len(d.bills()) == 1 })
	d.adds(d.bills()[0].Total, 1, 0)
}
