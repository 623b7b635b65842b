package shipping

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/shop"
)

// Widths of the table's columns in the light look; who gets it and the service share the rest.
const (
	tickWide   = 44
	placeWide  = 126
	kilosWide  = 44
	moneyWide  = 76
	numberWide = 126
	columnGap  = 8
	rowMargin  = 10
	broad      = 740 // from this width on each thing has a column of its own
)

// tick is the mark of a row: done with the others or not.
type tick struct {
	toolkit.BaseWidget
	on       bool
	OnTapped func()
}

func newTick(tapped func()) *tick {
	t := &tick{OnTapped: tapped}
	t.ExtendBaseWidget(t)
	return t
}

// Tapped belongs to the toolkit.
func (t *tick) Tapped(*fyne.PointEvent) { t.OnTapped() }

func (t *tick) set(on bool) {
	t.on = on
	t.Refresh()
}

// MinSize is that of a finger.
func (t *tick) MinSize() fyne.Size { return fyne.NewSquareSize(theme.Current().Size(theme.Touch)) }

// CreateRenderer belongs to the toolkit.
func (t *tick) CreateRenderer() fyne.WidgetRenderer {
	box, sign := &canvas.Rectangle{StrokeWidth: 1.5}, &canvas.Image{FillMode: canvas.ImageFillContain}
	r := &tickRenderer{t, box, sign}
	r.Refresh()
	return r
}

type tickRenderer struct {
	tick *tick
	box  *canvas.Rectangle
	sign *canvas.Image
}

func (r *tickRenderer) Destroy()                     {}
func (r *tickRenderer) Objects() []fyne.CanvasObject { return []fyne.CanvasObject{r.box, r.sign} }
func (r *tickRenderer) MinSize() fyne.Size           { return r.tick.MinSize() }

func (r *tickRenderer) Layout(size fyne.Size) {
	side := widget.Unit(16)
	x, y := (size.Width-side)/2, (size.Height-side)/2
	widget.Put(r.box, x, y, side, side)
	widget.Put(r.sign, x+2, y+2, side-4, side-4)
}

// Refresh reads the mark and the theme again.
func (r *tickRenderer) Refresh() {
	th := theme.Current()
	r.box.CornerRadius = widget.Unit(4)
	r.box.FillColor, r.box.StrokeColor = th.Colour(theme.Card), th.Colour(theme.EdgeField)
	if r.tick.on {
		r.box.FillColor, r.box.StrokeColor = th.Colour(theme.Primary), th.Colour(theme.Primary)
	}
	r.sign.Resource = theme.Icon("check", th.Colour(theme.OnPrimary))
	r.sign.Hidden = !r.tick.on
	r.box.Refresh()
	r.sign.Refresh()
}

// parcelRow is a parcel in the table. Where the table is narrow the place stands under the name, the service over
// its weight, and the postage over what is to be collected.
type parcelRow struct {
	toolkit.BaseWidget
	tick           *tick
	name, order    *widget.Text
	place          *widget.Text
	service, offer *widget.Text
	kilos          *widget.Text
	list           *widget.Struck
	postage, cod   *widget.Text
	number         *widget.Text
	box            *fyne.Container

	index      int
	discounted bool
	under      bool // something stands under the service
}

func (v *view) newRow() *parcelRow {
	small := widget.Body.At(theme.Small)
	r := &parcelRow{name: widget.NewText("", widget.Strong.At(theme.Small)).Shrink(), order: widget.NewText("", widget.Caption).Shrink(),
		place: widget.NewText("", small).Shrink(), service: widget.NewText("", small).Shrink(), offer: widget.NewText("", widget.Caption).Shrink(),
		kilos: widget.NewText("", small.Right()), list: widget.NewStruck("", widget.Caption.Right()),
		postage: widget.NewText("", small.Right()), cod: widget.NewText("", widget.Figure.At(theme.Small)), number: widget.NewText("", small).Shrink()}
	r.tick = newTick(func() { v.page.toggle(r.index) })
	r.box = container.New(&rowLayout{r}, r.tick, r.name, r.order, r.place, r.service, r.offer, r.kilos, r.list, r.postage, r.cod, r.number)
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *parcelRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (v *view) setRow(n int, r *parcelRow, _ bool) {
	m, lang := v.page.m, v.page.k.Lang
	if n >= len(m.read.rows) {
		return
	}
	p := &m.read.rows[n]
	r.index = n
	r.tick.set(m.marked(p))
	r.name.Set(p.To.Title + p.To.Name)
	place := placeText(lang, p)
	r.place.Set(place)
	r.order.Set(p.Called())
	if v.narrow {
		r.order.Set(joined(p.Called(), place))
	}
	style, under := widget.Body.At(theme.Small), widget.Caption
	if p.Lacks != "" || p.Wrong != "" {
		if style = style.In(theme.Trouble); v.narrow {
			under = under.In(theme.Trouble)
		}
	}
	r.place.SetStyle(style)
	r.order.SetStyle(under)
	r.service.Set(serviceText(lang, p))
	r.offer.Set(p.Discount)
	r.under = p.Discount != ""
	if !here(&p.Parcel) {
		r.offer.Set(v.page.t("state." + p.State))
		r.under = true
	}
	r.showWeight(v.page, p)
	r.postage.Set(i18n.Baht(p.Cost))
	r.discounted = p.List > p.Cost
	r.list.Set(i18n.Baht(p.List))
	r.cod.Set("—")
	r.cod.SetStyle(widget.Figure.At(theme.Small).In(theme.InkSoft))
	if p.COD > 0 {
		r.cod.Set(i18n.Baht(p.COD))
		r.cod.SetStyle(widget.Figure.At(theme.Small))
	}
	r.number.Set(m.numberText(lang, p))
	style = widget.Body.At(theme.Small)
	if p.Tracking == "" {
		style = widget.Caption
	}
	r.number.SetStyle(style)
	r.box.Refresh()
}

func (r *parcelRow) showWeight(page *Page, p *shop.Parcel) {
	r.kilos.SetStyle(widget.Body.At(theme.Small).Right())
	r.kilos.Set(kilos(p.Grams))
	if page.view.narrow { // no head names the unit there
		r.kilos.SetStyle(widget.Caption)
		r.kilos.Set(page.t("kilos", fault.Values{"kilos": kilos(p.Grams)}))
	}
	if p.Grams == 0 {
		r.kilos.Set("—")
		if !p.ByChannel && p.State == ledger.ParcelPacked {
			r.kilos.SetStyle(widget.TroubleText.At(theme.Small).Right())
			r.kilos.Set("?")
		}
	}
}

// columns are where the parts of a row stand for a width.
type columns struct {
	wide                                                     bool
	name, nameWide, place, service, serviceWide              float32
	kilos, kilosWide, postage, cod, moneyWide, number, right float32
}

func columnsOf(width float32) (c columns) {
	u, gap := widget.Unit, widget.Unit(columnGap)
	c.wide = width >= u(broad)
	c.right = width - u(rowMargin)
	c.kilosWide, c.moneyWide = u(kilosWide), u(moneyWide)
	c.name = u(tickWide)
	c.number = c.right - u(numberWide)
	if !c.wide {
		c.number = c.right - u(numberWide-8)
		c.cod = c.number - 2*gap - c.moneyWide
		c.postage = c.cod
		rest := c.postage - gap - c.name
		c.nameWide = rest*0.6 - gap
		c.service, c.serviceWide = c.name+rest*0.6, rest*0.4
		return c
	}
	c.cod = c.number - 2*gap - c.moneyWide
	c.postage = c.cod - gap - c.moneyWide
	c.kilos = c.postage - gap/2 - c.kilosWide
	rest := c.kilos - gap - c.name - u(placeWide) - 2*gap
	c.nameWide = rest * 0.52
	c.place = c.name + c.nameWide + gap
	c.service = c.place + u(placeWide) + gap
	c.serviceWide = c.kilos - gap - c.service
	return c
}

// rowLayout places the parts of a row for its width.
type rowLayout struct{ row *parcelRow }

func (l *rowLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (l *rowLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	r, c := l.row, columnsOf(size.Width)
	line, under, middle := r.name.MinSize().Height, r.order.MinSize().Height, size.Height/2
	two := func(upper, lower fyne.CanvasObject, x, width float32) {
		widget.Put(upper, x, middle-line+2, width, line)
		widget.Put(lower, x, middle, width, under)
	}
	whole := func(object fyne.CanvasObject, x, width float32) { widget.Put(object, x, 0, width, size.Height) }
	widget.Put(r.tick, 0, 0, c.name, size.Height)
	two(r.name, r.order, c.name, c.nameWide)
	visible(r.place, c.wide)
	visible(r.offer, c.wide && r.under)
	visible(r.list, c.wide && r.discounted)
	whole(r.number, c.number, c.right-c.number)
	if !c.wide {
		two(r.service, r.kilos, c.service, c.serviceWide)
		if r.kilos.MinSize().Width < c.serviceWide { // under the service's first letter
			widget.Put(r.kilos, c.service, middle, r.kilos.MinSize().Width, under)
		}
		widget.Put(r.postage, c.postage, middle-line+2, c.moneyWide, line)
		widget.Put(r.cod, c.cod, middle, c.moneyWide, line)
		return
	}
	whole(r.place, c.place, widget.Unit(placeWide))
	if r.under {
		two(r.service, r.offer, c.service, c.serviceWide)
	} else {
		whole(r.service, c.service, c.serviceWide)
	}
	whole(r.kilos, c.kilos, c.kilosWide)
	if r.discounted {
		widget.Put(r.list, c.postage, middle-under+1, c.moneyWide, under)
		widget.Put(r.postage, c.postage, middle-1, c.moneyWide, line)
	} else {
		whole(r.postage, c.postage, c.moneyWide)
	}
	whole(r.cod, c.cod, c.moneyWide)
}

func visible(object fyne.CanvasObject, shown bool) {
	if object.Visible() == shown {
		return
	}
	if shown {
		object.Show()
	} else {
		object.Hide()
	}
}

// headsLayout places the mark of all and the names over the columns.
type headsLayout struct{}

func (headsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, theme.Current().Size(theme.Touch))
}

func (headsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	c := columnsOf(size.Width)
	at := [][2]float32{{0, c.name}, {c.name, c.nameWide}, {c.place, widget.Unit(placeWide)}, {c.service, c.serviceWide},
		{c.kilos, c.kilosWide}, {c.postage, c.moneyWide}, {c.cod, c.moneyWide}, {c.number, c.right - c.number}}
	for n, object := range objects {
		visible(object, c.wide || n != 2 && n != 4 && n != 6)
		widget.Put(object, at[n][0], 0, at[n][1], size.Height)
	}
}
