package office

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// orderRow is an order in the list: who ordered over its number and how much of it has left, how it stands at the right.
// A narrow list says in letters of its colour how an order stands, so that names stay whole: offices have long ones.
type orderRow struct {
	toolkit.BaseWidget
	name, note *widget.Text
	facts      []string // of the note, the first ones first where there is no room for all
	said       *widget.Text
	state      *widget.Pill
	bar        *widget.Split
	box        *fyne.Container
}

func newOrderRow() *orderRow {
	r := &orderRow{name: widget.NewText("", widget.Strong.At(theme.Small)).Shrink(), note: widget.NewText("", widget.Caption).Shrink(),
		said: widget.NewText("", widget.Caption), state: widget.NewPill(widget.ChipData{}), bar: widget.NewSplit(barHigh)}
	r.box = container.New(rowLayout{r}, r.name, r.note, r.state, r.bar, r.said)
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *orderRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (r *orderRow) show(m *model, row *shop.OfficeOrderRow) {
	r.name.Set(row.Buyer)
	r.facts = []string{row.Number, i18n.BahtShort(row.Total), m.say("officepage.sent_of", fault.Values{"sent": row.Sent, "all": row.Ordered})}
	chip := m.chip(row)
	r.state.Set(chip)
	r.said.Set(chip.Label)
	r.said.SetStyle(widget.Strong.At(theme.Caption).In(saidIn[chip.Tone]))
	r.bar.Set(shares(row.Sent, 0, row.Packed, row.Ordered)...)
	r.box.Refresh()
}

// saidIn is the ink of each tone on the ground of a row.
var saidIn = map[widget.Tone]fyne.ThemeColorName{widget.Calm: theme.InkSoft, widget.Outline: theme.InkSoft, widget.Good: theme.MoneyIn, widget.Watch: theme.InkStrong, widget.Bad: theme.Trouble}

// noted gives as many facts as there is room for: half a sum would be read as another.
func (r *orderRow) noted(room float32) string {
	size := theme.Current().Size(theme.Caption)
	for n := len(r.facts); n > 1; n-- {
		if text := joined(r.facts[:n]...); fyne.MeasureText(text, size, fyne.TextStyle{}).Width <= room {
			return text
		}
	}
	return joined(r.facts[:min(len(r.facts), 1)]...)
}

// rowLayout places the parts of a row.
type rowLayout struct{ row *orderRow }

const (
	rowMargin = 14
	barHigh   = 4
	rowWide   = 320 // from here on the state is a pill
)

// MinSize belongs to the toolkit.
func (rowLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

// Layout belongs to the toolkit.
func (l rowLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	name, note, pill, bar, said := objects[0], objects[1], objects[2], objects[3], objects[4]
	upper, lower, chip := name.MinSize().Height, note.MinSize().Height, pill.MinSize()
	width, wide := size.Width-2*rowMargin, size.Width >= widget.Unit(rowWide)
	top := (size.Height - upper - lower - barHigh + 3) / 2 // the line boxes of the texts may touch
	visible(pill, wide)
	visible(said, !wide)
	right, room := said.MinSize().Width, width
	if wide {
		right = chip.Width
		room -= right + widget.Gap
	}
	widget.Put(pill, size.Width-rowMargin-chip.Width, (size.Height-barHigh-chip.Height)/2, chip.Width, chip.Height)
	widget.Put(name, rowMargin, top, room, upper)
	l.row.note.Set(l.row.noted(width - right - widget.Gap))
	widget.Put(note, rowMargin, top+upper-5, width-right-widget.Gap, lower)
	widget.Put(said, size.Width-rowMargin-right, top+upper-5, right, lower)
	widget.Put(bar, rowMargin, size.Height-barHigh-4, width, barHigh)
}

func visible(object fyne.CanvasObject, shown bool) {
	if object.Visible() != shown {
		if shown {
			object.Show()
		} else {
			object.Hide()
		}
	}
}

// chip says how an order stands: late, due, waiting for money, done.
func (m *model) chip(row *shop.OfficeOrderRow) widget.ChipData {
	switch {
	case row.State == ordering.Cancelled:
		return widget.ChipData{Label: m.say("ordering.state.cancelled"), Tone: widget.Outline}
	case row.Todo == "":
		return widget.ChipData{Label: m.say("officepage.done"), Tone: widget.Good, Icon: "check"}
	case row.Late:
		return widget.ChipData{Label: m.say("officepage.late", fault.Values{"day": i18n.DayMonth(m.lang, row.Due)}), Tone: widget.Bad, Icon: "clock"}
	case row.Todo == ordering.TodoCollect:
		return widget.ChipData{Label: m.say("officepage.owed"), Tone: widget.Watch}
	case row.Due == "" || row.Fulfilment == ordering.Shipped:
		return widget.ChipData{Label: m.say("ordering.state." + row.State)}
	}
	tone := widget.Calm
	if row.Due <= m.list.today.Add(soonDays) {
		tone = widget.Watch
	}
	return widget.ChipData{Label: m.say("officepage.due", fault.Values{"day": i18n.DayMonth(m.lang, row.Due)}), Tone: tone}
}

// soonDays is from when on a day to deliver by is near.
const soonDays = 3

// shares parts a bar: what arrived, what is on its way, what is packed, and the rest.
func shares(sent, delivered, packed, ordered qty.Qty) []widget.Share {
	return []widget.Share{{Value: int64(delivered), Colour: theme.MoneyIn}, {Value: int64(sent - delivered), Colour: theme.BarOne},
		{Value: int64(packed), Colour: theme.Gold}, {Value: int64(max(ordered-sent-packed, 0)), Colour: theme.BarEmpty}}
}

// short writes an amount without decimals where there are none.
func short(amount money.Satang) string { return strings.TrimSuffix(i18n.Baht(amount), ".00") }

// named names an order in texts.
func named(order *shop.Order) fault.Values { return fault.Values{"number": order.Order.Number} }
