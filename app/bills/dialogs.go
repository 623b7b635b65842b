package bills

import (
	"context"
	"strconv"

	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/customers"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// f4 corrects the way of payment, of a waiting bill it puts it on credit; f7 voids or writes off.
func (p *Page) f4() {
	if p.m.atWaiting() {
		p.credit()
		return
	}
	p.repay()
}

func (p *Page) f7() {
	if p.m.atWaiting() {
		p.loss()
		return
	}
	p.void()
}

// write runs something that changes the shop and shows the bill it gives; said is told of it.
func (p *Page) write(work func(context.Context) (*shop.Bill, error), said func(*shop.Bill) string) {
	task.Run(p.runner, "write", work, func(bill *shop.Bill, err error) {
		if err != nil {
			p.k.Prompt.Error(err)
			return
		}
		p.m.list, p.m.bill = OfDay, bill
		p.k.Prompt.Say(said(bill))
		p.k.Changed()
		p.load(bill.Day)
	})
}

func (p *Page) reasons(name string) []string {
	var all []string
	for n := 1; n <= 4; n++ {
		all = append(all, p.k.T("bills.reason."+name+"."+strconv.Itoa(n)))
	}
	return all
}

func (p *Page) void() {
	bill := p.m.bill
	if bill == nil || p.m.atWaiting() {
		return
	}
	if !p.m.can().void {
		p.k.Prompt.Say(p.k.T("bills.void.cannot"))
		return
	}
	p.k.Prompt.AskReason(prompt.Input{
		Title: p.k.T("bills.void.title", fault.Values{"number": bill.Number}),
		Text:  p.k.T("bills.void.text", fault.Values{"amount": bill.Total}),
		Label: p.k.T("bills.reason"), OK: p.k.T("bills.void.ok"),
	}, p.reasons("void"), true, needReason, func(reason string) {
		s := p.k.Shop
		p.write(func(ctx context.Context) (*shop.Bill, error) {
			if _, _, err := s.Void(ctx, bill.ID, reason); err != nil {
				return nil, err
			}
			return s.Bill(ctx, bill.ID)
		}, func(bill *shop.Bill) string {
			return p.k.T("bills.void.done", fault.Values{"number": bill.Number, "by": bill.VoidedBy})
		})
	})
}

// repay offers the ways of payment, each with a digit; the whole bill is taken to have come that way.
func (p *Page) repay() {
	bill := p.m.bill
	if bill == nil {
		return
	}
	if !p.m.can().repay {
		p.k.Prompt.Say(p.k.T("bills.repay.cannot"))
		return
	}
	grid := container.NewGridWithColumns(2)
	d := &prompt.Dialog{Title: p.k.T("bills.repay.title", fault.Values{"number": bill.Number})}
	for n, code := range p.m.ways(!bill.CustomerID.IsZero()) {
		if n >= 9 {
			break
		}
		choose := func() {
			d.Close()
			s := p.k.Shop
			p.write(func(ctx context.Context) (*shop.Bill, error) {
				return s.Repay(ctx, bill.ID, []selling.Tender{{Method: code}})
			}, func(*shop.Bill) string {
				return p.k.T("bills.repay.done", fault.Values{"method": p.m.methodName(code)})
			})
		}
		key := strconv.Itoa(n + 1)
		kind := widget.Plain
		if len(bill.Payments) == 1 && bill.Payments[0].Method == code {
			kind = widget.Picked
		}
		grid.Add(widget.NewButton(kind, p.m.methodName(code), choose).WithKey(key))
		d.Bindings = append(d.Bindings, keys.Binding{Chord: keys.Chord(key), Do: choose})
	}
	d.Body = column(12, widget.NewWrapLabel(p.k.T("bills.repay.text", fault.Values{"amount": bill.Total}), 3, widget.Body), grid)
	d.Actions = []prompt.Action{{Label: p.k.T("bills.cancel"), Key: keys.Esc}}
	p.k.Prompt.Show(d)
}

// print asks for the buyer's name, which may stay empty, and prints again.
func (p *Page) print() {
	bill := p.m.bill
	if bill == nil || p.m.atWaiting() {
		return
	}
	t := p.k.T
	name, tax, address := widget.NewEntry(""), widget.NewEntry(""), widget.NewEntry("")
	name.SetText(bill.Text.BuyerName)
	tax.SetText(bill.Text.BuyerTaxID)
	address.SetText(bill.Text.BuyerAddress)
	trouble := widget.NewWrapLabel("", 3, widget.TroubleText.At(theme.Small))
	trouble.Hide()
	body := column(8, widget.NewWrapLabel(t("bills.print.text"), 3, widget.Caption), widget.NewFormRow(t("bills.buyer.name"), name),
		widget.NewFormRow(t("bills.buyer.tax"), tax), widget.NewFormRow(t("bills.buyer.address"), address), trouble)
	d := &prompt.Dialog{Title: t("bills.print.title", fault.Values{"number": bill.Number}), Body: body}
	do := func() {
		s, lang, buyer := p.k.Shop, p.k.Lang, [3]string{name.Text, tax.Text, address.Text}
		task.Run(p.runner, "print", func(ctx context.Context) (string, error) { return printAgain(ctx, s, lang, bill.ID, buyer) },
			func(path string, err error) {
				if fault.Is(err, "name_missing") || fault.Is(err, "tax_id_digits") {
					trouble.Set(p.k.T("bills.buyer.wrong"))
					trouble.Show()
					d.Refresh()
					return
				}
				d.Close()
				p.printed(bill.ID, path, err)
			})
	}
	d.Actions = []prompt.Action{{Label: t("bills.cancel"), Key: keys.Esc},
		{Label: t("bills.print.ok"), Key: keys.Enter, Icon: "print", Kind: widget.Primary, Stays: true, Do: do}}
	d.Bindings = []keys.Binding{{Chord: keys.Save, Do: do}, {Chord: "Ctrl+P", Do: do}}
	p.k.Prompt.Show(d)
}

func (p *Page) printed(bill id.Bill, path string, err error) {
	switch {
	case err != nil:
		p.k.Prompt.Error(err)
	case path == "":
		p.k.Prompt.Say(p.k.T("bills.print.none"))
	default:
		p.k.Prompt.Say(p.k.T("bills.print.done"))
	}
	p.open(bill)
}

// credit puts a waiting bill on its customer's account, after asking for one where it names none.
func (p *Page) credit() {
	draft := p.m.draft()
	if draft == nil {
		return
	}
	waiting := *draft
	do := func(customer id.Party) {
		s := p.k.Shop
		p.write(func(ctx context.Context) (*shop.Bill, error) {
			return settleWaiting(ctx, s, waiting, customer, selling.Tender{Method: selling.Credit})
		}, func(bill *shop.Bill) string {
			return p.k.T("bills.credit.done", fault.Values{"name": bill.Customer.Name})
		})
	}
	if !waiting.Cart.CustomerID.IsZero() {
		do(waiting.Cart.CustomerID)
		return
	}
	customers.Choose(p.k, p.runner, customers.Choice{Title: p.k.T("bills.credit.title"), OK: p.k.T("bills.credit.ok"), Named: true},
		func(who shop.Customer, chosen bool) {
			if chosen {
				do(who.ID)
			}
		})
}

// loss writes a waiting bill off, with a reason.
func (p *Page) loss() {
	draft := p.m.draft()
	if draft == nil {
		return
	}
	waiting := *draft
	p.k.Prompt.AskReason(prompt.Input{
		Title: p.k.T("bills.loss.title", fault.Values{"tag": tag(draft)}),
		Text:  p.k.T("bills.loss.text", fault.Values{"amount": draft.Total}),
		Label: p.k.T("bills.reason"), OK: p.k.T("bills.loss.ok"),
	}, p.reasons("loss"), true, needReason, func(reason string) {
		s := p.k.Shop
		p.write(func(ctx context.Context) (*shop.Bill, error) {
			return settleWaiting(ctx, s, waiting, id.Party{}, selling.Tender{Method: selling.Loss, Reason: reason})
		}, func(bill *shop.Bill) string {
			return p.k.T("bills.loss.done", fault.Values{"number": bill.Number})
		})
	})
}
