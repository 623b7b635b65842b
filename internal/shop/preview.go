package shop

import (
	"context"

	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/selling"
)

// RefundSum is what a refund or an exchange would come to.
type RefundSum struct {
	Total    money.Satang     // of the new bill: negative is given back, positive is to be paid
	Rounding money.Satang     // of cash, inside Total
	Ways     []ledger.Payment // the payment rows it would write, with their signs
}

// RefundPreview works out a refund or an exchange by the rules of Refund and writes nothing. Faults are
// those of Refund.
func (s *Shop) RefundPreview(ctx context.Context, request selling.RefundRequest) (RefundSum, error) {
	outcome, err := s.db.RefundPreview(ctx, request)
	if err != nil {
		return RefundSum{}, err
	}
	bill := outcome.Posting.Bills[0]
	return RefundSum{Total: bill.Total, Rounding: bill.Rounding, Ways: outcome.Posting.Payments}, nil
}
