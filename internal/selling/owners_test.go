package selling_test

import (
	"slices"
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/testkit"
)

func everyone(id.Party) bool { return true }

func TestWhoGetsWhatOfABill(t *testing.T) {
	weaver, farmer, shop := testkit.Weaver, testkit.Farmer, id.Party{}
	for _, one := range []struct {
		name     string
		vat      money.Basis
		terms    func(*ledger.Lot) // on the silk's lot
		cart     func(*world) selling.Cart
		receives func(id.Party) bool
		want     []selling.Part
	}{
		{"the shop's own goods", 0, nil, func(w *world) selling.Cart { return cartOf(w.line(testkit.Paste, 2*qty.One)) }, everyone,
			[]selling.Part{{OwnerID: shop, Amount: 130_00}}},
		{"a percent", 0, nil, func(w *world) selling.Cart { return cartOf(w.line(testkit.Silk, qty.One)) }, everyone,
			[]selling.Part{{OwnerID: weaver, Amount: 1007_67}, {OwnerID: shop, Amount: 177_83}}}, // 1,185.50 − 15 % (177.825, half up)
		{"two lines of one owner, one of another, the shop's own", 0, nil, func(w *world) selling.Cart {
			return cartOf(w.line(testkit.Soap, qty.One), w.line(testkit.Sato, qty.One), w.line(testkit.Silk, qty.One), w.line(testkit.Paste, qty.One))
		}, everyone, []selling.Part{{OwnerID: weaver, Amount: 1017_67}, {OwnerID: farmer, Amount: 139_30}, {OwnerID: shop, Amount: 302_53}}},
		{"VAT is the shop's to pay", 7_00, nil, func(w *world) selling.Cart { return cartOf(w.line(testkit.Soap, qty.One)) }, everyone,
			[]selling.Part{{OwnerID: weaver, Amount: 9_35}, {OwnerID: shop, Amount: 65}}},
		{"all of it is the owner's", 0, nil, func(w *world) selling.Cart { return cartOf(w.line(testkit.Soap, qty.One)) }, everyone,
			[]selling.Part{{OwnerID: weaver, Amount: 10_00}}},
		{"an owner without an account", 0, nil, func(w *world) selling.Cart {
			return cartOf(w.line(testkit.Silk, qty.One), w.line(testkit.Sato, qty.One))
		},
			func(owner id.Party) bool { return owner != weaver }, []selling.Part{{OwnerID: farmer, Amount: 139_30}, {OwnerID: shop, Amount: 1245_20}}},
		{"a fixed price above what is paid", 0, func(lot *ledger.Lot) { lot.Terms, lot.Fixed = ledger.Fixed, 900_00 }, func(w *world) selling.Cart {
			cart := cartOf(w.line(testkit.Silk, qty.One), w.line(testkit.Soap, qty.One))
			cart.Discount = selling.Discount{Kind: selling.MakeIt, Amount: 600_00}
			return cart
		}, everyone, []selling.Part{{OwnerID: weaver, Amount: 600_00}}},
		{"nothing is due", 0, nil, func(w *world) selling.Cart {
			cart := cartOf(w.line(testkit.Silk, qty.One), w.line(testkit.Sato, qty.One))
			cart.Discount = selling.Discount{Kind: selling.MakeIt}
			return cart
		}, everyone, []selling.Part{{OwnerID: shop}}},
	} {
		w := newWorld()
		w.VAT = one.vat
		for _, good := range []int{testkit.Paste, testkit.Silk, testkit.Soap, testkit.Sato} {
			w.lot(good, 10*qty.One, "")
		}
		if one.terms != nil {
			one.terms(&w.Lots[w.goods[testkit.Silk].ID][0].Lot)
		}
		cart := one.cart(w)
		parts, err := selling.Parts(&w.Facts, &cart, one.receives)
		if err != nil || !slices.Equal(parts, one.want) {
			t.Errorf("%s: got %v (%v), want %v", one.name, parts, err, one.want)
		}
	}
}

// TestPartsAlwaysAddUp shares random bills (any owners, terms, discounts, promotions, VAT) among those who can
// be paid, pays them so, and proves that the bill remembers it and can be taken back.
func TestPartsAlwaysAddUp(t *testing.T) {
	shared := 0
	for seed := range uint64(rounds() / 4) {
		r := testkit.Rand(seed)
		w := randomWorld(r)
		for product, lots := range w.Lots {
			for n := range lots {
				w.Lots[product][n].Terms = []string{ledger.Own, ledger.Consign, ledger.Fixed}[r.IntN(3)]
				w.Lots[product][n].OwnerID = []id.Party{{}, testkit.Weaver, testkit.Farmer, {9: 9}}[r.IntN(4)]
				w.Lots[product][n].Fixed, w.Lots[product][n].GP = money.Satang(r.IntN(500_00)), money.Basis(r.IntN(10_001))
				w.Lots[product][n].Bears = []string{ledger.BothBear, ledger.ShopBears, ledger.ProducerBear}[r.IntN(3)]
			}
		}
		cart := testkit.Cart(r, w.goods)
		before := map[id.Product][]ledger.LotStock{}
		for product, lots := range w.Lots {
			before[product] = slices.Clone(lots)
		}
		quote, err := selling.Price(w.Prices, &cart)
		if err != nil {
			t.Fatal(err)
		}
		parts, err := selling.Parts(&w.Facts, &cart, func(owner id.Party) bool { return owner != testkit.Farmer || seed%2 == 0 })
		if err != nil {
			t.Fatal(err)
		}
		w.Lots = before
		var tenders []selling.Tender
		due, seen := money.Satang(0), map[id.Party]bool{}
		for _, part := range parts {
			if part.Amount < 0 || part.Amount == 0 && quote.Total > 0 || seen[part.OwnerID] {
				t.Errorf("seed %d: parts %v", seed, parts)
			}
			due, seen[part.OwnerID] = due+part.Amount, true
			tenders = append(tenders, selling.Tender{Method: selling.PromptPay, Amount: &part.Amount, OwnerID: part.OwnerID})
		}
		if due != quote.Total {
			t.Fatalf("seed %d: the parts %v are not %s", seed, parts, quote.Total)
		}
		outcome, err := w.try(cart, tenders...)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		sums(t, outcome)
		if warned(outcome, "owner_paid_more") {
			t.Errorf("seed %d: an owner got more than their share", seed)
		}
		if len(parts) > 1 {
			shared++
		}
		takenBack(t, w, outcome, parts)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	if shared < rounds()/40 {
		t.Errorf("only %d bills were shared", shared)
	}
}

// takenBack voids the bill and wants every receiver to give back what they got.
func takenBack(t *testing.T, w *world, bill *selling.Outcome, parts []selling.Part) {
	t.Helper()
	void, err := selling.VoidBill(&w.Facts, pastOf(bill), id.New[id.Bill](), "ผิด")
	if err != nil {
		t.Fatal(err)
	}
	sums(t, void)
	left := map[id.Party]money.Satang{}
	for _, part := range parts {
		left[part.OwnerID] += part.Amount
	}
	for _, payment := range void.Posting.Payments {
		left[payment.OwnerID] += payment.Amount
	}
	for owner, amount := range left {
		if amount != 0 {
			t.Errorf("%s keeps %s of a voided bill", owner, amount)
		}
	}
}

// sharedBill is silk and paste, the silk's owner paid straight: 1,007.67 to them, 242.83 to the shop.
func sharedBill(t *testing.T, w *world) *selling.Outcome {
	t.Helper()
	w.lot(testkit.Silk, 5*qty.One, "")
	w.lot(testkit.Paste, 5*qty.One, "")
	owner := tender(selling.PromptPay, 1007_67)
	owner.OwnerID = testkit.Weaver
	return w.pay(t, cartOf(w.line(testkit.Silk, qty.One), w.line(testkit.Paste, qty.One)), owner, tender(selling.PromptPay, 242_83))
}

func held(p *selling.Past) map[string]money.Satang {
	sums := map[string]money.Satang{}
	for _, payment := range p.Payments {
		key := payment.Method
		if !payment.OwnerID.IsZero() {
			key += " owner"
		}
		sums[key] += payment.Amount
	}
	return sums
}

// TestARefundIsTheShops: the shop gives the money back, and the owner's share of it is charged to them.
func TestARefundIsTheShops(t *testing.T) {
	w := newWorld()
	w.VAT = 0
	bill := sharedBill(t, w)
	refund, err := selling.Refund(&w.Facts, pastOf(bill), &selling.RefundRequest{ID: id.New[id.Bill](), Of: bill.Bill.ID, Lines: []selling.ReturnLine{{LineN: 0, Qty: qty.One}}})
	if err != nil {
		t.Fatal(err)
	}
	sums(t, refund)
	p := refund.Posting
	if len(p.Payments) != 1 || !p.Payments[0].OwnerID.IsZero() || p.Payments[0].Amount != -1185_50 || len(p.Producers) != 1 || p.Producers[0].Share != -1007_67 {
		t.Errorf("payments %+v, entries %+v", p.Payments, p.Producers)
	}
}

// TestACorrectionLeavesOwnersTheirs: what is put right beside it does not take an owner's money away, and what
// is taken from a method is the shop's first.
func TestACorrectionLeavesOwnersTheirs(t *testing.T) {
	for _, one := range []struct {
		name    string
		tenders []selling.Tender
		want    map[string]money.Satang
	}{
		{"the shop's part was cash", []selling.Tender{tender(selling.PromptPay, 1007_67), tender(selling.Cash, 242_83)},
			map[string]money.Satang{"promptpay owner": 1007_67, "cash": 242_83}},
		{"some of the owner's too", []selling.Tender{tender(selling.PromptPay, 1000_00), tender(selling.Cash, 250_50)},
			map[string]money.Satang{"promptpay owner": 1000_00, "cash": 250_50}},
		{"all was cash", []selling.Tender{{Method: selling.Cash}}, map[string]money.Satang{"cash": 1250_50}},
		{"all went to the owner", []selling.Tender{{Method: selling.PromptPay, OwnerID: testkit.Weaver}}, map[string]money.Satang{"promptpay owner": 1250_50}},
	} {
		w := newWorld()
		w.VAT = 0
		past := pastOf(sharedBill(t, w))
		posting, err := selling.Repay(&w.Facts, past, one.tenders)
		if err != nil {
			t.Errorf("%s: %v", one.name, err)
			continue
		}
		sum := money.Satang(0)
		for _, payment := range posting.Payments {
			sum += payment.Amount
		}
		past.Payments = append(past.Payments, posting.Payments...)
		got := held(past)
		for key := range got {
			if got[key] != one.want[key] || sum != 0 {
				t.Errorf("%s: held %v, want %v", one.name, got, one.want)
				break
			}
		}
	}
	w := newWorld()
	w.VAT = 0
	_, err := selling.Repay(&w.Facts, pastOf(sharedBill(t, w)), []selling.Tender{{Method: selling.PromptPay}})
	wantFault(t, err, "repay_same", "pay[0].method")
}

func TestOwnersArePaidByBankOnly(t *testing.T) {
	w := newWorld()
	w.lot(testkit.Silk, 5*qty.One, "")
	cash := tender(selling.Cash, 1185_50)
	cash.OwnerID = testkit.Weaver
	_, err := w.try(cartOf(w.line(testkit.Silk, qty.One)), cash)
	wantFault(t, err, "owner_method", "pay[0].owner")
	cash.Method = selling.PromptPay
	if !warned(w.pay(t, cartOf(w.line(testkit.Silk, qty.One)), cash), "owner_paid_more") {
		t.Error("nobody is told that the owner got the shop's part")
	}
}
