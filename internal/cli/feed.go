package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/connect/feed"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/shop"
)

func (p *program) feedCommand() *cobra.Command {
	var format, out, base, line string
	use := "feed --format " + strings.Join(feed.Formats(), "|") + " --out F [--base-url URL] [--line ID]"
	c := p.command(use, 0, 0, func([]string) (*answer, error) {
		request, err := p.feedRequest(format, out, base, line)
		if err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			result, err := s.Feed(p.ctx, request, nil)
			if err != nil {
				return nil, err
			}
			return feedAnswer(request, result), nil
		})
	})
	c.Flags().StringVar(&format, "format", "", "FORMAT")
	c.Flags().StringVar(&out, "out", "", "F")
	c.Flags().StringVar(&base, "base-url", "", "URL")
	c.Flags().StringVar(&line, "line", "", "ID")
	return c
}

func (p *program) feedRequest(format, out, base, line string) (request shop.FeedRequest, err error) {
	request = shop.FeedRequest{Out: out, Lang: p.lang}
	if format == "" {
		return request, required("format", false)
	}
	if request.Format, err = feed.FormatOf(format); err != nil {
		return request, err
	}
	if request.Format.IsFolder() {
		if out == "" {
			return request, required("out", false)
		}
	} else {
		kind, err := fileKind(out, "out", request.Format.Endings...)
		if err != nil {
			return request, err
		}
		request.Format = request.Format.For(kind)
	}
	if request.Base, err = feed.ReadBase(base); err != nil {
		return request, err
	}
	request.LineID, err = feed.ReadLineID(line)
	return request, err
}

// leftDoc is a product with the reasons why it was left out, or what to look at.
type leftDoc struct {
	SKU     string      `json:"sku"`
	Name    string      `json:"name"`
	Reasons []reasonDoc `json:"reasons"`
}

type reasonDoc struct {
	What    string `json:"what"`
	Field   string `json:"field"`
	Message string `json:"message"`
}

func leftDocs(all []feed.Left) []leftDoc {
	docs := make([]leftDoc, len(all))
	for n, left := range all {
		docs[n] = leftDoc{left.SKU, left.Name, make([]reasonDoc, len(left.Reasons))}
		for i, reason := range left.Reasons {
			docs[n].Reasons[i] = reasonDoc{reason.What, reason.Field, reason.Text}
		}
	}
	return docs
}

func feedAnswer(request shop.FeedRequest, result shop.FeedResult) *answer {
	left, look := leftDocs(result.Left), leftDocs(result.Look)
	given := &answer{doc: document{"format": request.Format.Name, "products": result.Written, "sold_out": result.SoldOut,
		"pictures": result.Pictures, "skipped": left, "look": look, "file": nil}}
	given.text = func(page *page) {
		if result.Written > 0 {
			page.say("feed.done", fault.Values{"products": result.Written, "gone": result.SoldOut, "pictures": result.Pictures})
		} else {
			page.say("feed.none")
		}
		page.reasons("feed.left", left)
		page.reasons("feed.look", look)
	}
	if result.Written == 0 {
		given.status = refused
		return given
	}
	given.wrote(request.Out)
	if request.Base == "" && request.Format.Links {
		given.warnings = append(given.warnings, fault.New("feed_links", "base_url", nil))
	}
	if request.Format.Untried {
		given.warnings = append(given.warnings, fault.New("feed_untried", "format", nil))
	}
	if result.Hidden {
		given.warnings = append(given.warnings, fault.New("feed_unreachable", "line", nil))
	}
	if result.Practice {
		given.warnings = append(given.warnings, fault.New("feed_practice", "", nil))
	}
	return given
}

func (p *page) reasons(key string, all []leftDoc) {
	for _, left := range all {
		texts := make([]string, len(left.Reasons))
		for n, reason := range left.Reasons {
			texts[n] = reason.Message
		}
		p.say(key, fault.Values{"sku": left.SKU, "name": oneLine(left.Name), "reasons": strings.Join(texts, " · ")})
	}
}
