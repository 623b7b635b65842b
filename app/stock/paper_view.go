package stock

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// paperView shows the goods of a paper at the left and what the paper says of all of them at the right.
type paperView struct {
	page   *paper
	object fyne.CanvasObject

	search  *widget.Entry
	lines   *widget.List
	results *widget.List
	hint    *widget.WrapLabel
	empty   *fyne.Container
	editor  *fyne.Container
	name    *widget.Text
	qty     *widget.QtyEntry
	lot     *widget.Entry // nil where a paper says no lots, as below
	expires *widget.DateField
	cost    *widget.AmountEntry
	rows    map[string]*widget.FormRow

	producer *widget.Select
	from, to *widget.Select
	ref      *widget.Entry
	reason   *widget.Entry
	reasons  []*widget.Button
	way      *widget.Segmented
	photo    *widget.Button
	sums     *widget.Text
	costs    *widget.Text
	low      bool // the window is low: the line's fields stand at the right too
	trouble  *widget.WrapLabel
	side     *fyne.Container
}

func newPaperView(p *paper) *paperView {
	v := &paperView{page: p, rows: map[string]*widget.FormRow{}}
	k := p.kit
	v.search = widget.NewSearchEntry("scan", k.T("stockpage.search_hint"), keys.Chord("F2").Name(k.Lang, k.Twins))
	v.search.OnChanged = v.find
	v.lines = widget.NewList(theme.RowHeight, v.newLineRow, v.setLine)
	v.lines.OnChosen = func(n int) { p.draft.at = n; v.showChosen() }
	v.results = widget.NewList(theme.RowHeight, newResultRow, v.setResult)
	v.results.OnTapped = v.takeResult
	v.hint = widget.NewWrapLabel("", 0, widget.Caption.At(theme.Text).Centre())
	v.empty = container.NewVBox(layout.NewSpacer(), widget.Inset(0, 0, 24, 24, v.hint), layout.NewSpacer())
	v.results.Hide()
	v.low = k.Prompt.Size().Height < widget.Unit(600)
	v.editor = v.newEditor()
	lists := container.NewStack(v.lines, v.results, v.empty)
	var foot fyne.CanvasObject
	if !v.low {
		foot = widget.Inset(8, 10, 12, 12, v.editor)
	}
	left := widget.NewFlushCard(container.NewBorder(widget.Inset(12, 8, 12, 12, v.search), foot, nil, nil,
		container.NewBorder(widget.NewDivider(), widget.NewDivider(), nil, nil, lists)))
	right := widget.NewCard(v.newSide())
	body := container.New(widget.Sides{Share: 0.3, Least: 280, Most: 360}, left, right)
	v.object = container.NewBorder(tabs(k, p.name), nil, nil, nil, body)
	return v
}

// newEditor are the fields of the chosen line.
func (v *paperView) newEditor() *fyne.Container {
	p, t := v.page, v.page.kit.T
	v.name = widget.NewText("", widget.Strong).Shrink()
	v.qty = widget.NewQtyEntry()
	v.qty.OnChanged = func(text string) { v.edit("qty", func(l *line) { l.qty = text }) }
	fields := []fyne.CanvasObject{v.row("qty", t("stockpage.qty"), v.qty)}
	if p.draft.withLot() {
		v.lot = widget.NewEntry("").SelectsAll().Numbered()
		v.lot.OnChanged = func(text string) { v.edit("lot", func(l *line) { l.lot = text }) }
		v.expires = widget.NewDateField(p.kit.Lang, "", t("stockpage.expires_hint"))
		v.expires.OnChanged = func(text string) { v.edit("expires", func(l *line) { l.expires = text }) }
		fields = append(fields, v.row("lot", t("stockpage.lot"), v.lot), v.row("expires", t("stockpage.expires"), v.expires))
	}
	if p.draft.withCost() {
		v.cost = widget.NewAmountEntry(false)
		v.cost.OnChanged = func(text string) { v.edit("cost", func(l *line) { l.cost = text }) }
		fields = append(fields, v.row("cost", t("stockpage.cost"), v.cost))
	}
	remove := button(p.kit, widget.Quiet, "Delete", "stockpage.remove", "trash", p.remove).WithHeight(theme.ButtonLow)
	if v.low {
		remove.SetLabel("")
	}
	head := widget.Beside(v.name, remove)
	if len(fields) > 2 && v.low {
		return widget.Column(2, head, container.New(widget.Even{}, fields[:2]...), container.New(widget.Even{}, fields[2:]...))
	}
	return widget.Column(2, head, container.New(widget.Even{}, fields...))
}

func (v *paperView) row(name, label string, object fyne.CanvasObject) *widget.FormRow {
	v.rows[name] = widget.NewFormRow(label, object)
	return v.rows[name]
}

// edit changes the chosen line as it is typed.
func (v *paperView) edit(name string, change func(*line)) {
	l := v.page.draft.chosen()
	if l == nil {
		return
	}
	change(l)
	v.rows[name].SetMessage("")
	v.lines.Refresh()
	v.showSums()
}

func (v *paperView) toSearch() { widget.Focus(v.search) }

func (v *paperView) toQty() {
	if v.page.draft.chosen() != nil {
		widget.Focus(v.qty)
	}
}

func (v *paperView) typed(r rune) {
	v.toSearch()
	v.search.Type(r)
}

func (v *paperView) searching() bool { return v.search.Text != "" }

// most bounds what a search lists.
const most = 60

func (v *paperView) find(text string) {
	p := v.page
	p.results = nil
	if p.index != nil && text != "" {
		for _, product := range p.index.Search(text, most).Products {
			if product.SKU != shop.MiscSKU {
				p.results = append(p.results, product)
			}
		}
	}
	v.results.SetCount(len(p.results))
	v.results.Choose(0)
	v.showLists()
}

func (v *paperView) showLists() {
	p, t := v.page, v.page.kit.T
	searching := v.searching()
	v.results.Hidden, v.lines.Hidden = !searching, searching
	v.empty.Hidden = searching && len(p.results) > 0 || !searching && len(p.draft.lines) > 0
	if searching {
		v.hint.Set(t("products.not_found", fault.Values{"text": v.search.Text}))
	} else {
		v.hint.Set(t("stockpage.empty_" + p.name))
	}
	v.lines.Refresh()
	v.results.Refresh()
	v.empty.Refresh()
}

// move goes up or down in what is listed.
func (v *paperView) move(by int) {
	if v.searching() {
		v.results.Step(0, by)
		return
	}
	v.lines.Step(0, by)
}

// enter takes what was found, or goes from field to field of the chosen line and back to the search.
func (v *paperView) enter() {
	if v.searching() && widget.Focused(v.search) {
		v.takeResult(v.results.Chosen())
		return
	}
	next := []struct {
		here bool
		to   func()
	}{{widget.Focused(v.search), v.toQty}}
	if v.lot != nil {
		next = append(next, struct {
			here bool
			to   func()
		}{widget.Focused(v.qty), func() { widget.Focus(v.lot) }}, struct {
			here bool
			to   func()
		}{widget.Focused(v.lot), func() { widget.Focus(v.expires) }})
	}
	for _, step := range next {
		if step.here {
			step.to()
			return
		}
	}
	if v.cost != nil && (v.expires != nil && widget.Focused(v.expires) || v.expires == nil && widget.Focused(v.qty)) {
		widget.Focus(v.cost)
		return
	}
	v.toSearch()
}

func (v *paperView) takeResult(n int) {
	if n < 0 || n >= len(v.page.results) {
		return
	}
	v.page.put(v.page.results[n], qty.One, id.Lot{})
	v.toQty()
}

// show shows the draft as it is.
func (v *paperView) show() {
	d := v.page.draft
	v.lines.SetCount(len(d.lines))
	v.lines.Choose(d.at)
	v.showLists()
	v.showChosen()
}

func (v *paperView) showChosen() {
	l := v.page.draft.chosen()
	v.editor.Hidden = l == nil
	for _, row := range v.rows {
		row.SetMessage("")
	}
	if l != nil {
		v.name.Set(goods.Name(v.page.kit.Lang, l.product) + " · " + v.page.kit.T("stockpage.unit", fault.Values{"unit": l.product.Unit}))
		write(v.qty, l.qty)
		if v.lot != nil {
			write(v.lot, l.lot)
			write(v.expires, l.expires)
		}
		if v.cost != nil {
			write(v.cost, l.cost)
		}
	}
	v.showSums()
	v.object.Refresh()
}

// write puts a text into a field without telling who listens.
func write(field interface{ SetText(string) }, text string) {
	switch field := field.(type) {
	case *widget.Entry:
		quiet(&field.OnChanged, func() { field.SetText(text) })
	case *widget.DateField:
		quiet(&field.OnChanged, func() { field.SetText(text) })
	default:
		field.SetText(text)
	}
}

func quiet(listener *func(string), do func()) {
	kept := *listener
	*listener = nil
	do()
	*listener = kept
}

func (v *paperView) refreshLists() {
	v.lines.Refresh()
	v.results.Refresh()
}

// tell shows what was refused: at the line's field where it names one, else under the buttons.
func (v *paperView) tell(err error) {
	d := v.page.draft
	words := i18n.Message(v.page.kit.Lang, err)
	n, name, ok := faultLine(err)
	v.trouble.Set("")
	if ok && n < len(d.lines) {
		d.at = n
		v.show()
		if row := v.rows[name]; row != nil {
			row.SetMessage(words)
			switch name {
			case "qty":
				widget.Focus(v.qty)
			case "lot":
				widget.Focus(v.lot)
			case "expires":
				widget.Focus(v.expires)
			case "cost":
				widget.Focus(v.cost)
			}
			v.object.Refresh()
			return
		}
		words = goods.Name(v.page.kit.Lang, d.lines[n].product) + ": " + words
	}
	v.trouble.Set(words)
	v.trouble.Show()
	v.object.Refresh()
}
