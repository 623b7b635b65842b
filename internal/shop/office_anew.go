package shop

import (
	"context"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/papers"
)

// A receipt stays when its money went back, for that came once. Money that comes anew is not what it tells of, and has a
// receipt of its own. A tax invoice that is a receipt besides stands for a sale: a credit note takes it back first (s. 86/10).

// outdated reports whether a receipt tells of no money that is here, so that it is no answer to who asks for one: all of it
// went back at its order, and of a tax invoice notes took all. Fault of one that no note took back: "receipt_gone_tax".
func (s *Shop) outdated(ctx context.Context, p *OfficePaper) (bool, error) {
	if p.Void != nil || !p.Is(papers.Receipt) || p.Sums.Due <= 0 {
		return false, nil
	}
	gone, err := s.db.Gone(ctx, p)
	if err != nil || gone < p.Sums.Due {
		return false, err
	}
	if p.Kind.Tax() {
		notes, err := s.notesAbout(ctx, p)
		if err != nil {
			return false, err
		}
		if left := papers.Left(p.Paper, notes); left.Due > 0 {
			return false, fault.New("receipt_gone_tax", "of", fault.Values{"number": p.Number, "amount": left.Due})
		}
	}
	return true, nil
}

// anewFor reports whether a receipt that stands is outdated by money that came since: it is said to come with the new one, or
// lies here and no receipt tells of it.
func (m *maker) anewFor(p *OfficePaper) (bool, error) {
	if !m.ask.receives() {
		if m.of.order == nil || !p.Is(papers.Receipt) {
			return false, nil
		}
		if lies, err := m.unsaidMoney(p.Sums.Due, true); err != nil || len(lies) == 0 {
			return false, err
		}
	}
	anew, err := m.outdated(m.ctx, p)
	if fault.Is(err, "receipt_gone_tax") && !m.ask.receives() {
		return false, nil // a copy of it was asked for
	}
	return anew, err
}
