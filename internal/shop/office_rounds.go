package shop

import (
	"slices"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
)

// noteGoods are goods of an order that stand on one line of its papers.
type noteGoods struct {
	product id.Product
	name    string
	price   money.Satang
}

func noteGoodsOf(line *ledger.OrderLine) noteGoods {
	name := line.Name
	if name == "" {
		name = line.Text
	}
	return noteGoods{line.ProductID, name, line.Price}
}

// inParts says on the note of a delivery how many were ordered and stood on notes before, and which delivery it is, as
// it stands now: of one recipient where all its parcels are theirs, else of the whole order. What goes out in one
// delivery says nothing of it.
func (m *maker) inParts(parcels []*ledger.Parcel) {
	ordered, before, notes := m.notedBefore(m.soleRecipient(parcels))
	lines := slices.Clone(m.want.Lines)
	for n := range lines {
		line := &lines[n]
		of := noteGoods{line.ProductID, line.Name, line.Price}
		if line.Ordered = ordered[of]; line.Ordered > 0 {
			line.Before = before[of]
			before[of] += line.Qty
		}
	}
	more := false // comes after this one
	for of, all := range ordered {
		more = more || before[of] < all
	}
	if notes == 0 && !more {
		return
	}
	m.want.Lines, m.want.Round = lines, notes+1
	if !more {
		m.want.Rounds = m.want.Round
	}
}

// soleRecipient gives the place in the order (1, 2, 3 …) of who gets all of some parcels where there are several
// recipients; 0 = the delivery is one of the whole order.
func (m *maker) soleRecipient(parcels []*ledger.Parcel) int {
	to := m.of.order.Recipients
	if len(parcels) == 0 || len(to) < 2 {
		return 0
	}
	for _, parcel := range parcels {
		if parcel.RecipientID != parcels[0].RecipientID {
			return 0
		}
	}
	return 1 + slices.IndexFunc(to, func(r ordering.Recipient) bool { return r.ID == parcels[0].RecipientID })
}

// notedBefore gives what is ordered and what of it stands on notes, of the whole order or of one recipient, and on how
// many notes.
func (m *maker) notedBefore(to int) (ordered, before map[noteGoods]qty.Qty, notes int) {
	o := m.of.order
	ordered, before = map[noteGoods]qty.Qty{}, map[noteGoods]qty.Qty{}
	for n := range o.Content.Lines {
		if line := &o.Content.Lines[n]; to == 0 || line.To == to {
			ordered[noteGoodsOf(line)] += line.Qty
		}
	}
	if to == 0 {
		for _, note := range m.of.notes {
			notes++
			for _, line := range note.Lines {
				before[noteGoods{line.ProductID, line.Name, line.Price}] += line.Qty
			}
		}
		return ordered, before, notes
	}
	numbers, noted := map[string]bool{}, m.of.noted()
	for n := range o.Parcels {
		parcel := &o.Parcels[n]
		number := noted[parcelName(o, parcel.No)]
		if !parcel.Live() || number == "" || parcel.RecipientID != o.Recipients[to-1].ID {
			continue
		}
		numbers[number] = true
		for _, part := range parcel.Lines {
			if line := o.Line(part.N); line != nil {
				before[noteGoodsOf(line)] += part.Qty
			}
		}
	}
	return ordered, before, len(numbers)
}
