package shop

import (
	"context"

	"github.com/talat-pos/talat/internal/catalog"
	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/text"
	"github.com/talat-pos/talat/internal/promptpay"
	"github.com/talat-pos/talat/internal/thai"
)

// AgreementPapers lays out what is agreed with a producer for both to sign: all that holds today or later, and
// the terms that stand on goods of theirs; or one agreement alone when it is named. Faults: "producer_unknown",
// "terms_missing".
func (s *Shop) AgreementPapers(ctx context.Context, who id.Party, only id.Terms, lang i18n.Lang) (Papers, error) {
	producer, err := s.producer(ctx, who)
	if err != nil {
		return Papers{}, err
	}
	set, err := s.db.Settings(ctx)
	if err != nil {
		return Papers{}, err
	}
	all, err := s.db.Terms(ctx, who)
	if err != nil {
		return Papers{}, err
	}
	index, err := s.Catalogue(ctx)
	if err != nil {
		return Papers{}, err
	}
	form := agreementOf(set, &producer, clock.DayOf(s.Clock()), lang)
	if only.IsZero() {
		form.agreed(standing(all, form.Day), index)
		form.onGoods(all, who, index)
	} else {
		one := named(all, only)
		if one == nil {
			return Papers{}, fault.New("terms_missing", "terms", fault.Values{"value": only.Tag()})
		}
		form.agreed([]consign.Terms{*one}, index)
	}
	return s.laid(set, Papers{Form: FormAgreement, Title: "agreement-" + who.Tag()}, func(shaper *text.Shaper) ([]printing.Page, error) {
		return form.Pages(shaper), nil
	})
}

// agreement fills in the form of an agreement.
type agreement struct{ printing.Agreement }

func agreementOf(set Settings, producer *Party, day clock.Day, lang i18n.Lang) agreement {
	a := agreement{printing.Agreement{Lang: lang, Practice: set.Get("shop.practice") == "yes", Day: day, Least: producer.MinPayout,
		Shop: printing.AgreementParty{Shop: letterhead(set)}, Producer: printing.AgreementParty{Registration: producer.Registration,
			Shop: printing.Shop{Names: []string{producer.Name}, Address: producer.Address, Phone: producer.Phone, TaxID: producer.TaxID}}}}
	if producer.ProducerKind != "" {
		a.Producer.Kind = i18n.T(lang, "producers.kind."+producer.ProducerKind)
	}
	if producer.BankAccount != "" {
		a.PayInto = append(a.PayInto, a.ofName(producer, a.say("bank", fault.Values{"bank": producer.Bank, "account": producer.BankAccount})))
	}
	if to, err := promptpay.ParseID(producer.PromptPay); err == nil {
		a.PayInto = append(a.PayInto, a.ofName(producer, a.say("promptpay", fault.Values{"number": to.Digits()})))
	}
	return a
}

func (a *agreement) say(key string, values fault.Values) string {
	return i18n.T(a.Lang, "agreement."+key, values)
}

// ofName says whose an account is.
func (a *agreement) ofName(producer *Party, account string) string {
	if producer.AccountName == "" {
		return account
	}
	return a.say("account_name", fault.Values{"account": account, "name": producer.AccountName})
}

// standing gives the terms that hold on a day or will.
func standing(all []consign.Terms, day clock.Day) (some []consign.Terms) {
	for _, t := range all {
		if !t.Off && (t.To == "" || t.To >= day) {
			some = append(some, t)
		}
	}
	return some
}

func named(all []consign.Terms, wanted id.Terms) *consign.Terms {
	for n := range all {
		if all[n].ID == wanted {
			return &all[n]
		}
	}
	return nil
}

// agreed writes terms: a sentence for those about all goods or a category, a row for those about one product.
func (a *agreement) agreed(terms []consign.Terms, index *catalog.Index) {
	for n := range terms {
		t := &terms[n]
		if product := index.ByID(t.ProductID); product != nil {
			a.goods(product, ledger.Terms{Kind: t.Kind, GP: t.GP, WithVAT: t.WithVAT, Bears: t.Bears, Fixed: t.Fixed}, a.days(t))
			continue
		}
		if t.ProductID.IsZero() {
			a.Shares = append(a.Shares, a.sentence(t))
		}
	}
	thai.SortBy(a.Goods, func(g printing.AgreementGoods) string { return g.Name })
}

// onGoods adds goods of the producer that no agreement by date is about: what stands on them counts.
func (a *agreement) onGoods(all []consign.Terms, who id.Party, index *catalog.Index) {
	var some []printing.AgreementGoods
	some, a.Goods = a.Goods, nil
	for _, p := range index.All() {
		if p.ProducerID != who || p.Archived || p.HasVariants || p.IsSet() || !p.OwnTerms().Consigned() || consign.Standing(all, p, who, a.Day) != nil {
			continue
		}
		a.goods(p, p.OwnTerms(), a.untilAgreed(all, p))
	}
	thai.SortBy(a.Goods, func(g printing.AgreementGoods) string { return g.Name })
	a.Goods = append(some, a.Goods...)
}

// untilAgreed says how long the terms on a product count: until an agreement about it begins.
func (a *agreement) untilAgreed(all []consign.Terms, p *catalog.Product) string {
	var first clock.Day
	for _, t := range all {
		if t.From > a.Day && (first == "" || t.From < first) && consign.Standing(all, p, p.ProducerID, t.From) != nil {
			first = t.From
		}
	}
	if first != "" {
		return a.say("days.before", fault.Values{"from": first})
	}
	return a.say("days.standing", nil)
}

func (a *agreement) goods(p *catalog.Product, terms ledger.Terms, days string) {
	words := a.say("terms."+kindOf(terms.Kind, terms.WithVAT), fault.Values{"gp": terms.GP.String(), "price": i18n.BahtSign(terms.Fixed)})
	if terms.Kind == ledger.Consign && terms.Bears != ledger.BothBear {
		words += ", " + a.say("terms.bears_"+terms.Bears, nil)
	}
	a.Goods = append(a.Goods, printing.AgreementGoods{Name: nameIn(a.Lang, p) + " · " + p.SKU, Unit: p.Unit, Price: p.Price, Terms: words, Days: days})
}

// kindOf names kinds of terms in the texts: a percent counts on prices with their VAT or without it.
func kindOf(kind string, withVAT bool) string {
	if kind == ledger.Consign && withVAT {
		return kind + "_vat"
	}
	return kind
}

func (a *agreement) sentence(t *consign.Terms) string {
	goods := a.say("all", nil)
	if t.Category != "" {
		goods = a.say("category", fault.Values{"category": t.Category})
	}
	bears := t.Bears
	if bears == ledger.BothBear {
		bears = "both"
	}
	return a.say("what."+kindOf(t.Kind, t.WithVAT), fault.Values{"goods": goods, "gp": t.GP.String(), "bears": a.say("bears."+bears, nil), "days": a.days(t)})
}

func (a *agreement) days(t *consign.Terms) string {
	if t.To == "" {
		return a.say("days.from", fault.Values{"from": t.From})
	}
	return a.say("days.from_to", fault.Values{"from": t.From, "to": t.To})
}
