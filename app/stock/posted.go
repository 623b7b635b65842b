package stock

import (
	"context"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/kit"
	"github.com/talat-pos/talat/app/printout"
	"github.com/talat-pos/talat/app/prompt"
	"github.com/talat-pos/talat/app/task"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// showPosted says which paper was written and offers what is usually done next: print it, print price tags. It
// stays until it is answered: who receives goods wants both.
func showPosted(k *kit.Kit, paper *shop.StockPaper) {
	t := k.T
	pieces := qty.Qty(0)
	for _, line := range paper.Lines {
		pieces += line.Qty.Abs()
	}
	d := &prompt.Dialog{Title: t("stockpage.posted", fault.Values{"number": paper.Number}), Width: 600,
		Body: widget.NewWrapLabel(t("stockpage.posted_"+paper.Type, fault.Values{"lines": len(paper.Lines), "pieces": pieces}), 3, widget.Body)}
	if paper.Type == ledger.TypeReceived {
		d.Actions = append(d.Actions, prompt.Action{Label: t("products.tags"), Key: "F9", Icon: "tag", Stays: true, Do: func() { printTags(k, paper) }})
	}
	d.Actions = append(d.Actions, prompt.Action{Label: t("stockpage.print"), Key: "Ctrl+P", Icon: "print", Stays: true, Do: func() { printPaper(k, paper.ID) }},
		prompt.Action{Label: t("prompt.ok"), Key: keys.Enter, Kind: widget.Primary})
	k.Prompt.Show(d)
}

// tagSheet is the setting that remembers the paper of price tags.
const tagSheet = "paper.tags"

// tagsOf gives a tag for each piece that came; goods by weight get one.
func tagsOf(s *shop.Shop, paper *shop.StockPaper) (wanted []shop.TagCount) {
	left := shop.MaxTags
	for _, line := range paper.Lines {
		product := s.Known().ByID(line.ProductID)
		if product == nil || left < 1 {
			continue
		}
		count := 1
		if !product.Weighed {
			count = min(max(int(line.Qty/qty.One), 1), left)
		}
		left -= count
		wanted = append(wanted, shop.TagCount{Product: product, Count: count})
	}
	return wanted
}

// printTags shows the price tags of what came, as many as pieces, as they will print.
func printTags(k *kit.Kit, paper *shop.StockPaper) {
	s, lang := k.Shop, k.Lang
	printout.Open(k, printout.Form{Title: k.T("products.tags"), Lay: func() func(context.Context) (printout.Made, error) {
		return func(ctx context.Context) (made printout.Made, err error) {
			sheet, err := s.Get(ctx, tagSheet)
			if err == nil {
				made.Papers, made.Warnings, err = s.Tags(ctx, tagsOf(s, paper), printing.TagSheet(sheet), 1, lang)
			}
			return made, err
		}
	}})
}

// run does something in the background and tells what went wrong.
func run[T any](k *kit.Kit, r *task.Runner, name string, work func(context.Context) (T, error), done func(T)) {
	task.Run(r, name, work, func(result T, err error) {
		if err != nil {
			k.Prompt.Error(err)
			return
		}
		done(result)
	})
}
