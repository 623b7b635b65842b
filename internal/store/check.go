package store

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// Check is one thing the audit looked at.
type Check struct {
	Name   string
	OK     bool
	Detail string // what was counted, or the first thing that is off
}

// Names of the checks, in the order they are reported.
var checkNames = []string{"database", "events", "chain", "rows", "bills", "payments", "shares", "numbers", "stock", "producers", "orders", "papers", "documents"}

// CheckAll audits the whole file as it is at one moment: the database's own structure, every till's
// chain without gaps, every row against the body that wrote it, and the sums that must hold.
func (s *Store) CheckAll(ctx context.Context) ([]Check, error) {
	tx, err := s.r.kept.begin(ctx)
	if err != nil {
		return nil, err
	}
	defer func() { _ = tx.Rollback() }()
	a := &audit{ctx: ctx, db: tx, wrong: map[string]string{}, counted: map[string]int{}, latest: map[string]json.RawMessage{},
		balances: map[stockKey]qty.Qty{}, moved: map[stockKey]qty.Qty{}, numbers: map[series]map[int]bool{}, billTotals: map[id.Bill]money.Satang{},
		kept: map[keptKey]qty.Qty{}, written: map[id.Paper]ledger.Paper{}, fates: map[id.Paper]papers.Fate{}, files: map[id.Paper]string{}}
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
	db         *reusing
	wrong      map[string]string // the first thing off, by check
	counted    map[string]int
	latest     map[string]json.RawMessage // documents by table and key
	balances   map[stockKey]qty.Qty
	moved      map[stockKey]qty.Qty
	numbers    map[series]map[int]bool
	billTotals map[id.Bill]money.Satang
	kept       map[keptKey]qty.Qty // reservations by what they are for
	written    map[id.Paper]ledger.Paper
	fates      map[id.Paper]papers.Fate
	files      map[id.Paper]string // hashes of those printed first
	taken      []papers.Taken
	skipped    []papers.Skipped
	cursors    []rowCursor
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

// run takes the steps in order. What cannot be read is a finding and not a failure of the audit; only a
// caller that gave up, or another program that holds the file, ends it.
func (a *audit) run() error {
	for _, step := range []struct {
		check string
		run   func() error
	}{{"database", a.integrity}, {"rows", a.walk}, {"numbers", a.checkNumbers}, {"stock", a.checkStock}, {"producers", a.checkProducers}, {"orders", a.checkOrders}, {"papers", a.checkPapers},
		{"documents", a.checkDocuments}, {"documents", a.checkCodes}} {
		err := translate(step.run())
		switch {
		case err == nil:
		case a.ctx.Err() != nil || fault.Is(err, "shop_busy"):
			return err
		default:
			a.off(step.check, "a part cannot be read")
			if fault.Is(err, "shop_damaged") {
				a.off("database", "a page cannot be read")
			}
		}
	}
	return nil
}

func (a *audit) integrity() error {
	var result string
	a.counted["database"] = 1
	if err := a.db.QueryRowContext(a.ctx, "PRAGMA integrity_check(1)").Scan(&result); err != nil {
		return err
	}
	if result != "ok" {
		a.off("database", "%s", result)
	}
	return nil
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
		cursor(debtsPaid, func(p *ledger.Posting) []ledger.DebtPayment { return p.DebtsPaid }),
		cursor(shiftCashes, func(p *ledger.Posting) []ledger.ShiftCash { return p.ShiftCashes }),
		cursor(shiftCloses, func(p *ledger.Posting) []ledger.Close { return p.ShiftCloses }),
		cursor(skips, func(p *ledger.Posting) []ledger.Skip { return p.Skips }),
		cursor(stockPapers, func(p *ledger.Posting) []ledger.StockPaper { return p.StockPapers }),
		cursor(stockPaperLines, func(p *ledger.Posting) []ledger.StockPaperLine { return p.StockPaperLines }),
		cursor(settlements, func(p *ledger.Posting) []ledger.Settlement { return p.Settlements }),
		cursor(settlementVoids, func(p *ledger.Posting) []ledger.SettlementVoid { return p.SettlementVoids }),
		cursor(payouts, func(p *ledger.Posting) []ledger.Payout { return p.Payouts }),
		cursor(payoutVoids, func(p *ledger.Posting) []ledger.PayoutVoid { return p.PayoutVoids }),
		cursor(orders, func(p *ledger.Posting) []ledger.Order { return p.Orders }),
		cursor(orderContents, func(p *ledger.Posting) []ledger.OrderContent { return p.OrderContents }),
		cursor(orderSteps, func(p *ledger.Posting) []ledger.OrderStep { return p.OrderSteps }),
		cursor(reservations, func(p *ledger.Posting) []ledger.Reservation { return p.Reservations }),
		cursor(issued, func(p *ledger.Posting) []ledger.Paper { return p.Papers }),
		cursor(issuedVoids, func(p *ledger.Posting) []ledger.PaperVoid { return p.PaperVoids }),
		cursor(papersKept, func(p *ledger.Posting) []ledger.PaperKept { return p.PapersKept }),
		cursor(papersLast, func(p *ledger.Posting) []ledger.PaperLast { return p.PapersLast }),
	}
	for _, c := range a.cursors {
		if err := c.open(a.ctx, a.db.Tx); err != nil {
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
	if err := a.currentTill(); err != nil {
		return err
	}
	var events int
	if err := a.db.QueryRowContext(a.ctx, "SELECT count(*) FROM event").Scan(&events); err != nil {
		return translate(err)
	}
	if events != a.counted["events"] {
		a.off("events", "%d of %d events belong to no till", events-a.counted["events"], events)
	}
	for _, c := range a.cursors {
		if at, more := c.pending(); more {
			a.off("rows", "%s has a row of till %d seq %d that no event wrote", c.name(), at.till, at.seq)
		}
	}
	return nil
}

// currentTill proves that the till which writes in this file is one, and the newest: a restore made it.
func (a *audit) currentTill() error {
	var count, no, newest int
	row := a.db.QueryRowContext(a.ctx, "SELECT sum(current <> 0), max(no) FILTER (WHERE current <> 0), max(no) FROM till")
	if err := row.Scan(&count, &no, &newest); err != nil {
		return translate(err)
	}
	if count != 1 || no != newest {
		a.off("events", "%d tills write in this file, and till %d is the newest", count, newest)
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
	for _, bill := range posting.Bills {
		if bill.Letter != till.Letter {
			a.off("numbers", "%s is not of till %s", bill.Number, till.Letter)
		}
	}
	for _, move := range posting.Movements {
		a.moved[stockKey{move.ProductID, move.PlaceID, move.LotID}] += move.Qty
	}
	a.sums(posting, fmt.Sprintf("till %s seq %d", till.Letter, event.Seq))
	return nil
}
