package shop

import (
	"maps"
	"math/rand/v2"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// classOrder is an office's order on credit, less a discount, of goods of three classes, so many of each.
func classOrder(t *testing.T, s *Shop, discount money.Satang, jars, rice, silk int) *Order {
	t.Helper()
	request := ordering.Request{Channel: ordering.Government, CustomerID: buying(t, s), PayBy: ordering.PayCredit, Discount: discount, Person: ordering.Person{Name: "นายก อบต."},
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
	return ordered(t, s, request)
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
	order := classOrder(t, s, 0, 10, 10, 0)
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

// asksInAll holds what the papers of an order together ask for against what the books say is owed.
func asksInAll(t *testing.T, s *Shop, order *Order) {
	t.Helper()
	now, err := s.Order(t.Context(), order.Order.ID)
	if err != nil {
		t.Fatal(err)
	}
	rows, _, err := s.OfficePapers(t.Context(), OfficePaperQuery{OrderID: order.Order.ID, Limit: 100})
	if err != nil {
		t.Fatal(err)
	}
	asked := money.Satang(0)
	for _, row := range rows {
		asked += row.Left
	}
	if want := max(now.Rest(), 0); asked != want {
		t.Errorf("the papers ask for %s, the order owes %s", asked, want)
	}
}

// A note that leaves nothing of a delivery's invoice, because the deposit bore the rest, hides none of what its bill is owed.
func TestAnInvoiceThatNotesTookBackHidesNoDebt(t *testing.T) {
	s := registered(t)
	order := classOrder(t, s, 0, 10, 2, 0)
	deposit := issue(t, s, depositOf(t, s, order, 1110_00))
	delivers(t, s, order, ledger.ParcelLine{N: 1, Qty: qty.Pieces(10)})
	second := delivers(t, s, order, ledger.ParcelLine{N: 2, Qty: qty.Pieces(2)})
	asksInAll(t, s, order)
	bills, _, err := s.OrderMoney(t.Context(), order.Order.ID)
	if err != nil {
		t.Fatal(err)
	}
	giveBack(t, s, bills[1].ID, qty.One)
	asksInAll(t, s, order)
	issue(t, s, back(second.Number))
	issue(t, s, back(deposit.Number))
	asksInAll(t, s, order)
}

// lineNets adds up by class what goods tax invoices are for, whatever deposits they took off.
func lineNets(invoices ...*IssuedPaper) map[string]money.Satang {
	nets := map[string]money.Satang{}
	for _, invoice := range invoices {
		for _, line := range invoice.Lines {
			nets[line.VATClass] += line.Total
		}
	}
	return nets
}

// comesBack gives all goods of an order's bills back, a part at a time in any order, with a note of what papers propose now
// and then.
func comesBack(t *testing.T, s *Shop, random *rand.Rand, order *Order, now func()) {
	t.Helper()
	type part struct {
		bill  id.Bill
		line  int
		count qty.Qty
	}
	bills, _, err := s.OrderMoney(t.Context(), order.Order.ID)
	if err != nil {
		t.Fatal(err)
	}
	var parts []part
	for _, one := range bills {
		bill, err := s.Bill(t.Context(), one.ID)
		if err != nil {
			t.Fatal(err)
		}
		for n, line := range bill.Lines {
			first := qty.Pieces(random.IntN(int(line.Qty/qty.One) + 1))
			parts = append(parts, part{one.ID, n, first}, part{one.ID, n, line.Qty - first})
		}
	}
	random.Shuffle(len(parts), func(a, b int) { parts[a], parts[b] = parts[b], parts[a] })
	for _, one := range parts {
		if one.count > 0 {
			giveBackLine(t, s, one.bill, one.line, one.count)
		}
		if random.IntN(4) == 0 {
			now()
		}
	}
}

// Whatever deposits are paid of whatever goods, and however these go out: all tax invoices together hold each class of the
// order to the satang. When all comes back, notes of what the papers propose, in any order, leave nothing of any class.
func TestDepositsHoldEachClassExactly(t *testing.T) {
	for seed := range walks(12) {
		random := rand.New(rand.NewPCG(seed, 88))
		s := registered(t)
		counts := []int{1 + random.IntN(9), 1 + random.IntN(9), random.IntN(4)}
		total, discount := 135_00*money.Satang(counts[0])+65_00*money.Satang(counts[1])+99_99*money.Satang(counts[2]), money.Satang(0)
		if random.IntN(2) == 0 {
			discount = money.Satang(1 + random.IntN(20_00))
		}
		total -= discount
		order := classOrder(t, s, discount, counts[0], counts[1], counts[2])
		var deposits, deliveries []*IssuedPaper
		for left := total; left > 1 && len(deposits) < 1+random.IntN(3); {
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
		if nets, want := classNets(invoices...), lineNets(deliveries...); !maps.Equal(nets, want) {
			t.Fatalf("seed %d: the tax invoices hold %v, the order %v", seed, nets, want)
		}
		propose := func(of *IssuedPaper) {
			lines, err := s.ReturnedOf(t.Context(), of.Number)
			if err == nil && len(lines) > 0 {
				_, err = s.IssuePaper(t.Context(), back(of.Number))
			}
			if err != nil && (of.Deposit || !fault.Is(err, "credit_on_deposit")) { // it bears nothing any more
				t.Fatalf("seed %d: of %s: %v", seed, of.Number, err)
			}
		}
		comesBack(t, s, random, order, func() {
			propose(invoices[random.IntN(len(invoices))])
			asksInAll(t, s, order)
		})
		random.Shuffle(len(invoices), func(a, b int) { invoices[a], invoices[b] = invoices[b], invoices[a] })
		for _, invoice := range invoices {
			propose(invoice)
		}
		owes(t, s, order.Content.CustomerID, 0, nil)
		if taxIsNothing(t, s, invoices...); t.Failed() {
			t.Fatal("seed", seed)
		}
	}
}
