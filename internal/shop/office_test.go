package shop

import (
	"bytes"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/reply"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// firm is a shop registered for VAT that writes papers.
func firm(t *testing.T) *Shop {
	t.Helper()
	s := newTestShop(t, Params{Name: "วิสาหกิจชุมชนบ้านทอผ้า", Address: "12 หมู่ 3 ต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130", TaxID: "0105536112014", VAT: "included",
		PromptPay: "0105536112014", Receiver: "วิสาหกิจชุมชนบ้านทอผ้า"})
	dress(t, s)
	return s
}

// dress fills in what a firm says of itself on papers.
func dress(t *testing.T, s *Shop) {
	t.Helper()
	for key, value := range map[string]string{"shop.kind": "juristic", "bank.name": "ธ.ก.ส.", "bank.account": "0123456789", "bank.account_name": "วิสาหกิจชุมชนบ้านทอผ้า",
		"paper.signer": "นางแสงดา ใจงาม", "paper.signer_position": "ประธาน"} {
		if _, _, err := s.Set(t.Context(), key, value); err != nil {
			t.Fatal(key, err)
		}
	}
}

var sankang = papers.Buyer{Name: "องค์การบริหารส่วนตำบลสันกลาง", Agency: "กองคลัง", Address: "99 หมู่ 1\nต.สันกลาง อ.สันกำแพง จ.เชียงใหม่ 50130", TaxID: "0994000165501",
	Branch: "00000", Kind: papers.Government}

// issue issues a paper and gives it out.
func issue(t *testing.T, s *Shop, ask PaperAsk) *IssuedPaper {
	t.Helper()
	issued, err := s.IssuePaper(t.Context(), ask)
	if err == nil {
		err = s.GiveOut(t.Context(), issued.Pages, func() error { return nil })
	}
	if err != nil {
		t.Fatalf("%s of %v: %v", ask.Kind, ask.Of, err)
	}
	return issued
}

func refused(t *testing.T, s *Shop, code string, ask PaperAsk) {
	t.Helper()
	if _, err := s.IssuePaper(t.Context(), ask); !fault.Is(err, code) {
		t.Errorf("%s of %v: %v, want %s", ask.Kind, ask.Of, err, code)
	}
}

func isPDF(t *testing.T, issued *IssuedPaper) {
	t.Helper()
	if !bytes.HasPrefix(issued.PDF, []byte("%PDF")) || len(issued.Pages.Pages) == 0 {
		t.Errorf("%s has no PDF", issued.Number)
	}
}

// buying gives the office among the shop's customers.
func buying(t *testing.T, s *Shop) id.Party {
	t.Helper()
	known, err := s.Customers(t.Context())
	for _, who := range known {
		if who.Name == sankang.Name {
			return who.ID
		}
	}
	who, saved := s.SaveCustomer(t.Context(), party.Party{Name: sankang.Name, TaxID: sankang.TaxID, Branch: sankang.Branch, Address: sankang.Address})
	if err != nil || saved != nil {
		t.Fatal(err, saved)
	}
	return who.ID
}

// ordered is an order that was taken and confirmed.
func ordered(t *testing.T, s *Shop, request ordering.Request) *Order {
	t.Helper()
	order, err := s.AddOrder(t.Context(), request)
	if err == nil {
		err = s.ConfirmOrder(t.Context(), order.Order.ID, false, "")
	}
	if err != nil {
		t.Fatal(err)
	}
	return order
}

// giftOrder is an order of gift sets by an office, for so many recipients, on credit.
func giftOrder(t *testing.T, s *Shop, set catalog.Product, each, recipients int) *Order {
	t.Helper()
	request := ordering.Request{Channel: ordering.Government, CustomerID: buying(t, s), PayBy: ordering.PayCredit, Person: ordering.Person{Name: "นายก อบต."}}
	for n := range recipients {
		request.Lines = append(request.Lines, ledger.OrderLine{ProductID: set.ID, Qty: qty.Pieces(each), Price: set.Price, To: n + 1})
		request.Recipients = append(request.Recipients, ordering.Recipient{Name: fmt.Sprintf("โรงเรียนที่ %d", n+1), Line: "1", Province: "เชียงใหม่", Postcode: "50130"})
	}
	return ordered(t, s, request)
}

func packAll(t *testing.T, s *Shop, order *Order, from, to int) (parcels []id.Parcel) {
	t.Helper()
	for n := from; n <= to; n++ {
		request := ordering.PackRequest{ID: id.New[id.Parcel](), OrderID: order.Order.ID, To: n}
		if err := s.Pack(t.Context(), request, ""); err != nil {
			t.Fatal(err)
		}
		parcels = append(parcels, request.ID)
	}
	return parcels
}

// Papers of one order are never typed twice, follow each other, and a second call gives a copy.
func TestPapersOfAnOrder(t *testing.T) {
	s, ctx := firm(t), t.Context()
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	order := giftOrder(t, s, set, 5, 4)
	number := order.Order.Number
	issue(t, s, PaperAsk{Kind: papers.PurchaseOrder, Of: []string{number}, Order: papers.BuyerOrder{Number: "พง 12/2570", Date: "2026-11-20"}, Buyer: sankang})

	packAll(t, s, order, 1, 2)
	first := issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{number}})
	if first.Copy != 0 || first.Buyer.Agency != sankang.Agency || first.Order.Number != "พง 12/2570" || first.Lines[0].Qty != qty.Pieces(10) {
		t.Errorf("%+v", first.Paper)
	}
	isPDF(t, first)
	packAll(t, s, order, 3, 4)
	second := issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{number}})
	again := issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{number}})
	if again.Number != second.Number || again.Copy != 1 || !again.Replayed || bytes.Equal(again.PDF, second.PDF) {
		t.Errorf("%s copy %d of %s", again.Number, again.Copy, second.Number)
	}
	kept, err := s.KeptPaper(ctx, second.OfficePaper)
	if err != nil || !bytes.Equal(kept, second.PDF) {
		t.Error("what was printed first is not what is kept", err)
	}

	invoice := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Invoice}, Of: []string{number}, DueDay: "2026-12-23"})
	if invoice.Sums.Due != 20*535_00 || len(invoice.Lines) != 1 || invoice.Withheld == nil || invoice.Withheld.Tax != 100_00 || invoice.Sums.VAT != 700_00 {
		t.Errorf("%+v %+v", invoice.Sums, invoice.Withheld)
	}
	if copy := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{number}}); copy.Number != invoice.Number || copy.Copy != 1 {
		t.Errorf("%s copy %d", copy.Number, copy.Copy)
	}
	refused(t, s, "deliveries_asked", PaperAsk{Kind: papers.TaxInvoice, Of: []string{number}, Anew: true})
	refused(t, s, "paper_made_already", PaperAsk{Kind: papers.TaxInvoice, Of: []string{first.Number}, Anew: true})
	refused(t, s, "paper_source_unknown", PaperAsk{Kind: papers.Invoice, Of: []string{"A-XX-1"}})

	if _, err := s.HandOver(ctx, order.Order.ID, nil, id.Bill{}, ""); err != nil {
		t.Fatal(err)
	}
	owed, _ := s.Customer(ctx, order.Content.CustomerID)
	if owed.Owed != 20*535_00 {
		t.Fatalf("owed %s", owed.Owed)
	}
	ask := PaperAsk{ID: id.New[id.Paper](), Kind: papers.Receipt, Of: []string{invoice.Number},
		Payments:    []papers.Payment{{Method: selling.Transfer, Amount: 20*535_00 - 100_00}},
		Certificate: &papers.Certificate{Number: "45/2570", Date: "2026-11-23", Amount: 100_00}}
	receipt := issue(t, s, ask)
	if receipt.Booked != 20*535_00 || len(receipt.History) != 0 {
		t.Errorf("booked %s", receipt.Booked)
	}
	if same := issue(t, s, ask); same.Number != receipt.Number || !same.Replayed {
		t.Errorf("the same id is another paper: %s", same.Number)
	}
	if owed, _ = s.Customer(ctx, order.Content.CustomerID); owed.Owed != 0 {
		t.Errorf("still owed %s", owed.Owed)
	}
	rows, total, err := s.OfficePapers(ctx, OfficePaperQuery{Open: true, Limit: 10})
	if err != nil || total != 0 {
		t.Errorf("open: %+v, %v", rows, err)
	}
	checks, err := s.Check(ctx)
	allOK(t, checks, err)
	methods := map[string]money.Satang{}
	day, err := s.Day(ctx, "2026-11-23")
	if err != nil {
		t.Fatal(err)
	}
	for _, sum := range day.Methods {
		methods[sum.Method] = sum.Total
	}
	if methods[selling.Withheld] != 100_00 {
		t.Errorf("methods %v", methods)
	}
}

// The till's slip gives way to a full tax invoice of its day, once.
func TestTaxInvoiceInPlaceOfASlip(t *testing.T) {
	s := firm(t)
	if _, _, err := s.Set(t.Context(), "vat.pos_id", "E012345678"); err != nil {
		t.Fatal(err)
	}
	tea := addGoods(t, s, "TEA", 107_00, qty.Pieces(10))
	bill := sell(t, s, tea, qty.Pieces(2), selling.Cash)
	ask := PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{bill.Number}}
	refused(t, s, "buyer_name_missing", ask)
	ask.Buyer = sankang
	invoice := issue(t, s, ask)
	if invoice.Sums.VAT != 14_00 || invoice.Date != bill.Day {
		t.Errorf("%+v", invoice.Paper)
	}
	ask.Anew = true
	refused(t, s, "slip_replaced", ask)
	isPDF(t, invoice)
}

// The tax of a bill stands on one paper: the abbreviated one takes the slip's place, the full one takes that of the
// abbreviated. Who bought is known from then on, and what is a receipt already is not written out twice.
func TestTheTaxOfABillStandsOnOnePaper(t *testing.T) {
	s, ctx := firm(t), t.Context()
	if _, _, err := s.Set(ctx, "vat.pos_id", "E012345678"); err != nil {
		t.Fatal(err)
	}
	tea := addGoods(t, s, "TEA", 107_00, qty.Pieces(10))
	bill := sell(t, s, tea, qty.Pieces(2), selling.Cash)
	reported := func(count int) {
		t.Helper()
		report, err := s.SalesTax(ctx, bill.Day)
		if err != nil || report.VAT != 14_00 || len(report.Rows) != count || len(report.Warnings) != 0 {
			t.Errorf("VAT %s of %+v, %v", report.VAT, report.Rows, err)
		}
	}
	reported(1)
	short := issue(t, s, PaperAsk{Kind: papers.Abbreviated, Of: []string{bill.Number}})
	if again := issue(t, s, PaperAsk{Kind: papers.Abbreviated, Of: []string{bill.Number}}); again.Number != short.Number || again.Copy != 1 {
		t.Errorf("asked again: %s, copy %d", again.Number, again.Copy)
	}
	reported(2)
	if form, err := s.officeForm(Settings{}, short.Paper); err != nil || len(form.Buyer.Names) > 0 {
		t.Errorf("it names a buyer: %+v, %v", form.Buyer, err)
	}
	full := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Replaces: bill.Number, Buyer: sankang})
	if old, err := s.OfficePaper(ctx, short.Number); err != nil || old.Void == nil || old.Void.ByID != full.ID {
		t.Errorf("the abbreviated one stands beside the full one: %v", err)
	}
	reported(3)
	if receipt := issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{bill.Number}}); receipt.Number != full.Number {
		t.Errorf("%s says again that what %s says was paid", receipt.Number, full.Number)
	}
	invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{bill.Number}})
	if invoice.Buyer.Name != sankang.Name {
		t.Errorf("who bought is forgotten: %+v", invoice.Buyer)
	}
	checks, err := s.Check(ctx)
	allOK(t, checks, err)
}

// An invoice and the tax invoice made from it are one debt, whichever of them is paid, before or after.
func TestAnInvoiceAndItsTaxInvoiceAreOneDebt(t *testing.T) {
	for name, run := range map[string]func(s *Shop, order string) string{ // gives the receipt's number
		"taxed, then paid by the order": func(s *Shop, order string) string {
			invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order}})
			issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{invoice.Number}})
			return paid(t, s, order).Number
		},
		"taxed, then paid by the invoice": func(s *Shop, order string) string {
			invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order}})
			issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{invoice.Number}})
			return paid(t, s, invoice.Number).Number
		},
		"paid, then taxed by the order": func(s *Shop, order string) string {
			invoice := issue(t, s, PaperAsk{Kind: papers.Invoice, Of: []string{order}})
			receipt := paid(t, s, invoice.Number).Number
			issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{order}})
			return receipt
		},
	} {
		t.Run(name, func(t *testing.T) {
			s, ctx := firm(t), t.Context()
			set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
			order := giftOrder(t, s, set, 10, 1)
			packAll(t, s, order, 1, 1)
			issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{order.Order.Number}})
			if _, err := s.HandOver(ctx, order.Order.ID, nil, id.Bill{}, ""); err != nil {
				t.Fatal(err)
			}
			number := run(s, order.Order.Number)
			if receipt, err := s.OfficePaper(ctx, number); err != nil || receipt.Sums.Due != order.Total() {
				t.Errorf("received %s of %s, %v", receipt.Sums.Due, order.Total(), err)
			}
			rows, _, err := s.OfficePapers(ctx, OfficePaperQuery{Limit: 10})
			if err != nil {
				t.Fatal(err)
			}
			for n := range rows {
				if state := s.StateOf(&rows[n], "2026-11-24"); rows[n].Left != 0 || state != papers.PaidUp && state != papers.Invoiced && state != papers.Stands {
					t.Errorf("%s is %s, %s left", rows[n].Number, state, rows[n].Left)
				}
			}
			if owing, err := s.Receivables(ctx, "2026-11-24"); err != nil || len(owing) > 0 {
				t.Errorf("owed %+v, %v", owing, err)
			}
			checks, err := s.Check(ctx)
			allOK(t, checks, err)
		})
	}
}

// paid is a receipt for all of something.
func paid(t *testing.T, s *Shop, of string) *IssuedPaper {
	t.Helper()
	return issue(t, s, PaperAsk{Kind: papers.Receipt, Of: []string{of}, Payments: []papers.Payment{{Method: selling.Transfer, Amount: 10 * 535_00}}})
}

// Deposits are papers of their own, go into the books, and come off the invoice.
func TestDepositComesOffTheInvoice(t *testing.T) {
	s, ctx := firm(t), t.Context()
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	order := giftOrder(t, s, set, 10, 1)
	number := order.Order.Number
	deposit := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, With: []papers.Kind{papers.Receipt}, Of: []string{number}, Deposit: 1605_00, Buyer: sankang,
		Payments: []papers.Payment{{Method: selling.Transfer, Amount: 1605_00}}})
	if deposit.Booked != 1605_00 || deposit.Sums.VAT != 105_00 {
		t.Errorf("%s, %+v", deposit.Booked, deposit.Sums)
	}
	packAll(t, s, order, 1, 1)
	issue(t, s, PaperAsk{Kind: papers.Delivery, Of: []string{number}})
	invoice := issue(t, s, PaperAsk{Kind: papers.TaxInvoice, Of: []string{number}})
	if invoice.Sums.Deposit != 1605_00 || invoice.Sums.Due != 5350_00-1605_00 || invoice.Sums.VAT+deposit.Sums.VAT != 350_00 {
		t.Errorf("%+v", invoice.Sums)
	}
	if now, err := s.Order(ctx, order.Order.ID); err != nil || now.Money.Deposit() != 1605_00 {
		t.Errorf("the books hold %v, %v", now.Money, err)
	}
}

// Typed lines: a quotation of three offers, with the prices of more, without a number while it is a draft.
func TestQuotationOfThreeOffers(t *testing.T) {
	s, ctx := firm(t), t.Context()
	for _, sku := range []string{"A", "B", "C"} {
		p := addGoods(t, s, sku, 500_00, qty.Pieces(10))
		p.Breaks = []catalog.Break{{List: catalog.Retail, From: qty.Pieces(50), Price: 450_00}}
		if _, err := s.SaveProduct(ctx, p, Opening{}); err != nil {
			t.Fatal(err)
		}
	}
	ask := PaperAsk{Kind: papers.Quotation, Buyer: sankang, Within: 15}
	for _, sku := range []string{"A", "B", "C"} {
		ask.Options = append(ask.Options, PaperOption{Title: "แบบ " + sku, Lines: []PaperLine{{Code: sku, Qty: qty.Pieces(60)}}})
	}
	draft, _, err := s.DraftPaper(ctx, ask)
	if err != nil || draft.Number != "" || draft.Alternatives[2].Sums.Total != 60*450_00 || draft.Valid != "2026-12-23" {
		t.Fatalf("%+v, %v", draft, err)
	}
	if _, err := s.PreviewPaper(ctx, draft); err != nil {
		t.Fatal(err)
	}
	quotation := issue(t, s, ask)
	if quotation.Number != "A-QT-2569-000001" || !quotation.Style.Official {
		t.Errorf("%+v", quotation.Paper)
	}
	fewer := papers.Break{From: qty.One, Price: 500_00} // so that nobody takes ten for the price of fifty
	if got := quotation.Alternatives[0].Lines[0].Breaks; !slices.Equal(got, []papers.Break{fewer, {From: qty.Pieces(50), Price: 450_00}}) {
		t.Errorf("it tells %v", got)
	}
	if taken, err := quotation.Chosen(1, qty.Pieces(40)); err != nil || taken[0].Price != 500_00 {
		t.Errorf("forty are taken at %+v, %v", taken, err)
	}
	few, _, err := s.DraftPaper(ctx, PaperAsk{Kind: papers.Quotation, Buyer: sankang, Lines: []PaperLine{{Code: "A", Qty: qty.Pieces(49)}}})
	if err != nil || few.Lines[0].Price != 500_00 || !slices.Equal(few.Lines[0].Breaks, []papers.Break{{From: qty.Pieces(50), Price: 450_00}}) {
		t.Errorf("of fewer: %+v, %v", few, err)
	}
	rows, _, err := s.OfficePapers(ctx, OfficePaperQuery{Limit: 1})
	if err != nil || rows[0].Offers != 3 || papers.Comes(i18n.Thai, rows[0].Due, rows[0].Offers) != "3 ทางเลือก" {
		t.Errorf("listed %+v, %v", rows, err)
	}
	ask.Revises, ask.Options = quotation.Number, nil
	if second := issue(t, s, ask); second.Revision != 1 || len(second.Alternatives) != 3 {
		t.Errorf("%+v", second.Paper)
	}
	price := money.Satang(12_00)
	typed := issue(t, s, PaperAsk{Kind: papers.Invoice, Buyer: sankang, Lines: []PaperLine{{Name: "ค่าห่อของ", Qty: qty.Pieces(3), Price: &price}}})
	if typed.Sums.Due != 36_00 {
		t.Errorf("%+v", typed.Sums)
	}
	refused(t, s, "paper_price_missing", PaperAsk{Kind: papers.Invoice, Buyer: sankang, Lines: []PaperLine{{Name: "ค่าห่อของ", Qty: qty.One}}})
}

// A reply calls a person คุณ, and an office by its name.
func TestAnOfficeIsNoPerson(t *testing.T) {
	s := firm(t)
	set := addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	for channel, want := range map[string]string{ordering.Government: " นายก อบต.\n", ordering.Line: " คุณนายก อบต.\n"} {
		order := giftOrder(t, s, set, 1, 1)
		order.Order.Channel = channel
		if text, err := s.OrderReply(t.Context(), order, reply.Total); err != nil || !strings.Contains(text, want) {
			t.Errorf("%s: %q, %v", channel, text, err)
		}
	}
}

// The buyer's order is recorded anew when its picture comes later, and is named by the buyer's number where it stands in
// the way of a void.
func TestTheBuyersOrderIsRecordedAnew(t *testing.T) {
	s := firm(t)
	addGoods(t, s, "SET", 535_00, qty.Pieces(100))
	quotation := issue(t, s, PaperAsk{Kind: papers.Quotation, Buyer: sankang, Valid: "2026-12-31", Lines: []PaperLine{{Code: "SET", Qty: qty.Pieces(2)}}})
	ask := PaperAsk{Kind: papers.PurchaseOrder, Of: []string{quotation.Number}, Order: papers.BuyerOrder{Number: "พง 12/2570", Date: "2026-11-20"}}
	first := issue(t, s, ask)
	if again := issue(t, s, ask); again.ID != first.ID {
		t.Error("the same order was recorded twice")
	}
	ask.Order.Picture = "12.jpg"
	pictured := issue(t, s, ask)
	if pictured.ID == first.ID || pictured.Order.Picture != "12.jpg" {
		t.Errorf("the picture was lost: %+v", pictured.Order)
	}
	err := s.VoidPaper(t.Context(), quotation.ID, "ผิด", nil)
	if said := fault.Of(err); said == nil || said.Code != "paper_followed" || said.Values["by"] != "พง 12/2570" {
		t.Errorf("void: %v", err)
	}
	for _, order := range []*IssuedPaper{first, pictured} {
		if err := s.VoidPaper(t.Context(), order.ID, "ยกเลิกใบสั่งซื้อ", nil); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.VoidPaper(t.Context(), quotation.ID, "ผิด", nil); err != nil {
		t.Error(err)
	}
}
