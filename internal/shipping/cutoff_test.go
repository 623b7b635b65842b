package shipping_test

import (
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/shipping"
)

func TestCutoffsAreReadAsPeopleWriteThem(t *testing.T) {
	week := shipping.Cutoffs{0, 990, 990, 990, 990, 990, 720}
	for text, want := range map[string]shipping.Cutoffs{
		"จ.-ศ. 16:30, ส. 12:00": week,
		"จันทร์–ศุกร์ ๑๖.๓๐ น.; วันเสาร์ 12.00 น.": week,
		"Mon-Fri 16:30\nSat 12:00":                    week,
		"mon 16:30,tue 16:30,wed-fri 16:30,sat 12:00": week,
		"จ-อา 15:00":                                  {900, 900, 900, 900, 900, 900, 900},
		"ศ.-จ. 9:05":                                  {545, 545, 0, 0, 0, 545, 545},
		"":                                            {},
	} {
		if got, err := shipping.ParseCutoffs(text); err != nil || got != want {
			t.Errorf("%q gives %v %v, want %v", text, got, err, want)
		}
	}
	for _, text := range []string{"ทุกวัน 15:00", "จ. 25:00", "จ. 16:60", "จ.", "16:30", "จ.-ฟ. 12:00", "จ. 00:00"} {
		if _, err := shipping.ParseCutoffs(text); !fault.Is(err, "cutoff_form") {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func TestTheNextCutoff(t *testing.T) {
	week, err := shipping.ParseCutoffs("จ.-ศ. 16:30, ส. 12:00")
	if err != nil {
		t.Fatal(err)
	}
	at := func(day int, hour, minute int) time.Time {
		return time.Date(2026, 11, day, hour, minute, 0, 0, clock.Bangkok)
	}
	for _, c := range []struct{ now, want time.Time }{
		{at(23, 9, 0), at(23, 16, 30)},   // Monday
		{at(23, 16, 30), at(24, 16, 30)}, // at the stroke it is over
		{at(27, 17, 0), at(28, 12, 0)},   // Friday evening
		{at(28, 13, 0), at(30, 16, 30)},  // Saturday afternoon
	} {
		if got := week.Next(c.now.UTC()); !got.Equal(c.want) {
			t.Errorf("at %v: %v, want %v", c.now, got, c.want)
		}
	}
	if got := (shipping.Cutoffs{}).Next(at(23, 9, 0)); !got.IsZero() {
		t.Errorf("no day: %v", got)
	}
}
