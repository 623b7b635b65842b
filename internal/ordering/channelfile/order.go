package channelfile

import (
	"cmp"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"slices"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering/sheet"
)

// build makes orders of the rows, in the order of their first rows. An order with a bad row is held back.
func (r *reader) build(ctx context.Context) error {
	byNo, nos := map[string][]row{}, []string(nil)
	for _, w := range r.rows {
		if byNo[w.no] == nil {
			nos = append(nos, w.no)
		}
		byNo[w.no] = append(byNo[w.no], w)
	}
	for n, no := range nos {
		if n%500 == 0 && ctx.Err() != nil {
			return ctx.Err()
		}
		order, bad, err := r.orderOf(byNo[no])
		if err != nil {
			r.reject(bad, err)
		}
		if !r.held[no] {
			r.file.Orders = append(r.file.Orders, order)
			continue
		}
		for _, w := range byNo[no] {
			if err == nil || w.n != bad.n {
				r.reject(w, fault.New("order_row_held", string(fieldNo), fault.Values{"value": no}))
			}
		}
	}
	return nil
}

// orderOf makes one order of its rows, or gives the row at fault.
func (r *reader) orderOf(rows []row) (Order, row, error) {
	var entries []entry
	order := Order{Channel: r.file.Kind, No: rows[0].no}
	for _, w := range rows {
		order.Rows, order.Cells = append(order.Rows, w.n), append(order.Cells, w.whole)
		e, err := r.entryOf(w)
		if err != nil {
			return order, w, err
		}
		entries = append(entries, e)
		if e.newest.After(order.Updated) {
			order.Updated = e.newest
		}
	}
	lines := r.merge(entries)
	head := heading(entries)
	order.Buyer, order.Payment = head.text(fieldBuyer), head.text(fieldPayment)
	order.Tracking, order.Carrier = head.text(fieldTracking), head.text(fieldCarrier)
	order.Note, order.SellerNote = strings.Join(head.cells[fieldNote], "\n"), head.text(fieldSellerNote)
	for _, e := range lines {
		order.Lines = append(order.Lines, e.line)
	}
	order.State = together(order.Lines)
	for _, e := range lines {
		if e.line.State == order.State {
			order.StateText = e.row.text(fieldState)
		}
	}
	order.Recipient = r.recipient(head.row, order.No)
	if bad, err := r.times(&order, head); err != nil {
		return order, bad, err
	}
	if field, err := order.amounts(head.row, lines); err != nil {
		return order, head.from[field], err
	}
	order.pay(head.row, r.isPaidWord(head.text(fieldPaymentState)))
	if order.State == Unknown {
		r.notes.Add("order_state_unknown", order.No)
	}
	if r.layout.Code == Other && head.text(fieldTotal) != "" && order.Total != order.sum() {
		r.notes.Add("order_total_differs", order.No)
	}
	order.Revision = order.revision()
	return order, row{}, nil
}

// merge leaves each line of an order once. A line is the same when its id is, else when goods, price and
// quantity are, counted within rows that stand together in one state: an order that comes again further down,
// or in another state, is told twice. The newer row counts, of two of one age the lower.
func (r *reader) merge(entries []entry) []entry {
	var lines []entry
	place := map[string]int{}
	nth := map[string]int{}
	again, differs := false, false
	for n, e := range entries {
		if n > 0 && (!e.row.last || e.row.text(fieldState) != entries[n-1].row.text(fieldState)) {
			nth = map[string]int{}
		}
		key := "id " + e.line.ID
		if e.line.ID == "" {
			key = strings.Join([]string{e.line.SKU, e.line.Name, e.line.Variation, e.line.Price.String(), e.line.Qty.String()}, "\x00")
			nth[key]++
			key += "\x00" + strconv.Itoa(nth[key])
		}
		at, known := place[key]
		if !known {
			place[key] = len(lines)
			lines = append(lines, e)
			continue
		}
		again = true
		differs = differs || e.row.text(fieldState) != lines[at].row.text(fieldState)
		if !e.newest.Before(lines[at].newest) {
			lines[at] = e
		}
	}
	switch {
	case differs:
		r.notes.Add("order_twice_states", entries[0].row.no)
	case again:
		r.notes.Add("order_twice", entries[0].row.no)
	}
	return lines
}

// head is what the rows of an order say of it as a whole, and which row each field is from.
type head struct {
	row
	from map[Field]row
}

// heading takes of each field what the newest row says that fills it; what is covered there does not take
// the place of what was not.
func heading(entries []entry) head {
	sorted := slices.Clone(entries)
	slices.SortStableFunc(sorted, func(a, b entry) int { return a.newest.Compare(b.newest) })
	h := head{row{n: entries[0].row.n, no: entries[0].row.no, cells: map[Field][]string{}}, map[Field]row{}}
	for _, e := range sorted {
		for field, cells := range e.row.cells {
			if old := h.cells[field]; len(old) > 0 && isPersonal(field) && sheet.Masked(cells[0]) && !sheet.Masked(old[0]) {
				continue
			}
			h.cells[field], h.from[field] = cells, e.row
		}
	}
	return h
}

func isPersonal(field Field) bool {
	return slices.Contains([]Field{fieldName, fieldPhone, fieldAddress}, field)
}

func (r *reader) recipient(w row, no string) Recipient {
	to := Recipient{Name: w.text(fieldName), Phone: sheet.Phone(w.text(fieldPhone))}
	to.Address = sheet.Address(r.register, strings.Join(w.cells[fieldAddress], " "), w.text(fieldSubdistrict), w.text(fieldDistrict), w.text(fieldProvince), w.text(fieldPostcode))
	to.Masked = sheet.Masked(to.Name+to.Phone) || sheet.MaskedLine(to.Address.Long())
	if to.Masked {
		r.notes.Add("order_masked", no)
	} else if checked := r.register.Check(to.Address); checked.Complete && !checked.OK {
		r.notes.Add("order_address", no)
	}
	return to
}

// times reads the times of an order. One that cannot be read and stands for its age is a fault; the day until
// which it is to be sent is left open, and told.
func (r *reader) times(order *Order, h head) (row, error) {
	form := r.file.Mapping.DateForm
	if text := h.text(fieldAt); text != "" {
		var ok bool
		if order.At, ok = sheet.Time(text, form); !ok {
			return h.from[fieldAt], fault.New("order_date", string(fieldAt), fault.Values{"value": text})
		}
	}
	if text := h.text(fieldShipBy); text != "" {
		var ok bool
		if order.ShipBy, ok = sheet.Time(text, form); !ok {
			r.notes.Add("order_ship_by", order.No)
		}
	}
	return row{}, nil
}

// amounts reads what the order comes to. It gives the field at fault.
func (o *Order) amounts(w row, lines []entry) (field Field, err error) {
	if o.Discount, err = sizes(w, fieldDiscount); err != nil {
		return fieldDiscount, err
	}
	if o.ChannelDiscount, err = sizes(w, fieldChannel); err != nil {
		return fieldChannel, err
	}
	if o.ShippingFee, err = amount(w, fieldShippingFee); err != nil {
		return fieldShippingFee, err
	}
	paid, allPaid := money.Satang(0), true
	for _, e := range lines {
		if isLive(e.line.State) || o.State == e.line.State {
			o.ShippingFee += e.shipping
			paid += e.paid
			allPaid = allPaid && e.hasPaid
		}
	}
	switch {
	case w.text(fieldTotal) != "":
		if o.Total, err = amount(w, fieldTotal); err != nil {
			return fieldTotal, err
		}
	case allPaid:
		o.Total = paid + o.ShippingFee
	default:
		o.Total = o.sum()
	}
	if o.COD, err = amountOrYes(w, o.Total); err != nil {
		return fieldCOD, err
	}
	return "", nil
}

func isLive(state State) bool { return state != Cancelled && state != Returned }

// sum counts the total out of the lines that are neither cancelled nor returned, or out of all where none is left.
func (o *Order) sum() money.Satang {
	sum := o.ShippingFee - o.Discount - o.ChannelDiscount
	for _, line := range o.Lines {
		if isLive(line.State) || o.State == line.State {
			sum += money.Times(line.Price, line.Qty) - line.Discount - line.ChannelDiscount
		}
	}
	return max(0, sum)
}

// amountOrYes reads what is to be collected at the door: an amount, or a word that means the whole total.
func amountOrYes(w row, total money.Satang) (money.Satang, error) {
	switch text := sheet.Key(w.text(fieldCOD)); text {
	case "yes", "y", "true", "cod", "ใช":
		return total, nil
	case "no", "n", "false", "ไม", "ไมใช":
		return 0, nil
	}
	return amount(w, fieldCOD)
}

// pay tells whether an order is paid: by its state, or by the state of its payment. Cash at the door is there
// only when the goods are.
func (o *Order) pay(w row, paidWord bool) {
	if o.COD == 0 && isCOD(o.Payment) {
		o.COD = o.Total
	}
	switch {
	case o.COD > 0:
		o.Paid = o.State == Delivered
	case w.text(fieldPaymentState) != "":
		o.Paid = paidWord
	default:
		o.Paid = o.State == Paid || o.State == Shipped || o.State == Delivered || w.text(fieldPaidAt) != ""
	}
}

// Supersedes reports whether what a file says of an order takes the place of what an earlier one said: it was
// changed later, or it is further on where the times do not tell. Of two that are equal in both the one that
// comes in last counts.
func (o *Order) Supersedes(old *Order) bool {
	if !o.Updated.IsZero() && !old.Updated.IsZero() && !o.Updated.Equal(old.Updated) {
		return o.Updated.After(old.Updated)
	}
	return rank(o.State) >= rank(old.State)
}

// Or gives of what was known before, what a channel has covered since.
func (to Recipient) Or(before Recipient) Recipient {
	if to.Masked && !before.Masked && before.Name != "" {
		return before
	}
	return to
}

// revision is a hash of what the file says of an order, in whatever order its lines stand.
func (o *Order) revision() string {
	said := *o
	said.Lines = slices.Clone(o.Lines)
	slices.SortFunc(said.Lines, func(a, b Line) int {
		return cmp.Or(strings.Compare(a.ID, b.ID), strings.Compare(a.SKU, b.SKU), strings.Compare(a.Text, b.Text), cmp.Compare(a.Price, b.Price),
			cmp.Compare(a.Qty, b.Qty), strings.Compare(string(a.State), string(b.State)))
	})
	data, err := json.Marshal(said)
	if err != nil {
		panic("order revision: " + err.Error()) // plain values only
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:16])
}
