package store_test

import (
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/testkit"
)

// invariants are what must hold of every file, said once more in SQL: nothing of the audit's own sums is
// used. Each question counts the rows that break it.
var invariants = []struct{ name, rows string }{
	{"on hand is not the sum of the movements", `SELECT 1 FROM
		(SELECT product_id, place_id, lot_id, sum(qty) qty FROM movement GROUP BY 1, 2, 3) m
		FULL JOIN stock_balance b USING (product_id, place_id, lot_id) WHERE coalesce(m.qty, 0) <> coalesce(b.qty, 0)`},
	{"goods move in a lot of another product", `SELECT 1 FROM movement m JOIN lot l ON l.id = m.lot_id WHERE l.product_id <> m.product_id`},
	{"an owner earns by another product than moved", `SELECT 1 FROM producer_entry e JOIN lot l ON l.id = e.lot_id
		WHERE l.product_id <> e.product_id OR l.owner_id <> e.producer_id`},
	{plainTerms, `SELECT 1 FROM producer_entry e JOIN lot l ON l.id = e.lot_id JOIN bill b ON b.id = e.bill_id
		WHERE b.kind = 'sale' AND (e.base_satang <> e.paid_satang - e.vat_satang OR e.gp_bp <> l.gp_bp OR
		e.share_satang <> e.base_satang - (e.base_satang * l.gp_bp + 5000) / 10000)`},
	{"shares and VAT are not what was paid", `SELECT 1 FROM bill b WHERE b.total_satang <> b.vat_satang + b.shop_share_satang +
		(SELECT coalesce(sum(share_satang), 0) FROM producer_entry e WHERE e.bill_id = b.id)`},
	{"payments are not the total", `SELECT 1 FROM bill b WHERE b.total_satang <>
		(SELECT sum(amount_satang) FROM payment p WHERE p.bill_id = b.id)`},
	{"a set itself has moved", `SELECT 1 FROM movement m JOIN product p ON p.id = m.product_id WHERE p.components <> '[]'`},
	{"a sold line moved something else", `SELECT 1 FROM line l JOIN bill b ON b.id = l.bill_id JOIN product p ON p.id = l.product_id
		WHERE p.components = '[]' AND p.untracked = 0 AND b.kind IN ('sale', 'exchange') AND l.qty > 0
		AND l.qty <> -(SELECT sum(m.qty) FROM movement m WHERE m.bill_id = l.bill_id AND m.line_n = l.line_n)`},
	{"owners' goods came to more than the line", `SELECT 1 FROM line l JOIN bill b ON b.id = l.bill_id WHERE b.kind = 'sale' AND
		(SELECT sum(e.paid_satang) FROM producer_entry e WHERE e.bill_id = l.bill_id AND e.line_n = l.line_n) >
		l.total_satang - l.line_discount_satang - l.promo_discount_satang - l.bill_discount_satang`},
}

// plainTerms names the rule that holds only where every percent counts on prices without VAT and both bear
// discounts.
const plainTerms = "an owner's share is not the lot's percent"

// TestHistories lets shops live with sets, packs, gifts, promotions and discounts, with what comes in, is
// counted, given back, exchanged and voided.
func TestHistories(t *testing.T) {
	shops, deeds := 6, 220
	if testing.Short() {
		shops, deeds = 2, 120
	}
	for seed := range uint64(shops) {
		s, r := testkit.New(t), testkit.Rand(100+seed)
		promote(t, s)
		s.Trade(t, r, deeds)
		holds(t, s, "")
		s.CheckOK(t)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// promote gives the shop promotions of goods and of sets.
func promote(t *testing.T, s *testkit.Shop) {
	t.Helper()
	for _, promo := range []catalog.Promotion{
		{Name: "ลด 7%", Kind: catalog.PromoPercent, Percent: 7_00},
		{Name: "ซื้อกระเช้าแถมสบู่", Kind: catalog.PromoGift, Every: qty.One, Products: []id.Product{s.Goods[testkit.Basket].ID}, GiftID: s.Goods[testkit.Soap].ID},
		{Name: "ซื้อผ้าแถมกระเช้า", Kind: catalog.PromoGift, Every: 2 * qty.One, Products: []id.Product{s.Goods[testkit.Silk].ID}, GiftID: s.Goods[testkit.Basket].ID},
	} {
		promo.ID = id.New[id.Promotion]()
		must(t, s.SavePromotion(ctx, promo))
	}
}

// holds proves the invariants but one.
func holds(t *testing.T, s *testkit.Shop, except string) {
	t.Helper()
	for _, rule := range invariants {
		if rule.name == except {
			continue
		}
		var broken int
		must(t, s.Writer().QueryRow("SELECT count(*) FROM ("+rule.rows+")").Scan(&broken))
		if broken > 0 {
			t.Errorf("%s, %d times", rule.name, broken)
		}
	}
}
