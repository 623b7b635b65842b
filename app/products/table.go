package products

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/report"
	"github.com/talat-pos/talat/internal/shop"
)

// The columns of the list of goods.
const (
	colPhoto = iota
	colName
	colProducer
	colOnHand
	colHeld
	colReorder
	colLot
	colSold
	cols
)

// wide are the widths in the light look; the name has the rest.
var wide = [cols]float32{colPhoto: 44, colProducer: 122, colOnHand: 58, colHeld: 48, colReorder: 46, colLot: 106, colSold: 82}

// yields are the columns that give way where the name has no room, the first first.
var yields = []int{colSold, colReorder, colHeld, colProducer, colLot}

const (
	colGap    = 12
	lotInset  = 10 // after the figures, which end at the right
	nameLeast = 210
)

// tableColumns is the layout of a row of the list and of its head.
type tableColumns struct{}

// MinSize belongs to the toolkit.
func (tableColumns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	high := float32(0)
	for _, object := range objects {
		high = max(high, object.MinSize().Height)
	}
	return fyne.NewSize(widget.Unit(wide[colPhoto]+nameLeast+wide[colOnHand]), high)
}

// Layout belongs to the toolkit.
func (tableColumns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	widths := [cols]float32{}
	name := size.Width - 2*colGap
	for n := range widths {
		if widths[n] = widget.Unit(wide[n]); n != colName {
			name -= widths[n] + colGap
		}
	}
	for _, n := range yields {
		if name < widget.Unit(nameLeast) {
			name += widths[n] + colGap
			widths[n] = 0
		}
	}
	widths[colName] = max(name, 0)
	x := float32(colGap)
	for n, object := range objects {
		if (widths[n] > 0) != object.Visible() {
			if object.Hide(); widths[n] > 0 {
				object.Show()
			}
		}
		if widths[n] > 0 {
			widget.Put(object, x, 0, widths[n], size.Height)
			x += widths[n] + colGap
		}
	}
}

// newTableHead names the columns.
func newTableHead(t func(string) string) fyne.CanvasObject {
	name := func(key string, style widget.Style) fyne.CanvasObject { return widget.NewText(t(key), style).Shrink() }
	left, right := widget.Caption, widget.Caption.Right()
	return container.New(tableColumns{}, widget.NewText("", left), name("products.title", left), name("products.producer", left),
		name("products.col_on_hand", right), name("products.col_held", right), name("products.col_reorder", right),
		widget.Inset(0, 0, lotInset, 0, name("products.col_lot", left)), name("products.col_sold", left))
}

// stockRow is a product in the list.
type stockRow struct {
	toolkit.BaseWidget
	thumb                 *widget.Thumb
	name, note            *widget.Text
	producer              *widget.WrapLabel
	onHand, held, reorder *widget.Text
	lot, expires          *widget.Text
	sold                  *widget.Sparkline
	box                   *fyne.Container
}

func newStockRow() *stockRow {
	text := func(style widget.Style) *widget.Text { return widget.NewText("", style).Shrink() }
	small := widget.Body.At(theme.Small)
	r := &stockRow{thumb: widget.NewThumb(widget.Unit(wide[colPhoto])), name: text(widget.Strong), note: text(widget.Caption), producer: widget.NewWrapLabel("", 2, widget.Body.At(theme.Caption)),
		onHand: text(widget.Figure), held: text(widget.Body.Right()), reorder: text(widget.Caption.At(theme.Text).Right()),
		lot: text(small), expires: text(small), sold: widget.NewSparkline(nil)}
	r.box = container.New(tableColumns{}, container.NewCenter(r.thumb), container.NewBorder(nil, nil, nil, nil, widget.Inset(4, 4, 0, 0, widget.Column(-4, r.name, r.note))),
		container.NewVBox(layout.NewSpacer(), r.producer, layout.NewSpacer()), r.onHand, r.held, r.reorder,
		widget.Inset(0, 0, lotInset, 0, widget.Column(-4, layout.NewSpacer(), r.lot, r.expires, layout.NewSpacer())), widget.Inset(14, 14, 0, 0, r.sold))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *stockRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

// setRow shows a product; what lies of it comes when it was asked.
func (v *listView) setRow(index int, r *stockRow, _ bool) {
	m, k := v.page.model, v.page.kit
	if index >= m.list.Len() {
		return
	}
	p := m.list.At(index)
	r.thumb.Set(goods.DrawingOf(p), v.page.photos.Get(p.Photo))
	r.name.Set(goods.Name(k.Lang, p))
	r.producer.Set(m.index.Producer(p.ID))
	note := join(i18n.BahtShort(p.Price)+" / "+p.Unit, p.SKU)
	if p.Draft {
		note = join(k.T("products.draft"), i18n.BahtShort(p.Price))
	}
	r.note.Set(note)
	known, ok := m.row(p.ID)
	v.page.askRows()
	style := widget.Figure
	if m.level(p) != report.Enough {
		style = style.In(theme.Trouble)
	}
	r.onHand.SetStyle(style)
	r.reorder.Set(quantityOrNone(p.Reorder))
	if !ok || p.HasVariants {
		for _, text := range []*widget.Text{r.onHand, r.held, r.lot, r.expires} {
			text.Set("")
		}
		r.sold.Set(nil)
	} else {
		if p.IsSet() { // what its parts make
			known.OnHand = known.Sellable
		}
		v.setStock(r, known)
	}
	r.box.Refresh()
}

func (v *listView) setStock(r *stockRow, known shop.ShelfRow) {
	m := v.page.model
	r.onHand.Set(i18n.Qty(known.OnHand))
	r.held.Set(i18n.Qty(known.Reserved))
	lot, style := known.First, widget.Body.At(theme.Small)
	if m.near(lot.Expires) {
		style = widget.TroubleText.At(theme.Small)
	}
	words, day := lot.Code, v.expiryWords(lot.Expires)
	if words == "" {
		words, day = day, ""
	}
	if words == "" {
		words = none
	}
	r.lot.SetStyle(widget.Body.At(theme.Small))
	if lot.Code == "" {
		r.lot.SetStyle(style)
	}
	r.lot.Set(words)
	r.expires.SetStyle(style)
	r.expires.Set(day)
	r.expires.Hidden = day == ""
	sold := make([]int64, len(known.Sold))
	for n, quantity := range known.Sold {
		sold[n] = int64(quantity)
	}
	r.sold.Set(sold)
}

// none stands where there is nothing to say.
const none = "—"

func quantityOrNone(quantity qty.Qty) string {
	if quantity == 0 {
		return none
	}
	return i18n.Qty(quantity)
}

// expiryWords writes a last day: a month where it is more than a year away.
func (v *listView) expiryWords(day clock.Day) string {
	if m := v.page.model; day != "" && m.today.Until(day) > 366 {
		return i18n.MonthNumbers(v.page.kit.Lang, day)
	}
	return i18n.DateBrief(v.page.kit.Lang, day)
}
