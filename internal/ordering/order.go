// Package ordering decides what becomes of an order: what is kept for it, what may be done next, what goes
// in which parcel, and what the bill of a delivery holds. It reads facts and returns postings.
package ordering

import (
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/thai"
)

// Channels an order comes by.
const (
	Counter    = "counter"
	Telephone  = "phone"
	Line       = "line"
	Facebook   = "facebook"
	Common     = "common" // the common platform
	Shopee     = "shopee"
	Lazada     = "lazada"
	TikTok     = "tiktok"
	LineShop   = "lineshop" // LINE SHOPPING
	Web        = "web"
	Government = "government"
	Other      = "other"
)

// Channels lists them in the order they are offered.
var Channels = []string{Line, Facebook, Telephone, Counter, Common, Shopee, Lazada, TikTok, LineShop, Web, Government, Other}

// Marketplace reports whether a channel takes the customer's money and pays the shop later.
func Marketplace(channel string) bool {
	return slices.Contains([]string{Shopee, Lazada, TikTok, LineShop}, channel)
}

// Ways an order is paid.
const (
	PayTransfer = "transfer" // before it is packed, by transfer or PromptPay
	PayCOD      = "cod"      // the carrier collects it
	PayCash     = "cash"     // when it is fetched
	PayCredit   = "credit"   // later: an office, a regular customer
	PayChannel  = "channel"  // the marketplace pays it out
)

// PayWays lists them in the order they are offered; "" is not yet agreed.
var PayWays = []string{PayTransfer, PayCOD, PayCash, PayCredit, PayChannel}

// Pickup is the service of an order that is fetched at the shop.
const Pickup = "pickup"

// Bounds of one order.
const (
	MaxLines      = 500
	MaxRecipients = 500
	MaxText       = 500
	MaxFee        = money.Satang(10_000_000)
)

// Person is who orders and pays: personal data, outside the ledger.
type Person struct {
	OrderID id.Order `json:"order_id"`
	Name    string   `json:"name"`
	Phone   string   `json:"phone"`
	Contact string   `json:"contact"` // their name in the channel
	Note    string   `json:"note"`
	By      string   `json:"by"` // who took the order
}

// Recipient is who gets goods of an order: personal data, outside the ledger.
type Recipient struct {
	ID          id.Recipient `json:"id"`
	OrderID     id.Order     `json:"order_id"`
	No          int          `json:"no"` // 1, 2, 3 …, as lines name it
	Title       string       `json:"title"`
	Name        string       `json:"name"`
	Phones      []string     `json:"phones"`
	Line        string       `json:"line"`
	Subdistrict string       `json:"subdistrict"`
	District    string       `json:"district"`
	Province    string       `json:"province"`
	Postcode    string       `json:"postcode"`
	Code        string       `json:"code"` // of the subdistrict in the register
	Note        string       `json:"note"` // a greeting that goes with a gift
}

// Address gives the address as papers and labels take it.
func (r *Recipient) Address() address.Address {
	return address.Address{Line: r.Line, Subdistrict: r.Subdistrict, District: r.District, Province: r.Province, Postcode: r.Postcode}
}

// Complete reports whether a parcel can be sent to the recipient.
func (r *Recipient) Complete() bool {
	return r.Name != "" && r.Line != "" && r.Postcode != "" && r.Province != ""
}

// Request asks for a new order, or for another content of one (Revise).
type Request struct {
	ID         id.Order           `json:"id"`
	Channel    string             `json:"channel"`
	ChannelNo  string             `json:"channel_no"`
	CustomerID id.Party           `json:"customer_id"`
	Lines      []ledger.OrderLine `json:"lines"`
	Discount   money.Satang       `json:"discount_satang"`
	Fee        money.Satang       `json:"fee_satang"`
	PayBy      string             `json:"pay_by"`
	Due        clock.Day          `json:"due"`
	Service    string             `json:"service"`
	State      string             `json:"channel_state"`
	StateHash  string             `json:"channel_hash"`

	// Personal, and in no event.
	Person     Person      `json:"-"`
	Recipients []Recipient `json:"-"`
	Paste      string      `json:"-"` // the text it was read from
}

// Hash identifies the content of a request, so that the same id with another one is refused.
func (r *Request) Hash() string {
	data, err := json.Marshal(r)
	if err != nil {
		panic(err) // plain structs of ids, numbers and strings always encode
	}
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}

// KeepRecipients lets the recipients of a request be those of its order, at whom its parcels point: the one that
// each names, else the one in its place that nobody names. Others are new.
func (r *Request) KeepRecipients(had []Recipient) {
	places, named := map[id.Recipient]int{}, map[id.Recipient]bool{}
	for _, old := range had {
		places[old.ID] = old.No
	}
	for n := range r.Recipients {
		if to := &r.Recipients[n]; places[to.ID] == 0 || named[to.ID] {
			to.ID = id.Recipient{}
		}
		named[r.Recipients[n].ID] = true
	}
	for _, old := range had {
		if n := old.No - 1; n < len(r.Recipients) && r.Recipients[n].ID.IsZero() && !named[old.ID] {
			r.Recipients[n].ID = old.ID
		}
	}
}

// Facts is what a decision about orders reads, taken inside the transaction.
type Facts struct {
	Now     time.Time
	Day     clock.Day
	Letter  string
	NextNo  func(kind string, year int) (int, error)
	Place   id.Place                          // where orders are packed
	Product func(id.Product) *catalog.Product // nil when unknown
	Lots    map[id.Product][]ledger.LotStock  // at Place, of sets those of their components
	Others  map[id.Lot]qty.Qty                // lots reserved for other orders
}

// Add turns a request into the posting of a new order, which keeps its goods from now on. Faults: those of
// Validate, "product_unknown", "product_has_variants", "qty_not_whole".
func Add(facts *Facts, request *Request) (*ledger.Posting, error) {
	if err := request.Validate(facts.Product); err != nil {
		return nil, err
	}
	at := ledger.MillisOf(facts.Now)
	year := facts.Day.BuddhistYear()
	no, err := facts.NextNo(ledger.TypeOrder, year)
	if err != nil {
		return nil, err
	}
	order := ledger.Order{ID: request.ID, Number: ledger.Number(facts.Letter, ledger.TypeOrder, year, no), Letter: facts.Letter,
		Type: ledger.TypeOrder, Year: year, No: no, Channel: request.Channel, ChannelNo: request.ChannelNo, Day: facts.Day, At: at,
		RequestHash: request.Hash()}
	past := &Past{Order: order, Content: request.content(1, at)}
	posting := &ledger.Posting{Kind: ledger.EventOrderAdded, At: at, Day: facts.Day, Orders: []ledger.Order{order},
		OrderContents: []ledger.OrderContent{past.Content}, OrderSteps: []ledger.OrderStep{facts.step(past, StepAdded, id.Parcel{}, "")}}
	posting.Reservations = facts.reserve(past, true)
	return posting, nil
}

// Draft gives the order that a request would make, before it is written down.
func (r *Request) Draft(number string) *Past {
	return &Past{Order: ledger.Order{ID: r.ID, Number: number, Channel: r.Channel, ChannelNo: r.ChannelNo}, Content: r.content(1, 0),
		Person: r.Person, Recipients: r.Recipients}
}

func (r *Request) content(revision int, at ledger.Millis) ledger.OrderContent {
	return ledger.OrderContent{OrderID: r.ID, Revision: revision, CustomerID: r.CustomerID, Lines: r.Lines, Discount: r.Discount,
		Fee: r.Fee, PayBy: r.PayBy, Due: r.Due, Service: r.Service, ChannelState: r.State, ChannelHash: r.StateHash, At: at}
}

// Validate checks a request and fills in what its goods are called: "channel_unknown", "order_empty",
// "too_many_lines", "qty_not_positive", "price_invalid", "recipient_unknown" and the like, each with its field.
func (r *Request) Validate(product func(id.Product) *catalog.Product) error {
	switch {
	case r.ID.IsZero():
		return fault.New("id_unreadable", "id", fault.Values{"value": ""})
	case !slices.Contains(Channels, r.Channel):
		return fault.New("channel_unknown", "channel", fault.Values{"value": r.Channel})
	case r.PayBy != "" && !slices.Contains(PayWays, r.PayBy):
		return fault.New("pay_by_unknown", "payment", fault.Values{"value": r.PayBy})
	case len(r.Lines) == 0:
		return fault.New("order_empty", "items", nil)
	case len(r.Lines) > MaxLines:
		return fault.New("too_many_lines", "items", fault.Values{"max": MaxLines})
	case len(r.Recipients) > MaxRecipients:
		return fault.New("too_many", "recipients", fault.Values{"max": MaxRecipients})
	case r.Fee < 0 || r.Fee > MaxFee:
		return fault.New("amount_too_large", "fee", fault.Values{"value": r.Fee})
	}
	if r.Due != "" {
		if _, err := clock.ParseDay(string(r.Due)); err != nil {
			return fault.Unreadable("date_unreadable", "due", fault.Values{"value": string(r.Due)})
		}
	}
	if err := r.validateText(); err != nil {
		return err
	}
	seen, goods := map[int]bool{}, money.Satang(0)
	for n := range r.Lines {
		line := &r.Lines[n]
		if err := validateLine(line, len(r.Recipients), product); err != nil {
			return fault.At(err, fmt.Sprintf("items[%d]", n))
		}
		if line.N == 0 {
			line.N = n + 1
		}
		if seen[line.N] {
			return fault.New("line_twice", fmt.Sprintf("items[%d]", n), fault.Values{"n": line.N})
		}
		seen[line.N] = true
		goods += money.Times(line.Price, line.Qty)
		if goods > money.Max {
			return fault.New("amount_too_large", fmt.Sprintf("items[%d]", n), fault.Values{"value": money.Max})
		}
	}
	if r.Discount < 0 || r.Discount > goods {
		return fault.New("discount_above_price", "discount", fault.Values{"discount": r.Discount, "price": goods})
	}
	return nil
}

func validateLine(line *ledger.OrderLine, recipients int, product func(id.Product) *catalog.Product) error {
	switch {
	case line.Qty <= 0:
		return fault.New("qty_not_positive", "qty", fault.Values{"value": line.Qty})
	case line.Qty > qty.Max:
		return fault.New("qty_too_large", "qty", fault.Values{"value": line.Qty})
	case line.Price < 0 || line.Price > catalog.MaxPrice || line.Gift && line.Price != 0:
		return fault.New("price_invalid", "price", fault.Values{"value": line.Price})
	case money.Times(line.Price, line.Qty) < 0 || money.Times(line.Price, line.Qty) > money.Max:
		return fault.New("amount_too_large", "qty", fault.Values{"value": money.Max})
	case utf8.RuneCountInString(line.Text) > catalog.MaxName:
		return fault.New("name_too_long", "text", fault.Values{"max": catalog.MaxName})
	case line.To < 0 || line.To > max(recipients, 1):
		return fault.New("recipient_unknown", "to", fault.Values{"value": line.To})
	}
	line.To = max(line.To, 1)
	if line.ProductID.IsZero() {
		if strings.TrimSpace(line.Text) == "" {
			return fault.New("product_unknown", "sku", fault.Values{"value": line.SKU})
		}
		return nil
	}
	goods := product(line.ProductID)
	switch {
	case goods == nil:
		return fault.New("product_unknown", "sku", fault.Values{"value": line.SKU})
	case goods.HasVariants:
		return fault.New("product_has_variants", "sku", fault.Values{"name": goods.Name})
	case !goods.Weighed && !line.Qty.Whole():
		return fault.New("qty_not_whole", "qty", fault.Values{"value": line.Qty, "unit": goods.Unit})
	}
	line.SKU = goods.SKU
	if line.Unit == "" || !goods.Untracked { // what nobody counts may be called as it was agreed
		line.Unit = goods.Unit
	}
	if line.Name == "" {
		line.Name = goods.FullName()
	}
	return nil
}

// validateText checks what people typed about people.
func (r *Request) validateText() error {
	short := []struct{ field, value string }{{"channel_no", r.ChannelNo}, {"contact", r.Person.Contact}, {"customer", r.Person.Name}}
	for n := range r.Recipients {
		to, field := &r.Recipients[n], fmt.Sprintf("recipients[%d].", n)
		short = append(short, []struct{ field, value string }{{field + "name", to.Name}, {field + "title", to.Title},
			{field + "subdistrict", to.Subdistrict}, {field + "district", to.District}, {field + "province", to.Province}}...)
		if utf8.RuneCountInString(to.Line) > MaxText || utf8.RuneCountInString(to.Note) > MaxText {
			return fault.New("text_too_long", field+"line", fault.Values{"max": MaxText})
		}
		if len(to.Phones) > 4 {
			return fault.New("too_many", field+"phones", fault.Values{"max": 4})
		}
		if to.Postcode != "" && (len(to.Postcode) != 5 || strings.Trim(to.Postcode, "0123456789") != "") {
			return fault.New("postcode_unreadable", field+"postcode", fault.Values{"value": to.Postcode})
		}
	}
	for _, text := range short {
		if err := thai.CheckName(text.value, text.field, 200); err != nil {
			return err
		}
	}
	if utf8.RuneCountInString(r.Person.Note) > MaxText {
		return fault.New("text_too_long", "note", fault.Values{"max": MaxText})
	}
	return nil
}
