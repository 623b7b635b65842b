package ordering

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
)

// want is goods of one product for one line.
type want struct {
	n       int
	product id.Product
}

// reserve gives the rows after which exactly what is still to be delivered is kept for an order: all its
// events end with it, so that nothing is kept twice or forgotten. live = false keeps nothing. Goods that
// expire are kept by lot, first expired first, as far as lots have them; the rest is whichever comes.
func (f *Facts) reserve(past *Past, live bool) []ledger.Reservation {
	return f.reserveAfter(past, live, nil)
}

// Keep gives the posting after which exactly what is still to be delivered is kept for an order, nil when it is:
// the goods of a set changed, or a product's stock is counted now or no longer.
func Keep(facts *Facts, past *Past) *ledger.Posting {
	rows := facts.reserve(past, past.Live())
	if len(rows) == 0 {
		return nil
	}
	return &ledger.Posting{Kind: ledger.EventOrderChanged, At: ledger.MillisOf(facts.Now), Day: facts.Day, Reservations: rows}
}

// reserveAfter is reserve after a bill took goods out of lots: their rows go first.
func (f *Facts) reserveAfter(past *Past, live bool, took []ledger.Movement) (rows []ledger.Reservation) {
	targets := f.targets(past, live)
	kept := map[want]qty.Qty{}
	for _, row := range past.Kept {
		key := want{row.LineN, row.ProductID}
		kept[key] += row.Qty
		if _, known := targets[key]; !known {
			targets[key] = 0
		}
	}
	for _, key := range sortedWants(targets) {
		switch more := targets[key] - kept[key]; {
		case more > 0:
			rows = append(rows, f.keep(past, key, more)...)
		case more < 0:
			rows = append(rows, f.free(past, key, -more, took)...)
		}
	}
	return rows
}

// targets is what should be kept, of sets their components.
func (f *Facts) targets(past *Past, live bool) map[want]qty.Qty {
	sums := map[want]qty.Qty{}
	if !live {
		return sums
	}
	for _, line := range past.Content.Lines {
		left := line.Qty - past.Given[line.N]
		product := f.Product(line.ProductID)
		if product == nil || left <= 0 {
			continue
		}
		for _, part := range product.Takes(left) {
			if goods := f.Product(part.ProductID); goods != nil && !goods.Untracked {
				sums[want{line.N, part.ProductID}] += part.Qty
			}
		}
	}
	return sums
}

func sortedWants(wants map[want]qty.Qty) []want {
	keys := make([]want, 0, len(wants))
	for key := range wants {
		keys = append(keys, key)
	}
	slices.SortFunc(keys, func(a, b want) int {
		return cmp.Or(cmp.Compare(a.n, b.n), slices.Compare(a.product[:], b.product[:]))
	})
	return keys
}

// keep reserves more of a product, and counts it off what lots have for the lines that follow.
func (f *Facts) keep(past *Past, key want, more qty.Qty) (rows []ledger.Reservation) {
	add := func(lot id.Lot, part qty.Qty) {
		rows = append(rows, ledger.Reservation{OrderID: past.Order.ID, LineN: key.n, ProductID: key.product, LotID: lot,
			PlaceID: f.Place, Qty: part, At: ledger.MillisOf(f.Now)})
	}
	lots := f.Lots[key.product]
	ledger.SortFirstExpired(lots)
	for n := range lots {
		if lots[n].Expires == "" || lots[n].Expired(f.Day) {
			continue
		}
		mine := qty.Qty(0)
		for _, row := range past.Kept {
			if row.LotID == lots[n].ID {
				mine += row.Qty
			}
		}
		part := min(lots[n].OnHand-f.Others[lots[n].ID]-mine, more)
		if part > 0 {
			lots[n].OnHand -= part
			more -= part
			add(lots[n].ID, part)
		}
	}
	if more > 0 {
		add(id.Lot{}, more)
	}
	return rows
}

// free gives kept goods of a product free: of the lots that a bill just took first, then what is bound to no
// lot, then what expires last.
func (f *Facts) free(past *Past, key want, less qty.Qty, took []ledger.Movement) (rows []ledger.Reservation) {
	rank := func(row ledger.Reservation) int {
		switch {
		case slices.ContainsFunc(took, func(m ledger.Movement) bool { return m.LotID == row.LotID && m.Qty < 0 }):
			return 0
		case row.LotID.IsZero():
			return 1
		}
		return 2
	}
	expires := func(row ledger.Reservation) string {
		for _, lot := range f.Lots[row.ProductID] {
			if lot.ID == row.LotID {
				return string(lot.Expires)
			}
		}
		return ""
	}
	of := slices.DeleteFunc(slices.Clone(past.Kept), func(row ledger.Reservation) bool {
		return row.LineN != key.n || row.ProductID != key.product || row.Qty <= 0
	})
	slices.SortStableFunc(of, func(a, b ledger.Reservation) int {
		return cmp.Or(cmp.Compare(rank(a), rank(b)), -cmp.Compare(expires(a), expires(b)))
	})
	for _, row := range of {
		part := min(row.Qty, less)
		if part == 0 {
			break
		}
		less -= part
		row.Qty, row.At = -part, ledger.MillisOf(f.Now)
		rows = append(rows, row)
	}
	return rows
}

// Audit says what is kept otherwise than it should be, "" when everything is right: of every line exactly what
// is still to be delivered.
func Audit(past *Past, product func(id.Product) *catalog.Product) string {
	facts := &Facts{Product: product}
	targets := facts.targets(past, past.Live())
	for _, row := range past.Kept {
		targets[want{row.LineN, row.ProductID}] -= row.Qty
	}
	for _, key := range sortedWants(targets) {
		if off := targets[key]; off != 0 {
			return fmt.Sprintf("line %d lacks %s of what should be kept", key.n, off)
		}
	}
	return ""
}
