package shop

import (
	"fmt"
	"slices"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/sample"
	"github.com/talat-pos/talat/internal/store"
)

// The practice shop's order of an office: so many gift sets for each of two places.
const (
	officeSet  = "GIFT-002"
	officeEach = 12
)

// inPapers lets an order of an office be delivered to its first place on the day after it came.
func (o *plannedOrder) inPapers() {
	o.odd, o.steps = oddPapers, append(slices.Clone(o.steps), courseStep{1, "pack"}, courseStep{1, "ship"})
}

// giftLines puts gift sets in place of what an order with papers would be of.
func (d *demo) giftLines(o *plannedOrder) {
	at := slices.IndexFunc(d.goods, func(good sample.Good) bool { return good.SKU == officeSet })
	if o.odd == oddPapers && at >= 0 {
		o.lines = []plannedLine{{product: at, qty: qty.Pieces(officeEach)}}
	}
}

// forOffice makes an order one of the office: the same for each of two places.
func (d *demo) forOffice(o *plannedOrder) {
	office, r := d.officeOf(), &o.request
	r.CustomerID, r.Fee, r.Service, r.Due = d.office, 0, "", clock.DayOf(d.now).Add(12)
	r.Person.Name, r.Recipients = office.Name, []ordering.Recipient{placeOf(office), placeOf(d.set.Customers[0])}
	for _, line := range slices.Clone(r.Lines) {
		r.Lines = append(r.Lines, ledger.OrderLine{N: len(r.Lines) + 1, ProductID: line.ProductID, Qty: line.Qty, Price: line.Price, To: 2})
	}
}

// officeOf is the first office among the customers.
func (d *demo) officeOf() sample.Customer {
	return d.set.Customers[slices.IndexFunc(d.set.Customers, func(c sample.Customer) bool { return c.Kind == "office" })]
}

func placeOf(c sample.Customer) ordering.Recipient {
	return ordering.Recipient{Name: c.Name, Line: c.Address, Subdistrict: c.Subdistrict, District: c.District, Province: c.Province, Postcode: c.Postcode}
}

// papers writes those of the office's order: the quotation, the office's own order, the note of what was delivered and
// the invoice over it. The rest is there for a person to practise on.
func (d *demo) papers() error {
	at := slices.IndexFunc(d.orders, func(o plannedOrder) bool { return o.odd == oddPapers })
	if at < 0 {
		return nil
	}
	order, err := d.s.Order(d.ctx, d.orders[at].request.ID)
	if err != nil {
		return err
	}
	office, came, number := d.officeOf(), order.Order.Day, order.Order.Number
	ask := PaperAsk{Kind: papers.Quotation, CustomerID: d.office, Date: came.Add(-3), Valid: came.Add(27), Within: 15,
		Buyer: papers.Buyer{Name: office.Name, Address: addressOf(office.Place), TaxID: office.TaxID, Kind: papers.Government},
		Lines: []PaperLine{{Code: order.Content.Lines[0].SKU, Qty: qty.Pieces(2 * officeEach)}}}
	quotation, err := d.paper(ask)
	if err != nil {
		return err
	}
	err = d.s.db.Batch(d.ctx, func(b *store.Batch) error {
		return d.s.recordOrder(b.Context(), quotation, order.Order.ID, number, quotation.Lines,
			&AcceptAsk{CustomerID: d.office, Order: papers.BuyerOrder{Number: fmt.Sprintf("พช 12/%d", came.BuddhistYear()), Date: came}, By: "สมศรี"})
	})
	if err != nil {
		return err
	}
	note, err := d.paper(PaperAsk{Kind: papers.Delivery, Of: []string{number}, Parcels: []int{1}, Date: came.Add(1)})
	if err != nil {
		return err
	}
	_, err = d.paper(PaperAsk{Kind: papers.Invoice, Of: []string{note.Number}, DueDay: clock.DayOf(d.now).Add(30)})
	return err
}

// paper issues a paper that nobody has printed yet.
func (d *demo) paper(ask PaperAsk) (*papers.Paper, error) {
	ask.ID = id.New[id.Paper]()
	outcome, _, err := d.s.issue(d.ctx, &ask)
	if err != nil {
		return nil, err
	}
	return outcome.Paper, nil
}
