// Package kit is what every screen of the window is given: the shop and the few things of the window.
package kit

import (
	"path/filepath"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/sound"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// Where names a file that was written by its folder and its name, for a line that is read in passing: the whole way there is
// too long for it, and is told where there is room.
func Where(path string) string {
	return filepath.Join(filepath.Base(filepath.Dir(path)), filepath.Base(path))
}

// The screens there are. Their names are the folders under app.
const (
	Till      nav.Screen = "till"
	Bills     nav.Screen = "bills"
	Shift     nav.Screen = "shift"
	Orders    nav.Screen = "orders"   // its argument is the id of an order
	Shipping  nav.Screen = "shipping" // its argument is the id of a parcel
	Products  nav.Screen = "products"
	Stock     nav.Screen = "stock"
	Trips     nav.Screen = "trips"
	Customers nav.Screen = "customers"
	Producers nav.Screen = "producers"
	Settings  nav.Screen = "settings"
	Imports   nav.Screen = "imports"    // reached from the goods; its argument is a file or a folder
	Rates     nav.Screen = "rates"      // of the post; reached from the parcels
	Listings  nav.Screen = "listings"   // its argument is the id of a product
	Channels  nav.Screen = "channels"   // its argument is the id of a connection
	Outbox    nav.Screen = "outbox"     // likewise
	Papers    nav.Screen = "papers"     // its argument is the id of a paper, or one of its pages
	Quotation nav.Screen = "quotations" // the editor; its argument is the id of a quotation to write anew
	Office    nav.Screen = "office"     // orders of offices with their progress; its argument is the number of an order
)

// The pages of the papers screen beside the list: what a route to it may ask for.
const (
	PapersOwed = "owed" // receivables by age
	PapersTax  = "tax"  // the sales tax of a month
)

// What a route to the till may ask for beside a bill's id.
const (
	ParkedBills  = "parked"
	WaitingBills = "waiting"
)

// The pages of the stock screen: what a route to it may ask for, alone or with what it is about after a colon.
const (
	StockReceive  = "receive"
	StockCount    = "count"
	StockAdjust   = "adjust"
	StockMove     = "move"
	StockGiveBack = "give_back"
	StockOrder    = "order"
	StockExpiry   = "expiry"
	StockRecount  = "recount"
	StockPapers   = "papers"
)

// BillToOrder is the till's open bill on its way to become an order; the till lays it into Aside[Orders]. Once the
// order is written the bill's id lies in Aside[Till]: the till begins another.
type BillToOrder struct {
	Cart     selling.Cart
	Quote    selling.Quote
	Product  func(id.Product) *catalog.Product
	Customer string // the name, "" = none
}

// ToOrder is the way to an order.
func ToOrder(order id.Order) nav.Route { return nav.Route{Screen: Orders, Arg: order.String()} }

// ToCustomer leads to a customer, to the list of all where none is said.
func ToCustomer(who id.Party) nav.Route {
	if who.IsZero() {
		return nav.Route{Screen: Customers}
	}
	return nav.Route{Screen: Customers, Arg: who.String()}
}

// ToPaper is the way to a paper in the list of papers.
func ToPaper(paper id.Paper) nav.Route { return nav.Route{Screen: Papers, Arg: paper.String()} }

// ToQuotation is the way to the editor of quotations: to a revision of one, or for the zero id to a new one.
func ToQuotation(revises id.Paper) nav.Route {
	if revises.IsZero() {
		return nav.Route{Screen: Quotation}
	}
	return nav.Route{Screen: Quotation, Arg: revises.String()}
}

// ToOffice is the way to the progress of an order, by its number.
func ToOffice(number string) nav.Route { return nav.Route{Screen: Office, Arg: number} }

// ToProduct is the way to the form of a product, at a field ("" = the first). Once it is saved or left, the screen
// that led there is shown again.
func ToProduct(product id.Product, field string, back nav.Screen) nav.Route {
	return nav.Route{Screen: Products, Arg: product.String() + " " + string(back) + " " + field}
}

// ToOutbox is the way to what waits to be sent to a channel, to all of them for the zero id.
func ToOutbox(connection id.Connection) nav.Route {
	if connection.IsZero() {
		return nav.Route{Screen: Outbox}
	}
	return nav.Route{Screen: Outbox, Arg: connection.String()}
}

// ToTrip is the way to a trip.
func ToTrip(trip id.Trip) nav.Route { return nav.Route{Screen: Trips, Arg: trip.String()} }

// ToStock is the way to a page of the stock screen, about something or nothing ("").
func ToStock(page, about string) nav.Route {
	if about != "" {
		page += ":" + about
	}
	return nav.Route{Screen: Stock, Arg: page}
}

// OpenBill is the way to a bill that was put aside: the till brings it back.
func OpenBill(bill id.Bill) nav.Route { return nav.Route{Screen: Till, Arg: bill.String()} }

// Kit is handed to each page when it is built. A change of language or theme builds the pages anew with
// a new kit.
type Kit struct {
	Shop    *shop.Shop
	Lang    i18n.Lang
	Twins   bool // badges show Alt+digit in place of the function keys
	Router  *keys.Router
	Prompt  *prompt.Host
	Pool    *task.Pool
	Sound   *sound.Player
	Go      func(nav.Route)
	Reread  func()    // a dialog changed what the page under it shows: it reads the shop again
	Retitle func()    // the page's title changed
	Changed func()    // something was sold, counted or set: bar, customer display and other pages look again
	Rebuild func()    // language, theme or size was changed: build the window anew
	Bill    BillShown // what the customer's screen shows

	Clipboard fyne.Clipboard
	Aside     map[nav.Screen]any                             // what a page that was left keeps for its return, such as a form half typed
	PickFile  func(endings []string, then func(path string)) // a person finds a file that ends in one of ".png", …

	PickFolder func(then func(folder string))
}

// BillShown tells the customer's screen about the open bill; nil functions when there is none.
type BillShown struct {
	Lines func(lines []DisplayLine, total string) // the bill as it stands
	Code  func(matrix [][]bool, amount, receiver, masked string)
	Done  func(paid, change string) // thanks, with the change
}

// DisplayLine is a line on the customer's screen, already written in the customer's language.
type DisplayLine struct{ Name, Qty, Total string }

// T gives the text of key in the language of the window.
func (k *Kit) T(key string, values ...fault.Values) string { return i18n.T(k.Lang, key, values...) }

// Knows reports whether goods of the shop have a code; labels of scales are none of it. It reads no file.
func (k *Kit) Knows(code string) bool {
	_, err := k.Shop.Known().Lookup(code, catalog.ScaleLayout{})
	return err == nil
}
