package shop

import (
	"bytes"
	"context"
	"io"
	"net"
	"os"
	"path/filepath"
	"sync"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/spool"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/selling"
)

// faked is a printer's worker whose jobs end as told.
type faked struct {
	mu    sync.Mutex
	sent  []string
	fates []fate // of the next jobs; then all are taken
}

type fate struct {
	fate spool.Fate
	code string
}

func (f *faked) send(_ context.Context, _ spool.Target, job spool.Job) (spool.Result, error) {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.sent = append(f.sent, job.Name)
	if len(f.fates) == 0 {
		return spool.Result{Fate: spool.Taken}, nil
	}
	now := f.fates[0]
	f.fates = f.fates[1:]
	return spool.Result{Fate: now.fate}, fault.New(now.code, "printer", nil)
}

// works lets the worker do round by round all that can be done now. It waits for nothing else, however slow the machine.
func works(t *testing.T, s *Shop, f *faked) {
	t.Helper()
	w := s.newPrinter(func() {})
	w.send = f.send
	err := s.db.AbandonJobs(t.Context())
	for err == nil {
		if _, err = w.start(t.Context()); len(w.busy) == 0 {
			break
		}
		delete(w.busy, <-w.ended)
	}
	if err != nil {
		t.Fatal(err)
	}
}

func newJobShop(t *testing.T) (*Shop, func(time.Duration), *Bill) {
	s := newTestShop(t, Params{})
	now := s.Clock()
	s.Clock = func() time.Time { return now }
	bill := sell(t, s, addGoods(t, s, "A1", 45_00, qty.Pieces(3)), qty.One, selling.Cash)
	if _, _, err := s.Set(t.Context(), "printer.receipt", "tcp:printer"); err != nil {
		t.Fatal(err)
	}
	return s, func(by time.Duration) { now = now.Add(by) }, bill
}

func newest(t *testing.T, s *Shop) Job {
	t.Helper()
	jobs, err := s.Jobs(t.Context(), 1)
	if err != nil || len(jobs) == 0 {
		t.Fatalf("%d jobs, %v", len(jobs), err)
	}
	return jobs[0]
}

func printed(t *testing.T, s *Shop, bill *Bill) int {
	t.Helper()
	slip, err := s.BillSlip(t.Context(), bill, ReceiptOptions{})
	if err != nil {
		t.Fatal(err)
	}
	return slip.Copy
}

func TestASlipWaitsForItsPrinterAndCountsOnce(t *testing.T) {
	s, pass, bill := newJobShop(t)
	f := &faked{fates: []fate{{spool.Untouched, "printer_unreachable"}, {spool.Untouched, "printer_unreachable"}}}
	if queued, err := s.PrintBill(t.Context(), bill, ReceiptOptions{}); err != nil || queued.Printer != "tcp:printer:9100" {
		t.Fatalf("%+v %v", queued, err)
	}
	works(t, s, f)
	if job := newest(t, s); job.State != JobQueued || job.Fault.Code != "printer_unreachable" || len(f.sent) != 1 {
		t.Fatalf("%+v, sent %v", job, f.sent)
	}
	pass(2 * time.Second)
	works(t, s, f)
	pass(3 * time.Second)
	works(t, s, f) // the second pause is longer
	if len(f.sent) != 2 {
		t.Fatalf("sent %v", f.sent)
	}
	pass(2 * time.Second)
	works(t, s, f)
	if job := newest(t, s); job.State != JobDone || len(f.sent) != 3 || printed(t, s, bill) != 1 {
		t.Errorf("%+v, sent %v, printed %d", job, f.sent, printed(t, s, bill))
	}
}

func TestWhatNeverPrintedIsNoOriginal(t *testing.T) {
	for name, end := range map[string]func(*Shop, *faked, func(time.Duration), Job) error{
		"hopeless": func(s *Shop, f *faked, _ func(time.Duration), _ Job) error {
			f.fates = []fate{{spool.Untouched, "printer_denied"}}
			works(t, s, f)
			return nil
		},
		"given up": func(s *Shop, f *faked, pass func(time.Duration), _ Job) error {
			f.fates = []fate{{spool.Untouched, "printer_unreachable"}}
			pass(15 * time.Minute)
			works(t, s, f)
			return nil
		},
		"cancelled": func(s *Shop, _ *faked, _ func(time.Duration), job Job) error { return s.CancelJob(t.Context(), job.ID) },
	} {
		t.Run(name, func(t *testing.T) {
			s, pass, bill := newJobShop(t)
			if _, err := s.PrintBill(t.Context(), bill, ReceiptOptions{}); err != nil {
				t.Fatal(err)
			}
			if err := end(s, &faked{}, pass, newest(t, s)); err != nil {
				t.Fatal(err)
			}
			if job := newest(t, s); job.State != JobFailed && job.State != JobCancelled {
				t.Errorf("%+v", job)
			}
			if printed(t, s, bill) != 0 {
				t.Error("the next slip calls itself a copy of one that never came out")
			}
		})
	}
}

func TestAnUnsureSlipIsAPersonsToJudge(t *testing.T) {
	s, pass, bill := newJobShop(t)
	f := &faked{fates: []fate{{spool.Unsure, "printer_stalled"}}}
	if _, err := s.PrintBill(t.Context(), bill, ReceiptOptions{}); err != nil {
		t.Fatal(err)
	}
	works(t, s, f)
	pass(time.Hour)
	works(t, s, f)
	unsure := newest(t, s)
	if unsure.State != JobUnknown || len(f.sent) != 1 || printed(t, s, bill) != 1 {
		t.Fatalf("%+v, sent %v", unsure, f.sent)
	}
	if err := s.PrintJobAgain(t.Context(), unsure.ID, i18n.Thai); err != nil {
		t.Fatal(err)
	}
	if again := newest(t, s); again.Title != bill.Number+"-copy1" {
		t.Errorf("printed again as %q", again.Title)
	}
	if _, stuck, err := s.OpenJobs(t.Context()); err != nil || stuck != 0 {
		t.Errorf("%d jobs are still to be looked at, %v", stuck, err)
	}
	if err := s.JobCameOut(t.Context(), unsure.ID); !fault.Is(err, "job_state") {
		t.Errorf("a job that was put away came out: %v", err)
	}
}

func TestAPersonSaysThatAnUnsureSlipCameOut(t *testing.T) {
	s, _, bill := newJobShop(t)
	if _, err := s.PrintBill(t.Context(), bill, ReceiptOptions{}); err != nil {
		t.Fatal(err)
	}
	works(t, s, &faked{fates: []fate{{spool.Unsure, "printer_stalled"}}})
	job := newest(t, s)
	if err := s.JobCameOut(t.Context(), job.ID); err != nil {
		t.Fatal(err)
	}
	if _, stuck, err := s.OpenJobs(t.Context()); err != nil || stuck != 0 || printed(t, s, bill) != 1 {
		t.Errorf("%d stuck, printed %d, %v", stuck, printed(t, s, bill), err)
	}
	if err := s.CancelJob(t.Context(), job.ID); !fault.Is(err, "job_state") {
		t.Errorf("a job that ended is cancelled: %v", err)
	}
}

func TestADrawerDoesNotOpenByItselfLater(t *testing.T) {
	s, pass, _ := newJobShop(t)
	f := &faked{fates: []fate{{spool.Untouched, "printer_unreachable"}}}
	if err := s.KickDrawer(t.Context()); err != nil {
		t.Fatal(err)
	}
	pass(10 * time.Second)
	works(t, s, f)
	if job := newest(t, s); job.State != JobFailed || job.Form != FormDrawer {
		t.Errorf("%+v", job)
	}
}

// A dead printer holds up no other, and jobs of one printer keep their order.
func TestPrintersDoNotWaitForEachOther(t *testing.T) {
	s, pass, _ := newJobShop(t)
	queue := func(title, host string) {
		t.Helper()
		paper := Paper{ID: id.New[id.Job](), Form: "label", Title: title, Printer: spool.Target{Kind: spool.Network, Name: host + ":9100"},
			Job: spool.Job{Format: spool.ZPL, Data: []byte(title)}}
		if err := s.Enqueue(t.Context(), paper); err != nil {
			t.Fatal(err)
		}
	}
	queue("dead 1", "dead")
	f := &faked{fates: []fate{{spool.Untouched, "printer_unreachable"}}}
	works(t, s, f)
	queue("dead 2", "dead")
	queue("well 1", "well")
	queue("well 2", "well")
	works(t, s, f)
	pass(time.Minute)
	works(t, s, f)
	if got := f.sent; len(got) != 5 || got[0] != "dead 1" || got[1] != "well 1" || got[2] != "well 2" ||
		got[3] != "dead 1" || got[4] != "dead 2" {
		t.Errorf("%q", got)
	}
}

// The real way: a command prints through a line, while another program that holds the lock is waited for.
func TestPrintNowSendsToARealLine(t *testing.T) {
	s, _, bill := newJobShop(t)
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	got := make(chan []byte, 1)
	go func() {
		line, err := listener.Accept()
		if err != nil {
			return
		}
		defer line.Close()
		data, _ := io.ReadAll(line)
		got <- data
	}()
	defer listener.Close()
	if _, _, err := s.Set(t.Context(), "printer.receipt", "tcp:"+listener.Addr().String()); err != nil {
		t.Fatal(err)
	}
	slip, err := s.BillSlip(t.Context(), bill, ReceiptOptions{})
	if err != nil {
		t.Fatal(err)
	}
	want, err := slip.ESCPOS()
	if err != nil {
		t.Fatal(err)
	}
	if _, err := s.PrintBill(t.Context(), bill, ReceiptOptions{}); err != nil {
		t.Fatal(err)
	}
	held := s.printLock()
	if ok, err := held.TryLock(); err != nil || !ok {
		t.Fatal(ok, err)
	}
	short, stop := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer stop()
	if err := s.PrintNow(short); err != nil || newest(t, s).State != JobQueued {
		t.Fatalf("%v, %s: two print at once", err, newest(t, s).State)
	}
	if err := held.Unlock(); err != nil {
		t.Fatal(err)
	}
	if err := s.PrintNow(t.Context()); err != nil {
		t.Fatal(err)
	}
	if data := <-got; !bytes.Equal(data, want) || newest(t, s).State != JobDone {
		t.Errorf("%d bytes of %d, %s", len(data), len(want), newest(t, s).State)
	}
}

// A folder is a printer like the others: what keeps it from taking a paper is tried again, is told in the list
// of jobs, and makes no copy of an original that never came out.
func TestAFolderThatTakesNothingIsTriedAgain(t *testing.T) {
	for name, block := range map[string]func(dir, number string) error{
		"a file in its place":           func(dir, _ string) error { return os.WriteFile(dir, nil, 0o600) },
		"a folder where the paper lies": func(dir, number string) error { return os.MkdirAll(filepath.Join(dir, number+".escpos"), 0o700) },
		"a folder where its picture is": func(dir, number string) error { return os.MkdirAll(filepath.Join(dir, number+".png"), 0o700) },
		"its place is gone from the PC": func(dir, _ string) error { return os.WriteFile(filepath.Dir(dir), nil, 0o600) },
	} {
		t.Run(name, func(t *testing.T) {
			s, pass, bill := newJobShop(t)
			dir := filepath.Join(s.Dir, "stick", "paper")
			if err := os.MkdirAll(s.Dir, 0o700); err != nil {
				t.Fatal(err)
			}
			if name != "its place is gone from the PC" {
				if err := os.MkdirAll(filepath.Dir(dir), 0o700); err != nil {
					t.Fatal(err)
				}
			}
			if err := block(dir, bill.Number); err != nil {
				t.Fatal(err)
			}
			set(t, s, ReceiptPrinter, "file:stick/paper")
			queued, err := s.PrintBill(t.Context(), bill, ReceiptOptions{})
			if err != nil {
				t.Fatal(err)
			}
			if err := s.PrintNow(t.Context(), queued.Jobs...); err != nil {
				t.Fatal(err)
			}
			job := newest(t, s)
			if job.State != JobQueued || job.Fault == nil || job.Fault.Code != "printer_folder_fails" || job.Attempts != 1 {
				t.Fatalf("%+v", job)
			}
			if left, err := filepath.Glob(filepath.Join(dir, "*", "*")); err != nil || len(left) > 0 {
				t.Errorf("half a paper lies there: %v %v", left, err)
			}
			if err := os.RemoveAll(filepath.Join(s.Dir, "stick")); err != nil {
				t.Fatal(err)
			}
			pass(2 * time.Second)
			if err := s.PrintNow(t.Context(), queued.Jobs...); err != nil || newest(t, s).State != JobDone || printed(t, s, bill) != 1 {
				t.Fatalf("%+v, printed %d, %v", newest(t, s), printed(t, s, bill), err)
			}
			if _, err := os.Stat(filepath.Join(dir, bill.Number+".escpos")); err != nil {
				t.Error(err)
			}
		})
	}
}

// A command waits for its own paper, not for one that another printer does not take.
func TestACommandWaitsForItsOwnPrinter(t *testing.T) {
	s, _, bill := newJobShop(t)
	set(t, s, LabelPrinter, "file:labels")
	if err := os.WriteFile(filepath.Join(s.Dir, "labels"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := s.PrintPapers(t.Context(), tagsOf(t, s, printing.TagRoll, 1)); err != nil {
		t.Fatal(err)
	}
	set(t, s, ReceiptPrinter, "file:paper")
	queued, err := s.PrintBill(t.Context(), bill, ReceiptOptions{})
	if err != nil {
		t.Fatal(err)
	}
	patient, stop := context.WithTimeout(t.Context(), time.Minute)
	defer stop()
	if err := s.PrintNow(patient, queued.Jobs...); err != nil || patient.Err() != nil {
		t.Fatal(err, patient.Err())
	}
	jobs, err := s.Jobs(t.Context(), 2)
	if err != nil || jobs[0].State != JobDone || jobs[1].State != JobQueued || jobs[1].Attempts != 0 {
		t.Errorf("%+v %v", jobs, err)
	}
}

// A command that waited long enough is no failure of the shop's file, wherever its time ended.
func TestPrintNowGivesUpInPeace(t *testing.T) {
	s, _, bill := newJobShop(t)
	queued, err := s.PrintBill(t.Context(), bill, ReceiptOptions{})
	if err != nil {
		t.Fatal(err)
	}
	over, stop := context.WithCancel(t.Context())
	stop()
	for _, held := range []bool{false, true} {
		lock := s.printLock()
		if held {
			if ok, err := lock.TryLock(); err != nil || !ok {
				t.Fatal(ok, err)
			}
		}
		if err := s.PrintNow(over, queued.Jobs...); err != nil || newest(t, s).State != JobQueued {
			t.Errorf("held %v: %v, %s", held, err, newest(t, s).State)
		}
		if err := lock.Unlock(); err != nil {
			t.Fatal(err)
		}
	}
}
