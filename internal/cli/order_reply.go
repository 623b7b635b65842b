package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ordering/reply"
	"github.com/talat-pos/talat/internal/shop"
)

func (p *program) orderReply() *cobra.Command {
	kind := string(reply.Total)
	c := p.command("reply NUMBER [--kind total|payment|tracking|short]", 1, 1, func(args []string) (*answer, error) {
		known := slices.DeleteFunc(slices.Clone(reply.Kinds), func(k reply.Kind) bool { return k == reply.Ask }) // that goes to producers
		if !slices.Contains(known, reply.Kind(kind)) {
			return nil, fault.Unreadable("word_unknown", "kind", fault.Values{"value": kind, "known": strings.Join(words(known), ", ")})
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			order, err := s.OrderNumbered(p.ctx, args[0])
			if err != nil {
				return nil, err
			}
			written, err := s.OrderReply(p.ctx, order, reply.Kind(kind))
			if err != nil {
				return nil, err
			}
			doc := document{"number": order.Order.Number, "kind": kind, "text": written}
			return &answer{doc: document{"reply": doc}, text: func(out *page) { out.line(written) }}, nil
		})
	})
	c.Flags().StringVar(&kind, "kind", kind, "total|payment|tracking|short")
	return c
}

func words(kinds []reply.Kind) (list []string) {
	for _, kind := range kinds {
		list = append(list, string(kind))
	}
	return list
}
