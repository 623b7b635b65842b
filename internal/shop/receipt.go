package shop

import (
	"bytes"
	"context"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/escpos"
	"github.com/talat-pos/talat/internal/printing/raster"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/promptpay"
	"github.com/talat-pos/talat/internal/selling"
)

// ReceiptOptions say how a slip is drawn.
type ReceiptOptions struct {
	Lang   i18n.Lang
	Paper  string // "58" or "80" millimetres, "" = the shop's
	Copy   int    // 0 is the original, 1 the first reprint
	Drawer bool   // kick the drawer
}

// Slip is a drawn slip: the very pixels that print.
type Slip struct {
	Page   printing.Page
	Bitmap *printing.Bitmap
	Copy   int          // as it was drawn: 0 is the original
	Shaper *text.Shaper // what it was laid out with
}

// Papers gives the slip as papers of a form, for a preview and a printer of any kind.
func (p *Slip) Papers(form, title string) Papers {
	return Papers{Form: form, Title: title, Pages: []printing.Page{p.Page}, Shaper: p.Shaper}
}

// PNG writes the slip as a picture.
func (p *Slip) PNG() ([]byte, error) {
	var out bytes.Buffer
	err := raster.WritePNG(&out, p.Bitmap)
	return out.Bytes(), err
}

// ESCPOS writes the slip as a receipt printer takes it.
func (p *Slip) ESCPOS() ([]byte, error) {
	return escpos.Encode(p.Bitmap, p.Bitmap.Width, p.Page.Finish)
}

// paperWidth gives the printable width of a roll. It fails with "paper_unknown".
func paperWidth(paper string) (printing.Unit, int, error) {
	switch paper {
	case "58":
		return printing.Roll58, 384, nil
	case "80":
		return printing.Roll80, 576, nil
	}
	return 0, 0, fault.New("paper_unknown", "paper", fault.Values{"value": paper})
}

// form is anything that can be laid out on a roll.
type form func(p *paper, width printing.Unit) (printing.Page, error)

func (s *Shop) draw(set Settings, paperName string, lay form) (*Slip, error) {
	width, dots, err := paperWidth(paperName)
	if err != nil {
		return nil, err
	}
	slip := &Slip{}
	with, err := s.lay(set, func(p *paper) (err error) {
		if slip.Page, err = lay(p, width); err == nil {
			slip.Bitmap, err = p.renderer.Bitmap(slip.Page, dots)
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	slip.Shaper = with.shaper
	return slip, nil
}

// Receipt draws the slip of a bill.
func (s *Shop) Receipt(ctx context.Context, bill *Bill, o ReceiptOptions) (*Slip, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return nil, err
	}
	if o.Paper == "" {
		o.Paper = set.Get("paper.receipt")
	}
	receipt := s.receiptOf(set, bill, o)
	if receipt.Invoice, err = s.db.SlipInvoice(ctx, bill.ID, bill.OrderID); err != nil {
		return nil, err
	}
	slip, err := s.draw(set, o.Paper, func(p *paper, width printing.Unit) (printing.Page, error) { return receipt.Page(p.shaper, width) })
	if err != nil {
		return nil, err
	}
	slip.Copy = o.Copy
	return slip, nil
}

func letterhead(set Settings) printing.Shop {
	return printing.Shop{Names: []string{set.Get("shop.name")}, Address: set.Get("shop.address"), Phone: set.Get("shop.phone"),
		TaxID: set.Get("shop.tax_id"), Branch: set.Get("shop.branch")}
}

func (s *Shop) receiptOf(set Settings, bill *Bill, o ReceiptOptions) printing.Receipt {
	r := printing.Receipt{Kind: receiptKind(bill), Lang: o.Lang, Practice: set.Get("shop.practice") == "yes", Copy: o.Copy,
		Shop: letterhead(set), Till: bill.Letter, POSID: set.Get("vat.pos_id"), Number: bill.Number, Ref: bill.RefundOf + bill.VoidOf,
		Reason: bill.Reason, At: bill.At.Time(), Customer: bill.Customer.Name,
		Buyer:    printing.Buyer{Name: bill.Text.BuyerName, TaxID: bill.Text.BuyerTaxID, Address: bill.Text.BuyerAddress},
		Rounding: bill.Rounding, Total: bill.Total, Change: bill.Change, Due: bill.Owed, OpenDrawer: o.Drawer}
	if footer := set.Get("receipt.footer"); footer != "" {
		r.Footer = strings.Split(footer, "\n")
	}
	rate := money.Basis(0)
	for _, line := range bill.Lines {
		r.Lines = append(r.Lines, receiptLine(o.Lang, line))
		rate = max(rate, line.VATRate)
	}
	if rate > 0 {
		r.VAT = &printing.VAT{Rate: rate, Amount: bill.VAT}
	}
	if bill.Discount != 0 {
		r.Discounts = []printing.Amount{{Label: i18n.T(o.Lang, "shop.discount"), Sum: bill.Discount}}
	}
	r.Tenders = tendersOf(bill)
	return r
}

func receiptKind(bill *Bill) printing.Kind {
	switch bill.Kind {
	case ledger.Refund:
		return printing.Refunded
	case ledger.Void:
		return printing.Voided
	}
	return printing.Sold
}

func receiptLine(lang i18n.Lang, line BillLine) printing.Line {
	out := printing.Line{Name: line.Name, Qty: line.Qty, Unit: line.Unit, UnitPrice: line.UnitPrice, Total: line.Total}
	if line.Gift {
		out.Notes = append(out.Notes, i18n.T(lang, "shop.gift"))
	}
	if line.Promo != "" {
		out.Notes = append(out.Notes, line.Promo)
	}
	return out
}

// tendersOf gives how the bill is paid: as handed over, or by the ways that hold it after a correction.
func tendersOf(bill *Bill) []printing.Tender {
	type way struct {
		method string
		owner  id.Party
	}
	sums, order, corrected := map[way]money.Satang{}, []way(nil), false
	for _, payment := range bill.Payments {
		if payment.Kind == ledger.Change {
			continue
		}
		corrected = corrected || payment.Kind != ledger.Paid
		by := way{payment.Method, payment.OwnerID}
		if _, known := sums[by]; !known {
			order = append(order, by)
		}
		sums[by] += payment.Amount
	}
	var tenders []printing.Tender
	for _, by := range order {
		if sums[by] != 0 && (by.method != selling.Credit || !corrected || bill.Owed != 0) {
			tenders = append(tenders, printing.Tender{Method: by.method, To: bill.Owners[by.owner], Sum: sums[by]})
		}
	}
	return tenders
}

// Statement draws ใบแจ้งยอด of a bill that is not paid: it carries the tag instead of a number, and a
// PromptPay code when the shop takes money by its own.
func (s *Shop) Statement(ctx context.Context, cart *selling.Cart, quote *selling.Quote, o ReceiptOptions) (*Slip, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return nil, err
	}
	if o.Paper == "" {
		o.Paper = set.Get("paper.receipt")
	}
	r := printing.Receipt{Kind: printing.Statement, Lang: o.Lang, Practice: set.Get("shop.practice") == "yes",
		Shop: letterhead(set), Till: s.db.Till().Letter, Tag: cart.ID.Tag(), At: s.Clock(), Total: quote.Total, Due: quote.Total}
	for _, line := range quote.Lines {
		r.Lines = append(r.Lines, receiptLine(o.Lang, BillLine{Line: line}))
	}
	if quote.Discount != 0 {
		r.Discounts = []printing.Amount{{Label: i18n.T(o.Lang, "shop.discount"), Sum: quote.Discount}}
	}
	pay, err := s.PayCode(ctx, cart.ID.Tag(), quote.Total)
	if err == nil {
		r.Pay = &printing.PayQR{Payload: pay.Payload, Receiver: pay.Receiver, Masked: pay.Masked, Amount: pay.Amount}
	} else if !fault.Is(err, "promptpay_not_set") && !fault.Is(err, "promptpay_bank_sign") {
		return nil, err
	}
	return s.draw(set, o.Paper, func(p *paper, width printing.Unit) (printing.Page, error) { return r.Page(p.shaper, width) })
}

// DraftPapers draws ใบแจ้งยอด of a bill that waits, as it comes to now. Faults are those of selling.Price and
// Statement.
func (s *Shop) DraftPapers(ctx context.Context, cart *selling.Cart, o ReceiptOptions) (Papers, error) {
	quote, err := s.db.Quote(ctx, cart)
	if err != nil {
		return Papers{}, err
	}
	slip, err := s.Statement(ctx, cart, &quote, o)
	if err != nil {
		return Papers{}, err
	}
	return slip.Papers(FormReceipt, "statement-"+cart.ID.Tag()), nil
}

// ShiftSlip draws the account of a shift.
func (s *Shop) ShiftSlip(ctx context.Context, shift *Shift, o ReceiptOptions) (*Slip, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return nil, err
	}
	if o.Paper == "" {
		o.Paper = set.Get("paper.receipt")
	}
	day, err := s.db.Day(ctx, shift.Shift.Day)
	if err != nil {
		return nil, err
	}
	form := shiftForm(shift, day)
	form.Lang, form.Practice, form.Copy = o.Lang, set.Get("shop.practice") == "yes", o.Copy
	form.Shop, form.Till = set.Get("shop.name"), s.db.Till().Letter
	return s.draw(set, o.Paper, func(p *paper, width printing.Unit) (printing.Page, error) { return form.Page(p.shaper, width) })
}

// SlipName is what the slip of a shift is called in the queue of a printer.
func (s *Shift) SlipName() string { return "shift-" + string(s.Shift.Day) + "-" + s.Shift.ID.Tag() }

func shiftForm(shift *Shift, day *DaySum) printing.ShiftSlip {
	drawer := shift.Drawer
	form := printing.ShiftSlip{Cashier: shift.Name, Day: shift.Shift.Day, OpenedAt: shift.Shift.OpenedAt.Time(),
		Sales: printing.Sums{Count: shift.Bills, Total: shift.Sold}, Discounts: day.Discount, Rounding: day.Rounding,
		Float: drawer.Float, Cash: drawer.Taken - drawer.Change - drawer.Refunded, Expected: drawer.Expected()}
	for _, method := range shift.Methods {
		form.Methods = append(form.Methods, printing.MethodSums{Method: method.Method, Sums: printing.Sums{Count: method.Count, Total: method.Total}})
	}
	for _, back := range shift.Returned {
		form.Returned = append(form.Returned, printing.Returned{Number: back.Number, Sum: back.Total, Reason: back.Reason})
		if back.Kind != ledger.Exchange {
			form.Sales.Count, form.Sales.Total = form.Sales.Count-1, form.Sales.Total-back.Total
			form.Refunds.Count, form.Refunds.Total = form.Refunds.Count+1, form.Refunds.Total+back.Total
		}
	}
	for _, cash := range shift.Cashes {
		entry := printing.Amount{Label: cash.Reason, Sum: cash.Amount}
		switch cash.Kind {
		case ledger.CashIn:
			form.In = append(form.In, entry)
		case ledger.CashOut:
			form.Out = append(form.Out, entry)
		}
	}
	for _, draft := range shift.Parked {
		form.Parked = append(form.Parked, printing.Amount{Label: draft.Cart.ID.Tag(), Sum: draft.Total})
	}
	for _, draft := range shift.Waiting {
		form.Waiting = append(form.Waiting, printing.Amount{Label: draft.Cart.ID.Tag(), Sum: draft.Total})
	}
	for _, slip := range shift.SlipOnly {
		form.SlipOnly = append(form.SlipOnly, printing.SlipTaken{Number: slip.Number, Amount: slip.Amount, Ref: slip.Ref})
	}
	if closed := shift.Close; closed != nil {
		form.ClosedAt, form.Counted, form.Leave, form.Reason = closed.ClosedAt.Time(), &closed.Counted, closed.Leave, closed.Reason
		form.Expected = closed.Expected
	}
	return form
}

// PayCode is a PromptPay code to be shown for an amount.
type PayCode struct {
	Payload  string
	Receiver string
	Masked   string
	Amount   money.Satang
	Ref      string
	Practice bool
	Warnings []*fault.Error
}

// PayCode makes the code for an amount of a bill, checked by reading it back. In a practice shop it
// holds words and cannot be paid. Faults: "promptpay_not_set", "promptpay_bank_sign" for a shop that
// points at its bank's own sign, those of the id and amount.
func (s *Shop) PayCode(ctx context.Context, tag string, amount money.Satang) (*PayCode, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return nil, err
	}
	code := &PayCode{Receiver: set.Get("promptpay.name"), Amount: amount, Ref: tag, Practice: set.Get("shop.practice") == "yes"}
	if !code.Practice && set.Get("promptpay.mode") == "bank-sign" {
		return nil, fault.New("promptpay_bank_sign", "promptpay.mode", nil)
	}
	if err := code.fill(set, set.Get("promptpay.id")); err != nil {
		return nil, err
	}
	return code, nil
}

// fill makes the code's payload for a receiver: words in a practice shop, which nobody can pay.
func (c *PayCode) fill(set Settings, receiver string) error {
	if c.Practice {
		c.Payload, c.Masked = promptpay.PracticeText(c.Ref), "xxx-xxx-xxxx"
		return nil
	}
	to, err := promptpay.ParseID(receiver)
	if err != nil {
		return fault.New("promptpay_not_set", "promptpay.id", nil)
	}
	limit, err := set.Money("promptpay.warn_above")
	if err != nil {
		return err
	}
	c.Masked, c.Warnings = to.Masked(), promptpay.OverLimit(c.Amount, limit)
	c.Payload, err = promptpay.Transfer{To: to, Amount: c.Amount}.Payload()
	return err
}
