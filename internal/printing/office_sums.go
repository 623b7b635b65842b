package printing

import (
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
	var bases money.Satang
	for _, class := range o.VAT {
		key := classKeys[class.Class]
		if len(o.VAT) > 1 && key == "standard" {
			key = "taxed"
		}
		if key != "" && (o.Fixes == nil || len(o.VAT) > 1) {
			list = append(list, sum{o.t("sum.base." + key), class.Base, false})
		}
		bases += class.Base
	}
	if len(o.VAT) > 1 {
		list = append(list, sum{o.t("sum.bases"), bases, false})
	}
	for _, class := range o.VAT {
		if class.Class == catalog.VATStandard {
			list = append(list, sum{o.t("sum.vat", fault.Values{"rate": class.Rate}), class.VAT, false})
		}
	}
	if o.Rounding != 0 {
		list = append(list, sum{o.t("sum.rounding"), o.Rounding, false})
	}
	total := "sum.total"
	if len(o.Deposits) > 0 && o.Fixes == nil {
		total = "sum.payable"
	}
	return append(list, sum{o.t(total), o.Total, true})
}

// classKeys name the classes of VAT in the texts.
var classKeys = map[string]string{catalog.VATStandard: "standard", catalog.VATZero: "zero", catalog.VATExempt: "exempt"}

// valued are the rows before VAT: of a note what its invoice said and what is right, of others what the goods are worth.
func (o OfficePaper) valued() (list []sum) {
	if o.Fixes != nil {
		if len(o.Deposits) > 0 { // goods that deposits' papers bear in part
			list = o.worth()
		}
		was := "sum.was"
		if o.Fixes.Invoiced != 0 && o.Fixes.Invoiced != o.Fixes.Was {
			list, was = append(list, sum{o.t(was), o.Fixes.Invoiced, false}), "sum.stood"
		}
		difference := o.Fixes.Right - o.Fixes.Was
		return append(list, sum{o.t(was), o.Fixes.Was, false}, sum{o.t("sum.right"), o.Fixes.Right, false},
			sum{o.t("sum.difference"), max(difference, -difference), false})
	}
	return o.worth()
}

// worth are the rows of what the goods come to, less discounts and what was paid before.
func (o OfficePaper) worth() (list []sum) {
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
		p.priced(x+cellPad, w-2*cellPad, as, s.label, s.amount)
		if s.strong {
			p.y = max(p.y, p.ink) + rowPad
			p.ink = p.y
			p.insert(at, Rect{x, top + rowPad/2, w, p.y - top - rowPad/2, Tint})
		}
	}
	if o.ToPay > 0 {
		p.gap(MM)
		p.priced(x+cellPad, w-2*cellPad, p.body, o.t("sum.paid"), o.Total-o.ToPay)
		p.priced(x+cellPad, w-2*cellPad, p.strong, o.t("sum.to_pay"), o.ToPay)
	}
	o.withheld(p, x+cellPad, w-2*cellPad)
}

// toPay is what the paper asks for.
func (o OfficePaper) toPay() money.Satang {
	if o.ToPay > 0 {
		return o.ToPay
	}
	return o.Total
}

// priced sets words at the left of a column and an amount beside their first row at the right.
func (p *paper) priced(x, w Unit, as style, words string, sum money.Satang) {
	amount := i18n.Baht(sum)
	room := w - p.width(amount, as) - as.size
	for n, part := range p.wrapped(words, as, room, 4) {
		row := []cell{{part, as, left, x, room}}
		if n == 0 {
			row = append(row, cell{amount, as, right, x, w})
		}
		p.row(row...)
	}
}

// withheld tells the buyer what tax to keep back. It changes no sum of the paper.
func (o OfficePaper) withheld(p *paper, x, w Unit) {
	if o.Withheld == nil {
		return
	}
	label := o.say("withheld_sum")
	if o.Withheld.Rate > 0 {
		label = o.say("withheld", fault.Values{"rate": o.Withheld.Rate, "base": o.Withheld.Base})
	}
	p.gap(MM)
	for _, s := range []sum{
		{label, o.Withheld.Amount, false},
		{o.say("net"), o.toPay() - o.Withheld.Amount, false},
	} {
		p.priced(x, w, p.note, s.label, s.amount)
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
	rows := p.wrapped("("+AmountWords(o.Lang, o.Total)+")", p.strong, p.width0()-lw-2*cellPad, 3)
	if o.Lang != i18n.Thai && o.t("sum.words") != o.say("sum.words") { // a law wants the Thai too
		rows = append(p.wrapped("("+AmountWords(i18n.Thai, o.Total)+")", p.strong, p.width0()-lw-2*cellPad, 3), rows...)
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
