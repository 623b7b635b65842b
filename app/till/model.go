// Package till is the selling screen: product tiles, the open bill beside them, and what is parked.
package till

import (
	"slices"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// facts are what the till keeps of the shop in memory, so that no key waits for the disk.
type facts struct {
	index      *catalog.Index
	whole      bool // the index holds all goods, not only those asked for so far
	layout     catalog.ScaleLayout
	prices     selling.Prices
	misc       *catalog.Product
	stock      map[id.Product]qty.Qty   // nil while it is not yet read: nothing is said of it then
	spare      map[id.Product]qty.Qty   // of goods promised online: what may be sold here; others are not in it
	blocked    map[id.Product]qty.Qty   // expired and not sold; nil where the shop only warns of that
	expiring   map[id.Product]clock.Day // first expiry day, where it is near or past
	best       []*catalog.Product
	sellers    []shop.Seller // best, as they were summed
	sellersAt  time.Time
	favourites []*catalog.Product
	drafts     []shop.Draft
	customers  []shop.Customer
	clockBack  time.Time // when the last event was written, where the clock stands before it
}

// model is the state of the till and what can be done to it. It knows no widget and does no work that
// waits: what is to be kept goes to save, on the caller's goroutine.
type model struct {
	facts
	bill
	shelf

	now     clock.Clock
	saved   int // counts changes of the drafts, to tell a list read meanwhile from a fresh one
	parked  []shop.Draft
	waiting []shop.Draft
	slot    int
	save    func(shop.Draft) // a draft with no lines is to be forgotten
}

func newModel(now clock.Clock, save func(shop.Draft)) *model {
	m := &model{now: now, save: save}
	m.bill.start()
	return m
}

// ready reports whether what is scanned can be sold.
func (m *model) ready() bool { return m.index != nil }

// load takes in what was read from the shop. drafts say whether the list of open bills in it is to be
// believed: not when bills were parked or brought back while it was read.
func (m *model) load(f facts, drafts bool) error {
	first := !m.ready()
	m.facts = f
	if first || drafts {
		m.takeDrafts(first)
	}
	m.shelf.load(&m.facts)
	return m.bill.reprice(m.prices)
}

// takeDrafts sorts the open bills. At the start the one changed last is brought back to the screen, and
// others that a kill left open are parked.
func (m *model) takeDrafts(first bool) {
	m.parked, m.waiting = nil, nil
	newest := -1
	for n, draft := range m.drafts {
		m.slot = max(m.slot, draft.Slot)
		if first && draft.State == selling.Open && (newest < 0 || draft.UpdatedAt.After(m.drafts[newest].UpdatedAt)) {
			newest = n
		}
	}
	for n, draft := range m.drafts {
		switch {
		case n == newest && len(m.cart.Lines) == 0:
			m.bill.open(draft.Cart, draft.Slot)
		case draft.Cart.ID == m.cart.ID || len(draft.Cart.Lines) == 0:
		case draft.State == selling.Waiting:
			m.waiting = append(m.waiting, draft)
		default:
			m.parked = append(m.parked, draft)
		}
	}
}

// find gives what a code means, by the first of its readings that means something. The goods must all be
// there, or this one must have been asked for.
func (m *model) find(readings ...string) (match catalog.Match, err error) {
	for _, code := range readings {
		if match, err = m.index.Lookup(code, m.layout); err == nil {
			break
		}
	}
	return match, err
}

// add puts what a code stands for on the bill and gives what a person should be told.
func (m *model) add(match catalog.Match) ([]*fault.Error, error) {
	line, err := shop.LineOf(match, qty.One)
	if err != nil {
		return nil, err
	}
	return m.addLine(line)
}

// addLine puts a line on the bill: onto a plain one of the same product, or below.
func (m *model) addLine(line selling.CartLine) ([]*fault.Error, error) {
	at := 0
	err := m.edit(func(cart *selling.Cart) error {
		at = cart.Put(line)
		return nil
	})
	if err != nil {
		return nil, err
	}
	m.chosen = at
	return m.warnings(line.ProductID), nil
}

// edit changes the open bill, if it can be priced afterwards, and has it kept.
func (m *model) edit(change func(*selling.Cart) error) error {
	if !m.ready() {
		return fault.New("catalogue_loading", "", nil)
	}
	if err := m.bill.change(m.prices, change); err != nil {
		return err
	}
	m.keep()
	return nil
}

// undo takes back the last change of the open bill; false when there is none.
func (m *model) undo() bool {
	if !m.bill.back(m.prices) {
		return false
	}
	m.keep()
	return true
}

func (m *model) keep() {
	if m.bill.slot == 0 {
		m.slot++
		m.bill.slot = m.slot
	}
	m.saved++
	m.save(m.draft(selling.Open))
}

func (m *model) draft(state string) shop.Draft {
	return shop.Draft{Cart: m.cart.Clone(), State: state, Total: m.quote.Total, Slot: m.bill.slot, UpdatedAt: m.now()}
}

// park puts the open bill aside, as parked or as waiting for its money, and begins another; false when
// there is nothing on it.
func (m *model) park(state string) bool {
	if len(m.cart.Lines) == 0 {
		return false
	}
	draft := m.draft(state)
	m.saved++
	m.save(draft)
	if state == selling.Waiting {
		m.waiting = append(m.waiting, draft)
		m.count(m.quote.Lines, -1)
	} else {
		m.parked = append(m.parked, draft)
	}
	m.bill.start()
	return true
}

// resume brings a parked or waiting bill back; what is on the screen is parked.
func (m *model) resume(bill id.Bill) error {
	draft, ok := m.pick(bill)
	if !ok {
		return nil
	}
	m.park(selling.Parked)
	m.bill.open(draft.Cart, draft.Slot)
	err := m.bill.reprice(m.prices)
	if draft.State == selling.Waiting {
		m.count(m.quote.Lines, 1)
	}
	m.keep()
	return err
}

// putAside reports whether a bill is parked or waits.
func (m *model) putAside(bill id.Bill) bool {
	return slices.ContainsFunc(slices.Concat(m.parked, m.waiting), func(draft shop.Draft) bool { return draft.Cart.ID == bill })
}

// pick takes a bill from the parked or waiting ones.
func (m *model) pick(bill id.Bill) (shop.Draft, bool) {
	for _, list := range []*[]shop.Draft{&m.parked, &m.waiting} {
		for n, draft := range *list {
			if draft.Cart.ID == bill {
				*list = slices.Delete(slices.Clone(*list), n, n+1)
				return draft, true
			}
		}
	}
	return shop.Draft{}, false
}

// paid begins the next bill and takes the goods from the counts on the tiles.
func (m *model) paid(lines []ledger.Line) {
	m.saved++
	m.count(lines, -1)
	m.bill.start()
}

// customer gives the name of the bill's customer, "" when it has none.
func (m *model) customer() string { return m.nameOf(m.cart.CustomerID) }

func (m *model) nameOf(who id.Party) string {
	if who.IsZero() {
		return ""
	}
	at := slices.IndexFunc(m.customers, func(c shop.Customer) bool { return c.ID == who })
	if at < 0 {
		return ""
	}
	return m.customers[at].Name
}

// knowCustomer makes a customer who was chosen known: it may have been written down just now.
func (m *model) knowCustomer(customer shop.Customer) {
	if !customer.ID.IsZero() && m.nameOf(customer.ID) == "" {
		m.customers = append(slices.Clone(m.customers), customer)
	}
}
