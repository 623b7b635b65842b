package store

import (
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
)

// checkProducers proves that each settlement, worked out again, says what was written; that no row of a
// producer is settled twice; and that nobody was paid more than they were due.
func (a *audit) checkProducers() error {
	tills, err := tillMarks(a.ctx, a.db)
	if err != nil {
		return err
	}
	papers, err := readPapers(a.ctx, a.db, "")
	if err != nil {
		return err
	}
	books := map[id.Party]consign.Book{}
	for _, paper := range papers {
		a.counted["producers"]++
		if paper.Paid > paper.Payable || paper.Voided() && paper.Paid != 0 {
			a.off("producers", "%s: paid %s of %s", paper.Number, paper.Paid, paper.Payable)
		}
		books[paper.ProducerID] = append(books[paper.ProducerID], paper)
	}
	for producer, book := range books {
		items, err := readRows(a.ctx, a.db, tills, false, "", producer)
		if err != nil {
			return err
		}
		a.book(book, items)
	}
	var strange int
	row := a.db.QueryRowContext(a.ctx, "SELECT count(*) FROM payout p LEFT JOIN settlement s ON s.id = p.settlement_id"+
		" WHERE s.id IS NULL OR s.producer_id <> p.producer_id")
	if err := row.Scan(&strange); err != nil {
		return err
	}
	if strange > 0 {
		a.off("producers", "%d payouts belong to no settlement of their producer", strange)
	}
	return a.takenBack()
}

// takenBack proves that a payout taken back was one, and that its cash went back into its drawer with that event.
func (a *audit) takenBack() error {
	var strange int
	row := a.db.QueryRowContext(a.ctx, `SELECT count(*) FROM payout_void v LEFT JOIN payout p ON p.id = v.payout_id
		WHERE p.id IS NULL OR p.amount_satang * (p.shift_id IS NOT NULL) <> coalesce((SELECT sum(c.amount_satang) FROM shift_cash c
			WHERE c.till = v.till AND c.seq = v.seq AND c.kind = ? AND c.shift_id = p.shift_id), 0)`, ledger.CashIn)
	if err := row.Scan(&strange); err != nil {
		return err
	}
	if strange > 0 {
		a.off("producers", "%d payouts were taken back that were none, or whose cash did not go back", strange)
	}
	return nil
}

// book gives every row of a producer to the settlements that hold it, and compares what they come to.
func (a *audit) book(book consign.Book, items []consign.Item) {
	held := make([]consign.Sums, len(book))
	for n := range items {
		standing := 0
		for _, holder := range book.Holders(items[n].Day, items[n].Place) {
			held[holder].Add(&items[n])
			if !book[holder].Voided() {
				standing++
			}
		}
		if standing > 1 {
			a.off("producers", "a row of %s is settled twice", items[n].Day)
		}
	}
	for n, paper := range book {
		sums := held[n]
		if sums.Sold != paper.Sold || sums.VAT != paper.VAT || sums.Commission() != paper.Commission || sums.Earned != paper.Earned ||
			sums.Direct != paper.Direct || sums.Payable() != paper.Payable {
			a.off("producers", "%s says %s, its rows come to %s", paper.Number, paper.Payable, sums.Payable())
		}
	}
}

// paidOut checks that cash which went to producers left the drawer with the same event.
func (a *audit) paidOut(p *ledger.Posting, where string) {
	if len(p.Payouts) == 0 {
		return
	}
	drawer := map[id.Shift]money.Satang{}
	for _, payout := range p.Payouts {
		if !payout.ShiftID.IsZero() {
			drawer[payout.ShiftID] += payout.Amount
		}
	}
	for _, cash := range p.ShiftCashes {
		drawer[cash.ShiftID] -= cash.Amount
	}
	for _, left := range drawer {
		if left != 0 {
			a.off("producers", "%s: %s paid to producers did not leave the drawer", where, left)
		}
	}
}
