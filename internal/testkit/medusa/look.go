package medusa

import (
	"encoding/json"
	"slices"
	"time"

	"github.com/talat-pos/talat/internal/testkit/faulty"
)

// These let a test look at what the double has, and be the centre's people.

// Level gives what lies at the location, nil where none was ever told.
func (d *Double) Level(sku string) *Level {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.levels[sku] == nil {
		return nil
	}
	level := *d.levels[sku]
	return &level
}

// Stock changes what lies there.
func (d *Double) Stock(sku string, change func(level *Level)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	if d.levels[sku] == nil {
		d.levels[sku] = &Level{}
	}
	change(d.levels[sku])
	d.levels[sku].updated = d.moment()
}

// Files gives the pictures that came.
func (d *Double) Files() []File {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.files)
}

// Products counts them.
func (d *Double) Products() int {
	d.mu.Lock()
	defer d.mu.Unlock()
	return len(d.products)
}

// Product gives the one that has an SKU as Medusa would tell it, nil for none.
func (d *Double) Product(sku string) map[string]any {
	d.mu.Lock()
	defer d.mu.Unlock()
	p := d.owner(sku)
	if p == nil {
		return nil
	}
	var body map[string]any
	text, err := json.Marshal(p)
	if err == nil {
		err = json.Unmarshal(text, &body)
	}
	if err != nil {
		panic(err)
	}
	return body
}

// Edit changes the product of an SKU as somebody at the centre does: fields by their names in the API.
func (d *Double) Edit(sku string, fields map[string]any) {
	d.mu.Lock()
	defer d.mu.Unlock()
	p := d.owner(sku)
	text, err := json.Marshal(fields)
	if err == nil {
		err = json.Unmarshal(text, p)
	}
	if err != nil {
		panic(err)
	}
	p.Updated = d.moment()
}

// Price changes what a piece of an SKU costs in a currency; it does not move the product's time.
func (d *Double) Price(sku, currency, amount string) {
	d.mu.Lock()
	defer d.mu.Unlock()
	v := d.owner(sku).variant(sku)
	at := slices.IndexFunc(v.Prices, func(price object) bool { return price["currency_code"] == currency })
	if at < 0 {
		v.Prices, at = append(v.Prices, object{"currency_code": currency, "rules": object{}}), len(v.Prices)
	}
	v.Prices[at]["amount"] = json.Number(amount)
}

// Settings changes what the double says of its stores, locations or shipping profiles: the body by the name of its
// list.
func (d *Double) Settings(body map[string]any) {
	d.mu.Lock()
	defer d.mu.Unlock()
	for list := range body {
		switch list {
		case "stores":
			d.stores = body
		case "stock_locations":
			d.places = body
		case "shipping_profiles":
			d.profiles = body
		}
	}
}

// Between lets something happen just before a call of an operation is carried out, the n-th from the first; level
// gives what lies there, to be changed.
func (d *Double) Between(operation string, n int, do func(level func(sku string) *Level)) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.script.Always(func(each string, count int) *faulty.Fault {
		if each == operation && count == n {
			do(func(sku string) *Level { return d.levels[sku] })
		}
		return nil
	})
}

// Freeze holds the double's clock at a moment, the zero one lets it go on.
func (d *Double) Freeze(at time.Time) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.frozen = at
}

// TouchLocked changes an order within what Always asks.
func (d *Double) TouchLocked(id string) { d.find(id).updated = d.moment() }
