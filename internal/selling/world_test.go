package selling_test

import (
	"errors"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/rules"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/testkit"
)

// world holds the facts of a small shop and remembers numbers, as the store does.
type world struct {
	selling.Facts
	goods []catalog.Product
	next  map[string]int
	slips map[string]string
}

var openShift = id.Shift{15: 9}

// newWorld has VAT, an open shift of the morning's day, and no lots.
func newWorld() *world {
	w := &world{goods: testkit.Goods(), next: map[string]int{}, slips: map[string]string{}}
	w.Day, w.VAT, w.Now = clock.DayOf(testkit.Morning), 7_00, testkit.Morning
	w.Letter, w.ShiftID, w.Place, w.Alcohol = "A", openShift, testkit.Place, true
	w.BelowZero = selling.BelowWarn
	w.Lots, w.Held, w.Methods = map[id.Product][]ledger.LotStock{}, map[id.Product]qty.Qty{}, map[string]selling.Method{}
	for _, method := range rules.Methods() {
		w.Methods[method.Code] = selling.Method(method)
	}
	w.Product = func(product id.Product) *catalog.Product {
		for n := range w.goods {
			if w.goods[n].ID == product {
				return &w.goods[n]
			}
		}
		return nil
	}
	w.NextNo = func(kind string, _ int) (int, error) {
		w.next[kind]++
		return w.next[kind], nil
	}
	w.Terms = func(product *catalog.Product, _ id.Party) ledger.Terms { return product.OwnTerms() }
	w.SlipUsed = func(bank, ref string) (string, error) { return w.slips[bank+ref], nil }
	return w
}

// lot puts a lot of a good on the shelf, on the good's terms; the n-th made is the n-th to have come.
func (w *world) lot(good int, onHand qty.Qty, expires clock.Day) id.Lot {
	p := w.goods[good]
	lot := ledger.NewLot(p.ID, p.ProducerID, p.OwnTerms(), p.Cost, ledger.MillisOf(w.Now.Add(-24*time.Hour))+ledger.Millis(len(w.Lots[p.ID])))
	lot.Expires = expires
	w.Lots[p.ID] = append(w.Lots[p.ID], ledger.LotStock{Lot: lot, OnHand: onHand, Arrived: int64(len(w.Lots[p.ID]))})
	return lot.ID
}

func (w *world) line(good int, quantity qty.Qty) selling.CartLine {
	return testkit.Line(w.goods[good], quantity)
}

func cartOf(lines ...selling.CartLine) selling.Cart {
	return selling.Cart{ID: id.New[id.Bill](), Lines: lines}
}

// pay checks a cart out and fails the test when that is refused.
func (w *world) pay(t *testing.T, cart selling.Cart, tenders ...selling.Tender) *selling.Outcome {
	t.Helper()
	outcome, err := w.try(cart, tenders...)
	if err != nil {
		t.Fatal(err)
	}
	return outcome
}

func (w *world) try(cart selling.Cart, tenders ...selling.Tender) (*selling.Outcome, error) {
	if len(tenders) == 0 {
		tenders = testkit.Exactly(selling.Cash)
	}
	return selling.Checkout(&w.Facts, &selling.Request{Cart: cart, Tenders: tenders})
}

func tender(method string, amount money.Satang) selling.Tender {
	return selling.Tender{Method: method, Amount: &amount}
}

// pastOf is what the store reads of a bill and the bills later written about it.
func pastOf(bill *selling.Outcome, later ...*selling.Outcome) *selling.Past {
	p := bill.Posting
	past := &selling.Past{Bill: *bill.Bill, Lines: p.Lines, Payments: p.Payments, Moves: p.Movements, Entries: p.Producers,
		Shift: bill.Bill.ShiftID == openShift}
	for _, back := range later {
		past.Refunds = append(past.Refunds, *back.Bill)
		past.PaidBack = append(past.PaidBack, back.Posting.Payments...)
		old := map[int]int{}
		for _, line := range back.Posting.Lines {
			if old[line.LineN] = line.ReturnsN; line.ReturnsN >= 0 {
				past.Returned = append(past.Returned, line)
			}
		}
		for _, move := range back.Posting.Movements {
			if move.LineN = old[move.LineN]; move.LineN >= 0 {
				past.Back = append(past.Back, move)
			}
		}
		for _, entry := range back.Posting.Producers {
			if entry.LineN = old[entry.LineN]; entry.LineN >= 0 {
				past.BackPaid = append(past.BackPaid, entry)
			}
		}
	}
	return past
}

// wantFault checks code and field.
func wantFault(t *testing.T, err error, code, field string) {
	t.Helper()
	var got *fault.Error
	if !errors.As(err, &got) || got.Code != code || got.Field != field {
		t.Errorf("got %v, want %s at %s", err, code, field)
	}
}

func warned(outcome *selling.Outcome, code string) bool {
	for _, warning := range outcome.Warnings {
		if warning.Code == code {
			return true
		}
	}
	return false
}

// sums proves of one posting of a bill everything that must add up inside it.
func sums(t *testing.T, outcome *selling.Outcome) {
	t.Helper()
	bill, p := outcome.Bill, outcome.Posting
	lines, off, vat, paid, owners := money.Satang(0), money.Satang(0), money.Satang(0), money.Satang(0), money.Satang(0)
	for _, line := range p.Lines {
		lines += line.Total
		off += line.LineDiscount + line.PromoDiscount + line.BillDiscount
		vat += line.Net() - line.NetOfVAT
	}
	for _, payment := range p.Payments {
		paid += payment.Amount
	}
	for _, entry := range p.Producers {
		owners += entry.Share
	}
	for _, sum := range []struct {
		name      string
		got, want money.Satang
	}{
		{"lines − discount ± rounding = total", lines - bill.Discount + bill.Rounding, bill.Total},
		{"discounts of the lines = discount", off, bill.Discount},
		{"VAT of the lines = VAT", vat, bill.VAT},
		{"payments − change = total", paid, bill.Total},
		{"shop + owners + VAT = total", bill.ShopShare + owners + bill.VAT, bill.Total},
	} {
		if sum.got != sum.want {
			t.Errorf("%s %s: %s is not %s", bill.Kind, sum.name, sum.got, sum.want)
		}
	}
	owned := map[int]ledger.Entry{}
	for _, entry := range p.Producers {
		sum := owned[entry.LineN]
		sum.Qty, sum.Paid, sum.VAT = sum.Qty+entry.Qty, sum.Paid+entry.Paid, sum.VAT+entry.VAT
		owned[entry.LineN] = sum
		if entry.VAT.Abs() > entry.Paid.Abs() || entry.Paid*money.Satang(entry.Qty) < 0 || entry.VAT*entry.Paid < 0 {
			t.Errorf("%s entry %+v", bill.Kind, entry)
		}
	}
	for n, sum := range owned {
		line := p.Lines[n]
		if line.ReturnsN < 0 && sum.Paid > line.Net() {
			t.Errorf("%s line %d: %s paid of %s", bill.Kind, n, sum.Paid, line.Net())
		}
		if whole := line.ReturnsN < 0 && !product(line.ProductID).IsSet() && sum.Qty == line.Qty; whole && (sum.Paid != line.Net() || sum.VAT != line.Net()-line.NetOfVAT) {
			t.Errorf("%s line %d: owners' goods came to %s with VAT %s of %s", bill.Kind, n, sum.Paid, sum.VAT, line.Net())
		}
	}
	moved := map[[2]any]qty.Qty{}
	for _, move := range p.Movements {
		if move.Kind != ledger.MoveWaste {
			moved[[2]any{move.LineN, move.ProductID}] += move.Qty
		}
	}
	for n, line := range p.Lines {
		for _, part := range product(line.ProductID).Takes(line.Qty) {
			if got := moved[[2]any{n, part.ProductID}]; got != 0 && got != -part.Qty {
				t.Errorf("%s line %d: %s moved of %s", bill.Kind, n, got, part.Qty)
			}
			delete(moved, [2]any{n, part.ProductID})
		}
	}
	for at, quantity := range moved {
		t.Errorf("%s: %s of %v moved that no line takes", bill.Kind, quantity, at)
	}
}

// product gives a good of the test shops, which no test changes in what it is made of.
func product(product id.Product) *catalog.Product {
	for _, good := range testkit.Goods() {
		if good.ID == product {
			return &good
		}
	}
	return &catalog.Product{ID: product}
}
