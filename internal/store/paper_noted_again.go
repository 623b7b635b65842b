package store

import (
	"slices"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/selling"
)

// notedAgain lets credit notes lower a debt that opened when a paper became void: those about the invoices that it was
// for, the oldest first, by what they found no debt to lower when they were issued and what has not gone back since. What
// a note lowers now is booked as its own, so that it is taken back with it.
func (tx *Tx) notedAgain(p *papers.Paper, opened money.Satang) error {
	if opened <= 0 {
		return nil
	}
	invoices, err := tx.creditedBy(p)
	for _, invoice := range invoices {
		if err != nil {
			return err
		}
		var lowered money.Satang
		lowered, err = tx.lowerAgain(invoice, opened)
		opened -= lowered
	}
	return err
}

// creditedBy lists the tax invoices that stand of those that a paper is for or about. What notes take off a deposit is
// given back of it, and lowers no debt for goods.
func (tx *Tx) creditedBy(p *papers.Paper) (invoices []*papers.Paper, err error) {
	reader := newPaperReader(tx.ctx, tx.sql)
	list, err := tx.concerned(p)
	for n := 0; n < len(list); n++ {
		if err != nil {
			return nil, err
		}
		var about *papers.Paper
		if about, err = reader.paper(list[n]); err != nil {
			return nil, err
		}
		if about.Kind == papers.DebitNote {
			more, err := tx.concerned(about)
			if err != nil {
				return nil, err
			}
			for _, paper := range more {
				if !slices.Contains(list, paper) {
					list = append(list, paper)
				}
			}
		}
		_, gone, voidErr := issuedVoids.one(tx.ctx, tx.sql, "WHERE paper_id = ?", about.ID)
		if err = voidErr; !gone && about.Kind == papers.TaxInvoice && about.Asks() && !slices.Contains(invoices, about) {
			invoices = append(invoices, about)
		}
	}
	return invoices, err
}

// lowerAgain lets the notes about one invoice lower what opened.
func (tx *Tx) lowerAgain(invoice *papers.Paper, opened money.Satang) (lowered money.Satang, err error) {
	credits, most, err := tx.notesOf(invoice)
	if err != nil {
		return 0, err
	}
	var booked []money.Satang // by each note before
	for _, row := range credits {
		sum, _, err := tx.noteBooked(row.ID)
		if err != nil {
			return 0, err
		}
		booked, most = append(booked, sum), most-sum
	}
	for n, row := range credits {
		left := min(row.Due-booked[n], most-lowered, opened-lowered)
		if left <= 0 {
			continue
		}
		sum, err := tx.noteLowers(row, left)
		if err != nil {
			return 0, err
		}
		lowered += sum
	}
	return lowered, nil
}

// notesOf lists the credit notes about an invoice that stand, the oldest first. most is how much they lower what it and its
// debit notes ask for now.
func (tx *Tx) notesOf(invoice *papers.Paper) (credits []ledger.Paper, most money.Satang, err error) {
	reader := newPaperReader(tx.ctx, tx.sql)
	before, err := reader.before(invoice)
	if err != nil {
		return nil, 0, err
	}
	asking := []*papers.Paper{invoice}
	for _, number := range append(before, invoice.Number) {
		rows, err := issued.all(tx.ctx, tx.sql, `WHERE kind IN ('credit-note', 'debit-note') AND id IN (SELECT paper_id FROM paper_ref WHERE number = ? AND role = ?)
			AND NOT EXISTS (SELECT 1 FROM paper_void v WHERE v.paper_id = paper.id) ORDER BY at, id`, number, papers.Corrects)
		if err != nil {
			return nil, 0, err
		}
		for _, row := range rows {
			if row.Kind == string(papers.CreditNote) {
				credits = append(credits, row)
				continue
			}
			debit, err := reader.paper(row.ID)
			if err != nil {
				return nil, 0, err
			}
			asking = append(asking, debit)
		}
	}
	for _, p := range asking {
		fate, err := reader.fate(p)
		if err != nil {
			return nil, 0, err
		}
		most += p.Lowered(fate)
	}
	return credits, most, nil
}

// noteBooked gives what a credit note lowered debts by, and in how many bookings.
func (tx *Tx) noteBooked(note id.Paper) (sum money.Satang, count int, err error) {
	written, err := bookings(tx.ctx, tx.sql, note)
	for _, one := range written {
		for _, row := range one.rows {
			if row.Method == selling.CreditNote {
				sum += row.Amount
			}
		}
	}
	return sum, len(written), err
}

// noteLowers lets a credit note lower what is owed for its sale, as far as it may, and gives by how much.
func (tx *Tx) noteLowers(row ledger.Paper, most money.Satang) (lowered money.Satang, err error) {
	note, err := newPaperReader(tx.ctx, tx.sql).paper(row.ID)
	if err != nil {
		return 0, err
	}
	sale, order, err := tx.saleOfNote(note, PaperLink{OrderID: row.OrderID, BillID: row.BillID})
	if err != nil || len(sale) == 0 {
		return 0, err
	}
	all, err := tx.creditedFor(order, sale)
	if err != nil {
		return 0, err
	}
	_, count, err := tx.noteBooked(row.ID)
	if err != nil {
		return 0, err
	}
	facts, err := tx.facts(nil, id.Bill{})
	if err != nil {
		return 0, err
	}
	posting, _, err := selling.Credited(facts, sale, all, most, most, ledger.BookingID(row.ID, count))
	if err != nil || posting == nil {
		return 0, err
	}
	if err := tx.post(posting); err != nil {
		return 0, err
	}
	return posting.DebtsPaid[0].Amount, tx.ordersPaid(posting)
}
