package producers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/shop"
)

// maxRows bounds what a tab shows at once; the rest is counted.
const maxRows = 40

// tabNames names the tabs with how many rows each has.
func (v *view) tabNames() []string {
	t, d := v.page.kit.T, v.page.model.detail
	if d == nil {
		d = &detail{open: &shop.ProducerStatement{}}
	}
	count := func(key string, count int) string { return t(key) + " " + i18n.Value(v.page.kit.Lang, count) }
	return []string{count("producers.tab.sales", len(d.open.Items)), count("producers.tab.papers", len(d.papers)), count("producers.tab.terms", len(d.terms)),
		count("producers.tab.goods", len(d.goods))}
}

// tabs are the buttons above the list: in one row where the window is wide enough for their names.
func (v *view) tabs() fyne.CanvasObject {
	columns := 2
	if v.page.kit.Prompt.Size().Width >= widget.Unit(1300) {
		columns = tabs
	}
	grid := container.NewGridWithColumns(columns)
	for tab, name := range v.tabNames() {
		kind := widget.Minor
		if tab == v.page.model.tab {
			kind = widget.Picked
		}
		grid.Add(widget.NewButton(kind, name, func() { v.page.showTab(tab) }).WithHeight(theme.ButtonLow))
	}
	return grid
}

// tab is the list under the chips.
func (v *view) tab() fyne.CanvasObject {
	d := v.page.model.detail
	if d == nil {
		return widget.Column(0)
	}
	switch v.page.model.tab {
	case tabPapers:
		return v.papers(d)
	case tabTerms:
		return v.terms(d)
	case tabGoods:
		return v.goods(d)
	}
	return v.sales(d)
}

// nothing says what a tab is for while it is empty.
func (v *view) nothing(key string) fyne.CanvasObject {
	return widget.Inset(8, 8, 0, 0, widget.NewWrapLabel(v.page.kit.T(key), 0, widget.Caption.At(theme.Small)))
}

func (v *view) more(column *fyne.Container, all int) {
	if all > maxRows {
		column.Add(widget.NewText(v.page.kit.T("producers.more", fault.Values{"count": all - maxRows}), widget.Caption))
	}
}

// sales are the rows that no settlement holds, the newest first.
func (v *view) sales(d *detail) fyne.CanvasObject {
	items := d.open.Items
	if len(items) == 0 {
		return v.nothing("producers.no_sales")
	}
	rows := widget.Column(3)
	for n := range min(len(items), maxRows) {
		row := newSaleRow()
		row.show(v.page, &items[len(items)-1-n])
		rows.Add(row)
		rows.Add(widget.NewDivider())
	}
	v.more(rows, len(items))
	return rows
}

// shortDay writes a day without its year.
func shortDay(lang i18n.Lang, day clock.Day) string {
	whole := i18n.Date(lang, day)
	if len(whole) < 5 {
		return whole
	}
	return whole[:len(whole)-5]
}

// papers are the settlements, each a button that opens it.
func (v *view) papers(d *detail) fyne.CanvasObject {
	if len(d.papers) == 0 {
		return v.nothing("producers.no_papers")
	}
	t := v.page.kit.T
	rows := widget.Column(6)
	for n := range min(len(d.papers), maxRows) {
		paper := &d.papers[n]
		state, icon := t("producers.state.paid"), "check"
		switch {
		case paper.Voided():
			state, icon = t("producers.state.voided"), "x"
		case paper.Left() > 0:
			state, icon = t("producers.state.open", fault.Values{"left": paper.Left()}), "clock"
		}
		rows.Add(v.row(n, icon, paper.Number+" · "+i18n.BahtShort(paper.Payable), t("producers.paper_row", fault.Values{"until": paper.Until, "state": state})))
	}
	v.more(rows, len(d.papers))
	return rows
}

// row is a button with a note under it; the marked one shows the key that opens it.
func (v *view) row(n int, icon, label, note string) fyne.CanvasObject {
	kind, key := widget.Plain, ""
	if n == v.page.model.picked {
		kind, key = widget.Picked, v.page.key("F9")
	}
	button := widget.NewButton(kind, label, func() { v.page.openRow(n) }).WithIcon(icon).WithKey(key)
	return widget.Column(2, button, widget.Inset(0, 2, 10, 10, widget.NewWrapLabel(note, 2, widget.Caption)))
}

// terms are what is agreed, each a button that opens it, and one to add more.
func (v *view) terms(d *detail) fyne.CanvasObject {
	t := v.page.kit.T
	rows := widget.Column(6)
	if len(d.terms) == 0 {
		rows.Add(v.nothing("producers.no_terms"))
	}
	for n := range min(len(d.terms), maxRows) {
		terms := &d.terms[n]
		icon := "check"
		if terms.Off {
			icon = "x"
		}
		rows.Add(v.row(n, icon, v.goodsOf(d, terms)+" · "+v.share(terms), v.days(terms)))
	}
	v.more(rows, len(d.terms))
	rows.Add(widget.NewButton(widget.Plain, t("producers.new_terms"), v.page.newTerms).WithIcon("plus").WithKey(v.page.key("F4")))
	return rows
}

// goodsOf says what terms are about.
func (v *view) goodsOf(d *detail, terms *consign.Terms) string {
	switch {
	case !terms.ProductID.IsZero():
		if product := d.products[terms.ProductID]; product != nil {
			return product.Name
		}
		return terms.ProductID.Tag()
	case terms.Category != "":
		return v.page.kit.T("producers.scope.category") + " " + terms.Category
	}
	return v.page.kit.T("producers.scope.all")
}

func (v *view) share(terms *consign.Terms) string {
	name := v.page.kit.T("producers.terms." + terms.Kind)
	switch terms.Kind {
	case ledger.Consign:
		return name + " " + terms.GP.String() + "%"
	case ledger.Fixed:
		return name + " " + i18n.Baht(terms.Fixed)
	}
	return name
}

// days says when terms hold.
func (v *view) days(terms *consign.Terms) string {
	t := v.page.kit.T
	switch {
	case terms.Off:
		return t("producers.withdrawn")
	case terms.To == "":
		return t("producers.from", fault.Values{"from": terms.From})
	}
	return t("producers.from_to", fault.Values{"from": terms.From, "to": terms.To})
}

// goods are what lies in the shop.
func (v *view) goods(d *detail) fyne.CanvasObject {
	if len(d.goods) == 0 {
		return v.nothing("producers.no_goods")
	}
	rows := widget.Column(3)
	for n := range min(len(d.goods), maxRows) {
		lying := &d.goods[n]
		style := widget.Figure
		if lying.Qty < 0 {
			style = widget.Figure.In(theme.Trouble)
		}
		rows.Add(widget.Beside(widget.Column(-4, widget.NewText(lying.Name, widget.Body).Shrink(),
			widget.NewText(lying.SKU+" · "+v.page.kit.T("producers.lies_since", fault.Values{"day": clock.DayOf(lying.Since.Time())}), widget.Caption).Shrink()),
			container.NewCenter(widget.NewText(i18n.Qty(lying.Qty)+" "+lying.Unit, style))))
		rows.Add(widget.NewDivider())
	}
	v.more(rows, len(d.goods))
	return rows
}
