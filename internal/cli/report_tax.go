package cli

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

type taxRowDoc struct {
	Date   clock.Day    `json:"date"`
	Number string       `json:"number"`
	Kind   papers.Kind  `json:"kind"`
	Buyer  string       `json:"buyer"`
	TaxID  string       `json:"tax_id"`
	Branch string       `json:"branch"`
	Base   money.Satang `json:"base_satang"`
	VAT    money.Satang `json:"vat_satang"`
	Zero   money.Satang `json:"zero_satang"`
	Exempt money.Satang `json:"exempt_satang"`
	Total  money.Satang `json:"total_satang"`
	Void   bool         `json:"void"`
	By     *string      `json:"replaced_by"`
	About  *string      `json:"about"`
	Lost   bool         `json:"lost,omitempty"` // numbers that a lost machine gave out
}

func (p *program) reportTax() *cobra.Command {
	var from, to, csv, xlsx, pdf string
	c := p.command("tax [--from DATE] [--to DATE] [--csv F] [--xlsx F] [--pdf F]", 0, 0, func([]string) (*answer, error) {
		first, err := readDay(from, "from")
		if err != nil {
			return nil, err
		}
		last, err := readDay(to, "to")
		if err != nil {
			return nil, err
		}
		switch {
		case first == "" && last == "":
			first = clock.DayOf(p.now())
		case first == "":
			first = last
		}
		if last != "" && papers.MonthOf(first) != papers.MonthOf(last) {
			return nil, fault.New("tax_one_month", "to", nil)
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			report, err := s.SalesTax(p.ctx, first)
			if err != nil {
				return nil, err
			}
			given := taxAnswer(report)
			for _, file := range []struct {
				path  string
				write func() ([]byte, error)
			}{{csv, func() ([]byte, error) { return report.CSV(p.lang) }}, {xlsx, func() ([]byte, error) { return report.XLSX(p.lang) }}} {
				if file.path == "" {
					continue
				}
				data, err := file.write()
				if err == nil {
					err = writeFile(file.path, func(w io.Writer) error { _, err := w.Write(data); return err })
				}
				if err != nil {
					return nil, err
				}
				given.wrote(file.path)
			}
			if pdf == "" {
				return given, nil
			}
			pages, err := s.SalesTaxPapers(p.ctx, report, p.lang)
			if err == nil {
				err = writeFile(pdf, func(w io.Writer) error { return s.WritePapers(w, pages) })
			}
			if p.lang != i18n.Thai {
				given.warnings = append(given.warnings, fault.New("tax_report_english", "lang", nil))
			}
			given.wrote(pdf)
			return given, err
		})
	})
	flags := c.Flags()
	flags.StringVar(&from, "from", "", "DATE")
	flags.StringVar(&to, "to", "", "DATE")
	flags.StringVar(&csv, "csv", "", "F.csv")
	flags.StringVar(&xlsx, "xlsx", "", "F.xlsx")
	flags.StringVar(&pdf, "pdf", "", "F.pdf")
	return c
}

func taxAnswer(report *shop.SalesTax) *answer {
	docs := make([]taxRowDoc, len(report.Rows))
	for n, row := range report.Rows {
		docs[n] = taxRowDoc{row.Date, row.Number, row.Kind, row.Buyer, row.TaxID, row.Branch, row.Base, row.VAT, row.Zero, row.Exempt, row.Total, row.Void,
			text(row.Replace), text(row.About), row.Lost}
	}
	return &answer{warnings: report.Warnings, doc: document{"month": report.Month[:len("2026-11")], "rows": docs, "base_satang": report.Base, "vat_satang": report.VAT,
		"zero_satang": report.Zero, "exempt_satang": report.Exempt, "total_satang": report.Total}, text: func(out *page) {
		sums := taxSums(report)
		line := func(date, number, kind, buyer string, row papers.TaxRow, note string) []string {
			cells := []string{date, number, kind, buyer}
			for _, sum := range sums {
				cells = append(cells, i18n.Baht(sum.of(&row)))
			}
			return append(cells, note)
		}
		var cells [][]string
		for _, row := range report.Rows {
			cells = append(cells, line(i18n.Date(out.lang, row.Date), row.Number, row.Kind.Name(out.lang), row.Buyer, row, shop.TaxNote(out.lang, row)))
		}
		cells = append(cells, line("", "", "", out.t("label.total"), total(report), ""))
		headings := []string{"col.date", "col.number", "col.kind", "col.buyer"}
		for _, sum := range sums {
			headings = append(headings, sum.heading)
		}
		out.table("llll"+strings.Repeat("r", len(sums))+"l", append(headings, "col.note"), cells)
	}}
}

// total gives the sums of a report as a row of it.
func total(report *shop.SalesTax) papers.TaxRow {
	return papers.TaxRow{Base: report.Base, VAT: report.VAT, Zero: report.Zero, Exempt: report.Exempt, Total: report.Total}
}

// taxSum is a column of money in the sales tax report.
type taxSum struct {
	heading string
	of      func(*papers.TaxRow) money.Satang
}

// taxSums lists the columns of money: those of sales without VAT stand there where there are such sales.
func taxSums(report *shop.SalesTax) []taxSum {
	all := []taxSum{{"col.base", func(row *papers.TaxRow) money.Satang { return row.Base }}, {"col.vat", func(row *papers.TaxRow) money.Satang { return row.VAT }},
		{"col.zero", func(row *papers.TaxRow) money.Satang { return row.Zero }}, {"col.exempt", func(row *papers.TaxRow) money.Satang { return row.Exempt }},
		{"col.total", func(row *papers.TaxRow) money.Satang { return row.Total }}}
	return slices.DeleteFunc(all, func(sum taxSum) bool {
		return (sum.heading == "col.zero" || sum.heading == "col.exempt") &&
			!slices.ContainsFunc(report.Rows, func(row papers.TaxRow) bool { return sum.of(&row) != 0 })
	})
}
