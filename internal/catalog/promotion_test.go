package catalog

import (
	"testing"

	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

func TestAPromotionTakesOffNoMoreThanThePrice(t *testing.T) {
	for name, c := range map[string]struct {
		promo    Promotion
		price    money.Satang
		quantity qty.Qty
		want     money.Satang
	}{
		"buy 3 less 10":              {Promotion{Kind: PromoEvery, Every: qty.Pieces(3), Amount: 10_00}, 65_00, qty.Pieces(7), 20_00},
		"two are not three":          {Promotion{Kind: PromoEvery, Every: qty.Pieces(3), Amount: 10_00}, 65_00, qty.Pieces(2), 0},
		"less than nothing":          {Promotion{Kind: PromoEvery, Every: qty.One, Amount: 100_00}, 65_00, qty.Pieces(2), 130_00},
		"an amount off each":         {Promotion{Kind: PromoAmount, Amount: 5_00}, 65_00, qty.Pieces(2), 10_00},
		"an amount above the price":  {Promotion{Kind: PromoAmount, Amount: 100_00}, 65_00, qty.Pieces(2), 130_00},
		"a percent":                  {Promotion{Kind: PromoPercent, Percent: 1000}, 65_00, qty.Pieces(2), 13_00},
		"absurd amounts, many units": {Promotion{Kind: PromoAmount, Amount: MaxPrice}, 1_00, qty.Max, 1_000_000_000_00},
		"absurd amounts, many times": {Promotion{Kind: PromoEvery, Every: 1, Amount: MaxPrice}, 1_00, qty.Max, 1_000_000_000_00},
	} {
		if got := c.promo.Less(c.price, c.quantity); got != c.want {
			t.Errorf("%s: %s, want %s", name, got, c.want)
		}
	}
}
