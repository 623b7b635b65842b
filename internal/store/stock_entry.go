package store

import (
	"cmp"
	"context"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/stock"
)

// Enter writes what was counted and gives it with what should have been there. The same entry twice is one.
// Faults: "count_unknown", "too_many", those of Sheet.Enter.
func (s *Store) Enter(ctx context.Context, entry stock.Entry) (stock.Entry, error) {
	err := s.write(ctx, func(tx *Tx) error {
		if old, found, err := countEntries.one(ctx, tx.sql, "WHERE id = ?", entry.ID); err != nil || found {
			entry = old
			return err
		}
		sheet, err := readSheet(ctx, tx.sql, entry.SheetID)
		if err != nil {
			return err
		}
		facts, err := tx.stockFacts([]id.Product{entry.ProductID}, sheet.PlaceID)
		if err != nil {
			return err
		}
		if err := sheet.Enter(facts, &entry); err != nil {
			return err
		}
		var entries int
		row := tx.sql.QueryRowContext(ctx, "SELECT count(*) FROM count_entry WHERE sheet_id = ?", sheet.ID)
		if err := row.Scan(&entries); err != nil || entries >= stock.MaxEntries {
			return cmp.Or[error](translate(err), fault.New("too_many", "count", fault.Values{"max": stock.MaxEntries}))
		}
		_, err = tx.sql.ExecContext(ctx, countEntries.insert, values(&entry)...)
		return translate(err)
	})
	return entry, err
}

// Correct changes the quantity of an entry that was typed wrong; what should have been there then stays.
// Faults: "entry_unknown", "count_closed", those of a line of goods.
func (s *Store) Correct(ctx context.Context, entry id.CountEntry, quantity qty.Qty) error {
	return s.entry(ctx, entry, func(tx *Tx, sheet *stock.Sheet, old stock.Entry) error {
		facts, err := tx.stockFacts([]id.Product{old.ProductID}, sheet.PlaceID)
		if err != nil {
			return err
		}
		corrected := old
		corrected.Qty = quantity
		if err := sheet.Enter(facts, &corrected); err != nil {
			return err
		}
		_, err = tx.sql.ExecContext(ctx, "UPDATE count_entry SET qty = ? WHERE id = ?", quantity, entry)
		return translate(err)
	})
}

// Remove takes an entry back. Faults: "entry_unknown", "count_closed".
func (s *Store) Remove(ctx context.Context, entry id.CountEntry) error {
	return s.entry(ctx, entry, func(tx *Tx, _ *stock.Sheet, _ stock.Entry) error {
		_, err := tx.sql.ExecContext(ctx, "DELETE FROM count_entry WHERE id = ?", entry)
		return translate(err)
	})
}

// entry changes an entry of an open sheet.
func (s *Store) entry(ctx context.Context, entry id.CountEntry, change func(*Tx, *stock.Sheet, stock.Entry) error) error {
	return s.write(ctx, func(tx *Tx) error {
		old, found, err := countEntries.one(ctx, tx.sql, "WHERE id = ?", entry)
		if err != nil || !found {
			return cmp.Or[error](err, fault.New("entry_unknown", "entry", fault.Values{"value": entry.String()}))
		}
		sheet, err := readSheet(ctx, tx.sql, old.SheetID)
		if err != nil {
			return err
		}
		if sheet.State != stock.SheetOpen {
			return fault.New("count_closed", "count", fault.Values{"name": sheet.Name})
		}
		return change(tx, &sheet, old)
	})
}

// Entries lists the entries of a sheet, newest first; total counts them all.
func (s *Store) Entries(ctx context.Context, sheet id.CountSheet, offset, limit int) (rows []stock.Entry, total int, err error) {
	if limit <= 0 || limit > MaxPage || offset < 0 {
		return nil, 0, fault.New("limit_invalid", "limit", fault.Values{"max": MaxPage})
	}
	row := s.r.QueryRowContext(ctx, "SELECT count(*) FROM count_entry WHERE sheet_id = ?", sheet)
	if err := row.Scan(&total); err != nil {
		return nil, 0, translate(err)
	}
	rows, err = countEntries.all(ctx, s.r, "WHERE sheet_id = ? ORDER BY at DESC, id DESC LIMIT ? OFFSET ?", sheet, limit, offset)
	return rows, total, err
}
