package papers

import (
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Returned is what came back of a sale and no credit note tells.
type Returned struct {
	Number string // of the bill or order
	Amount money.Satang
}

// returned warns on a tax invoice of a sale of which something came back: the invoice stands for the sale (s. 86/4), a
// credit note about it for what came back (s. 86/10). Warning: "returned_without_note".
func (d *draft) returned() error {
	if back := d.request.Returned; back != nil && back.Amount > 0 && d.paper.Kind == TaxInvoice {
		d.warnings = append(d.warnings, fault.New("returned_without_note", "", fault.Values{"number": back.Number, "amount": back.Amount}))
	}
	return nil
}

// takenBack is the reason code of goods that were taken back.
const takenBack = "CDNG05"

// Unnoted gives what of the goods that came back is on a tax invoice and on no credit note yet. A note of goods below every
// price that they were sold for lowers their price and tells of none that came back, unless it says that they did.
func Unnoted(back, invoiced []Line, notes []*Paper) (lines []Line) {
	on, noted := map[string]qty.Qty{}, map[string]qty.Qty{}
	lowest := map[string]money.Satang{}
	for _, line := range slices.Concat(invoiced, back) {
		if low, known := lowest[line.goods()]; !known || line.Price < low {
			lowest[line.goods()] = line.Price
		}
	}
	for _, line := range invoiced {
		on[line.goods()] += line.Qty
	}
	for _, note := range notes {
		for _, line := range note.Lines {
			if note.Kind == CreditNote && (line.Price >= lowest[line.goods()] || note.ReasonCode == takenBack) {
				noted[line.goods()] += line.Qty
			}
		}
	}
	for _, line := range Merge(back) {
		of := line.goods()
		told := min(noted[of], line.Qty)
		left := min(line.Qty-told, on[of])
		noted[of], on[of] = noted[of]-told, on[of]-left
		if left > 0 {
			lines = append(lines, line.part(left))
		}
	}
	return lines
}

// OnInvoice gives goods that came back as the lines of their invoice that earlier notes left bear them: with their part of
// its discount, so that all of it comes to the satang. What has another price there stays as it came back.
func OnInvoice(back, left []Line) (lines []Line) {
	left = slices.Clone(left)
	for _, line := range back {
		for n := range left {
			of := &left[n]
			if take := min(line.Qty, of.Qty); take > 0 && of.goods() == line.goods() && of.Price == line.Price {
				part := of.part(take)
				if take == of.Qty || part.Total > of.Total { // the last part by weight takes what rounding left
					part.Total = of.Total
					part.Price, part.Discount = money.Priced(of.Price, take, of.Total)
				}
				lines = append(lines, part)
				of.Qty, of.Discount, of.Total = of.Qty-take, of.Discount-part.Discount, of.Total-part.Total
				line = line.part(line.Qty - take)
			}
		}
		if line.Qty > 0 {
			lines = append(lines, line)
		}
	}
	return lines
}

// LeftOut gives goods that came back less those that a paper of what was sold left out, for they were back before it.
func LeftOut(back, sold, on []Line) (lines []Line) {
	out := map[string]qty.Qty{}
	for _, line := range sold {
		out[line.goods()] += line.Qty
	}
	for _, line := range on {
		out[line.goods()] -= line.Qty
	}
	for _, line := range Merge(back) {
		of := line.goods()
		off := max(min(line.Qty, out[of]), 0)
		if out[of] -= off; off < line.Qty {
			lines = append(lines, line.part(line.Qty-off))
		}
	}
	return lines
}

// goods tells what a line is of: the same on the papers of an order and of its bills.
func (l *Line) goods() string {
	if l.ProductID.IsZero() {
		return l.Name
	}
	return l.ProductID.String()
}

// part gives so much of a line, with its part of the discount.
func (l *Line) part(quantity qty.Qty) Line {
	part := *l
	part.Discount = l.Discount.Share(int64(quantity), int64(l.Qty))
	part.Qty, part.Total = quantity, money.Times(l.Price, quantity)-part.Discount
	return part
}
