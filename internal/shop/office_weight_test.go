package shop

import (
	"math/rand/v2"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// Goods by weight that go out in parts come to the order, on bills and on papers, to the satang; of an order that is paid
// no invoice asks for anything.
func TestPartsByWeightAreTheOrder(t *testing.T) {
	ctx, r := t.Context(), rand.New(rand.NewPCG(15, 8))
	s := registered(t)
	var goods []catalog.Product
	for _, sku := range []string{"RICE", "SUGAR"} {
		p, err := s.SaveProduct(ctx, catalog.Product{SKU: sku, Name: "ชั่งขาย " + sku, Unit: "กก.", Weighed: true, Price: 65_00}, Opening{Qty: qty.Pieces(5000)})
		if err != nil {
			t.Fatal(err)
		}
		goods = append(goods, p)
	}
	for round := range walks(20) {
		request := ordering.Request{Channel: ordering.Government, CustomerID: buying(t, s), PayBy: ordering.PayCredit, Person: ordering.Person{Name: "นายก อบต."}}
		for _, p := range goods {
			request.Lines = append(request.Lines, ledger.OrderLine{ProductID: p.ID, Qty: 500 + qty.Qty(r.IntN(9000)), Price: money.Satang(1 + r.IntN(200_00))})
		}
		order, err := s.AddOrder(ctx, request)
		if err == nil {
			err = s.ConfirmOrder(ctx, order.Order.ID, false, "")
		}
		if err == nil && r.IntN(2) == 0 {
			request.ID, request.Lines, request.Discount = order.Order.ID, order.Content.Lines, money.Satang(r.Int64N(int64(order.Goods())))
			order, err = s.ReviseOrder(ctx, request)
		}
		paid := r.IntN(2) == 0
		if err == nil && paid {
			err = s.PayOrder(ctx, order.Order.ID, id.New[id.Change](), []selling.Tender{{Method: selling.Transfer, Evidence: selling.Seen}}, "")
		}
		if err != nil {
			t.Fatal(err)
		}
		var invoices []*IssuedPaper
		for part := range 4 {
			now, err := s.Order(ctx, order.Order.ID)
			if err != nil {
				t.Fatal(err)
			}
			pack := ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: order.Order.ID}
			for _, line := range now.Content.Lines {
				if left := now.Left(line.N); part < 3 && left > 1 {
					pack.Lines = append(pack.Lines, ledger.ParcelLine{N: line.N, Qty: 1 + qty.Qty(r.Int64N(int64(left)/2+1))})
				}
			}
			if err := s.Pack(ctx, pack, ""); err != nil {
				t.Fatal(err)
			}
			note := PaperAsk{Kind: papers.Delivery, Of: []string{order.Order.Number}, Buyer: sankang, Anew: true}
			after := r.IntN(2) == 0
			var made *IssuedPaper
			if !after {
				made = issue(t, s, note)
			}
			if r.IntN(3) > 0 || part == 3 {
				if _, err := s.HandOver(ctx, order.Order.ID, nil, id.Bill{}, ""); err != nil {
					t.Fatal(err)
				}
			}
			if after {
				made = issue(t, s, note)
			}
			invoices = append(invoices, issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{made.Number}, Anew: true}))
		}
		now, err := s.Order(ctx, order.Order.ID)
		if err != nil {
			t.Fatal(err)
		}
		var asked, left money.Satang
		for _, invoice := range invoices {
			paper, err := s.OfficePaper(ctx, invoice.Number)
			if err != nil {
				t.Fatal(err)
			}
			asked, left = asked+paper.Sums.Total, left+paper.Owed(paper.Fate)
		}
		if now.Money.Billed != order.Total() || asked != order.Total() || left != now.Rest() || paid && left != 0 {
			t.Errorf("round %d: an order of %s, bills of %s, invoices of %s that ask for %s where %s is owed (paid %v)", round, order.Total(), now.Money.Billed, asked, left, now.Rest(), paid)
		}
	}
	checks, err := s.Check(ctx)
	allOK(t, checks, err)
}
