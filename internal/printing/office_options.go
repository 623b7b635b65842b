package printing

import (
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
)

// optionTable puts the alternatives of a quotation side by side: what is in each, what it costs, a box to tick.
func (o OfficePaper) optionTable(p *paper) table {
	const labels = 30 * MM
	list := table{calm: true, columns: []column{{o.t("option.what"), labels, left}}}
	for n, option := range o.Options {
		title := o.t("option.title", fault.Values{"n": n + 1})
		if option.Name != "" {
			title += "\n" + option.Name
		}
		list.columns = append(list.columns, column{title, (170*MM - labels) / Unit(len(o.Options)), centre})
	}
	lines := 0
	for _, option := range o.Options {
		lines = max(lines, len(option.Lines))
	}
	for n := range lines {
		entries := make([][]string, len(o.Options))
		for m, option := range o.Options {
			if n < len(option.Lines) {
				entries[m] = o.optionLine(option.Name, option.Lines[n], lines > 1)
			}
		}
		label := o.t("option.holds")
		if lines > 1 {
			label = o.t("option.line", fault.Values{"n": n + 1})
		}
		list.rows = append(list.rows, p.parted(label, entries, p.share(list, 1)-2*cellPad)...)
	}
	return o.optionSums(list)
}

// optionLine writes one line of an alternative, an entry for each thing that is in it.
func (o OfficePaper) optionLine(option string, line OfficeLine, several bool) (entries []string) {
	if line.Name != option {
		entries = append(entries, line.Name)
	}
	price := strings.TrimSpace(i18n.Qty(line.Qty)+" "+line.Unit) + " × " + i18n.Baht(line.UnitPrice)
	if several {
		price += " = " + i18n.Baht(line.Total)
	}
	return append(append(entries, price), line.Notes...)
}

// parted puts the entries of columns into as many rows of a table as they need, so that none is too tall to
// stand on a sheet. The label stands in the first.
func (p *paper) parted(label string, columns [][]string, w Unit) (rows [][]string) {
	for {
		row, any := []string{label}, false
		for n := range columns {
			taken, tall := 0, 0
			for taken < len(columns[n]) {
				if tall += len(p.wrapped(columns[n][taken], p.body, w, maxCalmRows)); taken > 0 && tall > maxCalmRows {
					break
				}
				taken++
			}
			row, any = append(row, strings.Join(columns[n][:taken], "\n")), any || taken > 0
			columns[n] = columns[n][taken:]
		}
		if !any {
			return rows
		}
		rows, label = append(rows, row), ""
	}
}

// optionSums adds the rows of what each alternative comes to.
func (o OfficePaper) optionSums(list table) table {
	list.whole = len(list.rows)
	add := func(label string, of func(OfficeOption) string) {
		row, any := []string{label}, false
		for _, option := range o.Options {
			words := of(option)
			row, any = append(row, words), any || words != ""
		}
		if any {
			list.rows = append(list.rows, row)
		}
	}
	baht := func(of func(OfficeOption) money.Satang) func(OfficeOption) string {
		return func(option OfficeOption) string { return some(of(option), i18n.Baht) }
	}
	add(o.t("sum.discount"), baht(func(option OfficeOption) (sum money.Satang) {
		for _, discount := range option.Discounts {
			sum -= discount.Sum
		}
		return sum
	}))
	for _, class := range []string{catalog.VATStandard, catalog.VATZero, catalog.VATExempt} {
		add(o.t("option.base."+classKeys[class]), baht(func(option OfficeOption) money.Satang { return option.class(class).Base }))
	}
	add(o.t("option.vat"), baht(func(option OfficeOption) money.Satang { return option.class(catalog.VATStandard).VAT }))
	add(o.t("sum.rounding"), baht(func(option OfficeOption) money.Satang { return option.Rounding }))
	list.firm = len(list.rows) + 1
	add(o.t("sum.total"), func(option OfficeOption) string { return i18n.Baht(option.Total) })
	add(o.t("sum.words"), func(option OfficeOption) string { return "(" + AmountWords(o.Lang, option.Total) + ")" })
	add(o.t("option.more"), func(option OfficeOption) string {
		var rows []string
		for _, line := range option.Lines {
			if len(line.Breaks) > 0 && len(option.Lines) > 1 {
				rows = append(rows, line.Name)
			}
			rows = append(rows, o.breaks(line)...)
		}
		return strings.Join(rows, "\n")
	})
	add(o.t("option.choose"), func(OfficeOption) string { return "(      )" })
	return list
}

// breaks say what more of a line would cost, a sentence each.
func (o OfficePaper) breaks(line OfficeLine) (sentences []string) {
	unit := line.Unit
	if unit == "" {
		unit = o.say("option.unit")
	}
	for _, b := range line.Breaks {
		sentences = append(sentences, o.say("option.break", fault.Values{"from": b.From, "unit": unit, "price": b.UnitPrice}))
	}
	return sentences
}

// class gives the sums of one class of VAT.
func (s OfficeSums) class(class string) VATSum {
	for _, sum := range s.VAT {
		if sum.Class == class {
			return sum
		}
	}
	return VATSum{}
}
