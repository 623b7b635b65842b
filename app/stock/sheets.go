package stock

import (
	"context"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/stock"
)

// sheetRow is a count sheet with the name of its place.
type sheetRow struct {
	shop.CountSheetRow
	place string
}

// newSheets lists the count sheets: the open ones to go on with, the others to read.
func newSheets(k *kit.Kit) *listing[sheetRow] {
	l := newListing[sheetRow](k, kit.StockCount, nil, nil)
	s, t := k.Shop, k.T
	var places []shop.Place
	l.read = func(ctx context.Context) ([]sheetRow, int, error) {
		found, total, err := s.Counts(ctx, 0, listed)
		if err != nil {
			return nil, 0, err
		}
		all, err := s.Places(ctx)
		places = open(all)
		rows := make([]sheetRow, len(found))
		for n, sheet := range found {
			rows[n].CountSheetRow = sheet
			for _, place := range all {
				if place.ID == sheet.PlaceID {
					rows[n].place = place.Name
				}
			}
		}
		return rows, total, err
	}
	l.row = func(r sheetRow) rowData {
		data := rowData{name: r.Name, note: joined(r.place, t("stockpage.scope_"+r.Scope), i18n.MomentBrief(k.Lang, r.OpenedAt.Time())),
			figure: t("stockpage.products", fault.Values{"count": r.Products}), under: r.Number}
		switch r.State {
		case stock.SheetOpen:
			data.mark = widget.ChipData{Label: t("stockpage.state_open"), Tone: widget.Watch}
		case stock.SheetPosted:
			data.mark = widget.ChipData{Label: t("stockpage.state_posted"), Tone: widget.Good}
		default:
			data.mark = widget.ChipData{Label: t("stockpage.state_dropped")}
		}
		return data
	}
	l.always(widget.Gold, "Ctrl+N", "stockpage.new_count", "plus", func() { askSheet(k, places) })
	l.do(widget.Plain, keys.Enter, "stockpage.open_count", "list2", func(r sheetRow) {
		if r.State == stock.SheetPosted {
			k.Go(kit.ToStock(kit.StockPapers, r.PaperID.String()))
			return
		}
		if r.State == stock.SheetOpen {
			k.Go(kit.ToStock(kit.StockCount, r.ID.String()))
		}
	})
	return l
}

// askSheet asks what is counted and opens the sheet.
func askSheet(k *kit.Kit, places []shop.Place) {
	t, s := k.T, k.Shop
	name := widget.NewEntry("").SelectsAll()
	name.SetText(t("stockpage.count_name", fault.Values{"day": i18n.DateBrief(k.Lang, clock.DayOf(s.Clock()))}))
	names := make([]string, len(places))
	for n, place := range places {
		names[n] = place.Name
	}
	where := widget.NewSelect(names, 0, "", nil)
	scope := widget.NewSegmented([]string{t("stockpage.scope_part"), t("stockpage.scope_all")}, 0, nil)
	rows := widget.NewFormRow(t("stockpage.name"), name)
	d := &prompt.Dialog{Title: t("stockpage.new_count"), Focus: name,
		Body: widget.Column(10, rows, widget.NewFormRow(t("stockpage.place")+" · F6", where), widget.NewFormRow(t("stockpage.scope")+" · F7", scope),
			widget.NewWrapLabel(t("stockpage.scope_text"), 4, widget.Caption))}
	d.Bindings = []keys.Binding{{Chord: "F6", Do: func() { where.Tapped(nil) }}, {Chord: "F7", Do: func() { scope.Select(1 - scope.Selected()) }}}
	d.Actions = []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc},
		{Label: t("stockpage.begin"), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: func() {
			sheet := stock.Sheet{ID: id.New[id.CountSheet](), Name: name.Text, Scope: []string{stock.ScopePart, stock.ScopeAll}[scope.Selected()]}
			if n := where.Selected(); n >= 0 && n < len(places) {
				sheet.PlaceID = places[n].ID
			}
			run(k, k.Pool.Runner(), "open", func(ctx context.Context) (stock.Sheet, error) { return s.OpenCount(ctx, sheet) }, func(sheet stock.Sheet) {
				d.Close()
				k.Go(kit.ToStock(kit.StockCount, sheet.ID.String()))
			})
		}}}
	k.Prompt.Show(d)
}
