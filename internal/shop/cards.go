package shop

import (
	"context"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/spool"
)

// CounterCard lays out the PromptPay card that stands on the counter, without an amount; logo may be nil.
// Faults: those of PayCode and printing.CounterCard.
func (s *Shop) CounterCard(ctx context.Context, paper printing.CardPaper, logo *printing.Picture, lang i18n.Lang) (Papers, error) {
	code, err := s.PayCode(ctx, "", 0)
	if err != nil {
		return Papers{}, err
	}
	name, err := s.Get(ctx, "shop.name")
	if err != nil {
		return Papers{}, err
	}
	page, err := printing.CounterCard{QRCard: printing.QRCard{Lang: lang, Payload: code.Payload, Receiver: code.Receiver,
		Masked: code.Masked, Practice: code.Practice}, Shop: name, Logo: logo}.Page(s.paper().shaper, paper)
	return Papers{Form: FormCard, Title: "promptpay-" + string(paper), Pages: []printing.Page{page}}, err
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
	page, err := test.Page(s.paper().shaper, width, height)
	return Papers{Form: FormTest, Title: "test", Pages: []printing.Page{page}}, err
}
