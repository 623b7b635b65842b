// Package giftlist reads lists of gifts out of spreadsheets: one who pays, many who get something.
package giftlist

import (
	"context"
	"encoding/json"
	"io"
	"slices"
	"sync"

	"github.com/talat-pos/talat/assets"
	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/channelfile"
	"github.com/talat-pos/talat/internal/ordering/sheet"
	"github.com/talat-pos/talat/internal/qty"
)

// Item is one kind of goods that a recipient gets. SKU and Text are as the list says them; both are empty
// where it only says how many of the one gift of the list.
type Item struct {
	SKU  string
	Text string
	Qty  qty.Qty
}

// Recipient is one who gets something. Without items he gets what all get.
type Recipient struct {
	Rows    []int // of the list, the heading is 1
	Name    string
	Phone   string // in groups where it is a whole Thai number
	Address address.Address
	Items   []Item
	Message string // for the card
	Note    string
}

// Rejected is one bad row: the heading of the column and the cell's text, and a fault.
type Rejected struct {
	Row    int
	Column string
	Value  string
	Reason error
}

// List is what was read.
type List struct {
	Headings   []string
	Goods      []string // headings that are names of goods, with how many below them
	Recipients []Recipient
	Rejected   []Rejected
	Warnings   []*fault.Error // what to look at again, one a kind
}

// Bounds of a list.
const (
	maxRecipients = ordering.MaxRecipients
	maxText       = ordering.MaxText // characters of a cell
	maxQty        = 99_999 * qty.One
	headRows      = 30
	shortestPhone = 9 // digits of 02 123 4567
)

// Options says how a list is read.
type Options struct {
	IsGoods  func(heading string) bool // whether a heading that names no column is goods of the shop: below it stands how many; nil = none is
	Register *address.Register         // of the shop; nil = the one that comes with the program
}

// Read reads a .csv or .xlsx file within the bounds of catalog.OpenFile: the first sheet that has recipients.
// It fails as catalog.OpenFile does, with "gift_columns" (usage) where no heading names a recipient
// or where he lives, with "gifts_too_many", and when ctx ends.
func Read(ctx context.Context, name string, data io.Reader, options Options) (List, error) {
	opened, err := catalog.OpenFile(name, data)
	if err != nil {
		return List{}, err
	}
	sheets := opened.Sheets
	if len(sheets) == 0 {
		sheets = []string{""}
	}
	var list List
	for _, one := range sheets {
		rows, _, failed := opened.Rows(ctx, one)
		if failed != nil {
			return List{}, failed
		}
		if list, err = ReadRows(rows, options); !fault.Is(err, "gift_columns") {
			if len(opened.Sheets) > 1 {
				list.Warnings = append(list.Warnings, sheet.Chosen(one, opened.Sheets))
			}
			break
		}
	}
	return list, err
}

// ReadRows is Read of rows that were read already.
func ReadRows(rows []catalog.Row, options Options) (List, error) {
	var list List
	columns, below := find(rows)
	if columns == nil {
		return list, fault.Unreadable("gift_columns", "file", nil)
	}
	list.Headings = rows[len(rows)-len(below)-1].Cells
	if len(below) > maxRecipients {
		return list, fault.New("gifts_too_many", "file", fault.Values{"count": len(below), "most": maxRecipients})
	}
	r := reader{list: &list, columns: columns, notes: sheet.Notes{}, known: map[string]int{}, register: options.Register}
	if r.register == nil {
		r.register = address.Standard()
	}
	taken := map[int]bool{}
	for _, places := range columns {
		for _, n := range places {
			taken[n] = true
		}
	}
	for n, heading := range list.Headings {
		if text := sheet.Text(heading); !taken[n] && text != "" && options.IsGoods != nil && options.IsGoods(text) {
			r.goods = append(r.goods, n)
			list.Goods = append(list.Goods, text)
		}
	}
	for _, row := range below {
		r.add(row)
	}
	list.Warnings = r.notes.Faults("rows")
	return list, nil
}

// message is the column of the card's text; the others are those of order files.
const message channelfile.Field = "message"

// find finds the headings: the row of the first that names most columns, a recipient and where he lives.
func find(rows []catalog.Row) (columns map[channelfile.Field][]int, below []catalog.Row) {
	for n, row := range rows[:min(len(rows), headRows)] {
		found := columnsOf(row.Cells)
		lives := len(found["address"])+len(found["postcode"]) > 0
		if len(found["name"]) > 0 && lives && len(found) > len(columns) {
			columns, below = found, rows[n+1:]
		}
	}
	return columns, below
}

// columnsOf finds the columns that headings name. Who is called the buyer in a list without recipients is one.
func columnsOf(headings []string) map[channelfile.Field][]int {
	found := map[channelfile.Field][]int{}
	for field, names := range channelfile.SuggestFor(channelfile.Other, headings).Columns {
		found[field] = []int{slices.Index(headings, names[0])}
	}
	if len(found["name"]) == 0 {
		found["name"] = found["buyer"]
	}
	for n, heading := range headings {
		if slices.Contains(messages(), sheet.Key(heading)) {
			found[message] = append(found[message], n)
		}
	}
	return found
}

var messages = sync.OnceValue(func() []string {
	var data struct {
		Message []string `json:"message"`
	}
	if err := json.Unmarshal(assets.Read("rules/orderfiles.json"), &data); err != nil {
		panic("orderfiles.json: " + err.Error()) // embedded, and read by a test
	}
	for n, heading := range data.Message {
		data.Message[n] = sheet.Key(heading)
	}
	return data.Message
})
