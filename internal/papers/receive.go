package papers

import (
	"fmt"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// received holds what a receipt says was received against what it is for: money and the certificate of withheld
// tax come to its sum. It fails with "payments_missing" and "receipt_differs". Question: "deposit_lies", where a deposit may be
// money that lies at its order already.
func (d *draft) received() error {
	p := d.paper
	if !p.Is(Receipt) || p.Kind == Abbreviated {
		return nil
	}
	sum := money.Satang(0)
	for n, payment := range p.Payments {
		at := fmt.Sprintf("pay[%d]", n)
		switch {
		case payment.Amount <= 0:
			return fault.New("amount_not_positive", at+".amount", fault.Values{"value": payment.Amount})
		case strings.TrimSpace(payment.Method) == "":
			return fault.New("method_unknown", at+".method", fault.Values{"value": payment.Method})
		case !payment.Date.Valid():
			return fault.New("date_unreadable", at+".date", fault.Values{"value": string(payment.Date)})
		}
		if err := checkTexts(text{at + ".ref", payment.Ref, 100}); err != nil {
			return err
		}
		if sum += payment.Amount; sum > money.Max {
			return fault.New("amount_too_large", at+".amount", fault.Values{"value": sum})
		}
	}
	if p.Withheld != nil && p.Withheld.Certificate != nil {
		sum += p.Withheld.Certificate.Amount
		p.Withheld.After = p.Sums.Due - p.Withheld.Certificate.Amount
	}
	switch {
	case len(p.Payments) == 0 && sum < p.Sums.Due:
		return fault.New("payments_missing", "pay", nil)
	case sum != p.Sums.Due:
		return fault.New("receipt_differs", "pay", fault.Values{"due": p.Sums.Due, "paid": sum})
	case d.request.Unsaid > 0:
		return d.ask(fault.New("deposit_lies", "pay", fault.Values{"number": order(p), "amount": d.request.Unsaid, "deposit": sum}))
	}
	return nil
}

// FromDeliveries gives the lines of an invoice over delivery notes of one order: what was delivered, put together,
// and nothing else. It fails with "deliveries_none", "paper_from" and "deliveries_differ" (another buyer or order).
func FromDeliveries(notes []*Paper) ([]Line, []Ref, error) {
	if len(notes) == 0 {
		return nil, nil, fault.New("deliveries_none", "of", nil)
	}
	var lines []Line
	var refs []Ref
	for n, note := range notes {
		if note.Kind != Delivery {
			return nil, nil, fault.New("paper_from", fmt.Sprintf("of[%d]", n), fault.Values{"paper": words(Invoice), "number": note.Number})
		}
		if order(note) != order(notes[0]) || note.Buyer.Name != notes[0].Buyer.Name || note.Buyer.TaxID != notes[0].Buyer.TaxID {
			return nil, nil, fault.New("deliveries_differ", fmt.Sprintf("of[%d]", n), fault.Values{"number": note.Number, "other": notes[0].Number})
		}
		lines = append(lines, note.Lines...)
		refs = append(refs, note.Self(""))
	}
	return Merge(lines), refs, nil
}

// order gives the number of the order a paper was made from.
func order(p *Paper) string {
	for _, ref := range p.Refs {
		if ref.Source == FromOrder {
			return ref.Number
		}
	}
	return ""
}

// Open is a paper that is not paid in full.
type Open struct {
	Paper *Paper
	Left  money.Satang // of its sum: what is still owed
}

// base gives the sum before VAT that tax is withheld of.
func (o Open) base() money.Satang {
	base := o.Paper.Sums.Base
	if o.Paper.Sums.Due <= 0 {
		return 0
	}
	if o.Paper.Withheld != nil {
		base = o.Paper.Withheld.Base
	}
	return base.Share(int64(o.Left), int64(o.Paper.Sums.Due))
}

// OverInvoices gives the lines of a billing note or receipt over invoices, one for each with what is left of it.
// It fails with "invoices_none", "paper_from", "invoices_differ" (another buyer), "paper_paid_already" and
// "amount_not_positive" (more than it is for).
func OverInvoices(lang i18n.Lang, kind Kind, open []Open) (lines []Line, refs []Ref, err error) {
	if len(open) == 0 {
		return nil, nil, fault.New("invoices_none", "of", nil)
	}
	for n, invoice := range open {
		p, at := invoice.Paper, fmt.Sprintf("of[%d]", n)
		switch {
		case !kind.MadeFrom(string(p.Kind)):
			return nil, nil, fault.New("paper_from", at, fault.Values{"paper": words(kind), "number": p.Number})
		case p.Buyer.Name != open[0].Paper.Buyer.Name || p.Buyer.TaxID != open[0].Paper.Buyer.TaxID:
			return nil, nil, fault.New("invoices_differ", at, fault.Values{"number": p.Number, "other": open[0].Paper.Number})
		case invoice.Left <= 0:
			return nil, nil, fault.New("paper_paid_already", at, fault.Values{"number": p.Number})
		case invoice.Left > p.Sums.Due:
			return nil, nil, fault.New("amount_not_positive", at+".amount", fault.Values{"value": invoice.Left})
		}
		lines = append(lines, Line{Name: i18n.T(lang, "papers.invoice_line", fault.Values{"title": p.Title(lang), "number": p.Number, "date": p.Date}),
			Qty: qty.One, Price: invoice.Left, Total: invoice.Left, Of: p.Number})
		ref := p.Self("")
		if kind == Billing {
			ref.Due = p.DueDay
		}
		refs = append(refs, ref)
	}
	return lines, refs, nil
}
