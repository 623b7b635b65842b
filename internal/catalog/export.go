package catalog

import (
	"bufio"
	"encoding/csv"
	"io"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/qty"
)

// Export writes products as rows under their headings, in the columns that an import reads: the same
// file read again changes nothing. producer names a party; onHand is what is in stock.
func Export(products []*Product, lang i18n.Lang, producer func(id.Party) string, onHand func(id.Product) qty.Qty) [][]string {
	rows := make([][]string, 0, len(products)+1)
	rows = append(rows, Headings(lang))
	columns := exported()
	for _, product := range products {
		cells := productCells(product, producer)
		if !product.Untracked {
			cells["stock"] = onHand(product.ID).String()
		}
		row := make([]string, len(columns))
		for n, column := range columns {
			row[n] = cells[column]
		}
		rows = append(rows, row)
	}
	return rows
}

// exportCells gives the cells that need nothing but the product. Numbers that say nothing stay empty.
func exportCells(product *Product) map[string]string {
	codes := make([]string, len(product.Codes))
	for n, code := range product.Codes {
		codes[n] = writeCode(code)
	}
	cells := map[string]string{
		"sku": product.SKU, "barcode": strings.Join(codes, ";"), "name": product.Name, "name_en": product.NameEN,
		"category": product.Category, "unit": product.Unit, "price": product.Price.String(), "vat": product.VAT,
		"aliases": strings.Join(product.Aliases, ";"), "image": product.Photo,
	}
	product.writeMore(cells)
	if product.Cost != 0 {
		cells["cost"] = product.Cost.String()
	}
	if product.Reorder != 0 {
		cells["reorder"] = product.Reorder.String()
	}
	if product.WeightG != 0 {
		cells["weight_g"] = strconv.Itoa(product.WeightG)
	}
	if product.OTOPStar != 0 {
		cells["otop_star"] = strconv.Itoa(product.OTOPStar)
	}
	if product.Terms == ledger.Consign {
		cells["gp_percent"] = product.GP.String()
	}
	return cells
}

// WriteCSV writes rows as UTF-8 with its mark, so that spreadsheets show Thai. A text that a
// spreadsheet would calculate gets an apostrophe before it, which an import takes off.
func WriteCSV(w io.Writer, rows [][]string) error {
	buffered := bufio.NewWriter(w)
	if _, err := buffered.WriteString("\ufeff"); err != nil {
		return fault.Wrap(err, "file_unwritten")
	}
	writer := csv.NewWriter(buffered)
	writer.UseCRLF = true
	for _, row := range rows {
		safe := make([]string, len(row))
		for n, text := range row {
			safe[n] = escape(text)
		}
		if err := writer.Write(safe); err != nil {
			return fault.Wrap(err, "file_unwritten")
		}
	}
	writer.Flush()
	if err := writer.Error(); err != nil {
		return fault.Wrap(err, "file_unwritten")
	}
	return fault.Wrap(buffered.Flush(), "file_unwritten")
}

// WriteXLSX writes rows as a spreadsheet in which every cell is text: codes keep their zeros and
// nothing is calculated.
func WriteXLSX(w io.Writer, rows [][]string) error { return writeSheet(w, rows) }

// WriteRejected writes the bad rows of an import as a spreadsheet under the file's own headings, with
// a last column that says in the user's language what is wrong: to be put right and read again.
func WriteRejected(w io.Writer, table Table, rejected []Rejected, lang i18n.Lang) error {
	reasons := make(map[int]string, len(rejected))
	for _, bad := range rejected {
		reasons[bad.Row] = i18n.Message(lang, bad.Reason)
	}
	width := len(table.Headings)
	line := func(cells []string, last string) []string {
		row := make([]string, width+1)
		copy(row[:width], cells)
		row[width] = last
		return row
	}
	rows := [][]string{line(table.Headings, i18n.T(lang, "catalog.reason"))}
	for _, row := range table.Rows {
		if reason, bad := reasons[row.N]; bad {
			rows = append(rows, line(row.Cells, reason))
		}
	}
	return writeSheet(w, rows)
}
