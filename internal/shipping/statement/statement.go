// Package statement reads what a carrier says it paid of the sums it collected, pasted or from a spreadsheet.
package statement

import (
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/thai"
)

// Line is what the carrier paid for one parcel.
type Line struct {
	Row      int // counts from 1
	Tracking string
	Amount   money.Satang // of the sum it collected
	Fee      money.Satang // that it kept
	Day      clock.Day    // "" = it does not say
}

// Rejected is a row that names a parcel and cannot be read.
type Rejected struct {
	Row  int
	Text string
	Why  *fault.Error
}

// Bounds of a statement.
const (
	maxLines   = 20_000
	maxPaste   = 2 << 20
	headingsIn = 20 // the first rows, among which the headings stand
)

// columns by what carriers call them, as headingKey writes it.
var columns = map[string][]string{
	"tracking": {"เลขพัสดุ", "หมายเลขพัสดุ", "เลขที่พัสดุ", "หมายเลขสิ่งของ", "เลขที่สิ่งของ", "เลขติดตาม", "บาร์โค้ด", "barcode", "tracking", "tracking no", "tracking number", "item", "item id", "consignment"},
	"amount":   {"ยอดเก็บเงิน", "ยอดเก็บเงินปลายทาง", "เก็บเงินปลายทาง", "ยอด cod", "cod", "cod amount", "จำนวนเงิน", "จำนวนเงิน cod", "ยอดเงิน", "ยอดเรียกเก็บ", "ราคาสินค้า", "amount", "collected"},
	"fee":      {"ค่าธรรมเนียม", "ค่าธรรมเนียม cod", "ค่าบริการ", "ค่าบริการ cod", "หัก", "fee", "cod fee", "service fee", "charge"},
	"net":      {"ยอดโอน", "ยอดเงินโอน", "จำนวนเงินโอน", "โอนสุทธิ", "สุทธิ", "ยอดสุทธิ", "ยอดโอนสุทธิ", "คงเหลือ", "net", "net amount", "transfer", "transferred"},
	"day":      {"วันที่", "วันที่โอน", "วันโอน", "วันที่โอนเงิน", "date", "transfer date", "paid date", "payment date"},
}

func columnOf(heading string) string {
	key := headingKey(heading)
	for column, names := range columns {
		if slices.ContainsFunc(names, func(name string) bool { return key != "" && key == headingKey(name) }) {
			return column
		}
	}
	return ""
}

// headingKey folds a heading: signs, spaces, the currency and notes in brackets do not count.
func headingKey(heading string) string {
	if at := strings.IndexAny(heading, "(["); at > 0 {
		heading = heading[:at]
	}
	key := strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsMark(r) || unicode.IsDigit(r) {
			return r
		}
		return -1
	}, thai.Fold(heading))
	return strings.TrimSuffix(strings.TrimSuffix(key, "บาท"), "baht")
}

// spaced is a number of the post with or without the spaces it is read aloud by.
var spaced = regexp.MustCompile(`(?i)\b([a-z]{2})[ -]?(\d{4})[ -]?(\d{4})[ -]?(\d)[ -]?([a-z]{2})\b`)

// Paste reads pasted text: cells between tabs, a list with commas under headings, or a line a parcel. Faults: those of
// Read, "file_too_large".
func Paste(text string) ([]Line, []Rejected, error) {
	if len(text) > maxPaste {
		return nil, nil, fault.New("statement_long", "statement", fault.Values{"most": maxLines})
	}
	if first, _, _ := strings.Cut(text, "\n"); !strings.Contains(text, "\t") && named(strings.Split(first, ",")) > 1 {
		rows, err := catalog.ReadRows("paste.csv", strings.NewReader(text))
		if err != nil {
			return nil, nil, err
		}
		return Read(rows)
	}
	var rows []catalog.Row
	for n, line := range strings.Split(strings.ReplaceAll(text, "\r", ""), "\n") {
		cells := strings.Split(line, "\t")
		if len(cells) == 1 {
			cells = strings.Fields(spaced.ReplaceAllString(thai.ToASCIIDigits(line), "$1$2$3$4$5"))
		}
		rows = append(rows, catalog.Row{N: n + 1, Cells: cells})
	}
	return Read(rows)
}

func named(headings []string) (count int) {
	for _, heading := range headings {
		if columnOf(heading) != "" {
			count++
		}
	}
	return count
}

// Read reads the rows of a statement, whose columns stand in any order, with headings or without. Rows that name no
// parcel, such as sums, are passed over. Faults: "statement_empty" when no row names a parcel, "statement_long".
func Read(rows []catalog.Row) (lines []Line, rejected []Rejected, err error) {
	at, begin := headings(rows)
	for _, row := range rows[begin:] {
		line, why := read(row.Cells, at)
		switch {
		case why != nil:
			rejected = append(rejected, Rejected{row.N, thai.Clean(strings.Join(row.Cells, " "), 200), why})
		case line.Tracking != "":
			line.Row = row.N
			lines = append(lines, line)
		}
		if len(lines)+len(rejected) > maxLines {
			return nil, nil, fault.New("statement_long", "statement", fault.Values{"most": maxLines})
		}
	}
	if len(lines)+len(rejected) == 0 {
		return nil, nil, fault.New("statement_empty", "statement", nil)
	}
	return lines, rejected, nil
}

// headings finds the row of headings and what stands in which column; none is found where no row names the column of
// tracking numbers.
func headings(rows []catalog.Row) (at map[string]int, begin int) {
	for n := range rows[:min(len(rows), headingsIn)] {
		at := map[string]int{}
		for c, heading := range rows[n].Cells {
			if column := columnOf(heading); column != "" {
				if _, twice := at[column]; !twice {
					at[column] = c
				}
			}
		}
		_, tracking := at["tracking"]
		_, amount := at["amount"]
		_, net := at["net"]
		if tracking && (amount || net) {
			return at, n + 1
		}
	}
	return nil, 0
}

func read(cells []string, at map[string]int) (Line, *fault.Error) {
	if at == nil {
		return guess(cells)
	}
	cell := func(column string) string {
		if place, known := at[column]; known && place < len(cells) {
			return strings.TrimSpace(cells[place])
		}
		return ""
	}
	if cell("tracking") == "" || strings.IndexFunc(cell("tracking"), unicode.IsDigit) < 0 { // a sum's word
		return Line{}, nil
	}
	line := Line{Day: day(cell("day"))}
	number, err := shipping.ReadNumber(cell("tracking"), true)
	if err != nil {
		return line, fault.Of(err)
	}
	line.Tracking = number
	var sums [3]money.Satang
	for n, column := range []string{"amount", "fee", "net"} {
		if text := cell(column); text != "" && text != "-" {
			if sums[n], err = amount(text); err != nil {
				return line, fault.Of(err)
			}
		}
	}
	line.Amount, line.Fee = sums[0], sums[1]
	switch net := sums[2]; {
	case line.Amount == 0:
		line.Amount = net + line.Fee
	case line.Fee == 0 && net > 0:
		line.Fee = line.Amount - net
	}
	if line.Amount <= 0 || line.Fee < 0 || line.Fee > line.Amount {
		return line, fault.New("statement_amount", "amount", fault.Values{"tracking": number})
	}
	return line, nil
}

// amount reads baht, with their sign or word, of a fee also below zero.
func amount(text string) (money.Satang, error) {
	text = strings.TrimSpace(strings.NewReplacer("฿", "", "บาท", "", "THB", "").Replace(text))
	return money.Parse(strings.TrimPrefix(text, "-"))
}

// guess reads a row without headings: the number tells itself, the largest sum is what was collected, and of three
// the one is what the others leave.
func guess(cells []string) (line Line, why *fault.Error) {
	var sums, whole []money.Satang
	for _, cell := range cells {
		cell = strings.TrimSpace(cell)
		if number, err := shipping.ParseTracking(cell); err == nil || fault.Is(err, "tracking_check") {
			if line.Tracking != "" {
				continue
			}
			if line.Tracking = string(number); err != nil {
				return line, fault.Of(err)
			}
			continue
		}
		if at := day(cell); at != "" {
			line.Day = at
			continue
		}
		if sum, err := amount(cell); err == nil && sum > 0 {
			if whole = append(whole, sum); strings.Contains(cell, ".") {
				sums = append(sums, sum)
			}
		}
	}
	if line.Tracking == "" {
		return Line{}, nil
	}
	if len(sums) == 0 {
		sums = whole // without satang; a row's own number may be among them, before a larger one
	}
	slices.Sort(sums)
	if len(sums) == 0 {
		return line, fault.New("statement_amount", "amount", fault.Values{"tracking": line.Tracking})
	}
	line.Amount = sums[len(sums)-1]
	switch {
	case len(sums) == 2 && sums[0]*2 < line.Amount:
		line.Fee = sums[0]
	case len(sums) == 2: // what was collected and what came of it
		line.Fee = line.Amount - sums[0]
	case len(sums) >= 3 && sums[len(sums)-2]+sums[len(sums)-3] == line.Amount:
		line.Fee = sums[len(sums)-3]
	}
	return line, nil
}

// day reads a date, of whichever era, before a time of day; "" for none.
func day(text string) clock.Day {
	text, _, _ = strings.Cut(strings.TrimSpace(text), " ")
	if found, err := clock.ParseDay(text); err == nil {
		return found
	}
	if at, err := time.Parse("2/1/2006", text); err == nil && at.Year() < 2400 && at.Year() > 1900 {
		return clock.Day(at.Format("2006-01-02"))
	}
	return ""
}
