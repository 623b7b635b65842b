package channelfile

import (
	"context"
	"io"
	"regexp"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ordering/sheet"
	"github.com/talat-pos/talat/internal/thai"
)

// Bounds of looking for the headings.
const (
	headRows = 30 // titles, a shop's name and a date may stand above
	maxTried = 10 // sheets of a workbook
	maxFirst = 20 // rows that show what stands under the headings
)

// Options says how a file is read.
type Options struct {
	Channel  string            // of ordering.Channels, "" to find it out
	Sheet    string            // of a spreadsheet, "" for the first that holds orders
	Mapping  *Mapping          // how the shop reads such files, nil to find that out too
	Register *address.Register // of the shop; nil = the one that comes with the program
}

// Read reads an order file, .csv or .xlsx, within the bounds of catalog.OpenFile. It fails as that and
// catalog.File.Rows do, with "order_columns" (usage) naming the fields that no heading stands for (then File
// still has Headings and Mapping, for a person to name them), and when ctx ends.
func Read(ctx context.Context, name string, data io.Reader, options Options) (File, error) {
	opened, err := catalog.OpenFile(name, data)
	if err != nil {
		return File{}, err
	}
	sheets := opened.Sheets
	if options.Sheet != "" || len(sheets) == 0 {
		sheets = []string{options.Sheet}
	}
	var first File
	var failed error
	for _, one := range sheets[:min(len(sheets), maxTried)] {
		rows, _, err := opened.Rows(ctx, one)
		if err != nil {
			return File{}, err
		}
		file, err := ReadRows(ctx, rows, options)
		file.Sheet, file.Sheets = one, opened.Sheets
		if options.Sheet == "" && len(opened.Sheets) > 1 {
			file.Warnings = append(file.Warnings, sheet.Chosen(one, opened.Sheets))
		}
		if err == nil || !fault.Is(err, "order_columns") {
			return file, err
		}
		if failed == nil || len(file.Mapping.Columns) > len(first.Mapping.Columns) {
			first, failed = file, err
		}
	}
	return first, failed
}

// ReadRows is Read of rows that were read already.
func ReadRows(ctx context.Context, rows []catalog.Row, options Options) (File, error) {
	file := File{Kind: options.Channel}
	at, fits := -1, 0
	for n, row := range rows[:min(len(rows), headRows)] {
		if count := len(options.mapping(row.Cells).Columns); count > fits && (count > 1 || n == 0) {
			at, fits = n, count
		}
	}
	if at < 0 {
		file.Mapping = options.mapping(nil)
		if len(rows) > 0 {
			at = fullest(rows[:min(len(rows), headRows)])
			file.Headings, file.First = rows[at].Cells, first(rows[at+1:])
		}
		return file, columnsMissing(file.Mapping.Missing())
	}
	file.Headings, file.First = rows[at].Cells, first(rows[at+1:])
	file.Mapping = options.mapping(file.Headings)
	file.Kind = file.Mapping.Channel
	if missing := file.Mapping.Missing(); len(missing) > 0 {
		return file, columnsMissing(missing)
	}
	r := reader{file: &file, places: file.Mapping.places(file.Headings), layout: layoutOf(file.Kind), notes: sheet.Notes{}, register: options.Register}
	if r.register == nil {
		r.register = address.Standard()
	}
	if options.Mapping == nil {
		r.guessDateForm(rows[at+1:])
	}
	if err := r.collect(ctx, rows[at+1:]); err != nil {
		return file, err
	}
	r.refuseRounded()
	if err := r.build(ctx); err != nil {
		return file, err
	}
	file.Warnings = r.notes.Faults("orders")
	slices.SortStableFunc(file.Rejected, func(a, b Rejected) int { return a.Row - b.Row })
	return file, nil
}

// fullest gives the first row with the most filled cells: headings nobody knows, below titles.
func fullest(rows []catalog.Row) (at int) {
	most := 0
	for n, row := range rows {
		filled := 0
		for _, cell := range row.Cells {
			if strings.TrimSpace(cell) != "" {
				filled++
			}
		}
		if filled > most {
			at, most = n, filled
		}
	}
	return at
}

func first(rows []catalog.Row) []catalog.Row { return rows[:min(len(rows), maxFirst)] }

// mapping gives the mapping for a file's headings.
func (o *Options) mapping(headings []string) Mapping {
	switch {
	case o.Mapping != nil:
		return o.Mapping.within(headings)
	case o.Channel != "":
		return SuggestFor(o.Channel, headings)
	}
	return Suggest(headings)
}

// row is one row of lines, its cells by field: those that are filled, in the order of the mapping.
type row struct {
	n     int
	no    string
	whole []string // as it stands in the file
	cells map[Field][]string
	last  bool // it continues the row before: the same order, next to it
}

// text is the first filled cell of a field, "" for none.
func (w row) text(f Field) string {
	if cells := w.cells[f]; len(cells) > 0 {
		return cells[0]
	}
	return ""
}

// reader reads the rows of one file.
type reader struct {
	file     *File
	places   map[Field][]int
	layout   layout
	rows     []row
	held     map[string]bool // orders with a bad row
	register *address.Register
	notes    sheet.Notes
}

// guessDateForm takes the month to come first where some days cannot be read otherwise, and none only so.
func (r *reader) guessDateForm(rows []catalog.Row) {
	dayFirst, monthFirst := false, false
	for _, row := range rows {
		for _, n := range r.places[fieldAt] {
			if n >= len(row.Cells) {
				continue
			}
			_, day := sheet.Time(row.Cells[n], sheet.DayFirst)
			_, month := sheet.Time(row.Cells[n], sheet.MonthFirst)
			dayFirst, monthFirst = dayFirst || day && !month, monthFirst || month && !day
		}
	}
	if monthFirst && !dayFirst {
		r.file.Mapping.DateForm = sheet.MonthFirst
	}
}

// collect takes the rows that are lines of orders, and rejects those of which that cannot be told.
func (r *reader) collect(ctx context.Context, rows []catalog.Row) error {
	r.held = map[string]bool{}
	before := ""
	for n, source := range rows {
		if n%1000 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		if r.isHeading(source) || r.isDescription(source) {
			continue
		}
		w, err := r.cellsOf(source)
		if err == nil && w.no == "" {
			if w.text(fieldSKU) == "" && w.text(fieldProduct) == "" {
				continue // a sum or a remark below the table
			}
			err = fault.New("order_no_missing", string(fieldNo), nil)
		}
		if err == nil && (roundedNo.MatchString(w.no) || utf8.RuneCountInString(w.no) > maxNo) {
			err = refusedNo(w.no)
		}
		if err != nil {
			r.reject(w, err)
			before = ""
			continue
		}
		w.last, before = w.no == before, w.no
		r.rows = append(r.rows, w)
	}
	return nil
}

// cellsOf takes the cells of the fields. It fails with the fault of a cell that could not be read or is too long.
func (r *reader) cellsOf(source catalog.Row) (row, error) {
	w := row{n: source.N, whole: source.Cells, cells: map[Field][]string{}}
	var failed error
	for _, field := range Fields() {
		for _, n := range r.places[field] {
			if n >= len(source.Cells) {
				continue
			}
			text := sheet.Text(source.Cells[n])
			if field == fieldNote || field == fieldSellerNote {
				text = thai.CleanLines(strings.TrimPrefix(source.Cells[n], "'"), 0)
			}
			if text == "" || text == "-" {
				continue
			}
			w.cells[field] = append(w.cells[field], text)
			switch code := source.Bad[n]; {
			case code != "":
				failed = fault.New(code, string(field), fault.Values{"value": text})
			case shownErrors.MatchString(text):
				failed = fault.New("cell_error", string(field), fault.Values{"value": text})
			case utf8.RuneCountInString(text) > maxText:
				failed = fault.New("order_cell", string(field), fault.Values{"most": maxText})
			}
		}
	}
	w.no = w.text(fieldNo)
	if found := pointZero.FindStringSubmatch(w.no); found != nil {
		w.no = found[1]
	}
	return w, failed
}

var (
	// shownErrors is what spreadsheets write where a formula went wrong.
	shownErrors = regexp.MustCompile(`^#(REF!|N/A|VALUE!|DIV/0!|NAME\?|NUM!|NULL!|SPILL!|CALC!)$`)
	// roundedNo is a number that a spreadsheet has cut: 2.51122E+14. Numbers of channels that hold an E have
	// more digits before it.
	roundedNo = regexp.MustCompile(`^[+-]?\d([.,]\d+)?[Ee]\+?\d{1,3}$`)
	// pointZero is a whole number that a program has written as a fraction.
	pointZero = regexp.MustCompile(`^(\d+)\.0$`)
)

func refusedNo(no string) error {
	if roundedNo.MatchString(no) {
		return fault.New("order_no_rounded", string(fieldNo), fault.Values{"value": no})
	}
	return fault.New("order_cell", string(fieldNo), fault.Values{"most": maxNo})
}

// isHeading reports whether a row says the headings again, as in files that were glued together.
func (r *reader) isHeading(source catalog.Row) bool {
	same := 0
	for _, field := range []Field{fieldNo, fieldQty, fieldProduct, fieldSKU} {
		for _, n := range r.places[field] {
			if n >= len(source.Cells) || sheet.Key(source.Cells[n]) != sheet.Key(r.file.Headings[n]) {
				return false
			}
			same++
		}
	}
	return same > 1
}

// isDescription reports whether a row explains the headings, as TikTok's second row does: words without a
// digit where the order's number belongs, and where the quantity does.
func (r *reader) isDescription(source catalog.Row) bool {
	explains := func(field Field) bool {
		for _, n := range r.places[field] {
			if n < len(source.Cells) {
				text := strings.TrimSpace(source.Cells[n])
				return strings.ContainsFunc(text, unicode.IsLetter) && !strings.ContainsFunc(text, unicode.IsDigit)
			}
		}
		return len(r.places[field]) == 0
	}
	no := r.places[fieldNo][0]
	return no < len(source.Cells) && strings.ContainsAny(strings.TrimSpace(source.Cells[no]), " .") && explains(fieldNo) && explains(fieldQty)
}

// refuseRounded rejects long numbers of which a spreadsheet has kept fifteen digits: every one of them ends
// in zeros from there on, which by chance is rarer than one file in a thousand. A number with other digits
// behind the fifteenth shows that they were kept.
func (r *reader) refuseRounded() {
	const kept, least = 15, 3
	zeros, seen := 0, map[string]bool{}
	for _, w := range r.rows {
		if len(w.no) <= kept || strings.Trim(w.no, "0123456789") != "" || seen[w.no] {
			continue
		}
		seen[w.no] = true
		if strings.Trim(w.no[kept:], "0") != "" {
			return
		}
		zeros += len(w.no) - kept
	}
	if zeros < least {
		return
	}
	r.rows = slices.DeleteFunc(r.rows, func(w row) bool {
		if seen[w.no] {
			r.reject(w, fault.New("order_no_rounded", string(fieldNo), fault.Values{"value": w.no}))
		}
		return seen[w.no]
	})
}

// reject lists a row. The field of the fault is the field of the column.
func (r *reader) reject(w row, err error) {
	bad := Rejected{Row: w.n, Order: w.no, Cells: w.whole, Reason: err}
	if known := fault.Of(err); known != nil {
		field := Field(known.Field)
		bad.Value = strings.Join(w.cells[field], " ")
		if places := r.places[field]; len(places) > 0 {
			bad.Column = r.file.Headings[places[0]]
		}
	}
	if fault.Is(err, "order_no_rounded") {
		bad.Order = ""
	}
	r.file.Rejected = append(r.file.Rejected, bad)
	if w.no != "" {
		r.held[w.no] = true
	}
}
