package store

import (
	"context"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/thai"
)

// The lists of orders of offices.
const (
	OfficeAll  = ""
	OfficeOpen = "open" // something is still to be done
	OfficeLate = "late" // the day is past and goods are still here
	OfficeOwed = "owed" // the goods are there, the money is not
	OfficeDone = "done"
)

// OfficeLists names them in the order they are shown.
var OfficeLists = []string{OfficeAll, OfficeOpen, OfficeLate, OfficeOwed, OfficeDone}

// officeLists are their conditions about order_state s; each ? is today.
var officeLists = map[string]string{OfficeAll: "1 = 1", OfficeOpen: "s.todo <> ''", OfficeDone: "s.todo = ''", OfficeOwed: "s.todo = 'collect'",
	OfficeLate: "s.todo <> '' AND s.due <> '' AND s.due < ? AND s.fulfilment IN ('new', 'confirmed', 'packed')"}

// OfficeQuery narrows the list of orders of offices.
type OfficeQuery struct {
	List   string // one of OfficeLists
	Search string // as OrderQuery's, or a part of a paper's number or of its buyer's name
	Offset int
	Limit  int // 1 to 1,000
}

// OfficeOrderRow is an order of an office in a list, with how far it is.
type OfficeOrderRow struct {
	OrderRow
	Buyer    string // as its last paper names it, else as the order does
	Ordered  qty.Qty
	Packed   qty.Qty // and still here
	Sent     qty.Qty // has left the shop
	Served   int     // of Places: have everything that is theirs
	Invoiced money.Satang
	Late     bool
}

// OfficeCounts is how many orders each list holds, whatever is searched.
type OfficeCounts map[string]int

// Orders by an office: that came by its channel, or that a paper for offices was made for. A receipt or tax invoice
// alone makes none: anybody may ask for one.
const officeOrders = `s.order_id IN (SELECT order_id FROM order_state WHERE channel = 'government' UNION
	SELECT order_id FROM paper WHERE order_id IS NOT NULL AND kind IN ('quotation', 'purchase-order', 'delivery', 'invoice', 'billing'))`

// OfficeOrders lists orders of offices, those that are not done first, the soonest due before others; total counts all of
// the query. It fails with "limit_invalid" and "list_unknown".
func (s *Store) OfficeOrders(ctx context.Context, q OfficeQuery) (rows []OfficeOrderRow, total int, counts OfficeCounts, err error) {
	if q.Limit <= 0 || q.Limit > 1000 || q.Offset < 0 {
		return nil, 0, nil, fault.New("limit_invalid", "limit", fault.Values{"max": 1000})
	}
	condition, known := officeLists[q.List]
	if !known {
		return nil, 0, nil, fault.New("list_unknown", "list", fault.Values{"value": q.List})
	}
	today := clock.DayOf(s.clock())
	if counts, err = s.officeCounts(ctx, today); err != nil {
		return nil, 0, nil, err
	}
	where, args := officeOrders+" AND "+condition, []any(nil)
	for range strings.Count(condition, "?") {
		args = append(args, today)
	}
	total = counts[q.List]
	if search, words, err := s.searchOrders(ctx, q.Search, "s.order_id"); err != nil {
		return nil, 0, nil, err
	} else if search != "" {
		where += " AND (" + strings.TrimPrefix(search, " AND ") + ` OR s.order_id IN (SELECT p.order_id FROM paper p JOIN paper_body b ON b.paper_id = p.id
			WHERE p.order_id IS NOT NULL AND (p.number LIKE ? ESCAPE '\' OR b.word LIKE ? ESCAPE '\')))`
		args = append(append(args, words...), like(q.Search), like(thai.Fold(q.Search)))
		if err := s.r.QueryRowContext(ctx, "SELECT count(*) FROM order_state s WHERE "+where, args...).Scan(&total); err != nil {
			return nil, 0, nil, translate(err)
		}
	}
	by := "s.todo = '', CASE WHEN s.todo = '' OR s.due = '' THEN '9999' ELSE s.due END, s.at DESC, s.order_id DESC"
	found, err := s.orderRows(ctx, where, by, append(args, q.Limit, q.Offset)...)
	if err != nil {
		return nil, 0, nil, err
	}
	rows, err = s.officeProgress(ctx, found, today)
	return rows, total, counts, err
}

func (s *Store) officeCounts(ctx context.Context, today clock.Day) (OfficeCounts, error) {
	counts, sums, args, into := OfficeCounts{}, []string(nil), []any(nil), make([]int, len(OfficeLists))
	targets := make([]any, len(OfficeLists))
	for n, list := range OfficeLists {
		condition := officeLists[list]
		sums, targets[n] = append(sums, "coalesce(sum("+condition+"), 0)"), &into[n]
		for range strings.Count(condition, "?") {
			args = append(args, today)
		}
	}
	err := s.r.QueryRowContext(ctx, "SELECT "+strings.Join(sums, ", ")+" FROM order_state s WHERE "+officeOrders, args...).Scan(targets...)
	for n, list := range OfficeLists {
		counts[list] = into[n]
	}
	return counts, translate(err)
}

// officeProgress reads how far some orders are.
func (s *Store) officeProgress(ctx context.Context, found []OrderRow, today clock.Day) ([]OfficeOrderRow, error) {
	if len(found) == 0 {
		return nil, nil
	}
	rows, at, ids := make([]OfficeOrderRow, len(found)), map[id.Order]*OfficeOrderRow{}, make([]id.Order, len(found))
	for n := range found {
		rows[n] = OfficeOrderRow{OrderRow: found[n], Buyer: found[n].Name}
		row := &rows[n]
		row.Late = row.Todo != "" && row.Due != "" && row.Due < today && (row.Fulfilment == ordering.New || row.Fulfilment == ordering.Confirmed || row.Fulfilment == ordering.Packed)
		for _, line := range row.Lines {
			row.Ordered += line.Qty
		}
		at[row.OrderID], ids[n] = row, row.OrderID
	}
	list, args := inList(ids)
	if err := s.officeGoods(ctx, at, list, args); err != nil {
		return nil, err
	}
	type paper struct {
		order id.Order
		buyer string
	}
	buyers, err := rowsOf(ctx, s.r, func(r *paper) []any { return []any{&r.order, &r.buyer} }, `SELECT p.order_id, b.buyer FROM paper p
		JOIN paper_body b ON b.paper_id = p.id WHERE p.order_id IN `+list+` AND NOT EXISTS (SELECT 1 FROM paper_void v WHERE v.paper_id = p.id) ORDER BY p.at, p.id`, args...)
	if err != nil {
		return nil, err
	}
	for _, paper := range buyers {
		if paper.buyer != "" {
			at[paper.order].Buyer = paper.buyer
		}
	}
	type sum struct {
		order id.Order
		sum   money.Satang
	}
	// An invoice that a tax invoice was made from asks for nothing more: the tax invoice does.
	sums, err := rowsOf(ctx, s.r, func(r *sum) []any { return []any{&r.order, &r.sum} }, `SELECT p.order_id, sum(p.due_satang - s.credited_satang) FROM paper p
		JOIN paper_state s ON s.paper_id = p.id WHERE p.order_id IN `+list+` AND p.kind IN ('invoice', 'tax-invoice') AND s.void = 0 AND NOT EXISTS (
			SELECT 1 FROM paper_ref r JOIN paper t ON t.id = r.paper_id JOIN paper_state u ON u.paper_id = t.id
			WHERE r.number = p.number AND r.source = 'invoice' AND r.role = '' AND t.kind = 'tax-invoice' AND u.void = 0)
		GROUP BY p.order_id`, args...)
	for _, r := range sums {
		at[r.order].Invoiced = r.sum
	}
	return rows, err
}

// officeGoods reads what of orders is packed and what has left, and who has everything.
func (s *Store) officeGoods(ctx context.Context, at map[id.Order]*OfficeOrderRow, list string, args []any) error {
	packed, err := parcels.all(ctx, s.r, "WHERE state = '"+ledger.ParcelPacked+"' AND order_id IN "+list, args...)
	if err != nil {
		return err
	}
	for n := range packed {
		for _, line := range packed[n].Lines {
			at[packed[n].OrderID].Packed += line.Qty
		}
	}
	type line struct {
		order id.Order
		n     int
	}
	type given struct {
		line
		qty qty.Qty
	}
	left, err := rowsOf(ctx, s.r, func(g *given) []any { return []any{&g.order, &g.n, &g.qty} },
		`SELECT b.order_id, l.order_n, sum(l.qty) FROM bill b JOIN line l ON l.till = b.till AND l.seq = b.seq AND l.bill_id = b.id
		WHERE b.order_id IN `+list+` AND l.order_n > 0 AND (b.kind = 'sale' OR b.kind = 'void' AND l.qty < 0) GROUP BY b.order_id, l.order_n`, args...)
	if err != nil {
		return err
	}
	gone := map[line]qty.Qty{}
	for _, g := range left {
		gone[g.line] = g.qty
		at[g.order].Sent += g.qty
	}
	for order, row := range at {
		waits := map[int]bool{}
		for _, ordered := range row.Lines {
			if gone[line{order, ordered.N}] < ordered.Qty {
				waits[ordered.To] = true
			}
		}
		row.Served = max(row.Places-len(waits), 0)
	}
	return nil
}

// like is the pattern of what holds a text anywhere; its signs mean themselves (ESCAPE '\').
func like(text string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(strings.TrimSpace(text)) + "%"
}
