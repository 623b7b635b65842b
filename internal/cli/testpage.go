package cli

import (
	"slices"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/shop"
)

// testpageCommand prints what shows whether a printer is set up well.
func (p *program) testpageCommand() *cobra.Command {
	var o output
	c := p.command("testpage receipt|label|document (--out F.pdf | --print)", 1, 1, func(args []string) (*answer, error) {
		key := "printer." + args[0]
		if !slices.Contains([]string{shop.ReceiptPrinter, shop.LabelPrinter, shop.DocumentPrinter}, key) {
			return nil, fault.Unreadable("flag_choice", "printer", fault.Values{"value": args[0], "choices": "receipt, label, document"})
		}
		if _, err := o.kind(".pdf"); err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			papers, err := s.TestPapers(p.ctx, key, p.lang)
			if err != nil {
				return nil, err
			}
			given := &answer{doc: document{"pages": len(papers.Pages), "file": nil}}
			return given, p.deliver(s, papers, o, given)
		})
	})
	o.add(c.Flags(), "F.pdf")
	return c
}
