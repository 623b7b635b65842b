package medusa

import (
	"context"
	"encoding/json"
	"net/url"
	"strings"

	"github.com/talat-pos/talat/internal/publishing"
)

// product looks one up by the SKU of its variant, which is unique there. It gives nil for none.
func (c *Client) product(ctx context.Context, sku string) (*productSaid, error) {
	var said struct {
		Products []json.RawMessage `json:"products"`
	}
	query := url.Values{"variants[sku]": {sku}, "limit": {"2"}, "fields": {productFields}}
	if err := c.get(ctx, "/admin/products?"+query.Encode(), &said); err != nil {
		return nil, err
	}
	switch len(said.Products) {
	case 0:
		if said.Products == nil {
			return nil, c.wrong("there are no products")
		}
		return nil, nil
	case 1:
		return c.that(said.Products[0], sku)
	}
	return nil, c.wrong("an SKU is there twice")
}

// that reads a product and sees that it is the one meant.
func (c *Client) that(raw json.RawMessage, sku string) (*productSaid, error) {
	p, readable := readProduct(raw)
	if !readable || p.variant(sku) == nil {
		return nil, c.wrong("it is not the product that was meant")
	}
	return p, nil
}

// write makes or changes a product and reads what is there after it.
func (c *Client) write(ctx context.Context, path string, body any, sku, channel string) (publishing.Remote, error) {
	var said struct {
		Product json.RawMessage `json:"product"`
	}
	if err := c.post(ctx, path+"?fields="+url.QueryEscape(productFields), body, &said); err != nil {
		return publishing.Remote{}, err
	}
	p, err := c.that(said.Product, sku)
	if err != nil {
		return publishing.Remote{}, err
	}
	return p.remote(sku, channel), nil
}

// Put implements publishing.Lister. Between look and write there is a moment in which somebody at the centre may
// change the same product: Medusa takes no precondition.
func (c *Client) Put(ctx context.Context, listing *publishing.Listing, known publishing.Known) (publishing.Remote, error) {
	at, err := c.settled(ctx)
	if err != nil {
		return publishing.Remote{}, err
	}
	there, err := c.product(ctx, listing.SKU)
	if err != nil {
		return publishing.Remote{}, err
	}
	urls, err := c.addresses(listing, known, there)
	if err != nil {
		return publishing.Remote{}, err
	}
	say := sayListing(listing, urls)
	if there == nil {
		if known.Version != "" {
			return publishing.Remote{}, c.stale(listing.SKU)
		}
		say.making(at)
		return c.create(ctx, &say, at)
	}
	r := there.remote(listing.SKU, at.channel)
	switch {
	case (r.State == publishing.Live || r.State == publishing.Pending) && len(publishing.Differences(listing, r.Listing)) == 0:
		return r, nil
	case r.Version != known.Version:
		return publishing.Remote{}, c.stale(listing.SKU)
	case len(there.Variants) != 1:
		return publishing.Remote{}, refused("medusa_variants", "", nil)
	}
	say.changing(there, at)
	return c.change(ctx, there.ID, say, listing.SKU, at)
}

// create makes a product. Where handle or SKU turn out to be taken it is looked up again: somebody made it since,
// or an earlier call of ours did.
func (c *Client) create(ctx context.Context, say *productSay, at *place) (publishing.Remote, error) {
	r, err := c.write(ctx, "/admin/products", say, say.External, at.channel)
	failure := publishing.FailureOf(err)
	switch {
	case failure == nil:
		return r, nil
	case failure.Class == publishing.Absent: // what it refers to is gone
		failure.Class, c.place = publishing.Refused, nil
	case failure.Class == publishing.Refused && taken(failure):
		if there, again := c.product(ctx, say.External); again == nil && there != nil {
			return publishing.Remote{}, c.stale(say.External)
		}
	}
	return publishing.Remote{}, failure
}

// taken reports that a refusal is about something that has to be unique.
func taken(failure *publishing.Failure) bool {
	return failure.Slug == duplicate || failure.Slug == invalid && strings.Contains(failure.Words, "already exists")
}

// change writes a product that is there; one that is gone meanwhile is another version.
func (c *Client) change(ctx context.Context, id string, body any, sku string, at *place) (publishing.Remote, error) {
	r, err := c.write(ctx, "/admin/products/"+url.PathEscape(id), body, sku, at.channel)
	if publishing.Is(err, publishing.Absent) {
		return publishing.Remote{}, c.stale(sku)
	}
	return r, err
}

// Find implements publishing.Lister. A withdrawn listing is found too.
func (c *Client) Find(ctx context.Context, sku string) (publishing.Remote, error) {
	at, err := c.settled(ctx)
	if err != nil {
		return publishing.Remote{}, err
	}
	p, err := c.product(ctx, sku)
	if err != nil {
		return publishing.Remote{}, err
	}
	if p == nil {
		return publishing.Remote{}, c.absent(sku)
	}
	return p.remote(sku, at.channel), nil
}

// Withdraw implements publishing.Lister: the product becomes a draft, which no buyer sees.
func (c *Client) Withdraw(ctx context.Context, sku string, known publishing.Known) error {
	at, err := c.settled(ctx)
	if err != nil {
		return err
	}
	p, err := c.product(ctx, sku)
	if err != nil || p == nil || p.Status == draft {
		return err
	}
	switch r := p.remote(sku, at.channel); {
	case known.Version != "" && known.Version != r.Version:
		return c.stale(sku)
	case len(p.Variants) != 1:
		return refused("medusa_variants", "", nil)
	}
	_, err = c.change(ctx, p.ID, map[string]string{"status": draft}, sku, at)
	return err
}
