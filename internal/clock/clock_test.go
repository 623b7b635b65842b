package clock_test

import (
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
)

func TestParseDay(t *testing.T) {
	for text, want := range map[string]clock.Day{
		"2026-11-23": "2026-11-23", "23/11/2569": "2026-11-23", "๒๓/๑๑/๒๕๖๙": "2026-11-23", "1/2/2569": "2026-02-01",
		"29/02/2567": "2024-02-29", " 2026-11-23 ": "2026-11-23",
	} {
		if got, err := clock.ParseDay(text); err != nil || got != want {
			t.Errorf("ParseDay(%q) = %q, %v; want %q", text, got, err, want)
		}
	}
	for _, text := range []string{
		"", "29/02/2569", "2026-02-29", "23/11/69", "23/11/2026", "2569-11-23", "2026-1-2", "23-11-2569", "0/1/2569",
		"32/1/2569", "1/13/2569", "001/1/2569", "-1/1/2569", "today", "2026-11-23T00:00:00Z", "1/1/25690", "1/1/7000", "1/1/2399",
		"0026-11-23", "//2569", "1//2569", "+1/1/2569",
	} {
		if got, err := clock.ParseDay(text); !fault.Is(err, "date_unreadable") {
			t.Errorf("ParseDay(%q) = %q, %v; want date_unreadable", text, got, err)
		}
	}
}

func TestTheDayIsThailands(t *testing.T) {
	if got := clock.DayOf(time.Date(2026, 11, 22, 17, 0, 0, 0, time.UTC)); got != "2026-11-23" {
		t.Errorf("17:00 UTC is midnight in Thailand, got %s", got)
	}
	if got := clock.DayOf(time.Date(2026, 11, 22, 16, 59, 59, 0, time.UTC)); got != "2026-11-22" {
		t.Errorf("16:59 UTC is still the day before, got %s", got)
	}
	if start := clock.Day("2026-11-23").Start().UTC(); start != time.Date(2026, 11, 22, 17, 0, 0, 0, time.UTC) {
		t.Errorf("the day starts at %s", start)
	}
}

func TestDaysCount(t *testing.T) {
	day := clock.Day("2026-12-31")
	if got := day.Add(1); got != "2027-01-01" {
		t.Errorf("the day after is %s", got)
	}
	if got := day.Until("2027-01-10"); got != 10 {
		t.Errorf("Until = %d, want 10", got)
	}
	if got := day.Until("2026-12-24"); got != -7 {
		t.Errorf("Until = %d, want -7", got)
	}
	if got := day.BuddhistYear(); got != 2569 {
		t.Errorf("BuddhistYear = %d", got)
	}
}

func TestNoDayStaysNone(t *testing.T) {
	var none clock.Day
	if none.Add(3) != "" || !none.Time().IsZero() || !none.Start().IsZero() || none.BuddhistYear() != 0 {
		t.Error("none turned into a day")
	}
}

func TestFromEnv(t *testing.T) {
	t.Setenv("TALAT_NOW", "2026-11-23T18:02:00.123456+07:00")
	now, err := clock.FromEnv()
	if err != nil {
		t.Fatal(err)
	}
	if want := time.Date(2026, 11, 23, 11, 2, 0, 123_000_000, time.UTC); now() != want || now().Location() != time.UTC {
		t.Errorf("now = %s, want %s", now(), want)
	}
	t.Setenv("TALAT_NOW", "yesterday")
	if _, err := clock.FromEnv(); !fault.Is(err, "time_unreadable") {
		t.Errorf("err = %v, want time_unreadable", err)
	}
}

func FuzzParseDay(f *testing.F) {
	for _, text := range []string{"2026-11-23", "23/11/2569", "29/02/2567", "๑/๑/๒๕๖๙", "1/1/"} {
		f.Add(text)
	}
	f.Fuzz(func(t *testing.T, text string) {
		day, err := clock.ParseDay(text)
		if err != nil {
			return
		}
		if again, err := clock.ParseDay(string(day)); err != nil || again != day {
			t.Fatalf("ParseDay(%q) = %q, read again %q, %v", text, day, again, err)
		}
		if day.Add(1).Add(-1) != day {
			t.Fatalf("ParseDay(%q) = %q does not count forth and back", text, day)
		}
	})
}

func TestDaysAsTheyAreTyped(t *testing.T) {
	for text, want := range map[string]clock.Day{
		"311269": "2026-12-31", "31122569": "2026-12-31", "31/12/2569": "2026-12-31", "31/12/69": "2026-12-31", "1/2/70": "2027-02-01",
		"๓๑๑๒๖๙": "2026-12-31", "31-12-69": "2026-12-31", "31.12.2569": "2026-12-31", "12/2569": "2026-12-31", "2/2570": "2027-02-28",
		"2/2571": "2028-02-29", "4/69": "2026-04-30", "2026-12-31": "2026-12-31", "31/12/99": "2056-12-31", "31/12/50": "2007-12-31",
		// of the common era, as English writes it
		"31/12/2026": "2026-12-31", "1/2/2027": "2027-02-01", "31122026": "2026-12-31", "12/2026": "2026-12-31", "31/12/26": "2026-12-31", "311226": "2026-12-31",
		"29/2/2028": "2028-02-29", "31/12/49": "2049-12-31", "31/12/1969": "1969-12-31",
	} {
		if got, err := clock.ReadDay(text); err != nil || got != want {
			t.Errorf("%q is read as %q, %v; want %q", text, got, err, want)
		}
	}
	for _, text := range []string{"", "310269", "31/02/2569", "3112", "999999", "13/2569", "31/12/1569", "29/2/2026", "วันนี้", "1/1/1/69", "00/2569", "-", "32/1/69"} {
		if got, err := clock.ReadDay(text); err == nil {
			t.Errorf("%q is read as %q", text, got)
		}
	}
}
