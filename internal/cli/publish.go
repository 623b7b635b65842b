package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/shop"
)

func (p *program) publishCommand() *cobra.Command {
	var to string
	var all bool
	c := p.command("publish [CODE … | --all] --to NAME", 0, -1, func(codes []string) (*answer, error) {
		if err := required("to", to != ""); err != nil {
			return nil, err
		}
		switch {
		case all && len(codes) > 0:
			return nil, fault.Unreadable("argument_surplus", "", fault.Values{"value": codes[0], "command": "talat publish --all"})
		case !all && len(codes) == 0:
			return nil, fault.Unreadable("argument_missing", "", fault.Values{"command": "talat publish"})
		}
		return p.inChannel(to, func(s *shop.Shop, channel *shop.Channel) (*answer, error) {
			var wanted []id.Product
			if !all {
				var err error
				if wanted, err = p.productsNamed(s, codes); err != nil {
					return nil, err
				}
			}
			published, err := s.Publish(p.ctx, channel.ID, wanted...)
			if err != nil {
				return nil, err
			}
			return p.publishAnswer(channel, &published), nil
		})
	})
	c.Flags().BoolVar(&all, "all", false, "")
	c.Flags().StringVar(&to, "to", "", "NAME")
	return c
}

func (p *program) publishAnswer(channel *shop.Channel, published *shop.Published) *answer {
	type refusedDoc struct {
		SKU     string      `json:"sku"`
		Reasons []reasonDoc `json:"reasons"`
	}
	left := make([]refusedDoc, len(published.Refused))
	for n, unready := range published.Refused {
		left[n] = refusedDoc{unready.SKU, []reasonDoc{}}
		for _, reason := range unready.Reasons {
			if !reason.Advice {
				left[n].Reasons = append(left[n].Reasons, reasonDoc{reason.What, reason.Field, oneLine(reason.Text(p.lang))})
			}
		}
	}
	given := &answer{doc: document{"queued": len(published.Queued), "refused": left}}
	switch {
	case len(published.Queued) == 0:
		given.status = refused
	case len(left) > 0:
		given.status = partly
	}
	given.text = func(out *page) {
		out.say("publish.queued", fault.Values{"count": len(published.Queued), "channel": channel.Name})
		for _, one := range left {
			texts := make([]string, len(one.Reasons))
			for n, reason := range one.Reasons {
				texts[n] = reason.Message
			}
			out.say("publish.refused", fault.Values{"sku": one.SKU, "reasons": strings.Join(texts, " · ")})
		}
	}
	return given
}
