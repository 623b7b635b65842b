package printing

import (
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing/text"
)

// ReportColumn is a column of a report; its share is a part of the width.
type ReportColumn struct {
	Title  string
	Share  Unit
	Figure bool // set at the right
}

// Report is a table of figures under the shop's letterhead.
type Report struct {
	Lang     i18n.Lang
	Practice bool
	Shop     Shop
	Title    string
	Facts    []string // the days it is of
	Columns  []ReportColumn
	Rows     [][]string
	Total    []string
}

// Pages lays the report out on A4 sheets on their side.
func (r Report) Pages(shaper *text.Shaper) []Page {
	p := newPaper(shaper, r.Lang, r.Practice, A4Height, A4Width)
	p.letterhead(r.Shop, r.Title, r.Facts...)
	list := table{rows: r.Rows, total: r.Total}
	for _, c := range r.Columns {
		where := left
		if c.Figure {
			where = right
		}
		list.columns = append(list.columns, column{c.Title, c.Share, where})
	}
	p.table(list)
	return p.end()
}
