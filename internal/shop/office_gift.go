package shop

import (
	"context"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/store"
)

// AcceptAsk turns a quotation that an office accepted into its order.
type AcceptAsk struct {
	ID          id.Order // none = a new one
	Quotation   string
	Alternative int       // of several offers: 1, 2, 3
	Quantities  []qty.Qty // how many: none = as quoted, one = of each line so many, else of each line, 0 = not taken
	Order       papers.BuyerOrder
	CustomerID  id.Party // none = the customer of the buyer's name, or a new one
	Due         clock.Day
	PayBy       string // "" = later
	Recipients  []ordering.Recipient
	Shares      [][]qty.Qty // of each line that is taken, how many each recipient gets; one row = of every line, none = evenly
	Yes         []string
	By          string
}

// AcceptQuotation writes the order of a quotation, confirmed, its goods kept, and records the buyer's order (of a
// quotation that was signed and sent back, the quotation itself), in one transaction. The same again is the same order.
// Faults: "paper_not_found", "paper_void_already", "alternative_unknown", "due_past", "shares_differ", "recipient_empty",
// "quotation_ordered" and "quotation_cancelled" (it became an order before), those of AddOrder; it asks
// "quotation_expired".
func (s *Shop) AcceptQuotation(ctx context.Context, ask AcceptAsk) (*Order, error) {
	quotation, err := s.db.PaperNumbered(ctx, ask.Quotation)
	switch {
	case err != nil:
		return nil, fault.At(err, "quotation")
	case quotation.Void != nil:
		return nil, fault.New("paper_void_already", "quotation", fault.Values{"number": quotation.Number})
	case quotation.Kind != papers.Quotation:
		return nil, fault.New("paper_from", "quotation", fault.Values{"paper": i18n.Words{"papers.kind." + string(papers.PurchaseOrder)}, "number": quotation.Number})
	}
	today := clock.DayOf(s.Clock())
	if err := papers.Accept(quotation.Paper, today, ask.Yes); err != nil {
		return nil, err
	}
	lines, err := quotation.Chosen(ask.Alternative, ask.Quantities...)
	if err != nil {
		return nil, err
	}
	if ask.ID.IsZero() {
		ask.ID = id.New[id.Order]()
	}
	if ask.Order.Number == "" {
		ask.Order.Number, ask.Order.Date, ask.Order.Signed = quotation.Number, today, true
	}
	if ask.CustomerID.IsZero() {
		if ask.CustomerID, err = s.customerOf(ctx, quotation); err != nil {
			return nil, err
		}
	}
	if ask.Due != "" && ask.Due < today {
		return nil, fault.New("due_past", "due", fault.Values{"date": ask.Due})
	}
	misc, err := s.Misc(ctx)
	if err != nil {
		return nil, err
	}
	request, err := acceptRequest(quotation, lines, misc.ID, &ask)
	if err != nil {
		return nil, err
	}
	if err := s.clean(ctx, request); err != nil {
		return nil, err
	}
	err = s.db.Batch(ctx, func(b *store.Batch) error {
		answer, err := s.db.AddOrder(b.Context(), *request)
		if err != nil || answer.Replayed {
			return err
		}
		if err := s.db.ConfirmOrder(b.Context(), ask.ID, false, ask.By); err != nil {
			return err
		}
		return s.recordOrder(b.Context(), quotation.Paper, ask.ID, answer.Number, lines, &ask)
	})
	switch {
	case fault.Is(err, "order_channel_no_used"):
		return nil, s.acceptedBefore(ctx, quotation.Number, err)
	case err != nil:
		return nil, err
	}
	return s.Order(ctx, ask.ID)
}

// acceptedBefore says which order a quotation became before, and where it was cancelled what may be done:
// "quotation_ordered", "quotation_cancelled".
func (s *Shop) acceptedBefore(ctx context.Context, quotation string, used error) error {
	number := i18n.Value(i18n.English, fault.Of(used).Values["number"])
	order, err := s.OrderNumbered(ctx, number)
	if err != nil {
		return err
	}
	code := "quotation_ordered"
	if order.Cancelled() {
		code = "quotation_cancelled"
	}
	return fault.New(code, "quotation", fault.Values{"quotation": quotation, "order": number})
}

// recordOrder records the office's own order, in the transaction that writes ours: number is that of ours.
func (s *Shop) recordOrder(ctx context.Context, quotation *papers.Paper, order id.Order, number string, lines []papers.Line, ask *AcceptAsk) error {
	_, _, err := s.db.IssuePaper(ctx, id.Paper(order), func() (*papers.Request, store.PaperLink, error) {
		of := papers.Ref{Source: papers.FromOrder, Number: number, Date: clock.DayOf(s.Clock())}
		return &papers.Request{Kind: papers.PurchaseOrder, Seller: quotation.Seller, Buyer: quotation.Buyer, Lines: lines, Order: ask.Order,
			Refs: []papers.Ref{quotation.Self(""), of}, Accepts: quotation, Yes: ask.Yes, By: ask.By}, store.PaperLink{OrderID: order, CustomerID: ask.CustomerID}, nil
	})
	return err
}

// acceptRequest makes the order: each line shared to the recipients. Words, which are no goods to be matched, are of the
// product for goods without a barcode.
func acceptRequest(quotation *OfficePaper, lines []papers.Line, misc id.Product, ask *AcceptAsk) (*ordering.Request, error) {
	request := &ordering.Request{ID: ask.ID, Channel: ordering.Other, ChannelNo: quotation.Number, CustomerID: ask.CustomerID, PayBy: ask.PayBy, Due: ask.Due,
		Person: ordering.Person{Name: quotation.Buyer.Name, By: ask.By}, Recipients: ask.Recipients}
	if quotation.Buyer.Kind == papers.Government {
		request.Channel = ordering.Government
	}
	if request.PayBy == "" {
		request.PayBy = ordering.PayCredit
	}
	places := max(len(ask.Recipients), 1)
	for n, line := range lines {
		request.Discount += line.Discount
		var shares []qty.Qty
		switch len(ask.Shares) {
		case 0:
			shares = Evenly(line.Qty, places)
		case 1:
			shares = ask.Shares[0]
		case len(lines):
			shares = ask.Shares[n]
		}
		if line.ProductID.IsZero() && places*len(lines) > ordering.MaxLines { // an order holds no more: words go to one place
			shares = append([]qty.Qty{line.Qty}, make([]qty.Qty, places-1)...)
		}
		sum := qty.Qty(0)
		for _, share := range shares {
			sum += share
		}
		if len(shares) != places || sum != line.Qty {
			return nil, fault.New("shares_differ", "shares", fault.Values{"name": line.Name, "shares": sum, "qty": line.Qty})
		}
		for n, share := range shares {
			if share > 0 {
				of := ledger.OrderLine{ProductID: line.ProductID, Name: line.Name, Unit: line.Unit, Qty: share, Price: line.Price, To: n + 1}
				if line.ProductID.IsZero() {
					of.ProductID = misc
				}
				request.Lines = append(request.Lines, of)
			}
		}
	}
	for n := range ask.Recipients {
		if !slices.ContainsFunc(request.Lines, func(line ledger.OrderLine) bool { return line.To == n+1 }) {
			return nil, fault.New("recipient_empty", "shares", fault.Values{"name": ask.Recipients[n].Name})
		}
	}
	return request, nil
}

// Evenly shares pieces to so many places, the first ones getting what does not go even.
func Evenly(all qty.Qty, places int) (shares []qty.Qty) {
	each := all / qty.One / qty.Qty(places) * qty.One
	rest := all - each*qty.Qty(places)
	for range places {
		more := min(rest, qty.One)
		rest -= more
		shares = append(shares, each+more)
	}
	shares[0] += rest // of what is weighed
	return shares
}

// customerOf finds the customer that a paper is for by name and tax id, and writes a new one where there is none.
func (s *Shop) customerOf(ctx context.Context, p *OfficePaper) (id.Party, error) {
	if !p.Row.CustomerID.IsZero() {
		return p.Row.CustomerID, nil
	}
	known, err := s.people(ctx, party.Customer)
	if err != nil {
		return id.Party{}, err
	}
	for _, who := range known {
		if who.Name == p.Buyer.Name && who.TaxID == p.Buyer.TaxID {
			return who.ID, nil
		}
	}
	saved, err := s.SaveCustomer(ctx, party.Party{Name: p.Buyer.Name, TaxID: p.Buyer.TaxID, Branch: p.Buyer.Branch, Address: p.Buyer.Address})
	return saved.ID, err
}

// UsualLead is how many days a producer needs where nobody said otherwise.
const UsualLead = 7

// UsualPace is how long the shop itself needs where nobody said otherwise.
var UsualPace = papers.Pace{PackDays: 2, ShipDays: 2}

// PlanAsk asks for the plan of an order, backwards from its day.
type PlanAsk struct {
	Order string
	Due   clock.Day // "" = the order's
	Lead  *int      // days from telling a producer until the goods are here; nil = as the goods say, else their producer, else UsualLead
	papers.Pace
}

// OrderPlan is who must bring what by when for an order, and what to tell each.
type OrderPlan struct {
	papers.Plan
	Order    *Order
	Buyer    string
	Messages []string // one for each job, "" of the shop's own
	Leads    []int    // of each job: the days that are kept with its producer, 0 = nobody said
}

// PlanOrder works out backwards from an order's day what must be brought and made of what has not left yet; of an order
// that is late, forwards from today. Faults:
// "order_unknown", those of papers.PlanBack.
func (s *Shop) PlanOrder(ctx context.Context, ask PlanAsk, lang i18n.Lang) (*OrderPlan, error) {
	order, err := s.OrderNumbered(ctx, ask.Order)
	if err != nil {
		return nil, err
	}
	planned, today := papers.PlanBack, clock.DayOf(s.Clock())
	if ask.Due == "" {
		if ask.Due = order.Content.Due; ask.Due != "" && ask.Due < today {
			planned = papers.PlanSoonest // late, it needs a plan most
		}
	}
	wanted := s.wantedSets(order)
	goods, err := s.planGoods(ctx, order, wanted, ask, lang)
	if err != nil {
		return nil, err
	}
	plan := &OrderPlan{Order: order, Buyer: orderBuyer(order, buyerOf(order.Customer)).Name}
	if plan.Plan, err = planned(today, ask.Due, wanted, goods, ask.Pace); err != nil {
		return nil, err
	}
	name, err := s.Get(ctx, "shop.name")
	for n := range plan.Jobs {
		message, lead := "", 0
		if who := plan.Jobs[n].ProducerID; !who.IsZero() {
			message = plan.Jobs[n].Message(lang, name, plan.Buyer)
			maker, wrong := s.producer(ctx, who)
			if wrong != nil && !fault.Is(wrong, "producer_unknown") {
				return nil, wrong
			}
			lead = maker.LeadDays
		}
		plan.Messages, plan.Leads = append(plan.Messages, message), append(plan.Leads, lead)
	}
	return plan, err
}

// wantedSets lists what of an order has not left, sets by their parts.
func (s *Shop) wantedSets(order *Order) (wanted []papers.Wanted) {
	for _, line := range order.Content.Lines {
		left := line.Qty - order.Given[line.N]
		if left <= 0 || line.ProductID.IsZero() {
			continue
		}
		set := papers.Wanted{Name: line.Name, Qty: left}
		if p := s.index.ByID(line.ProductID); p != nil && p.IsSet() {
			for _, part := range p.Components {
				set.Parts = append(set.Parts, papers.SetPart{ProductID: part.ProductID, Qty: part.Qty})
			}
		} else {
			set.Parts = []papers.SetPart{{ProductID: line.ProductID, Qty: qty.One}}
		}
		at := slices.IndexFunc(wanted, func(w papers.Wanted) bool { return w.Name == set.Name && slices.Equal(w.Parts, set.Parts) })
		if at >= 0 {
			wanted[at].Qty += set.Qty
			continue
		}
		wanted = append(wanted, set)
	}
	return wanted
}

// planGoods gathers what a plan must know of the parts. What lies here and is kept for this order, or for nobody, is
// there.
func (s *Shop) planGoods(ctx context.Context, order *Order, wanted []papers.Wanted, ask PlanAsk, lang i18n.Lang) (map[id.Product]papers.Goods, error) {
	var parts []id.Product
	for _, set := range wanted {
		for _, part := range set.Parts {
			if !slices.Contains(parts, part.ProductID) {
				parts = append(parts, part.ProductID)
			}
		}
	}
	stock, err := s.Stock(ctx, parts)
	if err != nil {
		return nil, err
	}
	if err := s.readNames(ctx); err != nil {
		return nil, err
	}
	makers := map[id.Party]Party{}
	for _, product := range parts {
		who := s.index.ByID(product).ProducerID
		if _, known := makers[who]; known || who.IsZero() {
			continue
		}
		if makers[who], err = s.db.Party(ctx, who); err != nil && !fault.Is(err, "customer_unknown") {
			return nil, err
		}
	}
	kept := map[id.Product]qty.Qty{}
	for _, row := range order.Kept {
		kept[row.ProductID] += row.Qty
	}
	goods := map[id.Product]papers.Goods{}
	for n, product := range parts {
		p := s.index.ByID(product)
		one := papers.Goods{Name: nameIn(lang, p), Unit: p.Unit, Whole: !p.Weighed, ProducerID: p.ProducerID, Lead: leadOf(p, makers[p.ProducerID], ask.Lead),
			Free: stock[n].OnHand - stock[n].Reserved + kept[product]}
		if p.Untracked {
			one.Free = qty.Max
		}
		if !p.ProducerID.IsZero() {
			one.Producer = s.producerName(p.ProducerID)
		}
		goods[product] = one
	}
	return goods, nil
}

// leadOf gives how many days before goods are needed their producer must be told.
func leadOf(p *catalog.Product, maker Party, all *int) int {
	switch {
	case all != nil:
		return *all
	case p.LeadDays > 0:
		return p.LeadDays
	case maker.LeadDays > 0:
		return maker.LeadDays
	}
	return UsualLead
}

// setsText says what was ordered, in one line.
func setsText(order *Order) string {
	type goods struct{ name, unit string }
	sums, names := map[goods]qty.Qty{}, []goods(nil)
	for _, line := range order.Content.Lines {
		key := goods{line.Name, line.Unit}
		if _, known := sums[key]; !known {
			names = append(names, key)
		}
		sums[key] += line.Qty
	}
	words := make([]string, len(names))
	for n, key := range names {
		words[n] = strings.TrimSpace(key.name + " " + i18n.Qty(sums[key]) + " " + key.unit)
	}
	return strings.Join(words, ", ")
}
