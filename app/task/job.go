package task

import (
	"context"
	"slices"
	"sync"

	"github.com/talat-pos/talat/internal/fault"
)

// kept is how many finished jobs stay listed.
const kept = 20

// Job is long work that outlives the page that began it: an import, a sync, a backup. Its methods may
// be called from any goroutine.
type Job struct {
	Name  string // one of a name at a time
	Label string // what a person reads, in their language

	pool   *Pool
	cancel context.CancelFunc

	mu          sync.Mutex
	done, total int
	err         error
	ended       bool
}

// State is a job at one moment. Total is 0 while it is not known.
type State struct {
	Done, Total int
	Ended       bool
	Err         error // why it failed; context.Canceled when a person stopped it
}

// Start begins a job and then calls done, which may be nil, on the UI goroutine. It fails with
// "task_running" while one of that name runs. Jobs have no place in the pool, so that a long one does
// not keep screens waiting.
func (p *Pool) Start(name, label string, work func(context.Context, *Job) error, done func(error)) (*Job, error) {
	ctx, cancel := context.WithCancel(context.Background())
	job := &Job{Name: name, Label: label, pool: p, cancel: cancel}
	if !p.add(job) {
		cancel()
		return nil, fault.New("task_running", "", fault.Values{"name": label})
	}
	p.tell()
	p.goes(func() {
		defer cancel()
		_, err := guarded(p, ctx, func(ctx context.Context) (struct{}, error) {
			return struct{}{}, work(ctx, job)
		})
		job.end(err)
		p.hop(func() {
			p.changed()
			if done != nil {
				done(err)
			}
		})
	})
	return job, nil
}

// add lists a job unless one of its name runs, and forgets the oldest that ended.
func (p *Pool) add(job *Job) bool {
	p.mu.Lock()
	defer p.mu.Unlock()
	for _, other := range p.jobs {
		if other.Name == job.Name && !other.State().Ended {
			return false
		}
	}
	p.jobs = slices.DeleteFunc(p.jobs, func(other *Job) bool { return other.Name == job.Name })
	p.jobs = append(p.jobs, job)
	for len(p.jobs) > kept {
		oldest := slices.IndexFunc(p.jobs, func(other *Job) bool { return other.State().Ended })
		if oldest < 0 {
			break
		}
		p.jobs = slices.Delete(p.jobs, oldest, oldest+1)
	}
	return true
}

// Jobs lists the jobs that run and the last that ended, the oldest first.
func (p *Pool) Jobs() []*Job {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.jobs)
}

// OnJobs sets what is called on the UI goroutine when a job began, moved or ended.
func (p *Pool) OnJobs(changed func()) { p.hop(func() { p.changed = changed }) }

func (p *Pool) tell() { p.hop(func() { p.changed() }) }

// Progress says how far the work is; total 0 is not known. Equal hundredths are told once.
func (j *Job) Progress(done, total int) {
	j.mu.Lock()
	told := percent(j.done, j.total) == percent(done, total) && j.total == total && total > 0
	j.done, j.total = done, total
	j.mu.Unlock()
	if !told {
		j.pool.tell()
	}
}

func percent(done, total int) int {
	if total <= 0 {
		return -1
	}
	return done * 100 / total
}

// State gives where the job is.
func (j *Job) State() State {
	j.mu.Lock()
	defer j.mu.Unlock()
	return State{Done: j.done, Total: j.total, Ended: j.ended, Err: j.err}
}

// Cancel asks the work to stop.
func (j *Job) Cancel() { j.cancel() }

func (j *Job) end(err error) {
	j.mu.Lock()
	defer j.mu.Unlock()
	j.ended, j.err = true, err
}
