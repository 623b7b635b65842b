package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"reflect"
	"strings"

	"github.com/google/uuid"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/publishing"
)

// Placements lists what is placed on a connection, by SKU: of some products, none = of all.
func (s *Store) Placements(ctx context.Context, connection id.Connection, products ...id.Product) ([]publishing.Placement, error) {
	where, args := "WHERE connection_id = ?", []any{connection}
	if len(products) > 0 {
		list, ids := inList(products)
		where, args = where+" AND product_id IN "+list, append(args, ids...)
	}
	return placements.all(ctx, s.r, where+" ORDER BY sku", args...)
}

// PlacedProducts gives the products that are placed on connections that are open.
func (s *Store) PlacedProducts(ctx context.Context) (map[id.Product]bool, error) {
	rows, err := rowsOf(ctx, s.r, func(product *id.Product) []any { return []any{product} },
		"SELECT DISTINCT product_id FROM placement WHERE connection_id IN (SELECT id FROM connection WHERE closed = 0)")
	placed := make(map[id.Product]bool, len(rows))
	for _, product := range rows {
		placed[product] = true
	}
	return placed, err
}

// someSKUs narrows a statement to some SKUs in a column, none = to nothing less.
func someSKUs(column, before string, skus []string) (sql string, args []any) {
	if len(skus) == 0 {
		return "", nil
	}
	args = make([]any, len(skus))
	for n, sku := range skus {
		args[n] = before + sku
	}
	return " AND " + column + " IN (" + strings.TrimSuffix(strings.Repeat("?, ", len(skus)), ", ") + ")", args
}

// PlacementsOf lists where products are placed, on connections that are open.
func (s *Store) PlacementsOf(ctx context.Context, product id.Product) ([]publishing.Placement, error) {
	return placements.all(ctx, s.r, "WHERE product_id = ? AND connection_id IN (SELECT id FROM connection WHERE closed = 0) ORDER BY sku", product)
}

// Placement gives the placement of an SKU on a connection; found is false where there is none.
func (s *Store) Placement(ctx context.Context, connection id.Connection, sku string) (placement publishing.Placement, found bool, err error) {
	return placements.one(ctx, s.r, "WHERE connection_id = ? AND sku = ? COLLATE NOCASE", connection, sku)
}

// SavePlacements writes placements, new or changed, and queues what the channels are to be told, all or none. The
// SKU, product and connection of one that is there stay. Faults: those of Placement.Validate, "connection_unknown",
// "product_unknown", "placement_twin" when another of the connection has the SKU, "piece_ordered".
func (s *Store) SavePlacements(ctx context.Context, list []publishing.Placement) error {
	for n := range list {
		if err := list[n].Validate(); err != nil {
			return err
		}
	}
	return s.write(ctx, func(tx *Tx) error {
		docs := make([]ledger.Document, len(list))
		for n := range list {
			var err error
			if docs[n], err = tx.placementDoc(list[n]); err != nil {
				return err
			}
		}
		return tx.saveDocuments(docs)
	})
}

func (tx *Tx) placementDoc(p publishing.Placement) (doc ledger.Document, err error) {
	if old, found, err := placements.one(tx.ctx, tx.sql, "WHERE id = ?", p.ID); err != nil {
		return doc, err
	} else if found {
		p.SKU, p.ProductID, p.ConnectionID = old.SKU, old.ProductID, old.ConnectionID
		if p.One() != old.One() {
			if err := tx.noneOrdered(&old); err != nil {
				return doc, err
			}
		}
	}
	var open, known, twin bool
	row := tx.sql.QueryRowContext(tx.ctx, `SELECT EXISTS (SELECT 1 FROM connection WHERE id = ?1 AND closed = 0), EXISTS (SELECT 1 FROM product WHERE id = ?2),
		EXISTS (SELECT 1 FROM placement WHERE connection_id = ?1 AND sku = ?3 COLLATE NOCASE AND id <> ?4)`, p.ConnectionID, p.ProductID, p.SKU, p.ID)
	if err := row.Scan(&open, &known, &twin); err != nil {
		return doc, translate(err)
	}
	switch {
	case !open:
		return doc, fault.New("connection_unknown", "name", nil)
	case !known:
		return doc, fault.New("product_unknown", "code", fault.Values{"value": p.SKU})
	case twin:
		return doc, fault.New("placement_twin", "sku", fault.Values{"value": p.SKU})
	}
	p.SavedAt = ledger.MillisOf(tx.now)
	return document(placements, p.ID.String(), &p)
}

// noneOrdered sees that nobody waits for pieces of a placement: what they hold is what was bought. Fault: "piece_ordered".
func (tx *Tx) noneOrdered(p *publishing.Placement) error {
	var number string
	err := tx.sql.QueryRowContext(tx.ctx, `SELECT o.number FROM channel_held h JOIN channel_order c ON c.connection_id = h.connection_id AND c.no = h.no
		JOIN order_state s ON s.order_id = c.order_id JOIN sales_order o ON o.id = c.order_id
		WHERE h.connection_id = ? AND h.sku = ? AND s.fulfilment IN ('new', 'confirmed', 'packed') LIMIT 1`, p.ConnectionID, p.SKU).Scan(&number)
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	if err != nil {
		return translate(err)
	}
	return fault.New("piece_ordered", "piece", fault.Values{"number": number})
}

// putPlacement writes a placement and queues it.
func (tx *Tx) putPlacement(doc ledger.Document) error {
	if err := putDocument(tx, placements, doc); err != nil {
		return err
	}
	var p publishing.Placement
	if err := json.Unmarshal(doc.Doc, &p); err != nil {
		return fault.Wrap(err, "document_unreadable")
	}
	return tx.queue(publishing.Outgoing{ConnectionID: p.ConnectionID, Thing: p.Thing(), Kind: publishing.Listed, SKU: p.SKU})
}

// queue adds a row to the outbox. One that says the same as a row that is there already adds nothing: a listing that
// could not be sent goes again, since something of it was changed.
func (tx *Tx) queue(row publishing.Outgoing) error {
	if row.Kind == publishing.Listed {
		again, err := tx.changed1("UPDATE outbox SET state = 'waiting', attempts = 0, next_at = 0 WHERE connection_id = ? AND thing = ? AND "+openOutbox+" AND state = 'failed'",
			row.ConnectionID, row.Thing)
		if err != nil || again {
			return err
		}
	}
	row.Key, row.State, row.At = uuid.NewString(), publishing.Waiting, ledger.MillisOf(tx.now)
	args := values(&row)[1:] // SQLite counts
	_, err := tx.sql.ExecContext(tx.ctx, queueSQL, args...)
	return translate(err)
}

var queueSQL = func() string {
	text := insertInto(outbox.name, outbox.columns[1:])
	return "INSERT OR IGNORE" + text[len("INSERT"):]
}()

// tellProduct queues the listings of a product of which something changed that listings say.
func (tx *Tx) tellProduct(old, now *catalog.Product) error {
	if old == nil || reflect.DeepEqual(asListed(old), asListed(now)) {
		return nil
	}
	return tx.tellPlaced("product_id = ?", now.ID)
}

// tellOrigin queues the listings of a producer's goods when the address changes, which says where they come from.
func (tx *Tx) tellOrigin(now *party.Party) error {
	if now.Kind != party.Producer {
		return nil
	}
	old, found, err := parties.one(tx.ctx, tx.sql, "WHERE id = ?", now.ID)
	if err != nil || !found || old.Address == now.Address {
		return err
	}
	return tx.tellPlaced("product_id IN (SELECT id FROM product WHERE producer_id = ?)", now.ID)
}

// tellPlaced queues the listings of goods that are placed, or stand somewhere still.
func (tx *Tx) tellPlaced(which string, arg any) error {
	list, err := placements.all(tx.ctx, tx.sql, "WHERE "+which+` AND connection_id IN (SELECT id FROM connection WHERE closed = 0)
		AND (chosen = 1 OR EXISTS (SELECT 1 FROM standing s WHERE s.connection_id = placement.connection_id AND s.sku = placement.sku AND s.version <> ''))`, arg)
	if err != nil {
		return err
	}
	for n := range list {
		p := &list[n]
		if err := tx.queue(publishing.Outgoing{ConnectionID: p.ConnectionID, Thing: p.Thing(), Kind: publishing.Listed, SKU: p.SKU}); err != nil {
			return err
		}
	}
	return nil
}

// asListed is what a product says as far as listings may tell it.
func asListed(p *catalog.Product) catalog.Product {
	out := *p
	out.Cost, out.Reorder, out.ShortNo, out.Favourite, out.Draft, out.Untracked = 0, 0, 0, false, false, false
	out.Aliases, out.Terms, out.GP, out.VAT = nil, "", 0, ""
	for _, list := range []*[]string{&out.MorePhotos, &out.Allergens} { // what was read of JSON is no other for being empty
		if len(*list) == 0 {
			*list = nil
		}
	}
	return out
}

// QueueListings queues listings of a connection, by SKU.
func (s *Store) QueueListings(ctx context.Context, connection id.Connection, skus []string) error {
	if len(skus) == 0 {
		return nil
	}
	return s.write(ctx, func(tx *Tx) error {
		for _, sku := range skus {
			if err := tx.queue(publishing.Outgoing{ConnectionID: connection, Thing: publishing.ThingListing + sku, Kind: publishing.Listed, SKU: sku}); err != nil {
				return err
			}
		}
		return nil
	})
}
