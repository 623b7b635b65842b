package shop

import (
	"context"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/report"
	"github.com/talat-pos/talat/internal/store"
)

// Holder is a bill that waits for its money and keeps some of a product.
type Holder = store.Holder

// Lying reads what lies of all goods now.
func (s *Shop) Lying(ctx context.Context) (l report.Lying, err error) {
	if l.Sellable, err = s.sellableAt(ctx, id.Place{}, nil); err != nil {
		return l, err
	}
	today, err := s.Today(ctx)
	if err != nil {
		return l, err
	}
	if l.Expires, err = s.Expiring(ctx, today.Add(report.NearDays)); err != nil {
		return l, err
	}
	l.Below, err = s.db.BelowZero(ctx)
	return l, err
}

// The spans of a ShelfRow: six of five days, up to today.
const (
	SoldSpans = 6
	soldDays  = 5
)

// ShelfRow is what a list of goods says of one.
type ShelfRow struct {
	StockRow
	First LotBalance // of the lots that lie here, the one that goes first; none has no id
	Sold  []qty.Qty  // in each of SoldSpans, the oldest first
}

// ShelfRows gives what a list says of some products, such as those in sight.
func (s *Shop) ShelfRows(ctx context.Context, wanted []id.Product) ([]ShelfRow, error) {
	stock, err := s.Stock(ctx, wanted)
	if err != nil {
		return nil, err
	}
	today, err := s.Today(ctx)
	if err != nil {
		return nil, err
	}
	sold, err := s.db.SoldIn(ctx, wanted, today.Add(1-soldDays*SoldSpans), soldDays, SoldSpans)
	rows := make([]ShelfRow, len(stock))
	for n, row := range stock {
		rows[n] = ShelfRow{StockRow: row, Sold: sold[row.ProductID]}
		for _, lot := range row.Lots {
			if lot.Qty > 0 {
				rows[n].First = lot
				break
			}
		}
	}
	return rows, err
}

// Holders lists the bills that wait for their money and keep some of a product, the oldest first.
func (s *Shop) Holders(ctx context.Context, product id.Product) ([]Holder, error) {
	return s.db.Holders(ctx, product)
}
