package shop

import (
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
)

// maxOrderBills bounds how many bills of an order are read.
const maxOrderBills = 50

// byOrder refuses papers of a bill that delivers goods of an order: they are made from the order or its delivery notes, where
// deposits are taken off and goods are asked for once; what is taken in exchange is none of its goods. One that stands since shops could make them is taken the place of as
// ever. Fault: "paper_by_order".
func (m *maker) byOrder() error {
	bill, err := m.billOf()
	if err != nil || bill == nil || bill.OrderID.IsZero() || bill.Kind != ledger.Sale || len(m.of.ofKind(papers.TaxInvoice, papers.Abbreviated)) > 0 ||
		!slices.Contains([]papers.Kind{papers.Invoice, papers.TaxInvoice, papers.Abbreviated, papers.Receipt}, m.ask.Kind) {
		return err
	}
	order, err := m.Order(m.ctx, bill.OrderID)
	if err != nil {
		return err
	}
	field := "of[0]"
	if len(m.ask.Of) == 0 {
		field = "replaces"
	}
	return fault.New("paper_by_order", field, fault.Values{"number": bill.Number, "order": order.Order.Number})
}

// orderGoods gives all goods of an order as its papers have them: as they were ordered, and once all have gone, as its bills
// sold them, for at the counter another price or something more may have been agreed on. A receipt is of what did not come
// back.
func (m *maker) orderGoods() ([]papers.Line, error) {
	lines, err := m.wholeOrder()
	if err != nil || !allGone(m.of.order) {
		return papers.Merge(lines), err
	}
	bills, err := m.salesOf()
	if err != nil || len(bills) == 0 || len(bills) > maxOrderBills {
		return papers.Merge(lines), err
	}
	lines = nil
	for _, bill := range bills {
		kept := &keptBill{lines: linesOf(bill), rounding: bill.Rounding}
		if m.ask.Kind == papers.Receipt {
			if kept, err = m.keptOf(bill); err != nil {
				return nil, err
			}
		}
		if len(m.ask.Lines) == 0 {
			m.want.Rounding += kept.rounding
		}
		lines = append(lines, billLines(bill, kept.lines)...)
	}
	post := ordering.Fee()
	for n := range lines {
		line := &lines[n]
		if line.ProductID == post.ID {
			line.Name = m.named(&post)
		}
		if line.Note == "" {
			line.Note = m.setText(m.index.ByID(line.ProductID))
		}
	}
	return papers.Merge(lines), nil
}

// allGone reports whether all goods of an order were delivered.
func allGone(o *Order) bool {
	return !slices.ContainsFunc(o.Content.Lines, func(line ledger.OrderLine) bool { return o.Given[line.N] < line.Qty })
}

// salesOf gives the bills that delivered goods of the order and stand, the oldest first.
func (m *maker) salesOf() (sales []*Bill, err error) {
	bills, _, err := m.db.OrderMoney(m.ctx, m.of.order.Order.ID)
	for _, one := range bills {
		if err != nil {
			return nil, err
		}
		if one.Kind != ledger.Sale {
			continue
		}
		var bill *Bill
		if bill, err = m.Bill(m.ctx, one.ID); err == nil && bill.VoidedBy == "" {
			sales = append(sales, bill)
		}
	}
	return sales, err
}

// asksAgain reports whether a kind would ask for what a paper asks for, or tax what it taxes.
func asksAgain(kind papers.Kind, p *OfficePaper) bool {
	switch kind {
	case papers.Invoice:
		return p.Is(papers.Invoice) || p.Kind == papers.TaxInvoice
	case papers.TaxInvoice: // which takes the place of an abbreviated one
		return p.Kind == papers.TaxInvoice
	case papers.Abbreviated:
		return p.Kind == papers.TaxInvoice || p.Kind == papers.Abbreviated
	}
	return false
}

// signed refuses a tax invoice that is a receipt besides where one says already that the money came, of what it is made
// from, or of the tax invoice whose place it takes: "receipt_stands".
func (m *maker) signed() error {
	if m.want.IsDeposit || !slices.Contains(m.want.With, papers.Receipt) {
		return nil
	}
	of := []string{}
	if m.of.order != nil {
		of = append(of, m.of.order.Order.Number)
	}
	refs := m.want.Refs
	if old := m.want.Replaces; old != nil {
		refs = slices.Concat(refs, old.Refs, []papers.Ref{old.Self("")})
	}
	for _, ref := range refs {
		if ref.Role == "" {
			of = append(of, ref.Number)
		}
	}
	for _, number := range of {
		made, err := m.madeOf(number)
		if err != nil {
			return err
		}
		for _, p := range made {
			if p.Void != nil || p.Kind != papers.Receipt || p.Deposit {
				continue
			}
			outdated, err := m.outdated(m.ctx, p)
			if err != nil {
				return err
			}
			if !outdated {
				return fault.New("receipt_stands", "with", fault.Values{"by": p.Number})
			}
		}
	}
	return nil
}

// madeOf lists the papers that were made from a source itself.
func (m *maker) madeOf(number string) ([]*OfficePaper, error) {
	made, err := m.db.PapersMadeFrom(m.ctx, number)
	return slices.DeleteFunc(made, func(p *OfficePaper) bool {
		return !slices.ContainsFunc(p.Refs, func(ref papers.Ref) bool { return ref.Role == "" && ref.Number == number })
	}), err
}

// ofItsBills lists the papers that bills of an order or of a delivery have of their own, as they could once: they stand for its
// goods.
func (m *maker) ofItsBills(of papers.Ref) (list []*OfficePaper, err error) {
	if m.of.order == nil || of.Source != papers.FromOrder && of.Source != string(papers.Delivery) {
		return nil, nil
	}
	order := m.of.order.Order.ID
	if list, err = m.db.PapersOfBills(m.ctx, order); err != nil || of.Source == papers.FromOrder {
		return list, err
	}
	own, err := m.db.OwnBills(m.ctx, of.Number, order)
	return slices.DeleteFunc(list, func(p *OfficePaper) bool { return !slices.Contains(own, p.Row.BillID) }), err
}
