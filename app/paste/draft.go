package paste

import (
	"slices"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/ordering/chat"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/shop"
)

// draft is one order as it stands: what was read, and what a person made of it.
type draft struct {
	of       *model
	read     chat.Order
	request  ordering.Request
	items    []item
	doubts   map[string]string // by field: why a person should look, a word of "paste.why."
	typed    map[string]string // by field: what stands in it, where that cannot be read yet
	touched  bool              // a person changed or confirmed something
	feeTyped bool
	gifts    []ledger.OrderLine     // of promotions, for what is ordered
	postage  *shop.Postage          // nil until it was worked out
	have     map[id.Product]qty.Qty // what of the goods can be sold
	learn    int                    // the line whose name could be learnt, −1 for none
	saved    string                 // its number
	called   string                 // its short one, by which screens call it
}

// item is a line of goods beside its line of the request.
type item struct {
	of     int    // which of the items read, −1 for one a person added
	text   string // as the message has it
	name   string // the part of it that names the goods
	others []id.Product
	byHand bool // a person chose the product or the quantity
}

// The fields beside the goods, in the order they are walked.
const (
	fieldName     = "name"
	fieldPhones   = "phones"
	fieldLine     = "address.line"
	fieldPlace    = "address.place" // subdistrict and district
	fieldProvince = "address.province"
	fieldPostcode = "address.postcode"
	fieldPayment  = "payment"
)

var fields = []string{fieldName, fieldPhones, fieldLine, fieldPlace, fieldProvince, fieldPostcode}

// itemField names a part of a line: "sku" or "qty".
func itemField(n int, part string) string { return "items[" + strconv.Itoa(n) + "]." + part }

func newDraft(read chat.Order, request ordering.Request, m *model) *draft {
	d := &draft{of: m, read: read, request: request, doubts: map[string]string{}, typed: map[string]string{}, learn: -1}
	for n := range read.Items {
		of := &read.Items[n]
		line := item{of: n, text: of.Text, name: of.Text}
		if at := of.SKU.At; at.From < at.To && at.To <= len(m.text) {
			line.name = strings.Join(strings.Fields(m.text[at.From:at.To]), " ")
		}
		for _, sku := range of.SKU.Alternatives {
			if product := m.index.BySKU(sku); product != nil {
				line.others = append(line.others, product.ID)
			}
		}
		d.items = append(d.items, line)
	}
	d.doubt()
	return d
}

// doubt notes every field that was not read for sure, and why.
func (d *draft) doubt() {
	read := &d.read
	put := func(field string, sure int, value bool) {
		if value && sure < chat.Sure && d.doubts[field] == "" {
			d.doubts[field] = d.why(field)
		}
	}
	put(fieldName, read.Name.Confidence, read.Name.Value != "")
	for _, phone := range read.Phones {
		put(fieldPhones, phone.Confidence, true)
	}
	put(fieldLine, read.Line.Confidence, read.Line.Value != "")
	put(fieldPlace, min(sureOf(read.Subdistrict), sureOf(read.District)), read.Subdistrict.Value+read.District.Value != "")
	put(fieldProvince, read.Province.Confidence, read.Province.Value != "")
	put(fieldPostcode, read.Postcode.Confidence, read.Postcode.Value != "")
	put(fieldPayment, read.Payment.Confidence, read.Payment.Value != "")
	for n := range read.Items {
		put(itemField(n, "sku"), read.Items[n].SKU.Confidence, read.Items[n].SKU.Value != "")
		put(itemField(n, "qty"), read.Items[n].QtySure, read.Items[n].Qty > 0)
	}
}

// sureOf is the confidence of a text, of one that is not there none that counts.
func sureOf(text chat.Text) int {
	if text.Value == "" {
		return 100
	}
	return text.Confidence
}

// why gives the reason for a doubt: a warning of the parser's about the field, letters among the digits of a phone,
// or only that it is not sure.
func (d *draft) why(field string) string {
	for _, warning := range d.read.Warnings {
		path := warning.Path
		if path == "address.subdistrict" || path == "address.district" {
			path = fieldPlace
		}
		if path == field || strings.HasPrefix(path, field+"[") {
			return warning.Code
		}
	}
	if field == fieldPhones {
		for _, phone := range d.read.Phones {
			if phone.At.To <= len(d.of.text) && strings.ContainsAny(d.of.text[phone.At.From:phone.At.To], "OoQ") {
				return "letter_o"
			}
			if phone.At.To <= len(d.of.text) && strings.ContainsAny(d.of.text[phone.At.From:phone.At.To], "lI|") {
				return "letter_l"
			}
		}
	}
	return "look"
}

// keep takes over what a person did to the order that was read before from the same place.
func (d *draft) keep(before *draft) {
	if before.saved != "" {
		*d = *before
		return
	}
	if !before.touched {
		return
	}
	for _, field := range fields {
		was := before.readValue(field)
		if now := before.value(field); now != was && d.value(field) == was {
			d.set(field, now)
		}
	}
	if d.request.PayBy == "" || before.doubts[fieldPayment] == "" && before.request.PayBy != "" && d.read.Payment.Value == before.read.Payment.Value {
		d.pay(before.request.PayBy, before.request.Service == ordering.Pickup)
	}
	for n := range d.items {
		if n < len(before.items) && before.items[n].byHand && before.items[n].text == d.items[n].text {
			d.items[n].byHand = true
			d.request.Lines[n] = before.request.Lines[n]
			delete(d.doubts, itemField(n, "sku"))
			delete(d.doubts, itemField(n, "qty"))
		}
	}
	d.touched = true
}

// readValue gives what was read for a field.
func (d *draft) readValue(field string) string {
	fresh := &draft{request: ordering.Request{Recipients: []ordering.Recipient{{}}}}
	to := &fresh.request.Recipients[0]
	to.Name, to.Line, to.Province, to.Postcode = d.read.Name.Value, d.read.Line.Value, d.read.Province.Value, d.read.Postcode.Value
	to.Subdistrict, to.District = d.read.Subdistrict.Value, d.read.District.Value
	for _, phone := range d.read.Phones {
		to.Phones = append(to.Phones, shop.PhoneKept(phone.Digits, phone.Ext))
	}
	return fresh.value(field)
}

// to is who gets the parcel.
func (d *draft) to() *ordering.Recipient { return &d.request.Recipients[0] }

// pickup reports whether the order is fetched.
func (d *draft) pickup() bool { return d.request.Service == ordering.Pickup }

// gaps lists the fields that a parcel needs and that are empty, and goods that nobody has matched.
func (d *draft) gaps() (list []string) {
	for _, field := range fields {
		address := field != fieldName && field != fieldPhones
		if d.value(field) == "" && !(address && d.pickup()) {
			list = append(list, field)
		}
	}
	for n := range d.request.Lines {
		if d.request.Lines[n].ProductID.IsZero() {
			list = append(list, itemField(n, "sku"))
		}
	}
	return list
}

// asks lists the fields a person should look at, in the order of the form: doubtful and empty ones, goods, and the
// way of paying when it is open.
func (d *draft) asks() (list []string) {
	gaps := d.gaps()
	asked := func(field string) {
		if d.doubts[field] != "" || slices.Contains(gaps, field) {
			list = append(list, field)
		}
	}
	for _, field := range fields {
		asked(field)
	}
	for n := range d.request.Lines {
		asked(itemField(n, "sku"))
		if field := itemField(n, "qty"); d.doubts[field] != "" || d.request.Lines[n].Qty <= 0 {
			list = append(list, field)
		}
	}
	if d.request.PayBy == "" || d.doubts[fieldPayment] != "" {
		list = append(list, fieldPayment)
	}
	return list
}

// blocker gives the field that must be put right before the order can be saved, "" when it can: what is doubtful,
// a quantity that is missing, the way of paying. "items" stands for an order without goods.
func (d *draft) blocker() string {
	gaps := d.gaps()
	for _, field := range d.asks() {
		if d.doubts[field] != "" || !slices.Contains(gaps, field) {
			return field
		}
	}
	if len(d.request.Lines) == 0 {
		return "items"
	}
	return ""
}

// confirm says that a doubtful field is right as it stands; it reports whether that settled it.
func (d *draft) confirm(field string) bool {
	if d.typed[field] != "" || d.doubts[field] == "" {
		return d.doubts[field] == ""
	}
	delete(d.doubts, field)
	d.touched = true
	return true
}

// pay says how the order is paid, and whether it is fetched.
func (d *draft) pay(by string, pickup bool) {
	d.request.PayBy, d.touched = by, true
	delete(d.doubts, fieldPayment)
	switch {
	case pickup:
		d.request.Service, d.request.Fee, d.feeTyped = ordering.Pickup, 0, false
	case d.pickup():
		d.request.Service = ""
	}
}

// choose takes another product for a line and offers to learn the name it was called by.
func (d *draft) choose(n int, product *catalog.Product) {
	line := &d.request.Lines[n]
	if line.ProductID == product.ID {
		d.confirm(itemField(n, "sku"))
		return
	}
	line.ProductID, line.SKU, line.Name, line.Unit, line.Text = product.ID, product.SKU, product.FullName(), product.Unit, ""
	delete(d.doubts, itemField(n, "sku"))
	d.items[n].byHand, d.touched = true, true
	if d.items[n].name != "" {
		d.learn = n
	}
}

// add puts a product that the message does not name into the order.
func (d *draft) add(product *catalog.Product) {
	d.touched = true
	for n := range d.request.Lines {
		if d.request.Lines[n].ProductID == product.ID {
			d.setQty(n, d.request.Lines[n].Qty+qty.One)
			return
		}
	}
	last := 0
	for _, line := range d.request.Lines {
		last = max(last, line.N)
	}
	d.items = append(d.items, item{of: -1, byHand: true})
	d.request.Lines = append(d.request.Lines, ledger.OrderLine{N: last + 1, To: 1, ProductID: product.ID, SKU: product.SKU,
		Name: product.FullName(), Unit: product.Unit, Qty: qty.One})
}

// remove takes a line out of the order. The lines behind it keep what was said about them.
func (d *draft) remove(n int) {
	d.request.Lines, d.items, d.touched, d.learn = slices.Delete(d.request.Lines, n, n+1), slices.Delete(d.items, n, n+1), true, -1
	for _, of := range []map[string]string{d.doubts, d.typed} {
		for _, part := range []string{"sku", "qty"} {
			delete(of, itemField(n, part))
			for at := n + 1; at <= len(d.items); at++ {
				if said, ok := of[itemField(at, part)]; ok {
					of[itemField(at-1, part)] = said
					delete(of, itemField(at, part))
				}
			}
		}
	}
}

// setQty says how many of a line.
func (d *draft) setQty(n int, quantity qty.Qty) {
	d.request.Lines[n].Qty = quantity
	d.items[n].byHand, d.touched = true, true
	delete(d.doubts, itemField(n, "qty"))
}

// setFee says what the customer pays for the post.
func (d *draft) setFee(fee money.Satang) { d.request.Fee, d.feeTyped, d.touched = fee, true, true }

// charged is what the customer pays for a service: its list price and what a remote area asks. What the post takes
// less, and what it takes for collecting, is the shop's.
func charged(offer *shipping.Offer) money.Satang { return offer.Fee + offer.Surcharge }

// ship chooses a service; its price becomes the fee.
func (d *draft) ship(offer *shipping.Offer) {
	d.request.Service, d.request.Fee, d.feeTyped = offer.Service.Code, charged(offer), false
}

// offers lists the services that take the parcel, the fast and dear ones first.
func (d *draft) offers() []shipping.Offer {
	if d.postage == nil || d.pickup() {
		return nil
	}
	offers := slices.Clone(d.postage.Offers)
	slices.Reverse(offers)
	return offers
}

// offer gives the chosen service, nil when none is.
func (d *draft) offer() *shipping.Offer {
	offers := d.offers()
	at := slices.IndexFunc(offers, func(o shipping.Offer) bool { return o.Service.Code == d.request.Service })
	if at < 0 {
		return nil
	}
	return &offers[at]
}

// posted takes what the services ask: the chosen one goes on while it takes the parcel.
func (d *draft) posted(postage *shop.Postage) {
	d.postage = postage
	if d.pickup() {
		return
	}
	best := d.offer()
	if best == nil {
		best = d.of.preferred(postage.Offers)
	}
	switch {
	case best == nil:
		if d.request.Service = ""; !d.feeTyped {
			d.request.Fee = 0
		}
	case d.feeTyped:
		d.request.Service = best.Service.Code
	default:
		d.ship(best)
	}
}

// goods is what the goods come to, before what promotions take off.
func (d *draft) goods() (sum money.Satang) {
	for _, line := range d.request.Lines {
		sum += money.Times(line.Price, line.Qty)
	}
	return sum
}

// total is what the customer pays.
func (d *draft) total() money.Satang { return d.goods() - d.request.Discount + d.request.Fee }

// stated gives the total that the message names and how much ours is above it; a total of the goods alone agrees
// too. ok is false when it names none.
func (d *draft) stated() (said, above money.Satang, ok bool) {
	switch {
	case d.read.Total.Confidence > 0:
		said = d.read.Total.Value
	case d.read.COD.Confidence > 0:
		said = d.read.COD.Value
	default:
		return 0, 0, false
	}
	if above = d.total() - said; said == d.goods()-d.request.Discount {
		above = 0
	}
	return said, above, true
}

// agrees reports whether the four parts of the address name one place.
func (d *draft) agrees() bool {
	return d.of.register != nil && d.of.register.Check(d.to().Address()).OK
}

func (d *draft) placeOf() address.Address { return d.to().Address() }
