package printing

import (
	"fmt"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/thai"
)

// Tag is a price tag for a shelf or a thing.
type Tag struct {
	Lang     i18n.Lang
	Practice bool
	Name     string
	SKU      string
	Price    money.Satang // of one Unit
	Unit     string
	WeightG  int // of one Unit, for the price by weight; 0 = not known or sold by weight
	// Codes are what a scanner may read for the product, the best first. The first one that fits the tag
	// is drawn; where none fits the SKU stands there in letters alone.
	Codes []string
}

// TagSheet is a form of paper that price tags are printed on.
type TagSheet string

// The papers of price tags: A4 label paper without gaps, and a roll.
const (
	TagA4x24 TagSheet = "a4-24"      // 70 × 37.125 mm
	TagA4x40 TagSheet = "a4-40"      // 52.5 × 29.7 mm
	TagRoll  TagSheet = "roll-40x30" // 40 × 30 mm
)

// TagSheets lists the papers, the usual one first.
var TagSheets = []TagSheet{TagA4x24, TagA4x40, TagRoll}

// cellOf gives the size of a tag, how many stand across and down, and the margin inside each.
func (p TagSheet) cellOf() (w, h Unit, across, down int, margin Unit, err error) {
	switch p {
	case TagA4x24:
		return A4Width / 3, A4Height / 8, 3, 8, 3 * MM, nil
	case TagA4x40:
		return A4Width / 4, A4Height / 10, 4, 10, 2500, nil
	case TagRoll:
		return 40 * MM, 30 * MM, 1, 1, 1500, nil
	}
	return 0, 0, 0, 0, 0, fault.Unreadable("tag_sheet", "sheet", fault.Values{"sheet": string(p)})
}

// Resolution gives the dots for which codes are chosen: those of a label printer for the roll, of any
// office printer for A4.
func (p TagSheet) Resolution() Resolution {
	if p == TagRoll {
		return DPI203
	}
	return DPI300
}

// Tags lays tags out on their paper. start is the first free place on the first sheet, from 1. bare
// holds the indexes of tags that none of their codes fits. It fails with "tag_sheet" (usage),
// "label_start", and with "tag_name" for a tag without a name.
func Tags(shaper *text.Shaper, tags []Tag, paper TagSheet, start int) (pages []Page, bare []int, err error) {
	w, h, across, down, margin, err := paper.cellOf()
	if err != nil {
		return nil, nil, err
	}
	if start < 1 || start > across*down {
		return nil, nil, fault.New("label_start", "start", fault.Values{"most": across * down})
	}
	laid := make([]Page, len(tags))
	for n, tag := range tags {
		if strings.TrimSpace(tag.Name) == "" {
			return nil, nil, fault.New("tag_name", fmt.Sprintf("tag[%d].name", n), nil)
		}
		d := tagLayout{Tag: tag, setter: setter{shaper: shaper, page: Page{Width: w, Height: h}}}
		if !d.lay(area{0, 0, w, h}.inset(margin), paper.Resolution()) {
			bare = append(bare, n)
		}
		laid[n] = d.page
	}
	return sheets(laid, across, down, start), bare, nil
}

// tagLayout lays out one tag.
type tagLayout struct {
	setter
	Tag
}

func (d *tagLayout) t(key string, values ...fault.Values) string {
	return i18n.T(d.Lang, "tag."+key, values...)
}

// lay sets the name over the price over the bars, and reports whether there are bars.
func (d *tagLayout) lay(in area, resolution Resolution) bool {
	if d.Practice {
		var strip area
		strip, in = in.bottom(2600, 400)
		d.add(Rect{strip.x, strip.y, strip.w, strip.h, Black})
		d.oneLine(strip, d.t("practice"), style{text.Bold, 2 * MM, White}, centre, 60)
	}
	foot, rest := in.bottom(in.h*36/100, 400)
	name, price := rest.top(rest.h*46/100, 300)
	d.name(name)
	d.price(price)
	return d.code(foot, resolution)
}

// name sets the name on as many rows as there is room for, and shortens one that is too long.
func (d *tagLayout) name(in area) {
	as := style{text.Bold, in.h * 42 / 100 / Dot * Dot, Black}
	if d.block(in, 60, "name", paragraph{text: d.Name, style: as}) == nil {
		return
	}
	as = as.scaled(60)
	rows := thai.WrapLines(d.Name, func(part string) Unit { return d.width(part, as) }, in.w, 2)
	for n, row := range rows {
		d.oneLine(area{in.x, in.y + in.h/2*Unit(n), in.w, in.h / 2}, row, as, left, 100)
	}
}

// price sets the price as large as it can stand, with what it is for and the price by weight beside it.
func (d *tagLayout) price(in area) {
	large, beside := in.left(in.w*58/100, MM)
	d.oneLine(large, i18n.BahtShort(d.Price), style{text.Bold, in.h * 92 / 100 / Dot * Dot, Black}, left, 30)
	row, rest := beside.top(beside.h/2, 0)
	as := style{text.Regular, min(in.h*38/100, 3*MM) / Dot * Dot, Black}
	d.oneLine(row, d.t("per_unit", fault.Values{"unit": d.Unit}), as, right, 60)
	d.oneLine(rest, d.byWeight(), as, right, 50)
}

// byWeight gives the price of 100 grams or, for a kilogram and more, of a kilogram, "" when the weight
// is not known; rounded to the nearest satang, half upwards.
func (d *tagLayout) byWeight() string {
	if d.WeightG <= 0 {
		return ""
	}
	key, grams := "per_100g", 100
	if d.WeightG >= 1000 {
		key, grams = "per_kg", 1000
	}
	amount := (int64(d.Price)*int64(grams)*2 + int64(d.WeightG)) / (2 * int64(d.WeightG))
	return d.t(key, fault.Values{"amount": money.Satang(amount)})
}

// code draws the first code that fits, with its letters under it, and reports whether one did.
func (d *tagLayout) code(in area, resolution Resolution) bool {
	words := style{text.Regular, min(in.h*32/100, 2800) / Dot * Dot, Black}
	// The quiet zones are white as the margins are and may lie on them.
	wide := area{MM / 2, in.y, d.page.Width - MM, in.h}
	for _, code := range d.Codes {
		barcode, err := EAN(code)
		if err != nil {
			barcode, err = Code128(code)
		}
		if err != nil {
			continue
		}
		if _, _, err := barcode.Fit(resolution.Dots(wide.w)); err != nil {
			continue
		}
		row, bars := wide.bottom(words.size*125/100, 0)
		d.add(Bars{X: bars.x, Y: bars.y, W: bars.w, H: bars.h / Dot * Dot, Barcode: barcode, Field: "code"})
		d.oneLine(row, code, words, centre, 60)
		return true
	}
	d.oneLine(in, d.SKU, style{text.Bold, in.h / 2 / Dot * Dot, Black}, centre, 40)
	return false
}
