package medusa

import (
	"bytes"
	"context"
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
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/testkit/faulty"
	double "github.com/talat-pos/talat/internal/testkit/medusa"
)

var noon = time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)

// shop is a client, the Medusa it speaks to, and the clock of both, which goes on a millisecond with every look.
type shop struct {
	*Client
	medusa *double.Double
	t      *testing.T
	mu     sync.Mutex
	at     time.Time
}

func opened(t *testing.T) *shop {
	t.Helper()
	s := &shop{t: t, at: noon}
	s.medusa = double.Open(t, s.clock)
	s.Client = s.with(Access{})
	return s
}

// with gives a client with another access.
func (s *shop) with(access Access) *Client {
	s.t.Helper()
	access.URL = s.medusa.URL
	if access.Key.IsZero() {
		access.Key = connect.NewSecret(double.Key)
	}
	c, err := newClient(access, s.clock, connect.Limits{Time: 500 * time.Millisecond, Body: 1 << 20})
	if err != nil {
		s.t.Fatal(err)
	}
	return c
}

func (s *shop) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.at = s.at.Add(time.Millisecond)
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
	return publishing.Listing{SKU: sku, Title: "มะม่วงอบแห้ง 100 กรัม", Description: "หวานธรรมชาติ\nไม่ใส่น้ำตาล", Price: 150_25, VATIncluded: true, ShippingG: 120, Availability: publishing.InStock}
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

// told sees that a failure has a sentence in both languages.
func told(t *testing.T, err error) {
	t.Helper()
	for _, lang := range i18n.Langs {
		if said := i18n.Message(lang, err); strings.ContainsAny(said, "{}") || said == i18n.T(lang, "fault.internal") || said == "" {
			t.Errorf("%s: %q for %v", lang, said, err)
		}
	}
}

func TestWhoAmI(t *testing.T) {
	s := opened(t)
	account := must[publishing.Account](t)(s.Test(t.Context()))
	if account.ID != double.StoreID || account.Name != "ศูนย์สันทราย" || account.Offset.Abs() > time.Second {
		t.Errorf("%+v", account)
	}
	for name, body := range map[string]string{"no stores": `{"stores":[]}`, "nothing": `{}`, "another form": `{"stores":7}`} {
		s.medusa.On("stores", faulty.Says(200, "application/json", body))
		if _, err := s.Test(t.Context()); !publishing.Is(err, publishing.WrongAnswer) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A shop that cannot sell as it is set up is told what to choose, and nothing is sent there before.
func TestWhereGoodsLie(t *testing.T) {
	one := func(id, name string) map[string]any { return map[string]any{"id": id, "name": name} }
	place := func(id, name string, channels ...any) map[string]any {
		return map[string]any{"id": id, "name": name, "sales_channels": channels}
	}
	channel, second := one("sc_1", double.Channel), one("sc_2", "หน้าร้าน")
	for name, c := range map[string]struct {
		settings map[string]any
		access   Access
		want     string // the fault, "" = it is found
		mentions string
	}{
		"one of each":          {},
		"by name":              {access: Access{Location: " " + double.Location, SalesChannel: double.Channel, ShippingProfile: "Default Shipping Profile"}},
		"by id":                {access: Access{Location: "sloc_1", SalesChannel: "sc_1", ShippingProfile: "sp_1"}},
		"no location":          {settings: map[string]any{"stock_locations": []any{}}, want: "medusa_location", mentions: "–"},
		"two locations":        {settings: map[string]any{"stock_locations": []any{place("sloc_1", "บ้านสันทราย", channel), place("sloc_2", "โกดัง", channel)}}, want: "medusa_location", mentions: "บ้านสันทราย, โกดัง"},
		"the second":           {settings: map[string]any{"stock_locations": []any{place("sloc_2", "โกดัง", channel), place("sloc_1", "บ้านสันทราย", channel)}}, access: Access{Location: "บ้านสันทราย"}},
		"another location":     {access: Access{Location: "เชียงใหม่"}, want: "medusa_location", mentions: double.Location},
		"no sales channel":     {settings: map[string]any{"stock_locations": []any{place("sloc_1", "บ้านสันทราย")}}, want: "medusa_sales_channel", mentions: "–"},
		"two sales channels":   {settings: map[string]any{"stock_locations": []any{place("sloc_1", "บ้านสันทราย", channel, second)}}, want: "medusa_sales_channel", mentions: "หน้าร้าน"},
		"one of them":          {settings: map[string]any{"stock_locations": []any{place("sloc_1", "บ้านสันทราย", second, channel)}}, access: Access{SalesChannel: double.Channel}},
		"no profile":           {settings: map[string]any{"shipping_profiles": []any{}}, want: "medusa_shipping_profile", mentions: "–"},
		"a profile of its own": {settings: map[string]any{"shipping_profiles": []any{one("sp_2", "ของแช่เย็น"), one("sp_1", "ทั่วไป")}}, access: Access{ShippingProfile: "ทั่วไป"}},
		"another profile":      {access: Access{ShippingProfile: "ของแช่เย็น"}, want: "medusa_shipping_profile", mentions: "Default"},
		"no baht":              {settings: map[string]any{"stores": []any{map[string]any{"id": "s", "supported_currencies": []any{map[string]any{"currency_code": "eur"}}}}}, want: "medusa_baht"},
		"no names at all":      {settings: map[string]any{"stock_locations": []any{map[string]any{}}}, want: "medusa_location"},
	} {
		t.Run(name, func(t *testing.T) {
			s := opened(t)
			if c.settings != nil {
				s.medusa.Settings(c.settings)
			}
			s.Client = s.with(c.access)
			_, err := s.Test(t.Context())
			if fault.Code(err) != c.want {
				t.Fatalf("%v, want %q", err, c.want)
			}
			if c.want == "" {
				s.put(mango("A"))
				return
			}
			told(t, err)
			if said := i18n.Message(i18n.Thai, err); !publishing.Is(err, publishing.KeyRefused) || !strings.Contains(said, c.mentions) {
				t.Errorf("%v: %s", publishing.FailureOf(err).Class, said)
			}
		})
	}
}

func TestKeysThatCannotBe(t *testing.T) {
	for _, key := range []string{"", "x", "pk_0123", "sk_a b", "sk_รหัส", "sk_a\nb", "sk_a:b", "sk_" + strings.Repeat("x", 500)} {
		if _, err := New(Access{URL: "https://shop.example.org", Key: connect.NewSecret(key)}, time.Now); !fault.Is(err, "medusa_key_form") {
			t.Errorf("%q: %v", key, err)
		}
	}
	for want, access := range map[string]Access{"url_insecure": {URL: "http://shop.example.org"}, "pin_invalid": {URL: "https://shop.example.org", Pin: "ab"}} {
		access.Key = connect.NewSecret("sk_1")
		if _, err := New(access, time.Now); !fault.Is(err, want) {
			t.Errorf("%v, want %s", err, want)
		}
	}
	s := opened(t)
	_, err := s.with(Access{Key: connect.NewSecret("sk_another")}).Test(t.Context())
	if !publishing.Is(err, publishing.KeyRefused) || !fault.Is(err, "net_auth") {
		t.Errorf("%v", err)
	}
	told(t, err)
}

// Nothing secret is printed, logged or told, and none of it reaches another host.
func TestNothingSecretIsTold(t *testing.T) {
	s := opened(t)
	var reached []http.Header
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { reached = append(reached, r.Header) }))
	defer other.Close()
	s.medusa.On("stores", faulty.Redirect(other.URL), faulty.Says(401, "application/json", `{"message":"Unauthorized"}`))
	var said []string
	for _, want := range []publishing.Class{publishing.Elsewhere, publishing.KeyRefused} {
		_, err := s.Test(t.Context())
		if !publishing.Is(err, want) {
			t.Errorf("%v", err)
		}
		said = append(said, err.Error(), fmt.Sprintf("%+v %#v", err, publishing.FailureOf(err)))
	}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "client", s.Client)
	hidden := strings.TrimPrefix(s.key.Reveal(), "Basic ")
	for _, text := range append(said, fmt.Sprintf("%v %+v %#v", s.Client, *s.Client, s.Client), log.String()) {
		if strings.Contains(text, double.Key) || strings.Contains(text, hidden) {
			t.Errorf("told: %s", text)
		}
	}
	if len(reached) > 0 {
		t.Errorf("another host was asked: %v", reached)
	}
}

func TestNoNet(t *testing.T) {
	s := opened(t)
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if _, err := s.Test(gone); !publishing.Is(err, publishing.OutcomeOpen) {
		t.Errorf("a context that ended: %v", err)
	}
	c, err := New(Access{URL: "http://127.0.0.1:1", Key: connect.NewSecret(double.Key)}, s.clock)
	if err != nil {
		t.Fatal(err)
	}
	_, err = c.Test(t.Context())
	if !publishing.Is(err, publishing.Offline) {
		t.Errorf("nobody listens: %v", err)
	}
	told(t, err)
}
