package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

// officeLastDoc says how far a lost machine had got with the papers of a kind.
type officeLastDoc struct {
	Kind    papers.Kind `json:"kind"`
	Skipped int         `json:"skipped"`
	First   *string     `json:"first"` // of the numbers skipped
	Last    *string     `json:"last"`
}

func (p *program) officeLast() *cobra.Command {
	var yes []string
	c := p.command("last NUMBER|KIND … [--yes CODE]", 1, -1, func(args []string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			lasts, err := s.LastPapers(p.ctx, lastSaid(args, yes))
			if err != nil {
				return nil, err
			}
			docs := make([]officeLastDoc, len(lasts))
			for n, last := range lasts {
				kind, err := papers.ParseKind(last.Type)
				if err != nil {
					return nil, err
				}
				docs[n] = officeLastDoc{kind, last.Last - last.Had, text(last.First), text(last.Number)}
			}
			return &answer{doc: document{"last": docs}, text: func(out *page) {
				for n, doc := range docs {
					if doc.Skipped == 0 {
						out.say("paper.last_none", fault.Values{"paper": doc.Kind.Name(out.lang)})
						continue
					}
					out.say("paper.last_skipped", fault.Values{"paper": doc.Kind.Name(out.lang), "count": doc.Skipped, "first": lasts[n].First, "last": lasts[n].Number})
				}
			}}, nil
		})
	})
	c.Flags().StringArrayVar(&yes, "yes", nil, "CODE")
	return c
}

// lastSaid is what the arguments say of the last papers at hand; that many numbers are lost is agreed to by its code.
func lastSaid(last, yes []string) papers.LastSaid {
	return papers.LastSaid{Papers: last, Sure: slices.Contains(yes, "last_paper_many")}
}
