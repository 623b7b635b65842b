// Package thailandpost asks Thailand Post where parcels are, by its tracking API: a long token from the
// members' page is exchanged for a short one, and up to a hundred numbers go into one question. The shapes are
// those of public clients of the API (xerodotc/thailandpost-sdk-go, JAMEMSU/thaipost-js); no live account was at
// hand to try them.
package thailandpost

import (
	"context"
	"net/http"
	"strings"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shipping"
)

// Base is where the API lives.
const Base = "https://trackapi.thailandpost.co.th"

const (
	tokenPath = "/post/api/v1/authenticate/token"
	trackPath = "/post/api/v1/track"
)

// What the API takes and what we take of it.
const (
	batchSize  = 100
	batchPause = time.Second // between questions, out of politeness
	maxToken   = 2000
)

var limits = connect.Limits{Time: 40 * time.Second, Body: 4 << 20}

// Quota is how much of a day's questions is used, by the post's own count.
type Quota struct {
	Day   clock.Day
	Used  int
	Limit int // 0 = not known yet
}

// Session is what a client learnt, for the next start: the caller may keep it, the token where secrets are.
type Session struct {
	Token  connect.Secret // the short one
	Until  time.Time      // when it ends; zero when that is not known
	Quota  Quota
	Rested time.Time // the post wants no question before
}

// Client asks with the token of one member. It serves one goroutine.
type Client struct {
	http    *connect.Client
	long    connect.Secret
	session Session
	now     clock.Clock
	pause   time.Duration
}

// New makes a client. base is Base or, in tests, a server on this machine. Faults: "post_token_form", those of
// connect.CheckURL.
func New(base string, long connect.Secret, last Session, now clock.Clock) (*Client, error) {
	return newClient(base, long, last, now, limits)
}

func newClient(base string, long connect.Secret, last Session, now clock.Clock, limits connect.Limits) (*Client, error) {
	long, err := CheckToken(long)
	if err != nil {
		return nil, err
	}
	inner, err := connect.New(base, limits, now)
	if err != nil {
		return nil, err
	}
	inner.Rest(last.Rested)
	return &Client{http: inner, long: long, session: last, now: now, pause: batchPause}, nil
}

// CheckToken cleans a token as it was pasted. It fails with "post_token_form" for what cannot be one.
func CheckToken(pasted connect.Secret) (connect.Secret, error) {
	token := strings.TrimSpace(pasted.Reveal())
	strange := func(r rune) bool { return r <= ' ' || r > '~' }
	if token == "" || len(token) > maxToken || strings.IndexFunc(token, strange) >= 0 {
		return connect.Secret{}, fault.New("post_token_form", "token", nil)
	}
	return connect.NewSecret(token), nil
}

// Session gives what was learnt so far.
func (c *Client) Session() Session { return c.session }

// Try exchanges the long token for a short one, to see whether the post takes it. Faults: "post_token_refused",
// those of connect.Client.
func (c *Client) Try(ctx context.Context) error { return refused(c.renew(ctx)) }

// Track asks for all that is known of the numbers, in the post's words of a language. The answer has a key for
// every number that was asked, with no lines where the post knows none. Questions go out by the hundred, one
// after another, and stop before the day's limit. When it fails midway, what was answered until then is
// given beside the error. Faults: "post_limit", "post_token_refused", "post_says", those of connect.Client.
func (c *Client) Track(ctx context.Context, lang i18n.Lang, numbers []shipping.Tracking) (map[shipping.Tracking][]shipping.TrackEvent, Quota, error) {
	found := map[shipping.Tracking][]shipping.TrackEvent{}
	waiting := unique(numbers)
	if len(waiting) == 0 {
		return found, c.session.Quota, nil
	}
	if err := c.access(ctx); err != nil {
		return found, c.session.Quota, err
	}
	for first := true; len(waiting) > 0; first = false {
		if !first {
			if err := c.rest(ctx); err != nil {
				return found, c.session.Quota, err
			}
		}
		count := min(len(waiting), batchSize, c.left())
		if count <= 0 {
			quota := c.session.Quota
			return found, quota, fault.New("post_limit", "", fault.Values{"limit": quota.Limit, "waiting": len(waiting)})
		}
		if err := c.ask(ctx, lang, waiting[:count], found); err != nil {
			return found, c.session.Quota, err
		}
		waiting = waiting[count:]
	}
	return found, c.session.Quota, nil
}

// left gives how many numbers may still be asked today: as many as one likes while no limit is known.
func (c *Client) left() int {
	quota := c.session.Quota
	if quota.Limit <= 0 || quota.Day != clock.DayOf(c.now()) {
		return batchSize
	}
	return max(quota.Limit-quota.Used, 0)
}

// ask sends one question and writes what is answered into found.
func (c *Client) ask(ctx context.Context, lang i18n.Lang, numbers []shipping.Tracking, found map[shipping.Tracking][]shipping.TrackEvent) error {
	question := trackQuestion{Status: "all", Language: strings.ToUpper(string(lang)), Barcode: numbers}
	var answer trackAnswer
	err := c.send(ctx, trackPath, c.session.Token, question, &answer)
	if fault.Is(err, "net_auth") && fault.Of(err).Values["status"] == "401" { // it ended early: once is worth a new one
		if err = c.renew(ctx); err == nil {
			err = c.send(ctx, trackPath, c.session.Token, question, &answer)
		}
	}
	if err != nil {
		c.suppose(len(numbers), err)
		return refused(err)
	}
	c.count(answer.Response.Count, len(numbers))
	if err := answer.refusal(c.session.Quota, len(numbers)); err != nil {
		return err
	}
	for _, number := range numbers {
		found[number] = answer.Response.Items.events(number)
	}
	return nil
}

func (c *Client) send(ctx context.Context, path string, token connect.Secret, body, into any) error {
	err := c.http.JSON(ctx, connect.Call{Method: http.MethodPost, Path: path, Authorization: connect.NewSecret("Token " + token.Reveal()), Body: body}, into)
	if until, told := connect.Until(err); told {
		c.session.Rested = until
	}
	return err
}

// rest waits between two questions.
func (c *Client) rest(ctx context.Context) error {
	timer := time.NewTimer(c.pause)
	defer timer.Stop()
	select {
	case <-timer.C:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func unique(numbers []shipping.Tracking) []shipping.Tracking {
	seen := map[shipping.Tracking]bool{}
	var all []shipping.Tracking
	for _, number := range numbers {
		if !seen[number] {
			seen[number] = true
			all = append(all, number)
		}
	}
	return all
}
