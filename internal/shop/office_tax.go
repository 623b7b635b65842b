package shop

import (
	"bytes"
	"context"
	"encoding/csv"
	"slices"

	"github.com/xuri/excelize/v2"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/store"
)

// SalesTax is the sales tax report of a month, and what a person should be told of it.
type SalesTax struct {
	papers.TaxReport
	Seller   papers.Seller
	Warnings []*fault.Error
}

// SalesTax gives the sales tax report of the month a day lies in: tax papers, the slips of bills that stand by
// themselves and what was given back of them. A bill of an order is left out as far as tax invoices of the order stand
// for it. Warning: "slips_without_pos_id" when bills were written on a till without a registered number. It fails with
// "tax_paper_unregistered" of a shop without VAT.
func (s *Shop) SalesTax(ctx context.Context, month clock.Day) (*SalesTax, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return nil, err
	}
	report := &SalesTax{Seller: paperSeller(set)}
	if !report.Seller.VAT {
		return nil, fault.New("sales_tax_unregistered", "shop.vat", nil)
	}
	first := papers.MonthOf(month)
	last := papers.MonthOf(first.Add(31)).Add(-1)
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
	report.TaxReport = papers.ReportTax(first, append(kept, slips...))
	return report, nil
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

// taxSlips gives the slips of a month's bills.
func (s *Shop) taxSlips(ctx context.Context, report *SalesTax, first, last clock.Day) (kept []papers.Kept, err error) {
	sales, err := s.db.BillSales(ctx, first, last)
	if err != nil {
		return nil, err
	}
	seller, covered := report.Seller, covering{shop: s, left: map[id.Order]money.Satang{}}
	if seller.POSID == "" {
		seller.POSID = "-" // VAT is due on what was sold either way
	}
	for n := range sales {
		sale := &sales[n]
		if !saleTaxed(sale) || sale.Total == 0 && len(sale.Lines) == 0 {
			continue
		}
		if yes, err := covered.by(ctx, sale); err != nil || yes {
			if err != nil {
				return nil, err
			}
			continue
		}
		slip := papers.Slip{Number: sale.Number, Day: sale.Day, At: sale.At, Lines: papers.OfBill(sale.Lines), Rounding: sale.Rounding, Of: sale.Of}
		rows, err := s.slipPapers(ctx, &slip, sale, seller)
		if err != nil {
			return nil, fault.At(err, sale.Number)
		}
		kept = append(kept, rows...)
	}
	if report.Seller.POSID == "" && len(kept) > 0 {
		report.Warnings = append(report.Warnings, fault.New("slips_without_pos_id", "vat.pos_id", fault.Values{"count": len(kept)}))
	}
	return kept, nil
}

// slipPapers gives a bill's rows: one of goods sold, one of goods given back; an exchange has both.
func (s *Shop) slipPapers(ctx context.Context, slip *papers.Slip, sale *store.BillSale, seller papers.Seller) (kept []papers.Kept, err error) {
	var sold, back []ledger.Line
	for _, line := range sale.Lines {
		if line.Qty < 0 {
			back = append(back, line)
		} else {
			sold = append(sold, line)
		}
	}
	var void *papers.Void
	if !sale.Replaced.IsZero() {
		if void, err = s.voidOf(ctx, &ledger.PaperVoid{ByID: sale.Replaced, Day: sale.Day}, sale.Number); err != nil {
			return nil, err
		}
	}
	for _, part := range []struct {
		lines []ledger.Line
		back  bool
	}{{sold, false}, {back, true}} {
		if len(part.lines) == 0 {
			continue
		}
		slip.Lines, slip.Back, slip.Rounding = papers.OfBill(part.lines), part.back, 0
		paper, err := slip.Paper(seller)
		if err != nil {
			return nil, err
		}
		kept = append(kept, papers.Kept{Paper: paper, Void: void})
	}
	return kept, nil
}

// saleTaxed reports whether a bill was written while the shop was registered for VAT.
func saleTaxed(sale *store.BillSale) bool {
	return sale.VAT != 0 || slices.ContainsFunc(sale.Lines, func(line ledger.Line) bool { return line.VATRate > 0 })
}

// covering takes bills of orders to be those that the orders' tax invoices stand for, the oldest first.
type covering struct {
	shop *Shop
	left map[id.Order]money.Satang // of the tax invoices, after the bills before
}

// by reports whether tax invoices of its order stand for a bill. Bills of earlier months come first.
func (c *covering) by(ctx context.Context, sale *store.BillSale) (bool, error) {
	if sale.OrderID.IsZero() {
		return false, nil
	}
	left, known := c.left[sale.OrderID]
	if !known {
		invoiced, err := c.shop.db.TaxInvoiced(ctx, sale.OrderID)
		if err != nil {
			return false, err
		}
		left = invoiced
		bills, _, err := c.shop.db.OrderMoney(ctx, sale.OrderID)
		if err != nil {
			return false, err
		}
		for _, bill := range bills {
			if bill.At < sale.At {
				left -= bill.Total
			}
		}
	}
	c.left[sale.OrderID] = left - sale.Total
	return left > 0, nil
}

// SalesTaxPapers lays the report out on A4.
func (s *Shop) SalesTaxPapers(ctx context.Context, report *SalesTax, lang i18n.Lang) (Papers, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return Papers{}, err
	}
	form := printing.SalesTaxReport{Letterhead: s.officeHead(set, report.Seller, papers.Style{Lang: lang}), Month: report.Month}
	for _, row := range report.Rows {
		kind, _ := printing.OfficeKindOf(string(row.Kind))
		form.Rows = append(form.Rows, printing.SalesTaxRow{Day: row.Date, Number: row.Number, Buyer: row.Buyer, TaxID: row.TaxID, Branch: row.Branch, Base: row.Base,
			VAT: row.VAT, Zero: row.Zero, Exempt: row.Exempt, Kind: kind, About: row.About, Void: row.Void, By: row.Replace})
	}
	return s.laid(set, Papers{Form: FormOffice, Title: "sales-tax-" + string(report.Month[:len("2026-11")])}, func(shaper *text.Shaper) ([]printing.Page, error) {
		return form.Pages(shaper), nil
	})
}

// table gives the report as rows of a sheet, headings first, sums last.
func (r *SalesTax) table(lang i18n.Lang) (rows [][]any) {
	var head []any
	for _, key := range []string{"no", "day", "number", "kind", "buyer", "tax_id", "branch", "base", "vat", "zero", "exempt", "total", "note"} {
		head = append(head, i18n.T(lang, "papers.tax."+key))
	}
	rows = append(rows, head)
	for _, row := range r.Rows {
		note := row.About
		if row.Void {
			note = i18n.T(lang, "papers.state.void") + " " + row.Replace
		}
		rows = append(rows, []any{row.N, i18n.DateNumbers(lang, row.Date), row.Number, row.Kind.Name(lang), row.Buyer, row.TaxID, row.Branch, row.Base, row.VAT, row.Zero, row.Exempt, row.Total, note})
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
