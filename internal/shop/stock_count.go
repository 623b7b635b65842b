package shop

import (
	"context"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/thai"
)

// OpenCount begins a count and gives its sheet; no place is where the shop sells from. Faults: "name_missing",
// "name_too_long", "name_picture", "scope_unknown", "place_unknown".
func (s *Shop) OpenCount(ctx context.Context, sheet stock.Sheet) (stock.Sheet, error) {
	if sheet.ID.IsZero() {
		sheet.ID = id.New[id.CountSheet]()
	}
	sheet.Name = thai.Clean(sheet.Name, 61)
	if sheet.PlaceID.IsZero() {
		var err error
		if sheet.PlaceID, err = s.sellingPlace(ctx); err != nil {
			return sheet, err
		}
	}
	if err := s.db.OpenSheet(ctx, sheet); err != nil {
		return sheet, err
	}
	return s.db.Sheet(ctx, sheet.ID)
}

// Counts lists count sheets, the open ones first, newest first; total counts them all.
func (s *Shop) Counts(ctx context.Context, offset, limit int) ([]CountSheetRow, int, error) {
	return s.db.Sheets(ctx, offset, limit)
}

// CountEntry writes what a person counted of a product and gives it with what should have been there. An entry
// without an id is one that is not sent again. Faults: "count_unknown", "count_closed", "qty_negative",
// "qty_not_whole", "qty_too_large", "product_unknown", "stock_of_set", "stock_of_variants", "too_many".
func (s *Shop) CountEntry(ctx context.Context, entry stock.Entry) (stock.Entry, error) {
	if entry.ID.IsZero() {
		entry.ID = id.New[id.CountEntry]()
	}
	entry.Person = thai.Clean(entry.Person, 60)
	return s.db.Enter(ctx, entry)
}

// CorrectCount changes the quantity of an entry that was typed wrong. Faults as of CountEntry, "entry_unknown".
func (s *Shop) CorrectCount(ctx context.Context, entry id.CountEntry, quantity qty.Qty) error {
	return s.db.Correct(ctx, entry, quantity)
}

// RemoveCount takes an entry back. Faults: "entry_unknown", "count_closed".
func (s *Shop) RemoveCount(ctx context.Context, entry id.CountEntry) error {
	return s.db.Remove(ctx, entry)
}

// CountEntries lists the entries of a sheet, newest first; total counts them all.
func (s *Shop) CountEntries(ctx context.Context, sheet id.CountSheet, offset, limit int) ([]stock.Entry, int, error) {
	return s.db.Entries(ctx, sheet, offset, limit)
}

// CountRow is one product of a count.
type CountRow struct {
	stock.Tally
	Product *catalog.Product
}

// AtCost gives the difference in what the goods cost, AtPrice in what they sell for. Below zero is missing.
func (r CountRow) AtCost() money.Satang { return money.Times(r.Product.Cost, r.Difference()) }

// AtPrice gives the difference in what the goods sell for.
func (r CountRow) AtPrice() money.Satang { return money.Times(r.Product.Price, r.Difference()) }

// Count is a count sheet as it stands.
type Count struct {
	stock.Sheet
	Place     string
	Rows      []CountRow // counted, in the order they were first counted
	Uncounted []CountRow // lie (or are missing) at the place and nobody counted them; none of a part or once it is posted
	Sum       CountSum
}

// CountSum is what a count's rows come to.
type CountSum struct {
	Right       int // products counted as they should be
	Off         int
	SecondLook  int
	MissingCost money.Satang // never below zero, as the others
	FoundCost   money.Satang
	Missing     money.Satang // at selling prices
	Found       money.Satang
}

// CountOf gives a count sheet with everything counted on it. It fails with "count_unknown".
func (s *Shop) CountOf(ctx context.Context, sheet id.CountSheet) (*Count, error) {
	head, err := s.db.Sheet(ctx, sheet)
	if err != nil {
		return nil, err
	}
	count := &Count{Sheet: head}
	tallies, err := s.db.Tallies(ctx, sheet)
	if err != nil {
		return nil, err
	}
	var uncounted []stock.Tally
	if head.Scope == stock.ScopeAll && head.State == stock.SheetOpen {
		if uncounted, err = s.uncounted(ctx, head); err != nil {
			return nil, err
		}
	}
	if count.Rows, err = s.countRows(ctx, tallies); err != nil {
		return nil, err
	}
	if count.Uncounted, err = s.countRows(ctx, uncounted); err != nil {
		return nil, err
	}
	thai.SortBy(count.Uncounted, func(r CountRow) string { return r.Product.Name })
	for _, row := range count.Rows {
		count.Sum.add(row)
	}
	count.Place, err = s.placeName(ctx, head.PlaceID)
	return count, err
}

// uncounted lists what should lie at a sheet's place and nobody counted. What waiting bills hold has left it.
func (s *Shop) uncounted(ctx context.Context, sheet stock.Sheet) ([]stock.Tally, error) {
	tallies, err := s.db.Uncounted(ctx, sheet.ID)
	if err != nil {
		return nil, err
	}
	held, err := s.db.HeldAt(ctx, sheet.PlaceID)
	for n := range tallies {
		tallies[n].Expected -= held[tallies[n].ProductID]
	}
	return tallies, err
}

func (sum *CountSum) add(row CountRow) {
	switch cost, price := row.AtCost(), row.AtPrice(); {
	case row.Difference() == 0:
		sum.Right++
	case row.Difference() < 0:
		sum.Off, sum.MissingCost, sum.Missing = sum.Off+1, sum.MissingCost-cost, sum.Missing-price
	default:
		sum.Off, sum.FoundCost, sum.Found = sum.Off+1, sum.FoundCost+cost, sum.Found+price
	}
	if row.SecondLook {
		sum.SecondLook++
	}
}

// countRows gives tallies their products; products are never deleted, so that each has one.
func (s *Shop) countRows(ctx context.Context, tallies []stock.Tally) ([]CountRow, error) {
	ids := make([]id.Product, len(tallies))
	for n, tally := range tallies {
		ids[n] = tally.ProductID
	}
	if err := s.Know(ctx, ids...); err != nil {
		return nil, err
	}
	rows := make([]CountRow, 0, len(tallies))
	for _, tally := range tallies {
		if product := s.index.ByID(tally.ProductID); product != nil {
			rows = append(rows, CountRow{tally, product})
		}
	}
	return rows, nil
}

func (s *Shop) placeName(ctx context.Context, wanted id.Place) (string, error) {
	places, err := s.db.Places(ctx)
	for _, place := range places {
		if place.ID == wanted {
			return place.Name, err
		}
	}
	return "", err
}

// PostCount posts a count as one paper. Faults: "count_unknown", "count_closed", "count_part" when None is asked
// of a part, "lines_missing" when nothing was counted.
func (s *Shop) PostCount(ctx context.Context, post CountPost) (*StockPaper, error) {
	if post.Paper.IsZero() {
		post.Paper = id.New[id.StockPaper]()
	}
	post.By = thai.Clean(post.By, 60)
	replayed, err := s.db.PostSheet(ctx, post)
	if err != nil {
		return nil, err
	}
	paper, err := s.StockPaper(ctx, post.Paper)
	if err == nil {
		paper.Replayed = replayed
	}
	return paper, err
}

// DropCount gives a count up: nothing of it is posted. Faults: "count_unknown", "count_closed".
func (s *Shop) DropCount(ctx context.Context, sheet id.CountSheet) error {
	return s.db.DropSheet(ctx, sheet)
}
