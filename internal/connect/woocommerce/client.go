// Package woocommerce speaks to a shop of WooCommerce through its REST API, version 3: listings are simple
// products found by our SKU, or the variations that have it; pictures lie in WordPress's library; stock is read,
// compared, written and read back; orders come by the time of their last change.
package woocommerce

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/json"
	"errors"
	"mime"
	"net/http"
	"strings"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
)

// limits of a call: cheap hosting needs seconds for each product of a batch, and makes pictures smaller while the
// sender waits.
var limits = connect.Limits{Time: 2 * time.Minute, Body: 16 << 20}

// Bounds of what is taken from an answer.
const (
	maxID   = 64
	maxName = 200
	maxText = 5000
	maxNote = 1000
)

// Client speaks to one shop. It implements publishing.Channel and all abilities but pictures, and serves one
// goroutine.
type Client struct {
	http  *connect.Client
	name  string         // host and path, for messages and as the account
	key   connect.Secret // the whole header, for what is WooCommerce's
	login connect.Secret // for what is WordPress's, zero where there is none
	now   clock.Clock

	shop     *settings         // nil = not asked yet
	askedAt  time.Time         // when it was
	pictures map[string]string // hash to the number of the picture there, as this client found or sent it
	doubted  bool              // a picture was not there any more: what others know of them is not taken for granted
}

// pictured is a client that may put pictures into WordPress's library.
type pictured struct{ *Client }

var _ interface {
	publishing.Channel
	publishing.Lister
	publishing.Batcher
	publishing.Picturer
	publishing.Stocker
	publishing.Orderer
	publishing.Rereader
	publishing.Actor
	publishing.Shipper
} = pictured{}

// Access is how a shop is reached. The key of WooCommerce is enough for all but pictures, and the application
// password of WordPress enough for all, where its user runs the shop.
type Access struct {
	URL      string         // of the site, such as https://shop.example.com
	Key      string         // of WooCommerce, ck_…, "" = the application password is used for everything
	Secret   connect.Secret // cs_…
	User     string         // of WordPress, "" = pictures are not sent
	Password connect.Secret // an application password of that user, not the one to log in with
	Pin      string         // the fingerprint of a certificate that nobody vouches for, "" = none
}

// New makes a client, one that takes pictures where there is an application password. Faults: "woo_key_form"
// with the field "key" or "secret", "woo_password_form" with "user" or "password", those of connect.NewPinned.
func New(access Access, now clock.Clock) (publishing.Channel, error) {
	c, err := newClient(access, now, limits)
	switch {
	case err != nil:
		return nil, err
	case c.login.IsZero():
		return c, nil
	}
	return pictured{c}, nil
}

func newClient(access Access, now clock.Clock, limits connect.Limits) (*Client, error) {
	key, login, err := access.headers()
	if err != nil {
		return nil, err
	}
	base := strings.TrimSuffix(strings.TrimRight(strings.TrimSpace(access.URL), "/"), "/wp-json")
	inner, err := connect.NewPinned(base, access.Pin, limits, now)
	if err != nil {
		return nil, err
	}
	_, name, _ := strings.Cut(base, "://")
	return &Client{http: inner, name: name, key: key, login: login, now: now, pictures: map[string]string{}}, nil
}

// headers gives what is sent to WooCommerce and to WordPress.
func (a *Access) headers() (key, login connect.Secret, err error) {
	password := strings.ReplaceAll(a.Password.Reveal(), " ", "") // WordPress shows it in groups of four
	if a.User != "" || password != "" {
		switch {
		case a.User == "" || len(a.User) > maxName || strings.ContainsFunc(a.User, func(r rune) bool { return r < ' ' || r == ':' || r == 0x7f }):
			return key, login, fault.New("woo_password_form", "user", nil)
		case !visible(password):
			return key, login, fault.New("woo_password_form", "password", nil)
		}
		login = basic(a.User, password)
	}
	if a.Key == "" && a.Secret.IsZero() && !login.IsZero() {
		return login, login, nil
	}
	for _, part := range []struct{ field, value, prefix string }{{"key", a.Key, "ck_"}, {"secret", a.Secret.Reveal(), "cs_"}} {
		if !visible(part.value) || !strings.HasPrefix(part.value, part.prefix) || strings.Contains(part.value, ":") {
			return key, login, fault.New("woo_key_form", part.field, nil)
		}
	}
	return basic(a.Key, a.Secret.Reveal()), login, nil
}

func basic(user, password string) connect.Secret {
	return connect.NewSecret("Basic " + base64.StdEncoding.EncodeToString([]byte(user+":"+password)))
}

// visible reports whether a text is of visible ASCII characters, at least one and few enough for a header.
func visible(text string) bool {
	strange := func(r rune) bool { return r <= ' ' || r > '~' }
	return text != "" && len(text) <= 500 && !strings.ContainsFunc(text, strange)
}

// Limits gives what WooCommerce takes, with pictures where there is an application password: many hosts let none pass
// that is larger than 2 MB. What an offer needs beyond it is what buyers need to choose.
func Limits(pictures bool) publishing.Limits {
	most := publishing.Limits{
		SKU: 50, Title: 200, Description: maxText, WeightMost: 1_000_000, Batch: 20, PageSize: 50, CallsAMinute: 60, Stock: publishing.StockReadBack,
		Steps:     []string{publishing.Reject, publishing.Pack, publishing.Cancel}, // a paid order is agreed: nobody there waits for more
		NoAlcohol: true,                                                            // its sale by electronic means is forbidden in Thailand since December 2020
		Needs:     []string{"description", "weight", "category", "certificate", "certificate_expired"},
	}
	if pictures {
		most.Pictures, most.PictureBytes, most.PictureKinds = 10, 2<<20, []string{"image/jpeg", "image/png", "image/webp"}
		most.Needs = append([]string{"photo"}, most.Needs...)
	}
	return most
}

// Limits implements publishing.Channel.
func (c *Client) Limits() publishing.Limits { return Limits(!c.login.IsZero()) }

const (
	shopAPI  = "/wp-json/wc/v3"
	pressAPI = "/wp-json/wp/v2"
)

// call makes a request and reads its answer into a value. An answer that is a page is one of somebody who stands
// between: a guard against robots, a page of maintenance.
func (c *Client) call(ctx context.Context, call connect.Call, into any) (http.Header, error) {
	call.Authorization = c.key
	if strings.HasPrefix(call.Path, pressAPI) {
		call.Authorization = c.login
	}
	answer, err := c.http.Do(ctx, call)
	if err != nil {
		return nil, c.classified(err)
	}
	if media, _, _ := mime.ParseMediaType(answer.Header.Get("Content-Type")); media == "text/html" {
		return nil, &publishing.Failure{Class: publishing.WrongAnswer, Err: c.fault("woo_blocked", fault.Values{"status": "200"})}
	}
	body := bytes.TrimPrefix(bytes.TrimSpace(answer.Body), []byte("\ufeff")) // some plug-in's file begins with it
	var field *json.UnmarshalTypeError                                       // a field of another type than it should have is left empty
	if err := json.Unmarshal(body, into); err != nil && (!errors.As(err, &field) || field.Field == "") {
		return nil, c.classified(c.http.Unreadable(err))
	}
	return answer.Header, nil
}

// list asks for a list. An answer that is none must not pass for an empty one: what is not there is made.
func list[T any](ctx context.Context, c *Client, path string) (all []T, header http.Header, err error) {
	header, err = c.get(ctx, path, &all)
	if err == nil && all == nil {
		err = c.wrong("it is no list")
	}
	return all, header, err
}

func (c *Client) get(ctx context.Context, path string, into any) (http.Header, error) {
	return c.call(ctx, connect.Call{Method: http.MethodGet, Path: path}, into)
}

func (c *Client) put(ctx context.Context, path string, body, into any) error {
	_, err := c.call(ctx, connect.Call{Method: http.MethodPut, Path: path, Body: body}, into)
	return err
}

func (c *Client) post(ctx context.Context, path string, body, into any) error {
	_, err := c.call(ctx, connect.Call{Method: http.MethodPost, Path: path, Body: body}, into)
	return err
}

// fault makes one that names the shop.
func (c *Client) fault(code string, values fault.Values) error {
	named := fault.Values{"host": c.http.Host()}
	for name, value := range values {
		named[name] = value
	}
	return fault.New(code, "", named)
}

// refused is a failure that was seen before anything was done.
func (c *Client) refused(code string, values fault.Values) error {
	return &publishing.Failure{Class: publishing.Refused, Err: c.fault(code, values)}
}

// wrong is the failure of an answer that can be read and makes no sense.
func (c *Client) wrong(why string) error { return c.classified(c.http.Unreadable(nonsense(why))) }

type nonsense string

func (n nonsense) Error() string { return string(n) }
