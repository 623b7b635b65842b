package cli

import (
	"io"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/pdf"
	drawn "github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/shop"
)

// receiptFlags are the flags of receipt.
type receiptFlags struct {
	output
	paper, buyer, buyerTaxID, buyerAddress string
}

func (p *program) receiptCommand() *cobra.Command {
	var f receiptFlags
	c := p.command("receipt NUMBER (--out F.pdf|F.png|F.escpos | --print) [--paper 58|80] [--buyer TEXT] [--buyer-tax-id N]", 1, 1,
		func(args []string) (*answer, error) {
			kind, err := f.kind(".pdf", ".png", ".escpos")
			if err != nil {
				return nil, err
			}
			return p.inShop(func(s *shop.Shop) (*answer, error) { return p.receipt(s, args[0], kind, f) })
		})
	flags := c.Flags()
	f.add(flags, "F.pdf|F.png|F.escpos")
	flags.StringVar(&f.paper, "paper", "", "58|80")
	flags.StringVar(&f.buyer, "buyer", "", "TEXT")
	flags.StringVar(&f.buyerTaxID, "buyer-tax-id", "", "N")
	flags.StringVar(&f.buyerAddress, "buyer-address", "", "TEXT")
	return c
}

func (p *program) receipt(s *shop.Shop, number, kind string, f receiptFlags) (*answer, error) {
	bill, err := p.billNamed(s, number)
	if err != nil {
		return nil, err
	}
	if f.buyer != "" || f.buyerTaxID != "" || f.buyerAddress != "" {
		if err := s.SetBuyer(p.ctx, bill.ID, f.buyer, f.buyerTaxID, f.buyerAddress); err != nil {
			return nil, err
		}
		if bill, err = s.Bill(p.ctx, bill.ID); err != nil {
			return nil, err
		}
	}
	options, given := shop.ReceiptOptions{Lang: p.lang, Paper: f.paper}, &answer{doc: document{"number": bill.Number}}
	if kind != "" {
		slip, err := s.Receipt(p.ctx, bill, options)
		if err == nil {
			err = s.FileSlip(p.ctx, bill) // before it is there, as a print is counted before it goes
		}
		if err != nil {
			return nil, err
		}
		if err := writeSlip(slip, kind, f.file, pdf.Options{Title: bill.Number, Created: bill.At.Time()}); err != nil {
			return nil, err
		}
		given = fileAnswer(f.file, given.doc)
	}
	given.warnings = p.fontFaults(s)
	if !f.print {
		return given, nil
	}
	queued, err := s.PrintBill(p.ctx, bill, options)
	return given, p.follow(s, queued, err, given)
}

// writeSlip writes a slip as a file of a kind: a printer's bytes, their picture, or the page they show.
func writeSlip(slip *shop.Slip, kind, out string, options pdf.Options) error {
	draw := slip.PNG
	switch kind {
	case ".pdf":
		return writePDF(out, slip.Shaper, []printing.Page{slip.Page}, options)
	case ".escpos":
		draw = slip.ESCPOS
	}
	data, err := draw()
	if err != nil {
		return err
	}
	return writeFile(out, func(w io.Writer) error { _, err := w.Write(data); return err })
}

// writePDF writes pages as one file, whole or not at all.
func writePDF(out string, shaper *drawn.Shaper, pages []printing.Page, options pdf.Options) error {
	return writeFile(out, func(w io.Writer) error { return pdf.Write(w, shaper, pages, options) })
}
