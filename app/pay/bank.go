package pay

import (
	"context"
	"time"

	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/promptpay/qrcode"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// bank is money that comes to the shop's account: by PromptPay or as a transfer, for the bill or a part.
type bank struct {
	method string
	amount money.Satang
	since  time.Time
	shown  *code // nil until one was made
	moved  bool  // a code was shown for another amount: the customer must scan again
}

// code is a QR as it is shown, or why there is none.
type code struct {
	*shop.PayCode
	matrix [][]bool
	err    error
	amount money.Satang
}

// setAmount takes what is due now. It reports whether a new code is wanted.
func (b *bank) setAmount(amount money.Satang) bool {
	if b.amount == amount && b.shown != nil {
		return false
	}
	b.moved = b.moved || b.shown != nil && b.shown.amount != amount
	b.amount = amount
	return b.method == selling.PromptPay
}

// take takes a code that was made. One for an amount that is no longer due is dropped.
func (b *bank) take(made code) bool {
	if made.amount != b.amount {
		return false
	}
	b.shown = &made
	return true
}

// payable reports whether there is a QR to scan.
func (b *bank) payable() bool {
	return b.shown != nil && b.shown.err == nil && b.shown.amount == b.amount
}

// sign reports whether the shop points at its bank's own printed sign.
func (b *bank) sign() bool { return b.shown != nil && fault.Is(b.shown.err, "promptpay_bank_sign") }

// unset reports whether the shop has no PromptPay yet.
func (b *bank) unset() bool { return b.shown != nil && fault.Is(b.shown.err, "promptpay_not_set") }

// tender is the payment as a person confirmed it.
func (b *bank) tender(evidence string, s *slip) selling.Tender {
	amount := b.amount
	t := selling.Tender{Method: b.method, Amount: &amount, Evidence: evidence}
	s.mark(&t)
	return t
}

// makeCode makes an owner's QR (none: the shop's) for an amount in the background, read back before it is shown.
func (d *Desk) makeCode(owner id.Party, amount money.Satang, done func(code)) {
	sold, tag := d.kit.Shop, d.bill.Cart().ID.Tag()
	task.Run(d.runner, "code", func(ctx context.Context) (code, error) {
		made := code{amount: amount}
		if made.PayCode, made.err = sold.PayCodeTo(ctx, owner, tag, amount); made.err == nil {
			made.matrix, made.err = qrcode.Checked(made.Payload, qrcode.Medium)
		}
		return made, nil
	}, func(made code, err error) {
		if err != nil { // a panic in the work
			made = code{amount: amount, err: err}
		}
		done(made)
	})
}
