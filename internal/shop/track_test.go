package shop

import (
	"encoding/json"
	"fmt"
	"net/http"
	"net/http/httptest"
	"os"
	"slices"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ordering"
	"github.com/talat-pos/talat/internal/shipping"
)

// thePost answers as the tracking API does, on this machine.
type thePost struct {
	*httptest.Server
	codes  map[string][]string // by number
	asked  []string
	tokens int
	limit  int
	broken bool
}

func openPost(t *testing.T) *thePost {
	p := &thePost{codes: map[string][]string{}, limit: 1000}
	mux := http.NewServeMux()
	mux.HandleFunc("POST /post/api/v1/authenticate/token", func(w http.ResponseWriter, _ *http.Request) {
		p.tokens++
		fmt.Fprint(w, `{"expire":"2027-06-28 10:18:20+07:00","token":"short-one"}`)
	})
	mux.HandleFunc("POST /post/api/v1/track", func(w http.ResponseWriter, r *http.Request) {
		var question struct{ Barcode []string }
		if p.broken || json.NewDecoder(r.Body).Decode(&question) != nil {
			http.Error(w, "down", http.StatusBadGateway)
			return
		}
		items := map[string]any{}
		for _, number := range question.Barcode {
			lines := []any{}
			for n, code := range p.codes[number] {
				lines = append(lines, map[string]any{"barcode": number, "status": code, "status_description": "คำ " + code,
					"status_date": fmt.Sprintf("23/11/2569 1%d:00:00+07:00", n), "location": "สันทราย", "postcode": "50210", "receiver_name": "สมชาย"})
			}
			items[number] = lines
		}
		p.asked = append(p.asked, question.Barcode...)
		_ = json.NewEncoder(w).Encode(map[string]any{"status": true, "message": "successful", "response": map[string]any{"items": items,
			"track_count": map[string]any{"track_date": "23/11/2569", "count_number": len(p.asked), "track_count_limit": p.limit}}})
	})
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	return p
}

// TestThePostIsAskedAboutParcelsOnTheirWay: what arrived is noted, what turned back only asks for somebody to look;
// nobody is asked twice within the hour.
func TestThePostIsAskedAboutParcelsOnTheirWay(t *testing.T) {
	t.Setenv("XDG_CONFIG_HOME", t.TempDir())
	t.Setenv("HOME", os.Getenv("XDG_CONFIG_HOME"))
	t.Setenv("DBUS_SESSION_BUS_ADDRESS", "")
	t.Setenv("XDG_RUNTIME_DIR", "")
	s, now := newTestShop(t, Params{}), noon
	s.Clock = func() time.Time { return now }
	post := openPost(t)
	s.post = post.URL
	if _, err := s.RefreshTracking(t.Context(), i18n.Thai); !fault.Is(err, "post_token_missing") {
		t.Fatalf("without a token: %v", err)
	}
	if err := s.SetSecret(t.Context(), PostToken, connect.NewSecret("LONG")); err != nil {
		t.Fatal(err)
	}
	jar := chilli(t, s)
	numbers, err := shipping.Range("EF582568151TH", 4)
	if err != nil {
		t.Fatal(err)
	}
	var parcels []id.Parcel
	for _, number := range append(numbers, "KEX-1234567") {
		parcels = append(parcels, boxed(t, s, jar, ordering.PayTransfer, func(_ *ordering.Request, p *ordering.PackRequest) {
			p.Service, p.Tracking = "ems", string(number)
		}))
	}
	if _, failed, err := s.HandOverParcels(t.Context(), append(slices.Clone(parcels[:3]), parcels[4]), ""); err != nil || len(failed) > 0 {
		t.Fatal(failed, err)
	}
	post.codes[string(numbers[0])] = []string{"103", "301", "501"}
	post.codes[string(numbers[1])] = []string{"103", "401", "203"}
	sum, err := s.RefreshTracking(t.Context(), i18n.Thai)
	if err != nil || sum.Asked != 3 || sum.Known != 2 || !slices.Equal(sum.Delivered, parcels[:1]) || sum.Look != 1 {
		t.Fatalf("%+v %v", sum, err)
	}
	if sum.Quota.Used != 3 || sum.Quota.Most != 1000 || sum.Quota.Day != clock.DayOf(noon) {
		t.Errorf("quota %+v", sum.Quota)
	}
	if p := parcelOf(t, s, parcels[0]); p.State != "delivered" || p.Stage != "delivered" {
		t.Errorf("%s by %s", p.State, p.Stage)
	}
	if p := parcelOf(t, s, parcels[1]); p.State != "shipped" || p.Stage != "returning" {
		t.Errorf("what turned back is noted unasked: %s by %s", p.State, p.Stage)
	}
	events, err := s.TrackEvents(t.Context(), parcels[1])
	if err != nil || len(events) != 3 || events[2].Code != "203" || !events[2].At.Equal(time.Date(2026, 11, 23, 12, 0, 0, 0, clock.Bangkok)) || events[2].Place != "สันทราย" {
		t.Errorf("%+v %v", events, err)
	}
	if list, _, err := s.Parcels(t.Context(), ParcelQuery{List: ParcelsAsked, Limit: 5}); err != nil || len(list) != 1 || list[0].ID != parcels[1] {
		t.Errorf("%d to look at, %v", len(list), err)
	}
	if err := s.TrackSeen(t.Context(), parcels[1]); err != nil {
		t.Fatal(err)
	}
	asked := len(post.asked)
	if sum, err = s.RefreshTracking(t.Context(), i18n.Thai); err != nil || sum.Asked != 0 || len(post.asked) != asked || sum.Look != 0 {
		t.Errorf("within the hour: %+v %v", sum, err)
	}
	now = now.Add(61 * time.Minute)
	if sum, err = s.RefreshTracking(t.Context(), i18n.Thai); err != nil || sum.Asked != 2 || sum.Look != 0 || post.tokens != 1 {
		t.Errorf("after an hour: %+v %v, %d tokens", sum, err, post.tokens)
	}
	post.codes[string(numbers[1])] = append(post.codes[string(numbers[1])], "501")
	now = now.Add(61 * time.Minute)
	if sum, err = s.RefreshTracking(t.Context(), i18n.Thai); err != nil || sum.Look != 1 || len(sum.Delivered) != 0 {
		t.Errorf("back at the shop it asks anew: %+v %v", sum, err)
	}
	post.broken = true
	now = now.Add(61 * time.Minute)
	if sum, err = s.RefreshTracking(t.Context(), i18n.Thai); err == nil || sum.Asked != 0 {
		t.Errorf("a post that is down: %+v %v", sum, err)
	}
	if kept, err := s.Secret(t.Context(), postSession); err != nil || kept.IsZero() {
		t.Errorf("the short token is not kept: %v", err)
	}
	if err := s.SetPostToken(t.Context(), "OTHER"); err != nil {
		t.Fatal(err)
	}
	if kept, err := s.Secret(t.Context(), postSession); err != nil || !kept.IsZero() {
		t.Errorf("another member asks by the short token of the one before: %v", err)
	}
	if events, err := s.TrackEvents(t.Context(), parcels[1]); err != nil || len(events) != 4 {
		t.Errorf("what was known is lost: %d %v", len(events), err)
	}
}
