package store

import (
	"context"
	"fmt"
	"slices"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// ofOrder works out together what happened around the papers of an order that ask for money: what each asks for hangs on
// what the others do.
func (r *paperReader) ofOrder(order id.Order) error {
	list, err := r.asking(order)
	if err != nil {
		return err
	}
	past, err := readOrder(r.ctx, r.db, order)
	if err != nil {
		return err
	}
	for _, p := range list {
		if r.fates[p.ID], err = r.told(p); err != nil {
			return err
		}
	}
	bills, owed, err := owedByBill(r.ctx, r.db, order)
	if err != nil {
		return err
	}
	var of []*papers.Paper
	var claims []papers.Claim
	came := past.Came() + past.Money.COD + past.Money.Channel // what others have for the shop came from the customer
	for _, p := range list {
		claim, known, err := r.claim(p, order, list, bills)
		if err != nil {
			return err
		}
		fate := r.fates[p.ID]
		fate.Settled = known && past.Rest() <= 0
		r.fates[p.ID] = fate
		if !known {
			continue
		}
		claim.Rest, fate.Received = p.Owed(fate), 0
		claim.Most = p.Owed(fate)
		if !fate.Taken {
			claim.Most += paidBefore(p, list)
		}
		of, claims = append(of, p), append(claims, claim) // one that asks for nothing tells whose bills its goods have
	}
	for n, asked := range papers.Claimed(claims, owed, past.Rest()-past.Owed(), came) {
		r.asks(of[n], list, claims[n].Rest, asked)
	}
	return nil
}

// asks notes what a paper of an order asks for, where receipts leave so much of it.
func (r *paperReader) asks(p *papers.Paper, list []*papers.Paper, rest, asked money.Satang) {
	unsaid := rest - asked
	if asked > rest {
		unsaid = p.Rest(r.fates[p.ID]) - asked // less came than receipts tell
	}
	for _, one := range list {
		if one == p || slices.Contains(p.TakenOver(), one.Number) { // what comes for a tax invoice comes for its invoice
			fate := r.fates[one.ID]
			fate.Received += unsaid
			r.fates[one.ID], r.unsaid[one.ID] = fate, max(unsaid, 0)
		}
	}
}

// paidBefore gives what a paper takes off of deposits that came with a receipt of their own. What it takes off of others of a
// list is still to come for those.
func paidBefore(p *papers.Paper, list []*papers.Paper) money.Satang {
	paid := p.Sums.Deposit
	for _, ref := range p.Refs {
		if ref.Role == papers.PaidBy && slices.ContainsFunc(list, func(other *papers.Paper) bool { return other.Number == ref.Number }) {
			paid -= ref.Taken
		}
	}
	return paid
}

// asking lists the papers of an order itself that ask for money, also those that are void, the oldest first.
func (r *paperReader) asking(order id.Order) (list []*papers.Paper, err error) {
	rows, err := issued.all(r.ctx, r.db, "WHERE order_id = ? AND bill_id IS NULL AND kind IN ('invoice', 'tax-invoice', 'debit-note') ORDER BY at, id", order)
	for _, row := range rows {
		if err != nil {
			return nil, err
		}
		var p *papers.Paper
		if p, err = r.paper(row.ID); err == nil && p.Asks() {
			list = append(list, p)
		}
	}
	return list, err
}

// claim gives what a paper of an order claims of what is owed for it, and notes what came back of its goods. known is false
// of a paper that is void and of a debit note that the books know nothing of.
func (r *paperReader) claim(p *papers.Paper, order id.Order, list []*papers.Paper, bills []id.Bill) (claim papers.Claim, known bool, err error) {
	fate, number := r.fates[p.ID], p.Number
	if fate.Void {
		return claim, false, nil
	}
	claim.Since = max(p.DueDay, p.Date)
	if p.Kind == papers.DebitNote {
		about, _ := p.Ref(papers.Corrects)
		number = about.Number
		if _, known, err = debtsPaid.one(r.ctx, r.db, "WHERE id = ?", ledger.BookingID(p.ID, 0)); err != nil || !known {
			return claim, false, err
		}
	}
	parcels, ahead, err := parcelsOf(r.ctx, r.db, number, order)
	if err != nil {
		return claim, false, err
	}
	claim.Ahead = ahead
	var own []id.Bill
	for _, bill := range parcels {
		if at := slices.Index(bills, bill); at >= 0 {
			own, claim.Own = append(own, bill), append(claim.Own, at)
		} else {
			claim.Ahead = true
		}
	}
	if len(parcels) == 0 && !ahead {
		claim.Ahead = true
		if r.only(p, list) {
			own = bills
		}
	}
	if p.Kind == papers.DebitNote {
		return claim, true, nil
	}
	var billed, back money.Satang
	for _, bill := range own {
		sale, err := readPast(r.ctx, r.db, bill)
		if err != nil {
			return claim, false, err
		}
		billed, back = billed+sale.Bill.Total, back+sale.GivenBack()
	}
	claim.Ahead = claim.Ahead || p.Sums.Total > billed // goods that stood on a note before they were packed
	fate.Returned = max(back-fate.Credited, 0)
	r.fates[p.ID] = fate
	return claim, true, nil
}

// only reports whether no other paper of an order asks for money, or did, but what a paper was made from.
func (r *paperReader) only(p *papers.Paper, list []*papers.Paper) bool {
	return !slices.ContainsFunc(list, func(other *papers.Paper) bool {
		return other != p && !r.fates[other.ID].Void && !slices.Contains(p.TakenOver(), other.Number)
	})
}

// owedByBill gives the sales of an order, the oldest first, and what is still owed for each: by the customer, the carrier
// or the channel.
func owedByBill(ctx context.Context, db querier, order id.Order) (bills []id.Bill, owed []money.Satang, err error) {
	type debt struct {
		bill id.Bill
		owed money.Satang
	}
	rows, err := rowsOf(ctx, db, func(d *debt) []any { return []any{&d.bill, &d.owed} }, `WITH of (id, till, seq, root) AS (
			SELECT b.id, b.till, b.seq, coalesce(b.refund_of, r.refund_of, b.void_of, b.id) FROM bill b LEFT JOIN bill r ON r.id = b.void_of WHERE b.order_id = ?1),
		paid (root, amount) AS (
			SELECT of.root, p.amount_satang FROM of JOIN payment p ON p.till = of.till AND p.seq = of.seq AND p.bill_id = of.id WHERE p.method IN (?2, ?3, ?4)
			UNION ALL SELECT of.root, p.amount_satang FROM of JOIN payment p ON p.bill_id = of.id AND p.kind IN ('repay', 'settle') WHERE p.method IN (?2, ?3, ?4))
		SELECT b.id, coalesce((SELECT sum(amount) FROM paid WHERE root = b.id), 0) FROM bill b WHERE b.order_id = ?1 AND b.kind = ?5 ORDER BY b.at, b.till, b.seq`,
		order, selling.Credit, selling.COD, selling.Channel, ledger.Sale)
	for _, row := range rows {
		bills, owed = append(bills, row.bill), append(owed, row.owed)
	}
	return bills, owed, err
}

// namedSQL are the numbers of a paper and of all that it is made from or takes the place of.
const namedSQL = `WITH RECURSIVE named (number) AS (SELECT ?1
	UNION SELECT r.number FROM named JOIN paper p ON p.number = named.number AND p.number <> '' JOIN paper_ref r ON r.paper_id = p.id WHERE r.role IN ('', 'parcel', '` + papers.Replaces + `')) `

// parcelsOf gives the bills of the parcels of an order that a paper stands for: those that it names, or that the papers
// name which it is made from or takes the place of. A delivery note that was written before its goods were packed names
// none: it is of those that no note names. ahead says that some of them have not gone.
func parcelsOf(ctx context.Context, db querier, number string, order id.Order) (bills []id.Bill, ahead bool, err error) {
	bills, err = rowsOf(ctx, db, func(bill *id.Bill) []any { return []any{bill} }, namedSQL+`SELECT DISTINCT c.bill_id FROM parcel c
		JOIN sales_order o ON o.id = c.order_id JOIN named ON named.number = o.number || '/' || c.no WHERE c.order_id = ?2 AND c.state <> 'unpacked'`, number, order)
	if err != nil {
		return nil, false, err
	}
	var loose bool
	row := db.QueryRowContext(ctx, namedSQL+`SELECT EXISTS (SELECT 1 FROM named JOIN paper n ON n.number = named.number AND n.kind = 'delivery' AND n.order_id = ?2
		WHERE NOT EXISTS (SELECT 1 FROM paper_ref r WHERE r.paper_id = n.id AND r.role = 'parcel'))`, number, order)
	if err := row.Scan(&loose); err != nil {
		return nil, false, translate(err)
	}
	if loose {
		var others []id.Bill
		if others, ahead, err = unnamed(ctx, db, order); err != nil {
			return nil, false, err
		}
		bills = append(bills, others...)
	}
	ahead = ahead || slices.ContainsFunc(bills, id.Bill.IsZero)
	return slices.DeleteFunc(bills, id.Bill.IsZero), ahead, nil
}

// unnamed gives the bills of an order's parcels that no delivery note names, none for those that have not gone. ahead says
// that some of the goods are in no parcel.
func unnamed(ctx context.Context, db querier, order id.Order) (bills []id.Bill, ahead bool, err error) {
	past, err := readOrder(ctx, db, order)
	if err != nil {
		return nil, false, err
	}
	noted, err := rowsOf(ctx, db, func(name *string) []any { return []any{name} }, `SELECT r.number FROM paper p JOIN paper_ref r ON r.paper_id = p.id
		WHERE p.order_id = ? AND r.role = 'parcel' AND NOT EXISTS (SELECT 1 FROM paper_void v WHERE v.paper_id = p.id)`, order)
	packed := map[int]qty.Qty{}
	for n := range past.Parcels {
		parcel := &past.Parcels[n]
		if !parcel.Live() {
			continue
		}
		for _, line := range parcel.Lines {
			packed[line.N] += line.Qty
		}
		if !slices.Contains(noted, fmt.Sprintf("%s/%d", past.Order.Number, parcel.No)) && !slices.Contains(bills, parcel.BillID) {
			bills = append(bills, parcel.BillID)
		}
	}
	for _, line := range past.Content.Lines {
		ahead = ahead || packed[line.N] < line.Qty
	}
	return bills, ahead, err
}

// ownBills gives the bills of the parcels of an order that a paper stands for, as far as they have gone.
func ownBills(ctx context.Context, db querier, number string, order id.Order) ([]id.Bill, error) {
	bills, _, err := parcelsOf(ctx, db, number, order)
	return bills, err
}

// OwnBills gives the bills of the parcels of an order that a paper stands for.
func (s *Store) OwnBills(ctx context.Context, number string, order id.Order) ([]id.Bill, error) {
	return ownBills(ctx, s.r, number, order)
}
