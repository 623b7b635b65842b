package shop

import (
	"context"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/printing/spool"
	"github.com/talat-pos/talat/internal/store"
)

// The forms of print jobs, as they stand in the shop's file.
const (
	FormReceipt  = "receipt"
	FormDrawer   = "drawer"
	FormShift    = "shift"
	FormLabel    = "label"
	FormTags     = "tags"
	FormCard     = "card"
	FormTest     = "test"
	FormManifest = "manifest"

	FormStatement = "statement" // of a producer
	FormStock     = "stock"     // a paper of the stock
	FormCount     = "count"     // a sheet to count by
	FormPacking   = "packing"   // list of a trip
	FormAgreement = "agreement" // with a producer
	FormPick      = "pick"      // what orders need from which place
	FormOffice    = "office"    // a paper for an office or the tax
)

// Forms lists them.
var Forms = []string{FormReceipt, FormDrawer, FormShift, FormLabel, FormTags, FormCard, FormTest, FormManifest, FormStatement,
	FormStock, FormCount, FormPacking, FormAgreement, FormPick, FormOffice}

// The states of a job.
const (
	JobQueued    = store.JobQueued
	JobPrinting  = store.JobPrinting
	JobDone      = store.JobDone
	JobFailed    = store.JobFailed
	JobUnknown   = store.JobUnknown
	JobCancelled = store.JobCancelled
)

// Paper is something to print, drawn in the language of its printer.
type Paper struct {
	ID      id.Job // the same paper sent twice is one job
	Form    string
	Of      string // a bill's number, "" where it has none
	Title   string
	Printer spool.Target
	Job     spool.Job
	Repeats id.Job // the job that it prints again, none for a new one
}

// Enqueue writes a paper down to be printed, and wakes who prints here. It does not wait for the printer.
func (s *Shop) Enqueue(ctx context.Context, p Paper) error {
	err := s.db.AddJob(ctx, store.Job{ID: p.ID, Form: p.Form, Paper: p.Of, Title: p.Title, Printer: p.Printer.String(),
		Format: string(p.Job.Format), Width: int(p.Job.Width), Height: int(p.Job.Height), Copies: p.Job.Copies, Repeats: p.Repeats}, p.Job.Data)
	if err == nil {
		s.wakePrinter()
	}
	return err
}

// Queued is what waits for a printer: where it goes, as settings write it, and its jobs. It is empty when there
// is no such printer.
type Queued struct {
	Printer string
	Jobs    []id.Job
}

// queue enqueues papers that go to one printer.
func (s *Shop) queue(ctx context.Context, to spool.Target, papers ...Paper) (Queued, error) {
	queued := Queued{Printer: to.String()}
	for _, paper := range papers {
		if err := s.Enqueue(ctx, paper); err != nil {
			return Queued{}, err
		}
		queued.Jobs = append(queued.Jobs, paper.ID)
	}
	return queued, nil
}

// Job gives one job. It fails with "job_unknown".
func (s *Shop) Job(ctx context.Context, job id.Job) (Job, error) { return s.db.Job(ctx, job) }

// Jobs lists the last jobs, the newest first.
func (s *Shop) Jobs(ctx context.Context, limit int) ([]Job, error) { return s.db.Jobs(ctx, limit) }

// stuckFor is how long a job that needs somebody to look is told of at the top of the window.
const stuckFor = 12 * time.Hour

// OpenJobs counts the jobs that wait or print, and those of the last hours that need somebody to look.
func (s *Shop) OpenJobs(ctx context.Context) (waiting, stuck int, err error) {
	return s.db.OpenJobs(ctx, s.Clock().Add(-stuckFor))
}

// CancelJob takes a job out of the queue, or puts away one that needs nobody any more. It fails with
// "job_state" when the job prints or has ended.
func (s *Shop) CancelJob(ctx context.Context, job id.Job) error {
	found, err := s.db.Job(ctx, job)
	if err == nil {
		err = s.endJob(ctx, job, store.JobCancelled)
	}
	if err == nil && found.State == store.JobQueued {
		err = s.notPrinted(ctx, found)
	}
	return err
}

// JobCameOut is what a person says who looked: the paper of a job of which it was not known is there. It
// fails with "job_state".
func (s *Shop) JobCameOut(ctx context.Context, job id.Job) error {
	return s.endJob(ctx, job, store.JobDone)
}

func (s *Shop) endJob(ctx context.Context, job id.Job, state store.JobState) error {
	moved, err := s.db.EndJob(ctx, job, state, nil)
	if err == nil && !moved {
		err = fault.New("job_state", "job", nil)
	}
	return err
}

// notPrinted takes back what was counted for a slip of which it is certain that no paper came out.
func (s *Shop) notPrinted(ctx context.Context, job Job) error {
	if !counted(job.Form) || job.Paper == "" {
		return nil
	}
	return s.db.UncountPrint(ctx, job.Paper)
}

// PrintJobAgain prints anew what failed or of which nothing is known. A paper that is counted is drawn anew, so
// that it says that it is a copy where one may be out; the old job is put away. It fails with "job_state" for a job that waits or prints
// and "job_gone" when its bytes are erased: then its form prints it again.
func (s *Shop) PrintJobAgain(ctx context.Context, job id.Job, lang i18n.Lang) error {
	old, err := s.db.Job(ctx, job)
	switch {
	case err != nil:
		return err
	case old.State == store.JobQueued || old.State == store.JobPrinting:
		return fault.New("job_state", "job", nil)
	case counted(old.Form) && old.Paper != "":
		err = s.printPaperAgain(ctx, &old, lang)
	default:
		err = s.db.RepeatJob(ctx, job, id.New[id.Job]())
		s.wakePrinter()
	}
	if err == nil {
		_, err = s.db.EndJob(ctx, job, store.JobCancelled, old.Fault) // one that was done stays done
	}
	return err
}

// printPaperAgain draws a counted paper anew, on what it was printed on.
func (s *Shop) printPaperAgain(ctx context.Context, old *Job, lang i18n.Lang) (err error) {
	sheet := old.Format != string(spool.ESCPOS)
	var papers Papers
	switch old.Form {
	case FormStatement:
		papers, err = s.statementAgain(ctx, old.Paper, sheet, lang)
	case FormStock:
		papers, err = s.stockPaperAgain(ctx, old.Paper, sheet, lang)
	case FormOffice:
		var paper *OfficePaper
		if paper, err = s.OfficePaper(ctx, old.Paper); err == nil {
			papers, err = s.LayPaper(ctx, paper)
		}
	default:
		return s.printBillAgain(ctx, old.Paper, lang)
	}
	if err == nil {
		_, err = s.PrintPapers(ctx, papers)
	}
	return err
}

func (s *Shop) statementAgain(ctx context.Context, number string, sheet bool, lang i18n.Lang) (Papers, error) {
	st, err := s.SettlementStatement(ctx, number)
	if err != nil {
		return Papers{}, err
	}
	if sheet {
		return s.StatementPapers(ctx, st, StatementA4, lang)
	}
	return s.StatementPapers(ctx, st, StatementRoll, lang)
}

func (s *Shop) stockPaperAgain(ctx context.Context, number string, sheet bool, lang i18n.Lang) (Papers, error) {
	of, err := s.StockPaperID(ctx, number)
	if err != nil {
		return Papers{}, err
	}
	paper, err := s.StockPaper(ctx, of)
	if err != nil {
		return Papers{}, err
	}
	if sheet {
		return s.PaperOfStock(ctx, paper, OnA4, lang)
	}
	return s.PaperOfStock(ctx, paper, OnRoll, lang)
}

func (s *Shop) printBillAgain(ctx context.Context, number string, lang i18n.Lang) error {
	of, err := s.BillID(ctx, number)
	if err != nil {
		return err
	}
	bill, err := s.Bill(ctx, of)
	if err != nil {
		return err
	}
	_, err = s.PrintBill(ctx, bill, ReceiptOptions{Lang: lang})
	return err
}

// wakePrinter tells a worker of this program that there is something to print.
func (s *Shop) wakePrinter() {
	select {
	case s.wake <- struct{}{}:
	default:
	}
}

// Each form is tried for so long; a drawer that opens by itself later is worse than one that stays shut.
var patience = map[string]time.Duration{FormReceipt: 15 * time.Minute, FormDrawer: 10 * time.Second}

// usualPatience is that of labels and papers.
const usualPatience = 24 * time.Hour

// pauses are the waits before an untouched job is tried again; the last one stays.
var pauses = []time.Duration{2 * time.Second, 5 * time.Second, 15 * time.Second, 30 * time.Second, time.Minute}

// hopeless are faults that no waiting mends.
var hopeless = map[string]bool{
	"printer_denied": true, "printer_other_system": true, "printer_takes_no_pdf": true, "printer_queue_name": true,
	"printer_unknown": true, "print_empty": true, "print_too_large": true, "print_copies": true, "print_format": true,
}

// settle writes down what became of a job.
func (w *printer) settle(ctx context.Context, job Job, fate spool.Fate, err error) error {
	if err == nil {
		_, err = w.shop.db.EndJob(ctx, job.ID, store.JobDone, nil)
		return err
	}
	why := fault.Of(err)
	if fate != spool.Untouched {
		_, err = w.shop.db.EndJob(ctx, job.ID, store.JobUnknown, why)
		return err
	}
	long, known := patience[job.Form]
	if !known {
		long = usualPatience
	}
	next := w.shop.Clock().Add(pauses[min(job.Attempts, len(pauses)-1)])
	if !hopeless[why.Code] && next.Sub(job.MadeAt) <= long {
		return w.shop.db.RetryJob(ctx, job.ID, next, why)
	}
	moved, err := w.shop.db.EndJob(ctx, job.ID, store.JobFailed, why)
	if err == nil && moved {
		err = w.shop.notPrinted(ctx, job)
	}
	return err
}
