package shop

import (
	"context"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/rules"
	"github.com/talat-pos/talat/internal/selling"
)

// maker makes the request of one paper.
type maker struct {
	*Shop
	ctx  context.Context
	set  Settings
	ask  *PaperAsk
	of   *paperSources
	day  clock.Day
	vat  money.Basis // in force on the paper's day, 0 = the shop has none
	want *papers.Request

	heeded heeded
}

// paperRequest turns what a person asks for and what the sources say into a request.
func (s *Shop) paperRequest(ctx context.Context, ask *PaperAsk) (*papers.Request, *paperSources, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return nil, nil, err
	}
	of, err := s.paperSources(ctx, ask)
	if err != nil {
		return nil, nil, err
	}
	m := s.maker(ctx, set, ask, of)
	for _, step := range []func() error{m.registered, m.revises, m.replaces, m.byOrder, m.content, m.signed, m.underVAT, m.asNote, m.withinOrder, m.allHeeded, m.beforeGoods, m.parties, m.usual, m.unproved,
		m.returned, m.left, m.slips} {
		if err := step(); err != nil {
			return nil, nil, err
		}
	}
	return m.want, of, nil
}

// maker begins the request of a paper of sources that were read.
func (s *Shop) maker(ctx context.Context, set Settings, ask *PaperAsk, of *paperSources) *maker {
	m := &maker{Shop: s, ctx: ctx, set: set, ask: ask, of: of, day: ask.Date}
	if m.day == "" {
		m.day = clock.DayOf(s.Clock())
	}
	m.want = &papers.Request{Kind: ask.Kind, With: slices.Clone(ask.With), Date: ask.Date, Seller: paperSeller(set), Valid: ask.Valid, DueDay: ask.DueDay, Within: ask.Within,
		Conditions: ask.Conditions, Reason: ask.Reason, ReasonCode: ask.ReasonCode, Receiver: ask.Receiver, Payments: slices.Clone(ask.Payments),
		Certificate: ask.Certificate, Signatures: ask.Signatures, Yes: ask.Yes, By: ask.By}
	if m.want.Seller.VAT && ask.Kind != papers.Voucher {
		m.vat = rules.VATRate(m.day)
	}
	return m
}

// registered refuses a tax paper of a seller who is not registered before anything else of it is: "tax_paper_unregistered".
func (m *maker) registered() error {
	if err := m.want.Seller.May(m.ask.Kind); fault.Is(err, "tax_paper_unregistered") {
		return err
	}
	return nil
}

func (m *maker) parties() (err error) {
	m.want.Buyer, err = m.buyer(m.ctx, m.ask, m.of)
	return err
}

// revises ties a quotation to the one before, which must still be open: "paper_void_already", "quotation_accepted".
func (m *maker) revises() error {
	if m.ask.Revises == "" {
		return nil
	}
	old, err := m.db.PaperNumbered(m.ctx, m.ask.Revises)
	if err != nil {
		return fault.At(err, "revises")
	}
	switch {
	case old.Void != nil:
		return fault.New("paper_void_already", "revises", fault.Values{"number": old.Number})
	case old.Fate.Followed:
		return fault.New("quotation_accepted", "revises", fault.Values{"number": old.Number})
	}
	m.want.Revises = old.Paper
	if len(m.of.papers) == 0 && m.of.order == nil {
		m.ask.Buyer = over(old.Buyer, m.ask.Buyer)
	}
	return nil
}

func over(known, given papers.Buyer) papers.Buyer {
	if given.Name == "" {
		return known
	}
	return given
}

// replaces refuses sources that are no more, and names the paper or slip whose place a tax paper takes: the one that was said, else the abbreviated tax
// invoice of the bill that it is made from, else the bill's slip, where the till's slips are tax invoices.
func (m *maker) replaces() error {
	number := m.ask.Replaces
	if number != "" {
		old, err := m.db.PaperNumbered(m.ctx, number)
		switch {
		case err == nil:
			m.want.Replaces, m.of.papers = old.Paper, append(m.of.papers, old)
			m.takesPlace(old)
			if m.of.who.IsZero() {
				m.of.who = old.Row.CustomerID
			}
			return nil
		case !fault.Is(err, "paper_not_found"):
			return err
		}
		if err := m.paperSource(m.ctx, m.of, m.ask.Kind, number); err != nil {
			return fault.At(err, "replaces")
		}
		if err := m.alreadyMade(m.ctx, m.of); err != nil {
			return err
		}
	}
	if err := m.of.gone(); err != nil {
		return err
	}
	if err := m.cancelled(m.of.papers...); err != nil {
		return err
	}
	bill, err := m.billOf()
	if err == nil {
		err = goneBill(bill)
	}
	if err != nil {
		return err
	}
	if m.ask.Kind != papers.TaxInvoice && m.ask.Kind != papers.Abbreviated || bill == nil || !m.want.Seller.VAT || !taxed(bill) {
		return nil
	}
	if short := m.of.standing(papers.Abbreviated); len(short) > 0 && m.ask.Kind == papers.TaxInvoice {
		m.want.Replaces = short[0].Paper
		return nil
	}
	if m.want.Seller.POSID == "" {
		return nil
	}
	slip, err := taxSlip(bill).Paper(m.want.Seller)
	if err != nil {
		return err
	}
	m.want.Replaces, m.of.slip, m.of.bill = slip, true, bill
	return nil
}

// takesPlace lets a tax invoice in place of another be besides what that was, and due when it was, unless a person said
// otherwise: what came for the old one counts for it.
func (m *maker) takesPlace(old *OfficePaper) {
	r := m.want
	if r.Kind != old.Kind {
		return
	}
	if len(m.ask.With) == 0 {
		r.With = slices.Clone(old.With)
	}
	if r.DueDay == "" {
		r.DueDay = old.DueDay
	}
}

// billOf gives the bill that a paper is made from, or a tax invoice by way of an invoice; nil = none.
func (m *maker) billOf() (*Bill, error) {
	if m.of.bill != nil || m.ask.Kind != papers.TaxInvoice {
		return m.of.bill, nil
	}
	for _, p := range m.of.ofKind(papers.Invoice) {
		if !p.Row.BillID.IsZero() {
			return m.Bill(m.ctx, p.Row.BillID)
		}
	}
	return nil, nil
}

// taxed reports whether a bill was written while the shop was registered for VAT.
func taxed(bill *Bill) bool {
	return slices.ContainsFunc(linesOf(bill), func(line ledger.Line) bool { return line.VATRate > 0 || line.VATClass != "" && bill.VAT != 0 })
}

// taxSlip gives the slip of a bill.
func taxSlip(bill *Bill) *papers.Slip {
	return &papers.Slip{Number: bill.Number, Day: bill.Written(), At: bill.At, Rounding: roundingOf(bill), Lines: papers.OfBill(linesOf(bill))}
}

// linesOf gives what a bill sold: of an exchange what went out.
func linesOf(bill *Bill) (lines []ledger.Line) {
	for n := range bill.Lines {
		if line := bill.Lines[n].Line; line.Qty > 0 {
			lines = append(lines, line)
		}
	}
	return lines
}

// roundingOf gives by how much what a bill sold was rounded. Where more came back than went out it was the money that went
// back.
func roundingOf(bill *Bill) money.Satang {
	if bill.Total < 0 {
		return 0
	}
	return bill.Rounding
}

// usual fills in what papers of a kind carry where nobody said otherwise.
func (m *maker) usual() error {
	r := m.want
	official := r.Buyer.Kind == papers.Government
	if m.ask.Style != nil {
		r.Style = *m.ask.Style
	}
	if m.ask.Style == nil || m.ask.UsualForm {
		r.Style.Official = official
	}
	if r.Kind == papers.Quotation {
		if r.Valid == "" {
			r.Valid = m.day.Add(quotedDays)
		}
		if r.Conditions == "" {
			r.Conditions = m.set.Get("paper.conditions")
		}
		r.Conditions = strings.TrimSpace(r.Conditions)
	}
	if r.Kind == papers.Invoice || r.Kind == papers.DebitNote || r.Kind == papers.Billing || r.Kind == papers.TaxInvoice && !slices.Contains(r.With, papers.Receipt) {
		if err := m.payTo(); err != nil {
			return err
		}
	}
	if len(r.Signatures) == 0 {
		r.Signatures = []papers.Signature{{Role: "buyer"}, {Role: "seller", Name: m.set.Get("paper.signer"), Position: m.set.Get("paper.signer_position")}}
	}
	r.Order = m.buyerOrder()
	if m.of.order != nil && !m.of.named {
		r.Refs = append(r.Refs, papers.Ref{Source: papers.FromOrder, Number: m.of.order.Order.Number, Date: m.of.order.Order.Day, Role: ofOrder})
	} else if m.of.order != nil && !slices.ContainsFunc(r.Refs, func(ref papers.Ref) bool { return ref.Source == papers.FromOrder }) {
		r.Refs = append(r.Refs, papers.Ref{Source: papers.FromOrder, Number: m.of.order.Order.Number, Date: m.of.order.Order.Day, Role: ofOrder})
	}
	return m.contract()
}

// payTo says where what is still to be paid may be paid: by the books of the order or bill that the paper is of, less
// what came for the paper that it is made from or takes the place of. What a carrier or a channel collects is not asked.
func (m *maker) payTo() error {
	to := payTo(m.set)
	if m.want.Kind == papers.Billing || m.want.Kind == papers.DebitNote { // for what is left, and for what the books learn by it
		m.want.PayTo = to
		return nil
	}
	left := []money.Satang(nil)
	switch link := m.of.link(); {
	case m.of.order != nil:
		owed := m.of.order.Money
		left = append(left, m.of.order.Rest()-owed.COD-owed.Channel)
		own, gone, err := m.ownDebts()
		if err != nil {
			return err
		}
		if gone {
			left = append(left, own)
		}
	case !link.BillID.IsZero():
		owed, err := m.debtOf(link.BillID)
		if err != nil {
			return err
		}
		left = append(left, owed)
	}
	for _, p := range m.of.papers {
		switch {
		case p.Is(papers.Receipt):
			left = append(left, 0)
		case p.Asks():
			left = append(left, p.Rest(p.Fate))
		}
	}
	if len(left) > 0 {
		to.Sum = slices.Min(left)
		to.Paid = to.Sum <= 0
	}
	m.want.PayTo = to
	return nil
}

// ownDebts gives what is owed of the bills of the deliveries that the paper is of. gone is false as long as not all of its
// goods have left by them: what lies for the order may be for those.
func (m *maker) ownDebts() (sum money.Satang, gone bool, err error) {
	var of []string
	for _, ref := range m.want.Refs {
		of = append(of, ref.Number)
	}
	own, err := m.ownBills(m.ctx, m.of.order.Order.ID, of)
	if err != nil || len(own) == 0 {
		return 0, false, err
	}
	bills, _, err := m.db.OrderMoney(m.ctx, m.of.order.Order.ID)
	if err != nil {
		return 0, false, err
	}
	goods := money.Satang(0)
	for _, line := range m.want.Lines {
		goods += money.Times(line.Price, line.Qty) - line.Discount
	}
	for _, bill := range bills {
		if slices.Contains(own, bill.ID) {
			goods -= bill.Total
		}
	}
	debts, err := m.db.Debts(m.ctx, m.of.order.Content.CustomerID)
	for _, debt := range debts {
		if slices.Contains(own, debt.BillID) {
			sum += debt.Owed
		}
	}
	return sum, goods <= 0, err
}

// debtOf gives what is owed of a bill that was bought on credit.
func (m *maker) debtOf(number id.Bill) (money.Satang, error) {
	bill, err := m.Bill(m.ctx, number)
	if err != nil || bill.CustomerID.IsZero() {
		return 0, err
	}
	debts, err := m.db.Debts(m.ctx, bill.CustomerID)
	for _, debt := range debts {
		if debt.BillID == number {
			return debt.Owed, err
		}
	}
	return 0, err
}

// quotedDays is how long a quotation holds where nobody said.
const quotedDays = 30

// buyerOrder gives the order that the buyer wrote: as it is said now, or was recorded before.
func (m *maker) buyerOrder() papers.BuyerOrder {
	if m.ask.Order.Number != "" || m.ask.Kind == papers.PurchaseOrder {
		return m.ask.Order
	}
	for _, p := range slices.Backward(m.of.known) {
		if p.Void == nil && p.Order.Number != "" {
			return p.Order
		}
	}
	for _, p := range m.of.papers {
		if p.Order.Number != "" {
			return p.Order
		}
	}
	return papers.BuyerOrder{}
}

// contract gives the whole order before VAT, by which it is decided whether tax is withheld.
func (m *maker) contract() error {
	if m.of.order == nil {
		return nil
	}
	lines, err := m.wholeOrder()
	if err != nil {
		return err
	}
	whole, err := papers.SumsOf(papers.Merge(lines), m.vat)
	m.want.Contract = whole.Base
	return err
}

// paymentsOf gives how a bill was paid, as a receipt says it: of an exchange first with what came back.
func paymentsOf(bill *Bill) (list []papers.Payment) {
	back, sold := money.Satang(0), roundingOf(bill)
	for n := range bill.Lines {
		if net := bill.Lines[n].Net(); bill.Lines[n].Qty < 0 {
			back -= net
		} else {
			sold += net
		}
	}
	if back > 0 {
		list = append(list, papers.Payment{Method: papers.GoodsBack, Amount: min(back, sold), Date: bill.Written()})
	}
	for _, tender := range tendersOf(bill) {
		if tender.Method != selling.Credit && (back == 0 || bill.Total > 0) { // else it went back
			list = append(list, papers.Payment{Method: tender.Method, Amount: tender.Sum, Date: bill.Written()})
		}
	}
	if bill.Change > 0 && len(list) > 0 {
		for n := range list {
			if list[n].Method == selling.Cash {
				list[n].Amount -= bill.Change
				break
			}
		}
	}
	return list
}
