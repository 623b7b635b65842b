package cli

import (
	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/consign"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shop"
)

type termsDoc struct {
	ID       string       `json:"id"`
	Kind     string       `json:"kind"`
	GP       rate         `json:"gp_percent"`
	WithVAT  bool         `json:"with_vat"`
	Bears    *string      `json:"bears"` // who bears a discount, null = both
	Fixed    money.Satang `json:"fixed_satang"`
	Product  *string      `json:"product"` // SKU
	Category *string      `json:"category"`
	From     clock.Day    `json:"from"`
	To       *clock.Day   `json:"to"`
	Off      bool         `json:"withdrawn"`
}

func (p *program) termsDocs(s *shop.Shop, all []consign.Terms) ([]termsDoc, error) {
	index, err := s.Catalogue(p.ctx)
	if err != nil {
		return nil, err
	}
	docs := make([]termsDoc, len(all))
	for n, t := range all {
		docs[n] = termsDoc{ID: t.ID.String(), Kind: t.Kind, GP: rate(t.GP), WithVAT: t.WithVAT, Bears: text(t.Bears), Fixed: t.Fixed,
			Category: text(t.Category), From: t.From, To: text(t.To), Off: t.Off}
		if product := index.ByID(t.ProductID); product != nil {
			docs[n].Product = &product.SKU
		}
	}
	return docs, nil
}

// termsFlags are the flags of producer terms.
type termsFlags struct {
	kind, gp, fixed, product, category, bears, from, to, withdraw string
	withVAT                                                       bool
}

// producerTerms lists what is agreed, and with --kind or --withdraw changes it.
func (p *program) producerTerms() *cobra.Command {
	var f termsFlags
	c := p.command("terms P [--kind consign|fixed|bought --from DATE [--to DATE] [--gp N] [--fixed B] [--product CODE|--category TEXT]] [--withdraw ID]", 1, 1,
		func(args []string) (*answer, error) {
			return p.inShop(func(s *shop.Shop) (*answer, error) {
				who, err := p.producerNamed(s, args[0])
				if err != nil {
					return nil, err
				}
				if err := p.changeTerms(s, who, &f); err != nil {
					return nil, err
				}
				all, err := s.TermsOf(p.ctx, who)
				if err != nil {
					return nil, err
				}
				docs, err := p.termsDocs(s, all)
				return &answer{doc: document{"terms": docs}, text: func(out *page) { out.termsTable(docs) }}, err
			})
		})
	flags := c.Flags()
	flags.StringVar(&f.kind, "kind", "", "consign|fixed|bought|own")
	flags.StringVar(&f.gp, "gp", "", "N")
	flags.StringVar(&f.fixed, "fixed", "", "B")
	flags.StringVar(&f.product, "product", "", "CODE")
	flags.StringVar(&f.category, "category", "", "TEXT")
	flags.StringVar(&f.bears, "bears", "", "shop|producer")
	flags.BoolVar(&f.withVAT, "with-vat", false, "")
	flags.StringVar(&f.from, "from", "", "DATE")
	flags.StringVar(&f.to, "to", "", "DATE")
	flags.StringVar(&f.withdraw, "withdraw", "", "ID")
	return c
}

func (p *program) changeTerms(s *shop.Shop, who id.Party, f *termsFlags) error {
	if f.withdraw != "" {
		return p.withdrawTerms(s, who, f.withdraw)
	}
	if f.kind == "" {
		return nil
	}
	terms := consign.Terms{ProducerID: who, Kind: f.kind, Category: f.category, WithVAT: f.withVAT, Bears: f.bears}
	var err error
	if err = required("from", f.from != ""); err != nil {
		return err
	}
	if terms.From, err = readDay(f.from, "from"); err != nil {
		return err
	}
	if terms.To, err = readDay(f.to, "to"); err != nil {
		return err
	}
	if f.kind == ledger.Consign {
		if err = required("gp", f.gp != ""); err != nil {
			return err
		}
		if terms.GP, err = money.ParseBasis(f.gp); err != nil {
			return at(err, "gp")
		}
	}
	if f.fixed != "" {
		if terms.Fixed, err = readPositive(f.fixed, "fixed"); err != nil {
			return err
		}
	}
	if f.product != "" {
		match, err := s.Find(p.ctx, f.product)
		if err != nil {
			return at(err, "product")
		}
		terms.ProductID = match.Product.ID
	}
	_, err = s.SaveTerms(p.ctx, terms)
	return err
}

func (p *program) withdrawTerms(s *shop.Shop, who id.Party, name string) error {
	terms, err := id.Parse[id.Terms](name)
	if err != nil {
		return at(err, "withdraw")
	}
	all, err := s.TermsOf(p.ctx, who)
	if err != nil {
		return err
	}
	for _, t := range all {
		if t.ID == terms {
			t.Off = true
			_, err = s.SaveTerms(p.ctx, t)
			return err
		}
	}
	return fault.New("terms_missing", "withdraw", fault.Values{"value": name})
}

// producerAgreement lays out what is agreed for both to sign.
func (p *program) producerAgreement() *cobra.Command {
	var o output
	var only string
	c := p.command("agreement P (--out F.pdf | --print) [--terms ID]", 1, 1, func(args []string) (*answer, error) {
		if _, err := o.kind(".pdf"); err != nil {
			return nil, err
		}
		var terms id.Terms
		if only != "" {
			var err error
			if terms, err = id.Parse[id.Terms](only); err != nil {
				return nil, at(err, "terms")
			}
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			who, err := p.producerNamed(s, args[0])
			if err != nil {
				return nil, err
			}
			papers, err := s.AgreementPapers(p.ctx, who, terms, p.lang)
			if err != nil {
				return nil, err
			}
			given := &answer{doc: document{"pages": len(papers.Pages)}, warnings: p.fontFaults(s)}
			return given, p.deliver(s, papers, o, given)
		})
	})
	o.add(c.Flags(), "F.pdf")
	c.Flags().StringVar(&only, "terms", "", "ID")
	return c
}

func (p *page) termsTable(docs []termsDoc) {
	var rows [][]string
	for _, d := range docs {
		what := p.t("terms.all")
		switch {
		case d.Product != nil:
			what = *d.Product
		case d.Category != nil:
			what = *d.Category
		}
		share := money.Basis(d.GP).String() + "%"
		if d.Kind == ledger.Fixed {
			share = i18n.Baht(d.Fixed)
		}
		to := ""
		if d.To != nil {
			to = i18n.Date(p.lang, *d.To)
		}
		if d.Off {
			to = p.t("terms.off")
		}
		rows = append(rows, []string{what, i18n.T(p.lang, "producers.terms."+d.Kind), share, i18n.Date(p.lang, d.From), to, d.ID})
	}
	if len(rows) > 0 {
		p.line("")
		p.table("llrlll", []string{"col.goods", "col.terms", "col.share", "col.from", "col.to", "col.id"}, rows)
	}
}
