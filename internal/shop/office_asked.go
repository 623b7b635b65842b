package shop

import (
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// goodsKey tells the goods of an order apart on its papers: by product, or words by what they say.
type goodsKey struct {
	product id.Product
	name    string
}

func keyOf(product id.Product, name string) goodsKey {
	if product.IsZero() {
		return goodsKey{name: name}
	}
	return goodsKey{product: product}
}

// withinOrder refuses to ask for, or to tax, more of an order's goods than were ordered: papers of the order and of its
// deliveries count together. An invoice that this paper is made from gives way to it, one that stands
// beside it does not. Fault: "goods_asked_already", with the paper that asks for them.
func (m *maker) withinOrder() error {
	order := m.of.order
	if order == nil || m.ask.Kind != papers.Invoice && m.ask.Kind != papers.TaxInvoice || m.ask.Deposit > 0 || m.ask.Replaces != "" {
		return nil
	}
	asked, by, err := m.asked(order)
	if err != nil {
		return err
	}
	ordered := orderedGoods(order)
	if order.Content.Fee > 0 {
		ordered[goodsKey{product: ordering.FeeProduct}] = qty.One
	}
	for n := range m.want.Lines {
		line := &m.want.Lines[n]
		key := keyOf(line.ProductID, line.Name)
		if most, known := ordered[key]; known && asked[key] > 0 && asked[key]+line.Qty > most {
			return fault.New("goods_asked_already", "of[0]", fault.Values{"name": line.Name, "ordered": most, "noted": asked[key], "by": by[key]})
		}
		asked[key] += line.Qty
	}
	return nil
}

// asked gives how much of an order's goods its invoices and tax invoices ask for that stand, less what credit notes say
// was not delivered or came back, and the paper that asks.
func (m *maker) asked(order *Order) (asked map[goodsKey]qty.Qty, by map[goodsKey]string, err error) {
	list, err := m.db.PapersMadeFrom(m.ctx, order.Order.Number)
	if err != nil {
		return nil, nil, err
	}
	other, err := m.ofItsBills(m.orderRef())
	if err != nil {
		return nil, nil, err
	}
	asked, by = map[goodsKey]qty.Qty{}, map[goodsKey]string{}
	counted := map[id.Paper]bool{}
	for _, p := range append(list, other...) {
		if counted[p.ID] || p.Void != nil || p.Deposit || m.takes(p) {
			continue
		}
		counted[p.ID] = true
		sign := qty.Qty(0)
		switch {
		case p.Kind == papers.Invoice && !p.Fate.Taken, p.Kind == papers.TaxInvoice, p.Kind == papers.Abbreviated:
			sign = 1
		case p.Kind == papers.CreditNote && slices.Contains([]string{"CDNG03", "CDNG05"}, p.ReasonCode):
			sign = -1
		}
		for n := range p.Lines {
			key := keyOf(p.Lines[n].ProductID, p.Lines[n].Name)
			if asked[key] += sign * p.Lines[n].Qty; sign > 0 {
				by[key] = p.Number
			}
		}
	}
	return asked, by, nil
}

// takes reports whether a paper gives way to the one that is made: it is made from it, or takes its place.
func (m *maker) takes(p *OfficePaper) bool {
	return m.want.Replaces != nil && m.want.Replaces.ID == p.ID ||
		slices.ContainsFunc(m.want.Refs, func(ref papers.Ref) bool { return ref.Number == p.Number && ref.Role == "" && p.Kind == papers.Invoice })
}
