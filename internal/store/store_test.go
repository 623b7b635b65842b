package store_test

import (
	"context"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/stock"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/testkit"
)

var ctx = context.Background()

func wantCode(t *testing.T, err error, code string) {
	t.Helper()
	if fault.Code(err) != code {
		t.Errorf("got %v, want %s", err, code)
	}
}

func must(t *testing.T, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func past(t *testing.T, s *testkit.Shop, bill id.Bill) *selling.Past {
	t.Helper()
	found, err := s.Past(ctx, bill)
	must(t, err)
	return found
}

// counts gives how many rows the big tables hold: what a refused or repeated write must not change.
func counts(t *testing.T, s *testkit.Shop) [3]int64 {
	t.Helper()
	events, bills, lines, err := s.Counts(ctx)
	must(t, err)
	return [3]int64{events, bills, lines}
}

func TestTheLedgerIsAppendOnly(t *testing.T) {
	s := testkit.Open(t, lived(t), testkit.NewClock(testkit.Morning))
	defer s.Close()
	tables := store.LedgerTables()
	tables["event"] = []string{"kind"}
	for table, columns := range tables {
		for _, query := range []string{"UPDATE " + table + " SET " + columns[0] + " = " + columns[0], "DELETE FROM " + table,
			"INSERT OR REPLACE INTO " + table + " SELECT * FROM " + table} {
			if _, err := s.Writer().Exec(query); err == nil || !strings.Contains(err.Error(), "append-only") {
				t.Errorf("%s: %v", query, err)
			}
		}
	}
	s.CheckOK(t)
}

func TestConstraints(t *testing.T) {
	s := testkit.New(t)
	s.Sell(t, testkit.Line(s.Goods[testkit.Paste], qty.One))
	for name, query := range map[string]string{
		"a number twice":     "INSERT INTO bill SELECT till, seq, 9, randomblob(16), number, letter, type, year, no, kind, shift_id, day, at, customer_id, total_satang, discount_satang, rounding_satang, vat_satang, shop_share_satang, guide_satang, refund_of, void_of, reason, request_hash FROM bill",
		"a fraction":         "INSERT INTO payment VALUES (1, 1, 9, x'00', x'00', '', 0, '', '', 1.5, '', '')",
		"a payment of zero":  "INSERT INTO payment VALUES (1, 1, 9, x'00', x'00', '', 0, '', '', 0, '', '')",
		"a movement of zero": "INSERT INTO movement VALUES (1, 1, 9, NULL, 0, x'00', x'00', x'00', 0, '', 0, '')",
		"an event twice":     "INSERT INTO event (till, seq, kind, version, body, prev_hash, hash) SELECT till, seq, kind, version, body, prev_hash, hash FROM event WHERE seq = 1",
		"an unknown till":    "INSERT INTO event (till, seq, kind, version, body, prev_hash, hash) VALUES (9, 1, '', 1, x'', x'', x'')",
		"an SKU twice":       "UPDATE product SET sku = 'g1' WHERE sku = 'G2'",
	} {
		if _, err := s.Writer().Exec(query); err == nil {
			t.Errorf("%s is taken", name)
		}
	}
}

func TestCheckoutIsAnsweredOnce(t *testing.T) {
	s := testkit.New(t)
	request := selling.Request{Cart: selling.Cart{ID: id.New[id.Bill](), Note: "ห่อของขวัญ", Guide: selling.Guide{Name: "ไกด์เอ", Percent: 5_00},
		Lines: []selling.CartLine{testkit.Line(s.Goods[testkit.Silk], qty.One)}}, Tenders: testkit.Exactly(selling.Cash)}
	must(t, s.SaveDraft(ctx, store.Draft{Cart: request.Cart, State: selling.Waiting}))
	first, err := s.Checkout(ctx, request)
	must(t, err)
	before := counts(t, s)
	again, err := s.Checkout(ctx, request)
	if err != nil || !again.Replayed || again.ID != first.ID || first.Replayed || counts(t, s) != before {
		t.Errorf("again: %+v %v", again, err)
	}
	request.Cart.Lines[0].Qty = 2 * qty.One
	_, err = s.Checkout(ctx, request)
	wantCode(t, err, "bill_id_used")
	_, err = s.Checkout(ctx, selling.Request{Cart: selling.Cart{Lines: request.Cart.Lines}, Tenders: request.Tenders})
	wantCode(t, err, "id_unreadable")
	if drafts, err := s.Drafts(ctx); err != nil || len(drafts) != 0 {
		t.Errorf("drafts %v %v", drafts, err)
	}
	if held, err := s.Held(ctx); err != nil || len(held) != 0 {
		t.Errorf("held %v %v", held, err)
	}
	must(t, s.SaveDraft(ctx, store.Draft{Cart: request.Cart, State: selling.Open}))
	if drafts, _ := s.Drafts(ctx); len(drafts) != 0 {
		t.Error("a paid bill comes back as a draft")
	}
	text, err := s.BillText(ctx, first.ID)
	if err != nil || text.Note != "ห่อของขวัญ" || text.Guide != "ไกด์เอ" {
		t.Errorf("text %+v %v", text, err)
	}
	for _, number := range []string{past(t, s, first.ID).Bill.Number, "a-2569-1", first.ID.String()} {
		if found, err := s.BillID(ctx, number); err != nil || found != first.ID {
			t.Errorf("%s: %v", number, err)
		}
	}
	for _, number := range []string{"A-2569-000002", "", "x", "A-RF-2569-000001", id.New[id.Bill]().String()} {
		_, err := s.BillID(ctx, number)
		wantCode(t, err, "bill_unknown")
	}
}

func TestRefundAndVoidAreAnsweredOnce(t *testing.T) {
	s := testkit.New(t)
	bill := s.Sell(t, testkit.Line(s.Goods[testkit.Silk], 2*qty.One))
	request := selling.RefundRequest{ID: id.New[id.Bill](), Of: bill, Lines: []selling.ReturnLine{{Qty: qty.One}}}
	_, err := s.Refund(ctx, request)
	must(t, err)
	before := counts(t, s)
	if again, err := s.Refund(ctx, request); err != nil || !again.Replayed || counts(t, s) != before {
		t.Errorf("again: %+v %v", again, err)
	}
	request.Lines[0].Qty = 2 * qty.One
	_, err = s.Refund(ctx, request)
	wantCode(t, err, "bill_id_used")
	other := s.Sell(t, testkit.Line(s.Goods[testkit.Silk], qty.One))
	void := id.New[id.Bill]()
	_, err = s.Void(ctx, other, void, "ผิด")
	must(t, err)
	if again, err := s.Void(ctx, other, void, "ผิด"); err != nil || !again.Replayed {
		t.Errorf("again: %+v %v", again, err)
	}
	_, err = s.Void(ctx, bill, void, "ผิด")
	wantCode(t, err, "bill_id_used")
	_, err = s.Void(ctx, other, id.New[id.Bill](), "ผิด")
	wantCode(t, err, "bill_voided")
	_, err = s.Void(ctx, id.New[id.Bill](), id.New[id.Bill](), "ผิด")
	wantCode(t, err, "bill_unknown")
	s.CheckOK(t)
}

// TestNumbersHaveNoGaps: what fails takes no number.
func TestNumbersHaveNoGaps(t *testing.T) {
	s := testkit.New(t)
	r := testkit.Rand(5)
	sold := 0
	for range 60 {
		cart := testkit.Cart(r, s.Goods)
		tenders := testkit.Exactly(selling.Cash)
		switch r.IntN(4) {
		case 0:
			tenders = nil
		case 1:
			cart.CustomerID, tenders = id.Party{}, testkit.Exactly(selling.Credit)
		case 2:
			cart.CustomerID = id.Party{15: 77}
		}
		if _, err := s.Checkout(ctx, selling.Request{Cart: cart, Tenders: tenders}); err == nil {
			sold++
			number := ledger.Number("A", "", 2569, sold)
			if found, err := s.BillID(ctx, number); err != nil || found != cart.ID {
				t.Fatalf("bill %d is not %s: %v", sold, number, err)
			}
		}
	}
	if sold == 0 || sold == 60 {
		t.Fatalf("%d of 60 sold", sold)
	}
	s.CheckOK(t)
}

// TestACancelledCheckoutNeverHappened, wherever the context ends.
func TestACancelledCheckoutNeverHappened(t *testing.T) {
	s := testkit.New(t)
	before := counts(t, s)
	ended, cancel := context.WithCancel(ctx)
	cancel()
	request := selling.Request{Cart: selling.Cart{ID: id.New[id.Bill](), Lines: []selling.CartLine{testkit.Line(s.Goods[0], qty.One)}},
		Tenders: testkit.Exactly(selling.Cash)}
	if _, err := s.Checkout(ended, request); err == nil {
		t.Error("a cancelled checkout is answered")
	}
	if counts(t, s) != before {
		t.Error("a cancelled checkout left something")
	}
	_, err := s.Checkout(ctx, request)
	must(t, err)
}

func TestDraftsAndHolds(t *testing.T) {
	s := testkit.New(t)
	paste := s.Goods[testkit.Paste]
	var carts []selling.Cart
	for n, state := range []string{selling.Waiting, selling.Open, selling.Parked} {
		cart := selling.Cart{ID: id.New[id.Bill](), Note: state, Lines: []selling.CartLine{testkit.Line(paste, 2*qty.One), testkit.Line(paste, qty.One)}}
		carts = append(carts, cart)
		must(t, s.SaveDraft(ctx, store.Draft{Cart: cart, State: state, Total: 180_00, Slot: 2 - n}))
	}
	drafts, err := s.Drafts(ctx)
	must(t, err)
	if len(drafts) != 3 || drafts[0].State != selling.Parked || drafts[2].Cart.ID != carts[0].ID || drafts[2].Total != 180_00 ||
		len(drafts[2].Cart.Lines) != 2 || !drafts[0].UpdatedAt.Equal(testkit.Morning) {
		t.Errorf("drafts %+v", drafts)
	}
	if held, _ := s.Held(ctx); held[paste.ID] != 3*qty.One || len(held) != 1 {
		t.Errorf("held %v", held)
	}
	must(t, s.SaveSettings(ctx, map[string]string{"stock.below_zero": "refuse"}))
	sell := func(cart selling.Cart) error {
		_, err := s.Checkout(ctx, selling.Request{Cart: cart, Tenders: testkit.Exactly(selling.Cash)})
		return err
	}
	all := selling.Cart{ID: id.New[id.Bill](), Lines: []selling.CartLine{testkit.Line(paste, 58*qty.One)}} // of 60
	wantCode(t, sell(all), "insufficient_stock")
	must(t, sell(carts[0])) // the waiting bill's own goods are its own
	all.Lines[0].Qty = 57 * qty.One
	must(t, sell(all))
	must(t, s.DropDraft(ctx, carts[1].ID))
	if _, err := s.Writer().Exec("UPDATE draft SET body = '{' WHERE id = ?", carts[2].ID); err != nil {
		t.Fatal(err)
	}
	if drafts, err := s.Drafts(ctx); err != nil || len(drafts) != 0 {
		t.Errorf("an unreadable draft keeps the shop from opening: %v %v", drafts, err)
	}
	s.CheckOK(t)
}

// TestClockBack: it is said; numbers, days and order stay as they are.
func TestClockBack(t *testing.T) {
	s := testkit.New(t)
	first := s.Sell(t, testkit.Line(s.Goods[testkit.Bag], qty.One))
	s.Clock.Move(-400 * 24 * time.Hour)
	request := selling.Request{Cart: selling.Cart{ID: id.New[id.Bill](), Lines: []selling.CartLine{testkit.Line(s.Goods[testkit.Bag], qty.One)}},
		Tenders: testkit.Exactly(selling.Cash)}
	answer, err := s.Checkout(ctx, request)
	must(t, err)
	if len(answer.Warnings) != 1 || answer.Warnings[0].Code != "clock_back" {
		t.Errorf("warnings %v", answer.Warnings)
	}
	_, err = s.CloseShift(ctx, selling.CloseRequest{}, false)
	must(t, err)
	third := s.Sell(t, testkit.Line(s.Goods[testkit.Bag], qty.One)) // opens a shift by itself
	day := clock.DayOf(testkit.Morning)
	rows, total, err := s.Bills(ctx, day, 0, 10)
	must(t, err)
	if total != 3 || rows[0].ID != third || rows[1].ID != answer.ID || rows[2].ID != first || rows[0].Number != "A-2569-000003" {
		t.Errorf("bills %d: %+v", total, rows)
	}
	must(t, post(s, ledger.TypeReceived, stock.Item{ProductID: s.Goods[testkit.Paste].ID, Qty: qty.One, Lot: "ใหม่"}))
	sold := s.Sell(t, testkit.Line(s.Goods[testkit.Paste], 62*qty.One)) // one more than there is
	moves := past(t, s, sold).Moves
	lots, err := s.BillLots(ctx, past(t, s, sold))
	must(t, err)
	if last := moves[len(moves)-1]; lots[last.LotID].Code != "ใหม่" || last.Qty != -2*qty.One {
		t.Errorf("the missing piece left lot %q: %+v", lots[last.LotID].Code, last)
	}
	s.CheckOK(t)
}

// post writes a paper of the stock where the shop sells from.
func post(s *testkit.Shop, kind string, items ...stock.Item) error {
	_, err := s.PostStock(ctx, stock.Request{ID: id.New[id.StockPaper](), Type: kind, Items: items, Reason: "ตรวจ"})
	return err
}

// TestAnotherProgramBesideIt: what another handle changed is seen by the next sale.
func TestAnotherProgramBesideIt(t *testing.T) {
	path := testkit.Copy(t)
	window, command := testkit.Open(t, path, testkit.NewClock(testkit.Morning)), testkit.Open(t, path, testkit.NewClock(testkit.Morning))
	defer window.Close()
	defer command.Close()
	paste := window.Goods[testkit.Paste]
	total := func(s *testkit.Shop) money.Satang {
		return past(t, window, s.Sell(t, testkit.Line(paste, qty.One))).Bill.Total
	}
	if got := total(window); got != 65_00 {
		t.Fatalf("total %s", got)
	}
	version, err := window.DataVersion(ctx)
	must(t, err)
	paste.Price = 70_30
	must(t, command.SaveProducts(ctx, []catalog.Product{paste}, nil))
	must(t, command.SaveSettings(ctx, map[string]string{"cash.round": "1.00"}))
	must(t, command.SavePromotion(ctx, catalog.Promotion{ID: id.New[id.Promotion](), Name: "ลด 10", Kind: catalog.PromoAmount, Amount: 10_00}))
	if got := total(window); got != 60_00 {
		t.Errorf("the window sells at %s", got)
	}
	if now, _ := window.DataVersion(ctx); now == version {
		t.Error("the window does not see that something changed")
	}
	must(t, window.SaveSettings(ctx, map[string]string{"cash.round": "none"}))
	if a, b := total(window), total(command); a != 60_30 || b != 60_30 {
		t.Errorf("totals %s and %s", a, b)
	}
	bad := map[string]string{"cash.round": "0.50"}
	ended, cancel := context.WithCancel(ctx)
	cancel()
	if err := window.SaveSettings(ended, bad); err == nil {
		t.Error("saved in a cancelled context")
	}
	if got := total(window); got != 60_30 {
		t.Errorf("a setting that was never written counts: %s", got)
	}
	changed, last, err := window.ChangedSince(ctx, 0)
	if err != nil || last == 0 || changed[len(changed)-1].Price != 70_30 {
		t.Errorf("changed %d, last %d, %v", len(changed), last, err)
	}
	if changed, again, err := window.ChangedSince(ctx, last); err != nil || len(changed) != 0 || again != last {
		t.Errorf("nothing changed: %v %d %v", changed, again, err)
	}
	window.CheckOK(t)
}

func TestSkipAndAdopt(t *testing.T) {
	path := testkit.Copy(t)
	at := testkit.NewClock(testkit.Morning)
	s := testkit.Open(t, path, at)
	s.Sell(t, testkit.Line(s.Goods[testkit.Bag], qty.One))
	old := s.Till()
	must(t, s.Close())
	must(t, store.Adopt(ctx, path, "A"))
	s = testkit.Open(t, path, at)
	if now := s.Till(); now.ID == old.ID || now.Letter != "A" || now.No == old.No {
		t.Errorf("till %+v after %+v", now, old)
	}
	wantCode(t, s.Skip(ctx, "A", 1, "กู้คืน"), "number_used")
	wantCode(t, s.Skip(ctx, "A", 99_000_000, "กู้คืน"), "skip_too_far")
	must(t, s.Skip(ctx, "A", 2, "กู้คืน")) // nothing to skip
	must(t, s.Skip(ctx, "A", 43, "เครื่องเก่าออกถึง 42"))
	must(t, s.Skip(ctx, "B", 5, "เครื่อง B"))
	sold := s.Sell(t, testkit.Line(s.Goods[testkit.Bag], qty.One))
	back, err := s.Refund(ctx, selling.RefundRequest{ID: id.New[id.Bill](), Of: sold})
	must(t, err)
	void, err := s.Void(ctx, back.ID, id.New[id.Bill](), "ไม่ได้คืน")
	must(t, err)
	for bill, want := range map[id.Bill]string{sold: "A-2569-000043", back.ID: "A-RF-2569-000042", void.ID: "A-VD-2569-000042"} {
		if got := past(t, s, bill).Bill.Number; got != want { // 41 bills were lost, and no more refunds or voids than that
			t.Errorf("number %s, want %s", got, want)
		}
	}
	s.CheckOK(t)
	must(t, s.Close())
	for _, want := range []string{"B", "C", "D"} {
		must(t, store.Adopt(ctx, path, ""))
		s = testkit.Open(t, path, at)
		if s.Till().Letter != want {
			t.Errorf("letter %s, want %s", s.Till().Letter, want)
		}
		number := past(t, s, s.Sell(t, testkit.Line(s.Goods[testkit.Bag], qty.One))).Bill.Number
		if want == "B" && number != "B-2569-000005" || want == "C" && number != "C-2569-000001" {
			t.Errorf("number %s", number)
		}
		s.CheckOK(t)
		must(t, s.Close())
	}
	s = testkit.Open(t, path, at)
	_, err = s.CloseShift(ctx, selling.CloseRequest{}, false)
	must(t, err)
	must(t, s.OpenShift(ctx, 0, "2027-01-05", "")) // a person named the day: its year counts
	must(t, s.Skip(ctx, "D", 10, "กู้คืน"))
	if bill := past(t, s, s.Sell(t, testkit.Line(s.Goods[testkit.Bag], qty.One))).Bill; bill.Number != "D-2570-000010" {
		t.Errorf("number %s", bill.Number)
	}
	s.CheckOK(t)
	must(t, s.Close())
	must(t, store.Adopt(ctx, path, "Z"))
	for _, want := range []string{"ZA", "ZB"} {
		must(t, store.Adopt(ctx, path, ""))
		s = testkit.Open(t, path, at)
		if s.Till().Letter != want {
			t.Errorf("letter %s, want %s", s.Till().Letter, want)
		}
		must(t, s.Close())
	}
}

func TestPrintCountAndBuyer(t *testing.T) {
	s := testkit.New(t)
	for want := range 3 {
		if got, err := s.CountPrint(ctx, "A-2569-000001"); err != nil || got != want {
			t.Errorf("print %d: %d %v", want, got, err)
		}
	}
	bill := s.Sell(t, testkit.Line(s.Goods[testkit.Bag], qty.One))
	must(t, s.SetBuyer(ctx, bill, "บริษัท ก", "0105556000001", "กรุงเทพฯ"))
	must(t, s.SetBuyer(ctx, bill, "บริษัท ข", "", ""))
	if text, err := s.BillText(ctx, bill); err != nil || text.BuyerName != "บริษัท ข" || text.BuyerTaxID != "" {
		t.Errorf("%+v %v", text, err)
	}
}

func TestSnapshot(t *testing.T) {
	s := testkit.New(t)
	bill := s.Sell(t, testkit.Line(s.Goods[testkit.Silk], qty.One))
	to := filepath.Join(t.TempDir(), "new", "copy.db")
	must(t, s.Snapshot(ctx, to))
	s.Sell(t, testkit.Line(s.Goods[testkit.Silk], qty.One))
	copied := testkit.Open(t, to, testkit.NewClock(testkit.Morning))
	defer copied.Close()
	copied.CheckOK(t)
	if _, err := copied.BillID(ctx, bill.String()); err != nil {
		t.Error(err)
	}
	if got := counts(t, copied); got[1] != 1 {
		t.Errorf("%d bills in the copy", got[1])
	}
	if _, err := os.Stat(to + ".part"); !errors.Is(err, os.ErrNotExist) {
		t.Errorf("the part is left: %v", err)
	}
}

// TestAWaitingBillHoldsItsGifts: what a promotion adds is as gone as what was asked for.
func TestAWaitingBillHoldsItsGifts(t *testing.T) {
	s := testkit.New(t)
	must(t, s.SavePromotion(ctx, catalog.Promotion{ID: id.New[id.Promotion](), Name: "แถมสบู่", Kind: catalog.PromoGift,
		Products: []id.Product{s.Goods[testkit.Silk].ID}, Every: qty.One, GiftID: s.Goods[testkit.Soap].ID}))
	cart := selling.Cart{ID: id.New[id.Bill](), Lines: []selling.CartLine{testkit.Line(s.Goods[testkit.Silk], 2*qty.One)}}
	wantHeld := func(silk, soap qty.Qty) {
		t.Helper()
		held, err := s.Held(ctx)
		if err != nil || held[s.Goods[testkit.Silk].ID] != silk || held[s.Goods[testkit.Soap].ID] != soap {
			t.Errorf("held %v (%v), want %s and %s", held, err, silk, soap)
		}
	}
	must(t, s.SaveDraft(ctx, store.Draft{Cart: cart, State: selling.Waiting}))
	wantHeld(2*qty.One, 2*qty.One)
	cart.Discount = selling.Discount{Kind: selling.AmountOff, Amount: money.Max} // a bill that cannot be priced still holds its lines
	must(t, s.SaveDraft(ctx, store.Draft{Cart: cart, State: selling.Waiting}))
	wantHeld(2*qty.One, 0)
	must(t, s.SaveDraft(ctx, store.Draft{Cart: cart, State: selling.Parked}))
	wantHeld(0, 0)
}
