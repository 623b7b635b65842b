package store

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
)

// EraseOrder forgets who ordered and who received, and the text an order came from, for ever. Papers keep the copy
// that the law asks for. An order erased already stays as it is. Faults: "order_unknown", "order_open" while
// goods of it are still to be sent: without an address nobody could.
func (s *Store) EraseOrder(ctx context.Context, order id.Order, by string) error {
	return s.write(ctx, func(tx *Tx) error {
		past, err := readOrder(tx.ctx, tx.sql, order)
		if err != nil {
			return err
		}
		if waits(past) {
			return fault.New("order_open", "number", fault.Values{"number": past.Order.Number})
		}
		return tx.eraseOrder(past, by)
	})
}

// EraseOrderAgain forgets in a restored shop the people of an order that was erased after its backup. found is
// false where there is no such order, or it is erased already.
func (s *Store) EraseOrderAgain(ctx context.Context, order id.Order) (found bool, err error) {
	err = s.write(ctx, func(tx *Tx) error {
		past, err := readOrder(tx.ctx, tx.sql, order)
		if fault.Is(err, "order_unknown") {
			return nil
		}
		if err != nil || past.Erased() {
			return err
		}
		found = true
		return tx.eraseOrder(past, "")
	})
	return found, err
}

// waits reports whether goods of an order are still to be sent.
func waits(past *ordering.Past) bool {
	return slices.Contains([]string{ordering.New, ordering.Confirmed, ordering.Packed}, past.Fulfilment())
}

// eraseOrder leaves of people what is nobody's: that there were so many recipients, and in which province.
func (tx *Tx) eraseOrder(past *ordering.Past, by string) error {
	if past.Erased() {
		return nil
	}
	order := past.Order.ID
	for _, query := range []string{
		"DELETE FROM order_person WHERE order_id = ?",
		"DELETE FROM order_paste WHERE order_id = ?",
		"UPDATE channel_order SET raw = '' WHERE order_id = ?",
		"UPDATE order_recipient SET title = '', name = '', phones = '[]', line = '', subdistrict = '', district = '', postcode = '', code = '', note = '' WHERE order_id = ?",
	} {
		if _, err := tx.sql.ExecContext(tx.ctx, query, order); err != nil {
			return translate(err)
		}
	}
	at := ledger.MillisOf(tx.now)
	posting := &ledger.Posting{Kind: ledger.EventOrderChanged, At: at, Day: clock.DayOf(tx.now),
		OrderSteps: []ledger.OrderStep{{ID: id.New[id.Change](), OrderID: order, Kind: ordering.StepErased, At: at}}}
	return tx.postOrder(order, posting, nil, by)
}

// OrdersOf lists the orders of a customer, the oldest first: those that name them now or did.
func (s *Store) OrdersOf(ctx context.Context, who id.Party) ([]id.Order, error) {
	return ordersOfParty(ctx, s.r, who)
}

func ordersOfParty(ctx context.Context, db querier, who id.Party) ([]id.Order, error) {
	return rowsOf(ctx, db, func(order *id.Order) []any { return []any{order} },
		"SELECT o.id FROM sales_order o WHERE EXISTS (SELECT 1 FROM order_content c WHERE c.order_id = o.id AND c.customer_id = ?) ORDER BY o.at, o.id", who)
}

// eraseOrdersOf erases the people of all orders of a customer; that none is still to be sent was looked at before,
// and after a restore it no longer matters.
func (tx *Tx) eraseOrdersOf(who id.Party) error {
	list, err := ordersOfParty(tx.ctx, tx.sql, who)
	if err != nil {
		return err
	}
	for _, order := range list {
		past, err := readOrder(tx.ctx, tx.sql, order)
		if err != nil {
			return err
		}
		if err := tx.eraseOrder(past, ""); err != nil {
			return err
		}
	}
	return nil
}

// BillNumber is a bill of a customer.
type BillNumber struct {
	Number string    `json:"number"`
	Day    clock.Day `json:"date"`
	Total  int64     `json:"total_satang"`
}

// BillsOf lists the bills of a customer, the oldest first.
func (s *Store) BillsOf(ctx context.Context, who id.Party) ([]BillNumber, error) {
	return rowsOf(ctx, s.r, func(b *BillNumber) []any { return []any{&b.Number, &b.Day, &b.Total} },
		"SELECT number, day, total_satang FROM bill WHERE customer_id = ? ORDER BY at, till, seq", who)
}
