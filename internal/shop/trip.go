package shop

import (
	"cmp"
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/thai"
)

// Trip is a market or fair as screens and commands show it.
type Trip struct {
	stock.Trip
	Sum      *stock.TripSum
	Box      []TripItem            // what should lie in it now
	Lines    map[string][]TripItem // what was scanned so far, by the step it is for
	Products map[id.Product]*catalog.Product
}

// TripItem is a quantity of a product.
type TripItem struct {
	Product *catalog.Product
	Qty     qty.Qty
}

// AddTrip makes a trip. Without days it is today's. The same trip again changes nothing. Faults: those of
// Trip.Validate, "trip_used".
func (s *Shop) AddTrip(ctx context.Context, trip stock.Trip) (*Trip, error) {
	if trip.ID.IsZero() {
		trip.ID = id.New[id.Trip]()
	}
	trip.Name, trip.Note = thai.Clean(trip.Name, 0), thai.Clean(trip.Note, stock.MaxText+1)
	if trip.From == "" {
		today, err := s.Today(ctx)
		if err != nil {
			return nil, err
		}
		trip.From = today
	}
	trip.To = cmp.Or(trip.To, trip.From)
	// A market that comes every week has a place of its own each time: its day tells them apart.
	if err := s.db.AddTrip(ctx, trip, trip.Name+" "+i18n.Date(i18n.Thai, trip.From)); err != nil {
		return nil, err
	}
	return s.Trip(ctx, trip.ID)
}

// Trips lists the trips, the latest first.
func (s *Shop) Trips(ctx context.Context) ([]stock.Trip, error) { return s.db.Trips(ctx) }

// CurrentTrip gives the trip that the till is out at, zero = at the shop.
func (s *Shop) CurrentTrip(ctx context.Context) (stock.Trip, error) { return s.db.CurrentTrip(ctx) }

// TripNamed finds a trip by its id or name, "" for the one that the till is out at; of one name the one that
// is not back yet, else the latest. It fails with "trip_unknown", "trip_none_out".
func (s *Shop) TripNamed(ctx context.Context, name string) (stock.Trip, error) {
	if name == "" {
		trip, err := s.db.CurrentTrip(ctx)
		if err == nil && trip.ID.IsZero() {
			err = fault.New("trip_none_out", "trip", nil)
		}
		return trip, err
	}
	trips, err := s.db.Trips(ctx)
	if err != nil {
		return stock.Trip{}, err
	}
	var found *stock.Trip
	for n := range trips {
		trip := &trips[n]
		if trip.ID.String() == name {
			return *trip, nil
		}
		if trip.Name == name && (found == nil || found.State == stock.TripBack && trip.State != stock.TripBack) {
			found = trip
		}
	}
	if found == nil {
		return stock.Trip{}, fault.New("trip_unknown", "trip", fault.Values{"value": name})
	}
	return *found, nil
}

// Trip gives a trip with what it brought. It fails with "trip_unknown".
func (s *Shop) Trip(ctx context.Context, trip id.Trip) (*Trip, error) {
	found, err := s.db.Trip(ctx, trip)
	if err != nil {
		return nil, err
	}
	out := &Trip{Trip: found, Products: map[id.Product]*catalog.Product{}}
	if out.Sum, err = s.db.TripSum(ctx, trip); err != nil {
		return nil, err
	}
	box, err := s.db.TripBox(ctx, trip)
	if err != nil {
		return nil, err
	}
	wanted, lines := itemIDs(box), map[string][]stock.Item{}
	for _, step := range TripSteps {
		if lines[step], err = s.db.TripLines(ctx, trip, step); err != nil {
			return nil, err
		}
		wanted = append(wanted, itemIDs(lines[step])...)
	}
	for _, row := range out.Sum.Rows {
		wanted = append(wanted, row.ProductID)
	}
	if err := s.Know(ctx, wanted...); err != nil {
		return nil, err
	}
	for _, product := range wanted {
		if out.Products[product] = s.index.ByID(product); out.Products[product] == nil {
			return nil, fault.New("product_unknown", "code", fault.Values{"value": product.String()})
		}
	}
	out.Box, out.Lines = out.items(box), map[string][]TripItem{}
	for step, items := range lines {
		out.Lines[step] = out.items(items)
	}
	return out, nil
}

// items gives quantities with their products, in Thai order.
func (t *Trip) items(of []stock.Item) []TripItem {
	items := make([]TripItem, len(of))
	for n, item := range of {
		items[n] = TripItem{t.Products[item.ProductID], item.Qty}
	}
	slices.SortFunc(items, func(a, b TripItem) int { return thai.Compare(a.Product.Name, b.Product.Name) })
	return items
}

func itemIDs(items []stock.Item) []id.Product {
	ids := make([]id.Product, len(items))
	for n, item := range items {
		ids[n] = item.ProductID
	}
	return ids
}

// LoadTrip moves goods from the shop into a trip's box; UnloadTrip takes some out again. The same paper id
// with the same goods is done once. Faults: "trip_unknown", "trip_over", those of stock.Issue.
func (s *Shop) LoadTrip(ctx context.Context, trip id.Trip, request stock.Request) error {
	return s.moveTrip(ctx, trip, store.TripLoad, request)
}

// UnloadTrip takes goods out of a trip's box before it ends. Faults are those of LoadTrip.
func (s *Shop) UnloadTrip(ctx context.Context, trip id.Trip, request stock.Request) error {
	return s.moveTrip(ctx, trip, store.TripUnload, request)
}

// LoseTrip takes goods that were tasted, broken or given off a trip's box; the request has the reason and
// what is gone above zero. Faults are those of LoadTrip, "reason_missing".
func (s *Shop) LoseTrip(ctx context.Context, trip id.Trip, request stock.Request) error {
	request.Items = slices.Clone(request.Items)
	for n := range request.Items {
		if request.Items[n].Qty <= 0 {
			return fault.New("qty_not_positive", "qty", fault.Values{"value": request.Items[n].Qty})
		}
		request.Items[n].Qty = -request.Items[n].Qty
	}
	return s.moveTrip(ctx, trip, store.TripLoss, request)
}

func (s *Shop) moveTrip(ctx context.Context, trip id.Trip, way string, request stock.Request) error {
	tidyRequest(&request)
	_, err := s.db.MoveTrip(ctx, trip, way, request)
	return err
}

// GoTrip sets a trip out: the till sells from its box until it comes back. Faults: "trip_unknown",
// "trip_over", "trip_other_out".
func (s *Shop) GoTrip(ctx context.Context, trip id.Trip) error { return s.db.GoTrip(ctx, trip) }

// SpendTrip adds a cost to a trip, also after it; one from the drawer leaves it. Faults: "trip_unknown",
// "cost_unknown", "amount_invalid", "text_too_long", "cost_used", and of the drawer "shift_not_open".
func (s *Shop) SpendTrip(ctx context.Context, trip id.Trip, cost stock.Cost) error {
	if cost.ID.IsZero() {
		cost.ID = id.New[id.Change]()
	}
	cost.Note = thai.Clean(cost.Note, stock.MaxText+1)
	reason, err := s.costReason(ctx, trip, cost)
	if err != nil {
		return err
	}
	return s.db.SpendTrip(ctx, trip, cost, reason)
}

// UnspendTrip takes a cost out again that was a mistake; the drawer's cash comes back into it.
func (s *Shop) UnspendTrip(ctx context.Context, trip id.Trip, cost stock.Cost) error {
	reason, err := s.costReason(ctx, trip, cost)
	if err != nil {
		return err
	}
	return s.db.UnspendTrip(ctx, trip, cost.ID, i18n.T(i18n.Thai, "trips.cost.undone")+" "+reason)
}

// costReason is what the drawer's list says of a cost.
func (s *Shop) costReason(ctx context.Context, trip id.Trip, cost stock.Cost) (string, error) {
	found, err := s.db.Trip(ctx, trip)
	reason := found.Name + " " + CostName(i18n.Thai, cost.Kind)
	if cost.Note != "" {
		reason += " " + cost.Note
	}
	return reason, err
}

// CostName names a kind of costs for people.
func CostName(lang i18n.Lang, kind string) string {
	if key := "trips.cost." + kind; i18n.Has(lang, key) {
		return i18n.T(lang, key)
	}
	return kind
}

// Steps of a trip that goods are scanned for.
const (
	TripLoad   = store.TripLoad
	TripUnload = store.TripUnload
	TripLoss   = store.TripLoss
	TripBack   = store.TripBack
)

// TripSteps lists them.
var TripSteps = []string{TripLoad, TripUnload, TripLoss, TripBack}

// KeepTripLine keeps what was scanned of a product for a step of a trip, so that it goes on after the program
// was killed. forget takes it off the list.
func (s *Shop) KeepTripLine(ctx context.Context, trip id.Trip, step string, item stock.Item, forget bool) error {
	return s.db.KeepTripLine(ctx, trip, step, item, forget)
}

// EndTrip brings a trip back with what was counted of its box: what nobody counted is taken as not there, the
// differences are a count at its place, and what lies goes back to the shop. Done once. Faults:
// "trip_unknown", those of stock.Issue.
func (s *Shop) EndTrip(ctx context.Context, trip id.Trip, counted []stock.Item, by string) error {
	return s.db.EndTrip(ctx, trip, counted, thai.Clean(by, 60))
}

// PackingList lays out what lies in a trip's box: paper is "a4", or "58" or "80" for a roll. Faults:
// "trip_unknown", "trip_box_empty", "paper_unknown".
func (s *Shop) PackingList(ctx context.Context, trip id.Trip, paper string, lang i18n.Lang) (Papers, error) {
	found, err := s.Trip(ctx, trip)
	if err != nil {
		return Papers{}, err
	}
	set, err := s.db.Settings(ctx)
	if err != nil {
		return Papers{}, err
	}
	list := printing.PackingList{Lang: lang, Practice: set.Get("shop.practice") == "yes", Shop: letterhead(set), Trip: found.Name, From: found.From, To: found.To}
	for _, item := range found.Box {
		list.Lines = append(list.Lines, printing.PackingLine{SKU: item.Product.SKU, Name: item.Product.Name, Unit: item.Product.Unit, Qty: item.Qty})
	}
	if len(list.Lines) == 0 {
		return Papers{}, fault.New("trip_box_empty", "trip", fault.Values{"name": found.Name})
	}
	if paper == "a4" {
		return s.laid(set, Papers{Form: FormPacking, Title: "packing"}, func(shaper *text.Shaper) ([]printing.Page, error) { return list.Pages(shaper), nil })
	}
	width, _, err := paperWidth(paper)
	if err != nil {
		return Papers{}, err
	}
	return s.laid(set, Papers{Form: FormPacking, Title: "packing"}, func(shaper *text.Shaper) ([]printing.Page, error) { return one(list.Page(shaper, width)) })
}
