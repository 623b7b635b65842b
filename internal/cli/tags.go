package cli

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/pdf"
	drawn "github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

// maxTags bounds the tags of one run.
const maxTags = 5_000

func (p *program) tagsCommand() *cobra.Command {
	var out, sheet, start string
	c := p.command("tags --out F.pdf CODE[*N] … [--sheet a4-24|a4-40|roll-40x30] [--start N]", 1, -1,
		func(args []string) (*answer, error) {
			if _, err := fileKind(out, "out", ".pdf"); err != nil {
				return nil, err
			}
			first, err := readCount(start, "start", 1000)
			if err != nil {
				return nil, err
			}
			return p.inShop(func(s *shop.Shop) (*answer, error) { return p.tags(s, args, printing.TagSheet(sheet), first, out) })
		})
	flags := c.Flags()
	flags.StringVar(&out, "out", "", "F.pdf")
	flags.StringVar(&sheet, "sheet", string(printing.TagA4x24), "a4-24|a4-40|roll-40x30")
	flags.StringVar(&start, "start", "1", "N")
	return c
}

func (p *program) tags(s *shop.Shop, args []string, sheet printing.TagSheet, start int, out string) (*answer, error) {
	practice, err := s.Practice(p.ctx)
	if err != nil {
		return nil, err
	}
	items, err := readItems(args, "tag", func(text, field string) (item, error) { return readItem(text, field, "") })
	if err != nil {
		return nil, err
	}
	var tags []printing.Tag
	for _, item := range items {
		if item.qty <= 0 || item.qty%qty.One != 0 || len(tags)+int(item.qty/qty.One) > maxTags {
			return nil, fault.New("tag_count", item.field+".qty", fault.Values{"value": item.qty, "most": maxTags})
		}
		match, err := s.Find(p.ctx, item.code)
		if err != nil {
			return nil, at(err, item.field+".code")
		}
		tag := tagOf(match.Product, p.lang)
		tag.Practice = practice
		for range item.qty / qty.One {
			tags = append(tags, tag)
		}
	}
	shaper := drawn.NewShaper()
	pages, bare, err := printing.Tags(shaper, tags, sheet, start)
	if err != nil {
		return nil, err
	}
	if err := writePDF(out, shaper, pages, pdf.Options{Resolution: sheet.Resolution()}); err != nil {
		return nil, err
	}
	given := &answer{doc: document{"tags": len(tags), "pages": len(pages), "file": out}, warnings: bareTags(tags, bare)}
	given.text = func(page *page) {
		page.say("tags.done", fault.Values{"count": len(tags), "pages": len(pages)})
		page.say("file.written", fault.Values{"file": out})
	}
	return given, nil
}

// tagOf gives the tag of a product: its own barcodes, then the SKU, then the short number.
func tagOf(product *catalog.Product, lang i18n.Lang) printing.Tag {
	tag := printing.Tag{Lang: lang, Name: product.Name, SKU: product.SKU, Price: product.Price, Unit: product.Unit, WeightG: product.WeightG}
	if product.Weighed {
		tag.WeightG = 0 // its price is of a weight already
	}
	if lang == i18n.English && product.NameEN != "" {
		tag.Name = product.NameEN
	}
	for _, code := range product.Codes {
		if code.Pack == qty.One {
			tag.Codes = append(tag.Codes, code.Code)
		}
	}
	tag.Codes = append(tag.Codes, product.SKU)
	if product.ShortNo != 0 {
		tag.Codes = append(tag.Codes, strconv.Itoa(product.ShortNo))
	}
	return tag
}

// bareTags warns of tags without bars, each product once.
func bareTags(tags []printing.Tag, bare []int) []*fault.Error {
	var warnings []*fault.Error
	said := map[string]bool{}
	for _, n := range bare {
		if sku := tags[n].SKU; !said[sku] {
			said[sku] = true
			warnings = append(warnings, fault.New("tag_without_bars", fmt.Sprintf("tag[%d].code", n), fault.Values{"sku": sku}))
		}
	}
	return warnings
}
