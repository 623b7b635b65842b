package papers

import (
	"cmp"
	"slices"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/money"
)

// Claim is a paper of an order that asks for money. Money comes for an order in many places, and not all of it with a
// receipt: what the papers ask for together is held against what the books of the order say is owed.
type Claim struct {
	Since clock.Day    // it is to be paid by then
	Rest  money.Satang // of its sum what no paper tells to be paid, credited or given back; at least 0
	Most  money.Satang // of its goods what no paper tells to be credited or given back, paid or not, before a deposit too; at least Rest
	Own   []int        // which of the order's bills are of its goods
	Ahead bool         // it is, at least in part, of goods that have no bill yet
}

// Claimed gives what each claim on an order still asks for, which with all others is no more than the order owes: owed is
// that of its bills, the oldest first, and before of what has no bill yet, below zero when more was paid than that comes
// to. Each claim has what its own bills owe. What money without a receipt leaves of the rest goes to those that were to be
// paid last: it is taken off the oldest. came is what the books have of the money that came for the claims: where that is
// less than receipts tell, for it went back or paid for other goods, they ask again for what is missing.
func Claimed(claims []Claim, owed []money.Satang, before, came money.Satang) []money.Satang {
	s := sharing{claims: claims, owed: slices.Clone(owed), before: before, asked: make([]money.Satang, len(claims)), shared: make([]bool, len(owed))}
	for n := range s.owed {
		paid := min(max(-s.before, 0), s.owed[n])
		s.owed[n], s.before = s.owed[n]-paid, s.before+paid
	}
	missing := -came
	for n := range claims {
		s.last = append(s.last, len(claims)-1-n)
		missing += claims[n].Most
		for _, bill := range claims[n].Own {
			s.shared[bill] = true
		}
	}
	slices.SortStableFunc(s.last, func(x, y int) int { return cmp.Compare(claims[y].Since, claims[x].Since) })
	rest := func(c *Claim) money.Satang { return c.Rest }
	missing -= s.share(rest, money.Max, false)
	missing -= s.share(rest, missing, true)
	s.share(func(c *Claim) money.Satang { return c.Most }, missing, true)
	return s.asked
}

// sharing is how far what an order owes was shared to the claims on it.
type sharing struct {
	claims []Claim
	last   []int          // places of the claims, those that are to be paid last first
	owed   []money.Satang // by bill, what no claim asks for yet
	shared []bool         // by bill, whether a claim knows it
	before money.Satang
	asked  []money.Satang // by claim
}

// share gives claims what is owed, to each at most so much and to all of them together no more than all, and how much that
// was. anyway gives what has no bill also to those whose goods all have one.
func (s *sharing) share(most func(*Claim) money.Satang, all money.Satang, anyway bool) (sum money.Satang) {
	take := func(n int, from *money.Satang) {
		part := max(min(most(&s.claims[n])-s.asked[n], *from, all-sum), 0)
		s.asked[n], *from, sum = s.asked[n]+part, *from-part, sum+part
	}
	for _, n := range s.last {
		for _, bill := range s.claims[n].Own {
			take(n, &s.owed[bill])
		}
	}
	for _, n := range s.last {
		if s.claims[n].Ahead || anyway {
			take(n, &s.before)
		}
		for bill := range s.owed {
			if s.shared[bill] || len(s.claims[n].Own) == 0 {
				take(n, &s.owed[bill])
			}
		}
	}
	return sum
}
