package selling

import (
	"fmt"
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
)

// Part is what one receiver gets of the money for a bill.
type Part struct {
	OwnerID id.Party // none = the shop
	Amount  money.Satang
}

// Parts shares the money for a cart among the owners of its goods and the shop, for buyers who pay each one
// straight. An owner's part is their share of the bill as the terms of their lots say; the rest (commission,
// VAT, the shop's own goods, owners that receives tells cannot be paid, owners beyond the ways of payment that
// one bill may have) is the shop's and comes last. Where terms promise the owners more than the buyer pays, all
// of them get less, in proportion: what they miss the next settlement pays. The parts add up to what is due.
// The facts are used up. Faults are those of Checkout.
func Parts(facts *Facts, cart *Cart, receives func(id.Party) bool) ([]Part, error) {
	if len(cart.Lines) == 0 {
		return nil, fault.New("bill_empty", "line", nil)
	}
	quote, err := Price(facts.Prices, cart)
	if err != nil {
		return nil, err
	}
	d := newDraft(facts, ledger.EventBillPaid, ledger.Sale)
	d.bill.Day, d.posting.Lines = facts.Day, quote.Lines
	if err := d.takeGoods(); err != nil {
		return nil, err
	}
	var parts []Part
	var weights []int64
	owed := money.Satang(0)
	owners, shares := d.shares()
	for _, owner := range owners {
		if shares[owner] > 0 && len(parts) < MaxTenders-1 && receives(owner) {
			parts = append(parts, Part{owner, shares[owner]})
			weights = append(weights, int64(shares[owner]))
			owed += shares[owner]
		}
	}
	if owed > quote.Total {
		for n, amount := range quote.Total.Allocate(weights) {
			parts[n].Amount = amount
		}
		owed = quote.Total
	}
	parts = slices.DeleteFunc(append(parts, Part{Amount: quote.Total - owed}), func(p Part) bool { return p.Amount == 0 })
	if len(parts) == 0 {
		return []Part{{}}, nil // nothing is due, to the shop
	}
	return parts, nil
}

// shares sums what each owner earns by the bill, in the order of its lines.
func (d *draft) shares() (owners []id.Party, sums map[id.Party]money.Satang) {
	sums = map[id.Party]money.Satang{}
	for _, entry := range d.posting.Producers {
		if _, known := sums[entry.ProducerID]; !known {
			owners = append(owners, entry.ProducerID)
		}
		sums[entry.ProducerID] += entry.Share
	}
	return owners, sums
}

// checkOwners warns of an owner who got more than their share of the bill: the money is with them, and the
// next settlement takes it into account.
func (d *draft) checkOwners(tenders []Tender) {
	var shares, got map[id.Party]money.Satang
	for n, tender := range tenders {
		if tender.OwnerID.IsZero() {
			continue
		}
		if shares == nil {
			_, shares = d.shares()
			got = map[id.Party]money.Satang{}
		}
		got[tender.OwnerID] += *tender.Amount
		if paid, share := got[tender.OwnerID], shares[tender.OwnerID]; paid > share {
			d.warn("owner_paid_more", fmt.Sprintf("pay[%d].amount", n), fault.Values{"paid": paid, "share": share})
		}
	}
}

// way is how money of a bill came: by which method, and to whom (none = the shop).
type way struct {
	method string
	owner  id.Party
}

// byWay sums what each way holds of the bill now.
func (p *Past) byWay() (ways []way, sums map[way]money.Satang) {
	sums = map[way]money.Satang{}
	for _, payment := range p.Payments {
		to := way{payment.Method, payment.OwnerID}
		if _, known := sums[to]; !known {
			ways = append(ways, to)
		}
		sums[to] += payment.Amount
	}
	return ways, sums
}
