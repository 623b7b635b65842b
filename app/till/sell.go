package till

import (
	"strings"

	"github.com/talat-pos/talat/app/sound"
	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/qty"
)

// Scan sells what a scanner read.
func (p *Page) Scan(code string) {
	p.view.dismiss()
	p.find(func(match catalog.Match, err error) { p.scanned(code, match, err) }, code)
}

// scanned sells what a code was found to mean.
func (p *Page) scanned(code string, match catalog.Match, err error) {
	switch {
	case err == nil && match.Product.Archived:
		p.kit.Sound.Play(sound.Unknown)
		p.askArchived(match, p.take)
	case err == nil && match.Product.HasVariants:
		p.kit.Sound.Play(sound.Scanned)
		p.askVariant(match.Product)
	case err == nil:
		p.kit.Sound.Play(sound.Scanned)
		p.take(match)
	case fault.Is(err, "product_unknown"):
		if p.desk.SlipScanned(code) {
			p.kit.Sound.Play(sound.Scanned)
			return
		}
		p.kit.Sound.Play(sound.Unknown)
		p.askUnknown(code)
	default:
		p.kit.Sound.Play(sound.Unknown)
		p.kit.Prompt.Error(err)
	}
}

// submit is Enter in the search box: a code or short number, or the chosen result. With nothing typed it
// brings back the chosen one of the bills listed.
func (p *Page) submit(text string) {
	if strings.TrimSpace(text) == "" {
		p.view.enter()
		return
	}
	if result := p.model.result(); result != nil && p.model.picked {
		p.sell(result)
		return
	}
	readings := codes(text)
	p.find(func(match catalog.Match, err error) {
		switch result := p.model.result(); {
		case err == nil:
			p.view.clearSearch()
			p.pick(match)
		case result != nil:
			p.sell(result)
		case !p.model.whole && !isFigures(readings[len(readings)-1]):
			p.kit.Prompt.Say(p.kit.T("till.loading")) // a word to be searched for, not a code
		default:
			p.view.clearSearch()
			p.scanned(readings[len(readings)-1], match, err)
		}
	}, readings...)
}

// sell puts a product on the bill that was chosen on the screen.
func (p *Page) sell(product *catalog.Product) {
	p.view.clearSearch()
	p.pick(catalog.Match{Product: product, Qty: qty.One, Kind: catalog.ByShort})
}

// pick sells what was typed or tapped; goods by weight are asked for the weight, which no label said, and of
// goods with variants it is asked which.
func (p *Page) pick(match catalog.Match) {
	p.view.dismiss()
	if match.Product.Archived {
		p.askArchived(match, p.pick)
		return
	}
	if match.Product.HasVariants {
		p.askVariant(match.Product)
		return
	}
	if match.Product.Weighed && match.Kind != catalog.ByScale {
		p.askWeight(match.Product)
		return
	}
	p.take(match)
}

func (p *Page) take(match catalog.Match) {
	warnings, err := p.model.add(match)
	p.added(match.Product, warnings, err)
	if err == nil && match.Product.Price == 0 && p.model.quote.Lines[p.model.chosen].UnitPrice == 0 {
		p.askLine(p.model.chosen) // nobody has said what it costs
	}
}

// added tells what came of a line that was put on the bill.
func (p *Page) added(product *catalog.Product, warnings []*fault.Error, err error) {
	if err != nil {
		p.kit.Prompt.Error(err)
		return
	}
	if product != nil && product.Alcohol && !alcoholNow(p.kit.Shop.Clock) {
		warnings = append(warnings, fault.New("alcohol_hours", "", fault.Values{"name": product.Name}))
	}
	p.say(warnings...)
	p.changed()
}

// say tells warnings in one quiet line; they never keep anyone from selling.
func (p *Page) say(warnings ...*fault.Error) {
	if len(warnings) == 0 {
		return
	}
	p.kit.Prompt.Say(i18n.Messages(p.kit.Lang, warnings))
}
