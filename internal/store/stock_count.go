package store

import (
	"cmp"
	"context"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/stock"
)

// Counts that go on: not of the ledger.
var (
	countSheets  = tableOf[stock.Sheet]("count_sheet", false)
	countEntries = tableOf[stock.Entry]("count_entry", false)
)

// OpenSheet begins a count. Faults: those of Sheet.Validate, "place_unknown".
func (s *Store) OpenSheet(ctx context.Context, sheet stock.Sheet) error {
	if err := sheet.Validate(); err != nil {
		return err
	}
	return s.write(ctx, func(tx *Tx) error {
		if _, found, err := places.one(ctx, tx.sql, "WHERE id = ?", sheet.PlaceID); err != nil || !found {
			return cmp.Or[error](err, fault.New("place_unknown", "place", fault.Values{"value": sheet.PlaceID.String()}))
		}
		sheet.State, sheet.OpenedAt = stock.SheetOpen, ledger.MillisOf(tx.now)
		_, err := tx.sql.ExecContext(ctx, countSheets.insert, values(&sheet)...)
		return translate(err)
	})
}

// Sheet gives a count sheet. It fails with "count_unknown".
func (s *Store) Sheet(ctx context.Context, sheet id.CountSheet) (stock.Sheet, error) {
	return readSheet(ctx, s.r, sheet)
}

func readSheet(ctx context.Context, db querier, wanted id.CountSheet) (stock.Sheet, error) {
	sheet, found, err := countSheets.one(ctx, db, "WHERE id = ?", wanted)
	if err == nil && !found {
		err = fault.New("count_unknown", "count", fault.Values{"value": wanted.String()})
	}
	return sheet, err
}

// SheetRow is one sheet of the list.
type SheetRow struct {
	stock.Sheet
	Products int // counted so far
	Entries  int
	Number   string // of the paper it was posted as
}

// Sheets lists count sheets: the open ones, then the others, each newest first; total counts them all.
func (s *Store) Sheets(ctx context.Context, offset, limit int) (rows []SheetRow, total int, err error) {
	if limit <= 0 || limit > MaxPage || offset < 0 {
		return nil, 0, fault.New("limit_invalid", "limit", fault.Values{"max": MaxPage})
	}
	if err := s.r.QueryRowContext(ctx, "SELECT count(*) FROM count_sheet").Scan(&total); err != nil {
		return nil, 0, translate(err)
	}
	rows, err = rowsOf(ctx, s.r, func(r *SheetRow) []any {
		into, _ := targets(&r.Sheet)
		return append(into, &r.Products, &r.Entries, &r.Number)
	}, "SELECT "+countSheets.list("s.")+`,
		(SELECT count(DISTINCT product_id) FROM count_entry WHERE sheet_id = s.id),
		(SELECT count(*) FROM count_entry WHERE sheet_id = s.id),
		coalesce((SELECT number FROM stock_paper WHERE id = s.paper_id), '')
		FROM count_sheet s ORDER BY s.state = 'open' DESC, s.opened_at DESC, s.id LIMIT ? OFFSET ?`, limit, offset)
	return rows, total, err
}

// Tallies sums what a sheet says of each product, in the order they were first counted.
func (s *Store) Tallies(ctx context.Context, sheet id.CountSheet) ([]stock.Tally, error) {
	return readTallies(ctx, s.r, sheet)
}

func readTallies(ctx context.Context, db querier, sheet id.CountSheet) ([]stock.Tally, error) {
	entries, err := countEntries.all(ctx, db, "WHERE sheet_id = ? ORDER BY at, id", sheet)
	return stock.Tallies(entries), err
}

// Uncounted lists the products that should lie (or are missing) at a sheet's place and were not counted, with
// what should lie there.
func (s *Store) Uncounted(ctx context.Context, sheet id.CountSheet) ([]stock.Tally, error) {
	return readUncounted(ctx, s.r, sheet)
}

func readUncounted(ctx context.Context, db querier, sheet id.CountSheet) ([]stock.Tally, error) {
	return rowsOf(ctx, db, func(t *stock.Tally) []any { return []any{&t.ProductID, &t.Expected} },
		`SELECT b.product_id, sum(b.qty) FROM count_sheet s JOIN stock_balance b ON b.place_id = s.place_id
		JOIN product p ON p.id = b.product_id AND p.untracked = 0
		WHERE s.id = ?1 AND b.product_id NOT IN (SELECT product_id FROM count_entry WHERE sheet_id = ?1)
		GROUP BY b.product_id HAVING sum(b.qty) <> 0 ORDER BY p.name, p.id`, sheet)
}

// CountPost asks to post a sheet.
type CountPost struct {
	Sheet id.CountSheet
	Paper id.StockPaper // made before the write
	None  bool          // what nobody counted is not there; else it is left alone
	By    string
}

// PostSheet posts a sheet as one paper, in one transaction. The same request again is answered with replayed.
// Faults: "count_unknown", "count_closed", "count_part", "lines_missing" when nothing was counted, "place_closed"
// of a trip that came back since: its goods left, and what was counted then says nothing of now.
func (s *Store) PostSheet(ctx context.Context, post CountPost) (replayed bool, err error) {
	err = s.write(ctx, func(tx *Tx) error {
		sheet, err := readSheet(ctx, tx.sql, post.Sheet)
		if err != nil {
			return err
		}
		if replayed = !post.Paper.IsZero() && sheet.State == stock.SheetPosted && sheet.PaperID == post.Paper; replayed {
			return nil
		}
		if place, _, err := places.one(ctx, tx.sql, "WHERE id = ?", sheet.PlaceID); err != nil || place.Closed {
			return cmp.Or[error](err, fault.New("place_closed", "place", fault.Values{"name": place.Name}))
		}
		tallies, err := readTallies(ctx, tx.sql, sheet.ID)
		if err != nil {
			return err
		}
		var none []id.Product
		if post.None {
			uncounted, err := readUncounted(ctx, tx.sql, sheet.ID)
			if err != nil {
				return err
			}
			for _, tally := range uncounted {
				none = append(none, tally.ProductID)
			}
		}
		request, err := sheet.Request(tallies, none)
		if err != nil {
			return err
		}
		request.ID, request.By = post.Paper, post.By
		if _, err := tx.postStock(&request); err != nil {
			return err
		}
		_, err = tx.sql.ExecContext(ctx, "UPDATE count_sheet SET state = ?, paper_id = ? WHERE id = ?", stock.SheetPosted, post.Paper, sheet.ID)
		return translate(err)
	})
	return replayed, err
}

// DropSheet gives a count up: nothing of it is posted. Faults: "count_unknown", "count_closed".
func (s *Store) DropSheet(ctx context.Context, wanted id.CountSheet) error {
	return s.write(ctx, func(tx *Tx) error {
		sheet, err := readSheet(ctx, tx.sql, wanted)
		if err != nil {
			return err
		}
		if sheet.State != stock.SheetOpen {
			return fault.New("count_closed", "count", fault.Values{"name": sheet.Name})
		}
		_, err = tx.sql.ExecContext(ctx, "UPDATE count_sheet SET state = ? WHERE id = ?", stock.SheetDropped, wanted)
		return translate(err)
	})
}
