// Package connect is what the connectors share: how the program speaks to a platform over HTTP, and how it says
// what went wrong.
package connect

import (
	"context"
	"crypto/tls"
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
	Method, Path  string
	Authorization Secret // the whole header; the zero value for none
	Body          any    // sent as JSON, nil for none
}

// Client speaks to one platform. It never sends anything twice by itself, follows no redirect (a key must not
// reach another host), and after "come back later" it asks nothing before that time. It serves one goroutine.
type Client struct {
	http   *resty.Client
	host   string
	now    clock.Clock
	rested time.Time // nothing is asked before
}

// Parts of a call that may not take all of its time.
const (
	dialTime = 10 * time.Second
	idleTime = 30 * time.Second
)

// New makes a client for the platform at base, such as "https://shop.example.com". Faults: those of CheckURL.
func New(base string, limits Limits, now clock.Clock) (*Client, error) {
	at, err := CheckURL(base)
	if err != nil {
		return nil, err
	}
	transport := &http.Transport{
		Proxy:               http.ProxyFromEnvironment,
		DialContext:         (&net.Dialer{Timeout: dialTime}).DialContext,
		TLSHandshakeTimeout: dialTime,
		TLSClientConfig:     &tls.Config{MinVersion: tls.VersionTLS12},
		ForceAttemptHTTP2:   true,
		MaxIdleConns:        2,
		IdleConnTimeout:     idleTime,
	}
	stay := resty.RedirectPolicyFunc(func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse })
	inner := resty.New().SetBaseURL(at.String()).SetTransport(transport).SetTimeout(limits.Time).SetResponseBodyLimit(limits.Body).
		SetRetryCount(0).SetRedirectPolicy(stay).SetLogger(quiet{}).SetDisableWarn(true).
		SetHeader("User-Agent", "Talat/"+version.Program).SetHeader("Accept", "application/json")
	return &Client{http: inner, host: at.Host, now: now}, nil
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

// JSON makes a call and reads its answer into a value, nil for none. Faults: "net_none", "net_slow", "net_cut",
// "net_tls" (how far the call came is not known but for the first and last), "net_busy" (see Until),
// "net_auth", "net_moved", "net_server", "net_refused", "net_answer_large", "net_answer_unreadable". A
// cancelled context gives the context's error.
func (c *Client) JSON(ctx context.Context, call Call, into any) error {
	if c.rested.After(c.now()) {
		return c.busy()
	}
	request := c.http.R().SetContext(ctx)
	if !call.Authorization.IsZero() {
		request.SetHeader("Authorization", call.Authorization.Reveal())
	}
	if call.Body != nil {
		body, err := json.Marshal(call.Body)
		if err != nil {
			return fault.Wrap(err, "internal")
		}
		request.SetHeader("Content-Type", "application/json").SetBody(body)
	}
	answer, err := request.Execute(call.Method, call.Path)
	if err != nil {
		return c.failed(ctx, err)
	}
	if err := c.judge(answer.StatusCode(), answer.Header()); err != nil {
		return err
	}
	if into == nil {
		return nil
	}
	if err := json.Unmarshal(answer.Body(), into); err != nil {
		return &fault.Error{Code: "net_answer_unreadable", Values: fault.Values{"host": c.host}, Err: err}
	}
	return nil
}

// quiet keeps the HTTP library from writing on its own: it knows nothing of secrets.
type quiet struct{}

func (quiet) Errorf(string, ...any) {}
func (quiet) Warnf(string, ...any)  {}
func (quiet) Debugf(string, ...any) {}
