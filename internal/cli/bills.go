package cli

import (
	"strings"

	"github.com/spf13/cobra"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/shop"
)

// mostRows bounds every list a command prints.
const mostRows = 10_000

func (p *program) billsCommand() *cobra.Command {
	var date, limit string
	c := p.command("bills [--date DATE] [--limit N]", 0, 0, func([]string) (*answer, error) {
		most, err := readLimit(limit, mostRows)
		if err != nil {
			return nil, err
		}
		return p.inShop(func(s *shop.Shop) (*answer, error) { return p.bills(s, date, most) })
	})
	c.Flags().StringVar(&date, "date", "", "DATE")
	c.Flags().StringVar(&limit, "limit", "50", "N")
	return c
}

// businessDay reads --date; none is the business day of now.
func (p *program) businessDay(s *shop.Shop, date string) (clock.Day, error) {
	day, err := readDay(date, "date")
	if err != nil || day != "" {
		return day, err
	}
	return s.Today(p.ctx)
}

func (p *program) bills(s *shop.Shop, date string, limit int) (*answer, error) {
	day, err := p.businessDay(s, date)
	if err != nil {
		return nil, err
	}
	rows, total, err := s.Bills(p.ctx, day, 0, limit)
	if err != nil {
		return nil, err
	}
	docs := make([]billDoc, len(rows))
	for n, row := range rows {
		bill, err := s.Bill(p.ctx, row.ID)
		if err != nil {
			return nil, err
		}
		docs[n] = billOf(bill)
	}
	return &answer{doc: document{"bills": docs, "total": total}, text: func(out *page) { out.bills(day, rows, total) }}, nil
}

func (p *page) bills(day clock.Day, rows []shop.BillRow, total int) {
	p.line(i18n.DateWeekday(p.lang, day))
	if total == 0 {
		p.say("bills.none")
		return
	}
	var cells [][]string
	for _, row := range rows {
		var methods []string
		for _, method := range strings.Split(row.Methods, ",") {
			methods = append(methods, p.methodName(method))
		}
		state := ""
		switch {
		case row.Voided != "":
			state = p.t("bills.voided", fault.Values{"number": row.Voided})
		case row.Kind != ledger.Sale:
			state = p.t("bills." + row.Kind)
		case row.Refunds > 0:
			state = p.t("bills.refunded")
		}
		cells = append(cells, []string{row.Number, i18n.Time(row.At.Time()), i18n.Baht(row.Total), strings.Join(methods, ", "), row.Customer, state})
	}
	p.table("llrlll", []string{"col.number", "col.time", "col.total", "col.method", "col.customer", "col.state"}, cells)
	p.say("list.count", fault.Values{"shown": len(rows), "total": total})
}
