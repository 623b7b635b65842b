package issuing

import (
	"context"

	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
)

// AskLast asks for the last paper of a kind that is at hand, where a restored shop refused its first one with
// "paper_after_restore", and then lets it be issued again. It reports whether that was the refusal.
func AskLast(k *kit.Kit, acts *task.Runner, refusal error, again func()) bool {
	if !fault.Is(refusal, "paper_after_restore") {
		return false
	}
	s, kind := k.Shop, i18n.Value(k.Lang, fault.Of(refusal).Values["kind"])
	k.Prompt.AskText(prompt.Input{Title: k.T("issuing.ask.paper_after_restore"), Text: i18n.Message(k.Lang, refusal), Label: k.T("issuing.last"), OK: k.T("issuing.last_ok")}, nil,
		func(last string) {
			if last == "" {
				last = kind // the backup's was the last
			}
			task.Run(acts, "last", func(ctx context.Context) ([]ledger.PaperLast, error) { return s.LastPapers(ctx, last) }, func(_ []ledger.PaperLast, err error) {
				if err != nil {
					k.Prompt.Error(err)
					return
				}
				again()
			})
		})
	return true
}
