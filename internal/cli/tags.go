package cli

import (
	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

func (p *program) tagsCommand() *cobra.Command {
	var o output
	var sheet, start string
	c := p.command("tags (--out F.pdf | --print) CODE[*N] … [--sheet a4-24|a4-40|roll-40x30] [--start N]", 1, -1,
		func(args []string) (*answer, error) {
			if _, err := o.kind(".pdf"); err != nil {
				return nil, err
			}
			first, err := readCount(start, "start", 1000)
			if err != nil {
				return nil, err
			}
			return p.inShop(func(s *shop.Shop) (*answer, error) { return p.tags(s, args, sheet, first, o) })
		})
	flags := c.Flags()
	o.add(flags, "F.pdf")
	flags.StringVar(&sheet, "sheet", "", "a4-24|a4-40|roll-40x30")
	flags.StringVar(&start, "start", "1", "N")
	return c
}

func (p *program) tags(s *shop.Shop, args []string, sheet string, start int, o output) (*answer, error) {
	items, err := readItems(args, "tag", func(text, field string) (item, error) { return readItem(text, field, "") })
	if err != nil {
		return nil, err
	}
	wanted, count := make([]shop.TagCount, len(items)), 0
	for n, item := range items {
		if item.qty <= 0 || item.qty%qty.One != 0 || item.qty > qty.Pieces(shop.MaxTags) {
			return nil, fault.New("tag_count", item.field+".qty", fault.Values{"value": item.qty, "most": shop.MaxTags})
		}
		match, err := s.Find(p.ctx, item.code)
		if err != nil {
			return nil, at(err, item.field+".code")
		}
		wanted[n] = shop.TagCount{Product: match.Product, Count: int(item.qty / qty.One)}
		count += wanted[n].Count
	}
	if sheet == "" {
		if sheet, err = p.usualPaper(s, "paper.tags", o); err != nil {
			return nil, err
		}
	}
	papers, warnings, err := s.Tags(p.ctx, wanted, printing.TagSheet(sheet), start, p.lang)
	if err != nil {
		return nil, err
	}
	given := &answer{doc: document{"tags": count, "pages": len(papers.Pages), "file": nil}, warnings: append(warnings, p.fontFaults(s)...)}
	given.text = func(page *page) { page.say("tags.done", fault.Values{"count": count, "pages": len(papers.Pages)}) }
	return given, p.deliver(s, papers, o, given)
}
