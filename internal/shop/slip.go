package shop

import (
	"context"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/promptpay"
)

// SlipSeen is what the shop knows of a payment slip.
type SlipSeen struct {
	promptpay.Slip
	UsedBy  string // number of the bill that holds it, "" when none does
	Perhaps bool   // only the last six characters are known and fit a slip that was used
}

// SlipCheck reads a slip's code as scanned, pasted or typed and says whether a bill holds it already.
// Reading records nothing. Faults are those of promptpay.ReadSlip.
func (s *Shop) SlipCheck(ctx context.Context, text string) (SlipSeen, error) {
	if tail, ok := promptpay.ParseTail(text); ok {
		number, err := s.db.SlipEnding(ctx, tail)
		return SlipSeen{Slip: promptpay.Slip{Ref: tail}, UsedBy: number, Perhaps: number != ""}, err
	}
	slip, err := promptpay.ReadSlip(text)
	if err != nil {
		return SlipSeen{}, err
	}
	return s.SlipUse(ctx, slip)
}

// SlipUse says whether a bill holds a slip that was read.
func (s *Shop) SlipUse(ctx context.Context, slip promptpay.Slip) (SlipSeen, error) {
	number, err := s.db.SlipBill(ctx, slip.Bank, slip.Ref)
	return SlipSeen{Slip: slip, UsedBy: number}, err
}

// NoteSlip records that a slip was shown for a bill. It fails with "slip_used" when another holds it.
func (s *Shop) NoteSlip(ctx context.Context, bill id.Bill, slip promptpay.Slip) error {
	if slip.Bank == "" || slip.Ref == "" {
		return fault.New("slip_unreadable", "slip", nil)
	}
	return s.db.NoteSlip(ctx, bill, slip.Bank, slip.Ref)
}
