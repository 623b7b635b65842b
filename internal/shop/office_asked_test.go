package shop

import (
	"math/rand/v2"
	"testing"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// partly packs and hands over what one recipient of an order gets, with its delivery note.
func partly(t *testing.T, s *Shop, order *Order, to int) *IssuedPaper {
	t.Helper()
	packAll(t, s, order, to, to)
	note := issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{order.Order.Number}, Buyer: sankang})
	if _, err := s.HandOver(t.Context(), order.Order.ID, nil, id.Bill{}, ""); err != nil {
		t.Fatal(err)
	}
	return note
}

// taxedPart delivers a part of an order, and issues its tax invoice, which asks for it too.
func taxedPart(t *testing.T, s *Shop, order *Order, to int) *IssuedPaper {
	t.Helper()
	return issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Invoice}, Of: []string{partly(t, s, order, to).Number}})
}

// The same goods of an order are asked for and taxed once, whichever papers are made of it and in whatever order.
func TestGoodsAreAskedForOnce(t *testing.T) {
	s := registered(t)
	set := addGoods(t, s, "SET", 107_00, qty.Pieces(500))
	fresh := func() (*Order, string) {
		order := giftOrder(t, s, set, 10, 2)
		return order, order.Order.Number
	}
	again := func(kind papers.Kind, of string) PaperAsk {
		return PaperAsk{Kind: kind, Of: []string{of}, Buyer: sankang, Anew: true}
	}

	order, number := fresh() // all of it is invoiced, then a part goes out
	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{number}, Buyer: sankang})
	note := partly(t, s, order, 1)
	refused(t, s, "goods_asked_already", again(papers.TaxInvoice, note.Number))
	refused(t, s, "goods_asked_already", again(papers.Invoice, note.Number))
	tax := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{number}})
	if from, _ := tax.Ref(""); from.Number != invoice.Number || tax.Sums.Due != 2140_00 {
		t.Errorf("the tax invoice is made from %+v for %s, not from the invoice that asks for all", from, tax.Sums.Due)
	}
	refused(t, s, "goods_asked_already", again(papers.TaxInvoice, note.Number))

	order, number = fresh() // a delivery is invoiced and then taxed by itself
	note = partly(t, s, order, 1)
	invoice = issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{note.Number}})
	tax = issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{note.Number}})
	if from, _ := tax.Ref(""); from.Number != invoice.Number {
		t.Errorf("the note's tax invoice is made from %+v, not from its invoice", from)
	}
	refused(t, s, "paper_made_already", again(papers.TaxInvoice, note.Number))
	rest := partly(t, s, order, 2)
	issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{rest.Number}})
	refused(t, s, "goods_asked_already", PaperAsk{Kind: papers.Invoice, Of: []string{number}, Anew: true, Lines: []PaperLine{{Code: "SET", Qty: qty.One}}})

	order, number = fresh() // all of it is taxed, then a part goes out
	tax = issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Invoice}, Of: []string{number}, Buyer: sankang})
	note = partly(t, s, order, 1)
	refused(t, s, "goods_asked_already", again(papers.TaxInvoice, note.Number))
	back := credit(tax, "CDNG05", 0)
	back.Lines = []PaperLine{{Code: "SET", Qty: qty.Pieces(10)}}
	issue(t, s, back) // what was taken back may go out and be taxed again
	issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{note.Number}})
	if err := s.VoidPaper(t.Context(), tax.ID, "ผิด", nil); !fault.Is(err, "paper_followed") {
		t.Error(err)
	}

	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

// A tax invoice of an order with several open invoices is made of one of them, which a person names.
func TestATaxInvoiceOfSeveralInvoices(t *testing.T) {
	s := registered(t)
	order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(500)), 10, 2)
	for _, to := range []int{1, 2} {
		issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{partly(t, s, order, to).Number}})
	}
	refused(t, s, "paper_one_at_a_time", PaperAsk{Kind: papers.TaxInvoice, Of: []string{order.Order.Number}})
}

// All deposits of an order together are bounded by its goods, class by class, and none is taken once goods are invoiced.
func TestDepositsKeepWithinTheirOrder(t *testing.T) {
	s := registered(t)
	order := giftOrder(t, s, addGoods(t, s, "SET", 67_50, qty.Pieces(500)), 10, 2)
	deposit := func(amount money.Satang) PaperAsk {
		return PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{order.Order.Number}, Buyer: sankang, Deposit: amount, Anew: true,
			Payments: []papers.Payment{{Method: selling.Cash, Amount: amount}}}
	}
	issue(t, s, deposit(500_00))
	refused(t, s, "deposit_above_goods", deposit(850_01))
	first := issue(t, s, deposit(850_00))
	refused(t, s, "deposit_above_goods", deposit(1))
	if err := s.VoidPaper(t.Context(), first.ID, "ผิด", nil); err != nil {
		t.Fatal(err)
	}
	issue(t, s, deposit(300_00))
	partly(t, s, order, 1)
	part := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{order.Order.Number}})
	refused(t, s, "deposit_after_invoice", deposit(100_00))
	partly(t, s, order, 2)
	rest := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{order.Order.Number}, Anew: true})
	if part.Sums.Due != 0 || rest.Sums.Due != 550_00 {
		t.Errorf("after deposits of 800 the parts ask for %s and %s", part.Sums.Due, rest.Sums.Due)
	}
	checks, err := s.Check(t.Context())
	allOK(t, checks, err)
}

// Whatever papers are asked for of an order, in whatever order of steps, tax invoices and what papers ask for never come
// to more than the order.
func TestPapersNeverPassTheirOrder(t *testing.T) {
	for seed := range walks(16) {
		random := rand.New(rand.NewPCG(seed, 9))
		s := registered(t)
		if seed%2 == 0 {
			if _, _, err := s.Set(t.Context(), "vat.pos_id", ""); err != nil {
				t.Fatal(err)
			}
		}
		order := giftOrder(t, s, addGoods(t, s, "SET", 107_00, qty.Pieces(500)), 10, 3)
		sources, done := []string{order.Order.Number}, []string{}
		out := 0
		for range 16 {
			ask := PaperAsk{Of: []string{sources[random.IntN(len(sources))]}, Buyer: sankang, Anew: random.IntN(2) == 0}
			switch random.IntN(8) {
			case 0:
				if out++; out <= 3 {
					packAll(t, s, order, out, out)
					if _, err := s.HandOver(t.Context(), order.Order.ID, nil, id.Bill{}, ""); err != nil {
						t.Fatal(err)
					}
					bills, _, err := s.OrderMoney(t.Context(), order.Order.ID)
					if err != nil || len(bills) != out {
						t.Fatal(bills, err)
					}
					sources, done = append(sources, bills[out-1].Number), append(done, "out")
				}
				continue
			case 1:
				ask.Kind, ask.Of = papers.Delivery, sources[:1]
			case 2, 3:
				ask.Kind = papers.Invoice
			case 4, 5:
				ask.Kind = papers.TaxInvoice
			case 6:
				ask.Kind, ask.With, ask.Of, ask.Deposit = papers.TaxInvoice, []papers.Kind{papers.Receipt}, sources[:1], money.Satang(1+random.IntN(1000_00))
				ask.Payments = []papers.Payment{{Method: selling.Transfer, Amount: ask.Deposit}}
			case 7:
				if number := sources[random.IntN(len(sources))]; len(sources) > 1 {
					if p, err := s.OfficePaper(t.Context(), number); err == nil && s.VoidPaper(t.Context(), p.ID, "ผิด", nil) == nil {
						done = append(done, "void "+number)
					}
				}
				continue
			}
			issued, err := s.IssuePaper(t.Context(), ask)
			if err != nil {
				continue
			}
			sources, done = append(sources, issued.Number), append(done, issued.Number+" of "+ask.Of[0])
			taxed, asked := money.Satang(0), money.Satang(0)
			list, err := s.PapersOf(t.Context(), order.Order.Number)
			bills, _, _ := s.OrderMoney(t.Context(), order.Order.ID)
			for _, bill := range bills {
				more, _ := s.PapersOf(t.Context(), bill.Number)
				list = append(list, more...)
			}
			seen := map[id.Paper]bool{}
			for _, p := range list {
				if p.Void != nil || seen[p.ID] {
					continue
				}
				if seen[p.ID] = true; p.Kind.Tax() {
					taxed += p.Sums.Due
				}
				asked += p.Owed(p.Fate)
			}
			if err != nil || taxed > 30*107_00 || asked > 30*107_00 {
				t.Fatalf("seed %d after %v: taxed %s, asked for %s of 3,210.00, %v", seed, done, taxed, asked, err)
			}
		}
		checks, err := s.Check(t.Context())
		allOK(t, checks, err)
	}
}
