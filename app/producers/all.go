package producers

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
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shop"
)

// everyone is the dialog that closes the accounts of all producers in one pass: who gets what, and who waits
// and why.
type everyone struct {
	page     *Page
	until    *widget.DateField
	day      clock.Day              // that the accounts are of
	accounts []shop.ProducerAccount // those with something; nil while they are read
	ids      map[id.Party]id.Settlement
	ways     *ways
	list     *widget.List
	total    *widget.WrapLabel
	trouble  *widget.WrapLabel
	dialog   *prompt.Dialog
	again    error // why nothing was settled, said beside the table that was read anew
}

func (p *Page) settleAll() { newEveryone(p).open() }

func newEveryone(p *Page) *everyone {
	k := p.kit
	d := &everyone{page: p, ids: map[id.Party]id.Settlement{}, ways: newWays(p, "", consign.Cash, consign.Transfer), trouble: newTrouble(),
		total: widget.NewWrapLabel("", 2, widget.Strong)}
	d.until = widget.NewDateField(k.Lang, clock.DayOf(k.Shop.Clock()), "")
	d.until.OnChanged = func(string) { d.read() }
	d.list = widget.NewList(theme.RowHeight, newDueRow, func(index int, r *dueRow, _ bool) {
		if index < len(d.accounts) {
			r.show(p, &d.accounts[index])
		}
	})
	rows := container.New(widget.Least{Width: 300, Height: min(k.Prompt.Size().Height*0.42, 340)}, widget.NewFlushCard(d.list))
	d.ways.grid.Layout = container.NewGridWithColumns(3).Layout
	d.dialog = &prompt.Dialog{Title: k.T("producers.settle_all"), Width: 820, Focus: d.until, Bindings: append(d.ways.bindings(),
		keys.Binding{Chord: "PageUp", Do: func() { d.list.Step(0, -5) }, Repeat: true}, keys.Binding{Chord: "PageDown", Do: func() { d.list.Step(0, 5) }, Repeat: true}),
		Body: widget.Column(10, container.NewGridWithColumns(2, widget.NewFormRow(k.T("producers.until"), d.until), widget.Inset(28, 0, 10, 0, d.total)),
			rows, d.ways.grid, d.trouble),
		Actions: []prompt.Action{{Label: k.T("prompt.cancel"), Key: keys.Esc},
			{Label: k.T("producers.settle_ok"), Key: keys.Enter, Icon: "check", Kind: widget.Pay, Stays: true, Do: d.take}}}
	return d
}

func (d *everyone) open() {
	d.page.kit.Prompt.Show(d.dialog)
	d.read()
}

func (d *everyone) read() {
	day, err := d.until.Day()
	if err != nil || day == "" {
		d.accounts = nil
		return
	}
	s := d.page.kit.Shop
	task.Run(d.page.runner, "all", func(ctx context.Context) ([]shop.ProducerAccount, error) { return s.ProducerAccounts(ctx, day) },
		func(all []shop.ProducerAccount, err error) {
			if err != nil {
				d.page.tell(d.dialog, d.trouble, err)
				return
			}
			d.show(day, all)
		})
}

// show lists those with something open: who is paid first, who waits below.
func (d *everyone) show(day clock.Day, all []shop.ProducerAccount) {
	d.day, d.accounts = day, []shop.ProducerAccount{}
	var waiting []shop.ProducerAccount
	sum := money.Satang(0)
	for _, a := range all {
		switch {
		case a.Unsettled.Empty():
		case a.Refusal("") != nil:
			waiting = append(waiting, a)
		default:
			d.accounts = append(d.accounts, a)
			sum += a.Unsettled.Payable()
			if d.ids[a.ID].IsZero() {
				d.ids[a.ID] = id.New[id.Settlement]()
			}
		}
	}
	d.total.Set(d.page.kit.T("producers.all_sum", fault.Values{"count": len(d.accounts), "sum": sum, "waiting": len(waiting)}))
	d.dialog.Button(1).SetEnabled(len(d.accounts) > 0)
	d.accounts = append(d.accounts, waiting...)
	d.list.SetCount(len(d.accounts))
	d.page.tell(d.dialog, d.trouble, d.again)
	d.again = nil
	d.dialog.Refresh()
}

func (d *everyone) take() {
	day, err := d.until.Day()
	if err != nil {
		d.page.tell(d.dialog, d.trouble, err)
		return
	}
	if d.accounts == nil || day != d.day || d.page.runner.Busy("settle") {
		return // what would be settled is not seen yet
	}
	request := consign.Request{Until: day, Pay: d.ways.method(), Others: true}
	for n := range d.accounts {
		if a := &d.accounts[n]; a.Refusal("") == nil {
			payable := a.Unsettled.Payable()
			request.Producers = append(request.Producers, consign.Wanted{ID: d.ids[a.ID], ProducerID: a.ID, Shown: &payable})
		}
	}
	if len(request.Producers) == 0 {
		return
	}
	d.write(request)
}

func (d *everyone) write(request consign.Request) {
	p, s := d.page, d.page.kit.Shop
	d.dialog.Button(1).Disable()
	d.total.Set(p.kit.T("producers.settling"))
	task.Run(p.runner, "settle", func(ctx context.Context) (shop.Settled, error) { return s.Settle(ctx, request) }, func(settled shop.Settled, err error) {
		if err != nil {
			d.dialog.Button(1).Enable()
			d.again = err
			d.read() // sales may have come in meanwhile
			return
		}
		d.dialog.Close()
		p.changed()
		p.askPrint(settled.Papers)
	})
}

// askPrint offers the statements of what was just settled.
func (p *Page) askPrint(papers []shop.Settlement) {
	sum := money.Satang(0)
	for _, paper := range papers {
		sum += paper.Payable
	}
	p.kit.Prompt.Ask(prompt.Question{Title: p.kit.T("producers.settled_all"), Yes: p.kit.T("producers.print_all"), No: p.kit.T("producers.not_now"),
		Text: p.kit.T("producers.settled_all_text", fault.Values{"count": len(papers), "sum": sum})}, func(yes bool) {
		if yes {
			p.printPapers(papers)
		}
	})
}

// dueRow is a producer in the table of all: what they get, or why they wait.
type dueRow struct {
	toolkit.BaseWidget
	name, note *widget.Text
	amount     *widget.Money
	state      *widget.Pill
	box        *fyne.Container
}

func newDueRow() *dueRow {
	r := &dueRow{name: widget.NewText("", widget.Strong).Shrink(), note: widget.NewText("", widget.Caption).Shrink(),
		amount: widget.NewMoney(0, false, widget.Figure), state: widget.NewPill(widget.ChipData{})}
	amount := container.New(widget.AtLeast(widget.Unit(110)), container.NewVBox(r.amount))
	r.box = widget.Inset(5, 5, 14, 14, widget.Beside(widget.Column(-4, r.name, r.note), widget.Row(container.NewCenter(r.state), container.NewCenter(amount))))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *dueRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (r *dueRow) show(p *Page, a *shop.ProducerAccount) {
	r.name.Set(a.Name)
	r.amount.SetAmount(a.Unsettled.Payable())
	why := a.Refusal("")
	if why == nil {
		r.note.Set(p.kit.T("producers.due_note", fault.Values{"count": a.Unsettled.Lines, "sold": a.Unsettled.Sold}))
		r.state.Set(widget.ChipData{Label: p.kit.T("producers.gets"), Tone: widget.Good})
	} else {
		r.note.Set(p.kit.T("producers.why."+why.Code, why.Values))
		r.state.Set(widget.ChipData{Label: p.kit.T("producers.waits"), Tone: widget.Watch})
	}
	r.box.Refresh()
}
