package store

import (
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/papers"
)

// voidWithBill gives the voids of the abbreviated tax invoices of a bill that becomes void: each stands for its slip and goes
// with it. One of an earlier month stays, as a slip does: the void lowers the month that it is of.
func (tx *Tx) voidWithBill(bill id.Bill, by *ledger.Bill) (voids []ledger.PaperVoid, err error) {
	list, err := issued.all(tx.ctx, tx.sql, `WHERE bill_id = ? AND kind = 'abbreviated' AND NOT EXISTS (SELECT 1 FROM paper_void v WHERE v.paper_id = paper.id) ORDER BY at, id`, bill)
	for _, row := range list {
		if papers.MonthOf(row.Date) == papers.MonthOf(by.Written()) {
			voids = append(voids, ledger.PaperVoid{PaperID: row.ID, Day: by.Written(), At: by.At, Reason: by.Reason})
		}
	}
	return voids, err
}
