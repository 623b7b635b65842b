package shop

import (
	"context"
	"fmt"
	"strconv"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/qty"
)

// MaxTags bounds the price tags of one run.
const MaxTags = 5_000

// TagCount is how many price tags of a product are wanted.
type TagCount struct {
	Product *catalog.Product
	Count   int // from 1
}

// Tags lays price tags out from a place on the first sheet, counted from 1. It warns with
// "tag_without_bars" of products that no scanner can read at that size. Faults: "tag_count" with the index
// of what is wanted, those of printing.Tags.
func (s *Shop) Tags(ctx context.Context, wanted []TagCount, sheet printing.TagSheet, start int, lang i18n.Lang) (Papers, []*fault.Error, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return Papers{}, nil, err
	}
	var tags []printing.Tag
	for n, of := range wanted {
		if of.Count < 1 || len(tags)+of.Count > MaxTags {
			return Papers{}, nil, fault.New("tag_count", fmt.Sprintf("tag[%d].qty", n), fault.Values{"value": of.Count, "most": MaxTags})
		}
		tag := tagOf(of.Product, lang)
		tag.Practice = set.Get("shop.practice") == "yes"
		for range of.Count {
			tags = append(tags, tag)
		}
	}
	var bare []int
	papers, err := s.laid(set, Papers{Form: FormTags, Title: "tags"}, func(shaper *text.Shaper) (pages []printing.Page, err error) {
		pages, bare, err = printing.Tags(shaper, tags, sheet, start)
		return pages, err
	})
	return papers, bareTags(tags, bare), err
}

// tagOf gives the tag of a product: its own barcodes, then the SKU, then the short number.
func tagOf(product *catalog.Product, lang i18n.Lang) printing.Tag {
	tag := printing.Tag{Lang: lang, Name: nameIn(lang, product), SKU: product.SKU, Price: product.Price, Unit: product.Unit, WeightG: product.WeightG}
	if product.Weighed {
		tag.WeightG = 0 // its price is of a weight already
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
