package shop

import (
	"context"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
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
		left := min(row.Came, row.Held-row.Back-max(row.Sent, row.Taxed))
		if left <= 0 {
			continue
		}
		order, err := s.Order(ctx, row.Order)
		if err != nil {
			return nil, err
		}
		if order.Cancelled() {
			continue // its money goes back
		}
		goods, err := s.maker(ctx, set, &PaperAsk{Kind: papers.TaxInvoice}, &paperSources{order: order}).wholeOrder()
		if err != nil {
			return nil, err
		}
		all, bears := money.Satang(0), money.Satang(0)
		for _, line := range goods {
			if all += lineSum(line); bearsVAT(line) {
				bears += lineSum(line)
			}
		}
		if all > 0 && bears > 0 {
			sum, numbers = sum+left.Share(int64(bears), int64(all)), append(numbers, order.Order.Number)
		}
	}
	if sum == 0 {
		return nil, nil
	}
	return []*fault.Error{fault.New("prepaid_untaxed", "", fault.Values{"amount": sum, "orders": somePapers(numbers)})}, nil
}
