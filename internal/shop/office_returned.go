package shop

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/store"
)

// ReturnedOf gives what came back of the sale that a tax invoice stands for and no credit note tells yet, as the lines
// that a credit note begins with. Fault: "paper_not_found".
func (s *Shop) ReturnedOf(ctx context.Context, invoice string) (lines []PaperLine, err error) {
	p, err := s.db.PaperNumbered(ctx, invoice)
	if err != nil {
		return nil, err
	}
	back, err := s.unnoted(ctx, p)
	if err != nil {
		return nil, err
	}
	of, err := s.creditable(ctx, p)
	for _, line := range back {
		one := PaperLine{Code: line.SKU, Name: line.Name, Unit: line.Unit, Qty: line.Qty, VATClass: line.VATClass}
		onDeposit := p.Deposit && !line.ProductID.IsZero()
		if !onDeposit && !slices.ContainsFunc(of, func(of papers.Line) bool { return of.SKU == line.SKU && of.Price == line.Price }) {
			one.Price = &line.Price // else it is that of the invoice, with its part of the discount
		}
		lines = append(lines, one)
	}
	return lines, err
}

// LinesToCredit gives what a credit note about a tax invoice may be of: its lines as they stand on it, of a cancelled order
// what notes left of them, their discounts too. Fault: "paper_not_found".
func (s *Shop) LinesToCredit(ctx context.Context, invoice string) ([]papers.Line, error) {
	p, err := s.db.PaperNumbered(ctx, invoice)
	if err != nil {
		return nil, err
	}
	return s.creditable(ctx, p)
}

func (s *Shop) creditable(ctx context.Context, invoice *OfficePaper) ([]papers.Line, error) {
	all, err := s.ofCancelled(ctx, invoice)
	if err != nil || !all || invoice.Deposit {
		return invoice.Lines, err
	}
	left, err := s.unnoted(ctx, invoice)
	if len(left) == 0 {
		return invoice.Lines, err
	}
	return left, err
}

// unnoted gives what came back of what a tax invoice stands for, less what notes tell; all of it of a cancelled order.
func (s *Shop) unnoted(ctx context.Context, invoice *OfficePaper) ([]papers.Line, error) {
	if invoice.Deposit {
		return s.unnotedDeposit(ctx, invoice)
	}
	if all, err := s.ofCancelled(ctx, invoice); err != nil || all {
		if err != nil {
			return nil, err
		}
		notes, err := s.notesAbout(ctx, invoice)
		if err == nil {
			notes, err = s.telling(ctx, invoice, notes)
		}
		return papers.AllLeft(invoice.Paper, notes), err
	}
	sale, err := s.saleOf(ctx, store.PaperLink{BillID: invoice.Row.BillID, OrderID: invoice.Row.OrderID}, invoice.Number)
	if err != nil || len(sale.back) == 0 {
		return nil, err
	}
	notes, err := s.notesOfSale(ctx, sale, invoice)
	return papers.Unnoted(sale.back, invoice.Lines, notes), err
}

// ofCancelled reports whether a tax invoice is of an order that was cancelled: nothing of it left the shop.
func (s *Shop) ofCancelled(ctx context.Context, invoice *OfficePaper) (bool, error) {
	if invoice.Row.OrderID.IsZero() {
		return false, nil
	}
	order, err := s.Order(ctx, invoice.Row.OrderID)
	return err == nil && order.Cancelled(), err
}

// onInvoice gives what came back of a tax invoice as the lines that notes about it leave it.
func (s *Shop) onInvoice(ctx context.Context, invoice *OfficePaper, back []papers.Line, notes []*papers.Paper) ([]papers.Line, error) {
	if all, err := s.ofCancelled(ctx, invoice); err != nil || all {
		return back, err
	}
	telling, err := s.telling(ctx, invoice, notes)
	return papers.OnInvoice(back, papers.Uncredited(invoice.Lines, telling)), err
}

// sold is the sale that a tax invoice stands for.
type sold struct {
	number string    // of the bill or order
	bills  []id.Bill // of an order, where only the parcels that these delivered are meant
	order  id.Order
	back   []papers.Line
}

// saleOf reads what was given back of a bill; of an order of the bills of the parcels that papers of it stand for, else of
// all its bills.
func (s *Shop) saleOf(ctx context.Context, link store.PaperLink, of ...string) (sale sold, err error) {
	bills := []id.Bill{link.BillID}
	switch {
	case link.BillID.IsZero() && link.OrderID.IsZero():
		return sale, nil
	case link.BillID.IsZero():
		order, err := s.Order(ctx, link.OrderID)
		if err != nil {
			return sale, err
		}
		sale.number, sale.order = order.Order.Number, link.OrderID
		if sale.bills, err = s.ownBills(ctx, link.OrderID, of); err != nil {
			return sale, err
		}
		if bills = sale.bills; len(bills) > 0 {
			break
		}
		all, _, err := s.db.OrderMoney(ctx, link.OrderID)
		if err != nil {
			return sale, err
		}
		for _, bill := range all[:min(len(all), maxOrderBills)] {
			bills = append(bills, bill.ID)
		}
	}
	for _, bill := range bills {
		past, err := s.db.Past(ctx, bill)
		if err != nil {
			return sale, err
		}
		if sale.number == "" {
			sale.number = past.Bill.Number
		}
		back := past.Returned
		if past.VoidedBy != "" && bill == link.BillID { // all of it came back; what an order delivered goes out again
			back = slices.DeleteFunc(slices.Clone(past.Lines), func(line ledger.Line) bool { return line.Qty < 0 })
		}
		sale.back = append(sale.back, papers.GivenBack(back)...)
	}
	return sale, nil
}

// ownBills gives the bills of the parcels of an order that papers stand for, each once.
func (s *Shop) ownBills(ctx context.Context, order id.Order, of []string) (bills []id.Bill, err error) {
	for _, number := range of {
		own, err := s.db.OwnBills(ctx, number, order)
		if err != nil {
			return nil, err
		}
		bills = append(bills, slices.DeleteFunc(own, func(bill id.Bill) bool { return slices.Contains(bills, bill) })...)
	}
	return bills, nil
}

// notesOfSale lists the notes about a tax invoice and, of an order, about its others: what came back of the order may stand
// on any of them, but on none whose parcels went by other bills.
func (s *Shop) notesOfSale(ctx context.Context, sale sold, invoice *OfficePaper) (notes []*papers.Paper, err error) {
	if invoice != nil {
		if notes, err = s.notesAbout(ctx, invoice); err != nil {
			return nil, err
		}
	}
	made, err := s.db.PapersMadeFrom(ctx, sale.number)
	if err != nil {
		return nil, err
	}
	var numbers []string
	if invoice != nil {
		numbers = append(slices.Clone(invoice.Before), invoice.Number)
	}
	void := map[string]bool{} // goods of these are those of the papers that came after them
	for _, p := range made {
		void[p.Number] = p.Void != nil
	}
	for _, p := range made {
		if p.Kind != papers.CreditNote || p.Void != nil || slices.ContainsFunc(notes, func(note *papers.Paper) bool { return note.ID == p.ID }) {
			continue
		}
		if about, _ := p.Ref(papers.Corrects); len(sale.bills) > 0 {
			own, err := s.db.OwnBills(ctx, about.Number, sale.order)
			if err != nil {
				return nil, err
			}
			if len(own) > 0 && !slices.ContainsFunc(own, func(bill id.Bill) bool { return slices.Contains(sale.bills, bill) }) {
				continue
			}
			notes = append(notes, p.TellingOf(numbers, void))
			continue
		}
		notes = append(notes, p.Paper)
	}
	return notes, nil
}

// returnedAnew lets a credit note of which no lines are said be another one while something that came back is on none.
func (s *Shop) returnedAnew(ctx context.Context, ask *PaperAsk) error {
	if ask.Kind != papers.CreditNote || ask.Anew || len(ask.Lines) > 0 || len(ask.Of) != 1 {
		return nil
	}
	of, err := s.paperSources(ctx, ask)
	if err != nil {
		return err
	}
	for _, invoice := range of.ofKind(papers.TaxInvoice) {
		back, err := s.unnoted(ctx, invoice)
		if err != nil {
			return err
		}
		ask.Anew = ask.Anew || len(back) > 0
	}
	return nil
}

// toNote gives the lines that a note begins with: of a credit note what came back and all of a cancelled
// order, else those that a person says; of a deposit, which is one sum, and of a debit note all. All of a deposit is asked about. Fault: "credit_lines_missing".
func (m *maker) toNote(invoice *OfficePaper) ([]papers.Line, error) {
	if m.ask.Kind == papers.CreditNote && len(m.ask.Lines) == 0 {
		back, err := m.unnoted(m.ctx, invoice)
		switch {
		case err != nil:
			return nil, err
		case len(back) > 0 && !invoice.Deposit:
			return m.onInvoice(m.ctx, invoice, back, m.want.Notes)
		case len(back) > 0:
			return back, nil
		case !invoice.Deposit:
			return nil, fault.New("credit_lines_missing", "line", fault.Values{"number": invoice.Number})
		}
		m.want.Whole = true
	}
	if m.ask.Kind == papers.CreditNote && invoice.Deposit {
		left := papers.Left(invoice.Paper, m.want.Notes)
		if left.Due <= 0 && m.want.Whole {
			return nil, fault.New("credit_nothing_left", "of", fault.Values{"number": invoice.Number})
		}
		if left.Due > 0 {
			back, err := m.unnoted(m.ctx, invoice) // what a person says may be of that
			return append(back, papers.DepositPart(invoice.Paper, left.Classes)...), err
		}
	} else if m.ask.Kind == papers.CreditNote {
		return m.partToCredit(invoice)
	}
	return slices.Clone(invoice.Lines), nil
}

// partToCredit gives the lines that a person says a part of: of a cancelled order what notes about prices left too, so that
// all of it may be said piece by piece.
func (m *maker) partToCredit(invoice *OfficePaper) ([]papers.Line, error) {
	if all, err := m.ofCancelled(m.ctx, invoice); err != nil || all {
		if err != nil {
			return nil, err
		}
		return m.creditable(m.ctx, invoice)
	}
	return papers.Uncredited(invoice.Lines, m.want.Notes), nil
}

// returned reckons what came back of the sale that a tax invoice is for. Of a part that a person chose nothing is known.
func (m *maker) returned() error {
	if m.ask.Kind != papers.TaxInvoice || len(m.ask.Lines) > 0 || m.ask.Deposit > 0 {
		return nil
	}
	var of []string
	for _, p := range m.of.papers {
		of = append(of, p.Number)
	}
	sale, err := m.saleOf(m.ctx, m.of.link(), of...)
	if err != nil || len(sale.back) == 0 {
		return err
	}
	var old *OfficePaper
	goods := m.want.Lines
	if m.want.Replaces != nil && len(goods) == 0 {
		goods = m.want.Replaces.Lines
	}
	if replaced := m.of.ofKind(papers.TaxInvoice); len(replaced) > 0 {
		old = replaced[0]
	}
	bill, err := m.billOf()
	if err != nil {
		return err
	}
	if bill != nil { // its invoice may have left out what was back before it
		sale.back = papers.LeftOut(sale.back, papers.OfBill(linesOf(bill)), goods)
	}
	notes, err := m.notesOfSale(m.ctx, sale, old)
	if err != nil {
		return err
	}
	m.want.Returned = &papers.Returned{Number: sale.number}
	for _, line := range papers.Unnoted(sale.back, goods, notes) {
		m.want.Returned.Amount += line.Total
	}
	return nil
}
