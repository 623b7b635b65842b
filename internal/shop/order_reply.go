package shop

import (
	"cmp"
	"context"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/reply"
	"github.com/talat-pos/talat/internal/thai"
)

// OrderReply writes what the shop tells the customer of an order, in the words the shop chose for its channel.
func (s *Shop) OrderReply(ctx context.Context, order *Order, kind reply.Kind) (string, error) {
	data, lang, words, err := s.replyTo(ctx, order, kind)
	if err != nil {
		return "", err
	}
	return reply.Write(kind, words, data, lang), nil
}

// Ask is a message to a producer for what orders lack of their goods.
type Ask struct {
	Producer Party // zero for goods that name none
	Product  id.Product
	Text     string
}

// OrderAsks writes, to each producer of what an order lacks, what the shop needs.
func (s *Shop) OrderAsks(ctx context.Context, order *Order) (asks []Ask, err error) {
	data, lang, words, err := s.replyTo(ctx, order, reply.Ask)
	if err != nil {
		return nil, err
	}
	lacks := map[id.Party][]reply.Lack{}
	for n := range order.Shorts {
		short := &order.Shorts[n]
		if err := s.Know(ctx, short.ProductID); err != nil {
			return nil, err
		}
		producer := id.Party{}
		if product := s.index.ByID(short.ProductID); product != nil {
			producer = product.ProducerID
		}
		if len(lacks[producer]) == 0 {
			asks = append(asks, Ask{Product: short.ProductID, Producer: Party{ID: producer}})
		}
		lacks[producer] = append(lacks[producer], lack(short))
	}
	for n := range asks {
		if who := asks[n].Producer.ID; !who.IsZero() {
			if asks[n].Producer, err = s.db.Party(ctx, who); err != nil {
				return nil, err
			}
		}
		data.Producer, data.Short = asks[n].Producer.Name, lacks[asks[n].Producer.ID]
		asks[n].Text = reply.Write(reply.Ask, words, data, lang)
	}
	return asks, nil
}

func lack(short *ordering.Shortage) reply.Lack {
	return reply.Lack{Name: short.Name, Unit: short.Unit, Wanted: short.Want, Have: short.Have}
}

// replyNumber is the number that a customer knows: the channel's, else the order's own.
func replyNumber(o *ledger.Order) string {
	return ordering.CalledOf(o.Channel, o.ChannelNo, o.Number, o.Number)
}

// replyTo gathers what a reply may mention, its language and its words.
func (s *Shop) replyTo(ctx context.Context, order *Order, kind reply.Kind) (data reply.Data, lang i18n.Lang, words string, err error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return data, lang, "", err
	}
	if lang, err = i18n.ParseLang(cmp.Or(set.Get("reply.lang"), string(i18n.Thai))); err != nil {
		return data, lang, "", err
	}
	content := &order.Content
	data = reply.Data{Shop: set.Get("shop.name"), Voice: set.Get("reply.voice"), Name: cmp.Or(order.Person.Name, order.Customer.Name, order.Person.Contact),
		Order: replyNumber(&order.Order), Discount: content.Discount, Shipping: content.Fee, Total: order.Total(),
		Paid: order.Paid(), Day: content.Due}
	for _, line := range content.Lines {
		data.Items = append(data.Items, reply.Item{Name: cmp.Or(line.Name, line.Text), Unit: line.Unit, Qty: line.Qty, Amount: money.Times(line.Price, line.Qty)})
	}
	for n := range order.Shorts {
		data.Short = append(data.Short, lack(&order.Shorts[n]))
	}
	if content.PayBy == ordering.PayCOD {
		data.COD = max(order.Rest(), 0)
	}
	if len(order.Recipients) == 1 && content.Service != ordering.Pickup {
		data.Address = order.Recipients[0].Address().Short()
	}
	for n := range order.Parcels {
		if parcel := &order.Parcels[n]; parcel.Tracking != "" && slices.Contains([]string{ledger.ParcelPacked, ledger.ParcelShipped, ledger.ParcelDelivered, ledger.ParcelUndelivered}, parcel.State) {
			data.Parcels = append(data.Parcels, parcel.Tracking)
		}
	}
	if err := s.payable(ctx, order, &data); err != nil {
		return data, lang, "", err
	}
	words = reply.Words(set.Get, kind, order.Order.Channel, lang)
	if order.Order.Channel == ordering.Government { // an office is no person
		words = strings.ReplaceAll(words, "คุณ{name}", "{name}")
	}
	return data, lang, words, nil
}

// payable says where the rest of an order is to be paid; a shop without PromptPay says nothing.
func (s *Shop) payable(ctx context.Context, order *Order, data *reply.Data) error {
	if data.Left() <= 0 || slices.Contains([]string{ordering.PayCredit, ordering.PayChannel, ordering.PayCash}, order.Content.PayBy) {
		return nil
	}
	set, err := s.db.Settings(ctx)
	if err != nil {
		return err
	}
	code, err := s.PayCode(ctx, order.Order.ID.Tag(), data.Left())
	switch {
	case fault.Is(err, "promptpay_bank_sign"), fault.Is(err, "promptpay_not_set"):
		return nil
	case err != nil:
		return err
	case !code.Practice:
		data.PromptPay, data.Receiver = address.Phone(thai.FoldDigits(set.Get("promptpay.id"))), code.Receiver
	}
	return nil
}
