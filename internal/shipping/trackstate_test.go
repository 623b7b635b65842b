package shipping

import (
	"slices"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/i18n"
)

// told makes the lines of a parcel, an hour apart.
func told(codes ...string) []TrackEvent {
	var events []TrackEvent
	for n, code := range codes {
		events = append(events, TrackEvent{Code: code, At: time.Date(2026, 11, 20, n, 0, 0, 0, time.UTC)})
	}
	return events
}

func TestProgress(t *testing.T) {
	for _, c := range []struct {
		what  string
		codes []string
		want  Stage
	}{
		{"nothing is known", nil, ""},
		{"the post was told", []string{"101"}, StageAnnounced},
		{"taken at the counter", []string{"101", "103"}, StageHandedOver},
		{"taken by an agent, announced late", []string{"102", "101"}, StageHandedOver},
		{"sorted", []string{"103", "201", "211", "206"}, StageOnTheWay},
		{"on the van", []string{"103", "201", "301"}, StageOutForDelivery},
		{"waits at a pick-up point", []string{"103", "201", "302"}, StageOutForDelivery},
		{"nobody was at home", []string{"103", "301", "401"}, StageNotDelivered},
		{"nobody was at home, and it lies at the post office", []string{"103", "301", "401", "206"}, StageNotDelivered},
		{"the second try", []string{"103", "301", "401", "206", "301"}, StageOutForDelivery},
		{"delivered at the second try", []string{"103", "301", "401", "301", "501"}, StageDelivered},
		{"a scan that comes after the delivery", []string{"103", "301", "501", "201"}, StageDelivered},
		{"turned back", []string{"103", "301", "401", "203"}, StageReturning},
		{"on its way back", []string{"103", "401", "203", "201", "206", "301"}, StageReturning},
		{"delivered to the sender is back and not delivered", []string{"103", "401", "203", "201", "501"}, StageReturned},
		{"back stays back", []string{"203", "501", "201"}, StageReturned},
		{"taken back by the sender", []string{"103", "104"}, StageReturning},
		{"an unknown code changes nothing", []string{"103", "301", "999"}, StageOutForDelivery},
		{"only unknown codes", []string{"999", ""}, ""},
	} {
		got, newest := Progress(told(c.codes...))
		if got != c.want {
			t.Errorf("%s: %q, want %q", c.what, got, c.want)
		}
		if len(c.codes) > 0 && newest.Code != c.codes[len(c.codes)-1] {
			t.Errorf("%s: the newest is %q", c.what, newest.Code)
		}
		back := told(c.codes...)
		slices.Reverse(back)
		if again, _ := Progress(back); again != c.want {
			t.Errorf("%s: %q when told backwards", c.what, again)
		}
	}
}

// The post's own word on the delivery counts where its code is new.
func TestTheWordOnADelivery(t *testing.T) {
	for delivery, want := range map[string]Stage{"S": StageDelivered, "F": StageNotDelivered, "": "", "X": ""} {
		if got := (TrackEvent{Code: "777", Delivery: delivery}).Stage(); got != want {
			t.Errorf("%q gives %q, want %q", delivery, got, want)
		}
	}
	if got := (TrackEvent{Code: "203", Delivery: "F"}).Stage(); got != StageReturning {
		t.Errorf("a known code gives way to the word: %q", got)
	}
}

// A line whose date nobody can read stays behind the one it came after.
func TestLinesWithoutADate(t *testing.T) {
	events := told("103", "301", "501")
	events[1].At = time.Time{}
	if got, _ := Progress(events); got != StageDelivered {
		t.Errorf("%q", got)
	}
	late := []TrackEvent{events[2], events[0], events[1]} // the dateless one came after the first
	var order []string
	for _, event := range InOrder(late) {
		order = append(order, event.Code)
	}
	if !slices.Equal(order, []string{"103", "301", "501"}) {
		t.Errorf("in the order %v", order)
	}
}

func TestEveryStageHasWords(t *testing.T) {
	for _, lang := range i18n.Langs {
		for _, stage := range append(Stages, "") {
			if !i18n.Has(lang, "track.stage."+string(stage)) {
				t.Errorf("%s: no words for %q", lang, stage)
			}
		}
	}
	for code, stage := range stages {
		if !slices.Contains(Stages, stage) {
			t.Errorf("the code %s gives %q", code, stage)
		}
	}
}
