package thailandpost

import (
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/clock"
	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/shipping"
)

var longToken = connect.NewSecret("LONG-secret-of-the-member")

// post is Thailand Post's API as its documents show it, on this machine: it knows its members and parcels,
// counts the questions of a day, and misbehaves when told.
type post struct {
	*httptest.Server
	t testing.TB

	mu      sync.Mutex
	now     time.Time
	issued  int    // short tokens given
	short   string // the one that is good
	expire  string // what it says of its end
	parcels map[string][]step
	used    int
	limit   int
	asked   [][]string                    // the numbers of each question
	faults  map[string][]http.HandlerFunc // what comes instead of an answer, by path
}

// step is one line of a parcel, its time in Thailand.
type step struct {
	code, th, en string
	at           time.Time
	delivery     string
}

var noon = time.Date(2020, 5, 30, 5, 0, 0, 0, time.UTC)

func open(t testing.TB) *post {
	t.Helper()
	p := &post{t: t, now: noon, expire: "2020-06-28 10:18:20+07:00", limit: 1000, parcels: map[string][]step{}, faults: map[string][]http.HandlerFunc{}}
	mux := http.NewServeMux()
	mux.HandleFunc("POST "+tokenPath, p.faulty(p.token))
	mux.HandleFunc("POST "+trackPath, p.faulty(p.track))
	p.Server = httptest.NewServer(mux)
	t.Cleanup(p.Close)
	p.parcels["EF582568151TH"] = []step{
		{"103", "รับฝาก", "Accept", time.Date(2020, 2, 29, 10, 23, 23, 0, clock.Bangkok), ""},
		{"501", "นำจ่ายสำเร็จ", "Final delivery", time.Date(2020, 3, 2, 9, 5, 0, 0, clock.Bangkok), "S"},
	}
	return p
}

// client makes a client of the server's that does not dawdle.
func (p *post) client(last Session) *Client {
	p.t.Helper()
	c, err := newClient(p.URL, longToken, last, clock.Clock(p.clock), connect.Limits{Time: 2 * time.Second, Body: 1 << 20})
	if err != nil {
		p.t.Fatal(err)
	}
	c.pause = 0
	return c
}

func (p *post) clock() time.Time {
	p.mu.Lock()
	defer p.mu.Unlock()
	return p.now
}

func (p *post) later(by time.Duration) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.now = p.now.Add(by)
}

// spoil makes the next answers of a path these.
func (p *post) spoil(path string, answers ...http.HandlerFunc) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.faults[path] = append(p.faults[path], answers...)
}

func (p *post) faulty(good http.HandlerFunc) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		p.mu.Lock()
		queue := p.faults[r.URL.Path]
		if len(queue) > 0 {
			p.faults[r.URL.Path] = queue[1:]
		}
		p.mu.Unlock()
		if len(queue) > 0 && queue[0] != nil {
			queue[0](w, r)
			return
		}
		good(w, r)
	}
}

func (p *post) token(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if r.Header.Get("Authorization") != "Token "+longToken.Reveal() {
		http.Error(w, `{"message":"Unauthorized"}`, http.StatusUnauthorized)
		return
	}
	p.issued++
	p.short = fmt.Sprintf("short-secret-%d", p.issued)
	p.write(w, map[string]any{"expire": p.expire, "token": p.short})
}

func (p *post) track(w http.ResponseWriter, r *http.Request) {
	p.mu.Lock()
	defer p.mu.Unlock()
	var question struct {
		Status, Language string
		Barcode          []string
	}
	body, err := io.ReadAll(r.Body)
	if err != nil || json.Unmarshal(body, &question) != nil || question.Status != "all" || len(question.Barcode) == 0 || len(question.Barcode) > 100 {
		http.Error(w, "bad question", http.StatusBadRequest)
		return
	}
	if r.Header.Get("Authorization") != "Token "+p.short {
		http.Error(w, `{"message":"token expired"}`, http.StatusUnauthorized)
		return
	}
	p.asked = append(p.asked, question.Barcode)
	found := map[string]any{}
	for _, number := range question.Barcode {
		p.used++
		lines := []any{}
		for _, s := range p.parcels[number] {
			lines = append(lines, s.line(number, question.Language))
		}
		found[number] = lines
	}
	date, _ := written(p.now, question.Language)
	p.write(w, map[string]any{"message": "successful", "status": true, "response": map[string]any{"items": found,
		"track_count": map[string]any{"track_date": date, "count_number": p.used, "track_count_limit": p.limit}}})
}

// line writes a step as the API does: in Thai with the year of the Buddhist era, in English of the common one.
func (s step) line(number, language string) map[string]any {
	words := map[string]string{"TH": s.th, "EN": s.en}[language]
	date, hour := written(s.at, language)
	line := map[string]any{"barcode": number, "status": s.code, "status_description": words, "status_date": date + " " + hour + "+07:00",
		"location": "คต. สันทราย", "postcode": "50210", "delivery_status": nil, "delivery_description": nil, "receiver_name": nil, "signature": nil}
	if s.delivery != "" {
		line["delivery_status"], line["delivery_description"], line["receiver_name"] = s.delivery, "ผู้รับได้รับสิ่งของเรียบร้อยแล้ว", "สมชาย"
	}
	return line
}

func written(at time.Time, language string) (date, hour string) {
	at = at.In(clock.Bangkok)
	year := at.Year()
	if language == "TH" {
		year += 543
	}
	return fmt.Sprintf("%02d/%02d/%d", at.Day(), at.Month(), year), at.Format("15:04:05")
}

func (p *post) write(w http.ResponseWriter, answer any) {
	w.Header().Set("Content-Type", "application/json")
	if err := json.NewEncoder(w).Encode(answer); err != nil {
		p.t.Error(err)
	}
}

// numbers makes so many numbers with right check digits.
func numbers(count int) []shipping.Tracking {
	var all []shipping.Tracking
	for n := range count {
		serial := fmt.Sprintf("%08d", 10_000_000+n)
		all = append(all, shipping.Tracking("EF"+serial+string(shipping.CheckDigit(serial))+"TH"))
	}
	return all
}
