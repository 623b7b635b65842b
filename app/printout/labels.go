package printout

import (
	"context"
	"strings"
	"sync/atomic"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
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
				laid.Store(labels)
				return Made{Papers: labels.Papers, Warnings: lacking(lang, labels)}, nil
			}
		},
		Sent: func() {
			out := laid.Load()
			if missing := len(out.Failed); missing > 0 { // the boxes that go without must not be overlooked
				k.Prompt.Say(k.T("papers.labels_out", fault.Values{"done": len(out.Parcels), "all": len(out.Parcels) + missing}))
			}
			task.Run(acts, "labels "+title, func(ctx context.Context) ([]shop.ParcelFault, error) { return s.LabelsOut(ctx, out, by) },
				func(_ []shop.ParcelFault, err error) { then(err) })
		}})
}

// mostLacking bounds how many reasons are named: the rest is counted.
const mostLacking = 3

// lacking says how many of the labels there are, and what those lack that are not.
func lacking(lang i18n.Lang, labels *shop.Labels) []*fault.Error {
	if len(labels.Failed) == 0 {
		return nil
	}
	var why []string
	for _, failed := range labels.Failed[:min(len(labels.Failed), mostLacking)] {
		why = append(why, i18n.Message(lang, failed.Why))
	}
	if more := len(labels.Failed) - mostLacking; more > 0 {
		why = append(why, i18n.T(lang, "papers.labels_more", fault.Values{"count": more}))
	}
	return []*fault.Error{fault.New("labels_lack", "parcel", fault.Values{"done": len(labels.Parcels), "all": len(labels.Parcels) + len(labels.Failed), "why": "\n" + strings.Join(why, "\n")})}
}
