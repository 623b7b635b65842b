package woocommerce

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
)

// batch is what is made and written in one call; answers stand in the same order.
type batch struct {
	Create []*body `json:"create,omitempty"`
	Update []*body `json:"update,omitempty"`
}

// batchSaid are the answers. Each is a product or says why there is none.
type batchSaid struct {
	Create []json.RawMessage `json:"create"`
	Update []json.RawMessage `json:"update"`
}

// PutAll implements publishing.Batcher. What is there is looked up first, so that the same batch sent again makes
// nothing twice: WooCommerce knows no keys. Variations are written one by one.
func (c *Client) PutAll(ctx context.Context, listings []publishing.Listing, key string) ([]publishing.Outcome, error) {
	switch {
	case len(listings) == 0:
		return nil, nil
	case !publishing.ValidKey(key):
		return nil, &publishing.Failure{Class: publishing.Refused, Err: fault.New("key_invalid", "key", nil)}
	case len(listings) > c.Limits().Batch:
		return nil, &publishing.Failure{Class: publishing.TooLarge, Err: c.fault("woo_batch", fault.Values{"max": c.Limits().Batch})}
	}
	shop, err := c.settings(ctx)
	if err != nil {
		return nil, err
	}
	there, err := c.allBySKU(ctx, listings)
	if err != nil {
		return nil, err
	}
	outcomes := make([]publishing.Outcome, len(listings))
	var send batch
	var made, written []int
	for n := range listings {
		listing := &listings[n]
		found, known := there[listing.SKU], map[string]string(nil)
		if len(found) > 0 {
			known = found[0].Meta.refs()
		}
		refs, err := c.refs(ctx, listing, known)
		switch {
		case err != nil:
			outcomes[n].Err = err
		case len(found) > 1:
			outcomes[n].Err = c.refused("woo_sku_twice", fault.Values{"sku": listing.SKU})
		case len(found) == 0:
			send.Create, made = append(send.Create, bodyOf(listing, nil, refs, shop)), append(made, n)
		case found[0].Type == simple && (found[0].withdrawn() || !same(listing, found[0], refs, shop)):
			body := bodyOf(listing, found[0], refs, shop)
			body.ID = json.Number(found[0].id())
			send.Update, written = append(send.Update, body), append(written, n)
		default:
			outcomes[n].Remote, outcomes[n].Err = c.replace(ctx, listing, found[0], refs, shop)
		}
	}
	if len(made)+len(written) == 0 {
		return outcomes, nil
	}
	var said batchSaid
	if err := c.post(ctx, shopAPI+"/products/batch", &send, &said); err != nil {
		return nil, err
	}
	if len(said.Create) != len(made) || len(said.Update) != len(written) {
		return nil, c.wrong("there are not as many outcomes as listings")
	}
	for n, at := range made {
		outcomes[at] = c.outcome(said.Create[n], listings[at].SKU, shop)
	}
	for n, at := range written {
		outcomes[at] = c.outcome(said.Update[n], listings[at].SKU, shop)
	}
	return outcomes, nil
}

// allBySKU looks up what is there of some listings.
func (c *Client) allBySKU(ctx context.Context, listings []publishing.Listing) (map[string][]*product, error) {
	skus := make([]string, len(listings))
	for n := range listings {
		skus[n] = listings[n].SKU
	}
	all, _, err := list[product](ctx, c, shopAPI+"/products?per_page=100&"+edited+"&sku="+url.QueryEscape(strings.Join(skus, ",")))
	if err != nil {
		return nil, c.before(err)
	}
	there := map[string][]*product{}
	for n := range all {
		if p := &all[n]; p.known() {
			there[string(p.SKU)] = append(there[string(p.SKU)], p)
		}
	}
	return there, nil
}

// outcome reads what became of one.
func (c *Client) outcome(raw json.RawMessage, sku string, shop *settings) publishing.Outcome {
	var said struct {
		Error json.RawMessage `json:"error"`
	}
	_ = json.Unmarshal(raw, &said) // what is no error is a product, or nothing
	if len(said.Error) == 0 {
		p := new(product)
		_ = p.UnmarshalJSON(raw)
		remote, err := c.written(p, sku, shop)
		return publishing.Outcome{Remote: remote, Err: err}
	}
	failure := c.itemFailure(said.Error)
	if _, taken := skuTaken(failure); taken || failure.Class == publishing.Absent { // it came, or went, between looking up and sending
		stale := c.stale(sku)
		stale.Slug, stale.Words = failure.Slug, failure.Words
		failure = stale
	}
	return publishing.Outcome{Remote: publishing.Remote{SKU: sku}, Err: failure}
}

// itemFailure gives the failure that stands in the place of a product.
func (c *Client) itemFailure(raw json.RawMessage) *publishing.Failure {
	failure := &publishing.Failure{Class: publishing.Refused, Err: &fault.Error{Code: "woo_no_api", Err: &connect.Said{Kind: "application/json", Body: raw}}}
	r := refusalOf(failure)
	if r == nil {
		return publishing.FailureOf(c.wrong("an outcome is neither a product nor an error"))
	}
	switch status, _ := r.Data.Status.whole(); {
	case status == 401 || status == 403:
		failure.Class = publishing.KeyRefused
	case status >= 500:
		failure.Class = publishing.OutcomeOpen
	}
	c.explain(failure, r)
	return failure
}
