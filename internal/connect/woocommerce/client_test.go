package woocommerce

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
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/publishing"
	"github.com/talat-pos/talat/internal/testkit/faulty"
	"github.com/talat-pos/talat/internal/testkit/woo"
)

var noon = time.Date(2026, 11, 23, 5, 0, 0, 0, time.UTC)

// seller is a client, the shop it speaks to, and the clock of both.
type seller struct {
	pictured
	there *woo.Shop
	t     *testing.T
	mu    sync.Mutex
	at    time.Time
}

func opened(t *testing.T) *seller { return openedWith(t, woo.Options{}) }

func openedWith(t *testing.T, options woo.Options) *seller {
	t.Helper()
	s := &seller{t: t, at: noon}
	options.Now = s.clock
	s.there = woo.Open(t, options)
	c, err := newClient(access(s.there.URL), s.clock, connect.Limits{Time: 500 * time.Millisecond, Body: 1 << 20})
	if err != nil {
		t.Fatal(err)
	}
	s.pictured = pictured{c}
	return s
}

func access(url string) Access {
	return Access{URL: url, Key: woo.Key, Secret: connect.NewSecret(woo.Secret), User: woo.User, Password: connect.NewSecret(woo.Password)}
}

func (s *seller) clock() time.Time {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.at
}

func (s *seller) later(wait time.Duration) {
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

// told sees that a failure has a sentence in both languages.
func told(t *testing.T, err error) {
	t.Helper()
	for _, lang := range i18n.Langs {
		if said := i18n.Message(lang, err); strings.ContainsAny(said, "{}") || said == i18n.T(lang, "fault.internal") || said == "" {
			t.Errorf("%s: %q for %v", lang, said, err)
		}
	}
}

func mango(sku string) publishing.Listing {
	return publishing.Listing{SKU: sku, Title: "มะม่วงอบแห้ง 100 กรัม", Description: "หวานธรรมชาติ\n\nไม่ใส่น้ำตาล", Price: 150_00, VATIncluded: true, ShippingG: 120, Availability: publishing.InStock}
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
	if account.ID != strings.TrimPrefix(s.there.URL, "http://") || account.Name != "ตลาดชุมชน & ของดีเชียงราย" || account.Province != "TH-57" || account.Offset != 0 {
		t.Errorf("%+v", account)
	}
	s.there.On("index", woo.Blocked(403)) // a guard that hides the name keeps nothing else back
	if account := must[publishing.Account](t)(s.Test(t.Context())); account.Name != account.ID {
		t.Errorf("%+v", account)
	}
	fast := must[publishing.Channel](t)(New(access(s.there.URL+"/wp-json/"), func() time.Time { return noon.Add(90 * time.Second) }))
	if account := must[publishing.Account](t)(fast.Test(t.Context())); account.Offset != -90*time.Second {
		t.Errorf("the shop's clock is %v ahead of one that is a minute and a half fast", account.Offset)
	}
}

// A shop in which a price, a weight or a count would mean something else takes nothing of ours.
func TestShopsThatReckonOtherwise(t *testing.T) {
	for name, c := range map[string]struct {
		settings map[string]string
		want     string // "" = it is taken
	}{
		"dollars":       {map[string]string{"woocommerce_currency": "USD"}, "woo_currency"},
		"tax on top":    {map[string]string{"woocommerce_calc_taxes": "yes"}, "woo_tax"},
		"tax within":    {map[string]string{"woocommerce_calc_taxes": "yes", "woocommerce_prices_include_tax": "yes"}, ""},
		"stones":        {map[string]string{"woocommerce_weight_unit": "st"}, "woo_unit"},
		"no length":     {map[string]string{"woocommerce_dimension_unit": ""}, "woo_unit"},
		"nothing count": {map[string]string{"woocommerce_manage_stock": "no"}, "woo_stock_off"},
	} {
		s := openedWith(t, woo.Options{Settings: c.settings})
		listing := mango("A")
		_, err := s.Test(t.Context())
		_, put := s.Put(t.Context(), &listing, publishing.Known{})
		for _, err := range []error{err, put} {
			if c.want == "" && err != nil || c.want != "" && (!publishing.Is(err, publishing.KeyRefused) || !fault.Is(err, c.want)) {
				t.Errorf("%s: %v", name, err)
			}
			if err != nil {
				told(t, err)
			}
		}
	}
}

// How the shop reckons is asked once an hour, so that a changed unit is noticed before long.
func TestAUnitThatChanges(t *testing.T) {
	s := opened(t)
	for _, sku := range []string{"A", "B"} {
		s.put(mango(sku), publishing.Known{})
	}
	if s.there.Calls("settings") != 2 {
		t.Errorf("asked %d times", s.there.Calls("settings"))
	}
	s.there.Set("woocommerce_weight_unit", "g")
	s.later(time.Hour)
	if s.put(mango("C"), publishing.Known{}); s.there.Product("A").Weight != "0.12" || s.there.Product("C").Weight != "120" {
		t.Errorf("%s, %s", s.there.Product("A").Weight, s.there.Product("C").Weight)
	}
}

func TestKeysAndPasswords(t *testing.T) {
	s := opened(t)
	for name, c := range map[string]struct {
		change func(*Access)
		want   string // the fault of asking who we are, "" = none
	}{
		"all":                    {func(*Access) {}, ""},
		"the key alone":          {func(a *Access) { a.User, a.Password = "", connect.Secret{} }, ""},
		"the password alone":     {func(a *Access) { a.Key, a.Secret = "", connect.Secret{} }, ""},
		"another secret":         {func(a *Access) { a.Secret = connect.NewSecret("cs_other") }, "woo_key"},
		"another key":            {func(a *Access) { a.Key = "ck_other" }, "woo_key"},
		"another password":       {func(a *Access) { a.Password = connect.NewSecret("abcd") }, "woo_password"},
		"another password alone": {func(a *Access) { a.Key, a.Secret, a.Password = "", connect.Secret{}, connect.NewSecret("abcd") }, "woo_key"},
	} {
		a := access(s.there.URL)
		c.change(&a)
		channel := must[publishing.Channel](t)(New(a, s.clock))
		_, err := channel.Test(t.Context())
		if c.want == "" && err != nil || c.want != "" && (!publishing.Is(err, publishing.KeyRefused) || !fault.Is(err, c.want)) {
			t.Errorf("%s: %v", name, err)
		}
		if err != nil {
			told(t, err)
		}
		_, pictures := channel.(publishing.Picturer)
		if limits := channel.Limits(); pictures != (a.User != "") || pictures != (len(limits.PictureKinds) > 0) {
			t.Errorf("%s: takes pictures %v, %+v", name, pictures, limits)
		}
	}
	readonly := openedWith(t, woo.Options{ReadOnly: true})
	listing := mango("A")
	if _, err := readonly.Put(t.Context(), &listing, publishing.Known{}); !publishing.Is(err, publishing.KeyRefused) || !strings.Contains(publishing.FailureOf(err).Words, "write permissions") {
		t.Errorf("%v", err)
	}
}

func TestAccessesThatCannotBe(t *testing.T) {
	for name, c := range map[string]struct {
		change     func(*Access)
		want, word string
	}{
		"no key":             {func(a *Access) { a.Key = "" }, "woo_key_form", "key"},
		"no secret":          {func(a *Access) { a.Secret = connect.Secret{} }, "woo_key_form", "secret"},
		"swapped":            {func(a *Access) { a.Key = woo.Secret }, "woo_key_form", "key"},
		"a colon":            {func(a *Access) { a.Key = "ck_a:b" }, "woo_key_form", "key"},
		"two lines":          {func(a *Access) { a.Secret = connect.NewSecret("cs_a\nb") }, "woo_key_form", "secret"},
		"in Thai":            {func(a *Access) { a.Secret = connect.NewSecret("cs_รหัส") }, "woo_key_form", "secret"},
		"nobody's password":  {func(a *Access) { a.User = "" }, "woo_password_form", "user"},
		"a colon in a name":  {func(a *Access) { a.User = "a:b" }, "woo_password_form", "user"},
		"no password":        {func(a *Access) { a.Password = connect.NewSecret("  ") }, "woo_password_form", "password"},
		"http":               {func(a *Access) { a.URL = "http://shop.example.com" }, "url_insecure", "url"},
		"a fingerprint, ab":  {func(a *Access) { a.Pin = "ab" }, "pin_invalid", "pin"},
		"a query":            {func(a *Access) { a.URL += "/?p=1" }, "url_unreadable", "url"},
		"nothing whatsoever": {func(a *Access) { *a = Access{URL: a.URL} }, "woo_key_form", ""},
	} {
		a := access("https://shop.example.com")
		c.change(&a)
		_, err := New(a, time.Now)
		if !fault.Is(err, c.want) || c.word != "" && fault.Of(err).Field != c.word {
			t.Errorf("%s: %v", name, err)
		}
		told(t, err)
	}
}

// Nothing secret is printed, logged or told, none of it reaches another host, and each goes only where it belongs.
func TestNothingSecretIsTold(t *testing.T) {
	s := opened(t)
	var reached []http.Header
	other := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) { reached = append(reached, r.Header) }))
	defer other.Close()
	must[publishing.Account](t)(s.Test(t.Context()))
	must[string](t)(s.PutPicture(t.Context(), picture(t, 1)))
	for _, call := range s.there.Journal() {
		want := s.key.Reveal()
		if strings.HasPrefix(call.Path, pressAPI) {
			want = s.login.Reveal()
		}
		if call.Authorization != want {
			t.Errorf("%s %s has the wrong key", call.Method, call.Path)
		}
	}
	s.there.On("listProducts", faulty.Redirect(other.URL), woo.Refuse(401, "woocommerce_rest_authentication_error", "Consumer secret is invalid."))
	var said []string
	for _, want := range []publishing.Class{publishing.Elsewhere, publishing.KeyRefused} {
		_, err := s.Level(t.Context(), "A")
		if !publishing.Is(err, want) {
			t.Errorf("%v", err)
		}
		said = append(said, err.Error(), fmt.Sprintf("%+v %#v", err, publishing.FailureOf(err)))
	}
	var log bytes.Buffer
	slog.New(slog.NewJSONHandler(&log, nil)).Info("x", "client", s.pictured)
	for _, text := range append(said, fmt.Sprintf("%v %+v %#v", s.Client, *s.Client, s.Client), log.String()) {
		for _, secret := range []string{woo.Secret, woo.Key, strings.ReplaceAll(woo.Password, " ", ""), strings.TrimPrefix(s.key.Reveal(), "Basic "), strings.TrimPrefix(s.login.Reveal(), "Basic ")} {
			if strings.Contains(text, secret) {
				t.Errorf("told: %s", text)
			}
		}
	}
	if len(reached) > 0 {
		t.Errorf("another host was asked: %v", reached)
	}
}
