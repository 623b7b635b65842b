package bills

import (
	"context"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/addresses"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/printout"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/shop"
)

// printDialog asks for the buyer's name, which may stay empty, and shows beside it what will print.
type printDialog struct {
	page   *Page
	bill   *shop.Bill
	dialog *prompt.Dialog

	name, tax, address *widget.Entry
	trouble            *widget.WrapLabel
	sheet              *paper
}

// print opens the dialog for the chosen bill; one that waits has a statement of what is due.
func (p *Page) print() {
	if draft := p.m.draft(); draft != nil {
		p.printDraft(draft)
		return
	}
	if p.m.bill == nil || p.m.atWaiting() {
		return
	}
	d := &printDialog{page: p, bill: p.m.bill, name: widget.NewEntry(""), tax: widget.NewEntry("").Numbered(), address: widget.NewEntry(""),
		trouble: widget.NewWrapLabel("", 3, widget.TroubleText.At(theme.Small)), sheet: newPaper()}
	d.name.SetText(d.bill.Text.BuyerName)
	d.tax.SetText(d.bill.Text.BuyerTaxID)
	d.address.SetText(d.bill.Text.BuyerAddress)
	for _, field := range []*widget.Entry{d.name, d.tax, d.address} {
		field.OnChanged = func(string) { d.draw() }
	}
	d.trouble.Hide()
	d.sheet.set(p.m.slip.Bitmap)
	t := p.k.T
	d.dialog = &prompt.Dialog{Title: t("bills.print.title", fault.Values{"number": d.bill.Number}), Body: d.body(), Width: 780, Focus: d.name, Typed: prompt.TypedIn(d.name, d.tax, d.address),
		Bindings: append(addresses.Bindings(addresses.Of(p.k, d.address)), keys.Binding{Chord: keys.Save, Do: d.do}, keys.Binding{Chord: "Ctrl+P", Do: d.do}),
		Actions: []prompt.Action{{Label: t("bills.cancel"), Key: keys.Esc},
			{Label: t("bills.papers"), Key: keyPapers, Icon: "bill", Do: func() { p.papersFor(d.bill, d.buyer()) }},
			{Label: t("bills.print.ok"), Key: keys.Enter, Icon: "print", Kind: widget.Primary, Stays: true, Do: d.do}}}
	p.k.Prompt.Show(d.dialog)
}

func (p *Page) printDraft(draft *shop.Draft) {
	s, lang, cart := p.k.Shop, p.k.Lang, draft.Cart
	printout.Open(p.k, printout.Form{Title: p.k.T("bills.statement"), Lay: func() func(context.Context) (printout.Made, error) {
		return func(ctx context.Context) (made printout.Made, err error) {
			made.Papers, err = s.DraftPapers(ctx, &cart, shop.ReceiptOptions{Lang: lang})
			return made, err
		}
	}})
}

func (d *printDialog) body() fyne.CanvasObject {
	t := d.page.k.T
	form := widget.Column(8, widget.NewWrapLabel(t("bills.print.text"), 4, widget.Caption), widget.NewFormRow(t("bills.buyer.name"), d.name),
		widget.NewFormRow(t("bills.buyer.tax"), d.tax), widget.NewFormRow(t("bills.buyer.address"), d.address),
		container.NewHBox(addresses.Button(d.page.k, addresses.Of(d.page.k, d.address))), d.trouble)
	high := d.page.k.Prompt.Size().Height * 0.6
	slip := container.New(widget.Least{Width: paperMin + 20, Height: high}, widget.NewNotice(widget.Calm, widget.NewDragScroll(d.sheet)))
	return container.New(widget.Sides{Share: 0.46, Least: paperMin, Most: 360}, form, slip)
}

// buyer is what is typed: name, tax id, address.
func (d *printDialog) buyer() [3]string { return [3]string{d.name.Text, d.tax.Text, d.address.Text} }

// draw shows the slip with the buyer as typed so far.
func (d *printDialog) draw() {
	s, lang, bill := d.page.k.Shop, d.page.k.Lang, *d.bill
	buyer := d.buyer()
	bill.Text.BuyerName, bill.Text.BuyerTaxID, bill.Text.BuyerAddress = buyer[0], buyer[1], buyer[2]
	task.Run(d.page.runner, "draw", func(ctx context.Context) (*shop.Slip, error) {
		return s.BillSlip(ctx, &bill, shop.ReceiptOptions{Lang: lang})
	}, func(slip *shop.Slip, err error) {
		if err == nil { // else the slip stays as it was, and printing says what is wrong
			d.sheet.set(slip.Bitmap)
			d.dialog.Refresh()
		}
	})
}

func (d *printDialog) do() {
	p, s, lang, bill, buyer := d.page, d.page.k.Shop, d.page.k.Lang, d.bill.ID, d.buyer()
	task.Run(p.runner, "print", func(ctx context.Context) (shop.Queued, error) { return printAgain(ctx, s, lang, bill, buyer) },
		func(queued shop.Queued, err error) {
			if fault.Is(err, "name_missing") || fault.Is(err, "tax_id_digits") {
				d.trouble.Set(p.k.T("bills.buyer.wrong"))
				d.trouble.Show()
				d.dialog.Refresh()
				return
			}
			d.dialog.Close()
			p.printed(bill, queued, err)
		})
}

func (p *Page) printed(bill id.Bill, queued shop.Queued, err error) {
	switch {
	case err != nil:
		p.k.Prompt.Error(err)
	case queued.Printer == "":
		p.k.Prompt.Say(p.k.T("bills.print.none"))
	default:
		p.k.Prompt.Say(p.k.T("bills.print.done"))
	}
	p.open(bill)
}
