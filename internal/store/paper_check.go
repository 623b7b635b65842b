package store

import (
	"bytes"
	"database/sql"
	"slices"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/thai"
)

// wrote notes the papers of one event.
func (a *audit) wrote(p *ledger.Posting) {
	for n := range p.Papers {
		paper := &p.Papers[n]
		a.counted["papers"]++
		a.written[paper.ID] = *paper
		if paper.No > 0 {
			a.taken = append(a.taken, papers.Taken{Series: papers.Series{Letter: paper.Letter, Branch: paper.Branch, Type: paper.Type, Period: paper.Period}, No: paper.No})
		}
	}
	for _, last := range p.PapersLast {
		a.skipped = append(a.skipped, papers.Skipped{Series: papers.Series{Letter: last.Letter, Branch: last.Branch, Type: last.Type, Period: last.Period}, From: last.Had + 1, To: last.Last})
	}
	for _, kept := range p.PapersKept {
		a.files[kept.PaperID] = kept.PDFHash
	}
}

// checkPapers proves that numbers have no gap, that every paper and its file are what was issued and printed first, and
// that the list finds it and shows how it stands.
func (a *audit) checkPapers() error {
	for _, wrong := range papers.Audit(a.taken, a.skipped) {
		a.off("papers", "%v", wrong)
	}
	for _, row := range a.written {
		p, err := a.asIssued(row)
		if err != nil {
			return err
		}
		if p == nil {
			continue
		}
		for _, step := range []func(ledger.Paper, *papers.Paper) error{a.found, a.stands, a.named, a.printed} {
			if err := step(row, p); err != nil {
				return err
			}
		}
	}
	return a.strayPapers()
}

// asIssued holds a paper's body against the ledger; nil = it is not what was issued.
func (a *audit) asIssued(row ledger.Paper) (*papers.Paper, error) {
	var body, buyer, word string
	err := a.db.QueryRowContext(a.ctx, "SELECT body, buyer, word FROM paper_body WHERE paper_id = ?", row.ID).Scan(&body, &buyer, &word)
	if noRows(err) != nil {
		return nil, translate(err)
	}
	if hashOf([]byte(body)) != row.BodyHash {
		a.off("papers", "%s is not as it was issued", row.Number)
		return nil, nil
	}
	p, err := papers.Decode([]byte(body))
	if err != nil {
		a.off("papers", "%s cannot be read", row.Number)
		return nil, nil //nolint:nilerr // a finding
	}
	series := papers.Series{Letter: row.Letter, Branch: row.Branch, Type: row.Type, Period: row.Period}
	if p.ID != row.ID || p.Number != row.Number || p.Series != series || p.No != row.No || p.Date != row.Date || p.Day != row.Day || p.At != row.At || string(p.Kind) != row.Kind ||
		p.Sums.Total != row.Total || p.Sums.Due != row.Due || p.Sums.VAT != row.VAT || buyer != p.Buyer.Name || word != thai.Fold(p.Buyer.Name) {
		a.off("papers", "%s says something else than the list", row.Number)
	}
	return p, nil
}

// found proves that the list finds a paper by its words.
func (a *audit) found(row ledger.Paper, p *papers.Paper) error {
	var alike bool
	err := a.db.QueryRowContext(a.ctx, `SELECT w.word = ? AND w.id = o.id AND w.kind = o.kind AND w.date = o.date FROM paper o
		JOIN paper_word w ON w.at = o.at AND w.till = o.till AND w.seq = o.seq AND w.n = o.n WHERE o.id = ?`, wordOf(p), row.ID).Scan(&alike)
	if err == nil && !alike {
		a.off("papers", "%s is not found by its words", row.Number)
	}
	return noRows(err)
}

// stands proves that the list shows how a paper stands.
func (a *audit) stands(row ledger.Paper, p *papers.Paper) error {
	reader := newPaperReader(a.ctx, a.db)
	reader.fates = a.fates // those of an order are worked out together
	fate, err := reader.fate(p)
	if err != nil {
		return err
	}
	shown, left, until := papers.Fate{Taken: fate.Taken, Settled: fate.Settled, Returned: fate.Returned}, money.Satang(0), dueOf(p)
	err = a.db.QueryRowContext(a.ctx, "SELECT void, followed, received_satang, credited_satang, left_satang, due_day FROM paper_state WHERE paper_id = ?", row.ID).
		Scan(&shown.Void, &shown.Followed, &shown.Received, &shown.Credited, &left, &until)
	if err == sql.ErrNoRows || err == nil && (shown != fate || left != p.Owed(fate) || until != dueOf(p)) {
		a.off("papers", "%s stands otherwise than the list shows", row.Number)
	}
	return noRows(err)
}

// named proves that what a paper names is what stands on it.
func (a *audit) named(row ledger.Paper, p *papers.Paper) error {
	refs, err := rowsOf(a.ctx, a.db, func(r *papers.Ref) []any { return []any{&r.Source, &r.Number, &r.Role} },
		"SELECT source, number, role FROM paper_ref WHERE paper_id = ? ORDER BY n", row.ID)
	if !slices.EqualFunc(refs, p.Refs, func(x, y papers.Ref) bool {
		return x.Source == y.Source && x.Number == y.Number && x.Role == y.Role
	}) {
		a.off("papers", "%s is tied to other papers than it names", row.Number)
	}
	return err
}

// printed proves that the file of a paper is the one that was printed first, and that there is one of each that went
// out as an original.
func (a *audit) printed(row ledger.Paper, _ *papers.Paper) error {
	var pdf []byte
	var out int
	var void bool
	err := a.db.QueryRowContext(a.ctx, `SELECT (SELECT pdf FROM paper_print WHERE paper_id = ?1), coalesce((SELECT n FROM print_count WHERE paper = ?2 AND ?2 <> ''), 0),
		EXISTS (SELECT 1 FROM paper_void WHERE paper_id = ?1)`, row.ID, row.Number).Scan(&pdf, &out, &void)
	hash, known := a.files[row.ID]
	switch {
	case err != nil:
		return translate(err)
	case known && hashOf(pdf) != hash || pdf != nil && !bytes.HasPrefix(pdf, []byte("%PDF")):
		a.off("papers", "the file of %s is not the one that was printed first", row.Number)
	case pdf == nil && out > 0 && !void:
		a.off("papers", "%s was given and its file is not there", row.Number)
	}
	return nil
}

// strayPapers proves that nothing tells of a paper that was never issued.
func (a *audit) strayPapers() error {
	for _, table := range []string{"paper_body", "paper_print", "paper_ref", "paper_state"} {
		stray, err := rowsOf(a.ctx, a.db, func(paper *id.Paper) []any { return []any{paper} },
			"SELECT DISTINCT paper_id FROM "+table+" WHERE paper_id NOT IN (SELECT id FROM paper)")
		if err != nil {
			return err
		}
		if len(stray) > 0 {
			a.off("papers", "%s tells of %d papers that were never issued", table, len(stray))
		}
	}
	var words, issued int
	err := a.db.QueryRowContext(a.ctx, "SELECT (SELECT count(*) FROM paper_word), (SELECT count(*) FROM paper)").Scan(&words, &issued)
	if err == nil && words != issued {
		a.off("papers", "the list has words of %d papers, %d were issued", words, issued)
	}
	return translate(err)
}
