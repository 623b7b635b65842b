package store

import (
	"context"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
)

// ChannelSum is what was sold by one channel.
type ChannelSum struct {
	Channel  string
	Orders   int // of which something was billed
	Bills    int // sales and exchanges
	Refunds  int // refunds and voids
	Total    money.Satang
	Discount money.Satang
	Postage  money.Satang // of the total
	VAT      money.Satang // of the total
	Fee      money.Satang // that carriers and marketplaces kept of what they paid in that time
}

// Add takes another sum to this one.
func (c *ChannelSum) Add(o *ChannelSum) {
	c.Orders, c.Bills, c.Refunds = c.Orders+o.Orders, c.Bills+o.Bills, c.Refunds+o.Refunds
	c.Total, c.Discount, c.Postage, c.VAT, c.Fee = c.Total+o.Total, c.Discount+o.Discount, c.Postage+o.Postage, c.VAT+o.VAT, c.Fee+o.Fee
}

// Channels sums the bills of business days by the channel of their orders, what was sold most first. A bill of no order
// was sold at the counter.
func (s *Store) Channels(ctx context.Context, from, to clock.Day) ([]ChannelSum, error) {
	return rowsOf(ctx, s.r, func(c *ChannelSum) []any {
		return []any{&c.Channel, &c.Orders, &c.Bills, &c.Refunds, &c.Total, &c.Discount, &c.VAT, &c.Postage, &c.Fee}
	}, `SELECT channel, count(DISTINCT order_id), sum(sold), sum(back), sum(total), sum(discount), sum(vat), sum(postage), sum(fee) FROM (
		SELECT coalesce(o.channel, 'counter') AS channel, b.order_id AS order_id, b.kind IN ('sale', 'exchange') AS sold, b.kind IN ('refund', 'void') AS back,
			b.total_satang AS total, b.discount_satang AS discount, b.vat_satang AS vat, 0 AS postage, 0 AS fee
			FROM bill b LEFT JOIN sales_order o ON o.id = b.order_id WHERE b.day BETWEEN ?1 AND ?2
		UNION ALL
		SELECT o.channel, NULL, 0, 0, 0, 0, 0, l.total_satang - l.line_discount_satang - l.promo_discount_satang - l.bill_discount_satang, 0
			FROM bill b CROSS JOIN line l ON l.till = b.till AND l.seq = b.seq JOIN sales_order o ON o.id = b.order_id
			WHERE b.day BETWEEN ?1 AND ?2 AND b.order_id IS NOT NULL AND l.product_id = ?3
		UNION ALL
		SELECT o.channel, NULL, 0, 0, 0, 0, 0, 0, p.amount_satang
			FROM payment p JOIN bill b ON b.id = p.bill_id JOIN sales_order o ON o.id = b.order_id
			WHERE p.kind IN ('repay', 'settle', 'order') AND p.day BETWEEN ?1 AND ?2 AND p.method = 'carrier_fee')
		GROUP BY channel ORDER BY sum(total) DESC, channel`, from, to, ordering.FeeProduct)
}
