package shop

import (
	"context"
	"strconv"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/printing"
	"github.com/talat-pos/talat/internal/printing/text"
)

// ChannelReport is what was sold by each channel in some days.
type ChannelReport struct {
	From, To clock.Day
	Channels []ChannelSum // what was sold most first
	Sum      ChannelSum
}

// ChannelReport sums sales by channel, those at the counter among them. No last day is today, no first one the first
// of the last day's month. It fails with "dates_reversed".
func (s *Shop) ChannelReport(ctx context.Context, from, to clock.Day) (r ChannelReport, err error) {
	if to == "" {
		if to, err = s.Today(ctx); err != nil {
			return r, err
		}
	}
	if from == "" {
		from = to[:len("2026-11-")] + "01"
	}
	if from > to {
		return r, fault.New("dates_reversed", "to", nil)
	}
	r = ChannelReport{From: from, To: to}
	r.Channels, err = s.db.Channels(ctx, from, to)
	for n := range r.Channels {
		r.Sum.Add(&r.Channels[n])
	}
	return r, err
}

// channelColumns are the columns of the report, with their share of an A4 sheet in millimetres.
var channelColumns = []struct {
	key   string
	share printing.Unit
	value func(*ChannelSum) string // nil = an amount
	sum   func(*ChannelSum) money.Satang
}{
	{key: "orders", share: 18, value: func(c *ChannelSum) string { return strconv.Itoa(c.Orders) }},
	{key: "bills", share: 16, value: func(c *ChannelSum) string { return strconv.Itoa(c.Bills) }},
	{key: "refunds", share: 19, value: func(c *ChannelSum) string { return strconv.Itoa(c.Refunds) }},
	{key: "total", share: 28, sum: func(c *ChannelSum) money.Satang { return c.Total }},
	{key: "discount", share: 22, sum: func(c *ChannelSum) money.Satang { return c.Discount }},
	{key: "postage", share: 22, sum: func(c *ChannelSum) money.Satang { return c.Postage }},
	{key: "vat", share: 20, sum: func(c *ChannelSum) money.Satang { return c.VAT }},
	{key: "fee", share: 22, sum: func(c *ChannelSum) money.Satang { return c.Fee }},
}

// Rows gives the report for a spreadsheet or a table: the headings, the channels, the total, amounts as baht writes
// them.
func (r *ChannelReport) Rows(lang i18n.Lang, baht func(money.Satang) string) [][]string {
	t := func(key string) string { return i18n.T(lang, "report.channels."+key) }
	headings := []string{t("channel")}
	for _, column := range channelColumns {
		headings = append(headings, t(column.key))
	}
	row := func(name string, sum *ChannelSum) []string {
		cells := []string{name}
		for _, column := range channelColumns {
			if column.sum != nil {
				cells = append(cells, baht(column.sum(sum)))
			} else {
				cells = append(cells, column.value(sum))
			}
		}
		return cells
	}
	rows := [][]string{headings}
	for n := range r.Channels {
		rows = append(rows, row(i18n.T(lang, "ordering.channel."+r.Channels[n].Channel), &r.Channels[n]))
	}
	return append(rows, row(t("all"), &r.Sum))
}

// ChannelPaper lays the report out on A4.
func (s *Shop) ChannelPaper(ctx context.Context, r *ChannelReport, lang i18n.Lang) (Papers, error) {
	set, err := s.db.Settings(ctx)
	if err != nil {
		return Papers{}, err
	}
	rows := r.Rows(lang, i18n.Baht)
	paper := printing.Report{Lang: lang, Practice: set.Get("shop.practice") == "yes", Shop: letterhead(set), Title: i18n.T(lang, "report.channels.title"),
		Facts: []string{i18n.T(lang, "report.channels.days", fault.Values{"from": i18n.Date(lang, r.From), "to": i18n.Date(lang, r.To)})},
		Rows:  rows[1 : len(rows)-1], Total: rows[len(rows)-1]}
	for n, heading := range rows[0] {
		column := printing.ReportColumn{Title: heading, Share: 34}
		if n > 0 {
			column.Share, column.Figure = channelColumns[n-1].share, true
		}
		paper.Columns = append(paper.Columns, column)
	}
	return s.laid(set, Papers{Title: "channels-" + string(r.From) + "-" + string(r.To)}, func(shaper *text.Shaper) ([]printing.Page, error) {
		return paper.Pages(shaper), nil
	})
}
