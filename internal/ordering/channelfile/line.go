package channelfile

import (
	"errors"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering/sheet"
	"github.com/talat-pos/talat/internal/qty"
)

// entry is what one row says of its line, and when.
type entry struct {
	row      row
	line     Line
	paid     money.Satang // for the line, by the buyer
	hasPaid  bool
	shipping money.Satang // of the line
	newest   time.Time    // the latest moment the row names, zero for none
}

// entryOf reads the line of a row. The field of its fault is the column's.
func (r *reader) entryOf(w row) (entry, error) {
	e := entry{row: w, line: Line{ID: w.text(fieldLineID), SKU: w.text(fieldSKU), Name: w.text(fieldProduct), Variation: w.text(fieldVariation)}}
	line := &e.line
	if line.Text = line.Name; line.Text == "" {
		line.Text = line.SKU
	}
	if line.Text == "" {
		return e, fault.New("order_goods_missing", string(fieldProduct), nil)
	}
	if line.Variation != "" {
		line.Text += " (" + line.Variation + ")"
	}
	var err error
	if line.Qty, err = r.quantity(w); err != nil {
		return e, err
	}
	if text := w.text(fieldReturnedQty); text != "" {
		if line.Returned, err = qty.Parse(text); err != nil {
			return e, at(err, fieldReturnedQty)
		}
	}
	if line.Discount, err = sizes(w, fieldLineDiscount); err == nil {
		line.ChannelDiscount, err = sizes(w, fieldLineChannel)
	}
	if err == nil {
		e.shipping, err = amount(w, fieldLineShipping)
	}
	if err == nil {
		e.paid, err = amount(w, fieldLinePaid)
	}
	if err == nil {
		err = line.setPrice(w)
	}
	if err != nil {
		return e, err
	}
	e.hasPaid = w.text(fieldLinePaid) != ""
	line.State = r.stateOf(w)
	isBack := r.stateWord(w.text(fieldReturnState)) == Returned && w.text(fieldReturnedQty) == ""
	if line.State != Cancelled && (isBack || line.Returned > 0 && line.Returned >= line.Qty) {
		line.State = Returned
	}
	for _, field := range []Field{fieldAt, fieldPaidAt, fieldShippedAt, fieldDeliveredAt, fieldCancelledAt, fieldUpdatedAt} {
		if at, ok := sheet.Time(w.text(field), r.file.Mapping.DateForm); ok && at.After(e.newest) {
			e.newest = at
		}
	}
	return e, nil
}

// quantity reads how many; a row of a file without that column is one piece where the mapping says so.
func (r *reader) quantity(w row) (qty.Qty, error) {
	text := w.text(fieldQty)
	if text == "" && r.file.Mapping.OneEach {
		return qty.One, nil
	}
	quantity, err := qty.Parse(text)
	switch {
	case err != nil:
		return 0, at(err, fieldQty)
	case quantity == 0:
		return 0, fault.New("qty_not_positive", string(fieldQty), nil)
	case quantity > maxQty:
		return 0, fault.New("qty_absurd", string(fieldQty), nil)
	}
	return quantity, nil
}

// setPrice reads the price of a piece. Where only the line's sum is there the price is what divides it; what
// does not divide is rounded up, and the rest is discount.
func (l *Line) setPrice(w row) error {
	price, err := amount(w, fieldPrice)
	if err == nil && w.text(fieldPrice) == "" {
		var total money.Satang
		if total, err = amount(w, fieldLineTotal); err == nil && w.text(fieldLineTotal) == "" {
			return fault.New("order_price_missing", string(fieldPrice), nil)
		}
		if err == nil {
			price = money.Satang(money.Round(int64(total), int64(qty.One), int64(l.Qty), money.Down))
			if money.Times(price, l.Qty) < total {
				price++
			}
			l.Discount += max(0, money.Times(price, l.Qty)-total)
		}
	}
	if err != nil {
		return err
	}
	if l.Price = price; money.Times(price, l.Qty) > money.Max {
		return fault.New("amount_too_large", string(fieldPrice), fault.Values{"value": w.text(fieldPrice)})
	}
	return nil
}

// at moves a fault to a column.
func at(err error, field Field) error {
	var known *fault.Error
	if !errors.As(err, &known) {
		return err
	}
	moved := *known
	moved.Field = string(field)
	return &moved
}

// amount reads the first filled cell of a field, which is not below zero.
func amount(w row, field Field) (money.Satang, error) {
	baht, err := sheet.Baht(w.text(field), false)
	return baht, at(err, field)
}

// sizes adds all cells of a field that holds discounts: some channels write them below zero.
func sizes(w row, field Field) (money.Satang, error) {
	sum := money.Satang(0)
	for _, cell := range w.cells[field] {
		baht, err := sheet.Baht(cell, true)
		if err != nil {
			return 0, at(err, field)
		}
		if sum += baht.Abs(); sum > money.Max {
			return 0, fault.New("amount_too_large", string(field), fault.Values{"value": cell})
		}
	}
	return sum, nil
}
