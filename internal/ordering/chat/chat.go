// Package chat reads orders out of text that was pasted from a chat: who, where to, what, how it is
// paid. It saves nothing, asks nobody and guesses nothing silently.
package chat

import (
	"strings"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/thai"
)

// Sure is the confidence from which a field needs no second look.
const Sure = 90

// Span is a half-open range of bytes of the pasted text; both 0 when a value is not in it.
type Span struct{ From, To int }

// Text is a field read out of the text. Confidence is 0 to 100.
type Text struct {
	Value        string
	At           Span
	Confidence   int
	Alternatives []string
}

// Phone is a Thai telephone number.
type Phone struct {
	Digits     string // 9 or 10
	Ext        string // of a landline
	At         Span
	Confidence int
}

// Item is one line of goods.
type Item struct {
	SKU     Text    // Value "" when the goods are not known; Alternatives are other SKUs
	Text    string  // what was written
	Qty     qty.Qty // in Unit; 0 when none was written and none may be assumed
	Unit    string  // of the product, or as written when the goods are not known
	QtyAt   Span
	QtySure int // confidence of Qty
}

// Amount is money named in the text.
type Amount struct {
	Value      money.Satang
	At         Span
	Confidence int // 0 when none is named
}

// Ways of paying that a chat can name.
const (
	COD      = "cod"
	Transfer = "transfer"
	Cash     = "cash"
)

// Warning is something a person should look at; the sentence of "fault." and its code says what.
type Warning struct {
	Code string
	Path string // the field it is about, as in Order.Marks
	At   Span
}

// Order is one delivery.
type Order struct {
	Title, Name, Line                         Text
	Phones                                    []Phone
	Subdistrict, District, Province, Postcode Text
	Code                                      string // of the subdistrict in the register
	Items                                     []Item
	Payment                                   Text
	COD, Total                                Amount
	Missing                                   []string // paths of fields a parcel needs
	Warnings                                  []Warning
	Questions                                 []Span // what the customer asks; never an answer
	At                                        Span
}

// Mark is the confidence and place of one field; Path is as in JSON: "name", "phones[0]",
// "address.postcode", "items[1].qty".
type Mark struct {
	Path       string
	Confidence int
	At         Span
}

// Options say what the text cannot.
type Options struct {
	Shop     []string          // names the shop writes under, beside those that give themselves away
	Register *address.Register // of the shop; nil = the one that comes with the program
}

// maxText bounds what is read of a paste; nobody talks an order over in more.
const maxText = 32 << 10

// Parse reads the orders of a pasted text, in the order of the text; none when there is nothing of an
// order in it. Places are bytes of text.
func Parse(text string, goods *Catalogue, options Options) []Order {
	cut := false
	if len(text) > maxText {
		end := maxText
		for end > 0 && !utf8.RuneStart(text[end]) {
			end--
		}
		text, cut = text[:end], true
	}
	p := newParse(text, goods, options)
	parts := p.split()
	if len(parts) > 1 {
		p.readShared()
	}
	var orders []Order
	for _, part := range parts {
		order := p.read(part)
		if order.empty() {
			continue
		}
		if cut {
			order.warn("text_cut", "", Span{})
		}
		orders = append(orders, order)
	}
	if len(orders) > 1 {
		p.share(orders)
	}
	for n := range orders {
		orders[n].finish()
	}
	return orders
}

// parse is the work on one paste. Offsets are bytes of m.Folded until a field is done.
type parse struct {
	m           *thai.Mapped
	text        string // m.Folded
	goods       *Catalogue
	lines       []line
	busy        []kind // by byte: what it was read as
	phones      []phoneAt
	chains      []address.Found
	options     Options
	packs       []pack
	shared      []Item // what everyone in a list gets
	paidForAll  Text   // how all orders of a list are paid
	corrections []int  // where the customer says that the address is another
}

// kind is what a byte of the text was read as.
type kind uint8

const (
	free    kind = iota
	shop         // said by the shop, or the transcript's own
	sender       // the sender's own name and address
	number       // a date, a time, an account, a link
	phone        // telephone
	place        // subdistrict to postcode
	house        // house line
	person       // the recipient's name
	payment      // how it is paid, and sums
	asked        // a question
)

func newParse(text string, goods *Catalogue, options Options) *parse {
	if options.Register == nil {
		options.Register = address.Standard()
	}
	p := &parse{m: thai.Map(text), goods: goods, options: options}
	p.text = p.m.Folded
	p.busy = make([]kind, len(p.text))
	p.readTranscript()
	p.markSenders()
	p.markNumbers()
	p.findPhones()
	for _, found := range newAddress.FindAllStringIndex(p.text, -1) {
		p.corrections = append(p.corrections, found[0])
	}
	p.chains = options.Register.FindIn(p.m, 0, len(p.text), func(at int) bool { return p.busy[at] != free })
	p.chains = p.checkChains(p.chains)
	p.readPacks()
	return p
}

func (p *parse) mark(from, to int, as kind) {
	for n := max(from, 0); n < min(to, len(p.busy)); n++ {
		p.busy[n] = as
	}
}

func (p *parse) isFree(from, to int) bool {
	for n := from; n < to; n++ {
		if p.busy[n] != free {
			return false
		}
	}
	return true
}

func (p *parse) span(from, to int) Span {
	from, to = p.m.Bytes(from, to)
	return Span{from, to}
}

func (o *Order) empty() bool {
	return o.Name.Value == "" && len(o.Phones) == 0 && o.Province.Value == "" && o.Postcode.Value == "" &&
		len(o.Items) == 0 && o.Payment.Value == "" && o.COD.Confidence == 0 && o.Total.Confidence == 0
}

// read fills one order from its part of the text.
func (p *parse) read(part segment) Order {
	order := Order{At: p.span(part.from, part.to)}
	chain := p.chainOf(part, &order)
	p.readPhones(part, &order)
	p.readQuestions(part, &order)
	p.readMoney(part, &order)
	p.readRecipient(part, chain, &order)
	p.readItems(part, &order)
	p.compareTotal(&order)
	return order
}

// finish lists what a parcel needs and is not there.
func (o *Order) finish() {
	need := []struct {
		path  string
		value string
	}{
		{"name", o.Name.Value}, {"address.line", o.Line.Value}, {"address.subdistrict", o.Subdistrict.Value},
		{"address.district", o.District.Value}, {"address.province", o.Province.Value}, {"address.postcode", o.Postcode.Value},
		{"payment", o.Payment.Value},
	}
	for _, field := range need {
		if field.value == "" {
			o.Missing = append(o.Missing, field.path)
		}
	}
	if len(o.Phones) == 0 {
		o.Missing = append(o.Missing, "phones")
	}
	if len(o.Items) == 0 {
		o.Missing = append(o.Missing, "items")
	}
	o.warnItems()
	for n, item := range o.Items {
		if item.SKU.Value == "" {
			o.Missing = append(o.Missing, itemPath(n, "sku"))
		}
		if item.Qty == 0 {
			o.Missing = append(o.Missing, itemPath(n, "qty"))
		}
	}
}

// Marks lists confidence and place of every field that has a value.
func (o *Order) Marks() []Mark {
	var marks []Mark
	add := func(path string, value bool, confidence int, at Span) {
		if value {
			marks = append(marks, Mark{path, confidence, at})
		}
	}
	for _, field := range []struct {
		path string
		text Text
	}{
		{"title", o.Title}, {"name", o.Name}, {"address.line", o.Line}, {"address.subdistrict", o.Subdistrict},
		{"address.district", o.District}, {"address.province", o.Province}, {"address.postcode", o.Postcode}, {"payment", o.Payment},
	} {
		add(field.path, field.text.Value != "", field.text.Confidence, field.text.At)
	}
	for n, each := range o.Phones {
		add("phones["+itoa(n)+"]", true, each.Confidence, each.At)
	}
	for n, item := range o.Items {
		add(itemPath(n, "sku"), item.SKU.Value != "", item.SKU.Confidence, item.SKU.At)
		add(itemPath(n, "qty"), item.Qty != 0, item.QtySure, item.QtyAt)
	}
	add("cod_satang", o.COD.Confidence > 0, o.COD.Confidence, o.COD.At)
	add("stated_total_satang", o.Total.Confidence > 0, o.Total.Confidence, o.Total.At)
	return marks
}

// Alternatives lists what else a field may be, by its path as in Marks; only fields that may be something
// else.
func (o *Order) Alternatives() map[string][]string {
	others := map[string][]string{}
	for path, text := range map[string]Text{
		"name": o.Name, "address.subdistrict": o.Subdistrict, "address.district": o.District, "address.province": o.Province,
		"address.postcode": o.Postcode, "payment": o.Payment,
	} {
		if len(text.Alternatives) > 0 {
			others[path] = text.Alternatives
		}
	}
	for n, item := range o.Items {
		if len(item.SKU.Alternatives) > 0 {
			others[itemPath(n, "sku")] = item.SKU.Alternatives
		}
	}
	return others
}

// Address gives the address as papers and labels take it.
func (o *Order) Address() address.Address {
	return address.Address{Line: o.Line.Value, Subdistrict: o.Subdistrict.Value, District: o.District.Value, Province: o.Province.Value, Postcode: o.Postcode.Value}
}

func (o *Order) warn(code, path string, at Span) {
	o.Warnings = append(o.Warnings, Warning{code, path, at})
}

func itemPath(n int, field string) string { return "items[" + itoa(n) + "]." + field }

func itoa(n int) string { return strings.TrimSuffix(qty.Pieces(n).String(), ".") }
