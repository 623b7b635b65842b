// Package channelfile reads the order files of marketplaces and of any other shop program into orders as
// the file says them; it knows no catalogue and saves nothing.
package channelfile

import (
	"time"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/qty"
)

// Other is the channel of a file that is none of the known marketplaces', where nobody names another.
const Other = ordering.Other

// State is where an order stands in its channel.
type State string

// The states. Paid orders wait to be sent; what the channel calls otherwise is Unknown, and its own word is kept.
const (
	New       State = "new"
	Paid      State = "paid"
	Shipped   State = "shipped"
	Delivered State = "delivered"
	Cancelled State = "cancelled"
	Returned  State = "returned"
	Unknown   State = "unknown"
)

// Recipient is who gets the goods. Marketplaces cover names, telephones and addresses when an order is not
// to be sent yet or no longer: Masked says so, and the texts stay as they are. What a shop knows of the order
// from before is then the better one.
type Recipient struct {
	Name    string
	Phone   string // in groups where it is a whole Thai number, else as the file says it
	Address address.Address
	Masked  bool
}

// Line is one line of goods. Price is of one piece, before discounts; the discounts are of the whole line.
type Line struct {
	ID              string // the channel's own, "" for none
	SKU             string // the shop's, "" where the file leaves it open
	Name            string
	Variation       string
	Text            string // name and variation, for a line whose goods are not known
	Qty             qty.Qty
	Returned        qty.Qty // of Qty, as the channel says: nobody has seen it yet
	Price           money.Satang
	Discount        money.Satang // the shop's
	ChannelDiscount money.Satang // paid by the channel
	State           State        // some channels cancel and return line by line
}

// Order is one order of a file. Amounts are what the buyer sees: Total is the lines less all discounts, and
// the shipping fee, as the file says it; where the file says none it is counted out of the lines that are
// neither cancelled nor returned. Texts are cut nowhere.
type Order struct {
	Channel         string
	No              string // a text, never a number
	State           State
	StateText       string // the channel's own words for it
	At              time.Time
	Buyer           string
	Recipient       Recipient
	Lines           []Line
	Discount        money.Satang // the shop's, of the whole order
	ChannelDiscount money.Satang
	ShippingFee     money.Satang // paid by the buyer
	Total           money.Satang
	Paid            bool
	COD             money.Satang // to be collected at the door, 0 when nothing is
	Payment         string       // as the file says it
	Tracking        string
	Carrier         string
	ShipBy          time.Time
	Note            string // the buyer's
	SellerNote      string

	Rows     []int      `json:"-"` // of the file, the heading is 1
	Cells    [][]string `json:"-"` // of those rows, to give them back
	Updated  time.Time  `json:"-"` // the latest moment the file names of it, zero for none
	Revision string     `json:"-"` // changes when anything above Rows does
}

// Rejected is one bad row: the heading of the column and the cell's text where one is at fault, and a fault.
type Rejected struct {
	Row    int
	Column string
	Value  string
	Order  string   // its number, "" where that could not be read
	Cells  []string // the whole row, to give it back
	Reason error
}

// File is what was read. One bad row holds its whole order back, so that no order comes in with a line
// missing; the other rows of that order are listed with the code "order_row_held".
type File struct {
	Kind     string   // the channel
	Sheet    string   // of a spreadsheet
	Sheets   []string // all of it
	Headings []string
	First    []catalog.Row // below the headings, to show what stands there
	Mapping  Mapping       // by which it was read
	Orders   []Order       // as they first appear
	Rejected []Rejected
	Warnings []*fault.Error // what to look at again, one a kind
}

// Bounds of one cell, in characters, and of one quantity.
const (
	maxText = ordering.MaxText
	maxNo   = 80
	maxQty  = 99_999 * qty.One
)
