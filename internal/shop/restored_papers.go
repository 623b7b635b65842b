package shop

import (
	"context"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/papers"
)

// LastPapers says after a restore which papers the lost machine gave out last. Their series go on after them; the others
// are asked about before their first paper ("paper_after_restore"). Faults: those of papers.Resume.
func (s *Shop) LastPapers(ctx context.Context, said papers.LastSaid) ([]ledger.PaperLast, error) {
	return s.db.LastPapers(ctx, said)
}

// UntoldPapers gives the numbers of the last papers of each kind in the backup a till was restored from, where nobody
// has said yet whether the lost machine had got further.
func (s *Shop) UntoldPapers(ctx context.Context) ([]string, error) { return s.db.UntoldPapers(ctx) }

// lostTax gives the runs of numbers of tax papers that were said in some days to have been given out by a lost machine:
// people hold the papers, and their VAT is due.
func (s *Shop) lostTax(ctx context.Context, from, to clock.Day) (rows []papers.TaxRow, warnings []*fault.Error, err error) {
	lasts, err := s.db.LostPapers(ctx, from, to)
	for _, last := range lasts {
		kind, err := papers.ParseKind(last.Type)
		if err != nil || !kind.Tax() {
			continue
		}
		row := papers.TaxRow{Date: last.Day, Number: last.First, Kind: kind, Lost: true}
		if last.Number != last.First {
			row.Number += " – " + last.Number
		}
		rows = append(rows, row)
		warnings = append(warnings, fault.New("tax_numbers_lost", "", fault.Values{"number": row.Number}))
	}
	return rows, warnings, err
}

// RestoreWarnings says what a person should know after a restore: "restored_bills" and "restored_papers" where numbers
// go on and nobody said how far the old machine had got.
func (s *Shop) RestoreWarnings(ctx context.Context, o RestoreOptions) (warnings []*fault.Error, err error) {
	if !o.SameTill {
		return nil, nil
	}
	if o.NextBill == 0 {
		warnings = append(warnings, fault.New("restored_bills", "next_bill", nil))
	}
	untold, err := s.UntoldPapers(ctx)
	if len(untold) > 0 {
		warnings = append(warnings, fault.New("restored_papers", "last_paper", fault.Values{"numbers": strings.Join(untold, ", ")}))
	}
	return warnings, err
}
