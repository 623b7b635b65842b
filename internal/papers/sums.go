package papers

import (
	"slices"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
)

// ClassSum is what one VAT class of a paper comes to. net = base + VAT. A paper of a seller without VAT has
// one class without a name, whose VAT is zero.
type ClassSum struct {
	Class string       `json:"class"` // as catalog's: "7", "0", "exempt"
	Rate  money.Basis  `json:"rate_bp"`
	Net   money.Satang `json:"net_satang"` // VAT inside
	Base  money.Satang `json:"base_satang"`
	VAT   money.Satang `json:"vat_satang"`
}

// Sums is what a paper comes to. total = goods − discount + rounding; due = total − deposit; the classes are
// those of due without rounding, so that deposit and final paper together bear the VAT of the whole.
type Sums struct {
	Goods    money.Satang `json:"goods_satang"` // Σ quantity × price
	Discount money.Satang `json:"discount_satang"`
	Rounding money.Satang `json:"rounding_satang,omitempty"`
	Total    money.Satang `json:"total_satang"`
	Deposit  money.Satang `json:"deposit_satang,omitempty"` // paid before, on papers of its own
	Due      money.Satang `json:"due_satang"`               // what this paper is for
	Classes  []ClassSum   `json:"classes"`
	Base     money.Satang `json:"base_satang"` // of all classes, before VAT
	VAT      money.Satang `json:"vat_satang"`
}

// classOrder is the order classes stand in on a paper.
var classOrder = []string{catalog.VATStandard, catalog.VATZero, catalog.VATExempt, ""}

// classesOf adds lines up by class and rate.
func classesOf(lines []Line) []ClassSum {
	var classes []ClassSum
	for _, line := range lines {
		addNet(&classes, line.VATClass, line.VATRate, line.Total)
	}
	sortClasses(classes)
	return classes
}

func addNet(classes *[]ClassSum, class string, rate money.Basis, net money.Satang) {
	for n := range *classes {
		if at := &(*classes)[n]; at.Class == class && at.Rate == rate {
			at.Net += net
			return
		}
	}
	*classes = append(*classes, ClassSum{Class: class, Rate: rate, Net: net})
}

func sortClasses(classes []ClassSum) {
	slices.SortStableFunc(classes, func(a, b ClassSum) int {
		if by := slices.Index(classOrder, a.Class) - slices.Index(classOrder, b.Class); by != 0 {
			return by
		}
		return int(b.Rate - a.Rate)
	})
}

// find gives a class's sum, zero when there is none.
func find(classes []ClassSum, class string, rate money.Basis) ClassSum {
	for _, sum := range classes {
		if sum.Class == class && sum.Rate == rate {
			return sum
		}
	}
	return ClassSum{Class: class, Rate: rate}
}

// tax works VAT out once for each class of a document, half up.
func tax(classes []ClassSum) {
	for n := range classes {
		classes[n].VAT = classes[n].Net.VATIncluded(classes[n].Rate)
		classes[n].Base = classes[n].Net - classes[n].VAT
	}
}

// SumsOf gives what lines come to where VAT is at this rate, 0 of a seller without. Faults are those of lines.
func SumsOf(lines []Line, vat money.Basis) (Sums, error) {
	lines = slices.Clone(lines)
	if err := settleLines(lines, vat, "line"); err != nil {
		return Sums{}, err
	}
	return sumsOf(lines, nil, 0)
}

// sumsOf adds up a paper's lines less what was paid before by class. It fails with "amount_too_large" and
// "deposit_above_goods" (the deposit holds more of a class than there is on the paper).
func sumsOf(lines []Line, before []ClassSum, rounding money.Satang) (Sums, error) {
	sums := Sums{Rounding: rounding, Classes: classesOf(lines)}
	for _, line := range lines {
		sums.Goods += line.Total + line.Discount
		sums.Discount += line.Discount
	}
	if sums.Goods > money.Max {
		return Sums{}, fault.New("amount_too_large", "line", fault.Values{"value": sums.Goods})
	}
	if rounding.Abs() >= money.Baht(1) {
		return Sums{}, fault.New("amount_too_large", "rounding", fault.Values{"value": rounding})
	}
	for _, paid := range before {
		have := find(sums.Classes, paid.Class, paid.Rate)
		if paid.Net < 0 || paid.Net > have.Net {
			return Sums{}, fault.New("deposit_above_goods", "deposit", fault.Values{"deposit": paid.Net, "goods": have.Net})
		}
		addNet(&sums.Classes, paid.Class, paid.Rate, -paid.Net)
		sums.Deposit += paid.Net
	}
	sums.Total = sums.Goods - sums.Discount + sums.Rounding
	sums.Due = sums.Total - sums.Deposit
	sums.close()
	return sums, nil
}

// close works out VAT and the sums over all classes.
func (s *Sums) close() {
	tax(s.Classes)
	s.add()
}

// add sums the classes up.
func (s *Sums) add() {
	s.Base, s.VAT = 0, 0
	for _, class := range s.Classes {
		s.Base += class.Base
		s.VAT += class.VAT
	}
}

// agree reports whether the sums are those of the lines, and of each other.
func (s *Sums) agree(lines []Line) bool {
	var goods, discount, net, base, vat money.Satang
	for _, line := range lines {
		goods += line.Total + line.Discount
		discount += line.Discount
	}
	for _, class := range s.Classes {
		net, base, vat = net+class.Net, base+class.Base, vat+class.VAT
		if class.Net != class.Base+class.VAT {
			return false
		}
	}
	return goods == s.Goods && discount == s.Discount && s.Total == goods-discount+s.Rounding && s.Due == s.Total-s.Deposit &&
		net == s.Due-s.Rounding && base == s.Base && vat == s.VAT
}
