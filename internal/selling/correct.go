package selling

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
)

// VoidBill writes the reversing bill of a bill whose shift is still open: every amount opposite, goods
// back to their lots and the place they left, money back the ways it came, also from the owners who got it.
// Faults: "reason_missing", "bill_voided", "bill_is_refund", "bill_has_refunds", "shift_closed".
func VoidBill(facts *Facts, past *Past, bill id.Bill, reason string) (*Outcome, error) {
	switch {
	case reason == "":
		return nil, fault.New("reason_missing", "reason", nil)
	case past.VoidedBy != "":
		return nil, fault.New("bill_voided", "number", fault.Values{"number": past.Bill.Number, "by": past.VoidedBy})
	case past.Bill.Kind == ledger.Void:
		return nil, fault.New("bill_is_refund", "number", fault.Values{"number": past.Bill.Number})
	case len(past.Returned) > 0:
		return nil, fault.New("bill_has_refunds", "number", fault.Values{"number": past.Bill.Number})
	case !past.Shift:
		return nil, fault.New("shift_closed", "number", fault.Values{"number": past.Bill.Number})
	}
	if !past.TripOver { // what never happened moved nothing: neither from where the till is now nor for its trip
		facts.Trip = past.Bill.TripID
		if len(past.Moves) > 0 {
			facts.Place = past.Moves[0].PlaceID
		}
	}
	d := newDraft(facts, ledger.EventBillVoided, ledger.Void)
	if err := d.open(bill, ledger.TypeVoid); err != nil {
		return nil, err
	}
	old := past.Bill
	d.bill.VoidOf, d.bill.Reason, d.bill.CustomerID, d.bill.OrderID = old.ID, reason, old.CustomerID, old.OrderID
	d.bill.RequestHash = VoidHash(old.ID, reason)
	d.bill.Total, d.bill.Discount, d.bill.Rounding = -old.Total, -old.Discount, -old.Rounding
	d.bill.VAT, d.bill.Guide, d.bill.GuideRate = -old.VAT, -old.Guide, old.GuideRate
	for _, line := range past.Lines {
		d.posting.Lines = append(d.posting.Lines, reversed(line))
	}
	for _, move := range past.Moves {
		kind := ledger.MoveRefund
		if move.Kind == ledger.MoveWaste { // what a refund threw away was lost and not sold
			kind = ledger.MoveWaste
		}
		d.move(&d.posting.Lines[move.LineN], move.ProductID, move.LotID, -move.Qty, kind, reason)
	}
	for _, entry := range past.Entries {
		entry.BillID, entry.Day = d.bill.ID, d.bill.Day
		entry.Qty, entry.Base, entry.Share = -entry.Qty, -entry.Base, -entry.Share
		entry.Paid, entry.VAT = -entry.Paid, -entry.VAT
		d.posting.Producers = append(d.posting.Producers, entry)
	}
	ways, sums := past.byWay()
	for _, to := range ways {
		if sums[to] != 0 {
			d.paymentRow(ledger.Paid, to.method, -sums[to], "", reason)
			d.toOwner(to.owner)
		}
	}
	return d.finish(), nil
}

// VoidHash identifies the content of a void, as Request.Hash does of a request.
func VoidHash(of id.Bill, reason string) string { return hashOf([]string{of.String(), reason}) }

func reversed(line ledger.Line) ledger.Line {
	line.Qty, line.Total, line.NetOfVAT = -line.Qty, -line.Total, -line.NetOfVAT
	line.LineDiscount, line.PromoDiscount, line.BillDiscount = -line.LineDiscount, -line.PromoDiscount, -line.BillDiscount
	line.ReturnsN = line.LineN
	return line
}

// Repay corrects the way a bill was paid while its shift is open: rows that take the difference from
// the wrong methods and give it to the right ones. The tenders must add up to the bill's total. Faults:
// "shift_closed", "bill_voided", "repay_sum", "repay_same", "repay_order" (what was paid before for an order, or is
// owed by a carrier, is corrected there), "repay_noted" (a credit or debit note changed what is owed), "customer_missing", "slip_used", those of Pay.
func Repay(facts *Facts, past *Past, tenders []Tender) (*ledger.Posting, error) {
	if past.VoidedBy != "" {
		return nil, fault.New("bill_voided", "number", fault.Values{"number": past.Bill.Number, "by": past.VoidedBy})
	}
	if !past.Shift {
		return nil, fault.New("shift_closed", "number", fault.Values{"number": past.Bill.Number})
	}
	sign := money.Satang(1)
	if past.Bill.Total < 0 {
		sign = -1
	}
	payment, err := Pay(past.Bill.Total.Abs(), tenders, facts.Methods, 0)
	if err != nil {
		return nil, err
	}
	if payment.Change != 0 {
		return nil, fault.New("repay_sum", "pay[0].amount", fault.Values{"total": past.Bill.Total.Abs()})
	}
	d := newDraft(facts, ledger.EventBillRepaid, past.Bill.Kind)
	d.bill.ID, d.bill.Number, d.bill.ShiftID, d.bill.Day = past.Bill.ID, past.Bill.Number, past.Bill.ShiftID, past.Bill.Day
	d.posting.Day = past.Bill.Day
	for n, tender := range payment.Tenders {
		if facts.Methods[tender.Method].Customer && past.Bill.CustomerID.IsZero() {
			return nil, fault.New("customer_missing", "customer", nil)
		}
		if tender.Method == Loss && tender.Reason == "" {
			return nil, fault.New("reason_missing", fmt.Sprintf("pay[%d].reason", n), nil)
		}
		if err := d.freshSlip(payment.Tenders, n); err != nil {
			return nil, err
		}
	}
	_, held := past.byWay()
	wanted := past.wanted(payment.Tenders, sign)
	for _, to := range unionSorted(held, wanted) {
		if (to.method == Deposit || to.method == COD || to.method == Channel) && wanted[to] != held[to] {
			return nil, fault.New("repay_order", "pay[0].method", fault.Values{"number": past.Bill.Number})
		}
		if (to.method == CreditNote || to.method == DebitNote) && wanted[to] != held[to] {
			return nil, fault.New("repay_noted", "pay[0].method", fault.Values{"number": past.Bill.Number})
		}
		d.moveTo(to, wanted[to]-held[to], payment.Tenders)
	}
	if len(d.posting.Payments) == 0 {
		return nil, fault.New("repay_same", "pay[0].method", nil)
	}
	return d.posting, nil
}

// wanted gives what each way is to hold by a correction's tenders. Owners keep what they got by a method as
// far as the correction leaves money by it: nobody takes it from them who corrects something else.
func (p *Past) wanted(tenders []Tender, sign money.Satang) map[way]money.Satang {
	wanted, free := map[way]money.Satang{}, map[string]money.Satang{}
	for _, tender := range tenders {
		if tender.OwnerID.IsZero() {
			free[tender.Method] += *tender.Amount
		} else {
			wanted[way{tender.Method, tender.OwnerID}] += sign * *tender.Amount
		}
	}
	ways, held := p.byWay()
	for _, to := range ways {
		if keep := min(sign*(held[to]-wanted[to]), free[to.method]); !to.owner.IsZero() && keep > 0 {
			wanted[to] += sign * keep
			free[to.method] -= keep
		}
	}
	for method, amount := range free {
		wanted[way{method: method}] += sign * amount
	}
	return wanted
}

// moveTo writes what a way gains or loses by a correction, and the slips shown for it.
func (d *draft) moveTo(to way, diff money.Satang, tenders []Tender) {
	evidence := ""
	for _, tender := range tenders {
		if tender.Method == to.method {
			evidence = tender.Evidence
			if tender.OwnerID == to.owner {
				d.noteSlip(tender, diff != 0)
			}
		}
	}
	if diff != 0 {
		d.paymentRow(ledger.Repaid, to.method, diff, evidence, "")
		d.toOwner(to.owner)
	}
}

func unionSorted(a, b map[way]money.Satang) []way {
	keys := slices.Collect(maps.Keys(a))
	for key := range b {
		if _, both := a[key]; !both {
			keys = append(keys, key)
		}
	}
	slices.SortFunc(keys, func(x, y way) int { // what is taken out is written before what comes in
		return cmp.Or(cmp.Compare(b[x]-a[x], b[y]-a[y]), cmp.Compare(x.method, y.method), slices.Compare(x.owner[:], y.owner[:]))
	})
	return keys
}

// Debt is a credit bill and what of it is still owed.
type Debt struct {
	BillID id.Bill
	Number string
	Owed   money.Satang
}

// DebtRequest asks to take money for what a customer owes.
type DebtRequest struct {
	ID         id.Change `json:"id"`
	CustomerID id.Party  `json:"customer_id"`
	Tenders    []Tender  `json:"tenders"`
	Bills      []id.Bill `json:"bills,omitempty"` // what these owe is paid before the others
}

// Hash identifies the content of a request, so that the same id with another one is refused.
func (r *DebtRequest) Hash() string { return hashOf(r) }

// inOrder puts the debts of the bills that are named before the others, in the order they are named.
func (r *DebtRequest) inOrder(debts []Debt) []Debt {
	place := func(debt Debt) int {
		if at := slices.Index(r.Bills, debt.BillID); at >= 0 {
			return at
		}
		return len(r.Bills)
	}
	debts = slices.Clone(debts)
	slices.SortStableFunc(debts, func(a, b Debt) int { return cmp.Compare(place(a), place(b)) })
	return debts
}

// PayDebt spreads money over a customer's credit bills, those that are named first, else oldest first. debts must be in that order; shift
// and day are those of the open shift. Faults: "debt_none", "debt_above" when more is paid than owed,
// "method_credit" when credit is paid with credit or no money, "slip_used", those of Pay.
func PayDebt(facts *Facts, debts []Debt, request *DebtRequest) (*ledger.Posting, error) {
	payment, due, err := payOwed(facts, debts, request.Tenders)
	if err != nil {
		return nil, err
	}
	debts = request.inOrder(debts)
	d := newDraft(facts, ledger.EventDebtPaid, ledger.Sale)
	if err := d.shiftOnly(); err != nil {
		return nil, err
	}
	d.bill.Number = debts[0].Number
	for n, tender := range payment.Tenders {
		if err := d.freshSlip(payment.Tenders, n); err != nil {
			return nil, err
		}
		left := *tender.Amount
		for of := range debts {
			if pay := min(left, debts[of].Owed); pay > 0 {
				d.bill.ID = debts[of].BillID
				d.paymentRow(ledger.Settled, Credit, -pay, "", "")
				d.noteSlip(tender, true)
				d.paymentRow(ledger.Settled, tender.Method, pay, tender.Evidence, "")
				debts[of].Owed -= pay
				left -= pay
			}
		}
	}
	d.posting.DebtsPaid = []ledger.DebtPayment{{ID: request.ID, CustomerID: request.CustomerID, Amount: due,
		At: d.posting.At, RequestHash: request.Hash()}}
	return d.posting, nil
}

// TakeBack writes the opposite of payments that were written in one event, for debts or for an order before its
// bills: what they paid is owed again. The money goes from the shift that is open now. Fault: "shift_not_open".
func TakeBack(facts *Facts, event string, rows []ledger.Payment, reason string) (*ledger.Posting, error) {
	d := newDraft(facts, event, "")
	if err := d.shiftOnly(); err != nil {
		return nil, err
	}
	for _, row := range rows {
		d.bill.ID = row.BillID
		d.paymentRow(row.Kind, row.Method, -row.Amount, "", reason)
	}
	return d.posting, nil
}

// payOwed fits tenders to what is owed, or to the part of it that they name.
func payOwed(facts *Facts, debts []Debt, tenders []Tender) (Payment, money.Satang, error) {
	owed, due, open := money.Satang(0), money.Satang(0), false
	for _, debt := range debts {
		owed += debt.Owed
	}
	if owed <= 0 {
		return Payment{}, 0, fault.New("debt_none", "customer", nil)
	}
	for n, tender := range tenders {
		if noMoney(tender.Method) {
			return Payment{}, 0, fault.New("method_credit", fmt.Sprintf("pay[%d].method", n), nil)
		}
		if tender.Amount == nil {
			open = true
		} else if due += min(*tender.Amount, money.Max); *tender.Amount < 0 {
			return Payment{}, 0, fault.New("amount_not_positive", fmt.Sprintf("pay[%d].amount", n), fault.Values{"value": *tender.Amount})
		}
	}
	if open { // takes what the others leave of all that is owed
		due = max(due, owed)
	}
	if due > owed {
		return Payment{}, 0, fault.New("debt_above", "pay[0].amount", fault.Values{"owed": owed, "paid": due})
	}
	payment, err := Pay(due, tenders, facts.Methods, 0)
	if err != nil {
		return Payment{}, 0, err
	}
	if due <= 0 {
		return Payment{}, 0, fault.New("amount_not_positive", "pay[0].amount", fault.Values{"value": due})
	}
	return payment, due, nil
}

// shiftOnly gives a posting without a bill its shift and day.
func (d *draft) shiftOnly() error {
	d.bill.ShiftID, d.bill.Day = d.facts.ShiftID, d.facts.Day
	if d.bill.ShiftID.IsZero() {
		if d.facts.MustOpen {
			return fault.New("shift_not_open", "shift", nil)
		}
		shift := AutomaticShift(d.facts.Now, d.facts.LastDay)
		d.posting.Shifts = []ledger.Shift{shift}
		d.bill.ShiftID, d.bill.Day = shift.ID, shift.Day
	}
	d.posting.Day = d.bill.Day
	return nil
}
