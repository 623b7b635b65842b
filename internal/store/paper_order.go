package store

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
)

// byOrder adds to what happened around a paper of an order what the books of the order know: that nothing is owed, that
// goods came back, and of the only paper that asks that more came than receipts tell.
func (r *paperReader) byOrder(p *papers.Paper, fate *papers.Fate) error {
	row, _, err := issued.one(r.ctx, r.db, "WHERE id = ?", p.ID)
	if err != nil || row.OrderID.IsZero() {
		return err
	}
	past, err := r.order(row.OrderID)
	if err != nil || past.Cancelled() {
		return err
	}
	fate.Settled = past.Rest() <= 0
	bills, noted, err := ownBills(r.ctx, r.db, p.Number, row.OrderID)
	if err != nil {
		return err
	}
	only, alone, err := r.asksAlone(p, row.OrderID)
	if err != nil {
		return err
	}
	if !noted && only {
		if bills, err = rowsOf(r.ctx, r.db, func(bill *id.Bill) []any { return []any{bill} }, "SELECT id FROM bill WHERE order_id = ? AND kind = ?", row.OrderID, ledger.Sale); err != nil {
			return err
		}
	}
	back := money.Satang(0)
	for _, bill := range bills {
		sale, err := readPast(r.ctx, r.db, bill)
		if err != nil {
			return err
		}
		back += sale.GivenBack()
	}
	fate.Returned = max(back-fate.Credited, 0)
	if alone && !fate.Settled {
		fate.Received += max(p.Rest(*fate)-past.Rest(), 0)
	}
	return nil
}

// asksAlone reports whether a paper is the only one of its order that asks for money, and whether no other still waits
// for any by what papers tell.
func (r *paperReader) asksAlone(p *papers.Paper, order id.Order) (only, alone bool, err error) {
	rows, err := issued.all(r.ctx, r.db, `WHERE order_id = ? AND id <> ? AND kind IN ('invoice', 'tax-invoice', 'debit-note')
		AND NOT EXISTS (SELECT 1 FROM paper_void v WHERE v.paper_id = paper.id)`, order, p.ID)
	if err != nil {
		return false, false, err
	}
	only = true
	for _, row := range rows {
		other, err := r.paper(row.ID)
		if err != nil {
			return false, false, err
		}
		if !other.Asks() || slices.Contains(p.TakenOver(), other.Number) {
			continue
		}
		only = false
		told, err := r.told(other)
		if err != nil {
			return false, false, err
		}
		if !told.Taken && other.Rest(told) > 0 {
			return false, false, nil
		}
	}
	return only, true, nil
}

// ownBills gives the bills of the parcels of an order that a paper stands for: those that it names, or that the papers
// name which it is made from or takes the place of. noted says that there are such parcels, gone or not.
func ownBills(ctx context.Context, db querier, number string, order id.Order) (bills []id.Bill, noted bool, err error) {
	bills, err = rowsOf(ctx, db, func(bill *id.Bill) []any { return []any{bill} }, `WITH RECURSIVE named (number) AS (SELECT ?1
			UNION SELECT r.number FROM named JOIN paper p ON p.number = named.number AND p.number <> '' JOIN paper_ref r ON r.paper_id = p.id WHERE r.role IN ('', 'parcel', ?2))
		SELECT DISTINCT c.bill_id FROM parcel c JOIN sales_order o ON o.id = c.order_id JOIN named ON named.number = o.number || '/' || c.no
		WHERE c.order_id = ?3`, number, papers.Replaces, order)
	noted = len(bills) > 0
	return slices.DeleteFunc(bills, id.Bill.IsZero), noted, err
}

// OwnBills gives the bills of the parcels of an order that a paper stands for.
func (s *Store) OwnBills(ctx context.Context, number string, order id.Order) ([]id.Bill, error) {
	bills, _, err := ownBills(ctx, s.r, number, order)
	return bills, err
}

// order reads an order once.
func (r *paperReader) order(order id.Order) (past *ordering.Past, err error) {
	if past = r.orders[order]; past == nil {
		if past, err = readOrder(r.ctx, r.db, order); err == nil {
			r.orders[order] = past
		}
	}
	return past, err
}
