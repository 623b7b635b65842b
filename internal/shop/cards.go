package shop

import (
	"context"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/spool"
	"github.com/talat-pos/talat/internal/printing/text"
)

// CounterCard lays out the PromptPay card that stands on the counter, without an amount; logo may be nil.
// Faults: those of PayCode and printing.CounterCard.
func (s *Shop) CounterCard(ctx context.Context, size printing.CardPaper, logo *printing.Picture, lang i18n.Lang) (Papers, error) {
	code, err := s.PayCode(ctx, "", 0)
	if err != nil {
		return Papers{}, err
	}
	set, err := s.db.Settings(ctx)
	if err != nil {
		return Papers{}, err
	}
	card := printing.CounterCard{QRCard: printing.QRCard{Lang: lang, Payload: code.Payload, Receiver: code.Receiver,
		Masked: code.Masked, Practice: code.Practice}, Shop: set.Get("shop.name"), Logo: logo}
	papers := Papers{Form: FormCard, Title: "promptpay-" + string(size)}
	return s.laid(set, papers, func(shaper *text.Shaper) ([]printing.Page, error) { return one(card.Page(shaper, size)) })
}

// TestPapers lays out the test of the printer that a setting names, on the paper that it prints on. Faults:
// "printer_not_set", "paper_unknown".
func (s *Shop) TestPapers(ctx context.Context, key string, lang i18n.Lang) (Papers, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return Papers{}, err
	}
	if set.Get(key) == "" {
		return Papers{}, fault.New("printer_not_set", key, nil)
	}
	to, err := spool.Parse(set.Get(key))
	if err != nil {
		return Papers{}, fault.At(err, key)
	}
	test := printing.TestPage{Lang: lang, Shop: set.Get("shop.name"), Printer: to.String(), At: s.Clock()}
	width, height := printing.A4Width, printing.A4Height
	switch key {
	case ReceiptPrinter:
		if width, _, err = paperWidth(set.Get("paper.receipt")); err != nil {
			return Papers{}, err
		}
		height = 0
	case LabelPrinter:
		width, height = printing.LabelPaper(set.Get("paper.label")).Size()
		if width > WidestLabel { // labels are on sheets here: only price tags go to this printer
			width, height = 100*printing.MM, 150*printing.MM
		}
	}
	return s.laid(set, Papers{Form: FormTest, Title: "test"}, func(shaper *text.Shaper) ([]printing.Page, error) {
		return one(test.Page(shaper, width, height))
	})
}
