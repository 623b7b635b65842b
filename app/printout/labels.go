package printout

import (
	"context"
	"sync/atomic"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/shop"
)

// Labels shows the labels of packed parcels, numbered where a pool has numbers, to be printed or kept. Once they are out
// the parcels note it, by whom; then is called on the UI goroutine with what came of that.
func Labels(k *kit.Kit, acts *task.Runner, title string, parcels []id.Parcel, by string, then func(error)) *Dialog {
	s, lang := k.Shop, k.Lang
	var laid atomic.Pointer[shop.Labels] // laid out in the background
	return Open(k, Form{Title: title,
		Lay: func() func(context.Context) (Made, error) {
			return func(ctx context.Context) (Made, error) {
				labels, err := s.ReadyLabels(ctx, parcels, shop.LabelOptions{Lang: lang}, by)
				if err != nil {
					return Made{}, err
				}
				var warnings []*fault.Error
				for _, failed := range labels.Failed {
					warnings = append(warnings, failed.Why)
				}
				laid.Store(labels)
				return Made{Papers: labels.Papers, Warnings: warnings}, nil
			}
		},
		Sent: func() {
			out := laid.Load()
			task.Run(acts, "labels "+title, func(ctx context.Context) ([]shop.ParcelFault, error) { return s.LabelsOut(ctx, out, by) },
				func(_ []shop.ParcelFault, err error) { then(err) })
		}})
}
