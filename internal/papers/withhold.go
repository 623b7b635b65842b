package papers

import (
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/rules"
)

// Withheld is income tax that the buyer keeps back and pays for the seller. It stands on papers as information:
// the sum of the paper, its VAT and what is owed stay the same until the certificate takes the place of money.
type Withheld struct {
	Rate  money.Basis  `json:"rate_bp"`
	Base  money.Satang `json:"base_satang"` // before VAT
	Tax   money.Satang `json:"tax_satang"`
	After money.Satang `json:"after_satang"` // what the seller gets

	Certificate *Certificate `json:"certificate,omitempty"` // once the buyer has given it
}

// Certificate is the buyer's หนังสือรับรองการหักภาษี ณ ที่จ่าย (s. 50 bis).
type Certificate struct {
	Number  string       `json:"number"`
	Date    clock.Day    `json:"date"`
	Amount  money.Satang `json:"amount_satang"`
	Picture string       `json:"picture,omitempty"` // file name under images/
}

// Unproved is the tax to be withheld of a receipt's invoices for which no certificate came yet.
type Unproved struct {
	Rate money.Basis
	Base money.Satang // before VAT
	Tax  money.Satang
	Left money.Satang // of the invoices after the receipt: tax may still be proved by it

	Proved money.Satang `json:",omitempty"` // by certificates that came
}

// Withhold gives the tax that a kind of buyer keeps back of base, and nil when it keeps none. due is what it owes
// with VAT. contract is the whole order before VAT; of a person it decides whether tax is withheld at all, so that
// paying in parts avoids nothing (s. 50(4)); 0 = base. Of a firm each payment is looked at by itself.
func Withhold(day clock.Day, buyer, seller string, base, due, contract money.Satang) *Withheld {
	rate, least, each := rules.Withholding(day, buyer, seller)
	if each {
		contract = base
	}
	if rate == 0 || base <= 0 || max(contract, base) < least {
		return nil
	}
	tax := base.Percent(rate)
	return &Withheld{Rate: rate, Base: base, Tax: tax, After: due - tax}
}

// WithheldOver gives the tax that invoices tell of together, for what is left of each: a billing note and a receipt over
// them tell of the same. Of a firm, whose payments are looked at each by itself, also that of invoices that come to the
// least only when they are paid together on a day.
func WithheldOver(day clock.Day, open []Open) *Withheld {
	over, together := &Withheld{}, money.Satang(0)
	for _, one := range open {
		together += one.base()
		over.After += one.Left
	}
	for _, one := range open {
		rate := money.Basis(0)
		if told := one.Paper.Withheld; told != nil {
			rate = told.Rate
		} else if usual, least, each := rules.Withholding(day, one.Paper.Buyer.Kind, one.Paper.Seller.Kind); each && together >= least {
			rate = usual
		}
		if rate > 0 {
			tax := one.base().Percent(rate)
			over.Rate, over.Base, over.Tax, over.After = rate, over.Base+one.base(), over.Tax+tax, over.After-tax
		}
	}
	return over
}

// TellsWithheld gives the withheld tax that stands on the paper: as information on one that asks for money, for what is
// still to be paid; on one that says that money came only what a certificate proves, for without it the buyer kept
// nothing back. nil = none.
func (p *Paper) TellsWithheld() *Withheld {
	if p.Withheld == nil {
		return nil
	}
	told := *p.Withheld
	switch c := told.Certificate; {
	case c != nil:
		if told.Tax = c.Amount; told.Tax != told.Base.Percent(told.Rate) {
			told.Rate = 0 // it is what the certificate says, and no share of anything here
		}
	case p.Is(Receipt) || p.PayTo.Paid:
		return nil
	case p.PayTo.Sum > 0: // what came at the counter came whole
		told.Base = told.Base.Share(int64(p.PayTo.Sum), int64(p.Sums.Due))
		told.Tax = told.Base.Percent(told.Rate)
	}
	if told.Tax <= 0 {
		return nil
	}
	told.After = p.ToPay() - told.Tax
	return &told
}

// BaseOf gives the sum before VAT for which a seller got this much after VAT was added and tax withheld:
// got ÷ (1 + VAT − withheld). exact says that the three come to got again.
func BaseOf(got money.Satang, vat, withheld money.Basis) (base money.Satang, exact bool) {
	comes := func(base money.Satang) money.Satang { return base + base.Percent(vat) - base.Percent(withheld) }
	base = got.Share(10_000, 10_000+int64(vat)-int64(withheld))
	for _, near := range []money.Satang{base, base - 1, base + 1} {
		if comes(near) == got {
			return near, true
		}
	}
	return base, false
}

// withhold puts the tax on papers that ask for money or say that it came: of invoices no more than no certificate proves
// yet, so that another one is asked about.
func (d *draft) withhold() error {
	p, certificate := d.paper, d.request.Certificate
	asks := p.Kind == Invoice || p.Kind == TaxInvoice || p.Kind == DebitNote || p.Kind == Billing || p.Kind == Receipt
	if over := d.request.Over; asks && over != nil {
		if over.Tax > 0 {
			told := *over
			p.Withheld = &told
		}
	} else if asks && p.Sums.Due > 0 {
		base := d.request.Base
		if base == 0 {
			base = p.Sums.Base
		}
		if base < 0 || base > p.Sums.Due {
			return fault.New("base_above_sum", "base", fault.Values{"base": base, "sum": p.Sums.Due})
		}
		p.Withheld = Withhold(p.Date, p.Buyer.Kind, p.Seller.Kind, base, p.Sums.Due, d.request.Contract)
	}
	if open := d.request.Unproved; open != nil && open.Proved > 0 && p.Withheld != nil && p.Withheld.Tax > open.Tax {
		p.Withheld = nil
		if open.Tax > 0 {
			p.Withheld = &Withheld{Rate: open.Rate, Base: open.Base, Tax: open.Tax, After: p.Sums.Due - open.Tax}
		}
	}
	if certificate == nil {
		d.unsaid()
		return nil
	}
	if !p.Is(Receipt) {
		return fault.New("certificate_without_receipt", "certificate", fault.Values{"paper": words(p.Kind)})
	}
	if err := certificate.check(p.Sums.Due, d.facts.Day); err != nil {
		return fault.At(err, "certificate")
	}
	if err := d.certificateDay(certificate); err != nil {
		return err
	}
	expected := money.Satang(0)
	if open := d.request.Unproved; open != nil && open.Tax > 0 && (len(p.Payments) == 0 || certificate.Amount == open.Tax) {
		p.Withheld = &Withheld{Rate: open.Rate, Base: open.Base, Tax: open.Tax} // of all that came, whatever part of it is on this receipt
	}
	if p.Withheld != nil {
		expected = p.Withheld.Tax
	} else {
		p.Withheld = &Withheld{Base: p.Sums.Base, After: p.Sums.Due}
	}
	kept := *certificate
	p.Withheld.Certificate = &kept
	if certificate.Amount != expected {
		return d.ask(fault.New("certificate_differs", "certificate.amount", fault.Values{"expected": expected, "given": certificate.Amount}))
	}
	return nil
}

// beforeCertificate is how many days before the shop's paper an office may have paid and written its certificate.
const beforeCertificate = 31

// certificateDay asks about a certificate that is much older than all that the receipt is for: tax is kept back of what
// is paid, so it is hardly for this.
func (d *draft) certificateDay(certificate *Certificate) error {
	first := Ref{}
	for _, ref := range d.paper.Refs {
		if ref.Role == "" && ref.Date != "" && (first.Date == "" || ref.Date < first.Date) {
			first = ref
		}
	}
	if first.Date == "" || certificate.Date >= first.Date.Add(-beforeCertificate) {
		return nil
	}
	return d.ask(fault.New("certificate_before", "certificate.date", fault.Values{"date": certificate.Date, "number": first.Number, "of": first.Date}))
}

// unsaid warns of money from a buyer that keeps tax back when nothing is said of the tax that belongs to this money, but
// as long as what is still to come may be that tax: "withheld_unsaid".
func (d *draft) unsaid() {
	p, open, tax, rate := d.paper, d.request.Unproved, money.Satang(0), money.Basis(0)
	if !p.Is(Receipt) || d.request.Counted || open != nil && open.Left >= open.Tax {
		return
	}
	switch {
	case open != nil && p.Sums.Due <= open.Tax: // all else came before
		tax, rate = open.Tax, open.Rate
	case p.Withheld != nil:
		tax, rate = p.Withheld.Tax, p.Withheld.Rate
		if open != nil {
			tax = min(tax, open.Tax)
		}
	}
	if tax > 0 {
		d.warnings = append(d.warnings, fault.New("withheld_unsaid", "certificate", fault.Values{"rate": rate, "tax": tax}))
	}
}

// check fails with "certificate_number_missing", "date_missing", "date_ahead", "amount_not_positive" and
// "certificate_above_sum".
func (c *Certificate) check(due money.Satang, day clock.Day) error {
	switch {
	case strings.TrimSpace(c.Number) == "":
		return fault.New("certificate_number_missing", "number", nil)
	case c.Date == "" || !c.Date.Valid():
		return fault.New("date_missing", "date", nil)
	case c.Date > day:
		return fault.New("date_ahead", "date", fault.Values{"date": c.Date, "day": day})
	case c.Amount <= 0:
		return fault.New("amount_not_positive", "amount", fault.Values{"value": c.Amount})
	case c.Amount > due:
		return fault.New("certificate_above_sum", "amount", fault.Values{"sum": due, "given": c.Amount})
	}
	return checkTexts(text{"number", c.Number, 100})
}
