package medusa

import (
	"bytes"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"

	"github.com/talat-pos/talat/internal/testkit/faulty"
)

// Between is what lies between a shop and a true platform: it passes calls on and lets some that write go wrong.
type Between struct {
	URL string

	upstream string
	mu       sync.Mutex
	choose   func(operation string) *faulty.Fault
}

// Stand puts a Between before a platform; it ends with the test.
func Stand(t testing.TB, upstream string) *Between {
	t.Helper()
	b := &Between{upstream: upstream}
	server := httptest.NewServer(b)
	t.Cleanup(server.Close)
	b.URL = server.URL
	return b
}

// Always asks before each call that writes what goes wrong with it, nil for nothing. An operation is a method and a
// path, such as "POST /admin/products". A nil choose lets all pass.
func (b *Between) Always(choose func(operation string) *faulty.Fault) {
	b.mu.Lock()
	defer b.mu.Unlock()
	b.choose = choose
}

func (b *Between) next(r *http.Request) *faulty.Fault {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.choose == nil || r.Method == http.MethodGet {
		return nil
	}
	return b.choose(r.Method + " " + r.URL.Path)
}

// ServeHTTP passes a call on, as often as the fault says.
func (b *Between) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	body, err := io.ReadAll(io.LimitReader(r.Body, maxBody))
	if err != nil {
		return // whoever asked went away
	}
	fault := b.next(r)
	said := &faulty.Answer{Status: http.StatusBadGateway, Header: http.Header{}}
	for range fault.Times() {
		if answer, err := b.pass(r, body); err == nil {
			said = answer
		}
	}
	fault.Give(w, r, said)
}

func (b *Between) pass(r *http.Request, body []byte) (*faulty.Answer, error) {
	on, err := http.NewRequest(r.Method, b.upstream+r.URL.RequestURI(), bytes.NewReader(body)) // it arrives also when whoever asked is gone
	if err != nil {
		return nil, err
	}
	on.Header = r.Header.Clone()
	on.Header.Del("Accept-Encoding")
	answer, err := http.DefaultTransport.RoundTrip(on)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	said, err := io.ReadAll(io.LimitReader(answer.Body, maxBody))
	if err != nil {
		return nil, err
	}
	answer.Header.Del("Content-Length")
	return &faulty.Answer{Status: answer.StatusCode, Header: answer.Header, Body: said}, nil
}
