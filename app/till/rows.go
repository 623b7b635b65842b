package till

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/i18n"
)

// lineRow is a line of the bill: name and unit price, what was taken off in green, quantity, total.
type lineRow struct {
	toolkit.BaseWidget
	name, note, promo, count *widget.Text
	stepper                  *widget.Stepper
	total                    *widget.Money
	row                      *fyne.Container
}

func newLineRow() *lineRow {
	l := &lineRow{
		name: widget.NewText("", widget.Body).Shrink(), note: widget.NewText("", widget.Caption),
		promo:   widget.NewText("", widget.Caption.In(theme.MoneyIn)).Shrink(),
		count:   widget.NewText("", widget.Strong.Centre()).Shrink(),
		stepper: widget.NewStepper("", nil), total: widget.NewMoney(0, false, widget.Strong),
	}
	l.row = container.New(&lineLayout{l}, l.name, l.note, l.promo, l.count, l.stepper, l.total)
	l.ExtendBaseWidget(l)
	return l
}

// CreateRenderer belongs to the toolkit.
func (l *lineRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(l.row) }

// lineLayout keeps quantities and totals in columns and gives the name what is left.
type lineLayout struct{ line *lineRow }

func (l *lineLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (l *lineLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	row, th := l.line, theme.Of(l.line.Theme())
	pad, touch := th.Size(theme.PadCard), th.Size(theme.Touch)
	total := max(touch*1.9, row.total.MinSize().Width)
	widget.Put(row.total, size.Width-pad-total, 0, total, size.Height)
	step := max(row.stepper.MinSize().Width, touch*2.8)
	at := size.Width - pad - total - step
	widget.Put(row.stepper, at, 0, step, size.Height)
	widget.Put(row.count, at, 0, step, size.Height)
	line := th.Size(theme.Text) * 1.4
	top := (size.Height - line - th.Size(theme.Caption)*1.35) / 2
	widget.Put(row.name, pad, top, at-pad, line)
	note := min(row.note.MinSize().Width, at-pad)
	widget.Put(row.note, pad, top+line-1, note, th.Size(theme.Caption)*1.45)
	widget.Put(row.promo, pad+note, top+line-1, max(at-pad-note, 0), th.Size(theme.Caption)*1.45)
}

// resultRow is a product that the search found.
type resultRow struct {
	toolkit.BaseWidget
	thumb              *widget.Thumb
	name, about, stock *widget.Text
	price              *widget.Text
	row                *fyne.Container
}

func newResultRow() *resultRow {
	r := &resultRow{
		thumb: widget.NewThumb(44), name: widget.NewText("", widget.Body).Shrink(), about: widget.NewText("", widget.Caption).Shrink(),
		stock: widget.NewText("", widget.Caption.Right()), price: widget.NewText("", widget.Figure.In(theme.InkStrong)),
	}
	r.row = container.New(&resultLayout{r}, r.thumb, r.name, r.about, r.stock, r.price)
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *resultRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.row) }

type resultLayout struct{ result *resultRow }

func (l *resultLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (l *resultLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	row, th := l.result, theme.Of(l.result.Theme())
	gap, side := th.Size(theme.Gap)*1.5, size.Height-th.Size(theme.Gap)
	widget.Put(row.thumb, gap, (size.Height-side)/2, side, side)
	right := max(row.price.MinSize().Width, row.stock.MinSize().Width)
	line, small := th.Size(theme.Text)*1.4, th.Size(theme.Caption)*1.45
	top := (size.Height - line - small) / 2
	widget.Put(row.price, size.Width-gap-right, top, right, line)
	widget.Put(row.stock, size.Width-gap-right, top+line, right, small)
	left := side + 2*gap
	wide := max(size.Width-left-right-2*gap, 0)
	widget.Put(row.name, left, top, wide, line)
	widget.Put(row.about, left, top+line, wide, small)
}

// result fills a row of what the search found.
func (v *view) result(index int, row *resultRow, _ bool) {
	m := v.page.model
	if index >= len(m.results) {
		return
	}
	p := m.results[index]
	data := v.withPhoto(p)
	row.thumb.Set(data.Drawing, data.Photo)
	row.name.Set(data.Name)
	about := p.SKU
	if data.Number != "" {
		about = data.Number + " · " + about
	}
	if maker := m.index.Producer(p.ID); maker != "" {
		about += " · " + maker
	}
	row.about.Set(about)
	price := data.PriceText
	if price == "" {
		price = i18n.BahtShort(data.Price)
	}
	row.price.Set(price)
	style := widget.Caption.Right()
	if data.Low || data.Out {
		style = style.In(theme.Trouble)
	}
	row.stock.SetStyle(style)
	row.stock.Set(data.Stock)
	row.row.Refresh()
}
