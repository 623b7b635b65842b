package stock_test

import (
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/stock"
)

func TestSuggest(t *testing.T) {
	for name, test := range map[string]struct {
		product          catalog.Product
		have, sold, want qty.Qty
	}{
		"to twice the reorder point":              {catalog.Product{Reorder: 10_000}, 4_000, 2_000, 16_000},
		"nothing sold yet":                        {catalog.Product{Reorder: 10_000}, 10_000, 0, 10_000},
		"what sells fast":                         {catalog.Product{Reorder: 10_000}, 4_000, 60_000, 66_000},
		"below nothing":                           {catalog.Product{Reorder: 10_000}, -3_000, 0, 23_000},
		"enough":                                  {catalog.Product{Reorder: 10_000}, 25_000, 0, 0},
		"pieces are whole":                        {catalog.Product{Reorder: 2_500}, 500, 0, 5_000},
		"weighed goods are not":                   {catalog.Product{Reorder: 2_500, Weighed: true}, 500, 0, 4_500},
		"fresh: what sells while it keeps":        {catalog.Product{Reorder: 10_000, ShelfDays: 7}, 1_000, 60_000, 13_000},
		"fresh: not less than the reorder point":  {catalog.Product{Reorder: 10_000, ShelfDays: 3}, 1_000, 20_000, 9_000},
		"fresh: nothing is known of how it sells": {catalog.Product{Reorder: 10_000, ShelfDays: 3}, 1_000, 0, 19_000},
	} {
		if got := stock.Suggest(&test.product, test.have, test.sold); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}
