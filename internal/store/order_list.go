package store

import (
	"context"
	"encoding/json"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/thai"
)

// OrderQuery says which orders are wanted; empty fields ask for nothing.
type OrderQuery struct {
	Todo     string // one of ordering.Todos
	State    string
	Channel  string
	Pickup   bool   // fetched at the shop and not done yet
	Open     bool   // not done yet
	Oversold bool   // of a platform, and not all of it is there: more was ordered than there is
	Search   string // words of names, phones, numbers, tracking numbers: all of them, each by its beginning
	Offset   int
	Limit    int
}

// OrderRow is an order as a list shows it.
type OrderRow struct {
	OrderState
	Number    string
	Short     string // LA-0042
	ChannelNo string
	PayBy     string
	Service   string
	Fee       money.Satang
	Lines     []ledger.OrderLine
	Name      string // of the first recipient, else of who pays; of an office's order of who pays
	Contact   string
	Places    int // recipients
}

// Called is the number that people know the order by.
func (r *OrderRow) Called() string {
	return ordering.CalledOf(r.Channel, r.ChannelNo, r.Number, r.Short)
}

// maxFound bounds what a search finds: nobody reads more.
const maxFound = 1000

// Orders lists orders, the newest first, and how many there are of the query. It fails with "limit_invalid".
func (s *Store) Orders(ctx context.Context, q OrderQuery) (rows []OrderRow, total int, err error) {
	if q.Limit <= 0 || q.Limit > 10_000 || q.Offset < 0 {
		return nil, 0, fault.New("limit_invalid", "limit", fault.Values{"max": 10_000})
	}
	where, args := q.where(clock.DayOf(s.clock()))
	search, words, err := s.searchOrders(ctx, q.Search, "s.order_id")
	if err != nil {
		return nil, 0, err
	}
	where, args = where+search, append(args, words...)
	if err := s.r.QueryRowContext(ctx, "SELECT count(*) FROM order_state s WHERE "+where, args...).Scan(&total); err != nil {
		return nil, 0, translate(err)
	}
	rows, err = s.orderRows(ctx, where, "s.at DESC, s.order_id DESC", append(args, q.Limit, q.Offset)...)
	return rows, total, err
}

// orderRows reads the orders of a condition about order_state s in an order; the last two of args are limit and offset.
func (s *Store) orderRows(ctx context.Context, where, by string, args ...any) (rows []OrderRow, err error) {
	type row struct {
		OrderRow
		letter string
		no     int
		lines  string
		payer  string
	}
	found, err := rowsOf(ctx, s.r, func(r *row) []any {
		into, _ := targets(&r.OrderState)
		return append(into, &r.Number, &r.letter, &r.no, &r.ChannelNo, &r.PayBy, &r.Service, &r.Fee, &r.lines, &r.Name, &r.payer, &r.Contact, &r.Places)
	}, `SELECT `+orderStates.list("s.")+`, o.number, o.letter, o.no, o.channel_no, c.pay_by, c.service, c.fee_satang, c.lines,
		coalesce(nullif((SELECT name FROM order_recipient WHERE order_id = s.order_id AND no = 1), ''), p.name, ''), coalesce(p.name, ''), coalesce(p.contact, ''),
		(SELECT count(*) FROM order_recipient WHERE order_id = s.order_id)
		FROM (SELECT * FROM order_state s WHERE `+where+` ORDER BY `+by+` LIMIT ? OFFSET ?) s
		JOIN sales_order o ON o.id = s.order_id
		JOIN order_content c ON c.order_id = s.order_id AND c.revision = (SELECT max(revision) FROM order_content WHERE order_id = s.order_id)
		LEFT JOIN order_person p ON p.order_id = s.order_id ORDER BY `+by, args...)
	for _, r := range found {
		if err := json.Unmarshal([]byte(r.lines), &r.Lines); err != nil {
			return nil, fault.Wrap(err, "document_unreadable")
		}
		r.Short = ordering.ShortOf(r.Channel, r.letter, r.no)
		if r.payer != "" && ordering.OfOffice(r.Channel, r.ChannelNo) {
			r.Name = r.payer
		}
		rows = append(rows, r.OrderRow)
	}
	return rows, err
}

func (q *OrderQuery) where(today clock.Day) (where string, args []any) {
	parts := []string{"1 = 1"}
	add := func(condition string, arg any) {
		parts = append(parts, condition)
		args = append(args, arg)
	}
	if q.Todo != "" {
		add("s.todo <> '' AND s.todo = ?", q.Todo)
	}
	if q.State != "" {
		add("s.state = ?", q.State)
	}
	if q.Channel != "" {
		add("s.channel = ?", q.Channel)
	}
	if q.Pickup {
		parts = append(parts, "s.pickup = 1 AND s.todo <> ''")
	}
	if q.Open {
		parts = append(parts, "s.todo <> ''")
	}
	if q.Oversold {
		add("s.order_id IN ("+oversoldSQL+")", today)
	}
	return strings.Join(parts, " AND "), args
}

// searchOrders gives the condition (" AND …") that a column of orders' ids is among those that a search finds, ""
// when nothing is searched: those with a word that begins like each of its words, or with one that begins like
// all of them together.
func (s *Store) searchOrders(ctx context.Context, search, column string) (condition string, args []any, err error) {
	found, args, err := s.ordersFound(ctx, search)
	if err != nil || found == "" {
		return "", nil, err
	}
	return " AND " + column + " IN (" + found + " LIMIT " + strconv.Itoa(maxFound) + ")", args, nil
}

// ordersFound gives the query of the orders that a search finds, by their words w; "" when nothing is searched.
func (s *Store) ordersFound(ctx context.Context, search string) (query string, args []any, err error) {
	joined, err := s.joined(ctx, search)
	if err != nil {
		return "", nil, err
	}
	words := strings.Fields(thai.Fold(search))
	if joined || digitsOnly(words) { // 081 234 5678
		words = []string{strings.ReplaceAll(strings.Join(words, ""), "-", "")}
	}
	if number, err := shipping.ParseTracking(search); err == nil { // EF 5825 6815 1 TH
		words = []string{thai.Fold(string(number))}
	}
	for n, word := range words {
		switch n {
		case 0:
			query = "SELECT w.order_id FROM order_word w WHERE w.word >= ? AND w.word < ?"
		default:
			query += " AND EXISTS (SELECT 1 FROM order_word o WHERE o.order_id = w.order_id AND o.word >= ? AND o.word < ?)"
		}
		args = append(args, word, word+"\U0010FFFF")
	}
	return query, args, nil
}

// joined reports whether the words of a search without the spaces between them are how some word begins: a
// whole name is one, which finds it without a look at everyone who shares a part of it.
func (s *Store) joined(ctx context.Context, search string) (yes bool, err error) {
	words := strings.Fields(thai.Fold(search))
	if len(words) < 2 || digitsOnly(words) {
		return false, nil
	}
	whole := strings.Join(words, "")
	err = s.r.QueryRowContext(ctx, "SELECT EXISTS (SELECT 1 FROM order_word WHERE word >= ? AND word < ?)", whole, whole+"\U0010FFFF").Scan(&yes)
	return yes, translate(err)
}

func digitsOnly(words []string) bool {
	for _, word := range words {
		if strings.Trim(word, "0123456789-") != "" {
			return false
		}
	}
	return len(words) > 0
}

// OrderCounts is how many orders wait for what.
type OrderCounts struct {
	Todo     map[string]int // by ordering.Todos
	Pickup   int            // to be fetched
	Offices  int            // of government offices, not done yet
	Oversold int            // of platforms, not all there
	Total    int
}

// Work is how many orders somebody in the shop must do something about: not those that wait for money, nor those
// on their way.
func (c *OrderCounts) Work() (sum int) {
	for todo, count := range c.Todo {
		if todo != ordering.TodoArrive && todo != ordering.TodoCollect && todo != ordering.TodoPay {
			sum += count
		}
	}
	return sum
}

// OrderCounts counts the orders that wait for something, by what.
func (s *Store) OrderCounts(ctx context.Context) (OrderCounts, error) {
	counts := OrderCounts{Todo: map[string]int{}}
	type row struct {
		word  string
		count int
	}
	into := func(r *row) []any { return []any{&r.word, &r.count} }
	todos, err := rowsOf(ctx, s.r, into, "SELECT todo, count(*) FROM order_state WHERE todo <> '' GROUP BY todo")
	if err != nil {
		return counts, err
	}
	for _, r := range todos {
		counts.Todo[r.word] = r.count
	}
	sums := s.r.QueryRowContext(ctx, `SELECT (SELECT count(*) FROM order_state WHERE pickup = 1 AND todo <> ''),
		(SELECT count(*) FROM order_state WHERE channel = 'government' AND todo <> ''), (SELECT count(*) FROM order_state),
		(SELECT count(DISTINCT order_id) FROM (`+oversoldSQL+`))`, clock.DayOf(s.clock()))
	return counts, translate(sums.Scan(&counts.Pickup, &counts.Offices, &counts.Total, &counts.Oversold))
}

// StepRow is a step of an order with who did it.
type StepRow struct {
	ledger.OrderStep
	By string
}

// OrderSteps lists what was done with an order, the newest first.
func (s *Store) OrderSteps(ctx context.Context, order id.Order) ([]StepRow, error) {
	return rowsOf(ctx, s.r, func(r *StepRow) []any {
		into, _ := targets(&r.OrderStep)
		return append(into, &r.By)
	}, `SELECT `+orderSteps.list("s.")+`, coalesce((SELECT name FROM order_step_person WHERE step_id = s.id), '')
		FROM order_step s WHERE s.order_id = ? ORDER BY s.at DESC, s.till DESC, s.seq DESC, s.n DESC`, order)
}
