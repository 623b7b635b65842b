// Package woo is a shop of WooCommerce that only tests have: its REST API, version 3, and WordPress's library of
// pictures, as far as our connector speaks to them. It keeps products, pictures and orders in memory, answers as the
// real one was seen or is documented to answer, is as strict about types as its schemas are, and misbehaves as a
// script tells it.
package woo

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/testkit/faulty"
)

// Credentials that the shop knows.
const (
	Key      = "ck_0123456789abcdef0123456789abcdef01234567"
	Secret   = "cs_89abcdef0123456789abcdef0123456789abcdef" // a secret of tests only
	User     = "ผู้จัดการร้าน"
	Password = "abcd EFGH 1234 ijkl MNOP 5678" // as WordPress shows it
)

// Options changes how a shop is.
type Options struct {
	Now        clock.Clock       // clock.System when nil
	Settings   map[string]string // over those of a Thai shop: woocommerce_weight_unit …
	ReadOnly   bool              // the key may only read
	NoPassword bool              // application passwords are turned off
	Downloads  bool              // pictures given by an address are found
	Renames    bool              // a plug-in gives pictures names of its own
	BatchMost  int               // items of a batch, 100 when 0
}

// Shop is one that runs. Its methods may be called from many goroutines.
type Shop struct {
	URL string

	t       testing.TB
	options Options

	mu       sync.Mutex
	script   faulty.Script
	calls    map[string]int
	journal  []Call
	last     int // number of the last post: products, pictures and orders have one row of numbers
	settings map[string]string
	products map[int]*Product
	media    map[int]*Media
	orders   map[int]*Order
	made     map[string]int // products by SKU
}

// Call is one that came.
type Call struct {
	Operation     string
	Method, Path  string
	Authorization string
	Body          []byte
	Status        int // of the true answer, 0 where a fault stood in its place
}

// New starts a shop that ends with the test.
func New(t testing.TB) *Shop { return Open(t, Options{}) }

// Open is New with options.
func Open(t testing.TB, options Options) *Shop {
	t.Helper()
	if options.Now == nil {
		options.Now = clock.System
	}
	if options.BatchMost == 0 {
		options.BatchMost = 100
	}
	s := &Shop{t: t, options: options, calls: map[string]int{}, last: 100, products: map[int]*Product{}, media: map[int]*Media{},
		orders: map[int]*Order{}, made: map[string]int{}, settings: map[string]string{
			"woocommerce_currency": "THB", "woocommerce_default_country": "TH:TH-57", "woocommerce_calc_taxes": "no",
			"woocommerce_weight_unit": "kg", "woocommerce_dimension_unit": "cm", "woocommerce_manage_stock": "yes",
			"woocommerce_prices_include_tax": "no",
		}}
	for name, value := range options.Settings {
		s.settings[name] = value
	}
	server := httptest.NewServer(s.routes())
	t.Cleanup(server.Close)
	s.URL = server.URL
	return s
}

// On lets the next calls of an operation go wrong, one fault each; "" is any operation.
func (s *Shop) On(operation string, faults ...faulty.Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.script.On(operation, faults...)
}

// Always asks before each call what goes wrong with it, nil for nothing. It is asked under the shop's lock, so it may
// keep a state but call no method.
func (s *Shop) Always(choose func(operation string, n int) *faulty.Fault) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.script.Always(choose)
}

// Set changes a setting of the shop.
func (s *Shop) Set(name, value string) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.settings[name] = value
}

// Journal gives the calls that came, oldest first.
func (s *Shop) Journal() []Call {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.journal)
}

// Calls counts those of an operation.
func (s *Shop) Calls(operation string) int {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.calls[operation]
}

// request is a call on its way through the shop.
type request struct {
	*http.Request
	body []byte
}

func (s *Shop) routes() http.Handler {
	mux := http.NewServeMux()
	on := func(pattern, operation string, do func(*request) faulty.Answer) {
		mux.HandleFunc(pattern, func(w http.ResponseWriter, r *http.Request) { s.serve(w, r, operation, do) })
	}
	const wc, wp = "/wp-json/wc/v3", "/wp-json/wp/v2"
	on("GET /wp-json/{$}", "index", s.index)
	on("GET "+wc+"/settings/{group}", "settings", s.getSettings)
	on("GET "+wc+"/settings/{group}/{id}", "setting", s.getSetting)
	on("GET "+wc+"/products", "listProducts", s.listProducts)
	on("POST "+wc+"/products", "createProduct", s.createProduct)
	on("POST "+wc+"/products/batch", "batchProducts", s.batchProducts)
	on("GET "+wc+"/products/{id}", "getProduct", s.getProduct)
	on("PUT "+wc+"/products/{id}", "updateProduct", s.updateProduct)
	on("PUT "+wc+"/products/{parent}/variations/{id}", "updateVariation", s.updateVariation)
	on("GET "+wc+"/orders", "listOrders", s.listOrders)
	on("GET "+wc+"/orders/{id}", "getOrder", s.getOrder)
	on("PUT "+wc+"/orders/{id}", "updateOrder", s.updateOrder)
	on("GET "+wc+"/orders/{id}/notes", "listNotes", s.listNotes)
	on("POST "+wc+"/orders/{id}/notes", "createNote", s.createNote)
	on("GET "+wp+"/media", "listMedia", s.listMedia)
	on("POST "+wp+"/media", "createMedia", s.createMedia)
	on("/", "unknown", func(r *request) faulty.Answer {
		s.t.Errorf("WooCommerce has no %s %s, as far as this shop knows", r.Method, r.URL.Path)
		return noRoute()
	})
	return mux
}

const maxLogged = 20_000 // calls

// serve carries a call out, unless the script has something else in mind.
func (s *Shop) serve(w http.ResponseWriter, r *http.Request, operation string, do func(*request) faulty.Answer) {
	body, err := io.ReadAll(io.LimitReader(r.Body, 8<<20))
	if err != nil {
		return // whoever asked went away
	}
	call := &request{r, body}
	s.mu.Lock()
	s.calls[operation]++
	fault := s.script.Next(operation, s.calls[operation])
	var said faulty.Answer
	for range fault.Times() {
		said = s.allowed(call, operation, do)
	}
	if len(s.journal) == maxLogged {
		s.journal = slices.Delete(s.journal, 0, maxLogged/2)
	}
	s.journal = append(s.journal, Call{Operation: operation, Method: r.Method, Path: r.URL.RequestURI(), Authorization: r.Header.Get("Authorization"), Body: body, Status: said.Status})
	now := s.options.Now().UTC()
	s.mu.Unlock()
	w.Header().Set("Date", now.Format(http.TimeFormat))
	fault.Give(w, r, &said)
}

// allowed carries a call out for whoever may make it. Plain http stands for https here: the real one takes Basic
// over https alone.
func (s *Shop) allowed(call *request, operation string, do func(*request) faulty.Answer) faulty.Answer {
	if operation == "index" || operation == "unknown" {
		return do(call)
	}
	name, word, _ := call.BasicAuth()
	manager := !s.options.NoPassword && name == User && word == strings.ReplaceAll(Password, " ", "")
	press := strings.HasPrefix(call.URL.Path, "/wp-json/wp/")
	switch {
	case press && !manager:
		return Error(http.StatusUnauthorized, "incorrect_password", "The provided password is an invalid application password.")
	case manager:
	case name == Key && word != Secret:
		return Error(http.StatusUnauthorized, "woocommerce_rest_authentication_error", "Consumer secret is invalid.")
	case name != Key && call.Method == http.MethodGet:
		return Error(http.StatusUnauthorized, "woocommerce_rest_cannot_view", "Sorry, you cannot list resources.")
	case name != Key:
		return Error(http.StatusUnauthorized, "woocommerce_rest_cannot_create", "Sorry, you are not allowed to create resources.")
	case s.options.ReadOnly && call.Method != http.MethodGet:
		return Error(http.StatusUnauthorized, "woocommerce_rest_authentication_error", "The API key provided does not have write permissions.")
	}
	return do(call)
}

// read reads a body strictly: a field that we have no business with, or of another type, is refused. The real one
// passes over fields it does not know, which would hide that we misspelled one.
func (r *request) read(into any) *faulty.Answer {
	decoder := json.NewDecoder(bytes.NewReader(r.body))
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(into); err != nil {
		a := Error(http.StatusBadRequest, "rest_invalid_param", "Invalid parameter(s): "+err.Error())
		return &a
	}
	return nil
}

func (s *Shop) number() int {
	s.last++
	return s.last
}
