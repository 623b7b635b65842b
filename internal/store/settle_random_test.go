package store_test

import (
	"math/rand/v2"
	"reflect"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/testkit"
)

// TestProducersGetExactlyWhatTheLedgerSays lets shops live with terms of every kind, settlements of random
// days, voids and payouts in parts in between, and closes every account at the end.
func TestProducersGetExactlyWhatTheLedgerSays(t *testing.T) {
	seeds := 12
	if testing.Short() {
		seeds = 4
	}
	papers, voided, parts := 0, 0, 0
	for seed := range uint64(seeds) {
		r := testkit.Rand(seed + 500)
		s := testkit.New(t)
		must(t, s.OpenShift(ctx, 1000_00, "", ""))
		agree(t, s, r)
		promote(t, s)
		written := map[string][]consign.Item{}
		for range 12 {
			s.Trade(t, r, 12)
			for _, paper := range randomSettlements(t, s, r) {
				items, err := s.ItemsOf(ctx, &paper)
				must(t, err)
				written[paper.Number] = items
			}
			v, p := randomPayouts(t, s, r)
			voided, parts = voided+v, parts+p
		}
		s.CheckOK(t)
		papers += len(written)
		closed(t, s, written)
		holds(t, s, plainTerms)
		s.CheckOK(t)
		if t.Failed() {
			t.Fatalf("seed %d", seed)
		}
	}
	if papers < seeds || voided == 0 || parts == 0 {
		t.Errorf("only %d settlements, %d voided, %d payouts in parts were tried", papers, voided, parts)
	}
}

// agree gives the producers terms of every kind, and goods that come in on them.
func agree(t *testing.T, s *testkit.Shop, r *rand.Rand) {
	t.Helper()
	for _, terms := range []consign.Terms{
		{ProducerID: testkit.Weaver, Kind: ledger.Consign, GP: 20_00, WithVAT: true, Bears: ledger.ShopBears},
		{ProducerID: testkit.Weaver, ProductID: s.Goods[testkit.Silk].ID, Kind: ledger.Fixed, Fixed: 900_25},
		{ProducerID: testkit.Farmer, Category: "อาหาร", Kind: ledger.Consign, GP: money.Basis(r.IntN(10_001)), Bears: ledger.ProducerBear},
	} {
		terms.ID, terms.From = id.New[id.Terms](), "2026-01-01"
		must(t, s.SaveTerms(ctx, terms))
	}
	for _, good := range []int{testkit.Silk, testkit.Mango, testkit.Sato, testkit.Soap} {
		product := s.Goods[good].ID
		comesIn(t, s, stock.Item{ProductID: product, Qty: 50 * qty.One, Expires: "2026-11-30"})
	}
}

func randomSettlements(t *testing.T, s *testkit.Shop, r *rand.Rand) []consign.Paper {
	t.Helper()
	until := clock.DayOf(s.Clock.Now()).Add(r.IntN(4) - 3)
	pay := []string{"", "", consign.Transfer}[r.IntN(3)]
	if r.IntN(3) == 0 {
		return settleAll(t, s, until, pay)
	}
	paper, err := settleOne(s, []id.Party{testkit.Weaver, testkit.Farmer}[r.IntN(2)], until, pay)
	switch fault.Code(err) {
	case "settlement_nothing", "settlement_owes":
		return nil
	}
	must(t, err)
	return []consign.Paper{*paper}
}

// randomPayouts pays parts of what is open, and takes some settlements back.
func randomPayouts(t *testing.T, s *testkit.Shop, r *rand.Rand) (voided, parts int) {
	t.Helper()
	papers, err := s.Settlements(ctx, id.Party{})
	must(t, err)
	for _, paper := range papers {
		switch pick := r.IntN(8); {
		case paper.Left() == 0:
		case pick == 0 && paper.Paid == 0:
			must(t, s.VoidSettlement(ctx, paper.ID, "ผิดวัน"))
			voided++
		case pick < 4:
			amount := 1 + money.Satang(r.Int64N(int64(paper.Left())))
			_, err := s.PayOut(ctx, consign.Payment{ID: id.New[id.Payout](), SettlementID: paper.ID, Method: consign.Methods[r.IntN(2)], Amount: amount})
			must(t, err)
			if amount < paper.Left() {
				parts++
			}
		case paper.Paid > 0 && pick == 4:
			undoLast(t, s, &paper)
		}
	}
	return voided, parts
}

// undoLast takes the last payout of a settlement back, where its shift is still open.
func undoLast(t *testing.T, s *testkit.Shop, paper *consign.Paper) {
	t.Helper()
	paid, err := s.Payouts(ctx, paper.ID)
	must(t, err)
	last := paid[len(paid)-1]
	if err := s.VoidPayout(ctx, last.ID, "ใส่ยอดผิด"); fault.Is(err, "payout_closed") {
		return
	} else if err != nil {
		t.Fatal(err)
	}
	after, err := s.Settlement(ctx, paper.ID.String())
	must(t, err)
	if after.Paid != paper.Paid-last.Amount || after.Left() != paper.Left()+last.Amount {
		t.Errorf("%s: paid %s of %s after %s was taken back from %s", paper.Number, after.Paid, after.Payable, last.Amount, paper.Paid)
	}
}

// closed settles what is left, and wants every row of the ledger in exactly one settlement that stands,
// nothing owed, and every document as it was when it was made.
func closed(t *testing.T, s *testkit.Shop, written map[string][]consign.Item) {
	t.Helper()
	owed := map[id.Party]money.Satang{}
	for _, producer := range []id.Party{testkit.Weaver, testkit.Farmer} {
		owed[producer] = payable(t, s, producer)
	}
	settleAll(t, s, ever, "")
	held, paid := map[id.Party]consign.Sums{}, map[id.Party]money.Satang{}
	papers, err := s.Settlements(ctx, id.Party{})
	must(t, err)
	for _, paper := range papers {
		items, err := s.ItemsOf(ctx, &paper)
		must(t, err)
		if was, known := written[paper.Number]; known && !reflect.DeepEqual(was, items) {
			t.Errorf("%s changed from %v to %v", paper.Number, was, items)
		}
		sums := consign.Sum(items)
		if sums.Payable() != paper.Payable || sums.Earned+sums.VAT+sums.Commission() != sums.Sold {
			t.Errorf("%s: %+v", paper.Number, sums)
		}
		if !paper.Voided() {
			all := held[paper.ProducerID]
			for n := range items {
				all.Add(&items[n])
			}
			held[paper.ProducerID] = all
			paid[paper.ProducerID] += paper.Payable
		}
	}
	for producer, due := range owed {
		ledgers, err := s.LedgerOf(ctx, producer)
		must(t, err)
		all := held[producer]
		if due > 0 {
			if all.Lines != ledgers.Lines || all.Earned != ledgers.Earned || all.Sold != ledgers.Sold || payable(t, s, producer) != 0 {
				t.Errorf("%s: settled %+v, the ledger has %+v", producer.Tag(), all, ledgers)
			}
		} else if paid[producer]+due != ledgers.Payable() {
			t.Errorf("%s: settled %s and %s wait, the ledger has %s", producer.Tag(), paid[producer], due, ledgers.Payable())
		}
	}
}
