package issuing

import (
	"context"
	"image"
	"slices"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/selling"
	"github.com/talat-pos/talat/internal/shop"
)

// facts is what the dialog of a paper offers beside what is known of the paper itself.
type facts struct {
	day      clock.Day
	methods  []string // by which money comes
	sources  []*shop.OfficePaper
	parcels  []shop.PaperParcel // of the order, those on a note too
	withheld money.Satang       // of a receipt: tax that buyers keep back of its sources, but for what certificates prove
	lines    []papers.Line      // of the first source: what a note may be of
	back     []shop.PaperLine   // what came back of a tax invoice's sale and stands on no credit note
}

// readFacts reads them.
func readFacts(ctx context.Context, s *shop.Shop, ask shop.PaperAsk) (f facts, err error) {
	f.day = clock.DayOf(s.Clock())
	if f.methods, err = methodsOf(ctx, s); err != nil {
		return f, err
	}
	for _, number := range ask.Of {
		paper, err := s.OfficePaper(ctx, number)
		switch {
		case err == nil:
			f.sources = append(f.sources, paper)
		case !fault.Is(err, "paper_not_found"):
			return f, err
		}
	}
	if ask.Kind == papers.Receipt && len(f.sources) == 0 && len(ask.Of) > 0 { // of an order: its invoices
		if f.sources, err = s.ReceiptOver(ctx, ask); err != nil && fault.Of(err).Kind == fault.Internal {
			return f, err // why else it cannot be made the sketch says
		}
	}
	if ask.Kind == papers.Receipt && f.overInvoices() {
		if f.withheld, err = s.UnprovedTax(ctx, f.sources); err != nil {
			return f, err
		}
	}
	if len(f.sources) > 0 {
		f.lines = f.sources[0].Lines
	}
	if ask.Kind == papers.CreditNote && len(f.sources) == 1 {
		if f.lines, err = s.LinesToCredit(ctx, f.sources[0].Number); err == nil && len(ask.Lines) == 0 {
			f.back, err = s.ReturnedOf(ctx, f.sources[0].Number)
		}
		if err != nil {
			return f, err
		}
	}
	if ask.Kind == papers.Delivery && len(ask.Of) == 1 {
		f.parcels, err = s.PaperParcels(ctx, ask.Of[0])
	}
	return f, err
}

// usualMethods are the ways that offices pay, the usual one first.
var usualMethods = []string{selling.Transfer, selling.Cash, selling.PromptPay, selling.Card}

func methodsOf(ctx context.Context, s *shop.Shop) (codes []string, err error) {
	known, err := s.Methods(ctx)
	for _, code := range usualMethods {
		if method, ok := known[code]; ok && !method.Hidden {
			codes = append(codes, code)
		}
	}
	return codes, err
}

// left is what the invoices that a receipt is over are still owed, and whether all of it is the tax that their buyer
// kept back: then only the certificate is still to come.
func (f *facts) left() (left money.Satang, onlyTax bool) {
	for _, p := range f.sources {
		left += p.Rest(p.Fate)
	}
	return left, left > 0 && left == f.withheld
}

// overInvoices reports whether the paper is over papers that ask for money.
func (f *facts) overInvoices() bool {
	return len(f.sources) > 0 && !slices.ContainsFunc(f.sources, func(p *shop.OfficePaper) bool { return !p.Asks() })
}

// shown is a page as it is seen.
type shown = image.Image

// drawPaper sketches a paper and draws a page of it. What cannot be drawn has no page, and the sketch says why.
func drawPaper(ctx context.Context, s *shop.Shop, ask shop.PaperAsk, page int) (d drawn, err error) {
	if d.sketch, err = s.SketchPaper(ctx, ask); err != nil {
		if of := fault.Of(err); of.Kind == fault.Internal {
			return d, err
		}
		d.sketch = &shop.PaperSketch{Fault: err}
		return d, nil
	}
	switch {
	case d.sketch.Paper == nil:
		return d, nil
	case ask.Kind == papers.PurchaseOrder: // the buyer's own: what was kept of it
		if ask.Order.Picture != "" {
			d.look, err = s.OpenPhoto(ctx, ask.Order.Picture)
		}
		return d, err
	}
	laid, err := s.PreviewPaper(ctx, d.sketch.Paper)
	if err != nil {
		if d.sketch.Fault == nil {
			d.sketch.Fault = err
		}
		return d, nil
	}
	d.pages = len(laid.Pages)
	d.page = max(min(page, d.pages-1), 0)
	d.look, err = s.ShowPage(laid, d.page, pixels)
	return d, err
}
