package shop

import (
	"context"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/selling"
)

// billing is a billing note over invoices, for what is left of each.
func (m *maker) billing() error {
	for n, p := range m.of.papers {
		if p.Asks() && !p.Fate.Taken && p.Owed(p.Fate) == 0 {
			return fault.New("paper_paid_already", "of["+i18n.Value(i18n.English, n)+"]", fault.Values{"number": p.Number})
		}
	}
	open := m.open(m.of.papers, 0)
	lines, refs, err := papers.OverInvoices(m.lang(), papers.Billing, open)
	if err != nil {
		return err
	}
	m.want.Lines, m.want.Over, m.want.Refs = lines, papers.WithheldOver(m.day, open), append(m.want.Refs, refs...)
	return nil
}

// open gives what is left of invoices, at most amount of all together by the oldest first; 0 = all.
func (m *maker) open(list []*OfficePaper, amount money.Satang) (open []papers.Open) {
	part := amount > 0
	for _, p := range list {
		left := leftOf(p)
		if part {
			left = min(left, amount)
			amount -= left
		}
		if left > 0 || !part {
			open = append(open, papers.Open{Paper: p.Paper, Left: left})
		}
	}
	return open
}

// receipt is a receipt over invoices or a billing note, of an order or bill, or typed.
func (m *maker) receipt() error {
	invoices := m.of.invoices()
	switch {
	case len(invoices) > 0:
		return m.overInvoices(invoices)
	case m.of.bill != nil && slices.ContainsFunc(m.of.standing(papers.Invoice, papers.TaxInvoice), func(p *OfficePaper) bool {
		return p.Fate.Received > 0 && p.Rest(p.Fate) <= 0
	}):
		return fault.New("paper_paid_already", "of[0]", fault.Values{"number": m.of.bill.Number})
	case m.of.bill != nil:
		return m.fromBill()
	case m.of.order == nil:
		lines, err := m.typed(m.said(), false)
		m.want.Lines = lines
		return err
	case slices.ContainsFunc(m.of.standing(papers.Invoice, papers.TaxInvoice), func(p *OfficePaper) bool { return !p.Deposit }):
		return m.nothingOpen(m.of.standing(papers.Invoice, papers.TaxInvoice))
	}
	if err := m.invoice(); err != nil {
		return err
	}
	if len(m.want.Payments) == 0 {
		return m.paidAsOrder()
	}
	return nil
}

// nothingOpen is a receipt of an order whose invoices are all paid: of one that was paid without a receipt. Else it says why
// there is none: all is paid, or the rest has no invoice yet.
func (m *maker) nothingOpen(invoices []*OfficePaper) error {
	for _, p := range invoices {
		if came, err := m.unreceipted(p); err != nil || len(came) > 0 {
			m.want.Payments = came
			if err == nil {
				err = m.fromInvoice(p)
			}
			return err
		}
	}
	values := fault.Values{"number": m.of.order.Order.Number, "amount": m.of.order.Rest()}
	if m.of.order.Rest() > 0 {
		return fault.New("receipt_before_invoice", "of", values)
	}
	return fault.New("paper_paid_already", "of", values)
}

// invoices lists what a receipt is over: the papers that were named, else the unpaid invoices of the order or bill.
func (of *paperSources) invoices() []*OfficePaper {
	if len(of.papers) > 0 || !of.named && (of.bill == nil || of.bill.Owed <= 0) {
		return of.papers
	}
	return slices.DeleteFunc(of.standing(papers.Invoice, papers.TaxInvoice, papers.DebitNote), func(p *OfficePaper) bool { return p.Deposit || !open(p) })
}

// ReceiptOver lists the invoices that a receipt of the same sources would be over; none = it is of the order or bill itself.
// Faults: those of sources that are not there or no more.
func (s *Shop) ReceiptOver(ctx context.Context, ask PaperAsk) ([]*OfficePaper, error) {
	of, err := s.paperSources(ctx, &ask)
	if err != nil {
		return nil, err
	}
	return of.invoices(), nil
}

// overInvoices is a receipt over invoices. One that is paid whole shows its goods, as the law wants of receipts.
func (m *maker) overInvoices(invoices []*OfficePaper) error {
	r := m.want
	m.heeded.amount = true
	for n, p := range invoices {
		switch answered, err := m.answered(p); {
		case err != nil:
			return err
		case answered:
			return fault.New("paper_paid_already", "of["+i18n.Value(i18n.English, n)+"]", fault.Values{"number": p.Number})
		}
	}
	if len(invoices) == 1 {
		came, err := m.unreceipted(invoices[0])
		if err != nil {
			return err
		}
		if len(came) > 0 {
			r.Payments = came
			return m.fromInvoice(invoices[0])
		}
	}
	if one := invoices[0]; len(invoices) == 1 && one.Kind != papers.Billing && (!one.Asks() || leftOf(one) == one.Sums.Due) &&
		(m.ask.Amount == 0 || m.ask.Amount == one.Sums.Due) {
		if !papers.Receipt.MadeFrom(string(one.Kind)) {
			r.Refs, r.Lines = append(r.Refs, one.Self("")), slices.Clone(one.Lines)
			return nil // papers.Issue says that it is not made from it
		}
		if one.Withheld != nil {
			r.Base = one.Withheld.Base
		}
		return m.fromInvoice(one)
	}
	var refs []papers.Ref
	var each []*OfficePaper
	for _, p := range invoices {
		if p.Kind != papers.Billing {
			each = append(each, p)
			continue
		}
		refs = append(refs, p.Self(""))
		for _, line := range p.Lines {
			invoice, err := m.db.PaperNumbered(m.ctx, line.Of)
			if err != nil {
				return err
			}
			answered, err := m.answered(invoice)
			if err != nil {
				return err
			}
			if answered || invoice.Rest(invoice.Fate) <= 0 {
				continue
			}
			if err := m.cancelled(invoice); err != nil {
				return err
			}
			if leftOf(invoice) > 0 {
				each = append(each, invoice)
			}
		}
	}
	if !slices.ContainsFunc(each, func(p *OfficePaper) bool { return leftOf(p) > 0 }) {
		return fault.New("paper_paid_already", "of[0]", fault.Values{"number": invoices[0].Number})
	}
	open := m.open(each, m.ask.Amount)
	lines, more, err := papers.OverInvoices(m.lang(), papers.Receipt, open)
	if err != nil {
		return err
	}
	r.Lines, r.Over, r.Refs = lines, papers.WithheldOver(m.day, open), append(append(r.Refs, refs...), more...)
	return nil
}

// answered reports whether an invoice gave way to a tax invoice that is paid: a receipt for it would be the second.
func (m *maker) answered(invoice *OfficePaper) (bool, error) {
	if !invoice.Fate.Taken {
		return false, nil
	}
	made, err := m.db.PapersMadeFrom(m.ctx, invoice.Number)
	return slices.ContainsFunc(made, func(p *OfficePaper) bool {
		return p.Kind == papers.TaxInvoice && p.Void == nil && p.Owed(p.Fate) == 0
	}), err
}

// paidAsOrder lets a receipt say how its order was paid.
func (m *maker) paidAsOrder() error {
	_, paid, err := m.db.OrderMoney(m.ctx, m.of.order.Order.ID)
	if err != nil {
		return err
	}
	var came []papers.Payment
	for _, p := range paid {
		came = addPayment(came, p.Method, p.Amount)
	}
	m.want.Payments = lying(slices.DeleteFunc(came, func(p papers.Payment) bool { return p.Method == selling.Credit }))
	return nil
}

// standing gives the paper that stands already for what is asked: of the same kind, from the same sources, and of the
// same parcels or goods where some were named. nil = a new one is to be made.
func (s *Shop) standing(ctx context.Context, ask *PaperAsk) (*OfficePaper, error) {
	if ask.Replaces != "" {
		return s.standsInstead(ctx, ask)
	}
	if len(ask.Of) == 0 {
		return nil, nil
	}
	of, err := s.paperSources(ctx, ask)
	if err != nil {
		return nil, err
	}
	if len(of.papers) == 1 && of.papers[0].Is(ask.Kind) && len(ask.Of) == 1 {
		return of.papers[0], nil // its own number was named
	}
	made, err := s.db.PapersMadeFrom(ctx, of.first())
	if err != nil {
		return nil, err
	}
	var last *OfficePaper
	m := &maker{Shop: s, ctx: ctx, ask: ask, of: of}
	for _, p := range made {
		if p.Void == nil && p.Is(ask.Kind) && p.Deposit == (ask.Deposit > 0) && of.same(p) && (!p.Deposit || p.Sums.Total == ask.Deposit) {
			if anew, err := m.anewFor(p); err != nil {
				return nil, err
			} else if anew {
				continue
			}
			if last = p; ask.samePart(p) || len(ask.Lines) > 0 && sameLines(ask, p) {
				return p, nil
			}
		}
	}
	if last == nil {
		return nil, nil
	}
	if m.anew(last) {
		return nil, nil
	}
	return last, nil
}

// standsInstead gives the paper that took the place of the one that is to be replaced, nil = none did.
func (s *Shop) standsInstead(ctx context.Context, ask *PaperAsk) (*OfficePaper, error) {
	number := strings.TrimSpace(ask.Replaces)
	if old, err := s.db.PaperNumbered(ctx, number); err == nil {
		number = old.Number // however it was typed
	}
	made, err := s.db.PapersMadeFrom(ctx, number)
	for _, p := range made {
		if old, ok := p.Ref(papers.Replaces); ok && p.Void == nil && p.Is(ask.Kind) && old.Number == number {
			return p, nil
		}
	}
	return nil, err
}

// first is the number of the first source.
func (of *paperSources) first() string {
	switch {
	case len(of.papers) > 0:
		return of.papers[0].Number
	case of.order != nil:
		return of.order.Order.Number
	case of.bill != nil:
		return of.bill.Number
	}
	return of.came.Number
}

// same reports whether a paper was made from exactly these sources; of an order it may stand between.
func (of *paperSources) same(p *OfficePaper) bool {
	if len(of.papers) == 0 {
		return true
	}
	for _, source := range of.papers {
		if !slices.ContainsFunc(p.Refs, func(ref papers.Ref) bool {
			return ref.Role == "" && ref.Number == source.Number ||
				ref.Role == papers.Corrects && (ref.Number == source.Number || slices.Contains(source.Before, ref.Number))
		}) {
			return false
		}
	}
	return true
}

// anew reports whether there is something left to make a paper of, beside the one that stands.
func (m *maker) anew(last *OfficePaper) bool {
	ask, of := m.ask, m.of
	named := of.named && len(of.papers) == 0
	switch {
	case ask.Deposit > 0:
		return false
	case ask.Kind == papers.PurchaseOrder:
		return ask.Order.Number != last.Order.Number || ask.Order.Picture != "" && ask.Order.Picture != last.Order.Picture
	case !sameLines(ask, last): // refused where no part can be chosen
		return true
	case ask.Kind == papers.Quotation || ask.Kind == papers.Billing || ask.Kind == papers.Voucher:
		return false
	case ask.Kind == papers.Delivery && named:
		return m.leftToNote()
	case ask.Kind == papers.Receipt && named:
		return slices.ContainsFunc(of.standing(papers.Invoice, papers.TaxInvoice, papers.DebitNote), open)
	case ask.Kind == papers.Receipt:
		return slices.ContainsFunc(of.papers, open)
	case named:
		return len(m.unasked(papers.Delivery)) > 0
	}
	return false
}

// open reports whether a paper asks for money that is still to come.
func open(p *OfficePaper) bool {
	return p.Owed(p.Fate) > 0
}

// leftOf gives what is still to come for a paper, also by way of the tax invoice that it gave way to.
func leftOf(p *OfficePaper) money.Satang {
	if p.Fate.Settled {
		return 0
	}
	return p.Rest(p.Fate)
}

// leftToNote reports whether goods of the order stand on no note: the parcels that were named, or any.
func (m *maker) leftToNote() bool {
	noted := m.of.noted()
	for _, no := range m.ask.Parcels {
		if noted[parcelName(m.of.order, no)] == "" {
			return true
		}
	}
	if len(m.ask.Parcels) > 0 {
		return false
	}
	if slices.ContainsFunc(m.of.order.Parcels, func(parcel ledger.Parcel) bool {
		return parcel.Live() && noted[parcelName(m.of.order, parcel.No)] == ""
	}) {
		return true
	}
	d := m.delivered(nil)
	m.loose(d)
	if m.bounded(d) != nil {
		return true
	}
	for _, left := range d.take {
		if left > 0 {
			return true
		}
	}
	return false
}

// sameLines reports whether the lines that a person chose are those of a paper.
func sameLines(ask *PaperAsk, p *OfficePaper) bool {
	if len(ask.Lines) == 0 {
		return true
	}
	if len(ask.Lines) != len(p.Lines) {
		return false
	}
	for n, want := range ask.Lines {
		line := &p.Lines[n]
		if want.Qty != line.Qty || want.Price != nil && *want.Price != line.Price || want.Code != "" && !strings.EqualFold(want.Code, line.SKU) {
			return false
		}
	}
	return true
}
