package store

import (
	"context"
	"database/sql"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/selling"
)

// openShiftSQL gives a till's last shift, its place, and whether it is closed. A till that was restored in
// place of a lost one has its letter and its drawer, so it goes on with its shift.
const openShiftSQL = `SELECT s.id, s.day, s.opened_at, s.float_satang, s.automatic, s.seq,
	EXISTS (SELECT 1 FROM shift_close c WHERE c.shift_id = s.id)
	FROM shift s WHERE s.till = (SELECT no FROM till t WHERE letter = (SELECT letter FROM till WHERE no = ?)
		AND EXISTS (SELECT 1 FROM shift WHERE till = t.no) ORDER BY no DESC LIMIT 1)
	ORDER BY s.seq DESC LIMIT 1`

// OpenShift opens a shift; name is who stands at the till, "" when nobody said. Faults are those of
// selling.OpenShift.
func (s *Store) OpenShift(ctx context.Context, float money.Satang, day clock.Day, name string) error {
	return s.write(ctx, func(tx *Tx) error { return tx.startShift(float, day, name) })
}

func (tx *Tx) startShift(float money.Satang, day clock.Day, name string) error {
	facts, err := tx.facts(nil, id.Bill{})
	if err != nil {
		return err
	}
	posting, err := selling.OpenShift(facts, float, day)
	if err != nil {
		return err
	}
	if err := tx.post(posting); err != nil || name == "" {
		return err
	}
	return tx.nameShift(posting.Shifts[0].ID, name)
}

func (tx *Tx) nameShift(shift id.Shift, name string) error {
	_, err := tx.sql.ExecContext(tx.ctx, "INSERT INTO shift_person (shift_id, name) VALUES (?, ?)"+
		" ON CONFLICT (shift_id) DO UPDATE SET name = excluded.name", shift, name)
	return translate(err)
}

// NameShift says who stands at the till now.
func (s *Store) NameShift(ctx context.Context, shift id.Shift, name string) error {
	return s.write(ctx, func(tx *Tx) error { return tx.nameShift(shift, name) })
}

// MoveCash puts cash in, takes it out, or notes the drawer's opening. Faults are those of
// selling.MoveCash.
func (s *Store) MoveCash(ctx context.Context, kind string, amount money.Satang, reason string) error {
	return s.write(ctx, func(tx *Tx) error {
		facts, err := tx.facts(nil, id.Bill{})
		if err != nil {
			return err
		}
		posting, err := selling.MoveCash(facts, kind, amount, reason)
		if err != nil {
			return err
		}
		return tx.post(posting)
	})
}

// CloseShift closes the open shift with a count. Faults are those of selling.CloseShift.
func (s *Store) CloseShift(ctx context.Context, request selling.CloseRequest, needReason bool) (id.Shift, error) {
	var closed id.Shift
	err := s.write(ctx, func(tx *Tx) (err error) {
		closed, err = tx.closeShift(func(selling.Drawer) selling.CloseRequest { return request }, needReason)
		return err
	})
	return closed, err
}

// closeShift closes the open shift with the count that a person made of what should lie there.
func (tx *Tx) closeShift(count func(selling.Drawer) selling.CloseRequest, needReason bool) (id.Shift, error) {
	facts, err := tx.facts(nil, id.Bill{})
	if err != nil {
		return id.Shift{}, err
	}
	if facts.ShiftID.IsZero() {
		return id.Shift{}, fault.New("shift_not_open", "shift", nil)
	}
	span, err := shiftSpan(tx.ctx, tx.sql, facts.ShiftID)
	if err != nil {
		return id.Shift{}, err
	}
	drawer, err := span.drawer(tx.ctx, tx.sql)
	if err != nil {
		return id.Shift{}, err
	}
	posting, err := selling.CloseShift(facts, drawer, count(drawer), needReason)
	if err != nil {
		return id.Shift{}, err
	}
	return facts.ShiftID, tx.post(posting)
}

// span is a shift and the events of its time: one shift of a till is open at a time, so its rows lie
// between its first event and its close, also when tills that took the lost one's place wrote some of them.
type span struct {
	ledger.Shift
	till, from int64
	last, to   int64 // the till and event that closed it, or may
}

// during selects the rows of a shift; prefix names their table.
func (p *span) during(prefix string) (where string, args []any) {
	at := "(" + prefix + "till, " + prefix + "seq)"
	return at + " >= (?, ?) AND " + at + " <= (?, ?)", []any{p.till, p.from, p.last, p.to}
}

func shiftSpan(ctx context.Context, db querier, shift id.Shift) (span, error) {
	var found span
	into, _ := targets(&found.Shift)
	row := db.QueryRowContext(ctx, `SELECT `+shifts.list("s.")+`, s.till, s.seq,
		coalesce(c.till, (SELECT max(no) FROM till WHERE letter = (SELECT letter FROM till WHERE no = s.till))),
		coalesce(c.seq, 9223372036854775807)
		FROM shift s LEFT JOIN shift_close c ON c.shift_id = s.id WHERE s.id = ?`, shift)
	err := row.Scan(append(into, &found.till, &found.from, &found.last, &found.to)...)
	return found, translate(err)
}

// drawer sums what should lie in the drawer.
func (p *span) drawer(ctx context.Context, db querier) (selling.Drawer, error) {
	sums := selling.Drawer{Float: p.Float}
	during, args := p.during("")
	row := db.QueryRowContext(ctx, `SELECT
		coalesce(sum(amount_satang) FILTER (WHERE kind <> 'change' AND amount_satang > 0), 0),
		coalesce(-sum(amount_satang) FILTER (WHERE kind = 'change'), 0),
		coalesce(-sum(amount_satang) FILTER (WHERE kind <> 'change' AND amount_satang < 0), 0)
		FROM payment WHERE `+during+` AND method = 'cash'`, args...)
	if err := row.Scan(&sums.Taken, &sums.Change, &sums.Refunded); err != nil {
		return sums, translate(err)
	}
	row = db.QueryRowContext(ctx, `SELECT
		coalesce(sum(amount_satang) FILTER (WHERE kind = 'in'), 0),
		coalesce(sum(amount_satang) FILTER (WHERE kind = 'out'), 0)
		FROM shift_cash WHERE `+during, args...)
	return sums, translate(row.Scan(&sums.In, &sums.Out))
}

// MethodSum is what came in by one method.
type MethodSum struct {
	Method string
	Count  int // of bills
	Total  money.Satang
}

// SlipOnly is a payment accepted on a slip alone.
type SlipOnly struct {
	BillID id.Bill
	Number string
	Amount money.Satang
	Bank   string
	Ref    string
}

// Returned is a later bill that gives goods of an old one back or takes it back whole.
type Returned struct {
	BillID id.Bill
	Number string
	Kind   string // refund, exchange or void
	Of     string // number of the old bill
	Total  money.Satang
	Reason string
	At     ledger.Millis
}

// returned lists later bills; where names the columns of b, the later bill.
func returned(ctx context.Context, db querier, where string, args ...any) ([]Returned, error) {
	return rowsOf(ctx, db, func(r *Returned) []any {
		return []any{&r.BillID, &r.Number, &r.Kind, &r.Of, &r.Total, &r.Reason, &r.At}
	}, `SELECT b.id, b.number, b.kind, o.number, b.total_satang, b.reason, b.at
		FROM bill b JOIN bill o ON o.id = coalesce(b.refund_of, b.void_of) WHERE `+where+` ORDER BY b.till, b.seq`, args...)
}

// Later lists the bills that give goods of a bill back or void it, the oldest first.
func (s *Store) Later(ctx context.Context, bill id.Bill) ([]Returned, error) {
	return returned(ctx, s.r, "b.id IN (SELECT id FROM bill WHERE refund_of = ? UNION SELECT id FROM bill WHERE void_of = ?)", bill, bill)
}

// ShiftView is everything a close shows.
type ShiftView struct {
	Shift    ledger.Shift
	Name     string
	Drawer   selling.Drawer
	Methods  []MethodSum
	Cashes   []ledger.ShiftCash
	SlipOnly []SlipOnly
	Returned []Returned // refunds, exchanges and voids, each with its reason
	Guides   []GuideSum
	Bills    int
	Sold     money.Satang // Σ bill totals of the shift
	Close    *ledger.Close
}

// GuideSum is what one guide or bus earned in a shift, less what was given back of it.
type GuideSum struct {
	Name   string
	Bills  int // that brought it
	Amount money.Satang
}

// LastShift gives the last shift there was, zero before the first, and whether it is open.
func (s *Store) LastShift(ctx context.Context) (last ledger.Shift, open bool, err error) {
	last, _, open, err = scanShift(s.r.QueryRowContext(ctx, openShiftSQL, s.till.No))
	return last, open, err
}

// Shift gives everything about a shift.
func (s *Store) Shift(ctx context.Context, shift id.Shift) (*ShiftView, error) {
	tx, err := s.r.kept.begin(ctx) // one moment for all sums
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback() }()
	span, err := shiftSpan(ctx, tx, shift)
	if err != nil {
		return nil, err
	}
	view := &ShiftView{Shift: span.Shift}
	row := tx.QueryRowContext(ctx, "SELECT coalesce((SELECT name FROM shift_person WHERE shift_id = ?), '')", shift)
	if err := row.Scan(&view.Name); err != nil {
		return nil, translate(err)
	}
	if view.Drawer, err = span.drawer(ctx, tx); err != nil {
		return nil, err
	}
	during, args := span.during("")
	if view.Cashes, err = shiftCashes.all(ctx, tx, "WHERE "+during+" ORDER BY till, seq, n", args...); err != nil {
		return nil, err
	}
	row = tx.QueryRowContext(ctx, "SELECT count(*), coalesce(sum(total_satang), 0) FROM bill WHERE "+during, args...)
	if err := row.Scan(&view.Bills, &view.Sold); err != nil {
		return nil, translate(err)
	}
	if err := view.sums(ctx, tx, &span); err != nil {
		return nil, err
	}
	closed, found, err := shiftCloses.one(ctx, tx, "WHERE shift_id = ?", shift)
	if found {
		view.Close = &closed
	}
	return view, err
}

func (v *ShiftView) sums(ctx context.Context, db querier, span *span) (err error) {
	payments, args := span.during("p.")
	bills, _ := span.during("b.")
	v.Methods, err = rowsOf(ctx, db, func(m *MethodSum) []any { return []any{&m.Method, &m.Count, &m.Total} },
		`SELECT method, count(DISTINCT bill_id), sum(amount_satang) FROM payment p
		WHERE `+payments+` GROUP BY method ORDER BY method`, args...)
	if err != nil {
		return err
	}
	v.SlipOnly, err = rowsOf(ctx, db, func(m *SlipOnly) []any { return []any{&m.BillID, &m.Number, &m.Amount, &m.Bank, &m.Ref} },
		`SELECT b.id, b.number, p.amount_satang, coalesce(max(s.bank), ''), coalesce(group_concat(s.ref, ' '), '')
		FROM payment p JOIN bill b ON b.id = p.bill_id
		LEFT JOIN slip s ON s.till = p.till AND s.seq = p.seq AND s.payment_n = p.n
		WHERE `+payments+` AND p.evidence = 'slip' AND p.amount_satang > 0
		GROUP BY p.till, p.seq, p.n ORDER BY p.till, p.seq, p.n`, args...)
	if err != nil {
		return err
	}
	v.Returned, err = returned(ctx, db, bills+" AND coalesce(b.refund_of, b.void_of) IS NOT NULL", args...)
	if err != nil {
		return err
	}
	v.Guides, err = rowsOf(ctx, db, func(m *GuideSum) []any { return []any{&m.Name, &m.Bills, &m.Amount} },
		`SELECT coalesce(nullif(t.guide, ''), nullif(ot.guide, ''), ft.guide, '') AS guide,
		count(*) FILTER (WHERE o.id IS NULL), sum(b.guide_satang)
		FROM bill b LEFT JOIN bill_text t ON t.bill_id = b.id
		LEFT JOIN bill o ON o.id = coalesce(b.refund_of, b.void_of) LEFT JOIN bill_text ot ON ot.bill_id = o.id
		LEFT JOIN bill_text ft ON ft.bill_id = o.refund_of
		WHERE `+bills+` AND b.guide_satang <> 0 GROUP BY 1 ORDER BY 1`, args...)
	return err
}

// rowsOf runs a query and scans each row into the fields that into names.
func rowsOf[T any](ctx context.Context, db querier, into func(*T) []any, query string, args ...any) ([]T, error) {
	rows, err := db.QueryContext(ctx, query, args...)
	if err != nil {
		return nil, translate(err)
	}
	return gather(rows, into)
}

// gather reads the rows of an answer.
func gather[T any](rows *sql.Rows, into func(*T) []any) ([]T, error) {
	defer rows.Close()
	var out []T
	for rows.Next() {
		var row T
		if err := rows.Scan(into(&row)...); err != nil {
			return nil, translate(err)
		}
		out = append(out, row)
	}
	return out, translate(rows.Err())
}
