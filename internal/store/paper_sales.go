package store

import (
	"context"
	"slices"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
)

// rootSQL is the bill that a bill (b, and v which it voids) is about: itself when it is a sale.
const rootSQL = "coalesce(b.refund_of, v.refund_of, v.id, b.id)"

// BillSale is a bill as the report of the sales tax reads it: its lines, and what became of its slip.
type BillSale struct {
	ledger.Bill
	Lines    []ledger.Line
	Root     id.Bill  // the sale that it is about, itself when it is one
	Of       string   // number of the bill that it gives back or voids
	Replaced id.Paper // the paper that stands in place of its slip, none = it stands
	SoldVAT  bool     // the shop was registered for VAT when its goods were sold,
	BackVAT  bool     // when those that it gives back were
}

// momentsOf gives the moments between which what was written in some calendar days lies.
func momentsOf(from, to clock.Day) (start, end ledger.Millis) {
	return ledger.MillisOf(from.Start()), ledger.MillisOf(to.Add(1).Start()) - 1
}

// BillSales gives the bills written in some calendar days with their lines, as they were written. A void bill is there,
// and the one that voids it.
func (s *Store) BillSales(ctx context.Context, from, to clock.Day) ([]BillSale, error) {
	start, end := momentsOf(from, to)
	return s.billSales(ctx, "at BETWEEN ? AND ?", start, end)
}

// BillSalesBefore gives the bills written before a calendar day that are about one sale, or of one order.
func (s *Store) BillSalesBefore(ctx context.Context, day clock.Day, sale id.Bill, order id.Order) ([]BillSale, error) {
	before := ledger.MillisOf(day.Start())
	if !order.IsZero() {
		return s.billSales(ctx, "at < ? AND order_id = ?", before, order)
	}
	return s.billSales(ctx, `at < ?1 AND (id = ?2 OR refund_of = ?2 OR void_of = ?2 OR void_of IN (SELECT id FROM bill WHERE refund_of = ?2))`, before, sale)
}

func (s *Store) billSales(ctx context.Context, where string, args ...any) ([]BillSale, error) {
	sold, err := bills.all(ctx, s.r, "WHERE "+where+" ORDER BY till, seq", args...)
	if err != nil {
		return nil, err
	}
	all, err := lines.all(ctx, s.r, "WHERE (till, seq) IN (SELECT till, seq FROM bill WHERE "+where+") ORDER BY till, seq, n", args...)
	if err != nil {
		return nil, err
	}
	places, sales := map[id.Bill]int{}, make([]BillSale, len(sold))
	for n, bill := range sold {
		places[bill.ID], sales[n].Bill, sales[n].Root = n, bill, bill.ID
	}
	for _, line := range all {
		if n, known := places[line.BillID]; known {
			sales[n].Lines = append(sales[n].Lines, line)
		}
	}
	return sales, s.tellSales(ctx, sales, places, where, args)
}

// tellSales adds what other rows say of the bills.
func (s *Store) tellSales(ctx context.Context, sales []BillSale, places map[id.Bill]int, where string, args []any) error {
	type about struct {
		bill, root id.Bill
		number     string
		by         id.Paper
	}
	scan := func(a *about) []any { return []any{&a.bill, &a.root, &a.number, &a.by} }
	among := " WHERE b.id IN (SELECT id FROM bill WHERE " + where + ")"
	olds, err := rowsOf(ctx, s.r, scan, "SELECT b.id, "+rootSQL+`, o.number, NULL FROM bill b LEFT JOIN bill v ON v.id = b.void_of
		JOIN bill o ON o.id = coalesce(b.refund_of, b.void_of)`+among, args...)
	if err != nil {
		return err
	}
	replaced, err := rowsOf(ctx, s.r, scan, "SELECT v.bill_id, NULL, '', v.by_id FROM paper_void v JOIN bill b ON b.id = v.bill_id"+among, args...)
	if err != nil {
		return err
	}
	for _, a := range olds {
		sales[places[a.bill]].Of, sales[places[a.bill]].Root = a.number, a.root
	}
	for _, a := range replaced {
		sales[places[a.bill]].Replaced = a.by
	}
	return s.tellVAT(ctx, sales, where, args)
}

// TaxPapers gives the tax papers with a date in some days, those that are void too, with the void and what stands in
// their place, by date and number.
func (s *Store) TaxPapers(ctx context.Context, from, to clock.Day) ([]*Paper, error) {
	rows, err := issued.all(ctx, s.r, `WHERE date BETWEEN ? AND ? AND kind IN ('tax-invoice', 'abbreviated', 'credit-note', 'debit-note') ORDER BY date, number`, from, to)
	if err != nil {
		return nil, err
	}
	return s.papers(ctx, rows)
}

// CancelledPaper is a tax paper of an order that was cancelled.
type CancelledPaper struct {
	Order, Paper string
}

// CancelledTax lists the tax papers with a date in some days that stand and were not taken back whole, though their order
// was cancelled, by order.
func (s *Store) CancelledTax(ctx context.Context, from, to clock.Day) ([]CancelledPaper, error) {
	return rowsOf(ctx, s.r, func(c *CancelledPaper) []any { return []any{&c.Order, &c.Paper} }, `SELECT o.number, p.number FROM paper p
		JOIN order_state c ON c.order_id = p.order_id AND c.fulfilment = 'cancelled' JOIN sales_order o ON o.id = p.order_id JOIN paper_state s ON s.paper_id = p.id
		WHERE p.date BETWEEN ? AND ? AND p.kind IN ('tax-invoice', 'abbreviated') AND NOT s.void AND s.credited_satang < p.due_satang ORDER BY o.number, p.at, p.id`, from, to)
}

// TaxCover is a tax paper that stands for bills: those of its order, or one.
type TaxCover struct {
	BillID   id.Bill // none = those of the order
	OrderID  id.Order
	Own      []id.Bill // of the order's, those that delivered its goods
	Ahead    bool      // some of its goods are packed and have not left
	Number   string
	Short    bool // it is an abbreviated one, and stands for its bill as the slip does
	Date     clock.Day
	At       ledger.Millis // when it was issued
	Classes  []papers.ClassSum
	Credited money.Satang    // by notes about it
	Deposit  *papers.Paper   // the paper, where it is of a deposit that notes take back
	Before   []string        // numbers of those whose place it took
	Notes    []*papers.Paper // credit notes that name it
	Slips    []string        // numbers of slips that it takes the place of beside it
	Goods    []id.Product    // of which it is alone, none = of whatever was ordered
	Last     id.Bill         // that delivered the last of the order's goods, none = some have not gone
}

// TaxCovers gives the tax papers, of whatever date, that stand for bills of some days, for bills that those give back,
// and for what tax papers of those days stand for, the oldest first.
func (s *Store) TaxCovers(ctx context.Context, from, to clock.Day) (covers []TaxCover, err error) {
	start, end := momentsOf(from, to)
	rows, err := issued.all(ctx, s.r, `WHERE kind IN ('tax-invoice', 'abbreviated') AND id IN (
			SELECT p.id FROM bill b LEFT JOIN bill v ON v.id = b.void_of JOIN paper p ON p.bill_id IN (b.id, b.void_of, `+rootSQL+`) WHERE b.at BETWEEN ?3 AND ?4
			UNION SELECT p.id FROM bill b JOIN paper p ON p.order_id = b.order_id WHERE b.at BETWEEN ?3 AND ?4
			UNION SELECT p.id FROM paper q JOIN paper p ON p.order_id = q.order_id WHERE q.date BETWEEN ?1 AND ?2
			UNION SELECT p.id FROM paper q JOIN paper p ON p.bill_id = q.bill_id WHERE q.date BETWEEN ?1 AND ?2)
		AND NOT EXISTS (SELECT 1 FROM paper_void v WHERE v.paper_id = paper.id) ORDER BY at, id`, from, to, start, end)
	if err != nil {
		return nil, err
	}
	whole, err := s.papers(ctx, rows)
	for _, p := range whole {
		cover := TaxCover{BillID: p.Row.BillID, OrderID: p.Row.OrderID, Number: p.Number, Short: p.Kind == papers.Abbreviated, Date: p.Date, At: p.At, Classes: p.Sums.Classes, Credited: p.Fate.Credited}
		if !cover.BillID.IsZero() {
			cover.OrderID = id.Order{}
		} else if cover.Own, cover.Ahead, err = parcelsOf(ctx, s.r, p.Number, cover.OrderID); err != nil {
			return nil, err
		} else if cover.Last, err = lastSale(ctx, s.r, cover.OrderID); err != nil {
			return nil, err
		}
		cover.Goods = paperGoods(p.Lines)
		for _, ref := range p.Refs {
			if ref.Role == papers.ForSlip {
				cover.Slips = append(cover.Slips, ref.Number)
			}
		}
		if p.Deposit && p.Fate.Credited > 0 {
			cover.Deposit, cover.Before = p.Paper, p.Before
			if cover.Notes, err = s.creditNotes(ctx, p); err != nil {
				return nil, err
			}
		}
		covers = append(covers, cover)
	}
	return covers, err
}

// lastSale gives the bill that delivered the last of an order's goods, none while some have not gone.
func lastSale(ctx context.Context, db querier, order id.Order) (bill id.Bill, err error) {
	past, err := readOrder(ctx, db, order)
	if err != nil || slices.ContainsFunc(past.Content.Lines, func(line ledger.OrderLine) bool { return past.Given[line.N] < line.Qty }) {
		return bill, err
	}
	row := db.QueryRowContext(ctx, "SELECT id FROM bill WHERE order_id = ? AND kind = ? ORDER BY at DESC, till DESC, seq DESC LIMIT 1", order, ledger.Sale)
	return bill, noRows(row.Scan(&bill))
}

// paperGoods gives the goods of a paper's lines, none where some of them are only words.
func paperGoods(lines []papers.Line) (goods []id.Product) {
	for _, line := range lines {
		if line.ProductID.IsZero() {
			return nil
		}
		goods = append(goods, line.ProductID)
	}
	return goods
}

// creditNotes gives the credit notes that name a paper, or one whose place it took, and are not void.
func (s *Store) creditNotes(ctx context.Context, p *Paper) (notes []*papers.Paper, err error) {
	for _, number := range append(slices.Clone(p.Before), p.Number) {
		made, err := s.PapersMadeFrom(ctx, number)
		if err != nil {
			return nil, err
		}
		for _, note := range made {
			if note.Kind == papers.CreditNote && note.Void == nil && !slices.ContainsFunc(notes, func(p *papers.Paper) bool { return p.ID == note.ID }) {
				notes = append(notes, note.Paper)
			}
		}
	}
	return notes, nil
}
