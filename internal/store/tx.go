package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"slices"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
)

// Tx is one writing transaction. It reads the clock once.
type Tx struct {
	ctx     context.Context
	s       *Store
	sql     *reusing
	now     time.Time
	last    *ledger.Event // nil for a till's first event
	changed bool          // documents were written: what is known of the shop no longer holds

	families []change     // products saved that hang together with others
	rekeep   []id.Product // products saved of which orders keep other goods from now on
}

// within names the transaction that a context belongs to: see Batch.Context.
type within struct{}

// write runs fn in one immediate transaction, or as a part of the context's that fails alone. When fn or the
// commit fails nothing has happened.
func (s *Store) write(ctx context.Context, fn func(tx *Tx) error) error {
	if tx, inside := ctx.Value(within{}).(*Tx); inside && tx.s == s {
		return tx.part(fn)
	}
	inner, err := s.kept.begin(ctx)
	if err != nil {
		return err
	}
	tx := &Tx{ctx: ctx, s: s, sql: inner, now: s.clock()}
	if err = tx.readLast(); err == nil {
		err = fn(tx)
	}
	if err == nil {
		err = inner.Commit()
	}
	if err != nil {
		s.forget()           // the connection may be another one from now on
		_ = inner.Rollback() // SQLite has already rolled back after a full disk
	}
	return translate(err)
}

// part runs fn so that what it wrote is taken back when it fails, and the transaction goes on.
func (tx *Tx) part(fn func(tx *Tx) error) error {
	if _, err := tx.sql.ExecContext(tx.ctx, "SAVEPOINT part"); err != nil {
		return translate(err)
	}
	last := tx.last
	err := fn(tx)
	if err == nil {
		_, err = tx.sql.ExecContext(tx.ctx, "RELEASE part")
		return translate(err)
	}
	tx.last = last
	tx.s.forget()
	if _, undone := tx.sql.ExecContext(tx.ctx, "ROLLBACK TO part; RELEASE part"); undone != nil {
		return translate(undone)
	}
	return err
}

// maxHead is how much of a body is read for its moment, with which it begins: {"at":1764460800000,
const maxHead = 40

const (
	lastEventSQL = "SELECT seq, hash, substr(body, 1, ?2) FROM event WHERE till = ?1 ORDER BY seq DESC LIMIT 1"
	eventSQL     = "INSERT INTO event (till, seq, kind, version, body, prev_hash, hash) VALUES (?, ?, ?, ?, ?, ?, ?)"
)

// readLast fetches the end of this till's chain, of the event's body the head.
func (tx *Tx) readLast() error {
	event := ledger.Event{Till: tx.s.till.ID}
	row := tx.sql.QueryRowContext(tx.ctx, lastEventSQL, tx.s.till.No, maxHead)
	err := row.Scan(&event.Seq, &event.Hash, &event.Body)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	tx.last = &event
	return err
}

// lastAt gives the moment of the last event, 0 when there is none. A till that has written nothing goes by
// the till it was restored from.
func (tx *Tx) lastAt() ledger.Millis {
	if tx.last != nil {
		return bodyAt(tx.last.Body)
	}
	at, err := lastAt(tx.ctx, tx.sql)
	if err != nil {
		return 0 // it only warns
	}
	return at
}

// lastAt gives the moment of the newest event in the file, 0 when there is none.
func lastAt(ctx context.Context, db querier) (ledger.Millis, error) {
	var body []byte
	err := db.QueryRowContext(ctx, "SELECT body FROM event ORDER BY rowid DESC LIMIT 1").Scan(&body)
	if errors.Is(err, sql.ErrNoRows) {
		return 0, nil
	}
	return bodyAt(body), translate(err)
}

// bodyAt reads an event's moment, with which bodies begin.
func bodyAt(body []byte) ledger.Millis {
	var head struct {
		At ledger.Millis `json:"at"`
	}
	if json.Unmarshal(append(cutAtComma(body), '}'), &head) != nil {
		return 0
	}
	return head.At
}

func cutAtComma(body []byte) []byte {
	for n, c := range body {
		if c == ',' {
			return append([]byte(nil), body[:n]...)
		}
	}
	return []byte("{")
}

// post seals a posting as the next event and writes its rows. Nothing else writes to the ledger.
func (tx *Tx) post(posting *ledger.Posting) error {
	event, err := ledger.Seal(posting, tx.s.till.ID, tx.last)
	if err != nil {
		return err
	}
	no := tx.s.till.No
	if _, err := tx.sql.ExecContext(tx.ctx, eventSQL, no, event.Seq, event.Kind, event.Version,
		event.Body, event.PrevHash, event.Hash); err != nil {
		return translate(err)
	}
	tx.last = &event
	if err := tx.rows(posting, event.Seq); err != nil {
		return err
	}
	return tx.restateBills(posting)
}

func (tx *Tx) rows(p *ledger.Posting, seq int64) error {
	return errors.Join(insert(tx, shifts, seq, p.Shifts), insert(tx, bills, seq, p.Bills), insert(tx, lines, seq, p.Lines),
		insert(tx, payments, seq, p.Payments), insert(tx, lots, seq, p.Lots), insert(tx, movements, seq, p.Movements),
		insert(tx, entries, seq, p.Producers), insert(tx, slips, seq, p.Slips), insert(tx, shiftCashes, seq, p.ShiftCashes),
		insert(tx, debtsPaid, seq, p.DebtsPaid), insert(tx, shiftCloses, seq, p.ShiftCloses), insert(tx, skips, seq, p.Skips),
		insert(tx, stockPapers, seq, p.StockPapers), insert(tx, stockPaperLines, seq, p.StockPaperLines),
		insert(tx, settlements, seq, p.Settlements), insert(tx, settlementVoids, seq, p.SettlementVoids),
		insert(tx, payouts, seq, p.Payouts), insert(tx, payoutVoids, seq, p.PayoutVoids),
		insert(tx, orders, seq, p.Orders), insert(tx, orderContents, seq, p.OrderContents),
		insert(tx, orderSteps, seq, p.OrderSteps), insert(tx, reservations, seq, p.Reservations),
		insert(tx, issued, seq, p.Papers), insert(tx, issuedVoids, seq, p.PaperVoids), insert(tx, papersKept, seq, p.PapersKept),
		insert(tx, papersLast, seq, p.PapersLast), tx.documents(p.Documents))
}

func insert[T any](tx *Tx, t *table[T], seq int64, rows []T) error {
	for n := range rows {
		if _, err := tx.sql.ExecContext(tx.ctx, t.insert, appendValues([]any{tx.s.till.No, seq, n}, &rows[n])...); err != nil {
			return translate(err)
		}
	}
	return nil
}

// lotsSQL gives the lots of products that lie at a place, and the newest one of each even when nothing of
// that lies there: what no lot covers leaves it. They come in the order of arrival.
var lotsSQL = "SELECT " + lots.list("l.") + `, q.qty, e.rowid FROM (
	SELECT lot_id, qty FROM stock_balance WHERE product_id IN (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) AND place_id = ?9 AND qty <> 0
	UNION
	SELECT newest.id, coalesce((SELECT qty FROM stock_balance WHERE product_id = p.id AND place_id = ?9 AND lot_id = newest.id), 0)
	FROM product p CROSS JOIN lot newest
		ON newest.id = (SELECT id FROM lot WHERE product_id = p.id ORDER BY till DESC, seq DESC, n DESC LIMIT 1)
	WHERE p.id IN (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)
	) q JOIN lot l ON l.id = q.lot_id JOIN event e ON e.till = l.till AND e.seq = l.seq ORDER BY e.rowid, l.n`

// nextNoSQL gives the number after the last of a series (letter, type, year) that a table's papers carry or
// that was skipped.
func nextNoSQL(table string) string {
	return "SELECT 1 + max(coalesce((SELECT max(no) FROM " + table + " WHERE letter = ?1 AND type = ?2 AND year = ?3), 0)," +
		" coalesce((SELECT max(to_no) FROM number_skip WHERE letter = ?1 AND type = ?2 AND year = ?3), 0))"
}

// documents writes the new state of documents.
func (tx *Tx) documents(docs []ledger.Document) error {
	if slices.ContainsFunc(docs, func(doc ledger.Document) bool { return doc.Table != parcels.name && doc.Table != pools.name }) {
		tx.changed = true // parcels decide no sale
		tx.s.forget()
	}
	for _, doc := range docs {
		var err error
		switch doc.Table {
		case products.name:
			err = tx.putProduct(doc)
		case promotions.name:
			err = putDocument(tx, promotions, doc)
		case methods.name:
			err = putDocument(tx, methods, doc)
		case places.name:
			err = putDocument(tx, places, doc)
		case termsTable.name:
			err = putDocument(tx, termsTable, doc)
		case trips.name:
			err = putDocument(tx, trips, doc)
		case subdistricts.name:
			err = putDocument(tx, subdistricts, doc)
		case connections.name:
			err = putDocument(tx, connections, doc)
		case placements.name:
			err = tx.putPlacement(doc)
		case settings.name:
			err = putDocument(tx, settings, doc)
		case parcels.name:
			err = putDocument(tx, parcels, doc)
		case pools.name:
			err = putDocument(tx, pools, doc)
		case rates.name:
			err = putDocument(tx, rates, doc)
		case discounts.name:
			err = putDocument(tx, discounts, doc)
		case remoteAreas.name:
			err = putDocument(tx, remoteAreas, doc)
		case postServices.name:
			err = putDocument(tx, postServices, doc)
		default:
			err = fault.Wrap(errors.New(doc.Table), "document_unknown")
		}
		if err != nil {
			return err
		}
	}
	return nil
}

func putDocument[T any](tx *Tx, t *table[T], doc ledger.Document) error {
	var row T
	if err := json.Unmarshal(doc.Doc, &row); err != nil {
		return fault.Wrap(err, "document_unreadable")
	}
	_, err := tx.sql.ExecContext(tx.ctx, t.upsertSQL(), values(&row)...)
	return translate(err)
}

func document[T any](t *table[T], key string, row *T) (ledger.Document, error) {
	data, err := json.Marshal(row)
	return ledger.Document{Table: t.name, Key: key, Doc: data}, fault.Wrap(err, "document_encode")
}
