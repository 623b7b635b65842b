// Package parcels reads lists of parcels out of spreadsheets, for labels and drop-off lists.
package parcels

import (
	"errors"
	"strconv"
	"strings"
	"unicode"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/thai"
)

// Parcel is one parcel of a list.
type Parcel struct {
	Row      int // counts the heading as 1
	Name     string
	Phone    string // in groups, "" when none is given
	Address  address.Address
	Service  string
	Tracking shipping.Tracking
	COD      money.Satang // 0 = nothing to collect
	Fee      money.Satang // what the post takes, 0 = not known
	Insured  money.Satang // 0 = not insured
	WeightG  int
	Note     string
	Order    string
}

// Rejected is one bad row: the column by its English heading, the cell's text and a fault.
type Rejected struct {
	Row    int
	Column string
	Value  string
	Reason error
}

// List is what was read: the good parcels in their order, the bad rows, and what to look at again.
type List struct {
	Parcels  []Parcel
	Rejected []Rejected
	Warnings []*fault.Error
}

// Bounds of a list.
const (
	maxParcels = 5_000
	maxCell    = 500    // characters
	maxWeight  = 30_000 // grams; the post takes 20 or 30 kg by service (facts of the post)
)

// Limits is what a list is held against.
type Limits struct {
	COD        money.Satang // the most that may be collected
	NoPostcode bool         // a recipient without a postcode is taken: their boxes stay empty

	Register *address.Register // of the shop; nil = the one that comes with the program
}

// Read reads rows, the first of which holds the headings, Thai or English. It fails with "parcel_columns" (usage) when no column names a recipient or none a
// postcode, and with "parcels_too_many".
func Read(rows []catalog.Row, limits Limits) (List, error) {
	var list List
	if limits.Register == nil {
		limits.Register = address.Standard()
	}
	if len(rows) == 0 {
		return list, fault.Unreadable("parcel_columns", "csv", nil)
	}
	headings, named := make([]string, len(rows[0].Cells)), map[string]bool{}
	for n, heading := range rows[0].Cells {
		if column := columnOf(heading); !named[column] {
			headings[n], named[column] = column, column != ""
		}
	}
	if !named["name"] || !named["postcode"] {
		return list, fault.Unreadable("parcel_columns", "csv", nil)
	}
	if len(rows)-1 > maxParcels {
		return list, fault.New("parcels_too_many", "csv", fault.Values{"count": len(rows) - 1, "most": maxParcels})
	}
	for _, row := range rows[1:] {
		cells := map[string]string{}
		for n, text := range row.Cells {
			if n < len(headings) && headings[n] != "" {
				cells[headings[n]] = strings.TrimSpace(text)
			}
		}
		list.add(row.N, cells, limits)
	}
	return list, nil
}

func (l *List) add(row int, cells map[string]string, limits Limits) {
	parcel, err := read(cells, limits)
	if err != nil {
		column := ""
		var known *fault.Error
		if errors.As(err, &known) {
			column = known.Field
		}
		l.Rejected = append(l.Rejected, Rejected{row, column, cells[column], err})
		return
	}
	parcel.Row = row
	if checked := limits.Register.Check(parcel.Address); checked.Complete && !checked.OK {
		l.Warnings = append(l.Warnings, fault.New("parcel_address", "row", fault.Values{
			"row": row, "name": parcel.Name, "part": cells[checked.Wrong]}))
	}
	if len(digitsOf(parcel.Phone)) < shortestPhone && parcel.Phone != "" {
		l.Warnings = append(l.Warnings, fault.New("parcel_phone", "row", fault.Values{"row": row, "name": parcel.Name, "phone": parcel.Phone}))
	}
	l.Parcels = append(l.Parcels, parcel)
}

// shortestPhone is how many digits a telephone number in Thailand has at least: 02 123 4567.
const shortestPhone = 9

func digitsOf(text string) string {
	return strings.Map(func(r rune) rune {
		if r < '0' || r > '9' {
			return -1
		}
		return r
	}, thai.ToASCIIDigits(text))
}

// Reject takes parcels out of the list that could not be printed; reason gives why, nil for a good one.
// The field of a reason must be the column's name.
func (l *List) Reject(reason func(n int, parcel Parcel) (column string, err error)) {
	var kept []Parcel
	for n, parcel := range l.Parcels {
		if column, err := reason(n, parcel); err != nil {
			l.Rejected = append(l.Rejected, Rejected{Row: parcel.Row, Column: column, Reason: err})
			continue
		}
		kept = append(kept, parcel)
	}
	l.Parcels = kept
}

// read reads one row. The field of its fault is the column.
func read(cells map[string]string, limits Limits) (Parcel, error) {
	for _, column := range columns {
		if len([]rune(cells[column.name])) > maxCell {
			return Parcel{}, fault.New("parcel_cell", column.name, fault.Values{"most": maxCell})
		}
	}
	parcel := Parcel{Name: cells["name"], Phone: phone(cells["phone"]), Service: cells["service"], Note: cells["note"], Order: cells["order"]}
	parcel.Address = limits.Register.Bare(address.Address{Line: cells["line"], Subdistrict: cells["subdistrict"],
		District: cells["district"], Province: cells["province"], Postcode: cells["postcode"]})
	if parcel.Name == "" {
		return parcel, fault.New("label_name", "name", nil)
	}
	postcode := thai.ToASCIIDigits(cells["postcode"])
	if (len(postcode) != 5 || strings.Trim(postcode, "0123456789") != "") && (postcode != "" || !limits.NoPostcode) {
		return parcel, fault.New("label_postcode", "postcode", fault.Values{"postcode": cells["postcode"]})
	}
	parcel.Address.Postcode = postcode
	var err error
	if cells["tracking"] != "" {
		if parcel.Tracking, err = shipping.ParseTracking(cells["tracking"]); err != nil {
			return parcel, err
		}
	}
	if parcel.WeightG, err = weight(cells["weight_g"]); err != nil {
		return parcel, err
	}
	return parcel, parcel.amounts(cells, limits.COD)
}

// amounts reads what is to be collected and paid.
func (p *Parcel) amounts(cells map[string]string, codLimit money.Satang) (err error) {
	if p.COD, err = amount(cells, "cod"); err != nil {
		return err
	}
	if cells["cod"] != "" && p.COD == 0 {
		return fault.New("cod_zero", "cod", nil)
	}
	if p.COD > codLimit {
		return fault.New("cod_above_limit", "cod", fault.Values{"amount": p.COD, "most": codLimit})
	}
	if p.Fee, err = amount(cells, "fee"); err != nil {
		return err
	}
	p.Insured, err = amount(cells, "insured")
	return err
}

// amount reads the baht of a cell, 0 for an empty one.
func amount(cells map[string]string, column string) (money.Satang, error) {
	if cells[column] == "" || cells[column] == "-" {
		delete(cells, column)
		return 0, nil
	}
	baht, err := money.Parse(cells[column])
	var known *fault.Error
	if errors.As(err, &known) {
		moved := *known
		moved.Field = column
		return 0, &moved
	}
	return baht, err
}

// weight reads grams, 0 for an empty cell.
func weight(text string) (int, error) {
	if text == "" {
		return 0, nil
	}
	grams, err := strconv.Atoi(strings.ReplaceAll(thai.ToASCIIDigits(text), ",", ""))
	if err != nil || grams < 1 || grams > maxWeight {
		return 0, fault.New("parcel_weight", "weight_g", fault.Values{"value": text, "most": maxWeight})
	}
	return grams, nil
}

// phone writes a telephone number in its groups; several numbers stay as they are. A mobile number of
// nine digits has lost its 0 to a spreadsheet.
func phone(text string) string {
	digits := strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) || r == '-' || r == '.' {
			return -1
		}
		return r
	}, thai.ToASCIIDigits(text))
	if rest, ok := strings.CutPrefix(digits, "+66"); ok {
		digits = "0" + rest
	}
	if len(digits) == 9 && strings.ContainsRune("689", rune(digits[0])) {
		digits = "0" + digits
	}
	if written := address.Phone(digits); written != digits {
		return written
	}
	return text
}
