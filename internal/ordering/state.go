package ordering

import (
	"slices"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Kinds of steps.
const (
	StepAdded       = "added"
	StepChanged     = "changed" // another content
	StepConfirmed   = "confirmed"
	StepUnconfirmed = "unconfirmed"
	StepPaid        = "paid"
	StepPaidBack    = "paid_back"
	StepPacked      = "packed"
	StepUnpacked    = "unpacked"
	StepPrinted     = "printed"   // the label
	StepOldLabel    = "label_old" // what came out is true no longer
	StepNumbered    = "numbered"  // a tracking number was put to a parcel
	StepShipped     = "shipped"
	StepUnshipped   = "unshipped"
	StepFetched     = "fetched" // delivered over the counter
	StepUnfetched   = "unfetched"
	StepDelivered   = "delivered"
	StepUndelivered = "undelivered"
	StepReturned    = "returned"
	StepLooked      = "looked" // what came back is on the shelf or written off
	StepLost        = "lost"
	StepWrittenOff  = "written_off" // what was lost
	StepOnItsWay    = "on_its_way"  // a parcel's end was a mistake
	StepCarrierPaid = "carrier_paid"
	StepChannelPaid = "channel_paid"
	StepCancelled   = "cancelled"
	StepReopened    = "reopened"
	StepErased      = "erased" // who ordered and received is forgotten

	// What a channel said of its order, and that goods left before the shop kept books of them.
	StepSaidShipped   = "channel_shipped"
	StepSaidDelivered = "channel_delivered"
	StepSaidReturned  = "channel_returned"
	StepSaidCancelled = "channel_cancelled"
	StepSaidLive      = "channel_live" // its cancelling was taken back
	StepElsewhere     = "elsewhere"    // nothing is kept for it and no bill follows
)

// Words of the axis of payment.
const (
	Unpaid    = "unpaid"
	PaidPart  = "part"
	Paid      = "paid"
	OnCOD     = "cod"     // the carrier collects the rest
	OnCredit  = "credit"  // the rest is owed
	AtChannel = "channel" // the marketplace owes it
	RefundDue = "refund"  // money lies here that must go back
)

// Words of the axis of fulfilment, and with Paid those of the state.
const (
	New       = "new"
	Confirmed = "confirmed"
	Packed    = "packed"
	Shipped   = "shipped"
	Delivered = "delivered"
	Cancelled = "cancelled"
	Returned  = "returned"
)

// Money is what came for an order and where it is.
type Money struct {
	Received money.Satang // for the order before bills, what went back taken off
	Used     money.Satang // of that, by its bills
	Billed   money.Satang // bills less what was given back
	BillPaid money.Satang // of the bills, by ways other than the deposit that are no debts
	COD      money.Satang // the carrier still owes
	Credit   money.Satang // the customer still owes
	Channel  money.Satang // the marketplace still owes
	Noted    money.Satang // credit notes took off what is owed, less what debit notes added
	Fee      money.Satang // for the post, on bills
	Discount money.Satang // on bills
}

// Deposit is what was received and not used yet.
func (m *Money) Deposit() money.Satang { return m.Received - m.Used }

// Past is an order with everything that was written about it.
type Past struct {
	Order      ledger.Order
	Content    ledger.OrderContent
	Steps      []ledger.OrderStep // oldest first
	Parcels    []ledger.Parcel    // by no
	Kept       []ledger.Reservation
	Given      map[int]qty.Qty // by line: what bills delivered, voided ones taken off
	Sold       []Sold          // the same line by line
	Money      Money
	Person     Person
	Recipients []Recipient
}

// Line gives a line of the order, nil when it has none of that n.
func (p *Past) Line(n int) *ledger.OrderLine {
	at := slices.IndexFunc(p.Content.Lines, func(l ledger.OrderLine) bool { return l.N == n })
	if at < 0 {
		return nil
	}
	return &p.Content.Lines[at]
}

// Parcel gives a parcel of the order, nil when it is none of its.
func (p *Past) Parcel(parcel id.Parcel) *ledger.Parcel {
	at := slices.IndexFunc(p.Parcels, func(each ledger.Parcel) bool { return each.ID == parcel })
	if at < 0 {
		return nil
	}
	return &p.Parcels[at]
}

// Goods is what the lines come to.
func (p *Past) Goods() (sum money.Satang) {
	for _, line := range p.Content.Lines {
		sum += money.Times(line.Price, line.Qty)
	}
	return sum
}

// Total is what the customer pays for the order: goods less discount, and the post.
func (p *Past) Total() money.Satang { return p.Goods() - p.Content.Discount + p.Content.Fee }

// Left is what of a line is in no parcel and was not delivered.
func (p *Past) Left(n int) qty.Qty {
	line := p.Line(n)
	if line == nil {
		return 0
	}
	left := line.Qty - p.Given[n]
	for k := range p.Parcels {
		if p.Parcels[k].State == ledger.ParcelPacked {
			left -= inParcel(&p.Parcels[k], n)
		}
	}
	return left
}

// Packed lists the parcels that have not left yet.
func (p *Past) Packed() (parcels []id.Parcel) {
	for n := range p.Parcels {
		if p.Parcels[n].State == ledger.ParcelPacked {
			parcels = append(parcels, p.Parcels[n].ID)
		}
	}
	return parcels
}

// AllPacked reports whether everything that is ordered lies in parcels, or has left.
func (p *Past) AllPacked() bool {
	for _, line := range p.Content.Lines {
		if p.Left(line.N) > 0 {
			return false
		}
	}
	return slices.ContainsFunc(p.Parcels, func(parcel ledger.Parcel) bool { return parcel.Live() })
}

func inParcel(p *ledger.Parcel, n int) (sum qty.Qty) {
	for _, line := range p.Lines {
		if line.N == n {
			sum += line.Qty
		}
	}
	return sum
}

// is reports whether the last of two opposite steps is the first of them.
func (p *Past) is(on, off string) bool {
	for _, step := range slices.Backward(p.Steps) {
		switch step.Kind {
		case on:
			return true
		case off:
			return false
		}
	}
	return false
}

// Cancelled reports whether nobody wants the order any more.
func (p *Past) Cancelled() bool { return p.is(StepCancelled, StepReopened) }

// Confirmed reports whether shop and customer agree: said, or shown by money or parcels.
func (p *Past) Confirmed() bool {
	return p.is(StepConfirmed, StepUnconfirmed) || p.Money.Received > 0 || len(p.Given) > 0
}

// Elsewhere reports whether the goods left before the shop kept books of them: the order is history.
func (p *Past) Elsewhere() bool { return p.did(StepElsewhere) }

// Erased reports whether the people of the order are forgotten.
func (p *Past) Erased() bool { return p.did(StepErased) }

// did reports whether a step was ever done.
func (p *Past) did(kind string) bool {
	return slices.ContainsFunc(p.Steps, func(step ledger.OrderStep) bool { return step.Kind == kind })
}

// Live reports whether goods are kept for the order.
func (p *Past) Live() bool { return !p.Cancelled() && !p.Elsewhere() }

// Paid is what of the order is paid for good.
func (p *Past) Paid() money.Satang { return p.Money.Received - p.Money.Used + p.billsPaid() }

// Came is what came for the order and has not gone back, withheld tax too: a note changes what is owed and brings nothing.
func (p *Past) Came() money.Satang { return p.Paid() - p.Money.Noted }

// billsPaid is what of the bills is no debt any more.
func (p *Past) billsPaid() money.Satang {
	return p.Money.Billed - p.Money.COD - p.Money.Credit - p.Money.Channel
}

// Rest is what is still to be paid, by whomever.
func (p *Past) Rest() money.Satang {
	if p.Cancelled() {
		return p.Money.COD + p.Money.Credit + p.Money.Channel - p.Money.Deposit()
	}
	return p.due() - p.Paid()
}

// Back is what lies here and must go back to the customer. What a carrier owes is not set off against it: the carrier
// has that from the customer, or gets it.
func (p *Past) Back() money.Satang {
	if p.Elsewhere() {
		return 0
	}
	debts := p.Money.Credit + p.Money.Channel
	if !p.Cancelled() && p.Fulfilment() != Returned {
		debts += p.unbilled()
	}
	return max(p.Money.Deposit()-debts, 0)
}

// Reached reports whether the customer has had a parcel, so that its carrier has collected what it was to collect.
func (p *Past) Reached(parcel id.Parcel) bool {
	for _, step := range slices.Backward(p.Steps) {
		switch {
		case step.ParcelID != parcel:
		case step.Kind == StepDelivered:
			return true
		case step.Kind == StepOnItsWay, step.Kind == StepShipped:
			return false
		}
	}
	return false
}

// Uncollected is what carriers still owe for the parcels of a bill, but one: of those that came back to the shop or are
// written off, and that no customer had, nothing.
func (p *Past) Uncollected(bill id.Bill, but id.Parcel) (sum money.Satang) {
	for n := range p.Parcels {
		parcel := &p.Parcels[n]
		ended := parcel.State == ledger.ParcelLooked || parcel.State == ledger.ParcelWrittenOff
		if parcel.BillID == bill && parcel.ID != but && (!ended || p.Reached(parcel.ID)) {
			sum += parcel.COD - parcel.CODPaid
		}
	}
	return sum
}

// due is what the order comes to now: bills for what was delivered, the agreed prices for the rest.
func (p *Past) due() money.Satang {
	switch {
	case p.Elsewhere():
		return p.Paid() // whatever was owed was settled where it was sold
	case p.Fulfilment() == Returned:
		return p.Money.Billed
	}
	return p.Money.Billed + p.unbilled()
}

// unbilled is what the bills of the rest will come to.
func (p *Past) unbilled() money.Satang {
	goods, all := money.Satang(0), true
	for n := range p.Content.Lines {
		line := &p.Content.Lines[n]
		goods += p.leftOf(line)
		all = all && p.Given[line.N] >= line.Qty
	}
	if all {
		return 0
	}
	return goods - (p.Content.Discount - p.Money.Discount) + (p.Content.Fee - p.Money.Fee)
}

// Payment is the word of the axis of payment.
func (p *Past) Payment() string {
	rest := p.Rest()
	switch {
	case p.Back() > 0:
		return RefundDue
	case p.Cancelled() && rest <= 0 && p.Paid() <= 0:
		return Unpaid // nobody owes it, and nobody paid
	case rest <= 0:
		return Paid
	case p.Paid() > 0:
		return PaidPart
	case p.Cancelled():
		return Unpaid
	}
	switch p.Content.PayBy {
	case PayCOD:
		return OnCOD
	case PayCredit:
		return OnCredit
	case PayChannel:
		return AtChannel
	}
	return Unpaid
}

// Fulfilment is the word of the axis of fulfilment: how far the part is that is least far.
func (p *Past) Fulfilment() string {
	switch {
	case p.Cancelled():
		return Cancelled
	case p.Elsewhere():
		return p.saidFulfilment()
	}
	left, packed, shipped, delivered, back := false, false, false, false, false
	for _, line := range p.Content.Lines {
		left = left || p.Left(line.N) > 0
	}
	for n := range p.Parcels {
		switch p.Parcels[n].State {
		case ledger.ParcelPacked:
			packed = true
		case ledger.ParcelShipped, ledger.ParcelUndelivered, ledger.ParcelLost:
			shipped = true
		case ledger.ParcelDelivered:
			delivered = true
		case ledger.ParcelReturned, ledger.ParcelLooked, ledger.ParcelWrittenOff:
			back = true
		}
	}
	switch {
	case left && p.Confirmed():
		return Confirmed
	case left:
		return New
	case packed:
		return Packed
	case shipped:
		return Shipped
	case back && !delivered && !p.fetched():
		return Returned
	}
	return Delivered
}

// fetched reports whether something was delivered over the counter.
func (p *Past) fetched() bool { return p.is(StepFetched, StepUnfetched) }

// States lists the words of the state.
var States = []string{New, Confirmed, Paid, Packed, Shipped, Delivered, Cancelled, Returned}

// State is the one word of both axes.
func (p *Past) State() string {
	fulfilment := p.Fulfilment()
	if (fulfilment == New || fulfilment == Confirmed) && p.Payment() == Paid {
		return Paid
	}
	return fulfilment
}

// What is to be done next with an order.
const (
	TodoMatch   = "match"   // goods the channel named are not known
	TodoConfirm = "confirm" // nobody has said yes yet
	TodoPay     = "pay"     // the money is awaited
	TodoPack    = "pack"
	TodoShip    = "ship"    // packed, to be handed to the carrier
	TodoArrive  = "arrive"  // on its way
	TodoLook    = "look"    // it came back and nobody has looked into it, could not be delivered, or is lost
	TodoRefund  = "refund"  // money must go back
	TodoCollect = "collect" // a carrier, a channel or a customer owes it
)

// Todos lists them in the order they are shown.
var Todos = []string{TodoMatch, TodoConfirm, TodoPay, TodoPack, TodoShip, TodoLook, TodoRefund, TodoArrive, TodoCollect}

// Todo is what is to be done next, "" = nothing.
func (p *Past) Todo() string {
	for n := range p.Parcels {
		switch p.Parcels[n].State {
		case ledger.ParcelReturned, ledger.ParcelUndelivered, ledger.ParcelLost:
			return TodoLook
		}
	}
	payment, fulfilment := p.Payment(), p.Fulfilment()
	switch {
	case payment == RefundDue:
		return TodoRefund
	case p.Elsewhere():
		return ""
	case p.takenBack():
		return TodoLook
	}
	switch fulfilment {
	case New, Confirmed:
		switch {
		case p.Unmatched() > 0:
			return TodoMatch
		case p.payable() == nil && p.Content.PayBy != "" && (fulfilment == Confirmed || payment == Paid):
			return TodoPack
		case fulfilment == New:
			return TodoConfirm
		}
		return TodoPay
	case Packed:
		return TodoShip
	case Shipped:
		return TodoArrive
	}
	if p.owed() > 0 {
		return TodoCollect
	}
	return ""
}

// Unmatched counts the lines whose goods nobody has matched.
func (p *Past) Unmatched() (count int) {
	for _, line := range p.Content.Lines {
		if line.ProductID.IsZero() {
			count++
		}
	}
	return count
}
