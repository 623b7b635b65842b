package store

import (
	"context"
	"crypto/sha256"
	"encoding/hex"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
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
			kept, err := newPaperReader(tx.ctx, tx.sql).paper(paper)
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
	before, err := tx.aboutNote(p)
	if err != nil {
		return nil, err
	}
	body := p.Encode()
	row := ledger.Paper{ID: p.ID, Kind: string(p.Kind), Number: p.Number, Letter: p.Series.Letter, Branch: p.Series.Branch, Type: p.Series.Type, Period: p.Series.Period, No: p.No,
		Date: p.Date, Day: p.Day, At: p.At, OrderID: link.OrderID, BillID: link.BillID, CustomerID: link.CustomerID, Total: p.Sums.Total, Due: p.Sums.Due,
		VAT: p.Sums.VAT, BodyHash: hashOf(body), RequestHash: hash}
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
	if _, err := tx.sql.ExecContext(tx.ctx, "INSERT INTO paper_word (at, till, seq, n, id, kind, date, word) VALUES (?, ?, ?, 0, ?, ?, ?, ?)",
		p.At, tx.s.till.No, tx.last.Seq, p.ID, string(p.Kind), p.Date, wordOf(p)); err != nil {
		return nil, translate(err)
	}
	for n, ref := range p.Refs {
		if _, err := tx.sql.ExecContext(tx.ctx, "INSERT INTO paper_ref (paper_id, n, source, number, role) VALUES (?, ?, ?, ?, ?)", p.ID, n, ref.Source, ref.Number, ref.Role); err != nil {
			return nil, translate(err)
		}
	}
	if p.Kind == papers.CreditNote || p.Kind == papers.DebitNote {
		warning, err := tx.noted(p, link, before)
		if err != nil {
			return nil, err
		}
		if warning != nil {
			outcome.Warnings = append(outcome.Warnings, warning)
		}
	}
	return outcome, tx.restateAround(p)
}

// restateAround is restate for a paper that comes or goes: whether another paper of its order asks alone changes with it.
func (tx *Tx) restateAround(p *papers.Paper) error {
	if err := tx.restate(p); err != nil || !p.Asks() && !p.Is(papers.Receipt) && p.Kind != papers.CreditNote {
		return err
	}
	row, _, err := issued.one(tx.ctx, tx.sql, "WHERE id = ?", p.ID)
	if err != nil || row.OrderID.IsZero() {
		return err
	}
	return tx.restateOrder(row.OrderID)
}

// wordOf gives the text that a paper is found by.
func wordOf(p *papers.Paper) string { return thai.Fold(p.Number) + " " + thai.Fold(p.Buyer.Name) }

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
	home, err := tx.homeBranch()
	if err != nil {
		return nil, err
	}
	if shape, err = shape.OfBranch(set.Get("shop.branch"), home); err != nil {
		return nil, err
	}
	facts := &papers.Facts{At: ledger.MillisOf(tx.now), Day: clock.DayOf(tx.now), Letter: tx.s.till.Letter, Shape: shape, Closed: clock.Day(set.Get("vat.closed"))}
	facts.NextNo, facts.Sure = tx.nextPaperNo, tx.sureOf
	facts.Restored, err = tx.restored()
	return facts, err
}

// homeBranch gives the branch whose papers' numbers name none: that of the last of them, tax invoices first, as the index
// of series has it; "" before there is one. A shop that was a branch before numbers named any goes on with the numbers it had.
func (tx *Tx) homeBranch() (branch string, err error) {
	err = tx.sql.QueryRowContext(tx.ctx, `SELECT coalesce(b.body->>'$.seller.branch', '') FROM paper p JOIN paper_body b ON b.paper_id = p.id
		WHERE p.letter = ? AND p.branch = '' AND p.no > 0 ORDER BY p.type DESC, p.period DESC, p.no DESC LIMIT 1`, tx.s.till.Letter).Scan(&branch)
	return branch, noRows(err)
}

// VoidPaper says that a paper holds no more; its number and the reason stay. What a receipt wrote into the books is
// taken back, and credit notes lower the debt that opens by what they found none for. Faults: "paper_not_found", "paper_void_already", "paper_for_slip", "receipt_used", "receipt_bill_back",
// "receipt_given_back", "receipt_given_back_tax", those of papers.VoidPaper.
func (s *Store) VoidPaper(ctx context.Context, paper id.Paper, reason string, yes []string) error {
	return s.write(ctx, func(tx *Tx) error {
		p, err := newPaperReader(tx.ctx, tx.sql).paper(paper)
		if err != nil {
			return err
		}
		if _, gone, err := issuedVoids.one(tx.ctx, tx.sql, "WHERE paper_id = ?", paper); err != nil {
			return err
		} else if gone {
			return fault.New("paper_void_already", "paper", fault.Values{"number": p.Number})
		}
		if err := tx.forSlip(p, paper); err != nil {
			return err
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
		row := ledger.PaperVoid{PaperID: paper, Day: void.Day, At: facts.At, Reason: void.Reason, Asked: void.Asked}
		if err := tx.post(&ledger.Posting{Kind: ledger.EventPaperVoided, At: facts.At, Day: facts.Day, PaperVoids: []ledger.PaperVoid{row}}); err != nil {
			return err
		}
		opened, err := tx.takeBack(p, void.Reason)
		if err != nil {
			return err
		}
		if err := tx.notedAgain(p, opened); err != nil {
			return err
		}
		return tx.restateAround(p)
	})
}

// forSlip refuses to void a paper that stands in place of the slip of a bill that was not voided: "paper_for_slip".
func (tx *Tx) forSlip(p *papers.Paper, paper id.Paper) error {
	replaced, err := issuedVoids.all(tx.ctx, tx.sql, "WHERE by_id = ?", paper)
	for _, void := range replaced {
		if !void.PaperID.IsZero() {
			if err := tx.forSlip(p, void.PaperID); err != nil {
				return err
			}
			continue
		}
		if _, gone, err := bills.one(tx.ctx, tx.sql, "WHERE void_of = ?", void.BillID); err != nil || gone {
			return err
		}
		bill, _, err := bills.one(tx.ctx, tx.sql, "WHERE id = ?", void.BillID)
		if err != nil {
			return err
		}
		return fault.New("paper_for_slip", "paper", fault.Values{"number": p.Number, "bill": bill.Number})
	}
	return err
}

// followers lists the papers that stand and were made from a paper or one whose place it took, or are about it. The
// buyer's order is named by the number that the buyer gave it, else by the order's: a quotation that was signed gave none.
func (tx *Tx) followers(p *papers.Paper) (list []papers.Ref, err error) {
	before, err := newPaperReader(tx.ctx, tx.sql).before(p)
	for _, number := range append(before, p.Number) {
		if err != nil {
			return nil, err
		}
		var more []papers.Ref
		more, err = rowsOf(tx.ctx, tx.sql, func(r *papers.Ref) []any { return []any{&r.Source, &r.Number, &r.Date} },
			`SELECT o.kind, coalesce(nullif(o.number, ''), (SELECT nullif(nullif(json_extract(b.body, '$.order.number'), ''), ?1) FROM paper_body b WHERE b.paper_id = o.id),
				(SELECT n.number FROM paper_ref n WHERE n.paper_id = o.id AND n.source = ?4), ''), o.date FROM paper_ref r JOIN paper o ON o.id = r.paper_id
			WHERE r.number = ?1 AND r.source = ?2 AND o.id <> ?3 AND NOT EXISTS (SELECT 1 FROM paper_void v WHERE v.paper_id = o.id) ORDER BY o.at`,
			number, string(p.Kind), p.ID, papers.FromOrder)
		list = append(list, more...)
	}
	return list, err
}

// PaperPDF gives a paper as it was printed first, nil when it never was.
func (s *Store) PaperPDF(ctx context.Context, paper id.Paper) (pdf []byte, err error) {
	err = s.r.QueryRowContext(ctx, "SELECT pdf FROM paper_print WHERE paper_id = ?", paper).Scan(&pdf)
	return pdf, noRows(err)
}

// KeepPDF keeps a paper as it is printed first. The first one stays, and the ledger knows it by its hash.
func (s *Store) KeepPDF(ctx context.Context, paper id.Paper, pdf []byte) error {
	return s.write(ctx, func(tx *Tx) error {
		done, err := tx.sql.ExecContext(tx.ctx, "INSERT OR IGNORE INTO paper_print (paper_id, pdf) VALUES (?, ?)", paper, pdf)
		if err != nil {
			return translate(err)
		}
		if fresh, err := done.RowsAffected(); err != nil || fresh == 0 {
			return err
		}
		kept := ledger.PaperKept{PaperID: paper, PDFHash: hashOf(pdf)}
		return tx.post(&ledger.Posting{Kind: ledger.EventPaperKept, At: ledger.MillisOf(tx.now), Day: clock.DayOf(tx.now), PapersKept: []ledger.PaperKept{kept}})
	})
}

func hashOf(data []byte) string {
	sum := sha256.Sum256(data)
	return hex.EncodeToString(sum[:])
}
