package printing

import (
	"strconv"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing/text"
)

// SalesTaxRow is one tax paper of a month. A void one has no sums, a credit note sums below zero.
type SalesTaxRow struct {
	Day    clock.Day
	Number string
	Buyer  string
	TaxID  string
	Branch string
	Base   money.Satang // of what bears VAT, before it
	VAT    money.Satang
	Zero   money.Satang // at the rate of 0 %
	Exempt money.Satang
	Kind   OfficeKind
	About  string // of a note: the number of its tax invoice
	Void   bool
	By     string // the paper in place of a void one, "" = none
	Lost   bool   // numbers that a lost machine gave out
}

// SalesTaxReport is the report of a month's sales tax (รายงานภาษีขาย, s. 87 (1) of the Revenue Code), on A4 on
// its side.
type SalesTaxReport struct {
	Letterhead
	Place string    // name of the place of business, "" = the shop's
	Month clock.Day // any day of it
	Rows  []SalesTaxRow
}

// Pages lays the report out.
func (r SalesTaxReport) Pages(shaper *text.Shaper) []Page {
	p := r.sheet(shaper, A4Height, A4Width, r.say("report.title"))
	p.body.size, p.strong.size, p.note.size = 3375, 3375, 3*MM
	p.column(p.edge, p.width0(), style{text.Bold, 6 * MM, Accent}, centre, r.say("report.title"), 1)
	p.column(p.edge, p.width0(), p.strong, centre, r.say("report.month", fault.Values{"month": i18n.MonthFormal(r.Lang, r.Month)}), 1)
	p.gap(MM)
	r.facts(p)
	p.table(r.table(p))
	if len(r.Rows) == 0 {
		p.gap(2 * MM)
		p.column(p.edge, p.width0(), p.body, centre, r.say("report.none"), 1)
	}
	return p.end()
}

// facts say whose report it is, as the department's form asks.
func (r SalesTaxReport) facts(p *paper) {
	p.whole(func() {
		place := r.Place
		if place == "" {
			place = first(r.Shop.Names)
		}
		top, half := p.y, p.width0()*60/100
		for _, f := range []fact{{r.say("report.trader"), first(r.Shop.Names)}, {r.say("report.place"), place}, {r.say("report.address"), r.Shop.Address}} {
			p.fact(p.edge, half-4*MM, 34*MM, f)
		}
		bottom := max(p.y, p.ink)
		p.y, p.ink = top, top-gutter
		for _, f := range []fact{{r.say("report.tax_id"), r.Shop.TaxID}, {r.say("report.branch"), branchIn(r.Lang, r.Shop.Branch)}} {
			p.fact(p.edge+half, p.width0()-half, 42*MM, f)
		}
		p.y = max(bottom, p.y, p.ink)
		p.gap(2 * MM)
	})
}

// sums are the columns of money: those without VAT stand there where there are such sales.
func (r SalesTaxReport) sums() (keys []string, of []func(SalesTaxRow) money.Satang) {
	all := []struct {
		key    string
		always bool
		of     func(SalesTaxRow) money.Satang
	}{
		{"base", true, func(row SalesTaxRow) money.Satang { return row.Base }}, {"vat", true, func(row SalesTaxRow) money.Satang { return row.VAT }},
		{"zero", false, func(row SalesTaxRow) money.Satang { return row.Zero }}, {"exempt", false, func(row SalesTaxRow) money.Satang { return row.Exempt }},
	}
	for _, column := range all {
		some := column.always
		for _, row := range r.Rows {
			some = some || column.of(row) != 0
		}
		if some {
			keys, of = append(keys, column.key), append(of, column.of)
		}
	}
	return keys, of
}

func (r SalesTaxReport) table(p *paper) table {
	keys, of := r.sums()
	wide := []Unit{30, 27, 24}[min(max(len(keys)-2, 0), 2)] // millimetres of 257
	list := table{calm: true, noted: 3, columns: []column{{r.say("report.col.no"), 14, right}, {r.say("report.col.day"), 22, left}, {r.say("report.col.number"), 36, left},
		{r.say("report.col.buyer"), 130 - wide*Unit(len(keys)), left}, {r.say("report.col.tax_id"), 30, left}, {r.say("report.col.branch"), 25, left}}}
	for _, key := range keys {
		list.columns = append(list.columns, column{r.say("report.col." + key), wide, right})
	}
	running := make([][]money.Satang, len(r.Rows)+1)
	running[0] = make([]money.Satang, len(of))
	for n, row := range r.Rows {
		cells := []string{strconv.Itoa(n + 1), i18n.DateNumbers(r.Lang, row.Day), row.Number, row.Buyer, row.TaxID, branchIn(r.Lang, row.Branch)}
		running[n+1] = make([]money.Satang, len(of))
		for m, sum := range of {
			running[n+1][m] = running[n][m] + sum(row)
			amount := i18n.Baht(sum(row))
			if m > 1 && sum(row) == 0 {
				amount = ""
			}
			cells = append(cells, amount)
		}
		note := row.Note(r.Lang)
		if row.Buyer == "" {
			cells[3], note = note, ""
		}
		list.rows, list.notes = append(list.rows, cells), append(list.notes, []string{note})
	}
	summed := func(n int, label string) []string {
		cells := []string{"", "", "", label, "", ""}
		for _, sum := range running[n] {
			cells = append(cells, i18n.Baht(sum))
		}
		return cells
	}
	list.carried = func(n int, over bool) []string {
		if over {
			return summed(n, p.t("brought_forward"))
		}
		return summed(n, p.t("carried_forward"))
	}
	list.total = summed(len(r.Rows), r.say("report.total"))
	return list
}

// Note says what a paper is that is no plain tax invoice.
func (row SalesTaxRow) Note(lang i18n.Lang) string {
	switch {
	case row.Lost:
		return i18n.T(lang, "office.report.lost")
	case row.Void && row.By != "":
		return i18n.T(lang, "office.report.void_by", fault.Values{"number": row.By})
	case row.Void:
		return i18n.T(lang, "office.void")
	case row.About != "":
		return i18n.T(lang, "office.report.about", fault.Values{"kind": row.Kind.Name(lang), "number": row.About})
	case row.Kind == OfficeAbbreviated:
		return row.Kind.Name(lang)
	}
	return ""
}
