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
	if q.Limit <= 0 || q.Limit > 10_000 || q.Offset < 0 {
		return nil, 0, fault.New("limit_invalid", "limit", fault.Values{"max": 10_000})
	}
	first, from, args := q.from(false)
	// Only the places of papers are sorted and skipped, in an index; the page's papers themselves are read last.
	page := strings.ReplaceAll("SELECT @.at, @.till, @.seq, @.n FROM "+from+" ORDER BY @.at DESC, @.till DESC, @.seq DESC, @.n DESC LIMIT ? OFFSET ?", "@", first)
	rows, err = rowsOf(ctx, s.r, func(r *PaperRow) []any {
		into, _ := targets(&r.Paper)
		return append(into, &r.Buyer, (*kindList)(&r.With), &r.Deposit, &r.BuyerNo, &r.Offers, &r.Void, &r.Followed, &r.Received, &r.Credited, &r.Left, &r.DueDay, &r.Out)
	}, "SELECT "+issued.list("p.")+`, b.buyer, coalesce(b.body->'$.with', ''), coalesce(b.body->>'$.deposit', 0), coalesce(b.body->>'$.order.number', ''),
		coalesce(json_array_length(b.body, '$.alternatives'), 0),
		s.void, s.followed, s.received_satang, s.credited_satang, s.left_satang, s.due_day, coalesce((SELECT n FROM print_count WHERE paper = p.number), 0)
		FROM (`+page+`) l JOIN paper p ON p.till = l.till AND p.seq = l.seq AND p.n = l.n
		JOIN paper_body b ON b.paper_id = p.id JOIN paper_state s ON s.paper_id = p.id
		ORDER BY l.at DESC, l.till DESC, l.seq DESC, l.n DESC`, append(slices.Clone(args), q.Limit, q.Offset)...)
	if err != nil || len(rows) < q.Limit && (len(rows) > 0 || q.Offset == 0) {
		return rows, q.Offset + len(rows), err // the last page
	}
	err = s.r.QueryRowContext(ctx, "SELECT count(*) FROM "+from, args...).Scan(&total)
	return rows, total, translate(err)
}

// PaperCounts counts the papers of a query by kind, whatever kind it asks for.
func (s *Store) PaperCounts(ctx context.Context, q PaperQuery) (map[papers.Kind]int, error) {
	q.Kind, q.Kinds = "", nil
	_, from, args := q.from(true)
	type count struct {
		kind papers.Kind
		n    int
	}
	rows, err := rowsOf(ctx, s.r, func(c *count) []any { return []any{&c.kind, &c.n} }, "SELECT p.kind, count(*) FROM "+from+" GROUP BY p.kind", args...)
	counts := make(map[papers.Kind]int, len(rows))
	for _, row := range rows {
		counts[row.kind] = row.n
	}
	return counts, err
}

// The tables that stand in the order of the list, as queries name them.
const (
	theirs = "p" // papers
	words  = "w" // the words they are found by
)

// from gives the tables and conditions of a query, and the table that stands in the order of the list: the papers
// themselves, or the words where something is searched. kinds says that the papers are read in any case.
func (q *PaperQuery) from(kinds bool) (first, from string, args []any) {
	parts := strings.Fields(thai.Fold(q.Search))
	var found, narrow []string
	and := func(is bool, text string, value ...any) {
		if is {
			narrow, args = append(narrow, text), append(args, value...)
		}
	}
	for _, word := range parts {
		found, args = append(found, "instr(w.word, ?) > 0"), append(args, word)
	}
	and(q.Kind != "", "p.kind = ?", string(q.Kind))
	if len(q.Kinds) > 0 {
		list := make([]any, len(q.Kinds))
		for n, kind := range q.Kinds {
			list[n] = string(kind)
		}
		and(true, "+p.kind IN (?"+strings.Repeat(", ?", len(list)-1)+")", list...) // read in the order of time
	}
	and(!q.OrderID.IsZero(), "p.order_id = ?", q.OrderID)
	and(!q.BillID.IsZero(), "p.bill_id = ?", q.BillID)
	and(!q.Customer.IsZero(), "p.customer_id = ?", q.Customer)
	and(q.Open, "p.id IN (SELECT paper_id FROM paper_state WHERE left_satang > 0)")
	and(q.Overdue != "", "p.id IN (SELECT paper_id FROM paper_state WHERE left_satang > 0 AND due_day <> '' AND due_day < ?)", q.Overdue)
	and(q.Void, "p.id IN (SELECT paper_id FROM paper_void WHERE paper_id IS NOT NULL)")
	and(q.From != "", "p.date >= ?", q.From)
	and(q.To != "", "p.date <= ?", q.To)
	switch {
	case len(parts) == 0:
		first, from = theirs, "paper p"
	case len(narrow) == 0 && !kinds:
		first, from = words, "paper_word w"
	default:
		first, from = words, "paper_word w CROSS JOIN paper p ON p.till = w.till AND p.seq = w.seq AND p.n = w.n"
	}
	if all := append(found, narrow...); len(all) > 0 {
		from += " WHERE " + strings.Join(all, " AND ")
	}
	return first, from, args
}
