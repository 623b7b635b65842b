package shop

import (
	"io"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/i18n"
)

// SaveRejectedOrders writes the rows that an import of orders refused into exports/, under the headings of their
// file and with the reasons, to be put right and read again. It gives the file.
func (s *Shop) SaveRejectedOrders(done *OrderImport, lang i18n.Lang) (string, error) {
	width := len(done.File.Headings)
	line := func(cells []string, last string) []string {
		row := make([]string, width+1)
		copy(row[:width], cells)
		row[width] = last
		return row
	}
	rows := [][]string{line(done.File.Headings, i18n.T(lang, "catalog.reason"))}
	for _, bad := range done.Rejected {
		rows = append(rows, line(bad.Cells, i18n.Message(lang, bad.Reason)))
	}
	return s.saveRejected("rejected-orders-", func(out io.Writer) error { return catalog.WriteXLSX(out, rows) })
}
