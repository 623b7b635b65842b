package selling_test

import (
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/testkit"
)

// taken lists what a bill took from lots, in order: line, lot, quantity without sign.
type took struct {
	line int
	lot  id.Lot
	qty  qty.Qty
}

func taken(outcome *selling.Outcome) (all []took) {
	for _, move := range outcome.Posting.Movements {
		all = append(all, took{move.LineN, move.LotID, -move.Qty})
	}
	return all
}

func wantTaken(t *testing.T, outcome *selling.Outcome, want ...took) {
	t.Helper()
	got := taken(outcome)
	if len(got) != len(want) {
		t.Fatalf("movements %v, want %v", got, want)
	}
	for n := range got {
		if got[n] != want[n] {
			t.Errorf("movement %d: %v, want %v", n, got[n], want[n])
		}
	}
}

func TestCheckoutTakesFirstExpiredFirst(t *testing.T) {
	w := newWorld()
	forever := w.lot(testkit.Paste, 5*qty.One, "")
	late := w.lot(testkit.Paste, 2*qty.One, "2027-03-01")
	soon := w.lot(testkit.Paste, 1*qty.One, "2026-12-01")
	outcome := w.pay(t, cartOf(w.line(testkit.Paste, 4*qty.One)))
	wantTaken(t, outcome, took{0, soon, qty.One}, took{0, late, 2 * qty.One}, took{0, forever, qty.One})
	if len(outcome.Warnings) != 0 {
		t.Errorf("warnings %v", outcome.Warnings)
	}
	sums(t, outcome)
}

func TestTwoLinesOfAProductShareItsLots(t *testing.T) {
	w := newWorld()
	soon := w.lot(testkit.Paste, 3*qty.One, "2026-12-01")
	late := w.lot(testkit.Paste, 3*qty.One, "2027-03-01")
	second := w.line(testkit.Paste, 2*qty.One)
	second.Price = price(50_00)
	outcome := w.pay(t, cartOf(w.line(testkit.Paste, 2*qty.One), second))
	wantTaken(t, outcome, took{0, soon, 2 * qty.One}, took{1, soon, qty.One}, took{1, late, qty.One})
}

// TestShortStock: what no lot covers goes to the newest lot, below zero, and is said; a shop may refuse.
func TestShortStock(t *testing.T) {
	for _, test := range []struct {
		name    string
		below   string
		held    qty.Qty
		want    qty.Qty
		warn    bool
		refused bool
	}{
		{"enough", selling.BelowRefuse, 0, 5000, false, false},
		{"warn", selling.BelowWarn, 0, 6000, true, false},
		{"a PIN is a warning while one person works here", selling.BelowPIN, 0, 6000, true, false},
		{"refuse", selling.BelowRefuse, 0, 6000, false, true},
		{"what waiting bills hold is not there: warn", selling.BelowWarn, 1000, 5000, true, false},
		{"what waiting bills hold is not there: refuse", selling.BelowRefuse, 1000, 5000, false, true},
		{"what is left beside them is", selling.BelowRefuse, 1000, 4000, false, false},
	} {
		t.Run(test.name, func(t *testing.T) {
			w := newWorld()
			w.lot(testkit.Paste, 3*qty.One, "2026-12-01")
			newest := w.lot(testkit.Paste, 2*qty.One, "")
			w.BelowZero, w.Held[w.goods[testkit.Paste].ID] = test.below, test.held
			outcome, err := w.try(cartOf(w.line(testkit.Bag, qty.One), w.line(testkit.Paste, test.want)))
			if test.refused {
				wantFault(t, err, "insufficient_stock", "line[1].qty")
				return
			}
			if err != nil {
				t.Fatal(err)
			}
			if warned(outcome, "stock_below_zero") != test.warn {
				t.Errorf("warnings %v", outcome.Warnings)
			}
			if test.want == 6000 {
				moves := taken(outcome)
				if last := moves[len(moves)-1]; last.lot != newest || last.qty != 3*qty.One {
					t.Errorf("the missing piece left %+v, want the newest lot", last)
				}
			}
		})
	}
}

// TestWithoutAnyLot makes one unnamed lot on the product's terms, shared by the bill's lines.
func TestWithoutAnyLot(t *testing.T) {
	w := newWorld()
	second := w.line(testkit.Silk, qty.One)
	second.Gift = true
	outcome := w.pay(t, cartOf(w.line(testkit.Silk, qty.One), second, w.line(testkit.Rice, 350), w.line(testkit.Bag, qty.One)))
	lots := outcome.Posting.Lots
	if len(lots) != 2 {
		t.Fatalf("lots %+v", lots)
	}
	if lots[0].OwnerID != testkit.Weaver || lots[0].GP != 15_00 || lots[0].Terms != ledger.Consign || lots[0].Code != "" {
		t.Errorf("silk's lot %+v", lots[0])
	}
	if !lots[1].OwnerID.IsZero() || lots[1].Terms != ledger.Bought || lots[1].Cost != 250_00 {
		t.Errorf("rice's lot %+v", lots[1])
	}
	wantTaken(t, outcome, took{0, lots[0].ID, qty.One}, took{1, lots[0].ID, qty.One}, took{2, lots[1].ID, 350})
}

// TestOwnersShares: the price after discounts, without VAT, less the shop's percent.
func TestOwnersShares(t *testing.T) {
	for _, test := range []struct {
		vat         money.Basis
		base, share money.Satang
	}{
		{7_00, 1000_00, 850_00}, // 1070 holds 70
		{0, 1070_00, 909_50},
	} {
		w := newWorld()
		w.VAT = test.vat
		w.lot(testkit.Silk, qty.One, "")
		cart := cartOf(w.line(testkit.Silk, qty.One))
		cart.Discount = selling.Discount{Kind: selling.MakeIt, Amount: 1070_00}
		outcome := w.pay(t, cart)
		entry := outcome.Posting.Producers[0]
		if entry.Base != test.base || entry.Share != test.share || entry.ProducerID != testkit.Weaver || entry.GP != 15_00 || entry.Qty != qty.One {
			t.Errorf("VAT %s: %+v", test.vat, entry)
		}
		if outcome.Bill.ShopShare != outcome.Bill.Total-outcome.Bill.VAT-test.share {
			t.Errorf("the shop keeps %s", outcome.Bill.ShopShare)
		}
	}
}

// TestTermsAreTheLots: goods that came under older terms are settled by those.
func TestTermsAreTheLots(t *testing.T) {
	w := newWorld()
	w.lot(testkit.Silk, qty.One, "2026-12-01")
	w.goods[testkit.Silk].GP = 20_00
	w.lot(testkit.Silk, qty.One, "")
	w.goods[testkit.Silk].Terms = ledger.Own // bought from now on
	w.lot(testkit.Silk, qty.One, "")
	outcome := w.pay(t, cartOf(w.line(testkit.Silk, 3*qty.One)))
	entries := outcome.Posting.Producers
	if len(entries) != 2 || entries[0].GP != 15_00 || entries[1].GP != 20_00 {
		t.Errorf("entries %+v", entries)
	}
	sums(t, outcome)
}

func TestCheckoutWarnings(t *testing.T) {
	w := newWorld()
	w.lot(testkit.Sato, qty.One, "2026-11-22")
	w.Alcohol = false
	w.LastEvent = ledger.MillisOf(w.Now.Add(time.Hour))
	limit := selling.Customer{ID: testkit.Customer, Limit: 500_00, Owed: 400_00}
	w.Customer = &limit
	cart := cartOf(w.line(testkit.Sato, qty.One))
	cart.CustomerID = testkit.Customer
	outcome := w.pay(t, cart, testkit.Exactly(selling.Credit)...)
	for _, code := range []string{"lot_expired", "alcohol_hours", "clock_back", "credit_limit_passed"} {
		if !warned(outcome, code) {
			t.Errorf("%s is not said: %v", code, outcome.Warnings)
		}
	}
	w = newWorld()
	w.lot(testkit.Sato, qty.One, "2026-11-23") // its last day is today
	w.LastEvent = ledger.MillisOf(w.Now)
	if outcome := w.pay(t, cartOf(w.line(testkit.Sato, qty.One))); len(outcome.Warnings) > 0 {
		t.Errorf("warnings %v", outcome.Warnings)
	}
}

func TestCheckoutRefuses(t *testing.T) {
	w := newWorld()
	w.lot(testkit.Paste, 9*qty.One, "")
	w.slips["014x"] = "A-2569-000001"
	good := cartOf(w.line(testkit.Paste, qty.One))
	slip := func(amount money.Satang, ref string) selling.Tender {
		return selling.Tender{Method: selling.PromptPay, Amount: price(amount), Evidence: selling.Slip, SlipBank: "014", SlipRef: ref}
	}
	for _, test := range []struct {
		name        string
		cart        selling.Cart
		tenders     []selling.Tender
		code, field string
	}{
		{"empty", cartOf(), nil, "bill_empty", "line"},
		{"credit needs a name", good, testkit.Exactly(selling.Credit), "customer_missing", "customer"},
		{"slip of another bill", good, []selling.Tender{slip(65_00, "x")}, "slip_used", "pay[0].slip"},
		{"one slip twice", good, []selling.Tender{slip(30_00, "y"), slip(35_00, "y")}, "slip_used", "pay[1].slip"},
		{"loss without a reason", good, testkit.Exactly(selling.Loss), "reason_missing", "pay[0].reason"},
		{"short", good, []selling.Tender{tender(selling.Cash, 1_00)}, "payment_short", "pay[0].amount"},
		{"quote's faults", cartOf(w.line(testkit.Paste, 500)), nil, "qty_not_whole", "line[0].qty"},
	} {
		t.Run(test.name, func(t *testing.T) {
			_, err := w.try(test.cart, test.tenders...)
			wantFault(t, err, test.code, test.field)
		})
	}
	outcome := w.pay(t, good, slip(65_00, "z"))
	if slips := outcome.Posting.Slips; len(slips) != 1 || slips[0].Ref != "z" || slips[0].BillID != outcome.Bill.ID {
		t.Errorf("slips %+v", slips)
	}
	loss := selling.Tender{Method: selling.Loss, Reason: "ไม่มาจ่าย"}
	if outcome := w.pay(t, good, loss); outcome.Posting.Payments[0].Reason != "ไม่มาจ่าย" {
		t.Errorf("payments %+v", outcome.Posting.Payments)
	}
}

// TestAutomaticShift: no shift is open, so the bill opens one, never of a day before the last one's.
func TestAutomaticShift(t *testing.T) {
	today := clock.DayOf(testkit.Morning)
	for _, test := range []struct{ last, want clock.Day }{{"", today}, {"2026-11-20", today}, {"2026-11-25", "2026-11-25"}} {
		w := newWorld()
		w.ShiftID, w.LastDay = id.Shift{}, test.last
		outcome := w.pay(t, cartOf(w.line(testkit.Bag, qty.One)))
		shifts := outcome.Posting.Shifts
		if len(shifts) != 1 || !shifts[0].Automatic || shifts[0].Day != test.want || shifts[0].ID != outcome.Bill.ShiftID ||
			outcome.Bill.Day != test.want || outcome.Posting.Day != test.want {
			t.Errorf("last %s: %+v bill of %s", test.last, shifts, outcome.Bill.Day)
		}
	}
	w := newWorld()
	w.ShiftID, w.MustOpen = id.Shift{}, true
	_, err := w.try(cartOf(w.line(testkit.Bag, qty.One)))
	wantFault(t, err, "shift_not_open", "shift")
	w = newWorld()
	w.Day = "2026-12-31" // the open shift's, corrected by a person
	outcome := w.pay(t, cartOf(w.line(testkit.Bag, qty.One)))
	if outcome.Bill.Day != "2026-12-31" || outcome.Bill.ShiftID != openShift || outcome.Bill.Number != "A-2569-000001" {
		t.Errorf("bill %+v", outcome.Bill)
	}
}

// TestYearBelongsToTheDay: numbers run by the Buddhist year of the business day.
func TestYearBelongsToTheDay(t *testing.T) {
	w := newWorld()
	w.Day = "2027-01-01"
	if outcome := w.pay(t, cartOf(w.line(testkit.Bag, qty.One))); outcome.Bill.Number != "A-2570-000001" {
		t.Errorf("number %s", outcome.Bill.Number)
	}
}

func TestPaymentRows(t *testing.T) {
	w := newWorld()
	outcome := w.pay(t, cartOf(w.line(testkit.Paste, qty.One)), tender(selling.Card, 15_00), tender(selling.Cash, 100_00))
	rows := outcome.Posting.Payments
	if len(rows) != 3 || rows[0].Amount != 15_00 || rows[1].Amount != 100_00 || rows[2].Kind != ledger.Change ||
		rows[2].Method != selling.Cash || rows[2].Amount != -50_00 {
		t.Errorf("rows %+v", rows)
	}
	for _, row := range rows {
		if row.BillID != outcome.Bill.ID || row.ShiftID != openShift || row.Day != w.Day {
			t.Errorf("row %+v", row)
		}
	}
}

// TestRequestHash: every part of a request that changes the bill changes the hash.
func TestRequestHash(t *testing.T) {
	w := newWorld()
	base := selling.Request{Cart: cartOf(w.line(testkit.Paste, qty.One)), Tenders: testkit.Exactly(selling.Cash)}
	seen := map[string]int{base.Hash(): -1}
	for n, change := range []func(*selling.Request){
		func(r *selling.Request) { r.Cart.Lines[0].Qty = 2000 },
		func(r *selling.Request) { r.Cart.Lines[0].Price = price(1) },
		func(r *selling.Request) { r.Cart.Lines[0].Gift = true },
		func(r *selling.Request) {
			r.Cart.Lines[0].Discount = selling.Discount{Kind: selling.AmountOff, Amount: 1}
		},
		func(r *selling.Request) { r.Cart.Discount = selling.Discount{Kind: selling.PercentOff, Percent: 1} },
		func(r *selling.Request) { r.Cart.CustomerID = testkit.Customer },
		func(r *selling.Request) { r.Cart.List = "wholesale" },
		func(r *selling.Request) { r.Tenders[0].Method = selling.Card },
		func(r *selling.Request) { r.Tenders[0].Amount = price(65_00) },
	} {
		changed := selling.Request{Cart: base.Cart.Clone(), Tenders: append([]selling.Tender(nil), base.Tenders...)}
		change(&changed)
		if other, known := seen[changed.Hash()]; known {
			t.Errorf("changes %d and %d have one hash", n, other)
		}
		seen[changed.Hash()] = n
	}
	again := selling.Request{Cart: base.Cart.Clone(), Tenders: base.Tenders}
	if again.Hash() != base.Hash() {
		t.Error("the same request has two hashes")
	}
}
