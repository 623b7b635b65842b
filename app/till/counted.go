package till

import (
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// have gives how much of a product can be sold: of a set as often as its scarcest component allows, of what
// has variants all of them together. counted is false for goods that nobody counts, and before the counts
// are read.
func (m *model) have(p *catalog.Product) (have qty.Qty, counted bool) {
	switch {
	case m.stock == nil || p.Untracked:
		return 0, false
	case p.IsSet():
		return p.Available(func(part id.Product) (qty.Qty, bool) {
			known := m.index.ByID(part)
			return m.stock[part], known == nil || !known.Untracked
		})
	case p.HasVariants:
		for _, variant := range m.index.Family(p.ID) {
			have += max(m.stock[variant.ID], 0)
		}
		return have, true
	}
	return m.stock[p.ID], true
}

// expires gives the first day on which something of a product expires, where that is near: of a set the
// first of its components, of what has variants the first of them.
func (m *model) expires(p *catalog.Product) (first clock.Day, near bool) {
	parts := p.Takes(qty.One)
	for _, variant := range m.index.Family(p.ID) {
		parts = append(parts, catalog.Component{ProductID: variant.ID})
	}
	for _, part := range parts {
		if day, soon := m.expiring[part.ProductID]; soon && (!near || day < first) {
			first, near = day, true
		}
	}
	return first, near
}

// taken sums what lines take off the shelf.
func (m *model) taken(lines []ledger.Line) map[id.Product]qty.Qty {
	sums := map[id.Product]qty.Qty{}
	for _, line := range lines {
		if p := m.index.ByID(line.ProductID); p != nil {
			for _, part := range p.Takes(line.Qty) {
				sums[part.ProductID] += part.Qty
			}
		}
	}
	return sums
}

// count takes what lines hold off the counts on the tiles (by −1), or puts it back (by 1).
func (m *model) count(lines []ledger.Line, by qty.Qty) {
	if m.stock == nil {
		return
	}
	for product, quantity := range m.taken(lines) {
		m.stock[product] += by * quantity
		if _, promised := m.spare[product]; promised {
			m.spare[product] += by * quantity
		}
	}
}

// warnings are what a sale of a product would be warned of, said as soon as it is on the bill. Of a set they
// name the component.
func (m *model) warnings(product id.Product) (said []*fault.Error) {
	p := m.index.ByID(product)
	if p == nil {
		return nil
	}
	wanted := m.taken(m.quote.Lines)
	for _, part := range p.Takes(qty.One) {
		if of := m.index.ByID(part.ProductID); of != nil && !of.Untracked {
			said = append(said, m.warningsOf(of, wanted[of.ID])...)
		}
	}
	return said
}

func (m *model) warningsOf(p *catalog.Product, wanted qty.Qty) (said []*fault.Error) {
	if have := m.stock[p.ID]; m.stock != nil && wanted > have {
		code, values := "stock_below_zero", fault.Values{"name": p.FullName(), "have": max(have, 0), "want": wanted, "unit": p.Unit}
		if expired := m.blocked[p.ID]; expired > 0 {
			code, values["expired"] = "lot_expired_blocked", expired
		}
		said = append(said, fault.New(code, "qty", values))
	} else if spare, promised := m.spare[p.ID]; promised && wanted > spare {
		said = append(said, shop.PromiseBroken(p, spare-wanted, "qty"))
	}
	if day, near := m.expiring[p.ID]; near && day < m.prices.Day && m.blocked == nil {
		said = append(said, fault.New("lot_expired", "qty", fault.Values{"name": p.FullName(), "day": day}))
	}
	return said
}
