package store

import (
	"context"
	"fmt"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
)

// lastOfDays is after every day of a shop: no bound.
const lastOfDays clock.Day = "9999-12-31"

// tillMark is the last event of a till, by the number that rows carry.
type tillMark struct {
	no int64
	ledger.Mark
}

// tillMarks gives the last event of every till in the file.
func tillMarks(ctx context.Context, db querier) ([]tillMark, error) {
	return rowsOf(ctx, db, func(m *tillMark) []any { return []any{&m.no, &m.Till, &m.Seq} },
		"SELECT no, id, coalesce((SELECT max(seq) FROM event WHERE till = no), 0) FROM till ORDER BY no")
}

func marksOf(tills []tillMark) []ledger.Mark {
	marks := make([]ledger.Mark, len(tills))
	for n := range tills {
		marks[n] = tills[n].Mark
	}
	return marks
}

// readBook reads the settlements of a producer in the order they were written.
func readBook(ctx context.Context, db querier, producer id.Party) (consign.Book, error) {
	return readPapers(ctx, db, "WHERE s.producer_id = ?", producer)
}

func readPapers(ctx context.Context, db querier, where string, args ...any) ([]consign.Paper, error) {
	rows, err := db.QueryContext(ctx, "SELECT "+settlements.list("s.")+`, t.id, s.seq, vt.id, coalesce(v.seq, 0), coalesce(v.reason, ''),
		coalesce((SELECT sum(amount_satang) FROM payout p WHERE settlement_id = s.id AND NOT EXISTS (SELECT 1 FROM payout_void WHERE payout_id = p.id)), 0)
		FROM settlement s JOIN till t ON t.no = s.till JOIN event e ON e.till = s.till AND e.seq = s.seq
		LEFT JOIN settlement_void v ON v.settlement_id = s.id LEFT JOIN till vt ON vt.no = v.till
		`+where+" ORDER BY e.rowid, s.n", args...)
	if err != nil {
		return nil, translate(err)
	}
	defer rows.Close()
	var papers []consign.Paper
	for rows.Next() {
		var p consign.Paper
		into, finish := targets(&p.Settlement)
		if err := rows.Scan(append(into, &p.Place.Till, &p.Place.Seq, &p.Void.Till, &p.Void.Seq, &p.Reason, &p.Paid)...); err != nil {
			return nil, translate(err)
		}
		if err := finish(); err != nil {
			return nil, translate(err)
		}
		papers = append(papers, p)
	}
	return papers, translate(rows.Err())
}

// soldSQL is what the buyer paid for an entry. Entries of the first schemas say only what their percent
// counted on; goods that a later one gave away cost nothing, whatever the terms of the lot count on.
const soldSQL = `CASE WHEN e.paid_satang = 0 AND e.base_satang <> 0 AND (SELECT bears FROM lot WHERE id = e.lot_id) = ''
	THEN e.base_satang ELSE e.paid_satang END`

// readItems reads the rows of the ledger that the n-th settlement of a producer's book holds, with all that a
// statement says of them when detail is asked for.
func readItems(ctx context.Context, db querier, tills []tillMark, producer id.Party, book consign.Book, n int, detail bool) ([]consign.Item, error) {
	where, args := spanned(tills, producer, book, n)
	items, err := readRows(ctx, db, tills, detail, where, args...)
	return book.Holds(n, items), err
}

// readRows reads rows of a producer, whose id is the first argument: with detail one by one in the order of the
// days, else summed by event; payments to themselves last.
func readRows(ctx context.Context, db querier, tills []tillMark, detail bool, where string, args ...any) ([]consign.Item, error) {
	columns, joins := "sum("+soldSQL+"), sum(e.vat_satang), sum(e.share_satang), 0, count(*), '', NULL, '', '', '', '', 0", " GROUP BY e.till, e.seq, e.day"
	if detail {
		columns = soldSQL + ", e.vat_satang, e.share_satang, 0, 1, '', e.product_id, b.number, coalesce(p.sku, l.sku)," +
			" CASE WHEN p.id IS NULL OR l.product_id = e.product_id THEN l.name ELSE p.name END," +
			" CASE WHEN p.id IS NULL OR l.product_id = e.product_id THEN l.unit ELSE p.unit END, e.qty"
		joins = " JOIN bill b ON b.id = e.bill_id JOIN line l ON l.till = e.till AND l.seq = e.seq AND l.n = e.line_n" +
			" LEFT JOIN product p ON p.id = e.product_id ORDER BY e.day, e.till, e.seq, e.n"
	}
	type row struct {
		consign.Item
		till int64
	}
	into := func(r *row) []any {
		return []any{&r.till, &r.Place.Seq, &r.Day, &r.Sold, &r.VAT, &r.Share, &r.Direct, &r.Lines, &r.Method, &r.ProductID, &r.Bill, &r.SKU, &r.Name, &r.Unit, &r.Qty}
	}
	// The places first, from the index alone: of most of them the row is not wanted any more.
	sold, err := rowsOf(ctx, db, into, "SELECT e.till, e.seq, e.day, "+columns+
		" FROM (SELECT till, seq, n FROM producer_entry WHERE producer_id = ?1"+where+") k"+
		" CROSS JOIN producer_entry e ON e.till = k.till AND e.seq = k.seq AND e.n = k.n"+joins, args...)
	if err != nil {
		return nil, err
	}
	direct, err := rowsOf(ctx, db, into, "SELECT e.till, e.seq, e.day, 0, 0, 0, e.amount_satang, 0, e.method, NULL, b.number, '', '', '', 0"+
		" FROM (SELECT * FROM payment WHERE owner_id = ?1"+where+") e JOIN bill b ON b.id = e.bill_id ORDER BY e.day, e.till, e.seq, e.n", args...)
	if err != nil {
		return nil, err
	}
	items := make([]consign.Item, 0, len(sold)+len(direct))
	for _, found := range append(sold, direct...) {
		for _, till := range tills {
			if till.no == found.till {
				found.Place.Till = till.Till
			}
		}
		items = append(items, found.Item)
	}
	return items, nil
}

// spanned selects the rows that the n-th settlement may hold, but for those that were settled long before.
func spanned(tills []tillMark, producer id.Party, book consign.Book, n int) (where string, args []any) {
	where, args = " AND day <= ?2", []any{producer, book[n].Until}
	floor := book[:n].Floor(book[n].Marks)
	if floor == nil {
		return where, args
	}
	cases := ""
	for _, till := range tills {
		for _, mark := range floor.Marks {
			if mark.Till == till.Till {
				cases += fmt.Sprintf(" WHEN %d THEN %d", till.no, mark.Seq)
			}
		}
	}
	return where + " AND (day > ?3 OR seq > CASE till" + cases + " ELSE 0 END)", append(args, floor.Until)
}

// accounts reads what stands with producers up to a day: with all of them when none is named.
func accounts(ctx context.Context, db querier, tills []tillMark, until clock.Day, wanted ...id.Party) ([]consign.Account, error) {
	where, args := "WHERE kind = 'producer'", []any(nil)
	if len(wanted) > 0 {
		list, ids := inList(wanted)
		where, args = where+" AND id IN "+list, ids
	}
	out, err := rowsOf(ctx, db, func(a *consign.Account) []any { return []any{&a.ProducerID, &a.Name, &a.Minimum, &a.PromptPay} },
		"SELECT id, name, min_payout_satang, promptpay FROM party "+where, args...)
	if err != nil {
		return nil, err
	}
	for n := range out {
		items, err := openItems(ctx, db, tills, out[n].ProducerID, until, false)
		if err != nil {
			return nil, err
		}
		out[n].Sums = consign.Sum(items)
	}
	return out, nil
}

// openItems reads the rows of a producer up to a day that no settlement holds.
func openItems(ctx context.Context, db querier, tills []tillMark, producer id.Party, until clock.Day, detail bool) ([]consign.Item, error) {
	book, err := readBook(ctx, db, producer)
	if err != nil {
		return nil, err
	}
	return readItems(ctx, db, tills, producer, book.Next(until, marksOf(tills)), len(book), detail)
}

func readPaper(ctx context.Context, db querier, settlement id.Settlement) (*consign.Paper, error) {
	papers, err := readPapers(ctx, db, "WHERE s.id = ?", settlement)
	if err == nil && len(papers) == 0 {
		err = fault.New("settlement_unknown", "settlement", fault.Values{"value": settlement.Tag()})
	}
	if err != nil {
		return nil, err
	}
	return &papers[0], nil
}
