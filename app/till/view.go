package till

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
)

// view holds the widgets of the till. It shows what the model says and decides nothing.
type view struct {
	page   *Page
	object fyne.CanvasObject

	search  *widget.Entry
	quick   *widget.Button
	chips   *widget.ChipRow
	grid    *widget.TileGrid
	results *widget.List
	none    *widget.WrapLabel // why there are no tiles
	begin   *widget.Button    // what to do about it
	empty   *fyne.Container
	left    *fyne.Container
	groups  []string // behind the chips

	pane *pane
}

func newView(p *Page) *view {
	v := &view{page: p}
	v.search = widget.NewSearchEntry("search", p.kit.T("till.search"), p.keyName(keySearch))
	v.search.OnChanged = v.searched
	v.search.OnSubmitted = p.submit
	v.quick = widget.NewButton(widget.Plain, p.kit.T("till.quick"), p.askQuick).WithIcon("plus").WithKey(p.keyName(keyQuick))
	v.chips = widget.NewChipRow([]widget.ChipData{{Label: p.kit.T("till.all")}}, func(index int) {
		v.clearSearch()
		if index < len(v.groups) && p.model.whole {
			p.model.show(&p.model.facts, v.groups[index])
		}
		v.showGoods()
		v.takeKeyboard()
	})
	v.grid = widget.NewTileGrid(v.tile)
	v.grid.OnTapped = func(index int) {
		v.grid.Choose(-1)
		if index < p.model.goods.Len() {
			p.sell(p.model.goods.At(index))
		}
		v.takeKeyboard()
	}
	v.results = widget.NewList(theme.RowHeight, newResultRow, v.result)
	v.results.OnTapped = func(index int) {
		if index < len(p.model.results) {
			p.sell(p.model.results[index])
		}
		v.takeKeyboard()
	}
	v.none = widget.NewWrapLabel("", 3, widget.Body.In(theme.InkSoft).Centre())
	v.begin = widget.NewButton(widget.Gold, p.kit.T("till.add_products"), func() { p.kit.Go(nav.Route{Screen: kit.Products}) }).WithIcon("plus")
	v.empty = container.New(&centred{width: 380}, v.none, v.begin)
	v.pane = newPane(p)
	found := widget.NewFlushCard(v.results)
	v.left = container.New(&shelfLayout{v}, v.search, v.quick, v.chips, v.grid, found, v.empty)
	v.object = container.New(&split{v}, v.left, v.pane.object)
	v.showGoods()
	return v
}

// takeKeyboard makes the search box ready for the next scan or word.
func (v *view) takeKeyboard() {
	if !v.page.kit.Prompt.Open() && !widget.Focused(v.search) {
		widget.Focus(v.search)
	}
}

// typed is what was typed while nothing had the keyboard.
func (v *view) typed(r rune) {
	v.takeKeyboard()
	v.search.Type(r)
}

func (v *view) searched(text string) {
	v.dismiss()
	m := v.page.model
	m.search(&m.facts, text)
	v.showGoods()
}

func (v *view) clearSearch() {
	if v.search.Text != "" {
		v.search.SetText("")
	}
}

// move is the arrows: through results, bills put aside, or the lines of the bill.
func (v *view) move(by int) {
	switch {
	case v.page.model.query != "":
		v.page.model.stepResult(by)
		v.results.Choose(v.page.model.at)
	case v.pane.tab() > 0:
		v.pane.drafts.Step(0, by)
	default:
		v.page.model.move(by)
		v.pane.showLines()
	}
}

// enter is Enter with nothing typed.
func (v *view) enter() {
	v.dismiss()
	if v.pane.tab() > 0 {
		v.pane.open(v.pane.drafts.Chosen())
	}
}

// letGo leaves what was begun and reports whether there was anything.
func (v *view) letGo() bool {
	switch {
	case v.search.Text != "":
		v.clearSearch()
	case v.pane.tab() > 0:
		v.showTab(0)
	default:
		return false
	}
	return true
}

// list shows the parked bills, or where there are none the waiting ones.
func (v *view) list() {
	tab := 1
	if len(v.page.model.parked) == 0 && len(v.page.model.waiting) > 0 {
		tab = 2
	}
	v.showTab(tab)
}

func (v *view) showTab(tab int) { v.pane.show(tab) }

// dismiss takes the change of the bill before off the screen.
func (v *view) dismiss() { v.pane.dismiss() }

// showAll shows everything the shop may have changed.
func (v *view) showAll() {
	v.showChips()
	v.showGoods()
}

func (v *view) showChips() {
	m := v.page.model
	v.groups = m.groups
	chips := make([]widget.ChipData, len(m.groups))
	chosen := 0
	for n, group := range m.groups {
		chips[n] = v.chip(group)
		if group == m.group {
			chosen = n
		}
	}
	v.chips.Set(chips)
	v.chips.Select(chosen)
}

func (v *view) chip(group string) widget.ChipData {
	switch group {
	case allGoods:
		return widget.ChipData{Label: v.page.kit.T("till.all")}
	case bestGoods:
		return widget.ChipData{Label: v.page.kit.T("till.best"), Icon: "star-full", IconTone: theme.Gold}
	case favourite:
		return widget.ChipData{Label: v.page.kit.T("till.favourites"), Icon: "pushpin", IconTone: theme.Gold}
	}
	return widget.ChipData{Label: group}
}

// showGoods shows the tiles of the group, or what the search found.
func (v *view) showGoods() {
	m := v.page.model
	v.results.SetCount(len(m.results))
	v.results.Choose(m.at)
	v.grid.SetCount(m.goods.Len())
	v.none.Set(v.why())
	v.begin.Hidden = !m.whole || m.index.Len() > 1
	v.left.Refresh()
}

// why says what an empty place of tiles is empty for.
func (v *view) why() string {
	m := v.page.model
	switch {
	case !m.whole:
		return v.page.kit.T("till.loading")
	case m.query != "" && isFigures(m.query):
		return v.page.kit.T("till.code_enter", fault.Values{"code": m.query})
	case m.query != "":
		return v.page.kit.T("till.not_found", fault.Values{"text": m.query})
	case m.index.Len() <= 1:
		return v.page.kit.T("till.no_products")
	}
	return v.page.kit.T("till.no_goods")
}

func (v *view) tile(index int) widget.TileData {
	m := v.page.model
	if index >= m.goods.Len() {
		return widget.TileData{}
	}
	return v.withPhoto(m.goods.At(index))
}

func (v *view) withPhoto(p *catalog.Product) widget.TileData {
	data := v.page.model.tile(v.page.kit.Lang, p)
	data.Photo = v.page.photos.Get(p.Photo)
	return data
}

func (v *view) showBill() { v.pane.showBill() }
