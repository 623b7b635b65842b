package products

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// listView is the goods at the left and the chosen one at the right.
type listView struct {
	page   *Page
	object fyne.CanvasObject

	search     *widget.Entry
	parts      *widget.ChipRow
	categories *widget.ChipRow
	list       *widget.List
	count      *widget.Text
	hint       *widget.WrapLabel
	empty      *fyne.Container

	side    *fyne.Container
	picture *widget.Thumb
	actions *fyne.Container
}

func newListView(p *Page) *listView {
	v := &listView{page: p}
	t := p.kit.T
	v.search = widget.NewSearchEntry("search", t("products.search"), p.key("F2"))
	v.search.OnChanged = v.find
	v.parts = widget.NewChipRow([]widget.ChipData{{Label: t("products.all")}, {Label: t("products.todo")}, {Label: t("products.archived")}},
		func(n int) { p.model.part = show(n); v.narrow() })
	v.categories = widget.NewChipRow([]widget.ChipData{{Label: t("products.every")}}, v.pickCategory)
	v.list = widget.NewList(theme.RowHeight, newGoodsRow, v.setRow)
	v.list.OnChosen = func(n int) { p.model.choose(n); v.showChosen() }
	v.count = widget.NewText("", widget.Caption).Shrink()
	v.hint = widget.NewWrapLabel("", 0, widget.Caption.At(theme.Text).Centre())
	v.empty = container.NewVBox(layout.NewSpacer(), v.hint, layout.NewSpacer())
	v.empty.Hide()
	v.picture = widget.NewThumb(widget.Unit(96))
	v.side = container.NewStack()

	add := widget.NewButton(widget.Gold, t("products.new"), func() { p.open(blank("")) }).WithIcon("plus").WithKey(p.key("Ctrl+N"))
	button := func(key keys.Chord, label, icon string, do func()) *widget.Button {
		return widget.NewButton(widget.Plain, t(label), do).WithIcon(icon).WithKey(p.key(key))
	}
	v.actions = widget.Column(widget.Gap,
		button(keys.Enter, "products.open", "pen", p.edit),
		container.NewGridWithColumns(2, button("F5", "products.receive", "inn", func() { p.move(receiving) }),
			button("F6", "products.count", "list2", func() { p.move(counting) })),
		container.NewGridWithColumns(2, button("F7", "products.adjust", "set", func() { p.move(adjusting) }),
			widget.NewButton(widget.Plain, t("products.tags"), p.printTags).WithKey(p.key("Ctrl+P")))) // an icon finds no room in the large look

	tool := func(key keys.Chord, label, icon string, do func()) *widget.Button {
		return widget.NewButton(widget.Quiet, t(label), do).WithIcon(icon).WithKey(p.key(key))
	}
	tools := widget.Row(tool("F8", "products.promotions", "discount", p.promotions),
		tool("F9", "products.import", "file", p.importFile), tool("F10", "products.export", "down", p.exportFile))
	head := widget.Column(4, widget.Beside(v.search, add), v.parts, v.categories)
	foot := widget.Column(0, v.count, tools)
	left := widget.NewFlushCard(container.NewBorder(widget.Inset(12, 6, 12, 12, head), widget.Inset(6, 4, 12, 12, foot), nil, nil,
		container.NewBorder(widget.NewDivider(), widget.NewDivider(), nil, nil, container.NewStack(v.list, widget.Inset(0, 0, 24, 24, v.empty)))))
	v.object = container.New(widget.Sides{Share: 0.36, Least: 290, Most: 400}, left, widget.NewCard(v.side))
	return v
}

func (p *Page) key(chord keys.Chord) string { return chord.Name(p.kit.Lang, p.kit.Twins) }

func (v *listView) takeKeyboard() {
	if c := fyne.CurrentApp().Driver().CanvasForObject(v.search); c != nil {
		c.Focus(v.search)
	}
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

func (v *listView) narrow() {
	v.page.model.narrow()
	v.show()
}

// show shows the list as the model has it.
func (v *listView) show() {
	m, t := v.page.model, v.page.kit.T
	waiting, whole := m.waiting()
	v.parts.Set([]widget.ChipData{{Label: t("products.all")}, {Label: t("products.todo_count", fault.Values{"count": waiting}), Dot: dot(waiting)}, {Label: t("products.archived")}})
	chips := []widget.ChipData{{Label: t("products.every")}}
	selected := 0
	for n, category := range m.categories() {
		chips = append(chips, widget.ChipData{Label: category})
		if category == m.category {
			selected = n + 1
		}
	}
	v.categories.Set(chips)
	v.categories.Select(selected)
	v.list.SetCount(len(m.found))
	v.list.Choose(m.at())
	key := "products.shown"
	if m.more {
		key = "products.shown_more"
	}
	v.count.Set(t(key, fault.Values{"shown": len(m.found), "all": whole}))
	v.empty.Hidden = len(m.found) > 0 || m.index == nil
	switch {
	case m.query != "":
		v.hint.Set(t("products.not_found", fault.Values{"text": m.query}))
	case m.part == todo:
		v.hint.Set(t("products.none_todo"))
	case m.part == gone:
		v.hint.Set(t("products.none_archived"))
	default:
		v.hint.Set(t("products.empty"))
	}
	v.empty.Refresh()
	v.showChosen()
}

func dot(count int) fyne.ThemeColorName {
	if count > 0 {
		return theme.Gold
	}
	return ""
}

// showChosen shows the chosen product at the right.
func (v *listView) showChosen() {
	m, k := v.page.model, v.page.kit
	p := m.product()
	if p == nil {
		v.side.Objects = []fyne.CanvasObject{container.NewVBox(layout.NewSpacer(),
			widget.NewWrapLabel(k.T("products.teach"), 0, widget.Caption.At(theme.Text).Centre()), layout.NewSpacer())}
		v.side.Refresh()
		return
	}
	v.showPicture()
	lines := widget.Column(2, widget.NewWrapLabel(goods.Name(k.Lang, p), 3, widget.Section),
		widget.NewText(i18n.BahtShort(p.Price)+" / "+p.Unit, widget.Strong.At(theme.Price).In(theme.InkStrong)).Shrink(),
		widget.NewText(join(p.SKU, m.index.Producer(p.ID)), widget.Caption).Shrink())
	head := container.NewBorder(nil, nil, container.NewVBox(v.picture), nil, widget.Inset(0, 0, 12, 0, lines))
	tone, ink := widget.Calm, theme.Ink
	if m.level(p) != enough {
		tone, ink = widget.Bad, theme.InkRed
	}
	stock := widget.NewNotice(tone, widget.Column(0, widget.NewText(k.T("products.on_hand"), widget.Caption.In(ink)),
		widget.NewText(i18n.Qty(m.stock[p.ID])+" "+p.Unit, widget.Strong.At(theme.MoneyText).In(ink)).Shrink(),
		widget.NewText(k.T("products.reorder_at", fault.Values{"qty": p.Reorder}), widget.Caption.In(ink)).Shrink()))
	body := widget.Column(12, head, stock)
	for _, code := range p.Codes {
		body.Add(widget.Beside(widget.NewText(code.Code, widget.Body).Shrink(), widget.NewText("× "+i18n.Qty(code.Pack), widget.Caption)))
	}
	v.side.Objects = []fyne.CanvasObject{container.NewBorder(nil, widget.Inset(10, 0, 0, 0, v.actions), nil, nil, widget.NewDragScroll(body))}
	widget.Connect(k.Router, v.side)
	v.side.Refresh()
}

func (v *listView) showPicture() {
	if p := v.page.model.product(); p != nil {
		v.picture.Set(goods.DrawingOf(p), v.page.photos.Get(p.Photo))
	}
}

// join writes two texts side by side, one where the other is empty.
func join(one, other string) string {
	if one == "" || other == "" {
		return one + other
	}
	return one + " · " + other
}

// goodsRow is a product in the list.
type goodsRow struct {
	toolkit.BaseWidget
	thumb             *widget.Thumb
	name, note, stock *widget.Text
	price             *widget.Text
	mark              *widget.Pill
	numbers, box      *fyne.Container
}

func newGoodsRow() *goodsRow {
	r := &goodsRow{thumb: widget.NewThumb(widget.Unit(44)), name: widget.NewText("", widget.Strong).Shrink(), note: widget.NewText("", widget.Caption).Shrink(),
		stock: widget.NewText("", widget.Body.Right()), price: widget.NewText("", widget.Figure), mark: widget.NewPill(widget.ChipData{})}
	r.numbers = widget.Row(container.New(widget.AtLeast(widget.Unit(92)), r.price), container.New(widget.AtLeast(widget.Unit(92)), r.stock))
	right := widget.Row(container.NewCenter(r.mark), r.numbers)
	r.box = container.NewBorder(nil, nil, widget.Inset(0, 0, 12, 4, container.NewCenter(r.thumb)), widget.Inset(0, 0, 0, 14, right),
		widget.Inset(4, 4, 0, 0, widget.Column(-4, r.name, r.note)))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *goodsRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (v *listView) setRow(index int, r *goodsRow, _ bool) {
	m, k := v.page.model, v.page.kit
	if index >= len(m.found) {
		return
	}
	p := m.found[index]
	r.thumb.Set(goods.DrawingOf(p), v.page.photos.Get(p.Photo))
	r.name.Set(goods.Name(k.Lang, p))
	r.note.Set(join(p.SKU, p.Category))
	r.price.Set(i18n.BahtShort(p.Price))
	style, text := widget.Body.Right(), i18n.Qty(m.stock[p.ID])+" "+p.Unit
	mark := widget.ChipData{}
	switch m.level(p) {
	case low:
		style, mark = widget.TroubleText.Right(), widget.ChipData{Label: k.T("products.low"), Tone: widget.Watch}
	case out:
		style, mark = widget.TroubleText.Right(), widget.ChipData{Label: k.T("products.out"), Tone: widget.Bad}
	}
	if p.Draft {
		mark = widget.ChipData{Label: k.T("products.draft"), Tone: widget.Watch}
	}
	r.stock.SetStyle(style)
	r.stock.Set(text)
	r.mark.Hidden = mark.Label == ""
	r.mark.Set(mark)
	r.box.Refresh()
}
