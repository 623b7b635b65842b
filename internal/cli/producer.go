package cli

import (
	"strconv"
	"strings"

	"github.com/spf13/cobra"
	"github.com/spf13/pflag"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/party"
	"github.com/talat-pos/talat/internal/shop"
)

type producerDoc struct {
	ID           string       `json:"id"`
	Name         string       `json:"name"`
	Kind         *string      `json:"kind"`
	Registration *string      `json:"registration"`
	TaxID        *string      `json:"tax_id"`
	Phone        *string      `json:"phone"`
	LineID       *string      `json:"line_id"`
	Address      *string      `json:"address"`
	Bank         *string      `json:"bank"`
	Account      *string      `json:"bank_account"`
	AccountName  *string      `json:"account_name"`
	PromptPay    *string      `json:"promptpay"`
	Story        *string      `json:"story"`
	MinPayout    money.Satang `json:"min_payout_satang"`
	LeadDays     int          `json:"lead_days"`        // from telling them until their goods are here, 0 = not said
	Balance      money.Satang `json:"balance_satang"`   // what the shop owes: unsettled and open
	Unsettled    money.Satang `json:"unsettled_satang"` // below 0 when they owe the shop
	Open         money.Satang `json:"open_satang"`      // settled and not paid
	Since        *clock.Day   `json:"since"`            // the oldest day not paid
	Goods        int          `json:"goods"`            // products of theirs on the shelf
	Value        money.Satang `json:"goods_value_satang"`

	Terms       []termsDoc      `json:"terms,omitempty"`
	OnHand      []goodsDoc      `json:"on_hand,omitempty"`
	Settlements []settlementDoc `json:"settlements,omitempty"`
}

type goodsDoc struct {
	SKU  string `json:"sku"`
	Name string `json:"name"`
	Qty  number `json:"qty"`
	Unit string `json:"unit"`
}

func producerOf(a *shop.ProducerAccount) producerDoc {
	return producerDoc{ID: a.ID.String(), Name: a.Name, Kind: text(a.ProducerKind), Registration: text(a.Registration), TaxID: text(a.TaxID),
		Phone: text(a.Phone), LineID: text(a.LineID), Address: text(a.Address), Bank: text(a.Bank), Account: text(a.BankAccount),
		AccountName: text(a.AccountName), PromptPay: text(a.PromptPay), Story: text(a.Story), MinPayout: a.MinPayout, LeadDays: a.LeadDays, Balance: a.Owed(),
		Unsettled: a.Unsettled.Payable(), Open: a.Open, Since: text(a.Since), Goods: a.Goods, Value: a.Value}
}

func (p *program) producerCommand() *cobra.Command {
	return p.group("producer", p.producerList(), p.producerShow(), p.producerAdd(), p.producerEdit(), p.producerTerms(), p.producerAgreement(), p.producerErase())
}

func (p *program) producerList() *cobra.Command {
	return p.command("list", 0, 0, func([]string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			accounts, err := s.ProducerAccounts(p.ctx, "")
			if err != nil {
				return nil, err
			}
			docs, rows := make([]producerDoc, len(accounts)), [][]string(nil)
			for n := range accounts {
				a := &accounts[n]
				docs[n] = producerOf(a)
				rows = append(rows, []string{a.Name, a.Phone, i18n.Baht(a.Owed()), i18n.Date(p.lang, a.Since), i18n.Value(p.lang, a.Goods), a.ID.String()})
			}
			return &answer{doc: document{"producers": docs}, text: func(out *page) {
				if len(rows) == 0 {
					out.say("producer.none")
					return
				}
				out.table("llrlrl", []string{"col.name", "col.phone", "col.balance", "col.since", "col.goods", "col.id"}, rows)
			}}, nil
		})
	})
}

func (p *program) producerShow() *cobra.Command {
	return p.command("show P", 1, 1, func(args []string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			who, err := p.producerNamed(s, args[0])
			if err != nil {
				return nil, err
			}
			account, err := s.Producer(p.ctx, who)
			if err != nil {
				return nil, err
			}
			return p.producerAnswer(s, &account)
		})
	})
}

// producerAnswer shows a producer with what is agreed, what lies in the shop, and what was settled.
func (p *program) producerAnswer(s *shop.Shop, a *shop.ProducerAccount) (*answer, error) {
	doc := producerOf(a)
	terms, err := s.TermsOf(p.ctx, a.ID)
	if err != nil {
		return nil, err
	}
	if doc.Terms, err = p.termsDocs(s, terms); err != nil {
		return nil, err
	}
	goods, err := s.GoodsOf(p.ctx, a.ID)
	if err != nil {
		return nil, err
	}
	for _, g := range goods {
		doc.OnHand = append(doc.OnHand, goodsDoc{g.SKU, g.Name, number(g.Qty), g.Unit})
	}
	papers, err := s.Settlements(p.ctx, a.ID)
	if err != nil {
		return nil, err
	}
	for n := range papers {
		doc.Settlements = append(doc.Settlements, settlementOf(&papers[n]))
	}
	return &answer{doc: document{"producer": doc}, text: func(out *page) {
		kind := ""
		if a.ProducerKind != "" {
			kind = i18n.T(out.lang, "producers.kind."+a.ProducerKind)
		}
		out.pairs(pair{"col.name", a.Name}, pair{"label.kind", kind}, pair{"label.registration", a.Registration}, pair{"col.phone", a.Phone},
			pair{"label.promptpay", a.PromptPay}, pair{"label.bank", strings.TrimSpace(a.Bank + " " + a.BankAccount)}, pair{"label.min_payout", someBaht(a.MinPayout)},
			pair{"label.lead_days", leadText(a.LeadDays)},
			pair{"col.balance", i18n.Baht(a.Owed())}, pair{"col.since", i18n.Date(out.lang, a.Since)}, pair{"col.id", a.ID.String()})
		out.termsTable(doc.Terms)
		var rows [][]string
		for _, g := range goods {
			rows = append(rows, []string{g.SKU, g.Name, i18n.Qty(g.Qty), g.Unit})
		}
		if len(rows) > 0 {
			out.line("")
			out.table("llrl", []string{"col.sku", "col.name", "col.on_hand", "col.unit"}, rows)
		}
		out.settlementTable(papers)
	}}, nil
}

// leadText writes the days that a producer needs, "" where nobody said.
func leadText(days int) string {
	if days == 0 {
		return ""
	}
	return strconv.Itoa(days)
}

// producerMore is what is read from text; "" stays as it is.
type producerMore struct{ least, lead string }

// producerFlags are the data of a producer; those that are not given stay.
func producerFlags(flags *pflag.FlagSet, person *shop.Party, more *producerMore) {
	flags.StringVar(&person.Name, "name", "", "NAME")
	flags.StringVar(&person.ProducerKind, "kind", "", "community|otop|sole|sme|farmer")
	flags.StringVar(&person.Registration, "registration", "", "N")
	flags.StringVar(&person.TaxID, "tax-id", "", "N")
	flags.StringVar(&person.Phone, "phone", "", "P")
	flags.StringVar(&person.LineID, "line", "", "ID")
	flags.StringVar(&person.Address, "address", "", "TEXT")
	flags.StringVar(&person.Bank, "bank", "", "NAME")
	flags.StringVar(&person.BankAccount, "account", "", "N")
	flags.StringVar(&person.AccountName, "account-name", "", "NAME")
	flags.StringVar(&person.PromptPay, "promptpay", "", "ID")
	flags.StringVar(&person.Story, "story", "", "TEXT")
	flags.StringVar(&more.least, "min-payout", "", "B")
	flags.StringVar(&more.lead, "lead-days", "", "DAYS")
}

func (p *program) producerAdd() *cobra.Command {
	var person shop.Party
	var more producerMore
	c := p.command("add --name NAME [--kind K] [--phone P] [--promptpay ID] …", 0, 0, func([]string) (*answer, error) {
		if err := required("name", person.Name != ""); err != nil {
			return nil, err
		}
		return p.saveProducer(person, more)
	})
	producerFlags(c.Flags(), &person, &more)
	return c
}

func (p *program) producerEdit() *cobra.Command {
	var given shop.Party
	var more producerMore
	var c *cobra.Command
	c = p.command("edit P [--name NAME] [--kind K] [--phone P] [--promptpay ID] …", 1, 1, func(args []string) (*answer, error) {
		var person shop.Party
		if _, err := p.inShop(func(s *shop.Shop) (*answer, error) {
			who, err := p.producerNamed(s, args[0])
			if err != nil {
				return nil, err
			}
			account, err := s.Producer(p.ctx, who)
			person = account.Party
			return nil, err
		}); err != nil {
			return nil, err
		}
		for name, field := range map[string][2]*string{"name": {&person.Name, &given.Name}, "kind": {&person.ProducerKind, &given.ProducerKind},
			"registration": {&person.Registration, &given.Registration}, "tax-id": {&person.TaxID, &given.TaxID}, "phone": {&person.Phone, &given.Phone},
			"line": {&person.LineID, &given.LineID}, "address": {&person.Address, &given.Address}, "bank": {&person.Bank, &given.Bank},
			"account": {&person.BankAccount, &given.BankAccount}, "account-name": {&person.AccountName, &given.AccountName},
			"promptpay": {&person.PromptPay, &given.PromptPay}, "story": {&person.Story, &given.Story}} {
			if c.Flags().Changed(name) {
				*field[0] = *field[1]
			}
		}
		return p.saveProducer(person, more)
	})
	producerFlags(c.Flags(), &given, &more)
	return c
}

func (p *program) saveProducer(person shop.Party, more producerMore) (*answer, error) {
	var err error
	if more.least != "" {
		if person.MinPayout, err = readAmount(more.least, "min_payout"); err != nil {
			return nil, err
		}
	}
	if more.lead != "" {
		if person.LeadDays, err = readCount(more.lead, "lead_days", party.MaxLeadDays); err != nil {
			return nil, err
		}
	}
	return p.inShop(func(s *shop.Shop) (*answer, error) {
		saved, err := s.SaveProducer(p.ctx, person)
		if err != nil {
			return nil, err
		}
		account, err := s.Producer(p.ctx, saved.ID)
		if err != nil {
			return nil, err
		}
		return p.producerAnswer(s, &account)
	})
}

func (p *program) producerErase() *cobra.Command {
	return p.command("erase P", 1, 1, func(args []string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			who, err := p.producerNamed(s, args[0])
			if err != nil {
				return nil, err
			}
			if err := s.EraseProducer(p.ctx, who); err != nil {
				return nil, err
			}
			return &answer{doc: document{"erased": who.String()}, text: func(out *page) { out.say("producer.erased") }}, nil
		})
	})
}
