// Package medusa is Medusa 2 for tests: a small double with state and a script of faults, which answers as the real
// one was seen to (version 2.21.2), and the real one itself where build/medusa/test.sh has started it.
package medusa

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/testkit/faulty"
)

// What the double knows from the first.
const (
	Key      = "sk_0123456789abcdef"
	StoreID  = "store_1"
	Location = "บ้านสันทราย"
	Channel  = "แพลตฟอร์มกลาง"

	locationID = "sloc_1"
	channelID  = "sc_1"
	profileID  = "sp_1"
)

// Double is a Medusa that only tests have.
type Double struct {
	URL string

	now      clock.Clock
	frozen   time.Time
	mu       sync.Mutex
	script   faulty.Script
	calls    map[string]int
	journal  []Call
	last     int
	products []*product
	levels   map[string]*Level // by the variant's SKU, of our location
	orders   []*Order
	files    []File
	stores   object // what is changed by Settings
	places   object
	profiles object
}

// Call is one that came.
type Call struct {
	Operation string
	Path      string
	Header    http.Header
	Body      []byte
	Fault     string
}

// Level is what lies at the location.
type Level struct {
	OnHand, Reserved int
	updated          string
}

// File is a picture that was sent.
type File struct {
	Name, Kind, URL string
	Data            []byte
}

type object = map[string]any

// Open starts a double that ends with the test, by the system's clock where none is given.
func Open(t testing.TB, now clock.Clock) *Double {
	t.Helper()
	if now == nil {
		now = clock.System
	}
	d := &Double{now: now, calls: map[string]int{}, levels: map[string]*Level{}}
	d.stores = object{"stores": []any{object{"id": StoreID, "name": "ศูนย์สันทราย", "supported_currencies": []any{object{"currency_code": "thb"}}}}}
	d.places = object{"stock_locations": []any{object{"id": locationID, "name": Location, "sales_channels": []any{object{"id": channelID, "name": Channel}}}}}
	d.profiles = object{"shipping_profiles": []any{object{"id": profileID, "name": "Default Shipping Profile", "type": "default"}}}
	server := httptest.NewServer(d.routes())
	t.Cleanup(server.Close)
	d.URL = server.URL
	return d
}

// On lets the next calls of an operation go wrong, one fault each; "" is any operation.
func (d *Double) On(operation string, faults ...faulty.Fault) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.script.On(operation, faults...)
}

// Always asks before each call what goes wrong with it, under the double's lock.
func (d *Double) Always(choose func(operation string, n int) *faulty.Fault) {
	d.mu.Lock()
	defer d.mu.Unlock()
	d.script.Always(choose)
}

// Calls counts those of an operation, "" = all.
func (d *Double) Calls(operation string) int {
	d.mu.Lock()
	defer d.mu.Unlock()
	if operation == "" {
		return len(d.journal)
	}
	return d.calls[operation]
}

// Journal gives the calls that came, oldest first.
func (d *Double) Journal() []Call {
	d.mu.Lock()
	defer d.mu.Unlock()
	return slices.Clone(d.journal)
}

// request is a call on its way.
type request struct {
	*http.Request
	body []byte
}

// reply is what the double says.
type reply struct {
	status int
	body   any
}

// refusal is an error as Medusa tells it.
func refusal(status int, kind, format string, values ...any) reply {
	return reply{status, object{"type": kind, "message": fmt.Sprintf(format, values...)}}
}

func (d *Double) routes() http.Handler {
	mux := http.NewServeMux()
	on := func(pattern, operation string, do func(*request) reply) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { d.serve(w, r, operation, do) })
	}
	says := func(what *object) func(*request) reply {
		return func(*request) reply { return reply{http.StatusOK, *what} }
	}
	on("GET /admin/stores", "stores", says(&d.stores))
	on("GET /admin/stock-locations", "locations", says(&d.places))
	on("GET /admin/shipping-profiles", "profiles", says(&d.profiles))
	on("GET /admin/products", "products", d.listProducts)
	on("POST /admin/products", "createProduct", d.createProduct)
	on("POST /admin/products/{id}", "updateProduct", d.updateProduct)
	on("POST /admin/uploads", "upload", d.upload)
	on("POST /admin/inventory-items/{item}/location-levels", "createLevel", d.createLevel)
	on("POST /admin/inventory-items/{item}/location-levels/{location}", "setLevel", d.setLevel)
	on("GET /admin/orders", "orders", d.listOrders)
	on("GET /admin/orders/{id}", "order", d.getOrder)
	on("POST /admin/orders/{id}", "updateOrder", d.updateOrder)
	on("POST /admin/orders/{id}/cancel", "cancelOrder", d.cancelOrder)
	on("POST /admin/orders/{id}/fulfillments", "fulfil", d.fulfil)
	on("POST /admin/orders/{id}/fulfillments/{parcel}/cancel", "dissolve", d.dissolve)
	on("POST /admin/orders/{id}/fulfillments/{parcel}/shipments", "ship", d.ship)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) { // as Express does
		w.Header().Set("Content-Type", "text/html; charset=utf-8")
		w.WriteHeader(http.StatusNotFound)
		_, _ = fmt.Fprintf(w, "<!DOCTYPE html>\n<pre>Cannot %s %s</pre>\n", r.Method, r.URL.Path)
	})
	return mux
}

const maxBody = 8 << 20

// serve carries a call out, unless the script has something else in mind.
func (d *Double) serve(w http.ResponseWriter, r *http.Request, operation string, do func(*request) reply) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
	if err != nil {
		return // whoever asked went away
	}
	d.mu.Lock()
	d.calls[operation]++
	fault := d.script.Next(operation, d.calls[operation])
	entry := Call{operation, r.URL.RequestURI(), r.Header, body, ""}
	if fault != nil {
		entry.Fault = fault.Name
	}
	d.journal = append(d.journal, entry)
	var said reply
	for range fault.Times() {
		if user, password, _ := r.BasicAuth(); user != Key || password != "" {
			said = reply{http.StatusUnauthorized, object{"message": "Unauthorized"}}
			continue
		}
		said = do(&request{r, body})
	}
	text, err := json.Marshal(said.body)
	d.mu.Unlock()
	if err != nil {
		panic(err)
	}
	header := http.Header{"Content-Type": {"application/json; charset=utf-8"}, "Date": {d.now().UTC().Format(http.TimeFormat)}}
	fault.Give(w, r, &faulty.Answer{Status: said.status, Header: header, Body: text})
}

// read reads the body of a call, which may hold no field that Medusa does not know.
func (r *request) read(into any) *reply {
	decoder := json.NewDecoder(strings.NewReader(string(r.body)))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		refused := refusal(http.StatusBadRequest, "invalid_data", "Invalid request: %v", err)
		return &refused
	}
	return nil
}

// id gives the next one of a kind.
func (d *Double) id(kind string) string {
	d.last++
	return fmt.Sprintf("%s_%04d", kind, d.last)
}

// moment is the double's time as Medusa writes it.
func (d *Double) moment() string {
	at := d.frozen
	if at.IsZero() {
		at = d.now()
	}
	return at.UTC().Format("2006-01-02T15:04:05.000Z")
}

// page gives what a feed asks for: what changed since a moment, by its change, so many after so many.
func page[T any](r *request, all []T, updated func(T) string) []T {
	query := r.URL.Query()
	since, _ := time.Parse(time.RFC3339, query.Get("updated_at[$gte]"))
	var found []T
	for _, one := range all {
		if at, err := time.Parse(time.RFC3339, updated(one)); err != nil || !at.Before(since) {
			found = append(found, one)
		}
	}
	slices.SortStableFunc(found, func(a, b T) int { return strings.Compare(updated(a), updated(b)) })
	limit, offset := 50, 0
	_, _ = fmt.Sscan(query.Get("limit"), &limit)
	_, _ = fmt.Sscan(query.Get("offset"), &offset)
	found = found[min(offset, len(found)):]
	return append([]T{}, found[:min(limit, len(found))]...)
}
