// Package task does work off the UI goroutine and brings what came of it back, once and in time.
package task

import (
	"context"
	"fmt"
	"runtime/debug"
	"sync"
	"sync/atomic"

	"github.com/talat-pos/talat/internal/fault"
)

// size is how many works run at once: the disk decides more than the processor.
const size = 4

// Pool bounds the work of the whole window. It is made once; each page has a Runner of its own.
type Pool struct {
	hop     func(func()) // brings a function to the UI goroutine: fyne.Do in the app, a direct call in tests
	log     func(error)  // told of panics, with their stacks
	places  chan struct{}
	changed func() // on the UI goroutine, when a job changed

	mu   sync.Mutex
	jobs []*Job
	out  int           // works on their way
	home chan struct{} // closed once none is
	away atomic.Int64  // works whose results have not been taken
}

// goes sends work on its way. No sync.WaitGroup counts it: work may begin while Stop waits, which that forbids.
func (p *Pool) goes(work func()) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.out == 0 {
		p.home = make(chan struct{})
	}
	p.out++
	go func() {
		defer p.comes()
		work()
	}()
}

func (p *Pool) comes() {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.out--; p.out == 0 {
		close(p.home)
	}
}

// Idle reports whether no work is on its way and no result is left to be taken.
func (p *Pool) Idle() bool { return p.away.Load() == 0 }

// NewPool makes a pool. log may be nil.
func NewPool(hop func(func()), log func(error)) *Pool {
	if log == nil {
		log = func(error) {}
	}
	return &Pool{hop: hop, log: log, places: make(chan struct{}, size), changed: func() {}}
}

// Runner runs the works of one page. Run and its methods belong to the UI goroutine; its map is locked
// all the same, because a direct hop in tests comes from the goroutine that worked.
type Runner struct {
	pool *Pool

	mu      sync.Mutex
	running map[string]*ticket
}

// ticket is one run; a newer one of the same name takes its place.
type ticket struct{ cancel context.CancelFunc }

// Runner makes a page's runner.
func (p *Pool) Runner() *Runner { return &Runner{pool: p, running: map[string]*ticket{}} }

// Run does work in the background and then done on the UI goroutine. A newer Run of the same name, or
// Cancel, cancels ctx and drops the older one's result. Copy what work needs from widgets before. A
// panic in work comes to done as the fault "internal".
func Run[T any](r *Runner, name string, work func(context.Context) (T, error), done func(T, error)) {
	ctx, cancel := context.WithCancel(context.Background())
	mine := &ticket{cancel}
	r.begin(name, mine)
	r.pool.away.Add(1)
	r.pool.goes(func() {
		defer cancel()
		result, err := doIn(r.pool, ctx, work)
		r.pool.hop(func() {
			defer r.pool.away.Add(-1)
			if r.end(name, mine) {
				done(result, err)
			}
		})
	})
}

// begin puts a ticket in the place of an older one, which is cancelled.
func (r *Runner) begin(name string, mine *ticket) {
	r.mu.Lock()
	defer r.mu.Unlock()
	if older := r.running[name]; older != nil {
		older.cancel()
	}
	r.running[name] = mine
}

// end reports whether the ticket is still the one that counts, and takes it back.
func (r *Runner) end(name string, mine *ticket) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	if r.running[name] != mine {
		return false
	}
	delete(r.running, name)
	return true
}

// Busy reports whether the work of that name has not come back.
func (r *Runner) Busy(name string) bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return r.running[name] != nil
}

// Working reports whether any work has not come back.
func (r *Runner) Working() bool {
	r.mu.Lock()
	defer r.mu.Unlock()
	return len(r.running) > 0
}

// Cancel stops all works of the page: it is hidden, nobody waits for them.
func (r *Runner) Cancel() {
	r.mu.Lock()
	defer r.mu.Unlock()
	for _, older := range r.running {
		older.cancel()
	}
	clear(r.running)
}

// doIn waits for a place in the pool and works.
func doIn[T any](p *Pool, ctx context.Context, work func(context.Context) (T, error)) (result T, err error) {
	select {
	case p.places <- struct{}{}:
	case <-ctx.Done():
		return result, ctx.Err()
	}
	defer func() { <-p.places }()
	return guarded(p, ctx, work)
}

func guarded[T any](p *Pool, ctx context.Context, work func(context.Context) (T, error)) (result T, err error) {
	defer func() {
		if broken := recover(); broken != nil {
			cause := fmt.Errorf("panic: %v\n%s", broken, debug.Stack())
			p.log(cause)
			err = &fault.Error{Code: "internal", Kind: fault.Internal, Err: cause}
		}
	}()
	if err := ctx.Err(); err != nil {
		return result, err
	}
	return work(ctx)
}

// Stop cancels every job and waits for all work until ctx ends. It reports whether all came home. It
// must not be called where hop delivers to: the results would wait for it.
func (p *Pool) Stop(ctx context.Context) bool {
	for _, job := range p.Jobs() {
		job.Cancel()
	}
	p.mu.Lock()
	home, out := p.home, p.out
	p.mu.Unlock()
	if out == 0 {
		return true
	}
	select {
	case <-home:
		return true
	case <-ctx.Done():
		return false
	}
}
