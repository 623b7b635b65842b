package shop

import (
	"context"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/papers"
)

// PaperChoice is a paper that a person may want of an order, a bill, a paper or goods received.
type PaperChoice struct {
	Ask     PaperAsk       // to begin with: the kind, what it is usually besides, what it is made from
	Deposit bool           // it is for money before the goods
	Instead bool           // it takes the place of a slip or a tax invoice, which becomes void
	Stands  []*OfficePaper // those of the kind that stand already, the oldest first
	Why     error          // why none can be made now, nil = it can
}

// PaperChoices lists what papers can be made of an order, a bill, a paper or goods received, by number: what comes next
// first, what cannot be made now last, with the reason. Those of a bill that delivers goods of an order are its order's, which
// each names. A paper from which nothing is made has none. Faults:
// "paper_source_unknown", "paper_void_already".
func (s *Shop) PaperChoices(ctx context.Context, number string) ([]PaperChoice, error) {
	number = strings.TrimSpace(number)
	set, err := s.db.Settings(ctx)
	if err != nil {
		return nil, err
	}
	of, err := s.paperSources(ctx, &PaperAsk{Of: []string{number}})
	if fault.Is(err, "paper_source_unknown") {
		if came, unknown := s.paperSources(ctx, &PaperAsk{Of: []string{number}, Kind: papers.Voucher}); unknown == nil {
			of, err = came, nil
		}
	}
	if err != nil {
		return nil, err
	}
	if of.bill != nil && !of.bill.OrderID.IsZero() && of.bill.Kind == ledger.Sale {
		order, err := s.Order(ctx, of.bill.OrderID)
		if err != nil {
			return nil, err
		}
		return s.PaperChoices(ctx, order.Order.Number)
	}
	c := &choosing{Shop: s, ctx: ctx, set: set, of: of, vat: paperSeller(set).VAT}
	if c.made, err = s.db.PapersMadeFrom(ctx, of.first()); err != nil {
		return nil, err
	}
	choices := c.taxedMoney(c.offers())
	for n := range choices {
		if ask := &choices[n].Ask; ask.Replaces == "" {
			ask.Of = []string{c.of.first()}
		}
		choices[n].Stands = c.stands(&choices[n])
		choices[n].Why = c.why(&choices[n])
		if fault.Is(choices[n].Why, "receipt_stands") {
			choices[n].Ask.With = slices.DeleteFunc(slices.Clone(choices[n].Ask.With), func(kind papers.Kind) bool { return kind == papers.Receipt })
			choices[n].Why = c.why(&choices[n])
		}
	}
	slices.SortStableFunc(choices, func(a, b PaperChoice) int { return refusedLast(a.Why) - refusedLast(b.Why) })
	return choices, nil
}

func refusedLast(why error) int {
	if why != nil {
		return 1
	}
	return 0
}

// choosing finds out what can be made of sources.
type choosing struct {
	*Shop
	ctx  context.Context
	set  Settings
	of   *paperSources
	made []*OfficePaper // that name the source
	vat  bool
}

// offers lists what is made of the source in the order it comes: goods go out, money is asked for, money comes.
func (c *choosing) offers() []PaperChoice {
	switch {
	case c.of.came != nil:
		return []PaperChoice{offer(papers.Voucher)}
	case c.of.bill != nil:
		return c.ofBill()
	case len(c.of.papers) > 0:
		return c.ofPaper(c.of.papers[0])
	}
	return c.ofOrder()
}

func offer(kind papers.Kind, with ...papers.Kind) PaperChoice {
	return PaperChoice{Ask: PaperAsk{Kind: kind, With: with}}
}

// taxOffers puts the tax invoice before the plain paper in a shop that is registered for VAT, else after.
func (c *choosing) taxOffers(tax, plain PaperChoice) []PaperChoice {
	if c.vat {
		return []PaperChoice{tax, plain}
	}
	return []PaperChoice{plain, tax}
}

// taxedMoney offers the tax invoice that is a receipt besides in the place of a receipt that may not be alone.
func (c *choosing) taxedMoney(choices []PaperChoice) (all []PaperChoice) {
	for _, choice := range choices {
		if choice.Ask.Kind == papers.Receipt && !choice.Deposit {
			receipt := choice
			receipt.Ask.Of = []string{c.of.first()}
			if fault.Is(c.why(&receipt), "receipt_untaxed") {
				choice = offer(papers.TaxInvoice, papers.Receipt)
			}
		}
		same := func(other PaperChoice) bool {
			return other.Ask.Kind == choice.Ask.Kind && slices.Equal(other.Ask.With, choice.Ask.With) && other.Deposit == choice.Deposit && other.Instead == choice.Instead
		}
		if !slices.ContainsFunc(all, same) {
			all = append(all, choice)
		}
	}
	return all
}

func (c *choosing) ofOrder() []PaperChoice {
	with, deposit := papers.Invoice, offer(papers.Receipt)
	if c.of.order.Rest() <= 0 {
		with = papers.Receipt
	}
	if c.vat {
		deposit = offer(papers.TaxInvoice, papers.Receipt)
	}
	deposit.Deposit = true
	all := append([]PaperChoice{offer(papers.Delivery)}, c.taxOffers(offer(papers.TaxInvoice, with), offer(papers.Invoice))...)
	return append(all, offer(papers.Receipt), deposit, offer(papers.PurchaseOrder), offer(papers.Quotation))
}

func (c *choosing) ofBill() []PaperChoice {
	tax := offer(papers.TaxInvoice, papers.Receipt)
	if c.of.bill.Owed > 0 {
		tax = offer(papers.TaxInvoice, papers.Invoice)
	}
	tax.Instead = c.vat && c.set.Get("vat.pos_id") != "" && taxed(c.of.bill)
	all := []PaperChoice{offer(papers.Receipt), offer(papers.Abbreviated), tax}
	if c.of.bill.Owed > 0 {
		all = append(all, offer(papers.Invoice))
	}
	return all
}

func (c *choosing) ofPaper(p *OfficePaper) []PaperChoice {
	instead := offer(papers.TaxInvoice, p.With...)
	instead.Ask.Replaces, instead.Instead = p.Number, true
	switch p.Kind {
	case papers.Quotation:
		return []PaperChoice{offer(papers.PurchaseOrder)}
	case papers.Delivery:
		return c.taxOffers(offer(papers.TaxInvoice, papers.Invoice), offer(papers.Invoice))
	case papers.Invoice:
		return []PaperChoice{offer(papers.Receipt), offer(papers.TaxInvoice), offer(papers.Billing)}
	case papers.Billing:
		return []PaperChoice{offer(papers.Receipt)}
	case papers.DebitNote:
		return []PaperChoice{offer(papers.Receipt), offer(papers.Billing)}
	case papers.TaxInvoice:
		var all []PaperChoice
		if p.Asks() {
			all = append(all, offer(papers.Receipt), offer(papers.Billing))
		}
		return append(all, offer(papers.CreditNote), offer(papers.DebitNote), instead)
	case papers.Abbreviated:
		return []PaperChoice{instead}
	}
	return nil
}

// stands lists the papers of a choice's kind that name the source and are not void.
func (c *choosing) stands(choice *PaperChoice) (list []*OfficePaper) {
	for _, p := range c.made {
		_, replaces := p.Ref(papers.Replaces)
		about, notes := p.Ref(papers.Corrects)
		if p.Void == nil && p.Kind == choice.Ask.Kind && p.Deposit == choice.Deposit && (choice.Ask.Replaces == "" || replaces) &&
			(!notes || about.Number == c.of.first()) {
			list = append(list, p)
		}
	}
	return list
}

// why says why a paper cannot be made now: the seller may not, there is nothing to make it of, or the rules of its
// goods refuse it. What a person still fills in is no reason.
func (c *choosing) why(choice *PaperChoice) error {
	if err := paperSeller(c.set).May(choice.Ask.Kind); err != nil {
		return err
	}
	if err := c.of.gone(); err != nil {
		return err
	}
	for _, refuses := range []func(*PaperChoice) error{c.twice, c.paid} {
		if err := refuses(choice); err != nil {
			return err
		}
	}
	if choice.Ask.Kind == papers.PurchaseOrder { // the buyer's own words
		return nil
	}
	ask, of := choice.Ask, *c.of
	if choice.Deposit {
		ask.Deposit = 1
	}
	if of.papers = slices.Clone(of.papers); ask.Replaces != "" {
		of.papers = nil
	}
	m := c.maker(c.ctx, c.set, &ask, &of)
	for _, step := range []func() error{m.replaces, m.content, m.signed, m.beforeGoods, m.withinOrder} {
		if err := step(); fault.Is(err, "delivery_for_whom") || fault.Is(err, "credit_lines_missing") {
			return nil // a person says who, or which
		} else if err != nil {
			return err
		}
	}
	return nil
}

// twice refuses a second paper that would ask for the same, or say again that it came.
func (c *choosing) twice(choice *PaperChoice) error {
	made := func(p *OfficePaper) error {
		return fault.New("paper_made_already", "of", fault.Values{"number": c.of.first(), "by": p.Number})
	}
	kind := choice.Ask.Kind
	for _, p := range c.made {
		_, about := p.Ref(papers.Corrects)
		if p.Void != nil || p.Deposit || about || choice.Deposit {
			continue
		}
		_, replaces := p.Ref(papers.Replaces)
		direct := slices.ContainsFunc(p.Refs, func(ref papers.Ref) bool { return ref.Role == "" && ref.Number == c.of.first() })
		switch {
		case kind == papers.Voucher && p.Kind == papers.Voucher, kind == papers.Billing && p.Kind == papers.Billing, choice.Instead && replaces && p.Kind == kind:
			return made(p)
		case !direct || kind == papers.Delivery:
		case asksAgain(kind, p), kind == papers.Receipt && p.Is(papers.Receipt) && c.of.bill != nil:
			return made(p)
		}
	}
	return nil
}

// paid refuses papers about money where none is left.
func (c *choosing) paid(choice *PaperChoice) error {
	switch {
	case choice.Deposit && c.of.order.Rest() <= 0:
		return fault.New("paper_paid_already", "of", fault.Values{"number": c.of.first()})
	case choice.Ask.Kind == papers.CreditNote:
		return c.creditLeft()
	case choice.Ask.Kind != papers.Receipt && choice.Ask.Kind != papers.Billing || choice.Deposit || len(c.of.papers) == 0:
		return nil
	case !open(c.of.papers[0]):
		ask := choice.Ask
		m := c.maker(c.ctx, c.set, &ask, c.of)
		if err := m.cancelled(c.of.papers[0]); err != nil {
			return err
		}
		if came, err := m.unreceipted(c.of.papers[0]); err != nil || len(came) > 0 && ask.Kind == papers.Receipt {
			return err
		}
		return fault.New("paper_paid_already", "of", fault.Values{"number": c.of.first()})
	}
	return nil
}

// creditLeft refuses a credit note about a tax invoice that notes took back whole.
func (c *choosing) creditLeft() error {
	invoice := c.of.papers[0]
	notes, err := c.notesAbout(c.ctx, invoice)
	if err != nil {
		return err
	}
	if left := papers.Left(invoice.Paper, notes); left.Due <= 0 {
		return fault.New("credit_nothing_left", "of", fault.Values{"number": invoice.Number})
	}
	return nil
}

// PaperParcel is a parcel of an order as a delivery note names it.
type PaperParcel struct {
	No   int
	To   string // who gets it
	Note string // the delivery note that it stands on, "" = none yet
}

// PaperParcels lists the parcels of an order that delivery notes may be made of, by the order's number. Fault:
// "order_unknown".
func (s *Shop) PaperParcels(ctx context.Context, number string) (list []PaperParcel, err error) {
	order, err := s.OrderNumbered(ctx, number)
	if err != nil {
		return nil, err
	}
	of := &paperSources{order: order}
	if err := s.alreadyMade(ctx, of); err != nil {
		return nil, err
	}
	noted := of.noted()
	for n := range order.Parcels {
		parcel := &order.Parcels[n]
		if !parcel.Live() {
			continue
		}
		row := PaperParcel{No: parcel.No, Note: noted[parcelName(order, parcel.No)]}
		for _, to := range order.Recipients {
			if to.ID == parcel.RecipientID {
				row.To = strings.TrimSpace(to.Title + to.Name)
			}
		}
		list = append(list, row)
	}
	return list, nil
}
