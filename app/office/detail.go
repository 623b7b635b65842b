package office

import (
	"math"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

// detail is the chosen order on one page: its steps above, its goods, recipients, money and papers, the next step below.
type detail struct {
	page   *Page
	object fyne.CanvasObject
	whole  *fyne.Container // inside the card

	name   *widget.WrapLabel
	note   *widget.Text
	state  *widget.Pill
	steps  *fyne.Container
	inside *fyne.Container // inside the scroll
	scroll *widget.DragScroll
	foot   *fyne.Container
	teach  *fyne.Container // in place of an order
	empty  *widget.WrapLabel
	begin  *widget.Button
	shown  string // number of the order
}

func newDetail(p *Page) *detail {
	d := &detail{page: p, name: widget.NewWrapLabel("", 2, widget.Section), note: widget.NewText("", widget.Caption).Shrink(), state: widget.NewPill(widget.ChipData{}),
		steps: container.NewStack(), inside: container.New(&sections{}), foot: container.NewStack()}
	d.scroll = widget.NewDragScroll(widget.Inset(0, 0, 0, 8, d.inside)) // the bar stands beside
	head := container.NewBorder(nil, nil, nil, widget.Inset(0, 0, 10, 0, container.NewCenter(d.state)), widget.Column(-3, d.name, d.note))
	top := container.New(even{}, widget.Column(10, head, d.steps))
	d.whole = container.NewBorder(widget.Inset(0, 12, 0, 0, top), widget.Inset(10, 0, 0, 0, d.foot), nil, nil, d.scroll)
	d.empty = widget.NewWrapLabel("", 0, widget.Body.In(theme.InkSoft).Centre())
	d.begin = p.button(widget.Gold, keyNew, "officepage.new", "plus", p.quote)
	d.teach = container.NewVBox(layout.NewSpacer(), widget.Inset(0, 0, 20, 20, widget.Column(16, d.empty, container.NewHBox(layout.NewSpacer(), d.begin, layout.NewSpacer()))), layout.NewSpacer())
	d.object = widget.NewCard(container.NewStack(d.whole, d.teach))
	d.whole.Hide()
	return d
}

// show shows the chosen order.
func (d *detail) show() {
	p, far := d.page, d.page.m.order
	d.whole.Hidden, d.teach.Hidden = far == nil, far != nil
	none := p.m.read && p.m.list.sums[shop.OfficeAll] == 0
	p.view.head.Hidden = none // the same button stands in the middle
	p.view.head.Refresh()
	if far == nil {
		d.shown, d.begin.Hidden = "", !none
		if d.empty.Set(p.k.T("officepage.empty_right")); none {
			d.empty.Set(p.k.T("officepage.teach"))
		}
		for range 2 { // texts know their height once they know their width
			d.object.Refresh()
			d.teach.Refresh()
		}
		return
	}
	same := d.shown == far.Order.Order.Number
	d.shown = far.Order.Order.Number
	d.name.Set(far.Buyer)
	words := []string{far.Order.Order.Number}
	if due := far.Order.Content.Due; due != "" {
		words = append(words, p.k.T("officepage.due_long", fault.Values{"day": i18n.DateWeekday(p.k.Lang, due)}))
	}
	d.note.Set(joined(words...))
	d.state.Set(p.m.chip(rowOf(far, p.m)))
	d.steps.Objects = []fyne.CanvasObject{newStepLine(p.m.steps(far), stepOf[next(far)], p.k.Prompt.Size().Height >= widget.Unit(noted), p.k.T)}
	d.inside.Objects = []fyne.CanvasObject{d.goods(far), d.money(far), d.people(far), d.papers(far)}
	foot, others := d.next(far), widget.Row(p.actButton("order", far), p.actButton("print", far))
	if p.k.Prompt.Size().Width < widget.Unit(roomy) {
		d.inside.Objects = append(d.inside.Objects, others)
	} else {
		foot = container.NewBorder(nil, nil, nil, widget.Inset(0, 0, widget.Gap, 0, container.NewCenter(others)), foot)
	}
	d.foot.Objects = []fyne.CanvasObject{foot}
	widget.Connect(p.k.Router, d.inside, d.foot)
	for range 2 { // texts know their height once they know their width
		d.object.Refresh()
		d.whole.Refresh()
		d.inside.Refresh()
	}
	if !same {
		d.scroll.ScrollTo(fyne.Position{})
	}
}

// What the window must have, in the light look, for the notes under the steps and for all buttons in one row.
const (
	noted = 560
	roomy = 900
)

// rowOf gives an order as the list shows it.
func rowOf(far *shop.OfficeProgress, m *model) *shop.OfficeOrderRow {
	for n := range m.list.rows {
		if row := &m.list.rows[n]; row.OrderID == far.Order.Order.ID {
			return row
		}
	}
	o := far.Order
	row := &shop.OfficeOrderRow{}
	row.State, row.Todo, row.Due, row.Fulfilment = o.State(), o.Todo(), o.Content.Due, o.Fulfilment()
	return row
}

// scrollBy gives what turns the right side half a page.
func (d *detail) scrollBy(by float32) func() {
	return func() {
		at := d.scroll.Offset()
		d.scroll.ScrollTo(fyne.NewPos(at.X, max(at.Y+by*d.scroll.Size().Height/2, 0)))
	}
}

// section is a part of the page: its name with the buttons that belong to it, and what it shows.
func (d *detail) section(title string, content fyne.CanvasObject, buttons ...fyne.CanvasObject) fyne.CanvasObject {
	head := container.New(widget.Least{Height: theme.Current().Size(theme.ButtonLow)}, container.NewBorder(nil, nil, nil, widget.Row(buttons...),
		widget.NewText(title, widget.Section).Shrink()))
	return widget.Column(4, head, content)
}

// next is the next step as a large button, or that there is none.
func (d *detail) next(far *shop.OfficeProgress) fyne.CanvasObject {
	p, due := d.page, next(far)
	if due == nextNothing {
		return widget.NewText(p.k.T("officepage.nothing_next"), widget.Body.At(theme.Small).In(theme.InkSoft)).Shrink()
	}
	kind := widget.Primary
	if due == nextReceive {
		kind = widget.Pay
	}
	label := p.k.T("officepage.next."+due, fault.Values{"count": far.ToNote(), "missing": len(missing(far))})
	return widget.NewButton(kind, label, p.withOrder(func(now *shop.OfficeProgress) {
		if now.Order.Order.ID == far.Order.Order.ID {
			p.doNext(now)
		}
	})).WithIcon(nextIcon[due]).WithKey(p.keyName(keys.Enter))
}

// nextIcon are the pictures on the large button.
var nextIcon = map[string]string{nextConfirm: "check", nextLook: "warn", nextPlan: "calendar", nextPack: "stk", nextNotes: "file", nextShip: "ship", nextInvoice: "file",
	nextReceive: "cash", nextArrive: "ship", nextReceipt: "slip"}

// even is a layout that gives an object a height of whole units: edges that lie between pixels are drawn thin.
type even struct{}

// MinSize belongs to the toolkit.
func (even) MinSize(objects []fyne.CanvasObject) fyne.Size {
	size := objects[0].MinSize()
	return fyne.NewSize(size.Width, float32(math.Ceil(float64(size.Height))))
}

// Layout belongs to the toolkit.
func (even) Layout(objects []fyne.CanvasObject, size fyne.Size) { objects[0].Resize(size) }

// sections is a layout of the four parts: goods and people at the left, money and papers at the right; where it is
// narrow all below each other, in their order, the buttons of the order last.
type sections struct{ width float32 } // as it was laid out last

const (
	sectionsWide = 720 // from this width on there are two columns
	sectionsGap  = 16
)

func (s *sections) columns(width float32) (left, right float32, two bool) {
	if width < widget.Unit(sectionsWide) {
		return width, width, false
	}
	left = float32(int((width - 2*sectionsGap) * 0.58))
	return left, width - 2*sectionsGap - left, true
}

// MinSize belongs to the toolkit.
func (s *sections) MinSize(objects []fyne.CanvasObject) fyne.Size {
	if len(objects) == 0 {
		return fyne.Size{} // no order is chosen
	}
	_, _, two := s.columns(s.width)
	high := [2]float32{}
	for n, object := range objects {
		column := 0
		if two {
			column = n % 2
		}
		high[column] += float32(math.Ceil(float64(object.MinSize().Height))) + sectionsGap
	}
	return fyne.NewSize(0, max(high[0], high[1])-sectionsGap)
}

// Layout belongs to the toolkit.
func (s *sections) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	s.width = size.Width
	left, right, two := s.columns(size.Width)
	y := [2]float32{}
	for n, object := range objects {
		column, x, width := 0, float32(0), left
		if two && n%2 == 1 {
			column, x, width = 1, left+2*sectionsGap, right
		}
		high := float32(math.Ceil(float64(object.MinSize().Height)))
		widget.Put(object, x, y[column], width, high)
		y[column] += high + sectionsGap
	}
}
