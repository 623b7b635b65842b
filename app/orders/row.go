package orders

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/shop"
)

// Widths of the list's columns in the light look; what is ordered takes the rest.
const (
	channelWide = 98
	numberWide  = 122
	whoWide     = 118
	sumWide     = 92
	narrowWide  = 132 // channel and number in a narrow list
	stateWide   = 196
	columnGap   = 10
	rowMargin   = 12
	broad       = 760 // from this width on each thing has a column of its own
)

// orderRow is an order in the list. Where the list is narrow the number stands under the channel, what is
// ordered under the customer, and the state under the total.
type orderRow struct {
	toolkit.BaseWidget
	channel      *widget.Badge
	number, when *widget.Text
	who          *widget.WrapLabel
	name, items1 *widget.Text // narrow
	items        *widget.WrapLabel
	total, sum   *widget.Text
	state        *widget.Pill
	box          *fyne.Container
}

func newOrderRow() *orderRow {
	r := &orderRow{channel: widget.NewBadge("", theme.ChannelHub, theme.OnChannel),
		number: widget.NewText("", widget.Body.At(theme.Small)).Shrink(), when: widget.NewText("", widget.Caption).Shrink(),
		who:  widget.NewWrapLabel("", 2, widget.Body.At(theme.Small)),
		name: widget.NewText("", widget.Strong.At(theme.Small)).Shrink(), items1: widget.NewText("", widget.Caption).Shrink(),
		items: widget.NewWrapLabel("", 2, widget.Body.At(theme.Caption)),
		total: widget.NewText("", widget.Figure.At(theme.Small)), sum: widget.NewText("", widget.Caption.Right()).Shrink(),
		state: widget.NewPill(widget.ChipData{})}
	r.box = container.New(&rowLayout{r}, r.channel, r.number, r.when, r.who, r.name, r.items1, r.items, r.total, r.sum, r.state)
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *orderRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (r *orderRow) show(m *model, row *shop.OrderRow) {
	lang := m.lang
	r.channel.Set(channelName(lang, row.Channel))
	r.channel.SetColours(channelColour(row.Channel), theme.OnChannel)
	r.number.Set(row.Called())
	r.number.SetStyle(numberStyle(row.Called()))
	r.when.Set(whenText(lang, row.At, m.list.today))
	who, items := whoText(lang, row), itemsText(lang, row.Lines)
	r.who.Set(who)
	r.name.Set(who)
	r.items.Set(items)
	r.items1.Set(items)
	r.total.Set(short(row.Total))
	r.sum.Set(sumText(lang, row))
	how := standing{row.State, row.Payment, row.Todo, row.Due, row.Pickup, m.list.until}
	r.state.Set(how.chip(lang, m.list.today))
	r.box.Refresh()
}

// longNumber is from how many letters on a number is written small: cut at its end two would read the same.
const longNumber = 13

func numberStyle(number string) widget.Style {
	if len(number) < longNumber {
		return widget.Body.At(theme.Small)
	}
	return widget.Caption.In(theme.Ink)
}

// rowLayout places the parts of a row for its width.
type rowLayout struct{ row *orderRow }

func (l *rowLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (l *rowLayout) Layout(_ []fyne.CanvasObject, size fyne.Size) {
	r, margin, gap := l.row, widget.Unit(rowMargin), widget.Unit(columnGap)
	wide := size.Width >= widget.Unit(broad)
	for _, part := range []fyne.CanvasObject{r.who, r.items} {
		visible(part, wide)
	}
	for _, part := range []fyne.CanvasObject{r.name, r.items1} {
		visible(part, !wide)
	}
	visible(r.sum, wide)
	line, middle := r.number.MinSize().Height, size.Height/2
	under := r.when.MinSize().Height
	two := func(upper, lower fyne.CanvasObject, x, width float32) {
		widget.Put(upper, x, middle-line+2, width, line)
		widget.Put(lower, x, middle, width, under)
	}
	badge := min(r.channel.MinSize().Width, widget.Unit(channelWide))
	pill := r.state.MinSize()
	if wide {
		x := margin
		widget.Put(r.channel, x, 0, badge, size.Height)
		x += widget.Unit(channelWide) + gap
		two(r.number, r.when, x, widget.Unit(numberWide))
		x += widget.Unit(numberWide) + gap
		centre(r.who, x, widget.Unit(whoWide), size.Height)
		x += widget.Unit(whoWide) + gap
		right := size.Width - margin - widget.Unit(stateWide)
		widget.Put(r.state, right, (size.Height-pill.Height)/2, min(pill.Width, widget.Unit(stateWide)), pill.Height)
		sum := right - 2*gap - widget.Unit(sumWide)
		if r.sum.Content() == "" {
			widget.Put(r.total, sum, 0, widget.Unit(sumWide), size.Height)
		} else {
			two(r.total, r.sum, sum, widget.Unit(sumWide))
		}
		centre(r.items, x, max(sum-gap-x, 0), size.Height)
		return
	}
	widget.Put(r.channel, margin, middle-line+1, badge, line)
	widget.Put(r.when, margin+badge+gap/2, middle-line+1, max(widget.Unit(narrowWide)-badge-gap/2, 0), line)
	widget.Put(r.number, margin, middle, widget.Unit(narrowWide), line)
	x, right := margin+widget.Unit(narrowWide)+gap, size.Width-margin
	state := min(pill.Width, right-x)
	total := r.total.MinSize().Width
	widget.Put(r.total, right-total, middle-line+1, total, line)
	widget.Put(r.name, x, middle-line+1, max(right-total-gap-x, 0), line)
	widget.Put(r.state, right-state, middle, state, pill.Height)
	widget.Put(r.items1, x, middle, max(right-state-gap-x, 0), line)
}

// centre puts a text of one or two lines in the middle of a row.
func centre(label *widget.WrapLabel, x, width, height float32) {
	label.Resize(fyne.NewSize(width, height))
	high := label.MinSize().Height
	widget.Put(label, x, (height-high)/2, width, high)
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

// heads are the names of the columns.
func (p *Page) heads() *fyne.Container {
	names := make([]fyne.CanvasObject, 0, 6)
	for _, name := range []string{"channel", "number", "customer", "items", "sum", "state"} {
		style := widget.Caption
		if name == "sum" {
			style = style.Right()
		}
		names = append(names, widget.NewText(p.k.T("orders.column."+name), style).Shrink())
	}
	return container.New(headsLayout{}, names...)
}

// headsLayout places the names over the columns of rowLayout.
type headsLayout struct{}

func (headsLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, objects[0].MinSize().Height+widget.Gap)
}

func (headsLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	margin, gap := widget.Unit(rowMargin), widget.Unit(columnGap)
	x := margin
	for n, width := range []float32{channelWide, numberWide, whoWide} {
		widget.Put(objects[n], x, 0, widget.Unit(width), size.Height)
		x += widget.Unit(width) + gap
	}
	right := size.Width - margin - widget.Unit(stateWide)
	sum := right - 2*gap - widget.Unit(sumWide)
	widget.Put(objects[3], x, 0, max(sum-gap-x, 0), size.Height)
	widget.Put(objects[4], sum, 0, widget.Unit(sumWide), size.Height)
	widget.Put(objects[5], right, 0, widget.Unit(stateWide), size.Height)
}
