package quotations

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing"
)

// view holds the widgets of the editor.
type view struct {
	page   *Page
	object fyne.CanvasObject
	left   *fyne.Container // inside the cards
	right  *fyne.Container
	sheet  *sheet

	find   *goods.Finder
	offers *widget.ChipRow
	chips  *fyne.Container // the alternatives, where there are any
	lines  *widget.List
	hint   *widget.WrapLabel
	total  *widget.Money
	words  *widget.WrapLabel

	fields
}

func newView(p *Page) *view {
	v := &view{page: p, fields: fields{rows: map[string]*widget.FormRow{}, entries: map[string]fyne.Focusable{}}}
	v.sheet = newSheet(p)
	v.object = container.New(&panes{p}, v.linesCard(), v.fieldsCard(), v.sheet.object)
	v.fill()
	return v
}

// unlaid is the width that rows of buttons go by until they are laid out: in one row, so that the page is no higher than
// the window from the start.
const unlaid = 10_000

// linesCard holds what is offered.
func (v *view) linesCard() fyne.CanvasObject {
	p, t := v.page, v.page.k.T
	v.find = goods.NewFinder(p.k, p.photos, t("quotations.search"), p.keyName("F2"))
	v.find.OnTake, v.find.OnFound = p.put, v.showLines
	v.offers = widget.NewChipRow(nil, p.turn)
	v.chips = widget.Inset(0, 6, 12, 12, v.offers)
	v.lines = widget.NewList(theme.RowHeight, func() *goods.LineRow { return goods.NewLineRow(p.step, p.askLine) }, v.setLine)
	v.lines.OnChosen = func(n int) { p.draft.shown().at = n }
	v.hint = widget.NewWrapLabel("", 0, widget.Caption.At(theme.Text).Centre())
	none := container.NewVBox(layout.NewSpacer(), widget.Inset(0, 0, 24, 24, v.hint), layout.NewSpacer())
	v.total = widget.NewMoney(0, true, widget.Strong.At(theme.Title).In(theme.InkStrong))
	v.words = widget.NewWrapLabel("", 2, widget.Caption.Right())
	v.words.Hidden = p.k.Prompt.Size().Height < widget.Unit(620) // the lines must be seen
	low := func(key keys.Chord, label string, do func()) *widget.Button {
		return p.button(widget.Plain, key, label, "", do).WithHeight(theme.ButtonLow)
	}
	tools := container.New(&widget.Justified{Width: unlaid}, low(keyLine, "quotations.line", func() { p.askLine(p.draft.shown().at) }),
		low(keyBreaks, "quotations.breaks", func() { p.askBreaks(p.draft.shown().at) }), low(keyWords, "quotations.words", p.addWords),
		low("Delete", "quotations.remove", func() { p.remove(p.draft.shown().at) }), low(keyOffers, "quotations.offers", p.offers))
	foot := widget.Column(4, tools, widget.Beside(widget.NewText(t("quotations.total"), widget.Section), v.total), v.words)
	head := widget.Column(6, widget.Inset(12, 0, 12, 12, v.find.Search), v.chips)
	v.left = container.NewBorder(head, container.NewBorder(widget.NewDivider(), nil, nil, nil, widget.Inset(8, 10, 14, 14, foot)), nil, nil,
		container.NewBorder(widget.NewDivider(), nil, nil, nil, container.NewStack(v.lines, v.find.Results, none)))
	return widget.NewFlushCard(v.left)
}

// panes puts the fields beside the lines, and where there is room the paper beside both.
type panes struct{ page *Page }

var twoPanes = widget.Sides{Share: 0.45, Least: 350, Most: 540}

// threePanes is the width from which the paper stands beside the fields.
const threePanes = 1180

// MinSize belongs to the toolkit.
func (*panes) MinSize(objects []fyne.CanvasObject) fyne.Size { return twoPanes.MinSize(objects[:2]) }

// Layout belongs to the toolkit.
func (l *panes) Layout(objects []fyne.CanvasObject, size fyne.Size) {
	sheet, between := objects[2], theme.Current().Size(theme.GapWide)
	if size.Width < widget.Unit(threePanes) {
		sheet.Hide()
		twoPanes.Layout(objects[:2], size)
		return
	}
	wide := max(min(size.Width*0.29, (size.Height-widget.Unit(60))/1.414, widget.Unit(560)), widget.Unit(330))
	widget.Put(sheet, size.Width-wide, 0, wide, size.Height)
	twoPanes.Layout(objects[:2], fyne.NewSize(size.Width-wide-between, size.Height))
	if !sheet.Visible() {
		sheet.Show()
		l.page.draw()
	}
}

// arrange lays the cards out anew, after what they show has grown.
func (v *view) arrange() {
	if v.object == nil {
		return
	}
	for range 2 { // texts and rows of buttons know their height once they know their width
		v.left.Refresh()
		v.right.Refresh()
		v.sheet.inside.Refresh()
	}
}

// move is the arrows: through what was found, or the lines.
func (v *view) move(by int) {
	if v.find.Searching() {
		v.find.Results.Step(0, by)
		return
	}
	v.lines.Step(0, by)
}

// showOffers shows the alternatives there are.
func (v *view) showOffers() {
	d := v.page.draft
	v.chips.Hidden = len(d.options) < 2
	chips := make([]widget.ChipData, len(d.options))
	for n := range chips {
		chips[n] = widget.ChipData{Label: v.page.offerName(n)}
		switch n { // the key that leads there from the one shown
		case d.turn - 1:
			chips[n].Key = v.page.keyName("Left")
		case d.turn + 1:
			chips[n].Key = v.page.keyName("Right")
		}
	}
	v.offers.Set(chips)
	v.offers.Select(d.turn)
	v.arrange()
}

// showLines shows what is offered, or what was found.
func (v *view) showLines() {
	if v.lines == nil {
		return
	}
	o, searching := v.page.draft.shown(), v.find.Searching()
	v.find.Results.Hidden, v.lines.Hidden = !searching, searching
	v.lines.SetCount(len(o.lines))
	v.lines.Choose(o.at)
	switch {
	case searching && v.find.Found() == 0:
		v.hint.Set(v.page.k.T("products.not_found", fault.Values{"text": v.find.Search.Text}))
	case !searching && len(o.lines) == 0:
		v.hint.Set(v.page.k.T("quotations.empty"))
	default:
		v.hint.Set("")
	}
	v.lines.Refresh()
	v.find.Results.Refresh()
	total := o.total()
	v.total.SetAmount(total)
	v.words.Set(inWords(v.page.draft.style.Language(), total))
	v.arrange()
}

// inWords writes a sum as the paper does, nothing for none.
func inWords(lang i18n.Lang, total money.Satang) string {
	if total <= 0 || total > money.Max {
		return ""
	}
	return "(" + printing.AmountWords(lang, total) + ")"
}

// eachText says what one costs: "฿30 ต่อชุด", of what is not measured in anything "฿30 ต่อหน่วย".
func eachText(k *kit.Kit, price money.Satang, unit string) string {
	if unit == "" {
		return k.T("quotations.each_plain", fault.Values{"price": i18n.BahtShort(price)})
	}
	return k.T("quotations.each", fault.Values{"price": i18n.BahtShort(price), "unit": unit})
}

// qtyText names the field of how many.
func qtyText(k *kit.Kit, unit string) string {
	if unit == "" {
		return k.T("quotations.qty_plain")
	}
	return k.T("quotations.qty", fault.Values{"unit": unit})
}

func (v *view) setLine(n int, row *goods.LineRow, _ bool) {
	p := v.page
	o := p.draft.shown()
	if n >= len(o.lines) {
		return
	}
	l := &o.lines[n]
	note, style := eachText(p.k, l.price(), l.unit), widget.Caption
	if len(l.breaks) > 0 {
		note = p.k.T("quotations.each_breaks", fault.Values{"each": note, "count": len(l.breaks)})
	}
	if p.wrong.option == p.draft.turn && p.wrong.line == n {
		note, style = p.wrong.message, widget.Caption.In(theme.Trouble)
	}
	if l.product != nil {
		row.Thumb.Set(goods.DrawingOf(l.product), p.photos.Get(l.product.Photo))
	} else {
		row.Thumb.Set(goods.Drawing(l.name, ""), nil)
	}
	row.Set(n, l.name, note, style, l.qty, l.total())
}
