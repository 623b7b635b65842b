package shop

import (
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/papers"
)

// invoice is an invoice, a tax invoice or a slip: of deliveries, of an invoice, of an order or a bill, or typed.
func (m *maker) invoice() (err error) {
	r := m.want
	notes := m.of.ofKind(papers.Delivery)
	from := m.of.ofKind(papers.Invoice)
	if m.of.named && len(m.of.papers) == 0 && m.ask.Kind.MadeFrom(string(papers.Delivery)) {
		notes = m.unasked(papers.Delivery)
		if m.ask.Kind == papers.TaxInvoice {
			from = m.toTax(len(notes) > 0)
		}
	} else if m.ask.Kind == papers.TaxInvoice && len(notes) > 0 && len(m.ask.Lines) == 0 {
		if from, err = m.invoiceOver(notes); err != nil {
			return err
		}
	}
	var lines []papers.Line
	switch {
	case len(from) == 0 && len(notes) > 0:
		var refs []papers.Ref
		if lines, refs, err = papers.FromDeliveries(bodies(notes)); err != nil {
			return err
		}
		r.Refs = append(r.Refs, refs...)
	case len(from) > 1:
		return fault.New("paper_one_at_a_time", "of[1]", fault.Values{"number": from[1].Number})
	case len(from) > 0:
		if err := m.fromInvoice(from[0]); err != nil {
			return err
		}
		return m.once()
	case m.of.bill != nil:
		return m.fromBill()
	case m.of.order != nil && m.of.named:
		if noted := m.of.standing(papers.Delivery); len(noted) > 0 && len(m.ask.Lines) == 0 && m.ask.Kind != papers.Receipt {
			return fault.New("deliveries_asked", "of", fault.Values{"number": m.of.order.Order.Number})
		}
		r.Refs = append(r.Refs, m.orderRef())
		if lines, err = m.orderGoods(); err != nil {
			return err
		}
	case len(m.of.papers) > 0:
		r.Refs = append(r.Refs, m.of.papers[0].Self("")) // which papers.Issue refuses
	default:
		r.Lines, err = m.typed(m.said(), false)
		return err
	}
	if r.Lines, err = m.chosen(lines, false); err != nil {
		return err
	}
	if err = m.once(); err != nil {
		return err
	}
	if err = m.takeOff(nil); err != nil {
		return err
	}
	if m.of.named && len(notes)+len(r.Payments)+len(r.Deposits)+len(m.ask.Lines) == 0 && slices.Contains(r.With, papers.Receipt) && m.of.order.Rest() <= 0 {
		return m.paidAsOrder()
	}
	return nil
}

// toTax lists the invoices of an order that its tax invoice is made from, also those that are paid. Where goods went out
// since, it is made of their notes, but for an order that was invoiced before them.
func (m *maker) toTax(since bool) (from []*OfficePaper) {
	for _, p := range m.of.standing(papers.Invoice) {
		if of, _ := p.Ref(""); p.Kind == papers.Invoice && !p.Fate.Taken && (!since || of.Source == papers.FromOrder) {
			from = append(from, p)
		}
	}
	return from
}

// invoiceOver gives the invoice that asks for exactly these delivery notes and gives way to their tax invoice, none when
// there is none.
func (m *maker) invoiceOver(notes []*OfficePaper) ([]*OfficePaper, error) {
	made, err := m.db.PapersMadeFrom(m.ctx, notes[0].Number)
	for _, p := range made {
		if p.Void != nil || p.Kind != papers.Invoice || p.Fate.Taken {
			continue
		}
		var over []string
		for _, ref := range p.Refs {
			if ref.Source == string(papers.Delivery) {
				over = append(over, ref.Number)
			}
		}
		if len(over) == len(notes) && !slices.ContainsFunc(notes, func(note *OfficePaper) bool { return !slices.Contains(over, note.Number) }) {
			return []*OfficePaper{p}, err
		}
	}
	return nil, err
}

// once refuses to ask for the same goods a second time by a paper of one kind, also where the bill of the goods has one of its
// own: "paper_made_already".
func (m *maker) once() error {
	if len(m.ask.Lines) > 0 {
		return nil // a part of them
	}
	for n, ref := range m.want.Refs {
		if ref.Role != "" {
			continue
		}
		made, err := m.madeOf(ref.Number)
		if err != nil {
			return err
		}
		old, err := m.ofItsBills(ref)
		if err != nil {
			return err
		}
		for _, p := range append(made, old...) {
			again := p.Is(m.ask.Kind) || ref.Source == string(papers.Delivery) && (p.Kind == papers.Invoice || p.Kind == papers.TaxInvoice)
			if p.Void != nil || !again || p.Deposit {
				continue
			}
			outdated, err := m.outdated(m.ctx, p)
			if err != nil {
				return err
			}
			if !outdated {
				return fault.New("paper_made_already", "of["+i18n.Value(i18n.English, n)+"]", fault.Values{"number": ref.Number, "by": p.Number})
			}
		}
	}
	return nil
}

// unasked lists the papers of a kind of the order from which nothing was made yet.
func (m *maker) unasked(kind papers.Kind) (list []*OfficePaper) {
	for _, p := range m.of.standing(kind) {
		if p.Kind == kind && !p.Fate.Followed {
			list = append(list, p)
		}
	}
	return list
}

func bodies(list []*OfficePaper) (made []*papers.Paper) {
	for _, p := range list {
		made = append(made, p.Paper)
	}
	return made
}

// fromInvoice takes over an invoice whole, its deposits too: its tax invoice as far as they are still held.
func (m *maker) fromInvoice(invoice *OfficePaper) error {
	r := m.want
	r.Refs, r.Lines, r.Rounding = append(r.Refs, invoice.Self("")), slices.Clone(invoice.Lines), invoice.Sums.Rounding
	r.Deposits = invoice.Used(m.of.deposits()...)
	if r.Kind != papers.TaxInvoice || len(r.Deposits) == 0 {
		return nil
	}
	if err := m.classes(); err != nil { // an invoice of before the registration has none
		return err
	}
	return m.takeOff(invoice)
}
