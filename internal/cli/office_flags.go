package cli

import (
	"fmt"
	"strings"

	"github.com/spf13/pflag"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

// officeFlags are the flags of the commands that make a paper, each with those of its kind.
type officeFlags struct {
	out, xml                         string
	thaiDigits, official, plain      bool
	in                               string
	copies                           string
	lines, items, options, with, yes []string
	buyer                            papers.Buyer
	customer, name                   string
	date, valid, due, within         string
	conditions, reason, code         string
	receiver, revises, replaces      string
	deposit, amount                  string
	parcels, pay                     []string
	certificate, picture             string
	order                            papers.BuyerOrder
	anew, each                       bool
	by                               string
}

func (f *officeFlags) add(flags *pflag.FlagSet, kind papers.Kind) {
	flags.StringVar(&f.name, "id", "", "UUID")
	flags.StringVar(&f.by, "by", "", "NAME")
	flags.StringArrayVar(&f.yes, "yes", nil, "CODE")
	flags.StringVar(&f.buyer.Name, "buyer", "", "NAME")
	flags.StringVar(&f.buyer.Agency, "buyer-agency", "", "TEXT")
	flags.StringVar(&f.buyer.Address, "buyer-address", "", "TEXT")
	flags.StringVar(&f.buyer.TaxID, "buyer-tax-id", "", "N")
	flags.StringVar(&f.buyer.Branch, "buyer-branch", "", "N")
	flags.StringVar(&f.buyer.Kind, "buyer-kind", "", "government|company|person")
	flags.StringVar(&f.customer, "customer", "", "ID")
	flags.StringVar(&f.date, "date", "", "DATE")
	if kind == papers.PurchaseOrder {
		flags.StringVar(&f.order.Number, "number", "", "N")
		flags.StringVar(&f.picture, "picture", "", "FILE")
		return
	}
	flags.StringVar(&f.out, "out", "", "F.pdf")
	flags.StringArrayVar(&f.lines, "line", nil, "CODE*QTY[@PRICE]")
	flags.StringArrayVar(&f.items, "item", nil, "NAME*QTY@PRICE")
	flags.BoolVar(&f.thaiDigits, "thai-digits", false, "")
	flags.BoolVar(&f.official, "official", false, "")
	flags.BoolVar(&f.plain, "plain", false, "")
	flags.StringVar(&f.in, "in", "", "th|en")
	flags.StringVar(&f.copies, "copies", "0", "N")
	flags.BoolVar(&f.anew, "anew", false, "")
	flags.StringVar(&f.conditions, "conditions", "", "TEXT")
	flags.StringVar(&f.order.Number, "order-number", "", "N")
	switch kind {
	case papers.Quotation:
		flags.StringArrayVar(&f.options, "option", nil, "TITLE=CODE*QTY,…")
		flags.StringVar(&f.valid, "valid", "", "DATE")
		flags.StringVar(&f.within, "within", "0", "N")
		flags.StringVar(&f.revises, "revises", "", "NUMBER")
	case papers.Delivery:
		flags.StringArrayVar(&f.parcels, "parcel", nil, "N")
		flags.BoolVar(&f.each, "each", false, "")
		flags.StringVar(&f.receiver, "receiver", "", "TEXT")
	case papers.CreditNote, papers.DebitNote:
		flags.StringVar(&f.reason, "reason", "", "TEXT")
		flags.StringVar(&f.code, "reason-code", "", "C")
	}
	if kind == papers.Invoice || kind == papers.Billing || kind == papers.TaxInvoice || kind == papers.DebitNote {
		flags.StringVar(&f.due, "due", "", "DATE")
	}
	if kind == papers.TaxInvoice || kind == papers.Abbreviated {
		flags.StringArrayVar(&f.with, "with", nil, "KIND")
	}
	if kind == papers.TaxInvoice {
		flags.StringVar(&f.replaces, "replaces", "", "NUMBER")
		flags.StringVar(&f.reason, "reason", "", "TEXT")
		flags.StringVar(&f.code, "reason-code", "", "C")
	}
	if kind == papers.Billing { // its invoices are taken whole: refused with a word why
		_, _ = flags.MarkHidden("line"), flags.MarkHidden("item")
	}
	if kind == papers.Receipt || kind == papers.TaxInvoice {
		flags.StringVar(&f.deposit, "deposit", "", "AMOUNT")
		flags.StringArrayVar(&f.pay, "pay", nil, "METHOD:AMOUNT")
		flags.StringVar(&f.certificate, "certificate", "", "NUMBER:DATE:AMOUNT")
		flags.StringVar(&f.picture, "picture", "", "FILE")
	}
	if kind == papers.Receipt {
		flags.StringVar(&f.amount, "amount", "", "AMOUNT")
	}
	if kind != papers.Quotation && kind != papers.Delivery && kind != papers.Billing && kind != papers.Voucher {
		flags.StringVar(&f.xml, "xml", "", "F.xml")
	}
}

// read reads the flags; what only the shop knows follows with finish.
func (f *officeFlags) read(kind papers.Kind, args []string) (ask shop.PaperAsk, err error) {
	ask = shop.PaperAsk{Kind: kind, Of: args, Anew: f.anew, Buyer: f.buyer, Conditions: f.conditions, Reason: f.reason, ReasonCode: f.code, Receiver: f.receiver,
		Revises: f.revises, Replaces: f.replaces, Yes: f.yes, By: f.by, Order: f.order}
	if ask.Buyer.Kind, err = papers.BuyerKind(f.buyer.Kind); err != nil {
		return ask, at(err, "buyer-kind")
	}
	for _, file := range []struct{ path, field, kind string }{{f.out, "out", ".pdf"}, {f.xml, "xml", ".xml"}} {
		if file.path != "" {
			_, err := fileKind(file.path, file.field, file.kind)
			if err == nil {
				err = writable(file.path, file.field)
			}
			if err != nil {
				return ask, err
			}
		}
	}
	if ask.ReasonCode == "" && ask.Reason != "" {
		if codes := papers.ReasonCodes(kind); len(codes) > 0 {
			ask.ReasonCode = codes[len(codes)-1] // another reason, in words
		}
	}
	for n, with := range f.with {
		other, err := papers.ParseKind(with)
		if err != nil {
			return ask, at(err, fmt.Sprintf("with[%d]", n))
		}
		ask.With = append(ask.With, other)
	}
	if err := f.readGoods(&ask); err != nil {
		return ask, err
	}
	if err := f.readDays(&ask); err != nil {
		return ask, err
	}
	if err := f.readMoney(&ask); err != nil {
		return ask, err
	}
	if f.name != "" {
		if ask.ID, err = id.Parse[id.Paper](f.name); err != nil {
			return ask, err
		}
	}
	if f.customer != "" {
		if ask.CustomerID, err = id.Parse[id.Party](f.customer); err != nil {
			return ask, at(err, "customer")
		}
	}
	return ask, f.readStyle(&ask)
}

func (f *officeFlags) readGoods(ask *shop.PaperAsk) (err error) {
	if ask.Lines, err = officeLines(f.lines, "line"); err != nil {
		return err
	}
	for n, text := range f.items {
		field := fmt.Sprintf("item[%d]", n)
		one, err := readItem(text, field, "price")
		if err != nil {
			return err
		}
		ask.Lines = append(ask.Lines, shop.PaperLine{Name: one.code, Qty: one.qty, Price: one.price})
	}
	for n, text := range f.options {
		title, goods, found := strings.Cut(text, "=")
		if !found {
			return fault.Unreadable("offer_unreadable", fmt.Sprintf("option[%d]", n), fault.Values{"value": text})
		}
		lines, err := officeLines(strings.Split(goods, ","), fmt.Sprintf("option[%d].line", n))
		if err != nil {
			return err
		}
		ask.Options = append(ask.Options, shop.PaperOption{Title: strings.TrimSpace(title), Lines: lines})
	}
	for n, text := range f.parcels {
		no, err := readCount(text, fmt.Sprintf("parcel[%d]", n), 1_000_000)
		if err != nil {
			return err
		}
		ask.Parcels = append(ask.Parcels, no)
	}
	return nil
}

func officeLines(texts []string, field string) (lines []shop.PaperLine, err error) {
	items, err := readItems(texts, field, func(text, field string) (item, error) { return readItem(text, field, "price") })
	for _, one := range items {
		lines = append(lines, shop.PaperLine{Code: one.code, Qty: one.qty, Price: one.price})
	}
	return lines, err
}

func (f *officeFlags) readDays(ask *shop.PaperAsk) (err error) {
	for _, day := range []struct {
		text, field string
		into        *clock.Day
	}{{f.date, "date", &ask.Date}, {f.valid, "valid", &ask.Valid}, {f.due, "due", &ask.DueDay}} {
		if *day.into, err = readDay(day.text, day.field); err != nil {
			return err
		}
	}
	if ask.Kind == papers.PurchaseOrder {
		ask.Order.Date, ask.Date = ask.Date, ""
	}
	if f.within != "" {
		ask.Within, err = readCount(f.within, "within", 3650)
	}
	return err
}

func (f *officeFlags) readMoney(ask *shop.PaperAsk) (err error) {
	if f.deposit != "" {
		if ask.Deposit, err = readPositive(f.deposit, "deposit"); err != nil {
			return err
		}
	}
	if f.amount != "" {
		if ask.Amount, err = readPositive(f.amount, "amount"); err != nil {
			return err
		}
	}
	for n, text := range f.pay {
		field := fmt.Sprintf("pay[%d]", n)
		method, amount, found := strings.Cut(text, ":")
		if !found || strings.TrimSpace(method) == "" {
			return fault.Unreadable("pay_unreadable", field, fault.Values{"value": text})
		}
		paid := papers.Payment{Method: strings.TrimSpace(method), Date: ask.Date}
		if paid.Amount, err = readPositive(amount, field+".amount"); err != nil {
			return err
		}
		ask.Payments = append(ask.Payments, paid)
	}
	if f.certificate == "" {
		return nil
	}
	parts := strings.Split(f.certificate, ":")
	if len(parts) != 3 {
		return fault.Unreadable("certificate_unreadable", "certificate", fault.Values{"value": f.certificate})
	}
	ask.Certificate = &papers.Certificate{Number: strings.TrimSpace(parts[0])}
	if ask.Certificate.Date, err = readDay(strings.TrimSpace(parts[1]), "certificate.date"); err != nil {
		return err
	}
	ask.Certificate.Amount, err = readPositive(parts[2], "certificate.amount")
	return err
}

func (f *officeFlags) readStyle(ask *shop.PaperAsk) error {
	copies := 0
	if f.copies != "" {
		var err error
		if copies, err = readCount(f.copies, "copies", 9); err != nil {
			return err
		}
	}
	if !f.thaiDigits && !f.official && !f.plain && f.in == "" && copies == 0 {
		return nil // as papers of this buyer are
	}
	style := papers.Style{Official: f.official || f.thaiDigits && !f.plain, ThaiDigits: f.thaiDigits, Copies: copies}
	if f.in != "" {
		lang, err := i18n.ParseLang(f.in)
		if err != nil {
			return at(err, "in")
		}
		style.Lang = lang
	}
	ask.Style, ask.UsualForm = &style, !f.official && !f.plain && !f.thaiDigits
	return nil
}

// finish reads what only the shop can: pictures that are kept with it.
func (f *officeFlags) finish(p *program, s *shop.Shop, ask *shop.PaperAsk) error {
	if f.picture == "" {
		return nil
	}
	if ask.Kind != papers.PurchaseOrder && ask.Certificate == nil {
		return fault.New("picture_without_certificate", "picture", nil)
	}
	name, err := s.AddPictureFile(p.ctx, f.picture)
	if err != nil {
		return at(err, "picture")
	}
	if ask.Kind == papers.PurchaseOrder {
		ask.Order.Picture = name
	} else if ask.Certificate != nil {
		ask.Certificate.Picture = name
	}
	return nil
}
