package till

import (
	"context"

	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/shop"
)

// saver keeps open bills, in the order they changed and off the UI goroutine. Each change is written as
// soon as the one before is on disk, so that a kill loses what the disk had no time for and no more.
type saver struct {
	runner *task.Runner // of its own: saving goes on when the page is hidden
	shop   *shop.Shop
	failed func(err error, again bool)
	queue  []shop.Draft // each bill once, as it stands
	broken bool         // the last one could not be kept
	kept   []func()     // to be called when everything is on disk
}

// put hands a draft over; one without lines is forgotten.
func (s *saver) put(draft shop.Draft) {
	for n := range s.queue {
		if s.queue[n].Cart.ID == draft.Cart.ID {
			s.queue[n] = draft
			return
		}
	}
	s.queue = append(s.queue, draft)
	s.next()
}

// when calls then once everything is on disk, or at once.
func (s *saver) when(then func()) {
	s.kept = append(s.kept, then)
	s.next()
}

// idle reports whether everything is on disk.
func (s *saver) idle() bool { return len(s.queue) == 0 && !s.runner.Busy("draft") }

func (s *saver) next() {
	if s.runner.Busy("draft") {
		return
	}
	if len(s.queue) == 0 {
		waiting := s.kept
		s.kept = nil
		for _, then := range waiting {
			then()
		}
		return
	}
	draft := s.queue[0]
	s.queue = s.queue[1:]
	task.Run(s.runner, "draft", func(ctx context.Context) (struct{}, error) {
		if len(draft.Cart.Lines) == 0 {
			return struct{}{}, s.shop.DropDraft(ctx, draft.Cart.ID)
		}
		return struct{}{}, s.shop.SaveDraft(ctx, draft)
	}, func(_ struct{}, err error) {
		if err != nil {
			s.failed(err, s.broken)
		}
		s.broken = err != nil
		s.next()
	})
}
