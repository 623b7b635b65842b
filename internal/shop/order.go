package shop

import (
	"context"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/store"
	"github.com/talat-pos/talat/internal/thai"
)

// Order is an order as screens, papers and commands show it.
type Order struct {
	*ordering.Past
	Shorts   []ordering.Shortage // what of it is not there
	Steps    []StepRow           // newest first, by whom
	Customer Party               // zero when it names none
	Products map[id.Product]*catalog.Product
	Masked   bool // telephones show their last digits only (setting privacy.mask_phone)
}

// Order gives an order. It fails with "order_unknown".
func (s *Shop) Order(ctx context.Context, order id.Order) (*Order, error) {
	past, err := s.db.Order(ctx, order)
	if err != nil {
		return nil, err
	}
	found := &Order{Past: past, Products: map[id.Product]*catalog.Product{}}
	if found.Masked, err = s.masked(ctx); err != nil {
		return nil, err
	}
	if found.Steps, err = s.db.OrderSteps(ctx, order); err != nil {
		return nil, err
	}
	if found.Todo() != "" {
		if found.Shorts, err = s.db.Shortages(ctx, order); err != nil {
			return nil, err
		}
	}
	if !past.Content.CustomerID.IsZero() {
		if found.Customer, err = s.db.Party(ctx, past.Content.CustomerID); err != nil && !fault.Is(err, "customer_unknown") {
			return nil, err
		}
	}
	var goods []id.Product
	for _, line := range past.Content.Lines {
		if !line.ProductID.IsZero() {
			goods = append(goods, line.ProductID)
		}
	}
	if err := s.Know(ctx, goods...); err != nil {
		return nil, err
	}
	for _, product := range goods {
		found.Products[product] = s.index.ByID(product)
	}
	return found, nil
}

// OrderNumbered finds an order by the number on it or by the channel's own. It fails with "order_unknown".
func (s *Shop) OrderNumbered(ctx context.Context, number string) (*Order, error) {
	order, err := s.db.OrderNumbered(ctx, strings.ToUpper(strings.TrimSpace(thai.FoldDigits(number))))
	if fault.Is(err, "order_unknown") {
		order, err = s.db.OrderNumbered(ctx, strings.TrimSpace(number))
	}
	if err != nil {
		return nil, err
	}
	return s.Order(ctx, order)
}

// Orders lists orders, the newest first, and how many there are of the query.
func (s *Shop) Orders(ctx context.Context, query OrderQuery) ([]OrderRow, int, error) {
	return s.db.Orders(ctx, query)
}

// OrderCounts counts the orders by what they wait for.
func (s *Shop) OrderCounts(ctx context.Context) (OrderCounts, error) { return s.db.OrderCounts(ctx) }

// AddOrder writes a new order and keeps its goods. Lines without a price take the shop's of today, with
// quantity prices and promotions (as the order's discount). Faults: those of store.AddOrder.
func (s *Shop) AddOrder(ctx context.Context, request ordering.Request) (*Order, error) {
	if request.ID.IsZero() {
		request.ID = id.New[id.Order]()
	}
	if err := s.clean(ctx, &request); err != nil {
		return nil, err
	}
	if _, err := s.db.AddOrder(ctx, request); err != nil {
		return nil, err
	}
	return s.Order(ctx, request.ID)
}

// ReviseOrder gives an order another content and its people. Faults: those of store.ReviseOrder.
func (s *Shop) ReviseOrder(ctx context.Context, request ordering.Request) (*Order, error) {
	if err := s.clean(ctx, &request); err != nil {
		return nil, err
	}
	if err := s.db.ReviseOrder(ctx, request); err != nil {
		return nil, err
	}
	return s.Order(ctx, request.ID)
}

// clean writes what people typed in one way.
func (s *Shop) clean(_ context.Context, request *ordering.Request) (err error) {
	request.ChannelNo = thai.Clean(request.ChannelNo, 100)
	p := &request.Person
	p.Name, p.Contact, p.Note = thai.Clean(p.Name, 201), thai.Clean(p.Contact, 201), thai.Clean(p.Note, ordering.MaxText+1)
	if p.Phone, err = party.Phone(p.Phone); err != nil {
		return err
	}
	for n := range request.Recipients {
		to := &request.Recipients[n]
		to.Title, to.Name, to.Line = thai.Clean(to.Title, 201), thai.Clean(to.Name, 201), thai.Clean(to.Line, ordering.MaxText+1)
		to.Note = thai.Clean(to.Note, ordering.MaxText+1)
	}
	return nil
}

// OrderPrice is what goods of an order come to today.
type OrderPrice struct {
	Each     []money.Satang     // each line's price of one unit, with quantity prices
	Discount money.Satang       // what promotions take off all of them together
	Gifts    []ledger.OrderLine // what promotions add: see WithGifts
}

// OrderPrices gives what goods of an order come to today. Faults: those of selling.Price.
func (s *Shop) OrderPrices(ctx context.Context, goods []selling.CartLine) (price OrderPrice, err error) {
	wanted := make([]id.Product, len(goods))
	for n, line := range goods {
		wanted[n] = line.ProductID
	}
	if err := s.Know(ctx, wanted...); err != nil {
		return price, err
	}
	facts, err := s.Prices(ctx)
	if err != nil {
		return price, err
	}
	quote, err := selling.Price(facts, &selling.Cart{Lines: goods})
	if err != nil {
		return price, err
	}
	for n := range quote.Lines {
		line := &quote.Lines[n]
		if n >= len(goods) {
			price.Gifts = append(price.Gifts, ledger.OrderLine{ProductID: line.ProductID, SKU: line.SKU, Name: line.Name, Unit: line.Unit, Qty: line.Qty, Gift: true})
			continue
		}
		price.Each = append(price.Each, line.UnitPrice)
		price.Discount += line.LineDiscount + line.PromoDiscount
	}
	return price, nil
}

// WithGifts gives the lines of an order with the gifts of promotions behind them, for who gets the first line.
func WithGifts(lines, gifts []ledger.OrderLine) []ledger.OrderLine {
	all, next, to := slices.Clone(lines), 1, 1
	for n, line := range lines {
		if next = max(next, line.N+1, n+2); n == 0 {
			to = max(line.To, 1)
		}
	}
	for n, gift := range gifts {
		gift.N, gift.To = next+n, to
		all = append(all, gift)
	}
	return all
}

// ConfirmOrder notes that shop and customer agree; back takes it back.
func (s *Shop) ConfirmOrder(ctx context.Context, order id.Order, back bool, by string) error {
	return s.db.ConfirmOrder(ctx, order, back, by)
}

// CancelOrder ends an order of which nothing has left.
func (s *Shop) CancelOrder(ctx context.Context, order id.Order, reason, by string) error {
	return s.db.CancelOrder(ctx, order, thai.Clean(reason, ordering.MaxText+1), by)
}

// ReopenOrder takes a cancelling back.
func (s *Shop) ReopenOrder(ctx context.Context, order id.Order, by string) error {
	return s.db.ReopenOrder(ctx, order, by)
}

// PayOrder takes money for an order. The same payment id again changes nothing.
func (s *Shop) PayOrder(ctx context.Context, order id.Order, payment id.Change, tenders []selling.Tender, by string) error {
	return s.db.PayOrder(ctx, order, payment, tenders, by)
}

// PayOrderBack gives money back that lies here for an order. The same payment id again changes nothing.
func (s *Shop) PayOrderBack(ctx context.Context, order id.Order, payment id.Change, tender selling.Tender, by string) error {
	return s.db.PayOrderBack(ctx, order, payment, tender, by)
}

// Pack puts goods of an order into a parcel; see ordering.Pack. A number that was typed is cleaned. Faults: also those
// of shipping.ReadNumber.
func (s *Shop) Pack(ctx context.Context, request ordering.PackRequest, by string) (err error) {
	if request.ID.IsZero() {
		request.ID = id.New[id.Parcel]()
	}
	if request.Tracking = strings.TrimSpace(request.Tracking); request.Tracking != "" {
		if request.Tracking, err = shipping.ReadNumber(request.Tracking, true); err != nil {
			return err
		}
	}
	return s.db.Pack(ctx, request, by)
}

// Unpack takes a parcel apart before it goes.
func (s *Shop) Unpack(ctx context.Context, order id.Order, parcel id.Parcel, reason, by string) error {
	return s.db.Unpack(ctx, order, parcel, reason, by)
}

// HandOver writes the bill of packed parcels that go to the carrier, all of the order's when none is named.
func (s *Shop) HandOver(ctx context.Context, order id.Order, parcels []id.Parcel, bill id.Bill, by string) (Answer, error) {
	if bill.IsZero() {
		bill = id.New[id.Bill]()
	}
	return s.db.HandOver(ctx, order, parcels, bill, by)
}

// HandOverAnyway is HandOver of parcels whose labels are out of date, because a person says so.
func (s *Shop) HandOverAnyway(ctx context.Context, order id.Order, parcels []id.Parcel, bill id.Bill, by string) (Answer, error) {
	if bill.IsZero() {
		bill = id.New[id.Bill]()
	}
	return s.db.HandOverAnyway(ctx, order, parcels, bill, by)
}

// UnshipParcel takes a hand-over back while its shift is open: the bill is voided, what was in it is packed again.
func (s *Shop) UnshipParcel(ctx context.Context, parcel *ledger.Parcel, reason string) error {
	_, err := s.db.Void(ctx, parcel.BillID, id.New[id.Bill](), reason)
	return err
}

// EndParcel notes what became of a parcel that went: see ordering.End.
func (s *Shop) EndParcel(ctx context.Context, order id.Order, parcel id.Parcel, step, reason, by string) error {
	return s.db.EndParcel(ctx, order, parcel, step, thai.Clean(reason, ordering.MaxText+1), by)
}

// LookInto puts the goods of a parcel that came back on the shelf again or writes them off, and gives the money
// back by the ways it is owed or came; what was paid before lies for the order again. No lines = everything.
func (s *Shop) LookInto(ctx context.Context, request LookRequest) error {
	return s.db.LookInto(ctx, request)
}

// CarrierPaid notes what a carrier paid of a parcel's sum: amount of it, of which it kept fee.
func (s *Shop) CarrierPaid(ctx context.Context, parcel id.Parcel, amount, fee money.Satang, tender selling.Tender, by string) error {
	return s.db.CarrierPaid(ctx, parcel, amount, fee, tender, by)
}

// ChannelPaid notes what a marketplace paid out for an order: amount of what it owes, of which it kept fee. The
// same payment id again changes nothing.
func (s *Shop) ChannelPaid(ctx context.Context, order id.Order, payment id.Change, amount, fee money.Satang, tender selling.Tender, by string) error {
	return s.db.ChannelPaid(ctx, order, payment, amount, fee, tender, by)
}

// OrderCart gives the cart at the till of everything of an order that is in no parcel, and what of it was paid
// before. Faults: those of ordering.Fetch.
func (s *Shop) OrderCart(ctx context.Context, order id.Order) (cart selling.Cart, deposit money.Satang, err error) {
	past, err := s.db.Order(ctx, order)
	if err != nil {
		return cart, 0, err
	}
	delivery, err := ordering.Fetch(past)
	if err != nil {
		return cart, 0, err
	}
	return store.DeliveryCart(delivery, id.New[id.Bill]()), delivery.Deposit, nil
}

// OrderWeight gives the grams of an order's goods without packing, and the names of goods of which nobody has
// said what they weigh.
func (s *Shop) OrderWeight(ctx context.Context, lines []ledger.OrderLine) (grams int, unknown []string, err error) {
	wanted := make([]id.Product, 0, len(lines))
	for _, line := range lines {
		if !line.ProductID.IsZero() {
			wanted = append(wanted, line.ProductID)
		}
	}
	if err := s.Know(ctx, wanted...); err != nil {
		return 0, nil, err
	}
	for _, line := range lines {
		product := s.index.ByID(line.ProductID)
		if product == nil {
			continue
		}
		if product.WeightG == 0 {
			unknown = append(unknown, product.FullName())
			continue
		}
		grams += int((int64(product.WeightG)*int64(line.Qty) + 999) / int64(qty.One))
	}
	return grams, unknown, nil
}
