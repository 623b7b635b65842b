package medusa

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"os"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/money"
)

// Real is the real Medusa, with a location, a sales channel and a way of the post that one test has to itself.
type Real struct {
	URL      string
	Key      string
	Location string // their names
	Channel  string

	t           testing.TB
	locationID  string
	channelID   string
	region      string
	shipping    string // the option
	publishable string
}

// Post is what a parcel costs the buyer there.
const Post = money.Satang(45_00)

// Start gives the real Medusa that build/medusa/test.sh has started, and skips the test where it did not.
func Start(t testing.TB) *Real {
	t.Helper()
	r := &Real{URL: os.Getenv("TALAT_MEDUSA"), Key: os.Getenv("TALAT_MEDUSA_KEY"), region: os.Getenv("TALAT_MEDUSA_REGION"), t: t}
	if r.URL == "" {
		t.Skip("no Medusa: make test-medusa starts one")
	}
	suffix := fmt.Sprintf(" %d", clock.System().UnixNano())
	r.Location, r.Channel = Location+suffix, Channel+suffix
	r.channelID = r.must("POST", "/admin/sales-channels", object{"name": r.Channel})("sales_channel", "id")
	r.locationID = r.must("POST", "/admin/stock-locations", object{"name": r.Location})("stock_location", "id")
	at := "/admin/stock-locations/" + r.locationID
	r.must("POST", at+"/sales-channels", object{"add": []string{r.channelID}})
	r.must("POST", at+"/fulfillment-providers", object{"add": []string{"manual_manual"}})
	set := r.must("POST", at+"/fulfillment-sets?fields=*fulfillment_sets", object{"name": "ems" + suffix, "type": "shipping"})("stock_location", "fulfillment_sets", "id")
	zone := r.must("POST", "/admin/fulfillment-sets/"+set+"/service-zones?fields=*service_zones",
		object{"name": "ไทย" + suffix, "geo_zones": []any{object{"type": "country", "country_code": "th"}}})("fulfillment_set", "service_zones", "id")
	profile := r.must("GET", "/admin/shipping-profiles", nil)("shipping_profiles", "id")
	r.shipping = r.must("POST", "/admin/shipping-options", object{"name": "EMS", "service_zone_id": zone, "shipping_profile_id": profile, "provider_id": "manual_manual",
		"price_type": "flat", "type": object{"label": "EMS", "description": "EMS", "code": "ems"},
		"prices": []any{object{"currency_code": "thb", "amount": amount(Post)}}, "rules": []any{}})("shipping_option", "id")
	key := r.must("POST", "/admin/api-keys", object{"title": "shoppers" + suffix, "type": "publishable"})
	r.publishable = key("api_key", "token")
	r.must("POST", "/admin/api-keys/"+key("api_key", "id")+"/sales-channels", object{"add": []string{r.channelID}})
	return r
}

// Admin makes a call as the centre's people do; the answer is JSON.
func (r *Real) Admin(method, path string, body any) (map[string]any, error) {
	return r.call(method, path, body, func(request *http.Request) { request.SetBasicAuth(r.Key, "") })
}

// must is Admin for what has to succeed. What it gives follows names into the answer to a text; of a list it takes the
// first.
func (r *Real) must(method, path string, body any) func(names ...string) string {
	r.t.Helper()
	answer, err := r.Admin(method, path, body)
	if err != nil {
		r.t.Fatal(err)
	}
	return func(names ...string) string {
		r.t.Helper()
		text := follow(answer, names...)
		if text == "" {
			r.t.Fatalf("%s %s: no %v in %v", method, path, names, answer)
		}
		return text
	}
}

func follow(at any, names ...string) string {
	for _, name := range names {
		if list, is := at.([]any); is && len(list) > 0 {
			at = list[0]
		}
		fields, _ := at.(object)
		at = fields[name]
	}
	text, _ := at.(string)
	return text
}

const timeOfACall = 2 * time.Minute

func (r *Real) call(method, path string, body any, who func(*http.Request)) (map[string]any, error) {
	var text []byte
	if body != nil {
		var err error
		if text, err = json.Marshal(body); err != nil {
			return nil, err
		}
	}
	request, err := http.NewRequest(method, r.URL+path, bytes.NewReader(text))
	if err != nil {
		return nil, err
	}
	request.Header.Set("Content-Type", "application/json")
	who(request)
	client := http.Client{Timeout: timeOfACall}
	answer, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	said, err := io.ReadAll(io.LimitReader(answer.Body, maxBody))
	if err != nil {
		return nil, err
	}
	var into map[string]any
	if err := json.Unmarshal(said, &into); err != nil || answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s %s: %s: %s", method, path, answer.Status, said)
	}
	return into, nil
}

// ErrShort is a cart that there is not enough stock for.
var ErrShort = errors.New("not enough stock")

// Buy is a buyer who orders through the shop's pages. It gives the order's id, or ErrShort.
func (r *Real) Buy(lines ...Line) (order string, err error) {
	cart, err := r.Fill(lines...)
	if err != nil {
		return "", err
	}
	return r.Order(cart)
}

// Fill makes a cart that lacks nothing but to be ordered, and gives its id.
func (r *Real) Fill(lines ...Line) (cart string, err error) {
	step := func(path string, body any, names ...string) string {
		if err != nil {
			return ""
		}
		var answer map[string]any
		answer, err = r.store(path, body)
		return follow(answer, names...)
	}
	address := object{"first_name": "สมหญิง", "last_name": "ใจดี", "address_1": "99/1 ม.4", "city": "เมือง", "province": "เชียงราย", "postal_code": "57000", "country_code": "th", "phone": "0812345678"}
	cart = step("carts", object{"region_id": r.region, "sales_channel_id": r.channelID, "email": "s@example.test", "shipping_address": address, "billing_address": address}, "cart", "id")
	for _, line := range lines {
		variant, missing := r.variant(line.SKU)
		if missing != nil {
			return "", missing
		}
		step("carts/"+cart+"/line-items", object{"variant_id": variant, "quantity": line.Pieces})
	}
	step("carts/"+cart+"/shipping-methods", object{"option_id": r.shipping})
	collection := step("payment-collections", object{"cart_id": cart}, "payment_collection", "id")
	step("payment-collections/"+collection+"/payment-sessions", object{"provider_id": "pp_system_default"})
	return cart, err
}

// Order makes a cart an order and gives its id, or ErrShort.
func (r *Real) Order(cart string) (order string, err error) {
	answer, err := r.store("carts/"+cart+"/complete", object{})
	if err != nil && (strings.Contains(err.Error(), "inventory") || strings.Contains(err.Error(), "stock")) {
		return "", fmt.Errorf("%w: %w", ErrShort, err)
	}
	if order = follow(answer, "order", "id"); err == nil && order == "" { // Medusa answers with the cart, and why it stays one
		err = ErrShort
	}
	return order, err
}

// store makes a call as the shop's pages do.
func (r *Real) store(path string, body any) (map[string]any, error) {
	return r.call("POST", "/store/"+path, body, func(request *http.Request) { request.Header.Set("x-publishable-api-key", r.publishable) })
}

func (r *Real) variant(sku string) (string, error) {
	answer, err := r.Admin("GET", "/admin/product-variants?fields=id&sku="+url.QueryEscape(sku), nil)
	if err != nil {
		return "", err
	}
	id := follow(answer, "variants", "id")
	if id == "" {
		return "", fmt.Errorf("there is no %s", sku)
	}
	return id, nil
}

// Pay captures the payment of an order.
func (r *Real) Pay(order string) {
	r.t.Helper()
	payment := r.must("GET", "/admin/orders/"+order+"?fields=id,*payment_collections.payments", nil)("order", "payment_collections", "payments", "id")
	r.must("POST", "/admin/payments/"+payment+"/capture", object{})
}
