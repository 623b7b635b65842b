package shop

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/store"
)

// booker writes the money of a receipt into the books.
type booker struct {
	*Shop
	ctx     context.Context
	receipt *papers.Paper
	by      string
	paid    map[id.Party]money.Satang // of what customers owe, by this receipt
	written int                       // payments
}

// book writes what a receipt says into the books as far as they know it as owed: each sum towards what it is of, the
// debt for its bills first, then what comes before an order's bills. Tax that was kept back is a way of payment of its
// own. It gives how much it wrote: nothing where the books know of no debt, as of what was paid at the counter.
func (s *Shop) book(ctx context.Context, receipt *papers.Paper, link store.PaperLink, by string) (booked money.Satang, err error) {
	b := &booker{Shop: s, ctx: ctx, receipt: receipt, by: by, paid: map[id.Party]money.Satang{}}
	tenders, err := b.tenders()
	if err != nil {
		return 0, err
	}
	parts, err := b.parts(link)
	if err != nil {
		return 0, err
	}
	for _, part := range parts {
		var now []selling.Tender
		now, tenders = splitTenders(tenders, part.amount)
		if part.alone {
			continue
		}
		sum, err := b.pay(part.link, now)
		if err != nil {
			return 0, err
		}
		booked += sum
	}
	return booked, nil
}

// unbooked says that the till does not know of a receipt's money: of what was typed, of a debit note whose buyer is in no
// list, or of more than all that came for an order. Of cash on delivery it says
// that the carrier has it. The money of a sale that was paid at the counter is there already.
func (s *Shop) unbooked(ctx context.Context, receipt *papers.Paper, link store.PaperLink, booked money.Satang) ([]*fault.Error, error) {
	left := receipt.Sums.Due - booked
	of := link.OrderID.IsZero() && link.BillID.IsZero()
	for _, ref := range receipt.Refs {
		of = of || ref.Role == "" && ref.Source == string(papers.DebitNote)
	}
	if !of && left > 0 && !link.OrderID.IsZero() {
		past, err := s.db.Order(ctx, link.OrderID)
		if err != nil {
			return nil, err
		}
		if past.Money.COD > 0 {
			return []*fault.Error{fault.New("receipt_of_cod", "", fault.Values{"amount": min(left, past.Money.COD), "number": past.Order.Number})}, nil
		}
		above, err := s.aboveBooks(ctx, past)
		if err != nil {
			return nil, err
		}
		of, left = true, min(left, left+above)
	}
	if of && left > 0 {
		return []*fault.Error{fault.New("receipt_not_booked", "", fault.Values{"amount": left})}, nil
	}
	return nil, nil
}

// aboveBooks gives by how much the receipts of an order that are written come to more than the books know of.
func (s *Shop) aboveBooks(ctx context.Context, past *ordering.Past) (money.Satang, error) {
	told := -past.Came()
	made, err := s.db.PapersMadeFrom(ctx, past.Order.Number)
	for _, p := range made {
		if p.Void == nil && p.Is(papers.Receipt) && p.Row.OrderID == past.Order.ID {
			told += p.Sums.Due
		}
	}
	return told, err
}

// tenders gives how the money came.
func (b *booker) tenders() (tenders []selling.Tender, err error) {
	methods, err := b.Methods(b.ctx)
	if err != nil {
		return nil, err
	}
	for _, p := range b.receipt.Payments {
		evidence := ""
		if methods[p.Method].Evidence {
			evidence = selling.Seen
		}
		tenders = append(tenders, selling.Tender{Method: p.Method, Amount: &p.Amount, Evidence: evidence})
	}
	if w := b.receipt.Withheld; w != nil && w.Certificate != nil {
		tenders = append(tenders, selling.Tender{Method: selling.Withheld, Amount: &w.Certificate.Amount})
	}
	return tenders, nil
}

// bookedPart is a part of a receipt's sum, and what it is of.
type bookedPart struct {
	link   store.PaperLink
	amount money.Satang
	alone  bool // the receipt alone tells of it
}

// alone reports whether a paper is a debit note that the books do not know: what comes for it pays for no goods.
func (b *booker) alone(paper *store.Paper) (bool, error) {
	if paper.Kind != papers.DebitNote {
		return false, nil
	}
	booked, err := b.db.NoteBooked(b.ctx, paper.ID)
	return !booked, err
}

// parts shares a receipt's sum to the orders and bills of the invoices that its lines name, those of neither last;
// one without such lines is all of one thing.
func (b *booker) parts(link store.PaperLink) (parts []bookedPart, err error) {
	for _, line := range b.receipt.Lines {
		if line.Of == "" {
			alone := false
			for _, ref := range b.receipt.Refs {
				if ref.Role == "" && ref.Source == string(papers.DebitNote) && err == nil {
					var note *store.Paper
					if note, err = b.db.PaperNumbered(b.ctx, ref.Number); err == nil {
						alone, err = b.alone(note)
					}
				}
			}
			return []bookedPart{{link: link, amount: b.receipt.Sums.Due, alone: alone}}, err
		}
		invoice, err := b.db.PaperNumbered(b.ctx, line.Of)
		if err != nil {
			return nil, err
		}
		of := store.PaperLink{OrderID: invoice.Row.OrderID, BillID: invoice.Row.BillID, CustomerID: invoice.Row.CustomerID}
		if of.CustomerID.IsZero() {
			of.CustomerID = link.CustomerID
		}
		alone, err := b.alone(invoice)
		if err != nil {
			return nil, err
		}
		at := slices.IndexFunc(parts, func(part bookedPart) bool { return part.link == of && part.alone == alone })
		if at < 0 {
			at = len(parts)
			parts = append(parts, bookedPart{link: of, alone: alone})
		}
		parts[at].amount += line.Total
	}
	known := func(part bookedPart) bool { return !part.link.OrderID.IsZero() || !part.link.BillID.IsZero() }
	slices.SortStableFunc(parts, func(x, y bookedPart) int {
		switch {
		case known(x) == known(y):
			return 0
		case known(x):
			return -1
		}
		return 1
	})
	return parts, nil
}

// pay writes one part.
func (b *booker) pay(link store.PaperLink, tenders []selling.Tender) (booked money.Satang, err error) {
	owing, err := b.owedFor(link)
	if err != nil {
		return 0, err
	}
	first, rest := splitTenders(tenders, owing.debt)
	payment := ledger.BookingID(b.receipt.ID, b.written)
	if len(first) > 0 {
		if _, err := b.db.PayDebt(b.ctx, selling.DebtRequest{ID: payment, CustomerID: link.CustomerID, Tenders: first, Bills: owing.bills}); err != nil {
			return 0, err
		}
		b.paid[link.CustomerID] += sumOf(first)
	}
	second, _ := splitTenders(rest, owing.before)
	if len(second) > 0 {
		if err := b.db.PayOrder(b.ctx, link.OrderID, payment, second, b.by); err != nil {
			return 0, err
		}
	}
	if len(first)+len(second) > 0 {
		b.written++
	}
	return sumOf(first) + sumOf(second), nil
}

func sumOf(tenders []selling.Tender) (sum money.Satang) {
	for _, tender := range tenders {
		sum += *tender.Amount
	}
	return sum
}

// owing is what the books know as owed for a paper.
type owing struct {
	debt   money.Satang // by the customer
	bills  []id.Bill    // for these
	before money.Satang // for an order before its bills
}

// owedFor reads what is owed for the order or bill of a paper; of one that is of neither, all that the customer owes.
// What this receipt paid already is not there yet: each part has an order or bill of its own.
func (b *booker) owedFor(link store.PaperLink) (o owing, err error) {
	switch {
	case !link.OrderID.IsZero():
		billed, _, err := b.db.OrderMoney(b.ctx, link.OrderID)
		if err != nil {
			return o, err
		}
		for _, ref := range b.receipt.Refs { // the receipt itself is not there to be read yet
			own, err := b.db.OwnBills(b.ctx, ref.Number, link.OrderID)
			if err != nil {
				return o, err
			}
			o.bills = append(o.bills, own...)
		}
		for _, bill := range billed {
			if !slices.Contains(o.bills, bill.ID) {
				o.bills = append(o.bills, bill.ID)
			}
		}
		past, err := b.db.Order(b.ctx, link.OrderID)
		if err != nil {
			return o, err
		}
		if !past.Cancelled() {
			o.before = max(past.Rest()-past.Owed(), 0)
		}
	case !link.BillID.IsZero():
		o.bills = []id.Bill{link.BillID}
	}
	if link.CustomerID.IsZero() {
		return o, nil
	}
	debts, err := b.db.Debts(b.ctx, link.CustomerID)
	if err != nil {
		return o, err
	}
	own := !link.OrderID.IsZero() || !link.BillID.IsZero()
	for _, one := range debts {
		if !own || slices.Contains(o.bills, one.BillID) {
			o.debt += one.Owed
		}
	}
	if !own {
		o.debt = max(o.debt-b.paid[link.CustomerID], 0)
	}
	return o, nil
}

// splitTenders takes an amount off tenders, in their order.
func splitTenders(tenders []selling.Tender, amount money.Satang) (first, rest []selling.Tender) {
	for _, tender := range tenders {
		take := min(*tender.Amount, amount)
		left := *tender.Amount - take
		if amount -= take; take > 0 {
			part := tender
			part.Amount = &take
			first = append(first, part)
		}
		if left > 0 {
			part := tender
			part.Amount = &left
			rest = append(rest, part)
		}
	}
	return first, rest
}
