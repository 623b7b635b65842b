package papers

import (
	"fmt"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Correction is what the law asks of a credit or debit note about its tax invoice (s. 86/9 and 86/10): the value
// as it stood before the note, the right value, their difference. All before VAT.
type Correction struct {
	Original   money.Satang `json:"original_satang"`
	Right      money.Satang `json:"right_satang"`
	Difference money.Satang `json:"difference_satang"`
	Invoiced   money.Satang `json:"invoiced_satang"` // on the tax invoice itself, before any note
}

// Reason codes of e-Tax (ขมธอ. 3-2560), by kind. The last of each needs the reason in words.
var reasonCodes = map[Kind][]string{
	CreditNote: {"CDNG01", "CDNG02", "CDNG03", "CDNG04", "CDNG05", "CDNG99"},
	DebitNote:  {"DBNG01", "DBNG02", "DBNG99"},
	TaxInvoice: {"TIVC01", "TIVC02", "TIVC99"},
}

// ReasonCodes lists why a kind of paper may be issued: of a credit note agreed less (01), damaged (02), too few
// (03), reckoned too high (04), taken back (05), other (99); of a debit note agreed more, reckoned too low, other;
// of a tax invoice in place of another a wrong name, a wrong address, other. The texts are "papers.reason." + code.
func ReasonCodes(kind Kind) []string { return slices.Clone(reasonCodes[kind]) }

// aboutInvoice ties a note to its tax invoice.
func (d *draft) aboutInvoice() error {
	p, invoice, code := d.paper, d.request.Corrects, d.request.ReasonCode
	switch {
	case invoice == nil || invoice.Kind != TaxInvoice:
		return fault.New("note_without_invoice", "of", nil)
	case code != "" && !slices.Contains(reasonCodes[p.Kind], code), code == "" && p.Reason != "":
		return fault.New("reason_code_unknown", "reason_code", fault.Values{"value": code})
	case p.Reason == "":
		return fault.New("reason_missing", "reason", nil)
	case p.Date < invoice.Date:
		return fault.New("date_before", "date", fault.Values{"date": invoice.Date})
	}
	p.ReasonCode = code
	p.Refs = append(p.Refs, invoice.Self(Corrects))
	for _, note := range d.request.Notes {
		p.Refs = append(p.Refs, note.Self(Revises))
	}
	return nil
}

// Left gives what a tax invoice still stands for after the notes about it: credit notes take off, debit notes
// add. notes are those that are not void.
func Left(invoice *Paper, notes []*Paper) Sums {
	left := Sums{Classes: slices.Clone(invoice.Sums.Classes)}
	for _, note := range notes {
		sign := money.Satang(1)
		if note.Kind == CreditNote {
			sign = -1
		}
		for _, class := range note.Sums.Classes {
			addClass(&left.Classes, class, sign)
		}
	}
	left.add()
	left.Due = left.Base + left.VAT
	left.Total = left.Due
	return left
}

// Uncredited gives what earlier credit notes left of an invoice's lines, their discounts too, so that pieces credited one by
// one come to the whole: a line's total is what they left, which by weight may be more than its price comes to. A line of which nothing is left stays as it was: crediting it again is refused by its sum.
func Uncredited(lines []Line, notes []*Paper) []Line {
	left := slices.Clone(lines)
	for _, note := range notes {
		if note.Kind != CreditNote {
			continue
		}
		for _, back := range note.Lines {
			at := slices.IndexFunc(left, func(l Line) bool {
				return l.ProductID == back.ProductID && l.Name == back.Name && l.Qty >= back.Qty && (l.Price == back.Price || l.Qty == back.Qty && l.Total == back.Total)
			})
			if at >= 0 {
				of := &left[at]
				of.Qty, of.Total = of.Qty-back.Qty, of.Total-back.Total
			}
		}
	}
	rest := slices.DeleteFunc(slices.Clone(left), func(l Line) bool { return l.Qty == 0 })
	if len(rest) == 0 {
		return slices.Clone(lines)
	}
	for _, gone := range left { // a bill may have shared a discount otherwise: what notes left or took too much is of the others
		for n := range rest {
			if of := &rest[n]; gone.Qty == 0 && of.VATClass == gone.VATClass && of.VATRate == gone.VATRate {
				part := max(gone.Total, -of.Total)
				of.Total, gone.Total = of.Total+part, gone.Total-part
			}
		}
	}
	for n := range rest {
		of := &rest[n]
		of.Total = max(of.Total, 0)
		of.Discount = max(money.Times(of.Price, of.Qty)-of.Total, 0) // by weight the parts before may have been rounded down
	}
	return rest
}

// AllLeft gives all that an invoice of goods that never left still stands for, with what debit notes added, as the lines of the
// credit note that takes it back: what notes took off a price goes off those of its class. notes are those that are not void.
func AllLeft(invoice *Paper, notes []*Paper) []Line {
	all := slices.Clone(invoice.Lines)
	for _, note := range notes {
		if note.Kind == DebitNote {
			all = append(all, note.Lines...)
		}
	}
	left := classesOf(all)
	for _, note := range notes {
		for _, line := range note.Lines {
			if note.Kind == CreditNote {
				addNet(&left, line.VATClass, line.VATRate, -line.Total)
			}
		}
	}
	lines := OnInvoice(Unnoted(all, all, notes), Uncredited(all, notes))
	for _, class := range left {
		over, weights := -class.Net, make([]int64, len(lines))
		for n, line := range lines {
			if line.VATClass == class.Class && line.VATRate == class.Rate {
				weights[n], over = int64(line.Total), over+line.Total
			}
		}
		if over <= 0 {
			continue
		}
		for n, part := range over.Allocate(weights) {
			if of := &lines[n]; weights[n] > 0 {
				of.Total -= part
				of.Price, of.Discount = money.Priced(of.Price, of.Qty, of.Total)
			}
		}
	}
	return slices.DeleteFunc(lines, func(line Line) bool { return line.Total <= 0 })
}

// Beyond gives what credit notes take off a debit note about the same tax invoice: what they come to above the invoice,
// the oldest debit note first. notes are all about it that are not void, the oldest first.
func Beyond(invoice *Paper, notes []*Paper, debit string) money.Satang {
	above := -invoice.Sums.Due
	for _, note := range notes {
		if note.Kind == CreditNote {
			above += note.Sums.Due
		}
	}
	for _, note := range notes {
		if note.Kind != DebitNote {
			continue
		}
		part := min(max(above, 0), note.Sums.Due)
		if note.Number == debit {
			return part
		}
		above -= part
	}
	return 0
}

func addClass(classes *[]ClassSum, class ClassSum, sign money.Satang) {
	for n := range *classes {
		if at := &(*classes)[n]; at.Class == class.Class && at.Rate == class.Rate {
			at.Net, at.Base, at.VAT = at.Net+sign*class.Net, at.Base+sign*class.Base, at.VAT+sign*class.VAT
			return
		}
	}
	*classes = append(*classes, ClassSum{class.Class, class.Rate, sign * class.Net, sign * class.Base, sign * class.VAT})
}

// correct works out what a note changes. A credit note never takes more of a class than its invoice has left, and
// the last one takes exactly the VAT that is left, so that rounding leaves nothing behind. Warnings: "credit_of_deposit" of
// what is for notes about deposits, "deposit_to_give_back" where the money of a deposit is still here.
func (d *draft) correct() error {
	p, invoice := d.paper, d.request.Corrects
	left := Left(invoice, d.request.Notes)
	switch {
	case p.Sums.Due == 0 && p.Sums.Deposit > 0:
		return d.beyond(left.Due, p.Sums.Deposit)
	case p.Sums.Due == 0:
		return fault.New("note_of_nothing", "line", nil)
	}
	if p.Kind == CreditNote {
		for n := range p.Sums.Classes {
			class := &p.Sums.Classes[n]
			have := find(left.Classes, class.Class, class.Rate)
			if class.Net > have.Net {
				return d.beyond(have.Net, class.Net+find(p.TakenOff(), class.Class, class.Rate).Net)
			}
			class.VAT = min(class.VAT, have.VAT)
			if rest := have.Net - class.Net; rest < have.VAT-class.VAT || rest == 0 {
				class.VAT = have.VAT - rest // what stays must hold the VAT that stays
			}
			class.Base = class.Net - class.VAT
		}
		if err := d.aboveGoods(); err != nil {
			return err
		}
		p.Sums.add()
		if d.request.Whole {
			if err := d.ask(fault.New("credit_deposit_whole", "line", fault.Values{"number": invoice.Number, "amount": p.Sums.Due})); err != nil {
				return err
			}
		}
		for _, deposit := range d.request.ToCredit {
			d.warnings = append(d.warnings, fault.New("credit_of_deposit", "", fault.Values{"number": deposit.Number, "amount": deposit.Taken}))
		}
	}
	p.Correction = &Correction{Original: left.Base, Right: left.Base + p.Sums.Base, Difference: p.Sums.Base,
		Invoiced: invoice.Sums.Base}
	if p.Kind == CreditNote {
		p.Correction.Right = left.Base - p.Sums.Base
		if back := min(p.Sums.Due, d.request.Held); back > 0 {
			d.warnings = append(d.warnings, fault.New("deposit_to_give_back", "", fault.Values{"number": order(invoice), "amount": back}))
		}
	}
	return nil
}

// aboveGoods refuses to credit goods that neither the invoice nor a debit note about it is of (what only has a name lowers a
// price, s. 86/10), "credit_other_goods", and more of goods than were invoiced: at a price they were sold for, what earlier notes credited
// so counts too. A deposit is a sum: its lines are no goods to be counted.
func (d *draft) aboveGoods() error {
	if d.request.Corrects.Deposit {
		return nil
	}
	on, lowest := map[string]qty.Qty{}, map[string]money.Satang{}
	for _, line := range d.request.Corrects.Lines {
		of := line.goods()
		if low, known := lowest[of]; !known || line.Price < low {
			lowest[of] = line.Price
		}
		on[of] += line.Qty
	}
	asIsSold := func(line *Line) bool { return line.Price >= lowest[line.goods()] }
	gone, cheaper := map[string]qty.Qty{}, map[string]qty.Qty{}
	for _, note := range d.request.Notes {
		for n := range note.Lines {
			switch line := &note.Lines[n]; {
			case note.Kind == DebitNote:
				on[line.goods()] += line.Qty
			case asIsSold(line):
				gone[line.goods()] += line.Qty
			}
		}
	}
	for n := range d.paper.Lines {
		line := &d.paper.Lines[n]
		of, count := line.goods(), gone
		if _, sold := on[of]; !sold && !line.ProductID.IsZero() {
			return fault.New("credit_other_goods", fmt.Sprintf("line[%d].code", n), fault.Values{"name": line.Name, "number": d.request.Corrects.Number})
		}
		if _, sold := lowest[of]; !sold {
			continue
		}
		if !asIsSold(line) {
			count = cheaper
		}
		if before := count[of]; before+line.Qty > on[of] {
			return fault.New("credit_above_goods", fmt.Sprintf("line[%d].qty", n), fault.Values{"name": line.Name, "left": max(on[of]-before, 0), "qty": line.Qty})
		}
		count[of] += line.Qty
	}
	return nil
}

// beyond refuses a credit note of more than its invoice has left, and names the deposits' tax invoices that bear the rest.
func (d *draft) beyond(left, credit money.Satang) error {
	var numbers []string
	open := money.Satang(0)
	for _, deposit := range d.request.ToCredit {
		numbers, open = append(numbers, deposit.Number), open+deposit.Taken
	}
	number := d.request.Corrects.Number
	if open == 0 {
		return fault.New("credit_above_invoice", "line", fault.Values{"number": number, "left": left, "credit": credit})
	}
	return fault.New("credit_on_deposit", "line", fault.Values{"number": number, "left": left, "credit": credit, "deposit": strings.Join(numbers, ", "), "amount": open})
}
