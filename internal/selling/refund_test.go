package selling_test

import (
	"testing"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/testkit"
)

func back(of *selling.Outcome, lines ...selling.ReturnLine) *selling.RefundRequest {
	return &selling.RefundRequest{ID: id.New[id.Bill](), Of: of.Bill.ID, Lines: lines}
}

func (w *world) refund(t *testing.T, past *selling.Past, request *selling.RefundRequest) *selling.Outcome {
	t.Helper()
	outcome, err := selling.Refund(&w.Facts, past, request)
	if err != nil {
		t.Fatal(err)
	}
	sums(t, outcome)
	return outcome
}

// paidBack sums a bill's payments by method.
func paidBack(outcome *selling.Outcome) map[string]money.Satang {
	sums := map[string]money.Satang{}
	for _, payment := range outcome.Posting.Payments {
		sums[payment.Method] += payment.Amount
	}
	return sums
}

func wantMoney(t *testing.T, outcome *selling.Outcome, want map[string]money.Satang) {
	t.Helper()
	got := paidBack(outcome)
	if len(got) != len(want) {
		t.Errorf("money %v, want %v", got, want)
	}
	for method, amount := range want {
		if got[method] != amount {
			t.Errorf("money %v, want %v", got, want)
		}
	}
}

func TestRefundOfAPart(t *testing.T) {
	w := newWorld()
	lot := w.lot(testkit.Paste, 9*qty.One, "")
	cart := cartOf(w.line(testkit.Paste, 3*qty.One), w.line(testkit.Bag, qty.One))
	cart.Discount = selling.Discount{Kind: selling.MakeIt, Amount: 100_00}
	bill := w.pay(t, cart)
	request := back(bill, selling.ReturnLine{LineN: 0, Qty: qty.One})
	request.Reason = "บุบ"
	refund := w.refund(t, pastOf(bill), request)
	line := refund.Posting.Lines[0]
	if line.Qty != -qty.One || line.Total != -60_00 || line.ReturnsN != 0 || line.UnitPrice != 60_00 {
		t.Errorf("line %+v", line)
	}
	if b := refund.Bill; b.Number != "A-RF-2569-000001" || b.Kind != ledger.Refund || b.RefundOf != bill.Bill.ID || b.Reason != "บุบ" || b.Total != -33_29 {
		t.Errorf("refund %+v", b) // 100.00 × 180.00 ÷ 180.25 = 99.86 for three
	}
	moves := refund.Posting.Movements
	if len(moves) != 1 || moves[0].LotID != lot || moves[0].Qty != qty.One || moves[0].Kind != ledger.MoveRefund {
		t.Errorf("moves %+v", moves)
	}
	rest := w.refund(t, pastOf(bill, refund), back(bill)) // everything that is left
	if refund.Bill.Total+rest.Bill.Total != -100_00 {
		t.Errorf("%s and %s are not the whole", refund.Bill.Total, rest.Bill.Total)
	}
}

func TestRefundToTheLotsItLeft(t *testing.T) {
	w := newWorld()
	first := w.lot(testkit.Silk, qty.One, "2026-12-01")
	second := w.lot(testkit.Silk, 5*qty.One, "")
	bill := w.pay(t, cartOf(w.line(testkit.Silk, 3*qty.One)))
	one := w.refund(t, pastOf(bill), back(bill, selling.ReturnLine{Qty: 2 * qty.One}))
	wantTaken(t, one, took{0, first, -qty.One}, took{0, second, -qty.One})
	two := w.refund(t, pastOf(bill, one), back(bill))
	wantTaken(t, two, took{0, second, -qty.One})
	whole(t, bill, []*selling.Outcome{one, two})
}

func TestRefundThrownAway(t *testing.T) {
	w := newWorld()
	lot := w.lot(testkit.Silk, 5*qty.One, "")
	bill := w.pay(t, cartOf(w.line(testkit.Silk, qty.One)))
	request := back(bill)
	request.Waste = true
	refund := w.refund(t, pastOf(bill), request)
	wantTaken(t, refund, took{0, lot, -qty.One}, took{0, lot, qty.One})
	if moves := refund.Posting.Movements; moves[0].Kind != ledger.MoveRefund || moves[1].Kind != ledger.MoveWaste {
		t.Errorf("moves %+v", moves)
	}
	if entries := refund.Posting.Producers; len(entries) != 1 || entries[0].Share != -bill.Posting.Producers[0].Share {
		t.Errorf("entries %+v", entries)
	}
}

func TestRefundRefuses(t *testing.T) {
	w := newWorld()
	w.lot(testkit.Paste, 9*qty.One, "")
	bill := w.pay(t, cartOf(w.line(testkit.Paste, 2*qty.One)))
	refund := w.refund(t, pastOf(bill), back(bill, selling.ReturnLine{Qty: qty.One}))
	voided := pastOf(bill)
	voided.VoidedBy = "A-VD-2569-000001"
	void, err := selling.VoidBill(&w.Facts, pastOf(bill), id.New[id.Bill](), "ผิด")
	if err != nil {
		t.Fatal(err)
	}
	stranger := back(bill, selling.ReturnLine{Qty: qty.One})
	stranger.Tenders = testkit.Exactly(selling.Credit)
	card := back(bill, selling.ReturnLine{Qty: qty.One})
	card.Tenders = []selling.Tender{tender(selling.Cash, 100_00)}
	exchange := back(bill)
	exchange.Goods = cartOf(w.line(testkit.Bag, qty.One))
	for _, test := range []struct {
		name        string
		past        *selling.Past
		request     *selling.RefundRequest
		code, field string
	}{
		{"voided", voided, back(bill), "bill_voided", "number"},
		{"a refund", pastOf(refund), back(refund), "bill_is_refund", "number"},
		{"a void", pastOf(void), back(void), "bill_is_refund", "number"},
		{"no such line", pastOf(bill), back(bill, selling.ReturnLine{LineN: 1, Qty: qty.One}), "line_unknown", "line[0].code"},
		{"line below zero", pastOf(bill), back(bill, selling.ReturnLine{LineN: -1, Qty: qty.One}), "line_unknown", "line[0].code"},
		{"more than sold", pastOf(bill), back(bill, selling.ReturnLine{Qty: 3 * qty.One}), "refund_too_much", "line[0].qty"},
		{"more than is left", pastOf(bill, refund), back(bill, selling.ReturnLine{Qty: 2 * qty.One}), "refund_too_much", "line[0].qty"},
		{"more than is left, in two", pastOf(bill, refund), back(bill, selling.ReturnLine{Qty: qty.One}, selling.ReturnLine{Qty: qty.One}), "refund_too_much", "line[1].qty"},
		{"nothing left", pastOf(bill, void), back(bill), "refund_nothing", "line"},
		{"exchange for nothing", pastOf(bill), exchange, "refund_nothing", "line"},
		{"no quantity", pastOf(bill), back(bill, selling.ReturnLine{}), "qty_not_positive", "line[0].qty"},
		{"to the account of nobody", pastOf(bill), stranger, "customer_missing", "customer"},
		{"more money than is due", pastOf(bill), card, "payment_above_due", "pay[0].amount"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := selling.Refund(&w.Facts, test.past, test.request)
			wantFault(t, err, test.code, test.field)
		})
	}
}

// TestMoneyGoesBackTheWaysItCame, as far as each way still holds some of it; the rest is cash.
func TestMoneyGoesBackTheWaysItCame(t *testing.T) {
	w := newWorld()
	w.lot(testkit.Silk, 9*qty.One, "")
	cart := cartOf(w.line(testkit.Silk, 2*qty.One)) // 2371.00
	bill := w.pay(t, cart, tender(selling.PromptPay, 1500_00), tender(selling.Cash, 1000_00))
	half := selling.ReturnLine{Qty: qty.One}
	one := w.refund(t, pastOf(bill), back(bill, half))
	wantMoney(t, one, map[string]money.Satang{selling.PromptPay: -1185_50})
	two := w.refund(t, pastOf(bill, one), back(bill, half))
	wantMoney(t, two, map[string]money.Satang{selling.PromptPay: -314_50, selling.Cash: -871_00})
	asked := back(bill, half)
	asked.Tenders = testkit.Exactly(selling.Transfer)
	wantMoney(t, w.refund(t, pastOf(bill), asked), map[string]money.Satang{selling.Transfer: -1185_50})
}

// TestRefundsRoundTheirCashOnce: the bill's cash was rounded, and so is what goes back.
func TestRefundsRoundTheirCashOnce(t *testing.T) {
	w := newWorld()
	w.CashStep = 100
	line := w.line(testkit.Bag, qty.One)
	line.Price = price(99_40)
	bill := w.pay(t, cartOf(line))
	refund := w.refund(t, pastOf(bill), back(bill))
	if refund.Bill.Total != -99_00 || refund.Bill.Rounding != 40 {
		t.Errorf("refund %s, rounding %s", refund.Bill.Total, refund.Bill.Rounding)
	}
	wantMoney(t, refund, map[string]money.Satang{selling.Cash: -99_00})

	w.CashStep = 0
	bill = w.pay(t, cartOf(line), tender(selling.Card, 49_70), tender(selling.Cash, 49_70))
	w.CashStep = 100 // the shop changed its mind in between
	asked := back(bill)
	asked.Tenders = []selling.Tender{tender(selling.Cash, 49_70), tender(selling.Cash, 49_70)}
	refund = w.refund(t, pastOf(bill), asked)
	wantMoney(t, refund, map[string]money.Satang{selling.Cash: -99_00})
	refund = w.refund(t, pastOf(bill), back(bill))
	wantMoney(t, refund, map[string]money.Satang{selling.Card: -49_70, selling.Cash: -50_00})
}

func TestExchange(t *testing.T) {
	w := newWorld()
	w.lot(testkit.Paste, 9*qty.One, "")
	silk := w.lot(testkit.Silk, 9*qty.One, "")
	cheap := w.pay(t, cartOf(w.line(testkit.Paste, qty.One)))
	request := back(cheap, selling.ReturnLine{Qty: qty.One})
	request.Goods, request.Tenders = cartOf(w.line(testkit.Silk, qty.One)), []selling.Tender{tender(selling.Cash, 1200_00)}
	up := w.refund(t, pastOf(cheap), request)
	if up.Bill.Total != 1120_50 || up.Bill.Kind != ledger.Exchange || up.Bill.Number != "A-2569-000002" || up.Posting.Kind != ledger.EventBillExchanged {
		t.Errorf("exchange %+v", up.Bill)
	}
	wantMoney(t, up, map[string]money.Satang{selling.Cash: 1120_50})
	request = back(up, selling.ReturnLine{Qty: qty.One}) // the silk goes back for paste
	request.Goods = cartOf(w.line(testkit.Paste, qty.One))
	down := w.refund(t, pastOf(up), request)
	if down.Bill.Total != -1120_50 {
		t.Errorf("exchange %+v", down.Bill)
	}
	if move := down.Posting.Movements[1]; move.LotID != silk || move.Qty != qty.One {
		t.Errorf("the silk went to %+v", move)
	}
	request = back(up, selling.ReturnLine{LineN: 1, Qty: qty.One})
	_, err := selling.Refund(&w.Facts, pastOf(up), request)
	wantFault(t, err, "line_unknown", "line[0].code") // what was given back cannot come back
	same := back(cheap, selling.ReturnLine{Qty: qty.One})
	same.Goods = cartOf(w.line(testkit.Paste, qty.One))
	if even := w.refund(t, pastOf(cheap), same); even.Bill.Total != 0 || len(even.Posting.Payments) != 0 {
		t.Errorf("an even exchange %+v", even.Bill)
	}
	short := back(cheap, selling.ReturnLine{Qty: qty.One})
	short.Goods = cartOf(w.line(testkit.Silk, qty.One))
	_, err = selling.Refund(&w.Facts, pastOf(cheap), short)
	wantFault(t, err, "payment_short", "pay[0].amount")
}

// TestRefundsOfRoundedCash: 3 × 33.60 at whole baht is 101, and so is all that comes back.
func TestRefundsOfRoundedCash(t *testing.T) {
	w := newWorld()
	w.CashStep = 100
	price := money.Satang(33_60)
	line := w.line(testkit.Paste, 3*qty.One)
	line.Price = &price
	bill := w.pay(t, cartOf(line))
	var parts []*selling.Outcome
	for _, want := range []money.Satang{-34_00, -33_00, -34_00} {
		part := w.refund(t, pastOf(bill, parts...), back(bill, selling.ReturnLine{LineN: 0, Qty: qty.One}))
		wantMoney(t, part, map[string]money.Satang{selling.Cash: want})
		parts = append(parts, part)
	}
}

// TestRefundOfAMixedBillGivesBackItsRounding: the card's part comes back whole, the cash as it was rounded.
func TestRefundOfAMixedBillGivesBackItsRounding(t *testing.T) {
	w := newWorld()
	w.CashStep = 100
	price := money.Satang(100_80)
	line := w.line(testkit.Paste, qty.One)
	line.Price = &price
	bill := w.pay(t, cartOf(line), selling.Tender{Method: selling.Cash}, tender(selling.Card, 50_00))
	wantMoney(t, bill, map[string]money.Satang{selling.Cash: 51_00, selling.Card: 50_00})
	wantMoney(t, w.refund(t, pastOf(bill), back(bill)), map[string]money.Satang{selling.Cash: -51_00, selling.Card: -50_00})
}

// TestRefundOfACorrectedBillGivesBackItsRounding: rounded cash that was really credit or a transfer is owed
// or was paid as rounded, and with the last part all of it comes back.
func TestRefundOfACorrectedBillGivesBackItsRounding(t *testing.T) {
	w := newWorld()
	w.CashStep = 100
	for _, unit := range []money.Satang{33_60, 33_40} { // 100.80 is 101, 100.20 is 100
		for _, method := range []string{selling.Credit, selling.Transfer} {
			line := w.line(testkit.Paste, 3*qty.One)
			line.Price = &unit
			cart := cartOf(line)
			cart.CustomerID = testkit.Customer
			bill := w.pay(t, cart)
			fixed, err := selling.Repay(&w.Facts, pastOf(bill), testkit.Exactly(method))
			if err != nil {
				t.Fatal(err)
			}
			past := func(later ...*selling.Outcome) *selling.Past {
				past := pastOf(bill, later...)
				past.Payments = append(past.Payments[:len(past.Payments):len(past.Payments)], fixed.Payments...)
				return past
			}
			wantMoney(t, w.refund(t, past(), back(bill)), map[string]money.Satang{method: -bill.Bill.Total})
			cash := back(bill)
			cash.Tenders = testkit.Exactly(selling.Cash)
			if all := w.refund(t, past(), cash); all.Bill.Total != -bill.Bill.Total {
				t.Errorf("%s of %s in cash", all.Bill.Total, bill.Bill.Total)
			}
			part := w.refund(t, past(), back(bill, selling.ReturnLine{Qty: qty.One}))
			wantMoney(t, part, map[string]money.Satang{method: -unit})
			rest := w.refund(t, past(part), back(bill, selling.ReturnLine{Qty: 2 * qty.One}))
			wantMoney(t, rest, map[string]money.Satang{method: unit - bill.Bill.Total})
		}
	}
}

// TestNobodyIsGivenBackALoss: goods that were paid for are not given back for nothing.
func TestNobodyIsGivenBackALoss(t *testing.T) {
	w := newWorld()
	bill := w.pay(t, cartOf(w.line(testkit.Paste, qty.One)))
	request := back(bill)
	request.Tenders = testkit.Exactly(selling.Loss)
	_, err := selling.Refund(&w.Facts, pastOf(bill), request)
	wantFault(t, err, "payment_above_due", "pay[0].amount")
	lost := w.pay(t, cartOf(w.line(testkit.Paste, qty.One)), selling.Tender{Method: selling.Loss, Reason: "ไม่มารับ"})
	request = back(lost)
	request.Tenders = testkit.Exactly(selling.Loss)
	wantMoney(t, w.refund(t, pastOf(lost), request), map[string]money.Satang{selling.Loss: -lost.Bill.Total})
}

// TestRefundOfWhatIsStillOwed: what nobody has paid yet lowers the debt; only what is above it is handed out.
func TestRefundOfWhatIsStillOwed(t *testing.T) {
	w := newWorld()
	cart := cartOf(w.line(testkit.Rice, qty.One)) // 320.00
	cart.CustomerID = testkit.Customer
	owed := w.pay(t, cart, tender(selling.Credit, 320_00))
	cart.ID = id.New[id.Bill]()
	half := w.pay(t, cart, tender(selling.Cash, 120_00), tender(selling.Credit, 200_00))
	type sums = map[string]money.Satang
	for _, test := range []struct {
		name    string
		bill    *selling.Outcome
		qty     qty.Qty
		tenders []selling.Tender
		want    sums
	}{
		{"cash for goods nobody paid", owed, qty.One, testkit.Exactly(selling.Cash), sums{selling.Credit: -320_00}},
		{"cash for a part of them", owed, qty.One / 2, testkit.Exactly(selling.Cash), sums{selling.Credit: -160_00}},
		{"cash for goods half paid", half, qty.One, testkit.Exactly(selling.Cash), sums{selling.Credit: -200_00, selling.Cash: -120_00}},
		{"a part, by the ways it came", half, qty.One / 2, nil, sums{selling.Credit: -160_00}},
		{"both ways named", half, qty.One, []selling.Tender{tender(selling.Credit, 200_00), {Method: selling.Cash}}, sums{selling.Credit: -200_00, selling.Cash: -120_00}},
		{"all off the debt", half, qty.One, testkit.Exactly(selling.Credit), sums{selling.Credit: -320_00}},
	} {
		t.Run(test.name, func(t *testing.T) {
			request := back(test.bill, selling.ReturnLine{LineN: 0, Qty: test.qty})
			request.Tenders = test.tenders
			wantMoney(t, w.refund(t, pastOf(test.bill), request), test.want)
		})
	}
	request := back(half)
	request.Tenders = []selling.Tender{tender(selling.Cash, 320_00)}
	_, err := selling.Refund(&w.Facts, pastOf(half), request)
	wantFault(t, err, "refund_owed_first", "pay[0].amount")
}

// TestRefundLowersTheGuidesCommission: by what the goods given back brought, all parts together the whole.
func TestRefundLowersTheGuidesCommission(t *testing.T) {
	w := newWorld()
	cart := cartOf(w.line(testkit.Paste, 2*qty.One), w.line(testkit.Sweet, 5*qty.One))
	cart.Guide = selling.Guide{Name: "ไกด์เอ", Percent: 7_50}
	bill := w.pay(t, cart) // 131.65
	one := selling.ReturnLine{LineN: 0, Qty: qty.One}
	first := w.refund(t, pastOf(bill), back(bill, one))
	if bill.Bill.Guide != 9_87 || first.Bill.Guide != -4_88 {
		t.Errorf("commission %s, given back %s", bill.Bill.Guide, first.Bill.Guide)
	}
	rest := w.refund(t, pastOf(bill, first), back(bill))
	if sum := bill.Bill.Guide + first.Bill.Guide + rest.Bill.Guide; sum != 0 {
		t.Errorf("%s of the commission are left", sum)
	}
	request := back(bill, one)
	request.Goods, request.Tenders = cartOf(w.line(testkit.Paste, qty.One)), testkit.Exactly(selling.Cash)
	even := w.refund(t, pastOf(bill), request)
	if even.Bill.Guide != 0 {
		t.Errorf("an even exchange changes the commission by %s", even.Bill.Guide)
	}
	if gone := w.refund(t, pastOf(even), back(even)); gone.Bill.Guide != -4_88 {
		t.Errorf("what was taken in exchange is given back with %s", gone.Bill.Guide)
	}
}

// TestAFixedPriceComesBackByThePiece: three pieces at 100.00 each for their producer, cleared for 0.01 together.
func TestAFixedPriceComesBackByThePiece(t *testing.T) {
	w := newWorld()
	w.lot(testkit.Silk, 10*qty.One, "")
	lot := &w.Lots[w.goods[testkit.Silk].ID][0].Lot
	lot.Terms, lot.GP, lot.Fixed = ledger.Fixed, 0, 100_00
	cart := cartOf(w.line(testkit.Silk, 3*qty.One))
	cart.Discount = selling.Discount{Kind: selling.MakeIt, Amount: 5}
	bill := w.pay(t, cart)
	if got := bill.Posting.Producers[0].Share; got != 300_00 {
		t.Fatalf("share %s", got)
	}
	back, err := selling.Refund(&w.Facts, pastOf(bill), &selling.RefundRequest{ID: id.New[id.Bill](), Of: bill.Bill.ID,
		Lines: []selling.ReturnLine{{LineN: 0, Qty: qty.One}}})
	if err != nil {
		t.Fatal(err)
	}
	if got := back.Posting.Producers[0].Share; got != -100_00 {
		t.Errorf("one piece back takes %s from the producer", got)
	}
}
