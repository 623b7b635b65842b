package window

import (
	"context"
	"sync/atomic"
	"time"

	"fyne.io/fyne/v2"

	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/shop"
)

// lull is how long what a round with the platforms did is gathered before the window looks again.
const lull = 500 * time.Millisecond

// syncShop sends to the platforms and hears of them for as long as the shop is open, as the shop chose. The bar and
// the page follow.
func (w *Window) syncShop(s *shop.Shop) error {
	var told atomic.Bool
	moved := func() {
		if told.Swap(true) {
			return
		}
		time.AfterFunc(lull, func() {
			told.Store(false)
			w.hop.to(func() {
				if w.open != nil && w.open.kit.Shop == s {
					w.refreshed(w.open)
				}
			})
		})
	}
	_, err := w.pool.Start("net", w.t("outbox.title"), func(ctx context.Context, _ *task.Job) error { return s.SyncWhile(ctx, moved) },
		func(err error) {
			if err != nil {
				fyne.LogError("sending to the platforms", err)
			}
		})
	return err
}
