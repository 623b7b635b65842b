package customers

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/pay"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/sound"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// payment is the dialog that takes money for what a customer owes. The oldest bills are paid first.
type payment struct {
	page    *Page
	id      id.Change // of the money taken: pressed twice it is taken once
	who     shop.Customer
	ways    []string
	way     int
	amount  *widget.AmountEntry
	buttons []*widget.Button
	slip    *pay.Slip // that the customer showed, nil for none
	said    *fyne.Container
	trouble *widget.WrapLabel
	body    *fyne.Container
	dialog  *prompt.Dialog
}

// pay opens the dialog for the chosen customer.
func (p *Page) pay() {
	who := p.model.customer()
	if who == nil || who.Owed <= 0 {
		p.kit.Prompt.Say(p.kit.T("customers.owes_nothing"))
		return
	}
	newPayment(p, *who).open()
}

func newPayment(p *Page, who shop.Customer) *payment {
	t := p.kit.T
	d := &payment{page: p, id: id.New[id.Change](), who: who, ways: p.model.ways(), amount: widget.NewAmountEntry(true)}
	d.amount.SetAmount(who.Owed)
	d.trouble = widget.NewWrapLabel("", 3, widget.TroubleText.At(theme.Small))
	d.trouble.Hide()
	d.said = container.NewStack()
	d.said.Hide()
	d.amount.OnChanged = func(string) { d.tell(nil) }
	grid := container.NewGridWithColumns(3)
	for n, code := range d.ways {
		d.buttons = append(d.buttons, widget.NewButton(widget.Plain, p.methodName(code), func() { d.choose(n) }))
		grid.Add(d.buttons[n])
	}
	d.choose(0)
	d.body = widget.Column(12, widget.NewWrapLabel(t("customers.pay_text", fault.Values{"name": who.Name, "amount": who.Owed}), 3, widget.Body),
		d.amount, widget.Column(4, widget.NewText(t("customers.pay_way"), widget.Caption), grid), d.said, d.trouble)
	d.dialog = &prompt.Dialog{Title: t("customers.pay"), Body: d.body, Focus: d.amount, Width: widget.Unit(560),
		OnScan: d.scan, Bindings: []keys.Binding{{Chord: "Up", Do: func() { d.step(-1) }}, {Chord: "Down", Do: func() { d.step(1) }}},
		Actions: []prompt.Action{
			{Label: t("prompt.cancel"), Key: keys.Esc},
			{Label: t("customers.pay_slip"), Key: "F3", Icon: "slip", Stays: true, Do: func() { d.checkSlip("") }},
			{Label: t("customers.pay_ok"), Key: keys.Enter, Icon: "check", Kind: widget.Pay, Stays: true, Do: d.take},
		}}
	return d
}

func (d *payment) open() { d.page.kit.Prompt.Show(d.dialog) }

// scan reads the code of a slip; goods have no place here.
func (d *payment) scan(code string) {
	if pay.IsSlip(code) {
		d.checkSlip(code)
	}
}

// checkSlip reads a slip that the customer shows; what is said of it stays below the amount.
func (d *payment) checkSlip(code string) {
	pay.CheckSlip(d.page.kit, d.page.runner, code, func(slip pay.Slip) {
		d.slip = &slip
		d.said.Objects = []fyne.CanvasObject{slip.Notice}
		d.said.Show()
		d.dialog.Refresh()
	})
}

// step chooses the way before or after, around the ends: the digits belong to the amount.
func (d *payment) step(by int) { d.choose((d.way + by + len(d.ways)) % len(d.ways)) }

func (d *payment) choose(way int) {
	d.way = way
	for n, button := range d.buttons {
		kind := widget.Plain
		if n == way {
			kind = widget.Picked
		}
		button.SetKind(kind)
	}
}

// tender reads what is to be written: no more than is owed, and money by bank was seen.
func (d *payment) tender() (selling.Tender, error) {
	amount, err := d.amount.Amount()
	switch {
	case err != nil:
		return selling.Tender{}, err
	case amount <= 0:
		return selling.Tender{}, fault.New("amount_not_positive", "amount", nil)
	case amount > d.who.Owed:
		return selling.Tender{}, fault.New("debt_above", "amount", fault.Values{"owed": d.who.Owed, "paid": amount})
	}
	tender := selling.Tender{Method: d.ways[d.way], Amount: &amount}
	if d.page.model.methods[tender.Method].Evidence {
		tender.Evidence = selling.Seen
		if d.slip != nil {
			d.slip.Mark(&tender)
		}
	}
	return tender, nil
}

func (d *payment) take() {
	tender, err := d.tender()
	if err != nil {
		d.tell(err)
		return
	}
	s, request := d.page.kit.Shop, selling.DebtRequest{ID: d.id, CustomerID: d.who.ID, Tenders: []selling.Tender{tender}}
	task.Run(d.page.runner, "pay", func(ctx context.Context) (shop.Customer, error) {
		after, _, err := s.PayDebt(ctx, request)
		return after, err
	}, func(after shop.Customer, err error) {
		if err != nil {
			d.tell(err)
			return
		}
		d.dialog.Close()
		d.page.kit.Sound.Play(sound.Paid)
		d.page.kit.Prompt.Say(d.page.kit.T("customers.paid", fault.Values{"amount": *tender.Amount, "left": after.Owed}))
		d.page.kit.Changed()
		d.page.load()
	})
}

func (d *payment) tell(err error) {
	d.trouble.Hidden = err == nil
	d.amount.SetTroubled(err != nil)
	if err != nil {
		d.trouble.Set(i18n.Message(d.page.kit.Lang, err))
	}
	d.dialog.Refresh()
}
