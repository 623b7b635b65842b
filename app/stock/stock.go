package stock

import (
	"slices"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/nav"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
)

// pages lists the pages in the order of their tabs. A route's argument is a page's name, and after a colon
// what it is about: "receive:" and a product's id.
var pages = []string{kit.StockReceive, kit.StockCount, kit.StockAdjust, kit.StockMove, kit.StockGiveBack, kit.StockOrder,
	kit.StockExpiry, kit.StockRecount, kit.StockPapers}

// kinds are the papers that are written line by line.
var kinds = map[string]string{kit.StockReceive: ledger.TypeReceived, kit.StockAdjust: ledger.TypeAdjusted, kit.StockMove: ledger.TypeMoved,
	kit.StockGiveBack: ledger.TypeGivenBack, kit.StockOrder: ledger.TypeOrdered}

// New builds the page that an argument names; without one goods come in.
func New(k *kit.Kit, arg string) nav.Page {
	name, about, _ := strings.Cut(arg, ":")
	switch name {
	case kit.StockCount:
		if sheet, err := id.Parse[id.CountSheet](about); err == nil {
			return newCounting(k, sheet)
		}
		return newSheets(k)
	case kit.StockExpiry:
		return newExpiry(k)
	case kit.StockRecount:
		return newRecount(k)
	case kit.StockPapers:
		return newPapers(k, about)
	case placesPage:
		return newPlaces(k)
	}
	if kinds[name] == "" {
		name = kit.StockReceive
	}
	return newPaper(k, name, about)
}

// tabs lead from one page to another.
func tabs(k *kit.Kit, here string) fyne.CanvasObject {
	var chips []widget.ChipData
	for _, name := range pages {
		chips = append(chips, widget.ChipData{Label: k.T("stockpage." + name)})
	}
	at := slices.Index(pages, here)
	if here == placesPage {
		at = slices.Index(pages, kit.StockMove) // which leads there
	}
	var row *widget.ChipRow
	row = widget.NewChipRow(chips, func(n int) {
		row.Select(at) // the page stays as it is, for the way back
		if pages[n] != here {
			k.Go(nav.Route{Screen: kit.Stock, Arg: pages[n]})
		}
	})
	row.Select(at)
	return widget.Beside(row, button(k, widget.Quiet, menuKey, "stockpage.pages", "", func() { Menu(k) }).WithHeight(theme.ButtonLow))
}

// menuKey opens the list of the pages on each of them.
const menuKey keys.Chord = "F12"

// Menu lists the pages, each with a digit, and the way to trips.
func Menu(k *kit.Kit) {
	d := &prompt.Dialog{Title: k.T("stockpage.pages"), Width: widget.Unit(560)}
	grid := container.NewGridWithColumns(2)
	for n, name := range pages {
		digit := keys.Chord(strconv.Itoa(n + 1))
		open := func() {
			d.Close()
			k.Go(kit.ToStock(name, ""))
		}
		grid.Add(button(k, widget.Plain, digit, "stockpage."+name, "", open))
		d.Bindings = append(d.Bindings, keys.Binding{Chord: digit, Do: open})
	}
	away := func() {
		d.Close()
		k.Go(nav.Route{Screen: kit.Trips})
	}
	grid.Add(button(k, widget.Plain, "0", "trips.title", "", away))
	d.Bindings = append(d.Bindings, keys.Binding{Chord: "0", Do: away})
	places := func() {
		d.Close()
		k.Go(kit.ToStock(placesPage, ""))
	}
	grid.Add(button(k, widget.Plain, "F9", "stockpage.places", "", places))
	d.Bindings = append(d.Bindings, keys.Binding{Chord: "F9", Do: places})
	d.Body = grid
	d.Actions = []prompt.Action{{Label: k.T("prompt.cancel"), Key: keys.Esc}}
	k.Prompt.Show(d)
}

// withMenu adds the key of the pages to what keys mean on one of them.
func withMenu(k *kit.Kit, scope *keys.Scope) *keys.Scope {
	scope.Bindings = append(scope.Bindings, keys.Binding{Chord: menuKey, Label: "stockpage.pages", Do: func() { Menu(k) }})
	return scope
}

// button shows its key.
func button(k *kit.Kit, kind widget.Kind, key keys.Chord, label, icon string, do func()) *widget.Button {
	return widget.NewButton(kind, k.T(label), do).WithIcon(icon).WithKey(key.Name(k.Lang, k.Twins))
}
