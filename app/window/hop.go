package window

import (
	"context"
	"sync"
)

// hop brings functions to the UI goroutine, in order. After the toolkit's loop has ended nobody there
// runs them any more: drain does, so that what was being saved is saved.
type hop struct {
	do func(func()) // the toolkit's way

	mu    sync.Mutex
	queue []func()
	ended bool
	more  chan struct{} // something was queued after the end
}

func newHop(do func(func())) *hop { return &hop{do: do, more: make(chan struct{}, 1)} }

// to queues a function. It may be called from any goroutine.
func (h *hop) to(f func()) {
	h.mu.Lock()
	h.queue = append(h.queue, f)
	ended := h.ended
	h.mu.Unlock()
	if !ended {
		h.do(h.one)
		return
	}
	select {
	case h.more <- struct{}{}:
	default:
	}
}

// one runs the oldest function, if there is one.
func (h *hop) one() {
	h.mu.Lock()
	var f func()
	if len(h.queue) > 0 {
		f, h.queue = h.queue[0], h.queue[1:]
	}
	h.mu.Unlock()
	if f != nil {
		f()
	}
}

func (h *hop) empty() bool {
	h.mu.Lock()
	defer h.mu.Unlock()
	return len(h.queue) == 0
}

// drain runs what is queued, and what comes of it, until done is closed or ctx ends.
func (h *hop) drain(ctx context.Context, done <-chan struct{}) {
	h.mu.Lock()
	h.ended = true
	h.mu.Unlock()
	for {
		for !h.empty() {
			h.one()
		}
		select {
		case <-h.more:
		case <-done:
			if h.empty() {
				return
			}
		case <-ctx.Done():
			return
		}
	}
}
