package office

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

// view holds the widgets of the screen: the orders at the left, the chosen one at the right.
type view struct {
	page   *Page
	object fyne.CanvasObject
	head   *fyne.Container // in the window's bar

	chips  *widget.ChipRow
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
	v.chips = widget.NewChipRow(nil, p.narrow)
	v.search = widget.NewSearchEntry("search", t("officepage.search"), p.keyName("F2"))
	v.search.OnChanged = p.look
	v.list = widget.NewList(theme.RowHeight, newOrderRow, func(n int, r *orderRow, _ bool) {
		if n < len(p.m.list.rows) {
			r.show(p.m, &p.m.list.rows[n])
		}
	})
	v.list.OnChosen = p.pick
	v.empty = widget.NewWrapLabel("", 0, widget.Body.In(theme.InkSoft).Centre())
	v.begin = container.NewVBox(layout.NewSpacer(), widget.Inset(0, 12, 28, 28, v.empty), layout.NewSpacer())
	v.begin.Hide()
	v.count = widget.NewText("", widget.Caption).Shrink()
	top := widget.Column(widget.Gap, v.search, v.chips)
	rows := container.NewBorder(widget.NewDivider(), nil, nil, nil, container.NewStack(v.list, v.begin))
	card := widget.NewFlushCard(container.NewBorder(widget.Inset(12, 8, 12, 12, top), widget.Inset(6, 8, 14, 14, v.count), nil, nil, rows))
	v.detail = newDetail(p)
	v.head = container.NewHBox(p.button(widget.Gold, keyNew, "officepage.new", "plus", p.quote))
	v.object = container.New(screenLayout{}, card, v.detail.object)
	v.showList()
	return v
}

// screenLayout gives the list what it needs and the order all else: it is what one looks at.
type screenLayout struct{}

const (
	listShare = 0.3
	listLeast = 250 // in the light look, as listMost
	listMost  = 390
)

// MinSize belongs to the toolkit.
func (screenLayout) MinSize([]fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(widget.Unit(2*listLeast), widget.Unit(340))
}

// Layout belongs to the toolkit.
func (screenLayout) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	between := theme.Current().Size(theme.GapWide)
	left := max(min(size.Width*listShare, widget.Unit(listMost)), widget.Unit(listLeast))
	widget.Put(objects[0], 0, 0, left, size.Height)
	widget.Put(objects[1], left+between, 0, size.Width-left-between, size.Height)
}

// showList shows chips, rows and how many there are.
func (v *view) showList() {
	p, m := v.page, v.page.m
	t := p.k.T
	chips := make([]widget.ChipData, len(shop.OfficeLists))
	for n, list := range shop.OfficeLists {
		chips[n].Label = t("officepage.list." + list)
		if list == shop.OfficeAll {
			chips[n].Label = t("officepage.list.all")
		}
		if count := m.list.sums[list]; count > 0 {
			chips[n].Label += " " + i18n.Value(m.lang, count)
			if list == shop.OfficeLate {
				chips[n].Dot = theme.Trouble
			}
		}
	}
	v.chips.Set(chips)
	v.chips.Select(m.at)
	v.list.SetCount(len(m.list.rows))
	v.list.Choose(m.chosen)
	none := len(m.list.rows) == 0
	v.begin.Hidden = !none || !m.read
	switch {
	case m.search != "":
		v.empty.Set(t("officepage.not_found", fault.Values{"text": m.search}))
	case m.list.sums[shop.OfficeAll] > 0:
		v.empty.Set(t("officepage.none_here"))
	default:
		v.empty.Set(t("officepage.none"))
	}
	v.count.Set("")
	if len(m.list.rows) < m.list.total {
		v.count.Set(t("officepage.shown", fault.Values{"shown": len(m.list.rows), "total": m.list.total}))
	}
	v.begin.Refresh()
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

// clear empties the search and lets go of it.
func (v *view) clear() {
	v.search.SetText("")
	v.release()
}
