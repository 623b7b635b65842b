package till

import (
	"context"

	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/catalog"
)

// asked is a code that waits for its answer from the shop's file.
type asked struct {
	readings []string
	then     func(catalog.Match, error)
}

// maxAsked bounds the codes that wait.
const maxAsked = 100

// find looks a code up by its readings and then does what is to be done about it: at once when the goods
// are in memory; at a start, until they are, in the shop's file, one code after the other.
func (p *Page) find(then func(catalog.Match, error), readings ...string) {
	if p.model.whole && len(p.asked) == 0 && !p.acts.Busy("find") {
		then(p.model.find(readings...))
		return
	}
	if len(p.asked) < maxAsked {
		p.asked = append(p.asked, asked{readings, then})
	}
	p.answer()
}

// answer has the oldest code that waits looked up, once it can be sold. What the shop found is in the
// index afterwards, and the index answers: one rule for what a code means.
func (p *Page) answer() {
	if !p.model.ready() || len(p.asked) == 0 || p.acts.Busy("find") {
		return
	}
	next := p.asked[0]
	p.asked = p.asked[1:]
	task.Run(p.acts, "find", func(ctx context.Context) (match catalog.Match, err error) {
		for _, code := range next.readings {
			if match, err = p.kit.Shop.Find(ctx, code); err == nil {
				break
			}
		}
		return match, err
	}, func(match catalog.Match, err error) {
		next.then(match, err)
		p.answer()
	})
}
