package commonplatform

import (
	"context"
	"encoding/json"
	"net/http"
	"net/url"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
)

// remoteSaid is what the platform says of a listing beside what the shop said.
type remoteSaid struct {
	listingSaid
	ID         string   `json:"listing_id"`
	Revision   int64    `json:"revision"`
	Moderation string   `json:"moderation"`
	Reasons    []string `json:"moderation_reasons"`
	Deleted    bool     `json:"deleted"`
	Updated    string   `json:"updated_at"`
}

// maxReasons bounds the words about one listing.
const maxReasons = 20

// remote reads a listing; ok is false for what is none.
func remote(raw json.RawMessage) (publishing.Remote, bool) {
	var said remoteSaid
	if json.Unmarshal(raw, &said) != nil || said.SKU == "" || said.Revision < 1 {
		return publishing.Remote{}, false
	}
	r := publishing.Remote{
		SKU: clean(said.SKU, maxID), ID: clean(said.ID, maxID), Version: version(said.Revision), State: publishing.StateOf(said.Moderation),
		Said: clean(said.Moderation, maxID), Deleted: said.Deleted, Listing: said.listing(), UpdatedAt: moment(said.Updated), Raw: clones(raw),
	}
	for _, reason := range said.Reasons[:min(len(said.Reasons), maxReasons)] {
		r.Words = append(r.Words, clean(reason, maxName))
	}
	return r, true
}

func pathOf(sku string) string { return "/v1/listings/" + url.PathEscape(sku) }

// one makes a call that answers a listing, and sees that it is the one meant.
func (c *Client) one(ctx context.Context, call connect.Call, sku string) (publishing.Remote, error) {
	answer, err := c.do(ctx, call)
	if err != nil {
		return publishing.Remote{}, err
	}
	r, readable := remote(answer.Body)
	if !readable || r.SKU != sku {
		return publishing.Remote{}, c.wrong("it is not the listing that was meant")
	}
	return r, nil
}

// Put implements publishing.Lister.
func (c *Client) Put(ctx context.Context, listing *publishing.Listing, known publishing.Known) (publishing.Remote, error) {
	return c.one(ctx, connect.Call{
		Method: http.MethodPut, Path: pathOf(listing.SKU), Body: sayListing(listing), IfMatch: known.Version, IfNoneMatch: known.Version == "",
	}, listing.SKU)
}

// Find implements publishing.Lister. A withdrawn listing is found too.
func (c *Client) Find(ctx context.Context, sku string) (publishing.Remote, error) {
	return c.one(ctx, connect.Call{Method: http.MethodGet, Path: pathOf(sku)}, sku)
}

// Withdraw implements publishing.Lister.
func (c *Client) Withdraw(ctx context.Context, sku string, known publishing.Known) error {
	_, err := c.do(ctx, connect.Call{Method: http.MethodDelete, Path: pathOf(sku), IfMatch: known.Version})
	if publishing.Is(err, publishing.Absent) {
		return nil
	}
	return err
}

// outcomeSaid is what became of one of a batch.
type outcomeSaid struct {
	SKU        string          `json:"seller_sku"`
	Status     int             `json:"status"`
	ETag       string          `json:"etag"`
	ID         string          `json:"listing_id"`
	Moderation string          `json:"moderation"`
	Problem    json.RawMessage `json:"problem"`
}

// PutAll implements publishing.Batcher.
func (c *Client) PutAll(ctx context.Context, listings []publishing.Listing, key string) ([]publishing.Outcome, error) {
	if len(listings) == 0 {
		return nil, nil
	}
	if !publishing.ValidKey(key) {
		return nil, refused(fault.New("key_invalid", "key", nil))
	}
	items := make([]listingSaid, len(listings))
	for n := range listings {
		items[n] = sayListing(&listings[n])
	}
	var said struct {
		Results []outcomeSaid `json:"results"`
	}
	_, err := c.read(ctx, connect.Call{Method: http.MethodPost, Path: "/v1/listings:batch", Body: map[string]any{"items": items}, Key: key}, &said)
	if err != nil {
		return nil, err
	}
	if len(said.Results) != len(listings) {
		return nil, c.wrong("there are not as many outcomes as listings")
	}
	outcomes := make([]publishing.Outcome, len(listings))
	for n, one := range said.Results {
		if one.SKU != listings[n].SKU {
			return nil, c.wrong("the outcomes are not in the order of the listings")
		}
		outcomes[n].Remote = publishing.Remote{SKU: one.SKU, ID: clean(one.ID, maxID), Version: clean(one.ETag, maxID),
			State: publishing.StateOf(one.Moderation), Said: clean(one.Moderation, maxID)}
		if one.Status < 200 || one.Status > 299 {
			failure := connect.Refusal(c.http.Host(), one.Status, one.Problem)
			c.explain(failure)
			outcomes[n].Err = failure
		}
	}
	return outcomes, nil
}

// Listings implements publishing.Feeder. A listing that cannot be read is passed over: the next change of it
// comes again, and Find tells what is wrong.
func (c *Client) Listings(ctx context.Context, from publishing.From) (publishing.RemotePage, error) {
	said, restarted, err := c.feed(ctx, "/v1/listings", from)
	if err != nil {
		return publishing.RemotePage{}, err
	}
	page := publishing.RemotePage{Next: said.Next, More: said.More, Restarted: restarted}
	for _, raw := range said.Items {
		if r, readable := remote(raw); readable {
			page.Remotes = append(page.Remotes, r)
		}
	}
	return page, nil
}
