package shift

import (
	"context"

	"github.com/talat-pos/talat/app/printout"
	"github.com/talat-pos/talat/internal/shop"
)

// printSlip shows the account of the open shift, else of the one closed last, as it prints. Where the
// drawer is counted blindly it is not shown before the count: the sum stands on it.
func (p *Page) printSlip() {
	shift := p.m.shift
	if shift == nil {
		return
	}
	if p.m.isOpen() && !p.m.shows() {
		p.k.Prompt.Say(p.k.T("shift.print.blind"))
		return
	}
	s, lang := p.k.Shop, p.k.Lang
	printout.Open(p.k, printout.Form{Title: p.k.T("shift.print"), Lay: func() func(context.Context) (printout.Made, error) {
		return func(ctx context.Context) (made printout.Made, err error) {
			copied := 0
			if shift.Close != nil {
				copied = 1 // the first came out at the close
			}
			slip, err := s.ShiftSlip(ctx, shift, shop.ReceiptOptions{Lang: lang, Copy: copied})
			if err == nil {
				made.Papers = slip.Papers(shop.FormShift, shift.SlipName())
			}
			return made, err
		}
	}})
}
