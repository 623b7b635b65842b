package printing

import (
	"fmt"
	"strconv"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/promptpay/qrcode"
)

// TestPage shows what a printer does with a paper: a frame at its edge, a ruler to lay a real one on, Thai
// words whose marks are hard, and codes to scan.
type TestPage struct {
	Lang    i18n.Lang
	Shop    string
	Printer string // as settings write it
	At      time.Time
}

// hardThai are words whose marks stand on marks, under long consonants and beside tall ones.
const hardThai = "ที่ ปั๊ม น้ำ ญู ฐู ป่า ฟ้า กำ ก๊วยเตี๋ยว ซื้อที่ทั้งนี้"

func (t TestPage) t(key string, values ...fault.Values) string {
	return i18n.T(t.Lang, "testpage."+key, values...)
}

// Page lays the page out for a paper of this size. A height of 0 is a piece of a roll. It fails with
// "print_room" when the paper is smaller than a price tag.
func (t TestPage) Page(shaper *text.Shaper, width, height Unit) (Page, error) {
	d := &testLayout{TestPage: t, setter: setter{shaper: shaper, page: Page{Width: width, Height: height}}, unit: width / 32}
	if height == 0 {
		d.page.Height = width * 3 / 2
		d.page.Finish = Finish{Feed: 4, Cut: true}
	}
	d.unit = min(d.unit, d.page.Height/24, 4*MM) / Dot * Dot
	if d.unit < 5*Dot {
		return Page{}, fault.New("print_room", "paper", nil)
	}
	err := d.lay()
	return d.page, err
}

// testLayout lays out one test page. Its letters grow with the paper.
type testLayout struct {
	TestPage
	setter
	unit Unit // a small letter
}

func (d *testLayout) lay() error {
	whole := area{0, 0, d.page.Width, d.page.Height}.inset(MM)
	d.frame(whole, 2*Dot)
	d.ruler(whole)
	in := area{whole.x + 7*MM, whole.y + 7*MM, whole.w - 9*MM, whole.h - 9*MM}
	small, large := style{text.Regular, d.unit, Black}, style{text.Bold, d.unit * 8 / 5 / Dot * Dot, Black}
	words := []paragraph{{text: d.t("title"), style: large}, {text: hardThai, style: large}}
	room, codes := area{}, area{}
	if in.h < 30*MM { // a price tag
		codes, room = in.left(12*MM, MM)
	} else {
		codes, room = in.bottom(min(in.h*2/5, 30*MM), MM)
		size := fmt.Sprintf("%d × %d", d.page.Width/MM, d.page.Height/MM)
		words = append(words, paragraph{text: d.Shop, style: small}, paragraph{text: d.Printer, style: small},
			paragraph{text: d.t("made", fault.Values{"size": size, "at": i18n.Moment(d.Lang, d.At)}), style: small},
			paragraph{text: d.t("ruler"), style: small})
	}
	if err := d.codes(codes); err != nil {
		return err
	}
	return d.block(room, 40, "paper", words...)
}

// ruler draws millimetres along the upper and the left edge of the frame, numbers at the centimetres.
func (d *testLayout) ruler(in area) {
	for n := Unit(1); n*MM < in.w; n++ {
		d.add(Rect{in.x + n*MM - Dot/2, in.y, Dot, tick(n), Black})
	}
	for n := Unit(1); n*MM < in.h; n++ {
		d.add(Rect{in.x, in.y + n*MM - Dot/2, tick(n), Dot, Black})
	}
	number := style{text.Regular, 16 * Dot, Black}
	for n := Unit(10); n*MM+3*MM < in.w; n += 10 {
		d.oneLine(area{in.x + n*MM - 3*MM, in.y + 4*MM, 6 * MM, 2 * MM}, strconv.Itoa(int(n/10)), number, centre, 100)
	}
	for n := Unit(10); n*MM+3*MM < in.h; n += 10 {
		d.oneLine(area{in.x + 4*MM, in.y + n*MM - MM, 2500, 2 * MM}, strconv.Itoa(int(n/10)), number, centre, 100)
	}
}

// tick gives how long the line at a millimetre is.
func tick(n Unit) Unit {
	switch {
	case n%10 == 0:
		return 4 * MM
	case n%5 == 0:
		return 3 * MM
	}
	return 2 * MM
}

// codes draws a QR and, where there is room, bars, both with words that only a test page has.
func (d *testLayout) codes(in area) error {
	modules, err := qrcode.Matrix("TALAT-TEST", qrcode.Medium)
	if err != nil {
		return err
	}
	square, rest := in.left(min(in.h, max(in.w*2/5, 12*MM)), 2*MM)
	d.add(Code{X: square.x, Y: square.y + square.h - square.w, Side: square.w, Matrix: NewMatrix(modules)})
	bars, err := Code128("TALAT1")
	if err != nil {
		return err
	}
	if _, _, err := bars.Fit(DPI203.Dots(rest.w)); err == nil {
		d.add(Bars{X: rest.x, Y: rest.y + rest.h/3, W: rest.w, H: rest.h / 3, Barcode: bars})
	}
	return nil
}
