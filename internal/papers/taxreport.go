package papers

import (
	"cmp"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/money"
)

// TaxRow is one paper in the sales tax report (รายงานภาษีขาย). A void paper stands there with zero, a credit
// note below zero.
type TaxRow struct {
	N       int // 1, 2, 3 …
	Date    clock.Day
	Number  string
	Kind    Kind
	Buyer   string
	TaxID   string
	Branch  string
	Base    money.Satang // of what bears VAT, before it
	VAT     money.Satang
	Zero    money.Satang // at the rate of 0 %
	Exempt  money.Satang
	Total   money.Satang // base + VAT + zero + exempt
	Void    bool
	Replace string // the number of the paper in place of a void one
	About   string // the tax invoice a note is about
	Lost    bool   // a run of numbers that a lost machine gave out: what stands on the papers is not known here
}

// TaxReport is the report of one month, with its sums.
type TaxReport struct {
	Month  clock.Day // its first day
	Rows   []TaxRow
	Base   money.Satang
	VAT    money.Satang
	Zero   money.Satang
	Exempt money.Satang
	Total  money.Satang
}

// Kept is a paper and what became of it.
type Kept struct {
	Paper *Paper
	Void  *Void // nil = it stands
}

// MonthOf gives the first day of a day's month.
func MonthOf(day clock.Day) clock.Day {
	if len(day) < len("2026-11") {
		return ""
	}
	return day[:len("2026-11")] + "-01"
}

// ReportTax gives the sales tax report of the month a day lies in: every tax paper with a date in it, by date
// and number. Papers of other months and papers that are no tax papers are left out. lost are rows of numbers given out
// by a lost machine.
func ReportTax(month clock.Day, papers []Kept, lost ...TaxRow) TaxReport {
	report := TaxReport{Month: MonthOf(month), Rows: slices.Clone(lost)}
	for _, kept := range papers {
		if !kept.Paper.Kind.Tax() || MonthOf(kept.Paper.Date) != report.Month {
			continue
		}
		report.Rows = append(report.Rows, taxRow(kept))
	}
	slices.SortStableFunc(report.Rows, func(a, b TaxRow) int {
		return cmp.Or(cmp.Compare(a.Date, b.Date), strings.Compare(a.Number, b.Number))
	})
	for n := range report.Rows {
		row := &report.Rows[n]
		row.N = n + 1
		report.Base += row.Base
		report.VAT += row.VAT
		report.Zero += row.Zero
		report.Exempt += row.Exempt
		report.Total += row.Total
	}
	return report
}

func taxRow(kept Kept) TaxRow {
	p := kept.Paper
	row := TaxRow{Date: p.Date, Number: p.Number, Kind: p.Kind, Buyer: p.Buyer.Name, TaxID: p.Buyer.TaxID, Branch: p.Buyer.Branch}
	if about, ok := p.Ref(Corrects); ok {
		row.About = about.Number
	}
	if kept.Void != nil {
		row.Void, row.Replace = true, kept.Void.By.Number
		return row
	}
	sign := money.Satang(1)
	if p.Kind == CreditNote {
		sign = -1
	}
	for _, class := range p.Sums.Classes {
		switch class.Class {
		case catalog.VATZero:
			row.Zero += sign * class.Net
		case catalog.VATExempt:
			row.Exempt += sign * class.Net
		default:
			row.Base += sign * class.Base
			row.VAT += sign * class.VAT
		}
	}
	row.Total = row.Base + row.VAT + row.Zero + row.Exempt
	return row
}
