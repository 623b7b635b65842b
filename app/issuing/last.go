package issuing

import (
	"cmp"
	"context"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/papers"
)

// AskLast asks for the last paper of a kind that is at hand, where a restored shop refused its first one with
// "paper_after_restore", and then lets it be issued again. It reports whether that was the refusal.
func AskLast(k *kit.Kit, acts *task.Runner, refusal error, again func()) bool {
	if !fault.Is(refusal, "paper_after_restore") {
		return false
	}
	l := &lastAsked{k: k, acts: acts, of: papers.Kind(i18n.Value(k.Lang, fault.Of(refusal).Values["kind"])), again: again}
	l.ask(i18n.Message(k.Lang, refusal), "")
	return true
}

// lastAsked asks for the last paper of a kind until one is said that can be, or a person gives up.
type lastAsked struct {
	k     *kit.Kit
	acts  *task.Runner
	of    papers.Kind
	again func()
}

func (l *lastAsked) ask(why, last string) {
	l.k.Prompt.AskText(prompt.Input{Title: l.k.T("issuing.ask.paper_after_restore"), Text: why, Label: l.k.T("issuing.last"), Value: last, OK: l.k.T("issuing.last_ok")}, nil,
		func(last string) { l.note(last, false) })
}

// note keeps what was said. That many numbers are lost is asked; what cannot be is said where it was typed.
func (l *lastAsked) note(last string, sure bool) {
	said := papers.LastSaid{Papers: []string{cmp.Or(last, string(l.of))}, Of: l.of, Sure: sure} // nothing said: the backup's was the last
	s := l.k.Shop
	task.Run(l.acts, "last", func(ctx context.Context) ([]ledger.PaperLast, error) { return s.LastPapers(ctx, said) }, func(_ []ledger.PaperLast, err error) {
		switch {
		case err == nil:
			l.again()
		case fault.Is(err, "last_paper_many"):
			l.k.Prompt.Ask(prompt.Question{Title: l.k.T("issuing.ask.paper_after_restore"), Text: i18n.Message(l.k.Lang, err), Yes: l.k.T("issuing.lost_yes"), No: l.k.T("prompt.cancel"), Danger: true}, func(yes bool) {
				if yes {
					l.note(last, true)
				} else {
					l.ask(i18n.Message(l.k.Lang, err), last)
				}
			})
		default:
			l.ask(i18n.Message(l.k.Lang, err), last)
		}
	})
}
