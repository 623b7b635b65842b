package shop

import (
	"context"
	"fmt"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/store"
)

// paperSources is what a paper is made from.
type paperSources struct {
	papers []*OfficePaper
	order  *Order // named, or that of the papers
	named  bool   // the order itself was named
	bill   *Bill
	slip   bool           // the paper takes the place of the bill's slip
	came   *StockPaper    // goods received, of a voucher
	known  []*OfficePaper // papers of the order, or of the bill that was named, the oldest first
	notes  []*OfficePaper // what says that goods of the order were delivered
	who    id.Party
}

// link says what the paper is of.
func (of *paperSources) link() store.PaperLink {
	link := store.PaperLink{CustomerID: of.who}
	if of.order != nil {
		link.OrderID = of.order.Order.ID
	}
	if of.bill != nil {
		link.BillID = of.bill.ID
		if of.slip {
			link.SlipOf = of.bill.ID
		}
	}
	for _, p := range of.papers {
		if link.BillID.IsZero() {
			link.BillID = p.Row.BillID
		}
		if link.OrderID.IsZero() {
			link.OrderID = p.Row.OrderID
		}
	}
	return link
}

// paperSources reads what a paper is made from. It fails with "paper_source_unknown", "paper_void_already"
// and "paper_one_at_a_time": only papers are put together on one.
func (s *Shop) paperSources(ctx context.Context, ask *PaperAsk) (*paperSources, error) {
	of := &paperSources{who: ask.CustomerID}
	for n, number := range ask.Of {
		order := of.order
		err := s.paperSource(ctx, of, ask.Kind, strings.TrimSpace(number))
		if err == nil && n > 0 && (of.bill != nil || order != nil && of.order != order) {
			err = fault.New("paper_one_at_a_time", "", fault.Values{"number": number})
		}
		if err != nil {
			return nil, fault.At(err, fmt.Sprintf("of[%d]", n))
		}
	}
	for _, p := range of.papers {
		if of.order == nil && !p.Row.OrderID.IsZero() {
			order, err := s.Order(ctx, p.Row.OrderID)
			if err != nil {
				return nil, err
			}
			of.order = order
		}
		if of.who.IsZero() {
			of.who = p.Row.CustomerID
		}
	}
	return of, s.alreadyMade(ctx, of)
}

// alreadyMade reads what was made from the order or bill before, and whose it is.
func (s *Shop) alreadyMade(ctx context.Context, of *paperSources) (err error) {
	number, who := "", id.Party{}
	switch {
	case of.order != nil:
		number, who = of.order.Order.Number, of.order.Content.CustomerID
	case of.bill != nil:
		number, who = of.bill.Number, of.bill.CustomerID
	default:
		return nil
	}
	if of.who.IsZero() {
		of.who = who
	}
	if of.known, err = s.db.PapersMadeFrom(ctx, number); err != nil || of.order == nil {
		return err
	}
	of.notes = deliveryNotes(of.known)
	return nil
}

func (s *Shop) paperSource(ctx context.Context, of *paperSources, kind papers.Kind, number string) error {
	if kind == papers.Voucher {
		found, err := s.StockPaperID(ctx, number)
		if err == nil {
			of.came, err = s.StockPaper(ctx, found)
		}
		return err
	}
	switch paper, err := s.db.PaperNumbered(ctx, number); {
	case err == nil && paper.Void != nil:
		return fault.New("paper_void_already", "", fault.Values{"number": paper.Number})
	case err == nil:
		of.papers = append(of.papers, paper)
		return nil
	case !fault.Is(err, "paper_not_found"):
		return err
	}
	switch order, err := s.OrderNumbered(ctx, number); {
	case err == nil:
		of.order, of.named = order, true
		return nil
	case !fault.Is(err, "order_unknown"):
		return err
	}
	bill, err := s.db.BillID(ctx, number)
	if fault.Is(err, "bill_unknown") {
		return fault.New("paper_source_unknown", "", fault.Values{"value": number})
	}
	if err != nil {
		return err
	}
	of.bill, err = s.Bill(ctx, bill)
	return err
}

// gone refuses papers of what is no more: a cancelled order, a bill that gives goods back, was taken back or whose goods
// all came back, goods that did not come in.
func (of *paperSources) gone() error {
	switch order, came := of.order, of.came; {
	case order != nil && of.named && order.Cancelled():
		return fault.New("paper_order_cancelled", "of", fault.Values{"number": order.Order.Number})
	case came != nil && came.Type != ledger.TypeReceived:
		return fault.New("paper_not_received", "of", fault.Values{"number": came.Number})
	}
	return goneBill(of.bill)
}

// goneBill refuses a bill that is no more. An exchange sold goods too, of which a buyer may ask for a tax invoice (s. 86);
// what it took back is for a credit note about that of the first bill.
func goneBill(bill *Bill) error {
	switch {
	case bill == nil:
		return nil
	case bill.Kind != ledger.Sale && bill.Kind != ledger.Exchange:
		return fault.New("paper_of_refund", "of", fault.Values{"number": bill.Number, "of": bill.RefundOf + bill.VoidOf})
	case bill.VoidedBy != "":
		return fault.New("paper_bill_void", "of", fault.Values{"number": bill.Number})
	case !slices.ContainsFunc(bill.Lines, func(line BillLine) bool { return line.Left > 0 }):
		return fault.New("paper_bill_returned", "of", fault.Values{"number": bill.Number})
	}
	return nil
}

// standing lists the papers of the order of some kinds that are not void, the oldest first.
func (of *paperSources) standing(kinds ...papers.Kind) (list []*OfficePaper) {
	for _, p := range of.known {
		if p.Void == nil && slices.ContainsFunc(kinds, p.Is) {
			list = append(list, p)
		}
	}
	return list
}

// ofKind lists the papers that were named, of some kinds.
func (of *paperSources) ofKind(kinds ...papers.Kind) (list []*OfficePaper) {
	for _, p := range of.papers {
		if slices.Contains(kinds, p.Kind) {
			list = append(list, p)
		}
	}
	return list
}

// buyer gives the other party, letter by letter as it was given before: on a paper of the sources, in the customers'
// list, with the order or bill. What the ask fills in goes before.
func (s *Shop) buyer(ctx context.Context, ask *PaperAsk, of *paperSources) (papers.Buyer, error) {
	known, err := s.knownBuyer(ctx, of)
	if err != nil {
		return known, err
	}
	given := ask.Buyer
	if ask.BuyerWhole {
		return given, nil
	}
	if given.Name != "" && given.Name != known.Name {
		return given, nil // another buyer: nothing of the old one may stand beside it
	}
	for _, part := range []struct{ into, from *string }{{&known.Name, &given.Name}, {&known.Agency, &given.Agency}, {&known.Address, &given.Address},
		{&known.Phone, &given.Phone}, {&known.TaxID, &given.TaxID}, {&known.Branch, &given.Branch}, {&known.Kind, &given.Kind},
		{&known.Place.House, &given.Place.House}, {&known.Place.Subdistrict, &given.Place.Subdistrict}, {&known.Place.Postcode, &given.Place.Postcode}} {
		if *part.from != "" {
			*part.into = *part.from
		}
	}
	return known, nil
}

func (s *Shop) knownBuyer(ctx context.Context, of *paperSources) (buyer papers.Buyer, err error) {
	if len(of.papers) > 0 {
		return of.papers[0].Buyer, nil
	}
	if of.came != nil {
		p := of.came.Producer
		return papers.Buyer{Name: p.Name, Address: p.Address, TaxID: p.TaxID, Branch: p.Branch}, nil
	}
	for _, p := range slices.Backward(of.known) {
		if p.Void == nil && p.Buyer.Name != "" {
			return p.Buyer, nil
		}
	}
	if !of.who.IsZero() {
		who, err := s.db.Party(ctx, of.who)
		if err != nil && !fault.Is(err, "customer_unknown") {
			return buyer, err
		}
		buyer = buyerOf(who)
	}
	switch {
	case of.order != nil:
		buyer = orderBuyer(of.order, buyer)
	case of.bill != nil && of.bill.Text.BuyerName != "":
		t := of.bill.Text
		if buyer.Name != t.BuyerName {
			buyer = papers.Buyer{}
		}
		buyer.Name = t.BuyerName
		if t.BuyerTaxID != "" {
			buyer.TaxID = t.BuyerTaxID
		}
		if t.BuyerAddress != "" {
			buyer.Address = t.BuyerAddress
		}
	}
	return buyer, nil
}

func buyerOf(who party.Party) papers.Buyer {
	return papers.Buyer{Name: who.Name, Address: who.Address, TaxID: who.TaxID, Branch: who.Branch}
}

// orderBuyer fills in from an order what the list of customers does not say.
func orderBuyer(o *Order, buyer papers.Buyer) papers.Buyer {
	if o.Order.Channel == ordering.Government {
		buyer.Kind = papers.Government
	}
	if buyer.Name == "" {
		buyer.Name = o.Person.Name
	}
	if len(o.Recipients) == 0 {
		return buyer
	}
	to := &o.Recipients[0]
	if buyer.Name == "" {
		buyer.Name = strings.TrimSpace(to.Title + to.Name)
	}
	if buyer.Address == "" && len(o.Recipients) == 1 {
		buyer.Address = placeText(to)
		buyer.Place.Postcode = to.Postcode
	}
	return buyer
}

// placeText writes where a recipient is, as papers say it.
func placeText(to *ordering.Recipient) string { return to.Address().Long() }

// paperSeller gives the shop as it stands on papers.
func paperSeller(set Settings) papers.Seller {
	kind := set.Get("shop.kind")
	if kind == "" {
		kind = papers.SellerKind(set.Get("shop.tax_id"))
	}
	return papers.Seller{Name: set.Get("shop.name"), Address: set.Get("shop.address"), Phone: set.Get("shop.phone"), TaxID: set.Get("shop.tax_id"),
		Branch: set.Get("shop.branch"), Kind: kind, VAT: set.VAT(), POSID: set.Get("vat.pos_id"), Logo: set.Get("paper.logo"), Seal: set.Get("paper.seal"),
		Place: papers.Place{House: set.Get("shop.house"), Subdistrict: set.Get("shop.subdistrict"), Postcode: set.Get("post.postcode")}}
}

// payTo gives where offices pay: the bank's account, and PromptPay where the shop has its own.
func payTo(set Settings) papers.PayTo {
	to := papers.PayTo{Bank: set.Get("bank.name"), Account: set.Get("bank.account"), AccountName: set.Get("bank.account_name")}
	if set.Get("promptpay.mode") == "own" {
		to.PromptPay, to.PromptPayName = set.Get("promptpay.id"), set.Get("promptpay.name")
	}
	return to
}
