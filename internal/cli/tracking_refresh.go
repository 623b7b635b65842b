package cli

import (
	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/shop"
)

// trackingRefresh asks the post where parcels are. What was answered before a fault is kept.
func (p *program) trackingRefresh() *cobra.Command {
	return p.command("refresh", 0, 0, func([]string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			sum, err := s.RefreshTracking(p.ctx, p.lang)
			if err != nil && sum.Asked == 0 {
				return nil, err
			}
			list, known := s.ParcelsOf(p.ctx, sum.Delivered)
			if known != nil {
				return nil, known
			}
			docs := make([]parcelDoc, len(list))
			for n := range list {
				docs[n] = p.parcelDoc(&list[n])
			}
			given := &answer{doc: document{"asked": sum.Asked, "known": sum.Known, "delivered": docs, "look": sum.Look,
				"quota": document{"date": sum.Quota.Day, "used": sum.Quota.Used, "limit": sum.Quota.Most}}}
			if err != nil {
				given.status, given.warnings = partly, []*fault.Error{fault.Of(err)}
			}
			given.text = func(out *page) {
				out.say("tracking.asked", fault.Values{"asked": sum.Asked, "known": sum.Known, "delivered": len(docs), "look": sum.Look})
				if sum.Quota.Most > 0 {
					out.say("tracking.quota", fault.Values{"used": sum.Quota.Used, "limit": sum.Quota.Most})
				}
				out.parcels(docs)
			}
			return given, nil
		})
	})
}
