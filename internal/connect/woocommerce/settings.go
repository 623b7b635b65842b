package woocommerce

import (
	"context"
	"encoding/json"
	"net/http"
	"strings"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/publishing"
)

// settings are those of the shop that change what a listing means there.
type settings struct {
	weight   int64  // thousand-millionth parts of a gram in its unit
	size     int64  // of a millimetre
	province string // ISO 3166-2
	offset   time.Duration
}

// fresh is how long settings are taken for granted.
const fresh = time.Hour

// The units of WooCommerce, in thousand-millionth parts of a gram and of a millimetre.
var (
	weights = map[string]int64{"g": 1e9, "kg": 1000e9, "lbs": 453_592_370_000, "oz": 28_349_523_125}
	sizes   = map[string]int64{"mm": 1e9, "cm": 10e9, "m": 1000e9, "in": 25_400_000_000, "yd": 914_400_000_000}
)

// in writes grams or millimetres in the shop's unit.
func in(n int, unit int64) string {
	if n <= 0 {
		return ""
	}
	return written(money.Round(int64(n), million*1e9, unit, money.HalfUp))
}

// out reads them.
func out(value loose, unit int64) int {
	parts, readable := value.decimal()
	if !readable || parts <= 0 || parts > 1e6*million {
		return 0
	}
	return int(money.Round(parts, unit, million*1e9, money.HalfUp))
}

type setting struct {
	ID    string `json:"id"`
	Value loose  `json:"value"`
}

// settings asks how the shop reckons, once an hour. One for which a price or a weight would mean something else there
// is as good as closed to us. Faults: "woo_currency", "woo_tax", "woo_unit", "woo_stock_off".
func (c *Client) settings(ctx context.Context) (*settings, error) {
	if age := c.now().Sub(c.askedAt); c.shop != nil && age >= 0 && age < fresh {
		return c.shop, nil
	}
	values := map[string]string{}
	var offset time.Duration
	for _, group := range []string{"general", "products"} {
		all, header, err := list[setting](ctx, c, shopAPI+"/settings/"+group)
		if err != nil {
			return nil, c.before(err)
		}
		for _, one := range all {
			values[one.ID] = string(one.Value)
		}
		if at, err := http.ParseTime(header.Get("Date")); err == nil {
			offset = at.Sub(c.now()).Truncate(time.Second)
		}
	}
	if values["woocommerce_calc_taxes"] == "yes" {
		var tax setting
		if _, err := c.get(ctx, shopAPI+"/settings/tax/woocommerce_prices_include_tax", &tax); err != nil {
			return nil, c.before(err)
		}
		if tax.Value != "yes" {
			return nil, c.unfit("woo_tax", "")
		}
	}
	shop := &settings{weight: weights[values["woocommerce_weight_unit"]], size: sizes[values["woocommerce_dimension_unit"]], offset: offset}
	switch currency := values["woocommerce_currency"]; {
	case currency != baht:
		return nil, c.unfit("woo_currency", currency)
	case shop.weight == 0 || shop.size == 0:
		return nil, c.unfit("woo_unit", values["woocommerce_weight_unit"]+" "+values["woocommerce_dimension_unit"])
	case values["woocommerce_manage_stock"] == "no":
		return nil, c.unfit("woo_stock_off", "")
	}
	if country, province, _ := strings.Cut(values["woocommerce_default_country"], ":"); country == "TH" {
		shop.province = clean(province, maxID)
	}
	c.shop, c.askedAt = shop, c.now()
	return shop, nil
}

// unfit is the failure of a shop that reckons otherwise. It is of the class that pauses the whole channel: nothing
// could be sent there before a person looked.
func (c *Client) unfit(code, value string) error {
	return &publishing.Failure{Class: publishing.KeyRefused, Err: c.fault(code, fault.Values{"value": clean(value, maxID)})}
}

const baht = "THB"

// before is the failure of a question before a change: nothing was changed, whatever became of the question.
func (c *Client) before(err error) error {
	failure := publishing.FailureOf(err)
	if failure.Class != publishing.OutcomeOpen {
		return err
	}
	later := *failure
	later.Class = publishing.Later
	return &later
}

// Test asks the shop how it reckons, what its name is, and whether the key, and the password for pictures, may do
// what they must.
func (c *Client) Test(ctx context.Context) (publishing.Account, error) {
	c.shop = nil
	shop, err := c.settings(ctx)
	if err != nil {
		return publishing.Account{}, err
	}
	if _, _, err := list[json.RawMessage](ctx, c, shopAPI+"/orders?per_page=1&_fields=id"); err != nil {
		return publishing.Account{}, err
	}
	if !c.login.IsZero() {
		if _, _, err := list[json.RawMessage](ctx, c, pressAPI+"/media?per_page=1&context=edit&_fields=id"); err != nil {
			return publishing.Account{}, c.password(err)
		}
	}
	account := publishing.Account{ID: clean(c.name, maxName), Name: clean(c.name, maxName), Province: shop.province, Offset: shop.offset}
	var index struct {
		Name loose `json:"name"`
	}
	if _, err := c.get(ctx, "/wp-json/?_fields=name", &index); err == nil { // some guards hide it, and it is only a name
		if name := plain(string(index.Name), maxName); name != "" {
			account.Name = name
		}
	}
	return account, nil
}

// password says of a refused key that it is WordPress's.
func (c *Client) password(err error) error {
	failure := publishing.FailureOf(err)
	if failure.Class != publishing.KeyRefused || refusalOf(failure) == nil {
		return err
	}
	whole := *failure
	whole.Err = c.because(failure, "woo_password", nil)
	return &whole
}
