package store_test

import (
	"reflect"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/testkit"
)

const ever clock.Day = "2099-12-31"

func settleAll(t *testing.T, s *testkit.Shop, until clock.Day, pay string) []consign.Paper {
	t.Helper()
	request := consign.Request{Until: until, Pay: pay, Others: true}
	for _, producer := range []id.Party{testkit.Weaver, testkit.Farmer} {
		request.Producers = append(request.Producers, consign.Wanted{ID: id.New[id.Settlement](), ProducerID: producer})
	}
	settled, err := s.Settle(ctx, request)
	must(t, err)
	return settled.Papers
}

func settleOne(s *testkit.Shop, producer id.Party, until clock.Day, pay string) (*consign.Paper, error) {
	settled, err := s.Settle(ctx, consign.Request{Until: until, Pay: pay,
		Producers: []consign.Wanted{{ID: id.New[id.Settlement](), ProducerID: producer}}})
	if err != nil {
		return nil, err
	}
	return &settled.Papers[0], nil
}

func payable(t *testing.T, s *testkit.Shop, producer id.Party) money.Satang {
	t.Helper()
	accounts, err := s.Accounts(ctx, ever, producer)
	must(t, err)
	return accounts[0].Sums.Payable()
}

func TestASettlementIsPaidFromTheDrawer(t *testing.T) {
	s := testkit.New(t)
	s.Sell(t, testkit.Line(s.Goods[testkit.Silk], 2*qty.One)) // 15 % of 2,371.00
	before := drawer(t, s)
	paper, err := settleOne(s, testkit.Weaver, ever, consign.Cash)
	must(t, err)
	if paper.Number != "A-ST-2569-000001" || paper.Sold != 2371_00 || paper.Commission != 355_65 || paper.Payable != 2015_35 || paper.Left() != 0 {
		t.Errorf("settled %+v", paper)
	}
	if after := drawer(t, s); before-after != 2015_35 {
		t.Errorf("the drawer lost %s", before-after)
	}
	if left := payable(t, s, testkit.Weaver); left != 0 {
		t.Errorf("%s are still due", left)
	}
	_, err = settleOne(s, testkit.Weaver, ever, "")
	wantCode(t, err, "settlement_nothing")
	s.CheckOK(t)
}

func drawer(t *testing.T, s *testkit.Shop) money.Satang {
	t.Helper()
	last, _, err := s.LastShift(ctx)
	must(t, err)
	view, err := s.Shift(ctx, last.ID)
	must(t, err)
	return view.Drawer.Expected()
}

// What is given back after it was paid out is charged to the next settlement by itself.
func TestReturnsAfterThePayoutAreChargedToTheNext(t *testing.T) {
	s := testkit.New(t)
	bill := s.Sell(t, testkit.Line(s.Goods[testkit.Soap], 10*qty.One)) // the weaver gets all of 100.00
	_, err := settleOne(s, testkit.Weaver, ever, consign.Transfer)
	must(t, err)
	_, err = s.Refund(ctx, selling.RefundRequest{ID: id.New[id.Bill](), Of: bill, Lines: []selling.ReturnLine{{Qty: 4 * qty.One}}})
	must(t, err)
	if due := payable(t, s, testkit.Weaver); due != -40_00 {
		t.Errorf("%s are due after the return", due)
	}
	_, err = settleOne(s, testkit.Weaver, ever, "")
	wantCode(t, err, "settlement_owes")
	s.Sell(t, testkit.Line(s.Goods[testkit.Soap], 9*qty.One))
	paper, err := settleOne(s, testkit.Weaver, ever, "")
	must(t, err)
	if paper.Payable != 50_00 {
		t.Errorf("%s instead of 90 − 40", paper.Payable)
	}
	items, err := s.ItemsOf(ctx, paper)
	must(t, err)
	if len(items) != 2 || items[0].Qty != -4*qty.One || items[0].Share != -40_00 || items[1].Share != 90_00 {
		t.Errorf("lines %+v", items)
	}
	s.CheckOK(t)
}

func TestASettlementTakesDaysUpToItsDay(t *testing.T) {
	s := testkit.New(t)
	monday := clock.DayOf(s.Clock.Now())
	s.Sell(t, testkit.Line(s.Goods[testkit.Soap], qty.One))
	_, err := s.CloseShift(ctx, selling.CloseRequest{}, false)
	must(t, err)
	s.Clock.Move(24 * time.Hour)
	s.Sell(t, testkit.Line(s.Goods[testkit.Soap], 5*qty.One))
	paper, err := settleOne(s, testkit.Weaver, monday, "")
	must(t, err)
	if paper.Payable != 10_00 || payable(t, s, testkit.Weaver) != 50_00 {
		t.Errorf("settled %s, left %s", paper.Payable, payable(t, s, testkit.Weaver))
	}
}

func TestTheSameRequestSettlesAndPaysOnce(t *testing.T) {
	s := testkit.New(t)
	s.Sell(t, testkit.Line(s.Goods[testkit.Soap], 10*qty.One))
	request := consign.Request{Until: ever, Producers: []consign.Wanted{{ID: id.New[id.Settlement](), ProducerID: testkit.Weaver}}}
	first, err := s.Settle(ctx, request)
	must(t, err)
	again, err := s.Settle(ctx, request)
	must(t, err)
	if first.Replayed || !again.Replayed || !reflect.DeepEqual(first.Papers, again.Papers) {
		t.Errorf("first %+v, again %+v", first, again)
	}
	request.Pay = consign.Cash
	_, err = s.Settle(ctx, request)
	wantCode(t, err, "settlement_id_used")

	part := consign.Payment{ID: id.New[id.Payout](), SettlementID: first.Papers[0].ID, Method: consign.Transfer, Amount: 30_00}
	for _, want := range []bool{false, true} {
		replayed, err := s.PayOut(ctx, part)
		must(t, err)
		if replayed != want {
			t.Errorf("replayed %v", replayed)
		}
	}
	part.Amount++
	_, err = s.PayOut(ctx, part)
	wantCode(t, err, "payment_id_used")
	wantCode(t, s.VoidSettlement(ctx, first.Papers[0].ID, "ผิดวัน"), "settlement_paid")
	_, err = s.PayOut(ctx, consign.Payment{ID: id.New[id.Payout](), SettlementID: first.Papers[0].ID, Method: consign.Cash, Amount: 70_01})
	wantCode(t, err, "payout_too_much")
	_, err = s.PayOut(ctx, consign.Payment{ID: id.New[id.Payout](), SettlementID: first.Papers[0].ID, Method: consign.Cash, Amount: 70_00})
	must(t, err)
	s.CheckOK(t)
}

// An amount that a person agreed to is not paid when sales went on meanwhile.
func TestAnotherAmountThanShownIsRefused(t *testing.T) {
	s := testkit.New(t)
	s.Sell(t, testkit.Line(s.Goods[testkit.Soap], qty.One))
	shown := payable(t, s, testkit.Weaver)
	s.Sell(t, testkit.Line(s.Goods[testkit.Soap], qty.One))
	before := counts(t, s)
	_, err := s.Settle(ctx, consign.Request{Until: ever, Producers: []consign.Wanted{{ID: id.New[id.Settlement](), ProducerID: testkit.Weaver, Shown: &shown}}})
	wantCode(t, err, "settlement_changed")
	if counts(t, s) != before {
		t.Error("a refused settlement wrote something")
	}
}

// The first of two settlements may be taken back although the second knew of it: its rows go into the third.
func TestRowsOfAVoidedSettlementGoIntoTheNext(t *testing.T) {
	s := testkit.New(t)
	s.Sell(t, testkit.Line(s.Goods[testkit.Soap], qty.One))
	first, err := settleOne(s, testkit.Weaver, ever, "")
	must(t, err)
	s.Sell(t, testkit.Line(s.Goods[testkit.Soap], 2*qty.One))
	second, err := settleOne(s, testkit.Weaver, ever, "")
	must(t, err)
	must(t, s.VoidSettlement(ctx, first.ID, "ใส่วันผิด"))
	wantCode(t, s.VoidSettlement(ctx, first.ID, "อีกที"), "settlement_voided")
	s.Sell(t, testkit.Line(s.Goods[testkit.Soap], 4*qty.One))
	third, err := settleOne(s, testkit.Weaver, ever, "")
	must(t, err)
	if second.Payable != 20_00 || third.Payable != 50_00 {
		t.Errorf("second %s, third %s", second.Payable, third.Payable)
	}
	s.CheckOK(t)
}

func TestWhoHasTooLittleWaits(t *testing.T) {
	s := testkit.New(t)
	must(t, s.SaveParties(ctx, party.Party{ID: testkit.Weaver, Kind: party.Producer, Name: "กลุ่มทอผ้า", MinPayout: 50_00}))
	s.Sell(t, testkit.Line(s.Goods[testkit.Soap], 4*qty.One), testkit.Line(s.Goods[testkit.Mango], qty.One))
	_, err := settleOne(s, testkit.Weaver, ever, "")
	wantCode(t, err, "settlement_below_minimum")
	if papers := settleAll(t, s, ever, ""); len(papers) != 1 || papers[0].ProducerID != testkit.Farmer {
		t.Errorf("settled %+v", papers)
	}
	s.Sell(t, testkit.Line(s.Goods[testkit.Soap], qty.One))
	if papers := settleAll(t, s, ever, consign.PromptPay); len(papers) != 0 {
		t.Errorf("paid %+v by a PromptPay that is not there", papers)
	}
	if papers := settleAll(t, s, ever, ""); len(papers) != 1 || papers[0].Payable != 50_00 {
		t.Errorf("the minimum itself is paid: %+v", papers)
	}
}

// What buyers paid straight to the producer comes off what the shop pays, in the settlement that holds it alone.
func TestMoneyPaidStraightToTheProducerIsTakenOff(t *testing.T) {
	s := testkit.New(t)
	straight := func(amount money.Satang) {
		s.Sell(t, testkit.Line(s.Goods[testkit.Soap], 5*qty.One))
		_, err := s.Writer().Exec(`INSERT INTO payment SELECT till, seq, 100, bill_id, shift_id, day, at, kind, method, ?, evidence, reason, ?
			FROM payment ORDER BY till DESC, seq DESC, n DESC LIMIT 1`, amount, testkit.Weaver)
		must(t, err)
	}
	straight(20_00)
	first, err := settleOne(s, testkit.Weaver, ever, "")
	must(t, err)
	straight(7_00)
	second, err := settleOne(s, testkit.Weaver, ever, "")
	must(t, err)
	if first.Earned != 50_00 || first.Direct != 20_00 || first.Payable != 30_00 || second.Direct != 7_00 || second.Payable != 43_00 {
		t.Errorf("first %+v, second %+v", first, second)
	}
	items, err := s.ItemsOf(ctx, second)
	must(t, err)
	if len(items) != 2 || items[1].Direct != 7_00 || items[1].Bill != "A-2569-000002" || items[1].Method != selling.Cash {
		t.Errorf("lines %+v", items)
	}
}

// Entries of the first schemas do not say what was paid: what their percent counted on stands for it.
func TestOldEntriesCountByTheirBase(t *testing.T) {
	s := testkit.New(t)
	s.Sell(t, testkit.Line(s.Goods[testkit.Silk], qty.One))
	_, err := s.Writer().Exec(`INSERT INTO producer_entry SELECT till, seq, 100, bill_id, line_n, lot_id, product_id, producer_id, day, qty,
		1000, gp_bp, 850, 0, 0 FROM producer_entry`)
	must(t, err)
	accounts, err := s.Accounts(ctx, ever, testkit.Weaver)
	must(t, err)
	if sums := accounts[0].Sums; sums.Lines != 2 || sums.Sold != 1185_50+10_00 || sums.Commission() != 177_83+1_50 {
		t.Errorf("%+v", sums)
	}
}

func TestErasingAProducerKeepsTheLedger(t *testing.T) {
	s := testkit.New(t)
	s.Sell(t, testkit.Line(s.Goods[testkit.Soap], qty.One))
	_, err := s.EraseParty(ctx, testkit.Weaver)
	wantCode(t, err, "producer_owed")
	paper, err := settleOne(s, testkit.Weaver, ever, consign.Transfer)
	must(t, err)
	_, err = s.EraseParty(ctx, testkit.Weaver)
	wantCode(t, err, "producer_goods") // sold later, their money would be nobody's
	_, err = s.PostStock(ctx, stock.Request{ID: id.New[id.StockPaper](), Type: ledger.TypeGivenBack, Producer: testkit.Weaver,
		Items: []stock.Item{{ProductID: s.Goods[testkit.Silk].ID, Qty: 60 * qty.One}, {ProductID: s.Goods[testkit.Soap].ID, Qty: 59 * qty.One}}})
	must(t, err)
	_, err = s.EraseParty(ctx, testkit.Weaver)
	must(t, err)
	gone, err := s.Party(ctx, testkit.Weaver)
	must(t, err)
	if gone.Name != "" || !gone.Erased {
		t.Errorf("left %+v", gone)
	}
	if items, err := s.ItemsOf(ctx, paper); err != nil || len(items) != 1 {
		t.Errorf("items %v, %v", items, err)
	}
	_, err = s.EraseParty(ctx, testkit.Weaver)
	wantCode(t, err, "customer_unknown")
	s.CheckOK(t)
}

func TestTermsThatOverlapAreRefusedWithTheOther(t *testing.T) {
	s := testkit.New(t)
	terms := consign.Terms{ID: id.New[id.Terms](), ProducerID: testkit.Weaver, Kind: ledger.Consign, GP: 20_00, From: "2026-12-01", To: "2026-12-31"}
	must(t, s.SaveTerms(ctx, terms))
	second := terms
	second.ID, second.From, second.To, second.GP = id.New[id.Terms](), "2026-12-15", "", 10_00
	err := s.SaveTerms(ctx, second)
	wantCode(t, err, "terms_overlap")
	if of := fault.Of(err); of.Values["from"] != terms.From || of.Values["to"] != terms.To {
		t.Errorf("names %v", of.Values)
	}
	terms.Off = true
	must(t, s.SaveTerms(ctx, terms))
	must(t, s.SaveTerms(ctx, second))
	second.ID, second.From = id.New[id.Terms](), "2027-01-01"
	wantCode(t, s.SaveTerms(ctx, second), "terms_overlap_open")
	second.ProducerID = testkit.Customer
	wantCode(t, s.SaveTerms(ctx, second), "producer_unknown")
	s.CheckOK(t)
}

// TestAWrongPayoutIsTakenBack: the drawer has its money again, the settlement is open again, once.
func TestAWrongPayoutIsTakenBack(t *testing.T) {
	s := testkit.New(t)
	s.Sell(t, testkit.Line(s.Goods[testkit.Silk], 2*qty.One))
	before := drawer(t, s)
	paper, err := settleOne(s, testkit.Weaver, ever, consign.Cash)
	must(t, err)
	paid, err := s.Payouts(ctx, paper.ID)
	must(t, err)
	wantCode(t, s.VoidPayout(ctx, paid[0].ID, ""), "reason_missing")
	must(t, s.VoidPayout(ctx, paid[0].ID, "จ่ายผิดคน"))
	wantCode(t, s.VoidPayout(ctx, paid[0].ID, "จ่ายผิดคน"), "payout_unknown")
	if after := drawer(t, s); after != before {
		t.Errorf("the drawer has %s, had %s", after, before)
	}
	open, err := s.Settlement(ctx, paper.Number)
	must(t, err)
	if left, err := s.Payouts(ctx, paper.ID); err != nil || len(left) != 0 || open.Left() != paper.Payable {
		t.Errorf("%d payouts, %s left, %v", len(left), open.Left(), err)
	}
	_, err = s.PayOut(ctx, consign.Payment{ID: id.New[id.Payout](), SettlementID: paper.ID, Method: consign.Transfer, Amount: paper.Payable})
	must(t, err)
	s.CheckOK(t)
}

// TestCheckFindsCashThatDidNotGoBack: a payout taken back without its drawer, and one that never was.
func TestCheckFindsCashThatDidNotGoBack(t *testing.T) {
	for name, stray := range map[string]bool{"without the drawer": false, "of no payout": true} {
		t.Run(name, func(t *testing.T) {
			s := testkit.New(t)
			s.Sell(t, testkit.Line(s.Goods[testkit.Silk], qty.One))
			paper, err := settleOne(s, testkit.Weaver, ever, consign.Cash)
			must(t, err)
			paid, err := s.Payouts(ctx, paper.ID)
			must(t, err)
			void := ledger.PayoutVoid{PayoutID: paid[0].ID, Reason: "ใส่ยอดผิด", At: paid[0].At}
			if stray {
				void.PayoutID = id.New[id.Payout]()
			}
			must(t, s.Post(ctx, &ledger.Posting{Kind: ledger.EventPayoutVoid, At: paid[0].At, Day: paid[0].Day, PayoutVoids: []ledger.PayoutVoid{void}}))
			checks, err := s.CheckAll(ctx)
			must(t, err)
			for _, check := range checks {
				if check.Name == "producers" && check.OK {
					t.Error("check found nothing")
				}
			}
		})
	}
}
