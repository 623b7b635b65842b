package ordering

import (
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Part is what one delivery of an order comes to and how it is paid.
type Part struct {
	Goods    money.Satang
	Discount money.Satang // of the order's, by what was delivered up to here
	Fee      money.Satang // with the first delivery
	Deposit  money.Satang // of what was paid before
	COD      money.Satang // what is left, whoever owes it
}

// Total is what the bill of the part comes to.
func (p Part) Total() money.Satang { return p.Goods - p.Discount + p.Fee }

// plan is the bills of an order to come: each packed parcel in its order, then what is in none.
type plan struct {
	parts map[id.Parcel]Part
	rest  Part
}

// plan shares discount, fee and deposit over the deliveries to come. The discount of a parcel is what is due up to
// it, in the order of their numbers, less what is due before it, whether those before have gone or not: so a
// label that is printed stays right in whatever order parcels go. The last delivery gets what is left, so that
// all together are the order's.
func (p *Past) plan() plan {
	made, packed := plan{parts: map[id.Parcel]Part{}}, []int(nil)
	discount, fee, deposit := p.Content.Discount-p.Money.Discount, max(p.Content.Fee-p.Money.Fee, 0), p.Money.Deposit()
	shares, loose := p.shares()
	rest := loose.sum()
	part := func(goods, off money.Satang) (out Part) {
		out.Goods, out.Discount = goods, max(min(off, discount, goods), 0)
		discount -= out.Discount
		out.Fee, fee = fee, 0
		out.Deposit = max(min(deposit, out.Total()), 0)
		deposit -= out.Deposit
		out.COD = out.Total() - out.Deposit
		return out
	}
	for n := range p.Parcels {
		if p.Parcels[n].State == ledger.ParcelPacked {
			packed = append(packed, n)
		}
	}
	all, done := p.Goods(), money.Satang(0)
	for n := range p.Parcels {
		parcel := &p.Parcels[n]
		goods := money.Satang(0)
		for _, line := range parcel.Lines {
			if known := p.Line(line.N); known != nil && parcel.Live() {
				goods += money.Times(known.Price, line.Qty)
			}
		}
		off := p.discountUpTo(done+goods, all) - p.discountUpTo(done, all)
		done += goods
		if parcel.State != ledger.ParcelPacked {
			continue
		}
		if rest == 0 && n == packed[len(packed)-1] {
			off = discount
		}
		made.parts[parcel.ID] = part(shares[parcel.ID].sum(), off)
	}
	made.rest = part(rest, discount)
	if p.Content.PayBy != PayCOD {
		for parcel, part := range made.parts {
			part.COD = 0 // no carrier collects it
			made.parts[parcel] = part
		}
	}
	return made
}

// discountUpTo is what of the discount belongs to the first goods of so much, fractions dropped, so that no
// goods get more than they cost.
func (p *Past) discountUpTo(goods, all money.Satang) money.Satang {
	if all == 0 {
		return 0
	}
	return money.Satang(money.Round(int64(p.Content.Discount), int64(min(goods, all)), int64(all), money.Down))
}

// Recount gives the packed parcels whose sum to be collected has changed, their labels to be printed anew:
// after a payment, a change of the order, a parcel taken apart.
func (p *Past) Recount() (changed []ledger.Parcel) {
	parts := p.plan().parts
	for _, parcel := range p.Parcels {
		if part, packed := parts[parcel.ID]; packed && part.COD != parcel.COD {
			parcel.COD, parcel.PrintedAt = part.COD, 0
			changed = append(changed, parcel)
		}
	}
	return changed
}

// OldLabels gives the steps of parcels that changed so that the label which came out is true no longer.
func (f *Facts) OldLabels(past *Past, changed []ledger.Parcel) (steps []ledger.OrderStep) {
	for n := range changed {
		old := past.Parcel(changed[n].ID)
		if old != nil && old.PrintedAt > 0 && changed[n].State == ledger.ParcelPacked && changed[n].PrintedAt == 0 {
			steps = append(steps, f.step(past, StepOldLabel, changed[n].ID, ""))
		}
	}
	return steps
}

// labelOld reports whether the label of a parcel came out and is true no longer.
func (p *Past) labelOld(parcel id.Parcel) bool {
	for _, step := range slices.Backward(p.Steps) {
		if step.ParcelID == parcel && (step.Kind == StepOldLabel || step.Kind == StepPrinted) {
			return step.Kind == StepOldLabel
		}
	}
	return false
}

// DeliveryLine is goods of a line of the order as the bill has them.
type DeliveryLine struct {
	N         int
	ProductID id.Product
	Name      string
	Qty       qty.Qty
	Price     money.Satang
	Off       money.Satang // what rounding took before, see Priced
	Gift      bool
}

// Delivery is what the bill of some parcels, or of goods fetched, is to hold.
type Delivery struct {
	OrderID    id.Order
	CustomerID id.Party
	Lines      []DeliveryLine
	Part
	Owes string // what the rest is owed by: PayCOD, PayCredit or PayChannel; "" = nothing may be left
}

// Fetch gives the bill of everything that is in no parcel, or packed to be fetched, to be paid and taken at the
// counter. Faults: "order_step", "order_unmatched".
func Fetch(past *Past) (*Delivery, error) {
	if !past.Live() {
		return nil, past.Refuse(ActShip)
	}
	if past.Unmatched() > 0 {
		return nil, fault.New("order_unmatched", "items", fault.Values{"number": past.Order.Number, "count": past.Unmatched()})
	}
	made := past.plan()
	shares, sums := past.shares()
	d := &Delivery{OrderID: past.Order.ID, CustomerID: past.Content.CustomerID, Part: made.rest}
	for n := range past.Parcels {
		if part := made.parts[past.Parcels[n].ID]; toFetch(&past.Parcels[n]) {
			sums.add(shares[past.Parcels[n].ID])
			d.Goods, d.Discount, d.Fee, d.Deposit = d.Goods+part.Goods, d.Discount+part.Discount, d.Fee+part.Fee, d.Deposit+part.Deposit
		}
	}
	d.COD = d.Total() - d.Deposit
	for _, line := range past.Content.Lines {
		if left := past.here(line.N); left > 0 {
			d.Lines = append(d.Lines, deliveryLine(&line, left, sums[line.N]))
		}
	}
	if len(d.Lines) == 0 {
		return nil, past.Refuse(ActShip)
	}
	return d, nil
}

// toFetch reports whether a parcel lies in the shop for its customer.
func toFetch(parcel *ledger.Parcel) bool {
	return parcel.State == ledger.ParcelPacked && parcel.Service == Pickup
}

// here is what of a line can be fetched: what is in no parcel or is packed for that.
func (p *Past) here(n int) qty.Qty {
	left := max(p.Left(n), 0)
	for k := range p.Parcels {
		if toFetch(&p.Parcels[k]) {
			left += inParcel(&p.Parcels[k], n)
		}
	}
	return left
}

// Fetches refuses a bill at the counter that the order no longer agrees with: since the bill was opened it was
// cancelled, or its goods were packed or fetched. Faults, their field "line": "order_step", "line_unknown",
// "order_left".
func (p *Past) Fetches(lines []DeliveryLine) error {
	if !p.Live() {
		return fault.At(p.Refuse(ActShip), "line")
	}
	sums := map[int]qty.Qty{}
	for _, line := range lines {
		known := p.Line(line.N)
		if known == nil || known.ProductID != line.ProductID {
			return fault.New("line_unknown", "line", fault.Values{"number": p.Order.Number})
		}
		sums[line.N] += line.Qty
		if left := p.here(line.N); sums[line.N] > left {
			return fault.New("order_left", "line", fault.Values{"number": p.Order.Number, "name": known.Name, "left": left, "want": sums[line.N], "unit": known.Unit})
		}
	}
	return nil
}

func deliveryLine(line *ledger.OrderLine, quantity qty.Qty, sum money.Satang) DeliveryLine {
	each, off := money.Priced(line.Price, quantity, sum)
	return DeliveryLine{N: line.N, ProductID: line.ProductID, Name: line.Name, Qty: quantity, Price: each, Off: off, Gift: line.Gift}
}

// HandOver gives the bill of packed parcels that go to the carrier, all of the order's when none is named.
// Faults: "order_step", "parcel_unknown", "parcel_step", "label_old" (unless they go anyway), "order_unpaid",
// "customer_missing" (credit needs a name).
func HandOver(past *Past, parcels []id.Parcel, anyway bool) (*Delivery, []ledger.Parcel, error) {
	if len(parcels) == 0 {
		for n := range past.Parcels {
			if past.Parcels[n].State == ledger.ParcelPacked {
				parcels = append(parcels, past.Parcels[n].ID)
			}
		}
	}
	if len(parcels) == 0 {
		return nil, nil, past.Refuse(ActShip)
	}
	d := &Delivery{OrderID: past.Order.ID, CustomerID: past.Content.CustomerID}
	made, counts, sums := past.plan(), map[int]qty.Qty{}, worth{}
	shares, _ := past.shares()
	var going []ledger.Parcel
	for n := range past.Parcels {
		parcel := past.Parcels[n]
		if !slices.Contains(parcels, parcel.ID) {
			continue
		}
		if parcel.State != ledger.ParcelPacked {
			return nil, nil, fault.New("parcel_step", "parcel", fault.Values{"number": past.Order.Number, "no": parcel.No, "state": parcel.State})
		}
		if !anyway && past.labelOld(parcel.ID) {
			return nil, nil, fault.New("label_old", "parcel", fault.Values{"number": past.Order.Number, "no": parcel.No})
		}
		going = append(going, parcel)
		part := made.parts[parcel.ID]
		d.Goods, d.Discount, d.Fee, d.Deposit = d.Goods+part.Goods, d.Discount+part.Discount, d.Fee+part.Fee, d.Deposit+part.Deposit
		sums.add(shares[parcel.ID])
		for _, line := range parcel.Lines {
			counts[line.N] += line.Qty
		}
	}
	if len(going) != len(parcels) {
		return nil, nil, fault.New("parcel_unknown", "parcel", fault.Values{"value": ""})
	}
	for _, line := range past.Content.Lines {
		if counts[line.N] > 0 {
			d.Lines = append(d.Lines, deliveryLine(&line, counts[line.N], sums[line.N]))
		}
	}
	d.COD = d.Total() - d.Deposit
	if d.COD > 0 {
		if past.Content.PayBy != PayCOD && past.Content.PayBy != PayCredit && past.Content.PayBy != PayChannel {
			return nil, nil, fault.New("order_unpaid", "payment", fault.Values{"number": past.Order.Number, "rest": d.COD})
		}
		d.Owes = past.Content.PayBy
		if d.Owes == PayCredit && d.CustomerID.IsZero() {
			return nil, nil, fault.New("customer_missing", "customer", nil)
		}
	}
	return d, going, nil
}

// Shipped adds to the posting of a bill what it means for its order: the steps, the parcels on their way, and
// that what left is kept no more. No parcels = fetched at the counter: what is loose goes first, then the parcels that
// lie there for the customer; one of which a part goes is taken apart.
func (f *Facts) Shipped(past *Past, posting *ledger.Posting, parcels []ledger.Parcel) (after []ledger.Parcel) {
	now := *past
	now.Given = map[int]qty.Qty{}
	for n, quantity := range past.Given {
		now.Given[n] = quantity
	}
	for _, line := range posting.Lines {
		if line.OrderN > 0 {
			now.Given[line.OrderN] += line.Qty
		}
	}
	posting.Reservations = append(posting.Reservations, f.reserveAfter(&now, true, posting.Movements)...)
	for _, parcel := range parcels {
		parcel.State, parcel.ShippedAt, parcel.ShipDay = ledger.ParcelShipped, posting.At, f.Day
		parcel.BillID = posting.Bills[0].ID
		after = append(after, parcel)
		posting.OrderSteps = append(posting.OrderSteps, f.step(past, StepShipped, parcel.ID, ""))
	}
	if len(parcels) == 0 {
		posting.OrderSteps = append(posting.OrderSteps, f.step(past, StepFetched, id.Parcel{}, ""))
		after = f.fetched(past, posting)
	}
	return after
}

// fetched gives the parcels that a bill at the counter took or broke into.
func (f *Facts) fetched(past *Past, posting *ledger.Posting) (after []ledger.Parcel) {
	taken := map[int]qty.Qty{}
	for _, line := range posting.Lines {
		if line.OrderN > 0 {
			taken[line.OrderN] += line.Qty
		}
	}
	for n := range taken {
		taken[n] -= max(past.Left(n), 0)
	}
	for _, parcel := range past.Parcels {
		if !toFetch(&parcel) {
			continue
		}
		broken, whole := false, true
		for _, line := range parcel.Lines {
			broken, whole = broken || taken[line.N] > 0, whole && taken[line.N] >= inParcel(&parcel, line.N)
		}
		if !broken {
			continue
		}
		for _, line := range parcel.Lines {
			taken[line.N] -= min(max(taken[line.N], 0), line.Qty)
		}
		step := StepUnpacked
		if parcel.State = ledger.ParcelUnpacked; whole {
			step, parcel.State, parcel.BillID, parcel.COD = StepDelivered, ledger.ParcelDelivered, posting.Bills[0].ID, 0
		}
		parcel.EndedAt = posting.At
		after = append(after, parcel)
		posting.OrderSteps = append(posting.OrderSteps, f.step(past, step, parcel.ID, ""))
	}
	return after
}

// Unshipped adds to the posting that voids a bill what it means for the bill's order: its parcels are packed
// again, or it was not fetched, and the goods are kept again.
func (f *Facts) Unshipped(past *Past, posting *ledger.Posting, bill id.Bill, reason string) (after []ledger.Parcel) {
	now := *past
	now.Given = map[int]qty.Qty{}
	for n, quantity := range past.Given {
		now.Given[n] = quantity
	}
	for _, line := range posting.Lines { // below zero
		if line.OrderN > 0 {
			now.Given[line.OrderN] += line.Qty
		}
	}
	posting.Reservations = append(posting.Reservations, f.reserve(&now, !past.Cancelled())...)
	for _, parcel := range past.Parcels {
		if parcel.BillID != bill {
			continue
		}
		parcel.State, parcel.ShippedAt, parcel.ShipDay, parcel.BillID, parcel.EndedAt = ledger.ParcelPacked, 0, "", id.Bill{}, 0
		parcel.CODDay, parcel.CODPaid, parcel.CODFee = "", 0, 0 // the void gave it back
		after = append(after, parcel)
		posting.OrderSteps = append(posting.OrderSteps, f.step(past, StepUnshipped, parcel.ID, reason))
	}
	if len(after) == 0 || after[0].Service == Pickup {
		posting.OrderSteps = append(posting.OrderSteps, f.step(past, StepUnfetched, id.Parcel{}, reason))
	}
	return after
}
