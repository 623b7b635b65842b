package cli

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shipping"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/thai"
)

// rateFlags are the flags of rate, as typed.
type rateFlags struct {
	grams, to, from, service, date, island, cod, insure, pieces string
}

func (p *program) rateCommand() *cobra.Command {
	var f rateFlags
	c := p.command("rate --grams N --to POSTCODE [--from POSTCODE] [--service ems|eco|parcel|registered|all] [--date DATE] [--island NAME|none] [--cod B] [--insure B] [--pieces N]", 0, 0,
		func([]string) (*answer, error) {
			parcel, err := f.parcel()
			if err != nil {
				return nil, err
			}
			return p.inShop(func(s *shop.Shop) (*answer, error) {
				postage, err := s.Quote(p.ctx, parcel)
				if err != nil {
					return nil, err
				}
				return p.rateAnswer(postage)
			})
		})
	flags := c.Flags()
	flags.StringVar(&f.grams, "grams", "", "N")
	flags.StringVar(&f.to, "to", "", "POSTCODE")
	flags.StringVar(&f.from, "from", "", "POSTCODE")
	flags.StringVar(&f.service, "service", "all", "ems|eco|parcel|registered|all")
	flags.StringVar(&f.date, "date", "", "DATE")
	flags.StringVar(&f.island, "island", "", "NAME|none")
	flags.StringVar(&f.cod, "cod", "", "B")
	flags.StringVar(&f.insure, "insure", "", "B")
	flags.StringVar(&f.pieces, "pieces", "", "N")
	return c
}

func (f *rateFlags) parcel() (parcel shipping.Parcel, err error) {
	if err = required("grams", f.grams != ""); err != nil {
		return parcel, err
	}
	if err = required("to", f.to != ""); err != nil {
		return parcel, err
	}
	if parcel.Grams, err = readCount(f.grams, "grams", shipping.MaxGrams); err != nil {
		return parcel, err
	}
	if parcel.Day, err = readDay(f.date, "date"); err != nil {
		return parcel, err
	}
	parcel.From.Postcode, parcel.To.Postcode = thai.ToASCIIDigits(f.from), thai.ToASCIIDigits(f.to)
	if parcel.To.Island = thai.Clean(f.island, 60); parcel.To.Island == "none" {
		parcel.To.Island = shipping.Mainland
	}
	if f.service != "all" {
		parcel.Services = []string{f.service}
	}
	if f.pieces != "" {
		if parcel.Pieces, err = readCount(f.pieces, "pieces", 100_000); err != nil {
			return parcel, err
		}
	}
	if f.cod != "" {
		if parcel.COD, err = readPositive(f.cod, "cod"); err != nil {
			return parcel, err
		}
	}
	if f.insure != "" {
		parcel.Insured, err = readPositive(f.insure, "insure")
	}
	return parcel, err
}

type rateDoc struct {
	Service   string       `json:"service"`
	Name      string       `json:"name"`
	Fee       money.Satang `json:"fee_satang"`
	Surcharge money.Satang `json:"surcharge_satang"`
	Discount  money.Satang `json:"discount_satang"`
	By        *string      `json:"discount"`
	Insurance money.Satang `json:"insurance_satang"`
	COD       money.Satang `json:"cod_fee_satang"`
	Total     money.Satang `json:"total_satang"`
	Island    money.Satang `json:"island_satang"` // on top when the recipient lives on one of the islands
	Islands   []string     `json:"islands"`
	Days      []int        `json:"days"`
	takes     string
}

type unfitDoc struct {
	Service string `json:"service"`
	Code    string `json:"code"`
	Message string `json:"message"`
}

// rateAnswer lists the offers. When no service takes the parcel the command is refused: with the reason, where only
// one service was asked about.
func (p *program) rateAnswer(postage *shop.Postage) (*answer, error) {
	if len(postage.Offers) == 0 {
		if len(postage.Unfit) == 1 {
			return nil, postage.Unfit[0].Why
		}
		return nil, fault.New("parcel_no_service", "grams", fault.Values{"grams": postage.Parcel.Grams})
	}
	given := &answer{warnings: slices.Clone(postage.Warnings)}
	rates, unfit := make([]rateDoc, len(postage.Offers)), make([]unfitDoc, len(postage.Unfit))
	for n := range postage.Offers {
		o := &postage.Offers[n]
		rates[n] = rateDoc{o.Service.Code, shop.ServiceName(p.lang, &o.Service), o.Fee, o.Surcharge, o.Discount, text(o.By), o.Insurance, o.COD,
			o.Total(), o.Maybe, append([]string{}, o.Asks...), o.Service.Days, shop.ServiceDays(p.lang, &o.Service)}
		for _, warning := range o.Warnings { // several services warn of the same
			if !slices.ContainsFunc(given.warnings, func(w *fault.Error) bool { return i18n.Message(p.lang, w) == i18n.Message(p.lang, warning) }) {
				given.warnings = append(given.warnings, warning)
			}
		}
	}
	for n, u := range postage.Unfit {
		unfit[n] = unfitDoc{u.Service, u.Why.Code, i18n.Message(p.lang, u.Why)}
	}
	given.doc = document{"rates": rates, "unfit": unfit, "from": text(postage.Parcel.From.Postcode), "date": postage.Parcel.Day}
	given.text = func(out *page) { out.rates(rates, unfit) }
	return given, nil
}

func (p *page) rates(rates []rateDoc, unfit []unfitDoc) {
	var rows [][]string
	for _, r := range rates {
		var more []string
		if r.Discount > 0 {
			more = append(more, *r.By+" -"+i18n.Baht(r.Discount))
		}
		if r.COD > 0 {
			more = append(more, "COD "+i18n.Baht(r.COD))
		}
		if r.Insurance > 0 {
			more = append(more, p.t("rate.insurance", fault.Values{"amount": r.Insurance}))
		}
		rows = append(rows, []string{r.Name, i18n.Baht(r.Total), i18n.Baht(r.Fee), i18n.Baht(r.Surcharge), r.takes, strings.Join(more, " · ")})
	}
	p.table("lrrrl", []string{"col.service", "col.total", "col.fee", "col.surcharge", "col.takes", "col.state"}, rows)
	for _, u := range unfit {
		p.line(shop.ServiceCodeName(p.lang, u.Service) + ": " + u.Message)
	}
}

func (p *program) trackingCommand() *cobra.Command {
	return p.group("tracking", p.trackingCheck(), p.trackingRange(), p.trackingPool(), p.trackingRefresh())
}

type trackingDoc struct {
	Number string  `json:"number"`
	Valid  bool    `json:"valid"`
	Hint   *string `json:"prefix_hint"`
}

// trackingCheck says whether a number's check digit is right and whose numbers begin like it. Of a wrong one it says
// what the digit should be, and ends with 1; what is no such number is not read.
func (p *program) trackingCheck() *cobra.Command {
	return p.command("check NUMBER", 1, 1, func(args []string) (*answer, error) {
		number, err := shipping.ParseTracking(args[0])
		wrong := fault.Of(err)
		given := &answer{}
		switch {
		case wrong == nil:
		case wrong.Code == "tracking_check":
			given.status, given.warnings = refused, []*fault.Error{wrong}
			number = shipping.Tracking(wrong.Values["text"].(string))
		default:
			return nil, fault.Unreadable(wrong.Code, "number", wrong.Values)
		}
		doc := trackingDoc{string(number), wrong == nil, text(shipping.Seed().Hint(number, clock.DayOf(p.now())))}
		given.doc = document{"tracking": doc}
		given.text = func(out *page) {
			if doc.Valid {
				hint := ""
				if doc.Hint != nil {
					hint = " · " + shop.ServiceCodeName(out.lang, *doc.Hint)
				}
				out.line(number.Grouped() + hint)
			}
		}
		return given, nil
	})
}

// trackingRange writes numbers that follow each other, as a roll of stickers from the counter has them.
func (p *program) trackingRange() *cobra.Command {
	var typed string
	c := p.command("range FIRST --count N", 1, 1, func(args []string) (*answer, error) {
		if err := required("count", typed != ""); err != nil {
			return nil, err
		}
		count, err := readCount(typed, "count", shipping.MaxRange)
		if err != nil {
			return nil, err
		}
		first, err := shipping.ParseTracking(args[0])
		if err != nil {
			return nil, at(err, "first")
		}
		numbers, err := shipping.Range(first, count)
		if err != nil {
			return nil, err
		}
		return &answer{doc: document{"numbers": numbers}, text: func(out *page) {
			for _, number := range numbers {
				out.line(string(number))
			}
		}}, nil
	})
	c.Flags().StringVar(&typed, "count", "", "N")
	return c
}
