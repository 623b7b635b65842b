package commonplatform

import (
	"context"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/testkit/double"
)

// told sees that a failure has a sentence in both languages.
func told(t *testing.T, err error) {
	t.Helper()
	for _, lang := range i18n.Langs {
		if said := i18n.Message(lang, err); strings.ContainsAny(said, "{}") || said == i18n.T(lang, "fault.internal") || said == "" {
			t.Errorf("%s: %q for %v", lang, said, err)
		}
	}
}

// Whatever goes wrong with a change of stock, whoever sends is told what to do next, and the same change sent
// again with the same key is carried out once in all.
func TestAChangeGoesWrong(t *testing.T) {
	for name, f := range map[string]struct {
		fault double.Fault
		want  publishing.Class
		calls int // of the one that went wrong
	}{
		"the reply is lost":      {double.LoseReply(), publishing.OutcomeOpen, 1},
		"dropped":                {double.Drop(), publishing.OutcomeOpen, 1},
		"half a body":            {double.HalfBody(), publishing.OutcomeOpen, 1},
		"cut JSON":               {double.CutJSON(), publishing.WrongAnswer, 1},
		"too slow":               {double.Slow(5 * time.Second), publishing.OutcomeOpen, 1},
		"in ruins":               {double.Refuse(500, "internal"), publishing.OutcomeOpen, 1},
		"a gateway":              {double.Says(502, "text/html", "<html>"), publishing.OutcomeOpen, 1},
		"a page of a hotel":      {double.HTML(), publishing.WrongAnswer, 1},
		"wrong JSON":             {double.WrongJSON(), publishing.WrongAnswer, 1},
		"an empty object":        {double.Says(200, "application/json", "{}"), publishing.WrongAnswer, 1},
		"nothing":                {double.Says(200, "application/json", ""), publishing.WrongAnswer, 1},
		"far too much":           {double.Huge(4 << 20), publishing.WrongAnswer, 1},
		"elsewhere":              {double.Redirect("https://elsewhere.example/"), publishing.Elsewhere, 1},
		"not allowed":            {double.Refuse(403, "forbidden"), publishing.KeyRefused, 1},
		"another version":        {double.Refuse(412, "stale-revision"), publishing.Stale, 1},
		"gone":                   {double.Refuse(404, "not-found"), publishing.Absent, 1},
		"too early":              {double.Refuse(425, "too-early"), publishing.Later, 1},
		"refused without a word": {double.Says(418, "text/plain", "tea"), publishing.Refused, 1},
	} {
		t.Run(name, func(t *testing.T) {
			s := opened(t)
			s.put(mango("A"))
			must[publishing.Level](t)(s.Adjust(t.Context(), publishing.StockChange{SKU: "A", Key: "mark-0000", Set: 10}))
			before := s.platform.Calls("adjustStock")
			s.platform.On("adjustStock", f.fault)
			_, err := s.Adjust(t.Context(), sold("mark-0001", 3))
			if !publishing.Is(err, f.want) || s.platform.Calls("adjustStock") != before+f.calls {
				t.Fatalf("%v after %d calls, want %v", err, s.platform.Calls("adjustStock")-before, f.want)
			}
			told(t, err)
			level := must[publishing.Level](t)(s.Adjust(t.Context(), sold("mark-0001", 3)))
			if level.OnHand != 7 || s.platform.Applied("mark-0001") != 1 {
				t.Errorf("%+v, carried out %d times", level, s.platform.Applied("mark-0001"))
			}
		})
	}
}

// A put whose reply was lost is found by its SKU, and then needs no second sending.
func TestAPutWhoseReplyIsLost(t *testing.T) {
	s := opened(t)
	listing := mango("A")
	s.platform.On("putListing", double.LoseReply())
	if _, err := s.Put(t.Context(), &listing, publishing.Known{}); !publishing.Is(err, publishing.OutcomeOpen) || !publishing.FailureOf(err).Class.Done() {
		t.Fatalf("%v", err)
	}
	r := must[publishing.Remote](t)(s.Find(t.Context(), "A"))
	if len(publishing.Differences(&listing, r.Listing)) != 0 || s.platform.Applied("A") != 1 {
		t.Errorf("%+v", r)
	}
	for name, body := range map[string]string{"another": `{"seller_sku":"B","revision":1}`, "no listing": `{"revision":1}`, "no revision": `{"seller_sku":"A"}`} {
		s.platform.On("getListing", double.Says(200, "application/json", body))
		if _, err := s.Find(t.Context(), "A"); !publishing.Is(err, publishing.WrongAnswer) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// "Come back later" is obeyed to the second, whatever is asked meanwhile.
func TestComeBackLater(t *testing.T) {
	for after, wait := range map[string]time.Duration{"7": 7 * time.Second, noon.Add(time.Hour).Format("Mon, 02 Jan 2006 15:04:05 GMT"): time.Hour} {
		s := opened(t)
		s.put(mango("A"))
		s.platform.On("adjustStock", double.Busy(429, after))
		_, err := s.Adjust(t.Context(), sold("mark-0001", 1))
		if f := publishing.FailureOf(err); f.Class != publishing.Later || !f.Until.Equal(noon.Add(wait)) {
			t.Errorf("%+v", f)
		}
		told(t, err)
		calls := len(s.platform.Journal())
		s.later(wait - time.Second)
		if _, err := s.Find(t.Context(), "A"); !publishing.Is(err, publishing.Later) || len(s.platform.Journal()) != calls {
			t.Errorf("%v", err)
		}
		s.later(time.Second)
		if _, err := s.Find(t.Context(), "A"); err != nil {
			t.Errorf("%v", err)
		}
	}
}

// Where the platform says what stands there, it is told.
func TestWhatStandsThere(t *testing.T) {
	s := opened(t)
	s.put(mango("A"))
	must[publishing.Level](t)(s.Adjust(t.Context(), publishing.StockChange{SKU: "A", Key: "mark-0000", Set: 10}))
	_, err := s.Adjust(t.Context(), publishing.StockChange{SKU: "A", Key: "mark-0001", Set: 5, Expected: 7})
	if f := publishing.FailureOf(err); f.Class != publishing.Stale || f.Level == nil || f.Level.OnHand != 10 {
		t.Errorf("%+v", f)
	}
	_, err = s.Adjust(t.Context(), sold("mark-0002", 11))
	if f := publishing.FailureOf(err); f.Class != publishing.Refused || f.Slug != "insufficient-stock" || f.Level == nil || f.Level.OnHand != 10 || f.Words != "ของไม่พอ" {
		t.Errorf("%+v", f)
	}
	must[publishing.Level](t)(s.Adjust(t.Context(), sold("mark-0003", 1)))
	_, err = s.Adjust(t.Context(), sold("mark-0003", 2))
	if f := publishing.FailureOf(err); f.Class != publishing.Refused || f.Slug != "idempotency-key-reused" {
		t.Errorf("%+v", f)
	}
	if level := must[publishing.Level](t)(s.Level(t.Context(), "A")); level.OnHand != 9 || level.Available != 9 {
		t.Errorf("%+v", level)
	}
	if _, err := s.Level(t.Context(), "Z"); !publishing.Is(err, publishing.Absent) {
		t.Errorf("%v", err)
	}
	if _, err := s.Adjust(t.Context(), publishing.StockChange{SKU: "A", Key: "x"}); !publishing.Is(err, publishing.Refused) {
		t.Errorf("%v", err)
	}
}

func TestNoNet(t *testing.T) {
	s := opened(t)
	must[publishing.Account](t)(s.Test(t.Context()))
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Test(gone); !publishing.Is(err, publishing.OutcomeOpen) {
		t.Errorf("a context that ended: %v", err)
	}
	c, err := New(Access{URL: "http://127.0.0.1:1", ID: "x", Secret: s.secret}, s.clock)
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Test(t.Context())
	if !publishing.Is(err, publishing.Offline) {
		t.Errorf("nobody listens: %v", err)
	}
	told(t, err)
}

// Hundreds of changes through a bad line, each sent again until it is told that it was done: at the end the
// platform has every one of them just once.
func TestABadLine(t *testing.T) {
	s := openedWith(t, double.Options{Unchecked: true})
	s.put(mango("A"))
	random := rand.New(rand.NewPCG(7, 57))
	faults := []double.Fault{double.LoseReply(), double.Drop(), double.HalfBody(), double.CutJSON(), double.Twice(), double.Refuse(500, "internal"), double.HTML(), double.Busy(503, "1")}
	s.platform.Always(func(string, int) *double.Fault {
		if random.IntN(3) == 0 {
			return &faults[random.IntN(len(faults))]
		}
		return nil
	})
	want := 0
	for n := range 300 {
		change := publishing.StockChange{SKU: "A", Key: fmt.Sprintf("mark-%04d", n), Delta: 1 + n%5, Reason: publishing.Produced, At: noon}
		want += change.Delta
		for try := 0; ; try++ {
			_, err := s.Adjust(t.Context(), change)
			if err == nil {
				break
			}
			if f := publishing.FailureOf(err); try > 50 || !f.Class.Done() && f.Class != publishing.Later {
				t.Fatalf("%d: %v", n, err)
			}
			s.later(2 * time.Second)
		}
	}
	if key, most := s.platform.MostApplied(); most != 1 || s.platform.Level("A").OnHand != want {
		t.Errorf("%d on hand, want %d; %s was carried out %d times", s.platform.Level("A").OnHand, want, key, most)
	}
}
