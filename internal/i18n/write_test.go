package i18n_test

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

func TestMoneyIsGrouped(t *testing.T) {
	for amount, want := range map[money.Satang][3]string{
		0:           {"0.00", "฿0.00", "฿0"},
		99_999:      {"999.99", "฿999.99", "฿999.99"},
		100_000:     {"1,000.00", "฿1,000.00", "฿1,000"},
		118_550:     {"1,185.50", "฿1,185.50", "฿1,185.50"},
		123_456_789: {"1,234,567.89", "฿1,234,567.89", "฿1,234,567.89"},
		-100_000:    {"-1,000.00", "-฿1,000.00", "-฿1,000"},
		-50:         {"-0.50", "-฿0.50", "-฿0.50"},
	} {
		if got := [3]string{i18n.Baht(amount), i18n.BahtSign(amount), i18n.BahtShort(amount)}; got != want {
			t.Errorf("%d satang: %q, want %q", int64(amount), got, want)
		}
	}
}

func TestGroup(t *testing.T) {
	for number, want := range map[string]string{
		"": "", "1": "1", "123": "123", "1234": "1,234", "123456": "123,456", "-1234.5678": "-1,234.5678", "1000000": "1,000,000",
	} {
		if got := i18n.Group(number); got != want {
			t.Errorf("Group(%q) = %q, want %q", number, got, want)
		}
	}
}

func TestQuantities(t *testing.T) {
	if got := i18n.Qty(qty.Pieces(1200)); got != "1,200" {
		t.Errorf("1,200 pieces are written %q", got)
	}
	if got := i18n.Qty(qty.Qty(350)); got != "0.35" {
		t.Errorf("0.350 is written %q", got)
	}
}

func TestDatesAreInTheBuddhistEra(t *testing.T) {
	day := clock.Day("2026-11-23") // a Monday
	for _, c := range []struct {
		name  string
		write func(i18n.Lang, clock.Day) string
		thai  string
		other string
	}{
		{"Date", i18n.Date, "23 พ.ย. 2569", "23 Nov 2026"},
		{"DateNumbers", i18n.DateNumbers, "23/11/2569", "23/11/2026"},
		{"DateWeekday", i18n.DateWeekday, "จันทร์ 23 พ.ย. 2569", "Monday 23 Nov 2026"},
		{"DateFormal", i18n.DateFormal, "23 พฤศจิกายน พ.ศ. 2569", "23 November 2026"},
		{"MonthFormal", i18n.MonthFormal, "พฤศจิกายน พ.ศ. 2569", "November 2026"},
		{"DateOfficial", i18n.DateOfficial, "วันจันทร์ที่ 23 พฤศจิกายน พ.ศ. 2569", "Monday 23 November 2026"},
		{"DateFormal", i18n.DateFormal, "23 พฤศจิกายน พ.ศ. 2569", "23 November 2026"},
		{"DateBrief", i18n.DateBrief, "23 พ.ย. 69", "23 Nov 26"},
		{"DayMonth", i18n.DayMonth, "23 พ.ย.", "23 Nov"},
		{"MonthNumbers", i18n.MonthNumbers, "11/2569", "11/2026"},
		{"Weekday", i18n.Weekday, "จ.", "Mon"},
	} {
		if got := c.write(i18n.Thai, day); got != c.thai {
			t.Errorf("%s in Thai: %q, want %q", c.name, got, c.thai)
		}
		if got := c.write(i18n.English, day); got != c.other {
			t.Errorf("%s in English: %q, want %q", c.name, got, c.other)
		}
		if c.name == "Weekday" {
			continue
		}
		for _, lang := range i18n.Langs {
			if got := c.write(lang, ""); got != "" {
				t.Errorf("%s of no day in %s: %q", c.name, lang, got)
			}
		}
	}
	// A known Tuesday, from a dated press release of the Thai Government.
	if got := i18n.DateOfficial(i18n.Thai, "2016-08-23"); got != "วันอังคารที่ 23 สิงหาคม พ.ศ. 2559" {
		t.Errorf("23 August 2559: %q", got)
	}
}

func TestNamesOfMonthsAndDays(t *testing.T) {
	long := strings.Fields("มกราคม กุมภาพันธ์ มีนาคม เมษายน พฤษภาคม มิถุนายน กรกฎาคม สิงหาคม กันยายน ตุลาคม พฤศจิกายน ธันวาคม")
	short := strings.Fields("ม.ค. ก.พ. มี.ค. เม.ย. พ.ค. มิ.ย. ก.ค. ส.ค. ก.ย. ต.ค. พ.ย. ธ.ค.")
	for n := range long {
		day := clock.Day(fmt.Sprintf("2026-%02d-01", n+1))
		if got, want := i18n.DateFormal(i18n.Thai, day), "1 "+long[n]+" พ.ศ. 2569"; got != want {
			t.Errorf("%s: %q, want %q", day, got, want)
		}
		if got, want := i18n.Date(i18n.Thai, day), "1 "+short[n]+" 2569"; got != want {
			t.Errorf("%s: %q, want %q", day, got, want)
		}
	}
	full, brief := strings.Fields("อาทิตย์ จันทร์ อังคาร พุธ พฤหัสบดี ศุกร์ เสาร์"), strings.Fields("อา. จ. อ. พ. พฤ. ศ. ส.")
	for n := range full {
		day := clock.Day("2026-11-22").Add(n) // a Sunday
		if got := i18n.DateOfficial(i18n.Thai, day); !strings.HasPrefix(got, "วัน"+full[n]+"ที่ ") {
			t.Errorf("%s: %q, want %s", day, got, full[n])
		}
		if got := i18n.Weekday(i18n.Thai, day); got != brief[n] {
			t.Errorf("%s: %q, want %s", day, got, brief[n])
		}
	}
}

func TestTimesAreThailands(t *testing.T) {
	at := time.Date(2026, 11, 22, 18, 2, 0, 0, time.UTC)
	if got := i18n.Moment(i18n.Thai, at); got != "23 พ.ย. 2569 01:02" {
		t.Errorf("Moment = %q", got)
	}
	if got := i18n.MomentBrief(i18n.Thai, at); got != "23 พ.ย. 01:02" {
		t.Errorf("MomentBrief = %q", got)
	}
	if got := i18n.Moment(i18n.English, time.Time{}); got != "" {
		t.Errorf("no time is written %q", got)
	}
}

func TestValueWritesEachKind(t *testing.T) {
	for _, c := range []struct {
		value any
		want  string
	}{
		{money.Baht(1185), "1,185.00"}, {money.Basis(750), "7.5%"}, {qty.Qty(350), "0.35"}, {clock.Day("2026-11-23"), "23 พ.ย. 2569"},
		{time.Date(2026, 11, 23, 11, 2, 0, 0, time.UTC), "23 พ.ย. 2569 18:02"}, {12_345, "12,345"}, {"ปลาทู", "ปลาทู"},
	} {
		if got := i18n.Value(i18n.Thai, c.value); got != c.want {
			t.Errorf("Value(%v) = %q, want %q", c.value, got, c.want)
		}
	}
}
