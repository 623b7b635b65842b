package cli

import (
	"io"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/shop"
)

// officeDoc is a paper as JSON gives it.
type officeDoc struct {
	Number   string       `json:"number"`
	Kind     papers.Kind  `json:"kind"`
	With     []string     `json:"with,omitempty"`
	Of       []string     `json:"of"`
	Date     clock.Day    `json:"date"`
	Buyer    string       `json:"buyer"`
	Total    money.Satang `json:"total_satang"`
	Due      money.Satang `json:"due_satang"` // what the paper is for, less deposits
	VAT      money.Satang `json:"vat_satang"`
	Withheld money.Satang `json:"wht_satang"`
	State    papers.State `json:"state"`
	Void     *string      `json:"void"` // why
	History  []officeSaid `json:"history"`
	Copy     int          `json:"copy"`
	Replayed bool         `json:"replayed"` // it was there before
	Booked   money.Satang `json:"booked_satang,omitempty"`
}

func (p *program) officeDoc(paper *shop.OfficePaper) officeDoc {
	doc := officeDoc{Number: paper.Number, Kind: paper.Kind, Of: []string{}, Date: paper.Date, Buyer: paper.Buyer.Name, Total: paper.Sums.Total, Due: paper.Sums.Due,
		VAT: paper.Sums.VAT, State: paper.StateOf(paper.Fate, clock.DayOf(p.now())), Copy: paper.Copies()}
	for _, with := range paper.With {
		doc.With = append(doc.With, string(with))
	}
	for _, ref := range paper.Refs {
		if (ref.Role == "" || ref.Role == papers.Replaces || ref.Role == papers.Corrects) && !slices.Contains(doc.Of, ref.Number) {
			doc.Of = append(doc.Of, ref.Number)
		}
	}
	if w := paper.TellsWithheld(); w != nil {
		doc.Withheld = w.Tax
	}
	doc.History = []officeSaid{}
	for _, said := range paper.History {
		doc.History = append(doc.History, officeSaid{said.Code, said.Day, text(said.By), false})
	}
	if paper.Void != nil {
		if paper.Void.Asked != "" {
			doc.History = append(doc.History, officeSaid{paper.Void.Asked, paper.Void.Day, nil, true})
		}
		doc.Void = &paper.Void.Reason
	}
	return doc
}

func (p *program) officeCommand() *cobra.Command {
	group := p.group("paper")
	for _, kind := range papers.Kinds {
		group.AddCommand(p.officeMake(kind))
	}
	group.AddCommand(p.officeList(), p.officeShow(), p.officeVoid(), p.officeAccept(), p.officeOrders(), p.officePlan(), p.officeProgress(), p.officeOwed(), p.officeLast())
	return group
}

// officeUse says how the command of a kind is written.
func officeUse(kind papers.Kind) string {
	switch kind {
	case papers.Quotation:
		return "quotation [ORDER] [--line CODE*QTY[@PRICE] …] [--option TITLE=CODE*QTY,… …] [--valid DATE] [--out F.pdf]"
	case papers.PurchaseOrder:
		return "purchase-order ORDER|QUOTATION --number N [--date DATE] [--picture FILE]"
	case papers.Delivery:
		return "delivery ORDER [--parcel N … | --each] [--out F.pdf]"
	case papers.TaxInvoice:
		return "tax-invoice NUMBER … [--with receipt|invoice|delivery …] [--deposit AMOUNT | --replaces NUMBER --reason TEXT | --line CODE*QTY …] [--out F.pdf]"
	case papers.Abbreviated:
		return "abbreviated BILL [--with receipt] [--out F.pdf]"
	case papers.Billing:
		return "billing NUMBER … [--due DATE] [--out F.pdf]"
	case papers.Receipt:
		return "receipt NUMBER … [--pay METHOD:AMOUNT …] [--certificate NUMBER:DATE:AMOUNT] [--out F.pdf]"
	case papers.CreditNote:
		return "credit-note NUMBER [--line CODE*QTY[@PRICE] …] --reason TEXT [--reason-code C] [--out F.pdf]"
	case papers.DebitNote:
		return string(kind) + " NUMBER --line CODE*QTY[@PRICE] … --reason TEXT [--reason-code C] [--out F.pdf]"
	case papers.Voucher:
		return "voucher [NUMBER] [--item NAME*QTY@PRICE …] [--buyer NAME] [--out F.pdf]"
	}
	return "invoice NUMBER … [--line CODE*QTY …] [--out F.pdf]"
}

func (p *program) officeMake(kind papers.Kind) *cobra.Command {
	var f officeFlags
	most := 1
	if slices.Contains([]papers.Kind{papers.Invoice, papers.Billing, papers.Receipt, papers.TaxInvoice}, kind) {
		most = -1
	}
	var c *cobra.Command
	c = p.command(officeUse(kind), 0, most, func(args []string) (*answer, error) {
		if f.each {
			return p.eachDelivery(strings.Join(args, ""), &f, c.LocalNonPersistentFlags())
		}
		ask, err := f.read(kind, args)
		if err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) { return p.makeOffice(s, &f, ask) })
	})
	f.add(c.Flags(), kind)
	return c
}

func (p *program) makeOffice(s *shop.Shop, f *officeFlags, ask shop.PaperAsk) (*answer, error) {
	if err := f.finish(p, s, &ask); err != nil {
		return nil, err
	}
	if f.xml != "" {
		if err := s.PaperXMLNeeds(p.ctx, ask); err != nil {
			return nil, err // before a number is taken
		}
	}
	issued, err := s.IssuePaper(p.ctx, ask)
	if err != nil {
		return nil, err
	}
	doc := p.officeDoc(issued.OfficePaper)
	if doc.Replayed, doc.Booked = issued.Replayed, issued.Booked; f.out != "" {
		doc.Copy = issued.Copy
	}
	given := officeAnswer(doc)
	given.warnings = issued.Warnings
	if err := p.giveOut(s, given, f.out, issued); err != nil {
		return nil, err
	}
	return given, f.writeXML(s, issued.Paper, given)
}

// writeXML writes the XML of a paper where a file was named.
func (f *officeFlags) writeXML(s *shop.Shop, paper *papers.Paper, given *answer) error {
	if f.xml == "" {
		return nil
	}
	document, err := s.PaperXML(paper)
	if err == nil {
		err = writeFile(f.xml, func(w io.Writer) error { _, err := w.Write(document); return err })
	}
	given.doc["xml"] = f.xml
	given.also("file.written", fault.Values{"file": f.xml})
	return err
}

// giveOut writes the PDF of a paper where a file was named: then it has gone out, and not before.
func (p *program) giveOut(s *shop.Shop, given *answer, out string, issued *shop.IssuedPaper) error {
	if out == "" || len(issued.PDF) == 0 {
		return nil
	}
	err := s.GiveOut(p.ctx, issued.Pages, func() error {
		return writeFile(out, func(w io.Writer) error { _, err := w.Write(issued.PDF); return err })
	})
	if err == nil {
		given.wrote(out)
	}
	return err
}

// officeSaid is a question that was answered with yes when a paper was issued, or taken back.
type officeSaid struct {
	Code string    `json:"code"`
	Day  clock.Day `json:"day"`
	By   *string   `json:"by"`
	Void bool      `json:"void"`
}

func officeAnswer(doc officeDoc) *answer {
	return &answer{doc: document{"paper": doc}, text: func(out *page) {
		kinds := doc.Kind.Name(out.lang)
		for _, with := range doc.With {
			kinds += "/" + papers.Kind(with).Name(out.lang)
		}
		head := strings.TrimSpace(kinds + "  " + doc.Number + "  " + i18n.Date(out.lang, doc.Date))
		if doc.Copy > 0 {
			head += "  " + papers.CopyMark(out.lang, doc.Copy)
		}
		out.line(head)
		due := ""
		if doc.Due != doc.Total {
			due = i18n.Baht(doc.Due)
		}
		out.pairs(pair{"label.buyer", doc.Buyer}, pair{"label.of", strings.Join(doc.Of, ", ")}, pair{"label.total", i18n.Baht(doc.Total)},
			pair{"label.less_deposit", someBaht(doc.Due - doc.Total)}, pair{"label.paper_due", due},
			pair{"label.vat", someBaht(doc.VAT)}, pair{"label.withheld", someBaht(doc.Withheld)}, pair{"label.booked", someBaht(doc.Booked)},
			pair{"label.stands", doc.State.Name(out.lang)})
		if doc.Void != nil {
			out.pairs(pair{"label.reason", *doc.Void})
		}
		for _, said := range doc.History {
			key := "paperspage.said." + said.Code
			if said.Void {
				key = "paperspage.said.void." + said.Code
			}
			out.line(i18n.T(out.lang, key) + " · " + i18n.Date(out.lang, said.Day))
		}
	}}
}
