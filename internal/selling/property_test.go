package selling_test

import (
	"math/rand/v2"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/testkit"
)

// randomWorld has lots of every good, promotions, VAT or none, and some step of cash rounding.
func randomWorld(r *rand.Rand) *world {
	w := newWorld()
	w.CashStep = []money.Satang{0, 25, 50, 100}[r.IntN(4)]
	w.VAT = []money.Basis{0, 7_00, 10_00}[r.IntN(3)]
	for good := range w.goods {
		for range r.IntN(4) {
			if w.goods[good].IsSet() {
				continue
			}
			w.lot(good, qty.Qty(r.IntN(8000)-1000), "2027-01-01")
		}
	}
	for range r.IntN(4) {
		promo := catalog.Promotion{Name: "โปร", Kind: []string{catalog.PromoPercent, catalog.PromoAmount, catalog.PromoEvery, catalog.PromoGift}[r.IntN(4)],
			Every: qty.Pieces(1 + r.IntN(3)), Percent: money.Basis(1 + r.IntN(10_000)), Amount: money.Satang(1 + r.IntN(100_00)),
			GiftID: w.goods[r.IntN(len(w.goods))].ID}
		if r.IntN(2) == 0 {
			promo.Products = []id.Product{w.goods[r.IntN(len(w.goods))].ID}
		}
		w.Promotions = append(w.Promotions, promo)
	}
	return w
}

func rounds() int {
	if testing.Short() {
		return 2_000
	}
	return 20_000
}

// TestBillsAlwaysAddUp sells random carts, paid in random mixes.
func TestBillsAlwaysAddUp(t *testing.T) {
	for seed := range uint64(rounds()) {
		r := testkit.Rand(seed)
		w := randomWorld(r)
		outcome := randomBill(t, w, r)
		sums(t, outcome)
		for _, line := range outcome.Posting.Lines {
			if line.Net() < 0 || line.NetOfVAT < 0 || line.NetOfVAT > line.Net() || line.Total != money.Times(line.UnitPrice, line.Qty) {
				t.Errorf("line %+v", line)
			}
		}
		if outcome.Bill.Discount < 0 || outcome.Bill.VAT < 0 || outcome.Bill.Rounding.Abs() > w.CashStep/2 {
			t.Errorf("bill %+v", outcome.Bill)
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

func randomBill(t *testing.T, w *world, r *rand.Rand) *selling.Outcome {
	t.Helper()
	cart := testkit.Cart(r, w.goods)
	quote, err := selling.Price(w.Prices, &cart)
	if err != nil {
		t.Fatal(err)
	}
	outcome, err := w.try(cart, testkit.Tenders(r, quote.Total)...)
	if err != nil {
		t.Fatal(err)
	}
	return outcome
}

// TestRefundsInPartsGiveBackTheWhole takes random bills back in random parts until nothing is left.
func TestRefundsInPartsGiveBackTheWhole(t *testing.T) {
	for seed := range uint64(rounds() / 4) {
		r := testkit.Rand(seed)
		w := randomWorld(r)
		bill := randomBill(t, w, r)
		var parts []*selling.Outcome
		for {
			past := pastOf(bill, parts...)
			request := selling.RefundRequest{ID: id.New[id.Bill](), Of: bill.Bill.ID, Lines: randomReturn(r, past)}
			if request.Lines == nil {
				break
			}
			part, err := selling.Refund(&w.Facts, past, &request)
			if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			sums(t, part)
			signs(t, part)
			parts = append(parts, part)
			if len(parts) > 1 && len(parts) < 40 && r.IntN(3) == 0 { // a refund taken back counts as never made
				gone := r.IntN(len(parts))
				parts = append(parts[:gone:gone], parts[gone+1:]...)
			}
		}
		whole(t, bill, parts)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// randomReturn picks quantities of lines that are left; nil when nothing is.
func randomReturn(r *rand.Rand, past *selling.Past) (lines []selling.ReturnLine) {
	var left []int
	for n := range past.Lines {
		if past.Left(n) > 0 {
			left = append(left, n)
		}
	}
	if len(left) == 0 {
		return nil
	}
	for range 1 + r.IntN(2) {
		n := left[r.IntN(len(left))]
		if len(lines) > 0 && lines[0].LineN == n {
			continue
		}
		quantity := past.Left(n)
		switch {
		case r.IntN(2) == 0 && quantity > qty.One:
			quantity = qty.One
		case r.IntN(2) == 0 && past.Lines[n].Unit == "กก.":
			quantity = 1 + qty.Qty(r.Int64N(int64(quantity)))
		}
		lines = append(lines, selling.ReturnLine{LineN: n, Qty: quantity})
	}
	return lines
}

// signs wants every amount of a refund to be zero or negative.
func signs(t *testing.T, part *selling.Outcome) {
	t.Helper()
	if bill := part.Bill; bill.Total > 0 || bill.Discount > 0 || bill.VAT > 0 {
		t.Errorf("a refund's total %s, discount %s, VAT %s", bill.Total, bill.Discount, bill.VAT)
	}
	for _, line := range part.Posting.Lines {
		if line.Qty >= 0 || line.Total > 0 || line.Net() > 0 || line.NetOfVAT > 0 ||
			line.LineDiscount > 0 || line.PromoDiscount > 0 || line.BillDiscount > 0 {
			t.Errorf("a refund's line %+v", line)
		}
	}
	for _, entry := range part.Posting.Producers {
		if entry.Qty >= 0 || entry.Base > 0 || entry.Share > 0 {
			t.Errorf("a refund's entry %+v", entry)
		}
	}
}

type lotKey struct {
	line int
	lot  id.Lot
}

// whole wants all parts together to be the opposite of the bill: money with its cash rounding, VAT, the
// guide's commission, owners' shares, lots.
func whole(t *testing.T, bill *selling.Outcome, parts []*selling.Outcome) {
	t.Helper()
	total, discount, vat, guide := bill.Bill.Total, bill.Bill.Discount, bill.Bill.VAT, bill.Bill.Guide
	net := map[int]money.Satang{}
	shares, bases, lots := map[lotKey]money.Satang{}, map[lotKey]money.Satang{}, map[lotKey]qty.Qty{}
	paid := map[lotKey]money.Satang{}
	add := func(p *ledger.Posting, line func(ledger.Line) int) {
		for _, l := range p.Lines {
			net[line(l)] += l.NetOfVAT
		}
		for _, entry := range p.Producers {
			key := lotKey{line(p.Lines[entry.LineN]), entry.LotID}
			shares[key] += entry.Share
			bases[key] += entry.Base
			paid[key] += entry.Paid + entry.VAT
		}
		for _, move := range p.Movements {
			lots[lotKey{line(p.Lines[move.LineN]), move.LotID}] += move.Qty
		}
	}
	add(bill.Posting, func(l ledger.Line) int { return l.LineN })
	for _, part := range parts {
		total += part.Bill.Total
		discount += part.Bill.Discount
		vat += part.Bill.VAT
		guide += part.Bill.Guide
		add(part.Posting, func(l ledger.Line) int { return l.ReturnsN })
	}
	if total != 0 || discount != 0 || vat != 0 || guide != 0 {
		t.Errorf("%d refunds leave total %s, discount %s, VAT %s, commission %s", len(parts), total, discount, vat, guide)
	}
	for line, left := range net {
		if left != 0 {
			t.Errorf("line %d: %s without VAT are left", line, left)
		}
	}
	for key, left := range lots {
		if left != 0 || shares[key] != 0 || bases[key] != 0 || paid[key] != 0 {
			t.Errorf("line %d: of a lot %s, base %s, share %s are left", key.line, left, bases[key], shares[key])
		}
	}
}

// TestVoidIsTheOpposite: a void and its bill come to nothing in every amount.
func TestVoidIsTheOpposite(t *testing.T) {
	for seed := range uint64(rounds() / 10) {
		r := testkit.Rand(seed)
		w := randomWorld(r)
		bill := randomBill(t, w, r)
		void, err := selling.VoidBill(&w.Facts, pastOf(bill), id.New[id.Bill](), "ผิดบิล")
		if err != nil {
			t.Fatal(err)
		}
		sums(t, void)
		signs(t, void)
		whole(t, bill, []*selling.Outcome{void})
		held := map[string]money.Satang{}
		for _, payment := range append(bill.Posting.Payments, void.Posting.Payments...) {
			held[payment.Method] += payment.Amount
		}
		for method, sum := range held {
			if sum != 0 {
				t.Errorf("%s holds %s after the void", method, sum)
			}
		}
		if void.Bill.Total != -bill.Bill.Total || void.Bill.ShopShare != -bill.Bill.ShopShare || void.Bill.Rounding != -bill.Bill.Rounding {
			t.Errorf("void %+v", void.Bill)
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
}

// TestExchangesAddUp gives something back for something else, both directions.
func TestExchangesAddUp(t *testing.T) {
	up, down := 0, 0
	for seed := range uint64(rounds() / 10) {
		r := testkit.Rand(seed)
		w := randomWorld(r)
		bill := randomBill(t, w, r)
		past := pastOf(bill)
		request := selling.RefundRequest{ID: id.New[id.Bill](), Of: bill.Bill.ID, Lines: randomReturn(r, past),
			Goods: testkit.Cart(r, w.goods), Tenders: testkit.Exactly(selling.Cash)}
		exchange, err := selling.Refund(&w.Facts, past, &request)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		sums(t, exchange)
		if exchange.Bill.Total > 0 {
			up++
		} else if exchange.Bill.Total < 0 {
			down++
		}
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	if up == 0 || down == 0 {
		t.Errorf("%d exchanges cost more and %d less: both ways must be tried", up, down)
	}
}
