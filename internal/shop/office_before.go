package shop

import (
	"slices"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// Money for goods that bear VAT is taxed when it comes, where that is before they leave (s. 78(1) of the Revenue Code): a
// receipt alone is no paper for it, its tax invoice is.

// beforeGoods refuses to say by a receipt alone that money came for goods that bear VAT and have not left. Goods without
// VAT are free, and so is what a deposit's tax invoice stands for already. Fault: "receipt_untaxed".
func (m *maker) beforeGoods() error {
	if !m.want.Seller.VAT || m.ask.Kind != papers.Receipt || m.ask.Deposit > 0 || m.want.Replaces != nil {
		return nil
	}
	numbers := m.receiptOver()
	if len(numbers) == 0 && m.of.named {
		if allGone(m.of.order) {
			return nil
		}
		goods := classNet(papers.NetsOf(m.want.Deposits), -1)
		for _, line := range m.want.Lines {
			if bearsVAT(line) {
				goods += lineSum(line)
			}
		}
		return untaxedMoney(m.of.order.Order.Number, min(unsent(m.want.Lines, sentOf(m.of.order)), goods), 0)
	}
	for _, number := range numbers {
		if err := m.invoiceBeforeGoods(number); err != nil {
			return err
		}
	}
	return nil
}

// invoiceBeforeGoods looks at a receipt's part of an invoice: what is left of it must still come to the goods that wait.
func (m *maker) invoiceBeforeGoods(number string) error {
	invoice, err := m.db.PaperNumbered(m.ctx, number)
	if err != nil || invoice.Kind != papers.Invoice || invoice.Fate.Taken || invoice.Row.OrderID.IsZero() {
		return err
	}
	order, err := m.Order(m.ctx, invoice.Row.OrderID)
	if err != nil || allGone(order) {
		return err
	}
	sent, err := m.sentFor(invoice, order)
	if err != nil {
		return err
	}
	left := leftOf(invoice)
	now := left
	if slices.ContainsFunc(m.want.Lines, func(line papers.Line) bool { return line.Of != "" }) {
		now = 0
		for _, line := range m.want.Lines {
			if line.Of == number {
				now += line.Total
			}
		}
	}
	return untaxedMoney(number, min(unsent(invoice.Lines, sent), classNet(invoice.Sums.Classes, 1)), left-now)
}

// untaxedMoney refuses a receipt where less stays to be paid than the goods that wait come to.
func untaxedMoney(number string, waits, left money.Satang) error {
	if waits <= left {
		return nil
	}
	return fault.New("receipt_untaxed", "kind", fault.Values{"number": number})
}

// InPlaceOfReceipt gives the paper for money that a receipt alone is refused for ("receipt_untaxed"): the tax invoice that
// is a receipt besides, of the same order or of the invoice that the refusal names.
func InPlaceOfReceipt(ask PaperAsk, why error) (PaperAsk, bool) {
	if !fault.Is(why, "receipt_untaxed") {
		return ask, false
	}
	number, _ := fault.Of(why).Values["number"].(string)
	ask.Kind, ask.With, ask.Of = papers.TaxInvoice, []papers.Kind{papers.Receipt}, []string{number}
	return ask, true
}

// classNet adds up what bears VAT among classes.
func classNet(classes []papers.ClassSum, sign money.Satang) (net money.Satang) {
	for _, class := range classes {
		if bearsVAT(papers.Line{VATClass: class.Class}) {
			net += sign * class.Net
		}
	}
	return net
}

// unsent gives what the lines that bear VAT come to as far as they were not sent.
func unsent(lines []papers.Line, sent map[goodsKey]qty.Qty) (sum money.Satang) {
	for _, line := range lines {
		of := keyOf(line.ProductID, line.Name)
		gone := max(min(sent[of], line.Qty), 0)
		if sent[of] -= gone; bearsVAT(line) && gone < line.Qty {
			sum += lineSum(line) - lineSum(line).Share(int64(gone), int64(line.Qty))
		}
	}
	return sum
}

// lineSum gives a line's sum, which no paper worked out yet.
func lineSum(line papers.Line) money.Satang { return money.Times(line.Price, line.Qty) - line.Discount }

// sentOf counts the goods of an order that left with its bills; the post goes with the first.
func sentOf(order *Order) map[goodsKey]qty.Qty {
	sent := map[goodsKey]qty.Qty{}
	for n := range order.Content.Lines {
		line := &order.Content.Lines[n]
		sent[lineKey(line)] += order.Given[line.N]
	}
	if order.Money.Fee > 0 {
		sent[goodsKey{product: ordering.FeeProduct}] = qty.One
	}
	return sent
}

// sentFor counts the goods of an invoice's order that left for it: with the bills of its own parcels, else with those that
// are no other paper's.
func (m *maker) sentFor(invoice *OfficePaper, order *Order) (map[goodsKey]qty.Qty, error) {
	own, err := m.goneFor(invoice)
	if err != nil || len(own) > 0 {
		return own, err
	}
	sent := sentOf(order)
	made, err := m.db.PapersMadeFrom(m.ctx, order.Order.Number)
	if err != nil {
		return nil, err
	}
	for _, other := range made {
		if other.ID == invoice.ID || other.Void != nil || other.Deposit || other.Kind != papers.TaxInvoice && (other.Kind != papers.Invoice || other.Fate.Taken) {
			continue
		}
		gone, err := m.goneFor(other)
		if err != nil {
			return nil, err
		}
		for of, count := range gone {
			sent[of] -= count
		}
	}
	return sent, nil
}

// goneFor counts the goods that left with the bills of a paper's own parcels.
func (m *maker) goneFor(p *OfficePaper) (map[goodsKey]qty.Qty, error) {
	bills, err := m.db.OwnBills(m.ctx, p.Number, p.Row.OrderID)
	gone := map[goodsKey]qty.Qty{}
	for _, number := range bills {
		bill, err := m.Bill(m.ctx, number)
		if err != nil {
			return nil, err
		}
		for n := range bill.Lines {
			gone[keyOf(bill.Lines[n].ProductID, bill.Lines[n].Name)] += bill.Lines[n].Qty
		}
	}
	return gone, err
}

// paid gives the day of the first money for an order before its bills that its tax papers do not stand for yet, "" = none,
// or none while the shop was registered. What was given back is of what came last.
func (m *maker) paid() (clock.Day, error) {
	_, rows, err := m.db.OrderMoney(m.ctx, m.of.order.Order.ID)
	if err != nil {
		return "", err
	}
	var came []ledger.Payment
	for _, row := range rows {
		if !row.Bill.IsZero() {
			continue
		}
		back := -row.Amount
		for back > 0 && len(came) > 0 {
			last := &came[len(came)-1]
			take := min(back, last.Amount)
			back, last.Amount = back-take, last.Amount-take
			if last.Amount == 0 {
				came = came[:len(came)-1]
			}
		}
		if row.Amount > 0 {
			came = append(came, ledger.Payment{At: row.At, Amount: row.Amount})
		}
	}
	taxed := m.taxedSum()
	for _, one := range came {
		if taxed -= one.Amount; taxed >= 0 {
			continue
		}
		if vat, err := m.db.VATAt(m.ctx, one.At); vat || err != nil {
			return clock.DayOf(one.At.Time()), err
		}
	}
	return "", nil
}
