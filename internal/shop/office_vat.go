package shop

import (
	"slices"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/papers"
)

// underVAT holds a paper of a registered shop to when its tax is due. A deposit for goods that bear VAT is taxed with the
// money (s. 78(1) of the Revenue Code), so that a receipt alone is no paper for it. What was sold before the shop was
// registered bears no VAT, and no tax invoice may be issued of it (s. 86/13). Goods of papers from that time that are
// still to be sold are taxed as they are now. Faults: "deposit_untaxed", "bill_before_vat".
func (m *maker) underVAT() error {
	r := m.want
	if !r.Seller.VAT {
		return nil
	}
	if r.IsDeposit && r.Kind == papers.Receipt && slices.ContainsFunc(r.Lines, bearsVAT) {
		return fault.New("deposit_untaxed", "kind", nil)
	}
	if r.Kind != papers.TaxInvoice && r.Kind != papers.Abbreviated {
		return nil
	}
	bills, err := m.billsOfGoods()
	if err != nil {
		return err
	}
	for _, bill := range bills {
		sold, err := m.Bill(m.ctx, bill)
		if err != nil {
			return err
		}
		if beforeVAT(sold) {
			return fault.New("bill_before_vat", "of[0]", fault.Values{"number": sold.Number})
		}
	}
	return m.classes()
}

func bearsVAT(line papers.Line) bool { return line.VATClass == catalog.VATStandard }

// beforeVAT reports whether goods that bear VAT now were sold by a bill of before the shop was registered.
func beforeVAT(bill *Bill) bool {
	return !taxed(bill) && slices.ContainsFunc(papers.OfBill(linesOf(bill)), bearsVAT)
}

// billLines gives lines of a bill as those of its papers: what was sold before the shop was registered bears no VAT on any.
func billLines(bill *Bill, of []ledger.Line) []papers.Line {
	lines := papers.OfBill(of)
	if beforeVAT(bill) {
		for n := range lines {
			lines[n].VATClass = ""
		}
	}
	return lines
}

// billsOfGoods gives the bill that a paper is of, else those of the deliveries that it is made from, else of its whole order.
func (m *maker) billsOfGoods() (bills []id.Bill, err error) {
	bill, err := m.billOf()
	if err != nil || m.of.order == nil && bill == nil {
		return nil, err
	}
	if bill != nil {
		return []id.Bill{bill.ID}, nil
	}
	var of []string
	for _, ref := range m.want.Refs {
		of = append(of, ref.Number)
	}
	own, err := m.ownBills(m.ctx, m.of.order.Order.ID, of)
	if err != nil || len(own) > 0 || !m.of.named || m.want.IsDeposit {
		return own, err
	}
	sales, err := m.salesOf()
	for _, sale := range sales {
		own = append(own, sale.ID)
	}
	return own, err
}

// classes gives lines that say none the class of their goods.
func (m *maker) classes() error {
	var goods []id.Product
	for _, line := range m.want.Lines {
		if line.VATClass == "" && !line.ProductID.IsZero() {
			goods = append(goods, line.ProductID)
		}
	}
	if len(goods) == 0 {
		return nil
	}
	if err := m.Know(m.ctx, goods...); err != nil {
		return err
	}
	for n := range m.want.Lines {
		line := &m.want.Lines[n]
		if p := m.index.ByID(line.ProductID); p != nil && line.VATClass == "" {
			line.VATClass = p.VAT
		}
	}
	return nil
}
