package catalog

import (
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
)

// Change is a cell that an import changes: the column as an export writes it in English, and its text
// before and after.
type Change struct{ Column, Old, New string }

// Changes lists the cells in which two states of a product differ, in the order of an export; old is nil
// for a new product. producer names a party.
func Changes(old, changed *Product, producer func(id.Party) string) []Change {
	before := map[string]string{}
	if old != nil {
		before = productCells(old, producer)
	}
	after := productCells(changed, producer)
	var changes []Change
	for _, column := range exported() {
		if before[column] != after[column] {
			changes = append(changes, Change{column, before[column], after[column]})
		}
	}
	return changes
}

// productCells gives the cells of an export without the stock.
func productCells(product *Product, producer func(id.Party) string) map[string]string {
	cells := exportCells(product)
	if product.Terms != ledger.Own && !product.ProducerID.IsZero() {
		cells["producer"] = producer(product.ProducerID)
	}
	return cells
}
