package window

import (
	"github.com/talat-pos/talat/app/bills"
	"github.com/talat-pos/talat/app/channels"
	"github.com/talat-pos/talat/app/chooser"
	"github.com/talat-pos/talat/app/customers"
	"github.com/talat-pos/talat/app/imports"
	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/listings"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/office"
	"github.com/talat-pos/talat/app/orders"
	"github.com/talat-pos/talat/app/outbox"
	"github.com/talat-pos/talat/app/papers"
	"github.com/talat-pos/talat/app/producers"
	"github.com/talat-pos/talat/app/products"
	"github.com/talat-pos/talat/app/quotations"
	"github.com/talat-pos/talat/app/rates"
	"github.com/talat-pos/talat/app/settings"
	"github.com/talat-pos/talat/app/shift"
	"github.com/talat-pos/talat/app/shipping"
	"github.com/talat-pos/talat/app/stock"
	"github.com/talat-pos/talat/app/till"
	"github.com/talat-pos/talat/app/trips"
)

// screen is a screen of this version: its place on the rail and how its page is made.
type screen struct {
	name nav.Screen
	icon string
	key  keys.Chord
	foot bool
	of   nav.Screen // not on the rail: the screen that is marked there
	make func(k *kit.Kit, arg string) nav.Page
}

// screens lists what there is, in the order of the rail.
func (w *Window) screens() []screen {
	return []screen{
		{name: kit.Till, icon: "sell", key: "Ctrl+1", make: func(k *kit.Kit, _ string) nav.Page { return till.New(k) }},
		{name: kit.Bills, icon: "bill", key: "Ctrl+B", make: func(k *kit.Kit, arg string) nav.Page { return bills.New(k, arg) }},
		{name: kit.Shift, icon: "shift", key: "Ctrl+D", make: func(k *kit.Kit, _ string) nav.Page { return shift.New(k, shift.Drives) }},
		{name: kit.Orders, icon: "ord", key: "Ctrl+2", make: func(k *kit.Kit, arg string) nav.Page { return orders.New(k, arg) }},
		{name: kit.Office, icon: "ord", of: kit.Papers, make: func(k *kit.Kit, arg string) nav.Page { return office.New(k, arg) }},
		{name: kit.Shipping, icon: "ship", key: "Ctrl+3", make: func(k *kit.Kit, arg string) nav.Page { return shipping.New(k, arg) }},
		{name: kit.Products, icon: "stk", key: "Ctrl+4", make: func(k *kit.Kit, _ string) nav.Page { return products.New(k) }},
		{name: kit.Stock, icon: "stk", of: kit.Products, make: func(k *kit.Kit, arg string) nav.Page { return stock.New(k, arg) }},
		{name: kit.Listings, icon: "online", key: "Ctrl+5", make: func(k *kit.Kit, arg string) nav.Page { return listings.New(k, arg) }},
		{name: kit.Producers, icon: "prod", key: "Ctrl+6", make: func(k *kit.Kit, _ string) nav.Page { return producers.New(k) }},
		{name: kit.Trips, icon: "stk", of: kit.Products, make: func(k *kit.Kit, arg string) nav.Page { return trips.New(k, arg) }},
		{name: kit.Customers, icon: "customers", key: "Ctrl+9", make: func(k *kit.Kit, _ string) nav.Page { return customers.New(k) }},
		{name: kit.Papers, icon: "file", key: "Ctrl+0", make: func(k *kit.Kit, arg string) nav.Page { return papers.New(k, arg) }},
		{name: kit.Quotation, of: kit.Papers, make: func(k *kit.Kit, arg string) nav.Page { return quotations.New(k, arg) }},
		{name: kit.Imports, of: kit.Products, make: func(k *kit.Kit, arg string) nav.Page { return imports.New(k, arg) }},
		{name: kit.Rates, of: kit.Shipping, make: func(k *kit.Kit, _ string) nav.Page { return rates.New(k) }},
		{name: kit.Outbox, icon: "sync", key: "Ctrl+U", of: kit.Listings, make: func(k *kit.Kit, arg string) nav.Page { return outbox.New(k, arg) }},
		{name: kit.Channels, icon: "link", key: "Ctrl+K", of: kit.Listings, make: func(k *kit.Kit, arg string) nav.Page { return channels.New(k, arg) }},
		{name: kit.Settings, icon: "set", key: "Ctrl+8", foot: true, make: w.settings},
	}
}

// settings is the one page that needs something of the window.
func (w *Window) settings(k *kit.Kit, arg string) nav.Page {
	return settings.New(k, arg, settings.House{Leave: w.leaveShop, Display: w.display.ShowHere, Pick: w.pickFolder})
}

// pickFolder and pickFile ask in the toolkit's own dialog.
func (w *Window) pickFolder(then func(folder string)) { chooser.Folder(w.window, w.lang, then) }

func (w *Window) pickFile(endings []string, then func(path string)) {
	chooser.File(w.window, w.lang, endings, then)
}

// items gives the rail.
func (w *Window) items() []nav.Item {
	var items []nav.Item
	for _, s := range w.screens() {
		items = append(items, nav.Item{Screen: s.name, Icon: s.icon, Label: w.t("nav." + string(s.name)), Key: s.key, Foot: s.foot, Hidden: s.of != "", Of: s.of})
	}
	return items
}

// page makes the page of a route, nil where this version has none.
func (w *Window) page(h *house, route nav.Route) nav.Page {
	for _, s := range w.screens() {
		if s.name == route.Screen {
			return s.make(h.kit, route.Arg)
		}
	}
	return nil
}
