package store

import (
	"database/sql"
	"errors"
	"slices"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/selling"
)

// noted writes what a credit or debit note changes of what is owed for its sale. lowered is how much less its invoice
// asks for: what another invoice of the same order asks for is owed as before. The warning "credit_note_money" says how
// much of a credit note is still to be given back, for it was paid.
func (tx *Tx) noted(p *papers.Paper, link PaperLink, lowered money.Satang) (warning *fault.Error, err error) {
	sale, order, err := tx.saleOf(link)
	if err != nil || len(sale) == 0 {
		return nil, err
	}
	if about, is := p.Ref(papers.Corrects); is && !order.IsZero() {
		own, _, err := ownBills(tx.ctx, tx.sql, about.Number, order)
		if err != nil {
			return nil, err
		}
		isOwn := func(past *selling.Past) bool { return slices.Contains(own, past.Bill.ID) }
		other := func(past *selling.Past) bool { return !isOwn(past) }
		sale = append(slices.DeleteFunc(slices.Clone(sale), other), slices.DeleteFunc(slices.Clone(sale), isOwn)...)
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
		var all, left money.Satang
		if all, err = tx.creditedFor(order, sale); err != nil {
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

// askedBy gives what the papers that a credit or debit note is about ask for.
func (tx *Tx) askedBy(p *papers.Paper) (sum money.Satang, err error) {
	if p.Kind != papers.CreditNote && p.Kind != papers.DebitNote {
		return 0, nil
	}
	about, err := tx.concerned(p)
	if err != nil {
		return 0, err
	}
	for _, paper := range about {
		if paper == p.ID {
			continue
		}
		var left money.Satang
		err := tx.sql.QueryRowContext(tx.ctx, "SELECT left_satang FROM paper_state WHERE paper_id = ?", paper).Scan(&left)
		if err != nil && !errors.Is(err, sql.ErrNoRows) {
			return 0, translate(err)
		}
		sum += left
	}
	return sum, nil
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
	rows, err := bills.all(tx.ctx, tx.sql, `WHERE kind = 'sale' AND (id = ?1 OR order_id = ?2 AND order_id IS NOT NULL) AND NOT EXISTS (SELECT 1 FROM bill v WHERE v.void_of = bill.id)
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
