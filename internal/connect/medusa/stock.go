package medusa

import (
	"context"
	"encoding/json"
	"net/url"

	"github.com/talat-pos/talat/internal/publishing"
)

// levelSaid is what lies at one location.
type levelSaid struct {
	Location string      `json:"location_id"`
	OnHand   json.Number `json:"stocked_quantity"`
	Reserved json.Number `json:"reserved_quantity"` // by orders that are not packed
	Updated  string      `json:"updated_at"`
}

// counted is where the pieces of a listing are counted.
type counted struct {
	item  string // of the inventory
	there bool   // there is a level at our location
	publishing.Level
}

// Level implements publishing.Stocker.
func (c *Client) Level(ctx context.Context, sku string) (publishing.Level, error) {
	count, err := c.count(ctx, sku)
	return count.Level, err
}

// count looks at the pieces of a listing at our location. It fails with Absent, and with "medusa_uncounted" where
// Medusa does not count them one by one.
func (c *Client) count(ctx context.Context, sku string) (counted, error) {
	at, err := c.settled(ctx)
	if err != nil {
		return counted{}, err
	}
	p, err := c.product(ctx, sku)
	if err != nil {
		return counted{}, err
	}
	if p == nil {
		return counted{}, c.absent(sku)
	}
	v := p.variant(sku)
	if !v.Counted || len(v.Items) != 1 || v.Items[0].Each != "1" || v.Items[0].ID == "" {
		return counted{}, refused("medusa_uncounted", "", nil)
	}
	count := counted{item: v.Items[0].ID}
	for _, level := range v.Items[0].Inventory.Levels {
		if level.Location != at.location {
			continue
		}
		onHand, one := whole(level.OnHand)
		reserved, two := whole(level.Reserved)
		if !one || !two {
			return counted{}, c.wrong("there is no count")
		}
		count.there, count.Level = true, publishing.Level{OnHand: onHand, Reserved: reserved, Available: onHand - reserved, Version: clean(level.Updated, maxID)}
	}
	return count, nil
}

// Adjust implements publishing.Stocker: the figure is read, compared, written and read back. What buyers reserved
// stands apart, so that an order between look and write loses nothing; one that was packed in that moment is seen by
// what is reserved no more.
func (c *Client) Adjust(ctx context.Context, change publishing.StockChange) (publishing.Level, error) {
	if err := change.Validate(); err != nil {
		return publishing.Level{}, &publishing.Failure{Class: publishing.Refused, Err: err}
	}
	if change.Delta != 0 {
		return publishing.Level{}, refused("medusa_figure", "delta", nil)
	}
	before, err := c.count(ctx, change.SKU)
	switch {
	case err != nil:
		return publishing.Level{}, err
	case before.there && before.OnHand == change.Set: // an earlier call whose answer was lost
		return before.Level, nil
	case before.OnHand != change.Expected:
		return publishing.Level{}, c.otherCount(change.SKU, before.Level)
	}
	if err := c.set(ctx, &before, change.Set); err != nil {
		return publishing.Level{}, err
	}
	after, err := c.count(ctx, change.SKU)
	switch {
	case err != nil:
		return publishing.Level{}, done(err)
	case after.OnHand != change.Set, after.Reserved < before.Reserved:
		return publishing.Level{}, c.otherCount(change.SKU, after.Level)
	}
	return after.Level, nil
}

// set writes a figure, at a location that had none before too.
func (c *Client) set(ctx context.Context, count *counted, figure int) error {
	path := "/admin/inventory-items/" + url.PathEscape(count.item) + "/location-levels"
	body := map[string]any{"stocked_quantity": figure}
	if count.there {
		path += "/" + url.PathEscape(c.place.location)
	} else {
		body["location_id"] = c.place.location
	}
	err := c.post(ctx, path+"?fields=id", body, nil)
	failure := publishing.FailureOf(err)
	if failure == nil {
		return nil
	}
	if failure.Class == publishing.Absent || failure.Class == publishing.Refused && taken(failure) { // made or taken away meanwhile
		failure.Class = publishing.Stale
	}
	return failure
}

// otherCount says that another figure stands there.
func (c *Client) otherCount(sku string, level publishing.Level) error {
	failure := c.stale(sku)
	failure.Level = &level
	return failure
}

// done makes a failure of a look after a write one of the write: it may well have been done.
func done(err error) error {
	failure := publishing.FailureOf(err)
	if failure != nil && !failure.Class.Done() {
		failure.Class = publishing.OutcomeOpen
	}
	return failure
}
