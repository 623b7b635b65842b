package connect

import (
	"context"
	"crypto/tls"
	"crypto/x509"
	"errors"
	"maps"
	"net"
	"net/http"
	"net/url"
	"strconv"
	"strings"
	"time"

	"github.com/go-resty/resty/v2"

	"github.com/talat-pos/talat/internal/fault"
)

// How long a platform may make us wait, and how long we wait when it does not say.
const (
	restMost  = 24 * time.Hour
	restUsual = time.Minute
)

// failed says why there is no answer. The cause kept is the innermost one that says something, without the
// address of the call.
func (c *Client) failed(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return ctx.Err()
	}
	if wrapped := new(url.Error); errors.As(err, &wrapped) {
		err = wrapped.Err
	}
	code, more := c.distrust(err)
	dial, timeout := new(net.OpError), net.Error(nil)
	switch {
	case code != "":
	case errors.Is(err, resty.ErrResponseBodyTooLarge):
		code = "net_answer_large"
	case errors.As(err, &dial) && dial.Op == "dial":
		code = "net_none"
	case errors.As(err, &timeout) && timeout.Timeout() || errors.Is(err, context.DeadlineExceeded):
		code = "net_slow"
	default:
		code = "net_cut"
	}
	values := fault.Values{"host": c.host}
	maps.Copy(values, more)
	return &fault.Error{Code: code, Values: values, Err: err}
}

func isTLS(err error) bool {
	wrong, header, alert := new(tls.CertificateVerificationError), tls.RecordHeaderError{}, tls.AlertError(0)
	unknown, name, invalid := x509.UnknownAuthorityError{}, x509.HostnameError{}, x509.CertificateInvalidError{}
	return errors.As(err, &wrong) || errors.As(err, &header) || errors.As(err, &alert) ||
		errors.As(err, &unknown) || errors.As(err, &name) || errors.As(err, &invalid)
}

// judge says what a status means, and remembers how long to leave the platform alone.
func (c *Client) judge(status int, header http.Header) error {
	if status >= 200 && status < 300 {
		return nil
	}
	wait, told := c.retryAfter(header.Get("Retry-After"))
	if told && status >= 400 || status == http.StatusTooManyRequests {
		c.rested = c.now().Add(wait)
	}
	values := fault.Values{"host": c.host, "status": strconv.Itoa(status)}
	switch {
	case status == http.StatusUnauthorized || status == http.StatusForbidden:
		return fault.New("net_auth", "", values)
	case c.resting():
		return c.busy()
	case status < 400:
		return fault.New("net_moved", "", values)
	case status >= 500:
		return fault.New("net_server", "", values)
	}
	return fault.New("net_refused", "", values)
}

// resting reports whether the platform is to be left alone now. No rest is longer than restMost: one that seems so was
// begun by a clock that was ahead.
func (c *Client) resting() bool {
	now := c.now()
	return c.rested.After(now) && !c.rested.After(now.Add(restMost))
}

func (c *Client) busy() error {
	return fault.New("net_busy", "", fault.Values{"host": c.host, "until": c.rested})
}

// Until gives the moment before which a platform wants to be left alone, by a fault of Client.
func Until(err error) (time.Time, bool) {
	if !fault.Is(err, "net_busy") {
		return time.Time{}, false
	}
	until, known := fault.Of(err).Values["until"].(time.Time)
	return until, known
}

// Rest makes the client leave the platform alone until a moment, as one before it was told.
func (c *Client) Rest(until time.Time) {
	c.rested = until
	if most := c.now().Add(restMost); until.After(most) { // the clock was set back meanwhile
		c.rested = most
	}
}

// retryAfter reads seconds or an HTTP date; told is false when there is neither.
func (c *Client) retryAfter(text string) (wait time.Duration, told bool) {
	text = strings.TrimSpace(text)
	if seconds, err := strconv.ParseUint(text, 10, 31); err == nil {
		return bounded(time.Duration(seconds) * time.Second), true
	}
	if at, err := http.ParseTime(text); err == nil {
		return bounded(at.Sub(c.now())), true
	}
	return restUsual, false
}

func bounded(wait time.Duration) time.Duration { return min(max(wait, time.Second), restMost) }
