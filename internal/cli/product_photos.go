package cli

import (
	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/shop"
)

func (p *program) productPhotos() *cobra.Command {
	var dry bool
	c := p.command("photos DIR [--dry-run]", 1, 1, func(args []string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			plan, err := s.PhotoPlan(p.ctx, args[0])
			if err != nil {
				return nil, err
			}
			if dry {
				return p.photosAnswer(plan, shop.PhotoResult{Photos: len(plan.Files), Products: plan.Products}, dry), nil
			}
			return p.takePhotos(s, plan)
		})
	})
	c.Flags().BoolVar(&dry, "dry-run", false, "")
	return c
}

// takePhotos does what a plan says. When it is stopped after some products were saved, they are told and
// the rest is a warning.
func (p *program) takePhotos(s *shop.Shop, plan *shop.PhotoPlan) (*answer, error) {
	result, failed := s.TakePhotos(p.ctx, plan, nil)
	if failed != nil && result.Products == 0 {
		return nil, failed
	}
	given := p.photosAnswer(plan, result, false)
	if failed != nil {
		given.status = partly
		given.warnings = append(given.warnings, fault.New("photos_cut_short", "folder", fault.Values{"reason": p.problem(p.stopped(failed)).Message}))
	}
	return given, nil
}

// photoRefused is a picture that could not be taken.
type photoRefused struct {
	File   string `json:"file"`
	Reason string `json:"reason"`
}

func (p *program) photosAnswer(plan *shop.PhotoPlan, result shop.PhotoResult, dry bool) *answer {
	rejected := make([]photoRefused, len(result.Rejected))
	for n, bad := range result.Rejected {
		rejected[n] = photoRefused{bad.File, p.problem(bad.Reason).Message}
	}
	doc := document{"photos": result.Photos, "products": result.Products, "unchanged": result.Unchanged,
		"unmatched": append([]string{}, plan.Unmatched...), "rejected": rejected, "dry_run": dry}
	return &answer{doc: doc, status: partialStatus(len(rejected), result.Products+result.Unchanged), text: func(out *page) {
		if dry {
			out.say("import.dry")
		}
		out.say("photos.done", fault.Values{"photos": result.Photos, "products": result.Products, "unchanged": result.Unchanged})
		for _, name := range plan.Unmatched {
			out.say("photos.unmatched", fault.Values{"file": name})
		}
		for _, bad := range rejected {
			out.say("photos.rejected", fault.Values{"file": bad.File, "reason": bad.Reason})
		}
	}}
}
