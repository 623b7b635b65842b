package connect

import (
	"io"
	"log"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/publishing"
)

// A certificate that nobody vouches for is told apart from a broken line, and no key reaches who shows it. A
// person who compared its fingerprint may trust just that one.
func TestACertificateThatNobodyVouchesFor(t *testing.T) {
	reached := 0
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached++ }))
	server.Config.ErrorLog = log.New(io.Discard, "", 0)
	server.StartTLS()
	defer server.Close()
	ask := func(pin string) error {
		t.Helper()
		c, err := NewPinned(server.URL, pin, Limits{Time: 2 * time.Second, Body: 1000}, time.Now)
		if err != nil {
			t.Fatal(err)
		}
		_, err = c.Do(t.Context(), Call{Method: http.MethodGet, Path: "/", Authorization: NewSecret("Bearer x")})
		return err
	}
	err := ask("")
	pin, known := Fingerprint(Classify("h", err))
	if !known || pin != fingerprint(server.Certificate()) || reached != 0 || Classify("h", err).Class != publishing.Elsewhere {
		t.Fatalf("%v, %q, reached %d times", err, pin, reached)
	}
	if said := i18n.Message(i18n.Thai, err); !strings.Contains(said, pin) {
		t.Errorf("%q", said)
	}
	other := strings.Repeat("0", 64)
	if err := ask(other); !fault.Is(err, "net_pin_changed") || reached != 0 {
		t.Errorf("another pin: %v, reached %d times", err, reached)
	}
	if err := ask(pin); err != nil || reached != 1 {
		t.Errorf("the pinned one: %v, reached %d times", err, reached)
	}
}

func TestPins(t *testing.T) {
	right := strings.Repeat("0a", 32)
	for typed, want := range map[string]string{
		"": "", right: right, strings.ToUpper(right): right, strings.TrimSuffix(strings.Repeat("0A:", 32), ":"): right,
		" " + right + " ": right, right[1:]: "-", right + "0": "-", strings.Repeat("0g", 32): "-", "ไม่มี": "-",
	} {
		pin, err := ParsePin(typed)
		if want == "-" && !fault.Is(err, "pin_invalid") || want != "-" && (err != nil || pin != want) {
			t.Errorf("%q: %q, %v", typed, pin, err)
		}
	}
	if _, known := Fingerprint(fault.New("net_tls", "", fault.Values{"pin": right})); known {
		t.Error("another fault has a fingerprint")
	}
}
