package store

import (
	"bytes"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"reflect"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Check is one thing the audit looked at.
type Check struct {
	Name   string
	OK     bool
	Detail string // what was counted, or the first thing that is off
}

// Names of the checks, in the order they are reported.
var checkNames = []string{"database", "events", "chain", "rows", "bills", "payments", "shares", "numbers", "stock", "documents"}

// CheckAll audits the whole file as it is at one moment: the database's own structure, every till's
// chain without gaps, every row against the body that wrote it, and the sums that must hold.
func (s *Store) CheckAll(ctx context.Context) ([]Check, error) {
	tx, err := s.r.BeginTx(ctx, nil)
	if err != nil {
		return nil, translate(err)
	}
	defer func() { _ = tx.Rollback() }()
	a := &audit{ctx: ctx, db: tx, wrong: map[string]string{}, counted: map[string]int{}, latest: map[string]json.RawMessage{},
		balances: map[stockKey]qty.Qty{}, moved: map[stockKey]qty.Qty{}, numbers: map[series]map[int]bool{}, billTotals: map[id.Bill]money.Satang{}}
	if err := a.run(); err != nil {
		return nil, err
	}
	return a.report(), nil
}

type stockKey struct {
	product id.Product
	place   id.Place
	lot     id.Lot
}

type series struct {
	letter, kind string
	year         int
}

// audit walks the events once and every table beside them.
type audit struct {
	ctx        context.Context
	db         *sql.Tx
	wrong      map[string]string // the first thing off, by check
	counted    map[string]int
	latest     map[string]json.RawMessage // documents by table and key
	balances   map[stockKey]qty.Qty
	moved      map[stockKey]qty.Qty
	numbers    map[series]map[int]bool
	billTotals map[id.Bill]money.Satang
	cursors    []rowCursor
	paid       money.Satang
	closers    []func() error
}

func (a *audit) off(check, format string, args ...any) {
	if _, known := a.wrong[check]; !known {
		a.wrong[check] = fmt.Sprintf(format, args...)
	}
}

func (a *audit) report() []Check {
	checks := make([]Check, len(checkNames))
	for n, name := range checkNames {
		wrong, bad := a.wrong[name]
		checks[n] = Check{Name: name, OK: !bad, Detail: wrong}
		if !bad {
			checks[n].Detail = fmt.Sprint(a.counted[name])
		}
	}
	return checks
}

func (a *audit) run() error {
	var result string
	if err := a.db.QueryRowContext(a.ctx, "PRAGMA integrity_check(1)").Scan(&result); err != nil {
		if !fault.Is(translate(err), "shop_damaged") {
			return translate(err)
		}
		result = "malformed"
	}
	if result != "ok" {
		a.off("database", "%s", result)
	}
	a.counted["database"] = 1
	if err := a.walk(); err != nil {
		if !fault.Is(translate(err), "shop_damaged") {
			return err
		}
		a.off("database", "a page cannot be read")
		return nil
	}
	a.checkNumbers()
	if err := a.checkStock(); err != nil {
		return err
	}
	return a.checkDocuments()
}

// walk reads each till's chain in order, with one cursor on every ledger table moving along.
func (a *audit) walk() error {
	a.cursors = []rowCursor{
		cursor(shifts, func(p *ledger.Posting) []ledger.Shift { return p.Shifts }),
		cursor(bills, func(p *ledger.Posting) []ledger.Bill { return p.Bills }),
		cursor(lines, func(p *ledger.Posting) []ledger.Line { return p.Lines }),
		cursor(payments, func(p *ledger.Posting) []ledger.Payment { return p.Payments }),
		cursor(lots, func(p *ledger.Posting) []ledger.Lot { return p.Lots }),
		cursor(movements, func(p *ledger.Posting) []ledger.Movement { return p.Movements }),
		cursor(entries, func(p *ledger.Posting) []ledger.Entry { return p.Producers }),
		cursor(slips, func(p *ledger.Posting) []ledger.Slip { return p.Slips }),
		cursor(shiftCashes, func(p *ledger.Posting) []ledger.ShiftCash { return p.ShiftCashes }),
		cursor(shiftCloses, func(p *ledger.Posting) []ledger.Close { return p.ShiftCloses }),
		cursor(skips, func(p *ledger.Posting) []ledger.Skip { return p.Skips }),
	}
	for _, c := range a.cursors {
		if err := c.open(a.ctx, a.db); err != nil {
			return err
		}
		defer c.close()
	}
	tills, err := rowsOf(a.ctx, a.db, func(t *Till) []any { return []any{&t.No, &t.ID, &t.Letter} }, "SELECT no, id, letter FROM till ORDER BY no")
	if err != nil {
		return err
	}
	for _, till := range tills {
		if err := a.chain(till); err != nil {
			return err
		}
	}
	for _, c := range a.cursors {
		if at, more := c.pending(); more {
			a.off("rows", "%s has a row of till %d seq %d that no event wrote", c.name(), at.till, at.seq)
		}
	}
	return nil
}

func (a *audit) chain(till Till) error {
	rows, err := a.db.QueryContext(a.ctx, "SELECT seq, kind, version, body, prev_hash, hash FROM event WHERE till = ? ORDER BY seq", till.No)
	if err != nil {
		return translate(err)
	}
	defer rows.Close()
	prev := []byte{}
	for want := int64(1); rows.Next(); want++ {
		event := ledger.Event{Till: till.ID}
		if err := rows.Scan(&event.Seq, &event.Kind, &event.Version, &event.Body, &event.PrevHash, &event.Hash); err != nil {
			return translate(err)
		}
		a.counted["events"]++
		a.counted["chain"]++
		if event.Seq != want {
			a.off("events", "till %s: seq %d after %d", till.Letter, event.Seq, want-1)
			want = event.Seq
		}
		if !bytes.Equal(event.PrevHash, prev) || !bytes.Equal(event.Sum(), event.Hash) {
			a.off("chain", "till %s seq %d", till.Letter, event.Seq)
		}
		prev = event.Hash
		if err := a.event(till, &event); err != nil {
			return err
		}
	}
	return translate(rows.Err())
}

func (a *audit) event(till Till, event *ledger.Event) error {
	posting, err := event.Open()
	if err != nil {
		a.off("rows", "till %s seq %d: the body cannot be read", till.Letter, event.Seq)
		return nil
	}
	for _, c := range a.cursors {
		wrong, err := c.compare(place{till.No, event.Seq}, posting)
		if err != nil {
			return err
		}
		if wrong != "" {
			a.off("rows", "till %s seq %d: %s", till.Letter, event.Seq, wrong)
		}
		a.counted["rows"]++
	}
	for _, doc := range posting.Documents {
		a.latest[doc.Table+"\x00"+doc.Key] = doc.Doc
	}
	for _, move := range posting.Movements {
		a.moved[stockKey{move.ProductID, move.PlaceID, move.LotID}] += move.Qty
	}
	a.sums(posting, fmt.Sprintf("till %s seq %d", till.Letter, event.Seq))
	return nil
}

// sums checks what must add up inside one event.
func (a *audit) sums(p *ledger.Posting, where string) {
	paid := map[id.Bill]money.Satang{}
	for _, payment := range p.Payments {
		paid[payment.BillID] += payment.Amount
	}
	for _, bill := range p.Bills {
		a.counted["bills"]++
		lines, net := money.Satang(0), money.Satang(0)
		for _, line := range p.Lines {
			lines += line.Total
			net += line.Net()
		}
		if lines-bill.Discount+bill.Rounding != bill.Total || net+bill.Rounding != bill.Total {
			a.off("bills", "%s: lines %s − %s ± %s are not %s", bill.Number, lines, bill.Discount, bill.Rounding, bill.Total)
		}
		if paid[bill.ID] != bill.Total {
			a.off("payments", "%s: paid %s of %s", bill.Number, paid[bill.ID], bill.Total)
		}
		shares := bill.ShopShare + bill.VAT
		for _, entry := range p.Producers {
			shares += entry.Share
		}
		a.counted["shares"]++
		if shares != bill.Total {
			a.off("shares", "%s: shares and VAT %s are not %s", bill.Number, shares, bill.Total)
		}
		key := series{bill.Letter, bill.Type, bill.Year}
		if bill.Number != ledger.Number(bill.Letter, bill.Type, bill.Year, bill.No) {
			a.off("numbers", "%s is not number %d", bill.Number, bill.No)
		}
		a.number(key, bill.No)
		delete(paid, bill.ID)
	}
	a.counted["payments"] += len(p.Payments)
	for bill, sum := range paid { // repaid and settled: what goes out by one way comes in by another
		if sum != 0 {
			a.off("payments", "%s: a correction of bill %s leaves %s", where, bill.Tag(), sum)
		}
	}
	for _, skip := range p.Skips {
		for no := skip.From; no <= skip.To && skip.To-skip.From < 10_000_000; no++ {
			a.number(series{skip.Letter, skip.Type, skip.Year}, no)
		}
	}
}

func (a *audit) number(key series, no int) {
	a.counted["numbers"]++
	if a.numbers[key] == nil {
		a.numbers[key] = map[int]bool{}
	}
	if a.numbers[key][no] {
		a.off("numbers", "%s is there twice", ledger.Number(key.letter, key.kind, key.year, no))
	}
	a.numbers[key][no] = true
}

func (a *audit) checkNumbers() {
	for key, seen := range a.numbers {
		for no := 1; no <= len(seen); no++ {
			if !seen[no] {
				a.off("numbers", "%s is missing", ledger.Number(key.letter, key.kind, key.year, no))
				break
			}
		}
	}
}

func (a *audit) checkStock() error {
	type row struct {
		stockKey
		qty qty.Qty
	}
	rows, err := rowsOf(a.ctx, a.db, func(r *row) []any { return []any{&r.product, &r.place, &r.lot, &r.qty} },
		"SELECT product_id, place_id, lot_id, qty FROM stock_balance")
	if err != nil {
		return err
	}
	for _, r := range rows {
		a.counted["stock"]++
		if a.moved[r.stockKey] != r.qty {
			a.off("stock", "lot %s: balance %s, movements %s", r.lot.Tag(), r.qty, a.moved[r.stockKey])
		}
		delete(a.moved, r.stockKey)
	}
	for key, sum := range a.moved {
		if sum != 0 {
			a.off("stock", "lot %s: no balance for movements %s", key.lot.Tag(), sum)
		}
	}
	return nil
}

func (a *audit) checkDocuments() error {
	for _, compare := range []func() error{
		func() error {
			return compareDocuments(a, products, func(p *productRow) string { return p.ID.String() })
		},
		func() error {
			return compareDocuments(a, promotions, func(p *promotionRow) string { return p.ID.String() })
		},
		func() error { return compareDocuments(a, methods, func(m *methodRow) string { return m.Code }) },
		func() error { return compareDocuments(a, places, func(p *Place) string { return p.ID.String() }) },
		func() error { return compareDocuments(a, settings, func(s *Setting) string { return s.Key }) },
	} {
		if err := compare(); err != nil {
			return err
		}
	}
	for key := range a.latest {
		a.off("documents", "%q is not in its table", key)
		break
	}
	return nil
}

func compareDocuments[T any](a *audit, t *table[T], key func(*T) string) error {
	rows, err := t.all(a.ctx, a.db, "")
	if err != nil {
		return err
	}
	for n := range rows {
		a.counted["documents"]++
		name := t.name + "\x00" + key(&rows[n])
		var written T
		if err := json.Unmarshal(a.latest[name], &written); err != nil || !same(&written, &rows[n]) {
			a.off("documents", "%s %s differs from what was written", t.name, key(&rows[n]))
		}
		delete(a.latest, name)
	}
	return nil
}

// same compares two rows by their columns' values; an empty list equals a missing one.
func same[T any](a, b *T) bool { return reflect.DeepEqual(values(a), values(b)) }
