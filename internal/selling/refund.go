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
	Refunds  []ledger.Bill     // those later bills themselves
	PaidBack []ledger.Payment  // their payments, as they stand
	VoidedBy string            // number of the bill that voids it
	Shift    bool              // its shift is still open
	TripOver bool              // the trip it was sold on is back and its place closed
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
// "line_unknown", "refund_too_much" (line[n].qty), "refund_nothing", "refund_owed_first" (money
// for what is still owed), and those of Checkout.
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
	d.bill.RefundOf, d.bill.CustomerID, d.bill.OrderID = past.Bill.ID, past.Bill.CustomerID, past.Bill.OrderID
	d.bill.Reason, d.bill.RequestHash = request.Reason, request.Hash()
	d.bill.GuideRate = past.Bill.GuideRate
	if kind == ledger.Exchange {
		if err := d.addGoods(&request.Goods); err != nil {
			return nil, err
		}
	}
	for _, back := range returns {
		d.giveBack(past, back, request.Waste)
	}
	d.bill.Guide -= d.guideBack(past)
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
