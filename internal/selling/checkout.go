package selling

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"time"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Request asks for a cart to be paid.
type Request struct {
	Cart    Cart     `json:"cart"`
	Tenders []Tender `json:"tenders"`
}

// Hash identifies the content of a request, so that the same bill id with another one is refused.
func (r *Request) Hash() string { return hashOf(r) }

func hashOf(request any) string {
	data, err := json.Marshal(request)
	if err != nil {
		panic(err) // plain structs of ids, numbers and strings always encode
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// What happens when stock would go below zero.
const (
	BelowWarn   = "warn"
	BelowPIN    = "pin" // a warning until there is a second person
	BelowRefuse = "refuse"
)

// ExpiredRefuse is the choice of a shop that sells nothing of an expired lot; others are warned.
const ExpiredRefuse = "refuse"

// Facts is what checkout reads, taken inside the transaction.
type Facts struct {
	Prices
	Now       time.Time
	Letter    string
	ShiftID   id.Shift      // the open shift, none = open one with this bill
	MustOpen  bool          // the shop counts its drawer: a person opens the shift
	LastDay   clock.Day     // of the last shift, "" = none yet
	LastEvent ledger.Millis // when the chain's last event was written
	NextNo    func(kind string, year int) (int, error)
	Lots      map[id.Product][]ledger.LotStock // of sets those of their components
	Held      map[id.Product]qty.Qty           // by waiting bills and orders, but not by the cart's own order
	Kept      ledger.Kept                      // lots reserved for orders
	Deposit   money.Satang                     // what was paid before for the cart's order and not used yet
	Collected *money.Satang                    // of a parcel that comes back, by its carrier: owed no more; nil = no parcel comes back
	Made      money.Satang                     // of a parcel that is lost: what its carrier paid, set against the loss
	Place     id.Place
	Trip      id.Trip // the fair the till is at, none = at the shop
	Terms     func(product *catalog.Product, owner id.Party) ledger.Terms
	Methods   map[string]Method
	CashStep  money.Satang
	BelowZero string
	Expired   string // what a shop does about expired lots
	SlipUsed  func(bank, ref string) (number string, err error)
	Customer  *Customer // nil when the bill names none
	Alcohol   bool      // alcohol may be sold at this hour
}

// Customer is what checkout must know of a buyer who may owe.
type Customer struct {
	ID    id.Party
	Limit money.Satang // 0 = no limit stated
	Owed  money.Satang
}

// Outcome is a posting and what a person should be told.
type Outcome struct {
	Posting  *ledger.Posting
	Bill     *ledger.Bill
	Warnings []*fault.Error
}

// Checkout turns a request into the posting of a paid bill. Faults: those of Price and Pay, "bill_empty",
// "shift_not_open", "customer_missing" (credit needs a name), "insufficient_stock" and
// "lot_expired_blocked" (line[n].qty, only where the shop refuses), "slip_used" (pay[n].slip), "deposit_too_much"
// (more than was paid before for the cart's order).
func Checkout(facts *Facts, request *Request) (*Outcome, error) {
	if len(request.Cart.Lines) == 0 {
		return nil, fault.New("bill_empty", "line", nil)
	}
	quote, err := Price(facts.Prices, &request.Cart)
	if err != nil {
		return nil, err
	}
	payment, err := Pay(quote.Total, request.Tenders, facts.Methods, facts.CashStep)
	if err != nil {
		return nil, err
	}
	draft := newDraft(facts, ledger.EventBillPaid, ledger.Sale)
	if err := draft.open(request.Cart.ID, ledger.TypeBill); err != nil {
		return nil, err
	}
	bill := &draft.bill
	bill.Total, bill.Discount, bill.Rounding = quote.Total+payment.Rounding, quote.Discount, payment.Rounding
	bill.VAT, bill.CustomerID, bill.OrderID = quote.VAT, request.Cart.CustomerID, request.Cart.OrderID
	bill.Guide, bill.GuideRate = quote.Guide, request.Cart.Guide.Percent
	bill.RequestHash = request.Hash()
	draft.posting.Lines = quote.Lines
	if err := draft.takeGoods(); err != nil {
		return nil, err
	}
	if err := draft.pay(payment); err != nil {
		return nil, err
	}
	return draft.finish(), nil
}

// draft collects the rows of one bill.
type draft struct {
	facts    *Facts
	posting  *ledger.Posting
	bill     ledger.Bill
	warnings []*fault.Error
	expired  map[id.Product]qty.Qty // what lies in lots that are not sold any more
}

func newDraft(facts *Facts, event, kind string) *draft {
	d := &draft{facts: facts, posting: &ledger.Posting{Kind: event, At: ledger.MillisOf(facts.Now)}}
	d.bill.Kind, d.bill.At = kind, d.posting.At
	if facts.LastEvent > d.posting.At {
		d.warn("clock_back", "", fault.Values{"last": facts.LastEvent.Time()})
	}
	return d
}

func (d *draft) warn(code, field string, values fault.Values) {
	d.warnings = append(d.warnings, fault.New(code, field, values))
}

// open gives the bill its id, shift, day and number, opening a shift when none is.
func (d *draft) open(bill id.Bill, kind string) error {
	d.bill.ID, d.bill.Type, d.bill.Letter = bill, kind, d.facts.Letter
	d.bill.ShiftID, d.bill.Day, d.bill.TripID = d.facts.ShiftID, d.facts.Day, d.facts.Trip
	if d.bill.ShiftID.IsZero() {
		if d.facts.MustOpen {
			return fault.New("shift_not_open", "shift", nil)
		}
		shift := AutomaticShift(d.facts.Now, d.facts.LastDay)
		d.posting.Shifts = []ledger.Shift{shift}
		d.bill.ShiftID, d.bill.Day = shift.ID, shift.Day
	}
	d.posting.Day = d.bill.Day
	d.bill.Year = d.bill.Day.BuddhistYear()
	no, err := d.facts.NextNo(kind, d.bill.Year)
	d.bill.No, d.bill.Number = no, ledger.Number(d.facts.Letter, kind, d.bill.Year, no)
	return err
}

// pay writes the payment rows, the change, and the slips shown.
func (d *draft) pay(payment Payment) error {
	for n, tender := range payment.Tenders {
		method := d.facts.Methods[tender.Method]
		if method.Customer && d.bill.CustomerID.IsZero() {
			return fault.New("customer_missing", "customer", nil)
		}
		if tender.Method == Credit && d.facts.Customer != nil && d.facts.Customer.Limit > 0 &&
			d.facts.Customer.Owed+*tender.Amount > d.facts.Customer.Limit {
			d.warn("credit_limit_passed", fmt.Sprintf("pay[%d].amount", n),
				fault.Values{"limit": d.facts.Customer.Limit, "owed": d.facts.Customer.Owed})
		}
		if tender.Method == CarrierFee || (tender.Method == COD || tender.Method == Channel) && d.bill.OrderID.IsZero() { // of parcels alone
			return fault.New("method_unknown", fmt.Sprintf("pay[%d].method", n), fault.Values{"value": tender.Method})
		}
		if tender.Method == Deposit && *tender.Amount > d.facts.Deposit {
			return fault.New("deposit_too_much", fmt.Sprintf("pay[%d].amount", n), fault.Values{"deposit": d.facts.Deposit})
		}
		if tender.Method == Loss && tender.Reason == "" {
			return fault.New("reason_missing", fmt.Sprintf("pay[%d].reason", n), nil)
		}
		if err := d.freshSlip(payment.Tenders, n); err != nil {
			return err
		}
		d.noteSlip(tender, *tender.Amount != 0)
		if *tender.Amount != 0 {
			d.paymentRow(ledger.Paid, tender.Method, *tender.Amount, tender.Evidence, tender.Reason)
			d.toOwner(tender.OwnerID)
		}
	}
	d.checkOwners(payment.Tenders)
	if payment.Change != 0 {
		d.paymentRow(ledger.Change, Cash, -payment.Change, "", "")
	}
	return nil
}

// freshSlip refuses the n-th tender's slip when another bill holds it, or an earlier tender shows it too.
func (d *draft) freshSlip(tenders []Tender, n int) error {
	bank, ref := tenders[n].SlipBank, tenders[n].SlipRef
	if ref == "" {
		return nil
	}
	number, err := d.facts.SlipUsed(bank, ref)
	if err != nil {
		return err
	}
	for _, earlier := range tenders[:n] {
		if earlier.SlipBank == bank && earlier.SlipRef == ref {
			number = d.bill.Number
		}
	}
	if number != "" {
		return fault.New("slip_used", fmt.Sprintf("pay[%d].slip", n), fault.Values{"number": number})
	}
	return nil
}

// noteSlip records a slip for the payment that is written next, or for none of them.
func (d *draft) noteSlip(tender Tender, next bool) {
	if tender.SlipRef == "" {
		return
	}
	slip := ledger.Slip{BillID: d.bill.ID, PaymentN: -1, Bank: tender.SlipBank, Ref: tender.SlipRef, At: d.posting.At}
	if next {
		slip.PaymentN = len(d.posting.Payments)
	}
	d.posting.Slips = append(d.posting.Slips, slip)
}

func (d *draft) paymentRow(kind, method string, amount money.Satang, evidence, reason string) {
	d.posting.Payments = append(d.posting.Payments, ledger.Payment{BillID: d.bill.ID, ShiftID: d.bill.ShiftID, Day: d.bill.Day,
		At: d.posting.At, Kind: kind, Method: method, Amount: amount, Evidence: evidence, Reason: reason})
}

// toOwner says of the payment written last that an owner of goods got it.
func (d *draft) toOwner(owner id.Party) {
	d.posting.Payments[len(d.posting.Payments)-1].OwnerID = owner
}

// finish computes the shop's share (what is left after VAT and owners) and closes the posting.
func (d *draft) finish() *Outcome {
	d.bill.ShopShare = d.bill.Total - d.bill.VAT
	for _, entry := range d.posting.Producers {
		d.bill.ShopShare -= entry.Share
	}
	for n := range d.posting.Lines {
		d.posting.Lines[n].BillID = d.bill.ID
	}
	d.posting.Bills = []ledger.Bill{d.bill}
	return &Outcome{Posting: d.posting, Bill: &d.posting.Bills[0], Warnings: d.warnings}
}
