package woo

import (
	"encoding/json"
	"net/http"
	"strconv"
	"time"

	"github.com/talat-pos/talat/internal/testkit/faulty"
)

const kind = "application/json; charset=UTF-8"

// says is an answer of JSON.
func says(status int, body any) faulty.Answer {
	data, err := json.Marshal(body)
	if err != nil {
		panic(err) // maps and structs of the shop
	}
	return faulty.Answer{Status: status, Header: http.Header{"Content-Type": {kind}}, Body: data}
}

// Error is a refusal as WordPress writes it.
func Error(status int, code, message string) faulty.Answer {
	return says(status, map[string]any{"code": code, "message": message, "data": map[string]any{"status": status}})
}

// wrongParam refuses one field.
func wrongParam(name, why string) faulty.Answer {
	return says(http.StatusBadRequest, map[string]any{"code": "rest_invalid_param", "message": "Invalid parameter(s): " + name,
		"data": map[string]any{"status": 400, "params": map[string]any{name: why}}})
}

func noRoute() faulty.Answer {
	return Error(http.StatusNotFound, "rest_no_route", "No route was found matching the URL and request method.")
}

// gone refuses a number that nothing has. WooCommerce says 404 of it when it is asked for, and 400 when it is written.
func gone(r *request, what string) faulty.Answer {
	status := http.StatusNotFound
	if r.Method == http.MethodPut {
		status = http.StatusBadRequest
	}
	return Error(status, "woocommerce_rest_"+what+"_invalid_id", "Invalid ID.")
}

// Refuse answers with an error of WordPress and carries nothing out.
func Refuse(status int, code, message string) faulty.Fault {
	a := Error(status, code, message)
	return faulty.Fault{Name: code, Instead: func(w http.ResponseWriter, _ *http.Request) { a.Write(w) }}
}

// NoRoute answers as if the plug-in were turned off.
func NoRoute() faulty.Fault {
	return Refuse(http.StatusNotFound, "rest_no_route", "No route was found matching the URL and request method.")
}

// Blocked answers with the page of a guard that stands before the shop.
func Blocked(status int) faulty.Fault {
	return faulty.Says(status, "text/html; charset=UTF-8", "<!DOCTYPE html><title>Access denied</title><p>Your access to this site has been limited</p>")
}

// Critical answers as PHP does when it dies.
func Critical() faulty.Fault {
	return Refuse(http.StatusInternalServerError, "internal_server_error", "<p>There has been a critical error on this website.</p><p><a href=\"https://wordpress.org/\">Learn more.</a></p>")
}

// paged gives one page of what was found, with the headers that tell how many there are.
func paged[T any](r *request, all []T, show func(T) map[string]any) faulty.Answer {
	query := r.URL.Query()
	size, page := 10, 1
	for name, into := range map[string]*int{"per_page": &size, "page": &page} {
		if text := query.Get(name); text != "" {
			n, err := strconv.Atoi(text)
			if err != nil || n < 1 || name == "per_page" && n > 100 {
				return wrongParam(name, name+" must be between 1 (inclusive) and 100 (inclusive)")
			}
			*into = n
		}
	}
	from := min((page-1)*size, len(all))
	shown := []any{}
	for _, one := range all[from:min(from+size, len(all))] {
		shown = append(shown, show(one))
	}
	a := says(http.StatusOK, shown)
	a.Header.Set("X-WP-Total", strconv.Itoa(len(all)))
	a.Header.Set("X-WP-TotalPages", strconv.Itoa((len(all)+size-1)/size))
	return a
}

const stamp = "2006-01-02T15:04:05"

// dates gives a time as WooCommerce writes it: in the site's zone, which is Thailand, and in GMT, both without a zone.
func dates(name string, at time.Time) map[string]any {
	return map[string]any{name: at.UTC().Add(7 * time.Hour).Format(stamp), name + "_gmt": at.UTC().Format(stamp)}
}

func (s *Shop) index(*request) faulty.Answer {
	return says(http.StatusOK, map[string]any{"name": "ตลาดชุมชน &amp; ของดีเชียงราย", "url": s.URL, "namespaces": []string{"wc/v3", "wp/v2"}})
}

// groups says where settings stand.
var groups = map[string][]string{
	"general":  {"woocommerce_currency", "woocommerce_default_country", "woocommerce_calc_taxes"},
	"products": {"woocommerce_weight_unit", "woocommerce_dimension_unit", "woocommerce_manage_stock"},
	"tax":      {"woocommerce_prices_include_tax"},
}

func (s *Shop) getSettings(r *request) faulty.Answer {
	all := []any{map[string]any{"id": "woocommerce_strange", "value": []string{"a", "b"}}} // some have several values
	for _, id := range groups[r.PathValue("group")] {
		all = append(all, map[string]any{"id": id, "value": s.settings[id], "type": "text"})
	}
	if len(all) == 1 {
		return Error(http.StatusNotFound, "rest_setting_setting_group_invalid", "Invalid setting group.")
	}
	return says(http.StatusOK, all)
}

func (s *Shop) getSetting(r *request) faulty.Answer {
	return says(http.StatusOK, map[string]any{"id": r.PathValue("id"), "value": s.settings[r.PathValue("id")]})
}
