package task

import (
	"context"
	"errors"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"github.com/talat-pos/talat/internal/fault"
)

// ui stands for the UI goroutine: hops run one after the other.
type ui struct{ mu sync.Mutex }

func (u *ui) hop(f func()) { u.mu.Lock(); defer u.mu.Unlock(); f() }

func bench(t *testing.T, body func(t *testing.T, p *Pool)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) { body(t, NewPool(new(ui).hop, nil)) })
}

func after(pause time.Duration, result string) func(context.Context) (string, error) {
	return func(ctx context.Context) (string, error) {
		select {
		case <-time.After(pause):
			return result, nil
		case <-ctx.Done():
			return "", ctx.Err()
		}
	}
}

func TestResultComesBack(t *testing.T) {
	bench(t, func(t *testing.T, p *Pool) {
		r := p.Runner()
		var got string
		Run(r, "load", after(time.Second, "rice"), func(result string, err error) { got = result })
		if !r.Busy("load") {
			t.Error("busy while it works")
		}
		time.Sleep(2 * time.Second)
		synctest.Wait()
		if got != "rice" || r.Busy("load") {
			t.Errorf("got %q, busy %v", got, r.Busy("load"))
		}
	})
}

func TestNewerRunDropsTheOlder(t *testing.T) {
	bench(t, func(t *testing.T, p *Pool) {
		r := p.Runner()
		var got []string
		done := func(result string, err error) { got = append(got, result) }
		stubborn := func(context.Context) (string, error) { time.Sleep(5 * time.Second); return "old", nil }
		Run(r, "search", stubborn, done)
		Run(r, "search", after(time.Second, "new"), done)
		Run(r, "other", after(time.Second, "other"), done)
		time.Sleep(10 * time.Second)
		synctest.Wait()
		if len(got) != 2 || strings.Contains(strings.Join(got, " "), "old") {
			t.Errorf("delivered %q", got)
		}
	})
}

func TestHiddenPageGetsNothing(t *testing.T) {
	bench(t, func(t *testing.T, p *Pool) {
		r := p.Runner()
		stopped := false
		Run(r, "load", func(ctx context.Context) (int, error) {
			<-ctx.Done()
			stopped = true
			return 1, nil
		}, func(int, error) { t.Error("delivered to a hidden page") })
		synctest.Wait()
		r.Cancel()
		synctest.Wait()
		if !stopped {
			t.Error("the work was not cancelled")
		}
		shown := false
		Run(r, "load", after(0, ""), func(string, error) { shown = true })
		time.Sleep(time.Second)
		synctest.Wait()
		if !shown {
			t.Error("a page shown again runs again")
		}
	})
}

func TestPanicIsAFault(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var logged, got error
		p := NewPool(new(ui).hop, func(err error) { logged = err })
		Run(p.Runner(), "bad", func(context.Context) (int, error) { panic("ouch") }, func(_ int, err error) { got = err })
		synctest.Wait()
		if fault.Code(got) != "internal" || logged == nil || !strings.Contains(logged.Error(), "ouch") {
			t.Errorf("got %v, logged %v", got, logged)
		}
	})
}

func TestPoolIsBounded(t *testing.T) {
	bench(t, func(t *testing.T, p *Pool) {
		var mu sync.Mutex
		now, most, ended := 0, 0, 0
		r := p.Runner()
		for n := range 3 * size {
			Run(r, string(rune('a'+n)), func(context.Context) (int, error) {
				mu.Lock()
				now++
				most = max(most, now)
				mu.Unlock()
				time.Sleep(time.Second)
				mu.Lock()
				now--
				mu.Unlock()
				return 0, nil
			}, func(int, error) { ended++ })
		}
		time.Sleep(time.Minute)
		synctest.Wait()
		if most != size || ended != 3*size {
			t.Errorf("%d at once, %d ended", most, ended)
		}
	})
}

func TestJobOfANameRunsOnce(t *testing.T) {
	bench(t, func(t *testing.T, p *Pool) {
		changes := 0
		p.OnJobs(func() { changes++ })
		ended := errors.New("not yet")
		work := func(ctx context.Context, j *Job) error {
			for n := range 1000 {
				j.Progress(n, 1000)
			}
			<-ctx.Done()
			return ctx.Err()
		}
		job, err := p.Start("backup", "สำรองข้อมูล", work, func(err error) { ended = err })
		if err != nil {
			t.Fatal(err)
		}
		synctest.Wait()
		if _, err := p.Start("backup", "สำรองข้อมูล", work, nil); !fault.Is(err, "task_running") {
			t.Errorf("a second one: %v", err)
		}
		if s := job.State(); s.Done != 999 || s.Total != 1000 || s.Ended {
			t.Errorf("state %+v", s)
		}
		if changes > 110 {
			t.Errorf("%d changes told of 1000 steps", changes)
		}
		job.Cancel()
		synctest.Wait()
		if s := job.State(); !s.Ended || !errors.Is(ended, context.Canceled) || !errors.Is(s.Err, context.Canceled) {
			t.Errorf("state %+v, ended %v", s, ended)
		}
		if _, err := p.Start("backup", "", func(context.Context, *Job) error { panic("ouch") }, nil); err != nil {
			t.Errorf("once it ended: %v", err)
		}
		synctest.Wait()
		if jobs := p.Jobs(); len(jobs) != 1 || fault.Code(jobs[0].State().Err) != "internal" {
			t.Errorf("jobs %v", jobs)
		}
	})
}

func TestEndedJobsAreForgotten(t *testing.T) {
	bench(t, func(t *testing.T, p *Pool) {
		for n := range 3 * kept {
			if _, err := p.Start(string(rune('a'+n)), "", func(context.Context, *Job) error { return nil }, nil); err != nil {
				t.Fatal(err)
			}
			synctest.Wait()
		}
		if n := len(p.Jobs()); n != kept {
			t.Errorf("%d jobs listed", n)
		}
	})
}

func TestStopWaitsUntilItsTimeIsOver(t *testing.T) {
	bench(t, func(t *testing.T, p *Pool) {
		if _, err := p.Start("slow", "", func(context.Context, *Job) error { time.Sleep(time.Minute); return nil }, nil); err != nil {
			t.Fatal(err)
		}
		synctest.Wait() // it has begun
		ctx, cancel := context.WithTimeout(t.Context(), time.Second)
		defer cancel()
		if p.Stop(ctx) {
			t.Error("it did not come home in a second")
		}
		if !p.Stop(t.Context()) {
			t.Error("it comes home in the end")
		}
	})
}

// What comes home while the pool is stopped begins more, over and over: the last frames of a window do so.
func TestStopBearsThatWorkBegins(t *testing.T) {
	p := NewPool(func(f func()) { f() }, nil)
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		for range 2000 {
			p.Stop(t.Context())
		}
	}()
	r := p.Runner()
	for begun := true; begun; {
		Run(r, "again", func(context.Context) (int, error) { return 0, nil }, func(int, error) {})
		select {
		case <-stopped:
			begun = false
		default:
		}
	}
	p.Stop(t.Context())
}
