package shop

import (
	"context"
	"path/filepath"
	"slices"
	"time"

	"github.com/gofrs/flock"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/spool"
)

// lookAgain is how often a worker looks for jobs of other programs.
const lookAgain = 2 * time.Second

// printer is the one worker of a shop: it prints what is queued, one job of a printer after the other,
// the printers beside each other.
type printer struct {
	shop    *Shop
	send    func(context.Context, spool.Target, spool.Job) (spool.Result, error)
	changed func()          // a job moved
	jobs    []id.Job        // those that run waits for, all when there are none
	only    map[string]bool // the printers that it works for, nil for all
	busy    map[string]bool // by printer
	ended   chan string     // a printer that is free again
}

// PrintJobs prints what is queued until ctx ends; changed is called from any goroutine when a job moved.
// Of all programs of a shop one prints at a time: who holds the file print.lock. The others wait for it.
func (s *Shop) PrintJobs(ctx context.Context, changed func()) error {
	lock := s.printLock()
	held, err := lock.TryLockContext(ctx, lookAgain)
	if ctx.Err() != nil {
		return nil
	}
	if err != nil || !held {
		return fault.Wrap(err, "folder_unwritable")
	}
	defer func() { _ = lock.Unlock() }()
	return s.newPrinter(changed).run(ctx, false)
}

// PrintNow prints until the jobs have ended, for a command that ends, and what else waits for their printers; no
// jobs are all there are. When another program prints, it waits for that one. It gives up when ctx ends: what
// is left stays queued.
func (s *Shop) PrintNow(ctx context.Context, jobs ...id.Job) error {
	err := s.printNow(ctx, jobs)
	if ctx.Err() != nil {
		return nil // whatever it was about to read
	}
	return err
}

func (s *Shop) printNow(ctx context.Context, jobs []id.Job) error {
	lock := s.printLock()
	for {
		held, err := lock.TryLock()
		if err != nil {
			return fault.Wrap(err, "folder_unwritable")
		}
		if held {
			defer func() { _ = lock.Unlock() }()
			w := s.newPrinter(func() {})
			if w.jobs = jobs; len(jobs) > 0 { // a dead printer of labels holds up no receipt
				w.only, err = s.waitedFor(ctx, jobs)
			}
			if err != nil {
				return err
			}
			return w.run(ctx, true)
		}
		waiting, err := s.waitedFor(ctx, jobs)
		if err != nil || len(waiting) == 0 {
			return err
		}
		select {
		case <-time.After(lookAgain / 10):
		case <-ctx.Done():
			return nil
		}
	}
}

// waitedFor gives the printers that have not ended all of some jobs; no jobs are all there are.
func (s *Shop) waitedFor(ctx context.Context, jobs []id.Job) (map[string]bool, error) {
	waiting, err := s.db.WaitingJobs(ctx)
	printers := map[string]bool{}
	for _, job := range waiting {
		if len(jobs) == 0 || slices.Contains(jobs, job.ID) {
			printers[job.Printer] = true
		}
	}
	return printers, err
}

func (s *Shop) printLock() *flock.Flock { return flock.New(filepath.Join(s.Dir, "print.lock")) }

func (s *Shop) newPrinter(changed func()) *printer {
	return &printer{shop: s, send: spool.Send, changed: changed, busy: map[string]bool{}, ended: make(chan string)}
}

// run works until ctx ends or, where it is asked to, nothing is left. Nobody else prints, so a job that
// prints as it begins was left by a program that ended in the middle: only a person can say what became
// of it.
func (w *printer) run(ctx context.Context, untilDone bool) error {
	if err := w.shop.db.AbandonJobs(ctx); err != nil {
		return err
	}
	ticker := time.NewTicker(lookAgain)
	defer ticker.Stop()
	for {
		left, err := w.start(ctx)
		if untilDone && len(w.busy) == 0 && (err != nil || left == 0) {
			return err // else a full or busy disk: the next round tries again
		}
		select {
		case name := <-w.ended:
			delete(w.busy, name)
		case <-w.shop.wake:
		case <-ticker.C:
		case <-ctx.Done():
			for range w.busy {
				<-w.ended
			}
			return nil
		}
	}
}

// start sends the first job of every printer that is free, when its time has come. left counts the others that
// run waits for.
func (w *printer) start(ctx context.Context) (left int, err error) {
	waiting, err := w.shop.db.WaitingJobs(ctx)
	if err != nil {
		return 0, err
	}
	now, seen := w.shop.Clock(), map[string]bool{}
	for _, job := range waiting {
		if job.State != JobQueued || w.only != nil && !w.only[job.Printer] {
			continue
		}
		if seen[job.Printer] || w.busy[job.Printer] || now.Before(job.NextAt) {
			seen[job.Printer] = true // jobs of one printer keep their order
			if w.waitsFor(job, now) {
				left++
			}
			continue
		}
		seen[job.Printer], w.busy[job.Printer] = true, true
		go func() {
			w.print(ctx, job)
			w.ended <- job.Printer
		}()
	}
	return left, nil
}

// waitsFor reports whether run goes on for a job that is not sent yet. What a folder refused it refuses a moment
// later too, so nobody waits at a command for it.
func (w *printer) waitsFor(job Job, now time.Time) bool {
	if len(w.jobs) == 0 {
		return true
	}
	to, err := spool.Parse(job.Printer)
	refused := err == nil && to.Kind == spool.Folder && now.Before(job.NextAt)
	return slices.Contains(w.jobs, job.ID) && !refused
}

// grace is how long a job that prints may go on when the program ends: half a slip is worse than a wait.
const grace = 5 * time.Second

// graceful gives a context that ends a while after ctx does.
func graceful(ctx context.Context) (context.Context, func()) {
	longer, stop := context.WithCancel(context.WithoutCancel(ctx))
	release := context.AfterFunc(ctx, func() { time.AfterFunc(grace, stop) })
	return longer, func() {
		release()
		stop()
	}
}

// print takes a job, sends it and writes down what became of it, also when the program is ending.
func (w *printer) print(ctx context.Context, job Job) {
	data, ok, err := w.shop.db.TakeJob(ctx, job.ID)
	if err != nil || !ok {
		return
	}
	w.changed()
	sending, stop := graceful(ctx)
	defer stop()
	var result spool.Result
	to, err := spool.Parse(job.Printer)
	if err == nil {
		result, err = w.send(sending, to.Under(w.shop.Dir), spool.Job{Name: job.Title, Format: spool.Format(job.Format), Data: data,
			Width: printing.Unit(job.Width), Height: printing.Unit(job.Height), Copies: job.Copies})
	}
	_ = w.settle(context.WithoutCancel(ctx), job, result.Fate, err) // what cannot be written is unknown to the next worker
	w.changed()
}
