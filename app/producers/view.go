package producers

import (
	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shop"
)

// view is the list at the left and the chosen producer at the right.
type view struct {
	page   *Page
	object fyne.CanvasObject

	search *widget.Entry
	chips  *widget.ChipRow
	list   *widget.List
	count  *widget.WrapLabel
	empty  *fyne.Container
	hint   *widget.WrapLabel
	all    *widget.Button

	settle *widget.Button
	body   *fyne.Container // the right card
}

func newView(p *Page) *view {
	v := &view{page: p}
	t := p.kit.T
	v.search = widget.NewSearchEntry("search", t("producers.search"), p.key("F2"))
	v.search.OnChanged = p.find
	v.chips = widget.NewChipRow(v.filters(), p.filter)
	add := widget.NewButton(widget.Gold, t("producers.new"), p.add).WithIcon("plus").WithKey(p.key("Ctrl+N"))
	v.list = widget.NewList(theme.RowHeight, newProducerRow, func(index int, r *producerRow, _ bool) {
		if index < len(p.model.found) {
			r.show(p.kit, &p.model.found[index])
		}
	})
	v.list.OnChosen = p.choose
	v.count = widget.NewWrapLabel("", 2, widget.Caption)
	v.hint = widget.NewWrapLabel("", 0, widget.Caption.At(theme.Text).Centre())
	v.empty = container.NewVBox(layout.NewSpacer(), v.hint, layout.NewSpacer())
	v.empty.Hide()
	v.all = widget.NewButton(widget.Plain, t("producers.settle_all"), p.settleAll).WithIcon("coin").WithKey(p.key("F6"))

	v.settle = widget.NewButton(widget.Pay, t("producers.settle"), p.withRows(p.settle)).WithIcon("cash").WithKey(p.key("F8"))
	v.body = container.NewStack()

	head := widget.Column(widget.Gap, widget.Beside(v.search, add), v.chips)
	rows := container.NewStack(v.list, widget.Inset(0, 0, 24, 24, v.empty))
	foot := widget.Inset(8, 10, 14, 14, widget.Beside(v.count, v.all))
	left := widget.NewFlushCard(container.NewBorder(widget.Inset(12, 10, 12, 12, head), container.NewBorder(widget.NewDivider(), nil, nil, nil, foot), nil, nil,
		container.NewBorder(widget.NewDivider(), nil, nil, nil, rows)))
	v.object = container.New(widget.Sides{Share: 0.47, Least: 360, Most: 600}, left, widget.NewCard(v.body))
	return v
}

func (v *view) filters() []widget.ChipData {
	m, t := v.page.model, v.page.kit.T
	label := func(key string, filter int) widget.ChipData {
		return widget.ChipData{Label: t(key, fault.Values{"count": m.count(filter)})}
	}
	return []widget.ChipData{label("producers.all", everybody), label("producers.owing", owed), label("producers.with_goods", withGoods)}
}

func (v *view) takeKeyboard() {
	widget.Focus(v.search)
}

// typed brings a letter into the search box when nothing has the keyboard.
func (v *view) typed(r rune) {
	v.takeKeyboard()
	v.search.Type(r)
}

// show shows the list as the model has it.
func (v *view) show() {
	m, t := v.page.model, v.page.kit.T
	v.chips.Set(v.filters())
	v.list.SetCount(len(m.found))
	v.list.Choose(m.at())
	people, sum := m.owes()
	v.count.Set(t("producers.count", fault.Values{"shown": len(m.found), "all": len(m.all), "people": people, "sum": sum}))
	v.all.SetEnabled(people > 0)
	v.empty.Hidden = len(m.found) > 0 || !m.read
	switch {
	case len(m.all) == 0:
		v.hint.Set(t("producers.empty"))
	case m.query == "":
		v.hint.Set(t("producers.none"))
	default:
		v.hint.Set(t("producers.not_found", fault.Values{"text": m.query}))
	}
	v.empty.Refresh()
	v.showProducer()
}

// showProducer shows the chosen producer.
func (v *view) showProducer() {
	m, t := v.page.model, v.page.kit.T
	who := m.producer()
	if who == nil {
		v.body.Objects = []fyne.CanvasObject{container.NewVBox(layout.NewSpacer(),
			widget.NewWrapLabel(t("producers.teach"), 0, widget.Caption.At(theme.Text).Centre()), layout.NewSpacer())}
		v.body.Refresh()
		return
	}
	v.settle.SetEnabled(who.Owed() > 0)
	v.settle.SetLabel(t("producers.settle"))
	if m.openPaper() != nil && who.Refusal("") != nil {
		v.settle.SetLabel(t("producers.pay_open"))
	}
	p := v.page
	edit := widget.NewButton(widget.Plain, t("producers.edit"), p.edit).WithIcon("pen").WithKey(p.key("Enter"))
	paper := t("producers.print")
	if m.tab == tabTerms {
		paper = t("producers.print_terms")
	}
	printing := widget.NewButton(widget.Plain, paper, p.withRows(p.print)).WithIcon("print").WithKey(p.key("Ctrl+P"))
	foot := widget.Column(widget.Gap, v.settle, container.NewGridWithColumns(2, printing, edit))
	scroll := widget.NewDragScroll(widget.Inset(0, 0, 0, 8, widget.Column(10, v.head(who), v.sums(who), v.tabs(), v.tab())))
	v.body.Objects = []fyne.CanvasObject{container.NewBorder(nil, widget.Inset(10, 0, 0, 0, foot), nil, nil, scroll)}
	widget.Connect(p.kit.Router, v.body)
	v.body.Refresh()
}

// head is who the producer is.
func (v *view) head(who *shop.ProducerAccount) fyne.CanvasObject {
	t := v.page.kit.T
	words := widget.Column(0, widget.NewWrapLabel(who.Name, 2, widget.Title))
	about := ""
	for _, text := range []string{kindName(v.page.kit, who.ProducerKind), address.Phone(who.Phone), who.LineID} {
		if text != "" && about != "" {
			about += " · "
		}
		about += text
	}
	if about != "" {
		words.Add(widget.NewWrapLabel(about, 2, widget.Caption))
	}
	if who.PromptPay == "" && who.BankAccount == "" {
		words.Add(widget.NewWrapLabel(t("producers.no_account"), 2, widget.Caption.In(theme.InkGold)))
	}
	thumb := widget.NewThumb(widget.Unit(56))
	thumb.Set(goods.Drawing(who.Name, ""), v.page.photos.Get(who.Photo))
	return container.NewBorder(nil, nil, container.NewVBox(thumb), nil, widget.Inset(0, 0, 12, 0, words))
}

func kindName(k *kit.Kit, kind string) string {
	if kind == "" {
		return ""
	}
	return k.T("producers.kind." + kind)
}

// sums are what stands open, and why a producer waits.
func (v *view) sums(who *shop.ProducerAccount) fyne.CanvasObject {
	t := v.page.kit.T
	due := who.Owed()
	tone, ink, label := widget.Calm, theme.Ink, t("producers.even")
	switch {
	case due > 0:
		tone, ink, label = widget.Watch, theme.InkGold, t("producers.owe")
	case due < 0:
		tone, ink, label = widget.Bad, theme.InkRed, t("producers.owes_us")
	}
	if due != 0 && who.Since != "" {
		label += " · " + t("producers.since", fault.Values{"day": who.Since})
	}
	box := widget.Column(0, widget.NewText(label, widget.Caption.In(ink)).Shrink(), widget.NewText(i18n.BahtSign(due.Abs()), widget.Strong.At(theme.MoneyText).In(ink)))
	if who.LeadDays > 0 {
		box.Add(widget.NewText(t("producers.lead_is", fault.Values{"days": who.LeadDays}), widget.Caption.In(ink)).Shrink())
	}
	if who.MinPayout > 0 {
		box.Add(widget.NewText(t("producers.minimum_is", fault.Values{"amount": who.MinPayout}), widget.Caption.In(ink)).Shrink())
	}
	if v.page.kit.Prompt.Size().Height < widget.Unit(700) { // a stall's netbook: the list below needs the room
		return widget.NewNotice(tone, box)
	}
	small := func(key, value string) fyne.CanvasObject {
		return widget.NewNotice(widget.Calm, widget.Column(0, widget.NewText(t(key), widget.Caption.Centre()).Shrink(), widget.NewText(value, widget.Strong.In(theme.InkStrong).Centre()).Shrink()))
	}
	return widget.Column(widget.Gap, widget.NewNotice(tone, box), container.NewGridWithColumns(3,
		small("producers.unsettled", i18n.BahtShort(who.Unsettled.Payable())), small("producers.settled", i18n.BahtShort(who.Open)),
		small("producers.on_shelf", t("producers.kinds_of_goods", fault.Values{"count": who.Goods}))))
}

// producerRow is a producer in the list: name over what they are, and what they are owed since when.
type producerRow struct {
	toolkit.BaseWidget
	name, note, since *widget.Text
	owed              *widget.Money
	box               *fyne.Container
}

func newProducerRow() *producerRow {
	r := &producerRow{name: widget.NewText("", widget.Strong).Shrink(), note: widget.NewText("", widget.Caption).Shrink(),
		since: widget.NewText("", widget.Caption.Right()), owed: widget.NewMoney(0, false, widget.Figure.In(theme.InkStrong))}
	r.box = widget.Inset(5, 5, 14, 14, widget.Beside(widget.Column(-4, r.name, r.note), widget.Column(-4, r.owed, r.since)))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *producerRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

// show writes a producer into the row.
func (r *producerRow) show(k *kit.Kit, a *shop.ProducerAccount) {
	r.name.Set(a.Name)
	note := kindName(k, a.ProducerKind)
	if a.Goods > 0 {
		if note != "" {
			note += " · "
		}
		note += k.T("producers.row_goods", fault.Values{"count": a.Goods})
	}
	r.note.Set(note)
	due := a.Owed()
	r.owed.SetAmount(due)
	style := widget.Figure.In(theme.InkStrong)
	if due < 0 {
		style = widget.Figure.In(theme.Trouble)
	}
	r.owed.SetStyle(style)
	r.since.Set("")
	if due != 0 && a.Since != "" {
		r.since.Set(k.T("producers.since", fault.Values{"day": a.Since}))
	}
	r.owed.Hidden = due == 0
	r.box.Refresh()
}
