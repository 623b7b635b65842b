package shop

import (
	"bytes"
	"cmp"
	"context"
	"encoding/csv"
	"slices"

	"github.com/xuri/excelize/v2"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/text"
)

// SalesTax is the sales tax report of a month, and what a person should be told of it.
type SalesTax struct {
	papers.TaxReport
	Seller   papers.Seller
	Warnings []*fault.Error
}

// SalesTax gives the sales tax report of the month a day lies in: tax papers, the slips of bills that stand by
// themselves and what was given back of them. A bill is left out as far as tax papers of it or of its order stand for
// it. Warnings: "slips_without_pos_id" when bills were written on a till without a registered number,
// "refunds_without_note" when goods came back of which a tax invoice stands and no credit note tells,
// "tax_handed_in_before" when goods of a tax invoice were handed in with their slips already,
// "tax_other_branch" when the shop was another branch when it issued some of them, "tax_numbers_lost" when a lost machine gave out papers that only others hold,
// "cancelled_papers" when an order was cancelled and its tax papers stand, "prepaid_untaxed" when money came before its
// goods and no tax paper stands for it. It fails with "sales_tax_unregistered" of a
// shop that had no VAT in that month and has none now.
func (s *Shop) SalesTax(ctx context.Context, month clock.Day) (*SalesTax, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return nil, err
	}
	first := papers.MonthOf(month)
	last := papers.MonthOf(first.Add(31)).Add(-1)
	report := &SalesTax{Seller: paperSeller(set)}
	if !report.Seller.VAT { // who gave the registration up still hands in its last month, and shows those before
		if report.Seller.VAT, err = s.db.UnderVAT(ctx, first, last); err != nil {
			return nil, err
		}
	}
	if !report.Seller.VAT {
		return nil, fault.New("sales_tax_unregistered", "shop.vat", nil)
	}
	issued, err := s.db.TaxPapers(ctx, first, last)
	if err != nil {
		return nil, err
	}
	var kept []papers.Kept
	for _, p := range issued {
		one := papers.Kept{Paper: p.Paper}
		if p.Void != nil {
			if one.Void, err = s.voidOf(ctx, p.Void, p.Number); err != nil {
				return nil, err
			}
		}
		kept = append(kept, one)
	}
	slips, err := s.taxSlips(ctx, report, first, last)
	if err != nil {
		return nil, err
	}
	report.Warnings = append(report.Warnings, otherBranches(report.Seller.Branch, issued)...)
	lost, untold, err := s.lostTax(ctx, first, last)
	if err != nil {
		return nil, err
	}
	report.TaxReport = papers.ReportTax(first, append(kept, slips...), lost...)
	cancelled, err := s.cancelledTax(ctx, first, last)
	if err != nil {
		return nil, err
	}
	prepaid, err := s.prepaidTax(ctx, set, first, last)
	report.Warnings = slices.Concat(report.Warnings, untold, cancelled, prepaid)
	return report, err
}

// otherBranches says which papers of a report another branch issued, whose report is its own (s. 87): "tax_other_branch".
func otherBranches(own string, issued []*OfficePaper) (warnings []*fault.Error) {
	numbers, branches := map[string][]string{}, []string(nil)
	for _, p := range issued {
		branch := cmp.Or(p.Seller.Branch, papers.HeadOffice)
		if branch == cmp.Or(own, papers.HeadOffice) {
			continue
		}
		if numbers[branch] == nil {
			branches = append(branches, branch)
		}
		numbers[branch] = append(numbers[branch], p.Number)
	}
	for _, branch := range branches {
		first, last := numbers[branch][0], numbers[branch][len(numbers[branch])-1]
		warnings = append(warnings, fault.New("tax_other_branch", "", fault.Values{"branch": branch, "count": len(numbers[branch]), "first": first, "last": last}))
	}
	return warnings
}

// voidOf says why a paper is no more, and what stands in its place.
func (s *Shop) voidOf(ctx context.Context, void *ledger.PaperVoid, number string) (*papers.Void, error) {
	said := &papers.Void{Number: number, Day: void.Day, Reason: void.Reason}
	if void.ByID.IsZero() {
		return said, nil
	}
	by, err := s.db.Paper(ctx, void.ByID)
	if err == nil {
		said.By = by.Self("")
	}
	return said, err
}

// SalesTaxPapers lays the report out on A4.
func (s *Shop) SalesTaxPapers(ctx context.Context, report *SalesTax, lang i18n.Lang) (Papers, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return Papers{}, err
	}
	form := printing.SalesTaxReport{Letterhead: s.officeHead(set, report.Seller, papers.Style{Lang: lang}), Month: report.Month}
	for _, row := range report.Rows {
		form.Rows = append(form.Rows, printedRow(row))
	}
	return s.laid(set, Papers{Form: FormOffice, Title: "sales-tax-" + string(report.Month[:len("2026-11")])}, func(shaper *text.Shaper) ([]printing.Page, error) {
		return form.Pages(shaper), nil
	})
}

// printedRow is a row as the paper has it.
func printedRow(row papers.TaxRow) printing.SalesTaxRow {
	kind, _ := printing.OfficeKindOf(string(row.Kind))
	return printing.SalesTaxRow{Day: row.Date, Number: row.Number, Buyer: row.Buyer, TaxID: row.TaxID, Branch: row.Branch, Base: row.Base,
		VAT: row.VAT, Zero: row.Zero, Exempt: row.Exempt, Kind: kind, About: row.About, Void: row.Void, By: row.Replace, Lost: row.Lost}
}

// TaxNote says what a row of the report is that is no plain tax invoice, "" for one, in the words of the printed report.
func TaxNote(lang i18n.Lang, row papers.TaxRow) string { return printedRow(row).Note(lang) }

// table gives the report as rows of a sheet, headings first, sums last.
func (r *SalesTax) table(lang i18n.Lang) (rows [][]any) {
	var head []any
	for _, key := range []string{"no", "day", "number", "kind", "buyer", "tax_id", "branch", "base", "vat", "zero", "exempt", "total", "note"} {
		head = append(head, i18n.T(lang, "papers.tax."+key))
	}
	rows = append(rows, head)
	for _, row := range r.Rows {
		rows = append(rows, []any{row.N, i18n.DateNumbers(lang, row.Date), row.Number, row.Kind.Name(lang), row.Buyer, row.TaxID, row.Branch, row.Base, row.VAT, row.Zero, row.Exempt, row.Total, TaxNote(lang, row)})
	}
	return append(rows, []any{"", "", "", "", i18n.T(lang, "papers.tax.sum"), "", "", r.Base, r.VAT, r.Zero, r.Exempt, r.Total, ""})
}

// CSV writes the report for a spreadsheet, with the mark by which Excel knows Thai.
func (r *SalesTax) CSV(lang i18n.Lang) ([]byte, error) {
	out := bytes.NewBufferString("\ufeff")
	w := csv.NewWriter(out)
	for _, row := range r.table(lang) {
		cells := make([]string, len(row))
		for n, cell := range row {
			switch cell := cell.(type) {
			case string:
				cells[n] = unformula(cell)
			case money.Satang:
				cells[n] = cell.String()
			case int:
				cells[n] = i18n.Value(i18n.English, cell)
			}
		}
		if err := w.Write(cells); err != nil {
			return nil, err
		}
	}
	w.Flush()
	return out.Bytes(), w.Error()
}

// unformula keeps a text of a person's from being taken for a formula.
func unformula(cell string) string {
	if cell != "" && bytes.ContainsAny([]byte(cell[:1]), "=+-@\t\r") {
		return "'" + cell
	}
	return cell
}

// XLSX writes the report as a workbook. Sums are numbers of baht, exact to the satang.
func (r *SalesTax) XLSX(lang i18n.Lang) ([]byte, error) {
	book := excelize.NewFile()
	defer book.Close()
	sheet := book.GetSheetName(0)
	baht, err := book.NewStyle(&excelize.Style{NumFmt: 4})
	if err != nil {
		return nil, err
	}
	for y, row := range r.table(lang) {
		for x, cell := range row {
			at, err := excelize.CoordinatesToCellName(x+1, y+1)
			if err != nil {
				return nil, err
			}
			if sum, is := cell.(money.Satang); is {
				if err := book.SetCellStyle(sheet, at, at, baht); err != nil {
					return nil, err
				}
				err = book.SetCellDefault(sheet, at, sum.String())
			} else {
				err = book.SetCellValue(sheet, at, cell)
			}
			if err != nil {
				return nil, err
			}
		}
	}
	if err := book.SetColWidth(sheet, "C", "F", 24); err != nil {
		return nil, err
	}
	var out bytes.Buffer
	err = book.Write(&out)
	return out.Bytes(), err
}
