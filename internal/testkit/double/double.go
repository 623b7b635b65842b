// Package double is a platform that speaks the contract of docs/contract: it keeps listings, pictures, counts
// and orders in memory, counts what was really done for each idempotency key, and misbehaves as a script tells
// it. Every exchange is held against the contract, so a client that strays fails the test it runs in.
package double

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/testkit/contract"
	"github.com/talat-pos/talat/internal/testkit/faulty"
)

// Credentials that the platform knows.
const (
	ClientID = "shop-57"
	Secret   = "s3cr3t/with+signs=" // a secret of tests only
	SellerID = "s-1042"
)

// Options changes how a platform is.
type Options struct {
	Now       clock.Clock   // clock.System when nil
	TokenLife time.Duration // an hour when 0
	Live      bool          // listings are live at once; otherwise somebody must look (Moderate)
	Unchecked bool          // not held against the contract, for measuring
}

// Platform is one that runs. Its methods may be called from many goroutines.
type Platform struct {
	URL string

	t       testing.TB
	options Options
	checker *contract.Checker
	calls   map[string]int
	journal []Call

	mu       sync.Mutex
	script   faulty.Script
	tokens   map[string]time.Time
	issued   int
	seq      int // of the last change, for feeds
	epoch    int // cursors of another one are too old
	listings map[string]*listing
	made     int            // listings, ever
	media    map[string]int // hash to bytes
	levels   map[string]*Level
	orders   map[string]*Order
	hooks    map[string]map[string]any
	keys     map[string]kept
	applied  map[string]int
}

// Call is one that came.
type Call struct {
	Operation string // of the contract
	Method    string
	Path      string
	Header    http.Header
	Body      []byte
	Status    int // of the true answer, 0 where a fault stood in its place
	Fault     string
}

// New starts a platform that is held against the contract and ends with the test.
func New(t testing.TB) *Platform { return Open(t, Options{}) }

// Open is New with options.
func Open(t testing.TB, options Options) *Platform {
	t.Helper()
	if options.Now == nil {
		options.Now = clock.System
	}
	if options.TokenLife == 0 {
		options.TokenLife = time.Hour
	}
	p := &Platform{t: t, options: options, calls: map[string]int{}, tokens: map[string]time.Time{}, listings: map[string]*listing{},
		media: map[string]int{}, levels: map[string]*Level{}, orders: map[string]*Order{}, hooks: map[string]map[string]any{},
		keys: map[string]kept{}, applied: map[string]int{}, script: faulty.Script{Apart: "getToken"}}
	checker, err := contract.Load()
	if err != nil {
		t.Fatal(err)
	}
	p.checker = checker
	server := httptest.NewServer(p.routes())
	t.Cleanup(server.Close)
	p.URL = server.URL
	return p
}

// Uncheck ends the comparison with the contract, for a test in which the platform itself strays from it.
func (p *Platform) Uncheck() {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.options.Unchecked = true
}

// request is a call on its way through the platform.
type request struct {
	*http.Request
	operation string
	body      []byte
}

// answer is what the platform says.
type answer struct {
	status int
	header http.Header
	body   []byte
}

// routes leads to the operations, each by its id in the contract.
func (p *Platform) routes() http.Handler {
	mux := http.NewServeMux()
	on := func(pattern, operation string, scope string, do func(*request) answer) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { p.serve(w, r, operation, scope, do) })
	}
	on("POST /oauth/token", "getToken", open, p.getToken)
	on("GET /v1/seller", "getSeller", "", p.getSeller)
	on("GET /v1/listings", "listListings", listingsWrite, p.listListings)
	on("GET /v1/listings/{sku}", "getListing", listingsWrite, p.getListing)
	on("PUT /v1/listings/{sku}", "putListing", listingsWrite, p.putListing)
	on("DELETE /v1/listings/{sku}", "deleteListing", listingsWrite, p.deleteListing)
	on("POST /v1/listings:batch", "batchListings", listingsWrite, p.batchListings)
	on("GET /v1/media/{sha256}", "getMedia", listingsWrite, p.getMedia)
	on("PUT /v1/media/{sha256}", "putMedia", listingsWrite, p.putMedia)
	on("GET /v1/inventory/{sku}", "getStock", listingsWrite, p.getStock)
	on("POST /v1/inventory/{sku}/adjustments", "adjustStock", listingsWrite, p.adjustStock)
	on("GET /v1/orders", "listOrders", ordersRead, p.listOrders)
	on("GET /v1/orders/{order}", "getOrder", ordersRead, p.getOrder)
	on("POST /v1/orders/{order}/{action}", "actOnOrder", ordersWrite, p.actOnOrder)
	on("PUT /v1/orders/{order}/shipments/{shipment}", "putShipment", ordersWrite, p.putShipment)
	on("GET /v1/webhooks", "listWebhooks", ordersRead, p.listWebhooks)
	on("GET /v1/webhooks/{hook}", "getWebhook", ordersRead, p.getWebhook)
	on("PUT /v1/webhooks/{hook}", "putWebhook", ordersRead, p.putWebhook)
	on("DELETE /v1/webhooks/{hook}", "deleteWebhook", ordersRead, p.deleteWebhook)
	mux.HandleFunc("/", func(w http.ResponseWriter, r *http.Request) {
		p.t.Errorf("the contract has no %s %s", r.Method, r.URL.Path)
		problem(http.StatusNotFound, "not-found", "There is no such call").write(w)
	})
	return mux
}

const (
	maxBody   = 8 << 20
	maxLogged = 20_000 // calls
)

// serve carries a call out, unless the script has something else in mind, and holds it against the contract.
func (p *Platform) serve(w http.ResponseWriter, r *http.Request, operation, scope string, do func(*request) answer) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
	if err != nil {
		return // whoever asked went away
	}
	call := &request{r, operation, body}
	p.mu.Lock()
	p.calls[operation]++
	fault := p.script.Next(operation, p.calls[operation])
	var said answer
	for range fault.Times() {
		said = p.allowed(call, scope, do)
	}
	p.log(call, said.status, fault)
	checked := said.status != 0 && !p.options.Unchecked
	p.mu.Unlock()
	if checked {
		p.check(call, &said)
	}
	fault.Give(w, r, &faulty.Answer{Status: said.status, Header: said.header, Body: said.body})
}

func (p *Platform) allowed(call *request, scope string, do func(*request) answer) answer {
	if scope != open && !p.knows(call.Header.Get("Authorization")) {
		return problem(http.StatusUnauthorized, "unauthorized", "The token is not known")
	}
	return do(call)
}

func (p *Platform) log(call *request, status int, fault *Fault) {
	if len(p.journal) == maxLogged {
		p.journal = slices.Delete(p.journal, 0, maxLogged/2)
	}
	entry := Call{Operation: call.operation, Method: call.Method, Path: call.URL.RequestURI(), Header: call.Header, Body: call.body, Status: status}
	if fault != nil {
		entry.Fault = fault.Name
	}
	p.journal = append(p.journal, entry)
}

func (p *Platform) check(call *request, said *answer) {
	exchange := &contract.Exchange{Request: call.Request, Sent: call.body, Status: said.status, Header: said.header, Got: said.body}
	operation, request, answer := p.checker.Check(exchange)
	for _, err := range []error{request, answer} {
		if err != nil {
			p.t.Errorf("against the contract: %v\nsent %s\ngot %s", err, bytes.ToValidUTF8(call.body, nil), said.body)
		}
	}
	if operation != "" && operation != call.operation {
		p.t.Errorf("%s is served as %s", operation, call.operation)
	}
}

// Journal gives the calls that came, oldest first, also those that a fault kept from being carried out.
func (p *Platform) Journal() []Call {
	p.mu.Lock()
	defer p.mu.Unlock()
	return slices.Clone(p.journal)
}

// Calls counts those of an operation.
func (p *Platform) Calls(operation string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.calls[operation]
}

// Applied counts how often a change was carried out for an idempotency key; for a listing or a parcel its SKU
// or id stands in for the key, and to put the same again is no change.
func (p *Platform) Applied(key string) int {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.applied[key]
}

// MostApplied gives the idempotency key that was carried out most often, and how often: more than once is a
// fault of the platform or of whoever chose the keys.
func (p *Platform) MostApplied() (key string, times int) {
	p.mu.Lock()
	defer p.mu.Unlock()
	for each := range p.keys {
		if n := p.applied[each]; n > times || n == times && strings.Compare(each, key) < 0 {
			key, times = each, n
		}
	}
	return key, times
}

// now is the platform's time as the contract writes it.
func (p *Platform) now() time.Time { return p.options.Now().UTC() }

func (p *Platform) change() int {
	p.seq++
	return p.seq
}
