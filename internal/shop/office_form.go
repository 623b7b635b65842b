package shop

import (
	"context"
	"image"
	"os"
	"path/filepath"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/promptpay"
)

// officeForm fills in the form of a paper from its body alone: what is set in the shop today changes nothing on it,
// but whether the shop is for practice.
func (s *Shop) officeForm(set Settings, p *papers.Paper) (printing.OfficePaper, error) {
	o := printing.OfficePaper{Letterhead: s.officeHead(set, p.Seller, p.Style), Set: p.Set, Deposit: p.Deposit, Revision: p.Revision, Buyer: officeBuyer(&p.Buyer),
		WithinDays: p.Within, OfficeSums: officeSums(p.Sums), Unpriced: p.Kind == papers.Delivery && !p.Is(papers.TaxInvoice)}
	o.Number, o.Day, o.ValidUntil = p.Number, p.Date, p.Valid
	for _, kind := range append([]papers.Kind{p.Kind}, p.With...) {
		drawn, ok := printing.OfficeKindOf(string(kind))
		if !ok {
			return o, fault.New("paper_not_printed", "kind", fault.Values{"paper": i18n.Words{"papers.kind." + string(kind)}})
		}
		o.Kinds = append(o.Kinds, drawn)
	}
	if o.PayBy = p.DueDay; p.Kind == papers.Billing {
		o.PayBy, o.CollectOn = "", p.DueDay
	}
	if p.Kind == papers.Abbreviated {
		o.POSID = p.Seller.POSID
	}
	if p.Conditions != "" {
		o.Conditions = strings.Split(p.Conditions, "\n")
	}
	if p.Kind == papers.Voucher { // whose number it is, the number tells: those of firms and offices begin with 0
		o.Buyer.Citizen = p.Buyer.TaxID != "" && p.Buyer.TaxID[0] != '0'
	}
	officeGoods(&o, p)
	officeRefs(&o, p)
	officeMoney(&o, p)
	for _, sign := range p.Signatures {
		o.Signers = append(o.Signers, printing.Signer{Role: sign.Role, Name: sign.Name, Position: sign.Position})
	}
	return o, officeQR(&o, p)
}

// officeHead says who writes, with the pictures of the shop as the paper names them.
func (s *Shop) officeHead(set Settings, seller papers.Seller, style papers.Style) printing.Letterhead {
	return printing.Letterhead{Lang: style.Language(), Official: style.Official, ThaiDigits: style.ThaiDigits, Practice: set.Get("shop.practice") == "yes",
		Logo: s.officePicture(seller.Logo), Seal: s.officePicture(seller.Seal),
		Shop: printing.Shop{Names: []string{seller.Name}, Address: seller.Address, Phone: seller.Phone, TaxID: seller.TaxID, Branch: seller.Branch}}
}

// officePicture reads a picture of the shop's; one that is gone or broken is none: no paper waits for it.
func (s *Shop) officePicture(name string) *printing.Picture {
	if name == "" {
		return nil
	}
	file, err := os.Open(filepath.Join(s.Dir, Images, filepath.Base(name)))
	if err != nil {
		return nil
	}
	defer file.Close()
	picture, _, err := image.Decode(file)
	if err != nil {
		return nil
	}
	return printing.PictureOf(picture)
}

func officeBuyer(b *papers.Buyer) printing.Shop {
	shop := printing.Shop{Address: b.Address, TaxID: b.TaxID, Branch: b.Branch}
	for _, name := range []string{b.Name, b.Agency} {
		if name != "" { // an abbreviated tax invoice has no buyer
			shop.Names = append(shop.Names, name)
		}
	}
	return shop
}

func officeGoods(o *printing.OfficePaper, p *papers.Paper) {
	invoices := len(p.Lines) > 0
	for _, line := range p.Lines {
		invoices = invoices && line.Of != ""
	}
	for _, line := range p.Lines {
		if invoices {
			bill := printing.OfficeBill{Number: line.Of, Owed: line.Total}
			for _, ref := range p.Refs {
				if ref.Number == line.Of {
					bill.Day, bill.Due = ref.Date, ref.Due
				}
			}
			o.Bills = append(o.Bills, bill)
			continue
		}
		o.Lines = append(o.Lines, officeLine(p.Style.Language(), line))
	}
	for _, offer := range p.Alternatives {
		option := printing.OfficeOption{Name: offer.Title, OfficeSums: officeSums(offer.Sums)}
		for _, line := range offer.Lines {
			option.Lines = append(option.Lines, officeLine(p.Style.Language(), line))
		}
		o.Options = append(o.Options, option)
	}
	if p.Receiver != "" || p.Round > 0 {
		name, place, _ := strings.Cut(p.Receiver, "\n")
		o.Place = &printing.DeliveryPlace{Name: name, Address: place, Round: p.Round, Of: p.Rounds}
	}
}

func officeLine(lang i18n.Lang, line papers.Line) printing.OfficeLine {
	out := printing.OfficeLine{Name: line.Name, Qty: line.Qty, Unit: i18n.Unit(lang, line.Unit), UnitPrice: line.Price, Ordered: line.Ordered, Before: line.Before, Discount: line.Discount, Total: line.Total, VATClass: line.VATClass}
	if line.Note != "" {
		out.Notes = []string{line.Note}
	}
	for _, at := range line.Breaks {
		out.Breaks = append(out.Breaks, printing.PriceBreak{From: at.From, UnitPrice: at.Price})
	}
	return out
}

func officeSums(s papers.Sums) printing.OfficeSums {
	out := printing.OfficeSums{Included: true, Rounding: s.Rounding, Total: s.Due}
	if s.Deposit > 0 {
		out.Deposits = []printing.Amount{{Sum: s.Deposit}}
	}
	for _, class := range s.Classes {
		if class.Class != "" {
			out.VAT = append(out.VAT, printing.VATSum{Class: class.Class, Rate: class.Rate, Base: class.Base, VAT: class.VAT})
		}
	}
	return out
}

func officeRefs(o *printing.OfficePaper, p *papers.Paper) {
	var each []printing.Amount // what is taken off, deposit by deposit
	if p.Order.Number != "" {
		kind := papers.PurchaseOrder
		if p.Order.Signed {
			kind = papers.Quotation
		}
		o.Refs = append(o.Refs, printing.Reference{Kind: string(kind), Number: p.Order.Number, Day: p.Order.Date})
	}
	for _, ref := range p.Refs {
		named := printing.Reference{Kind: ref.Source, Number: ref.Number, Day: ref.Date}
		switch ref.Role {
		case papers.Replaces, papers.ForSlip:
			if ref.Role == papers.ForSlip {
				named.Kind = string(papers.Abbreviated)
			}
			o.Replaces = append(o.Replaces, named)
		case papers.Corrects:
			if c := p.Correction; c != nil {
				o.Fixes = &printing.Correction{Reference: named, Invoiced: c.Invoiced, Was: c.Original, Right: c.Right, Reason: p.Reason}
			}
		case papers.PaidBy:
			label := i18n.T(o.Lang, "papers.less_deposit", fault.Values{"number": ref.Number})
			if ref.Taken > 0 {
				each = append(each, printing.Amount{Label: label, Sum: ref.Taken})
			} else if len(o.Deposits) == 1 && o.Deposits[0].Label == "" { // issued before deposits were told apart
				o.Deposits[0].Label = label
			}
		case "", ofOrder, papers.Revises:
			if len(o.Bills) == 0 && ref.Number != p.Order.Number {
				o.Refs = append(o.Refs, named)
			}
		}
	}
	if len(each) > 0 {
		o.Deposits = each
	}
}

func officeMoney(o *printing.OfficePaper, p *papers.Paper) {
	if w := p.TellsWithheld(); w != nil {
		o.Withheld = &printing.Withholding{Rate: w.Rate, Base: w.Base, Amount: w.Tax}
		if c := w.Certificate; c != nil {
			o.Withheld.Certificate = strings.TrimSpace(c.Number + " " + p.Style.Day(c.Date))
		}
	}
	for _, paid := range p.Payments {
		o.Paid = append(o.Paid, printing.OfficePayment{Method: paid.Method, Detail: strings.TrimSpace(paid.Ref + " " + i18n.Date(o.Lang, paid.Date)), Sum: paid.Amount})
	}
	o.ToPay = p.PayTo.Sum
	if to := p.PayTo; to.Account != "" {
		o.Banks = []printing.BankAccount{{Bank: to.Bank, Number: to.Account, Name: to.AccountName}}
	}
}

// officeQR puts a PromptPay code on a paper that asks for money: for what is still to be paid, less the tax to be withheld.
func officeQR(o *printing.OfficePaper, p *papers.Paper) error {
	to := p.PayTo
	if to.PromptPay == "" || p.ToPay() <= 0 {
		return nil
	}
	receiver, err := promptpay.ParseID(to.PromptPay)
	if err != nil {
		return nil //nolint:nilerr // an id that is none was never one to pay
	}
	amount := p.ToPay()
	if w := p.TellsWithheld(); w != nil {
		amount = w.After
	}
	payload := promptpay.PracticeText(p.Number)
	if !o.Practice {
		if payload, err = (promptpay.Transfer{To: receiver, Amount: amount}).Payload(); err != nil {
			return err
		}
	}
	o.Pay = &printing.PayQR{Payload: payload, Receiver: to.PromptPayName, Masked: receiver.Masked(), Amount: amount}
	return nil
}

// officePages lays a paper out: the original with its copies of one print, or a later copy. One without a number is not counted.
func (s *Shop) officePages(ctx context.Context, p *papers.Paper, void *ledger.PaperVoid, copy int) (Papers, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return Papers{}, err
	}
	form, err := s.officeForm(set, p)
	if err != nil {
		return Papers{}, err
	}
	form.Copy = copy
	if void != nil {
		form.Void = &printing.Voiding{Day: void.Day, Reason: void.Reason}
	}
	title := p.Number
	if title == "" {
		title = string(p.Kind)
	}
	return s.laid(set, Papers{Form: FormOffice, Of: p.Number, Title: title, Copy: copy}, func(shaper *text.Shaper) ([]printing.Page, error) {
		if copy == 0 && void == nil && p.Style.Copies > 0 {
			return form.Copies(shaper, p.Style.Copies)
		}
		return form.Pages(shaper)
	})
}

// PreviewPaper lays out a paper that is not issued yet. LayPaper does one that is.
func (s *Shop) PreviewPaper(ctx context.Context, p *papers.Paper) (Papers, error) {
	return s.officePages(ctx, p, nil, 0)
}
