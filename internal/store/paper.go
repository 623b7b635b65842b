package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/thai"
)

// PaperLink says what a paper is of, beside the papers that it names.
type PaperLink struct {
	OrderID    id.Order
	BillID     id.Bill
	CustomerID id.Party
	SlipOf     id.Bill // the bill whose slip it takes the place of
}

// IssuePaper issues a paper: its number, the paper and what it makes void are one event. build is called inside the
// transaction, when nobody else can write, and says what is asked for from what stands then. The same id again gives
// the same paper with replayed. Faults: those of build and of papers.Issue, "paper_id_used" for another request,
// "slip_replaced" when a paper stands in place of the slip already.
func (s *Store) IssuePaper(ctx context.Context, paper id.Paper, build func() (*papers.Request, PaperLink, error)) (outcome *papers.Outcome, replayed bool, err error) {
	err = s.write(ctx, func(tx *Tx) error {
		request, link, err := build()
		if err != nil {
			return err
		}
		request.ID = paper
		hash := request.Hash()
		old, found, err := issued.one(tx.ctx, tx.sql, "WHERE id = ?", paper)
		switch {
		case err != nil:
			return err
		case found && old.RequestHash != hash:
			return fault.New("paper_id_used", "id", fault.Values{"number": old.Number})
		case found:
			kept, err := readIssued(tx.ctx, tx.sql, paper)
			outcome, replayed = &papers.Outcome{Paper: kept}, true
			return err
		}
		outcome, err = tx.issue(request, link, hash)
		return err
	})
	return outcome, replayed, err
}

func (tx *Tx) issue(request *papers.Request, link PaperLink, hash string) (*papers.Outcome, error) {
	facts, err := tx.paperFacts()
	if err != nil {
		return nil, err
	}
	outcome, err := papers.Issue(facts, request)
	if err != nil {
		return nil, err
	}
	p := outcome.Paper
	body := p.Encode()
	sum := sha256.Sum256(body)
	row := ledger.Paper{ID: p.ID, Kind: string(p.Kind), Number: p.Number, Letter: p.Series.Letter, Type: p.Series.Type, Period: p.Series.Period, No: p.No,
		Date: p.Date, Day: p.Day, At: p.At, OrderID: link.OrderID, BillID: link.BillID, CustomerID: link.CustomerID, Total: p.Sums.Total, Due: p.Sums.Due,
		VAT: p.Sums.VAT, BodyHash: hex.EncodeToString(sum[:]), RequestHash: hash}
	posting := &ledger.Posting{Kind: ledger.EventPaperIssued, At: p.At, Day: p.Day, Papers: []ledger.Paper{row}}
	if posting.PaperVoids, err = tx.cancels(outcome, link); err != nil {
		return nil, err
	}
	if err := tx.post(posting); err != nil {
		return nil, err
	}
	if _, err := tx.sql.ExecContext(tx.ctx, "INSERT INTO paper_body (paper_id, body, buyer, word) VALUES (?, ?, ?, ?)", p.ID, string(body), p.Buyer.Name,
		thai.Fold(p.Buyer.Name)); err != nil {
		return nil, translate(err)
	}
	for n, ref := range p.Refs {
		if _, err := tx.sql.ExecContext(tx.ctx, "INSERT INTO paper_ref (paper_id, n, source, number, role) VALUES (?, ?, ?, ?, ?)", p.ID, n, ref.Source, ref.Number, ref.Role); err != nil {
			return nil, translate(err)
		}
	}
	return outcome, tx.restate(p)
}

// cancels gives the rows of what a paper makes void.
func (tx *Tx) cancels(outcome *papers.Outcome, link PaperLink) (voids []ledger.PaperVoid, err error) {
	p := outcome.Paper
	if !link.SlipOf.IsZero() {
		if _, gone, err := issuedVoids.one(tx.ctx, tx.sql, "WHERE bill_id = ?", link.SlipOf); err != nil {
			return nil, err
		} else if gone {
			return nil, fault.New("slip_replaced", "of", fault.Values{"number": outcome.Cancels[0].Ref.Number})
		}
	}
	for _, cancel := range outcome.Cancels {
		void := ledger.PaperVoid{ByID: p.ID, Day: p.Day, At: p.At, Reason: cancel.Reason}
		row, found, err := issued.one(tx.ctx, tx.sql, "WHERE number = ? AND number <> ''", cancel.Ref.Number)
		switch {
		case err != nil:
			return nil, err
		case found:
			void.PaperID = row.ID
			if _, gone, err := issuedVoids.one(tx.ctx, tx.sql, "WHERE paper_id = ?", row.ID); err != nil {
				return nil, err
			} else if gone {
				return nil, fault.New("paper_void_already", "of", fault.Values{"number": row.Number})
			}
		case !link.SlipOf.IsZero():
			void.BillID = link.SlipOf
		default:
			return nil, fault.New("paper_not_found", "of", fault.Values{"value": cancel.Ref.Number})
		}
		voids = append(voids, void)
	}
	return voids, nil
}

// paperFacts gathers what issuing reads.
func (tx *Tx) paperFacts() (*papers.Facts, error) {
	set, err := readSettings(tx.ctx, tx.sql)
	if err != nil {
		return nil, err
	}
	var letters int
	if err := tx.sql.QueryRowContext(tx.ctx, "SELECT count(DISTINCT letter) FROM till").Scan(&letters); err != nil {
		return nil, translate(err)
	}
	shape, err := papers.ParseShape(set.Get("numbers.shape"), set.Get("numbers.reset"), letters)
	if err != nil {
		return nil, err
	}
	facts := &papers.Facts{At: ledger.MillisOf(tx.now), Day: clock.DayOf(tx.now), Letter: tx.s.till.Letter, Shape: shape, Closed: clock.Day(set.Get("vat.closed"))}
	facts.NextNo = func(series papers.Series) (no int, err error) {
		err = tx.sql.QueryRowContext(tx.ctx, "SELECT 1 + coalesce(max(no), 0) FROM paper WHERE letter = ? AND type = ? AND period = ?",
			series.Letter, series.Type, series.Period).Scan(&no)
		return no, translate(err)
	}
	return facts, nil
}

// VoidPaper says that a paper holds no more; its number and the reason stay. Faults: "paper_not_found",
// "paper_void_already", those of papers.VoidPaper.
func (s *Store) VoidPaper(ctx context.Context, paper id.Paper, reason string, yes []string) error {
	return s.write(ctx, func(tx *Tx) error {
		p, err := readIssued(tx.ctx, tx.sql, paper)
		if err != nil {
			return err
		}
		if _, gone, err := issuedVoids.one(tx.ctx, tx.sql, "WHERE paper_id = ?", paper); err != nil {
			return err
		} else if gone {
			return fault.New("paper_void_already", "paper", fault.Values{"number": p.Number})
		}
		facts, err := tx.paperFacts()
		if err != nil {
			return err
		}
		followers, err := tx.followers(p)
		if err != nil {
			return err
		}
		void, err := papers.VoidPaper(p, followers, reason, facts.Day, facts.Closed, yes)
		if err != nil {
			return err
		}
		row := ledger.PaperVoid{PaperID: paper, Day: void.Day, At: facts.At, Reason: void.Reason}
		if err := tx.post(&ledger.Posting{Kind: ledger.EventPaperVoided, At: facts.At, Day: facts.Day, PaperVoids: []ledger.PaperVoid{row}}); err != nil {
			return err
		}
		return tx.restate(p)
	})
}

// followers lists the papers that stand and were made from a paper, or are about it.
func (tx *Tx) followers(p *papers.Paper) ([]papers.Ref, error) {
	return rowsOf(tx.ctx, tx.sql, func(r *papers.Ref) []any { return []any{&r.Source, &r.Number, &r.Date} },
		`SELECT o.kind, o.number, o.date FROM paper_ref r JOIN paper o ON o.id = r.paper_id
		WHERE r.number = ? AND r.source = ? AND NOT EXISTS (SELECT 1 FROM paper_void v WHERE v.paper_id = o.id) ORDER BY o.at`, p.Number, string(p.Kind))
}

func readIssued(ctx context.Context, db querier, paper id.Paper) (*papers.Paper, error) {
	var body string
	err := db.QueryRowContext(ctx, "SELECT body FROM paper_body WHERE paper_id = ?", paper).Scan(&body)
	if noRows(err) == nil && err != nil {
		return nil, fault.New("paper_not_found", "paper", fault.Values{"value": paper.String()})
	}
	if err != nil {
		return nil, translate(err)
	}
	return papers.Decode([]byte(body))
}

// restate works out anew how a paper stands, and those that it names.
func (tx *Tx) restate(p *papers.Paper) error {
	concerned := []id.Paper{p.ID}
	for _, ref := range p.Refs {
		row, found, err := issued.one(tx.ctx, tx.sql, "WHERE number = ? AND number <> ''", ref.Number)
		if err != nil {
			return err
		}
		if !found {
			continue
		}
		concerned = append(concerned, row.ID)
		if row.Kind == string(papers.Invoice) { // what comes for it comes for the tax invoice made from it
			takers, err := rowsOf(tx.ctx, tx.sql, func(taker *id.Paper) []any { return []any{taker} },
				"SELECT o.id FROM paper_ref r JOIN paper o ON o.id = r.paper_id WHERE r.number = ? AND r.role = '' AND o.kind = ?", row.Number, string(papers.TaxInvoice))
			if err != nil {
				return err
			}
			concerned = append(concerned, takers...)
		}
	}
	for _, one := range concerned {
		about, err := readIssued(tx.ctx, tx.sql, one)
		if err != nil {
			return err
		}
		fate, err := fateOf(tx.ctx, tx.sql, about)
		if err != nil {
			return err
		}
		until := about.DueDay
		if about.Kind == papers.Quotation {
			until = about.Valid
		}
		if _, err := tx.sql.ExecContext(tx.ctx, `INSERT OR REPLACE INTO paper_state (paper_id, void, followed, received_satang, credited_satang, left_satang, due_day)
			VALUES (?, ?, ?, ?, ?, ?, ?)`, one, fate.Void, fate.Followed, fate.Received, fate.Credited, leftOf(about, fate), until); err != nil {
			return translate(err)
		}
	}
	return nil
}

// leftOf gives what is still owed by a paper.
func leftOf(p *papers.Paper, fate papers.Fate) money.Satang {
	if !p.Asks() || fate.Void || fate.Taken {
		return 0
	}
	return max(p.Sums.Due-fate.Credited-fate.Received, 0)
}

// fateOf gathers what happened around a paper.
func fateOf(ctx context.Context, db querier, p *papers.Paper) (fate papers.Fate, err error) {
	if _, fate.Void, err = issuedVoids.one(ctx, db, "WHERE paper_id = ?", p.ID); err != nil {
		return fate, err
	}
	if p.Number == "" {
		return fate, nil
	}
	type row struct {
		paper id.Paper
		role  string
	}
	rows, err := rowsOf(ctx, db, func(r *row) []any { return []any{&r.paper, &r.role} },
		`SELECT r.paper_id, r.role FROM paper_ref r WHERE r.number = ? AND NOT EXISTS (SELECT 1 FROM paper_void v WHERE v.paper_id = r.paper_id)`, p.Number)
	if err != nil {
		return fate, err
	}
	var receipts []*papers.Paper
	for _, r := range rows {
		other, err := readIssued(ctx, db, r.paper)
		if err != nil {
			return fate, err
		}
		switch {
		case r.role == papers.Corrects && other.Kind == papers.CreditNote:
			fate.Credited += other.Sums.Due
		case r.role == papers.Corrects && other.Kind == papers.DebitNote:
			fate.Credited -= other.Sums.Due
		case r.role == "":
			fate.Followed, fate.Taken = true, fate.Taken || p.Kind == papers.Invoice && other.Kind == papers.TaxInvoice
			receipts = append(receipts, other)
		}
	}
	fate.Received = papers.Received(p.Number, receipts)
	for _, invoice := range p.TakenOver() {
		came, err := receiptsFor(ctx, db, invoice)
		if err != nil {
			return fate, err
		}
		fate.Received += papers.Received(invoice, came)
	}
	return fate, nil
}

// receiptsFor gives the receipts that name a paper and are not void.
func receiptsFor(ctx context.Context, db querier, number string) (list []*papers.Paper, err error) {
	found, err := rowsOf(ctx, db, func(paper *id.Paper) []any { return []any{paper} },
		`SELECT DISTINCT r.paper_id FROM paper_ref r JOIN paper o ON o.id = r.paper_id WHERE r.number = ? AND r.role = '' AND o.kind = ?
		AND NOT EXISTS (SELECT 1 FROM paper_void v WHERE v.paper_id = r.paper_id)`, number, string(papers.Receipt))
	for _, one := range found {
		if err == nil {
			var paper *papers.Paper
			paper, err = readIssued(ctx, db, one)
			list = append(list, paper)
		}
	}
	return list, err
}

// PaperQuery narrows the list of papers.
type PaperQuery struct {
	Kind     papers.Kind
	Kinds    []papers.Kind // any of them
	OrderID  id.Order
	BillID   id.Bill
	Customer id.Party
	Open     bool      // something is still owed by it
	Overdue  clock.Day // something is, and was to be paid before that day
	Void     bool      // those that hold no more
	From, To clock.Day // of the date on it
	Search   string    // number or buyer
	Limit    int       // 1 to 10,000
	Offset   int
}

// like is the pattern of what holds a text anywhere; its signs mean themselves (ESCAPE '\').
func like(text string) string {
	return "%" + strings.NewReplacer(`\`, `\\`, "%", `\%`, "_", `\_`).Replace(strings.TrimSpace(text)) + "%"
}

// PaperRow is a paper in a list.
type PaperRow struct {
	ledger.Paper
	Buyer    string
	With     []papers.Kind // what it is besides
	Deposit  bool
	BuyerNo  string // of the buyer's own order
	Void     bool
	Followed bool
	Received money.Satang
	Credited money.Satang
	Left     money.Satang
	DueDay   clock.Day // of a quotation until when it holds
	Out      int       // how often it went out, see Paper
}

// Papers lists papers, the newest first; total counts all that match.
func (s *Store) Papers(ctx context.Context, q PaperQuery) (rows []PaperRow, total int, err error) {
	if q.Limit <= 0 || q.Limit > 10_000 || q.Offset < 0 {
		return nil, 0, fault.New("limit_invalid", "limit", fault.Values{"max": 10_000})
	}
	all, args := q.where()
	if err := s.r.QueryRowContext(ctx, "SELECT count(*) FROM paper p"+all, args...).Scan(&total); err != nil {
		return nil, 0, translate(err)
	}
	rows, err = rowsOf(ctx, s.r, func(r *PaperRow) []any {
		into, _ := targets(&r.Paper)
		return append(into, &r.Buyer, (*kindList)(&r.With), &r.Deposit, &r.BuyerNo, &r.Void, &r.Followed, &r.Received, &r.Credited, &r.Left, &r.DueDay, &r.Out)
	}, "SELECT "+issued.list("p.")+`, b.buyer, coalesce(b.body->'$.with', ''), coalesce(b.body->>'$.deposit', 0), coalesce(b.body->>'$.order.number', ''),
		s.void, s.followed, s.received_satang, s.credited_satang, s.left_satang, s.due_day, coalesce((SELECT n FROM print_count WHERE paper = p.number), 0)
		FROM (SELECT * FROM paper p`+all+` ORDER BY p.at DESC, p.id DESC LIMIT ? OFFSET ?) p
		JOIN paper_body b ON b.paper_id = p.id JOIN paper_state s ON s.paper_id = p.id ORDER BY p.at DESC, p.id DESC`, append(args, q.Limit, q.Offset)...)
	return rows, total, err
}

// kindList reads kinds as a body holds them.
type kindList []papers.Kind

// Scan belongs to database/sql.
func (k *kindList) Scan(value any) error {
	text, _ := value.(string)
	if text == "" {
		return nil
	}
	return json.Unmarshal([]byte(text), k)
}

// PaperCounts counts the papers of a query by kind, whatever kind it asks for.
func (s *Store) PaperCounts(ctx context.Context, q PaperQuery) (map[papers.Kind]int, error) {
	q.Kind, q.Kinds = "", nil
	all, args := q.where()
	type count struct {
		kind papers.Kind
		n    int
	}
	rows, err := rowsOf(ctx, s.r, func(c *count) []any { return []any{&c.kind, &c.n} }, "SELECT p.kind, count(*) FROM paper p"+all+" GROUP BY p.kind", args...)
	counts := make(map[papers.Kind]int, len(rows))
	for _, row := range rows {
		counts[row.kind] = row.n
	}
	return counts, err
}

// where writes the query's conditions.
func (q *PaperQuery) where() (string, []any) {
	where, args := []string{"1"}, []any{}
	and := func(is bool, text string, value ...any) {
		if is {
			where, args = append(where, text), append(args, value...)
		}
	}
	and(q.Kind != "", "p.kind = ?", string(q.Kind))
	if len(q.Kinds) > 0 {
		kinds := make([]any, len(q.Kinds))
		for n, kind := range q.Kinds {
			kinds[n] = string(kind)
		}
		and(true, "+p.kind IN (?"+strings.Repeat(", ?", len(kinds)-1)+")", kinds...) // read in the order of time
	}
	and(!q.OrderID.IsZero(), "p.order_id = ?", q.OrderID)
	and(!q.BillID.IsZero(), "p.bill_id = ?", q.BillID)
	and(!q.Customer.IsZero(), "p.customer_id = ?", q.Customer)
	and(q.Open, "p.id IN (SELECT paper_id FROM paper_state WHERE left_satang > 0)")
	and(q.Overdue != "", "p.id IN (SELECT paper_id FROM paper_state WHERE left_satang > 0 AND due_day <> '' AND due_day < ?)", q.Overdue)
	and(q.Void, "p.id IN (SELECT paper_id FROM paper_void WHERE paper_id IS NOT NULL)")
	and(q.From != "", "p.date >= ?", q.From)
	and(q.To != "", "p.date <= ?", q.To)
	if text := strings.TrimSpace(q.Search); text != "" {
		and(true, `(p.number LIKE ? ESCAPE '\' OR p.id IN (SELECT paper_id FROM paper_body WHERE word LIKE ? ESCAPE '\'))`, like(text), like(thai.Fold(text)))
	}
	return " WHERE " + strings.Join(where, " AND "), args
}

// Paper is a paper with what became of it.
type Paper struct {
	*papers.Paper
	Fate papers.Fate
	Row  ledger.Paper
	Void *ledger.PaperVoid // nil = it stands
	Out  int               // how often it went out: the original, then its copies
	Hash string            // of the request that made it
}

// Paper gives a paper by its id. Fault: "paper_not_found".
func (s *Store) Paper(ctx context.Context, paper id.Paper) (*Paper, error) {
	return s.paper(ctx, "WHERE id = ?", paper)
}

// PaperNumbered gives a paper by its number. Fault: "paper_not_found".
func (s *Store) PaperNumbered(ctx context.Context, number string) (*Paper, error) {
	return s.paper(ctx, "WHERE number = ? COLLATE NOCASE AND number <> ''", strings.TrimSpace(number))
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
	out := &Paper{Row: row, Hash: row.RequestHash}
	if out.Paper, err = readIssued(ctx, s.r, row.ID); err != nil {
		return nil, err
	}
	if out.Fate, err = fateOf(ctx, s.r, out.Paper); err != nil {
		return nil, err
	}
	void, gone, err := issuedVoids.one(ctx, s.r, "WHERE paper_id = ?", row.ID)
	if gone {
		out.Void = &void
	}
	if err == nil {
		out.Out, err = s.Printed(ctx, row.Number)
	}
	return out, err
}

// Copies gives how many copies went out after the original.
func (p *Paper) Copies() int { return max(p.Out-1, 0) }

// Copies gives how many copies went out after the original.
func (r *PaperRow) Copies() int { return max(r.Out-1, 0) }

// PapersMadeFrom lists the papers that name another, an order or a bill by its number, those that are void too, the oldest first.
func (s *Store) PapersMadeFrom(ctx context.Context, number string) ([]*Paper, error) {
	found, err := rowsOf(ctx, s.r, func(paper *id.Paper) []any { return []any{paper} },
		"SELECT DISTINCT r.paper_id FROM paper_ref r JOIN paper p ON p.id = r.paper_id WHERE r.number = ? ORDER BY p.at, p.id", number)
	if err != nil {
		return nil, err
	}
	list := make([]*Paper, len(found))
	for n, paper := range found {
		if list[n], err = s.Paper(ctx, paper); err != nil {
			return nil, err
		}
	}
	return list, nil
}

// PaperPDF gives a paper as it was printed first, nil when it never was.
func (s *Store) PaperPDF(ctx context.Context, paper id.Paper) (pdf []byte, err error) {
	err = s.r.QueryRowContext(ctx, "SELECT pdf FROM paper_print WHERE paper_id = ?", paper).Scan(&pdf)
	return pdf, noRows(err)
}

// KeepPDF keeps a paper as it is printed first. The first one stays.
func (s *Store) KeepPDF(ctx context.Context, paper id.Paper, pdf []byte) error {
	return s.write(ctx, func(tx *Tx) error {
		_, err := tx.sql.ExecContext(ctx, "INSERT OR IGNORE INTO paper_print (paper_id, pdf) VALUES (?, ?)", paper, pdf)
		return translate(err)
	})
}

// SlipReplaced gives the paper that stands in place of a bill's slip; found is false where the slip stands.
func (s *Store) SlipReplaced(ctx context.Context, bill id.Bill) (by id.Paper, found bool, err error) {
	row, found, err := issuedVoids.one(ctx, s.r, "WHERE bill_id = ?", bill)
	return row.ByID, found, err
}
