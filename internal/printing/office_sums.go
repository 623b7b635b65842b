package printing

import (
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing/text"
)

// sum is one row under the goods.
type sum struct {
	label  string
	amount money.Satang
	strong bool
}

// sums are the rows under the goods, down to the total.
func (o OfficePaper) sums() []sum {
	list := o.valued()
	for _, class := range o.VAT {
		key := classKeys[class.Class]
		if key != "" && (o.Fixes == nil || len(o.VAT) > 1) {
			list = append(list, sum{o.t("sum.base." + key), class.Base, false})
		}
		if class.Class == catalog.VATStandard {
			list = append(list, sum{o.t("sum.vat", fault.Values{"rate": class.Rate}), class.VAT, false})
		}
	}
	if o.Rounding != 0 {
		list = append(list, sum{o.t("sum.rounding"), o.Rounding, false})
	}
	total := "sum.total"
	if len(o.Deposits) > 0 {
		total = "sum.payable"
	}
	return append(list, sum{o.t(total), o.Total, true})
}

// classKeys name the classes of VAT in the texts.
var classKeys = map[string]string{catalog.VATStandard: "standard", catalog.VATZero: "zero", catalog.VATExempt: "exempt"}

// valued are the rows of what the goods come to, less discounts and what was paid before; of a note what its
// invoice said and what is right.
func (o OfficePaper) valued() (list []sum) {
	if o.Fixes != nil {
		was := "sum.was"
		if o.Fixes.Invoiced != 0 && o.Fixes.Invoiced != o.Fixes.Was {
			list, was = append(list, sum{o.t("sum.was"), o.Fixes.Invoiced, false}), "sum.stood"
		}
		difference := o.Fixes.Right - o.Fixes.Was
		return append(list, sum{o.t(was), o.Fixes.Was, false}, sum{o.t("sum.right"), o.Fixes.Right, false},
			sum{o.t("sum.difference"), max(difference, -difference), false})
	}
	var left money.Satang
	for _, line := range o.Lines {
		left += line.Total
	}
	for _, bill := range o.Bills {
		left += bill.Owed
	}
	if left == o.Total && len(o.VAT)+len(o.Discounts)+len(o.Deposits) == 0 {
		return nil
	}
	key := "sum.lines"
	if o.Included && len(o.VAT) > 0 {
		key = "sum.lines_included"
	}
	list = []sum{{o.t(key), left, false}}
	for _, off := range []struct {
		amounts     []Amount
		each, after string
	}{{o.Discounts, "sum.discount", "sum.after"}, {o.Deposits, "sum.deposit", "sum.after_deposit"}} {
		for _, amount := range off.amounts {
			label := amount.Label
			if label == "" {
				label = o.t(off.each)
			}
			list, left = append(list, sum{label, -amount.Sum, false}), left-amount.Sum
		}
		if len(off.amounts) > 0 && left != o.Total {
			list = append(list, sum{o.t(off.after), left, false})
		}
	}
	return list
}

// closing sets what the goods come to, at the right, and how it is paid, at the left; then the sum in words.
func (o OfficePaper) closing(p *paper) (err error) {
	if len(o.Options) > 0 {
		p.gap(2 * MM)
		return nil
	}
	var matrix Matrix
	if o.Pay != nil {
		if matrix, err = paymentCode(o.Pay.Payload, o.Practice, o.Number); err != nil {
			return err
		}
	}
	p.whole(func() {
		p.gap(2 * MM)
		top := p.y
		o.ways(p, p.edge, p.width0()*48/100, matrix)
		bottom := max(p.y, p.ink)
		if !o.Unpriced {
			p.y, p.ink = top, top-gutter
			o.setSums(p)
			bottom = max(bottom, p.y, p.ink)
		}
		p.y = bottom
		if !o.Unpriced {
			p.gap(2 * MM)
			o.asked(p)
		}
	})
	p.gap(2 * MM)
	return nil
}

// setSums sets the rows of sums in the right half, the strong ones on a tinted ground.
func (o OfficePaper) setSums(p *paper) {
	x := p.edge + p.width0()*51/100
	w := p.edge + p.width0() - x
	for _, s := range o.sums() {
		as := p.body
		if s.strong {
			as = style{text.Bold, 4125, Black}
		}
		top, at := max(p.y, p.ink), len(p.page.Ops)
		amount := i18n.Baht(s.amount)
		room := w - 2*cellPad - p.width(amount, as) - as.size
		for n, words := range p.wrapped(s.label, as, room, 4) {
			row := []cell{{words, as, left, x + cellPad, room}}
			if n == 0 {
				row = append(row, cell{amount, as, right, x + cellPad, w - 2*cellPad})
			}
			p.row(row...)
		}
		if s.strong {
			p.y = max(p.y, p.ink) + rowPad
			p.ink = p.y
			p.insert(at, Rect{x, top + rowPad/2, w, p.y - top - rowPad/2, Tint})
		}
	}
	o.withheld(p, x+cellPad, w-2*cellPad)
}

// withheld tells the buyer what tax to keep back. It changes no sum of the paper.
func (o OfficePaper) withheld(p *paper, x, w Unit) {
	if o.Withheld == nil {
		return
	}
	p.gap(MM)
	for _, s := range []sum{
		{o.say("withheld", fault.Values{"rate": o.Withheld.Rate, "base": o.Withheld.Base}), o.Withheld.Amount, false},
		{o.say("net"), o.Total - o.Withheld.Amount, false},
	} {
		amount := i18n.Baht(s.amount)
		room := w - p.width(amount, p.note) - p.note.size
		for n, words := range p.wrapped(s.label, p.note, room, 3) {
			row := []cell{{words, p.note, left, x, room}}
			if n == 0 {
				row = append(row, cell{amount, p.note, right, x, w})
			}
			p.row(row...)
		}
	}
	if o.Withheld.Certificate != "" {
		p.column(x, w, p.note, left, o.say("certificate", fault.Values{"certificate": o.Withheld.Certificate}), 3)
	}
}

// asked sets the sum in words over the whole width.
func (o OfficePaper) asked(p *paper) {
	top, at := max(p.y, p.ink), len(p.page.Ops)
	label := o.t("sum.words")
	lw := p.width(label, p.note) + 4*MM
	rows := p.wrapped("("+amountWords(o.Lang, o.Total)+")", p.strong, p.width0()-lw-2*cellPad, 3)
	if o.Lang != i18n.Thai && o.t("sum.words") != o.say("sum.words") { // a law wants the Thai too
		rows = append(p.wrapped("("+amountWords(i18n.Thai, o.Total)+")", p.strong, p.width0()-lw-2*cellPad, 3), rows...)
	}
	p.y = top + rowPad
	for n, words := range rows {
		row := []cell{{words, p.strong, left, p.edge + lw, p.width0() - lw}}
		if n == 0 {
			row = append([]cell{{label, style{text.Regular, p.note.size, Grey}, left, p.edge + cellPad, lw}}, row...)
		}
		p.row(row...)
	}
	p.y = max(p.y, p.ink) + rowPad
	p.ink = p.y
	p.insert(at, Rect{p.edge, top, p.width0(), p.y - top, Tint})
}

// ways sets at the left how the sum was paid, or can be: the code, the accounts.
func (o OfficePaper) ways(p *paper, x, w Unit, matrix Matrix) {
	small := style{text.Bold, p.note.size, Black}
	if len(o.Paid) > 0 {
		p.column(x, w, small, left, o.say("paid_by"), 2)
		for n, paid := range o.Paid {
			if n == 8 {
				break
			}
			words := strings.TrimSpace(methodName(o.Lang, paid.Method) + "  " + paid.Detail)
			amount := i18n.Baht(paid.Sum)
			room := w - p.width(amount, p.note) - p.note.size
			for n, part := range p.wrapped(words, p.note, room, 3) {
				row := []cell{{part, p.note, left, x, room}}
				if n == 0 {
					row = append(row, cell{amount, p.note, right, x, w})
				}
				p.row(row...)
			}
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
	return strings.TrimSpace(words + "\n" + l.say("bank_number", fault.Values{"number": bank.Number, "name": bank.Name}))
}
