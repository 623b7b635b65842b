package selling

import (
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// amounts is what a quantity of a line came to: its price, what was paid of that after discounts, and
// what of that is without VAT.
type amounts struct{ total, net, bare money.Satang }

// upTo gives what belongs to the first quantity of a line. Each amount is a share of the one before it,
// so that over any run of parts none outgrows the other: no discount and no VAT changes its sign.
func upTo(line ledger.Line, quantity qty.Qty) amounts {
	a := amounts{total: money.Times(line.UnitPrice, quantity)}
	a.net = ratio(line.Net(), a.total, line.Total)
	a.bare = ratio(line.NetOfVAT, a.net, line.Net())
	return a
}

func ratio(whole, part, of money.Satang) money.Satang {
	if of == 0 {
		return 0
	}
	return whole.Share(int64(part), int64(of))
}

// given sums what was given back of a line, by earlier bills and this one, without sign.
func (d *draft) given(past *Past, lineN int) (quantity qty.Qty, a amounts) {
	for _, lines := range [][]ledger.Line{past.Returned, d.posting.Lines} {
		for _, line := range lines {
			if line.ReturnsN == lineN {
				quantity -= line.Qty
				a.total -= line.Total
				a.net -= line.Net()
				a.bare -= line.NetOfVAT
			}
		}
	}
	return quantity, a
}

// giveBack adds the negative line and returns the goods to the lots they left. It gives back what is due
// up to here less what was given before, so that all parts together are the whole.
func (d *draft) giveBack(past *Past, back ReturnLine, waste bool) {
	old := past.Lines[back.LineN]
	before, given := d.given(past, back.LineN)
	due := upTo(old, before+back.Qty)
	net := max(due.net-given.net, 0)
	off := max(due.total-given.total-net, 0)
	split := off.Allocate([]int64{int64(old.LineDiscount), int64(old.PromoDiscount), int64(old.BillDiscount)})
	line := old
	line.BillID, line.LineN, line.ReturnsN = d.bill.ID, len(d.posting.Lines), back.LineN
	line.Qty, line.Total, line.NetOfVAT = -back.Qty, -(net + off), -max(due.bare-given.bare, 0)
	line.LineDiscount, line.PromoDiscount, line.BillDiscount = -split[0], -split[1], -split[2]
	d.posting.Lines = append(d.posting.Lines, line)
	d.returnLots(past, &line, before+back.Qty, waste)
}

// returnLots puts goods back into the lots they left, in the order they left, and takes the owners' shares
// back with them. Of each product that left with the line (of a set there are several) it gives back what
// is due of it up to a quantity of the line less what was given before.
func (d *draft) returnLots(past *Past, line *ledger.Line, upTo qty.Qty, waste bool) {
	want := map[id.Product]qty.Qty{}
	for _, move := range past.Moves {
		if move.LineN == line.ReturnsN && move.Qty < 0 {
			want[move.ProductID] -= move.Qty
		}
	}
	for product, left := range want {
		due := qty.Qty(money.Round(int64(left), int64(upTo), int64(past.Lines[line.ReturnsN].Qty), money.HalfUp))
		want[product] = due - d.back(past, line.ReturnsN, func(m ledger.Movement) bool { return m.ProductID == product })
	}
	for _, move := range past.Moves {
		if move.LineN != line.ReturnsN || move.Qty >= 0 {
			continue
		}
		before := d.back(past, line.ReturnsN, func(m ledger.Movement) bool { return m.LotID == move.LotID })
		now := min(want[move.ProductID], -move.Qty-before)
		if now <= 0 {
			continue
		}
		want[move.ProductID] -= now
		d.move(line, move.ProductID, move.LotID, now, ledger.MoveRefund, d.bill.Reason)
		if waste {
			d.move(line, move.ProductID, move.LotID, -now, ledger.MoveWaste, d.bill.Reason)
		}
		for _, entry := range past.Entries {
			if entry.LineN == line.ReturnsN && entry.LotID == move.LotID {
				d.returnEntry(past, line, entry, before+now, now)
			}
		}
	}
}

// returnEntry takes back what an owner is due up to a quantity of the lot less what was taken before.
func (d *draft) returnEntry(past *Past, line *ledger.Line, old ledger.Entry, to, now qty.Qty) {
	part := func(of money.Satang) money.Satang { return of.Share(int64(to), int64(old.Qty)) }
	base, share, paid := part(old.Base), part(old.Share), part(old.Paid)
	vat := ratio(old.VAT, paid, old.Paid)
	less := func(back ledger.Entry) {
		base, share, paid, vat = base+back.Base, share+back.Share, paid+back.Paid, vat+back.VAT
	}
	for _, back := range past.BackPaid {
		if back.LineN == old.LineN && back.LotID == old.LotID {
			less(back)
		}
	}
	for _, back := range d.posting.Producers {
		if d.posting.Lines[back.LineN].ReturnsN == old.LineN && back.LotID == old.LotID {
			less(back)
		}
	}
	entry := old
	entry.BillID, entry.LineN, entry.Day, entry.Qty = d.bill.ID, line.LineN, d.bill.Day, -now
	entry.Base, entry.Share, entry.Paid, entry.VAT = -max(base, 0), -max(share, 0), -max(paid, 0), -max(vat, 0)
	d.posting.Producers = append(d.posting.Producers, entry)
}

// back gives how much of some goods of an old line already came back, by earlier bills and this one.
func (d *draft) back(past *Past, lineN int, of func(ledger.Movement) bool) qty.Qty {
	sum := qty.Qty(0)
	for _, move := range past.Back {
		if move.LineN == lineN && move.Kind == ledger.MoveRefund && of(move) {
			sum += move.Qty
		}
	}
	for _, move := range d.posting.Movements {
		if move.Kind == ledger.MoveRefund && d.posting.Lines[move.LineN].ReturnsN == lineN && of(move) {
			sum += move.Qty
		}
	}
	return sum
}
