package commonplatform

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"image"
	"image/png"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/testkit/double"
)

var noon = time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)

// shop is a client, the platform it speaks to, and the clock of both.
type shop struct {
	*Client
	platform *double.Platform
	t        *testing.T
	mu       sync.Mutex
	at       time.Time
}

func opened(t *testing.T) *shop { return openedWith(t, double.Options{}) }

func openedWith(t *testing.T, options double.Options) *shop {
	t.Helper()
	s := &shop{t: t, at: noon}
	options.Now = s.clock
	s.platform = double.Open(t, options)
	c, err := newClient(Access{URL: s.platform.URL, ID: double.ClientID, Secret: connect.NewSecret(double.Secret)}, s.clock, connect.Limits{Time: 500 * time.Millisecond, Body: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	s.Client = c
	return s
}

func (s *shop) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.at
}

func (s *shop) later(wait time.Duration) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.at = s.at.Add(wait)
}

// must ends the test on an error.
func must[T any](t *testing.T) func(T, error) T {
	return func(value T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

func (s *shop) put(listing publishing.Listing) publishing.Remote {
	s.t.Helper()
	return must[publishing.Remote](s.t)(s.Put(s.t.Context(), &listing, publishing.Known{}))
}

func mango(sku string) publishing.Listing {
	return publishing.Listing{SKU: sku, Title: "มะม่วงอบแห้ง 100 กรัม", Price: 150_00, VATIncluded: true, ShippingG: 120, Availability: publishing.InStock}
}

func sold(key string, pieces int) publishing.StockChange {
	return publishing.StockChange{SKU: "A", Key: key, Delta: -pieces, Reason: publishing.Sold, At: noon}
}

func picture(t *testing.T, shade uint8) publishing.Picture {
	t.Helper()
	var data bytes.Buffer
	drawn := image.NewGray(image.Rect(0, 0, 2, 2))
	drawn.Pix[0] = shade
	if err := png.Encode(&data, drawn); err != nil {
		t.Fatal(err)
	}
	sum := sha256.Sum256(data.Bytes())
	return publishing.Picture{Hash: hex.EncodeToString(sum[:]), Kind: "image/png", Data: data.Bytes()}
}

func TestWhoAmI(t *testing.T) {
	s := opened(t)
	account := must[publishing.Account](t)(s.Test(t.Context()))
	if account.ID != double.SellerID || account.Name != "วิสาหกิจชุมชนบ้านสันทราย" || account.Province != "TH-57" || account.Offset != 0 {
		t.Errorf("%+v", account)
	}
	ahead, err := New(Access{URL: s.platform.URL, ID: double.ClientID, Secret: s.secret}, func() time.Time { return noon.Add(90 * time.Second) })
	if err != nil {
		t.Fatal(err)
	}
	if account := must[publishing.Account](t)(ahead.Test(t.Context())); account.Offset != -90*time.Second {
		t.Errorf("the platform's clock is %v ahead of one that is a minute and a half fast", account.Offset)
	}
	s.platform.On("getSeller", double.Says(200, "application/json", `{"seller_id":7}`), double.Says(200, "application/json", `{}`))
	for range 2 {
		if _, err := s.Test(t.Context()); !publishing.Is(err, publishing.WrongAnswer) {
			t.Errorf("%v", err)
		}
	}
}

// A token is used until it ends, and one that ended early is renewed once.
func TestTokens(t *testing.T) {
	s := opened(t)
	ask := func() error {
		_, err := s.Test(t.Context())
		return err
	}
	for range 3 {
		if err := ask(); err != nil {
			t.Fatal(err)
		}
	}
	if s.platform.Issued() != 1 {
		t.Errorf("%d tokens for three calls", s.platform.Issued())
	}
	s.later(59*time.Minute + 40*time.Second) // seconds before its end
	if err := ask(); err != nil || s.platform.Issued() != 2 {
		t.Errorf("%v, %d tokens", err, s.platform.Issued())
	}
	s.platform.EndTokens()
	if err := ask(); err != nil || s.platform.Issued() != 3 {
		t.Errorf("%v, %d tokens", err, s.platform.Issued())
	}
	s.platform.On("getSeller", double.Refuse(401, "unauthorized"), double.Refuse(401, "unauthorized"))
	if err := ask(); !publishing.Is(err, publishing.KeyRefused) || s.platform.Issued() != 4 {
		t.Errorf("%v, %d tokens", err, s.platform.Issued())
	}
	s.platform.On("getSeller", double.Refuse(403, "seller-suspended"))
	if err := ask(); !publishing.Is(err, publishing.KeyRefused) || publishing.FailureOf(err).Slug != "seller-suspended" || s.platform.Issued() != 4 {
		t.Errorf("%v, %d tokens", err, s.platform.Issued())
	}
}

func TestNoToken(t *testing.T) {
	s := opened(t)
	c, err := New(Access{URL: s.platform.URL, ID: double.ClientID, Secret: connect.NewSecret("another")}, s.clock)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := c.Test(t.Context()); !publishing.Is(err, publishing.KeyRefused) || !fault.Is(err, "net_auth") {
		t.Errorf("%v", err)
	}
	s.put(mango("A"))
	for name, f := range map[string]struct {
		fault double.Fault
		want  publishing.Class
	}{
		"lost":      {double.LoseReply(), publishing.Later}, // nothing was done to the listing
		"in ruins":  {double.Refuse(500, "internal"), publishing.Later},
		"a page":    {double.HTML(), publishing.WrongAnswer},
		"empty":     {double.Says(200, "application/json", `{"access_token":"","token_type":"Bearer","expires_in":60}`), publishing.WrongAnswer},
		"two lines": {double.Says(200, "application/json", `{"access_token":"a\r\nX: y","token_type":"Bearer","expires_in":60}`), publishing.WrongAnswer},
		"of 400":    {double.Says(400, "application/json", `{"error":"invalid_client"}`), publishing.KeyRefused},
	} {
		s.later(2 * time.Hour)
		s.platform.On("getToken", f.fault)
		if _, err := s.Find(t.Context(), "A"); !publishing.Is(err, f.want) {
			t.Errorf("%s: %v, want %v", name, err, f.want)
		}
		if _, err := s.Find(t.Context(), "A"); err != nil {
			t.Errorf("%s: the next call: %v", name, err)
		}
	}
}

func TestKeysThatCannotBe(t *testing.T) {
	for _, c := range []struct{ id, secret string }{{"", "x"}, {"x", ""}, {"a b", "x"}, {"x", "รหัส"}, {"x", "a\nb"}, {"x", strings.Repeat("x", 501)}} {
		if _, err := New(Access{URL: "https://platform.go.example", ID: c.id, Secret: connect.NewSecret(c.secret)}, time.Now); !fault.Is(err, "client_secret_form") {
			t.Errorf("%q, %q: %v", c.id, c.secret, err)
		}
	}
	for want, access := range map[string]Access{"url_insecure": {URL: "http://platform.go.example"}, "pin_invalid": {URL: "https://platform.go.example", Pin: "ab"}} {
		access.ID, access.Secret = "x", connect.NewSecret("y")
		if _, err := New(access, time.Now); !fault.Is(err, want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
}

// Nothing secret is printed, logged or told, and none of it reaches another host.
func TestNothingSecretIsTold(t *testing.T) {
	s := opened(t)
	var reached []http.Header
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { reached = append(reached, r.Header) }))
	defer other.Close()
	if _, err := s.Test(t.Context()); err != nil {
		t.Fatal(err)
	}
	token := s.token.Reveal()
	s.platform.On("getSeller", double.Redirect(other.URL), double.Refuse(401, "unauthorized"))
	s.platform.On("getToken", double.Redirect(other.URL))
	var said []string
	for range 2 {
		_, err := s.Test(t.Context())
		if !publishing.Is(err, publishing.Elsewhere) {
			t.Errorf("%v", err)
		}
		said = append(said, err.Error(), fmt.Sprintf("%+v %#v", err, publishing.FailureOf(err)))
	}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "client", s.Client)
	for _, text := range append(said, fmt.Sprintf("%v %+v %#v", s.Client, *s.Client, s.Client), log.String()) {
		if strings.Contains(text, double.Secret) || strings.Contains(text, token) {
			t.Errorf("told: %s", text)
		}
	}
	if len(reached) > 0 {
		t.Errorf("another host was asked: %v", reached)
	}
}
