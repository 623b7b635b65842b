package pay

import (
	"slices"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// turns is a bill that is paid to the owners of its goods in turn, the shop last.
type turns struct {
	parts   []shop.PayPart   // of the bill as it stands
	skipped []id.Party       // owners whose part the shop takes
	taken   []selling.Tender // confirmed: that money is there, whatever becomes of the bill
}

// shared reports whether anybody but the shop is to be paid, or was.
func (t *turns) shared() bool {
	owner := func(p shop.PayPart) bool { return !p.OwnerID.IsZero() }
	return len(t.taken) > 0 || slices.ContainsFunc(t.parts, owner)
}

// left gives the parts that are still to come. What is left of the bill after those that were confirmed goes
// to the owners as far as it reaches, and the rest to the shop.
func (t *turns) left() (left []shop.PayPart) {
	due, got := money.Satang(0), map[id.Party]money.Satang{}
	for _, part := range t.parts {
		due += part.Amount
	}
	for _, tender := range t.taken {
		got[tender.OwnerID] += *tender.Amount
		due -= *tender.Amount
	}
	for _, part := range t.parts {
		part.Amount = min(part.Amount-got[part.OwnerID], due)
		if part.Amount > 0 && !part.OwnerID.IsZero() && !slices.Contains(t.skipped, part.OwnerID) {
			left = append(left, part)
			due -= part.Amount
		}
	}
	if due > 0 || len(left)+len(t.taken) == 0 {
		left = append(left, shop.PayPart{Part: selling.Part{Amount: due}})
	}
	return left
}

// next gives the part whose turn it is, and its place among all.
func (t *turns) next() (part shop.PayPart, n, of int) {
	left := t.left()
	if len(left) == 0 { // more came than is due now
		return shop.PayPart{}, len(t.taken), len(t.taken)
	}
	return left[0], len(t.taken) + 1, len(t.taken) + len(left)
}

// sum gives what was confirmed.
func (t *turns) sum() (sum money.Satang) {
	for _, tender := range t.taken {
		sum += *tender.Amount
	}
	return sum
}

// drop forgets a part that was confirmed by mistake.
func (t *turns) drop(part selling.Tender) {
	for n, tender := range t.taken {
		if tender.OwnerID == part.OwnerID && tender.Amount == part.Amount {
			t.taken = slices.Delete(t.taken, n, n+1)
			return
		}
	}
}
