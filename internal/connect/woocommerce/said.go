package woocommerce

import (
	"cmp"
	"encoding/json"
	"html"
	"regexp"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/thai"
)

// refusal is an error as WordPress writes it.
type refusal struct {
	Code    loose `json:"code"`
	Message loose `json:"message"`
	Data    struct {
		Status   loose            `json:"status"`
		Resource loose            `json:"resource_id"` // of a SKU that is there already
		Params   map[string]loose `json:"params"`      // of fields that were refused
	} `json:"data"`
}

// refusalOf reads what was said with an error, nil where it was nothing of WordPress.
func refusalOf(err error) *refusal {
	said := connect.SaidOf(err)
	if said == nil || said.Kind != "application/json" {
		return nil
	}
	r := new(refusal)
	_ = json.Unmarshal(said.Body, r) // data of another shape leaves the code readable
	if r.Code == "" {
		return nil
	}
	return r
}

// classified gives the failure that an error is, in WordPress's words.
func (c *Client) classified(err error) error {
	failure := connect.Classify(c.http.Host(), err)
	said := connect.SaidOf(failure)
	if said == nil {
		return failure
	}
	status, _ := fault.Of(err).Values["status"].(string)
	if r := refusalOf(failure); r != nil {
		c.explain(failure, r)
		return failure
	}
	switch failure.Class {
	case publishing.KeyRefused: // a guard stands before the shop: it is not the key
		failure.Err = c.because(failure, "woo_blocked", fault.Values{"status": status})
	case publishing.Absent, publishing.Refused, publishing.Stale, publishing.CursorGone: // nothing that knows the goods has answered
		failure.Class, failure.Err = publishing.WrongAnswer, c.because(failure, "woo_no_api", nil)
	}
	return failure
}

// because is a fault that keeps what was said as its cause.
func (c *Client) because(failure *publishing.Failure, code string, values fault.Values) error {
	whole := fault.Of(c.fault(code, values))
	whole.Err = failure.Err
	return whole
}

// explain puts a failure into the class that its code means, whatever the status: WooCommerce says 400 of a product
// that is not there, and 500 of a picture that it does not take.
func (c *Client) explain(failure *publishing.Failure, r *refusal) {
	code := string(r.Code)
	failure.Slug, failure.Words = clean(code, maxID*2), plain(string(r.Message), maxNote)
	for field, why := range r.Data.Params {
		failure.Fields = append(failure.Fields, publishing.FieldNote{Pointer: "/" + clean(field, maxID), Words: plain(string(why), maxNote)})
	}
	slices.SortFunc(failure.Fields, func(a, b publishing.FieldNote) int { return cmp.Compare(a.Pointer, b.Pointer) })
	failure.Fields = failure.Fields[:min(len(failure.Fields), 20)]
	says := fault.Values{"text": cmp.Or(failure.Words, failure.Slug)}
	switch {
	case code == "rest_no_route":
		failure.Class, failure.Err = publishing.WrongAnswer, c.because(failure, "woo_no_api", nil)
	case strings.HasSuffix(code, "_invalid_id"):
		failure.Class, failure.Err = publishing.Absent, c.because(failure, "woo_gone", nil)
	case failure.Class == publishing.KeyRefused:
		failure.Err = c.because(failure, "woo_key", says)
	case strings.HasPrefix(code, "rest_upload_"):
		failure.Class, failure.Err = publishing.Refused, c.because(failure, "woo_picture", says)
	case strings.HasSuffix(code, "_invalid_image_id") || strings.HasSuffix(code, "_image_upload_error"):
		clear(c.pictures)
		c.doubted = true
		failure.Class, failure.Err = publishing.Refused, c.because(failure, "woo_picture", says)
	case failure.Class != publishing.Later && failure.Class != publishing.Absent:
		failure.Err = c.because(failure, "channel_says", says)
	}
}

// skuTaken reports whether a product was not made because its SKU is there already, and where.
func skuTaken(failure *publishing.Failure) (id string, taken bool) {
	switch failure.Slug {
	case "product_invalid_sku", "woocommerce_rest_product_sku_already_exists", "woocommerce_product_sku_already_exists":
		taken = true
	case "woocommerce_rest_product_not_created": // what it says in words alone when two calls met
		taken = strings.Contains(failure.Words, "SKU")
	}
	if r := refusalOf(failure); taken && r != nil {
		id = digits(string(r.Data.Resource))
	}
	return id, taken
}

var tags = regexp.MustCompile(`<[^<>]*>`)

// plain makes one clean line of a text that may hold HTML.
func plain(text string, most int) string {
	return thai.Clean(html.UnescapeString(tags.ReplaceAllString(text, " ")), most)
}

func clean(text string, most int) string { return thai.Clean(text, most) }

// digits gives a number as WordPress numbers things, "" for what is none.
func digits(text string) string {
	if len(text) > 19 || strings.Trim(text, "0123456789") != "" || strings.Trim(text, "0") == "" {
		return ""
	}
	return text
}
