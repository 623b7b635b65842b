package store

import (
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/papers"
)

// restate works out anew how a paper stands, those that it names, and last the billing notes that gather any of these:
// what they ask for is what their invoices still do.
func (tx *Tx) restate(p *papers.Paper) error {
	concerned, err := tx.concerned(p)
	if err != nil {
		return err
	}
	reader, notes := newPaperReader(tx.ctx, tx.sql), []id.Paper{}
	for _, one := range concerned {
		about, err := reader.paper(one)
		if err != nil {
			return err
		}
		for _, number := range append(about.TakenOver(), about.Number) {
			gathered, err := tx.madeFrom(number, papers.Billing)
			if err != nil {
				return err
			}
			notes = append(notes, gathered...)
		}
		if about.Kind == papers.Billing {
			notes = append(notes, one)
			continue
		}
		if err := tx.state(reader, about); err != nil {
			return err
		}
	}
	return tx.stateEach(reader, notes)
}

// concerned lists a paper, those that it names, and the tax invoices made from invoices among them: what comes for an
// invoice comes for those.
func (tx *Tx) concerned(p *papers.Paper) (list []id.Paper, err error) {
	list = []id.Paper{p.ID}
	for _, ref := range p.Refs {
		row, found, err := issued.one(tx.ctx, tx.sql, "WHERE number = ? AND number <> ''", ref.Number)
		if err != nil {
			return nil, err
		}
		if !found {
			continue
		}
		list = append(list, row.ID)
		for old := row.ID; ; { // what stands in its place
			void, gone, err := issuedVoids.one(tx.ctx, tx.sql, "WHERE paper_id = ?", old)
			if err != nil {
				return nil, err
			}
			if !gone || void.ByID.IsZero() {
				break
			}
			list, old = append(list, void.ByID), void.ByID
		}
		if row.Kind == string(papers.Invoice) {
			takers, err := tx.madeFrom(row.Number, papers.TaxInvoice)
			if err != nil {
				return nil, err
			}
			list = append(list, takers...)
		}
	}
	return list, nil
}

// madeFrom lists the papers of a kind that were made from a paper.
func (tx *Tx) madeFrom(number string, kind papers.Kind) ([]id.Paper, error) {
	return rowsOf(tx.ctx, tx.sql, func(paper *id.Paper) []any { return []any{paper} },
		"SELECT o.id FROM paper_ref r JOIN paper o ON o.id = r.paper_id WHERE r.number = ? AND r.number <> '' AND r.role = '' AND o.kind = ?", number, string(kind))
}

// state writes how a paper stands.
func (tx *Tx) state(reader *paperReader, p *papers.Paper) error {
	fate, err := reader.fate(p)
	if err != nil {
		return err
	}
	_, err = tx.sql.ExecContext(tx.ctx, `INSERT OR REPLACE INTO paper_state (paper_id, void, followed, received_satang, credited_satang, left_satang, due_day)
		VALUES (?, ?, ?, ?, ?, ?, ?)`, p.ID, fate.Void, fate.Followed, fate.Received, fate.Credited, p.Owed(fate), dueOf(p))
	return translate(err)
}

// restateBills works out anew the papers of the bills that a posting pays, gives back or takes back. A bill that is new
// has none.
func (tx *Tx) restateBills(posting *ledger.Posting) error {
	if posting.Kind == ledger.EventBillPaid {
		return nil
	}
	var about []id.Bill
	for _, row := range posting.Payments {
		about = append(about, row.BillID)
	}
	for n := range posting.Bills {
		about = append(about, posting.Bills[n].RefundOf, posting.Bills[n].VoidOf)
	}
	done := map[id.Bill]bool{{}: true}
	for _, bill := range about {
		if done[bill] {
			continue
		}
		done[bill] = true
		list, err := tx.papersOf(bill)
		if err != nil {
			return err
		}
		reader := newPaperReader(tx.ctx, tx.sql)
		for _, one := range list {
			p, err := reader.paper(one)
			if err == nil {
				err = tx.restate(p)
			}
			if err != nil {
				return err
			}
		}
	}
	return nil
}

// restateOrder works out anew what the papers of an order ask for.
func (tx *Tx) restateOrder(order id.Order) error {
	reader, notes := newPaperReader(tx.ctx, tx.sql), []id.Paper{}
	list, err := reader.asking(order)
	if err != nil {
		return err
	}
	for _, p := range list {
		if err := tx.state(reader, p); err != nil {
			return err
		}
		for _, number := range append(p.TakenOver(), p.Number) {
			over, err := tx.madeFrom(number, papers.Billing)
			if err != nil {
				return err
			}
			notes = append(notes, over...)
		}
	}
	return tx.stateEach(reader, notes)
}

// stateEach writes how papers stand, each once.
func (tx *Tx) stateEach(reader *paperReader, list []id.Paper) error {
	done := map[id.Paper]bool{}
	for _, one := range list {
		if done[one] {
			continue
		}
		done[one] = true
		p, err := reader.paper(one)
		if err == nil {
			err = tx.state(reader, p)
		}
		if err != nil {
			return err
		}
	}
	return nil
}

// restateAsked works out anew what the papers of all orders ask for, and those of bills with debit notes.
func restateAsked(tx *Tx) error {
	list, err := rowsOf(tx.ctx, tx.sql, func(order *id.Order) []any { return []any{order} }, "SELECT DISTINCT order_id FROM paper WHERE order_id IS NOT NULL")
	for _, order := range list {
		if err == nil {
			err = tx.restateOrder(order)
		}
	}
	if err != nil {
		return err
	}
	added, err := rowsOf(tx.ctx, tx.sql, func(paper *id.Paper) []any { return []any{paper} },
		"SELECT id FROM paper WHERE bill_id IN (SELECT bill_id FROM paper WHERE kind = 'debit-note') AND kind IN ('invoice', 'tax-invoice', 'debit-note') ORDER BY at, id")
	reader := newPaperReader(tx.ctx, tx.sql)
	for _, one := range added {
		var p *papers.Paper
		if err == nil {
			p, err = reader.paper(one)
		}
		if err == nil {
			err = tx.restate(p)
		}
	}
	return err
}

// papersOf lists the papers of a bill, and of the one it gives goods back of. Every change of bills asks for them.
func (tx *Tx) papersOf(bill id.Bill) ([]id.Paper, error) {
	rows, err := tx.sql.QueryContext(tx.ctx, "SELECT id FROM paper WHERE bill_id IN (SELECT ?1 UNION SELECT refund_of FROM bill WHERE id = ?1)", bill)
	if err != nil {
		return nil, translate(err)
	}
	return gather(rows, func(paper *id.Paper) []any { return []any{paper} })
}

// dueOf gives the day by which a paper is to be paid, of a quotation until when it holds.
func dueOf(p *papers.Paper) clock.Day {
	if p.Kind == papers.Quotation {
		return p.Valid
	}
	return p.DueDay
}
