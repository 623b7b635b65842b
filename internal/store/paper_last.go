package store

import (
	"context"
	"database/sql"
	"errors"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/papers"
)

// LastPapers notes the last papers that a lost machine gave out, as a person says them. Their series go on after them. Faults: those of papers.Resume.
func (s *Store) LastPapers(ctx context.Context, said papers.LastSaid) (lasts []ledger.PaperLast, err error) {
	err = s.write(ctx, func(tx *Tx) error {
		facts, err := tx.paperFacts()
		if err != nil {
			return err
		}
		resumed, err := papers.Resume(facts, said)
		if err != nil || len(resumed) == 0 {
			return err
		}
		for _, one := range resumed {
			last := ledger.PaperLast{Letter: one.Series.Letter, Branch: one.Series.Branch, Type: one.Series.Type, Period: one.Series.Period, Had: one.From - 1, Last: one.To, Day: facts.Day}
			if one.From <= one.To {
				last.First, last.Number = one.First, one.Last
			}
			lasts = append(lasts, last)
		}
		return tx.post(&ledger.Posting{Kind: ledger.EventPaperLast, At: facts.At, Day: facts.Day, PapersLast: lasts})
	})
	return lasts, err
}

// LostPapers lists runs of numbers that were said in some days to have been given out by a lost machine.
func (s *Store) LostPapers(ctx context.Context, from, to clock.Day) ([]ledger.PaperLast, error) {
	return papersLast.all(ctx, s.r, "WHERE day BETWEEN ? AND ? AND last_no > had_no ORDER BY day, type, period, had_no", from, to)
}

// UntoldPapers gives the numbers of the last papers of each kind that a backup holds from the machine that this till
// replaced, as long as nobody said that they were the last; none of a till that was never restored.
func (s *Store) UntoldPapers(ctx context.Context) ([]string, error) {
	type last struct {
		number string
		at     ledger.Millis
	}
	rows, err := rowsOf(ctx, s.r, func(l *last) []any { return []any{&l.number, &l.at} }, `SELECT number, at FROM (
			SELECT number, max(at) AS at, branch, type, period, till FROM paper WHERE letter = ?1 AND no > 0 GROUP BY branch, type) p
		WHERE till <> ?2 AND NOT EXISTS (SELECT 1 FROM paper_last l WHERE l.till = ?2 AND l.branch = p.branch AND l.type = p.type AND l.period = p.period)
		ORDER BY branch, type`, s.till.Letter, s.till.No)
	numbers := make([]string, len(rows))
	for n, row := range rows {
		numbers[n] = row.number
	}
	return numbers, err
}

// nextPaperNo gives the number after the last of a series that a paper bears or a lost machine gave out.
func (tx *Tx) nextPaperNo(series papers.Series) (no int, err error) {
	err = tx.sql.QueryRowContext(tx.ctx, `SELECT 1 + max(coalesce((SELECT max(no) FROM paper WHERE letter = ?1 AND branch = ?4 AND type = ?2 AND period = ?3 AND no > 0), 0),
		coalesce((SELECT max(last_no) FROM paper_last WHERE letter = ?1 AND branch = ?4 AND type = ?2 AND period = ?3), 0))`, series.Letter, series.Type, series.Period, series.Branch).Scan(&no)
	return no, translate(err)
}

// sureOf reports whether this till issued a paper of a series itself, or was told how far the lost machine had got.
func (tx *Tx) sureOf(series papers.Series) (sure bool, err error) {
	err = tx.sql.QueryRowContext(tx.ctx, `SELECT coalesce((SELECT till FROM paper WHERE letter = ?1 AND branch = ?4 AND type = ?2 AND period = ?3 AND no > 0 ORDER BY no DESC LIMIT 1) = ?5, 0)
		OR EXISTS (SELECT 1 FROM paper_last WHERE letter = ?1 AND branch = ?4 AND type = ?2 AND period = ?3 AND till = ?5)`, series.Letter, series.Type, series.Period, series.Branch, tx.s.till.No).Scan(&sure)
	return sure, translate(err)
}

// restored gives the day by which a backup took the place of the machine that wrote under this till's letter, "" when
// none did: that of this till's first event or of the last one before, for the clock of a new machine may be wrong.
func (tx *Tx) restored() (day clock.Day, err error) {
	const dayOf = "json_extract(CAST(body AS TEXT), '$.day')"
	err = tx.sql.QueryRowContext(tx.ctx, "SELECT max("+dayOf+", coalesce((SELECT "+dayOf+" FROM event WHERE till = ?2 AND seq = 1), ?3))"+`
		FROM event WHERE till = (SELECT max(no) FROM till WHERE letter = ?1 AND no <> ?2) ORDER BY seq DESC LIMIT 1`,
		tx.s.till.Letter, tx.s.till.No, clock.DayOf(tx.now)).Scan(&day)
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return day, translate(err)
}
