package cli

import (
	"cmp"
	"strings"

	"github.com/talat-pos/talat/internal/address"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shop"
)

// orderFullDoc is everything of one order.
type orderFullDoc struct {
	orderBrief
	Goods      money.Satang     `json:"goods_satang"`
	Discount   money.Satang     `json:"discount_satang"`
	Fee        money.Satang     `json:"fee_satang"`
	Rest       money.Satang     `json:"rest_satang"`    // still to be paid; below zero is to be given back
	Deposit    money.Satang     `json:"deposit_satang"` // paid before its bills, and not used by one yet
	Billed     money.Satang     `json:"billed_satang"`  // its bills less what was given back
	PayBy      *string          `json:"pay_by"`
	Service    *string          `json:"service"`
	Customer   *string          `json:"customer"`
	Name       string           `json:"name"`
	Phone      string           `json:"phone"`
	Contact    string           `json:"contact"`
	Note       string           `json:"note"`
	Paste      *string          `json:"paste"`
	Heard      string           `json:"as_heard,omitempty"` // as its platform told it, for who asks what is known of them
	Lines      []orderLineDoc   `json:"lines"`
	Recipients []recipientDoc   `json:"recipients"`
	Parcels    []orderParcelDoc `json:"parcels"`
	Bills      []orderBillDoc   `json:"bills"`
	Payments   []orderPaidDoc   `json:"payments"`
	Shorts     []shortDoc       `json:"shorts"`
	Allowed    []string         `json:"allowed"`
	History    []orderStepDoc   `json:"history"` // newest first
}

type orderLineDoc struct {
	N         int          `json:"n"`
	SKU       *string      `json:"sku"` // null when the goods are not matched
	Name      string       `json:"name"`
	Qty       number       `json:"qty"`
	Left      number       `json:"left"` // in no parcel and not delivered
	Delivered number       `json:"delivered"`
	Unit      string       `json:"unit"`
	Price     money.Satang `json:"price_satang"`
	Total     money.Satang `json:"total_satang"`
	To        int          `json:"to"`
	Gift      bool         `json:"gift,omitempty"`
}

type recipientDoc struct {
	No      int        `json:"no"`
	Title   string     `json:"title"`
	Name    string     `json:"name"`
	Phones  []string   `json:"phones"`
	Address addressDoc `json:"address"`
	Note    string     `json:"note"`
}

type orderParcelDoc struct {
	No       int             `json:"no"`
	ID       string          `json:"id"`
	State    string          `json:"state"`
	Name     string          `json:"name"` // of who gets it
	Service  *string         `json:"service"`
	Tracking *string         `json:"tracking"`
	Grams    int             `json:"grams"`
	COD      money.Satang    `json:"cod_satang"`
	CODPaid  money.Satang    `json:"cod_paid_satang"`
	Postage  money.Satang    `json:"postage_satang"`
	Shipped  *string         `json:"shipped_on"`
	Bill     *string         `json:"bill"`
	Lines    []parcelLineDoc `json:"lines"`
}

type parcelLineDoc struct {
	N   int    `json:"n"`
	Qty number `json:"qty"`
}

type orderBillDoc struct {
	Number string       `json:"number"`
	Kind   string       `json:"kind"`
	At     *string      `json:"at"`
	Total  money.Satang `json:"total_satang"`
}

type orderPaidDoc struct {
	At     *string      `json:"at"`
	Method string       `json:"method"`
	Amount money.Satang `json:"amount_satang"`
	Bill   *string      `json:"bill"` // null when it came before there was one
}

type shortDoc struct {
	N       int    `json:"n"`
	Name    string `json:"name"`
	Want    number `json:"want"`
	Have    number `json:"have"`
	Missing number `json:"missing"`
}

type orderStepDoc struct {
	At     *string `json:"at"`
	Kind   string  `json:"kind"`
	Parcel *int    `json:"parcel"`
	By     *string `json:"by"`
	Reason *string `json:"reason"`
}

// orderAll is an order with its money and the text it came from.
type orderAll struct {
	*shop.Order
	paste string
	bills []shop.OrderBill
	paid  []shop.OrderPayment
}

func (p *program) orderAll(s *shop.Shop, number string) (all *orderAll, err error) {
	all = &orderAll{}
	if all.Order, err = s.OrderNumbered(p.ctx, number); err != nil {
		return nil, err
	}
	if all.paste, err = s.OrderPaste(p.ctx, all.Order.Order.ID); err != nil {
		return nil, err
	}
	all.bills, all.paid, err = s.OrderMoney(p.ctx, all.Order.Order.ID)
	return all, err
}

// bill gives the number of one of the order's bills, "" for none.
func (o *orderAll) bill(bill id.Bill) string {
	for n := range o.bills {
		if o.bills[n].ID == bill {
			return o.bills[n].Number
		}
	}
	return ""
}

func orderFull(o *orderAll) orderFullDoc {
	c := &o.Content
	doc := orderFullDoc{orderBrief: briefOf(o.Past), Goods: o.Goods(), Discount: c.Discount, Fee: c.Fee, Rest: o.Rest(), Deposit: o.Money.Deposit(),
		Billed: o.Money.Billed, PayBy: text(c.PayBy), Service: text(c.Service), Customer: text(c.CustomerID.String()), Name: o.Person.Name, Phone: o.Person.Phone,
		Contact: o.Person.Contact, Note: o.Person.Note, Paste: text(o.paste), Lines: []orderLineDoc{}, Recipients: []recipientDoc{}, Parcels: []orderParcelDoc{},
		Bills: []orderBillDoc{}, Payments: []orderPaidDoc{}, Shorts: shortDocs(o.Order), Allowed: append([]string{}, o.Allowed()...), History: []orderStepDoc{}}
	for _, line := range c.Lines {
		doc.Lines = append(doc.Lines, orderLineDoc{N: line.N, SKU: text(line.SKU), Name: cmp.Or(line.Name, line.Text), Qty: number(line.Qty), Left: number(o.Left(line.N)),
			Delivered: number(o.Given[line.N]), Unit: line.Unit, Price: line.Price, Total: money.Times(line.Price, line.Qty), To: line.To, Gift: line.Gift})
	}
	for n := range o.Recipients {
		to := &o.Recipients[n]
		doc.Recipients = append(doc.Recipients, recipientDoc{to.No, to.Title, to.Name, append([]string{}, to.Phones...), addressDoc(to.Address()), to.Note})
	}
	for n := range o.Parcels {
		doc.Parcels = append(doc.Parcels, orderParcel(o, &o.Parcels[n]))
	}
	for _, bill := range o.bills {
		doc.Bills = append(doc.Bills, orderBillDoc{bill.Number, bill.Kind, moment(bill.At.Time()), bill.Total})
	}
	for _, paid := range o.paid {
		doc.Payments = append(doc.Payments, orderPaidDoc{moment(paid.At.Time()), paid.Method, paid.Amount, text(o.bill(paid.Bill))})
	}
	for _, step := range o.Steps {
		one := orderStepDoc{At: moment(step.At.Time()), Kind: step.Kind, By: text(step.By), Reason: text(step.Reason)}
		if parcel := o.Parcel(step.ParcelID); parcel != nil {
			one.Parcel = &parcel.No
		}
		doc.History = append(doc.History, one)
	}
	return doc
}

func orderParcel(o *orderAll, parcel *ledger.Parcel) orderParcelDoc {
	doc := orderParcelDoc{No: parcel.No, ID: parcel.ID.String(), State: parcel.State, Service: text(parcel.Service), Tracking: text(parcel.Tracking), Grams: parcel.Grams,
		COD: parcel.COD, CODPaid: parcel.CODPaid, Postage: parcel.Postage, Shipped: text(string(parcel.ShipDay)), Bill: text(o.bill(parcel.BillID)), Lines: []parcelLineDoc{}}
	for n := range o.Recipients {
		if o.Recipients[n].ID == parcel.RecipientID {
			doc.Name = o.Recipients[n].Name
		}
	}
	for _, line := range parcel.Lines {
		doc.Lines = append(doc.Lines, parcelLineDoc{line.N, number(line.Qty)})
	}
	return doc
}

// order writes an order for people.
func (p *page) order(o *orderAll, doc *orderFullDoc) {
	payBy := ""
	if doc.PayBy != nil {
		payBy = p.word("pay", *doc.PayBy)
	}
	p.pairs(pair{"col.number", strings.TrimSpace(doc.Number + "  " + o.Order.Order.ChannelNo)}, pair{"col.channel", p.word("channel", doc.Channel)},
		pair{"col.stands", p.word("state", doc.State)}, pair{"col.payment", p.word("payment", doc.Payment)}, pair{"col.method", payBy},
		pair{"label.service", o.Content.Service}, pair{"label.due", i18n.Date(p.lang, o.Content.Due)}, pair{"col.customer", doc.Name},
		pair{"col.phone", address.Phone(doc.Phone)}, pair{"label.contact", doc.Contact}, pair{"label.note", doc.Note})
	for n := range o.Recipients {
		to := &o.Recipients[n]
		var phones []string
		for _, phone := range to.Phones {
			phones = append(phones, address.Phone(phone))
		}
		p.pairs(pair{"label.recipient", strings.Join(append([]string{strings.TrimSpace(to.Title + to.Name), to.Address().Short()}, phones...), "  ")})
	}
	p.line("")
	var lines [][]string
	for _, line := range doc.Lines {
		lines = append(lines, []string{o.Line(line.N).SKU, line.Name, i18n.Qty(o.Line(line.N).Qty), line.Unit, i18n.Baht(line.Price), i18n.Baht(line.Total)})
	}
	p.table("llrlrr", []string{"col.sku", "col.name", "col.qty", "col.unit", "col.price", "col.total"}, lines)
	p.pairs(pair{"label.discount", someBaht(doc.Discount)}, pair{"label.postage", someBaht(doc.Fee)}, pair{"label.total", i18n.Baht(doc.Total)},
		pair{"label.paid", someBaht(doc.Paid)}, pair{"label.rest", someBaht(doc.Rest)})
	for _, short := range o.Shorts {
		p.say("order.short", fault.Values{"name": short.Name, "missing": short.Missing(), "unit": short.Unit})
	}
	for n := range o.Parcels {
		parcel := &o.Parcels[n]
		p.line(strings.Join([]string{p.t("order.parcel", fault.Values{"no": parcel.No}), i18n.T(p.lang, "cli.order.parcel."+parcel.State), parcel.Service, parcel.Tracking}, "  "))
	}
	p.line("")
	for _, step := range o.Steps {
		p.line(strings.TrimSpace(i18n.Moment(p.lang, step.At.Time()) + "  " + p.word("step", step.Kind) + "  " + strings.TrimSpace(step.By+"  "+step.Reason)))
	}
	var acts []string
	for _, act := range doc.Allowed {
		acts = append(acts, p.word("act", act))
	}
	if len(acts) > 0 {
		p.say("order.allowed", fault.Values{"acts": strings.Join(acts, ", ")})
	}
}

// shortDocs lists what of an order is not there.
func shortDocs(o *shop.Order) []shortDoc {
	docs := make([]shortDoc, len(o.Shorts))
	for n := range o.Shorts {
		short := &o.Shorts[n]
		docs[n] = shortDoc{short.N, short.Name, number(short.Want), number(short.Have), number(short.Missing())}
	}
	return docs
}
