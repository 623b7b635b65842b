package selling

import (
	"fmt"
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
)

// addGoods prices and takes the goods that go out in an exchange. They are the old bill's guide's, unless
// they name another.
func (d *draft) addGoods(goods *Cart) error {
	priced := *goods
	if priced.Guide.Percent == 0 {
		priced.Guide.Percent = d.bill.GuideRate
	}
	quote, err := Price(d.facts.Prices, &priced)
	if err != nil {
		return err
	}
	d.posting.Lines = quote.Lines
	d.bill.Guide, d.bill.GuideRate = quote.Guide, priced.Guide.Percent
	return d.takeGoods()
}

// guideBack gives the commission on what is given back: what is due up to here less what was taken before.
func (d *draft) guideBack(past *Past) money.Satang {
	back := money.Satang(0)
	for _, line := range d.posting.Lines {
		if line.ReturnsN >= 0 {
			back -= line.Net()
		}
	}
	taken := money.Satang(0)
	for n := range past.Refunds {
		bill := &past.Refunds[n]
		sold := bill.Total - bill.Rounding // in exchange, once what it gave back is added
		for _, line := range past.Returned {
			if line.BillID == bill.ID {
				back, sold = back-line.Net(), sold-line.Net()
			}
		}
		taken += sold.Percent(bill.GuideRate) - bill.Guide
	}
	return back.Percent(past.Bill.GuideRate) - taken
}

// total sums the lines into the bill, before cash rounding.
func (d *draft) total() money.Satang {
	sum := money.Satang(0)
	d.bill.Discount, d.bill.VAT = 0, 0
	for _, line := range d.posting.Lines {
		sum += line.Net()
		d.bill.Discount += line.Total - line.Net()
		d.bill.VAT += line.Net() - line.NetOfVAT
	}
	return sum
}

func (d *draft) payBack(past *Past, tenders []Tender) (*Outcome, error) {
	sum := d.total()
	if sum > 0 {
		payment, err := Pay(sum, tenders, d.facts.Methods, d.facts.CashStep)
		if err != nil {
			return nil, err
		}
		d.bill.Rounding, d.bill.Total = payment.Rounding, sum+payment.Rounding
		if err := d.pay(payment); err != nil {
			return nil, err
		}
		return d.finish(), nil
	}
	loose := max(d.looseRounding(past), sum)
	ways, err := d.waysBack(past, loose-sum, tenders)
	if err != nil {
		return nil, err
	}
	cash := money.Satang(0)
	for _, way := range ways {
		if way.Method == Cash {
			cash += *way.Amount
		} else if *way.Amount != 0 {
			d.paymentRow(ledger.Paid, way.Method, -*way.Amount, "", "")
		}
	}
	if cash != 0 {
		before, rounded := past.cashBack()
		d.bill.Rounding = min(money.CashRound(-before-cash, d.facts.CashStep)-rounded, cash) // nobody pays to get back
	}
	if cash != d.bill.Rounding {
		d.paymentRow(ledger.Paid, Cash, d.bill.Rounding-cash, "", "")
	}
	d.bill.Rounding -= loose
	d.bill.Total = sum + d.bill.Rounding
	return d.finish(), nil
}

// looseRounding gives the cash rounding that lies on no cash since the way of payment was corrected. It
// comes back with the last goods, however it was really paid or is owed.
func (d *draft) looseRounding(past *Past) money.Satang {
	_, held := past.ByMethod()
	if past.Bill.Rounding == 0 || held[Cash] != 0 {
		return 0
	}
	for n, line := range past.Lines {
		if given, _ := d.given(past, n); line.Qty > given {
			return 0
		}
	}
	loose := past.Bill.Rounding
	for n := range past.Refunds {
		if givesBack(&past.Refunds[n]) {
			loose += past.Refunds[n].Rounding
		}
	}
	return loose
}

// waysBack splits money to be given back: by the tenders asked for, else the ways it came, cash first
// for what those no longer hold. What a credit note told before, and what of the bill is still owed, goes off
// first: nobody is handed money that was never paid.
func (d *draft) waysBack(past *Past, due money.Satang, tenders []Tender) ([]Tender, error) {
	methods, held := past.left()
	noted := min(max(held[CreditNote], 0), due)
	owed := min(max(held[Credit], 0), due-noted)
	if len(tenders) > 0 {
		ways, err := d.askedBack(held, due-noted, owed, tenders)
		return append(ways, Tender{Method: CreditNote, Amount: &noted}), err
	}
	var ways []Tender
	give := func(method string, amount money.Satang) {
		if amount = min(amount, due); amount > 0 {
			ways = append(ways, Tender{Method: method, Amount: &amount})
			due -= amount
		}
	}
	give(CreditNote, noted)
	give(Credit, owed)
	if kept := held[CarrierFee]; kept > 0 { // the customer paid it all the same: it goes back with what came of the sum
		at := slices.IndexFunc(methods, func(method string) bool { return !noMoney(method) && held[method] > 0 })
		if held[CarrierFee] = 0; at >= 0 {
			held[methods[at]] += kept
		}
	}
	if d.facts.Collected != nil { // a parcel came back: what was paid for it lies here until a person gives it back
		give(COD, min(held[COD], *d.facts.Collected))
		give(Channel, held[Channel])
		give(Loss, max(held[Loss], 0)+d.facts.Made)
		give(Deposit, due)
		return ways, nil
	}
	for _, method := range methods {
		if method != Credit && method != COD {
			give(method, held[method])
		}
	}
	give(Deposit, held[COD]) // a carrier collects what the label says, whatever is given back here
	give(Cash, due)
	return ways, nil
}

// Held gives what a way of payment still holds of the bill.
func (p *Past) Held(method string) money.Satang {
	_, sums := p.left()
	return sums[method]
}

// askedBack fits the tenders asked for. One way without an amount is for what was paid; what is owed goes
// off the debt beside it.
func (d *draft) askedBack(held map[string]money.Satang, due, owed money.Satang, tenders []Tender) ([]Tender, error) {
	var ways []Tender
	if off := owed; off > 0 && len(tenders) == 1 && tenders[0].Amount == nil && tenders[0].Method != Credit {
		ways = []Tender{{Method: Credit, Amount: &off}}
		if due -= off; due == 0 {
			return ways, nil
		}
	}
	exact := map[string]Method{}
	for code, method := range d.facts.Methods {
		method.Overpay = false // nobody is given back more than is due
		exact[code] = method
	}
	payment, err := Pay(due, tenders, exact, 0)
	if err != nil {
		return nil, err
	}
	for n, tender := range payment.Tenders {
		if d.facts.Methods[tender.Method].Customer && d.bill.CustomerID.IsZero() {
			return nil, fault.New("customer_missing", "customer", nil)
		}
		// Only what was written off can be un-written, only what a carrier owes is owed less.
		if tender.Method != Credit && noMoney(tender.Method) && *tender.Amount > held[tender.Method] {
			return nil, fault.New("payment_above_due", fmt.Sprintf("pay[%d].amount", n), fault.Values{"due": max(held[tender.Method], 0)})
		}
	}
	ways = append(ways, payment.Tenders...)
	for _, way := range ways {
		if way.Method == Credit {
			owed -= *way.Amount
		}
	}
	if owed > 0 {
		return nil, fault.New("refund_owed_first", "pay[0].amount", fault.Values{"owed": owed})
	}
	return ways, nil
}

// cashBack gives what earlier refunds owed in cash to the satang, and by how much rounding changed that.
// The cash of all parts is rounded together: a part that was rounded for itself could give back more than
// was paid.
func (p *Past) cashBack() (exact, rounded money.Satang) {
	for n := range p.Refunds {
		bill := &p.Refunds[n]
		if !givesBack(bill) {
			continue
		}
		rounded += bill.Rounding
		exact += bill.Rounding
		for _, payment := range p.PaidBack {
			if payment.BillID == bill.ID && payment.Kind == ledger.Paid && payment.Method == Cash {
				exact -= payment.Amount
			}
		}
	}
	return exact, rounded
}

// left gives what each method still holds of the bill, without cash rounding: that comes back with the cash
// it belongs to.
func (p *Past) left() (methods []string, sums map[string]money.Satang) {
	methods, sums = p.ByMethod()
	if sums[Cash] != 0 {
		sums[Cash] -= p.Bill.Rounding
	}
	for n := range p.Refunds {
		bill := &p.Refunds[n]
		if !givesBack(bill) {
			continue
		}
		sums[Cash] -= bill.Rounding
		for _, payment := range p.PaidBack {
			if payment.BillID == bill.ID {
				sums[payment.Method] += payment.Amount
			}
		}
	}
	return methods, sums
}

// givesBack tells the later bills that gave money back from exchanges that cost more.
func givesBack(bill *ledger.Bill) bool { return bill.Kind == ledger.Refund || bill.Total < 0 }
