package shop

import (
	"context"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// prepaidTax warns of money of some days that came before its goods, as far as those bear VAT and no tax paper stands for
// it: "prepaid_untaxed".
func (s *Shop) prepaidTax(ctx context.Context, set Settings, from, to clock.Day) ([]*fault.Error, error) {
	rows, err := s.db.Prepaid(ctx, from, to)
	if err != nil {
		return nil, err
	}
	sum, numbers := money.Satang(0), []string(nil)
	for _, row := range rows {
		if min(row.Came, row.Held-row.Back-max(row.Sent, row.Taxed)) <= 0 {
			continue
		}
		order, err := s.Order(ctx, row.Order)
		if err != nil {
			return nil, err
		}
		if order.Cancelled() {
			continue // its money goes back
		}
		ahead, err := s.waiting(ctx, set, order, to)
		if err != nil {
			return nil, err
		}
		left := min(row.Came, row.Held-row.Back-max(row.Sent+ahead.taxed, row.Taxed))
		if left > 0 && ahead.bears > 0 {
			sum, numbers = sum+left.Share(int64(ahead.bears), int64(ahead.all)), append(numbers, order.Order.Number)
		}
	}
	if sum == 0 {
		return nil, nil
	}
	return []*fault.Error{fault.New("prepaid_untaxed", "", fault.Values{"amount": sum, "orders": somePapers(numbers)})}, nil
}

// waits is what goods of an order come to that had not left by a day.
type waits struct {
	taxed money.Satang // tax invoices of them stand
	all   money.Satang // of the others,
	bears money.Satang // and of those that bear VAT
}

// waiting adds up the goods of an order that had not left by a day.
func (s *Shop) waiting(ctx context.Context, set Settings, order *Order, until clock.Day) (sums waits, err error) {
	sold, err := s.db.OrderSold(ctx, order.Order.ID, until)
	if err != nil {
		return sums, err
	}
	made, err := s.db.PapersMadeFrom(ctx, order.Order.Number)
	if err != nil {
		return sums, err
	}
	taxed := map[id.Product]qty.Qty{}
	for _, p := range made {
		if p.Kind == papers.TaxInvoice && !p.Deposit && p.Void == nil && p.Date <= until {
			for _, line := range p.Lines {
				taxed[line.ProductID] += line.Qty
			}
		}
	}
	goods, err := s.maker(ctx, set, &PaperAsk{Kind: papers.TaxInvoice}, &paperSources{order: order}).wholeOrder()
	for _, line := range goods {
		gone := min(line.Qty, max(sold[line.ProductID], 0))
		told := min(line.Qty, max(gone, taxed[line.ProductID]))
		sold[line.ProductID], taxed[line.ProductID] = sold[line.ProductID]-gone, taxed[line.ProductID]-told
		rest := lineSum(line).Share(int64(line.Qty-told), int64(line.Qty))
		sums.taxed += lineSum(line).Share(int64(told-gone), int64(line.Qty))
		if sums.all += rest; bearsVAT(line) {
			sums.bears += rest
		}
	}
	return sums, err
}
