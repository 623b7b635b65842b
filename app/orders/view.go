package orders

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// view holds the widgets of the screen. It shows what the model says and decides nothing.
type view struct {
	page   *Page
	object fyne.CanvasObject
	head   *fyne.Container // in the window's bar
	low    *fyne.Container // the same under the list, where the bar has no room
	lows   *widget.Justified
	foot   *fyne.Container
	folded bool

	chips  *widget.ChipRow
	shown  []int // filters behind the chips
	search *widget.Entry
	list   *widget.List
	empty  *widget.WrapLabel
	begin  *fyne.Container
	count  *widget.Text
	detail *detail
}

func newView(p *Page) *view {
	v := &view{page: p}
	t := p.k.T
	v.chips = widget.NewChipRow(nil, func(n int) { p.narrow(v.shown[n]) })
	v.search = widget.NewSearchEntry("search", t("orders.search"), p.keyName("F2"))
	v.search.OnChanged = p.look
	v.list = widget.NewList(theme.RowHeight, newOrderRow, func(n int, r *orderRow, _ bool) {
		if n < len(p.m.list.rows) {
			r.show(p.m, &p.m.list.rows[n])
		}
	})
	v.list.OnChosen = p.pick
	v.empty = widget.NewWrapLabel("", 0, widget.Body.In(theme.InkSoft).Centre())
	v.begin = container.NewVBox(layout.NewSpacer(), widget.Inset(0, 12, 40, 40, v.empty), layout.NewSpacer())
	v.begin.Hide()
	v.count = widget.NewText("", widget.Caption)
	top := container.New(&topLayout{v}, v.chips, v.search)
	v.lows = &widget.Justified{}
	v.low = container.New(v.lows)
	for _, tool := range p.tools() {
		v.low.Add(tool.WithHeight(theme.ButtonLow).WithIcon(""))
	}
	v.low.Objects[0].(*widget.Button).SetLabel(t("orders.paste_short"))
	v.foot = container.New(countLayout{}, v.count, v.low)
	foot := container.New(widget.Least{Height: 40}, widget.Inset(0, 4, 16, footEdges-16-2, v.foot))
	rows := container.New(headed{}, p.heads(), widget.NewDivider(), v.list, v.begin)
	card := widget.NewFlushCard(container.NewBorder(widget.Inset(8, 4, 12, 12, top), foot, nil, nil, rows))
	v.detail = newDetail(p)
	v.head = container.New(layout.NewCustomPaddedHBoxLayout(10))
	for _, tool := range p.tools() {
		v.head.Add(tool)
	}
	v.object = container.New(&screenLayout{v}, card, v.detail.object)
	v.showList()
	return v
}

// tools are the buttons of the bar: where orders come from.
func (p *Page) tools() []*widget.Button {
	return []*widget.Button{p.button(widget.Gold, "Ctrl+V", "paste.open", "paste", p.pasteChat),
		p.button(widget.Plain, "Ctrl+N", "orders.new", "plus", p.create),
		p.button(widget.Plain, "Ctrl+O", "orderimport.open", "file", func() { p.importFile("") })}
}

// screenLayout puts the list beside the order. In a narrow window the buttons of the bar stand under the list.
type screenLayout struct{ view *view }

var screenSides = widget.Sides{Share: 0.32, Least: 360, Most: 404}

// footEdges are what the foot of the list keeps free at its sides.
const footEdges = 30

// unfolded is the width from which the bar has room for them.
const unfolded = 1080

// MinSize belongs to the toolkit.
func (l *screenLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return screenSides.MinSize(objects)
}

// Layout belongs to the toolkit.
func (l *screenLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	l.view.folded = size.Width < widget.Unit(unfolded)
	l.view.fold()
	right := max(min(size.Width*screenSides.Share, widget.Unit(screenSides.Most)), widget.Unit(screenSides.Least))
	l.view.lows.Width = size.Width - right - theme.Current().Size(theme.GapWide) - footEdges // how high they are depends on it
	screenSides.Layout(objects, size)
}

// fold shows the buttons where they have room; over the form they are not there.
func (v *view) fold() {
	visible(v.head, !v.folded && v.page.form == nil)
	visible(v.low, v.folded)
}

// countLayout puts buttons at the right of how many orders are shown, which give way where both are too wide. Buttons
// that are too many for one row stand in more.
type countLayout struct{}

// MinSize belongs to the toolkit.
func (countLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, max(objects[0].MinSize().Height, objects[1].MinSize().Height))
}

// Layout belongs to the toolkit.
func (countLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	low := float32(0)
	if objects[1].Visible() {
		buttons := objects[1].(*fyne.Container).Objects
		for _, button := range buttons {
			low += button.MinSize().Width
		}
		low = min(low+float32(widget.JustifiedGap*(len(buttons)-1)), size.Width)
	}
	visible(objects[0], objects[0].MinSize().Width+low+widget.Gap <= size.Width)
	widget.Put(objects[0], 0, 0, max(size.Width-low-widget.Gap, 0), size.Height)
	widget.Put(objects[1], size.Width-low, 0, low, size.Height)
}

// button shows its key.
func (p *Page) button(kind widget.Kind, key keys.Chord, label, icon string, do func()) *widget.Button {
	return widget.NewButton(kind, p.k.T(label), do).WithIcon(icon).WithKey(p.keyName(key))
}

func (p *Page) keyName(key keys.Chord) string { return key.Name(p.k.Lang, p.k.Twins) }

// topLayout puts the search beside the chips; where it is narrow it says less.
type topLayout struct{ view *view }

const searchWide = 200

// MinSize belongs to the toolkit.
func (l *topLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, objects[1].MinSize().Height)
}

// Layout belongs to the toolkit.
func (l *topLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	wide, hint := widget.Unit(searchWide), "orders.search"
	if size.Width < widget.Unit(broad-40) {
		wide, hint = widget.Unit(searchWide*0.75), "orders.search_short"
	}
	if text := l.view.page.k.T(hint); l.view.search.PlaceHolder != text {
		l.view.search.SetPlaceHolder(text)
	}
	widget.Put(objects[0], 0, 0, max(size.Width-wide-widget.Gap, 0), size.Height)
	widget.Put(objects[1], size.Width-wide, 0, wide, size.Height)
}

// showList shows chips, rows and how many there are.
func (v *view) showList() {
	p, m := v.page, v.page.m
	t := p.k.T
	v.shown = m.shownFilters()
	chips, chosen := make([]widget.ChipData, len(v.shown)), 0
	for n, at := range v.shown {
		f := &filters[at]
		chips[n].Label = t(f.key) + " " + i18n.Value(m.lang, f.count(&m.list.counts))
		if at == m.filter {
			chosen = n
		}
	}
	v.chips.Set(chips)
	v.chips.Select(chosen)
	v.list.SetCount(len(m.list.rows))
	v.list.Choose(m.chosen)
	none := len(m.list.rows) == 0
	visible(v.begin, none)
	switch {
	case !none:
	case m.search != "":
		v.empty.Set(t("orders.not_found", fault.Values{"text": m.search}))
	case m.list.counts.Total > 0:
		v.empty.Set(t("orders.none_here"))
	default:
		v.empty.Set(t("orders.teach"))
	}
	v.count.Set("")
	if !none {
		v.count.Set(t("orders.shown", fault.Values{"shown": len(m.list.rows), "total": m.list.total}))
	}
	v.foot.Refresh()
	if v.object != nil {
		v.begin.Refresh()
	}
}

// toSearch gives the search the keyboard.
func (v *view) toSearch() {
	widget.Focus(v.search)
}

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
	switch {
	case v.search.Text != "":
		v.search.SetText("")
	default:
		v.page.k.Prompt.Hush()
	}
	v.release()
}
