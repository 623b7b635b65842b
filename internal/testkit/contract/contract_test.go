package contract

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
)

const (
	listing = `{"seller_sku":"A","name":{"th":"มะม่วง"},"price":{"amount":"150.00","currency":"THB"},"shipping_weight_g":120,"availability":"in_stock"}`
	stored  = `{"seller_sku":"A","name":{"th":"มะม่วง"},"price":{"amount":"150.00","currency":"THB"},"shipping_weight_g":120,"availability":"in_stock",
		"listing_id":"l-1","revision":1,"moderation":"pending","deleted":false,"updated_at":"2026-11-23T04:30:00Z"}`
	level   = `{"on_hand":1,"reserved":0,"available":1,"version":2}`
	problem = `{"type":"/problems/validation","title":"no","status":422}`
)

// The checker must find what is wrong: one that lets everything pass would prove nothing of the others.
func TestTheCheckerFindsWhatIsWrong(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	hash := strings.Repeat("a", 64)
	for name, e := range map[string]struct {
		method, path, sent, kind string
		headers                  string
		status                   int
		got, gotKind, gotHeaders string
		request, answer          string // a part of what is found, "" for nothing
	}{
		"a listing":           {"PUT", "/v1/listings/A", listing, "application/json", "", 201, stored, "application/json", `ETag:"r1"`, "", ""},
		"a price as a number": {"PUT", "/v1/listings/A", strings.Replace(listing, `"150.00"`, `150`, 1), "application/json", "", 201, stored, "application/json", `ETag:"r1"`, "amount", ""},
		"one decimal":         {"PUT", "/v1/listings/A", strings.Replace(listing, `150.00`, `150.0`, 1), "application/json", "", 201, stored, "application/json", `ETag:"r1"`, "amount", ""},
		"a price of nothing":  {"PUT", "/v1/listings/A", strings.Replace(listing, `150.00`, `0.00`, 1), "application/json", "", 201, stored, "application/json", `ETag:"r1"`, "amount", ""},
		"an unknown field":    {"PUT", "/v1/listings/A", strings.Replace(listing, `{`, `{"colour":"red",`, 1), "application/json", "", 201, stored, "application/json", `ETag:"r1"`, "colour", ""},
		"a bad SKU":           {"PUT", "/v1/listings/-a", listing, "application/json", "", 201, stored, "application/json", `ETag:"r1"`, "seller_sku", ""},
		"no token":            {"PUT", "/v1/listings/A", listing, "application/json", "Authorization:", 201, stored, "application/json", `ETag:"r1"`, "token", ""},
		"refused with reason": {"PUT", "/v1/listings/A", `{}`, "application/json", "", 422, problem, "application/problem+json", "", "", ""},
		"no ETag":             {"PUT", "/v1/listings/A", listing, "application/json", "", 201, stored, "application/json", "", "", "ETag"},
		"half an answer":      {"PUT", "/v1/listings/A", listing, "application/json", "", 201, stored[:60], "application/json", `ETag:"r1"`, "", "body"},
		"no revision":         {"PUT", "/v1/listings/A", listing, "application/json", "", 200, strings.Replace(stored, `"revision":1,`, "", 1), "application/json", `ETag:"r1"`, "", "revision"},
		"a page for JSON":     {"PUT", "/v1/listings/A", listing, "application/json", "", 200, "<html>", "text/html", `ETag:"r1"`, "", "text/html"},
		"a stray status":      {"PUT", "/v1/listings/A", listing, "application/json", "", 299, "<html>", "text/html", "", "", "text/html"},
		"a difference":        {"POST", "/v1/inventory/A/adjustments", `{"delta":-1,"reason":"sale","occurred_at":"2026-11-23T04:30:00Z"}`, "application/json", "Idempotency-Key:12345678", 200, level, "application/json", "", "", ""},
		"a difference of 0":   {"POST", "/v1/inventory/A/adjustments", `{"delta":0,"reason":"sale","occurred_at":"2026-11-23T04:30:00Z"}`, "application/json", "Idempotency-Key:12345678", 200, level, "application/json", "", "delta", ""},
		"both ways at once":   {"POST", "/v1/inventory/A/adjustments", `{"delta":-1,"reason":"sale","occurred_at":"2026-11-23T04:30:00Z","set":1,"expected":2}`, "application/json", "Idempotency-Key:12345678", 200, level, "application/json", "", "set", ""},
		"no key":              {"POST", "/v1/inventory/A/adjustments", `{"set":1,"expected":2}`, "application/json", "", 200, level, "application/json", "", "Idempotency-Key", ""},
		"a local time":        {"POST", "/v1/inventory/A/adjustments", `{"delta":-1,"reason":"sale","occurred_at":"2026-11-23T11:30:00+07:00"}`, "application/json", "Idempotency-Key:12345678", 200, level, "application/json", "", "occurred_at", ""},
		"no Retry-After":      {"POST", "/v1/inventory/A/adjustments", `{"set":1,"expected":2}`, "application/json", "Idempotency-Key:12345678", 429, strings.ReplaceAll(problem, "422", "429"), "application/problem+json", "", "", "Retry-After"},
		"a picture":           {"PUT", "/v1/media/" + hash, "\xff\xd8\xff", "image/jpeg", "", 201, `{"sha256":"` + hash + `"}`, "application/json", "", "", ""},
		"a picture of GIF":    {"PUT", "/v1/media/" + hash, "GIF89a", "image/gif", "", 201, `{"sha256":"` + hash + `"}`, "application/json", "", "image/gif", ""},
		"an unknown call":     {"GET", "/v1/everything", "", "", "", 200, `{}`, "application/json", "", "everything", ""},
	} {
		r := httptest.NewRequest(e.method, "http://127.0.0.1:1234"+e.path, nil)
		r.Header.Set("Authorization", "Bearer x")
		r.Header.Set("Content-Type", e.kind)
		put(r.Header, e.headers)
		header := http.Header{"Content-Type": {e.gotKind}}
		put(header, e.gotHeaders)
		_, request, answer := c.Check(&Exchange{r, []byte(e.sent), e.status, header, []byte(e.got)})
		for kind, pair := range map[string]struct {
			found error
			want  string
		}{"request": {request, e.request}, "answer": {answer, e.answer}} {
			if (pair.found == nil) != (pair.want == "") || pair.found != nil && !strings.Contains(pair.found.Error(), pair.want) {
				t.Errorf("%s: of the %s is said %v, want %q", name, kind, pair.found, pair.want)
			}
		}
	}
}

func put(header http.Header, line string) {
	if name, value, found := strings.Cut(line, ":"); found {
		header.Set(name, value)
		if value == "" {
			header.Del(name)
		}
	}
}

func TestOperations(t *testing.T) {
	c, err := Load()
	if err != nil {
		t.Fatal(err)
	}
	if all := c.Operations(); len(all) != 19 {
		t.Errorf("%d operations: %v", len(all), all)
	}
}
