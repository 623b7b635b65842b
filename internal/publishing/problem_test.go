package publishing

import (
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

// A problem that was stored reads as its fault did, in both languages, also where the fault mentions another, a day or
// what an offer lacks.
func TestAStoredProblemReadsInBothLanguages(t *testing.T) {
	reasons := []Reason{{What: "certificate_expired", Field: "certificates[0]", Values: fault.Values{"number": "7", "day": clock.Day("2026-11-23")}},
		{What: "photo", Field: "photo"}, {What: "description_short", Advice: true, Values: fault.Values{"min": 120}}}
	inner := fault.New("line_packed", "items[0]", fault.Values{"name": "ตะกร้า", "qty": 2, "unit": "ใบ"})
	outer := fault.New("order_not_followed", "order", fault.Values{"number": "A-1", "reason": inner})
	for _, lang := range i18n.Langs {
		if got, want := ReadProblem(ProblemOf(outer).Encode()).Text(lang), i18n.Message(lang, outer); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
		want := i18n.Message(lang, fault.New("listing_not_ready", "", fault.Values{"reasons": reasons[0].Text(lang) + " · " + reasons[1].Text(lang)}))
		if got := ReadProblem(NotReady(reasons).Encode()).Text(lang); got != want {
			t.Errorf("%s: %q, want %q", lang, got, want)
		}
	}
}
