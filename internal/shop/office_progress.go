package shop

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/store"
)

// Orders of offices as the store answers them.
type (
	OfficeOrderQuery = store.OfficeQuery
	OfficeOrderRow   = store.OfficeOrderRow
	OfficeOrderSums  = store.OfficeCounts
)

// Lists of orders of offices.
const (
	OfficeAll  = store.OfficeAll
	OfficeOpen = store.OfficeOpen
	OfficeLate = store.OfficeLate
	OfficeOwed = store.OfficeOwed
	OfficeDone = store.OfficeDone
)

// OfficeLists names them in the order they are shown.
var OfficeLists = store.OfficeLists

// OfficeOrders lists the orders of offices with how far they are, those that are not done first; total counts all of
// the query, sums those of each list. It fails with "limit_invalid" and "list_unknown".
func (s *Shop) OfficeOrders(ctx context.Context, query OfficeOrderQuery) (rows []OfficeOrderRow, total int, sums OfficeOrderSums, err error) {
	return s.db.OfficeOrders(ctx, query)
}

// GoodsProgress is how far goods of an order are.
type GoodsProgress struct {
	Name, Unit                       string
	Ordered, Packed, Sent, Delivered qty.Qty // sent has left the shop; delivered has arrived or was fetched
}

// Where goods are as a whole. The texts are "office.place." and the word.
const (
	GoodsNone      = "none" // nothing was ordered for the place
	GoodsWait      = "waits"
	GoodsPart      = "part" // some are packed or sent
	GoodsPacked    = "packed"
	GoodsSent      = "sent"
	GoodsDelivered = "delivered"
)

// State says where the goods are.
func (g *GoodsProgress) State() string {
	switch {
	case g.Ordered <= 0:
		return GoodsNone
	case g.Delivered >= g.Ordered:
		return GoodsDelivered
	case g.Sent >= g.Ordered:
		return GoodsSent
	case g.Sent == 0 && g.Packed >= g.Ordered:
		return GoodsPacked
	case g.Sent > 0 || g.Packed > 0:
		return GoodsPart
	}
	return GoodsWait
}

// PlaceProgress is how far the goods of one recipient are.
type PlaceProgress struct {
	GoodsProgress // of all goods together, without a name
	To            *ordering.Recipient
	Note          string // number of the last delivery note of their parcels, "" = none
}

// OfficeProgress is one order of an office on one page: what was ordered, packed, delivered, invoiced and paid.
type OfficeProgress struct {
	Order    *Order
	Papers   []*OfficePaper // of the order, void ones too, the oldest first
	notes    []*OfficePaper
	Goods    []GoodsProgress
	Who      []PlaceProgress // by recipient
	Buyer    string          // as its last paper names it, else as the order does
	Places   int             // recipients
	Served   int             // of them got everything
	Total    money.Satang    // of the order
	Invoiced money.Satang    // by what asks for money, less credits
	Credited money.Satang    // of what was invoiced, by credit notes; deposits apart
	Received money.Satang    // what came and has not gone back: deposits and withheld tax too, no notes
	Withheld money.Satang    // of that, as tax
	GiveBack money.Satang    // of what was received: by credit notes, and not gone back with goods
	advanced money.Satang    // by deposits without an invoice, of what invoices are for
	left     money.Satang
}

// Asked is what was ever invoiced: a credit note leaves nothing to be invoiced anew, and what a deposit's receipt paid of it
// is asked for no more.
func (p *OfficeProgress) Asked() money.Satang { return p.Invoiced + p.Credited + p.advanced }

// Left is what is still to come for the order: of a cancelled one what is owed all the same. Where all of an order is
// invoiced, and credit notes tell of all that came back, Invoiced and GiveBack are Received and Left.
func (p *OfficeProgress) Left() money.Satang { return p.left }

// OfficeProgress gives how far an order is. It fails with "order_unknown".
func (s *Shop) OfficeProgress(ctx context.Context, number string) (*OfficeProgress, error) {
	order, err := s.OrderNumbered(ctx, number)
	if err != nil {
		return nil, err
	}
	p := &OfficeProgress{Order: order, Places: len(order.Recipients), Total: order.Total(), Received: order.Came(), left: order.Rest()}
	if p.Papers, err = s.db.PapersMadeFrom(ctx, order.Order.Number); err != nil {
		return nil, err
	}
	p.notes = deliveryNotes(p.Papers)
	if err := s.quotationOf(ctx, p); err != nil {
		return nil, err
	}
	p.Buyer = orderBuyer(order, buyerOf(order.Customer)).Name
	for _, paper := range slices.Backward(p.Papers) {
		if paper.Void == nil && paper.Buyer.Name != "" {
			p.Buyer = paper.Buyer.Name
			break
		}
	}
	p.goods()
	p.served()
	p.money()
	if err := s.unbookedNotes(ctx, p); err != nil {
		return nil, err
	}
	return p, s.toGiveBack(ctx, p)
}

// unbookedNotes adds what debit notes ask for and got that the books do not know.
func (s *Shop) unbookedNotes(ctx context.Context, p *OfficeProgress) error {
	for _, paper := range p.Papers {
		if paper.Kind != papers.DebitNote || paper.Void != nil {
			continue
		}
		known, err := s.db.NoteBooked(ctx, paper.ID)
		if err != nil {
			return err
		}
		if !known {
			p.Received, p.left = p.Received+paper.Fate.Received, p.left+paper.Owed(paper.Fate)
		}
	}
	return nil
}

func (p *OfficeProgress) goods() {
	far, at := map[int]*GoodsProgress{}, map[int]int{}
	for _, line := range p.Order.Content.Lines {
		name := line.Name
		if name == "" {
			name = line.Text
		}
		n := slices.IndexFunc(p.Goods, func(g GoodsProgress) bool { return g.Name == name && g.Unit == line.Unit })
		if n < 0 {
			n = len(p.Goods)
			p.Goods = append(p.Goods, GoodsProgress{Name: name, Unit: line.Unit})
		}
		at[line.N] = n
	}
	for n := range p.Order.Recipients {
		to := &p.Order.Recipients[n]
		p.Who = append(p.Who, PlaceProgress{To: to, Note: p.noteOf(to)})
	}
	for n := range p.Order.Content.Lines {
		line := &p.Order.Content.Lines[n]
		one := p.line(line)
		far[line.N] = &p.Goods[at[line.N]]
		far[line.N].add(one)
		if line.To >= 1 && line.To <= len(p.Who) {
			p.Who[line.To-1].add(one)
		}
	}
}

// quotationOf puts the quotation first that the order was made from: it is older and does not name the order.
func (s *Shop) quotationOf(ctx context.Context, p *OfficeProgress) error {
	for _, paper := range p.Papers {
		for _, ref := range paper.Refs {
			if ref.Source != string(papers.Quotation) || ref.Role != "" {
				continue
			}
			quotation, err := s.db.PaperNumbered(ctx, ref.Number)
			if err == nil {
				p.Papers = append([]*OfficePaper{quotation}, p.Papers...)
			}
			return err
		}
	}
	return nil
}

// line is how far one line of the order is. What left in no parcel was fetched.
func (p *OfficeProgress) line(line *ledger.OrderLine) GoodsProgress {
	far, gone := GoodsProgress{Ordered: line.Qty, Sent: p.Order.Given[line.N]}, qty.Qty(0)
	for n := range p.Order.Parcels {
		parcel := &p.Order.Parcels[n]
		for _, part := range parcel.Lines {
			switch {
			case part.N != line.N || !parcel.Live():
			case parcel.State == ledger.ParcelPacked:
				far.Packed += part.Qty
			case parcel.State == ledger.ParcelDelivered:
				gone, far.Delivered = gone+part.Qty, far.Delivered+part.Qty
			default:
				gone += part.Qty
			}
		}
	}
	far.Delivered += max(far.Sent-gone, 0)
	return far
}

func (g *GoodsProgress) add(more GoodsProgress) {
	g.Ordered, g.Packed, g.Sent, g.Delivered = g.Ordered+more.Ordered, g.Packed+more.Packed, g.Sent+more.Sent, g.Delivered+more.Delivered
}

// noteOf gives the last delivery note that holds a parcel of a recipient, "" = none.
func (p *OfficeProgress) noteOf(to *ordering.Recipient) (number string) {
	names := map[string]bool{}
	for n := range p.Order.Parcels {
		if parcel := &p.Order.Parcels[n]; parcel.Live() && parcel.RecipientID == to.ID {
			names[parcelName(p.Order, parcel.No)] = true
		}
	}
	for _, paper := range p.notes {
		if slices.ContainsFunc(paper.Refs, func(ref papers.Ref) bool { return ref.Role == ofParcel && names[ref.Number] }) {
			number = paper.Number
		}
	}
	return number
}

// unnoted lists the parcels that are packed or have left and stand on no delivery note, by their numbers.
func (p *OfficeProgress) unnoted() (parcels []int) {
	noted := notedBy(p.notes)
	for n := range p.Order.Parcels {
		if parcel := &p.Order.Parcels[n]; parcel.Live() && noted[parcelName(p.Order, parcel.No)] == "" {
			parcels = append(parcels, parcel.No)
		}
	}
	return parcels
}

// served counts the recipients who have everything that is theirs.
func (p *OfficeProgress) served() {
	waits := map[int]bool{}
	for _, line := range p.Order.Content.Lines {
		if p.Order.Given[line.N] < line.Qty {
			waits[line.To] = true
		}
	}
	p.Served = max(p.Places-len(waits), 0)
}

func (p *OfficeProgress) money() {
	taken := map[string]bool{} // invoices that a tax invoice took over
	var deposits []*papers.Paper
	for _, paper := range p.Papers {
		if paper.Deposit {
			deposits = append(deposits, paper.Paper)
		}
		if paper.Void == nil && paper.Kind == papers.TaxInvoice {
			for _, ref := range paper.Refs {
				taken[ref.Number] = taken[ref.Number] || ref.Role == "" && ref.Source == string(papers.Invoice)
			}
		}
	}
	for _, paper := range p.Papers {
		if paper.Void != nil {
			continue
		}
		switch {
		case paper.Kind == papers.DebitNote:
			p.Invoiced += paper.Sums.Due
		case (paper.Kind == papers.Invoice || paper.Kind == papers.TaxInvoice) && !taken[paper.Number]:
			p.Invoiced += paper.Sums.Due - paper.Fate.Credited
			for _, used := range paper.Used(deposits...) {
				if used.Ref.Source == string(papers.Receipt) {
					p.advanced += papers.NetOf(used.Classes)
				}
			}
			if !paper.Deposit {
				p.Credited += paper.Fate.Credited
			}
		}
		if w := paper.Withheld; paper.Is(papers.Receipt) && w != nil && w.Certificate != nil {
			p.Withheld += w.Certificate.Amount
		}
	}
}

// toGiveBack reckons what credit notes say of money that was paid: of goods beyond what came back with them and what they
// took off debts, of deposits what is still held. What goes back of a deposit is to come with the order again, and what
// notes took off before the books knew of a debt is not.
func (s *Shop) toGiveBack(ctx context.Context, p *OfficeProgress) error {
	for _, paper := range p.Papers {
		if paper.Deposit && paper.Void == nil {
			p.GiveBack += paper.Fate.Credited
		}
	}
	p.GiveBack = min(p.GiveBack, p.Order.Money.Deposit())
	p.left += p.GiveBack
	if p.Credited == 0 {
		return nil
	}
	bills, _, err := s.db.OrderMoney(ctx, p.Order.Order.ID)
	if err != nil {
		return err
	}
	credited, sale := p.Credited, []*selling.Past(nil)
	for _, bill := range bills[:min(len(bills), maxOrderBills)] {
		past, err := s.db.Past(ctx, bill.ID)
		if err != nil {
			return err
		}
		if past.Bill.Kind == ledger.Sale && past.VoidedBy == "" {
			credited -= past.GivenBack() + past.Held(selling.CreditNote)
			sale = append(sale, past)
		}
	}
	if len(sale) > 0 {
		unsent, err := s.db.GivenUp(ctx, p.Order.Order.ID, sale)
		if err != nil {
			return err
		}
		credited -= unsent
	}
	back := max(min(credited, p.Received), 0)
	if len(bills) == 0 { // the books lower no debt yet
		back = max(min(back, credited-max(p.Order.Rest(), 0)), 0)
	}
	p.GiveBack += back
	p.left -= max(min(credited-back, p.left), 0)
	return nil
}
