package stock

import (
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/thai"
)

// What a count sheet covers.
const (
	ScopeAll  = "all"  // all goods of its place: what nobody counted is asked about
	ScopePart = "part" // a shelf, some goods: what is not counted is not touched
)

// States of a count sheet.
const (
	SheetOpen    = "open"
	SheetPosted  = "posted"
	SheetDropped = "dropped"
)

// Sheet is a count that goes on, outside the ledger until it is posted as a paper. JSON names are the
// columns' names.
type Sheet struct {
	ID       id.CountSheet `json:"id"`
	Name     string        `json:"name"`
	PlaceID  id.Place      `json:"place_id"`
	Scope    string        `json:"scope"`
	State    string        `json:"state"`
	OpenedAt ledger.Millis `json:"opened_at"`
	PaperID  id.StockPaper `json:"paper_id"` // that it was posted as
}

// Entry is what one person counted of a product in one go. A product that lies on two shelves has two.
type Entry struct {
	ID        id.CountEntry `json:"id"`
	SheetID   id.CountSheet `json:"sheet_id"`
	ProductID id.Product    `json:"product_id"`
	Qty       qty.Qty       `json:"qty"`
	OnHand    qty.Qty       `json:"on_hand"` // what should have been there at that moment
	Person    string        `json:"person"`
	At        ledger.Millis `json:"at"`
}

// Limits of a count.
const (
	maxSheetName = 60
	MaxEntries   = 100_000
)

// Validate checks a sheet by itself: "name_missing", "name_too_long", "name_picture", "scope_unknown",
// "place_missing".
func (s *Sheet) Validate() error {
	switch {
	case strings.TrimSpace(s.Name) == "":
		return fault.New("name_missing", "name", nil)
	case s.Scope != ScopeAll && s.Scope != ScopePart:
		return fault.New("scope_unknown", "scope", fault.Values{"value": s.Scope})
	case s.PlaceID.IsZero():
		return fault.New("place_missing", "place", nil)
	}
	return thai.CheckName(s.Name, "name", maxSheetName)
}

// Enter notes what should have been there when something was counted, so that what is sold before the count
// is posted is not lost. Faults: "count_closed", "qty_negative", those of a line of goods.
func (s *Sheet) Enter(facts *Facts, entry *Entry) error {
	if s.State != SheetOpen {
		return fault.New("count_closed", "count", fault.Values{"name": s.Name})
	}
	item := Item{ProductID: entry.ProductID, Qty: entry.Qty}
	if _, err := facts.product(item, 0); err != nil {
		return err
	}
	if err := counted(item, 0); err != nil {
		return err
	}
	entry.SheetID, entry.OnHand, entry.At = s.ID, facts.expected(entry.ProductID), ledger.MillisOf(facts.Now)
	return nil
}

// counted refuses a quantity that nobody can have counted.
func counted(item Item, n int) error {
	if item.Qty < 0 {
		return lineFault("qty_negative", n, "qty", fault.Values{"value": item.Qty})
	}
	return nil
}

// Tally is what a sheet says of one product.
type Tally struct {
	ProductID  id.Product
	Counted    qty.Qty
	Expected   qty.Qty
	Entries    int
	SecondLook bool // goods came or went between its entries: whether those were counted nobody knows
}

// Difference is what was found (or, below zero, is missing).
func (t Tally) Difference() qty.Qty { return t.Counted - t.Expected }

// Tallies sums entries, in the order they were made, by product. What should have been there is taken from a
// product's last entry: then all of it had been looked at.
func Tallies(entries []Entry) (tallies []Tally) {
	at := map[id.Product]int{}
	for _, entry := range entries {
		n, known := at[entry.ProductID]
		if !known {
			n = len(tallies)
			at[entry.ProductID] = n
			tallies = append(tallies, Tally{ProductID: entry.ProductID, Expected: entry.OnHand})
		}
		tally := &tallies[n]
		tally.SecondLook = tally.SecondLook || entry.OnHand != tally.Expected
		tally.Counted, tally.Expected, tally.Entries = tally.Counted+entry.Qty, entry.OnHand, tally.Entries+1
	}
	return tallies
}

// Request gives the paper that posts a sheet: what was counted, and as none those of the products that nobody
// counted. Faults: "count_closed", "count_part" when a part is to take what was not counted as gone.
func (s *Sheet) Request(tallies []Tally, none []id.Product) (Request, error) {
	request := Request{Type: ledger.TypeCounted, Place: s.PlaceID, Reason: s.Name}
	switch {
	case s.State != SheetOpen:
		return request, fault.New("count_closed", "count", fault.Values{"name": s.Name})
	case len(none) > 0 && s.Scope != ScopeAll:
		return request, fault.New("count_part", "count", fault.Values{"name": s.Name})
	}
	for _, tally := range tallies {
		expected := tally.Expected
		request.Items = append(request.Items, Item{ProductID: tally.ProductID, Qty: tally.Counted, Expected: &expected})
	}
	for _, product := range none {
		request.Items = append(request.Items, Item{ProductID: product})
	}
	return request, nil
}
