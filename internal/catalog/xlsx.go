package catalog

import (
	"bytes"
	"context"
	"io"
	"math"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"github.com/xuri/excelize/v2"

	"github.com/talat-pos/talat/internal/fault"
)

// Bounds of what a spreadsheet file may unpack to: all of it, and one sheet before it goes to disk.
const (
	maxUnzip    = 512 << 20
	maxUnzipXML = 64 << 20
	maxSheets   = 100
)

// openBook opens a spreadsheet and lists the sheets that a person sees.
func openBook(data []byte) (file *excelize.File, sheets []string, err error) {
	file, err = excelize.OpenReader(bytes.NewReader(data), excelize.Options{UnzipSizeLimit: maxUnzip, UnzipXMLSizeLimit: maxUnzipXML})
	if err != nil {
		return nil, nil, unreadable()
	}
	all := file.GetSheetList()
	for _, sheet := range all[:min(len(all), maxSheets)] {
		if seen, err := file.GetSheetVisible(sheet); err == nil && seen {
			sheets = append(sheets, sheet)
		}
	}
	if len(sheets) == 0 {
		_ = file.Close()
		return nil, nil, unreadable()
	}
	return file, sheets, nil
}

// broken turns a panic into "file_unreadable": the library meets broken files in many ways.
func broken(err *error) {
	if recover() != nil {
		*err = unreadable()
	}
}

func listSheets(data []byte) (sheets []string, err error) {
	defer broken(&err)
	file, sheets, err := openBook(data)
	if err != nil {
		return nil, err
	}
	return sheets, file.Close()
}

// readXLSX reads a sheet; "" is the first with headings of goods, else the first. Formulas are never run: a
// cell is what the spreadsheet last calculated.
func readXLSX(ctx context.Context, data []byte, sheet string) (found []Row, name string, err error) {
	defer broken(&err)
	file, sheets, err := openBook(data)
	if err != nil {
		return nil, "", err
	}
	defer file.Close()
	switch {
	case sheet == "":
		sheet = goodsSheet(ctx, file, sheets)
	case !slices.Contains(sheets, sheet):
		return nil, "", fault.Unreadable("sheet_unknown", "sheet", fault.Values{"value": sheet})
	}
	if found, err = readSheet(ctx, file, sheet, math.MaxInt); err != nil {
		return nil, "", err
	}
	return found, sheet, markSheet(file, data, sheet, found)
}

// goodsSheet looks at the first rows of each sheet.
func goodsSheet(ctx context.Context, file *excelize.File, sheets []string) string {
	if len(sheets) == 1 {
		return sheets[0]
	}
	for _, sheet := range sheets {
		rows, err := readSheet(ctx, file, sheet, 2*headRows)
		if err != nil {
			continue
		}
		if at, _ := headingRow(rows, nil); at >= 0 {
			return sheet
		}
	}
	return sheets[0]
}

// readSheet reads a sheet down to a row. Where cells have formats each is read twice, as stored and as shown.
func readSheet(ctx context.Context, file *excelize.File, sheet string, last int) ([]Row, error) {
	stored, err := file.Rows(sheet)
	if err != nil {
		return nil, unreadable()
	}
	defer stored.Close()
	shown, err := file.Rows(sheet)
	if err != nil {
		return nil, unreadable()
	}
	defer shown.Close()
	formatted := hasFormats(file)
	var kept collector
	for n := 1; n <= last && stored.Next(); n++ {
		if n%stopEvery == 0 && ctx.Err() != nil {
			return nil, ctx.Err()
		}
		cells, err := stored.Columns(excelize.Options{RawCellValue: true})
		if err != nil {
			return nil, unreadable()
		}
		seen := cells
		if formatted && shown.Next() {
			if seen, err = shown.Columns(); err != nil {
				return nil, unreadable()
			}
		}
		for c := range cells {
			if c < len(seen) {
				cells[c] = chooseText(cells[c], seen[c])
			}
		}
		if err := kept.add(n, cells); err != nil {
			return nil, err
		}
	}
	if stored.Error() != nil {
		return nil, unreadable()
	}
	return kept.rows, nil
}

// hasFormats reports whether any cell may be shown otherwise than it is stored. Files that programs
// write mostly have no formats, and then half of the reading can be spared.
func hasFormats(file *excelize.File) bool {
	if file.Styles == nil || file.Styles.CellXfs == nil {
		return false
	}
	for _, style := range file.Styles.CellXfs.Xf {
		if style.NumFmtID != nil && *style.NumFmtID != 0 {
			return true
		}
	}
	return false
}

var (
	storedNumber = regexp.MustCompile(`^-?\d+(\.\d+)?(E[+-]?\d+)?$`)
	roundedCode  = regexp.MustCompile(`^\d(\.\d+)?[Ee]\+?\d+$`)
)

// shortMantissa is how many digits a spreadsheet shows of a number it cuts; more are the whole number.
const shortMantissa = 6

// chooseText decides between a cell as stored and as shown. Shown wins where its format adds what
// counts: leading zeros, or the percent sign. A number is otherwise what is stored, in full digits.
func chooseText(stored, shown string) string {
	switch {
	case stored == shown || !storedNumber.MatchString(stored):
	case strings.HasSuffix(shown, "%"):
		return shown
	case len(shown) > len(stored) && strings.Trim(strings.TrimSuffix(shown, stored), "0") == "" && strings.HasSuffix(shown, stored):
		return shown
	}
	return fullDigits(stored)
}

// fullDigits writes a stored number without exponent and without the noise of its last binary digits:
// 8.85000000123E+12 is 8850000000123, 19.989999999999998 is 19.99. All in decimal digits. Text, and a
// number that was already cut to few digits, stays as it is.
func fullDigits(stored string) string {
	if !storedNumber.MatchString(stored) {
		return stored
	}
	mantissa, exponent, hasExponent := strings.Cut(stored, "E")
	sign := ""
	if strings.HasPrefix(mantissa, "-") {
		sign, mantissa = "-", mantissa[1:]
	}
	whole, frac, _ := strings.Cut(mantissa, ".")
	shift, err := strconv.Atoi("0" + strings.TrimPrefix(exponent, "+"))
	if strings.HasPrefix(exponent, "-") {
		shift, err = strconv.Atoi(exponent)
	}
	digits := whole + frac
	significant := len(strings.TrimLeft(digits, "0"))
	if err != nil || shift < -30 || shift > 30 || hasExponent && shift > 0 && significant <= shortMantissa || !hasExponent && (frac == "" || significant <= 15) {
		return stored
	}
	point := len(whole) + shift
	if point < 1 {
		digits, point = strings.Repeat("0", 1-point)+digits, 1
	}
	digits += strings.Repeat("0", max(0, point-len(digits)))
	digits, point = roundDigits(digits, point)
	text := strings.TrimLeft(digits[:point], "0")
	if text == "" {
		text = "0"
	}
	if rest := strings.TrimRight(digits[point:], "0"); rest != "" {
		text += "." + rest
	}
	return sign + text
}

// roundDigits rounds the part behind the point so that 15 significant digits are left, as many as a
// spreadsheet shows; digits before the point stay.
func roundDigits(digits string, point int) (string, int) {
	leading := len(digits) - len(strings.TrimLeft(digits, "0"))
	keep := max(leading+15, point)
	if keep >= len(digits) {
		return digits, point
	}
	up := digits[keep] >= '5'
	kept := []byte(digits[:keep])
	for n := keep - 1; up && n >= 0; n-- {
		if up = kept[n] == '9'; up {
			kept[n] = '0'
		} else {
			kept[n]++
		}
	}
	if up {
		return "1" + string(kept), point + 1
	}
	return string(kept), point
}

// writeSheet writes one sheet in which every cell is text.
func writeSheet(w io.Writer, rows [][]string) error {
	file := excelize.NewFile()
	defer file.Close()
	stream, err := file.NewStreamWriter(file.GetSheetName(0))
	if err != nil {
		return fault.Wrap(err, "file_unwritten")
	}
	for n, row := range rows {
		cells := make([]any, len(row))
		for c, text := range row {
			cells[c] = cleanCell(text) // a text cell: spreadsheets neither calculate nor round it
		}
		if err := stream.SetRow("A"+strconv.Itoa(n+1), cells); err != nil {
			return fault.Wrap(err, "file_unwritten")
		}
	}
	if err := stream.Flush(); err != nil {
		return fault.Wrap(err, "file_unwritten")
	}
	return fault.Wrap(file.Write(w), "file_unwritten")
}

// cleanCell drops what XML cannot carry.
func cleanCell(text string) string {
	return strings.Map(func(r rune) rune {
		if r < ' ' && r != '\t' && r != '\n' || r == 0xfffe || r == 0xffff {
			return -1
		}
		return r
	}, strings.ToValidUTF8(text, ""))
}
