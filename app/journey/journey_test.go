//go:build window

package journey

import (
	"path/filepath"
	"testing"

	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/selling"
)

func TestADayByKeys(t *testing.T)  { day(t, false) }
func TestADayByTwins(t *testing.T) { day(t, true) }

// day is a short day in the practice shop, from the first start to the closed shift.
func day(t *testing.T, twins bool) {
	d := start(t, twins)
	d.press("F8", "1")
	d.enterPractice()
	cash := d.sellForCash()
	paid := d.sellByPromptPay()
	back := d.refundOne()
	d.closeShift()
	d.adds(cash+paid+back, 3, 1)
}

// sellForCash scans in the Thai layout, with Caps Lock, and into a field, and takes exact money.
func (d *drive) sellForCash() money.Satang {
	d.t.Helper()
	d.run("setxkbmap", "th")
	d.scanned("a scan in the Thai layout", d.goods[0], func() bool { return d.pieces(selling.Open) == 1 })
	d.run("setxkbmap", "us")
	d.press("Caps_Lock")
	d.scanned("a scan with Caps Lock", d.goods[1], func() bool { return d.pieces(selling.Open) == 2 })
	d.press("Caps_Lock", "F2")
	d.scanned("a scan into a field", d.goods[2], func() bool { return d.pieces(selling.Open) == 3 }, "F2")
	d.insist("the cash bill", []string{"F8", "Return"}, func() bool { return len(d.bills()) == 1 })
	d.until("its receipt", func() bool {
		files, _ := filepath.Glob(filepath.Join(d.shop.Dir, "receipts", d.bills()[0].Number+".png"))
		return len(files) == 1
	})
	return d.bills()[0].Total
}

// sellByPromptPay lets the money wait, serves the next customer, and takes it then.
func (d *drive) sellByPromptPay() money.Satang {
	d.t.Helper()
	d.scanned("the next bill", d.goods[0], func() bool { return d.pieces(selling.Open) == 1 })
	d.press("F9")
	d.scanned("a product scanned behind the code", d.goods[3], func() bool { return d.pieces(selling.Open) == 2 }, "F9")
	if n := len(d.bills()); n != 1 {
		d.t.Fatalf("a scan paid: %d bills", n)
	}
	d.press("F6")
	d.until("the bill to wait", func() bool { return d.pieces(selling.Waiting) == 2 })
	d.scanned("the next customer", d.goods[1], func() bool { return d.pieces(selling.Open) == 1 })
	d.insist("the next customer's bill", []string{"F8", "Return"}, func() bool { return len(d.bills()) == 2 })
	sum := d.bills()[0].Total
	back := func() bool { return d.pieces(selling.Waiting) == 0 && d.pieces(selling.Open) == 2 }
	d.insist("the waiting bill back", []string{"F6", "Return"}, back)
	d.press("F9")
	d.until("the PromptPay bill", func() bool {
		if len(d.bills()) < 3 {
			d.press("F9") // ignored for the dialog's first moments
		}
		return len(d.bills()) == 3
	})
	return sum + d.bills()[0].Total
}

// refundOne gives one piece of the newest bill back, onto the shelf.
func (d *drive) refundOne() money.Satang {
	d.t.Helper()
	d.insist("the refund", []string{"ctrl+b", "F5", "plus", "ctrl+Return", "Return"}, func() bool { return len(d.bills()) == 4 })
	return d.bills()[0].Total
}

func (d *drive) closeShift() {
	d.t.Helper()
	count := []string{"ctrl+d", "Return", "1", "F8"} // one note of 1,000 baht, which is not what there should be
	reason := []string{"o", "k", "Return", "Return"} // so a reason is asked for, then the close confirmed
	d.insist("the shift to close", append(count, reason...), func() bool {
		open, err := d.shop.CurrentShift(d.ctx)
		return err == nil && open == nil
	})
}

// adds holds the day's figures against what was keyed, and audits the file.
func (d *drive) adds(total money.Satang, bills, refunds int) {
	d.t.Helper()
	today, err := d.shop.Today(d.ctx)
	if err != nil {
		d.t.Fatal(err)
	}
	sum, err := d.shop.Day(d.ctx, today)
	if err != nil {
		d.t.Fatal(err)
	}
	if sum.Total != total || sum.Bills != bills || sum.Refunds != refunds {
		d.t.Errorf("the day has %s in %d bills and %d refunds, keyed were %s in %d and %d", sum.Total, sum.Bills, sum.Refunds, total, bills, refunds)
	}
	checks, err := d.shop.Check(d.ctx)
	if err != nil {
		d.t.Fatal(err)
	}
	for _, check := range checks {
		if !check.OK {
			d.t.Errorf("check %s: %s", check.Name, check.Detail)
		}
	}
}
