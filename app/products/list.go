package products

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/stock"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/report"
)

// listView is the goods at the left and the chosen one at the right. Where the window is narrow they take
// turns.
type listView struct {
	page   *Page
	object *fyne.Container
	folded bool // the window is narrow
	opened bool // and shows the chosen product

	search   *widget.Entry
	parts    *widget.ChipRow
	shown    []report.Part // of the chips
	category *widget.Select
	list     *widget.List
	count    *widget.Text
	hint     *widget.WrapLabel
	empty    *fyne.Container
	look     *widget.Button // shows the chosen product where the window is narrow

	head *fyne.Container // the buttons in the window's bar
	side *detail
}

// unfolded is the width from which list and product stand side by side, in the light look.
const unfolded = 1120

func newListView(p *Page) *listView {
	v := &listView{page: p, shown: []report.Part{report.Sold}}
	t := p.kit.T
	v.search = widget.NewSearchEntry("search", t("products.search"), p.key("F2"))
	v.search.OnChanged = v.find
	v.parts = widget.NewChipRow(nil, func(n int) { v.turn(v.shown[n]) })
	v.showParts()
	v.category = widget.NewSelect(nil, 0, "", v.pickCategory)
	v.list = widget.NewList(theme.RowHeight, newStockRow, v.setRow)
	v.list.OnChosen = func(n int) {
		p.model.choose(n)
		p.model.picked = true
		v.side.show()
	}
	v.list.OnTapped = func(int) {
		if v.folded {
			v.open()
		}
	}
	v.count = widget.NewText("", widget.Caption).Shrink()
	v.hint = widget.NewWrapLabel("", 0, widget.Caption.At(theme.Text).Centre())
	v.empty = container.NewVBox(layout.NewSpacer(), v.hint, layout.NewSpacer())
	v.empty.Hide()
	v.head = v.tools()
	v.side = newDetail(p)
	row := widget.NewSideScroll(widget.Inset(2, 3, 2, 2, v.tools()))
	v.object = container.New(&fold{v}, row, v.card(), v.side.object)
	return v
}

// button shows its key.
func (p *Page) button(kind widget.Kind, key keys.Chord, label, icon string, do func()) *widget.Button {
	return widget.NewButton(kind, p.kit.T(label), do).WithIcon(icon).WithKey(p.key(key))
}

// tools are the buttons of what is done to stock: in the window's bar, or over the list where that is narrow.
func (v *listView) tools() *fyne.Container {
	p := v.page
	return widget.Row(p.button(widget.Gold, "F5", "products.receive", "inn", p.receive).WithHeight(theme.ButtonLow),
		p.button(widget.Plain, "F7", "products.adjust", "pen", p.adjust).WithHeight(theme.ButtonLow),
		p.button(widget.Plain, "F6", "products.count", "list2", p.count).WithHeight(theme.ButtonLow),
		p.button(widget.Plain, "Ctrl+P", "products.tags", "tag", p.printTags).WithHeight(theme.ButtonLow))
}

func (v *listView) card() fyne.CanvasObject {
	p := v.page
	add := p.button(widget.Plain, "Ctrl+N", "products.new", "plus", func() { p.open(blank("")) })
	choose := container.New(widget.Wide(widget.Unit(190)), v.category)
	head := widget.Column(4, widget.Beside(v.search, widget.Row(choose, add)), v.parts)
	tool := func(key keys.Chord, label, icon string, do func()) *widget.Button {
		return p.button(widget.Quiet, key, label, icon, do).WithHeight(theme.ButtonLow)
	}
	v.look = tool("Right", "products.look", "right", v.open)
	v.look.Hide()
	tools := widget.Row(v.look, tool("F3", "stockpage.pages", "stk", func() { stock.Menu(p.kit) }), tool("F8", "products.promotions", "discount", p.promotions),
		tool("F9", "products.import", "file", p.importFile), tool("F10", "products.export", "down", p.exportFile))
	foot := widget.Column(0, widget.Inset(4, 0, 0, 0, v.count), widget.NewSideScroll(tools))
	top := widget.Column(2, widget.Inset(12, 0, 12, 12, head), newTableHead(func(key string) string { return p.kit.T(key) }))
	return widget.NewFlushCard(container.NewBorder(top, widget.Inset(2, 4, 12, 4, foot), nil, nil,
		container.NewBorder(widget.NewDivider(), widget.NewDivider(), nil, nil, container.NewStack(v.list, widget.Inset(0, 0, 24, 24, v.empty)))))
}

// fold lays out the row of buttons, the list and the chosen product.
type fold struct{ view *listView }

// MinSize belongs to the toolkit.
func (f *fold) MinSize(objects []fyne.CanvasObject) fyne.Size {
	return fyne.NewSize(max(objects[1].MinSize().Width, widget.Unit(360)), widget.Unit(320))
}

// Layout belongs to the toolkit.
func (f *fold) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	v, row, list, side := f.view, objects[0], objects[1], objects[2]
	if folded := size.Width < widget.Unit(unfolded); folded != v.folded || v.head.Hidden != folded {
		v.folded = folded
		v.look.Hidden = !folded
		v.showHead(!folded)
	}
	hide := func(object fyne.CanvasObject, hidden bool) {
		if object.Visible() == hidden {
			if object.Show(); hidden {
				object.Hide()
			}
		}
	}
	hide(row, !v.folded)
	hide(list, v.folded && v.opened)
	hide(side, v.folded && !v.opened)
	if !v.folded {
		widget.Sides{Share: 0.32, Least: 340, Most: 388}.Layout(objects[1:], size)
		return
	}
	high := row.MinSize().Height
	widget.Put(row, 0, 0, size.Width, high)
	for _, object := range objects[1:] {
		widget.Put(object, 0, high+widget.Gap, size.Width, size.Height-high-widget.Gap)
	}
}

// showHead shows the buttons in the window's bar, or hides them: they are those of the list.
func (v *listView) showHead(shown bool) {
	v.head.Hidden = !shown
	v.page.kit.Retitle()
}

func (p *Page) key(chord keys.Chord) string { return chord.Name(p.kit.Lang, p.kit.Twins) }

// open shows the chosen product in place of the list where the window is narrow, and close the list again.
func (v *listView) open() { v.unfold(v.page.model.product() != nil) }

func (v *listView) close() { v.unfold(false) }

func (v *listView) unfold(opened bool) {
	v.opened = opened && v.folded
	v.object.Refresh()
	v.side.show()
	v.page.kit.Router.SetScreen(v.page.Scope())
}

func (v *listView) takeKeyboard() {
	widget.Focus(v.search)
}

func (v *listView) typed(r rune) {
	v.takeKeyboard()
	v.search.Type(r)
}

func (v *listView) find(text string) {
	v.page.model.query = text
	v.narrow()
}

func (v *listView) pickCategory(n int) {
	m := v.page.model
	m.category = ""
	if all := m.categories(); n > 0 && n <= len(all) {
		m.category = all[n-1]
	}
	v.narrow()
}

func (v *listView) turn(part report.Part) {
	v.page.model.part = part
	v.narrow()
}

func (v *listView) narrow() {
	v.page.model.narrow()
	v.show()
}

// always are the parts that always have a chip; the others have one while they show something.
func always(part report.Part) bool { return part <= report.Consigned || part == report.Archived }

// partNames are the keys of their words.
var partNames = [report.Parts]string{report.Sold: "all", report.ToOrder: "to_order", report.Out: "out", report.Expiring: "expiring",
	report.Consigned: "consigned", report.ToComplete: "todo", report.BelowZero: "below", report.Archived: "archived"}

// showParts shows the chips with their counts.
func (v *listView) showParts() {
	m, t := v.page.model, v.page.kit.T
	var chips []widget.ChipData
	v.shown = v.shown[:0]
	selected := 0
	for part := range report.Part(report.Parts) {
		count, counted := m.counted(part)
		if !always(part) && count == 0 && part != m.part {
			continue
		}
		if part == m.part {
			selected = len(chips)
		}
		chip := widget.ChipData{Label: t("products." + partNames[part])}
		if counted && part != report.Archived {
			chip.Label = t("products.part_count", fault.Values{"part": chip.Label, "count": count})
		}
		if !always(part) && count > 0 {
			chip.Dot = theme.Gold
		}
		chips = append(chips, chip)
		v.shown = append(v.shown, part)
	}
	v.parts.Set(chips)
	v.parts.Select(selected)
}

// show shows the list as the model has it.
func (v *listView) show() {
	m, t := v.page.model, v.page.kit.T
	v.showParts()
	options, selected := []string{t("products.every")}, 0
	for n, category := range m.categories() {
		options = append(options, category)
		if category == m.category {
			selected = n + 1
		}
	}
	v.category.SetOptions(options, selected)
	v.list.SetCount(m.list.Len())
	v.list.Choose(m.line)
	whole, counted := m.counted(m.part)
	if !counted {
		whole = m.list.Len()
	}
	key := "products.shown"
	if m.list.More {
		key = "products.shown_more"
	}
	words := t(key, fault.Values{"shown": m.list.Len(), "all": whole})
	if m.part != report.Sold {
		words += " · " + t("products."+partNames[m.part])
	}
	v.count.Set(words)
	v.empty.Hidden = m.list.Len() > 0 || m.index == nil
	hint := "products.none_" + partNames[m.part]
	if m.part == report.Sold {
		hint = "products.empty"
	}
	if m.query != "" || m.category != "" {
		v.hint.Set(t("products.not_found", fault.Values{"text": join(m.query, m.category)}))
	} else {
		v.hint.Set(t(hint))
	}
	v.empty.Refresh()
	v.side.show()
}

// join writes two texts side by side, one where the other is empty.
func join(one, other string) string {
	if one == "" || other == "" {
		return one + other
	}
	return one + " · " + other
}
