package shop

import (
	"cmp"
	"context"
	"errors"
	"path/filepath"

	"github.com/gofrs/flock"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/publishing"
)

// syncLock is held by the one sender of a shop, among all programs that have it open.
func (s *Shop) syncLock() *flock.Flock { return flock.New(filepath.Join(s.Dir, "sync.lock")) }

// holdSync keeps every other sender of the shop away.
func (s *Shop) holdSync(ctx context.Context) (release func(), err error) {
	lock := s.syncLock()
	held, err := lock.TryLockContext(ctx, lookAgain/10)
	if err != nil || !held {
		return nil, fault.Wrap(cmp.Or(ctx.Err(), err), "folder_unwritable")
	}
	return func() { _ = lock.Unlock() }, nil
}

// SyncNow makes one round with a platform, none = with all: hears of orders, sends what waits, tells stock. It waits
// for another program that does the same. What has to do with one row is among the problems of the answer, and with
// one platform too; progress may be nil. When ctx ends, what is under way is finished and the rest waits.
func (s *Shop) SyncNow(ctx context.Context, connection id.Connection, progress func(SyncProgress)) (result SyncResult, err error) {
	release, err := s.holdSync(ctx)
	if err != nil {
		if ctx.Err() != nil {
			err = nil
		}
		return result, err
	}
	defer release()
	if ctx.Err() != nil {
		return result, nil
	}
	if err := s.db.RecoverOutbox(ctx); err != nil {
		return result, err
	}
	channels, err := s.Channels(ctx)
	if err != nil {
		return result, err
	}
	found := connection.IsZero()
	for n := range channels {
		if !connection.IsZero() && channels[n].ID != connection {
			continue
		}
		found = true
		r := &round{s: s, c: &channels[n], result: &result, progress: progress}
		if err := r.run(ctx); err != nil {
			return result, err
		}
	}
	if !found {
		return result, fault.New("connection_unknown", "name", nil)
	}
	net, err := s.Net(context.WithoutCancel(ctx))
	result.Waiting = net.Waiting
	return result, err
}

// round is one round with one platform. Only who holds the lock makes one.
type round struct {
	s        *Shop
	c        *Channel
	platform publishing.Channel
	limits   publishing.Limits
	batch    int       // listings in one call
	goods    *listings // on this platform alone
	offers   *offering
	heard    *hearing
	touched  map[string]bool // SKUs of orders that were heard since it was emptied
	result   *SyncResult
	progress func(SyncProgress)
	carried  *carriage // what another shop's file says instead of the books, nil = the books
}

// run makes the round. Trouble with the platform is a problem of the result; the error is the shop's own.
func (r *round) run(ctx context.Context) error {
	if r.c.State.Paused {
		r.problem("", r.c.Problem)
		return nil
	}
	var err error
	if r.platform, err = r.s.client(ctx, &r.c.Connection); err != nil {
		if fault.Of(err).Kind == fault.Internal {
			return err
		}
		return r.rest(ctx, &publishing.Failure{Class: publishing.KeyRefused, Err: err})
	}
	r.limits = r.platform.Limits()
	r.batch = r.limits.Batch
	for _, step := range []func(context.Context) error{r.introduce, r.hear, r.hearListings, r.sweep, r.send, r.tellStock} {
		if ctx.Err() != nil {
			return nil
		}
		err := step(ctx)
		if failure := new(publishing.Failure); errors.As(err, &failure) {
			if ctx.Err() != nil { // the program ends: nothing is wrong with the platform
				return nil
			}
			return r.rest(ctx, failure)
		}
		if err != nil {
			return err
		}
	}
	return r.s.db.Stand(context.WithoutCancel(ctx), r.c.ID, func(state *publishing.ConnectionState) {
		state.HeardAt, state.Problem, state.Attempts, state.NextAt = ledger.MillisOf(r.s.Clock()), "", 0, 0
	})
}

// rest lets a platform be for a while, or until a person looked.
func (r *round) rest(ctx context.Context, failure *publishing.Failure) error {
	problem := publishing.ProblemOf(failure)
	r.problem("", problem)
	return r.s.db.Stand(context.WithoutCancel(ctx), r.c.ID, func(state *publishing.ConnectionState) {
		state.Attempts++
		state.Problem = problem.Encode()
		state.NextAt = ledger.MillisOf(publishing.NextTry(failure, state.Attempts, r.s.Clock()))
		if publishing.Judge(failure, state.Attempts) == publishing.Pause {
			state.Paused = true
		}
		if failure.Class != publishing.Offline {
			state.HeardAt = ledger.MillisOf(r.s.Clock())
		}
	})
}

func (r *round) problem(about string, problem publishing.Problem) {
	r.result.Problems = append(r.result.Problems, SyncProblem{Channel: r.c.Name, About: about, Problem: problem})
}

func (r *round) say(done, total int) {
	if r.progress != nil {
		r.progress(SyncProgress{Channel: r.c.Name, Done: done, Total: total})
	}
}

// call gives a context for one call: when the round is to end, what is under way has a while to come back.
func call(ctx context.Context) (context.Context, func()) { return graceful(ctx) }

// introduce asks a platform once who the shop is there.
func (r *round) introduce(ctx context.Context) error {
	if r.c.State.Account != "" {
		return nil
	}
	calling, done := call(ctx)
	defer done()
	account, err := r.platform.Test(calling)
	if err != nil {
		return err
	}
	if err = r.s.keepAccount(context.WithoutCancel(ctx), r.c.ID, account); fault.Is(err, "connection_same") {
		return &publishing.Failure{Class: publishing.KeyRefused, Err: err}
	}
	return err
}

// day is the day by which a platform is looked through once.
func (r *round) day() clock.Day { return clock.DayOf(r.s.Clock()) }

// concerns reports whether a failure is about the platform as a whole.
func concerns(failure *publishing.Failure, attempts int) bool {
	verdict := publishing.Judge(failure, attempts)
	return verdict == publishing.Hold || verdict == publishing.Pause
}
