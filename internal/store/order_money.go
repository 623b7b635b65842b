package store

import (
	"context"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
)

// OrderBill is a bill that delivered goods of an order, or one that took that back.
type OrderBill struct {
	ID     id.Bill
	Number string
	Kind   string
	At     ledger.Millis
	Total  money.Satang
}

// OrderPayment is money that came or went for an order; Bill is none when it came before a bill did. A bill's
// payment out of what came before is none of it.
type OrderPayment struct {
	At     ledger.Millis
	Method string
	Amount money.Satang
	Bill   id.Bill
}

// OrderMoney lists the bills of an order and its payments, the oldest first.
func (s *Store) OrderMoney(ctx context.Context, order id.Order) (bills []OrderBill, paid []OrderPayment, err error) {
	bills, err = rowsOf(ctx, s.r, func(b *OrderBill) []any { return []any{&b.ID, &b.Number, &b.Kind, &b.At, &b.Total} },
		"SELECT id, number, kind, at, total_satang FROM bill WHERE order_id = ? ORDER BY at, till, seq", order)
	if err != nil {
		return nil, nil, err
	}
	paid, err = rowsOf(ctx, s.r, func(p *OrderPayment) []any { return []any{&p.At, &p.Method, &p.Amount, &p.Bill} },
		`SELECT at, method, amount_satang, nullif(bill_id, ?1) FROM (
			SELECT * FROM payment WHERE bill_id = ?1 AND kind = 'order'
			UNION SELECT p.* FROM bill b JOIN payment p ON p.till = b.till AND p.seq = b.seq AND p.bill_id = b.id WHERE b.order_id = ?1
			UNION SELECT p.* FROM bill b JOIN payment p ON p.bill_id = b.id AND p.kind IN ('repay', 'settle') WHERE b.order_id = ?1)
		WHERE method <> 'deposit' ORDER BY at, till, seq, n`, order)
	return bills, paid, err
}
