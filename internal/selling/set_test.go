package selling_test

import (
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/testkit"
)

// moved sums a posting's movements by product.
func (w *world) moved(p *ledger.Posting) map[int]qty.Qty {
	sums := map[int]qty.Qty{}
	for _, move := range p.Movements {
		for n, good := range w.goods {
			if good.ID == move.ProductID {
				sums[n] += move.Qty
			}
		}
	}
	return sums
}

// TestASetTakesItsComponents: two baskets take the first expired of every component, and nothing of a basket.
func TestASetTakesItsComponents(t *testing.T) {
	w := newWorld()
	late, early := w.lot(testkit.Soap, 10*qty.One, "2027-06-01"), w.lot(testkit.Soap, 4*qty.One, "2026-12-01")
	w.lot(testkit.Silk, 5*qty.One, "")
	w.lot(testkit.Mango, 5*qty.One, "")
	outcome := w.pay(t, cartOf(w.line(testkit.Basket, 2*qty.One)))
	sums(t, outcome)
	want := map[int]qty.Qty{testkit.Silk: -2 * qty.One, testkit.Soap: -6 * qty.One, testkit.Mango: -700}
	if got := w.moved(outcome.Posting); len(got) != len(want) || got[testkit.Silk] != want[testkit.Silk] ||
		got[testkit.Soap] != want[testkit.Soap] || got[testkit.Mango] != want[testkit.Mango] {
		t.Errorf("moved %v", got)
	}
	for _, move := range outcome.Posting.Movements {
		if move.LotID == early && move.Qty != -4*qty.One || move.LotID == late && move.Qty != -2*qty.One {
			t.Errorf("%s left a lot", move.Qty)
		}
	}
	if len(outcome.Warnings) != 0 || outcome.Posting.Lines[0].ProductID != w.goods[testkit.Basket].ID {
		t.Errorf("warnings %v, line %+v", outcome.Warnings, outcome.Posting.Lines[0])
	}
}

// TestASetSharesItsRevenue: 1,290 for goods of 1,185.50 + 30 + 16.01 + 0.25 baht.
func TestASetSharesItsRevenue(t *testing.T) {
	tests := []struct {
		name              string
		zero              bool
		silk, soap, mango money.Satang
	}{
		{"by price", false, 1241_55, 31_42, 16_77}, // 1290 × 118550, 3000, 1601 of 123176; the bag's 0.26 is the shop's
		{"by quantity", true, 241_12, 723_37, 84_39},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld()
			w.VAT = 0
			for _, good := range []int{testkit.Silk, testkit.Soap, testkit.Mango, testkit.Bag} {
				if test.zero {
					w.goods[good].Price = 0
				}
			}
			outcome := w.pay(t, cartOf(w.line(testkit.Basket, qty.One)))
			sums(t, outcome)
			got := map[id.Product]money.Satang{}
			for _, entry := range outcome.Posting.Producers {
				got[entry.ProductID] += entry.Paid
			}
			if got[w.goods[testkit.Silk].ID] != test.silk || got[w.goods[testkit.Soap].ID] != test.soap || got[w.goods[testkit.Mango].ID] != test.mango {
				t.Errorf("silk %s, soap %s, mango %s", got[w.goods[testkit.Silk].ID], got[w.goods[testkit.Soap].ID], got[w.goods[testkit.Mango].ID])
			}
		})
	}
}

// TestASetCostsItsComponents: what is earned on a basket counts on what lies in it.
func TestASetCostsItsComponents(t *testing.T) {
	w := newWorld()
	w.goods[testkit.Silk].Cost, w.goods[testkit.Soap].Cost = 900_00, 5_50
	quote, err := selling.Price(w.Prices, &selling.Cart{Lines: []selling.CartLine{w.line(testkit.Basket, qty.One)}})
	if err != nil || quote.Lines[0].Cost != 916_50 {
		t.Errorf("cost %s (%v)", quote.Lines[0].Cost, err)
	}
}

// TestAScarceComponentIsNamed: the person who sells must know which of the goods to count.
func TestAScarceComponentIsNamed(t *testing.T) {
	w := newWorld()
	w.lot(testkit.Silk, 5*qty.One, "")
	w.lot(testkit.Mango, 5*qty.One, "")
	w.lot(testkit.Soap, 5*qty.One, "")
	w.Held[w.goods[testkit.Soap].ID] = 3 * qty.One
	outcome := w.pay(t, cartOf(w.line(testkit.Basket, qty.One)))
	if len(outcome.Warnings) != 1 || outcome.Warnings[0].Code != "stock_below_zero" || outcome.Warnings[0].Field != "line[0].qty" ||
		outcome.Warnings[0].Values["name"] != w.goods[testkit.Soap].Name || outcome.Warnings[0].Values["have"] != 2*qty.One {
		t.Errorf("warnings %v", outcome.Warnings)
	}
	w.BelowZero = selling.BelowRefuse
	_, err := w.try(cartOf(w.line(testkit.Basket, qty.One)))
	wantFault(t, err, "insufficient_stock", "line[0].qty")
}

// TestASetAndItsGoodsShareTheShelf: a basket sees what the line before it took.
func TestASetAndItsGoodsShareTheShelf(t *testing.T) {
	w := newWorld()
	w.lot(testkit.Silk, 2*qty.One, "")
	w.lot(testkit.Mango, 5*qty.One, "")
	w.lot(testkit.Soap, 50*qty.One, "")
	w.BelowZero = selling.BelowRefuse
	_, err := w.try(cartOf(w.line(testkit.Silk, 2*qty.One), w.line(testkit.Basket, qty.One)))
	wantFault(t, err, "insufficient_stock", "line[1].qty")
}

// TestASetComesBackInParts: one of three baskets brings a third of everything back to the lots it left.
func TestASetComesBackInParts(t *testing.T) {
	w := newWorld()
	w.lot(testkit.Silk, qty.One, "2027-01-01")
	w.lot(testkit.Silk, 5*qty.One, "2027-02-01")
	w.lot(testkit.Mango, 5*qty.One, "")
	w.lot(testkit.Soap, 50*qty.One, "")
	bill := w.pay(t, cartOf(w.line(testkit.Basket, 3*qty.One)))
	var parts []*selling.Outcome
	for range 3 {
		part, err := selling.Refund(&w.Facts, pastOf(bill, parts...), &selling.RefundRequest{ID: id.New[id.Bill](), Of: bill.Bill.ID,
			Lines: []selling.ReturnLine{{LineN: 0, Qty: qty.One}}})
		if err != nil {
			t.Fatal(err)
		}
		sums(t, part)
		if got := w.moved(part.Posting); got[testkit.Silk] != qty.One || got[testkit.Soap] != 3*qty.One || got[testkit.Mango] != 350 {
			t.Errorf("back came %v", got)
		}
		parts = append(parts, part)
	}
	whole(t, bill, parts)
	void, err := selling.VoidBill(&w.Facts, pastOf(bill), id.New[id.Bill](), "ผิด")
	if err != nil {
		t.Fatal(err)
	}
	if got := w.moved(void.Posting); got[testkit.Silk] != 3*qty.One || got[testkit.Soap] != 9*qty.One || got[testkit.Mango] != 1050 {
		t.Errorf("a void brings %v back", got)
	}
}

// TestABrokenSetIsNotSold: tills that were apart may have made a set of what cannot lie in one.
func TestABrokenSetIsNotSold(t *testing.T) {
	for name, spoil := range map[string]func(*world){
		"an unknown good":   func(w *world) { w.goods[testkit.Basket].Components[0].ProductID = id.Product{9} },
		"a set":             func(w *world) { w.goods[testkit.Basket].Components[0].ProductID = w.goods[testkit.Basket].ID },
		"goods of variants": func(w *world) { w.goods[testkit.Silk].HasVariants = true },
	} {
		t.Run(name, func(t *testing.T) {
			w := newWorld()
			spoil(w)
			_, err := w.try(cartOf(w.line(testkit.Basket, qty.One)))
			wantFault(t, err, "set_invalid", "line[0].code")
		})
	}
}

// TestAlcoholInASet is sold in its hours.
func TestAlcoholInASet(t *testing.T) {
	w := newWorld()
	w.Alcohol = false
	w.goods[testkit.Basket].Components[0].ProductID = w.goods[testkit.Sato].ID
	if outcome := w.pay(t, cartOf(w.line(testkit.Basket, qty.One))); !warned(outcome, "alcohol_hours") {
		t.Errorf("warnings %v", outcome.Warnings)
	}
}

// TestWhatHasVariantsIsNotSold, but each of them is, by its own name.
func TestWhatHasVariantsIsNotSold(t *testing.T) {
	w := newWorld()
	w.goods[testkit.Silk].HasVariants = true
	w.goods[testkit.Soap].ParentID, w.goods[testkit.Soap].Variant = w.goods[testkit.Silk].ID, "แดง L"
	_, err := w.try(cartOf(w.line(testkit.Soap, qty.One), w.line(testkit.Silk, qty.One)))
	wantFault(t, err, "product_has_variants", "line[1].code")
	w.Promotions = []catalog.Promotion{{Name: "ลด 10%", Kind: catalog.PromoPercent, Percent: 10_00, Products: []id.Product{w.goods[testkit.Silk].ID}}}
	line := w.pay(t, cartOf(w.line(testkit.Soap, qty.One))).Posting.Lines[0]
	if line.Name != "สบู่สมุนไพร · แดง L" || line.PromoDiscount != 1_00 {
		t.Errorf("line %+v: a promotion on the parent holds for its variants", line)
	}
}

// TestExpiredLotsAreKept: where the shop refuses, what has expired stays and what is good is sold.
func TestExpiredLotsAreKept(t *testing.T) {
	tests := []struct {
		name          string
		good, expired qty.Qty
		lines         []qty.Qty
		code, field   string
		warns         string
	}{
		{"the good lot is enough", 3 * qty.One, 5 * qty.One, []qty.Qty{3 * qty.One}, "", "", ""},
		{"it is not", 3 * qty.One, 5 * qty.One, []qty.Qty{4 * qty.One}, "lot_expired_blocked", "line[0].qty", ""},
		{"not for two lines", 3 * qty.One, 5 * qty.One, []qty.Qty{2 * qty.One, 2 * qty.One}, "lot_expired_blocked", "line[1].qty", ""},
		{"nothing has expired that lies there", 0, 0, []qty.Qty{qty.One}, "", "", "stock_below_zero"},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld()
			w.Expired = selling.ExpiredRefuse
			w.lot(testkit.Sweet, test.good, "")
			old := w.lot(testkit.Sweet, test.expired, "2026-11-01")
			cart := cartOf()
			for _, quantity := range test.lines {
				cart.Lines = append(cart.Lines, w.line(testkit.Sweet, quantity))
			}
			outcome, err := w.try(cart)
			if test.code != "" {
				wantFault(t, err, test.code, test.field)
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			for _, move := range outcome.Posting.Movements {
				if move.LotID == old {
					t.Errorf("%s of the expired lot", move.Qty)
				}
			}
			if warned(outcome, "lot_expired") || warned(outcome, "stock_below_zero") != (test.warns != "") {
				t.Errorf("warnings %v", outcome.Warnings)
			}
		})
	}
}

// TestPacks: soap is 10 baht, 55 by the six; the buyer gets the pack's price or the promotion, whichever
// takes more off, and never both on one line.
func TestPacks(t *testing.T) {
	percent := func(rate money.Basis) []catalog.Promotion {
		return []catalog.Promotion{{Name: "ลด", Kind: catalog.PromoPercent, Percent: rate}}
	}
	pack := func(quantity, of qty.Qty) selling.CartLine {
		return selling.CartLine{ProductID: testkit.Goods()[testkit.Soap].ID, Qty: quantity, Pack: of}
	}
	price := money.Satang(9_00)
	tests := []struct {
		name  string
		promo []catalog.Promotion
		lines []selling.CartLine
		off   []money.Satang
		names []string
	}{
		{"one pack", nil, []selling.CartLine{pack(6*qty.One, 6*qty.One)}, []money.Satang{5_00}, []string{"แพ็ค 6"}},
		{"two packs and a half", nil, []selling.CartLine{pack(15*qty.One, 6*qty.One)}, []money.Satang{10_00}, []string{"แพ็ค 6"}},
		{"six single ones", nil, []selling.CartLine{pack(6*qty.One, 0)}, []money.Satang{0}, []string{""}},
		{"a dozen for the price of its units", nil, []selling.CartLine{pack(12*qty.One, 12*qty.One)}, []money.Satang{0}, []string{""}},
		{"a pack that is no more", nil, []selling.CartLine{pack(10*qty.One, 5*qty.One)}, []money.Satang{0}, []string{""}},
		{"a smaller promotion", percent(5_00), []selling.CartLine{pack(6*qty.One, 6*qty.One)}, []money.Satang{5_00}, []string{"แพ็ค 6"}},
		{"a larger promotion", percent(10_00), []selling.CartLine{pack(6*qty.One, 6*qty.One)}, []money.Satang{6_00}, []string{"ลด"}},
		{"packs and single ones", percent(5_00), []selling.CartLine{pack(6*qty.One, 6*qty.One), pack(2*qty.One, 0)}, []money.Satang{5_00, 1_00}, []string{"แพ็ค 6", "ลด"}},
		{"a person's price", nil, []selling.CartLine{{ProductID: pack(0, 0).ProductID, Qty: 6 * qty.One, Pack: 6 * qty.One, Price: &price}}, []money.Satang{0}, []string{""}},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld()
			w.Promotions = test.promo
			quote, err := selling.Price(w.Prices, &selling.Cart{Lines: test.lines})
			if err != nil {
				t.Fatal(err)
			}
			for n, line := range quote.Lines {
				if line.PromoDiscount != test.off[n] || line.Promo != test.names[n] {
					t.Errorf("line %d: %s off by %q, want %s by %q", n, line.PromoDiscount, line.Promo, test.off[n], test.names[n])
				}
			}
		})
	}
}

// TestPacksStandApart: a pack and single ones are two lines, and more of either joins its own.
func TestPacksStandApart(t *testing.T) {
	cart, soap := cartOf(), testkit.Goods()[testkit.Soap].ID
	for _, line := range []selling.CartLine{{ProductID: soap, Qty: qty.One}, {ProductID: soap, Qty: 6 * qty.One, Pack: 6 * qty.One},
		{ProductID: soap, Qty: qty.One}, {ProductID: soap, Qty: 6 * qty.One, Pack: 6 * qty.One}} {
		cart.Put(line)
	}
	if len(cart.Lines) != 2 || cart.Lines[0].Qty != 2*qty.One || cart.Lines[1].Qty != 12*qty.One {
		t.Errorf("lines %+v", cart.Lines)
	}
}

// TestGoodsExpireAtMidnight, whatever day the open shift began: nobody closed it in the evening.
func TestGoodsExpireAtMidnight(t *testing.T) {
	w := newWorld()
	w.lot(testkit.Paste, 5*qty.One, "2026-11-23")
	if out := w.pay(t, cartOf(w.line(testkit.Paste, qty.One))); warned(out, "lot_expired") {
		t.Error("the last day is a good one")
	}
	w.Now = w.Now.Add(24 * time.Hour)
	if out := w.pay(t, cartOf(w.line(testkit.Paste, qty.One))); !warned(out, "lot_expired") || out.Bill.Day != "2026-11-23" {
		t.Errorf("sold the day after: %v", out.Warnings)
	}
	w.Expired = selling.ExpiredRefuse
	_, err := w.try(cartOf(w.line(testkit.Paste, qty.One)))
	wantFault(t, err, "lot_expired_blocked", "line[0].qty")
}
