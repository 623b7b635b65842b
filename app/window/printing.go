package window

import (
	"context"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/jobs"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/shop"
)

// printJobs prints what is queued for as long as the shop is open. The bar and an open list follow.
func (w *Window) printJobs(s *shop.Shop) error {
	moved := func() {
		w.hop.to(func() {
			if w.open == nil || w.open.kit.Shop != s {
				return
			}
			w.status()
			if w.jobs != nil && w.jobs.Open() {
				w.jobs.Reload()
			}
		})
	}
	_, err := w.pool.Start("print", w.t("jobs.title"), func(ctx context.Context, _ *task.Job) error { return s.PrintJobs(ctx, moved) },
		func(err error) {
			if err != nil {
				fyne.LogError("printing", err)
			}
		})
	return err
}

// showJobs opens the list of print jobs.
func (w *Window) showJobs() {
	if w.open != nil && (w.jobs == nil || !w.jobs.Open()) {
		w.jobs = jobs.Open(w.open.kit, w.runner)
	}
}
