// Package selling decides what a bill comes to, how it is paid, given back and put right, and what a
// shift should hold. It reads facts and returns postings; it touches no database, clock or screen.
package selling

import (
	"fmt"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/thai"
)

// States of a bill that is not yet in the ledger.
const (
	Open    = "open"
	Parked  = "parked"
	Waiting = "waiting" // the goods are gone, the money is not there yet
)

// Bounds of one bill.
const (
	MaxLines = 500
	MaxText  = 500
)

// Cart is a bill before it is paid: what the draft keeps, and what checkout reads.
type Cart struct {
	ID         id.Bill    `json:"id"`
	Lines      []CartLine `json:"lines"`
	Discount   Discount   `json:"discount"`
	CustomerID id.Party   `json:"customer_id"`
	List       string     `json:"list"` // price list, "" = retail
	Guide      Guide      `json:"guide"`
	Note       string     `json:"note"`
	OrderID    id.Order   `json:"order_id,omitzero"` // the order it delivers, none = it is no order's
}

// CartLine is one wanted line.
type CartLine struct {
	ProductID id.Product    `json:"product_id"`
	Name      string        `json:"name,omitempty"` // in place of the product's, for goods without a barcode
	Qty       qty.Qty       `json:"qty"`
	Price     *money.Satang `json:"price_satang,omitempty"` // a person's price, nil = the list's
	Discount  Discount      `json:"discount"`
	Gift      bool          `json:"gift,omitempty"`
	Pack      qty.Qty       `json:"pack,omitempty"`    // sold as packs of so many; Qty counts units all the same
	OrderN    int           `json:"order_n,omitempty"` // the line of the cart's order
}

// Guide is a guide's or bus's commission on the bill: noted, listed at the close, not part of the total.
type Guide struct {
	Name    string      `json:"name,omitempty"`
	Percent money.Basis `json:"percent_bp,omitempty"`
}

// Discount is one of: nothing, an amount, a percent, or "make it this much".
type Discount struct {
	Kind    string       `json:"kind,omitempty"` // "", "amount", "percent", "target"
	Amount  money.Satang `json:"amount_satang,omitempty"`
	Percent money.Basis  `json:"percent_bp,omitempty"`
}

// Kinds of discounts.
const (
	AmountOff  = "amount"
	PercentOff = "percent"
	MakeIt     = "target"
)

// ParseDiscount reads "50", "5%" or "=1150"; "" is none. Faults are those of money.Parse and
// money.ParseBasis.
func ParseDiscount(text string) (Discount, error) {
	switch {
	case text == "":
		return Discount{}, nil
	case text[len(text)-1] == '%':
		rate, err := money.ParseBasis(text)
		return Discount{Kind: PercentOff, Percent: rate}, err
	case text[0] == '=':
		amount, err := money.Parse(text[1:])
		return Discount{Kind: MakeIt, Amount: amount}, err
	}
	amount, err := money.Parse(text)
	return Discount{Kind: AmountOff, Amount: amount}, err
}

// Of gives what the discount takes off an amount. More than the amount fails with
// "discount_above_price"; a target above it fails with "discount_target_above".
func (d Discount) Of(amount money.Satang) (money.Satang, error) {
	off := money.Satang(0)
	switch d.Kind {
	case "":
		return 0, nil
	case AmountOff:
		off = d.Amount
	case PercentOff:
		if d.Percent < 0 || d.Percent > 100_00 {
			return 0, fault.New("percent_too_large", "discount", fault.Values{"value": d.Percent})
		}
		off = amount.Percent(d.Percent)
	case MakeIt:
		if off = amount - d.Amount; off < 0 {
			return 0, fault.New("discount_target_above", "discount", fault.Values{"target": d.Amount, "price": amount})
		}
	default:
		return 0, fault.New("discount_unknown", "discount", nil)
	}
	if off < 0 || off > amount {
		return 0, fault.New("discount_above_price", "discount", fault.Values{"discount": off, "price": amount})
	}
	return off, nil
}

// Validate checks the shape of a cart; prices and stock are checked with the facts.
func (c *Cart) Validate() error {
	if len(c.Lines) > MaxLines {
		return fault.New("too_many_lines", "line", fault.Values{"max": MaxLines})
	}
	if utf8.RuneCountInString(c.Note) > MaxText || utf8.RuneCountInString(c.Guide.Name) > catalog.MaxName {
		return fault.New("text_too_long", "note", fault.Values{"max": MaxText})
	}
	if c.Guide.Percent < 0 || c.Guide.Percent > 100_00 {
		return fault.New("percent_too_large", "guide", fault.Values{"value": c.Guide.Percent})
	}
	for n, line := range c.Lines {
		field := fmt.Sprintf("line[%d].", n)
		switch {
		case line.Qty <= 0:
			return fault.New("qty_not_positive", field+"qty", fault.Values{"value": line.Qty})
		case line.Qty > qty.Max:
			return fault.New("qty_too_large", field+"qty", fault.Values{"value": line.Qty})
		case line.Pack < 0:
			return fault.New("qty_not_positive", field+"pack", fault.Values{"value": line.Pack})
		case line.Price != nil && (*line.Price < 0 || *line.Price > catalog.MaxPrice):
			return fault.New("price_invalid", field+"price", fault.Values{"value": *line.Price})
		}
		if err := thai.CheckName(line.Name, field+"name", catalog.MaxName); err != nil {
			return err
		}
	}
	return nil
}

// Add puts quantity of a product into the cart: onto its last line when that is a plain one, else as a
// new line. It returns the line's place.
func (c *Cart) Add(product id.Product, quantity qty.Qty) int {
	return c.Put(CartLine{ProductID: product, Qty: quantity})
}

// Put puts a line into the cart: onto the last one of the same goods and pack when both are plain, else
// below. It returns the line's place.
func (c *Cart) Put(line CartLine) int {
	for n := len(c.Lines) - 1; n >= 0 && line.plain(); n-- {
		if old := &c.Lines[n]; old.ProductID == line.ProductID && old.Pack == line.Pack && old.plain() {
			old.Qty += line.Qty
			return n
		}
	}
	c.Lines = append(c.Lines, line)
	return len(c.Lines) - 1
}

func (l *CartLine) plain() bool {
	return l.Price == nil && l.Name == "" && !l.Gift && l.Discount.Kind == "" && l.OrderN == 0
}

// Clone returns a copy that shares nothing, for undo and for work off the screen's goroutine.
func (c *Cart) Clone() Cart {
	copied := *c
	copied.Lines = append([]CartLine(nil), c.Lines...)
	for n, line := range copied.Lines {
		if line.Price != nil {
			price := *line.Price
			copied.Lines[n].Price = &price
		}
	}
	return copied
}
