package store

import (
	"context"
	"database/sql"
	"errors"
	"slices"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// readOrder gathers an order and everything written about it. It fails with "order_unknown".
func readOrder(ctx context.Context, db querier, order id.Order) (*ordering.Past, error) {
	past := &ordering.Past{Given: map[int]qty.Qty{}}
	var found bool
	var err error
	if past.Order, found, err = orders.one(ctx, db, "WHERE id = ?", order); err != nil {
		return nil, err
	}
	if !found {
		return nil, fault.New("order_unknown", "number", fault.Values{"value": order.Tag()})
	}
	if past.Content, _, err = orderContents.one(ctx, db, "WHERE order_id = ? ORDER BY revision DESC", order); err != nil {
		return nil, err
	}
	if past.Steps, err = orderSteps.all(ctx, db, "WHERE order_id = ? ORDER BY at, till, seq, n", order); err != nil {
		return nil, err
	}
	if past.Parcels, err = parcels.all(ctx, db, "WHERE order_id = ? ORDER BY no, id", order); err != nil {
		return nil, err
	}
	past.Kept, err = rowsOf(ctx, db, func(r *ledger.Reservation) []any {
		return []any{&r.OrderID, &r.LineN, &r.ProductID, &r.LotID, &r.PlaceID, &r.Qty}
	}, `SELECT order_id, line_n, product_id, nullif(lot_id, x''), place_id, qty FROM reservation_balance
		WHERE order_id = ? ORDER BY line_n, product_id, lot_id`, order)
	if err != nil {
		return nil, err
	}
	if err := readDelivered(ctx, db, past); err != nil {
		return nil, err
	}
	if past.Person, _, err = orderPersons.one(ctx, db, "WHERE order_id = ?", order); err != nil {
		return nil, err
	}
	past.Recipients, err = orderRecipients.all(ctx, db, "WHERE order_id = ? ORDER BY no", order)
	return past, err
}

// readDelivered reads what the order's bills delivered and the money of them.
func readDelivered(ctx context.Context, db querier, past *ordering.Past) error {
	order := past.Order.ID
	// What a refund gives back was delivered all the same; a voided bill delivered nothing.
	var err error
	past.Sold, err = rowsOf(ctx, db, func(s *ordering.Sold) []any { return []any{&s.N, &s.Bill, &s.Qty, &s.Total} },
		`SELECT l.order_n, b.id, l.qty, l.total_satang - l.line_discount_satang FROM bill b JOIN line l ON l.till = b.till AND l.seq = b.seq AND l.bill_id = b.id
		WHERE b.order_id = ? AND l.order_n > 0 AND (b.kind = 'sale' OR b.kind = 'void' AND l.qty < 0)`, order)
	if err != nil {
		return err
	}
	for _, sold := range past.Sold {
		past.Given[sold.N] += sold.Qty
	}
	m := &past.Money
	// Postage bears its share of a bill's discount; that is counted with the discount alone.
	row := db.QueryRowContext(ctx, `SELECT
		coalesce((SELECT -sum(amount_satang) FROM payment WHERE bill_id = ?1 AND kind = 'order' AND method = 'deposit'), 0),
		coalesce((SELECT sum(total_satang) FROM bill WHERE order_id = ?1), 0),
		coalesce((SELECT sum(l.total_satang - l.line_discount_satang - l.promo_discount_satang)
			FROM bill b JOIN line l ON l.till = b.till AND l.seq = b.seq AND l.bill_id = b.id
			WHERE b.order_id = ?1 AND l.product_id = ?2 AND (b.kind = 'sale' OR b.kind = 'void' AND l.qty < 0)), 0),
		coalesce((SELECT sum(l.bill_discount_satang) FROM bill b JOIN line l ON l.till = b.till AND l.seq = b.seq AND l.bill_id = b.id
			WHERE b.order_id = ?1 AND (b.kind = 'sale' OR b.kind = 'void' AND l.qty < 0)), 0)`, order, ordering.FeeProduct)
	if err := row.Scan(&m.Received, &m.Billed, &m.Fee, &m.Discount); err != nil {
		return translate(err)
	}
	type sum struct {
		method string
		amount money.Satang
	}
	sums, err := rowsOf(ctx, db, func(s *sum) []any { return []any{&s.method, &s.amount} },
		`SELECT method, sum(amount_satang) FROM (
			SELECT p.method, p.amount_satang FROM bill b JOIN payment p ON p.till = b.till AND p.seq = b.seq AND p.bill_id = b.id
			WHERE b.order_id = ?1
			UNION ALL
			SELECT p.method, p.amount_satang FROM bill b JOIN payment p ON p.bill_id = b.id AND p.kind IN ('repay', 'settle')
			WHERE b.order_id = ?1) GROUP BY method`, order)
	for _, s := range sums {
		switch s.method {
		case "deposit":
			m.Used = s.amount
		case "cod":
			m.COD = s.amount
		case "credit":
			m.Credit = s.amount
		case "channel":
			m.Channel = s.amount
		case selling.CreditNote, selling.DebitNote:
			m.Noted += s.amount
		}
	}
	return err
}

// orderProducts lists the products of an order's lines and of what is kept for it.
func orderProducts(past *ordering.Past) (list []id.Product) {
	for _, line := range past.Content.Lines {
		if !line.ProductID.IsZero() {
			list = append(list, line.ProductID)
		}
	}
	for _, row := range past.Kept {
		list = append(list, row.ProductID)
	}
	return list
}

// readProducts reads products with the components of sets among them.
func readProducts(ctx context.Context, db querier, wanted []id.Product) (func(id.Product) *catalog.Product, error) {
	found := map[id.Product]*catalog.Product{}
	get := func(product id.Product) *catalog.Product { return found[product] }
	for range 2 { // the second time the components
		var missing []id.Product
		for _, product := range wanted {
			if _, known := found[product]; !known {
				found[product] = nil
				missing = append(missing, product)
			}
		}
		for some := range slices.Chunk(missing, 100) {
			list, args := inList(some)
			rows, err := products.all(ctx, db, "WHERE id IN "+list, args...)
			if err != nil {
				return nil, err
			}
			for n := range rows {
				found[rows[n].ID] = &rows[n]
			}
		}
		wanted = components(found)
	}
	return get, nil
}

// OrderState is an order as its list shows it, worked out anew with every change.
type OrderState struct {
	OrderID    id.Order      `json:"order_id"`
	At         ledger.Millis `json:"at"`
	Channel    string        `json:"channel"`
	State      string        `json:"state"`
	Payment    string        `json:"payment"`
	Fulfilment string        `json:"fulfilment"`
	Total      money.Satang  `json:"total_satang"`
	Paid       money.Satang  `json:"paid_satang"`
	Due        clock.Day     `json:"due"`
	Todo       string        `json:"todo"`
	Pickup     bool          `json:"pickup"`
}

var orderStates = tableOf[OrderState]("order_state", false)

func stateOf(past *ordering.Past) OrderState {
	return OrderState{OrderID: past.Order.ID, At: past.Order.At, Channel: past.Order.Channel, State: past.State(),
		Payment: past.Payment(), Fulfilment: past.Fulfilment(), Total: past.Total(), Paid: past.Paid(), Due: past.Content.Due, Todo: past.Todo(), Pickup: past.Content.Service == ordering.Pickup}
}

func readOrderState(ctx context.Context, db querier, order id.Order) (OrderState, bool, error) {
	return orderStates.one(ctx, db, "WHERE order_id = ?", order)
}

// Order gives an order. It fails with "order_unknown".
func (s *Store) Order(ctx context.Context, order id.Order) (past *ordering.Past, err error) {
	err = s.moment(ctx, func(db querier) error {
		past, err = readOrder(ctx, db, order)
		return err
	})
	return past, err
}

// OrderNumbered finds an order by the number on it, by its short number (the latest year's), or by the channel's
// own when one channel alone has it. It fails with "order_unknown".
func (s *Store) OrderNumbered(ctx context.Context, number string) (order id.Order, err error) {
	letter, kind, year, no, _ := splitNumber(number)
	err = s.r.QueryRowContext(ctx, `SELECT id FROM sales_order WHERE letter = ?2 AND type = ?3 AND year = ?4 AND no = ?5
		UNION ALL SELECT id FROM sales_order WHERE channel_no = ?1 AND channel_no <> ''
			AND (SELECT count(*) FROM sales_order WHERE channel_no = ?1 AND channel_no <> '') = 1 LIMIT 1`, number, letter, kind, year, no).Scan(&order)
	if channel, letter, no, short := ordering.ParseShort(number); errors.Is(err, sql.ErrNoRows) && short {
		err = s.r.QueryRowContext(ctx, "SELECT id FROM sales_order WHERE letter = ? AND type = 'OR' AND no = ? AND channel = ? ORDER BY year DESC LIMIT 1",
			letter, no, channel).Scan(&order)
	}
	if errors.Is(err, sql.ErrNoRows) {
		return order, fault.New("order_unknown", "number", fault.Values{"value": number})
	}
	return order, translate(err)
}

// OrderOfChannel finds an order by its channel's number, none when it is not here.
func (s *Store) OrderOfChannel(ctx context.Context, channel, number string) (order id.Order, err error) {
	return orderOfChannel(ctx, s.r, channel, number)
}

func orderOfChannel(ctx context.Context, db querier, channel, number string) (order id.Order, err error) {
	err = db.QueryRowContext(ctx, "SELECT id FROM sales_order WHERE channel = ? AND channel_no = ? AND channel_no <> ''", channel, number).Scan(&order)
	if errors.Is(err, sql.ErrNoRows) {
		return id.Order{}, nil
	}
	return order, translate(err)
}

// Shortages lists what of an order's goods is not there: each product is promised to the orders in the order of
// their due days, then of their coming, as far as it goes. What has expired is sent to nobody.
func (s *Store) Shortages(ctx context.Context, order id.Order) ([]ordering.Shortage, error) {
	past, err := s.Order(ctx, order)
	if err != nil {
		return nil, err
	}
	return shortages(ctx, s.r, past, clock.DayOf(s.clock()))
}

func shortages(ctx context.Context, db querier, past *ordering.Past, today clock.Day) ([]ordering.Shortage, error) {
	var out []ordering.Shortage
	have := map[id.Product]qty.Qty{}
	for _, row := range past.Kept {
		if _, known := have[row.ProductID]; known {
			continue
		}
		var left qty.Qty
		err := db.QueryRowContext(ctx, `SELECT
			coalesce((SELECT sum(qty) FROM stock_balance WHERE product_id = ?1 AND place_id = ?2), 0)
			- coalesce((SELECT sum(b.qty) FROM stock_balance b JOIN lot l ON l.id = b.lot_id
				WHERE b.product_id = ?1 AND b.place_id = ?2 AND b.qty > 0 AND l.expires <> '' AND l.expires < ?6), 0)
			- coalesce((SELECT sum(qty) FROM draft_hold WHERE product_id = ?1 AND place_id = ?2), 0)
			- coalesce((SELECT sum(r.qty) FROM reservation_balance r JOIN order_state s ON s.order_id = r.order_id
				WHERE r.product_id = ?1 AND r.place_id = ?2 AND r.order_id <> ?3
				AND (s.due, s.at, s.order_id) < (?4, ?5, ?3)), 0)`, row.ProductID, row.PlaceID, past.Order.ID, past.Content.Due, past.Order.At, today).Scan(&left)
		if err != nil {
			return nil, translate(err)
		}
		have[row.ProductID] = max(left, 0)
	}
	names, err := readProducts(ctx, db, orderProducts(past))
	if err != nil {
		return nil, err
	}
	for n := 0; n < len(past.Kept); {
		short := ordering.Shortage{N: past.Kept[n].LineN, ProductID: past.Kept[n].ProductID}
		for ; n < len(past.Kept) && past.Kept[n].LineN == short.N && past.Kept[n].ProductID == short.ProductID; n++ {
			short.Want += past.Kept[n].Qty
		}
		short.Have = min(have[short.ProductID], short.Want)
		have[short.ProductID] -= short.Have
		if short.Have < short.Want {
			if product := names(short.ProductID); product != nil {
				short.Name, short.Unit = product.FullName(), product.Unit
			}
			out = append(out, short)
		}
	}
	return out, nil
}
