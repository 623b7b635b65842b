package store

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
)

// JobState is where a print job stands; ADR 14 has the table of what leads where.
type JobState string

// The states of a job.
const (
	JobQueued    JobState = "queued"
	JobPrinting  JobState = "printing"
	JobDone      JobState = "done"
	JobFailed    JobState = "failed"
	JobUnknown   JobState = "unknown" // some of it may be on paper
	JobCancelled JobState = "cancelled"
)

// Job is one thing to print. Width and Height are of a document's paper, in the units of printing.
type Job struct {
	ID            id.Job
	Form          string
	Paper         string // what it is of: a bill's number, "" where it has none
	Title         string
	Printer       string
	Format        string
	Width, Height int
	Copies        int
	State         JobState
	Attempts      int
	NextAt        time.Time // while queued: not before
	Fault         *fault.Error
	MadeAt        time.Time
	EndedAt       time.Time
	Repeats       id.Job // the job that it prints again, none for a new one
}

// Ended jobs stay listed, the bytes of those that failed stay for a while to be printed again.
const (
	maxJobs   = 500
	keptBytes = 7 * 24 * time.Hour
)

// AddJob queues a job with its bytes. A job whose id is there already is not added again.
func (s *Store) AddJob(ctx context.Context, job Job, data []byte) error {
	return s.write(ctx, func(tx *Tx) error {
		row := tx.sql.QueryRowContext(ctx, `INSERT INTO print_job
			(id, form, paper, title, printer, format, width, height, copies, state, attempts, next_at, fault, made_at, ended_at, repeats)
			VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, 'queued', 0, 0, '', ?, 0, ?) ON CONFLICT (id) DO NOTHING RETURNING n`,
			job.ID, job.Form, job.Paper, job.Title, job.Printer, job.Format, job.Width, job.Height, max(job.Copies, 1),
			ledger.MillisOf(tx.now), job.Repeats)
		var n int64
		if err := row.Scan(&n); err != nil {
			return noRows(err)
		}
		if _, err := tx.sql.ExecContext(ctx, "INSERT INTO print_data (n, data) VALUES (?, ?)", n, data); err != nil {
			return translate(err)
		}
		return tx.pruneJobs()
	})
}

// pruneJobs forgets the oldest ended jobs, and the bytes of those that nobody printed again in a week.
func (tx *Tx) pruneJobs() error {
	_, err := tx.sql.ExecContext(tx.ctx, `DELETE FROM print_job WHERE ended_at > 0 AND n <= (SELECT n FROM print_job
		WHERE ended_at > 0 ORDER BY n DESC LIMIT 1 OFFSET ?)`, maxJobs)
	if err == nil {
		_, err = tx.sql.ExecContext(tx.ctx, "DELETE FROM print_data WHERE n NOT IN (SELECT n FROM print_job WHERE ended_at = 0 OR ended_at > ?)",
			ledger.MillisOf(tx.now.Add(-keptBytes)))
	}
	return translate(err)
}

const jobColumns = `id, form, paper, title, printer, format, width, height, copies, state, attempts, next_at, fault, made_at, ended_at, repeats`

// Jobs lists the last jobs, the newest first.
func (s *Store) Jobs(ctx context.Context, limit int) ([]Job, error) {
	return s.jobs(ctx, "ORDER BY n DESC LIMIT ?", limit)
}

// WaitingJobs lists what waits or prints, the oldest first.
func (s *Store) WaitingJobs(ctx context.Context) ([]Job, error) {
	return s.jobs(ctx, "WHERE state IN ('queued', 'printing') ORDER BY n")
}

// Job gives one job. It fails with "job_unknown".
func (s *Store) Job(ctx context.Context, job id.Job) (Job, error) {
	found, err := s.jobs(ctx, "WHERE id = ?", job)
	if err == nil && len(found) == 0 {
		err = fault.New("job_unknown", "job", nil)
	}
	if err != nil {
		return Job{}, err
	}
	return found[0], nil
}

func (s *Store) jobs(ctx context.Context, where string, args ...any) ([]Job, error) {
	type row struct {
		job               Job
		next, made, ended ledger.Millis
		why               string
	}
	rows, err := rowsOf(ctx, s.r, func(r *row) []any {
		j := &r.job
		return []any{&j.ID, &j.Form, &j.Paper, &j.Title, &j.Printer, &j.Format, &j.Width, &j.Height, &j.Copies, &j.State,
			&j.Attempts, &r.next, &r.why, &r.made, &r.ended, &j.Repeats}
	}, "SELECT "+jobColumns+" FROM print_job "+where, args...)
	if err != nil {
		return nil, err
	}
	jobs := make([]Job, len(rows))
	for n, r := range rows {
		r.job.NextAt, r.job.MadeAt, r.job.EndedAt = momentOf(r.next), momentOf(r.made), momentOf(r.ended)
		r.job.Fault = readFault(r.why)
		jobs[n] = r.job
	}
	return jobs, nil
}

func momentOf(at ledger.Millis) time.Time {
	if at == 0 {
		return time.Time{}
	}
	return at.Time()
}

// TakeJob makes a queued job one that prints, before its first byte goes, and gives its bytes. ok is false
// when it is queued no more.
func (s *Store) TakeJob(ctx context.Context, job id.Job) (data []byte, ok bool, err error) {
	err = s.write(ctx, func(tx *Tx) error {
		row := tx.sql.QueryRowContext(ctx, `UPDATE print_job SET state = 'printing', attempts = attempts + 1
			WHERE id = ? AND state = 'queued' RETURNING (SELECT data FROM print_data d WHERE d.n = print_job.n)`, job)
		err := row.Scan(&data)
		ok = err == nil
		return noRows(err)
	})
	return data, ok && err == nil, err
}

// RetryJob queues a job again that printed and of which not a byte left.
func (s *Store) RetryJob(ctx context.Context, job id.Job, notBefore time.Time, why *fault.Error) error {
	return s.write(ctx, func(tx *Tx) error {
		_, err := tx.sql.ExecContext(ctx, "UPDATE print_job SET state = 'queued', next_at = ?, fault = ? WHERE id = ? AND state = 'printing'",
			ledger.MillisOf(notBefore), writeFault(why), job)
		return translate(err)
	})
}

// ended are the states that lead to an end by themselves or by a person.
var ended = map[JobState]string{
	JobDone:      "('printing', 'unknown')",
	JobFailed:    "('printing', 'queued')",
	JobUnknown:   "('printing')",
	JobCancelled: "('queued', 'failed', 'unknown')",
}

// EndJob ends a job and erases its bytes, but for one that is unknown or failed, which may be printed
// again. moved is false when the job's state does not lead there.
func (s *Store) EndJob(ctx context.Context, job id.Job, state JobState, why *fault.Error) (moved bool, err error) {
	err = s.write(ctx, func(tx *Tx) error {
		var n int64
		row := tx.sql.QueryRowContext(ctx, "UPDATE print_job SET state = ?, fault = ?, ended_at = ? WHERE id = ? AND state IN "+
			ended[state]+" RETURNING n", string(state), writeFault(why), ledger.MillisOf(tx.now), job)
		if err := row.Scan(&n); err != nil {
			return noRows(err)
		}
		moved = true
		if state == JobDone || state == JobCancelled {
			_, err := tx.sql.ExecContext(ctx, "DELETE FROM print_data WHERE n = ?", n)
			return translate(err)
		}
		return nil
	})
	return moved && err == nil, err
}

// RepeatJob queues what a job printed once more, under a new id. It fails with "job_gone" when the bytes
// are erased, and with "job_state" for a job that is not yet at an end.
func (s *Store) RepeatJob(ctx context.Context, job, again id.Job) error {
	return s.write(ctx, func(tx *Tx) error {
		var state JobState
		if err := tx.sql.QueryRowContext(ctx, "SELECT state FROM print_job WHERE id = ?", job).Scan(&state); err != nil {
			if errors.Is(err, sql.ErrNoRows) {
				return fault.New("job_unknown", "job", nil)
			}
			return translate(err)
		}
		if state == JobQueued || state == JobPrinting {
			return fault.New("job_state", "job", nil)
		}
		var n int64
		row := tx.sql.QueryRowContext(ctx, `INSERT INTO print_job
			(id, form, paper, title, printer, format, width, height, copies, state, attempts, next_at, fault, made_at, ended_at, repeats)
			SELECT ?, form, paper, title, printer, format, width, height, copies, 'queued', 0, 0, '', ?, 0, id
			FROM print_job j WHERE id = ? AND EXISTS (SELECT 1 FROM print_data d WHERE d.n = j.n) RETURNING n`,
			again, ledger.MillisOf(tx.now), job)
		if err := row.Scan(&n); errors.Is(err, sql.ErrNoRows) {
			return fault.New("job_gone", "job", nil)
		} else if err != nil {
			return translate(err)
		}
		_, err := tx.sql.ExecContext(ctx, `INSERT INTO print_data (n, data) SELECT ?, data FROM print_data
			WHERE n = (SELECT n FROM print_job WHERE id = ?)`, n, job)
		return translate(err)
	})
}

// AbandonJobs says of every job that prints that nobody knows what became of it: its program has ended.
func (s *Store) AbandonJobs(ctx context.Context) error {
	return s.write(ctx, func(tx *Tx) error {
		_, err := tx.sql.ExecContext(ctx, "UPDATE print_job SET state = 'unknown', ended_at = ? WHERE state = 'printing'",
			ledger.MillisOf(tx.now))
		return translate(err)
	})
}

// OpenJobs counts the jobs that wait or print, and those since a moment that need somebody to look.
func (s *Store) OpenJobs(ctx context.Context, since time.Time) (waiting, stuck int, err error) {
	row := s.r.QueryRowContext(ctx, `SELECT count(*) FILTER (WHERE state IN ('queued', 'printing')),
		count(*) FILTER (WHERE state IN ('failed', 'unknown') AND made_at >= ?) FROM print_job`, ledger.MillisOf(since))
	return waiting, stuck, translate(row.Scan(&waiting, &stuck))
}

// noRows reads an error of a statement that may find nothing.
func noRows(err error) error {
	if errors.Is(err, sql.ErrNoRows) {
		return nil
	}
	return translate(err)
}

// storedFault is a fault as a row keeps it; its cause is for logs alone.
type storedFault struct {
	Code   string       `json:"code"`
	Field  string       `json:"field,omitempty"`
	Values fault.Values `json:"values,omitempty"`
}

func writeFault(why *fault.Error) string {
	if why == nil {
		return ""
	}
	values := fault.Values{}
	for name, value := range why.Values {
		values[name] = fmt.Sprint(value)
	}
	text, err := json.Marshal(storedFault{why.Code, why.Field, values})
	if err != nil {
		return ""
	}
	return string(text)
}

func readFault(text string) *fault.Error {
	var stored storedFault
	if text == "" || json.Unmarshal([]byte(text), &stored) != nil {
		return nil
	}
	return fault.New(stored.Code, stored.Field, stored.Values)
}
