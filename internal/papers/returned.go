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

// Unnoted gives what of the goods that came back is on a tax invoice and on no credit note yet, for what was given back for
// it and no note tells. A note of goods below every price that they were sold for lowers their price and tells of none that
// came back, unless it says that they did.
func Unnoted(back, invoiced []Line, notes []*Paper) (lines []Line) {
	on, told := map[string]qty.Qty{}, map[string][]Line{}
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
			if of := line.goods(); note.Kind == CreditNote && (line.Price >= lowest[of] || note.ReasonCode == takenBack) {
				told[of] = append(told[of], line)
			}
		}
	}
	for _, line := range Merge(back) {
		of := line.goods()
		rest := line.less(told[of])
		left := min(rest.Qty, on[of])
		if on[of] -= left; left > 0 {
			lines = append(lines, rest.part(left))
		}
	}
	return lines
}

// less takes off goods that came back what notes tell of them, and off the notes' lines what was told so: at the price of the
// goods for the sum of the note, at another one for a part of what was given back.
func (l *Line) less(told []Line) Line {
	rest := *l
	for n := range told {
		note := &told[n]
		take := min(rest.Qty, note.Qty)
		if take <= 0 {
			continue
		}
		sum := l.part(take).Total
		if price, _ := money.Priced(l.Price, note.Qty, note.Total); price == note.Price {
			sum = note.part(take).Total
		}
		*note = note.part(note.Qty - take)
		rest.Qty, rest.Total = rest.Qty-take, max(rest.Total-sum, 0)
	}
	rest.Discount = money.Times(rest.Price, rest.Qty) - rest.Total
	return rest
}

// OnInvoice gives goods that came back as the lines of their invoice that earlier notes left bear them, for what was given back
// for them: no more than the lines of their class come to, and with the last of these all that is left, so that nothing stays
// of what an invoice shared otherwise than its bill did. What has another price there stays as it came back.
func OnInvoice(back, left []Line) (lines []Line) {
	left = slices.Clone(left)
	classes := classesOf(left)
	for _, line := range back {
		for n := range left {
			of := &left[n]
			take := min(line.Qty, of.Qty)
			if take <= 0 || of.goods() != line.goods() || of.Price != line.Price {
				continue
			}
			part, own := *of, line.part(take)
			line.Qty, line.Total, line.Discount = line.Qty-take, line.Total-own.Total, line.Discount-own.Discount
			of.Qty -= take
			bears := find(classes, of.VATClass, of.VATRate).Net
			part.Qty, part.Total = take, min(own.Total, bears)
			if !slices.ContainsFunc(left, func(l Line) bool { return l.Qty > 0 && l.VATClass == of.VATClass && l.VATRate == of.VATRate }) {
				part.Total = bears
			}
			addNet(&classes, of.VATClass, of.VATRate, -part.Total)
			lines = append(lines, part)
		}
		if line.Qty > 0 {
			lines = append(lines, line)
		}
	}
	for n := range lines {
		line := &lines[n]
		line.Price, line.Discount = money.Priced(line.Price, line.Qty, line.Total)
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

// part gives so much of a line, with its part of the discount; all of it for its total.
func (l *Line) part(quantity qty.Qty) Line {
	part := *l
	if quantity == l.Qty {
		return part
	}
	part.Discount = l.Discount.Share(int64(quantity), int64(l.Qty))
	part.Qty, part.Total = quantity, money.Times(l.Price, quantity)-part.Discount
	return part
}
