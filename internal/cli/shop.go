package cli

import (
	"fmt"
	"strconv"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/promptpay"
	"github.com/talat-pos/talat/internal/shop"
)

func (p *program) initCommand() *cobra.Command {
	var params shop.Params
	c := p.command("init --name NAME [--promptpay ID] [--tax-id N] [--branch 00000] [--vat none|included] [--till A] [--address TEXT]", 0, 0,
		func([]string) (*answer, error) {
			dir, err := p.folder()
			if err != nil {
				return nil, err
			}
			if err := required("name", params.Name != ""); err != nil {
				return nil, err
			}
			s, err := shop.Create(p.ctx, dir, params, p.now)
			if err != nil {
				return nil, err
			}
			defer s.Close()
			given, err := p.shopAnswer(s)
			if err == nil {
				given.warnings = initWarnings(params)
			}
			return given, err
		})
	flags := c.Flags()
	flags.StringVar(&params.Name, "name", "", "NAME")
	flags.StringVar(&params.PromptPay, "promptpay", "", "ID")
	flags.StringVar(&params.Receiver, "promptpay-name", "", "TEXT")
	flags.StringVar(&params.TaxID, "tax-id", "", "N")
	flags.StringVar(&params.Branch, "branch", "", "00000")
	flags.StringVar(&params.VAT, "vat", "", "none|included")
	flags.StringVar(&params.Till, "till", "", "A")
	flags.StringVar(&params.Address, "address", "", "TEXT")
	flags.StringVar(&params.Phone, "phone", "", "P")
	return c
}

// initWarnings says what the window only warns of.
func initWarnings(params shop.Params) (warnings []*fault.Error) {
	if to, err := promptpay.ParseID(params.PromptPay); err == nil {
		for _, warning := range to.Warnings() {
			warnings = append(warnings, fault.New(warning.Code, "promptpay", warning.Values))
		}
	}
	if params.TaxID != "" && !promptpay.TaxIDValid(params.TaxID) {
		warnings = append(warnings, fault.New("tax_id_check", "tax_id", fault.Values{"value": params.TaxID}))
	}
	return warnings
}

// shopAnswer describes a shop just made.
func (p *program) shopAnswer(s *shop.Shop) (*answer, error) {
	set, err := s.Settings(p.ctx)
	if err != nil {
		return nil, err
	}
	letter, till := s.Till()
	doc := struct {
		ID     string `json:"id"`
		Name   string `json:"name"`
		Till   string `json:"till"`
		TillID string `json:"till_id"`
	}{set.Get("shop.id"), set.Get("shop.name"), letter, till.String()}
	return &answer{doc: document{"shop": doc}, text: func(out *page) {
		out.pairs(pair{"label.shop", doc.Name}, pair{"label.folder", s.Dir}, pair{"label.till", doc.Till},
			pair{"label.till_id", doc.TillID}, pair{"label.shop_id", doc.ID})
	}}, nil
}

func (p *program) setCommand() *cobra.Command {
	var reason string
	c := p.command("set KEY VALUE [--reason TEXT]", 2, 2, func(args []string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			if args[0] == "vat.closed" {
				kept, err := s.SetTaxClosed(p.ctx, args[1], reason)
				return settingAnswer(args[0], kept), err
			}
			kept, warnings, err := s.Set(p.ctx, args[0], args[1])
			if err != nil {
				return nil, err
			}
			given := settingAnswer(args[0], kept)
			given.warnings = warnings
			return given, nil
		})
	})
	c.Flags().StringVar(&reason, "reason", "", "TEXT")
	return c
}

func (p *program) getCommand() *cobra.Command {
	return p.command("get KEY", 1, 1, func(args []string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			value, err := s.Get(p.ctx, args[0])
			if err != nil {
				return nil, err
			}
			return settingAnswer(args[0], value), nil
		})
	})
}

func settingAnswer(key, value string) *answer {
	return &answer{doc: document{"key": key, "value": value}, text: func(out *page) { out.line(key + " = " + value) }}
}

func (p *program) checkCommand() *cobra.Command {
	return p.command("check", 0, 0, func([]string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			checks, err := s.Check(p.ctx)
			if err != nil {
				return nil, err
			}
			return checkAnswer(checks), nil
		})
	})
}

// checkAnswer is the document of check and verify; anything off is a failure.
func checkAnswer(checks []shop.Check) *answer {
	type checkDoc struct {
		Name   string `json:"name"`
		OK     bool   `json:"ok"`
		Detail string `json:"detail"`
	}
	docs, ok := make([]checkDoc, len(checks)), true
	for n, check := range checks {
		docs[n] = checkDoc(check)
		ok = ok && check.OK
	}
	given := &answer{doc: document{"ok": ok, "checks": docs}, text: func(out *page) {
		var rows [][]string
		for _, check := range checks {
			word := "check.good"
			if !check.OK {
				word = "check.bad"
			}
			rows = append(rows, []string{out.t(word), out.t("check." + check.Name), check.Detail})
		}
		out.columns("", rows)
		if ok {
			out.say("check.all_good")
		} else {
			out.say("check.off")
		}
	}}
	if !ok {
		given.status = refused
	}
	return given
}

func (p *program) versionCommand() *cobra.Command {
	return p.command("version", 0, 0, func([]string) (*answer, error) {
		program, sqlite, toolkit, schema := versions()
		return &answer{doc: document{"version": program, "sqlite": sqlite, "toolkit": text(toolkit), "schema": schema},
			text: func(out *page) {
				out.line(fmt.Sprintf("Talat %s", program))
				out.pairs(pair{"label.sqlite", sqlite}, pair{"label.toolkit", toolkit}, pair{"label.schema", strconv.Itoa(schema)})
			}}, nil
	})
}

func (p *program) wordsCommand() *cobra.Command {
	return p.command("words AMOUNT", 1, 1, func(args []string) (*answer, error) {
		words, err := amountWords(args[0])
		if err != nil {
			return nil, err
		}
		return &answer{doc: document{"words": words}, text: func(out *page) { out.line(words) }}, nil
	})
}

func (p *program) reportCommand() *cobra.Command {
	var date string
	day := p.command("day [--date DATE]", 0, 0, func([]string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) { return p.reportDay(s, date) })
	})
	day.Flags().StringVar(&date, "date", "", "DATE")
	group := p.group("report", day, p.reportChannels(), p.reportTax())
	for _, name := range laterReports {
		group.AddCommand(p.later(name))
	}
	return group
}

func (p *program) reportDay(s *shop.Shop, date string) (*answer, error) {
	day, err := p.businessDay(s, date)
	if err != nil {
		return nil, err
	}
	sum, err := s.Day(p.ctx, day)
	if err != nil {
		return nil, err
	}
	doc := document{"date": sum.Day, "bills": sum.Bills, "refunds": sum.Refunds, "total_satang": sum.Total,
		"discount_satang": sum.Discount, "rounding_satang": sum.Rounding, "vat_satang": sum.VAT, "by_method": methodDocs(sum.Methods)}
	return &answer{doc: document{"day": doc}, text: func(out *page) {
		out.line(i18n.DateWeekday(out.lang, sum.Day))
		out.pairs(pair{"label.bills", i18n.Value(out.lang, sum.Bills)}, pair{"label.refunds", i18n.Value(out.lang, sum.Refunds)},
			pair{"label.total", i18n.Baht(sum.Total)}, pair{"label.discount", i18n.Baht(sum.Discount)},
			pair{"label.rounding", i18n.Baht(sum.Rounding)}, pair{"label.vat", i18n.Baht(sum.VAT)})
		out.methodTable(sum.Methods)
	}}, nil
}
