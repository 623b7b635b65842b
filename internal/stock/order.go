package stock

import (
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// SoldDays is how many days back sales are looked at for what to order.
const SoldDays = 30

// Suggest gives how much of a product to order, have being left and sold gone in SoldDays: up to twice the
// reorder point, or to the reorder point and what sells in those days where that is more; but no more of
// fresh goods than sells while they keep, and no less than the reorder point. Never below nothing; goods
// by the piece in whole pieces.
func Suggest(product *catalog.Product, have, sold qty.Qty) qty.Qty {
	fill := product.Reorder + max(product.Reorder, sold)
	if product.ShelfDays > 0 && sold > 0 {
		fresh := qty.Qty(money.Round(int64(sold), int64(product.ShelfDays), SoldDays, money.HalfUp))
		fill = min(fill, max(product.Reorder, fresh))
	}
	need := max(fill-have, 0)
	if rest := need % qty.One; !product.Weighed && rest > 0 {
		need += qty.One - rest
	}
	return need
}
