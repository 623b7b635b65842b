package store

import (
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
)

// keptKey is what goods are kept for.
type keptKey struct {
	order   id.Order
	line    int
	product id.Product
	lot     id.Lot
	place   id.Place
}

// ordered notes the orders of one event.
func (a *audit) ordered(p *ledger.Posting) {
	for _, order := range p.Orders {
		a.counted["orders"]++
		a.numbered(order.Letter, order.Type, order.Year, order.No, order.Number)
	}
	for _, row := range p.Reservations {
		a.kept[keptKey{row.OrderID, row.LineN, row.ProductID, row.LotID, row.PlaceID}] += row.Qty
	}
}

// checkOrders proves that what is kept is the sum of the reservations and, for every order, exactly what is
// still to be delivered of it, and that the list shows orders as they stand.
func (a *audit) checkOrders() error {
	type row struct {
		keptKey
		qty qty.Qty
	}
	rows, err := rowsOf(a.ctx, a.db, func(r *row) []any { return []any{&r.order, &r.line, &r.product, &r.lot, &r.place, &r.qty} },
		"SELECT order_id, line_n, product_id, nullif(lot_id, x''), place_id, qty FROM reservation_balance")
	if err != nil {
		return err
	}
	for _, r := range rows {
		if a.kept[r.keptKey] != r.qty || r.qty < 0 {
			a.off("orders", "order %s line %d: kept %s, reservations %s", r.order.Tag(), r.line, r.qty, a.kept[r.keptKey])
		}
		delete(a.kept, r.keptKey)
	}
	for key, sum := range a.kept {
		if sum != 0 {
			a.off("orders", "order %s line %d: nothing kept for reservations %s", key.order.Tag(), key.line, sum)
		}
	}
	if err := a.checkPools(); err != nil {
		return err
	}
	ids, err := rowsOf(a.ctx, a.db, func(order *id.Order) []any { return []any{order} }, "SELECT id FROM sales_order")
	if err != nil {
		return err
	}
	for _, order := range ids {
		if err := a.checkOrder(order); err != nil {
			return err
		}
	}
	return nil
}

func (a *audit) checkOrder(order id.Order) error {
	past, err := readOrder(a.ctx, a.db, order)
	if err != nil {
		return err
	}
	state, found, err := readOrderState(a.ctx, a.db, order)
	if err != nil {
		return err
	}
	if want := stateOf(past); !found || state != want {
		a.off("orders", "%s is listed as %s and is %s", past.Order.Number, state.State, want.State)
	}
	wanted, err := readProducts(a.ctx, a.db, orderProducts(past))
	if err != nil {
		return err
	}
	if wrong := ordering.Audit(past, wanted); wrong != "" {
		a.off("orders", "%s: %s", past.Order.Number, wrong)
	}
	return nil
}
