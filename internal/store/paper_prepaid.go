package store

import (
	"context"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Prepaid is an order for which money came in some days, less what was given back in them.
type Prepaid struct {
	Order id.Order
	Came  money.Satang // in these days
	Held  money.Satang // until their end, from the first
	Sent  money.Satang // goods that left until then, by bills, less those that came back
	Back  money.Satang // goods that came back until then: their money is the buyer's
	Taxed money.Satang // what tax papers of the order with a date until then stand for, less credit notes until then
}

// Prepaid lists the orders for which money came before a bill in some calendar days, while the shop was registered for VAT.
func (s *Store) Prepaid(ctx context.Context, from, to clock.Day) (list []Prepaid, err error) {
	start, end := momentsOf(from, to)
	times, err := s.vatTimes(ctx)
	for _, span := range times.within(start, end) {
		rows, err := s.prepaid(ctx, span, clock.DayOf(span[1].Time()))
		if err != nil {
			return nil, err
		}
		list = append(list, rows...)
	}
	return list, err
}

// OrderSold gives how much of each of an order's goods bills until a day sold, less what came back.
func (s *Store) OrderSold(ctx context.Context, order id.Order, until clock.Day) (map[id.Product]qty.Qty, error) {
	type part struct {
		goods id.Product
		qty   qty.Qty
	}
	_, end := momentsOf(until, until)
	rows, err := rowsOf(ctx, s.r, func(p *part) []any { return []any{&p.goods, &p.qty} },
		"SELECT l.product_id, sum(l.qty) FROM bill b JOIN line l ON l.till = b.till AND l.seq = b.seq AND l.bill_id = b.id WHERE b.order_id = ? AND b.at <= ? GROUP BY 1", order, end)
	sold := make(map[id.Product]qty.Qty, len(rows))
	for _, row := range rows {
		sold[row.goods] = row.qty
	}
	return sold, err
}

func (s *Store) prepaid(ctx context.Context, span [2]ledger.Millis, last clock.Day) ([]Prepaid, error) {
	return rowsOf(ctx, s.r, func(p *Prepaid) []any { return []any{&p.Order, &p.Came, &p.Held, &p.Sent, &p.Back, &p.Taxed} }, `SELECT o.id, m.came,
			(SELECT sum(amount_satang) FROM payment WHERE bill_id = o.id AND kind = 'order' AND method <> 'deposit' AND at <= ?2),
			coalesce((SELECT sum(total_satang) FROM bill WHERE order_id = o.id AND at <= ?2), 0),
			coalesce((SELECT -sum(total_satang) FROM bill b WHERE order_id = o.id AND kind = 'refund' AND at <= ?2 AND NOT EXISTS (SELECT 1 FROM bill WHERE void_of = b.id AND at <= ?2)), 0),
			coalesce((SELECT sum(p.due_satang - coalesce((SELECT sum(n.due_satang) FROM paper_ref r JOIN paper n ON n.id = r.paper_id JOIN paper_state t ON t.paper_id = n.id
					WHERE r.number = p.number AND r.role = 'corrects' AND n.kind = 'credit-note' AND n.date <= ?3 AND NOT t.void), 0)) FROM paper p JOIN paper_state s ON s.paper_id = p.id
				WHERE p.order_id = o.id AND p.kind IN ('tax-invoice', 'abbreviated') AND p.date <= ?3 AND NOT s.void), 0)
		FROM (SELECT bill_id, sum(amount_satang) AS came FROM payment WHERE kind = 'order' AND method <> 'deposit' AND at BETWEEN ?1 AND ?2 GROUP BY bill_id) m
		JOIN sales_order o ON o.id = m.bill_id WHERE m.came > 0 ORDER BY o.number`, span[0], span[1], last)
}
