package paste

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
)

// goodsTable is what is ordered: as the message says it, and what it is in the shop.
type goodsTable struct {
	view   *view
	rows   []*goodsRow
	box    *fyne.Container
	learn  *widget.WrapLabel
	offer  *fyne.Container
	object *fyne.Container
}

func newGoodsTable(v *view) *goodsTable {
	g := &goodsTable{view: v, box: widget.Column(2), learn: widget.NewWrapLabel("", 2, widget.Body.At(theme.Small))}
	head := func(key string) *widget.Text { return widget.NewText(v.t(key), widget.Caption) }
	titles := container.New(columns{}, layout.NewSpacer(), head("paste.in_text").Shrink(), head("paste.in_shop").Shrink(), rightText(head("paste.qty")),
		rightText(head("paste.price")), head("paste.stock"), layout.NewSpacer())
	yes := widget.NewButton(widget.Plain, v.t("paste.learn_yes"), v.page.learnName).WithIcon("check").WithKey(v.page.key(keyLearn)).WithHeight(theme.ButtonLow)
	g.offer = container.NewStack(widget.NewNotice(widget.Soft, container.NewBorder(nil, nil, nil, container.NewCenter(yes), widget.Inset(0, 0, 0, 10, container.NewVBox(layout.NewSpacer(), g.learn, layout.NewSpacer())))))
	g.offer.Hide()
	add := widget.NewButton(widget.Quiet, v.t("paste.add"), v.page.addGoods).WithIcon("plus").WithKey(v.page.key(keyAdd)).WithHeight(theme.ButtonLow)
	g.object = widget.Column(4, titles, widget.NewDivider(), g.box, container.NewHBox(add), g.offer)
	return g
}

func rightText(text *widget.Text) *widget.Text {
	text.SetStyle(widget.Caption.Right())
	return text
}

// goodsRow is a line of goods.
type goodsRow struct {
	table   *goodsTable
	n       int
	choices []id.Product // behind the options of the field

	dot     *fyne.Container
	text    *widget.Text
	thumb   *widget.Thumb
	product *widget.Select
	qty     *widget.QtyEntry
	price   *widget.Text
	stock   *widget.Pill
	remove  *widget.Button
	line    *fyne.Container
}

func (g *goodsTable) newRow(n int) *goodsRow {
	v := g.view
	r := &goodsRow{table: g, n: n, dot: newDot(theme.MoneyIn), text: widget.NewText("", widget.Body.In(theme.InkSoft)).Shrink(),
		thumb: widget.NewThumb(widget.Unit(32)), qty: widget.NewQtyEntry(), price: widget.NewText("", widget.Figure), stock: widget.NewPill(widget.ChipData{})}
	r.product = widget.NewSelect(nil, -1, v.t("paste.which"), r.choose)
	r.qty.OnChanged = r.typed
	r.qty.OnFocus = func(has bool) {
		if has {
			v.focused = itemField(r.n, "qty")
		}
	}
	r.remove = widget.NewButton(widget.Quiet, "", func() { v.page.remove(r.n) }).WithIcon("x").WithHeight(theme.ButtonLow)
	product := container.NewBorder(nil, nil, widget.Inset(0, 0, 0, 8, container.NewCenter(r.thumb)), nil, r.product)
	r.line = container.New(columns{}, r.dot, r.text, product, r.qty, r.price, container.NewCenter(r.stock), r.remove)
	widget.Connect(v.page.kit.Router, r.line)
	r.product.SetReached(func() {
		v.focused = itemField(r.n, "sku")
		v.scroll.Reveal(r.product)
	})
	r.qty.SetReached(func() { v.scroll.Reveal(r.qty) })
	return r
}

// typed takes a quantity; what cannot be read yet is none.
func (r *goodsRow) typed(string) {
	p := r.table.view.page
	d := p.open()
	if r.table.view.filling || d == nil || r.n >= len(d.items) {
		return
	}
	quantity, err := r.qty.Qty()
	if err != nil || quantity < 0 {
		quantity = 0
	}
	d.setQty(r.n, quantity)
	p.price()
	p.view.showMarks()
	p.view.showSums()
}

// choose takes one of the products offered; the last option looks for another.
func (r *goodsRow) choose(index int) {
	p := r.table.view.page
	if index < len(r.choices) {
		p.match(r.n, r.choices[index])
		p.view.goTo(itemField(r.n, "qty"))
		return
	}
	r.show()
	p.chooseGoods(r.n)
}

// fieldOf gives what takes the keyboard for a part of a line.
func (g *goodsTable) fieldOf(field string) fyne.Focusable {
	for n, row := range g.rows {
		switch field {
		case itemField(n, "sku"):
			return row.product
		case itemField(n, "qty"):
			return row.qty
		}
	}
	return nil
}

func (g *goodsTable) show() {
	d := g.view.page.model.draft()
	count := 0
	if d != nil {
		count = len(d.items)
	}
	for len(g.rows) < count {
		g.rows = append(g.rows, g.newRow(len(g.rows)))
	}
	if count < len(g.rows) {
		g.rows = g.rows[:count]
	}
	g.box.Objects = nil
	g.view.filling = true
	for _, row := range g.rows {
		row.show()
		g.box.Add(row.line)
		g.box.Add(widget.NewDivider())
	}
	g.view.filling = false
	g.showLearn(d)
	g.box.Refresh()
}

// showLearn offers to learn the name a line was called by.
func (g *goodsTable) showLearn(d *draft) {
	g.offer.Hidden = d == nil || d.learn < 0 || d.saved != ""
	if g.offer.Hidden {
		return
	}
	name := d.items[d.learn].name
	if product := g.view.page.model.product(d.request.Lines[d.learn].ProductID); product != nil {
		g.learn.Set(g.view.t("paste.learn", fault.Values{"name": name, "product": g.view.page.productName(product)}))
	}
}

func (r *goodsRow) show() {
	v := r.table.view
	d := v.page.model.draft()
	if d == nil || r.n >= len(d.items) {
		return
	}
	line, it := &d.request.Lines[r.n], &d.items[r.n]
	r.text.Set(it.text)
	if it.of < 0 {
		r.text.Set(v.t("paste.added"))
	}
	r.offer(d)
	text := line.Qty.String()
	if line.Qty == 0 {
		text = ""
	}
	if now, err := r.qty.Qty(); (err != nil && r.qty.Text() != "") || now != line.Qty || r.qty.Text() == "" {
		if v.focused != itemField(r.n, "qty") || line.Qty != 0 {
			r.qty.SetText(text)
		}
	}
	open := d.saved == ""
	r.remove.Hidden = !open
	if r.qty.Disabled() == open {
		if open {
			r.qty.Enable()
		} else {
			r.qty.Disable()
		}
	}
	r.showSums(d)
}

// offer fills the field of the product: what it is, what else it may be, and another.
func (r *goodsRow) offer(d *draft) {
	v, line := r.table.view, &d.request.Lines[r.n]
	var options []string
	r.choices = nil
	add := func(product id.Product) {
		if found := v.page.model.product(product); found != nil && !found.HasVariants {
			r.choices = append(r.choices, product)
			options = append(options, v.page.productName(found))
		}
	}
	selected := -1
	if found := v.page.model.product(line.ProductID); found != nil {
		selected = 0
		add(line.ProductID)
		r.thumb.Set(goods.DrawingOf(found), v.page.photos.Get(found.Photo))
	} else {
		r.thumb.Set("", nil)
	}
	for _, other := range d.items[r.n].others {
		if other != line.ProductID {
			add(other)
		}
	}
	r.product.SetOptions(append(options, v.t("paste.other_goods")), selected)
}

func (g *goodsTable) showSums() {
	if d := g.view.page.model.draft(); d != nil {
		for _, row := range g.rows {
			if row.n < len(d.items) {
				row.showSums(d)
			}
		}
	}
}

func (r *goodsRow) showSums(d *draft) {
	v, line := r.table.view, &d.request.Lines[r.n]
	colour := theme.MoneyIn
	if d.doubts[itemField(r.n, "sku")] != "" || d.doubts[itemField(r.n, "qty")] != "" || line.ProductID.IsZero() || line.Qty <= 0 {
		colour = theme.Gold
	}
	colourDot(r.dot, colour)
	r.price.Set(i18n.Baht(money.Times(line.Price, line.Qty)))
	short := v.page.model.short(d, r.n)
	_, known := d.have[line.ProductID]
	r.stock.Hidden = line.ProductID.IsZero() || !known || line.Qty <= 0
	if short > 0 {
		r.stock.Set(widget.ChipData{Label: v.t("paste.short", fault.Values{"qty": short}), Tone: widget.Bad})
	} else {
		r.stock.Set(widget.ChipData{Label: v.t("paste.enough"), Tone: widget.Good})
	}
	r.line.Refresh()
}

// columns lays out a line of goods.
type columns struct{}

const columnGap = 8

// fixed are the widths of what does not share: dot, quantity, price, stock, the cross.
func (columns) fixed() [7]float32 {
	return [7]float32{0: widget.Unit(12), 3: widget.Unit(70), 4: widget.Unit(78), 5: widget.Unit(78), 6: widget.Unit(40)}
}

// MinSize belongs to the toolkit.
func (columns) MinSize(objects []fyne.CanvasObject) fyne.Size {
	height := float32(0)
	for _, object := range objects {
		height = max(height, object.MinSize().Height)
	}
	return fyne.NewSize(widget.Unit(420), height)
}

// Layout belongs to the toolkit.
func (c columns) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	widths := c.fixed()
	rest := size.Width - columnGap*float32(len(objects)-1)
	for _, width := range widths {
		rest -= width
	}
	widths[1], widths[2] = rest*0.36, rest*0.64
	objects[1].Show()
	if widths[1] < widget.Unit(70) { // the words are marked in the text beside
		objects[1].Hide()
		widths[1], widths[2] = 0, rest
	}
	x := float32(0)
	for n, object := range objects {
		high := object.MinSize().Height
		if n == 1 || n == 4 {
			high = size.Height
		}
		widget.Put(object, x, (size.Height-high)/2, widths[n], high)
		x += widths[n] + columnGap
	}
}
