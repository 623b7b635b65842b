package consign_test

import (
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

var noon = time.Date(2026, 11, 30, 5, 0, 0, 0, time.UTC)

// facts has the weaver, who is due 100.00 of 150.00 and has had 20.00 of it from buyers, and the farmer, who
// owes 5.00.
func facts(change func(*consign.Facts)) *consign.Facts {
	f := &consign.Facts{Now: noon, Day: "2026-11-30", Letter: "A", Marks: []ledger.Mark{{Till: id.Random[id.Till](), Seq: 7}},
		ShiftID: id.New[id.Shift](), NextNo: func(int) (int, error) { return 41, nil },
		Accounts: map[id.Party]consign.Account{
			weaver: {ProducerID: weaver, Name: "กลุ่มทอผ้า", Sums: consign.Sums{Lines: 2, First: "2026-11-02", Sold: 150_00, VAT: 7_00, Earned: 100_00, Direct: 20_00}},
			farmer: {ProducerID: farmer, Name: "สวนป้าแดง", Sums: consign.Sums{Lines: 1, First: "2026-11-03", Sold: -6_00, Earned: -5_00}},
		}}
	if change != nil {
		change(f)
	}
	return f
}

func request(change func(*consign.Request)) *consign.Request {
	r := &consign.Request{Until: "2026-11-30", Producers: []consign.Wanted{{ID: id.New[id.Settlement](), ProducerID: weaver}}}
	if change != nil {
		change(r)
	}
	return r
}

func TestASettlementAddsUp(t *testing.T) {
	r := request(func(r *consign.Request) {
		r.Pay, r.Others = consign.Cash, true
		r.Producers = append(r.Producers, consign.Wanted{ID: id.New[id.Settlement](), ProducerID: farmer})
	})
	f := facts(nil)
	outcome, err := consign.Settle(f, r)
	if err != nil {
		t.Fatal(err)
	}
	p := outcome.Posting
	if len(p.Settlements) != 1 || len(p.Payouts) != 1 || len(p.ShiftCashes) != 1 {
		t.Fatalf("posted %+v", p)
	}
	s := p.Settlements[0]
	if s.Number != "A-ST-2569-000041" || s.Sold != 150_00 || s.VAT != 7_00 || s.Commission != 43_00 || s.Earned != 100_00 || s.Direct != 20_00 || s.Payable != 80_00 {
		t.Errorf("settlement %+v", s)
	}
	if p.Payouts[0].Amount != 80_00 || p.Payouts[0].ShiftID != f.ShiftID || p.ShiftCashes[0].Amount != 80_00 || p.ShiftCashes[0].Kind != ledger.CashOut {
		t.Errorf("paid %+v, drawer %+v", p.Payouts, p.ShiftCashes)
	}
	if len(outcome.Waiting) != 1 || outcome.Waiting[0].Why.Code != "settlement_owes" {
		t.Errorf("waiting %+v", outcome.Waiting)
	}
}

func TestNumbersOfOnePassFollowEachOther(t *testing.T) {
	f := facts(func(f *consign.Facts) {
		account := f.Accounts[farmer]
		account.Sums.Earned = 5_00
		f.Accounts[farmer] = account
	})
	outcome, err := consign.Settle(f, request(func(r *consign.Request) {
		r.Producers = append(r.Producers, consign.Wanted{ID: id.New[id.Settlement](), ProducerID: farmer})
	}))
	if err != nil || len(outcome.Posting.Settlements) != 2 || outcome.Posting.Settlements[1].Number != "A-ST-2569-000042" {
		t.Errorf("%+v, %v", outcome, err)
	}
}

func TestSettlementsThatCannotBe(t *testing.T) {
	shown := money.Satang(79_99)
	for code, test := range map[string]struct {
		request func(*consign.Request)
		facts   func(*consign.Facts)
	}{
		"date_missing":               {request: func(r *consign.Request) { r.Until = "" }},
		"method_unknown":             {request: func(r *consign.Request) { r.Pay = "credit" }},
		"producer_unknown":           {request: func(r *consign.Request) { r.Producers[0].ProducerID = id.New[id.Party]() }},
		"producer_twice":             {request: func(r *consign.Request) { r.Producers = append(r.Producers, r.Producers[0]) }},
		"settlement_owes":            {request: func(r *consign.Request) { r.Producers[0].ProducerID = farmer }},
		"settlement_changed":         {request: func(r *consign.Request) { r.Producers[0].Shown = &shown }},
		"shift_not_open":             {request: func(r *consign.Request) { r.Pay = consign.Cash }, facts: func(f *consign.Facts) { f.ShiftID = id.Shift{} }},
		"settlement_nothing":         {facts: func(f *consign.Facts) { f.Accounts[weaver] = consign.Account{ProducerID: weaver} }},
		"producer_promptpay_missing": {request: func(r *consign.Request) { r.Pay = consign.PromptPay }},
		"settlement_below_minimum": {facts: func(f *consign.Facts) {
			account := f.Accounts[weaver]
			account.Minimum = 80_01
			f.Accounts[weaver] = account
		}},
	} {
		if _, err := consign.Settle(facts(test.facts), request(test.request)); !fault.Is(err, code) {
			t.Errorf("%v, want %s", err, code)
		}
	}
}

func TestCashOpensAShiftWhereNoneNeedsAPerson(t *testing.T) {
	shift := ledger.Shift{ID: id.New[id.Shift](), Day: "2026-11-30", Automatic: true}
	f := facts(func(f *consign.Facts) { f.ShiftID, f.NewShift = id.Shift{}, &shift })
	outcome, err := consign.Settle(f, request(func(r *consign.Request) { r.Pay = consign.Cash }))
	if err != nil || len(outcome.Posting.Shifts) != 1 || outcome.Posting.Payouts[0].ShiftID != shift.ID || outcome.Posting.ShiftCashes[0].ShiftID != shift.ID {
		t.Errorf("%+v, %v", outcome, err)
	}
}

func TestPayoutsThatCannotBe(t *testing.T) {
	paper := consign.Paper{Settlement: ledger.Settlement{Number: "A-ST-2569-000001", ProducerID: weaver, Payable: 80_00}, Paid: 30_00}
	taken := paper
	taken.Void.Seq = 9
	for name, test := range map[string]struct {
		paper   consign.Paper
		payment consign.Payment
		code    string
	}{
		"the rest":     {paper, consign.Payment{Method: consign.Transfer, Amount: 50_00}, ""},
		"more":         {paper, consign.Payment{Method: consign.Transfer, Amount: 50_01}, "payout_too_much"},
		"nothing":      {paper, consign.Payment{Method: consign.Transfer}, "amount_not_positive"},
		"taken back":   {taken, consign.Payment{Method: consign.Transfer, Amount: 1}, "settlement_voided"},
		"no PromptPay": {paper, consign.Payment{Method: consign.PromptPay, Amount: 1}, "producer_promptpay_missing"},
		"a welfare":    {paper, consign.Payment{Method: "welfare", Amount: 1}, "method_unknown"},
	} {
		if _, err := consign.PayOut(facts(nil), &test.paper, test.payment); fault.Code(err) != test.code {
			t.Errorf("%s: %v, want %q", name, err, test.code)
		}
	}
	if _, err := consign.Void(facts(nil), &paper, "ผิด"); !fault.Is(err, "settlement_paid") {
		t.Errorf("a paid settlement is taken back: %v", err)
	}
	if _, err := consign.Void(facts(nil), &consign.Paper{}, ""); !fault.Is(err, "reason_missing") {
		t.Errorf("without a reason: %v", err)
	}
}

// Two tills settle without knowing of each other; what comes later knows of both.
func TestASettlementHoldsWhatItCouldKnow(t *testing.T) {
	a, b := id.Random[id.Till](), id.Random[id.Till]()
	at := func(till id.Till, seq int64) ledger.Mark { return ledger.Mark{Till: till, Seq: seq} }
	paper := func(place ledger.Mark, until clock.Day, marks ...ledger.Mark) consign.Paper {
		return consign.Paper{Settlement: ledger.Settlement{Until: until, Marks: marks}, Place: place}
	}
	book := consign.Book{
		paper(at(a, 11), "2026-11-10", at(a, 10), at(b, 5)),
		paper(at(b, 9), "2026-11-20", at(a, 11), at(b, 8)),
		paper(at(a, 30), "2026-11-20", at(a, 29), at(b, 8)), // knew nothing of the second
		paper(at(a, 50), "2026-11-30", at(a, 49), at(b, 40)),
	}
	book[0].Void = at(a, 20)
	for name, test := range map[string]struct {
		day   clock.Day
		place ledger.Mark
		want  []int
	}{
		"held by the first, then again by the third, who knew the void": {"2026-11-10", at(a, 10), []int{0, 2}},
		"after the first's day":   {"2026-11-11", at(b, 5), []int{1, 2}},
		"after the first's marks": {"2026-11-10", at(a, 12), []int{2}},
		"a day the last takes":    {"2026-11-21", at(a, 2), []int{3}},
		"written after all":       {"2026-11-01", at(b, 41), nil},
		"of a till nobody knew":   {"2026-11-01", at(id.Random[id.Till](), 1), nil},
	} {
		got := book.Holders(test.day, test.place)
		if len(got) != len(test.want) {
			t.Errorf("%s: held by %v, want %v", name, got, test.want)
			continue
		}
		for n := range got {
			if got[n] != test.want[n] {
				t.Errorf("%s: held by %v, want %v", name, got, test.want)
			}
		}
	}
}

// Below the floor nothing is free, whatever was taken back.
func TestBelowTheFloorNothingIsFree(t *testing.T) {
	till := id.Random[id.Till]()
	marks := func(seq int64) []ledger.Mark { return []ledger.Mark{{Till: till, Seq: seq}} }
	for voids := range 1 << 5 {
		var book consign.Book
		for n := range int64(5) {
			p := consign.Paper{Settlement: ledger.Settlement{Until: clock.Day([]string{"2026-11-05", "2026-11-09", "2026-11-07", "2026-11-09", "2026-11-20"}[n]), Marks: marks(n*10 + 9)},
				Place: ledger.Mark{Till: till, Seq: n*10 + 10}}
			if voids&(1<<n) != 0 {
				p.Void = ledger.Mark{Till: till, Seq: []int64{15, 45, 36, 99, 60}[n]}
			}
			book = append(book, p)
		}
		for _, now := range []int64{25, 55, 120} {
			floor := book.Floor(marks(now))
			if floor == nil {
				continue
			}
			next := book.Next("2026-12-31", marks(now))
			for day := range 25 {
				for seq := range now {
					item := consign.Item{Day: clock.Day("2026-11-01").Add(day), Place: ledger.Mark{Till: till, Seq: seq}}
					if below := item.Day <= floor.Until && seq <= floor.Marks[0].Seq; below && len(next.Holds(len(book), []consign.Item{item})) > 0 {
						t.Fatalf("voids %05b, now %d: %s seq %d is free below %s", voids, now, item.Day, seq, floor.Until)
					}
				}
			}
		}
	}
}

func TestProductsAreSummed(t *testing.T) {
	cloth, soap := id.New[id.Product](), id.New[id.Product]()
	items := []consign.Item{
		{ProductID: cloth, Name: "ผ้า", Qty: qty.Pieces(2), Lines: 1, Sold: 200_00, VAT: 13_08, Share: 150_00},
		{ProductID: soap, Name: "สบู่", Qty: qty.One, Lines: 1, Sold: 10_00, Share: 12_00}, // the shop bore a discount
		{ProductID: cloth, Name: "ผ้า", Qty: -qty.One, Lines: 1, Sold: -100_00, VAT: -6_54, Share: -75_00},
		{Direct: 30_00},
	}
	sums := consign.ByProduct(items)
	if len(sums) != 2 || sums[0].Qty != qty.One || sums[0].Share != 75_00 || sums[0].Commission() != 18_46 || sums[1].Commission() != -2_00 {
		t.Errorf("%+v", sums)
	}
	if all := consign.Sum(items); all.Lines != 3 || all.Payable() != 57_00 || all.Commission() != 16_46 {
		t.Errorf("%+v", all)
	}
}
