package giftlist

import (
	"slices"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/sheet"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/thai"
)

// Match says which goods of the shop an item of a list means, and for how much each; no goods is a line that
// waits for a person to match it.
type Match func(item Item) (product id.Product, price money.Satang)

// Fill puts the recipients of a list and what each gets into a request of the one who pays. all is what those
// get for whom the list names no goods, so many times as it says, once where it does not. It fails with
// "gift_goods" where the list names no goods for a recipient and all is empty, and with "too_many_lines".
func (l *List) Fill(request *ordering.Request, goods Match, all []Item) error {
	request.Recipients, request.Lines = nil, nil
	for n, gift := range l.Recipients {
		to := sheet.Recipient(n+1, gift.Name, gift.Phone, gift.Address)
		to.Note = thai.CleanLines(gift.Message+"\n"+gift.Note, ordering.MaxText)
		request.Recipients = append(request.Recipients, to)
		items := gift.of(all)
		if len(items) == 0 {
			return fault.New("gift_goods", "items", fault.Values{"name": gift.Name})
		}
		for _, item := range items {
			product, price := goods(item)
			line := ledger.OrderLine{N: len(request.Lines) + 1, ProductID: product, SKU: item.SKU, Qty: item.Qty, Price: price, To: n + 1}
			if product.IsZero() {
				if line.Text = item.Text; line.Text == "" {
					line.Text = item.SKU
				}
				line.Text = thai.Clean(line.Text, catalog.MaxName)
			}
			request.Lines = append(request.Lines, line)
		}
	}
	if len(request.Lines) > ordering.MaxLines {
		return fault.New("too_many_lines", "items", fault.Values{"max": ordering.MaxLines})
	}
	return nil
}

// of gives what a recipient gets: what his rows name, and of what all get as many as they only count.
func (to *Recipient) of(all []Item) []Item {
	var items []Item
	times := qty.Qty(0)
	for _, item := range to.Items {
		if item.SKU+item.Text == "" {
			times += item.Qty
		} else {
			items = append(items, item)
		}
	}
	switch {
	case times == 0 && len(items) > 0:
		return items
	case times == 0:
		return slices.Clone(all)
	}
	for _, item := range all {
		item.Qty = qty.Qty(money.Round(int64(item.Qty), int64(times), int64(qty.One), money.HalfUp))
		items = append(items, item)
	}
	return items
}
