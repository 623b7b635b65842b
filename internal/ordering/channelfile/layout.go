package channelfile

import (
	"encoding/json"
	"slices"
	"strings"
	"sync"

	"github.com/talat-pos/talat/assets"
	"github.com/talat-pos/talat/internal/ordering/sheet"
)

// Field is what a column can hold. Its text is "orderfile.column." + Field.
type Field string

// The fields that a rule names; the rest are in the list.
const (
	fieldNo           Field = "no"
	fieldLineID       Field = "line_id"
	fieldState        Field = "state"
	fieldSubstate     Field = "substate"
	fieldReturnState  Field = "return_state"
	fieldPaymentState Field = "payment_state"
	fieldAt           Field = "at"
	fieldPaidAt       Field = "paid_at"
	fieldUpdatedAt    Field = "updated_at"
	fieldShippedAt    Field = "shipped_at"
	fieldDeliveredAt  Field = "delivered_at"
	fieldCancelledAt  Field = "cancelled_at"
	fieldShipBy       Field = "ship_by"
	fieldBuyer        Field = "buyer"
	fieldName         Field = "name"
	fieldPhone        Field = "phone"
	fieldAddress      Field = "address"
	fieldSubdistrict  Field = "subdistrict"
	fieldDistrict     Field = "district"
	fieldProvince     Field = "province"
	fieldPostcode     Field = "postcode"
	fieldSKU          Field = "sku"
	fieldProduct      Field = "product"
	fieldVariation    Field = "variation"
	fieldQty          Field = "qty"
	fieldReturnedQty  Field = "returned_qty"
	fieldPrice        Field = "price"
	fieldLineTotal    Field = "line_total"
	fieldLinePaid     Field = "line_paid"
	fieldLineDiscount Field = "line_discount"
	fieldLineChannel  Field = "line_channel_discount"
	fieldLineShipping Field = "line_shipping_fee"
	fieldDiscount     Field = "discount"
	fieldChannel      Field = "channel_discount"
	fieldShippingFee  Field = "shipping_fee"
	fieldTotal        Field = "total"
	fieldPayment      Field = "payment"
	fieldCOD          Field = "cod"
	fieldTracking     Field = "tracking"
	fieldCarrier      Field = "carrier"
	fieldNote         Field = "note"
	fieldSellerNote   Field = "seller_note"
)

// Fields lists what a column can hold, in the order a person would name them.
func Fields() []Field {
	return []Field{fieldNo, fieldState, fieldAt, fieldSKU, fieldProduct, fieldVariation, fieldQty, fieldPrice, fieldLineTotal,
		fieldBuyer, fieldName, fieldPhone, fieldAddress, fieldSubdistrict, fieldDistrict, fieldProvince, fieldPostcode,
		fieldTotal, fieldDiscount, fieldShippingFee, fieldPayment, fieldCOD, fieldPaymentState, fieldTracking, fieldCarrier, fieldShipBy,
		fieldNote, fieldSellerNote, fieldPaidAt, fieldUpdatedAt, fieldShippedAt, fieldDeliveredAt, fieldCancelledAt,
		fieldSubstate, fieldReturnState, fieldReturnedQty, fieldChannel, fieldLineID, fieldLineDiscount, fieldLineChannel, fieldLinePaid, fieldLineShipping}
}

// layout is how the file of one channel looks. Its headings and words are kept by their keys.
type layout struct {
	Code    string             `json:"code"`
	Source  string             `json:"source"`   // where the headings are from, and when
	OneEach bool               `json:"one_each"` // a row is one piece where no column says how many
	Marks   []string           `json:"marks"`    // headings that tell the channel
	Columns map[Field][]string `json:"columns"`  // headings of a field, the best first; all that are there are read
	Ignore  []string           `json:"ignore"`   // headings that look like others, of a tax invoice for one
	States  map[State][]string `json:"states"`
}

// book is the data of all layouts, and the words of files that are none of them.
type book struct {
	Channels []layout           `json:"channels"`
	Columns  map[Field][]string `json:"columns"` // of each field the first that is there is read
	States   map[State][]string `json:"states"`
	COD      []string           `json:"cod"`
	Paid     []string           `json:"paid"`
}

var layouts = sync.OnceValue(func() *book {
	var b book
	if err := json.Unmarshal(assets.Read("rules/orderfiles.json"), &b); err != nil {
		panic("orderfiles.json: " + err.Error()) // embedded, and read by a test
	}
	for n := range b.Channels {
		one := &b.Channels[n]
		toKeys(one.Marks)
		toKeys(one.Ignore)
		for _, headings := range one.Columns {
			toKeys(headings)
		}
	}
	for _, headings := range b.Columns {
		toKeys(headings)
	}
	toKeys(b.Paid)
	return &b
})

func toKeys(texts []string) {
	for n, text := range texts {
		texts[n] = sheet.Key(text)
	}
}

// Channels lists the codes of the channels whose files are known, and Other.
func Channels() []string {
	var codes []string
	for _, one := range layouts().Channels {
		codes = append(codes, one.Code)
	}
	return append(codes, Other)
}

// layoutOf gives the layout of a channel, an empty one for any other.
func layoutOf(channel string) layout {
	for _, one := range layouts().Channels {
		if one.Code == channel {
			return one
		}
	}
	return layout{Code: Other}
}

// leastMarks is how many of its own headings tell a channel: two may stand in anybody's file.
const leastMarks = 3

// Detect tells whose file has these headings: the channel with the most of its own, Other when none has enough.
func Detect(headings []string) string {
	keys := keysOf(headings)
	best, most := Other, leastMarks-1
	for _, one := range layouts().Channels {
		count := 0
		for _, mark := range one.Marks {
			if slices.Contains(keys, mark) {
				count++
			}
		}
		if count > most {
			best, most = one.Code, count
		}
	}
	return best
}

func keysOf(headings []string) []string {
	keys := make([]string, len(headings))
	for n, heading := range headings {
		keys[n] = sheet.Key(heading)
	}
	return keys
}

// shortKey is the key of a heading without what stands behind it in brackets: "Seller Voucher(THB)".
func shortKey(heading string) string {
	before, _, found := strings.Cut(heading, "(")
	if !found {
		return ""
	}
	return sheet.Key(before)
}
