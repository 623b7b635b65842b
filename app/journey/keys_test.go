//go:build window

package journey

import (
	"strconv"
	"strings"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
)

// rowKeys are the codes of the keys that stand for F1 to F12 with Alt, whatever the layout types with them.
const rowKeys = 10

// press presses keys one after the other, each once.
func (d *drive) press(keys ...string) {
	d.t.Helper()
	for _, key := range keys {
		if number, err := strconv.Atoi(strings.TrimPrefix(key, "F")); err == nil && key[0] == 'F' && d.twins {
			key = "alt+" + strconv.Itoa(rowKeys+number-1)
		}
		d.run("xdotool", "key", key)
	}
}

// typed presses keys as slowly as a person: four characters and an Enter that come faster are a scan.
func (d *drive) typed(keys ...string) {
	d.t.Helper()
	for _, key := range keys {
		d.press(key)
		<-time.After(120 * time.Millisecond)
	}
}

const (
	pace = 4 * time.Millisecond  // of a scanner, from key to key
	torn = 40 * time.Millisecond // a burst so much later than its pace may have had a pause that no scanner makes
)

// scanned scans a product once and waits for a fact. Only where the machine kept xdotool from its pace, so
// that the burst was no scanner's, what it typed is taken back by the keys given and sent again.
func (d *drive) scanned(what string, product *catalog.Product, holds func() bool, back ...string) {
	d.t.Helper()
	d.scannedBy(what, product, holds, append([]string{"Escape", "Escape", "Escape"}, back...)...)
}

// scannedBy is scanned where Esc leaves the page: all keys that take back what was typed are given.
func (d *drive) scannedBy(what string, product *catalog.Product, holds func() bool, back ...string) {
	d.t.Helper()
	for d.scan(product) {
		for end := clock.Soon(5 * time.Second); clock.System().Before(end); <-time.After(often) {
			if holds() {
				return
			}
		}
		d.t.Logf("%s: the burst was torn by the machine", what)
		d.press(back...)
	}
	d.until(what, holds)
}

// scan sends a product's barcode as a scanner does: fast, by key position, with Enter. It reports whether
// the machine may have torn the burst apart.
func (d *drive) scan(product *catalog.Product) (late bool) {
	d.t.Helper()
	args := []string{"key", "--delay", strconv.Itoa(int(pace.Milliseconds()))}
	for _, digit := range product.Codes[0].Code {
		code := 19 // the key 0
		if digit != '0' {
			code = 9 + int(digit-'0')
		}
		args = append(args, strconv.Itoa(code))
	}
	began := clock.System()
	d.run("xdotool", append(args, "36")...)
	return clock.System().Sub(began) > time.Duration(len(product.Codes[0].Code)+1)*pace+torn
}
