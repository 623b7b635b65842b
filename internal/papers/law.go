package papers

import (
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
)

// Demand is one thing that must be readable on a printed paper.
type Demand struct {
	Key  string // names it in docs/PAPER-DEMANDS.md
	Text string // what stands on the paper, as its style writes it
}

// Demands lists what must be readable on a paper: what the Revenue Code asks for on tax papers (s. 86/4, 86/6, 86/9,
// 86/10), and what offices ask for on the others. A test holds every printed paper against it.
func (p *Paper) Demands() []Demand {
	d := &demands{p: p, lang: p.Style.Language()}
	d.law("title", func(s Style) string { return Title(s.Language(), p.Kind, p.With...) })
	d.say("number", p.Number)
	d.law("date", func(s Style) string { return s.Day(p.Date) })
	d.parties()
	d.goods()
	switch p.Kind {
	case Quotation:
		d.say("validity", p.Style.Day(p.Valid))
		if p.Within > 0 {
			d.say("within", i18n.Value(d.lang, p.Within))
		}
	case CreditNote, DebitNote:
		d.correction()
	}
	if p.Set {
		d.law("set", func(s Style) string { return i18n.T(s.Language(), "papers.set") })
	}
	for _, old := range p.Refs {
		if old.Role == Replaces || old.Role == ForSlip {
			d.say("replaces", old.Number)
		}
	}
	if p.Order.Number != "" {
		d.say("buyer_order", p.Order.Number)
	}
	if w := p.TellsWithheld(); w != nil {
		if w.Rate > 0 {
			d.amount("withheld_base", w.Base)
		}
		d.amount("withheld", w.Tax)
	}
	return d.all
}

type demands struct {
	p    *Paper
	lang i18n.Lang
	all  []Demand
}

func (d *demands) say(key, text string) {
	if text != "" {
		d.all = append(d.all, Demand{key, d.p.Style.Digits(text)})
	}
}

// law demands words as the paper's style writes them, of a tax paper in Thai whatever else stands beside them.
func (d *demands) law(key string, in func(Style) string) {
	if d.p.Kind.Tax() && d.lang != i18n.Thai {
		thai := d.p.Style
		thai.Lang = i18n.Thai
		d.say(key, in(thai))
	}
	d.say(key, in(d.p.Style))
}

func (d *demands) amount(key string, amount money.Satang) { d.say(key, i18n.Baht(amount)) }

func (d *demands) parties() {
	seller, buyer := &d.p.Seller, &d.p.Buyer
	d.say("seller_name", seller.Name)
	d.say("seller_tax_id", seller.TaxID)
	if d.p.Kind == Abbreviated {
		d.say("pos_id", seller.POSID)
		return
	}
	d.say("seller_address", seller.Address)
	d.say("buyer_name", buyer.Name)
	d.say("buyer_agency", buyer.Agency)
	d.say("buyer_address", buyer.Address)
	if d.p.Kind.Tax() {
		d.law("seller_branch", func(s Style) string { return BranchText(s.Language(), seller.Branch) })
		d.say("buyer_tax_id", buyer.TaxID)
		d.law("buyer_branch", func(s Style) string { return BranchText(s.Language(), buyer.Branch) })
	}
}

// goods demands lines and sums. A delivery note may go without prices.
func (d *demands) goods() {
	p := d.p
	for _, line := range p.Lines {
		if line.Of != "" { // an invoice, in a list of its own
			d.say("line_name", line.Of)
			d.amount("line_value", line.Total)
			continue
		}
		d.say("line_name", line.Name)
		d.say("line_qty", i18n.Qty(line.Qty))
		if p.Kind != Delivery || p.Is(TaxInvoice) {
			d.amount("line_value", line.Total)
		}
	}
	for _, offer := range p.Alternatives {
		d.say("alternative", offer.Title)
		d.amount("total", offer.Sums.Due)
	}
	if len(p.Lines) == 0 || p.Kind == Delivery {
		return
	}
	d.amount("total", p.Sums.Due)
	if d.lang == i18n.Thai && p.Kind != Abbreviated {
		d.say("in_words", InWords(d.lang, p.Sums.Due))
	}
	switch {
	case p.Kind == Abbreviated:
		d.law("vat_included", func(s Style) string { return i18n.T(s.Language(), "papers.vat_included") })
	case p.Kind.Tax():
		d.amount("base", p.Sums.Base)
		d.amount("vat", p.Sums.VAT)
	}
	told := false
	for _, ref := range p.Refs {
		if ref.Role == PaidBy && ref.Taken > 0 {
			told = true
			d.say("deposit_number", ref.Number)
			d.amount("deposit", ref.Taken)
		}
	}
	if p.Sums.Deposit > 0 && !told {
		d.amount("deposit", p.Sums.Deposit)
	}
}

// correction demands what s. 86/9 and 86/10 ask of a note.
func (d *demands) correction() {
	c := d.p.Correction
	if c == nil {
		return // a slip's refund, which prints as a receipt
	}
	about, _ := d.p.Ref(Corrects)
	d.say("invoice_number", about.Number)
	d.law("invoice_date", func(s Style) string { return s.Day(about.Date) })
	d.amount("original", c.Original)
	d.amount("right", c.Right)
	d.amount("difference", c.Difference)
	d.say("reason", d.p.Reason)
}
