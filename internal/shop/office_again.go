package shop

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/papers"
)

// again gives a paper that stands already, and says so where it was asked for another buyer, or may be another payment.
// Where other money came than it says nothing would be booked: see otherMoney.
func (s *Shop) again(ctx context.Context, ask *PaperAsk, old *OfficePaper) (*IssuedPaper, error) {
	if field := ask.differs(old); field != "" {
		return nil, s.otherMoney(ctx, old, field)
	}
	given, err := s.drawn(ctx, old, true)
	if err == nil && ask.samePart(old) {
		given.Warnings = append(given.Warnings, fault.New("receipt_same_part", "amount", fault.Values{"number": old.Number, "amount": ask.Amount}))
	}
	if err == nil && (old.Kind == papers.CreditNote || old.Kind == papers.DebitNote) {
		about, _ := old.Ref(papers.Corrects)
		given.Warnings = append(given.Warnings, fault.New("note_stands", "of", fault.Values{"number": old.Number, "of": about.Number, "amount": old.Sums.Due}))
	}
	if err == nil && ask.Buyer.Name != "" && strings.TrimSpace(ask.Buyer.Name) != strings.TrimSpace(old.Buyer.Name) {
		given.Warnings = append(given.Warnings, fault.New("paper_other_buyer", "buyer.name", fault.Values{"number": old.Number, "buyer": old.Buyer.Name}))
	}
	return given, err
}

// samePart reports whether a receipt tells of the part payment that is asked for: without an id of its own the same sum in
// the same way is the same payment.
func (a *PaperAsk) samePart(p *OfficePaper) bool {
	return a.ID.IsZero() && a.Kind == papers.Receipt && a.Amount > 0 && a.receives() && a.differs(p) == ""
}

// differs gives the field in which the money that is said to have come is not what a paper tells: the sum, the way of
// payment or the certificate. "" = it is the same, or nothing is said of money.
func (a *PaperAsk) differs(p *OfficePaper) (field string) {
	var kept *papers.Certificate
	if p.Withheld != nil {
		kept = p.Withheld.Certificate
	}
	said := a.Certificate
	switch {
	case a.Amount > 0 && a.Amount != p.Sums.Due:
		return "amount"
	case len(a.Payments) == 0 && said == nil:
		return ""
	case (kept == nil) != (said == nil), said != nil && (kept.Number != said.Number || kept.Amount != said.Amount):
		return "certificate"
	case !slices.EqualFunc(a.Payments, p.Payments, func(paid, known papers.Payment) bool {
		return paid.Method == known.Method && paid.Amount == known.Amount && cmp.Or(paid.Date, known.Date) == known.Date
	}):
		return "pay[0]"
	}
	return ""
}

// otherMoney says why money is not what a paper tells that stands: "receipt_elsewhere" where it, or the tax invoice that its
// invoice gave way to, still asks for money, else "receipt_told_otherwise" of the receipt that is there.
func (s *Shop) otherMoney(ctx context.Context, old *OfficePaper, field string) error {
	asks, tells := old, old
	for _, ref := range append(slices.Clone(old.Refs), old.Self("")) {
		if ref.Role != "" {
			continue
		}
		made, err := s.db.PapersMadeFrom(ctx, ref.Number)
		if err != nil {
			return err
		}
		for _, p := range made {
			switch {
			case p.Void != nil:
			case open(p) && slices.Contains(p.TakenOver(), ref.Number):
				asks = p
			case p.Kind == papers.Receipt && ref.Number == old.Number:
				tells = p
			}
		}
	}
	if open(asks) {
		return fault.New("receipt_elsewhere", "of", fault.Values{"number": asks.Number, "left": asks.Owed(asks.Fate)})
	}
	return fault.New("receipt_told_otherwise", field, fault.Values{"number": tells.Number, "amount": tells.Sums.Due})
}
