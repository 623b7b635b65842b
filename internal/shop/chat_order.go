package shop

import (
	"context"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/chat"
	"github.com/talat-pos/talat/internal/ordering/reply"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/thai"
)

// ChatRequest gives the request of an order as it was read out of a chat; paste is what of the text is kept
// with it. Goods that are not in the shop become lines of text, and a quantity nobody said is 0. Nothing is
// priced and nothing is saved: see PriceOrder and AddOrder.
func (s *Shop) ChatRequest(ctx context.Context, read *chat.Order, paste string) (ordering.Request, error) {
	index, err := s.Catalogue(ctx)
	if err != nil {
		return ordering.Request{}, err
	}
	to := ordering.Recipient{No: 1, Title: read.Title.Value, Name: read.Name.Value, Line: read.Line.Value, Subdistrict: read.Subdistrict.Value,
		District: read.District.Value, Province: read.Province.Value, Postcode: read.Postcode.Value, Code: read.Code}
	request := ordering.Request{ID: id.New[id.Order](), Channel: ordering.Other, PayBy: chatPayBy[read.Payment.Value], Paste: paste,
		Person: ordering.Person{Name: to.Name}}
	for _, phone := range read.Phones {
		to.Phones = append(to.Phones, PhoneKept(phone.Digits, phone.Ext))
	}
	if len(read.Phones) > 0 {
		request.Person.Phone = read.Phones[0].Digits
	}
	if request.PayBy == ordering.PayCash {
		request.Service = ordering.Pickup
	}
	for n := range read.Items {
		item := &read.Items[n]
		line := ledger.OrderLine{N: n + 1, To: 1, Qty: item.Qty, Unit: item.Unit}
		if product := index.BySKU(item.SKU.Value); product != nil {
			line.ProductID, line.SKU, line.Name, line.Unit = product.ID, product.SKU, product.FullName(), product.Unit
		} else {
			line.Text = thai.Clean(item.Text, catalog.MaxName)
		}
		request.Lines = append(request.Lines, line)
	}
	request.Recipients = []ordering.Recipient{to}
	return request, nil
}

// chatPayBy are the ways of paying as orders keep them, by what a chat calls them. Who pays in cash comes to the
// shop for it: the carrier collects, which is another way.
var chatPayBy = map[string]string{chat.COD: ordering.PayCOD, chat.Transfer: ordering.PayTransfer, chat.Cash: ordering.PayCash}

// PhoneKept writes a telephone number as a recipient keeps it: its digits, and the extension behind them.
func PhoneKept(digits, extension string) string {
	if extension == "" {
		return digits
	}
	return address.PhoneExt(digits, extension)
}

// ReadPhones reads the telephone numbers of a recipient as they are typed, between commas, each as PhoneKept
// writes it. It fails with "phone_unreadable".
func ReadPhones(typed string) (phones []string, err error) {
	for _, part := range strings.FieldsFunc(typed, func(r rune) bool { return strings.ContainsRune(",/;\n", r) }) {
		number, extension, _ := strings.Cut(part, "ต่อ")
		digits, err := party.Phone(strings.TrimSpace(number))
		if err != nil {
			return nil, err
		}
		if digits != "" {
			phones = append(phones, PhoneKept(digits, thai.ToASCIIDigits(strings.TrimSpace(extension))))
		}
	}
	return phones, nil
}

// PriceOrder writes the prices of today into an order's lines, with quantity prices and promotions (as the
// order's discount), and gives what promotions add. Lines without a product or a quantity cost nothing yet. Faults:
// those of OrderPrices.
func (s *Shop) PriceOrder(ctx context.Context, request *ordering.Request) (gifts []ledger.OrderLine, err error) {
	var goods []selling.CartLine
	var at []int
	for n := range request.Lines {
		line := &request.Lines[n]
		line.Price = 0
		if !line.ProductID.IsZero() && line.Qty > 0 {
			goods, at = append(goods, selling.CartLine{ProductID: line.ProductID, Qty: line.Qty}), append(at, n)
		}
	}
	request.Discount = 0
	if len(goods) == 0 {
		return nil, nil
	}
	price, err := s.OrderPrices(ctx, goods)
	if err != nil {
		return nil, err
	}
	for n, each := range price.Each {
		request.Lines[at[n]].Price = each
	}
	request.Discount = price.Discount
	return price.Gifts, nil
}

// OrderPostage says what the services ask for an order's goods in one parcel to a postcode, of which cod is
// collected. Goods without a weight are warned of; when nothing is weighed, or the postcode is not known, there
// are no offers.
func (s *Shop) OrderPostage(ctx context.Context, lines []ledger.OrderLine, postcode string, cod money.Satang) (*Postage, error) {
	packing, err := s.Packing(ctx)
	if err != nil {
		return nil, err
	}
	var items []shipping.Item
	for _, line := range lines {
		if product := s.index.ByID(line.ProductID); product != nil {
			items = append(items, ParcelItem(product, line.Qty))
		}
	}
	grams, unweighed := shipping.Weigh(items, packing)
	if !slices.ContainsFunc(items, func(item shipping.Item) bool { return item.Grams > 0 && item.Qty > 0 }) || !address.IsPostcode(postcode) {
		return &Postage{Parcel: shipping.Parcel{Grams: grams}, Warnings: unweighed}, nil
	}
	postage, err := s.Quote(ctx, shipping.Parcel{Grams: grams, To: shipping.Place{Postcode: postcode}, COD: cod})
	if fault.Is(err, "postcode_unknown") || fault.Is(err, "parcel_weight") {
		return &Postage{Parcel: shipping.Parcel{Grams: grams}, Warnings: unweighed}, nil
	}
	if err != nil {
		return nil, err
	}
	postage.Warnings = append(unweighed, postage.Warnings...)
	return postage, nil
}

// OrderSummary writes what an order comes to and how it is paid, for its customer, before it is saved (number "") or
// after; see OrderReply.
func (s *Shop) OrderSummary(ctx context.Context, request *ordering.Request, number string) (string, error) {
	past := &ordering.Past{Order: ledger.Order{ID: request.ID, Number: number, Channel: request.Channel, ChannelNo: request.ChannelNo}, Person: request.Person,
		Recipients: request.Recipients, Content: ledger.OrderContent{OrderID: request.ID, Lines: request.Lines, Discount: request.Discount,
			Fee: request.Fee, PayBy: request.PayBy, Due: request.Due, Service: request.Service}}
	return s.OrderReply(ctx, &Order{Past: past}, reply.Total)
}

// LearnAlias gives a product one more name that customers call it by, so that the next chat is read right. A name
// it has already changes nothing. Faults: "product_unknown", those of SaveProduct.
func (s *Shop) LearnAlias(ctx context.Context, product id.Product, alias string) error {
	return s.changeAliases(ctx, product, func(aliases []string) []string {
		if alias = thai.Clean(alias, catalog.MaxName); alias == "" || slices.ContainsFunc(aliases, func(a string) bool { return thai.Fold(a) == thai.Fold(alias) }) {
			return aliases
		}
		return append(aliases, alias)
	})
}

// ForgetAlias takes a name back that LearnAlias gave.
func (s *Shop) ForgetAlias(ctx context.Context, product id.Product, alias string) error {
	alias = thai.Clean(alias, catalog.MaxName)
	return s.changeAliases(ctx, product, func(aliases []string) []string {
		return slices.DeleteFunc(aliases, func(a string) bool { return a == alias })
	})
}

func (s *Shop) changeAliases(ctx context.Context, product id.Product, change func([]string) []string) error {
	index, err := s.Catalogue(ctx)
	if err != nil {
		return err
	}
	known := index.ByID(product)
	if known == nil {
		return fault.New("product_unknown", "product", fault.Values{"value": product.String()})
	}
	changed := *known
	changed.Aliases = change(slices.Clone(known.Aliases))
	if slices.Equal(changed.Aliases, known.Aliases) {
		return nil
	}
	_, err = s.SaveProduct(ctx, changed, Opening{})
	return err
}
