package printing

import (
	"cmp"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/promptpay/qrcode"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/thai"
)

// labelSheet lays out one label.
type labelSheet struct {
	setter
	Label
}

func (d *labelSheet) t(key string, values ...fault.Values) string {
	return i18n.T(d.Lang, "label."+key, values...)
}

// tall is the usual sticker: everything under each other, the recipient with the most room.
func (d *labelSheet) tall(in area) error {
	strip, rest := in.top(9*MM, MM)
	d.head(strip, 7*MM)
	if d.Tracking != "" {
		strip, rest = rest.top(22*MM, 2*MM)
		if err := d.bars(strip, 15*MM, 4600); err != nil {
			return err
		}
	}
	strip, rest = rest.top(16*MM, 2*MM)
	if err := d.sender(strip, 3600, true); err != nil {
		return err
	}
	strip, rest = rest.bottom(d.footHeight(), 2*MM)
	if err := d.foot(strip); err != nil {
		return err
	}
	if d.COD > 0 {
		strip, rest = rest.bottom(14*MM, 2*MM)
		if err := d.cod(strip, 8*MM); err != nil {
			return err
		}
	}
	d.frame(rest, 3*Dot)
	return d.recipient(rest.inset(3*MM), 6*MM, 9*MM)
}

// wide is a low sticker: the recipient takes what the bars and one line of the sender leave.
func (d *labelSheet) wide(in area) error {
	strip, rest := in.top(15*MM, MM)
	if d.Tracking == "" {
		strip, rest = in.top(8*MM, MM)
		d.head(strip, 6*MM)
	} else {
		code, beside := strip.left(67*MM, MM)
		if err := d.bars(code, 10*MM, 3400); err != nil {
			return err
		}
		d.oneLine(area{beside.x, beside.y, beside.w, beside.h * 2 / 3}, d.Service, style{text.Bold, 6 * MM, Black}, right, 40)
		d.oneLine(area{beside.x, beside.y + beside.h*2/3, beside.w, beside.h / 3}, d.Carrier, style{text.Regular, 2800, Black}, right, 60)
	}
	strip, rest = rest.top(9*MM, MM)
	if err := d.sender(strip, 2800, false); err != nil {
		return err
	}
	if said := d.said(); said != "" {
		strip, rest = rest.bottom(4*MM, MM)
		d.oneLine(strip, said, style{text.Bold, 3 * MM, Black}, left, 70)
	}
	if d.COD > 0 {
		strip, rest = rest.bottom(9*MM, MM)
		if err := d.cod(strip, 6*MM); err != nil {
			return err
		}
	}
	d.frame(rest, 3*Dot)
	rest = rest.inset(2 * MM)
	beside, where := rest.right(40*MM, MM)
	d.postcode(area{beside.x, beside.y + beside.h - 8*MM, beside.w, 8 * MM}, right)
	d.oneLine(area{beside.x, beside.y, beside.w, 5 * MM}, d.To.Phone, style{text.Bold, 4 * MM, Black}, right, 50)
	return d.where(where, 5*MM, "")
}

// envelope has the sender at the upper left and the recipient in the middle, as the post wants it.
func (d *labelSheet) envelope(in area) error {
	if err := d.sender(area{in.x, in.y, 90 * MM, 32 * MM}, 3600, false); err != nil {
		return err
	}
	d.oneLine(area{in.x + in.w - 60*MM, in.y, 60 * MM, 8 * MM}, d.Service, style{text.Bold, 6 * MM, Black}, right, 50)
	d.oneLine(area{in.x + in.w - 60*MM, in.y + 8*MM, 60 * MM, 5 * MM}, d.Carrier, style{text.Regular, 3 * MM, Black}, right, 60)
	foot := area{in.x, in.y + in.h - 42*MM, 70 * MM, 42 * MM}
	if d.Tracking != "" {
		if err := d.bars(area{foot.x, foot.y, foot.w, 18 * MM}, 12*MM, 4*MM); err != nil {
			return err
		}
	}
	if d.COD > 0 {
		if err := d.cod(area{foot.x, foot.y + 20*MM, foot.w, 12 * MM}, 5*MM); err != nil {
			return err
		}
	}
	d.oneLine(area{foot.x, foot.y + 33*MM, foot.w, 5 * MM}, d.marks(), style{text.Bold, 3400, Black}, left, 60)
	about := d.about()
	if d.Contents != "" {
		about = strings.TrimPrefix(about+" · "+d.Contents, " · ")
	}
	d.oneLine(area{foot.x, foot.y + 38*MM, foot.w, 4 * MM}, about, style{text.Regular, 3 * MM, Black}, left, 60)
	return d.recipient(area{in.x + 82*MM, in.y + 34*MM, in.w - 82*MM, in.h - 34*MM}, 6*MM, 9*MM)
}

// head is a row with the service and the carrier over a line.
func (d *labelSheet) head(in area, size Unit) {
	service, carrier := in.left(in.w*3/5, 0)
	row := in.h - MM
	service.h, carrier.h = row, row
	d.oneLine(service, d.Service, style{text.Bold, size, Black}, left, 50)
	d.oneLine(carrier, d.Carrier, style{text.Regular, 3400, Black}, right, 60)
	d.add(Rule{X: in.x, Y: in.y + row, W: in.w, Stroke: 4 * Dot})
}

// bars draws the tracking number, with its groups under it.
func (d *labelSheet) bars(in area, height, size Unit) error {
	barcode, err := Code128(string(d.Tracking))
	if err != nil {
		return fault.At(err, "tracking")
	}
	bars := Bars{X: in.x, Y: in.y, W: in.w, H: height, Barcode: barcode, Field: "tracking"}
	d.add(bars)
	d.add(bars.Caption(d.shaper, d.Tracking.Grouped(), text.Bold, size))
	return nil
}

func (d *labelSheet) sender(in area, size Unit, boxed bool) error {
	if boxed {
		d.frame(in, Dot)
		in = in.inset(3 * Dot * 4)
	}
	name := strings.TrimSpace(d.t("from") + " " + d.From.Name)
	where := strings.Join(append(append([]string{}, d.From.Lines...), d.From.Postcode), " ")
	return d.block(in, 56, "from",
		paragraph{text: name, style: style{text.Regular, size, Black}, beside: d.From.Phone, as: style{text.Regular, size, Black}},
		paragraph{text: strings.TrimSpace(where), style: style{text.Regular, size, Black}})
}

// recipient sets who gets it, where, and the postcode under it.
func (d *labelSheet) recipient(in area, size, box Unit) error {
	if d.To.Postcode != "" {
		strip, rest := in.bottom(box, MM)
		d.postcode(strip, left)
		in = rest
	}
	return d.where(in, size, d.To.Phone)
}

// where sets the recipient's name and address.
func (d *labelSheet) where(in area, size Unit, phone string) error {
	return d.block(in, 44, "to",
		paragraph{text: d.t("to"), style: style{text.Regular, 3 * MM, Black}},
		paragraph{text: d.To.Name, style: style{text.Bold, size, Black}, beside: phone, as: style{text.Bold, size * 3 / 4, Black}},
		paragraph{text: strings.Join(d.To.Lines, "\n"), style: style{text.Regular, size * 85 / 100, Black}})
}

// postcode sets the five boxes of the recipient's postcode at one end of an area, as high as it is.
func (d *labelSheet) postcode(in area, to align) {
	const between = MM
	w := in.h * 8 / 9 / Dot * Dot
	x := in.x
	if to == right {
		x += in.w - 5*w - 4*between
	}
	d.boxed(x, in.y, w, in.h, between, d.To.Postcode, style{text.Bold, in.h * 3 / 4 / Dot * Dot, Black})
}

// cod is a black bar with what to collect in figures and in words.
func (d *labelSheet) cod(in area, size Unit) error {
	d.add(Rect{in.x, in.y, in.w, in.h, Black})
	in = in.inset(MM)
	amount := d.t("cod_amount", fault.Values{"amount": i18n.BahtShort(d.COD)})
	as := style{text.Bold, size, White}
	taken := min(d.width(amount, as), in.w*3/5)
	d.oneLine(area{in.x + in.w - taken - MM, in.y, taken, in.h}, amount, as, right, 50)
	words := area{in.x + 2*MM, in.y, in.w - taken - 5*MM, in.h}
	return d.block(words, 44, "cod",
		paragraph{text: d.t("cod"), style: style{text.Regular, 3600, White}},
		paragraph{text: thai.BahtWords(d.COD), style: style{text.Regular, 3200, White}})
}

func (d *labelSheet) footHeight() Unit {
	if d.Order == "" && d.said() == "" {
		return 0
	}
	return 18 * MM
}

// foot has the order as a code for the packer's scanner, the marks and the contents.
func (d *labelSheet) foot(in area) error {
	if in.h == 0 {
		return nil
	}
	if d.Order != "" {
		rows, err := qrcode.Matrix(d.Order, qrcode.Medium)
		if err != nil {
			return fault.At(err, "order")
		}
		code, beside := in.left(in.h, 2*MM)
		d.add(Code{X: code.x, Y: code.y, Side: code.h, Matrix: NewMatrix(rows), Field: "order"})
		in = beside
	}
	strip, rest := in.top(6*MM, 0)
	d.oneLine(strip, d.marks(), style{text.Bold, 4400, Black}, left, 60)
	strip, rest = rest.top(5*MM, 0)
	d.oneLine(strip, d.about(), style{text.Regular, 3400, Black}, left, 60)
	d.oneLine(rest, d.Contents, style{text.Regular, 3400, Black}, left, 70)
	return nil
}

// marks names the warnings.
func (d *labelSheet) marks() string {
	var words []string
	for _, mark := range d.Marks {
		words = append(words, d.t("mark."+string(mark)))
	}
	return strings.Join(words, " · ")
}

// about names the order and the weight.
func (d *labelSheet) about() string {
	var words []string
	if called := cmp.Or(d.Called, d.Order); called != "" {
		words = append(words, called)
	}
	if d.WeightG > 0 {
		words = append(words, d.t("weight", fault.Values{"weight": kilograms(d.WeightG)}))
	}
	return strings.Join(words, " · ")
}

// said is everything a small label says on one line.
func (d *labelSheet) said() string {
	var words []string
	for _, part := range []string{d.marks(), d.about(), d.Contents} {
		if part != "" {
			words = append(words, part)
		}
	}
	return strings.Join(words, " · ")
}

// kilograms writes a weight of grams with one decimal, rounded up as the post weighs.
func kilograms(grams int) string {
	return i18n.Qty(qty.Qty((grams + 99) / 100 * 100))
}
