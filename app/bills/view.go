package bills

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/shop"
)

// Waiting is the route's argument that opens the list of bills waiting for money. Any other argument is
// the number of a bill to open, "" is none.
const Waiting = "waiting"

// Page is the screen of the bills of a day.
type Page struct {
	k      *kit.Kit
	m      *model
	runner *task.Runner
	scope  *keys.Scope
	arg    string

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

// New builds the screen. arg is Waiting, the number of a bill, or "".
func New(k *kit.Kit, arg string) *Page {
	p := &Page{k: k, runner: k.Pool.Runner(), arg: arg,
		m: &model{shop: k.Shop, lang: k.Lang, chosen: -1, atWaiting: arg == Waiting}}
	p.scope = p.keys()
	p.build()
	return p
}

// Title belongs to nav.Page, as all below.
func (p *Page) Title() string              { return p.k.T("nav.bills") }
func (p *Page) Content() fyne.CanvasObject { return p.content }
func (p *Page) Scope() *keys.Scope         { return p.scope }
func (p *Page) Hidden()                    { p.runner.Cancel() }

// Shown reads the day anew: others may have sold meanwhile.
func (p *Page) Shown() {
	if p.arg != "" && p.arg != Waiting {
		number := p.arg
		p.arg = ""
		p.find(number)
		return
	}
	p.load(p.m.day)
}

func (p *Page) keys() *keys.Scope {
	step := func(by int) func() { return func() { p.list.Step(0, by) } }
	return &keys.Scope{Title: "nav.bills", OnScan: p.find, OnRune: p.typed, Bindings: []keys.Binding{
		{Chord: "Up", Label: "bills.key.choose", Do: step(-1), Repeat: true},
		{Chord: "Down", Label: "bills.key.choose", Do: step(1), Repeat: true},
		{Chord: keys.Enter, Label: "bills.key.open", Do: p.enter},
		{Chord: "Left", Label: "bills.key.day", Do: func() { p.shift(-1) }, WhenEmpty: true},
		{Chord: "Right", Label: "bills.key.day", Do: func() { p.shift(1) }, WhenEmpty: true},
		{Chord: "PageDown", Label: "bills.key.more", Do: p.loadMore},
		{Chord: "F2", Label: "bills.key.search", Do: p.toSearch},
		{Chord: "Ctrl+F", Do: p.toSearch},
		{Chord: "F4", Label: "bills.repay", Do: p.f4},
		{Chord: "F5", Label: "bills.refund", Do: p.refund},
		{Chord: "F6", Label: "bills.exchange", Do: p.exchange},
		{Chord: "F7", Label: "bills.void", Do: p.f7},
		{Chord: "Ctrl+P", Label: "bills.print", Do: p.print},
	}}
}

func (p *Page) build() {
	t := p.k.T
	p.day = widget.NewText("", widget.Section)
	p.forward = widget.NewButton(widget.Plain, "", func() { p.shift(1) }).WithIcon("right").WithHeight(theme.ButtonMid)
	back := widget.NewButton(widget.Plain, "", func() { p.shift(-1) }).WithIcon("left").WithHeight(theme.ButtonMid)
	p.search = widget.NewSearchEntry("search", t("bills.search"), keys.Chord("F2").Name(p.k.Lang, p.k.Twins))
	p.search.OnSubmitted = func(text string) { p.find(text) }
	days := row(back, container.NewCenter(p.day), p.forward)
	head := container.New(layout.NewBorderLayout(nil, nil, days, nil), days, inset(0, 0, between, 0, p.search))

	p.tabs = widget.NewTabs([]widget.Tab{{Label: t("bills.tab.day")}, {Label: t("bills.tab.waiting")}}, func(n int) { p.toTab(n == 1) })
	p.list = widget.NewList(theme.RowHeight, newEntryRow, p.setRow)
	p.list.OnChosen = p.choose
	p.list.OnTapped = p.choose
	p.empty = widget.NewWrapLabel("", 4, widget.Body.In(theme.InkSoft).Centre())
	p.shown = widget.NewText("", widget.Caption)
	p.more = widget.NewButton(widget.Quiet, t("bills.more"), p.loadMore).WithIcon("down").WithHeight(theme.ButtonLow).
		WithKey(keys.Chord("PageDown").Name(p.k.Lang, p.k.Twins))
	foot := inset(2, 2, 16, 8, container.New(&least{height: 40}, beside(p.shown, p.more)))
	listCard := widget.NewFlushCard(container.NewBorder(p.tabs, foot, nil, nil,
		container.NewStack(p.list, container.NewBorder(layout.NewSpacer(), nil, nil, nil, inset(60, 0, 40, 40, p.empty)))))
	top := column(between, head, p.figuresCard())
	left := container.New(layout.NewBorderLayout(top, nil, nil, nil), top, inset(gap, 0, 0, 0, listCard))
	p.content = container.New(sides{360, 430}, left, p.buildRight())
	p.refresh()
}

// figuresCard holds the day's totals.
func (p *Page) figuresCard() fyne.CanvasObject {
	grid := container.NewGridWithColumns(4)
	for _, name := range []string{"sold", "bills", "back", "discount"} {
		figure := widget.NewText("", widget.Strong.At(theme.Price).In(theme.InkStrong)).Shrink()
		p.figures = append(p.figures, figure)
		grid.Add(column(-2, widget.NewText(p.k.T("bills.sum."+name), widget.Caption).Shrink(), figure))
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
				p.k.Prompt.Error(err)
				return
			}
			p.m.takeDay(r)
			p.refresh()
			if p.m.bill != nil {
				p.open(p.m.bill.ID)
			} else {
				p.choose(p.m.chosen)
			}
		})
}

func (p *Page) loadMore() {
	if !p.m.atWaiting && len(p.m.rows) < p.m.total {
		p.loadCount(p.m.day, len(p.m.rows)+pageSize)
	}
}

// shift goes to the day before or after, not beyond today.
func (p *Page) shift(by int) {
	day := p.m.day.Add(by)
	if day == "" || day > p.m.today {
		return
	}
	p.m.bill, p.m.slip = nil, nil
	p.m.atWaiting = false
	p.loadCount(day, 0)
}

func (p *Page) toTab(waiting bool) {
	if p.m.atWaiting == waiting {
		return
	}
	p.m.atWaiting, p.m.bill, p.m.slip, p.m.chosen = waiting, nil, nil, -1
	if p.m.count() > 0 {
		p.m.chosen = 0
	}
	p.refresh()
	p.choose(p.m.chosen)
}

// choose marks an entry and shows it at the right.
func (p *Page) choose(index int) {
	bill, isBill := p.m.choose(index)
	if isBill {
		p.open(bill)
		return
	}
	p.refreshRight()
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
		p.m.atWaiting = false
		p.load(p.m.bill.Day)
	})
}

// showBill shows what a reading brings; then may be nil.
func (p *Page) showBill(read func(context.Context) (billRead, error), then func()) {
	task.Run(p.runner, "bill", read, func(r billRead, err error) {
		if err != nil {
			p.k.Prompt.Error(err)
			return
		}
		p.m.takeBill(r)
		p.refreshRight()
		if then != nil {
			then()
		}
	})
}

func (p *Page) toSearch() {
	if on := fyne.CurrentApp().Driver().CanvasForObject(p.search); on != nil {
		on.Focus(p.search)
	}
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
	if p.m.draft() != nil {
		p.k.Go(nav.Route{Screen: kit.Till})
		return
	}
	p.large()
}

func (p *Page) refresh() {
	t := p.k.T
	m := p.m
	p.day.Set(i18n.Weekday(m.lang, m.day) + " " + i18n.Date(m.lang, m.day))
	p.forward.SetEnabled(m.day < m.today)
	for n, text := range []string{baht(m.sum.Total), i18n.Value(m.lang, m.sum.Bills), i18n.Value(m.lang, m.sum.Refunds), baht(m.sum.Discount)} {
		p.figures[n].Set(text)
	}
	waiting := widget.Tab{Label: t("bills.tab.waiting")}
	if len(m.waiting) > 0 {
		waiting.Label += " " + i18n.Value(m.lang, len(m.waiting))
		waiting.Dot = theme.Gold
	}
	p.tabs.Set([]widget.Tab{{Label: t("bills.tab.day")}, waiting})
	selected := 0
	if m.atWaiting {
		selected = 1
	}
	p.tabs.Select(selected)
	p.list.SetCount(m.count())
	p.list.Choose(m.chosen)
	p.empty.Hidden = m.count() > 0
	p.empty.Set(t(map[bool]string{true: "bills.empty.waiting", false: "bills.empty.day"}[m.atWaiting]))
	shown := m.countText()
	if m.atWaiting || m.count() == 0 {
		shown = ""
	}
	p.shown.Set(shown)
	p.more.Hidden = m.atWaiting || len(m.rows) >= m.total
	p.content.Refresh()
	p.refreshRight()
}

func (p *Page) setRow(index int, r *entryRow, _ bool) {
	m := p.m
	if m.atWaiting {
		draft := m.waiting[index]
		r.name.Set(tag(&draft))
		r.note.Set(i18n.Moment(m.lang, draft.UpdatedAt))
		r.amount.SetAmount(draft.Total)
		r.setState(p.k.T("bills.state.waiting"), widget.Watch)
		return
	}
	bill := m.rows[index]
	note := i18n.Time(bill.At.Time())
	for _, part := range []string{m.methodNames(bill.Methods), bill.Customer} {
		if part != "" {
			note += " · " + part
		}
	}
	r.name.Set(bill.Number)
	r.note.Set(note)
	r.amount.SetAmount(bill.Total)
	p.setState(r, bill)
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
