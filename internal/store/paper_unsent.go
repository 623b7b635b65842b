package store

import (
	"context"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// GivenUp is givenUp outside a transaction, for its order's page.
func (s *Store) GivenUp(ctx context.Context, order id.Order, sale []*selling.Past) (money.Satang, error) {
	return givenUp(ctx, s.r, order, sale)
}

// givenUp gives what credit notes say of goods of an order that never left, as far as their money was given back at the order:
// notes of it have no debt to lower and leave nothing to give back. sale are the order's bills that stand.
func givenUp(ctx context.Context, db querier, order id.Order, sale []*selling.Past) (money.Satang, error) {
	if order.IsZero() {
		return 0, nil
	}
	back, err := paidBack(ctx, db, order)
	for _, past := range sale {
		for _, row := range past.PaidBack {
			if row.Method == selling.Deposit { // of goods that came back, and lay at the order since
				back += row.Amount
			}
		}
	}
	if err != nil || back <= 0 {
		return 0, err
	}
	told, err := unsentNoted(ctx, db, order)
	return min(back, told), err
}

// paidBack gives what was given back of an order's money and did not come again.
func paidBack(ctx context.Context, db querier, order id.Order) (back money.Satang, err error) {
	rows, err := rowsOf(ctx, db, func(amount *money.Satang) []any { return []any{amount} },
		"SELECT amount_satang FROM payment WHERE bill_id = ? AND kind = 'order' AND method = 'deposit' ORDER BY at, till, seq, n", order)
	for _, amount := range rows {
		back = max(back+amount, 0) // what comes is below zero here
	}
	return back, err
}

// unsentNoted gives what the credit notes of an order that stand say of goods of it that did not leave.
func unsentNoted(ctx context.Context, db querier, order id.Order) (sum money.Satang, err error) {
	past, err := readOrder(ctx, db, order)
	if err != nil {
		return 0, err
	}
	waits, price := map[id.Product]qty.Qty{}, map[id.Product]money.Satang{}
	for _, line := range past.Content.Lines {
		if low, known := price[line.ProductID]; !known || line.Price < low {
			price[line.ProductID] = line.Price
		}
		waits[line.ProductID] += line.Qty - past.Given[line.N]
	}
	notes, err := issued.all(ctx, db, "WHERE kind = 'credit-note' AND order_id = ? AND NOT EXISTS (SELECT 1 FROM paper_void v WHERE v.paper_id = paper.id)", order)
	reader := newPaperReader(ctx, db)
	for _, row := range notes {
		var note *papers.Paper
		if err == nil {
			note, err = reader.paper(row.ID)
		}
		if err != nil {
			return 0, err
		}
		for _, line := range note.Lines {
			take := min(line.Qty, waits[line.ProductID])
			if take > 0 && !line.ProductID.IsZero() && line.Price >= price[line.ProductID] { // else it lowers a price
				sum += line.Total.Share(int64(take), int64(line.Qty))
				waits[line.ProductID] -= take
			}
		}
	}
	return sum, err
}
