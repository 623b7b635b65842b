package cli

import (
	"io"

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
			text(row.Replace), text(row.About)}
	}
	return &answer{warnings: report.Warnings, doc: document{"month": report.Month[:len("2026-11")], "rows": docs, "base_satang": report.Base, "vat_satang": report.VAT,
		"zero_satang": report.Zero, "exempt_satang": report.Exempt, "total_satang": report.Total}, text: func(out *page) {
		var cells [][]string
		for _, row := range report.Rows {
			note := row.About
			if row.Void {
				note = papers.Voided.Name(out.lang) + " " + row.Replace
			}
			cells = append(cells, []string{i18n.Date(out.lang, row.Date), row.Number, row.Kind.Name(out.lang), row.Buyer, i18n.Baht(row.Base), i18n.Baht(row.VAT), i18n.Baht(row.Total), note})
		}
		cells = append(cells, []string{"", "", "", out.t("label.total"), i18n.Baht(report.Base), i18n.Baht(report.VAT), i18n.Baht(report.Total), ""})
		out.table("llllrrrl", []string{"col.date", "col.number", "col.kind", "col.buyer", "col.base", "col.vat", "col.total", "col.note"}, cells)
	}}
}
