package shop

import (
	"maps"
	"math/rand/v2"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// classOrder is an office's order on credit of goods of three classes, so many of each.
func classOrder(t *testing.T, s *Shop, jars, rice, silk int) *Order {
	t.Helper()
	request := ordering.Request{Channel: ordering.Government, CustomerID: buying(t, s), PayBy: ordering.PayCredit, Person: ordering.Person{Name: "นายก อบต."},
		Recipients: []ordering.Recipient{{Name: "โรงเรียน", Line: "1", Province: "เชียงใหม่", Postcode: "50130"}}}
	for _, goods := range []struct {
		sku, class string
		price      money.Satang
		count      int
	}{{"JAR", catalog.VATStandard, 135_00, jars}, {"RICE", catalog.VATExempt, 65_00, rice}, {"SILK", catalog.VATZero, 99_99, silk}} {
		if goods.count == 0 {
			continue
		}
		if known, err := s.Find(t.Context(), goods.sku); err == nil {
			request.Lines = append(request.Lines, ledger.OrderLine{ProductID: known.Product.ID, Qty: qty.Pieces(goods.count), Price: goods.price, To: 1})
			continue
		}
		p, err := s.SaveProduct(t.Context(), catalog.Product{SKU: goods.sku, Name: goods.sku, Unit: "ชิ้น", Price: goods.price, VAT: goods.class}, Opening{Qty: qty.Pieces(500)})
		if err != nil {
			t.Fatal(err)
		}
		request.Lines = append(request.Lines, ledger.OrderLine{ProductID: p.ID, Qty: qty.Pieces(goods.count), Price: goods.price, To: 1})
	}
	order, err := s.AddOrder(t.Context(), request)
	if err == nil {
		err = s.ConfirmOrder(t.Context(), order.Order.ID, false, "")
	}
	if err != nil {
		t.Fatal(err)
	}
	return order
}

// delivers sends a part of an order, and gives the tax invoice of its note.
func delivers(t *testing.T, s *Shop, order *Order, parts ...ledger.ParcelLine) *IssuedPaper {
	t.Helper()
	if err := s.Pack(t.Context(), ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: order.Order.ID, To: 1, Lines: parts}, ""); err != nil {
		t.Fatal(err)
	}
	note := issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{order.Order.Number}, Buyer: sankang})
	if _, err := s.HandOver(t.Context(), order.Order.ID, nil, id.Bill{}, ""); err != nil {
		t.Fatal(err)
	}
	return issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Invoice}, Of: []string{note.Number}})
}

// classNets adds up by class what tax invoices are for.
func classNets(invoices ...*IssuedPaper) map[string]money.Satang {
	nets := map[string]money.Satang{}
	for _, invoice := range invoices {
		for _, class := range invoice.Sums.Classes {
			if class.Net != 0 {
				nets[class.Class] += class.Net
			}
		}
	}
	return nets
}

// The first delivery uses up what two deposits hold of one class, and a part of what the first holds of the other.
func TestTwoDepositsOfTwoClasses(t *testing.T) {
	s := registered(t)
	order := classOrder(t, s, 10, 10, 0)
	invoices := []*IssuedPaper{issue(t, s, depositOf(t, s, order, 300_00)), issue(t, s, depositOf(t, s, order, 100_00))}
	for _, part := range [][]ledger.ParcelLine{{{N: 1, Qty: qty.Pieces(3)}, {N: 2, Qty: qty.Pieces(1)}}, {{N: 1, Qty: qty.Pieces(7)}, {N: 2, Qty: qty.Pieces(9)}}} {
		one := delivers(t, s, order, part...)
		warnedOf(t, one, nil)
		invoices = append(invoices, one)
	}
	if nets := classNets(invoices...); nets["7"] != 1350_00 || nets[catalog.VATExempt] != 650_00 {
		t.Errorf("the tax invoices hold %v", nets)
	}
}

// Whatever deposits are paid of whatever goods, and however these go out: all tax invoices together hold each class of the
// order to the satang.
func TestDepositsHoldEachClassExactly(t *testing.T) {
	for seed := range walks(12) {
		random := rand.New(rand.NewPCG(seed, 88))
		s := registered(t)
		counts := []int{1 + random.IntN(9), 1 + random.IntN(9), random.IntN(4)}
		order := classOrder(t, s, counts[0], counts[1], counts[2])
		want := map[string]money.Satang{"7": 135_00 * money.Satang(counts[0]), catalog.VATExempt: 65_00 * money.Satang(counts[1])}
		if counts[2] > 0 {
			want[catalog.VATZero] = 99_99 * money.Satang(counts[2])
		}
		var deposits, deliveries []*IssuedPaper
		for left := want["7"] + want[catalog.VATExempt] + want[catalog.VATZero]; left > 1 && len(deposits) < 1+random.IntN(3); {
			amount := 1 + money.Satang(random.Int64N(int64(left-1)))
			deposits, left = append(deposits, issue(t, s, depositOf(t, s, order, amount))), left-amount
		}
		for left := counts; left[0]+left[1]+left[2] > 0; {
			var parts []ledger.ParcelLine
			for n := range left {
				if count := min(left[n], random.IntN(5)); count > 0 {
					parts = append(parts, ledger.ParcelLine{N: n + 1, Qty: qty.Pieces(count)})
					left[n] -= count
				}
			}
			if len(parts) > 0 {
				one := delivers(t, s, order, parts...)
				warnedOf(t, one, nil)
				deliveries = append(deliveries, one)
			}
		}
		invoices := append(deliveries[:len(deliveries):len(deliveries)], deposits...)
		if nets := classNets(invoices...); !maps.Equal(nets, want) {
			t.Fatalf("seed %d: the tax invoices hold %v, the order %v", seed, nets, want)
		}
	}
}
