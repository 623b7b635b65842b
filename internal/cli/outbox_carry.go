package cli

import (
	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/shop"
)

func (p *program) outboxExport() *cobra.Command {
	return p.command("export F", 1, 1, func(args []string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			file, err := s.ExportOutbox(p.ctx, args[0])
			if err != nil {
				return nil, err
			}
			left := make([]syncProblem, len(file.Left))
			for n, note := range file.Left {
				left[n] = p.syncProblem(shop.SyncProblem(note))
			}
			given := &answer{doc: document{"file": file.Path, "rows": file.Rows, "listings": file.Listings, "pictures": file.Pictures, "counts": file.Counts,
				"fingerprint": file.Fingerprint, "left": left}}
			given.text = func(out *page) {
				out.say("carry.exported", fault.Values{"file": file.Path, "rows": file.Rows, "pictures": file.Pictures, "counts": file.Counts})
				out.say("carry.fingerprint", fault.Values{"fingerprint": file.Fingerprint})
				out.problems(left)
			}
			return given, nil
		})
	})
}

func (p *program) outboxImport() *cobra.Command {
	var trust bool
	c := p.command("import F [--trust]", 1, 1, func(args []string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			done, err := s.ImportCarried(p.ctx, args[0], trust, nil)
			if err != nil {
				return nil, err
			}
			if done.Answers {
				return p.answersAnswer(&done), nil
			}
			given := p.syncAnswer(&done.Result)
			given.doc["kind"], given.doc["answers"], given.doc["shop"] = "outbox", done.Path, document{"name": done.Name, "fingerprint": done.Fingerprint}
			told := given.text
			given.text = func(out *page) {
				out.say("carry.sent", fault.Values{"name": oneLine(done.Name), "file": done.Path})
				told(out)
			}
			return given, nil
		})
	})
	c.Flags().BoolVar(&trust, "trust", false, "")
	return c
}

// answersAnswer tells what answers did to the shop's own outbox.
func (p *program) answersAnswer(done *shop.CarriedIn) *answer {
	given := p.syncAnswer(&done.Result)
	passed := done.Passed
	if passed == nil {
		passed = []int64{}
	}
	given.doc["kind"], given.doc["settled"], given.doc["passed"], given.doc["shop"] = "answers", done.Settled, passed, document{"name": done.Name, "fingerprint": done.Fingerprint}
	if len(passed) > 0 {
		given.warnings = append(given.warnings, fault.New("carry_passed", "", fault.Values{"count": len(passed)}))
	}
	told := given.text
	given.text = func(out *page) {
		out.say("carry.answered", fault.Values{"name": oneLine(done.Name), "settled": done.Settled})
		told(out)
	}
	return given
}
