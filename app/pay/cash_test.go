package pay

import (
	"context"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

func TestCashWorksOutTheChange(t *testing.T) {
	const due = money.Satang(118525)
	limit := 10*due + money.Baht(1000)
	for name, c := range map[string]struct {
		do                     func(*cash)
		given, missing, change money.Satang
		short, strange         bool
		words                  string
	}{
		"nothing touched is exact": {do: func(*cash) {}, given: due},
		"typed over":               {do: func(c *cash) { c.typed("1500") }, given: 150000, change: 31475, words: "3×100 + 1×10 + 2×2 + 1×0.50 + 1×0.25"},
		"a point at the end":       {do: func(c *cash) { c.typed("1200.") }, given: 120000, change: 1475, words: "1×10 + 2×2 + 1×0.50 + 1×0.25"},
		"too little":               {do: func(c *cash) { c.typed("1000") }, given: 100000, missing: 18525, short: true},
		"nothing in the field":     {do: func(c *cash) { c.typed("") }, missing: due, short: true},
		"above every amount":       {do: func(c *cash) { c.typed("99999999999999") }, missing: due, short: true},
		"notes count from nothing": {do: func(c *cash) { c.add(money.Baht(1000)); c.add(money.Baht(500)) }, given: 150000, change: 31475, words: "3×100 + 1×10 + 2×2 + 1×0.50 + 1×0.25"},
		"a note on what was typed": {do: func(c *cash) { c.typed("1000"); c.add(money.Baht(500)) }, given: 150000, change: 31475, words: "3×100 + 1×10 + 2×2 + 1×0.50 + 1×0.25"},
		"less than any coin":       {do: func(c *cash) { c.set(due + 10) }, given: due + 10, change: 10, words: "0.10"},
		"ten times and 1,000":      {do: func(c *cash) { c.set(limit) }, given: limit, change: limit - due},
		"a satang more":            {do: func(c *cash) { c.set(limit + 1) }, given: limit + 1, change: limit + 1 - due, strange: true},
	} {
		t.Run(name, func(t *testing.T) {
			var state cash
			state.setDue(due, 0)
			c.do(&state)
			_, words := state.back()
			if state.given != c.given || state.missing() != c.missing || state.change() != c.change || state.enough() == c.short || state.strange() != c.strange {
				t.Errorf("given %v, missing %v, change %v, enough %v, strange %v", state.given, state.missing(), state.change(), state.enough(), state.strange())
			}
			if c.words != "" && words != c.words {
				t.Errorf("to hand back %q, want %q", words, c.words)
			}
		})
	}
}

func TestCashFollowsTheBill(t *testing.T) {
	var c cash
	c.setDue(118525, money.Baht(1))
	if c.rounding != -25 || c.given != 118500 {
		t.Errorf("rounding %v, given %v", c.rounding, c.given)
	}
	c.setDue(120000, money.Baht(1))
	if c.given != 120000 {
		t.Errorf("nobody typed, yet %v stayed", c.given)
	}
	c.typed("1500")
	c.setDue(130000, money.Baht(1))
	if c.given != 150000 || c.change() != 20000 {
		t.Errorf("typed 1500: given %v, change %v", c.given, c.change())
	}
}

// paidOnce fails unless one bill was paid with these tenders of one method, and gives it.
func (v *till) paidOnce(method string, amount, change money.Satang) *shop.Bill {
	v.t.Helper()
	if len(v.paid) != 1 {
		v.t.Fatalf("%d bills were paid", len(v.paid))
	}
	bill := v.paid[0]
	if bill.Payments[0].Method != method || bill.Payments[0].Amount != amount || bill.Change != change {
		v.t.Errorf("paid by %s %v, change %v", bill.Payments[0].Method, bill.Payments[0].Amount, bill.Change)
	}
	if v.desk.Open() || v.kit.Prompt.Open() || v.changed != 1 {
		v.t.Errorf("open %v, told of the change %d times", v.desk.Open(), v.changed)
	}
	return bill
}

func TestEnterAloneIsExact(t *testing.T) {
	open(t, bench{}, func(v *till) {
		v.desk.Cash()
		v.desk.Cash() // a second press opens nothing more
		v.press(fyne.KeyReturn)
		v.paidOnce(selling.Cash, money.Baht(1185), 0)
	})
}

func TestTypingReplacesTheAmountDue(t *testing.T) {
	open(t, bench{}, func(v *till) {
		v.desk.Cash()
		v.typed("1500")
		v.press(fyne.KeyEnter)
		v.paidOnce(selling.Cash, money.Baht(1500), money.Baht(315))
	})
}

func TestTooLittleIsNotPaid(t *testing.T) {
	open(t, bench{}, func(v *till) {
		v.desk.Cash()
		v.typed("1000")
		v.press(fyne.KeyReturn)
		if len(v.paid) != 0 || !v.desk.Open() {
			t.Errorf("paid %d, open %v", len(v.paid), v.desk.Open())
		}
	})
}

func TestAStrangeAmountIsAskedAboutOnce(t *testing.T) {
	open(t, bench{}, func(v *till) {
		v.desk.Cash()
		v.typed("15000")
		v.press(fyne.KeyReturn, fyne.KeyEscape)
		if len(v.paid) != 0 || !v.desk.Open() {
			t.Fatalf("no was taken for yes: paid %d, open %v", len(v.paid), v.desk.Open())
		}
		v.press(fyne.KeyReturn, fyne.KeyReturn)
		v.paidOnce(selling.Cash, money.Baht(15000), money.Baht(13815))
	})
}

func TestTwoEntersPayOnce(t *testing.T) {
	open(t, bench{}, func(v *till) {
		v.desk.Cash()
		event := &fyne.KeyEvent{Name: fyne.KeyReturn}
		for range 2 { // both before the disk has answered
			v.kit.Router.KeyDown(event)
			v.kit.Router.Key(event)
		}
		v.press(fyne.KeyEscape) // nor does Esc hide what becomes of it
		v.paidOnce(selling.Cash, money.Baht(1185), 0)
	})
}

func TestAScanAddsAndNeverPays(t *testing.T) {
	open(t, bench{}, func(v *till) {
		v.desk.Cash()
		v.scans("8850001110001")
		if len(v.paid) != 0 || !slices.Equal(v.added, []string{"8850001110001"}) {
			t.Fatalf("paid %d, added %v", len(v.paid), v.added)
		}
		v.press(fyne.KeyReturn)
		if len(v.paid) != 0 {
			t.Fatal("the scanner's second Enter paid")
		}
		v.press(fyne.KeyReturn)
		v.paidOnce(selling.Cash, money.Baht(2370), 0)
	})
}

func TestAScanDuringThePaymentGoesToTheNextBill(t *testing.T) {
	open(t, bench{}, func(v *till) {
		v.desk.Cash()
		event := &fyne.KeyEvent{Name: fyne.KeyReturn}
		v.kit.Router.KeyDown(event)
		v.kit.Router.Key(event)
		v.desk.scan("8850001110001")
		if len(v.added) != 0 {
			t.Fatal("the bill changed while it was paid")
		}
		v.settle()
		v.paidOnce(selling.Cash, money.Baht(1185), 0)
		if !slices.Equal(v.added, []string{"8850001110001"}) || v.quote().Total != money.Baht(2370) {
			t.Errorf("added %v, next bill %v", v.added, v.quote().Total)
		}
	})
}

func TestARefusedPaymentLosesNothing(t *testing.T) {
	open(t, bench{set: map[string]string{"shift.count": "open"}}, func(v *till) {
		v.desk.Cash()
		v.typed("1500")
		v.press(fyne.KeyReturn)
		if len(v.paid) != 0 || !v.desk.Open() {
			t.Fatalf("paid %d, open %v", len(v.paid), v.desk.Open())
		}
		if !v.shows("฿315.00") || !v.shows(v.message("shift_not_open")) {
			t.Errorf("the window says %q", v.texts())
		}
		if _, err := v.kit.Shop.OpenShift(context.Background(), 0, "", "สมศรี"); err != nil {
			t.Fatal(err)
		}
		v.press(fyne.KeyReturn)
		v.paidOnce(selling.Cash, money.Baht(1500), money.Baht(315))
	})
}

func TestCashRounding(t *testing.T) {
	open(t, bench{price: 118540, set: map[string]string{"cash.round": "0.25"}}, func(v *till) {
		v.desk.Cash()
		if !v.shows("฿1,185.50") {
			t.Errorf("the window says %q", v.texts())
		}
		v.press(fyne.KeyReturn)
		if bill := v.paidOnce(selling.Cash, 118550, 0); bill.Rounding != 10 {
			t.Errorf("rounding %v", bill.Rounding)
		}
	})
}

func TestTheReceiptIsPrintedWhereTheShopWantsIt(t *testing.T) {
	open(t, bench{set: map[string]string{"printer.auto": "yes", "printer.receipt": "file:paper"}}, func(v *till) {
		v.desk.Cash()
		v.press(fyne.KeyReturn)
		bill := v.paidOnce(selling.Cash, money.Baht(1185), 0)
		if err := v.kit.Shop.PrintNow(v.t.Context()); err != nil {
			t.Fatal(err)
		}
		if _, err := os.Stat(filepath.Join(v.kit.Shop.Dir, "paper", bill.Number+".escpos")); err != nil {
			t.Error(err)
		}
		if v.kit.Prompt.Said() != "" {
			t.Errorf("said %q", v.kit.Prompt.Said())
		}
	})
}

// The sale stands and the till is free again; the paper waits, and the top of the window tells of it.
func TestAPrinterThatFailsHoldsUpNoSale(t *testing.T) {
	open(t, bench{set: map[string]string{"printer.auto": "yes", "printer.receipt": "file:paper"}}, func(v *till) {
		if err := os.WriteFile(filepath.Join(v.kit.Shop.Dir, "paper"), nil, 0o600); err != nil {
			t.Fatal(err)
		}
		v.desk.Cash()
		v.press(fyne.KeyReturn)
		v.paidOnce(selling.Cash, money.Baht(1185), 0)
		short, stop := context.WithTimeout(v.t.Context(), 200*time.Millisecond)
		defer stop()
		if err := v.kit.Shop.PrintNow(short); err != nil {
			t.Fatal(err)
		}
		jobs, err := v.kit.Shop.Jobs(v.t.Context(), 9)
		if err != nil || len(jobs) != 1 || jobs[0].State != shop.JobQueued || jobs[0].Fault == nil || v.kit.Prompt.Said() != "" {
			t.Errorf("said %q, jobs %+v, %v", v.kit.Prompt.Said(), jobs, err)
		}
	})
}

func TestTheNumberPadTypesAndPays(t *testing.T) {
	open(t, bench{}, func(v *till) {
		v.desk.Cash()
		v.tapIcon("keyboard")
		for _, key := range []string{"1", "2", "00", v.kit.T("pay.cash.take")} {
			v.tap(key)
		}
		v.paidOnce(selling.Cash, money.Baht(1200), money.Baht(15))
	})
}

func TestNotesAreCountedByTapping(t *testing.T) {
	open(t, bench{}, func(v *till) {
		v.desk.Cash()
		v.tap("+1,000")
		v.tap("+500")
		v.tap(v.kit.T("pay.cash.pay"))
		v.paidOnce(selling.Cash, money.Baht(1500), money.Baht(315))
	})
}
