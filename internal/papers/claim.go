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
	Own   []int        // which of the order's bills are of its goods
	Ahead bool         // it is, at least in part, of goods that have no bill yet
}

// Claimed gives what each claim on an order still asks for, which with all others is no more than the order owes: owed is
// that of its bills, the oldest first, and before of what has no bill yet, below zero when more was paid than that comes
// to. Each claim has what its own bills owe. What money without a receipt leaves of the rest goes to those that were to be
// paid last: it is taken off the oldest.
func Claimed(claims []Claim, owed []money.Satang, before money.Satang) []money.Satang {
	owed, asked := slices.Clone(owed), make([]money.Satang, len(claims))
	for n := range owed {
		paid := min(max(-before, 0), owed[n])
		owed[n], before = owed[n]-paid, before+paid
	}
	last := make([]int, len(claims))
	for n := range last {
		last[n] = len(claims) - 1 - n
	}
	slices.SortStableFunc(last, func(x, y int) int { return cmp.Compare(claims[y].Since, claims[x].Since) })
	take := func(n int, from *money.Satang) {
		part := max(min(claims[n].Rest-asked[n], *from), 0)
		asked[n], *from = asked[n]+part, *from-part
	}
	shared := make([]bool, len(owed)) // whose bill a claim knows
	for _, n := range last {
		for _, bill := range claims[n].Own {
			take(n, &owed[bill])
			shared[bill] = true
		}
	}
	for _, n := range last {
		if claims[n].Ahead {
			take(n, &before)
		}
		for bill := range owed {
			if shared[bill] || len(claims[n].Own) == 0 {
				take(n, &owed[bill])
			}
		}
	}
	return asked
}
