package store

import (
	"slices"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ordering"
)

// noteKept remembers a product of which other goods are to be kept from now on than were: what lies in a set is
// another, or its stock is counted or no longer.
func (tx *Tx) noteKept(old, now *catalog.Product) {
	if old != nil && (old.Untracked != now.Untracked || !slices.Equal(old.Components, now.Components)) {
		tx.rekeep = append(tx.rekeep, now.ID)
	}
}

// keepAnew keeps for every order that still waits for goods what is to be kept after products changed.
func (tx *Tx) keepAnew() error {
	if len(tx.rekeep) == 0 {
		return nil
	}
	waiting, err := tx.ordersOf(tx.rekeep)
	if err != nil {
		return err
	}
	for _, order := range waiting {
		past, err := readOrder(tx.ctx, tx.sql, order)
		if err != nil {
			return err
		}
		facts, err := tx.orderFacts(order, orderProducts(past))
		if err != nil {
			return err
		}
		if posting := ordering.Keep(facts, past); posting != nil {
			if err := tx.post(posting); err != nil {
				return err
			}
		}
	}
	return nil
}

// ordersOf lists the orders of which something is still to be delivered, with one of some products, by itself or
// in a set.
func (tx *Tx) ordersOf(products []id.Product) (found []id.Order, err error) {
	into := func(order *id.Order) []any { return []any{order} }
	for some := range slices.Chunk(products, 100) {
		var texts []any
		list := ""
		for _, product := range some {
			texts = append(texts, product.String())
			list += ",(?)"
		}
		rows, err := rowsOf(tx.ctx, tx.sql, into, `WITH asked(text) AS (VALUES `+list[1:]+`), sets(text) AS (
			SELECT lower(substr(h, 1, 8) || '-' || substr(h, 9, 4) || '-' || substr(h, 13, 4) || '-' || substr(h, 17, 4) || '-' || substr(h, 21))
			FROM (SELECT hex(id) AS h FROM product WHERE components <> '[]' AND EXISTS (SELECT 1 FROM asked WHERE instr(components, asked.text))))
			SELECT s.order_id FROM order_state s
			JOIN order_content c ON c.order_id = s.order_id AND c.revision = (SELECT max(revision) FROM order_content WHERE order_id = s.order_id)
			WHERE s.state IN ('new', 'confirmed', 'paid', 'packed')
				AND EXISTS (SELECT 1 FROM (SELECT text FROM asked UNION SELECT text FROM sets) each WHERE instr(c.lines, each.text))
			ORDER BY s.due, s.at, s.order_id`, texts...)
		if err != nil {
			return nil, err
		}
		for _, order := range rows {
			if !slices.Contains(found, order) {
				found = append(found, order)
			}
		}
	}
	return found, nil
}
