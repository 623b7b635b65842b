package shift

import (
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/layout"

	"github.com/talat-pos/talat/app/goods"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shop"
)

// leftSide tells what the shift came to.
type leftSide struct {
	board              *fyne.Container
	sold, bills        *widget.Text
	soldName           *widget.Text
	split              *widget.Split
	ways, notes        [3]*widget.Text
	gross, owners      *figure
	bars               *widget.Bars
	best               [bestCount]*bestRow
	noBest             *widget.WrapLabel
	noChecks           *widget.Text
	in, out            *widget.Button
	bestBox, checks    *fyne.Container
	checksBox, soldBox *fyne.Container
	sumBox             *fyne.Container
}

var wayColours = [3]fyne.ThemeColorName{theme.Pay, theme.InkStrong, theme.Gold}

func (p *Page) buildLeft() fyne.CanvasObject {
	l, t := &p.left, p.k.T
	var gross, owners fyne.CanvasObject
	l.gross, gross = newFigure(t("shift.gross"))
	l.owners, owners = newFigure(t("shift.owners"))
	l.bars = widget.NewBars(100, nil)
	week := container.NewBorder(widget.NewText(t("shift.week"), widget.Section), nil, nil, nil, l.bars)
	l.bestBox = container.New(slots{bestCount})
	for n := range l.best {
		l.best[n] = newBestRow()
		l.bestBox.Add(l.best[n])
	}
	l.noBest = widget.NewWrapLabel(t("shift.best.none"), 3, widget.Caption)
	sold := container.NewBorder(widget.NewText(t("shift.best"), widget.Section), nil, nil, nil, container.NewStack(l.bestBox, container.NewVBox(l.noBest)))
	l.checks = container.New(&fit{columns: 3})
	l.noChecks = widget.NewText(t("shift.check.none"), widget.Caption).Shrink()
	l.in = widget.NewButton(widget.Plain, t("shift.in"), func() { p.moveCash(true) }).WithIcon("plus").WithKey(p.key("F5")).WithHeight(theme.ButtonLow)
	l.out = widget.NewButton(widget.Plain, t("shift.out"), func() { p.moveCash(false) }).WithIcon("minus").WithKey(p.key("F6")).WithHeight(theme.ButtonLow)
	head := widget.Beside(widget.NewText(t("shift.checks"), widget.Section).Shrink(), widget.Row(l.in, l.out))
	l.checksBox = widget.Column(widget.Gap, head, container.NewStack(container.New(widget.Least{Height: 44}, l.noChecks), l.checks))
	l.board = container.New(&board{width: roomy}, p.buildSum(), gross, owners, widget.NewCard(week), widget.NewCard(sold), widget.NewCard(l.checksBox))
	return scrolled(l.board)
}

func (p *Page) buildSum() fyne.CanvasObject {
	l := &p.left
	l.soldName = widget.NewText(p.k.T("shift.sold"), widget.Caption)
	l.sold = widget.NewText("", widget.Strong.At(theme.Total).In(theme.InkStrong))
	l.bills = widget.NewText("", widget.Caption.Right()).Shrink()
	l.split = widget.NewSplit(18)
	grid := container.NewGridWithColumns(3)
	for n := range l.ways {
		l.ways[n], l.notes[n] = widget.NewText("", widget.Strong.At(theme.Small)).Shrink(), widget.NewText("", widget.Caption).Shrink()
		grid.Add(dotted(wayColours[n], l.ways[n], l.notes[n]))
	}
	l.soldBox = widget.Row(l.soldName, l.sold)
	l.sumBox = widget.Column(6, container.New(layout.NewBorderLayout(nil, nil, l.soldBox, nil), l.soldBox, container.New(layout.NewCustomPaddedLayout(0, 0, widget.Gap, 0), l.bills)), l.split, grid)
	return widget.NewCard(l.sumBox)
}

// dotted puts a square of a colour before a text, with a note under the text.
func dotted(colour fyne.ThemeColorName, text, note fyne.CanvasObject) fyne.CanvasObject {
	const side, gap = 11, 7
	dot := container.New(exact{side}, container.NewVBox(layout.NewSpacer(), widget.NewSplit(side, widget.Share{Value: 1, Colour: colour}), layout.NewSpacer()))
	beside := func(object fyne.CanvasObject) fyne.CanvasObject { return widget.Inset(0, 0, side+gap, 0, object) }
	return widget.Column(-4, container.NewStack(container.NewHBox(dot), beside(text)), beside(note))
}

func (p *Page) refreshLeft() {
	l, m, t := &p.left, p.m, p.k.T
	var sold money.Satang
	bills := 0
	if m.shift != nil {
		sold, bills = m.shift.Sold, m.shift.Bills
	}
	l.soldName.Set(t("shift.sold"))
	if m.shift != nil && m.shift.Close != nil {
		l.soldName.Set(t("shift.sold.last"))
	}
	l.sold.Set(i18n.BahtShort(sold))
	average := money.Satang(0)
	if bills > 0 {
		average = sold.Share(1, int64(bills))
	}
	l.bills.Set(t("shift.bills", fault.Values{"bills": bills, "average": i18n.BahtSign(average)}))
	p.refreshWays()
	gross, rate := m.gross()
	note := rate.String() + "%"
	if m.wholeDay() {
		note += " · " + t("shift.whole_day")
	}
	l.gross.amount.Set(i18n.BahtShort(gross))
	l.gross.note.Set(note)
	l.owners.amount.Set(i18n.BahtShort(m.sum.Owners))
	l.owners.note.Set(t("shift.owners.note", fault.Values{"producers": m.owed}))
	var bars []widget.Bar
	for n, sum := range m.week {
		bars = append(bars, widget.Bar{One: int64(sum.Total), Label: i18n.Weekday(p.k.Lang, sum.Day),
			Under: strings.TrimPrefix(string(sum.Day[max(len(sum.Day)-2, 0):]), "0"), Strong: n == len(m.week)-1})
	}
	l.bars.Set(bars)
	p.refreshBest()
	p.refreshChecks()
	l.sumBox.Refresh()
	l.checksBox.Refresh()
	l.board.Refresh()
}

func (p *Page) refreshWays() {
	l, t := &p.left, p.k.T
	ways := p.m.ways()
	l.split.Set(widget.Share{Value: max(int64(ways.cash), 0), Colour: theme.Pay}, widget.Share{Value: max(int64(ways.promptpay), 0), Colour: theme.InkStrong},
		widget.Share{Value: max(int64(ways.other), 0), Colour: theme.Gold})
	l.ways[0].Set(t("receipt.method.cash") + "  " + bare(ways.cash))
	l.ways[1].Set(t("receipt.method.promptpay") + "  " + bare(ways.promptpay))
	l.ways[2].Set(t("shift.way.other") + "  " + bare(ways.other))
	if p.m.shift == nil {
		return
	}
	drawer := p.m.shift.Drawer
	l.notes[0].Set(t("shift.way.cash", fault.Values{"taken": bare(drawer.Taken - drawer.Change), "back": bare(drawer.Refunded)}))
	l.notes[1].Set(t("shift.way.count", fault.Values{"count": ways.transfers}))
	var names []string
	for _, code := range ways.others {
		names = append(names, p.methodName(code))
	}
	l.notes[2].Set(strings.Join(names, " · "))
}

func (p *Page) methodName(code string) string {
	for _, key := range []string{"receipt.method." + code, "shift.method." + code} {
		if i18n.Has(p.k.Lang, key) {
			return p.k.T(key)
		}
	}
	return code
}

func (p *Page) refreshBest() {
	l := &p.left
	for n, r := range l.best {
		r.Hidden = n >= len(p.m.best)
		if r.Hidden {
			continue
		}
		sold := p.m.best[n]
		r.thumb.Set(goods.Drawing(sold.name, ""), p.photos.Get(sold.photo))
		r.name.Set(sold.name)
		r.count.Set(i18n.Qty(sold.qty))
		r.total.Set(bare(sold.total))
		r.box.Refresh()
	}
	l.noBest.Hidden = len(p.m.best) > 0
}

// refreshChecks lists what to look at before closing, each leading there.
func (p *Page) refreshChecks() {
	l, t := &p.left, p.k.T
	l.checks.RemoveAll()
	add := func(icon, label string, to nav.Route) {
		l.checks.Add(widget.NewNudge(widget.NudgeData{Label: label, Icon: icon, MoreIcon: "arrow", Tone: widget.Watch}, func() { p.k.Go(to) }))
	}
	shift := p.m.shift
	if shift != nil && shift.Close == nil {
		if n := len(shift.Parked); n > 0 {
			add("pause", t("shift.check.parked", fault.Values{"count": n}), nav.Route{Screen: kit.Till})
		}
		if n := len(shift.Waiting); n > 0 {
			add("clock", t("shift.check.waiting", fault.Values{"count": n, "amount": i18n.BahtShort(draftsTotal(shift.Waiting))}), nav.Route{Screen: kit.Bills, Arg: "waiting"})
		}
		if n := len(shift.SlipOnly); n > 0 {
			sum := money.Satang(0)
			for _, slip := range shift.SlipOnly {
				sum += slip.Amount
			}
			add("slip", t("shift.check.slip", fault.Values{"count": n, "amount": i18n.BahtShort(sum)}), nav.Route{Screen: kit.Bills, Arg: "slip"})
		}
		if n := len(shift.Returned); n > 0 {
			sum := money.Satang(0)
			for _, back := range shift.Returned {
				sum += back.Total
			}
			add("undo", t("shift.check.returned", fault.Values{"count": n, "amount": i18n.BahtShort(sum)}), nav.Route{Screen: kit.Bills, Arg: "returned"})
		}
	}
	l.noChecks.Hidden = len(l.checks.Objects) > 0 || !p.m.isOpen()
	l.in.SetEnabled(p.m.isOpen() || !p.m.must)
	l.out.SetEnabled(p.m.isOpen() || !p.m.must)
	widget.Connect(p.k.Router, l.checks)
}

// bare writes an amount without its sign, and without decimals where there are none.
func bare(amount money.Satang) string { return strings.TrimSuffix(i18n.Baht(amount), ".00") }

func draftsTotal(drafts []shop.Draft) (sum money.Satang) {
	for _, draft := range drafts {
		sum += draft.Total
	}
	return sum
}
