// Package medusa speaks the admin API of Medusa 2, an open shop system that a centre can host: products with their
// price, pictures, stock by location, and orders through to their parcels. It keeps no versions and knows no
// idempotency, so everything is looked at before it is written.
package medusa

import (
	"context"
	"encoding/base64"
	"net/http"
	"strings"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/thai"
)

// limits of a call: a picture of 5 MB must get through a village's line, and a page of long orders fits.
var limits = connect.Limits{Time: 2 * time.Minute, Body: 32 << 20}

// Bounds of what is taken from an answer.
const (
	maxID     = 64
	maxName   = 200
	maxText   = 5000
	maxURL    = 1000
	maxSecret = 500
)

// Client speaks to one Medusa for one shop. It implements publishing.Channel and every ability but Batcher (a batch
// there is all or nothing), and serves one goroutine.
type Client struct {
	http   *connect.Client
	access Access
	key    connect.Secret // the whole header
	now    clock.Clock
	place  *place            // where goods lie and are sold, nil until it is found
	sent   map[string]string // pictures that went in this life of the client: hash to URL
}

var _ interface {
	publishing.Channel
	publishing.Lister
	publishing.Picturer
	publishing.Stocker
	publishing.Feeder
	publishing.Orderer
	publishing.Rereader
	publishing.Actor
	publishing.Shipper
} = (*Client)(nil)

// Access is how a shop reaches a Medusa. The names are found when there is but one of each.
type Access struct {
	URL             string         // such as https://shop.example.org
	Key             connect.Secret // a secret API key, sk_…
	Location        string         // name or id of the stock location where the goods lie
	SalesChannel    string         // of the sales channel that they are sold through
	ShippingProfile string         // that parcels of them follow
	Pin             string         // the fingerprint of a certificate that nobody vouches for, "" = none
}

// New makes a client. Faults: "medusa_key_form", those of connect.NewPinned.
func New(access Access, now clock.Clock) (publishing.Channel, error) {
	return newClient(access, now, limits)
}

func newClient(access Access, now clock.Clock, limits connect.Limits) (*Client, error) {
	key := access.Key.Reveal()
	strange := func(r rune) bool { return r <= ' ' || r > '~' || r == ':' }
	if !strings.HasPrefix(key, "sk_") || len(key) > maxSecret || strings.ContainsFunc(key, strange) {
		return nil, fault.New("medusa_key_form", "secret", nil)
	}
	inner, err := connect.NewPinned(access.URL, access.Pin, limits, now)
	if err != nil {
		return nil, err
	}
	// The key is the user of HTTP Basic, with no password.
	basic := connect.NewSecret("Basic " + base64.StdEncoding.EncodeToString([]byte(key+":")))
	return &Client{http: inner, access: access, key: basic, now: now, sent: map[string]string{}}, nil
}

// Limits gives what Medusa takes: it bounds hardly anything itself, so what buyers can read bounds it.
func (c *Client) Limits() publishing.Limits {
	return publishing.Limits{
		SKU: 50, Title: 200, Description: 5000, Pictures: 10, PictureBytes: 5 << 20, PictureKinds: []string{"image/jpeg", "image/png", "image/webp"},
		WeightMost: 1_000_000, PageSize: pageSize, Stock: publishing.StockReadBack,
		Steps:     []string{publishing.Reject, publishing.Pack, publishing.Cancel}, // an order is placed with its payment: nobody there waits for more
		NoAlcohol: true,                                                            // its sale by electronic means is forbidden in Thailand since December 2020
		Needs:     []string{"photo", "description", "weight", "certificate_expired"},
	}
}

// Test asks which shop the key opens, and finds location, sales channel and shipping profile.
func (c *Client) Test(ctx context.Context) (publishing.Account, error) {
	var said struct {
		Stores []struct {
			ID         string `json:"id"`
			Name       string `json:"name"`
			Currencies []struct {
				Code string `json:"currency_code"`
			} `json:"supported_currencies"`
		} `json:"stores"`
	}
	answer, err := c.read(ctx, connect.Call{Method: http.MethodGet, Path: "/admin/stores?fields=id,name,*supported_currencies"}, &said)
	if err != nil {
		return publishing.Account{}, err
	}
	if len(said.Stores) == 0 || said.Stores[0].ID == "" {
		return publishing.Account{}, c.wrong("there is no store")
	}
	store := said.Stores[0]
	sells := false
	for _, currency := range store.Currencies {
		sells = sells || strings.EqualFold(currency.Code, baht)
	}
	if !sells {
		return publishing.Account{}, unsettled("medusa_baht", nil)
	}
	c.place = nil // as it is now
	if _, err := c.settled(ctx); err != nil {
		return publishing.Account{}, err
	}
	account := publishing.Account{ID: thai.Clean(store.ID, maxID), Name: thai.Clean(store.Name, maxName)}
	if at, err := http.ParseTime(answer.Header.Get("Date")); err == nil {
		account.Offset = at.Sub(c.now()).Truncate(time.Second)
	}
	return account, nil
}
