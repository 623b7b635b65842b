package thailandpost

import (
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shipping"
)

const known = shipping.Tracking("EF582568151TH")

// In Thai the post's years are those of the Buddhist era and in English those of the common one: the moments
// are the same, and 29 February 2563 is one of them.
func TestTrackInBothLanguages(t *testing.T) {
	for lang, words := range map[i18n.Lang]string{i18n.Thai: "รับฝาก", i18n.English: "Accept"} {
		p := open(t)
		c := p.client(Session{})
		found, quota, err := c.Track(t.Context(), lang, []shipping.Tracking{known, "EX000000005TH", known})
		if err != nil {
			t.Fatal(err)
		}
		events := found[known]
		if len(events) != 2 || events[0].Text != words || events[0].Code != "103" || events[0].Postcode != "50210" || events[0].Place != "คต. สันทราย" {
			t.Fatalf("%s: %+v", lang, events)
		}
		if want := time.Date(2020, 2, 29, 3, 23, 23, 0, time.UTC); !events[0].At.Equal(want) {
			t.Errorf("%s: taken at %v, want %v", lang, events[0].At, want)
		}
		if last := events[1]; last.Delivery != "S" || last.Receiver != "สมชาย" || last.Stage() != shipping.StageDelivered {
			t.Errorf("%s: %+v", lang, last)
		}
		if lines, asked := found["EX000000005TH"]; !asked || len(lines) != 0 {
			t.Errorf("%s: an unknown number gives %v, %v", lang, lines, asked)
		}
		if want := (Quota{Day: "2020-05-30", Used: 2, Limit: 1000}); quota != want || len(p.asked[0]) != 2 {
			t.Errorf("%s: %+v after the question %v", lang, quota, p.asked)
		}
	}
}

func TestBatchesOfAHundred(t *testing.T) {
	p := open(t)
	all := numbers(250)
	found, _, err := p.client(Session{}).Track(t.Context(), i18n.Thai, all)
	if err != nil || len(found) != 250 {
		t.Fatalf("%d, %v", len(found), err)
	}
	var sizes []int
	for _, question := range p.asked {
		sizes = append(sizes, len(question))
	}
	if !slices.Equal(sizes, []int{100, 100, 50}) || p.issued != 1 {
		t.Errorf("questions of %v numbers with %d tokens", sizes, p.issued)
	}
}

func TestNothingToAsk(t *testing.T) {
	p := open(t)
	if _, _, err := p.client(Session{}).Track(t.Context(), i18n.Thai, nil); err != nil || p.issued != 0 {
		t.Errorf("%v, with %d tokens", err, p.issued)
	}
}

// The day's limit is never passed: what still fits is asked, the rest waits for tomorrow.
func TestTheLimitOfADay(t *testing.T) {
	p := open(t)
	p.limit = 130
	c := p.client(Session{})
	all := numbers(150)
	found, quota, err := c.Track(t.Context(), i18n.Thai, all)
	if !fault.Is(err, "post_limit") || fault.Of(err).Values["waiting"] != 20 || len(found) != 130 || quota.Used != 130 {
		t.Fatalf("%d found, %+v, %v", len(found), quota, err)
	}
	asked := len(p.asked)
	if found, _, err = c.Track(t.Context(), i18n.Thai, all[130:]); !fault.Is(err, "post_limit") || len(found) != 0 || len(p.asked) != asked {
		t.Errorf("asked on: %d, %v", len(found), err)
	}
	// Another start of the program knows it too.
	if _, _, err = p.client(c.Session()).Track(t.Context(), i18n.Thai, all[130:]); !fault.Is(err, "post_limit") || len(p.asked) != asked {
		t.Errorf("asked on after a start: %v", err)
	}
	p.later(24 * time.Hour)
	p.used = 0
	if found, quota, err = c.Track(t.Context(), i18n.Thai, all[130:]); err != nil || len(found) != 20 || quota.Used != 20 || quota.Day != "2020-05-31" {
		t.Errorf("the next day: %d, %+v, %v", len(found), quota, err)
	}
}

func TestTheShortTokenIsKept(t *testing.T) {
	p := open(t)
	c := p.client(Session{})
	ask := func(c *Client) {
		t.Helper()
		if _, _, err := c.Track(t.Context(), i18n.Thai, []shipping.Tracking{known}); err != nil {
			t.Fatal(err)
		}
	}
	ask(c)
	ask(c)
	again := p.client(c.Session())
	ask(again)
	if p.issued != 1 {
		t.Errorf("%d tokens for three questions", p.issued)
	}
	if want := time.Date(2020, 6, 28, 3, 18, 20, 0, time.UTC); !c.Session().Until.Equal(want) {
		t.Errorf("ends at %v, want %v", c.Session().Until, want)
	}
	p.later(28*24*time.Hour + 22*time.Hour + 15*time.Minute) // minutes before its end
	ask(again)
	if p.issued != 2 {
		t.Errorf("%d tokens, and the first has ended", p.issued)
	}
}

// A short token that ended early is renewed once; when the new one is refused as well, a person must look.
func TestATokenThatEndedEarly(t *testing.T) {
	p := open(t)
	c := p.client(Session{Token: connect.NewSecret("an old one"), Until: noon.Add(time.Hour)})
	found, _, err := c.Track(t.Context(), i18n.Thai, []shipping.Tracking{known})
	if err != nil || len(found[known]) != 2 || p.issued != 1 {
		t.Fatalf("%v, %d tokens", err, p.issued)
	}
	p.spoil(trackPath, answers(401, ""), answers(401, ""))
	if _, _, err := c.Track(t.Context(), i18n.Thai, []shipping.Tracking{known}); !fault.Is(err, "post_token_refused") || p.issued != 2 {
		t.Errorf("%v, %d tokens", err, p.issued)
	}
}

// A token without a readable end is used until the post refuses it.
func TestATokenWithoutAnEnd(t *testing.T) {
	p := open(t)
	p.expire = "soon"
	c := p.client(Session{})
	for range 2 {
		if _, _, err := c.Track(t.Context(), i18n.Thai, []shipping.Tracking{known}); err != nil {
			t.Fatal(err)
		}
	}
	if p.issued != 1 || !c.Session().Until.IsZero() {
		t.Errorf("%d tokens, until %v", p.issued, c.Session().Until)
	}
}

func TestTheLongTokenIsRefused(t *testing.T) {
	p := open(t)
	c, err := newClient(p.URL, connect.NewSecret("another"), Session{}, p.clock, limits)
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := c.Track(t.Context(), i18n.Thai, []shipping.Tracking{known}); !fault.Is(err, "post_token_refused") {
		t.Errorf("%v", err)
	}
}

func TestTheFormOfAToken(t *testing.T) {
	for _, bad := range []string{"", "  ", "two words", "a\nb", "รหัส", strings.Repeat("x", 3000)} {
		if _, err := New(Base, connect.NewSecret(bad), Session{}, nil); !fault.Is(err, "post_token_form") {
			t.Errorf("%q passes: %v", bad, err)
		}
	}
	if token, err := CheckToken(connect.NewSecret(" A=b.C \r\n")); err != nil || token.Reveal() != "A=b.C" {
		t.Errorf("%q, %v", token.Reveal(), err)
	}
}

// What a client knows is printed, logged and encoded without its tokens.
func TestNoTokenIsEverPrinted(t *testing.T) {
	p := open(t)
	c := p.client(Session{})
	if _, _, err := c.Track(t.Context(), i18n.Thai, []shipping.Tracking{known}); err != nil {
		t.Fatal(err)
	}
	encoded, err := json.Marshal(c.Session())
	if err != nil {
		t.Fatal(err)
	}
	p.Close()
	_, _, gone := c.Track(t.Context(), i18n.Thai, []shipping.Tracking{known})
	if gone == nil {
		t.Fatal("a closed server answers")
	}
	for _, said := range []string{fmt.Sprintf("%v %+v %#v %+v", c.Session(), c, c.Session(), *c), string(encoded), gone.Error()} {
		mustNotTell(t, said)
	}
}
