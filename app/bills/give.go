package bills

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	toolkit "fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shop"
)

func (p *Page) refund()   { p.give(false, p.m.can().refund) }
func (p *Page) exchange() { p.give(true, p.m.can().exchange) }

func (p *Page) give(exchange, may bool) {
	if p.m.bill == nil || p.m.atWaiting() {
		return
	}
	if !may {
		p.k.Prompt.Say(p.k.T("bills.refund.cannot"))
		return
	}
	newGiveDialog(p, newGiving(p.k.Shop, p.m.bill, exchange)).show()
}

// giveDialog chooses pieces to give back, for an exchange also goods out, and shows live what it comes to.
type giveDialog struct {
	page   *Page
	g      *giving
	ways   []string // of the select; the first is "as it came"
	dialog *prompt.Dialog

	list, out *widget.List
	search    *widget.Entry
	word, sum *widget.Text
	note      *widget.WrapLabel
	seen      *given // nil while it cannot be done
	busy      bool
}

func newGiveDialog(p *Page, g *giving) *giveDialog {
	d := &giveDialog{page: p, g: g}
	d.ways = append([]string{""}, p.m.ways(!g.bill.CustomerID.IsZero())...)
	return d
}

// pieceRow is a line with a stepper.
type pieceRow struct {
	toolkit.BaseWidget
	name, note *widget.Text
	stepper    *widget.Stepper
	box        *fyne.Container
}

func newPieceRow() *pieceRow {
	r := &pieceRow{name: widget.NewText("", widget.Body).Shrink(), note: widget.NewText("", widget.Caption).Shrink(), stepper: widget.NewStepper("", nil)}
	r.box = widget.Inset(4, 4, 12, 8, widget.Beside(widget.Column(-4, r.name, r.note), container.NewCenter(r.stepper)))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *pieceRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (d *giveDialog) show() {
	t := d.page.k.T
	title, ok := "bills.refund.title", "bills.refund.ok"
	if d.g.exchange {
		title, ok = "bills.exchange.title", "bills.exchange.ok"
	}
	d.dialog = &prompt.Dialog{Title: t(title, fault.Values{"number": d.g.bill.Number}), Body: d.body(), Width: 720, OnScan: d.add, Typed: d.typed}
	if d.search != nil {
		d.dialog.Focus = d.search
	}
	step := func(by int) func() { return func() { d.step(d.g.chosen, by) } }
	move := func(by int) func() { return func() { d.g.move(by); d.list.Choose(d.g.chosen) } }
	d.dialog.Bindings = []keys.Binding{
		{Chord: "Up", Do: move(-1), Repeat: true}, {Chord: "Down", Do: move(1), Repeat: true},
		{Chord: "+", Do: step(1), Repeat: true, WhenEmpty: true}, {Chord: "-", Do: step(-1), Repeat: true, WhenEmpty: true},
		{Chord: "F5", Do: d.all}, {Chord: keys.Enter, Do: d.enter},
	}
	d.dialog.Actions = []prompt.Action{
		{Label: t("bills.cancel"), Key: keys.Esc},
		{Label: t("bills.refund.all"), Key: "F5", Stays: true, Do: d.all},
		{Label: t(ok), Key: keys.Save, Kind: widget.Primary, Stays: true, Do: d.askWhere},
	}
	d.page.k.Prompt.Show(d.dialog)
	d.changed()
}

func (d *giveDialog) body() fyne.CanvasObject {
	k := d.page.k
	d.list = widget.NewList(theme.RowHeight, newPieceRow, d.setPiece)
	d.list.OnChosen = func(n int) { d.g.chosen = n }
	d.list.SetCount(len(d.g.lines))
	d.list.Choose(0)
	d.word = widget.NewText("", widget.Section)
	d.sum = widget.NewText("", widget.Strong.At(theme.MoneyText).In(theme.InkStrong).Right())
	d.note = widget.NewWrapLabel(k.T("bills.refund.hint"), 2, widget.Caption)
	names := []string{k.T("bills.way.same")}
	for _, code := range d.ways[1:] {
		names = append(names, d.page.m.methodName(code))
	}
	way := widget.NewSelect(names, 0, "", func(n int) { d.g.way = d.ways[n]; d.changed() })
	foot := widget.NewNotice(widget.Calm, widget.Column(2, widget.Beside(d.word, d.sum), d.note))
	rows := min(max(len(d.g.lines), 2), 4)
	if d.g.exchange {
		rows = 2
		if k.Prompt.Size().Height < widget.Unit(lowWindow) {
			rows = 1 // what it comes to must be seen as well
		}
	}
	parts := []fyne.CanvasObject{boxed(d.list, rows)}
	if d.g.exchange {
		parts = append(parts, d.goodsOut(rows)...)
	}
	parts = append(parts, container.NewGridWithColumns(2, widget.NewFormRow(k.T("bills.way"), way), foot))
	return widget.Column(10, parts...)
}

func (d *giveDialog) goodsOut(rows int) []fyne.CanvasObject {
	d.search = widget.NewSearchEntry("scan", d.page.k.T("bills.exchange.search"), "")
	d.search.OnSubmitted = d.add
	d.out = widget.NewList(theme.RowHeight, newPieceRow, d.setOut)
	return []fyne.CanvasObject{d.search, boxed(d.out, rows)}
}

// lowWindow is the height, in units of the light look, below which an exchange shows its lists a row high.
const lowWindow = 640

// boxed gives a list the height of some rows.
func boxed(list fyne.CanvasObject, rows int) fyne.CanvasObject {
	return widget.NewFlushCard(container.New(widget.Rows(rows), list))
}

func (d *giveDialog) setPiece(index int, r *pieceRow, _ bool) {
	line := d.g.bill.Lines[d.g.lines[index]]
	r.name.Set(line.Name)
	r.note.Set(d.page.k.T("bills.refund.left", fault.Values{"price": line.UnitPrice, "left": line.Left, "unit": line.Unit}))
	r.stepper.OnStep = func(by int) { d.step(index, by) }
	r.stepper.Set(i18n.Qty(d.g.back[index]))
}

func (d *giveDialog) setOut(index int, r *pieceRow, _ bool) {
	r.name.Set(d.g.names[index])
	r.note.Set(d.page.k.T("bills.exchange.out"))
	r.stepper.OnStep = func(by int) {
		if by < 0 {
			d.g.less(index)
		} else {
			d.g.more(index)
		}
		d.changed()
	}
	r.stepper.Set(i18n.Qty(d.g.out.Lines[index].Qty))
}

// typed reports whether there is something to lose.
func (d *giveDialog) typed() bool { return d.g.begun() || d.search != nil && d.search.Text != "" }

func (d *giveDialog) step(n, by int) { d.g.step(n, by); d.list.Choose(d.g.chosen); d.changed() }
func (d *giveDialog) all()           { d.g.all(); d.changed() }

func (d *giveDialog) enter() {
	if d.search != nil && d.search.Text != "" {
		d.add(d.search.Text)
	}
}

// add puts goods out by a code or a name.
func (d *giveDialog) add(text string) {
	if !d.g.exchange || text == "" {
		return
	}
	work := d.g.clone()
	task.Run(d.page.runner, "goods", func(ctx context.Context) (*giving, error) { return work, work.add(ctx, text) },
		func(now *giving, err error) {
			if err != nil {
				d.say(i18n.Message(d.page.k.Lang, err))
				return
			}
			d.g.out, d.g.names = now.out, now.names
			d.search.SetText("")
			d.changed()
		})
}

func (d *giveDialog) say(text string) { d.note.Set(text); d.dialog.Refresh() }

// changed shows the pieces and works out the amount anew.
func (d *giveDialog) changed() {
	d.list.SetCount(len(d.g.lines))
	if d.out != nil {
		d.out.SetCount(len(d.g.out.Lines))
	}
	d.seen = nil
	d.dialog.Button(2).SetEnabled(false)
	if !d.g.any() {
		d.showSum(given{}, d.page.k.T("bills.refund.hint"))
		return
	}
	work := d.g.clone()
	task.Run(d.page.runner, "preview", work.preview, func(seen given, err error) {
		if err != nil {
			d.showSum(given{}, i18n.Message(d.page.k.Lang, err))
			return
		}
		d.seen = &seen
		d.dialog.Button(2).SetEnabled(true)
		d.showSum(seen, d.page.waysText(seen.Ways))
	})
}

func (d *giveDialog) showSum(seen given, note string) {
	back, pay := due(seen.Total)
	word, amount := "bills.refund.back", back
	if pay > 0 {
		word, amount = "bills.refund.pay", pay
	}
	d.word.Set(d.page.k.T(word))
	d.sum.Set(i18n.BahtSign(amount))
	d.say(note)
}

// waysText sums payments by their ways: "พร้อมเพย์ 90.00 · เงินสด 5.00".
func (p *Page) waysText(payments []ledger.Payment) string {
	sums, order := map[string]money.Satang{}, []string(nil)
	for _, way := range payments {
		if _, known := sums[way.Method]; !known {
			order = append(order, way.Method)
		}
		sums[way.Method] += way.Amount
	}
	var parts []string
	for _, code := range order {
		if sums[code] != 0 {
			parts = append(parts, p.m.methodName(code)+" "+i18n.Baht(sums[code].Abs()))
		}
	}
	return joined(parts...)
}

// askWhere asks why and whether the goods go back on the shelf, and does it.
func (d *giveDialog) askWhere() {
	if d.seen == nil {
		return
	}
	p, name := d.page, "refund"
	if d.g.exchange {
		name = "exchange"
	}
	p.k.Prompt.AskReasonFor(prompt.Input{Title: p.k.T("bills.where.title"), Text: p.k.T("bills.where.text"), Label: p.k.T("bills.reason")},
		p.reasons(name), prompt.NeedReason,
		prompt.Choice{Label: p.k.T("bills.where.waste"), Key: "F7", Icon: "trash", Do: func(reason string) { d.do(reason, true) }},
		prompt.Choice{Label: p.k.T("bills.where.shelf"), Key: keys.Enter, Icon: "stk", Kind: widget.Primary, Do: func(reason string) { d.do(reason, false) }})
}

func (d *giveDialog) do(reason string, waste bool) {
	if d.busy || d.seen == nil {
		return
	}
	d.busy = true
	way := d.seen.way
	work := d.g.clone()
	of := d.g.bill.ID
	s := d.page.k.Shop
	var answer shop.Answer
	task.Run(d.page.runner, "write", func(ctx context.Context) (done [2]*shop.Bill, err error) {
		if done[0], answer, err = work.do(ctx, way, reason, waste); err != nil {
			return done, err
		}
		done[1], err = s.Bill(ctx, of)
		return done, err
	}, func(done [2]*shop.Bill, err error) {
		d.busy = false
		if err != nil {
			d.page.k.Prompt.Error(err)
			return
		}
		d.dialog.Close()
		back, pay := due(done[0].Total)
		word, amount := "bills.refund.done", back
		if pay > 0 {
			word, amount = "bills.exchange.done", pay
		}
		d.page.k.Prompt.Say(d.page.withWarnings(d.page.k.T(word, fault.Values{"number": done[0].Number, "amount": amount}), answer.Warnings))
		d.page.m.list, d.page.m.bill = OfDay, done[0]
		d.page.k.Changed()
		d.page.load(done[0].Day)
	})
}
