package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/rules"
	"github.com/talat-pos/talat/internal/selling"
)

// saveDocuments writes documents as one event.
func (tx *Tx) saveDocuments(docs []ledger.Document) error {
	if len(docs) == 0 {
		return nil
	}
	return tx.post(&ledger.Posting{Kind: ledger.EventDocumentsSaved, At: ledger.MillisOf(tx.now),
		Day: clock.DayOf(tx.now), Documents: docs})
}

// Opening is the first stock of a new product.
type Opening struct {
	ProductID id.Product
	Qty       qty.Qty
	Expires   clock.Day
}

// SaveProducts writes new or changed products and the first stock of new ones, all or none. A code that
// already means another product fails with "code_taken" and an SKU that changes with "sku_fixed"; of sets and
// variants those of checkFamilies, and "set_without_stock" for the first stock of what has none of its own.
func (s *Store) SaveProducts(ctx context.Context, rows []catalog.Product, openings []Opening) error {
	return s.write(ctx, func(tx *Tx) error {
		docs := make([]ledger.Document, len(rows))
		saved := make(map[id.Product]*catalog.Product, len(rows))
		for n := range rows {
			if err := rows[n].Validate(); err != nil {
				return err
			}
			doc, err := document(products, rows[n].ID.String(), &rows[n])
			if err != nil {
				return err
			}
			docs[n] = doc
			saved[rows[n].ID] = &rows[n]
		}
		if err := tx.saveDocuments(docs); err != nil {
			return err
		}
		if err := tx.checkFamilies(); err != nil {
			return err
		}
		if err := tx.postOpenings(saved, openings); err != nil {
			return err
		}
		return tx.keepAnew()
	})
}

func (tx *Tx) postOpenings(products map[id.Product]*catalog.Product, openings []Opening) error {
	if len(openings) == 0 {
		return nil
	}
	k, err := tx.known()
	if err != nil {
		return err
	}
	place, err := k.place()
	if err != nil {
		return err
	}
	at := ledger.MillisOf(tx.now)
	posting := &ledger.Posting{Kind: ledger.EventStockMoved, At: at, Day: clock.DayOf(tx.now)}
	terms := k.termsOn(posting.Day)
	for _, opening := range openings {
		product := products[opening.ProductID]
		if opening.Qty == 0 || product == nil {
			continue
		}
		if product.IsSet() || product.HasVariants {
			return fault.New("set_without_stock", "stock", fault.Values{"name": product.Name})
		}
		lot := ledger.NewLot(product.ID, product.ProducerID, terms(product, product.ProducerID), product.Cost, at)
		lot.Expires = opening.Expires
		posting.Lots = append(posting.Lots, lot)
		posting.Movements = append(posting.Movements, ledger.Movement{LineN: -1, ProductID: product.ID, LotID: lot.ID,
			PlaceID: place, Qty: opening.Qty, Kind: ledger.MoveReceive, At: at})
	}
	if len(posting.Movements) == 0 {
		return nil
	}
	return tx.post(posting)
}

// putProduct writes a product's row and its codes, each of which means one product.
func (tx *Tx) putProduct(doc ledger.Document) error {
	var p catalog.Product
	if err := json.Unmarshal(doc.Doc, &p); err != nil {
		return fault.Wrap(err, "document_unreadable")
	}
	old, err := tx.product(p.ID)
	if err != nil {
		return err
	}
	if old != nil && old.SKU != p.SKU {
		return fault.New("sku_fixed", "sku", fault.Values{"value": old.SKU})
	}
	if err := tx.clash(&p); err != nil {
		return err
	}
	tx.noteFamily(old, &p)
	tx.noteKept(old, &p)
	if err := tx.tellProduct(old, &p); err != nil {
		return err
	}
	if _, err := tx.sql.ExecContext(tx.ctx, putProductSQL, values(&p)...); err != nil {
		return translate(err)
	}
	if old != nil {
		if _, err := tx.sql.ExecContext(tx.ctx, "DELETE FROM product_code WHERE product_id = ?", p.ID); err != nil {
			return translate(err)
		}
	}
	for _, code := range p.Codes {
		if _, err := tx.sql.ExecContext(tx.ctx, "INSERT OR IGNORE INTO product_code (code, product_id) VALUES (?, ?)", catalog.Key(code.Code), p.ID); err != nil {
			return translate(err)
		}
	}
	return nil
}

var putProductSQL = products.upsertSQL()

// codeOwnerSQL gives who else has a code: in two parts and with the condition of the index spelled out, so that neither
// reads every product.
const codeOwnerSQL = "SELECT name FROM product WHERE sku = ?2 COLLATE NOCASE AND id <> ?1 UNION ALL" +
	" SELECT p.name FROM product_code c JOIN product p ON p.id = c.product_id WHERE c.code = ?2 AND p.id <> ?1 LIMIT 1"

// clash refuses codes that mean another product.
func (tx *Tx) clash(p *catalog.Product) error {
	codes := []string{catalog.Key(p.SKU)}
	for _, code := range p.Codes {
		codes = append(codes, catalog.Key(code.Code))
	}
	for n, code := range codes {
		field := "codes"
		if n == 0 {
			field = "sku"
		}
		if err := tx.owned(codeOwnerSQL, p.ID, code, field); err != nil {
			return err
		}
	}
	if p.ShortNo == 0 {
		return nil
	}
	return tx.owned("SELECT name FROM product WHERE short_no = ?2 AND short_no > 0 AND id <> ?1", p.ID, p.ShortNo, "short_no")
}

// owned fails with "code_taken" when owner finds another product that a value means.
func (tx *Tx) owned(owner string, product id.Product, value any, field string) error {
	var name string
	switch err := tx.sql.QueryRowContext(tx.ctx, owner, product, value).Scan(&name); {
	case err == nil:
		return fault.New("code_taken", field, fault.Values{"value": value, "name": name})
	case !errors.Is(err, sql.ErrNoRows):
		return translate(err)
	}
	return nil
}

// Products reads the whole catalogue, calling each with every product; it is read once at the start.
func (s *Store) Products(ctx context.Context, each func(catalog.Product)) error {
	rows, err := s.r.QueryContext(ctx, "SELECT "+products.list("")+" FROM product")
	if err != nil {
		return translate(err)
	}
	defer rows.Close()
	var p catalog.Product
	into, finish := targets(&p) // once: to look at a struct costs more than to read its row
	for rows.Next() {
		p = catalog.Product{}
		if err := rows.Scan(into...); err != nil {
			return translate(err)
		}
		if err := finish(); err != nil {
			return translate(err)
		}
		each(p)
	}
	return translate(rows.Err())
}

// byCode finds the product that a folded code (?1) or a short number (?2) means.
const byCode = `WHERE id IN (SELECT id FROM product WHERE sku = ?1 COLLATE NOCASE
	UNION ALL SELECT product_id FROM product_code WHERE code = ?1
	UNION ALL SELECT id FROM product WHERE short_no = ?2 AND short_no > 0)`

// ProductsByCode reads the products that folded codes may mean, as SKU, other code or short number.
func (s *Store) ProductsByCode(ctx context.Context, keys ...string) (found []catalog.Product, err error) {
	for _, key := range keys {
		some, err := products.all(ctx, s.r, byCode, key, catalog.ShortNo(key))
		if err != nil {
			return nil, err
		}
		found = append(found, some...)
	}
	return found, nil
}

// ProductsByID reads some products; an unknown id is left out.
func (s *Store) ProductsByID(ctx context.Context, wanted []id.Product) (found []catalog.Product, err error) {
	for some := range slices.Chunk(wanted, atOnce) {
		list, _ := inList(make([]id.Product, atOnce)) // one form of the question, so that it stays prepared
		rows, err := products.all(ctx, s.r, "WHERE id IN "+list, atOnceArgs(some)...)
		if err != nil {
			return nil, err
		}
		found = append(found, rows...)
	}
	return found, nil
}

// ChangedSince lists the products that events after seq wrote, for a window beside another program;
// last is the newest event's place.
func (s *Store) ChangedSince(ctx context.Context, rowid int64) (changed []catalog.Product, last int64, err error) {
	type found struct {
		rowid int64
		kind  string
		body  []byte
	}
	events, err := rowsOf(ctx, s.r, func(f *found) []any { return []any{&f.rowid, &f.kind, &f.body} },
		"SELECT rowid, kind, CASE kind WHEN ? THEN body ELSE x'' END FROM event WHERE rowid > ? ORDER BY rowid",
		ledger.EventDocumentsSaved, rowid)
	last = rowid
	for _, event := range events {
		last = event.rowid
		if event.kind != ledger.EventDocumentsSaved {
			continue
		}
		sealed := ledger.Event{Kind: event.kind, Body: event.body}
		posting, err := sealed.Open()
		if err != nil {
			return nil, last, err
		}
		for _, doc := range posting.Documents {
			var p catalog.Product
			if doc.Table == products.name && json.Unmarshal(doc.Doc, &p) == nil {
				changed = append(changed, p)
			}
		}
	}
	return changed, last, err
}

// SavePromotion writes a promotion. A gift must be something that can be handed over: what has variants
// fails with "product_has_variants".
func (s *Store) SavePromotion(ctx context.Context, p catalog.Promotion) error {
	if err := p.Validate(); err != nil {
		return err
	}
	doc, err := document(promotions, p.ID.String(), &p)
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *Tx) error {
		if p.Kind == catalog.PromoGift {
			if gift, err := tx.product(p.GiftID); err != nil {
				return err
			} else if gift != nil && gift.HasVariants {
				return fault.New("product_has_variants", "gift", fault.Values{"name": gift.Name})
			}
		}
		return tx.saveDocuments([]ledger.Document{doc})
	})
}

// Promotions lists all promotions, by name.
func (s *Store) Promotions(ctx context.Context) ([]catalog.Promotion, error) {
	return promotions.all(ctx, s.r, "ORDER BY name")
}

// SaveMethod writes a way of payment of the shop's own, or a change to a known one.
func (s *Store) SaveMethod(ctx context.Context, m selling.Method) error {
	return saveOne(ctx, s, methods, m.Code, &m)
}

// Methods gives all ways of payment by code.
func (s *Store) Methods(ctx context.Context) (map[string]selling.Method, error) {
	return readMethods(ctx, s.r)
}

func saveOne[T any](ctx context.Context, s *Store, t *table[T], key string, row *T) error {
	doc, err := document(t, key, row)
	if err != nil {
		return err
	}
	return s.write(ctx, func(tx *Tx) error { return tx.saveDocuments([]ledger.Document{doc}) })
}

// SaveSettings writes settings that changed, as one event; one that is as it was is left alone. Of a private
// one the event holds only the key.
func (s *Store) SaveSettings(ctx context.Context, changes map[string]string) error {
	return s.write(ctx, func(tx *Tx) error {
		old, err := readSettings(ctx, tx.sql)
		if err != nil {
			return err
		}
		var docs []ledger.Document
		for _, key := range sortedKeys(changes) {
			if value, set := old[key]; set && value == changes[key] {
				continue
			}
			row := Setting{Key: key, Value: changes[key]}
			if known, _ := rules.Describe(key); known.Private {
				if _, err := tx.sql.ExecContext(ctx, settingsPrivate.upsertSQL(), values(&row)...); err != nil {
					return translate(err)
				}
				row.Value = ""
			}
			doc, err := document(settings, key, &row)
			if err != nil {
				return err
			}
			docs = append(docs, doc)
		}
		return tx.saveDocuments(docs)
	})
}

// Settings reads all settings.
func (s *Store) Settings(ctx context.Context) (Settings, error) { return readSettings(ctx, s.r) }
