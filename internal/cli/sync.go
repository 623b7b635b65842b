package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/shop"
)

func (p *program) syncCommand() *cobra.Command {
	var channel string
	var once bool
	c := p.command("sync [--channel NAME] [--once]", 0, 0, func([]string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			var only id.Connection
			if channel != "" {
				named, err := s.ChannelNamed(p.ctx, channel)
				if err != nil {
					return nil, at(err, "channel")
				}
				only = named.ID
			}
			if once {
				result, err := s.SyncNow(p.ctx, only, nil)
				if err != nil {
					return nil, err
				}
				return p.syncAnswer(&result), nil
			}
			var sum shop.SyncResult
			err := s.SyncUntil(p.ctx, only, sum.Add)
			if err != nil {
				return nil, err
			}
			return p.syncAnswer(&sum), nil
		})
	})
	c.Flags().StringVar(&channel, "channel", "", "NAME")
	c.Flags().BoolVar(&once, "once", false, "")
	return c
}

// syncProblem is something that did not go.
type syncProblem struct {
	Channel string  `json:"channel"`
	About   *string `json:"about"` // an SKU or an order's number, null = the whole channel
	Code    string  `json:"code"`
	Message string  `json:"message"`
}

// syncAnswer tells what rounds did. What is odd about an order that was heard is told and is no failure.
func (p *program) syncAnswer(result *shop.SyncResult) *answer {
	docs := make([]syncProblem, len(result.Problems))
	for n, problem := range result.Problems {
		docs[n] = p.syncProblem(problem)
	}
	given := &answer{doc: document{"sent": result.Sent, "failed": result.Failed, "waiting": result.Waiting,
		"orders": document{"new": result.New, "updated": result.Updated}, "problems": docs}}
	failed := result.Failed > 0 || slices.ContainsFunc(result.Problems, func(problem shop.SyncProblem) bool { return problem.About == "" })
	switch went := result.Sent+result.New+result.Updated > 0; {
	case failed && went:
		given.status = partly
	case failed:
		given.status = refused
	}
	given.text = func(out *page) {
		out.say("sync.done", fault.Values{"sent": result.Sent, "failed": result.Failed, "waiting": result.Waiting, "new": result.New, "updated": result.Updated})
		out.problems(docs)
	}
	return given
}

func (p *program) syncProblem(of shop.SyncProblem) syncProblem {
	doc := syncProblem{Channel: of.Channel, About: text(of.About)}
	if why := p.why(of.Problem); why != nil {
		doc.Code, doc.Message = why.Code, why.Message
	} else { // a person paused it
		doc.Code, doc.Message = "channel_paused", p.problem(fault.New("channel_paused", "", nil)).Message
	}
	return doc
}

func (p *page) problems(docs []syncProblem) {
	for _, doc := range docs {
		about := doc.Channel
		if doc.About != nil {
			about += " " + *doc.About
		}
		p.say("sync.problem", fault.Values{"about": oneLine(about), "message": doc.Message})
	}
}
