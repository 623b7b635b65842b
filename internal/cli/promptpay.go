package cli

import (
	"image/png"
	"io"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/pdf"
	"github.com/talat-pos/talat/internal/printing/raster"
	"github.com/talat-pos/talat/internal/printing/svg"
	drawn "github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/promptpay"
	"github.com/talat-pos/talat/internal/promptpay/qrcode"
	"github.com/talat-pos/talat/internal/rules"
	"github.com/talat-pos/talat/internal/shop"
)

func (p *program) promptpayCommand() *cobra.Command {
	return p.group("promptpay", p.promptpayPayload(), p.promptpayQR(), p.promptpayCard(), p.promptpayRead())
}

// payFlags say who is to be paid and how much.
type payFlags struct {
	to, biller, ref1, ref2, amount, terminal string
}

func (f *payFlags) add(flags *pflag.FlagSet) {
	flags.StringVar(&f.to, "to", "", "ID")
	flags.StringVar(&f.biller, "biller", "", "B")
	flags.StringVar(&f.ref1, "ref1", "", "R")
	flags.StringVar(&f.ref2, "ref2", "", "R")
	flags.StringVar(&f.amount, "amount", "", "A")
	flags.StringVar(&f.terminal, "terminal", "", "T")
}

const payUse = " (--to ID | --biller B --ref1 R [--ref2 R]) [--amount A] [--terminal T]"

// payment is a payment QR asked for.
type payment struct {
	payload  string
	masked   string
	amount   money.Satang
	ref      string
	warnings []*fault.Error
}

// code writes the QR's text. changed tells which flags were given.
func (f *payFlags) code(changed func(string) bool) (made payment, err error) {
	if changed("to") == changed("biller") {
		return made, fault.Unreadable("to_or_biller", "to", nil)
	}
	for _, ref := range []string{"ref1", "ref2"} {
		if changed("to") && changed(ref) {
			return made, fault.Unreadable("ref_without_biller", ref, fault.Values{"value": "--" + ref})
		}
	}
	if changed("amount") {
		if made.amount, err = readPositive(f.amount, "amount"); err != nil {
			return made, err
		}
	}
	limit, err := money.Parse(rules.Default("promptpay.warn_above"))
	if err != nil {
		return made, err
	}
	if changed("to") {
		made.payload, made.masked, made.warnings, err = f.transfer(made.amount)
	} else {
		made.payload, made.masked, made.warnings, err = f.bill(made.amount)
		made.ref = strings.TrimSpace(f.ref1 + " " + f.ref2)
	}
	made.warnings = append(made.warnings, promptpay.OverLimit(made.amount, limit)...)
	return made, err
}

func (f *payFlags) transfer(amount money.Satang) (payload, masked string, warnings []*fault.Error, err error) {
	to, err := promptpay.ParseID(f.to)
	if err != nil {
		return "", "", nil, at(err, "to")
	}
	for _, warning := range to.Warnings() {
		warnings = append(warnings, fault.New(warning.Code, "to", warning.Values))
	}
	payload, err = promptpay.Transfer{To: to, Amount: amount, Terminal: f.terminal}.Payload()
	return payload, to.Masked(), warnings, err
}

func (f *payFlags) bill(amount money.Satang) (payload, masked string, warnings []*fault.Error, err error) {
	if f.ref1 == "" {
		return "", "", nil, required("ref1", false)
	}
	bill := promptpay.Bill{Biller: f.biller, Ref1: f.ref1, Ref2: f.ref2, Amount: amount, Terminal: f.terminal}
	if payload, err = bill.Payload(); err != nil {
		return "", "", nil, err
	}
	read, err := promptpay.Read(payload)
	shown := max(0, len(read.Biller)-4)
	return payload, strings.Repeat("x", shown) + read.Biller[shown:], bill.Warnings(), err
}

func (p *program) promptpayPayload() *cobra.Command {
	var f payFlags
	var c *cobra.Command
	c = p.command("payload"+payUse, 0, 0, func([]string) (*answer, error) {
		made, err := f.code(c.Flags().Changed)
		if err != nil {
			return nil, err
		}
		return &answer{doc: document{"payload": made.payload}, warnings: made.warnings,
			text: func(out *page) { out.line(made.payload) }}, nil
	})
	f.add(c.Flags())
	return c
}

// cardDots is the width of a QR card's picture: 12 dots a millimetre, sharp on paper and screen.
const cardDots = 888

func (p *program) promptpayQR() *cobra.Command {
	var f payFlags
	var o output
	var name string
	var c *cobra.Command
	c = p.command("qr"+payUse+" [--name TEXT] (--out F.pdf|F.png|F.svg | --print)", 0, 0, func([]string) (*answer, error) {
		kind, err := o.kind(".pdf", ".png", ".svg")
		if err != nil {
			return nil, err
		}
		made, err := f.code(c.Flags().Changed)
		if err != nil {
			return nil, err
		}
		if _, err := qrcode.Checked(made.payload, qrcode.Medium); err != nil {
			return nil, err
		}
		card := printing.QRCard{Lang: p.lang, Payload: made.payload, Receiver: name, Masked: made.masked, Amount: made.amount, Ref: made.ref}
		given := &answer{doc: document{"payload": made.payload}, warnings: made.warnings}
		if kind != "" {
			if err := drawCard(card, kind, o.file); err != nil {
				return nil, err
			}
			given.wrote(o.file)
		}
		if !o.print {
			return given, nil
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) { return given, p.printCard(s, card, given) })
	})
	f.add(c.Flags())
	c.Flags().StringVar(&name, "name", "", "TEXT")
	o.add(c.Flags(), "F.pdf|F.png|F.svg")
	return c
}

// printCard sends a card to its printer. What a practice shop prints cannot be paid.
func (p *program) printCard(s *shop.Shop, card printing.QRCard, given *answer) (err error) {
	if card.Practice, err = s.Practice(p.ctx); err != nil {
		return err
	}
	page, err := card.Page(drawn.NewShaper())
	if err != nil {
		return err
	}
	return p.printPapers(s, shop.Papers{Form: shop.FormCard, Title: "promptpay", Pages: []printing.Page{page}}, given)
}

// promptpayCard is the card of the shop's own PromptPay that stands on the counter.
func (p *program) promptpayCard() *cobra.Command {
	var o output
	var paper string
	c := p.command("card (--out F.pdf | --print) [--paper a6|a5]", 0, 0, func([]string) (*answer, error) {
		if _, err := o.kind(".pdf"); err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			papers, err := s.CounterCard(p.ctx, printing.CardPaper(paper), nil, p.lang)
			if err != nil {
				return nil, err
			}
			given := &answer{doc: document{"pages": len(papers.Pages), "file": nil}}
			return given, p.deliver(s, papers, o, given)
		})
	})
	o.add(c.Flags(), "F.pdf")
	c.Flags().StringVar(&paper, "paper", string(printing.CardA6), "a6|a5")
	return c
}

func drawCard(card printing.QRCard, kind, out string) error {
	shaper := drawn.NewShaper()
	page, err := card.Page(shaper)
	if err != nil {
		return err
	}
	switch kind {
	case ".svg":
		return writeFile(out, func(w io.Writer) error { return svg.Write(w, shaper, page) })
	case ".pdf":
		return writePDF(out, shaper, []printing.Page{page}, pdf.Options{Title: card.Payload})
	}
	picture, err := raster.New(shaper).Picture(page, cardDots)
	if err != nil {
		return err
	}
	return writeFile(out, func(w io.Writer) error { return png.Encode(w, picture) })
}

func (p *program) promptpayRead() *cobra.Command {
	return p.command("read PAYLOAD", 1, 1, func(args []string) (*answer, error) {
		qr, err := promptpay.Scanned(args[0], promptpay.Read)
		if err != nil {
			return nil, at(err, "payload")
		}
		return qrAnswer(qr), nil
	})
}

func qrAnswer(qr promptpay.QR) *answer {
	doc := struct {
		Kind     promptpay.Kind `json:"kind"`
		To       *string        `json:"to"`
		Biller   *string        `json:"biller"`
		Ref1     *string        `json:"ref1"`
		Ref2     *string        `json:"ref2"`
		Terminal *string        `json:"terminal"`
		Merchant *string        `json:"merchant"`
		Amount   *money.Satang  `json:"amount_satang"`
		Static   bool           `json:"static"`
	}{qr.Kind, text(qr.To.Digits()), text(qr.Biller), text(qr.Ref1), text(qr.Ref2), text(qr.Terminal), text(qr.Merchant), nil, qr.Static}
	if qr.Kind == promptpay.BillKind {
		doc.To = nil
	}
	if qr.Amount != 0 {
		doc.Amount = &qr.Amount
	}
	return &answer{doc: document{"promptpay": doc}, text: func(out *page) {
		to := ""
		if doc.To != nil {
			to = qr.To.Text()
		}
		amount := out.t("promptpay.any")
		if qr.Amount != 0 {
			amount = i18n.Baht(qr.Amount)
		}
		out.pairs(pair{"label.kind", qr.Kind.Name(out.lang)}, pair{"label.to", to}, pair{"label.biller", qr.Biller},
			pair{"label.ref1", qr.Ref1}, pair{"label.ref2", qr.Ref2}, pair{"label.terminal", qr.Terminal},
			pair{"label.merchant", qr.Merchant}, pair{"label.amount", amount})
	}}
}
