package store

import (
	"context"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// change is a product as it was and as it was saved. old is nil for a new one.
type change struct{ old, now *catalog.Product }

// noteFamily remembers a product that hangs together with others, or did, for checkFamilies.
func (tx *Tx) noteFamily(old, now *catalog.Product) {
	alone := func(p *catalog.Product) bool { return p == nil || !p.IsSet() && !p.HasVariants && p.ParentID.IsZero() }
	if !alone(old) || !alone(now) {
		tx.families = append(tx.families, change{old, now})
	}
}

// checkFamilies checks what was saved against the other products, which are all written by now. Faults:
// those of checkSet and checkParent.
func (tx *Tx) checkFamilies() error {
	for _, c := range tx.families {
		if err := tx.checkSet(c); err != nil {
			return err
		}
		if err := tx.checkParent(c); err != nil {
			return err
		}
	}
	return nil
}

// checkSet checks a set, or one that no longer is. Faults: "set_component_unknown", "set_of_sets",
// "product_has_variants", "product_archived" (only of what is new in the set), "qty_not_whole", each with the
// component; "in_set" where a set holds what becomes a set or gets variants; "stock_of_its_own";
// "set_waiting" while bills that wait for their money hold it.
func (tx *Tx) checkSet(c change) error {
	was := func(p *catalog.Product) []catalog.Component {
		if p == nil {
			return nil
		}
		return p.Components
	}
	if slices.Equal(was(c.old), c.now.Components) && (c.old == nil || c.old.HasVariants == c.now.HasVariants) {
		return nil // nothing of it changed: what others did since does not keep a new price out
	}
	for n, part := range c.now.Components {
		if err := tx.checkComponent(c.now, part, slices.ContainsFunc(was(c.old), func(old catalog.Component) bool {
			return old.ProductID == part.ProductID
		})); err != nil {
			return fault.At(err, fmt.Sprintf("components[%d]", n))
		}
	}
	if err := tx.checkWaiting(c.now); err != nil {
		return err
	}
	if c.now.IsSet() || c.now.HasVariants {
		if err := tx.checkHolders(c.now); err != nil {
			return err
		}
		return tx.checkOwnStock(c.now)
	}
	return nil
}

func (tx *Tx) checkComponent(set *catalog.Product, part catalog.Component, held bool) error {
	product, err := tx.product(part.ProductID)
	switch {
	case err != nil:
		return err
	case product == nil:
		return fault.New("set_component_unknown", "product", fault.Values{"name": set.Name})
	case product.IsSet():
		return fault.New("set_of_sets", "product", fault.Values{"name": set.Name, "part": product.Name})
	case product.HasVariants:
		return fault.New("product_has_variants", "product", fault.Values{"name": product.Name})
	case product.Archived && !held:
		return fault.New("product_archived", "product", fault.Values{"name": product.FullName()})
	case !product.Weighed && !part.Qty.Whole():
		return fault.New("qty_not_whole", "qty", fault.Values{"value": part.Qty, "unit": product.Unit})
	}
	return nil
}

// checkHolders refuses to make a set, or what is not sold itself, of something that lies in a set.
func (tx *Tx) checkHolders(p *catalog.Product) error {
	sets, err := readSets(tx.ctx, tx.sql)
	for _, set := range sets {
		if slices.ContainsFunc(set.Components, func(part catalog.Component) bool { return part.ProductID == p.ID }) {
			return fault.New("in_set", "components", fault.Values{"name": p.Name, "set": set.Name})
		}
	}
	return err
}

// checkOwnStock refuses to make a set, or what is not sold itself, of something that lies on a shelf or is
// missing there, also where one place has what another lacks: no sale and no count would ever put it right.
func (tx *Tx) checkOwnStock(p *catalog.Product) error {
	var have qty.Qty
	row := tx.sql.QueryRowContext(tx.ctx, "SELECT coalesce(sum(abs(qty)), 0) FROM stock_balance WHERE product_id = ?", p.ID)
	if err := row.Scan(&have); err != nil {
		return translate(err)
	}
	if have != 0 {
		return fault.New("stock_of_its_own", "components", fault.Values{"name": p.Name, "have": have, "unit": p.Unit})
	}
	return nil
}

// checkWaiting refuses to change what a set is made of, or to give something variants, while waiting bills hold
// it: its goods are gone, and nobody could take the money for them.
func (tx *Tx) checkWaiting(p *catalog.Product) error {
	bodies, err := rowsOf(tx.ctx, tx.sql, func(body *string) []any { return []any{body} },
		"SELECT body FROM draft WHERE state = ?", selling.Waiting)
	for _, body := range bodies {
		var cart selling.Cart
		if json.Unmarshal([]byte(body), &cart) != nil {
			continue // no till can open it either
		}
		if slices.Contains(wantedOf(&cart), p.ID) {
			return fault.New("set_waiting", "components", fault.Values{"name": p.Name, "tag": cart.ID.Tag()})
		}
	}
	return err
}

// checkParent checks that a variant has a parent which stands for its variants, "parent_unknown", and that
// one which has variants keeps standing for them, "variants_left".
func (tx *Tx) checkParent(c change) error {
	if !c.now.ParentID.IsZero() {
		parent, err := tx.product(c.now.ParentID)
		if err != nil {
			return err
		}
		if parent == nil || !parent.HasVariants || !parent.ParentID.IsZero() {
			return fault.New("parent_unknown", "parent", fault.Values{"name": c.now.Name})
		}
	}
	if c.old == nil || !c.old.HasVariants || c.now.HasVariants {
		return nil
	}
	var left int
	row := tx.sql.QueryRowContext(tx.ctx, "SELECT count(*) FROM product WHERE parent_id = ?", c.now.ID)
	if err := row.Scan(&left); err != nil {
		return translate(err)
	}
	if left > 0 {
		return fault.New("variants_left", "has_variants", fault.Values{"name": c.now.Name, "count": left})
	}
	return nil
}

func readSets(ctx context.Context, db querier) ([]catalog.Product, error) {
	return products.all(ctx, db, "WHERE components <> '[]'")
}

// Sets lists the sets among the products.
func (s *Store) Sets(ctx context.Context) ([]catalog.Product, error) { return readSets(ctx, s.r) }

// Variants lists the variants of a product, those no longer sold too, in the order of their numbers.
func (s *Store) Variants(ctx context.Context, parent id.Product) ([]catalog.Product, error) {
	return products.all(ctx, s.r, "WHERE parent_id = ? ORDER BY length(sku), sku", parent)
}

// ExpiredOnHand sums what lies of each product, at a place or (none) anywhere, in lots of which the last good
// day is before a day.
func (s *Store) ExpiredOnHand(ctx context.Context, day clock.Day, place id.Place) (map[id.Product]qty.Qty, error) {
	rows, err := s.r.QueryContext(ctx, `SELECT b.product_id, sum(b.qty) FROM stock_balance b JOIN lot l ON l.id = b.lot_id
		WHERE b.qty > 0 AND l.expires <> '' AND l.expires < ?1 AND (?2 IS NULL OR b.place_id = ?2) GROUP BY b.product_id`, day, place)
	if err != nil {
		return nil, translate(err)
	}
	return scanHeld(rows)
}
