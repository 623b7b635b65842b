package store

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/papers"
)

// SlipInvoice gives the number of the tax invoice that tells the tax of a bill's goods, "" where the bill's own slip does:
// one in place of the slip, or one of the bill's order that is of these goods, or of a deposit for them. A slip that gave
// way to a paper never tells the tax again; beside papers of its order it does once they are void.
func (s *Store) SlipInvoice(ctx context.Context, bill id.Bill, order id.Order) (number string, err error) {
	err = s.r.QueryRowContext(ctx, `WITH told (number, gone, at) AS (SELECT p.number, EXISTS (SELECT 1 FROM paper_void v WHERE v.paper_id = p.id), p.at FROM paper p
			WHERE p.bill_id = ?1 AND p.kind IN ('tax-invoice', 'abbreviated'))
		SELECT number FROM told WHERE NOT gone OR EXISTS (SELECT 1 FROM paper_void v WHERE v.bill_id = ?1) ORDER BY gone, at DESC LIMIT 1`, bill).Scan(&number)
	if err = noRows(err); err != nil || number != "" || order.IsZero() {
		return number, err
	}
	rows, err := issued.all(ctx, s.r, `WHERE order_id = ? AND kind = 'tax-invoice' AND NOT EXISTS (SELECT 1 FROM paper_void v WHERE v.paper_id = paper.id) ORDER BY at DESC, id DESC`, order)
	if err != nil || len(rows) == 0 {
		return "", err
	}
	sold, err := rowsOf(ctx, s.r, func(goods *id.Product) []any { return []any{goods} }, "SELECT DISTINCT product_id FROM line WHERE bill_id = ?", bill)
	if err != nil {
		return "", err
	}
	invoices, err := s.papers(ctx, rows)
	for _, p := range invoices {
		own, ahead, err := parcelsOf(ctx, s.r, p.Number, order)
		switch {
		case err != nil:
			return "", err
		case slices.Contains(own, bill):
			return p.Number, nil
		case len(own) == 0 && !ahead && number == "" && mayBeOf(paperGoods(p.Lines), sold):
			number = p.Number
		}
	}
	return number, err
}

// May reports whether the paper may stand for a bill: it is of whatever was ordered, or of goods that the bill sold.
func (c *TaxCover) May(sale *BillSale) bool {
	var sold []id.Product
	for n := range sale.Lines {
		sold = append(sold, sale.Lines[n].ProductID)
	}
	return mayBeOf(c.Goods, sold)
}

// mayBeOf reports whether a paper of some goods, none = of whatever was ordered, may stand for what was sold.
func mayBeOf(goods, sold []id.Product) bool {
	return len(goods) == 0 || slices.ContainsFunc(sold, func(one id.Product) bool { return slices.Contains(goods, one) })
}

// ParcelBills gives the bills of the parcels of an order that some references name, as far as they have gone. whole says that
// they name none, so that they are of all that the order has.
func (s *Store) ParcelBills(ctx context.Context, refs []papers.Ref, order id.Order) (bills []id.Bill, whole bool, err error) {
	whole = true
	for _, ref := range refs {
		own, ahead, err := parcelsOf(ctx, s.r, ref.Number, order)
		if err != nil {
			return nil, false, err
		}
		bills, whole = append(bills, own...), whole && len(own) == 0 && !ahead
	}
	return bills, whole, nil
}
