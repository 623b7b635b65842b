package office

import (
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// Bounds of what the right side shows of a large order; the printed page and the order itself hold all of it.
const (
	mostGoods  = 12
	mostPeople = 60
	mostPapers = 40
	mostShorts = 3
)

// joined joins what is not empty.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), " · ")
}

// goods shows a bar for each kind of goods: what arrived, is on its way, is packed, and the rest.
func (d *detail) goods(far *shop.OfficeProgress) fyne.CanvasObject {
	p, column := d.page, widget.Column(8)
	for n := range min(len(far.Goods), mostGoods) {
		g := &far.Goods[n]
		head := widget.Beside(widget.NewText(g.Name, widget.Strong.At(theme.Small)).Shrink(),
			widget.NewText(strings.TrimSpace(i18n.Qty(g.Ordered)+" "+g.Unit), widget.Figure.At(theme.Small)))
		column.Add(widget.Column(2, head, widget.NewSplit(8, shares(g.Sent, g.Delivered, g.Packed, g.Ordered)...), d.legend(g)))
	}
	if more := len(far.Goods) - mostGoods; more > 0 {
		column.Add(widget.NewText(p.k.T("officepage.more", fault.Values{"count": more}), widget.Caption))
	}
	shorts := missing(far)
	for n := range min(len(shorts), mostShorts) {
		short := &shorts[n]
		column.Add(widget.NewText(p.k.T("orders.short", fault.Values{"name": short.Name, "missing": short.Missing(), "unit": short.Unit}), widget.Caption.In(theme.Trouble)).Shrink())
	}
	return d.section(p.k.T("officepage.goods"), column, d.tools(far, "plan")...)
}

// legend says in words what a bar shows.
func (d *detail) legend(g *shop.GoodsProgress) fyne.CanvasObject {
	row := container.New(layout.NewCustomPaddedHBoxLayout(14))
	for _, part := range []struct {
		key    string
		value  qty.Qty
		colour fyne.ThemeColorName
	}{{"delivered", g.Delivered, theme.MoneyIn}, {"on_way", g.Sent - g.Delivered, theme.BarOne}, {"packed", g.Packed, theme.Gold}, {"left", g.Ordered - g.Sent - g.Packed, theme.BarEmpty}} {
		if part.value > 0 {
			row.Add(container.NewHBox(container.NewCenter(newDot(part.colour)), widget.NewText(d.page.k.T("officepage.bar."+part.key, fault.Values{"qty": part.value}), widget.Caption)))
		}
	}
	return row
}

// people lists who gets what, and how far it is.
func (d *detail) people(far *shop.OfficeProgress) fyne.CanvasObject {
	p, column := d.page, widget.Column(0)
	for n := range min(len(far.Who), mostPeople) {
		who := &far.Who[n]
		words := widget.Column(-5, widget.NewText(who.To.Title+who.To.Name, widget.Body.At(theme.Small)).Shrink())
		if note := joined(who.To.District, who.Note); note != "" {
			words.Add(widget.NewText(note, widget.Caption).Shrink())
		}
		right := container.NewHBox(container.New(widget.AtLeast(widget.Unit(52)), widget.NewText(i18n.Qty(max(who.Sent, who.Packed))+"/"+i18n.Qty(who.Ordered), widget.Figure.At(theme.Small))),
			container.New(widget.AtLeast(widget.Unit(104)), container.NewHBox(layout.NewSpacer(), container.NewCenter(widget.NewPill(d.placeChip(who))))))
		column.Add(container.New(widget.Least{Height: widget.Unit(42)}, container.NewBorder(nil, widget.NewDivider(), nil, widget.Inset(0, 0, 8, 0, right),
			container.NewVBox(layout.NewSpacer(), words, layout.NewSpacer()))))
	}
	if more := len(far.Who) - mostPeople; more > 0 {
		column.Add(widget.NewText(p.k.T("officepage.more", fault.Values{"count": more}), widget.Caption))
	}
	title := p.k.T("officepage.people", fault.Values{"served": far.Served, "all": far.Places})
	if len(far.Who) == 0 {
		title = p.k.T("officepage.nobody")
		column.Add(widget.NewWrapLabel(p.k.T("officepage.nobody_text"), 0, widget.Caption))
	}
	return d.section(title, column, d.tools(far, "notes", "labels")...)
}

func (d *detail) placeChip(who *shop.PlaceProgress) widget.ChipData {
	state := who.State()
	chip := widget.ChipData{Label: d.page.k.T("office.place." + state)}
	switch state {
	case shop.GoodsDelivered:
		chip.Tone, chip.Icon = widget.Good, "check"
	case shop.GoodsSent:
		chip.Tone = widget.Soft
	case shop.GoodsPacked, shop.GoodsPart:
		chip.Tone = widget.Watch
	}
	return chip
}

// money says what the order comes to and what of it is asked for, here, and to come.
func (d *detail) money(far *shop.OfficeProgress) fyne.CanvasObject {
	p, column := d.page, widget.Column(1)
	add := func(key string, amount money.Satang, style widget.Style) {
		column.Add(widget.Beside(widget.NewText(p.k.T("officepage.money."+key), style).Shrink(), widget.NewMoney(amount, false, style)))
	}
	usual := widget.Body.At(theme.Small)
	add("total", far.Total, widget.Strong.At(theme.Small))
	add("invoiced", far.Invoiced, usual)
	add("received", far.Received, usual.In(theme.MoneyIn))
	if far.Withheld > 0 {
		add("withheld", far.Withheld, widget.Caption)
	}
	if far.GiveBack > 0 {
		add("give_back", far.GiveBack, usual.In(theme.InkGold))
	}
	left, colour := far.Left(), theme.InkStrong
	if left <= 0 {
		colour = theme.MoneyIn
	}
	column.Add(widget.NewDivider())
	column.Add(widget.Beside(widget.NewText(p.k.T("officepage.money.left"), widget.Section).Shrink(), widget.NewMoney(left, true, widget.Strong.At(theme.Title).In(colour))))
	return d.section(p.k.T("officepage.money"), column, d.tools(far, "receive")...)
}

// papers lists the papers of the order; a tap opens one.
func (d *detail) papers(far *shop.OfficeProgress) fyne.CanvasObject {
	p, column := d.page, widget.Column(0)
	for n := range min(len(far.Papers), mostPapers) {
		column.Add(newPaperRow(p, far.Papers[len(far.Papers)-1-n]))
	}
	if len(far.Papers) == 0 {
		column.Add(widget.NewWrapLabel(p.k.T("officepage.no_papers"), 0, widget.Caption))
	}
	return d.section(p.k.T("officepage.papers", fault.Values{"count": len(far.Papers)}), column, d.tools(far, "issue", "papers")...)
}

// tools are the buttons of some acts.
func (d *detail) tools(far *shop.OfficeProgress, names ...string) (all []fyne.CanvasObject) {
	for _, name := range names {
		if slices.ContainsFunc(acts, func(a act) bool { return a.name == name }) {
			all = append(all, d.page.actButton(name, far))
		}
	}
	return all
}

// paperRow is a paper that a tap opens.
type paperRow struct {
	toolkit.BaseWidget
	box  fyne.CanvasObject
	open func()
}

var _ fyne.Tappable = (*paperRow)(nil)

func newPaperRow(p *Page, paper *shop.OfficePaper) *paperRow {
	r := &paperRow{open: func() { p.toPaper(paper) }}
	title, note, amount := paperWords(p, paper)
	style := widget.Body.At(theme.Small)
	if paper.Void != nil {
		style = style.In(theme.InkOff)
	}
	words := widget.Column(-5, widget.NewText(title, style).Shrink(), widget.NewText(note, widget.Caption).Shrink())
	r.box = container.New(widget.Least{Height: widget.Unit(42)}, container.NewBorder(nil, widget.NewDivider(), nil, widget.NewText(amount, style.Right()),
		container.NewVBox(layout.NewSpacer(), widget.Inset(0, 0, 0, 8, words), layout.NewSpacer())))
	r.ExtendBaseWidget(r)
	return r
}

// paperWords says what a paper is, which one, and what it comes to.
func paperWords(p *Page, paper *shop.OfficePaper) (title, note, amount string) {
	number := paper.Number
	if number == "" {
		number = paper.Order.Number
	}
	note = joined(number, i18n.DateBrief(p.k.Lang, paper.Dated()))
	if paper.Void != nil {
		note = joined(p.k.T("papers.state.void"), note)
	}
	amount = short(paper.Sums.Due)
	if offers := len(paper.Alternatives); offers > 0 {
		amount = papers.Comes(p.k.Lang, 0, offers)
	}
	return paper.Title(p.k.Lang), note, amount
}

// CreateRenderer belongs to the toolkit.
func (r *paperRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

// Tapped belongs to the toolkit.
func (r *paperRow) Tapped(*fyne.PointEvent) { r.open() }
