package stock

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
)

// row is a picture, two lines, and something at the right.
type row struct {
	toolkit.BaseWidget
	thumb      *widget.Thumb
	name, note *widget.Text
	box        *fyne.Container
}

func newRow(right fyne.CanvasObject) *row {
	r := &row{thumb: widget.NewThumb(widget.Unit(44)), name: widget.NewText("", widget.Strong).Shrink(), note: widget.NewText("", widget.Caption).Shrink()}
	r.box = container.NewBorder(nil, nil, widget.Inset(0, 0, 12, 4, container.NewCenter(r.thumb)), widget.Inset(0, 0, 8, 12, container.NewCenter(right)),
		widget.Inset(4, 4, 0, 0, widget.Column(-4, r.name, r.note)))
	return r // who embeds it extends itself
}

// CreateRenderer belongs to the toolkit.
func (r *row) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

// lineRow is a line of a paper that is being written.
type lineRow struct {
	*row
	stepper *widget.Stepper
	index   int
}

func (v *paperView) newLineRow() *lineRow {
	r := &lineRow{stepper: widget.NewStepper("", nil)}
	r.row = newRow(r.stepper)
	r.ExtendBaseWidget(r)
	r.stepper.OnStep = func(by int) {
		v.page.draft.at = r.index
		v.page.step(by)
	}
	r.stepper.OnTapped = func() {
		v.page.draft.at = r.index
		v.show()
		v.toQty()
	}
	return r
}

func (v *paperView) setLine(n int, r *lineRow, _ bool) {
	p := v.page
	if n >= len(p.draft.lines) {
		return
	}
	l := &p.draft.lines[n]
	r.index = n
	r.thumb.Set(goods.DrawingOf(l.product), p.photos.Get(l.product.Photo))
	r.name.Set(goods.Name(p.kit.Lang, l.product))
	notes := []string{l.product.SKU}
	if l.lot != "" {
		notes = append(notes, l.lot)
	}
	if day, err := clock.ReadDay(l.expires); err == nil {
		notes = append(notes, i18n.DateBrief(p.kit.Lang, day))
	}
	if cost, err := money.Parse(l.cost); err == nil && p.draft.withCost() {
		notes = append(notes, i18n.BahtShort(cost)+" / "+l.product.Unit)
	}
	r.note.Set(strings.Join(notes, " · "))
	r.stepper.Set(l.qty)
	r.box.Refresh()
}

// resultRow is a product that a search found.
type resultRow struct {
	*row
	price *widget.Text
}

func newResultRow() *resultRow {
	r := &resultRow{price: widget.NewText("", widget.Figure)}
	r.row = newRow(r.price)
	r.ExtendBaseWidget(r)
	return r
}

func (v *paperView) setResult(n int, r *resultRow, _ bool) {
	p := v.page
	if n >= len(p.results) {
		return
	}
	product := p.results[n]
	r.thumb.Set(goods.DrawingOf(product), p.photos.Get(product.Photo))
	r.name.Set(goods.Name(p.kit.Lang, product))
	note := product.SKU
	if producer := p.index.Producer(product.ID); producer != "" {
		note += " · " + producer
	}
	r.note.Set(note)
	r.price.Set(i18n.BahtShort(product.Price))
	r.box.Refresh()
}
