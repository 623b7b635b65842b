package store

import (
	"context"
	"encoding/json"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/thai"
)

// PaperQuery narrows the list of papers.
type PaperQuery struct {
	Kind     papers.Kind
	Kinds    []papers.Kind // any of them
	OrderID  id.Order
	BillID   id.Bill
	Customer id.Party
	Open     bool      // something is still owed by it
	Overdue  clock.Day // something is still owed by it that was to be paid before this day
	Void     bool      // those that hold no more
	From, To clock.Day // of the date on it
	Search   string    // parts of its number or buyer's name
	Limit    int       // 1 to 10,000
	Offset   int
}

// PaperRow is a paper in a list.
type PaperRow struct {
	ledger.Paper
	Buyer    string
	With     []papers.Kind // what it is besides
	Deposit  bool
	BuyerNo  string // of the buyer's own order
	Signed   bool   // which is the quotation itself
	Offers   int    // alternatives of a quotation, which has no sum then
	Void     bool
	Followed bool
	Received money.Satang
	Credited money.Satang
	Left     money.Satang
	DueDay   clock.Day // of a quotation until when it holds
	Out      int       // how often it went out, see Paper
}

// Copies gives how many copies went out after the original.
func (r *PaperRow) Copies() int { return max(r.Out-1, 0) }

// kindList reads kinds as a body holds them.
type kindList []papers.Kind

// Scan belongs to database/sql.
func (k *kindList) Scan(value any) error {
	text, _ := value.(string)
	if text == "" {
		return nil
	}
	return json.Unmarshal([]byte(text), k)
}

// Papers lists papers, the newest first; total counts all that match.
func (s *Store) Papers(ctx context.Context, q PaperQuery) (rows []PaperRow, total int, err error) {
	rows, total, _, err = s.PapersByKind(ctx, q)
	return rows, total, err
}

// PapersByKind is Papers with how many of each kind match, whatever kinds are asked for.
func (s *Store) PapersByKind(ctx context.Context, q PaperQuery) (rows []PaperRow, total int, counts map[papers.Kind]int, err error) {
	if q.Limit <= 0 || q.Limit > 10_000 || q.Offset < 0 {
		return nil, 0, nil, fault.New("limit_invalid", "limit", fault.Values{"max": 10_000})
	}
	asked := q.kinds()
	if len(asked) == 0 && q.Offset == 0 { // a page that is not full holds all
		if rows, err = s.paperPage(ctx, &q); err != nil || len(rows) < q.Limit {
			return rows, len(rows), countKinds(rows), err
		}
	}
	if counts, err = s.paperCounts(ctx, &q); err != nil {
		return nil, 0, nil, err
	}
	for kind, count := range counts {
		if len(asked) == 0 || slices.Contains(asked, kind) {
			total += count
		}
	}
	if rows == nil && total > q.Offset {
		q.Limit = min(q.Limit, total-q.Offset) // nothing is looked for after the last one
		rows, err = s.paperPage(ctx, &q)
	}
	return rows, total, counts, err
}

func countKinds(rows []PaperRow) map[papers.Kind]int {
	counts := map[papers.Kind]int{}
	for n := range rows {
		counts[papers.Kind(rows[n].Kind)]++
	}
	return counts
}

// paperPage reads a page. Only the places of papers are sorted and skipped; the page's papers themselves are read last.
func (s *Store) paperPage(ctx context.Context, q *PaperQuery) ([]PaperRow, error) {
	from, args := q.from(q.kinds())
	return rowsOf(ctx, s.r, func(r *PaperRow) []any {
		into, _ := targets(&r.Paper)
		return append(into, &r.Buyer, (*kindList)(&r.With), &r.Deposit, &r.BuyerNo, &r.Signed, &r.Offers, &r.Void, &r.Followed, &r.Received, &r.Credited, &r.Left, &r.DueDay, &r.Out)
	}, "SELECT "+issued.list("p.")+`, b.buyer, coalesce(b.body->'$.with', ''), coalesce(b.body->>'$.deposit', 0), coalesce(b.body->>'$.order.number', ''), coalesce(b.body->>'$.order.signed', 0),
		coalesce(json_array_length(b.body, '$.alternatives'), 0),
		s.void, s.followed, s.received_satang, s.credited_satang, s.left_satang, s.due_day, coalesce((SELECT n FROM print_count WHERE paper = p.number), 0)
		FROM (SELECT l.at, l.till, l.seq, l.n FROM `+from+` ORDER BY l.at DESC, l.till DESC, l.seq DESC, l.n DESC LIMIT ? OFFSET ?) l
		JOIN paper p ON p.till = l.till AND p.seq = l.seq AND p.n = l.n
		JOIN paper_body b ON b.paper_id = p.id JOIN paper_state s ON s.paper_id = p.id
		ORDER BY l.at DESC, l.till DESC, l.seq DESC, l.n DESC`, append(args, q.Limit, q.Offset)...)
}

func (s *Store) paperCounts(ctx context.Context, q *PaperQuery) (map[papers.Kind]int, error) {
	from, args := q.from(nil)
	type count struct {
		kind papers.Kind
		n    int
	}
	rows, err := rowsOf(ctx, s.r, func(c *count) []any { return []any{&c.kind, &c.n} }, "SELECT l.kind, count(*) FROM "+from+" GROUP BY l.kind", args...)
	counts := make(map[papers.Kind]int, len(rows))
	for _, row := range rows {
		counts[row.kind] = row.n
	}
	return counts, err
}

// kinds gives the kinds asked for, none = all.
func (q *PaperQuery) kinds() []papers.Kind {
	if q.Kind != "" {
		return []papers.Kind{q.Kind}
	}
	return q.Kinds
}

// from gives the table l of a query and its conditions: the papers, or their words where something is searched, which
// hold all that is asked of many papers, so that no paper is looked at for each word that matches.
func (q *PaperQuery) from(kinds []papers.Kind) (from string, args []any) {
	var narrow []string
	and := func(is bool, text string, value ...any) {
		if is {
			narrow, args = append(narrow, text), append(args, value...)
		}
	}
	from = "paper l"
	for _, word := range strings.Fields(thai.Fold(q.Search)) {
		from = "paper_word l"
		and(true, "instr(l.word, ?) > 0", word)
	}
	if len(kinds) > 0 {
		list, values := inList(kinds)
		and(true, "l.kind IN "+list, values...)
	}
	and(!q.OrderID.IsZero(), "l.id IN (SELECT id FROM paper WHERE order_id = ?)", q.OrderID)
	and(!q.BillID.IsZero(), "l.id IN (SELECT id FROM paper WHERE bill_id = ?)", q.BillID)
	and(!q.Customer.IsZero(), "l.id IN (SELECT id FROM paper WHERE customer_id = ?)", q.Customer)
	and(q.Open, "l.id IN (SELECT paper_id FROM paper_state WHERE left_satang > 0)")
	and(q.Overdue != "", "l.id IN (SELECT paper_id FROM paper_state WHERE left_satang > 0 AND due_day <> '' AND due_day < ?)", q.Overdue)
	and(q.Void, "l.id IN (SELECT paper_id FROM paper_void WHERE paper_id IS NOT NULL)")
	and(q.From != "", "l.date >= ?", q.From)
	and(q.To != "", "l.date <= ?", q.To)
	if len(narrow) > 0 {
		from += " WHERE " + strings.Join(narrow, " AND ")
	}
	return from, args
}
