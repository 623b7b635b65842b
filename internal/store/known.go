package store

import (
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/stock"
)

// known is what every sale is decided by and hardly ever changes. It is shared by transactions, so that
// nobody may change it.
type known struct {
	version    int64 // SQLite's data_version, which changes when another program has written
	settings   Settings
	promotions []catalog.Promotion
	methods    map[string]selling.Method
	terms      []consign.Terms
	trip       stock.Trip // that the till is out at, zero = at the shop
}

// known gives what is known of the shop, read anew after a document was written here or anything by
// another program. What this transaction wrote itself is not kept: it may still be taken back.
func (tx *Tx) known() (*known, error) {
	var version int64
	if err := tx.sql.QueryRowContext(tx.ctx, "PRAGMA data_version").Scan(&version); err != nil {
		return nil, translate(err)
	}
	if k := tx.s.known.Load(); k != nil && k.version == version {
		return k, nil
	}
	k, err := &known{version: version}, error(nil)
	if k.settings, err = readSettings(tx.ctx, tx.sql); err != nil {
		return nil, err
	}
	if k.promotions, err = promotions.all(tx.ctx, tx.sql, "WHERE off = 0"); err != nil {
		return nil, err
	}
	if k.methods, err = readMethods(tx.ctx, tx.sql); err != nil {
		return nil, err
	}
	if k.terms, err = termsTable.all(tx.ctx, tx.sql, "WHERE off = 0"); err != nil {
		return nil, err
	}
	if current := k.settings.Get("trip.current"); current != "" {
		trip, err := id.Parse[id.Trip](current)
		if err != nil {
			return nil, err
		}
		if k.trip, _, err = trips.one(tx.ctx, tx.sql, "WHERE id = ?", trip); err != nil {
			return nil, err
		}
	}
	if !tx.changed {
		tx.s.known.Store(k)
	}
	return k, nil
}

// place is where the shop itself sells from, also while the till is out.
func (k *known) place() (id.Place, error) { return id.Parse[id.Place](k.settings.Get("stock.place")) }

// termsOn gives the terms that goods come in on, on a day.
func (k *known) termsOn(day clock.Day) func(*catalog.Product, id.Party) ledger.Terms {
	return func(product *catalog.Product, owner id.Party) ledger.Terms {
		return consign.For(k.terms, product, owner, day)
	}
}

// forget makes the next sale read everything anew.
func (s *Store) forget() { s.known.Store(nil) }
