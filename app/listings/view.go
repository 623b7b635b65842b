package listings

import (
	"strconv"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/shop"
)

// view is the list at the left and the chosen product at the right. Where the window is narrow they take turns.
type view struct {
	page   *Page
	object *fyne.Container
	folded bool // the window is narrow
	opened bool // and shows the chosen product

	head    *fyne.Container // in the window's bar
	account *widget.Chip
	chips   *widget.ChipRow
	search  *widget.Entry
	heads   *heads
	list    *widget.List
	empty   *widget.WrapLabel
	begin   *fyne.Container
	foot    *fyne.Container
	all     *widget.Button
	clear   *widget.Button
	outbox  *widget.Button
	sent    *widget.Text
	count   *widget.Text
	card    fyne.CanvasObject
	detail  *detail
	example *fyne.Container   // of a shop front
	teach   fyne.CanvasObject // in place of everything while the shop is connected to nothing
}

// unfolded is the width from which list and product stand side by side, in the light look.
const unfolded = 1120

var screenSides = widget.Sides{Share: 0.32, Least: 340, Most: 388}

func newView(p *Page) *view {
	v := &view{page: p}
	t := p.k.T
	v.account = widget.NewChip(widget.ChipData{}, p.toChannels)
	v.head = container.NewHBox(v.account)
	v.chips = widget.NewChipRow(nil, p.turnPart)
	v.search = widget.NewSearchEntry("search", t("listings.search"), p.keyName("F2"))
	v.search.OnChanged = p.look
	v.heads = newHeads(p)
	v.list = widget.NewList(theme.RowHeight, func() *goodsRow { return newGoodsRow(p.m, p.mark) }, func(n int, r *goodsRow, _ bool) {
		if n < len(p.m.list.Rows) {
			r.show(p, &p.m.list.Rows[n])
		}
	})
	v.list.OnChosen = p.pick
	v.list.OnTapped = func(int) { v.open() }
	v.empty = widget.NewWrapLabel("", 0, widget.Body.In(theme.InkSoft).Centre())
	v.begin = container.NewVBox(layout.NewSpacer(), widget.Inset(0, 12, 40, 40, v.empty), layout.NewSpacer())
	v.begin.Hide()
	v.all = p.button(widget.Primary, keyAll, "listings.act.all", "", p.ready(v.publishes))
	v.clear = p.button(widget.Plain, keys.Esc, "listings.act.unmark", "", p.unmark)
	v.outbox = p.button(widget.Plain, keyOutbox, "listings.act.outbox", "", p.toOutbox)
	v.sent, v.count = widget.NewText("", widget.Caption.Right()).Shrink(), widget.NewText("", widget.Caption.Right()).Shrink()
	v.foot = container.New(footLayout{}, v.all, v.clear, v.outbox, widget.Column(-2, v.count, v.sent))
	top := container.New(topLayout{v}, v.chips, v.search)
	rows := container.New(headed{}, v.heads.box, widget.NewDivider(), v.list, v.begin)
	v.card = widget.NewFlushCard(container.NewBorder(widget.Inset(8, 4, 12, 12, top), widget.Inset(10, 12, 14, 14, v.foot), nil, nil, rows))
	v.detail = newDetail(p)
	v.example = container.NewStack()
	v.teach = p.teach(v.example)
	v.object = container.New(&fold{v}, v.card, v.detail.object, v.teach)
	v.show()
	return v
}

// publishes sends what is marked, else all that is ready.
func (v *view) publishes() {
	if p := v.page; len(p.m.marked) > 0 {
		p.publish()
	} else {
		p.publishAll()
	}
}

// button shows its key.
func (p *Page) button(kind widget.Kind, key keys.Chord, label, icon string, do func()) *widget.Button {
	return widget.NewButton(kind, p.k.T(label), do).WithIcon(icon).WithKey(p.keyName(key))
}

func (p *Page) keyName(key keys.Chord) string { return key.Name(p.k.Lang, p.k.Twins) }

// fold lays out the list and the chosen product, or what to do first.
type fold struct{ view *view }

// MinSize belongs to the toolkit.
func (f *fold) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(widget.Unit(400), widget.Unit(320))
}

// Layout belongs to the toolkit.
func (f *fold) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	v := f.view
	if folded := size.Width < widget.Unit(unfolded); folded != v.folded {
		v.folded = folded
		v.opened = v.opened && folded
		v.detail.show() // it is laid out otherwise where it has the whole width
		v.showHead()
	}
	bare := v.page.m.read && len(v.page.m.list.Channels) == 0
	visible(v.teach, bare)
	visible(objects[0], !bare && (!v.folded || !v.opened))
	visible(objects[1], !bare && (!v.folded || v.opened))
	widget.Put(v.teach, 0, 0, size.Width, size.Height)
	if !v.folded {
		screenSides.Layout(objects[:2], size)
		return
	}
	for _, object := range objects[:2] {
		widget.Put(object, 0, 0, size.Width, size.Height)
	}
}

// open shows the chosen product in place of the list where the window is narrow, and close the list again.
func (v *view) open() {
	if v.folded && v.page.m.listing() != nil {
		v.unfold(true)
	}
}

func (v *view) close() { v.unfold(false) }

func (v *view) unfold(opened bool) {
	v.opened = opened
	v.object.Refresh()
	v.detail.show()
	v.page.k.Router.SetScreen(v.page.Scope())
}

// topLayout puts the search beside the chips.
type topLayout struct{ view *view }

const searchWide = 220

// MinSize belongs to the toolkit.
func (l topLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, objects[1].MinSize().Height)
}

// Layout belongs to the toolkit.
func (l topLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	wide := min(widget.Unit(searchWide), size.Width*0.32)
	widget.Put(objects[0], 0, 0, max(size.Width-wide-widget.Gap, 0), size.Height)
	widget.Put(objects[1], size.Width-wide, 0, wide, size.Height)
}

// headed is a layout of the names of columns, a line, and all else below.
type headed struct{}

// MinSize belongs to the toolkit.
func (headed) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, objects[0].MinSize().Height+objects[2].MinSize().Height)
}

// Layout belongs to the toolkit.
func (headed) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	high := objects[0].MinSize().Height
	widget.Put(objects[0], 0, 0, size.Width, high)
	widget.Put(objects[1], 0, high, size.Width, 1)
	for _, below := range objects[2:] {
		widget.Put(below, 0, high+1, size.Width, max(size.Height-high-1, 0))
	}
}

// footLayout puts buttons at the left and a text at the right, which gives way.
type footLayout struct{}

// MinSize belongs to the toolkit.
func (footLayout) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(0, max(objects[0].MinSize().Height, objects[3].MinSize().Height))
}

// Layout belongs to the toolkit.
func (footLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	x := float32(0)
	for _, button := range objects[:3] {
		if button.Visible() {
			least := button.MinSize()
			widget.Put(button, x, (size.Height-least.Height)/2, least.Width, least.Height)
			x += least.Width + 10
		}
	}
	high := objects[3].MinSize().Height
	visible(objects[3], size.Width-x > widget.Unit(90))
	widget.Put(objects[3], x, (size.Height-high)/2, max(size.Width-x, 0), high)
}

// show shows chips, rows, foot and the chosen product.
func (v *view) show() {
	p, m := v.page, v.page.m
	t := p.k.T
	chips := make([]widget.ChipData, len(parts))
	for n, part := range parts {
		name, count := "all", m.list.Counts[part]
		if part != "" {
			name = part
		}
		chips[n].Label = t("listings.part." + name)
		if part != "" && m.read {
			chips[n].Label += " " + strconv.Itoa(count)
		}
		if part == shop.ListingsTrouble && count > 0 {
			chips[n].Dot = theme.Trouble
		}
	}
	v.chips.Set(chips)
	v.chips.Select(m.part)
	v.heads.show()
	v.list.SetCount(len(m.list.Rows))
	v.list.Choose(m.chosen)
	if m.aside != nil {
		v.list.Choose(-1)
	}
	v.showEmpty()
	v.showHead()
	v.showExample()
	v.showMarked()
	if v.object != nil {
		v.object.Refresh()
	}
	v.detail.show()
}

func (v *view) showEmpty() {
	m, t := v.page.m, v.page.k.T
	none := m.read && len(m.list.Rows) == 0
	visible(v.begin, none)
	switch {
	case !none:
	case m.search != "":
		v.empty.Set(t("listings.not_found", fault.Values{"text": m.search}))
	case m.part > 0:
		v.empty.Set(t("listings.none." + parts[m.part]))
	default:
		v.empty.Set(t("listings.no_goods"))
	}
	v.begin.Refresh()
}

// showHead shows in the bar how things stand with the platforms: the one that needs a look before the others. A narrow
// window has room for the title or for this, and says how the net stands anyway.
func (v *view) showHead() {
	m := v.page.m
	channel := worst(m.list.Channels)
	v.head.Hidden = channel == nil || v.folded
	if channel != nil {
		chip := channelChip(m.lang, channel)
		if more := len(m.list.Channels) - 1; more > 0 {
			chip.Label += " +" + strconv.Itoa(more)
		}
		chip.Key = v.page.keyName(keyChannels)
		v.account.Set(chip)
	}
	v.page.k.Retitle()
}

// showMarked shows the foot, where marks change what the first button does, and the marks of the rows.
func (v *view) showMarked() {
	p, m := v.page, v.page.m
	t := p.k.T
	marked := len(m.marked)
	if marked > 0 {
		v.all.SetLabel(t("listings.act.marked", fault.Values{"count": marked}))
		v.all.SetKey(p.keyName(keyPublish))
	} else {
		v.all.SetLabel(t("listings.act.all"))
		v.all.SetKey(p.keyName(keyAll))
	}
	visible(v.clear, marked > 0)
	waiting := m.list.net.Waiting + m.list.net.Failed
	label := t("listings.act.outbox")
	if waiting > 0 {
		label += " " + strconv.Itoa(waiting)
	}
	v.outbox.SetLabel(label)
	v.count.Set("")
	if len(m.list.Rows) > 0 {
		v.count.Set(t("listings.shown", fault.Values{"shown": len(m.list.Rows), "total": m.list.Total}))
	}
	v.sent.Set(sentText(m.lang, &m.list.net, m.list.today))
	v.foot.Refresh()
	v.list.Refresh()
}

// showChosen shows another chosen product.
func (v *view) showChosen() { v.detail.show() }

// toSearch gives the search the keyboard.
func (v *view) toSearch() {
	widget.Focus(v.search)
}

// searching reports whether the search has the keyboard.
func (v *view) searching() bool {
	return widget.Focused(v.search)
}

// release takes the keyboard from the search, so that keys mean what they mean on the screen.
func (v *view) release() {
	if !v.page.k.Prompt.Open() {
		widget.Unfocus(v.object)
	}
}

func (v *view) typed(r rune) {
	v.toSearch()
	v.search.Type(r)
}

// escape clears the search, then the marks.
func (v *view) escape() {
	switch {
	case v.search.Text != "":
		v.search.SetText("")
	case len(v.page.m.marked) > 0:
		v.page.unmark()
	default:
		v.page.k.Prompt.Hush()
	}
	v.release()
}
