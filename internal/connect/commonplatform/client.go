// Package commonplatform speaks the contract of the common platform (docs/contract): listings with versions,
// pictures by hash, stock by differences or compare-and-set, orders from a feed, and what the shop does with
// them.
package commonplatform

import (
	"context"
	"net/http"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/thai"
)

// limits of a call: a picture of 5 MB must get through a village's line, and 200 orders of 500 lines fit.
var limits = connect.Limits{Time: 2 * time.Minute, Body: 32 << 20}

// Bounds of what is taken from an answer.
const (
	maxID     = 64
	maxName   = 200
	maxText   = 5000
	maxCursor = 500
	maxToken  = 4000
	maxSecret = 500
)

// Client speaks to one platform for one shop. It implements publishing.Channel and all abilities, and serves one
// goroutine.
type Client struct {
	http   *connect.Client
	id     string
	secret connect.Secret
	now    clock.Clock
	token  connect.Secret
	until  time.Time // when the token ends
}

var _ interface {
	publishing.Channel
	publishing.Lister
	publishing.Batcher
	publishing.Picturer
	publishing.Stocker
	publishing.Feeder
	publishing.Orderer
	publishing.Actor
	publishing.Shipper
} = (*Client)(nil)

// Access is how a shop reaches a platform.
type Access struct {
	URL    string // such as https://platform.go.example
	ID     string // of the shop, from the platform's settings
	Secret connect.Secret
	Pin    string // the fingerprint of a certificate that nobody vouches for, "" = none
}

// New makes a client. Faults: "client_secret_form", those of connect.NewPinned.
func New(access Access, now clock.Clock) (*Client, error) { return newClient(access, now, limits) }

func newClient(access Access, now clock.Clock, limits connect.Limits) (*Client, error) {
	if !visible(access.ID, maxSecret) || !visible(access.Secret.Reveal(), maxSecret) {
		return nil, fault.New("client_secret_form", "secret", nil)
	}
	inner, err := connect.NewPinned(access.URL, access.Pin, limits, now)
	if err != nil {
		return nil, err
	}
	return &Client{http: inner, id: access.ID, secret: access.Secret, now: now}, nil
}

// visible reports whether a text is of visible ASCII characters, at least one and at most so many.
func visible(text string, most int) bool {
	for _, c := range []byte(text) {
		if c <= ' ' || c > '~' {
			return false
		}
	}
	return text != "" && len(text) <= most
}

// Limits gives what the contract takes. What an offer needs beyond it is what buyers need to choose.
func (c *Client) Limits() publishing.Limits {
	return publishing.Limits{
		SKU: 50, Title: 150, Description: 5000, Pictures: 10, PictureBytes: 5 << 20, PictureKinds: []string{"image/jpeg", "image/png", "image/webp"},
		WeightMost: 1_000_000, Batch: 100, PageSize: 200, CallsAMinute: 300, Stock: publishing.StockKeyed, Steps: publishing.Steps,
		NoAlcohol: true, // its sale by electronic means is forbidden in Thailand since December 2020
		Needs:     []string{"photo", "description", "weight", "category", "certificate", "certificate_expired"},
	}
}

// Test asks who the shop is.
func (c *Client) Test(ctx context.Context) (publishing.Account, error) {
	var seller struct {
		ID       string `json:"seller_id"`
		Name     words  `json:"name"`
		Province string `json:"province_code"`
	}
	answer, err := c.read(ctx, connect.Call{Method: http.MethodGet, Path: "/v1/seller"}, &seller)
	if err != nil {
		return publishing.Account{}, err
	}
	if seller.ID == "" {
		return publishing.Account{}, c.wrong("there is no seller_id")
	}
	account := publishing.Account{ID: thai.Clean(seller.ID, maxID), Name: thai.Clean(seller.Name.Thai, maxName), Province: thai.Clean(seller.Province, maxID)}
	if at, err := http.ParseTime(answer.Header.Get("Date")); err == nil {
		account.Offset = at.Sub(c.now()).Truncate(time.Second)
	}
	return account, nil
}

// read makes a call and reads its answer into a value.
func (c *Client) read(ctx context.Context, call connect.Call, into any) (*connect.Answer, error) {
	answer, err := c.do(ctx, call)
	if err != nil {
		return nil, err
	}
	if err := c.http.Read(answer, into); err != nil {
		return nil, c.classified(err)
	}
	return answer, nil
}

// classified gives the failure that an error is.
func (c *Client) classified(err error) error {
	failure := connect.Classify(c.http.Host(), err)
	c.explain(failure)
	return failure
}

// wrong is the failure of an answer that can be read and makes no sense.
func (c *Client) wrong(why string) error {
	return c.classified(c.http.Unreadable(nonsense(why)))
}

type nonsense string

func (n nonsense) Error() string { return string(n) }

// refused is a failure that was seen before anything was sent.
func refused(err error) error { return &publishing.Failure{Class: publishing.Refused, Err: err} }
