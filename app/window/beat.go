package window

import (
	"context"
	"time"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// beats begins the heartbeat, once a second, and gives what ends it.
func (w *Window) beats() (end func()) {
	ticker, done := time.NewTicker(time.Second), make(chan struct{})
	go func() {
		for {
			select {
			case <-ticker.C:
				w.hop.to(w.tick)
			case <-done:
				ticker.Stop()
				return
			}
		}
	}()
	return func() { close(done) }
}

// ticker is a page that shows how time goes on.
type ticker interface{ Tick() }

// calmBeats is how many heartbeats without a write make a calm moment.
const calmBeats = 2

// tick looks for what other programs wrote, and folds what was written into the file in a calm moment
// after it. A look that takes longer than a second is waited for.
func (w *Window) tick() {
	h := w.open
	if h == nil {
		return
	}
	if page, ok := h.shell.Page().(ticker); ok {
		page.Tick()
	}
	if w.runner.Busy("beat") {
		return
	}
	if h.calm >= 0 {
		h.calm++
	}
	fold := h.calm >= calmBeats
	if fold {
		h.calm = -1
	}
	task.Run(w.runner, "beat", func(ctx context.Context) (bool, error) {
		if _, err := h.kit.Shop.Catalogue(ctx); err != nil { // nothing is new before it was read once
			return false, err
		}
		changed, err := h.kit.Shop.Refresh(ctx)
		if err == nil && fold {
			err = h.kit.Shop.Checkpoint(ctx)
		}
		return changed, err
	}, func(changed bool, err error) {
		if w.open != h {
			return
		}
		if err != nil {
			fyne.LogError("looking at the shop", err)
		}
		if changed {
			w.refreshed(h)
		}
	})
}

// refreshed follows what was written, here or by another program.
func (w *Window) refreshed(h *house) {
	h.calm = max(h.calm, 0)
	w.status()
	h.shell.Reread()
}

func countWaiting(drafts []shop.Draft) int {
	count := 0
	for _, draft := range drafts {
		if draft.State == selling.Waiting {
			count++
		}
	}
	return count
}
