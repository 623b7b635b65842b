package shop

import (
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// deliveryNotes lists what says that goods of an order were delivered, the oldest first: its delivery notes, and tax
// invoices of it that are notes besides. One that was made from notes says nothing new. known are the papers of the order.
func deliveryNotes(known []*OfficePaper) (notes []*OfficePaper) {
	for _, p := range known {
		if p.Void == nil && p.Is(papers.Delivery) && !overNotes(p.Refs) {
			notes = append(notes, p)
		}
	}
	return notes
}

// overNotes reports whether a paper was made from delivery notes.
func overNotes(refs []papers.Ref) bool {
	return slices.ContainsFunc(refs, func(ref papers.Ref) bool { return ref.Role == "" && ref.Source == string(papers.Delivery) })
}

// noted gives the parcels that stand on a note, with its number.
func (of *paperSources) noted() map[string]string { return notedBy(of.notes) }

func notedBy(notes []*OfficePaper) map[string]string {
	noted := map[string]string{}
	for _, p := range notes {
		for _, ref := range p.Refs {
			if ref.Role == ofParcel {
				noted[ref.Number] = p.Number
			}
		}
	}
	return noted
}

// orderedGoods counts what an order is of.
func orderedGoods(o *Order) map[goodsKey]qty.Qty {
	ordered := map[goodsKey]qty.Qty{}
	for n := range o.Content.Lines {
		ordered[lineKey(&o.Content.Lines[n])] += o.Content.Lines[n].Qty
	}
	return ordered
}

func lineKey(line *ledger.OrderLine) goodsKey {
	of := noteGoodsOf(line)
	return keyOf(of.product, of.name)
}

// notedGoods counts what stands on notes.
func notedGoods(notes []*OfficePaper) map[goodsKey]qty.Qty {
	noted := map[goodsKey]qty.Qty{}
	for _, p := range notes {
		for _, line := range p.Lines {
			noted[keyOf(line.ProductID, line.Name)] += line.Qty
		}
	}
	return noted
}

// asNote holds a tax invoice that is a delivery note besides to the order of its goods, and names their parcels: they
// stand on no other note. Faults: "parcel_noted", "delivery_above_order".
func (m *maker) asNote() error {
	order, notes := m.of.order, m.of.notes
	if order == nil || !slices.Contains(m.want.With, papers.Delivery) || len(m.of.papers) > 0 || overNotes(m.want.Refs) {
		return nil
	}
	noted := m.of.noted()
	for n := range order.Parcels {
		parcel := &order.Parcels[n]
		if !parcel.Live() || len(m.ask.Lines) > 0 {
			continue
		}
		name := parcelName(order, parcel.No)
		if noted[name] != "" {
			return fault.New("parcel_noted", "with", fault.Values{"no": parcel.No, "number": noted[name]})
		}
		m.want.Refs = append(m.want.Refs, papers.Ref{Source: ofParcel, Number: name, Role: ofParcel})
	}
	ordered, before := orderedGoods(order), notedGoods(notes)
	for _, line := range m.want.Lines {
		of := keyOf(line.ProductID, line.Name)
		if all := ordered[of]; all > 0 && before[of]+line.Qty > all {
			return fault.New("delivery_above_order", "with", fault.Values{"name": line.Name, "ordered": all, "noted": before[of]})
		}
		before[of] += line.Qty
	}
	return nil
}
