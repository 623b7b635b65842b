package printing

import (
	"slices"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// officeColumn is a column of goods: its key, its share of an A4 sheet in millimetres.
type officeColumn struct {
	key   string
	share Unit
	align align
}

// columns are those that the paper's goods need.
func (o OfficePaper) columns() []officeColumn {
	discounted, partly := false, false
	for _, line := range o.Lines {
		discounted, partly = discounted || line.Discount != 0, partly || line.Ordered != 0
	}
	switch {
	case o.Unpriced && partly:
		return []officeColumn{{"no", 10, right}, {"item", 78, left}, {"ordered", 19, right}, {"before", 19, right}, {"now", 19, right}, {"left", 19, right}, {"unit", 16, left}}
	case o.Unpriced:
		return []officeColumn{{"no", 10, right}, {"item", 110, left}, {"qty", 22, right}, {"unit", 22, left}}
	case discounted:
		return []officeColumn{{"no", 10, right}, {"item", 62, left}, {"qty", 15, right}, {"unit", 15, left}, {"price", 22, right}, {"discount", 18, right}, {"amount", 28, right}}
	}
	return []officeColumn{{"no", 10, right}, {"item", 76, left}, {"qty", 15, right}, {"unit", 16, left}, {"price", 24, right}, {"amount", 29, right}}
}

// lineTable is the goods of the paper.
func (o OfficePaper) lineTable(p *paper) table {
	columns := o.columns()
	list := table{calm: true, noted: 1}
	for _, c := range columns {
		list.columns = append(list.columns, column{o.both("col."+c.key, "\n"), c.share, c.align})
	}
	several := len(o.VAT) > 1 && !o.Unpriced
	for n, line := range o.Lines {
		row := make([]string, len(columns))
		for m, c := range columns {
			row[m] = o.cell(n, line, c.key)
		}
		list.rows = append(list.rows, row)
		notes := append(slices.Clip(line.Notes), o.breaks(line)...)
		if key := classKeys[line.VATClass]; several && key != "" && line.VATClass != catalog.VATStandard {
			notes = append(notes, o.t("class."+key))
		}
		list.notes = append(list.notes, notes)
	}
	if o.Unpriced {
		return list
	}
	sums := make([]money.Satang, len(o.Lines)+1)
	for n, line := range o.Lines {
		sums[n+1] = sums[n] + line.Total
	}
	list.carried = p.carriedIn(len(columns), 1, len(columns)-1, sums)
	return list
}

// carriedIn gives the rows that carry sums over: sums[n] is what the first n rows come to.
func (p *paper) carriedIn(columns, label, amount int, sums []money.Satang) func(n int, over bool) []string {
	return func(n int, over bool) []string {
		row := make([]string, columns)
		if row[label] = p.t("carried_forward"); over {
			row[label] = p.t("brought_forward")
		}
		row[amount] = i18n.Baht(sums[n])
		return row
	}
}

// cell writes a line's part of a column.
func (o OfficePaper) cell(n int, line OfficeLine, key string) string {
	switch key {
	case "no":
		return strconv.Itoa(n + 1)
	case "item":
		if strings.TrimSpace(line.Name) == "" {
			return i18n.T(o.Lang, "receipt.unnamed")
		}
		return line.Name
	case "qty", "now":
		return i18n.Qty(line.Qty)
	case "ordered", "before", "left":
		if line.Ordered == 0 { // the post, for one
			return ""
		}
		return i18n.Qty(map[string]qty.Qty{"ordered": line.Ordered, "before": line.Before, "left": line.Ordered - line.Before - line.Qty}[key])
	case "unit":
		return line.Unit
	case "price":
		return i18n.Baht(line.UnitPrice)
	case "discount":
		return some(line.Discount, i18n.Baht)
	}
	return i18n.Baht(line.Total)
}

// billTable is the invoices of a billing note, or those that a receipt is for.
func (o OfficePaper) billTable(p *paper) table {
	owed := "owed"
	if o.kind() == OfficeReceipt {
		owed = "paid"
	}
	return o.bills(p, o.Bills, owed, func(key string) string { return o.both(key, "\n") })
}

// bills lists invoices, with what is owed of them; days and sums stand there where they are known.
func (l Letterhead) bills(p *paper, bills []OfficeBill, owed string, t func(string) string) table {
	columns := []struct {
		key   string
		share Unit
		align align
		of    func(OfficeBill) string
	}{
		{"bill", 44, left, func(b OfficeBill) string { return b.Number }},
		{"bill_day", 28, left, func(b OfficeBill) string { return i18n.Date(l.Lang, b.Day) }},
		{"due", 28, left, func(b OfficeBill) string { return i18n.Date(l.Lang, b.Due) }},
		{"total", 30, right, func(b OfficeBill) string { return some(b.Total, i18n.Baht) }},
		{owed, 30, right, func(b OfficeBill) string { return i18n.Baht(b.Owed) }},
	}
	list := table{calm: true, noted: 1, columns: []column{{t("col.no"), 10, right}}, rows: make([][]string, len(bills))}
	sums := make([]money.Satang, len(bills)+1)
	for n, bill := range bills {
		list.rows[n] = []string{strconv.Itoa(n + 1)}
		sums[n+1] = sums[n] + bill.Owed
	}
	for n, c := range columns {
		known := n == 0 || n == len(columns)-1
		for _, bill := range bills {
			known = known || c.of(bill) != ""
		}
		if !known {
			continue
		}
		list.columns = append(list.columns, column{t("col." + c.key), c.share, c.align})
		for n, bill := range bills {
			list.rows[n] = append(list.rows[n], c.of(bill))
		}
	}
	list.carried = p.carriedIn(len(list.columns), 1, len(list.columns)-1, sums)
	return list
}
