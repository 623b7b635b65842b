package woocommerce

import (
	"context"
	"strconv"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
)

// level is what may still be sold: WooCommerce takes off what was ordered at once. One that counts nothing has
// none, until it is told a figure.
func (p *product) level() publishing.Level {
	if p.Counted != "true" {
		return publishing.Level{}
	}
	n, _ := p.Quantity.whole()
	return publishing.Level{OnHand: n, Available: n} // below nothing where it was oversold
}

// Level implements publishing.Stocker.
func (c *Client) Level(ctx context.Context, sku string) (publishing.Level, error) {
	p, err := c.bySKU(ctx, sku)
	if err != nil {
		return publishing.Level{}, err
	}
	return p.level(), nil
}

// Adjust implements publishing.Stocker. WooCommerce takes absolute figures alone, and no condition: the figure is
// read, compared, written together with the key, and read back. The key makes the same change count once for as
// long as no other was written; between reading and writing a sale may be lost, which shows when its order comes.
func (c *Client) Adjust(ctx context.Context, change publishing.StockChange) (publishing.Level, error) {
	if err := change.Validate(); err != nil {
		return publishing.Level{}, &publishing.Failure{Class: publishing.Refused, Err: err}
	}
	there, err := c.bySKU(ctx, change.SKU)
	if err != nil {
		return publishing.Level{}, err
	}
	if !there.sellable() {
		return publishing.Level{}, c.refused("woo_kind", fault.Values{"sku": change.SKU, "value": clean(string(there.Type), maxID)})
	}
	level, target := there.level(), change.Set
	mark := change.Key + " =" + strconv.Itoa(target)
	if change.Delta != 0 {
		target = level.OnHand + change.Delta
		mark = change.Key + " +" + strconv.Itoa(change.Delta)
	}
	switch {
	case there.Meta.text(metaStock) == mark: // it was written, and the answer was lost
		return level, nil
	case change.Delta == 0 && level.OnHand != change.Expected:
		failure := c.stale(change.SKU)
		failure.Level = &level
		return publishing.Level{}, failure
	case change.Delta < 0 && target < 0:
		return publishing.Level{}, &publishing.Failure{Class: publishing.Refused, Level: &level,
			Err: c.fault("woo_stock_short", fault.Values{"sku": change.SKU, "left": level.OnHand})}
	}
	return c.counted(ctx, there, target, mark)
}

// counted writes a figure and reads it back. Where somebody else wrote over it meanwhile it fails with Stale.
func (c *Client) counted(ctx context.Context, there *product, target int, mark string) (publishing.Level, error) {
	counted, sku := true, string(there.SKU)
	var after product
	err := c.put(ctx, there.path(), &body{Counted: &counted, Quantity: &target, Meta: []meta{{metaStock, mark}}}, &after)
	if err != nil {
		return publishing.Level{}, err
	}
	again, err := c.byID(ctx, there.id(), sku)
	if err != nil {
		failure := *publishing.FailureOf(err)
		failure.Class = publishing.OutcomeOpen
		return publishing.Level{}, &failure
	}
	if again.Counted != "true" { // the shop ceased to count altogether
		return publishing.Level{}, c.unfit("woo_stock_off", "")
	}
	level := again.level()
	if again.Meta.text(metaStock) != mark {
		failure := c.stale(sku)
		failure.Level = &level
		return publishing.Level{}, failure
	}
	return level, nil
}
