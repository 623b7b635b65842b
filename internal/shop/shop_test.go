package shop

import (
	"bytes"
	"context"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/promptpay"
	"github.com/talat-pos/talat/internal/promptpay/qrcode"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

var noon = time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)

func newTestShop(t *testing.T, params Params) *Shop {
	t.Helper()
	if params.Name == "" {
		params.Name = "ร้านทดสอบ"
	}
	s, err := Create(t.Context(), filepath.Join(t.TempDir(), "shop"), params, clock.Fixed(noon))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = s.Close() })
	return s
}

func addGoods(t *testing.T, s *Shop, sku string, price money.Satang, stock qty.Qty) catalog.Product {
	t.Helper()
	p, err := s.SaveProduct(t.Context(), catalog.Product{SKU: sku, Name: "น้ำพริก " + sku, Price: price,
		Codes: []catalog.Code{{Code: "885" + sku, Pack: qty.One}}}, Opening{Qty: stock})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func sell(t *testing.T, s *Shop, p catalog.Product, quantity qty.Qty, method string) *Bill {
	t.Helper()
	cart := selling.Cart{ID: id.New[id.Bill]()}
	cart.Add(p.ID, quantity)
	bill, _, err := s.Pay(t.Context(), selling.Request{Cart: cart, Tenders: []selling.Tender{{Method: method}}})
	if err != nil {
		t.Fatal(err)
	}
	return bill
}

func allOK(t *testing.T, checks []Check, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
	for _, check := range checks {
		if !check.OK {
			t.Errorf("%s: %s", check.Name, check.Detail)
		}
	}
}

func TestThePracticeShopNeverDrawsACodeThatCanBePaid(t *testing.T) {
	s := newTestShop(t, Params{Practice: true, PromptPay: "0812345678"})
	code, err := s.PayCode(t.Context(), "7f3c", 100_00)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := promptpay.Read(code.Payload); err == nil || !strings.Contains(code.Payload, "7f3c") {
		t.Errorf("payload %q can be paid", code.Payload)
	}
	if _, err := qrcode.Checked(code.Payload, qrcode.Medium); err != nil {
		t.Error(err)
	}
}

func TestPayCodeSaysWhoAndHowMuch(t *testing.T) {
	s := newTestShop(t, Params{PromptPay: "081-234-5678", Receiver: "นางสมศรี ใจดี"})
	code, err := s.PayCode(t.Context(), "7f3c", 60_000_00)
	if err != nil {
		t.Fatal(err)
	}
	read, err := promptpay.Read(code.Payload)
	if err != nil || read.Amount != 60_000_00 || code.Masked != "xxx-xxx-5678" || code.Receiver != "นางสมศรี ใจดี" {
		t.Errorf("%+v %+v %v", code, read, err)
	}
	if len(code.Warnings) != 1 {
		t.Errorf("no warning above the limit: %v", code.Warnings)
	}
	if _, _, err := s.Set(t.Context(), "promptpay.mode", "bank-sign"); err != nil {
		t.Fatal(err)
	}
	if _, err := s.PayCode(t.Context(), "7f3c", 100_00); !fault.Is(err, "promptpay_bank_sign") {
		t.Errorf("got %v", err)
	}
}

func TestAWaitingBillHoldsItsGoodsUntilItIsPaid(t *testing.T) {
	ctx := t.Context()
	s := newTestShop(t, Params{})
	p := addGoods(t, s, "A1", 45_00, qty.Pieces(5))
	cart := selling.Cart{ID: id.New[id.Bill]()}
	cart.Add(p.ID, qty.Pieces(2))
	if err := s.SaveDraft(ctx, Draft{Cart: cart, State: selling.Waiting, Total: 90_00}); err != nil {
		t.Fatal(err)
	}
	rows, err := s.Stock(ctx, []id.Product{p.ID})
	if err != nil || rows[0].OnHand != qty.Pieces(5) || rows[0].Reserved != qty.Pieces(2) || rows[0].Sellable != qty.Pieces(3) {
		t.Fatalf("%+v %v", rows, err)
	}
	if _, _, err := s.Pay(ctx, selling.Request{Cart: cart, Tenders: []selling.Tender{{Method: selling.PromptPay}}}); err != nil {
		t.Fatal(err)
	}
	rows, err = s.Stock(ctx, []id.Product{p.ID})
	if err != nil || rows[0].OnHand != qty.Pieces(3) || rows[0].Reserved != 0 {
		t.Errorf("%+v %v", rows, err)
	}
	if drafts, err := s.Drafts(ctx); err != nil || len(drafts) != 0 {
		t.Errorf("drafts %v %v", drafts, err)
	}
}

func TestDemoIsTheSameForTheSameSeed(t *testing.T) {
	var first []string
	for range 2 {
		s, err := Demo(t.Context(), filepath.Join(t.TempDir(), "demo"), DemoOptions{Bills: 150, Orders: 60, Seed: 7}, clock.Fixed(noon), nil)
		if err != nil {
			t.Fatal(err)
		}
		checks, err := s.Check(t.Context())
		allOK(t, checks, err)
		rows, err := s.Export(t.Context(), i18n.Thai)
		if err != nil {
			t.Fatal(err)
		}
		var all []string
		for _, row := range rows {
			all = append(all, strings.Join(row, "|"))
		}
		today := clock.DayOf(noon)
		days, err := s.Days(t.Context(), today.Add(-DemoDays), today)
		if err != nil || len(days) < 60 {
			t.Fatalf("%d days, %v", len(days), err)
		}
		for _, day := range days {
			all = append(all, string(day.Day)+" "+day.Total.String()+" "+day.Owners.String())
		}
		orders, total, err := s.Orders(t.Context(), OrderQuery{Limit: 100})
		if err != nil || total != 60 {
			t.Fatalf("%d orders, %v", total, err)
		}
		seen := map[string]bool{}
		for _, o := range orders {
			all = append(all, fmt.Sprint(o.Number, o.Channel, o.ChannelNo, o.State, o.Payment, o.Todo, o.Total, o.Paid, o.Due, o.Name))
			seen[o.Channel], seen[o.State], seen[o.Todo] = true, true, true
		}
		for _, word := range slices.Concat(ordering.Channels, ordering.States, ordering.Todos) {
			if !seen[word] && word != ordering.Other && word != ordering.TodoRefund {
				t.Errorf("the practice shop has no order of %s", word)
			}
		}
		if first == nil {
			first = all
		} else if strings.Join(first, "\n") != strings.Join(all, "\n") {
			t.Error("the same seed gave another shop")
		}
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
	}
	if len(first) < 88 {
		t.Errorf("%d rows", len(first))
	}
}

func TestOneWindowAShop(t *testing.T) {
	dir := t.TempDir()
	raised := make(chan struct{}, 1)
	lock, held, err := LockWindow(dir, func() { raised <- struct{}{} })
	if err != nil || !held {
		t.Fatal(held, err)
	}
	if _, again, err := LockWindow(dir, func() {}); err != nil || again {
		t.Fatal(again, err)
	}
	select {
	case <-raised:
	case <-time.After(time.Minute):
		t.Fatal("the first window was not asked to the front")
	}
	lock.Release()
	lock, held, err = LockWindow(dir, func() {})
	if err != nil || !held {
		t.Fatal("the lock stayed", held, err)
	}
	lock.Release()
}

func TestSettingsNameWhatIsWrong(t *testing.T) {
	s := newTestShop(t, Params{})
	for _, c := range []struct{ key, value, code string }{
		{"no.such", "1", "setting_unknown"}, {"shop.practice", "yes", "setting_fixed"},
		{"cash.round", "0.10", "setting_value"}, {"promptpay.id", "08123", "promptpay_phone_digits"},
		{"shop.tax_id", "12345", "tax_id_digits"}, {"printer.receipt", "laser", "printer_unknown"},
		{"reply.total", "รวม {totl}", "reply_placeholder"}, {"reply.ask", "คุณ{name}", "reply_placeholder"},
		{"reply.total.line", strings.Repeat("ก", 1001), "reply_too_long"}, {"reply.ask.line", "x", "setting_unknown"},
	} {
		if _, _, err := s.Set(t.Context(), c.key, c.value); !fault.Is(err, c.code) {
			t.Errorf("%s=%s: %v, want %s", c.key, c.value, err, c.code)
		}
	}
	if _, warnings, err := s.Set(t.Context(), "shop.tax_id", "0105561073291"); err != nil || len(warnings) != 1 {
		t.Errorf("a wrong check digit is a warning: %v %v", warnings, err)
	}
}

// Words to customers keep their lines, as long as they are; other settings are one line.
func TestAReplyKeepsItsLines(t *testing.T) {
	s := newTestShop(t, Params{})
	words := strings.Repeat("รวม {total} บาท\n", 40) + "ขอบคุณ{polite}"
	kept, _, err := s.Set(t.Context(), "reply.total.line", words+"\n ")
	if err != nil || kept != words {
		t.Fatalf("%q, %v", kept, err)
	}
	if got, err := s.Get(t.Context(), "reply.total.line"); err != nil || got != words {
		t.Errorf("%q, %v", got, err)
	}
}

func TestAReceiptIsTheSamePixelsAsThePrinterGets(t *testing.T) {
	ctx := context.Background()
	s := newTestShop(t, Params{})
	out := t.TempDir()
	if _, _, err := s.Set(ctx, "printer.receipt", "file:"+out); err != nil {
		t.Fatal(err)
	}
	bill := sell(t, s, addGoods(t, s, "A1", 45_00, qty.Pieces(3)), qty.One, selling.Cash)
	for n, name := range []string{bill.Number, bill.Number + "-copy1"} {
		slip, err := s.BillSlip(ctx, bill, ReceiptOptions{Lang: i18n.Thai})
		if err != nil {
			t.Fatal(err)
		}
		picture, _ := slip.PNG()
		bytesOf, _ := slip.ESCPOS()
		queued, err := s.PrintBill(ctx, bill, ReceiptOptions{Lang: i18n.Thai})
		if err != nil || queued.Printer != "file:"+out || len(queued.Jobs) != 1 {
			t.Fatalf("print %d: %+v %v", n, queued, err)
		}
		if err := s.PrintNow(ctx, queued.Jobs...); err != nil {
			t.Fatal(err)
		}
		for file, want := range map[string][]byte{name + ".escpos": bytesOf, name + ".png": picture} {
			if data, err := os.ReadFile(filepath.Join(out, file)); err != nil || !bytes.Equal(data, want) {
				t.Errorf("%s: %d bytes of %d, %v", file, len(data), len(want), err)
			}
		}
	}
	if _, _, err := s.Set(ctx, "printer.receipt", "tcp:printer:9100"); err != nil {
		t.Fatal(err)
	}
	queued, err := s.PrintBill(ctx, bill, ReceiptOptions{Lang: i18n.Thai})
	jobs, _ := s.Jobs(ctx, 9)
	if err != nil || queued.Printer != "tcp:printer:9100" || len(jobs) != 3 || jobs[0].Title != bill.Number+"-copy2" || jobs[0].Paper != bill.Number {
		t.Errorf("%+v %v %+v", queued, err, jobs)
	}
}

// TestWhatIsNeverQueuedIsNotCounted: the first paper that is sent is the original, whatever was refused before.
func TestWhatIsNeverQueuedIsNotCounted(t *testing.T) {
	ctx := t.Context()
	s := newTestShop(t, Params{})
	bill := sell(t, s, addGoods(t, s, "A1", 45_00, qty.Pieces(3)), qty.One, selling.Cash)
	for _, try := range []struct{ printer, paper, code string }{{"", "", ""}, {"file:out", "57", "paper_unknown"}} {
		set(t, s, ReceiptPrinter, try.printer)
		if queued, err := s.PrintBill(ctx, bill, ReceiptOptions{Paper: try.paper}); fault.Code(err) != try.code || queued.Printer != "" {
			t.Errorf("%s: %+v %v", try.printer, queued, err)
		}
	}
	for _, want := range []string{bill.Number, bill.Number + "-copy1"} {
		if _, err := s.PrintBill(ctx, bill, ReceiptOptions{}); err != nil || newest(t, s).Title != want {
			t.Errorf("%s %v, want %s", newest(t, s).Title, err, want)
		}
	}
}

func TestBuyingOnCreditAndPayingLater(t *testing.T) {
	ctx := t.Context()
	s := newTestShop(t, Params{})
	p := addGoods(t, s, "A1", 100_00, qty.Pieces(9))
	who, err := s.SaveCustomer(ctx, Party{Name: "โรงเรียนบ้านคราม", Phone: "081 234 5678"})
	if err != nil {
		t.Fatal(err)
	}
	cart := selling.Cart{ID: id.New[id.Bill](), CustomerID: who.ID}
	cart.Add(p.ID, qty.Pieces(2))
	if _, _, err := s.Pay(ctx, selling.Request{Cart: cart, Tenders: []selling.Tender{{Method: selling.Credit}}}); err != nil {
		t.Fatal(err)
	}
	part := money.Satang(150_00)
	who, _, err = s.PayDebt(ctx, selling.DebtRequest{ID: id.New[id.Change](), CustomerID: who.ID,
		Tenders: []selling.Tender{{Method: selling.Cash, Amount: &part}}})
	if err != nil || who.Owed != 50_00 {
		t.Fatalf("owes %s, %v", who.Owed, err)
	}
	shift, err := s.CurrentShift(ctx)
	if err != nil || shift.Drawer.Expected() != 150_00 {
		t.Errorf("drawer %+v %v", shift.Drawer, err)
	}
	checks, err := s.Check(ctx)
	allOK(t, checks, err)
	if bill, err := s.Bill(ctx, cart.ID); err != nil || bill.Owed != 50_00 || bill.Kind != ledger.Sale {
		t.Errorf("%+v %v", bill, err)
	}
}
