package shop

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
)

// wholeOrder gives the lines of everything that is ordered, as its bills will have them: the discount shared to the
// lines by their price, that of the post at the end too.
func (m *maker) wholeOrder() ([]papers.Line, error) {
	o := m.of.order
	take := map[int]qty.Qty{}
	for _, line := range o.Content.Lines {
		take[line.N] = line.Qty
	}
	lines, err := m.orderLines(take, nil, o.Content.Fee)
	return papers.SpreadDiscount(lines, o.Content.Discount), err
}

// orderLines gives some of an order's goods as lines of a paper, without the order's discount.
func (m *maker) orderLines(take map[int]qty.Qty, worth map[int]money.Satang, fee money.Satang) (lines []papers.Line, err error) {
	o := m.of.order
	var goods []id.Product
	for _, line := range o.Content.Lines {
		goods = append(goods, line.ProductID)
	}
	if err := m.Know(m.ctx, goods...); err != nil {
		return nil, err
	}
	for _, line := range o.Content.Lines {
		if take[line.N] <= 0 {
			continue
		}
		made := papers.Line{ProductID: line.ProductID, SKU: line.SKU, Name: line.Name, Unit: line.Unit, Qty: take[line.N], Price: line.Price, VATClass: catalog.VATStandard}
		if made.Name == "" {
			made.Name = line.Text
		}
		if p := m.index.ByID(line.ProductID); p != nil {
			made.VATClass, made.Note = p.VAT, m.setText(p)
		}
		if sum, known := worth[line.N]; known {
			made.Price, made.Discount = money.Priced(line.Price, made.Qty, sum)
		}
		lines = append(lines, made)
	}
	if fee > 0 {
		post := ordering.Fee()
		lines = append(lines, papers.Line{ProductID: post.ID, SKU: post.SKU, Name: m.named(&post), Unit: post.Unit, Qty: qty.One, Price: fee, VATClass: post.VAT})
	}
	return lines, nil
}

// delivery is a note of parcels of an order, or of what is in none: those that stand on no note yet where nobody
// named any.
func (m *maker) delivery() error {
	r := m.want
	if m.of.order == nil {
		if len(m.of.papers) > 0 {
			r.Refs = append(r.Refs, m.of.papers[0].Self("")) // which papers.Issue refuses
		}
		var err error
		r.Lines, err = m.typed(m.said(), false)
		return err
	}
	r.Refs = append(r.Refs, m.orderRef())
	m.heeded.parcels = true
	parcels, err := m.going()
	if err != nil {
		return err
	}
	d := m.delivered(parcels)
	if len(parcels) == 0 {
		m.loose(d)
	}
	if err := m.bounded(d); err != nil {
		return err
	}
	lines, err := m.deliveryLines(d, parcels)
	if err != nil {
		return err
	}
	if len(lines) == 0 {
		return fault.New("delivery_nothing_left", "of", fault.Values{"number": m.of.order.Order.Number})
	}
	if people := len(m.of.order.Recipients); len(parcels) == 0 && people > 1 && len(m.ask.Lines) == 0 && m.ask.Receiver == "" {
		return fault.New("delivery_for_whom", "parcel", fault.Values{"count": people})
	}
	if len(parcels) == 0 {
		if lines, err = m.looseLines(lines); err != nil {
			return err
		}
	}
	r.Lines = papers.Merge(lines)
	m.inParts(parcels)
	m.receiver(parcels)
	return nil
}

// deliveryLines gives the goods of a delivery as lines, those of parcels with their part of the discount. Parcels that
// several bills sold have the lines of each, for each bill shares its part of the discount to its own goods; postage goes
// with the first delivery, as on its bill.
func (m *maker) deliveryLines(d goingOut, parcels []*ledger.Parcel) (lines []papers.Line, err error) {
	fee := money.Satang(0)
	if len(m.of.notes) == 0 {
		fee = m.of.order.Content.Fee
	}
	bills, whole := byBill(parcels), m.delivered(parcels)
	noted := slices.ContainsFunc(m.of.order.Content.Lines, func(line ledger.OrderLine) bool { return whole.take[line.N] > d.take[line.N] })
	if len(bills) < 2 || noted {
		lines, err = m.orderLines(d.take, d.worth, fee)
		return papers.SpreadDiscount(lines, d.discount), err
	}
	for _, bill := range bills {
		of := m.delivered(bill)
		part, err := m.orderLines(of.take, of.worth, fee)
		if err != nil {
			return nil, err
		}
		lines, fee = append(lines, papers.SpreadDiscount(part, of.discount)...), 0
	}
	return lines, nil
}

// byBill puts the parcels of each bill together, the first to leave first, those that have not left last.
func byBill(parcels []*ledger.Parcel) (bills [][]*ledger.Parcel) {
	for _, parcel := range parcels {
		at := slices.IndexFunc(bills, func(of []*ledger.Parcel) bool { return of[0].BillID == parcel.BillID })
		if at < 0 {
			at, bills = len(bills), append(bills, nil)
		}
		bills[at] = append(bills[at], parcel)
	}
	gone := func(of []*ledger.Parcel) ledger.Millis { return cmp.Or(of[0].ShippedAt, math.MaxInt64) }
	slices.SortStableFunc(bills, func(a, b []*ledger.Parcel) int { return cmp.Compare(gone(a), gone(b)) })
	return bills
}

// goingOut is goods of one delivery, what they come to as on their bills, and their part of the order's discount.
type goingOut struct {
	take     map[int]qty.Qty
	worth    map[int]money.Satang
	discount money.Satang
}

// going lists the parcels of a delivery. It fails with "parcel_unknown" and "parcel_noted".
func (m *maker) going() (going []*ledger.Parcel, err error) {
	o, noted := m.of.order, m.of.noted()
	for n := range o.Parcels {
		parcel := &o.Parcels[n]
		if parcel.Live() && len(m.ask.Parcels) == 0 && len(m.ask.Lines) == 0 && noted[parcelName(o, parcel.No)] == "" {
			going = append(going, parcel)
		}
	}
	for k, no := range m.ask.Parcels {
		at := slices.IndexFunc(o.Parcels, func(parcel ledger.Parcel) bool { return parcel.No == no && parcel.Live() })
		field := fmt.Sprintf("parcel[%d]", k)
		switch {
		case at < 0:
			return nil, fault.New("parcel_unknown", field, fault.Values{"value": no})
		case noted[parcelName(o, no)] != "":
			return nil, fault.New("parcel_noted", field, fault.Values{"no": no, "number": noted[parcelName(o, no)]})
		}
		going = append(going, &o.Parcels[at])
	}
	for _, parcel := range going {
		m.want.Refs = append(m.want.Refs, papers.Ref{Source: ofParcel, Number: parcelName(o, parcel.No), Role: ofParcel})
	}
	return going, nil
}

// parcelName names a parcel in the references of papers.
func parcelName(o *Order, no int) string { return fmt.Sprintf("%s/%d", o.Order.Number, no) }

// delivered gives what is in parcels, each with the part of the discount that its bill has: what is due up to it,
// by the numbers of the parcels, less what is due before it.
func (m *maker) delivered(parcels []*ledger.Parcel) goingOut {
	o, d, done := m.of.order, goingOut{take: map[int]qty.Qty{}, worth: map[int]money.Satang{}}, money.Satang(0)
	last := lastParcel(o)
	for n := range o.Parcels {
		parcel := &o.Parcels[n]
		if !parcel.Live() {
			continue
		}
		before := done
		for _, line := range parcel.Lines {
			if known := o.Line(line.N); known != nil {
				done += money.Times(known.Price, line.Qty)
			}
		}
		if n == last { // parts by weight may have been rounded below it
			done = o.Goods()
		}
		if !slices.Contains(parcels, parcel) {
			continue
		}
		for _, line := range parcel.Lines {
			d.take[line.N] += line.Qty
		}
		for n, sum := range o.Worth(parcel) {
			d.worth[n] += sum
		}
		d.discount += m.discountUpTo(done) - m.discountUpTo(before)
	}
	return d
}

// lastParcel gives which of an order's parcels is the last of all its goods, -1 = some are in none.
func lastParcel(o *Order) (last int) {
	in := map[int]qty.Qty{}
	last = -1
	for n := range o.Parcels {
		if parcel := &o.Parcels[n]; parcel.Live() {
			last = n
			for _, line := range parcel.Lines {
				in[line.N] += line.Qty
			}
		}
	}
	for _, line := range o.Content.Lines {
		if in[line.N] < line.Qty {
			return -1
		}
	}
	return last
}

// discountUpTo is what of the order's discount belongs to its first goods of so much, as ordering has it.
func (m *maker) discountUpTo(goods money.Satang) money.Satang {
	all := m.of.order.Goods()
	if all == 0 {
		return 0
	}
	return money.Satang(money.Round(int64(m.of.order.Content.Discount), int64(min(goods, all)), int64(all), money.Down))
}

// loose takes what is in no parcel and on no note.
func (m *maker) loose(d goingOut) {
	o := m.of.order
	for _, line := range o.Content.Lines {
		d.take[line.N], d.worth[line.N] = line.Qty, money.Times(line.Price, line.Qty)
	}
	for n := range o.Parcels {
		parcel := &o.Parcels[n]
		if !parcel.Live() {
			continue
		}
		for _, line := range parcel.Lines {
			d.take[line.N] -= line.Qty
		}
		for n, sum := range o.Worth(parcel) {
			d.worth[n] -= sum
		}
	}
}

// looseLines gives what a person chose of left, all that stands on no note yet, with its part of the order's discount: what
// is due up to it after all goods that stand on one, less what is due up to those.
func (m *maker) looseLines(left []papers.Line) ([]papers.Line, error) {
	before := m.of.order.Goods() - worthOf(left)
	lines, err := m.chosen(left, false)
	if err != nil {
		return nil, err
	}
	var share []papers.Line
	for n, line := range lines {
		if n >= len(m.ask.Lines) || m.ask.Lines[n].Price == nil { // else the price is what a person agreed on
			share = append(share, line)
		}
	}
	share = papers.SpreadDiscount(share, m.discountUpTo(before+worthOf(share))-m.discountUpTo(before))
	for n := range lines {
		if n >= len(m.ask.Lines) || m.ask.Lines[n].Price == nil {
			lines[n], share = share[0], share[1:]
		}
	}
	return lines, nil
}

// worthOf gives what goods come to, without what is paid for the post.
func worthOf(lines []papers.Line) (sum money.Satang) {
	for _, line := range lines {
		if line.ProductID != ordering.FeeProduct {
			sum += money.Times(line.Price, line.Qty) - line.Discount
		}
	}
	return sum
}

// bounded lets no goods stand on notes twice: of what is in no parcel only what is left, of parcels nothing that was
// noted before they were packed. It fails with "delivery_above_order".
func (m *maker) bounded(d goingOut) error {
	o := m.of.order
	ordered, noted := orderedGoods(o), notedGoods(m.of.notes)
	for n := range o.Content.Lines {
		line := &o.Content.Lines[n]
		of := lineKey(line)
		left := ordered[of] - noted[of]
		if len(m.ask.Parcels) > 0 && d.take[line.N] > left {
			return fault.New("delivery_above_order", "of", fault.Values{"name": line.Name, "ordered": ordered[of], "noted": noted[of]})
		}
		if d.take[line.N] > left { // a part of it, by its price
			delete(d.worth, line.N)
		}
		d.take[line.N] = max(min(d.take[line.N], left), 0)
		ordered[of] -= d.take[line.N]
	}
	return nil
}

// receiver says who gets the goods and where, where it is one place.
func (m *maker) receiver(parcels []*ledger.Parcel) {
	o := m.of.order
	var to *ordering.Recipient
	for _, parcel := range parcels {
		at := slices.IndexFunc(o.Recipients, func(r ordering.Recipient) bool { return r.ID == parcel.RecipientID })
		if at < 0 || to != nil && to.ID != o.Recipients[at].ID {
			return
		}
		to = &o.Recipients[at]
	}
	if len(parcels) == 0 && len(o.Recipients) == 1 {
		to = &o.Recipients[0]
	}
	if to != nil && m.want.Receiver == "" {
		m.want.Receiver = to.Title + to.Name + "\n" + placeText(to)
	}
}
