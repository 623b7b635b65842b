package woocommerce

import (
	"context"
	"net/url"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
)

// edited asks for texts as they were written, not as a page shows them.
const edited = "context=edit"

// absent is the failure of a product that is not there.
func (c *Client) absent(sku string) error {
	return &publishing.Failure{Class: publishing.Absent, Err: c.fault("woo_absent", fault.Values{"sku": sku})}
}

// stale is the failure of a product that is another than the known one.
func (c *Client) stale(sku string) *publishing.Failure {
	return &publishing.Failure{Class: publishing.Stale, Err: c.fault("woo_changed", fault.Values{"sku": sku})}
}

// bySKU looks a product up. WooCommerce takes small and large letters of a SKU for the same, we do not; and in old
// shops two products may have one, of which none is ours for certain.
func (c *Client) bySKU(ctx context.Context, sku string) (*product, error) {
	all, _, err := list[product](ctx, c, shopAPI+"/products?per_page=20&"+edited+"&sku="+url.QueryEscape(sku))
	if err != nil {
		return nil, c.before(err)
	}
	var found *product
	for n := range all {
		switch p := &all[n]; {
		case string(p.SKU) != sku || !p.known():
		case found != nil:
			return nil, c.refused("woo_sku_twice", fault.Values{"sku": sku})
		default:
			found = p
		}
	}
	if found == nil {
		return nil, c.absent(sku)
	}
	return found, nil
}

// byID asks for a product by its number, and by its SKU where that number has another one by now.
func (c *Client) byID(ctx context.Context, id, sku string) (*product, error) {
	if _, child, ok := strings.Cut(id, "/"); ok {
		id = child
	}
	if id = digits(id); id == "" {
		return c.bySKU(ctx, sku)
	}
	p := new(product)
	_, err := c.get(ctx, shopAPI+"/products/"+id+"?"+edited, p)
	switch {
	case publishing.Is(err, publishing.Absent) || err == nil && (string(p.SKU) != sku || p.Status == "trash"):
		return c.bySKU(ctx, sku)
	case err != nil:
		return nil, c.before(err)
	case !p.known():
		return nil, c.wrong("the product has no number")
	}
	return p, nil
}

// Find implements publishing.Lister. A withdrawn product is found too, one in the bin is not.
func (c *Client) Find(ctx context.Context, sku string) (publishing.Remote, error) {
	shop, err := c.settings(ctx)
	if err != nil {
		return publishing.Remote{}, err
	}
	p, err := c.bySKU(ctx, sku)
	if err != nil {
		return publishing.Remote{}, err
	}
	return p.remote(shop), nil
}

// Put implements publishing.Lister. A product of ours is a simple one; where the SKU is that of a variation, the
// variation gets the price, the text, the size and the first picture.
func (c *Client) Put(ctx context.Context, listing *publishing.Listing, known publishing.Known) (publishing.Remote, error) {
	shop, err := c.settings(ctx)
	if err != nil {
		return publishing.Remote{}, err
	}
	refs, err := c.refs(ctx, listing, known.Pictures)
	if err != nil {
		return publishing.Remote{}, err
	}
	if known.Version == "" {
		return c.create(ctx, listing, refs, shop)
	}
	there, err := c.byID(ctx, known.ID, listing.SKU)
	switch {
	case publishing.Is(err, publishing.Absent) || err == nil && there.version() != known.Version:
		return publishing.Remote{}, c.stale(listing.SKU)
	case err != nil:
		return publishing.Remote{}, err
	}
	return c.replace(ctx, listing, there, refs, shop)
}

// create makes a product. Where the SKU is there already, it is looked at: what was made by a call whose answer was
// lost is what was wanted, anything else is left alone.
func (c *Client) create(ctx context.Context, listing *publishing.Listing, refs []string, shop *settings) (publishing.Remote, error) {
	made := new(product)
	err := c.post(ctx, shopAPI+"/products", bodyOf(listing, nil, refs, shop), made)
	if err == nil {
		return c.written(made, listing.SKU, shop)
	}
	id, taken := skuTaken(publishing.FailureOf(err))
	if !taken {
		return publishing.Remote{}, err
	}
	there, lookup := c.byID(ctx, id, listing.SKU)
	switch {
	case publishing.Is(lookup, publishing.Absent): // it is in the bin, or differs in small and large letters
		return publishing.Remote{}, c.refused("woo_sku_taken", fault.Values{"sku": listing.SKU})
	case lookup != nil:
		return publishing.Remote{}, lookup
	case there.Status == "publish" && same(listing, there, refs, shop):
		return there.remote(shop), nil
	}
	stale := c.stale(listing.SKU)
	stale.Slug, stale.Words = publishing.FailureOf(err).Slug, publishing.FailureOf(err).Words
	return publishing.Remote{}, stale
}

// replace writes a product that is there, unless it is as it should be.
func (c *Client) replace(ctx context.Context, listing *publishing.Listing, there *product, refs []string, shop *settings) (publishing.Remote, error) {
	switch {
	case !there.sellable():
		return publishing.Remote{}, c.refused("woo_kind", fault.Values{"sku": listing.SKU, "value": clean(string(there.Type), maxID)})
	case !there.withdrawn() && same(listing, there, refs, shop):
		return there.remote(shop), nil
	}
	after := new(product)
	if err := c.put(ctx, there.path(), bodyOf(listing, there, refs, shop), after); err != nil {
		if publishing.Is(err, publishing.Absent) {
			err = c.stale(listing.SKU)
		}
		return publishing.Remote{}, err
	}
	if there.Type == variation { // its own answer lacks the kind and the parent, and has its text as a page shows it
		again, err := c.byID(ctx, there.id(), listing.SKU)
		if err != nil {
			return publishing.Remote{}, err
		}
		after = again
	}
	return c.written(after, listing.SKU, shop)
}

// written sees that an answer is the product that was meant.
func (c *Client) written(p *product, sku string, shop *settings) (publishing.Remote, error) {
	if !p.known() || string(p.SKU) != sku {
		return publishing.Remote{}, c.wrong("it is not the product that was meant")
	}
	return p.remote(shop), nil
}

// same reports whether a product shows a listing already, as far as it can.
func same(listing *publishing.Listing, there *product, refs []string, shop *settings) bool {
	here, shown := *listing, there.listing(shop)
	if refs == nil {
		here.Pictures = shown.Pictures
	}
	return len(publishing.Differences(&here, shown)) == 0
}

// Withdraw implements publishing.Lister: the product becomes a draft, a variation a private one. Nothing is deleted.
func (c *Client) Withdraw(ctx context.Context, sku string, known publishing.Known) error {
	there, err := c.byID(ctx, known.ID, sku)
	switch {
	case publishing.Is(err, publishing.Absent):
		return nil
	case err != nil:
		return err
	case known.Version != "" && there.version() != known.Version:
		return c.stale(sku)
	case states[there.Status] == publishing.Withdrawn:
		return nil
	}
	status := "draft"
	if there.Type == variation {
		status = "private"
	}
	var after product
	err = c.put(ctx, there.path(), &body{Status: status, Meta: []meta{{metaWithdrawn, yes}}}, &after)
	switch {
	case publishing.Is(err, publishing.Absent):
		return nil
	case err == nil && string(after.Status) != status:
		return c.wrong("the product is still for sale")
	}
	return err
}
