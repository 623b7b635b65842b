package connect

import (
	"bytes"
	"compress/gzip"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/fault"
)

func TestAddresses(t *testing.T) {
	for base, want := range map[string]string{
		"https://shop.example.com": "", "https://shop.example.com/wp": "", "http://127.0.0.1:8080": "", "http://[::1]:80": "", "http://localhost": "",
		"http://shop.example.com": "url_insecure", "http://192.168.1.5": "url_insecure", "http://localhost.example.com": "url_insecure",
		"": "url_unreadable", "shop.example.com": "url_unreadable", "ftp://shop.example.com": "url_unreadable", "https://": "url_unreadable",
		"https://user:pass@shop.example.com": "url_unreadable", "https://shop.example.com/?key=1": "url_unreadable",
		"https://shop.example.com/#a": "url_unreadable", "https://a b": "url_unreadable", "https://" + strings.Repeat("a", 600): "url_unreadable",
	} {
		if _, err := CheckURL(base); fault.Code(err) != want {
			t.Errorf("%.60s: %v, want %q", base, err, want)
		}
	}
}

// One call is one request, whatever comes of it: a library that tries again on its own would write twice.
func TestACallIsSentOnce(t *testing.T) {
	for _, method := range []string{http.MethodGet, http.MethodPost} {
		calls := 0
		server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
			calls++
			panic(http.ErrAbortHandler)
		}))
		c, err := New(server.URL, Limits{Time: 2 * time.Second, Body: 1000}, time.Now)
		if err != nil {
			t.Fatal(err)
		}
		err = c.JSON(t.Context(), Call{Method: method, Path: "/", Body: map[string]int{"a": 1}}, nil)
		server.Close()
		if !fault.Is(err, "net_cut") || method == http.MethodPost && calls != 1 {
			t.Errorf("%s: %v after %d calls", method, err, calls)
		}
	}
}

// A redirect is not followed, so no key reaches another host.
func TestARedirectIsNotFollowed(t *testing.T) {
	reached := false
	other := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	defer other.Close()
	server := httptest.NewServer(http.RedirectHandler(other.URL, http.StatusTemporaryRedirect))
	defer server.Close()
	c, err := New(server.URL, Limits{Time: 2 * time.Second, Body: 1000}, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	err = c.JSON(t.Context(), Call{Method: http.MethodPost, Path: "/", Authorization: NewSecret("Token x")}, nil)
	if !fault.Is(err, "net_moved") || reached {
		t.Errorf("%v, reached %v", err, reached)
	}
}

// A small packed answer that unpacks to a huge one is as large as what it unpacks to.
func TestAPackedAnswerIsBounded(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Encoding", "gzip")
		_, _ = w.Write(packed(t, bytes.Repeat([]byte(" "), 10<<20)))
	}))
	defer server.Close()
	c, err := New(server.URL, Limits{Time: 5 * time.Second, Body: 1 << 20}, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	if err := c.JSON(t.Context(), Call{Method: http.MethodGet, Path: "/"}, nil); !fault.Is(err, "net_answer_large") {
		t.Errorf("%v", err)
	}
}

func TestASecretIsWrittenAsStars(t *testing.T) {
	secret := NewSecret("hidden")
	holder := struct{ inner, Outer Secret }{secret, secret}
	var log bytes.Buffer
	slog.New(slog.NewTextHandler(&log, nil)).Info("token", "secret", secret, "holder", holder)
	slog.New(slog.NewJSONHandler(&log, nil)).Info("token", "secret", secret, "holder", holder)
	encoded, err := json.Marshal(holder)
	if err != nil {
		t.Fatal(err)
	}
	for _, said := range []string{fmt.Sprintf("%v %+v %#v %s %q %x %d", secret, holder, holder, secret, secret, secret, secret), string(encoded), log.String()} {
		if strings.Contains(said, "hidden") || strings.Contains(said, "68696464656e") || !strings.Contains(said, stars) {
			t.Errorf("%s", said)
		}
	}
	if secret.Reveal() != "hidden" || !NewSecret("").IsZero() || fmt.Sprint(Secret{}) != "" {
		t.Error("a secret is not what it was made of")
	}
}

func packed(t *testing.T, data []byte) []byte {
	t.Helper()
	var out bytes.Buffer
	w := gzip.NewWriter(&out)
	if _, err := w.Write(data); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return out.Bytes()
}
