package till

import (
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// bill is the open bill: its cart, what that comes to, the chosen line and the way back.
type bill struct {
	cart   selling.Cart
	quote  selling.Quote
	chosen int // line of the cart, −1 for none
	past   []selling.Cart
	slot   int // its place among the open bills, 0 until it is kept
}

// maxUndo bounds how far back a bill can go.
const maxUndo = 100

func (b *bill) start() {
	*b = bill{cart: selling.Cart{ID: id.New[id.Bill]()}, chosen: -1}
}

func (b *bill) open(cart selling.Cart, slot int) {
	*b = bill{cart: cart, chosen: len(cart.Lines) - 1, slot: slot}
}

// change edits a copy of the cart and keeps it when it can be priced; else nothing is changed.
func (b *bill) change(prices selling.Prices, edit func(*selling.Cart) error) error {
	cart := b.cart.Clone()
	if err := edit(&cart); err != nil {
		return err
	}
	quote, err := selling.Price(prices, &cart)
	if err != nil {
		return err
	}
	if len(b.past) >= maxUndo {
		b.past = append(b.past[:0:0], b.past[1:]...)
	}
	b.past = append(b.past, b.cart)
	b.cart, b.quote = cart, quote
	b.chosen = min(b.chosen, len(cart.Lines)-1)
	if b.chosen < 0 {
		b.chosen = len(cart.Lines) - 1
	}
	return nil
}

// reprice works the bill out anew after prices or promotions changed.
func (b *bill) reprice(prices selling.Prices) error {
	quote, err := selling.Price(prices, &b.cart)
	if err == nil {
		b.quote = quote
	}
	return err
}

// back takes back the last change; false when there is none or it can no longer be priced.
func (b *bill) back(prices selling.Prices) bool {
	if len(b.past) == 0 {
		return false
	}
	cart := b.past[len(b.past)-1]
	quote, err := selling.Price(prices, &cart)
	if err != nil {
		return false
	}
	b.past = b.past[:len(b.past)-1]
	b.cart, b.quote = cart, quote
	b.chosen = len(cart.Lines) - 1
	return true
}

// pieces counts what is on the bill: pieces, and each weighed line as one.
func (b *bill) pieces() qty.Qty {
	sum := qty.Qty(0)
	for _, line := range b.quote.Lines {
		if line.Qty.Whole() {
			sum += line.Qty
		} else {
			sum += qty.One
		}
	}
	return sum
}

// setQty types a quantity over a line's.
func (m *model) setQty(line int, quantity qty.Qty) error {
	return m.editLine(line, func(l *selling.CartLine) { l.Qty = quantity })
}

// step changes a line by whole units or packs; the last one takes the line off the bill.
func (m *model) step(line, by int) (removed bool, err error) {
	if line < 0 || line >= len(m.cart.Lines) {
		return false, nil
	}
	each := max(qty.One, m.cart.Lines[line].Pack)
	if next := m.cart.Lines[line].Qty + qty.Qty(by)*each; next > 0 {
		return false, m.setQty(line, next)
	}
	return true, m.remove(line)
}

func (m *model) remove(line int) error {
	return m.edit(func(cart *selling.Cart) error {
		if line < 0 || line >= len(cart.Lines) {
			return fault.New("line_unknown", "line", nil)
		}
		cart.Lines = append(cart.Lines[:line], cart.Lines[line+1:]...)
		return nil
	})
}

// setLine changes quantity and price of a line at once; price nil is the list's.
func (m *model) setLine(line int, quantity qty.Qty, price *money.Satang) error {
	return m.editLine(line, func(l *selling.CartLine) { l.Qty, l.Price = quantity, price })
}

// discount sets the discount of a line, or with line −1 that of the bill.
func (m *model) discount(line int, d selling.Discount) error {
	if line < 0 {
		return m.edit(func(cart *selling.Cart) error { cart.Discount = d; return nil })
	}
	return m.editLine(line, func(l *selling.CartLine) { l.Discount, l.Gift = d, false })
}

// gift makes a line a present, or an ordinary one again.
func (m *model) gift(line int) error {
	return m.editLine(line, func(l *selling.CartLine) { l.Gift, l.Discount = !l.Gift, selling.Discount{} })
}

func (m *model) editLine(line int, change func(*selling.CartLine)) error {
	return m.edit(func(cart *selling.Cart) error {
		if line < 0 || line >= len(cart.Lines) {
			return fault.New("line_unknown", "line", nil)
		}
		change(&cart.Lines[line])
		return nil
	})
}

// setCustomer names the bill's customer; none is a zero id.
func (m *model) setCustomer(who id.Party) error {
	return m.edit(func(cart *selling.Cart) error { cart.CustomerID = who; return nil })
}

// setNote writes the bill's note and the commission of a guide or bus.
func (m *model) setNote(note string, guide selling.Guide) error {
	return m.edit(func(cart *selling.Cart) error { cart.Note, cart.Guide = note, guide; return nil })
}

// clear takes everything off the bill; it can be taken back.
func (m *model) clear() error {
	return m.edit(func(cart *selling.Cart) error { *cart = selling.Cart{ID: cart.ID}; return nil })
}

// move chooses the line so many below.
func (m *model) move(by int) {
	if count := len(m.cart.Lines); count > 0 {
		m.chosen = min(max(m.chosen+by, 0), count-1)
	}
}
