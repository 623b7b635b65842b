package printing

import (
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/promptpay/qrcode"
	"github.com/talat-pos/talat/internal/qty"
)

// PickPlace is a place and what is to be taken from it.
type PickPlace struct {
	Name  string
	Goods []PickGoods
}

// PickGoods is how much of a product, and of which lot, orders need from a place.
type PickGoods struct {
	SKU     string
	Name    string
	Unit    string
	Lot     string    // "" = whichever there is
	Expires clock.Day // of the lot, "" = it does not
	Qty     qty.Qty
	Lacks   qty.Qty // of that is not there
	Orders  int     // that need it
}

// PickOrder is an order and what goes into its box.
type PickOrder struct {
	Number  string // that its code holds
	Called  string // how people call it
	Name    string
	Due     clock.Day // "" = at once
	Service string
	Note    string
	Goods   []PickGoods
}

// PickList says what is to be taken from which place for the orders that must be packed, and then which order gets
// what.
type PickList struct {
	Lang     i18n.Lang
	Practice bool
	Shop     Shop
	Until    clock.Day // due by then
	Places   []PickPlace
	Orders   []PickOrder
}

func (l PickList) t(key string, values ...fault.Values) string {
	return i18n.T(l.Lang, "pick."+key, values...)
}

const pickBox = "[    ]"

// codeSide is the side of an order's code: a QR of 25 modules and its white at three dots of 203 dpi and more.
const codeSide = 16 * MM

// Pages lays the list out on A4. It fails when an order's number fits no code.
func (l PickList) Pages(shaper *text.Shaper) ([]Page, error) {
	p := newPaper(shaper, l.Lang, l.Practice, A4Width, A4Height)
	p.letterhead(l.Shop, l.t("title"), l.t("until", fault.Values{"date": l.Until}), l.t("orders", fault.Values{"count": len(l.Orders)}))
	heading := style{text.Bold, 5 * MM, Black}
	for _, place := range l.Places {
		p.keep(5 * p.body.size * 2)
		p.gap(2 * MM)
		p.text(heading, left, place.Name)
		list := table{columns: []column{{"", 12, left}, {l.t("sku"), 28, left}, {l.t("name"), 56, left}, {l.t("lot"), 49, left}, {l.t("qty"), 28, right}, {l.t("for"), 18, right}}}
		for _, goods := range place.Goods {
			list.rows = append(list.rows, []string{pickBox, goods.SKU, l.named(&goods), l.lot(&goods), i18n.Qty(goods.Qty) + " " + goods.Unit, strconv.Itoa(goods.Orders)})
		}
		p.table(list)
	}
	p.gap(4 * MM)
	for n := range l.Orders {
		if err := l.order(p, &l.Orders[n]); err != nil {
			return nil, err
		}
	}
	p.signatures(l.t("picked_by"), l.t("checked_by"))
	return p.end(), nil
}

// named is a product with what of it lacks.
func (l PickList) named(goods *PickGoods) string {
	if goods.Lacks == 0 {
		return goods.Name
	}
	return goods.Name + " (" + l.t("lacks", fault.Values{"qty": goods.Lacks, "unit": goods.Unit}) + ")"
}

func (l PickList) lot(goods *PickGoods) string {
	words := goods.Lot
	if goods.Expires != "" {
		words = strings.TrimSpace(words + " " + l.t("expires", fault.Values{"date": goods.Expires}))
	}
	return words
}

// order sets one order: its code for the packer's scanner beside who gets it, and what goes into its box.
func (l PickList) order(p *paper, order *PickOrder) error {
	rows, err := qrcode.Matrix(order.Number, qrcode.Medium)
	if err != nil {
		return fault.At(err, "order")
	}
	p.keep(codeSide + 4*p.body.size*2)
	p.gap(3 * MM)
	top := p.y
	p.add(Code{X: p.edge, Y: top, Side: codeSide, Matrix: NewMatrix(rows), Field: "order"})
	x, w := p.edge+codeSide+3*MM, p.width0()-codeSide-3*MM
	p.oneLine(area{x, top, w, 6 * MM}, order.Called+" · "+order.Name, style{text.Bold, 4500, Black}, left, 60)
	due := l.t("at_once")
	if order.Due != "" {
		due = l.t("due", fault.Values{"date": order.Due})
	}
	p.oneLine(area{x, top + 6*MM, w, 5 * MM}, strings.TrimSuffix(due+" · "+order.Service, " · "), p.body, left, 60)
	p.oneLine(area{x, top + 11*MM, w, 5 * MM}, order.Note, p.note, left, 60)
	p.y = top + codeSide
	p.ink = p.y
	list := table{columns: []column{{"", 12, left}, {l.t("sku"), 28, left}, {l.t("name"), 74, left}, {l.t("lot"), 49, left}, {l.t("qty"), 28, right}}}
	for _, goods := range order.Goods {
		list.rows = append(list.rows, []string{pickBox, goods.SKU, l.named(&goods), l.lot(&goods), i18n.Qty(goods.Qty) + " " + goods.Unit})
	}
	p.table(list)
	return nil
}
