package shipping

import (
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

// view holds the widgets of the screen. It shows what the model says and decides nothing.
type view struct {
	page   *Page
	object fyne.CanvasObject
	head   fyne.CanvasObject // in the window's bar

	top    *fyne.Container // chips, search and countdown
	chips  *widget.ChipRow
	shown  []int // lists behind the chips
	cutoff *widget.Pill
	search *widget.Entry
	all    *tick
	list   *widget.List
	narrow bool // things share columns
	low    bool // there is no room for what is to be checked
	sums   *sums
	body   *fyne.Container // the table
	empty  *widget.WrapLabel
	begin  *fyne.Container

	checkHead *fyne.Container
	aboutIt   *widget.Text // names the card below
	checks    *fyne.Container
	toCheck   *widget.Button
	where     *where
	label     *canvas.Image
	sheet     *fyne.Container // the label on a desk
	says      *widget.WrapLabel
	facts     *fyne.Container
	buttons   *fyne.Container
	rightTop  *fyne.Container
}

func newView(p *Page) *view {
	v := &view{page: p}
	v.chips = widget.NewChipRow(nil, func(n int) { p.turn(v.shown[n]) })
	v.cutoff = widget.NewPill(widget.ChipData{Icon: "clock", Tone: widget.Watch})
	v.search = widget.NewSearchEntry("search", p.t("search"), p.keyName("F2"))
	v.search.OnChanged = p.look
	v.list = widget.NewList(theme.RowHeight, v.newRow, v.setRow)
	v.list.OnChosen = p.choose
	v.sums = newSums()
	v.empty = widget.NewWrapLabel("", 0, widget.Body.In(theme.InkSoft).Centre())
	v.begin = container.NewVBox(layout.NewSpacer(), widget.Inset(0, 12, 40, 40, v.empty), layout.NewSpacer())
	v.body = container.New(&tableLayout{v}, v.heads(), widget.NewDivider(), v.list, widget.NewDivider(), v.sums.box, v.begin)
	v.top = container.New(topLayout{}, v.chips, v.search, v.cutoff)
	table := widget.NewFlushCard(container.NewBorder(widget.Inset(8, 4, 12, 12, v.top), nil, nil, nil, v.body))
	left := container.New(leftLayout{&v.low}, table, v.checkCard(), v.whereCard())
	v.head = widget.NewButton(widget.Plain, p.t("other"), p.others).WithIcon("more").WithKey(p.keyName(keyOther)).WithHeight(theme.ButtonLow)
	v.object = container.New(widget.Sides{Share: 0.32, Least: 300, Most: 400}, left, v.side())
	v.show()
	return v
}

// topLayout puts chips, search and countdown beside each other; where there is no room for all the countdown goes.
type topLayout struct{}

// searchWide is the width of the search, chipsWide the least that is left for the chips.
const searchWide, chipsWide = 146, 300

// MinSize belongs to the toolkit.
func (topLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, max(objects[0].MinSize().Height, objects[1].MinSize().Height))
}

// Layout belongs to the toolkit.
func (topLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	search, right := widget.Unit(searchWide), size.Width
	count := objects[2].MinSize()
	visible(objects[2], size.Width-count.Width-search-3*widget.Gap >= widget.Unit(chipsWide))
	if objects[2].Visible() {
		widget.Put(objects[2], right-count.Width, (size.Height-count.Height)/2, count.Width, count.Height)
		right -= count.Width + widget.Gap
	}
	widget.Put(objects[1], right-search, 0, search, size.Height)
	widget.Put(objects[0], 0, 0, max(right-2*widget.Gap-search, 0), size.Height)
}

// leftLayout puts the table over two cards side by side; where it is low over the one of what is printed on alone.
type leftLayout struct{ low *bool }

// lowest is the height from which on there is room for what is to be checked.
const lowest = 460

func (leftLayout) MinSize([]fyne.CanvasObject) fyne.Size { return fyne.Size{} }

func (l leftLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	gap := theme.Current().Size(theme.GapWide)
	first := (size.Width - gap) * 0.46
	low := size.Height < widget.Unit(lowest)
	if visible(objects[1], !low); low {
		first = -gap
	}
	if *l.low != low {
		*l.low = low
		objects[2].Refresh()
	}
	high := objects[2].MinSize().Height
	widget.Put(objects[0], 0, 0, size.Width, max(size.Height-high-gap, 0))
	widget.Put(objects[1], 0, size.Height-high, first, high)
	widget.Put(objects[2], first+gap, size.Height-high, size.Width-first-gap, high)
}

// show shows the whole model.
func (v *view) show() {
	p, m := v.page, v.page.m
	v.shown = m.shown()
	chips, chosen := make([]widget.ChipData, len(v.shown)), 0
	for n, at := range v.shown {
		l := &lists[at]
		chips[n].Label = p.t("list." + l.key)
		if l.name != shop.ParcelsAll {
			chips[n].Label += " " + i18n.Value(p.k.Lang, m.read.counts.ByList[l.name])
		}
		if at == m.at {
			chosen = n
		}
	}
	v.chips.Set(chips)
	v.chips.Select(chosen)
	v.showCutoff(m.read.now)
	v.list.SetCount(len(m.read.rows))
	none := len(m.read.rows) == 0
	for n, part := range v.body.Objects {
		visible(part, none == (n == len(v.body.Objects)-1))
	}
	switch {
	case !none:
	case m.search != "":
		v.empty.Set(p.t("not_found", fault.Values{"text": m.search}))
	default:
		v.empty.Set(p.t("empty." + m.list().key))
	}
	v.showMarks()
	v.showSide()
	if v.object != nil {
		for range 2 { // texts know their height once they know their width
			v.body.Refresh()
			v.begin.Refresh()
			v.object.Refresh()
		}
	}
	v.list.Choose(m.chosen) // its height is known now
}

func (v *view) showCutoff(now time.Time) {
	c := v.page.m.read.cutoff
	data := widget.ChipData{Icon: "clock", Tone: widget.Watch, Label: cutoffText(v.page.k.Lang, c, now)}
	if c.At.IsZero() || !c.Today {
		data.Tone = widget.Calm
	} else if c.At.Sub(now) < 30*time.Minute {
		data.Tone = widget.Bad
	}
	if v.cutoff.Data() != data {
		v.cutoff.Set(data)
		v.top.Refresh() // it may be wider now
	}
}

// showMarks follows a change of the marks.
func (v *view) showMarks() {
	v.all.set(v.page.m.allMarked())
	v.list.Refresh()
	v.sums.show(v.page)
	v.showChecks()
	v.where.show()
	v.showButtons()
}

// forget empties the search without asking for another list.
func (v *view) forget() {
	changed := v.search.OnChanged
	v.search.OnChanged = nil
	v.search.SetText(v.page.m.search)
	v.search.OnChanged = changed
}

// toSearch gives the search the keyboard.
func (v *view) toSearch() { widget.Focus(v.search) }

// release takes the keyboard from the search, so that keys mean what they mean on the screen.
func (v *view) release() {
	if !v.page.k.Prompt.Open() {
		widget.Unfocus(v.search)
	}
}

func (v *view) typed(r rune) {
	v.toSearch()
	v.search.Type(r)
}

// escape clears the search, then lets go of it.
func (v *view) escape() {
	if v.search.Text != "" {
		v.search.SetText("")
	} else {
		v.page.k.Prompt.Hush()
	}
	v.release()
}

// button shows its key.
func (p *Page) button(kind widget.Kind, key keys.Chord, label, icon string, do func()) *widget.Button {
	return widget.NewButton(kind, label, do).WithIcon(icon).WithKey(p.keyName(key))
}
