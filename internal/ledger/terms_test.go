package ledger_test

import (
	"testing"

	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
)

// TestShare: 107.00 with VAT at the list price, sold for 85.60 (80.00 without VAT), on every kind of terms.
func TestShare(t *testing.T) {
	sold := ledger.Sold{Qty: 2000, List: 107_00, Paid: 85_60, Bare: 80_00, VATRate: 7_00}
	given := ledger.Sold{Qty: 2000, List: 107_00, VATRate: 7_00} // as a gift
	for _, test := range []struct {
		name        string
		terms       ledger.Terms
		sold        ledger.Sold
		base, share money.Satang
	}{
		{"both bear, without VAT", ledger.Terms{Kind: ledger.Consign, GP: 25_00}, sold, 80_00, 60_00},
		{"both bear, with VAT", ledger.Terms{Kind: ledger.Consign, GP: 25_00, WithVAT: true}, sold, 85_60, 64_20},
		{"the shop bears, without VAT", ledger.Terms{Kind: ledger.Consign, GP: 25_00, Bears: ledger.ShopBears}, sold, 100_00, 75_00},
		{"the shop bears, with VAT", ledger.Terms{Kind: ledger.Consign, GP: 25_00, WithVAT: true, Bears: ledger.ShopBears}, sold, 107_00, 80_25},
		{"the producer bears", ledger.Terms{Kind: ledger.Consign, GP: 25_00, Bears: ledger.ProducerBear}, sold, 100_00, 55_00},
		{"a fixed price", ledger.Terms{Kind: ledger.Fixed, Fixed: 42_50, GP: 99_00}, sold, 80_00, 85_00},
		{"a gift, both bear", ledger.Terms{Kind: ledger.Consign, GP: 25_00}, given, 0, 0},
		{"a gift, the shop bears", ledger.Terms{Kind: ledger.Consign, GP: 25_00, Bears: ledger.ShopBears}, given, 100_00, 75_00},
		{"a gift never costs the producer", ledger.Terms{Kind: ledger.Consign, GP: 25_00, Bears: ledger.ProducerBear}, given, 100_00, 0},
		{"a gift at a fixed price", ledger.Terms{Kind: ledger.Fixed, Fixed: 42_50}, given, 0, 85_00},
	} {
		if base, share := test.terms.Share(test.sold); base != test.base || share != test.share {
			t.Errorf("%s: %s of %s, want %s of %s", test.name, share, base, test.share, test.base)
		}
	}
}
