package store

import (
	"context"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/selling"
)

// Gone gives what of the money that a receipt of an order tells of was given back at the order since. What it paid of bills goes
// back with their goods, and is none of it.
func (s *Store) Gone(ctx context.Context, receipt *Paper) (money.Satang, error) {
	if receipt.Row.OrderID.IsZero() || !receipt.Is(papers.Receipt) {
		return 0, nil
	}
	_, gone, err := tells(ctx, s.r, receipt.Row)
	return gone, err
}

// tells gives what lay at the order of a receipt of the money that it tells of, which it brought or which was there, and what
// of that was given back since. Money is no one's own: what lay here all the time is there, and what came later is other money.
func tells(ctx context.Context, db querier, receipt ledger.Paper) (lay, gone money.Satang, err error) {
	written, err := bookings(ctx, db, receipt.ID)
	if err != nil {
		return 0, 0, err
	}
	told, brought := receipt.Due, money.Satang(0)
	for _, one := range written {
		brought += one.held()
	}
	if len(written) > 0 {
		told = brought
	}
	type row struct {
		amount money.Satang
		since  bool
	}
	rows, err := rowsOf(ctx, db, func(r *row) []any { return []any{&r.amount, &r.since} },
		`SELECT -p.amount_satang, (p.at, p.till, p.seq) > (o.at, o.till, o.seq) FROM paper o JOIN payment p ON p.bill_id = ?2 AND p.kind = 'order' AND p.method = ?3
		WHERE o.id = ?1 ORDER BY p.at, p.till, p.seq, p.n`, receipt.ID, receipt.OrderID, selling.Deposit)
	var lies, before money.Satang
	for _, row := range rows {
		if lies += row.amount; !row.since {
			before = lies
		} else if row.amount < 0 {
			gone = max(gone, min(told, before+brought)-max(lies, 0))
		}
	}
	return min(told, before+brought), gone, err
}

// othersTell gives what lies at an order of the money that its receipts tell of, but for one of them.
func (tx *Tx) othersTell(order id.Order, but id.Paper) (sum money.Satang, err error) {
	rows, err := issued.all(tx.ctx, tx.sql, "WHERE order_id = ? AND id <> ? AND NOT EXISTS (SELECT 1 FROM paper_void v WHERE v.paper_id = paper.id)", order, but)
	reader := newPaperReader(tx.ctx, tx.sql)
	for _, row := range rows {
		if err != nil {
			return 0, err
		}
		var receipt *papers.Paper
		if receipt, err = reader.paper(row.ID); err != nil || !receipt.Is(papers.Receipt) {
			continue
		}
		var lay, gone money.Satang
		lay, gone, err = tells(tx.ctx, tx.sql, row)
		sum += lay - gone
	}
	return sum, err
}
