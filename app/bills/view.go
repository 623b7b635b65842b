package bills

import (
	"context"
	"slices"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/promptpay"
	"github.com/talat-pos/talat/internal/shop"
)

// Page is the screen of the bills of a day.
type Page struct {
	k      *kit.Kit
	m      *model
	runner *task.Runner
	scope  *keys.Scope
	arg    string
	next   func() // what was asked while the chosen bill was being read

	content fyne.CanvasObject
	day     *widget.Text
	forward *widget.Button
	search  *widget.Entry
	figures []*widget.Text
	tabs    *widget.Tabs
	list    *widget.List
	empty   *widget.WrapLabel
	shown   *widget.Text
	more    *widget.Button
	right   rightSide
}

// New builds the screen. arg is one of the lists or the number of a bill.
func New(k *kit.Kit, arg string) *Page {
	p := &Page{k: k, runner: k.Pool.Runner(), arg: arg,
		m: &model{shop: k.Shop, lang: k.Lang, chosen: -1}}
	if slices.Contains(lists, arg) {
		p.m.list, p.arg = arg, ""
	}
	p.scope = p.keys()
	p.build()
	return p
}

// Title belongs to nav.Page, as all below.
func (p *Page) Title() string              { return p.k.T("nav.bills") }
func (p *Page) Content() fyne.CanvasObject { return p.content }
func (p *Page) Scope() *keys.Scope         { return p.scope }
func (p *Page) Hidden() {
	p.next = nil
	p.runner.Cancel()
}

// Shown reads the day anew: others may have sold meanwhile.
func (p *Page) Shown() {
	if p.arg != "" {
		number := p.arg
		p.arg = ""
		p.find(number)
		return
	}
	p.load(p.m.day)
}

// Reload reads the day again: a command beside the window sold, or another till.
func (p *Page) Reload() { p.load(p.m.day) }

func (p *Page) keys() *keys.Scope {
	step := func(by int) func() { return func() { p.list.Step(0, by) } }
	return &keys.Scope{Title: "nav.bills", OnScan: p.find, OnRune: p.typed, Bindings: []keys.Binding{
		{Chord: "Up", Label: "bills.key.choose", Do: step(-1), Repeat: true},
		{Chord: "Down", Label: "bills.key.choose", Do: step(1), Repeat: true},
		{Chord: keys.Enter, Label: "bills.key.open", Do: p.withBill(p.enter)},
		{Chord: "Left", Label: "bills.key.day", Do: func() { p.shift(-1) }, WhenEmpty: true},
		{Chord: "Right", Label: "bills.key.day", Do: func() { p.shift(1) }, WhenEmpty: true},
		{Chord: "PageDown", Label: "bills.key.more", Do: p.loadMore},
		{Chord: "F2", Label: "bills.key.search", Do: p.toSearch},
		{Chord: "Ctrl+F", Do: p.toSearch},
		{Chord: "F4", Label: "bills.repay", Do: p.withBill(p.f4)},
		{Chord: "F5", Label: "bills.refund", Do: p.withBill(p.refund)},
		{Chord: "F6", Label: "bills.exchange", Do: p.withBill(p.exchange)},
		{Chord: "F7", Label: "bills.void", Do: p.withBill(p.f7)},
		{Chord: keyPapers, Label: "bills.papers", Do: p.withBill(p.papers)},
		{Chord: "Ctrl+P", Label: "bills.print", Do: p.withBill(p.print)},
	}}
}

func (p *Page) build() {
	t := p.k.T
	p.day = widget.NewText("", widget.Section)
	p.forward = widget.NewButton(widget.Plain, "", func() { p.shift(1) }).WithIcon("right").WithHeight(theme.ButtonMid)
	back := widget.NewButton(widget.Plain, "", func() { p.shift(-1) }).WithIcon("left").WithHeight(theme.ButtonMid)
	p.search = widget.NewSearchEntry("search", t("bills.search"), keys.Chord("F2").Name(p.k.Lang, p.k.Twins))
	p.search.OnSubmitted = func(text string) { p.find(text) }
	days := widget.Row(back, container.NewCenter(p.day), p.forward)
	head := container.New(layout.NewBorderLayout(nil, nil, days, nil), days, widget.Inset(0, 0, between, 0, p.search))

	p.tabs = widget.NewTabs(p.tabsNow(), func(n int) { p.toList(lists[n]) })
	p.list = widget.NewList(theme.RowHeight, newEntryRow, p.setRow)
	p.list.OnChosen = p.pick
	p.list.OnTapped = p.pick
	p.empty = widget.NewWrapLabel("", 4, widget.Body.In(theme.InkSoft).Centre())
	p.shown = widget.NewText("", widget.Caption)
	p.more = widget.NewButton(widget.Quiet, t("bills.more"), p.loadMore).WithIcon("down").WithHeight(theme.ButtonLow).
		WithKey(keys.Chord("PageDown").Name(p.k.Lang, p.k.Twins))
	foot := widget.Inset(2, 2, 16, 8, container.New(widget.Least{Height: 40}, widget.Beside(p.shown, p.more)))
	listCard := widget.NewFlushCard(container.NewBorder(p.tabs, foot, nil, nil,
		container.NewStack(p.list, container.NewBorder(layout.NewSpacer(), nil, nil, nil, widget.Inset(60, 0, 40, 40, p.empty)))))
	top := widget.Column(between, head, p.figuresCard())
	left := container.New(layout.NewBorderLayout(top, nil, nil, nil), top, widget.Inset(widget.Gap, 0, 0, 0, listCard))
	p.content = container.New(sides{360, 430}, left, p.buildRight())
	p.refresh()
}

// figuresCard holds the day's totals.
func (p *Page) figuresCard() fyne.CanvasObject {
	grid := container.NewGridWithColumns(4)
	for _, name := range []string{"sold", "bills", "back", "discount"} {
		figure := widget.NewText("", widget.Strong.At(theme.Price).In(theme.InkStrong)).Shrink()
		p.figures = append(p.figures, figure)
		grid.Add(widget.Column(-2, widget.NewText(p.k.T("bills.sum."+name), widget.Caption).Shrink(), figure))
	}
	return widget.NewCard(grid)
}

// load reads a day and then the chosen bill.
func (p *Page) load(day clock.Day) { p.loadCount(day, len(p.m.rows)) }

func (p *Page) loadCount(day clock.Day, count int) {
	s := p.k.Shop
	task.Run(p.runner, "day", func(ctx context.Context) (dayRead, error) { return readDay(ctx, s, day, count) },
		func(r dayRead, err error) {
			if err != nil {
				p.failed(err)
				return
			}
			p.m.takeDay(r)
			p.refresh()
			switch {
			case p.runner.Busy("bill"): // what was chosen meanwhile comes by itself
			case p.m.bill != nil:
				p.open(p.m.bill.ID)
			default:
				p.choose(p.m.chosen)
			}
		})
}

func (p *Page) loadMore() {
	if p.m.list == OfDay && len(p.m.rows) < p.m.total {
		p.loadCount(p.m.day, len(p.m.rows)+pageSize)
	}
}

// shift goes to the day before or after, not beyond today.
func (p *Page) shift(by int) {
	day := p.m.day.Add(by)
	if day == "" || day > p.m.today {
		return
	}
	p.m.show(OfDay)
	p.loadCount(day, 0)
}

func (p *Page) toList(list string) {
	if p.m.list == list {
		return
	}
	p.m.show(list)
	p.refresh()
	p.choose(p.m.chosen)
}

// withBill gives an action for the chosen bill that waits until that bill is read: until then the right
// side still shows the one before.
func (p *Page) withBill(do func()) func() {
	return func() {
		if p.runner.Busy("day") || p.runner.Busy("bill") {
			p.next = do
			return
		}
		do()
	}
}

// goOn does what was asked while the bill was being read.
func (p *Page) goOn() {
	if do := p.next; do != nil {
		p.next = nil
		do()
	}
}

// pick is the hand's choice: what was asked for another bill is forgotten.
func (p *Page) pick(index int) {
	p.next = nil
	p.choose(index)
}

// choose marks an entry and shows it at the right.
func (p *Page) choose(index int) {
	bill, isBill := p.m.choose(index)
	if isBill {
		p.open(bill)
		return
	}
	p.refreshRight()
	p.goOn()
}

func (p *Page) open(bill id.Bill) {
	s, lang := p.k.Shop, p.k.Lang
	p.showBill(func(ctx context.Context) (billRead, error) { return readBill(ctx, s, lang, bill) }, nil)
}

// find opens the bill of a number that was typed or scanned, and its day.
func (p *Page) find(typed string) {
	if typed == "" {
		return
	}
	s, lang, day := p.k.Shop, p.k.Lang, p.m.day
	p.showBill(func(ctx context.Context) (billRead, error) {
		if day == "" {
			today, err := s.Today(ctx)
			if err != nil {
				return billRead{}, err
			}
			return find(ctx, s, lang, today, typed)
		}
		return find(ctx, s, lang, day, typed)
	}, func() {
		p.search.SetText("")
		p.m.list = OfDay
		p.load(p.m.bill.Day)
	})
}

// showBill shows what a reading brings; then may be nil.
func (p *Page) showBill(read func(context.Context) (billRead, error), then func()) {
	task.Run(p.runner, "bill", read, func(r billRead, err error) {
		p.m.picked = id.Bill{}
		if err != nil {
			p.failed(err)
			return
		}
		p.m.takeBill(r)
		p.refreshRight()
		if then != nil {
			then()
			return
		}
		p.goOn()
	})
}

// failed says why a day or a bill could not be read.
func (p *Page) failed(err error) {
	p.next = nil
	p.k.Prompt.Error(err)
}

func (p *Page) toSearch() {
	widget.Focus(p.search)
}

func (p *Page) typed(r rune) {
	p.toSearch()
	p.search.Type(r)
}

// enter opens what was typed or, without, the chosen bill in large.
func (p *Page) enter() {
	if p.search.Text != "" {
		p.find(p.search.Text)
		return
	}
	if draft := p.m.draft(); draft != nil {
		p.k.Go(kit.OpenBill(draft.Cart.ID))
		return
	}
	p.large()
}

// listName is the part of a list's texts' keys.
func listName(list string) string {
	if list == OfDay {
		return "day"
	}
	return list
}

// tabsNow names the lists, with how many wait in those that somebody must look after.
func (p *Page) tabsNow() []widget.Tab {
	tabs := make([]widget.Tab, len(lists))
	for n, list := range lists {
		tabs[n].Label = p.k.T("bills.tab." + listName(list))
		if count := p.m.countOf(list); list != OfDay && count > 0 {
			tabs[n].Label += " " + i18n.Value(p.k.Lang, count)
			if list != Returned {
				tabs[n].Dot = theme.Gold
			}
		}
	}
	return tabs
}

func (p *Page) refresh() {
	m := p.m
	p.day.Set(i18n.Weekday(m.lang, m.day) + " " + i18n.Date(m.lang, m.day))
	p.forward.SetEnabled(m.day < m.today)
	for n, text := range []string{baht(m.sum.Total), i18n.Value(m.lang, m.sum.Bills), i18n.Value(m.lang, m.sum.Refunds), baht(m.sum.Discount)} {
		p.figures[n].Set(text)
	}
	p.tabs.Set(p.tabsNow())
	p.tabs.Select(slices.Index(lists, m.list))
	p.list.SetCount(m.count())
	p.list.Choose(m.chosen)
	p.empty.Hidden = m.count() > 0
	p.empty.Set(p.k.T("bills.empty." + listName(m.list)))
	shown := m.countText()
	if m.list != OfDay || m.count() == 0 {
		shown = ""
	}
	p.shown.Set(shown)
	p.more.Hidden = m.list != OfDay || len(m.rows) >= m.total
	p.content.Refresh()
	p.refreshRight()
}

func (p *Page) setRow(index int, r *entryRow, _ bool) {
	m := p.m
	switch m.list {
	case Waiting:
		draft := m.waiting[index]
		r.set(tag(&draft), i18n.Moment(m.lang, draft.UpdatedAt), draft.Total)
		r.setState(p.k.T("bills.state.waiting"), widget.Watch)
	case SlipOnly:
		slip := m.slips[index]
		r.set(slip.Number, joined(promptpay.BankName(m.lang, slip.Bank), slip.Ref), slip.Amount)
		r.setState("", widget.Calm)
	case Returned:
		back := m.back[index]
		r.set(back.Number, joined(p.k.T("bills.returned.of", fault.Values{"number": back.Of}), back.Reason), back.Total)
		r.setState(p.k.T(state(back.Kind, "", 0)), widget.Watch)
	default:
		bill := m.rows[index]
		r.set(bill.Number, joined(i18n.Time(bill.At.Time()), m.methodNames(bill.Methods), bill.Customer), bill.Total)
		p.setState(r, bill)
	}
}

// joined writes what there is of some parts in one line.
func joined(parts ...string) string {
	return strings.Join(slices.DeleteFunc(parts, func(part string) bool { return part == "" }), " · ")
}

func (p *Page) setState(r *entryRow, bill shop.BillRow) {
	word, tone := state(bill.Kind, bill.Voided, bill.Refunds), widget.Watch
	if word == "" {
		r.setState("", widget.Calm)
		return
	}
	if bill.Voided != "" {
		tone = widget.Bad
	}
	r.setState(p.k.T(word), tone)
}
