package store

import (
	"context"
	"database/sql"

	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
)

// Writer is the connection that writes, for tests that damage a file or change a pragma.
func (s *Store) Writer() *sql.DB { return s.w }

// LedgerTables names the tables whose rows carry (till, seq, n), with their columns quoted.
func LedgerTables() map[string][]string {
	return map[string][]string{shifts.name: shifts.columns, shiftCashes.name: shiftCashes.columns,
		shiftCloses.name: shiftCloses.columns, bills.name: bills.columns, lines.name: lines.columns,
		payments.name: payments.columns, slips.name: slips.columns, debtsPaid.name: debtsPaid.columns, lots.name: lots.columns,
		movements.name: movements.columns, entries.name: entries.columns, skips.name: skips.columns,
		stockPapers.name: stockPapers.columns, stockPaperLines.name: stockPaperLines.columns,
		orders.name: orders.columns, orderContents.name: orderContents.columns, orderSteps.name: orderSteps.columns, reservations.name: reservations.columns, issued.name: issued.columns, issuedVoids.name: issuedVoids.columns, papersKept.name: papersKept.columns, papersLast.name: papersLast.columns}
}

// LedgerOf sums all rows of a producer, without a look at any settlement.
func (s *Store) LedgerOf(ctx context.Context, producer id.Party) (sums consign.Sums, err error) {
	err = s.r.QueryRowContext(ctx, `SELECT count(*), sum(paid_satang), sum(vat_satang), sum(share_satang),
		(SELECT coalesce(sum(amount_satang), 0) FROM payment WHERE owner_id = ?1) FROM producer_entry WHERE producer_id = ?1`, producer).
		Scan(&sums.Lines, &sums.Sold, &sums.VAT, &sums.Earned, &sums.Direct)
	return sums, err
}

// Post writes any posting, also one that no decision would make.
func (s *Store) Post(ctx context.Context, posting *ledger.Posting) error {
	return s.write(ctx, func(tx *Tx) error { return tx.post(posting) })
}
