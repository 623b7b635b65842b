package stock

import (
	"context"
	"slices"
	"strings"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/shop"
)

// placesPage is where places are made, renamed and closed; it has no tab, since few shops come here often.
const placesPage = "places"

// placeRow is a place with how many products lie there.
type placeRow struct {
	shop.Place
	goods int
	sells bool // the shop itself sells from it
}

// newPlaces lists the places, those in use first.
func newPlaces(k *kit.Kit) *listing[placeRow] {
	l := newListing[placeRow](k, placesPage, nil, nil)
	s, t := k.Shop, k.T
	l.read = func(ctx context.Context) ([]placeRow, int, error) { return readPlaces(ctx, s) }
	l.row = func(r placeRow) rowData {
		note := ""
		if r.Kind != "" {
			note = t("stockpage.place_" + r.Kind)
		}
		data := rowData{name: r.Name, note: note, figure: t("stockpage.place_goods", fault.Values{"count": r.goods})}
		switch {
		case r.Closed:
			data.mark = widget.ChipData{Label: t("stockpage.place_closed")}
		case r.sells:
			data.mark = widget.ChipData{Label: t("stockpage.place_sells"), Tone: widget.Good}
		}
		return data
	}
	write := func(place shop.Place, done func()) {
		run(k, l.runner, "place", func(ctx context.Context) (shop.Place, error) { return s.SavePlace(ctx, place) }, func(saved shop.Place) {
			done()
			said := "stockpage.place_saved"
			if saved.Closed {
				said = "stockpage.place_was_closed"
			}
			k.Prompt.Say(t(said, fault.Values{"name": saved.Name}))
			k.Changed()
			l.load()
		})
	}
	l.always(widget.Gold, "Ctrl+N", "stockpage.new_place", "plus", func() { editPlace(k, shop.Place{Kind: shop.PlaceKinds[1]}, write) })
	l.do(widget.Plain, keys.Enter, "stockpage.edit_place", "pen", func(r placeRow) { editPlace(k, r.Place, write) })
	l.do(widget.Plain, "F7", "stockpage.close_place", "lock", func(r placeRow) {
		r.Place.Closed = !r.Place.Closed
		if r.Place.Kind == "" {
			r.Place.Kind = shop.PlaceKinds[1]
		}
		write(r.Place, func() {})
	})
	return l
}

func readPlaces(ctx context.Context, s *shop.Shop) (rows []placeRow, total int, err error) {
	all, err := s.Places(ctx)
	if err != nil {
		return nil, 0, err
	}
	goods, err := s.PlaceGoods(ctx)
	if err != nil {
		return nil, 0, err
	}
	sells, err := s.Get(ctx, "stock.place")
	for _, place := range all {
		rows = append(rows, placeRow{place, goods[place.ID], place.ID.String() == sells})
	}
	slices.SortStableFunc(rows, func(a, b placeRow) int {
		switch {
		case a.Closed == b.Closed:
			return 0
		case b.Closed:
			return -1
		}
		return 1
	})
	return rows, len(rows), err
}

// editPlace asks for the name and the kind of a place.
func editPlace(k *kit.Kit, place shop.Place, write func(shop.Place, func())) {
	t := k.T
	name := widget.NewEntry("").SelectsAll()
	name.SetText(place.Name)
	var kinds []string
	for _, kind := range shop.PlaceKinds {
		kinds = append(kinds, t("stockpage.place_"+kind))
	}
	kind := widget.NewSegmented(kinds, max(slices.Index(shop.PlaceKinds, place.Kind), 0), nil)
	row := widget.NewFormRow(t("stockpage.place_name"), name)
	title := "stockpage.edit_place"
	if place.ID.IsZero() {
		title = "stockpage.new_place"
	}
	d := &prompt.Dialog{Title: t(title), Focus: name, Width: widget.Unit(560),
		Body: widget.Column(10, row, widget.NewFormRow(t("stockpage.place_kind")+" · "+keys.Chord("F6").Name(k.Lang, k.Twins), kind))}
	d.Bindings = []keys.Binding{{Chord: "F6", Do: func() { kind.Select((kind.Selected() + 1) % len(kinds)) }}}
	d.Actions = []prompt.Action{{Label: t("prompt.cancel"), Key: keys.Esc},
		{Label: t("stockpage.place_save"), Key: keys.Enter, Kind: widget.Primary, Stays: true, Do: func() {
			if strings.TrimSpace(name.Text) == "" {
				row.SetMessage(t("fault.name_missing"))
				d.Refresh()
				return
			}
			place.Name, place.Kind = name.Text, shop.PlaceKinds[kind.Selected()]
			write(place, d.Close)
		}}}
	k.Prompt.Show(d)
}
