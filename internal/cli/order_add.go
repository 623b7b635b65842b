package cli

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"reflect"
	"strings"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/thai"
)

// Bounds of a document of orders.
const (
	maxOrdersFile = 16 << 20
	maxOrders     = 1000
)

// orderInput is one order as it is to be added: what order parse prints, and what only the shop can know.
type orderInput struct {
	ID         string            `json:"id"`
	Channel    string            `json:"channel"`
	ChannelNo  string            `json:"channel_no"`
	Customer   string            `json:"customer"` // id
	Title      string            `json:"title"`
	Name       string            `json:"name"`
	Phones     []string          `json:"phones"`
	Extensions map[string]string `json:"extensions"`
	Address    addressDoc        `json:"address"`
	Contact    string            `json:"contact"`
	Note       string            `json:"note"`
	Items      []json.RawMessage `json:"items"`
	Payment    string            `json:"payment"`
	Service    string            `json:"service"`
	Due        string            `json:"due"`
	Fee        money.Satang      `json:"fee_satang"`
	Discount   money.Satang      `json:"discount_satang"`
	COD        *money.Satang     `json:"cod_satang"`
	Total      *money.Satang     `json:"stated_total_satang"`
	Recipients []json.RawMessage `json:"recipients"` // of many; then name and address are of who pays
}

type orderItemInput struct {
	SKU   string          `json:"sku"`
	Text  string          `json:"text"`
	Qty   json.RawMessage `json:"qty"`
	Unit  string          `json:"unit"`
	Price *money.Satang   `json:"price_satang"`
	To    int             `json:"to"` // the recipient's number, 1 the first
}

type recipientInput struct {
	Title   string     `json:"title"`
	Name    string     `json:"name"`
	Phones  []string   `json:"phones"`
	Address addressDoc `json:"address"`
	Note    string     `json:"note"`
}

func (p *program) orderAdd() *cobra.Command {
	var by, channel string
	c := p.command("add FILE|- [--channel C] [--by NAME]", 0, 1, func(args []string) (*answer, error) {
		written, err := p.input(args, maxOrdersFile+1, "file_missing")
		if err != nil {
			return nil, err
		}
		inputs, warnings, err := readOrders(written, channel)
		if err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			a := adder{program: p, shop: s, by: by, warnings: warnings}
			return a.add(inputs)
		})
	})
	c.Flags().StringVar(&channel, "channel", "", "C")
	c.Flags().StringVar(&by, "by", "", "NAME")
	return c
}

// readOrders reads one order or {"orders":[…]}; channel is that of orders which name none.
func readOrders(written, channel string) (inputs []orderInput, warnings []*fault.Error, err error) {
	if len(written) > maxOrdersFile {
		return nil, nil, fault.New("orders_too_large", "file", fault.Values{"mb": maxOrdersFile >> 20})
	}
	var whole struct {
		Orders  *[]json.RawMessage `json:"orders"`
		Channel string             `json:"channel"`
	}
	written = strings.TrimPrefix(written, "\ufeff")
	if err := unmarshal([]byte(written), &whole, ""); err != nil {
		return nil, nil, err
	}
	docs := []json.RawMessage{json.RawMessage(written)}
	if whole.Orders != nil {
		docs = *whole.Orders
		if whole.Channel != "" {
			channel = whole.Channel
		}
	}
	switch {
	case len(docs) == 0:
		return nil, nil, fault.New("orders_none", "orders", nil)
	case len(docs) > maxOrders:
		return nil, nil, fault.New("too_many", "orders", fault.Values{"max": maxOrders})
	}
	inputs = make([]orderInput, len(docs))
	for n, doc := range docs {
		field := fmt.Sprintf("orders[%d]", n)
		if err := unmarshal(doc, &inputs[n], field); err != nil {
			return nil, nil, err
		}
		warnings = append(warnings, unknownKeys(doc, field, orderInput{}, orderDoc{})...)
		if inputs[n].Channel == "" {
			inputs[n].Channel = channel
		}
		if inputs[n].Channel == "" {
			inputs[n].Channel = ordering.Other
		}
	}
	return inputs, warnings, nil
}

// unmarshal reads a JSON value. It fails with "json_unreadable" and, where a value is of another kind than it
// should be, "json_value" (usage) with its field below the one given.
func unmarshal(data []byte, into any, field string) error {
	err := json.Unmarshal(data, into)
	var wrong *json.UnmarshalTypeError
	switch {
	case err == nil:
		return nil
	case errors.As(err, &wrong):
		path := strings.TrimPrefix(field+"."+wrong.Field, ".")
		return fault.Unreadable("json_value", strings.TrimSuffix(path, "."), fault.Values{"value": wrong.Value})
	}
	return fault.Unreadable("json_unreadable", field, nil)
}

// unknownKeys warns of keys that none of some documents has: a mistyped one would be lost in silence.
func unknownKeys(data []byte, field string, docs ...any) (warnings []*fault.Error) {
	known := map[string]bool{}
	for _, doc := range docs {
		for _, f := range reflect.VisibleFields(reflect.TypeOf(doc)) {
			name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
			known[name] = true
		}
	}
	decoder := json.NewDecoder(bytes.NewReader(data))
	depth := 0
	for isKey := false; ; {
		token, err := decoder.Token()
		if err != nil {
			return warnings
		}
		switch token := token.(type) {
		case json.Delim:
			if token == '{' || token == '[' {
				depth++
			} else {
				depth--
			}
			isKey = depth == 1
			continue
		case string:
			if depth == 1 && isKey && !known[token] {
				warnings = append(warnings, fault.New("json_key_unknown", field+"."+thai.Clean(token, 50), fault.Values{"value": thai.Clean(token, 50)}))
			}
		}
		isKey = depth == 1 && !isKey
	}
}

// adder turns documents into orders of a shop.
type adder struct {
	*program
	shop     *shop.Shop
	by       string
	warnings []*fault.Error
}

func (a *adder) add(inputs []orderInput) (*answer, error) {
	register, err := a.shop.Register(a.ctx)
	if err != nil {
		return nil, err
	}
	asked := make([]shop.AskedOrder, len(inputs))
	for n := range inputs {
		field := fmt.Sprintf("orders[%d]", n)
		if asked[n], err = a.asked(&inputs[n], field); err != nil {
			return nil, fault.At(err, field)
		}
		for k := range asked[n].Recipients {
			to := &asked[n].Recipients[k]
			checked := register.Check(to.Address())
			if to.Code = checked.Place.Code; checked.Complete && !checked.OK {
				a.warn(checked.Fault(to.Address()), field+".address")
			}
		}
	}
	added, err := a.shop.AddOrders(a.ctx, asked)
	if err != nil {
		return nil, err
	}
	for n := range added {
		a.compare(&inputs[n], added[n].Order, fmt.Sprintf("orders[%d]", n))
	}
	given := addedAnswer(added)
	given.warnings = a.warnings
	return given, nil
}

func (a *adder) warn(err error, field string) {
	a.warnings = append(a.warnings, fault.Of(fault.At(err, field)))
}

// compare warns where the sums that were stated are not those of the order.
func (a *adder) compare(in *orderInput, o *shop.Order, field string) {
	total := o.Total()
	if in.Total != nil && *in.Total != total {
		a.warn(fault.New("order_total_other", "stated_total_satang", fault.Values{"stated": *in.Total, "total": total}), field)
	}
	if in.COD != nil && in.Payment == ordering.PayCOD && *in.COD != total {
		a.warn(fault.New("order_total_other", "cod_satang", fault.Values{"stated": *in.COD, "total": total}), field)
	}
}

// asked reads one order.
func (a *adder) asked(in *orderInput, field string) (asked shop.AskedOrder, err error) {
	asked.Request = ordering.Request{ID: id.New[id.Order](), Channel: in.Channel, ChannelNo: in.ChannelNo, Discount: in.Discount, Fee: in.Fee, PayBy: in.Payment,
		Service: in.Service}
	if in.ID != "" {
		if asked.ID, err = id.Parse[id.Order](in.ID); err != nil {
			return asked, err
		}
	}
	if in.Customer != "" {
		if asked.CustomerID, err = id.Parse[id.Party](in.Customer); err != nil {
			return asked, at(err, "customer")
		}
		if _, err := a.shop.Customer(a.ctx, asked.CustomerID); err != nil {
			return asked, at(err, "customer")
		}
	}
	switch {
	case asked.PayBy == "" && ordering.Marketplace(asked.Channel):
		asked.PayBy = ordering.PayChannel
	case asked.PayBy == ordering.PayCash && asked.Service == "":
		asked.Service = ordering.Pickup // who pays in cash comes for it: the carrier collects, which is another way
	}
	if err := a.knownService(a.shop, in.Service); err != nil {
		return asked, err
	}
	if in.Due != "" {
		day, err := clock.ParseDay(in.Due)
		if err != nil {
			return asked, at(err, "due")
		}
		asked.Due = day
	}
	if err := a.people(in, &asked.Request, field); err != nil {
		return asked, err
	}
	return asked, a.goods(in, &asked, field)
}

// people reads who orders and who gets the goods.
func (a *adder) people(in *orderInput, request *ordering.Request, field string) error {
	request.Person = ordering.Person{Name: in.Name, Contact: in.Contact, Note: in.Note, By: a.by}
	if len(in.Phones) > 0 {
		phone, err := party.Phone(in.Phones[0])
		if err != nil { // a foreign one for one; the recipient keeps it as it is
			a.warn(at(err, "phones[0]"), field)
		} else {
			request.Person.Phone = phone
		}
	}
	payer := recipientInput{Title: in.Title, Name: in.Name, Phones: in.Phones, Address: in.Address}
	if len(in.Recipients) == 0 {
		if in.Name == "" && len(in.Phones) == 0 && in.Address == (addressDoc{}) {
			return nil
		}
		request.Recipients = []ordering.Recipient{payer.recipient(in.Extensions)}
		return nil
	}
	for n, raw := range in.Recipients {
		var to recipientInput
		if err := unmarshal(raw, &to, fmt.Sprintf("recipients[%d]", n)); err != nil {
			return err
		}
		a.warnings = append(a.warnings, unknownKeys(raw, fmt.Sprintf("%s.recipients[%d]", field, n), to)...)
		request.Recipients = append(request.Recipients, to.recipient(nil))
	}
	return nil
}

func (r *recipientInput) recipient(extensions map[string]string) ordering.Recipient {
	to := ordering.Recipient{Title: r.Title, Name: r.Name, Line: r.Address.Line, Subdistrict: r.Address.Subdistrict, District: r.Address.District,
		Province: r.Address.Province, Postcode: thai.ToASCIIDigits(r.Address.Postcode), Note: r.Note}
	for n, phone := range r.Phones {
		if digits, err := party.Phone(phone); err == nil {
			phone = digits
		}
		if extension := extensions[fmt.Sprintf("phones[%d]", n)]; extension != "" {
			phone = address.PhoneExt(phone, extension)
		}
		to.Phones = append(to.Phones, thai.Clean(phone, 60))
	}
	return to
}

// goods reads the lines.
func (a *adder) goods(in *orderInput, asked *shop.AskedOrder, field string) error {
	asked.Goods = map[int]selling.CartLine{}
	for n, raw := range in.Items {
		path := fmt.Sprintf("items[%d]", n)
		var one orderItemInput
		if err := unmarshal(raw, &one, path); err != nil {
			return err
		}
		a.warnings = append(a.warnings, unknownKeys(raw, field+"."+path, one)...)
		line := ledger.OrderLine{N: n + 1, Unit: one.Unit, To: one.To, Text: one.Text}
		var err error
		if line.Qty, err = itemQty(one.Qty); err != nil {
			return fault.At(err, path)
		}
		switch {
		case one.SKU != "":
			line.Text, line.Unit = "", ""
			asked.Goods[n], err = a.good(&one, line.Qty)
		case one.Price != nil:
			line.Price = *one.Price
		}
		if err != nil {
			return fault.At(err, path)
		}
		asked.Lines = append(asked.Lines, line)
	}
	return nil
}

func (a *adder) good(one *orderItemInput, times qty.Qty) (selling.CartLine, error) {
	match, err := a.shop.Find(a.ctx, one.SKU)
	if err != nil {
		return selling.CartLine{}, at(err, "sku")
	}
	line, err := shop.LineOf(match, times)
	if err == nil && one.Price != nil {
		price(&line, match, *one.Price, times)
	}
	return line, err
}

// itemQty reads a quantity, a JSON number or a text of one, exactly.
func itemQty(raw json.RawMessage) (qty.Qty, error) {
	written := strings.Trim(string(raw), `"`)
	if written == "" || written == "null" {
		return 0, fault.New("qty_not_positive", "qty", fault.Values{"value": qty.Qty(0)})
	}
	return qty.Parse(written)
}

func addedAnswer(added []shop.AddedOrder) *answer {
	type row struct {
		orderBrief
		Replayed bool `json:"replayed"`
	}
	docs := make([]row, len(added))
	for n := range added {
		docs[n] = row{briefOf(added[n].Past), added[n].Replayed}
	}
	return &answer{doc: document{"orders": docs}, text: func(out *page) {
		var cells [][]string
		for n := range docs {
			cells = append(cells, []string{docs[n].Number, added[n].Person.Name, i18n.Baht(docs[n].Total), out.word("payment", docs[n].Payment), out.word("state", docs[n].State)})
		}
		out.table("llrll", []string{"col.number", "col.name", "col.total", "col.payment", "col.stands"}, cells)
	}}
}
