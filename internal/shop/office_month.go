package shop

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/ledger"
	"github.com/talat-pos/talat/internal/papers"
)

// Settings of what is handed in.
const (
	taxClosed   = "vat.closed"
	taxReopened = "vat.reopened"
	taxHandedIn = "vat.handed_in" // when each closed day was: DAY@MILLIS of every closing that still holds, the first first
)

// TaxClosed is until when the VAT is handed in.
type TaxClosed struct {
	Until  clock.Day // the last day, "" = nothing is
	Reason string    // why it was opened again last, "" = it never was since
	times  []handing
}

// handing is one closing: all up to and with the day was handed in at that moment.
type handing struct {
	day clock.Day
	at  ledger.Millis
}

// Before reports whether the VAT of a day was handed in when a moment came.
func (c *TaxClosed) Before(day clock.Day, at ledger.Millis) bool {
	if c.Until == "" || day > c.Until {
		return false
	}
	for _, one := range c.times {
		if day <= one.day {
			return one.at < at
		}
	}
	return true
}

// until gives the settings that say that the VAT up to and with a day is handed in, now.
func (c *TaxClosed) until(day clock.Day, now ledger.Millis, reason string) map[string]string {
	times := slices.Clone(c.times)
	if len(times) == 0 && c.Until != "" {
		times = append(times, handing{day: c.Until}) // closed when the shop kept no moments
	}
	times = slices.DeleteFunc(times, func(one handing) bool { return one.day > day })
	switch held := len(times) > 0 && times[len(times)-1].day == day; {
	case day > c.Until:
		times = append(times, handing{day, now})
	case day != "" && !held: // opened down to a day within what was closed at once
		if at := slices.IndexFunc(c.times, func(one handing) bool { return one.day > day }); at >= 0 {
			times = append(times, handing{day, c.times[at].at})
		}
	}
	var kept []string
	for _, one := range times {
		kept = append(kept, string(one.day)+"@"+strconv.FormatInt(int64(one.at), 10))
	}
	return map[string]string{taxClosed: string(day), taxReopened: reason, taxHandedIn: strings.Join(kept, " ")}
}

// handings reads what until wrote.
func handings(kept string) (times []handing) {
	for _, one := range strings.Fields(kept) {
		day, at, _ := strings.Cut(one, "@")
		if millis, err := strconv.ParseInt(at, 10, 64); err == nil {
			times = append(times, handing{clock.Day(day), ledger.Millis(millis)})
		}
	}
	return times
}

// Holds reports whether the VAT of the month a day lies in is handed in.
func (c *TaxClosed) Holds(month clock.Day) bool { return c.Until != "" && lastOf(month) <= c.Until }

// lastOf gives the last day of the month a day lies in.
func lastOf(day clock.Day) clock.Day { return papers.MonthOf(papers.MonthOf(day).Add(31)).Add(-1) }

// TaxClosed says until when the VAT is handed in.
func (s *Shop) TaxClosed(ctx context.Context) (TaxClosed, error) {
	set, err := s.db.Settings(ctx)
	return TaxClosed{Until: clock.Day(set.Get(taxClosed)), Reason: set.Get(taxReopened), times: handings(set.Get(taxHandedIn))}, err
}

// CloseTaxMonth writes down that the VAT of a month is handed in, and of all before: from then on a paper of these days
// is asked about. It fails with "tax_month_runs" while the month is not over. One that is closed stays so.
func (s *Shop) CloseTaxMonth(ctx context.Context, month clock.Day) error {
	last := lastOf(month)
	if clock.DayOf(s.Clock()) <= last {
		return fault.New("tax_month_runs", "month", fault.Values{"day": last})
	}
	closed, err := s.TaxClosed(ctx)
	if err != nil || closed.Holds(month) {
		return err
	}
	return s.db.SaveSettings(ctx, closed.until(last, ledger.MillisOf(s.Clock()), ""))
}

// OpenTaxMonth takes back that the VAT of a month, and of all after, is handed in. The reason is kept. Faults:
// "reason_missing", "text_too_long", "tax_month_open".
func (s *Shop) OpenTaxMonth(ctx context.Context, month clock.Day, reason string) error {
	reason = strings.TrimSpace(reason)
	closed, err := s.TaxClosed(ctx)
	switch {
	case err != nil:
		return err
	case reason == "":
		return fault.New("reason_missing", "reason", nil)
	case len([]rune(reason)) > papers.MaxText:
		return fault.New("text_too_long", "reason", fault.Values{"max": papers.MaxText})
	case !closed.Holds(month):
		return fault.New("tax_month_open", "month", nil)
	}
	return s.db.SaveSettings(ctx, closed.until(papers.MonthOf(month).Add(-1), ledger.MillisOf(s.Clock()), reason))
}

// SetTaxClosed says by hand until when the VAT is handed in, as a person writes the day; "" = nothing is. Back it goes only
// with a reason, which is kept as that of OpenTaxMonth. Faults: "tax_closed_back" without one, "date_unreadable",
// "date_ahead", "text_too_long".
func (s *Shop) SetTaxClosed(ctx context.Context, value, reason string) (kept string, err error) {
	if kept, _, err = checkSetting(taxClosed, value); err != nil {
		return "", fault.At(err, "value")
	}
	reason = strings.TrimSpace(reason)
	closed, err := s.TaxClosed(ctx)
	day, today := clock.Day(kept), clock.DayOf(s.Clock())
	switch {
	case err != nil || day == closed.Until:
		return kept, err
	case day > today:
		return "", fault.New("date_ahead", "value", fault.Values{"date": day, "day": today})
	case day < closed.Until && reason == "":
		return "", fault.New("tax_closed_back", "value", fault.Values{"closed": closed.Until})
	case len([]rune(reason)) > papers.MaxText:
		return "", fault.New("text_too_long", "reason", fault.Values{"max": papers.MaxText})
	case day > closed.Until:
		reason = "" // nothing is opened
	}
	return kept, s.db.SaveSettings(ctx, closed.until(day, ledger.MillisOf(s.Clock()), reason))
}

// KeepSalesTax writes the report into the shop's folder of exports as a workbook and as CSV, and gives the paths. It fails
// with "folder_unwritable".
func (s *Shop) KeepSalesTax(report *SalesTax, lang i18n.Lang) (xlsx, csv string, err error) {
	book, err := report.XLSX(lang)
	if err != nil {
		return "", "", err
	}
	table, err := report.CSV(lang)
	if err != nil {
		return "", "", err
	}
	name := "sales-tax-" + string(report.Month[:len("2026-11")])
	if xlsx, err = s.export(name, "xlsx", book); err != nil {
		return "", "", err
	}
	csv, err = s.export(name, "csv", table)
	return xlsx, csv, err
}
