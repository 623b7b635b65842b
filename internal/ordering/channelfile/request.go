package channelfile

import (
	"slices"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/sheet"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/thai"
)

// Match says which goods of the shop a line means, and how many of their unit one of the channel's pieces
// holds: 6 for a pack of six. No goods is a line that waits for a person to match it; what a person has matched
// once, a Match must know.
type Match func(line Line) (product id.Product, holds qty.Qty)

// Request asks for the order in the shop: its lines that are neither cancelled nor returned (all of them where
// none is left), less the shop's own discounts. What the channel takes off the buyer's price it pays itself, so
// it stays in. before are the lines that the shop has of the order, whose numbers are kept; nil for a new one.
func (o *Order) Request(order id.Order, goods Match, before []ledger.OrderLine) ordering.Request {
	request := ordering.Request{ID: order, Channel: o.Channel, ChannelNo: o.No, Fee: o.ShippingFee, Discount: o.Discount, PayBy: o.payBy(),
		State: o.StateText, StateHash: o.Revision}
	if !o.ShipBy.IsZero() {
		request.Due = clock.DayOf(o.ShipBy)
	}
	numbers := numbering{before: before}
	total := money.Satang(0)
	for _, line := range o.Lines {
		if !isLive(line.State) && o.State != line.State {
			continue
		}
		asked, discount := line.request(goods)
		asked.N = numbers.of(asked)
		request.Lines = append(request.Lines, asked)
		request.Discount += discount
		total += money.Times(asked.Price, asked.Qty)
	}
	slices.SortStableFunc(request.Lines, func(a, b ledger.OrderLine) int { return a.N - b.N })
	request.Discount = min(request.Discount, total)
	request.Person = ordering.Person{OrderID: order, Name: sheet.Name(o.Recipient.Name), Phone: sheet.Digits(o.Recipient.Phone), Contact: sheet.Name(o.Buyer),
		Note: thai.CleanLines(o.Note+"\n"+o.SellerNote, ordering.MaxText)}
	request.Recipients = []ordering.Recipient{sheet.Recipient(1, o.Recipient.Name, o.Recipient.Phone, o.Recipient.Address)}
	return request
}

// payBy gives the way the shop gets its money. A marketplace collects at the door itself, and pays out.
func (o *Order) payBy() string {
	switch {
	case ordering.Marketplace(o.Channel):
		return ordering.PayChannel
	case o.COD > 0:
		return ordering.PayCOD
	case o.Paid:
		return ordering.PayTransfer
	}
	return ""
}

// request asks for a line, and gives the discount on it. Where one piece of the channel holds several units
// the price is of one unit, rounded up, and what that adds is discount.
func (l *Line) request(goods Match) (ledger.OrderLine, money.Satang) {
	product, holds := goods(*l)
	asked := ledger.OrderLine{SKU: l.SKU, Qty: l.Qty, Price: l.Price, To: 1, Text: thai.Clean(l.Text, catalog.MaxName)}
	if product.IsZero() {
		return asked, l.Discount
	}
	asked.ProductID = product
	if holds > 0 && holds != qty.One {
		sum := money.Times(l.Price, l.Qty)
		asked.Qty = qty.Qty(money.Round(int64(l.Qty), int64(holds), int64(qty.One), money.HalfUp))
		asked.Price = money.Satang(money.Round(int64(l.Price), int64(qty.One), int64(holds), money.Down))
		if money.Times(asked.Price, asked.Qty) < sum {
			asked.Price++
		}
		return asked, l.Discount + max(0, money.Times(asked.Price, asked.Qty)-sum)
	}
	return asked, l.Discount
}

// numbering gives lines the numbers that they had before, new ones the next.
type numbering struct {
	before []ledger.OrderLine
	used   map[int]bool
	last   int
}

func (n *numbering) of(line ledger.OrderLine) int {
	if n.used == nil {
		n.used = map[int]bool{}
		for _, old := range n.before {
			n.last = max(n.last, old.N)
		}
	}
	for _, old := range n.before {
		same := old.ProductID == line.ProductID && old.SKU == line.SKU && old.Text == line.Text
		if !line.ProductID.IsZero() { // also one that nobody had matched before
			same = old.ProductID == line.ProductID || old.ProductID.IsZero() && old.Text == line.Text
		}
		if same && !n.used[old.N] {
			n.used[old.N] = true
			return old.N
		}
	}
	n.last++
	return n.last
}
