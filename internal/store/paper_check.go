package store

import (
	"crypto/sha256"
	"encoding/hex"

	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
)

// wrote notes the papers of one event.
func (a *audit) wrote(p *ledger.Posting) {
	for n := range p.Papers {
		paper := &p.Papers[n]
		a.counted["papers"]++
		a.written[paper.ID] = *paper
		if paper.No > 0 {
			a.taken = append(a.taken, papers.Taken{Series: papers.Series{Letter: paper.Letter, Type: paper.Type, Period: paper.Period}, No: paper.No})
		}
	}
}

// checkPapers proves that numbers have no gap, that every paper is what was issued, and that the list shows how it stands.
func (a *audit) checkPapers() error {
	for _, wrong := range papers.Audit(a.taken, nil) {
		a.off("papers", "%v", wrong)
	}
	for paper, row := range a.written {
		body, err := readPaperBody(a, paper)
		if err != nil {
			return err
		}
		sum := sha256.Sum256([]byte(body))
		if hex.EncodeToString(sum[:]) != row.BodyHash {
			a.off("papers", "%s is not as it was issued", row.Number)
			continue
		}
		p, err := papers.Decode([]byte(body))
		if err != nil {
			a.off("papers", "%s cannot be read", row.Number)
			continue
		}
		if p.Number != row.Number || p.Sums.Total != row.Total || p.Sums.Due != row.Due || p.Sums.VAT != row.VAT || string(p.Kind) != row.Kind {
			a.off("papers", "%s says something else than the list", row.Number)
		}
		fate, err := newPaperReader(a.ctx, a.db).fate(p)
		if err != nil {
			return err
		}
		shown, left := papers.Fate{Taken: fate.Taken}, money.Satang(0)
		if err := a.db.QueryRowContext(a.ctx, "SELECT void, followed, received_satang, credited_satang, left_satang FROM paper_state WHERE paper_id = ?", paper).
			Scan(&shown.Void, &shown.Followed, &shown.Received, &shown.Credited, &left); noRows(err) != nil {
			return translate(err)
		}
		if shown != fate || left != leftOf(p, fate) {
			a.off("papers", "%s stands otherwise than the list shows", row.Number)
		}
	}
	return nil
}

func readPaperBody(a *audit, paper id.Paper) (body string, err error) {
	err = a.db.QueryRowContext(a.ctx, "SELECT body FROM paper_body WHERE paper_id = ?", paper).Scan(&body)
	return body, noRows(err)
}
