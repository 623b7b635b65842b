package store

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/stock"
)

// tripCurrent is the setting that holds the trip the till is out at.
const tripCurrent = "trip.current"

// AddTrip makes a trip and the place where its goods will lie. The same trip again changes nothing; another
// under its id fails with "trip_used". Other faults are those of Trip.Validate.
func (s *Store) AddTrip(ctx context.Context, trip stock.Trip, place string) error {
	trip.State, trip.PlaceID = stock.TripPacking, id.New[id.Place]()
	if err := trip.Validate(); err != nil {
		return err
	}
	return s.write(ctx, func(tx *Tx) error {
		old, found, err := trips.one(tx.ctx, tx.sql, "WHERE id = ?", trip.ID)
		switch {
		case err != nil:
			return err
		case trip.ID.IsZero():
			return fault.New("id_unreadable", "id", fault.Values{"value": ""})
		case found && (old.Name != trip.Name || old.From != trip.From || old.To != trip.To):
			return fault.New("trip_used", "id", fault.Values{"name": old.Name})
		case found:
			return nil
		}
		return tx.saveTrip(&trip, &Place{ID: trip.PlaceID, Name: place, Kind: PlaceStall})
	})
}

// saveTrip writes a trip, its place where that changed, and settings, as one event.
func (tx *Tx) saveTrip(trip *stock.Trip, place *Place, set ...Setting) error {
	docs, err := tripDocuments(trip, place, set...)
	if err != nil {
		return err
	}
	return tx.saveDocuments(docs)
}

func tripDocuments(trip *stock.Trip, place *Place, set ...Setting) (docs []ledger.Document, err error) {
	doc, err := document(trips, trip.ID.String(), trip)
	if err != nil {
		return nil, err
	}
	docs = append(docs, doc)
	if place != nil {
		if doc, err = document(places, place.ID.String(), place); err != nil {
			return nil, err
		}
		docs = append(docs, doc)
	}
	for n := range set {
		if doc, err = document(settings, set[n].Key, &set[n]); err != nil {
			return nil, err
		}
		docs = append(docs, doc)
	}
	return docs, nil
}

// changeTrip reads a trip inside the transaction and lets act go on with it.
func (s *Store) changeTrip(ctx context.Context, trip id.Trip, act func(tx *Tx, trip *stock.Trip) error) error {
	return s.write(ctx, func(tx *Tx) error {
		found, err := readTrip(ctx, tx.sql, trip)
		if err != nil {
			return err
		}
		return act(tx, &found)
	})
}

func readTrip(ctx context.Context, db querier, trip id.Trip) (stock.Trip, error) {
	found, ok, err := trips.one(ctx, db, "WHERE id = ?", trip)
	if err == nil && !ok {
		err = fault.New("trip_unknown", "trip", fault.Values{"value": trip.String()})
	}
	return found, err
}

// tripOver reports whether a trip is back, so that its place is closed.
func (tx *Tx) tripOver(trip id.Trip) (bool, error) {
	if trip.IsZero() {
		return false, nil
	}
	found, err := readTrip(tx.ctx, tx.sql, trip)
	return found.State == stock.TripBack, err
}

// Trip gives a trip. It fails with "trip_unknown".
func (s *Store) Trip(ctx context.Context, trip id.Trip) (stock.Trip, error) {
	return readTrip(ctx, s.r, trip)
}

// Trips lists the trips, the latest first.
func (s *Store) Trips(ctx context.Context) ([]stock.Trip, error) {
	return trips.all(ctx, s.r, `ORDER BY "from" DESC, id DESC`)
}

// CurrentTrip gives the trip that the till is out at, zero = at the shop.
func (s *Store) CurrentTrip(ctx context.Context) (stock.Trip, error) {
	set, err := s.Settings(ctx)
	if err != nil || set.Get(tripCurrent) == "" {
		return stock.Trip{}, err
	}
	trip, err := id.Parse[id.Trip](set.Get(tripCurrent))
	if err != nil {
		return stock.Trip{}, err
	}
	return s.Trip(ctx, trip)
}

// Steps of a trip that goods are scanned for.
const (
	TripLoad   = "load"   // from the shop into the box
	TripUnload = "unload" // out of the box again
	TripLoss   = "loss"   // tasted, broken, given: the request has the reason
	TripBack   = "back"   // counted as it comes back
)

// MoveTrip writes a paper of the stock for a trip: its places follow from the way. Faults: "trip_unknown",
// "trip_over", those of PostStock.
func (s *Store) MoveTrip(ctx context.Context, trip id.Trip, way string, request stock.Request) (replayed bool, err error) {
	err = s.changeTrip(ctx, trip, func(tx *Tx, trip *stock.Trip) error {
		shop, err := tx.shopPlace()
		if err != nil {
			return err
		}
		request.Trip, request.Type, request.Place, request.To = trip.ID, ledger.TypeMoved, trip.PlaceID, id.Place{}
		switch way {
		case TripLoad:
			request.Place, request.To, request.Reason = shop, trip.PlaceID, ""
		case TripUnload:
			request.To, request.Reason = shop, ""
		default:
			request.Type = ledger.TypeAdjusted
		}
		if replayed, err = tx.issued(request.ID, request.Hash()); err != nil || replayed {
			return err
		}
		if err := trip.Open(); err != nil {
			return err
		}
		if _, err = tx.postStock(&request); err != nil {
			return err
		}
		_, err = tx.sql.ExecContext(tx.ctx, "DELETE FROM trip_line WHERE trip_id = ? AND step = ?", trip.ID, way)
		return translate(err)
	})
	return replayed, err
}

// shopPlace is where the shop itself sells from, also while the till is out.
func (tx *Tx) shopPlace() (id.Place, error) {
	k, err := tx.known()
	if err != nil {
		return id.Place{}, err
	}
	return k.place()
}

// GoTrip sets a trip out: from now on the till sells from its place. Faults: "trip_unknown", those of
// Trip.Go.
func (s *Store) GoTrip(ctx context.Context, trip id.Trip) error {
	return s.changeTrip(ctx, trip, func(tx *Tx, trip *stock.Trip) error {
		k, err := tx.known()
		if err != nil {
			return err
		}
		if trip.State == stock.TripOut && k.trip.ID == trip.ID {
			return nil
		}
		if err := trip.Go(&k.trip); err != nil {
			return err
		}
		return tx.saveTrip(trip, nil, Setting{tripCurrent, trip.ID.String()})
	})
}

// SpendTrip adds a cost to a trip; what is paid from the drawer leaves it in the same event. reason is what
// the drawer's list says. Faults: "trip_unknown", those of Trip.Spend and selling.MoveCash.
func (s *Store) SpendTrip(ctx context.Context, trip id.Trip, cost stock.Cost, reason string) error {
	return s.changeTrip(ctx, trip, func(tx *Tx, trip *stock.Trip) error {
		added, err := trip.Spend(cost)
		if err != nil || !added {
			return err
		}
		return tx.tripCash(trip, cost, ledger.CashOut, reason)
	})
}

// UnspendTrip takes a cost back out that was a mistake; what the drawer had paid comes back into it. A cost
// that is not there is left so.
func (s *Store) UnspendTrip(ctx context.Context, trip id.Trip, cost id.Change, reason string) error {
	return s.changeTrip(ctx, trip, func(tx *Tx, trip *stock.Trip) error {
		gone, ok := trip.Unspend(cost)
		if !ok {
			return nil
		}
		return tx.tripCash(trip, gone, ledger.CashIn, reason)
	})
}

// tripCash writes a trip whose costs changed, with the drawer's cash where the cost is the drawer's.
func (tx *Tx) tripCash(trip *stock.Trip, cost stock.Cost, kind, reason string) error {
	if !cost.Drawer {
		return tx.saveTrip(trip, nil)
	}
	facts, err := tx.facts(nil, id.Bill{})
	if err != nil {
		return err
	}
	posting, err := selling.MoveCash(facts, kind, cost.Amount, reason)
	if err != nil {
		return err
	}
	if posting.Documents, err = tripDocuments(trip, nil); err != nil {
		return err
	}
	return tx.post(posting)
}

// EndTrip brings a trip back: what was counted of its box is a count there (what nobody counted is not
// there), what lies then goes to the shop's place, the trip's place closes, and the till sells at the shop
// again. A trip that is back is left so. Faults: "trip_unknown", those of PostStock.
func (s *Store) EndTrip(ctx context.Context, trip id.Trip, counted []stock.Item, by string) error {
	return s.changeTrip(ctx, trip, func(tx *Tx, trip *stock.Trip) error {
		if trip.State == stock.TripBack {
			return nil
		}
		shop, err := tx.shopPlace()
		if err != nil {
			return err
		}
		if err := tx.unpack(trip, shop, counted, by); err != nil {
			return err
		}
		if _, err := tx.sql.ExecContext(tx.ctx, "DELETE FROM trip_line WHERE trip_id = ?", trip.ID); err != nil {
			return translate(err)
		}
		place, _, err := places.one(tx.ctx, tx.sql, "WHERE id = ?", trip.PlaceID)
		if err != nil {
			return err
		}
		k, err := tx.known()
		if err != nil {
			return err
		}
		place.Closed, trip.State = true, stock.TripBack
		if k.trip.ID != trip.ID { // it never set out
			return tx.saveTrip(trip, &place)
		}
		return tx.saveTrip(trip, &place, Setting{tripCurrent, ""})
	})
}

// unpack writes the papers of a trip's end.
func (tx *Tx) unpack(trip *stock.Trip, shop id.Place, counted []stock.Item, by string) error {
	lying, err := tx.lying(trip.PlaceID)
	if err != nil {
		return err
	}
	count := stock.Request{ID: id.New[id.StockPaper](), Type: ledger.TypeCounted, Place: trip.PlaceID, Trip: trip.ID, Reason: trip.Name, By: by,
		Items: stock.Unpacked(counted, itemProducts(lying))}
	if len(count.Items) > 0 {
		if _, err := tx.postStock(&count); err != nil {
			return err
		}
	}
	// What waiting bills took out of the box is sold from the shop, so that the books carry it there too.
	if _, err := tx.sql.ExecContext(tx.ctx, "UPDATE draft_hold SET place_id = ? WHERE place_id = ?", shop, trip.PlaceID); err != nil {
		return translate(err)
	}
	move := stock.Request{ID: id.New[id.StockPaper](), Type: ledger.TypeMoved, Place: trip.PlaceID, To: shop, Trip: trip.ID, Reason: trip.Name, By: by}
	if move.Items, err = tx.lying(trip.PlaceID); err != nil || len(move.Items) == 0 {
		return err
	}
	_, err = tx.postStock(&move)
	return err
}

// lying lists what lies at a place (or is missing there), by product.
func (tx *Tx) lying(place id.Place) ([]stock.Item, error) { return lyingAt(tx.ctx, tx.sql, place) }

func lyingAt(ctx context.Context, db querier, place id.Place) ([]stock.Item, error) {
	return rowsOf(ctx, db, func(i *stock.Item) []any { return []any{&i.ProductID, &i.Qty} },
		`SELECT product_id, sum(qty) FROM stock_balance WHERE place_id = ? AND qty <> 0
		GROUP BY product_id HAVING sum(qty) <> 0 OR min(qty) < 0 ORDER BY product_id`, place)
}

func itemProducts(items []stock.Item) []id.Product {
	ids := make([]id.Product, len(items))
	for n, item := range items {
		ids[n] = item.ProductID
	}
	return ids
}

// TripBox lists what should lie in a trip's box.
func (s *Store) TripBox(ctx context.Context, trip id.Trip) ([]stock.Item, error) {
	found, err := s.Trip(ctx, trip)
	if err != nil {
		return nil, err
	}
	items, err := lyingAt(ctx, s.r, found.PlaceID)
	return slices.DeleteFunc(items, func(i stock.Item) bool { return i.Qty == 0 }), err
}

// TripLines gives what was scanned so far for a step of a trip.
func (s *Store) TripLines(ctx context.Context, trip id.Trip, step string) ([]stock.Item, error) {
	return rowsOf(ctx, s.r, func(i *stock.Item) []any { return []any{&i.ProductID, &i.Qty} },
		"SELECT product_id, qty FROM trip_line WHERE trip_id = ? AND step = ? ORDER BY product_id", trip, step)
}

// KeepTripLine keeps what was scanned of a product for a step, so that it goes on after a kill. forget takes
// the product back off the list. Faults: "trip_unknown", "trip_over", "qty_negative".
func (s *Store) KeepTripLine(ctx context.Context, trip id.Trip, step string, item stock.Item, forget bool) error {
	return s.changeTrip(ctx, trip, func(tx *Tx, trip *stock.Trip) error {
		if err := trip.Open(); err != nil {
			return err
		}
		query, args := "INSERT INTO trip_line (trip_id, step, product_id, qty) VALUES (?, ?, ?, ?)"+
			" ON CONFLICT (trip_id, step, product_id) DO UPDATE SET qty = excluded.qty", []any{trip.ID, step, item.ProductID, int64(item.Qty)}
		switch {
		case forget:
			query, args = "DELETE FROM trip_line WHERE trip_id = ? AND step = ? AND product_id = ?", args[:3]
		case item.Qty < 0:
			return fault.New("qty_negative", "qty", fault.Values{"value": item.Qty})
		}
		_, err := tx.sql.ExecContext(tx.ctx, query, args...)
		return translate(err)
	})
}
