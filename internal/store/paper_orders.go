package store

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
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
var officeLists = map[string]string{OfficeAll: "1 = 1", OfficeOpen: "s.todo <> ''", OfficeDone: "s.todo = ''", OfficeOwed: "s.todo = 'collect' AND s.todo <> ''",
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
	Received money.Satang // withheld tax too; Paid is what is no debt any more
	Left     money.Satang // still to come
	Late     bool
}

// OfficeCounts is how many orders each list holds, whatever is searched.
type OfficeCounts map[string]int

// ofOffice is the condition that order_state s is one of an office.
const ofOffice = "EXISTS (SELECT 1 FROM office_order o WHERE o.order_id = s.order_id)"

// The orders in which lists stand: what is still to be done by its day, what is done by when it came.
const (
	soonestFirst = "CASE s.due WHEN '' THEN '9999' ELSE s.due END, s.at DESC, s.order_id DESC"
	latestFirst  = "s.at DESC, s.order_id DESC"
)

// OfficeOrders lists orders of offices, those that are not done first, the soonest due before others; total counts all of
// the query. It fails with "limit_invalid" and "list_unknown".
func (s *Store) OfficeOrders(ctx context.Context, q OfficeQuery) (rows []OfficeOrderRow, total int, counts OfficeCounts, err error) {
	if q.Limit <= 0 || q.Limit > 1000 || q.Offset < 0 {
		return nil, 0, nil, fault.New("limit_invalid", "limit", fault.Values{"max": 1000})
	}
	if _, known := officeLists[q.List]; !known {
		return nil, 0, nil, fault.New("list_unknown", "list", fault.Values{"value": q.List})
	}
	today := clock.DayOf(s.clock())
	if counts, err = s.officeCounts(ctx, today); err != nil {
		return nil, 0, nil, err
	}
	found, total, err := s.officePage(ctx, q, today, counts)
	if err != nil {
		return nil, 0, nil, err
	}
	rows, err = s.officeProgress(ctx, found, today)
	return rows, total, counts, err
}

// officePage reads a page of a list. Open orders are few and are sorted; those that are done are read in the order they
// came in, so that the first page ends with the first that match.
func (s *Store) officePage(ctx context.Context, q OfficeQuery, today clock.Day, counts OfficeCounts) (rows []OrderRow, total int, err error) {
	search, words, err := s.searchOffice(ctx, q.Search)
	if err != nil {
		return nil, 0, err
	}
	parts := []string{q.List}
	if q.List == OfficeAll {
		parts = []string{OfficeOpen, OfficeDone}
	}
	offset := q.Offset
	for _, list := range parts {
		where, args := officeLists[list]+" AND "+ofOffice+search, listDays(list, today)
		args = append(args, words...)
		count := counts[list]
		if search != "" {
			if err := s.r.QueryRowContext(ctx, "SELECT count(*) FROM order_state s WHERE "+where, args...).Scan(&count); err != nil {
				return nil, 0, translate(err)
			}
		}
		total += count
		if room := q.Limit - len(rows); room > 0 && offset < count {
			by := soonestFirst
			if list == OfficeDone {
				by = latestFirst
			}
			more, err := s.orderRows(ctx, where, by, append(args, room, offset)...)
			if err != nil {
				return nil, 0, err
			}
			rows = append(rows, more...)
		}
		offset = max(offset-count, 0)
	}
	return rows, total, nil
}

// listDays gives today as often as a list's condition asks for it.
func listDays(list string, today clock.Day) (args []any) {
	for range strings.Count(officeLists[list], "?") {
		args = append(args, today)
	}
	return args
}

// searchOffice gives the condition (" AND …") of a search: as of orders, or by parts of a paper's number or its buyer's
// name; "" when nothing is searched. What is found is looked for once, however often the condition is asked.
func (s *Store) searchOffice(ctx context.Context, search string) (condition string, args []any, err error) {
	query, args, err := s.ordersFound(ctx, search)
	if err != nil || query == "" {
		return "", nil, err
	}
	parts := strings.Fields(thai.Fold(search))
	for _, part := range parts {
		args = append(args, part)
	}
	most := " LIMIT " + strconv.Itoa(maxFound)
	found, err := rowsOf(ctx, s.r, func(order *id.Order) []any { return []any{order} }, "SELECT * FROM ("+query+" AND EXISTS (SELECT 1 FROM office_order o WHERE o.order_id = w.order_id)"+most+`)
		UNION SELECT * FROM (SELECT p.order_id FROM paper_word w CROSS JOIN paper p ON p.till = w.till AND p.seq = w.seq AND p.n = w.n
		WHERE p.order_id IS NOT NULL`+strings.Repeat(" AND instr(w.word, ?) > 0", len(parts))+" ORDER BY w.at DESC, w.till DESC, w.seq DESC, w.n DESC"+most+")", args...)
	if err != nil {
		return "", nil, err
	}
	list, err := json.Marshal(found)
	return " AND s.order_id IN (SELECT unhex(replace(value, '-', '')) FROM json_each(?))", []any{string(list)}, err
}

// officeCounts counts the lists: the open ones among what waits for something, those that are done are the rest.
func (s *Store) officeCounts(ctx context.Context, today clock.Day) (OfficeCounts, error) {
	counts, sums, args := OfficeCounts{}, []string{"(SELECT count(*) FROM office_order)"}, []any(nil)
	lists, into := []string{OfficeOpen, OfficeLate, OfficeOwed}, make([]int, 4)
	for _, list := range lists {
		sums, args = append(sums, "coalesce(sum("+officeLists[list]+"), 0)"), append(args, listDays(list, today)...)
	}
	err := s.r.QueryRowContext(ctx, "SELECT "+strings.Join(sums, ", ")+" FROM order_state s WHERE s.todo <> '' AND "+ofOffice, args...).Scan(&into[0], &into[1], &into[2], &into[3])
	for n, list := range append([]string{OfficeAll}, lists...) {
		counts[list] = into[n]
	}
	counts[OfficeDone] = counts[OfficeAll] - counts[OfficeOpen]
	return counts, translate(err)
}
