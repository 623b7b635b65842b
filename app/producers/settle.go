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
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shop"
)

// settling is the dialog that closes one producer's account: line by line what is settled, and how it is paid.
type settling struct {
	page    *Page
	who     shop.ProducerAccount
	id      id.Settlement // pressed twice it settles once
	until   *widget.DateField
	shown   *shop.ProducerStatement // nil while it is read
	ways    *ways
	sums    *fyne.Container
	list    *widget.List
	trouble *widget.WrapLabel
	dialog  *prompt.Dialog
	again   error // why it was not settled, said beside the lines that were read anew
}

// settle opens the dialog for the chosen producer; where only an open settlement is to be paid, it pays that.
func (p *Page) settle() {
	who := p.model.producer()
	if who == nil || p.model.detail == nil {
		return
	}
	if why := who.Refusal(""); why != nil {
		if paper := p.model.openPaper(); paper != nil {
			p.payPaper(*paper, who.Name, func() {})
			return
		}
		p.kit.Prompt.Say(p.message(why))
		return
	}
	newSettling(p, *who, p.model.detail.open).open()
}

func newSettling(p *Page, who shop.ProducerAccount, open *shop.ProducerStatement) *settling {
	k := p.kit
	d := &settling{page: p, who: who, id: id.New[id.Settlement](), ways: newWays(p, consign.Cash, consign.Transfer, consign.PromptPay, ""), trouble: newTrouble(), sums: widget.Column(4)}
	d.until = widget.NewDateField(k.Lang, open.Until, "")
	d.until.OnChanged = func(string) { d.read() }
	d.list = widget.NewList(theme.RowHeight, newSaleRow, func(index int, r *saleRow, _ bool) {
		if d.shown != nil && index < len(d.shown.Items) {
			r.show(p, &d.shown.Items[index])
		}
	})
	left := widget.Column(10, widget.NewFormRow(k.T("producers.until"), d.until), widget.NewNotice(widget.Calm, d.sums), d.ways.grid, d.trouble)
	rows := container.New(widget.Least{Width: 300, Height: min(k.Prompt.Size().Height*0.5, 400)}, widget.NewFlushCard(d.list))
	d.dialog = &prompt.Dialog{Title: k.T("producers.settle_one", fault.Values{"name": who.Name}), Width: 900, Bindings: append(d.ways.bindings(),
		keys.Binding{Chord: "PageUp", Do: func() { d.list.Step(0, -5) }, Repeat: true}, keys.Binding{Chord: "PageDown", Do: func() { d.list.Step(0, 5) }, Repeat: true}),
		Body: container.New(widget.Sides{Share: 0.55, Least: 320, Most: 480}, left, rows),
		Actions: []prompt.Action{{Label: k.T("prompt.cancel"), Key: keys.Esc},
			{Label: k.T("producers.settle_ok"), Key: keys.Enter, Icon: "check", Kind: widget.Pay, Stays: true, Do: d.take}}}
	d.show(open)
	return d
}

func (d *settling) open() { d.page.kit.Prompt.Show(d.dialog) }

// read looks how the producer stands up to the day that is typed.
func (d *settling) read() {
	day, err := d.until.Day()
	if err != nil || day == "" {
		d.shown = nil
		return
	}
	s, who := d.page.kit.Shop, d.who.ID
	task.Run(d.page.runner, "statement", func(ctx context.Context) (*shop.ProducerStatement, error) { return s.OpenStatement(ctx, who, day) },
		func(st *shop.ProducerStatement, err error) {
			if err != nil {
				d.page.tell(d.dialog, d.trouble, err)
				return
			}
			d.show(st)
			d.dialog.Refresh()
		})
}

func (d *settling) show(st *shop.ProducerStatement) {
	d.shown = st
	d.sums.Objects = sumRows(d.page, st)
	d.sums.Refresh()
	d.list.SetCount(len(st.Items))
	err := d.refusal()
	if err == nil {
		err = d.again
	}
	d.page.tell(d.dialog, d.trouble, err)
	d.again = nil
}

// refusal says why the producer waits up to that day; nil when they do not.
func (d *settling) refusal() error {
	of := d.who
	of.Unsettled = d.shown.Sums
	if why := of.Refusal(""); why != nil {
		return why
	}
	return nil
}

// sumRows writes how a statement comes to what is paid.
func sumRows(p *Page, st *shop.ProducerStatement) []fyne.CanvasObject {
	t, sums := p.kit.T, st.Sums
	line := func(key string, amount money.Satang, style widget.Style) fyne.CanvasObject {
		label := style
		label.Align = fyne.TextAlignLeading
		return widget.Beside(widget.NewText(t(key), label).Shrink(), widget.NewMoney(amount, false, style.Right()))
	}
	rows := []fyne.CanvasObject{line("statement.sold", sums.Sold, widget.Body)}
	if sums.VAT != 0 {
		rows = append(rows, line("statement.vat", -sums.VAT, widget.Body))
	}
	rows = append(rows, line("statement.commission", -sums.Commission(), widget.Body))
	if sums.Direct != 0 {
		rows = append(rows, line("statement.direct", -sums.Direct, widget.Body))
	}
	return append(rows, widget.NewDivider(), widget.Beside(widget.NewText(t("statement.payable"), widget.Strong).Shrink(),
		widget.NewMoney(sums.Payable(), true, widget.Figure.At(theme.MoneyText).In(theme.InkStrong))))
}

func (d *settling) take() {
	day, err := d.until.Day()
	switch {
	case err != nil:
		d.page.tell(d.dialog, d.trouble, err)
		return
	case d.shown == nil || d.shown.Until != day || d.page.runner.Busy("settle"):
		return // what would be settled is not seen yet
	}
	if err := d.refusal(); err != nil {
		d.page.tell(d.dialog, d.trouble, err)
		return
	}
	if d.ways.method() == consign.PromptPay {
		d.page.showCode(d.who.ID, d.shown.Sums.Payable(), i18n.Date(d.page.kit.Lang, day), func() { d.write(day) })
		return
	}
	d.write(day)
}

func (d *settling) write(day clock.Day) {
	p, s := d.page, d.page.kit.Shop
	payable := d.shown.Sums.Payable()
	request := consign.Request{Until: day, Pay: d.ways.method(), Producers: []consign.Wanted{{ID: d.id, ProducerID: d.who.ID, Shown: &payable}}}
	task.Run(p.runner, "settle", func(ctx context.Context) (shop.Settled, error) { return s.Settle(ctx, request) }, func(settled shop.Settled, err error) {
		if err != nil {
			d.again = err
			d.read() // sales may have come in meanwhile
			return
		}
		d.dialog.Close()
		paper := settled.Papers[0]
		said := "producers.settled_paid"
		if paper.Left() > 0 {
			said = "producers.settled_open"
		}
		p.kit.Prompt.Say(p.kit.T(said, fault.Values{"number": paper.Number, "amount": paper.Payable}))
		p.changed()
		p.openPaper(paper.Number)
	})
}

// saleRow is a sold line in a list.
type saleRow struct {
	toolkit.BaseWidget
	name, note *widget.Text
	amount     *widget.Money
	box        *fyne.Container
}

func newSaleRow() *saleRow {
	r := &saleRow{name: widget.NewText("", widget.Body).Shrink(), note: widget.NewText("", widget.Caption).Shrink(), amount: widget.NewMoney(0, false, widget.Figure)}
	r.box = widget.Inset(5, 5, 12, 12, widget.Beside(widget.Column(-4, r.name, r.note), r.amount))
	r.ExtendBaseWidget(r)
	return r
}

// CreateRenderer belongs to the toolkit.
func (r *saleRow) CreateRenderer() fyne.WidgetRenderer { return toolkit.NewSimpleRenderer(r.box) }

func (r *saleRow) show(p *Page, item *consign.Item) {
	name, note, amount := item.Name, shortDay(p.kit.Lang, item.Day)+" · "+item.Bill+" · "+i18n.Qty(item.Qty)+" "+item.Unit, item.Share
	if item.Direct != 0 {
		name, note, amount = p.kit.T("producers.direct"), shortDay(p.kit.Lang, item.Day)+" · "+item.Bill, -item.Direct
	}
	style := widget.Figure
	if amount < 0 {
		style = widget.Figure.In(theme.Trouble)
	}
	r.name.Set(name)
	r.note.Set(note)
	r.amount.SetAmount(amount)
	r.amount.SetStyle(style)
	r.box.Refresh()
}
