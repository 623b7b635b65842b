package trips

import (
	"slices"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/stock"
)

// model is a trip and what is being scanned for one of its steps.
type model struct {
	trip  *shop.Trip
	index *catalog.Index
	step  string          // shop.TripLoad …, "" = what became of the goods is shown
	lines []shop.TripItem // of the step, the latest first
	at    int             // the chosen line
}

// load takes the trip anew. What is being scanned stays as the page has it.
func (m *model) load(trip *shop.Trip, index *catalog.Index) {
	m.trip, m.index = trip, index
	if trip.State == stock.TripBack {
		m.step = ""
	}
}

// steps lists what can be done with goods now.
func (m *model) steps() []string {
	switch {
	case m.trip == nil || m.trip.State == stock.TripBack:
		return nil
	case m.trip.State == stock.TripPacking:
		return []string{shop.TripLoad, shop.TripUnload}
	}
	return []string{shop.TripLoad, shop.TripLoss, shop.TripBack}
}

// begin goes on with a step where it was left.
func (m *model) begin(step string) {
	m.step, m.at = step, 0
	m.lines = slices.Clone(m.trip.Lines[step])
}

// put adds goods to the step and gives the line as it is then. It becomes the first and the chosen one.
func (m *model) put(p *catalog.Product, quantity qty.Qty) shop.TripItem {
	line := shop.TripItem{Product: p}
	if n := m.line(p.ID); n >= 0 {
		line = m.lines[n]
		m.lines = slices.Delete(m.lines, n, n+1)
	}
	line.Qty += quantity
	m.lines, m.at = slices.Insert(m.lines, 0, line), 0
	return line
}

func (m *model) line(product id.Product) int {
	return slices.IndexFunc(m.lines, func(l shop.TripItem) bool { return l.Product.ID == product })
}

// set gives a line another quantity.
func (m *model) set(n int, quantity qty.Qty) (shop.TripItem, bool) {
	if n < 0 || n >= len(m.lines) || quantity < 0 {
		return shop.TripItem{}, false
	}
	m.lines[n].Qty, m.at = quantity, n
	return m.lines[n], true
}

// remove takes a line away.
func (m *model) remove(n int) (gone shop.TripItem, ok bool) {
	if n < 0 || n >= len(m.lines) {
		return shop.TripItem{}, false
	}
	gone = m.lines[n]
	m.lines = slices.Delete(m.lines, n, n+1)
	m.at = max(min(n, len(m.lines)-1), 0)
	return gone, true
}

// items are the lines as they are posted. A count of none says that none is there.
func (m *model) items() []stock.Item {
	var items []stock.Item
	for _, line := range slices.Backward(m.lines) {
		if line.Qty > 0 || m.step == shop.TripBack {
			items = append(items, stock.Item{ProductID: line.Product.ID, Qty: line.Qty})
		}
	}
	return items
}

// uncounted lists what should lie in the box and nobody counted.
func (m *model) uncounted() (left []shop.TripItem) {
	for _, item := range m.trip.Box {
		if m.line(item.Product.ID) < 0 {
			left = append(left, item)
		}
	}
	return left
}
