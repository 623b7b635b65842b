package store

import (
	"context"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/thai"
)

// Paper is a paper with what became of it.
type Paper struct {
	*papers.Paper
	Fate papers.Fate
	Row  ledger.Paper
	Void *ledger.PaperVoid // nil = it stands
	Out  int               // how often it went out: the original, then its copies
	Hash string            // of the request that made it

	Before []string // numbers of the papers whose place it took: what came for them, and notes about them, count for it
}

// Copies gives how many copies went out after the original.
func (p *Paper) Copies() int { return max(p.Out-1, 0) }

// paperReader reads papers, each once: a billing note and its receipt are read for every invoice on them.
type paperReader struct {
	ctx    context.Context
	db     querier
	read   map[id.Paper]*papers.Paper
	fates  map[id.Paper]papers.Fate  // of papers of orders that ask for money, see ofOrder
	unsaid map[id.Paper]money.Satang // what of it came without a receipt
}

func newPaperReader(ctx context.Context, db querier) *paperReader {
	return &paperReader{ctx, db, map[id.Paper]*papers.Paper{}, map[id.Paper]papers.Fate{}, map[id.Paper]money.Satang{}}
}

// paper gives a paper as it was issued.
func (r *paperReader) paper(paper id.Paper) (*papers.Paper, error) {
	if p, known := r.read[paper]; known {
		return p, nil
	}
	var body string
	err := r.db.QueryRowContext(r.ctx, "SELECT body FROM paper_body WHERE paper_id = ?", paper).Scan(&body)
	if noRows(err) == nil && err != nil {
		return nil, fault.New("paper_not_found", "paper", fault.Values{"value": paper.String()})
	}
	if err != nil {
		return nil, translate(err)
	}
	p, err := papers.Decode([]byte(body))
	if err != nil {
		return nil, err
	}
	r.read[paper] = p
	return p, nil
}

// fate gathers what happened around a paper: what other papers tell, and what the books know.
func (r *paperReader) fate(p *papers.Paper) (fate papers.Fate, err error) {
	if p.Number == "" || !p.Asks() || p.Kind == papers.Billing {
		return r.told(p)
	}
	if fate, known := r.fates[p.ID]; known {
		return fate, nil
	}
	row, _, err := issued.one(r.ctx, r.db, "WHERE id = ?", p.ID)
	if err != nil {
		return fate, err
	}
	if !row.OrderID.IsZero() && row.BillID.IsZero() {
		err := r.ofOrder(row.OrderID)
		return r.fates[p.ID], err
	}
	if fate, err = r.told(p); err != nil {
		return fate, err
	}
	owed, ofBill, err := r.billOwes(p)
	if err != nil || !ofBill {
		return fate, err
	}
	fate.Settled = owed <= 0
	if !fate.Settled && p.Kind != papers.DebitNote { // what was paid at the counter came for it too
		added, err := r.added(row.BillID)
		if err != nil {
			return fate, err
		}
		fate.Received += max(p.Rest(fate)-max(owed-added, 0), 0)
	}
	return fate, nil
}

// added gives what debit notes of a bill still ask for themselves of what is owed for it.
func (r *paperReader) added(bill id.Bill) (sum money.Satang, err error) {
	rows, err := issued.all(r.ctx, r.db, "WHERE kind = 'debit-note' AND bill_id = ? ORDER BY at, id", bill)
	for _, row := range rows {
		if err != nil {
			return 0, err
		}
		var note *papers.Paper
		if note, err = r.paper(row.ID); err != nil {
			return 0, err
		}
		_, booked, err := debtsPaid.one(r.ctx, r.db, "WHERE id = ?", ledger.BookingID(row.ID, 0))
		if err != nil {
			return 0, err
		}
		fate, err := r.told(note)
		if err != nil {
			return 0, err
		}
		if booked {
			sum += note.Owed(fate)
		}
	}
	return sum, err
}

// told gathers what other papers tell of a paper.
func (r *paperReader) told(p *papers.Paper) (fate papers.Fate, err error) {
	if _, fate.Void, err = issuedVoids.one(r.ctx, r.db, "WHERE paper_id = ?", p.ID); err != nil {
		return fate, err
	}
	if p.Number == "" {
		return fate, nil
	}
	type naming struct {
		paper id.Paper
		role  string
	}
	before, err := r.before(p)
	if err != nil {
		return fate, err
	}
	var rows []naming
	for _, number := range append(before, p.Number) {
		named, err := rowsOf(r.ctx, r.db, func(n *naming) []any { return []any{&n.paper, &n.role} },
			`SELECT r.paper_id, r.role FROM paper_ref r WHERE r.number = ? AND NOT EXISTS (SELECT 1 FROM paper_void v WHERE v.paper_id = r.paper_id)`, number)
		if err != nil {
			return fate, err
		}
		rows = append(rows, named...)
	}
	var receipts []*papers.Paper
	for _, row := range rows {
		other, err := r.paper(row.paper)
		if err != nil {
			return fate, err
		}
		switch {
		case row.role == papers.Corrects && other.Kind == papers.CreditNote:
			fate.Credited += other.Sums.Due
		case row.role == "":
			fate.Followed, fate.Taken = true, fate.Taken || p.Kind == papers.Invoice && other.Kind == papers.TaxInvoice
			receipts = append(receipts, other)
		}
	}
	if p.Kind == papers.Billing {
		fate.Received, err = r.gathered(p)
		return fate, err
	}
	if p.Kind == papers.DebitNote {
		if fate.Credited, err = r.beyond(p); err != nil {
			return fate, err
		}
	}
	for _, number := range append(before, p.Number) {
		fate.Received += papers.Received(number, receipts)
	}
	for _, invoice := range p.TakenOver() {
		came, err := r.receiptsFor(invoice)
		if err != nil {
			return fate, err
		}
		fate.Received += papers.Received(invoice, came)
	}
	return fate, nil
}

// before lists the numbers of the papers whose place a paper took, one after the other.
func (r *paperReader) before(p *papers.Paper) (numbers []string, err error) {
	for old, found := p.Ref(papers.Replaces); found && old.Source != papers.FromBill; old, found = p.Ref(papers.Replaces) {
		row, known, err := issued.one(r.ctx, r.db, "WHERE number = ? AND number <> ''", old.Number)
		if err != nil || !known {
			return numbers, err // a bill's slip
		}
		if p, err = r.paper(row.ID); err != nil {
			return nil, err
		}
		numbers = append(numbers, p.Number)
	}
	return numbers, nil
}

// billOwes gives what is owed for the bill that a paper is of: bought on credit, or still to be handed over by who carried
// it, and neither paid nor given back. What a debit note asks for counts only once the books know of it.
func (r *paperReader) billOwes(p *papers.Paper) (owed money.Satang, is bool, err error) {
	if p.Kind == papers.DebitNote {
		if _, is, err = debtsPaid.one(r.ctx, r.db, "WHERE id = ?", ledger.BookingID(p.ID, 0)); err != nil || !is {
			return 0, false, err
		}
	}
	err = r.db.QueryRowContext(r.ctx, `WITH root (id) AS (SELECT bill_id FROM paper WHERE id = ? AND bill_id IS NOT NULL),
		back (id) AS (SELECT id FROM bill WHERE refund_of IN root), void (id) AS (SELECT id FROM bill WHERE void_of IN (SELECT id FROM root UNION SELECT id FROM back))
		SELECT EXISTS (SELECT 1 FROM root), coalesce((SELECT sum(amount_satang) FROM payment WHERE method IN ('`+selling.Credit+`', '`+selling.COD+`', '`+selling.Channel+`')
			AND bill_id IN (SELECT id FROM root UNION SELECT id FROM back UNION SELECT id FROM void)), 0)`, p.ID).Scan(&is, &owed)
	return owed, is, translate(err)
}

// beyond gives what credit notes take off a debit note. Every note about an invoice names the notes before it.
func (r *paperReader) beyond(debit *papers.Paper) (money.Satang, error) {
	rows, err := issued.all(r.ctx, r.db, `WHERE kind IN ('credit-note', 'debit-note') AND (id = ?1 OR id IN (SELECT paper_id FROM paper_ref WHERE number = ?2 AND role = ?3)
		OR number IN (SELECT number FROM paper_ref WHERE paper_id = ?1 AND role = ?3)) AND NOT EXISTS (SELECT 1 FROM paper_void v WHERE v.paper_id = paper.id) ORDER BY at, id`,
		debit.ID, debit.Number, papers.Revises)
	if err != nil {
		return 0, err
	}
	notes := make([]*papers.Paper, len(rows))
	for n, row := range rows {
		if notes[n], err = r.paper(row.ID); err != nil {
			return 0, err
		}
	}
	about, _ := debit.Ref(papers.Corrects)
	row, found, err := issued.one(r.ctx, r.db, "WHERE number = ? AND number <> ''", about.Number)
	if err != nil || !found {
		return 0, err
	}
	invoice, err := r.paper(row.ID)
	if err != nil {
		return 0, err
	}
	return papers.Beyond(invoice, notes, debit.Number), nil
}

// gathered gives what came for the invoices of a billing note since it was written: all but what they, and tax invoices
// made from them, still ask for.
func (r *paperReader) gathered(note *papers.Paper) (money.Satang, error) {
	type owed struct {
		number string
		left   money.Satang
	}
	rows, err := rowsOf(r.ctx, r.db, func(o *owed) []any { return []any{&o.number, &o.left} }, `SELECT p.number, s.left_satang + coalesce((
			SELECT sum(t.left_satang) FROM paper_ref x JOIN paper o ON o.id = x.paper_id JOIN paper_state t ON t.paper_id = o.id
			WHERE x.number = p.number AND x.role IN ('', ?3) AND o.kind = ?2), 0)
		FROM paper_ref r JOIN paper p ON p.number = r.number AND p.number <> '' JOIN paper_state s ON s.paper_id = p.id WHERE r.paper_id = ?1 AND r.role = ''`,
		note.ID, string(papers.TaxInvoice), papers.Replaces)
	if err != nil {
		return 0, err
	}
	left := map[string]money.Satang{}
	for _, row := range rows {
		left[row.number] = row.left
	}
	return papers.Gathered(note, left), nil
}

// receiptsFor gives the receipts that name a paper and are not void.
func (r *paperReader) receiptsFor(number string) (list []*papers.Paper, err error) {
	found, err := rowsOf(r.ctx, r.db, func(paper *id.Paper) []any { return []any{paper} },
		`SELECT DISTINCT r.paper_id FROM paper_ref r JOIN paper o ON o.id = r.paper_id WHERE r.number = ? AND r.role = '' AND o.kind = ?
		AND NOT EXISTS (SELECT 1 FROM paper_void v WHERE v.paper_id = r.paper_id)`, number, string(papers.Receipt))
	for _, one := range found {
		if err == nil {
			var paper *papers.Paper
			paper, err = r.paper(one)
			list = append(list, paper)
		}
	}
	return list, err
}

// whole gives a paper of a row with what became of it.
func (r *paperReader) whole(row ledger.Paper) (*Paper, error) {
	out := &Paper{Row: row, Hash: row.RequestHash}
	p, err := r.paper(row.ID)
	if err != nil {
		return nil, err
	}
	out.Paper = p
	if out.Fate, err = r.fate(p); err != nil {
		return nil, err
	}
	if out.Before, err = r.before(p); err != nil {
		return nil, err
	}
	if out.Fate.Void {
		void, _, err := issuedVoids.one(r.ctx, r.db, "WHERE paper_id = ?", row.ID)
		if err != nil {
			return nil, err
		}
		out.Void = &void
	}
	return out, noRows(r.db.QueryRowContext(r.ctx, "SELECT n FROM print_count WHERE paper = ?", row.Number).Scan(&out.Out))
}

// Paper gives a paper by its id. Fault: "paper_not_found".
func (s *Store) Paper(ctx context.Context, paper id.Paper) (*Paper, error) {
	return s.paper(ctx, "WHERE id = ?", paper)
}

// PaperNumbered gives a paper by its number, however its letters and digits are typed. Fault: "paper_not_found".
func (s *Store) PaperNumbered(ctx context.Context, number string) (*Paper, error) {
	return s.paper(ctx, "WHERE number = ? COLLATE NOCASE AND number <> ''", thai.FoldDigits(strings.TrimSpace(number)))
}

func (s *Store) paper(ctx context.Context, where string, arg any) (*Paper, error) {
	row, found, err := issued.one(ctx, s.r, where, arg)
	if err == nil && !found {
		value, _ := arg.(string)
		err = fault.New("paper_not_found", "paper", fault.Values{"value": value})
	}
	if err != nil {
		return nil, err
	}
	return newPaperReader(ctx, s.r).whole(row)
}

// papers gives the papers of rows.
func (s *Store) papers(ctx context.Context, rows []ledger.Paper) (list []*Paper, err error) {
	reader := newPaperReader(ctx, s.r)
	list = make([]*Paper, len(rows))
	for n, row := range rows {
		if list[n], err = reader.whole(row); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// PapersOfBills lists the papers that bills of an order have of their own, those that are void too, the oldest first.
func (s *Store) PapersOfBills(ctx context.Context, order id.Order) ([]*Paper, error) {
	rows, err := issued.all(ctx, s.r, "WHERE bill_id IN (SELECT id FROM bill WHERE order_id = ?) ORDER BY at, id", order)
	if err != nil {
		return nil, err
	}
	return s.papers(ctx, rows)
}

// PapersMadeFrom lists the papers that name another, an order or a bill by its number, those that are void too, the oldest first.
func (s *Store) PapersMadeFrom(ctx context.Context, number string) ([]*Paper, error) {
	rows, err := issued.all(ctx, s.r, "WHERE id IN (SELECT paper_id FROM paper_ref WHERE number = ?) ORDER BY at, id", number)
	if err != nil {
		return nil, err
	}
	return s.papers(ctx, rows)
}
