package store

import (
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/selling"
)

// noted writes what a credit or debit note changes of what is owed for its sale. before is what its invoice asked for: the
// note lowers no more than that, for what another invoice of the same order asks for is owed as before. The warning
// "credit_note_money" says how much of a credit note is still to be given back, for it was paid.
func (tx *Tx) noted(p *papers.Paper, link PaperLink, before []asking) (warning *fault.Error, err error) {
	sale, order, err := tx.saleOfNote(p, link)
	if err != nil || len(sale) == 0 {
		return nil, err
	}
	facts, err := tx.facts(nil, id.Bill{})
	if err != nil {
		return nil, err
	}
	var posting *ledger.Posting
	if p.Kind == papers.DebitNote {
		owes := slices.IndexFunc(sale, func(past *selling.Past) bool { return !past.Bill.CustomerID.IsZero() })
		if owes < 0 {
			return nil, nil // nobody is known who could owe it: its receipt says that it came
		}
		posting, err = selling.Debited(facts, sale[owes], p.Sums.Due, ledger.BookingID(p.ID, 0))
	} else {
		var all, unsent, left, lowered money.Satang
		if all, err = tx.creditedFor(order, sale); err != nil {
			return nil, err
		}
		if unsent, err = givenUp(tx.ctx, tx.sql, order, sale); err != nil {
			return nil, err
		}
		all -= unsent
		if lowered, err = tx.lowered(before); err != nil {
			return nil, err
		}
		if own := slices.IndexFunc(sale, func(past *selling.Past) bool { return past.Bill.ID == link.BillID }); own >= 0 {
			lowered = sale[own].Held(selling.Credit) // what its paper asks for follows the bill
		}
		if posting, left, err = selling.Credited(facts, sale, all, p.Sums.Due, lowered, ledger.BookingID(p.ID, 0)); left > 0 {
			warning = fault.New("credit_note_money", "", fault.Values{"amount": left, "bill": sale[0].Bill.Number})
		}
	}
	if err != nil || posting == nil {
		return warning, err
	}
	if err := tx.post(posting); err != nil {
		return nil, err
	}
	return warning, tx.ordersPaid(posting)
}

// saleOfNote reads the bills of the sale that a note is of, those of the delivery that its invoice is of first.
func (tx *Tx) saleOfNote(p *papers.Paper, link PaperLink) (sale []*selling.Past, order id.Order, err error) {
	sale, order, err = tx.saleOf(link)
	about, is := p.Ref(papers.Corrects)
	if err != nil || !is || order.IsZero() {
		return sale, order, err
	}
	own, err := ownBills(tx.ctx, tx.sql, about.Number, order)
	if err != nil {
		return nil, order, err
	}
	isOwn := func(past *selling.Past) bool { return slices.Contains(own, past.Bill.ID) }
	other := func(past *selling.Past) bool { return !isOwn(past) }
	return append(slices.DeleteFunc(slices.Clone(sale), other), slices.DeleteFunc(slices.Clone(sale), isOwn)...), order, nil
}

// asking is a paper that a note is about.
type asking struct {
	paper id.Paper
	asks  money.Satang
	rest  money.Satang // of its sum what no paper tells to be paid, credited or given back
}

// aboutNote gives what the papers that a credit or debit note is about ask for before it is written, none of other papers.
func (tx *Tx) aboutNote(p *papers.Paper) (list []asking, err error) {
	if p.Kind != papers.CreditNote && p.Kind != papers.DebitNote {
		return nil, nil
	}
	about, err := tx.concerned(p)
	reader := newPaperReader(tx.ctx, tx.sql)
	for _, paper := range about {
		if err != nil {
			return nil, err
		}
		if paper == p.ID {
			continue
		}
		one := asking{paper: paper}
		one.asks, one.rest, err = reader.rest(paper)
		list = append(list, one)
	}
	return list, err
}

// lowered gives how much less papers ask for since a note about them is written: money that came without a receipt stays
// with the paper that it came for, so that no more is lowered than it asked for.
func (tx *Tx) lowered(before []asking) (sum money.Satang, err error) {
	reader := newPaperReader(tx.ctx, tx.sql)
	for _, one := range before {
		_, rest, err := reader.rest(one.paper)
		if err != nil {
			return 0, err
		}
		sum += min(one.asks, max(one.rest, 0)-max(rest, 0))
	}
	return sum, nil
}

// rest gives what a paper asks for, and what of its sum no paper tells to be paid, credited or given back.
func (r *paperReader) rest(paper id.Paper) (asks, rest money.Satang, err error) {
	p, err := r.paper(paper)
	if err != nil {
		return 0, 0, err
	}
	fate, err := r.fate(p)
	if err != nil {
		return 0, 0, err
	}
	return p.Owed(fate), p.Rest(fate) + r.unsaid[paper], nil
}

// saleOf reads the bills that stand of the sale that a paper is of, the one that it names first, and its order.
func (tx *Tx) saleOf(link PaperLink) (sale []*selling.Past, order id.Order, err error) {
	order = link.OrderID
	if !link.BillID.IsZero() {
		bill, _, err := bills.one(tx.ctx, tx.sql, "WHERE id = ?", link.BillID)
		if err != nil {
			return nil, order, err
		}
		order = bill.OrderID
	}
	rows, err := bills.all(tx.ctx, tx.sql, `WHERE (kind = 'sale' OR kind = 'exchange' AND id = ?1) AND (id = ?1 OR order_id = ?2 AND order_id IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM bill v WHERE v.void_of = bill.id)
		ORDER BY id <> ?1, till, seq`, link.BillID, order)
	for _, row := range rows {
		past, err := readPast(tx.ctx, tx.sql, row.ID)
		if err != nil {
			return nil, order, err
		}
		sale = append(sale, past)
	}
	return sale, order, err
}

// creditedFor gives what all credit notes about a sale come to that are not void.
func (tx *Tx) creditedFor(order id.Order, sale []*selling.Past) (sum money.Satang, err error) {
	seen := map[id.Paper]bool{}
	add := func(where string, arg any) error {
		rows, err := issued.all(tx.ctx, tx.sql, "WHERE kind = 'credit-note' AND "+where+" AND NOT EXISTS (SELECT 1 FROM paper_void v WHERE v.paper_id = paper.id)", arg)
		for _, row := range rows {
			if !seen[row.ID] {
				seen[row.ID], sum = true, sum+row.Due
			}
		}
		return err
	}
	if !order.IsZero() {
		err = add("order_id = ?", order)
	}
	for _, past := range sale {
		if err == nil {
			err = add("bill_id = ?", past.Bill.ID)
		}
	}
	return sum, err
}
