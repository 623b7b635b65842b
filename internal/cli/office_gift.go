package cli

import (
	"cmp"
	"io"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/papers"
	"github.com/talat-pos/talat/internal/qty"
	"github.com/talat-pos/talat/internal/shop"
)

func (p *program) officeAccept() *cobra.Command {
	var ask shop.AcceptAsk
	var choose, quantity, due, date, customer, name, recipients, picture string
	c := p.command("accept QUOTATION [--option N] [--qty N] [--due DATE] [--order-number N] [--date DATE] [--picture F] [--recipients F.xlsx] [--customer ID]", 1, 1, func(args []string) (*answer, error) {
		ask.Quotation = args[0]
		var err error
		if choose != "" {
			if ask.Alternative, err = readCount(choose, "option", papers.MaxAlternatives); err != nil {
				return nil, err
			}
		}
		if quantity != "" {
			each, err := qty.Parse(quantity)
			if err != nil {
				return nil, at(err, "qty")
			}
			if each <= 0 {
				return nil, fault.New("qty_not_positive", "qty", fault.Values{"value": each})
			}
			ask.Quantities = []qty.Qty{each}
		}
		if ask.Due, err = readDay(due, "due"); err != nil {
			return nil, err
		}
		if ask.Order.Date, err = readDay(date, "date"); err != nil {
			return nil, err
		}
		if customer != "" {
			if ask.CustomerID, err = id.Parse[id.Party](customer); err != nil {
				return nil, at(err, "customer")
			}
		}
		if name != "" {
			if ask.ID, err = id.Parse[id.Order](name); err != nil {
				return nil, err
			}
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			var warnings []*fault.Error
			if recipients != "" {
				if warnings, err = s.ShareFrom(p.ctx, &ask, recipients); err != nil {
					return nil, err
				}
			}
			if picture != "" {
				if ask.Order.Picture, err = s.AddPictureFile(p.ctx, picture); err != nil {
					return nil, at(err, "picture")
				}
			}
			order, err := s.AcceptQuotation(p.ctx, ask)
			if err != nil {
				return nil, err
			}
			given := addedAnswer([]shop.AddedOrder{{Order: order}})
			given.warnings = append(given.warnings, warnings...)
			return given, nil
		})
	})
	flags := c.Flags()
	flags.StringVar(&choose, "option", "", "N")
	flags.StringVar(&quantity, "qty", "", "N")
	flags.StringVar(&due, "due", "", "DATE")
	flags.StringVar(&ask.Order.Number, "order-number", "", "N")
	flags.StringVar(&date, "date", "", "DATE")
	flags.StringVar(&picture, "picture", "", "F")
	flags.StringVar(&recipients, "recipients", "", "F.xlsx")
	flags.StringVar(&customer, "customer", "", "ID")
	flags.StringVar(&name, "id", "", "UUID")
	flags.StringVar(&ask.By, "by", "", "NAME")
	flags.StringArrayVar(&ask.Yes, "yes", nil, "CODE")
	return c
}

type planJobDoc struct {
	Producer string     `json:"producer"` // "" = the shop itself
	Tell     clock.Day  `json:"tell"`
	Late     bool       `json:"late"`
	Message  string     `json:"message"`
	Goods    []bringDoc `json:"goods"`
}

type bringDoc struct {
	Name  string    `json:"name"`
	Unit  string    `json:"unit"`
	Need  number    `json:"need"`
	Stock number    `json:"stock"`
	Qty   number    `json:"qty"`
	By    clock.Day `json:"by"`
}

func (p *program) officePlan() *cobra.Command {
	var out, due, lead, pack, ship string
	c := p.command("plan ORDER [--due DATE] [--lead DAYS] [--pack DAYS] [--ship DAYS] [--out F.pdf]", 1, 1, func(args []string) (*answer, error) {
		if err := optionalPDF(out); err != nil {
			return nil, err
		}
		ask := shop.PlanAsk{Order: args[0]}
		var err error
		if ask.Due, err = readDay(due, "due"); err != nil {
			return nil, err
		}
		all := 0
		for _, days := range []struct {
			text, field string
			into        *int
		}{{cmp.Or(lead, "0"), "lead", &all}, {pack, "pack", &ask.PackDays}, {ship, "ship", &ask.ShipDays}} {
			if *days.into, err = readCount(days.text, days.field, 365); err != nil {
				return nil, err
			}
		}
		if lead != "" {
			ask.Lead = &all
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) { return p.planAnswer(s, ask, out) })
	})
	c.Flags().StringVar(&out, "out", "", "F.pdf")
	c.Flags().StringVar(&due, "due", "", "DATE")
	c.Flags().StringVar(&lead, "lead", "", "DAYS")
	c.Flags().StringVar(&pack, "pack", "2", "DAYS")
	c.Flags().StringVar(&ship, "ship", "2", "DAYS")
	return c
}

func (p *program) planAnswer(s *shop.Shop, ask shop.PlanAsk, out string) (*answer, error) {
	plan, err := s.PlanOrder(p.ctx, ask, p.lang)
	if err != nil {
		return nil, err
	}
	jobs, ready := []planJobDoc{}, bringDocs(plan.Ready)
	for n, job := range plan.Jobs {
		jobs = append(jobs, planJobDoc{job.Producer, job.Tell, job.Late, plan.Messages[n], bringDocs(job.Brings)})
	}
	given := &answer{doc: document{"plan": document{"order": plan.Order.Order.Number, "due": plan.Due, "ship": plan.Ship, "pack": plan.Pack, "late": plan.Late, "missed": text(plan.Missed),
		"jobs": jobs, "ready": ready}}, text: func(page *page) {
		page.pairs(pair{"label.due", i18n.DateWeekday(page.lang, plan.Due)}, pair{"label.ship", i18n.DateWeekday(page.lang, plan.Ship)},
			pair{"label.pack", i18n.DateWeekday(page.lang, plan.Pack)})
		for n, job := range plan.Jobs {
			page.line("")
			if plan.Messages[n] != "" {
				page.line(plan.Messages[n])
				continue
			}
			for _, bring := range job.Brings {
				page.line(bring.Name + " " + i18n.Qty(bring.Qty) + " " + bring.Unit + "  " + i18n.Date(page.lang, bring.By))
			}
		}
	}}
	if plan.Missed != "" {
		given.warnings = append(given.warnings, fault.New("plan_missed", "due", fault.Values{"date": plan.Missed, "due": plan.Due}))
	}
	if plan.Late {
		given.warnings = append(given.warnings, fault.New("plan_late", "due", fault.Values{"date": plan.Due}))
	}
	if out == "" {
		return given, nil
	}
	pages, err := s.PlanPapers(p.ctx, plan, p.lang)
	if err == nil {
		err = writeFile(out, func(w io.Writer) error { return s.WritePapers(w, pages) })
	}
	given.wrote(out)
	return given, err
}

func bringDocs(brings []papers.Bring) []bringDoc {
	docs := []bringDoc{}
	for _, b := range brings {
		docs = append(docs, bringDoc{b.Name, b.Unit, number(b.Need), number(b.Stock), number(b.Qty), b.By})
	}
	return docs
}

func (p *program) officeProgress() *cobra.Command {
	return p.command("progress ORDER", 1, 1, func(args []string) (*answer, error) {
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			far, err := s.OfficeProgress(p.ctx, args[0])
			if err != nil {
				return nil, err
			}
			type goodsDoc struct {
				Name      string `json:"name"`
				Unit      string `json:"unit"`
				Ordered   number `json:"ordered"`
				Packed    number `json:"packed"`
				Sent      number `json:"sent"`
				Delivered number `json:"delivered"`
			}
			goods, list := []goodsDoc{}, []officeDoc{}
			for _, g := range far.Goods {
				goods = append(goods, goodsDoc{g.Name, g.Unit, number(g.Ordered), number(g.Packed), number(g.Sent), number(g.Delivered)})
			}
			for _, paper := range far.Papers {
				list = append(list, p.officeDoc(paper))
			}
			return &answer{doc: document{"progress": document{"order": far.Order.Order.Number, "state": far.Order.State(), "goods": goods, "places": far.Places, "served": far.Served,
				"total_satang": far.Total, "invoiced_satang": far.Invoiced, "received_satang": far.Received, "withheld_satang": far.Withheld, "left_satang": far.Left(), "give_back_satang": far.GiveBack,
				"papers": list}}, text: func(out *page) { progressText(out, far) }}, nil
		})
	})
}

func progressText(out *page, far *shop.OfficeProgress) {
	var cells [][]string
	for _, g := range far.Goods {
		cells = append(cells, []string{g.Name, i18n.Qty(g.Ordered), i18n.Qty(g.Packed), i18n.Qty(g.Sent), g.Unit})
	}
	out.table("lrrrl", []string{"col.name", "col.ordered", "col.packed", "col.sent", "col.unit"}, cells)
	out.line("")
	out.pairs(pair{"label.total", i18n.Baht(far.Total)}, pair{"label.invoiced", i18n.Baht(far.Invoiced)}, pair{"label.received", i18n.Baht(far.Received)},
		pair{"label.withheld", someBaht(far.Withheld)}, pair{"label.owed", i18n.Baht(far.Left())}, pair{"label.give_back", someBaht(far.GiveBack)})
	cells = nil
	for _, paper := range far.Papers {
		number := paper.Number
		if number == "" {
			number = paper.Order.Number
		}
		cells = append(cells, []string{paper.Title(out.lang), number, i18n.Date(out.lang, paper.Date), i18n.Baht(paper.Sums.Due)})
	}
	if len(cells) > 0 {
		out.line("")
		out.table("lllr", []string{"col.kind", "col.number", "col.date", "col.total"}, cells)
	}
}

func (p *program) officeOwed() *cobra.Command {
	var out, date, number string
	c := p.command("owed [--date DATE] [--remind NUMBER --out F.pdf]", 0, 0, func([]string) (*answer, error) {
		day, err := readDay(date, "date")
		if err == nil && number != "" {
			_, err = fileKind(out, "out", ".pdf")
		}
		if err != nil {
			return nil, err
		}
		if day == "" {
			day = clock.DayOf(p.now())
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) {
			owing, err := s.Receivables(p.ctx, day)
			if err != nil {
				return nil, err
			}
			given := owedAnswer(owing)
			if number == "" {
				return given, nil
			}
			return given, p.remind(s, given, owing, day, number, out)
		})
	})
	c.Flags().StringVar(&date, "date", "", "DATE")
	c.Flags().StringVar(&number, "remind", "", "NUMBER")
	c.Flags().StringVar(&out, "out", "", "F.pdf")
	return c
}

// remind writes the letter to whoever owes by a paper.
func (p *program) remind(s *shop.Shop, given *answer, owing []papers.Owing, day clock.Day, number, out string) error {
	paper, err := s.OfficePaper(p.ctx, number)
	if err != nil {
		return at(err, "remind")
	}
	for _, who := range owing {
		for _, open := range who.Papers {
			if open.Number != paper.Number {
				continue
			}
			lang := i18n.Lang("") // as its papers are
			if p.lang != i18n.Thai {
				lang = p.lang
			}
			letter, err := s.ReminderPapers(p.ctx, who, day, lang)
			if err == nil {
				err = writeFile(out, func(w io.Writer) error { return s.WritePapers(w, letter) })
			}
			given.wrote(out)
			return err
		}
	}
	return fault.New("paper_not_owed", "remind", fault.Values{"number": paper.Number})
}

func owedAnswer(owing []papers.Owing) *answer {
	type paperDoc struct {
		Number string       `json:"number"`
		Date   clock.Day    `json:"date"`
		Due    *clock.Day   `json:"due"`
		Left   money.Satang `json:"left_satang"`
	}
	type owedDoc struct {
		Name   string          `json:"name"`
		Total  money.Satang    `json:"total_satang"`
		ByAge  [4]money.Satang `json:"by_age_satang"` // 0–30, 31–60, 61–90, over 90 days
		Oldest int             `json:"oldest_days"`   // below zero = not yet due
		Papers []paperDoc      `json:"papers"`
	}
	docs, total := []owedDoc{}, money.Satang(0)
	for _, who := range owing {
		doc := owedDoc{Name: who.Name, Total: who.Total, ByAge: who.ByAge, Oldest: who.Oldest}
		for _, open := range who.Papers {
			doc.Papers = append(doc.Papers, paperDoc{open.Number, open.Date, text(open.Due), open.Left})
		}
		docs, total = append(docs, doc), total+who.Total
	}
	return &answer{doc: document{"owed": docs, "total_satang": total}, text: func(out *page) {
		var cells [][]string
		for _, who := range owing {
			row := []string{who.Name}
			for _, sum := range who.ByAge {
				row = append(row, someBaht(sum))
			}
			cells = append(cells, append(row, i18n.Baht(who.Total)))
		}
		out.table("lrrrrr", []string{"col.name", "col.age0", "col.age1", "col.age2", "col.age3", "col.total"}, cells)
	}}
}
