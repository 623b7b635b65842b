package papers

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// Break is a price from a quantity on.
type Break struct {
	From  qty.Qty      `json:"from"`
	Price money.Satang `json:"price_satang"` // of one unit
}

// MaxBreaks and MaxAlternatives bound what fits on one sheet side by side.
const (
	MaxBreaks       = 6
	MaxAlternatives = 3
)

// checkBreaks fails with "too_many", "breaks_order" (quantities must rise and prices must not).
func checkBreaks(breaks []Break) error {
	if len(breaks) > MaxBreaks {
		return fault.New("too_many", "breaks", fault.Values{"max": MaxBreaks})
	}
	for n, at := range breaks {
		field := fmt.Sprintf("breaks[%d]", n)
		switch {
		case at.From <= 0 || at.From > qty.Max:
			return fault.New("qty_not_positive", field+".from", fault.Values{"value": at.From})
		case at.Price < 0 || at.Price > money.Max:
			return fault.New("price_invalid", field+".price", fault.Values{"value": at.Price})
		case n > 0 && (at.From <= breaks[n-1].From || at.Price > breaks[n-1].Price):
			return fault.New("breaks_order", field, nil)
		}
	}
	return nil
}

// BreaksOf gives the catalogue's prices of many at retail, as far as a paper tells them: rising, with prices that do not.
func BreaksOf(product *catalog.Product) (breaks []Break) {
	steps := slices.Clone(product.Breaks)
	slices.SortFunc(steps, func(a, b catalog.Break) int { return cmp.Compare(a.From, b.From) })
	last := Break{Price: product.Price}
	for _, step := range steps {
		if step.List == catalog.Retail && step.From > last.From && step.Price <= last.Price && len(breaks) < MaxBreaks {
			last = Break{From: step.From, Price: step.Price}
			breaks = append(breaks, last)
		}
	}
	return breaks
}

// Told gives the breaks as the paper of so many tells them. Where one is reached the price of fewer is told too, so that
// nobody takes ten for the price of a hundred.
func Told(usual money.Satang, breaks []Break, quantity qty.Qty) []Break {
	if len(breaks) > 0 && len(breaks) < MaxBreaks && breaks[0].From > qty.One && breaks[0].From <= quantity && usual > breaks[0].Price {
		return slices.Insert(slices.Clone(breaks), 0, Break{From: qty.One, Price: usual})
	}
	return breaks
}

// PriceAt gives the price of one unit when so many are taken: that of the highest break reached, or usual.
func PriceAt(usual money.Satang, breaks []Break, quantity qty.Qty) money.Satang {
	for _, at := range breaks {
		if quantity >= at.From {
			usual = at.Price
		}
	}
	return usual
}

// Alternative is one of up to three offers that stand side by side on a quotation.
type Alternative struct {
	Title string `json:"title"`
	Lines []Line `json:"lines"`
	Sums  Sums   `json:"sums"`
}

// Comes says in a list what a paper comes to: its sum, of alternatives how many there are, for it has no sum
// until one is chosen.
func Comes(lang i18n.Lang, due money.Satang, alternatives int) string {
	if alternatives > 0 {
		return i18n.T(lang, "papers.alternatives", fault.Values{"count": alternatives})
	}
	return i18n.Baht(due)
}

// alternatives settles the offers of a quotation. The paper itself has no sum until one is chosen.
func (d *draft) alternatives(rate money.Basis) error {
	offers := d.request.Alternatives
	switch {
	case len(d.paper.Lines) > 0:
		return fault.New("alternatives_and_lines", "line", nil)
	case len(offers) < 2 || len(offers) > MaxAlternatives:
		return fault.New("alternatives_many", "alternative", fault.Values{"max": MaxAlternatives})
	}
	for n, offer := range offers {
		at := fmt.Sprintf("alternative[%d]", n)
		offer.Lines = append([]Line(nil), offer.Lines...)
		if err := checkTexts(text{at + ".title", offer.Title, 100}); err != nil {
			return err
		}
		if err := settleLines(offer.Lines, rate, at+".line"); err != nil {
			return err
		}
		sums, err := sumsOf(offer.Lines, nil, 0)
		if err != nil {
			return fault.At(err, at)
		}
		offer.Sums = sums
		d.paper.Alternatives = append(d.paper.Alternatives, offer)
	}
	return nil
}

// Offered gives the lines of an alternative (1, 2, 3), or those of a quotation without any. It fails with
// "alternative_unknown".
func (p *Paper) Offered(alternative int) ([]Line, error) {
	switch {
	case len(p.Alternatives) == 0:
		return p.Lines, nil
	case alternative < 1 || alternative > len(p.Alternatives):
		return nil, fault.New("alternative_unknown", "alternative", fault.Values{"max": len(p.Alternatives)})
	}
	return p.Alternatives[alternative-1].Lines, nil
}

// Chosen gives the lines that a quotation's order begins with: those of the alternative (1, 2, 3), or its own.
// quantities are how many the buyer takes, each at the price of the break reached: none = as quoted, one = of each line
// so many (0 = as quoted), else those of each line in order, 0 = not taken. It fails with "alternative_unknown",
// "qty_too_large" and "lines_missing" (nothing is taken).
func (p *Paper) Chosen(alternative int, quantities ...qty.Qty) ([]Line, error) {
	lines, err := p.Offered(alternative)
	if err != nil {
		return nil, err
	}
	if len(quantities) > 1 && len(quantities) != len(lines) {
		return nil, fault.New("too_many", "qty", fault.Values{"max": len(lines)})
	}
	var taken []Line
	for n, line := range lines {
		switch {
		case len(quantities) == 1 && quantities[0] != 0:
			line, err = line.take(quantities[0])
		case len(quantities) > 1 && quantities[n] == 0:
			continue
		case len(quantities) > 1:
			line, err = line.take(quantities[n])
		}
		if err != nil {
			return nil, err
		}
		line.Breaks = nil // the price is agreed
		taken = append(taken, line)
	}
	if len(taken) == 0 {
		return nil, fault.New("lines_missing", "qty", nil)
	}
	return taken, nil
}

// take gives a line for so many, at the price of the break reached.
func (l Line) take(quantity qty.Qty) (Line, error) {
	if quantity < 0 || quantity > qty.Max {
		return l, fault.New("qty_too_large", "qty", fault.Values{"value": quantity})
	}
	if quantity != l.Qty {
		l.Qty, l.Price = quantity, PriceAt(l.Price, l.Breaks, quantity)
		l.Discount = 0 // it was agreed for the quantity quoted
		l.Total = money.Times(l.Price, l.Qty)
	}
	return l, nil
}
