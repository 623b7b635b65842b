package selling

import (
	"fmt"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// RefundRequest asks to take goods of a bill back and pay for them; with Goods it is an exchange, whose
// difference is paid either way.
type RefundRequest struct {
	ID      id.Bill      `json:"id"`
	Of      id.Bill      `json:"of"`
	Lines   []ReturnLine `json:"lines"` // none, without Goods = everything that is left
	Waste   bool         `json:"waste"` // thrown away instead of back on the shelf
	Reason  string       `json:"reason"`
	Goods   Cart         `json:"goods"`
	Tenders []Tender     `json:"tenders"` // for a refund one method, or none = the ways the money came
}

// ReturnLine is a quantity of one line of the old bill.
type ReturnLine struct {
	LineN int     `json:"line_n"`
	Qty   qty.Qty `json:"qty"`
}

// Hash identifies the content of a request.
func (r *RefundRequest) Hash() string { return hashOf(r) }

// Past is an old bill with everything that was later written about it.
type Past struct {
	Bill     ledger.Bill
	Lines    []ledger.Line
	Payments []ledger.Payment // all kinds, also repaid and settled
	Moves    []ledger.Movement
	Entries  []ledger.Entry
	Lots     map[id.Lot]ledger.Lot
	Returned []ledger.Line     // lines of later bills that give lines of this one back
	Back     []ledger.Movement // their movements into lots, with LineN of the OLD line
	BackPaid []ledger.Entry    // their owners' entries, with LineN of the OLD line
	VoidedBy string            // number of the bill that voids it
	Shift    bool              // its shift is still open
}

// Left gives how much of a line has not been given back.
func (p *Past) Left(lineN int) qty.Qty {
	left := p.Lines[lineN].Qty
	for _, line := range p.Returned {
		if line.ReturnsN == lineN {
			left += line.Qty // returned quantities are negative
		}
	}
	return left
}

// ByMethod sums what each method holds of the bill now.
func (p *Past) ByMethod() (methods []string, sums map[string]money.Satang) {
	sums = map[string]money.Satang{}
	for _, payment := range p.Payments {
		if _, known := sums[payment.Method]; !known {
			methods = append(methods, payment.Method)
		}
		sums[payment.Method] += payment.Amount
	}
	return methods, sums
}

// Refund writes a new bill that gives goods of an old one back, with its share of the discounts; all
// parts together give back the whole to the satang. Faults: "bill_voided", "bill_is_refund",
// "line_unknown", "refund_too_much" (line[n].qty), "refund_nothing", and those of Checkout.
func Refund(facts *Facts, past *Past, request *RefundRequest) (*Outcome, error) {
	if err := refundable(past); err != nil {
		return nil, err
	}
	kind, event, series := ledger.Refund, ledger.EventBillRefunded, ledger.TypeRefund
	if len(request.Goods.Lines) > 0 {
		kind, event, series = ledger.Exchange, ledger.EventBillExchanged, ledger.TypeBill
	}
	returns, err := wantedReturns(past, request)
	if err != nil {
		return nil, err
	}
	d := newDraft(facts, event, kind)
	if err := d.open(request.ID, series); err != nil {
		return nil, err
	}
	d.bill.RefundOf, d.bill.CustomerID = past.Bill.ID, past.Bill.CustomerID
	d.bill.Reason, d.bill.RequestHash = request.Reason, request.Hash()
	if kind == ledger.Exchange {
		if err := d.addGoods(&request.Goods); err != nil {
			return nil, err
		}
	}
	for _, back := range returns {
		d.giveBack(past, back, request.Waste)
	}
	return d.payBack(past, request.Tenders)
}

func refundable(past *Past) error {
	if past.VoidedBy != "" {
		return fault.New("bill_voided", "number", fault.Values{"number": past.Bill.Number, "by": past.VoidedBy})
	}
	if past.Bill.Kind == ledger.Refund || past.Bill.Kind == ledger.Void {
		return fault.New("bill_is_refund", "number", fault.Values{"number": past.Bill.Number})
	}
	return nil
}

func wantedReturns(past *Past, request *RefundRequest) ([]ReturnLine, error) {
	wanted := request.Lines
	if len(wanted) == 0 && len(request.Goods.Lines) == 0 {
		for n := range past.Lines {
			if left := past.Left(n); left > 0 {
				wanted = append(wanted, ReturnLine{LineN: n, Qty: left})
			}
		}
	}
	if len(wanted) == 0 {
		return nil, fault.New("refund_nothing", "line", fault.Values{"number": past.Bill.Number})
	}
	asked := map[int]qty.Qty{}
	for n, line := range wanted {
		field := fmt.Sprintf("line[%d].qty", n)
		if line.LineN < 0 || line.LineN >= len(past.Lines) || past.Lines[line.LineN].Qty < 0 {
			return nil, fault.New("line_unknown", fmt.Sprintf("line[%d].code", n), fault.Values{"number": past.Bill.Number})
		}
		if line.Qty <= 0 {
			return nil, fault.New("qty_not_positive", field, fault.Values{"value": line.Qty})
		}
		asked[line.LineN] += line.Qty
		old := past.Lines[line.LineN]
		if left := past.Left(line.LineN); asked[line.LineN] > left {
			return nil, fault.New("refund_too_much", field, fault.Values{"name": old.Name, "left": left, "want": line.Qty, "unit": old.Unit})
		}
	}
	return wanted, nil
}

// part gives what of whole belongs to the pieces from before to before+now of all: taken as the
// difference of two rounded running sums, so that all parts together are the whole.
func part(whole money.Satang, before, now, all qty.Qty) money.Satang {
	return whole.Share(int64(before+now), int64(all)) - whole.Share(int64(before), int64(all))
}

// giveBack adds the negative line and returns the goods to the lots they left.
func (d *draft) giveBack(past *Past, back ReturnLine, waste bool) {
	old := past.Lines[back.LineN]
	before := old.Qty - past.Left(back.LineN)
	for _, line := range d.posting.Lines { // the same old line named twice in one request
		if line.ReturnsN == back.LineN {
			before -= line.Qty
		}
	}
	line := old
	line.BillID, line.LineN, line.ReturnsN = d.bill.ID, len(d.posting.Lines), back.LineN
	line.Qty = -back.Qty
	net := part(old.Net(), before, back.Qty, old.Qty)
	off := part(old.Total-old.Net(), before, back.Qty, old.Qty)
	if old.Qty.Whole() && back.Qty.Whole() {
		// Whole pieces keep price × quantity; the discount is what is left and cannot change sign.
		off = money.Times(old.UnitPrice, back.Qty) - net
	}
	split := off.Allocate([]int64{int64(old.LineDiscount), int64(old.PromoDiscount), int64(old.BillDiscount)})
	line.Total = -(net + off)
	line.LineDiscount, line.PromoDiscount, line.BillDiscount = -split[0], -split[1], -split[2]
	line.NetOfVAT = -part(old.NetOfVAT, before, back.Qty, old.Qty)
	d.posting.Lines = append(d.posting.Lines, line)
	d.returnLots(past, &line, waste)
}

// returnLots puts the goods back into the lots they left, in the order they left, and takes the
// owners' shares back with them.
func (d *draft) returnLots(past *Past, line *ledger.Line, waste bool) {
	want := -line.Qty
	for _, move := range past.Moves {
		if move.LineN != line.ReturnsN || move.Qty >= 0 || want == 0 {
			continue
		}
		before := d.backInLot(past, line.ReturnsN, move.LotID)
		now := min(want, -move.Qty-before)
		if now <= 0 {
			continue
		}
		want -= now
		d.move(line, move.LotID, now, ledger.MoveRefund, d.bill.Reason)
		if waste {
			d.move(line, move.LotID, -now, ledger.MoveWaste, d.bill.Reason)
		}
		for _, entry := range past.Entries {
			if entry.LineN == line.ReturnsN && entry.LotID == move.LotID {
				d.returnEntry(line, entry, before, now)
			}
		}
	}
}

func (d *draft) returnEntry(line *ledger.Line, old ledger.Entry, before, now qty.Qty) {
	entry := old
	entry.BillID, entry.LineN, entry.Day, entry.Qty = d.bill.ID, line.LineN, d.bill.Day, -now
	entry.Base = -part(old.Base, before, now, old.Qty)
	entry.Share = -part(old.Share, before, now, old.Qty)
	d.posting.Producers = append(d.posting.Producers, entry)
}

// backInLot gives how much of an old line already went back into a lot, by earlier bills and this one.
func (d *draft) backInLot(past *Past, lineN int, lot id.Lot) qty.Qty {
	sum := qty.Qty(0)
	for _, move := range past.Back {
		if move.LineN == lineN && move.LotID == lot && move.Kind == ledger.MoveRefund {
			sum += move.Qty
		}
	}
	for _, move := range d.posting.Movements {
		if move.Kind == ledger.MoveRefund && move.LotID == lot && d.posting.Lines[move.LineN].ReturnsN == lineN {
			sum += move.Qty
		}
	}
	return sum
}

// addGoods prices and takes the goods that go out in an exchange.
func (d *draft) addGoods(goods *Cart) error {
	quote, err := Price(d.facts.Prices, goods)
	if err != nil {
		return err
	}
	d.posting.Lines = quote.Lines
	d.bill.Guide = quote.Guide
	return d.takeGoods()
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
	ways, err := d.waysBack(past, -sum, tenders)
	if err != nil {
		return nil, err
	}
	for _, way := range ways {
		if way.Method == Cash {
			d.bill.Rounding = money.CashRound(-*way.Amount, d.facts.CashStep)
			*way.Amount -= d.bill.Rounding
		}
		if *way.Amount != 0 {
			d.paymentRow(ledger.Paid, way.Method, -*way.Amount, "", "")
		}
	}
	d.bill.Total = sum + d.bill.Rounding
	return d.finish(), nil
}

// waysBack splits money to be given back: by the tenders asked for, else the ways it came, cash first
// for what those no longer hold.
func (d *draft) waysBack(past *Past, due money.Satang, tenders []Tender) ([]Tender, error) {
	if len(tenders) > 0 {
		exact := map[string]Method{}
		for code, method := range d.facts.Methods {
			method.Overpay = false // nobody is given back more than is due
			exact[code] = method
		}
		payment, err := Pay(due, tenders, exact, 0)
		if err != nil {
			return nil, err
		}
		for _, tender := range payment.Tenders {
			if d.facts.Methods[tender.Method].Customer && d.bill.CustomerID.IsZero() {
				return nil, fault.New("customer_missing", "customer", nil)
			}
		}
		return payment.Tenders, nil
	}
	var ways []Tender
	methods, sums := past.ByMethod()
	for _, method := range methods {
		if amount := min(sums[method], due); amount > 0 {
			ways = append(ways, Tender{Method: method, Amount: &amount})
			due -= amount
		}
	}
	if due > 0 {
		ways = append(ways, Tender{Method: Cash, Amount: &due})
	}
	return ways, nil
}
