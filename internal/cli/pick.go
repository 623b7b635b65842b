package cli

import (
	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/shop"
)

func (p *program) pickCommand() *cobra.Command {
	var o output
	var date string
	c := p.command("pick [--date DATE] (--out F.pdf | --print)", 0, 0, func([]string) (*answer, error) {
		if _, err := o.kind(".pdf"); err != nil {
			return nil, err
		}
		day, err := readDay(date, "date")
		if err != nil {
			return nil, err
		}
		if day == "" {
			day = clock.DayOf(p.now())
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			papers, err := s.PickPapers(p.ctx, day, p.lang)
			if err != nil {
				return nil, err
			}
			given := &answer{doc: document{"date": day, "pages": len(papers.Pages), "file": nil}, warnings: p.fontFaults(s)}
			given.text = func(out *page) { out.say("pick.done", fault.Values{"pages": len(papers.Pages)}) }
			return given, p.deliver(s, papers, o, given)
		})
	})
	o.add(c.Flags(), "F.pdf")
	c.Flags().StringVar(&date, "date", "", "DATE")
	return c
}
