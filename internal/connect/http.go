// Package connect is what the connectors share: how the program speaks to a platform over HTTP, and how it says
// what went wrong.
package connect

import (
	"context"
	"encoding/json"
	"net"
	"net/http"
	"net/url"
	"time"

	"github.com/go-resty/resty/v2"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/version"
)

// Limits bound every call of a connector.
type Limits struct {
	Time time.Duration // the whole of it, from the name's look-up to the last byte
	Body int           // bytes of an answer, unpacked
}

// Call is one request.
type Call struct {
	Method, Path  string // with the query
	Authorization Secret // the whole header; the zero value for none
	Body          any    // sent as JSON, nil for none
	Raw           []byte // sent as it is, where Body is nil
	Kind          string // the content type of Raw
	IfMatch       string // the version that must be there
	IfNoneMatch   bool   // nothing may be there
	Key           string // idempotency
}

// Answer is what came of a call that succeeded.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// Client speaks to one platform. It never sends anything twice by itself, follows no redirect (a key must not
// reach another host), and after "come back later" it asks nothing before that time. It serves one goroutine.
type Client struct {
	http   *resty.Client
	host   string
	now    clock.Clock
	rested time.Time // nothing is asked before

	pinnable bool // a person may trust a certificate that nobody vouches for
}

// Parts of a call that may not take all of its time.
const (
	dialTime = 10 * time.Second
	idleTime = 30 * time.Second
)

// New makes a client for the platform at base, such as "https://shop.example.com". Faults: those of CheckURL.
func New(base string, limits Limits, now clock.Clock) (*Client, error) {
	c, err := NewPinned(base, "", limits, now)
	if err != nil {
		return nil, err
	}
	c.pinnable = false
	return c, nil
}

// NewPinned is New for a platform that may be known by its certificate alone, "" = it is not yet. Faults: those of
// CheckURL, "pin_invalid".
func NewPinned(base, pin string, limits Limits, now clock.Clock) (*Client, error) {
	at, err := CheckURL(base)
	if err != nil {
		return nil, err
	}
	if pin, err = ParsePin(pin); err != nil {
		return nil, err
	}
	transport := &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         (&net.Dialer{Timeout: dialTime}).DialContext,
		TLSHandshakeTimeout: dialTime,
		TLSClientConfig:     trust(pin),
		ForceAttemptHTTP2:   true,
		MaxIdleConns:        2,
		IdleConnTimeout:     idleTime,
	}
	stay := resty.RedirectPolicyFunc(func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse })
	inner := resty.New().SetBaseURL(at.String()).SetTransport(transport).SetTimeout(limits.Time).SetResponseBodyLimit(limits.Body).
		SetRetryCount(0).SetRedirectPolicy(stay).SetLogger(quiet{}).SetDisableWarn(true).
		SetHeader("User-Agent", "Talat/"+version.Program).SetHeader("Accept", "application/json")
	return &Client{http: inner, host: at.Host, now: now, pinnable: true}, nil
}

// Host is the platform's name on the net, for messages.
func (c *Client) Host() string { return c.host }

// CheckURL reads the address of a platform: https, or http on this machine alone, and nothing but host and
// path. Faults: "url_unreadable", "url_insecure".
func CheckURL(base string) (*url.URL, error) {
	at, err := url.Parse(base)
	if err != nil || at.Hostname() == "" || at.User != nil || at.RawQuery != "" || at.Fragment != "" || len(base) > 500 {
		return nil, fault.New("url_unreadable", "url", nil) // it may hold a password, so it is not said again
	}
	ip := net.ParseIP(at.Hostname())
	here := at.Hostname() == "localhost" || ip != nil && ip.IsLoopback()
	switch {
	case at.Scheme == "https" || at.Scheme == "http" && here:
		return at, nil
	case at.Scheme == "http":
		return nil, fault.New("url_insecure", "url", fault.Values{"host": at.Host})
	}
	return nil, fault.New("url_unreadable", "url", nil)
}

// JSON makes a call and reads its answer into a value, nil for none. Faults: those of Do,
// "net_answer_unreadable".
func (c *Client) JSON(ctx context.Context, call Call, into any) error {
	answer, err := c.Do(ctx, call)
	if err != nil || into == nil {
		return err
	}
	return c.Read(answer, into)
}

// Read reads an answer of JSON. It fails with "net_answer_unreadable".
func (c *Client) Read(answer *Answer, into any) error {
	if err := json.Unmarshal(answer.Body, into); err != nil {
		return c.Unreadable(err)
	}
	return nil
}

// Unreadable is the fault of an answer that is not as it should be.
func (c *Client) Unreadable(err error) error {
	return &fault.Error{Code: "net_answer_unreadable", Values: fault.Values{"host": c.host}, Err: err}
}

// Do makes a call. Faults: "net_none", "net_slow", "net_cut", "net_tls",
// "net_self_signed" (see Fingerprint), "net_pin_changed" (of "net_slow" and "net_cut" is not known how far they came), "net_busy" (see Until), "net_auth", "net_moved", "net_server", "net_refused",
// "net_answer_large". Where the platform answered with a problem of RFC 9457 it is the cause: see ProblemOf;
// any other answer is it too: see SaidOf. A cancelled context gives the context's error.
func (c *Client) Do(ctx context.Context, call Call) (*Answer, error) {
	if c.resting() {
		return nil, c.busy()
	}
	request, err := c.request(ctx, &call)
	if err != nil {
		return nil, err
	}
	answer, err := request.Execute(call.Method, call.Path)
	if err != nil {
		return nil, c.failed(ctx, err)
	}
	if err := c.judge(answer.StatusCode(), answer.Header()); err != nil {
		kind := answer.Header().Get("Content-Type")
		return nil, withSaid(withProblem(err, kind, answer.Body()), kind, answer.Body())
	}
	return &Answer{answer.StatusCode(), answer.Header(), answer.Body()}, nil
}

func (c *Client) request(ctx context.Context, call *Call) (*resty.Request, error) {
	request := c.http.R().SetContext(ctx)
	if !call.Authorization.IsZero() {
		request.SetHeader("Authorization", call.Authorization.Reveal())
	}
	if call.IfMatch != "" {
		request.SetHeader("If-Match", call.IfMatch)
	}
	if call.IfNoneMatch {
		request.SetHeader("If-None-Match", "*")
	}
	if call.Key != "" { // in small letters: written as usual, Go's transport would send the call again by itself
		request.SetHeaderVerbatim("idempotency-key", call.Key)
	}
	switch {
	case call.Body != nil:
		body, err := json.Marshal(call.Body)
		if err != nil {
			return nil, fault.Wrap(err, "internal")
		}
		request.SetHeader("Content-Type", "application/json").SetBody(body)
	case call.Raw != nil:
		request.SetHeader("Content-Type", call.Kind).SetBody(call.Raw)
	}
	return request, nil
}

// quiet keeps the HTTP library from writing on its own: it knows nothing of secrets.
type quiet struct{}

func (quiet) Errorf(string, ...any) {}
func (quiet) Warnf(string, ...any)  {}
func (quiet) Debugf(string, ...any) {}
