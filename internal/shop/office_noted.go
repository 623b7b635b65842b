package shop

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// deliveryNotes lists what says that goods of an order were delivered, the oldest first: its delivery notes, and tax
// invoices of it or of its bills that are notes besides. One that was made from notes says nothing new. known are the
// papers of the order.
func (s *Shop) deliveryNotes(ctx context.Context, order *Order, known []*OfficePaper) (notes []*OfficePaper, err error) {
	other, err := s.sameSale(ctx, &paperSources{order: order, named: true})
	for _, p := range slices.Concat(known, other) {
		if p.Void == nil && p.Is(papers.Delivery) && !overNotes(p.Refs) {
			notes = append(notes, p)
		}
	}
	return notes, err
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
	old := m.want.Replaces
	if !slices.Contains(m.want.With, papers.Delivery) || len(m.of.papers) > 0 || old != nil && old.Is(papers.Delivery) {
		return nil
	}
	order, err := m.orderOf()
	if err != nil || order == nil || overNotes(m.want.Refs) {
		return err
	}
	known, err := m.db.PapersMadeFrom(m.ctx, order.Order.Number)
	if err != nil {
		return err
	}
	notes, err := m.deliveryNotes(m.ctx, order, known)
	if err != nil {
		return err
	}
	noted := notedBy(notes)
	for n := range order.Parcels {
		parcel := &order.Parcels[n]
		if !parcel.Live() || m.of.bill != nil && parcel.BillID != m.of.bill.ID || len(m.ask.Lines) > 0 {
			continue
		}
		name := parcelName(order, parcel.No)
		if noted[name] != "" {
			return fault.New("parcel_noted", "with", fault.Values{"no": parcel.No, "number": noted[name]})
		}
		m.want.Refs = append(m.want.Refs, papers.Ref{Source: ofParcel, Number: name, Role: ofParcel})
	}
	lines := m.want.Lines
	if len(lines) == 0 && old != nil {
		lines = old.Lines
	}
	ordered, before := orderedGoods(order), notedGoods(notes)
	for _, line := range lines {
		of := keyOf(line.ProductID, line.Name)
		if all := ordered[of]; all > 0 && before[of]+line.Qty > all {
			return fault.New("delivery_above_order", "with", fault.Values{"name": line.Name, "ordered": all, "noted": before[of]})
		}
		before[of] += line.Qty
	}
	return nil
}
