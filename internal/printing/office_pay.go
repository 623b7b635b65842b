package printing

import (
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing/text"
)

// ways sets at the left how the sum was paid, or can be: the code, the accounts.
func (o OfficePaper) ways(p *paper, x, w Unit, matrix Matrix) {
	small := style{text.Bold, p.note.size, Black}
	if len(o.Paid) > 0 {
		p.column(x, w, small, left, o.say("paid_by"), 2)
		for n, paid := range o.Paid {
			if n == 8 {
				break
			}
			p.priced(x, w, p.note, strings.TrimSpace(methodName(o.Lang, paid.Method)+"  "+paid.Detail), paid.Sum)
		}
	}
	if len(o.Banks) > 0 {
		p.column(x, w, small, left, o.say("banks"), 2)
		for n, bank := range o.Banks {
			if n < 4 {
				p.column(x, w, p.note, left, o.account(bank), 4)
			}
		}
	}
	if o.Pay != nil {
		p.gap(MM)
		p.scan(o.Letterhead, x, w, *o.Pay, matrix)
	}
}

// scan sets a code to pay with, and beside it what the payer must compare before sending money.
func (p *paper) scan(l Letterhead, x, w Unit, pay PayQR, matrix Matrix) {
	const side = 32 * MM
	top := p.y
	p.add(Code{X: x, Y: top, Side: side, Matrix: matrix, Field: "promptpay"})
	p.y, p.ink = top+3*MM, top+3*MM
	for _, row := range []struct {
		words string
		as    style
	}{{l.say("scan"), style{text.Bold, p.note.size, Black}}, {pay.Receiver, p.note}, {pay.Masked, p.note}, {i18n.BahtSign(pay.Amount), p.strong},
		{i18n.T(l.Lang, "receipt.pay_check"), p.note}} {
		p.column(x+side+2*MM, w-side-2*MM, row.as, left, row.words, 2)
	}
	p.y = max(p.y, p.ink, top+side)
	p.ink = p.y
}

// account writes where to transfer to.
func (l Letterhead) account(bank BankAccount) string {
	words := bank.Bank
	if bank.Branch != "" {
		words += " " + l.say("bank_branch", fault.Values{"branch": bank.Branch})
	}
	number := "bank_number"
	if bank.Name == "" {
		number = "bank_bare"
	}
	return strings.TrimSpace(words + "\n" + l.say(number, fault.Values{"number": bank.Number, "name": bank.Name}))
}
