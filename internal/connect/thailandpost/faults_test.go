package thailandpost

import (
	"bytes"
	"context"
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"strconv"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/connect"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/shipping"
)

func mustNotTell(t *testing.T, said string) {
	t.Helper()
	for _, secret := range []string{longToken.Reveal(), "short-secret"} {
		if strings.Contains(said, secret) {
			t.Errorf("a token is told: %s", said)
		}
	}
}

func answers(status int, body string, headers ...string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		for n := 0; n < len(headers); n += 2 {
			w.Header().Set(headers[n], headers[n+1])
		}
		w.WriteHeader(status)
		_, _ = w.Write([]byte(body))
	}
}

// drop closes the connection after some bytes of an answer, 0 for none at all.
func drop(after int) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		if after > 0 {
			w.Header().Set("Content-Length", "1000")
			_, _ = w.Write([]byte(`{"response":{"items":{`)[:after])
			_ = http.NewResponseController(w).Flush()
		}
		panic(http.ErrAbortHandler)
	}
}

func slow(_ http.ResponseWriter, r *http.Request) {
	_, _ = io.Copy(io.Discard, r.Body) // only then is it seen that the client went away
	select {
	case <-r.Context().Done():
	case <-time.After(20 * time.Second):
	}
}

func huge(w http.ResponseWriter, _ *http.Request) {
	block := bytes.Repeat([]byte(" "), 64<<10)
	for range 64 { // 4 MB, where the test takes one
		if _, err := w.Write(block); err != nil {
			return
		}
	}
}

// Whatever the post does wrong, the shop is told what it was, nothing is told of the tokens, and the next
// question is answered again.
func TestTheServerMisbehaves(t *testing.T) {
	for name, c := range map[string]struct {
		answer http.HandlerFunc
		want   string
	}{
		"a fault of its own":       {answers(500, "<html>Internal Server Error</html>"), "net_server"},
		"a gateway":                {answers(502, ""), "net_server"},
		"no such page":             {answers(404, "not found"), "net_refused"},
		"a bad question":           {answers(400, `{"message":"bad"}`), "net_refused"},
		"forbidden":                {answers(403, ""), "post_token_refused"},
		"a page instead of JSON":   {answers(200, "<!doctype html><html></html>"), "net_answer_unreadable"},
		"half an answer":           {answers(200, `{"response":{"items":{"EF582568151TH":[{"barcode":"EF`), "net_answer_unreadable"},
		"nothing":                  {answers(200, ""), "net_answer_unreadable"},
		"a list for an object":     {answers(200, `[1,2,3]`), "net_answer_unreadable"},
		"lines that are no list":   {answers(200, `{"status":true,"response":{"items":{"EF582568151TH":"x"}}}`), "net_answer_unreadable"},
		"far too much":             {huge, "net_answer_large"},
		"no answer in time":        {slow, "net_slow"},
		"dropped before an answer": {drop(0), "net_cut"},
		"dropped within an answer": {drop(20), "net_cut"},
		"moved elsewhere":          {answers(302, "", "Location", "https://example.com/"), "net_moved"},
		"its own no":               {answers(200, `{"message":"ระบบปิดปรับปรุง","status":false,"response":{"items":[]}}`), "post_says"},
		"its own no at the limit":  {answers(200, `{"status":false,"response":{"track_count":{"count_number":"1000","track_count_limit":1000}}}`), "post_limit"},
	} {
		t.Run(name, func(t *testing.T) {
			p := open(t)
			client := p.client(Session{})
			p.spoil(trackPath, c.answer)
			found, _, err := client.Track(t.Context(), i18n.Thai, []shipping.Tracking{known})
			if !fault.Is(err, c.want) || len(found) != 0 {
				t.Fatalf("%v, %d found; want %s", err, len(found), c.want)
			}
			mustNotTell(t, err.Error())
			for _, lang := range i18n.Langs {
				if said := i18n.Message(lang, err); strings.ContainsAny(said, "{}") || said == i18n.T(lang, "fault.internal") {
					t.Errorf("%s: %q", lang, said)
				}
			}
			if c.want == "post_limit" {
				return
			}
			if found, _, err := client.Track(t.Context(), i18n.Thai, []shipping.Tracking{known}); err != nil || len(found[known]) != 2 {
				t.Errorf("the next question: %v", err)
			}
		})
	}
}

// The post's words stand in the message, bounded and cleaned.
func TestWhatThePostSays(t *testing.T) {
	p := open(t)
	p.spoil(trackPath, answers(200, `{"message":"ปิด\u0000ปรับปรุง `+strings.Repeat("ก", 5000)+`","status":false}`))
	_, _, err := p.client(Session{}).Track(t.Context(), i18n.Thai, []shipping.Tracking{known})
	said := i18n.Message(i18n.Thai, err)
	if !strings.Contains(said, "ปิดปรับปรุง") || len(said) > 1200 {
		t.Errorf("%d bytes: %.60q", len(said), said)
	}
}

// Answers that differ in form are taken as far as they can be read.
func TestLooseAnswers(t *testing.T) {
	for name, c := range map[string]struct {
		body string
		want []shipping.TrackEvent
	}{
		"no items":            {`{"status":true,"response":{"items":[],"track_count":null}}`, nil},
		"null items":          {`{"status":true,"response":{"items":null}}`, nil},
		"no response":         {`{"status":true}`, nil},
		"null lines":          {`{"status":true,"response":{"items":{"EF582568151TH":null}}}`, nil},
		"somebody's":          {`{"status":true,"response":{"items":{"EX000000005TH":[{"status":"103"}]}}}`, nil},
		"numbers for texts":   {`{"response":{"items":{"EF582568151TH":[{"status":103,"postcode":50210}]}}}`, []shipping.TrackEvent{{Code: "103", Postcode: "50210"}}},
		"an unknown status":   {`{"response":{"items":{"EF582568151TH":[{"status":"888","status_description":"พักสินค้า","status_date":"เมื่อวาน"}]}}}`, []shipping.TrackEvent{{Code: "888", Text: "พักสินค้า"}}},
		"objects for texts":   {`{"response":{"items":{"EF582568151TH":[{"status":"103","location":{"name":"x"}}]}}}`, []shipping.TrackEvent{{Code: "103"}}},
		"controls and spaces": {`{"response":{"items":{"EF582568151TH":[{"status":" 103 ","location":"คต.\u0007\n สันทราย"}]}}}`, []shipping.TrackEvent{{Code: "103", Place: "คต. สันทราย"}}},
	} {
		p := open(t)
		p.spoil(trackPath, answers(200, c.body))
		found, _, err := p.client(Session{}).Track(t.Context(), i18n.Thai, []shipping.Tracking{known})
		got, asked := found[known]
		if err != nil || !asked || len(got) != len(c.want) {
			t.Errorf("%s: %+v, %v", name, found, err)
			continue
		}
		for n := range got {
			if got[n] != c.want[n] {
				t.Errorf("%s: %+v, want %+v", name, got[n], c.want[n])
			}
		}
	}
}

func TestLinesAreBounded(t *testing.T) {
	p := open(t)
	p.parcels[string(known)] = make([]step, 1000)
	found, _, err := p.client(Session{}).Track(t.Context(), i18n.Thai, []shipping.Tracking{known})
	if err != nil || len(found[known]) != maxEvents {
		t.Errorf("%d lines, %v", len(found[known]), err)
	}
}

// "Come back later" is obeyed to the second, by this client and the next one.
func TestRetryAfter(t *testing.T) {
	date := noon.Add(90 * time.Second).Format(http.TimeFormat)
	for name, c := range map[string]struct {
		status int
		after  string
		wait   time.Duration
	}{
		"seconds":        {429, "120", 120 * time.Second},
		"a date":         {429, date, 90 * time.Second},
		"unsaid":         {429, "", time.Minute},
		"nonsense":       {429, "soon", time.Minute},
		"a year":         {503, strconv.Itoa(365 * 24 * 3600), 24 * time.Hour},
		"zero":           {503, "0", time.Second},
		"a date long by": {503, "Wed, 21 Oct 2015 07:28:00 GMT", time.Second},
	} {
		p := open(t)
		client := p.client(Session{})
		p.spoil(trackPath, answers(c.status, "", "Retry-After", c.after))
		ask := func(client *Client) error {
			_, _, err := client.Track(t.Context(), i18n.Thai, []shipping.Tracking{known})
			return err
		}
		err := ask(client)
		until, told := connect.Until(err)
		if !told || !until.Equal(noon.Add(c.wait)) {
			t.Errorf("%s: %v, until %v", name, err, until)
			continue
		}
		p.later(c.wait - time.Millisecond)
		for _, again := range []*Client{client, p.client(client.Session())} {
			if err := ask(again); !fault.Is(err, "net_busy") || len(p.asked) != 0 {
				t.Errorf("%s: asked before its time: %v", name, err)
			}
		}
		p.later(time.Millisecond)
		if err := ask(client); err != nil {
			t.Errorf("%s: %v afterwards", name, err)
		}
	}
}

// A batch that fails keeps what those before it brought, and is counted where the post may have counted it.
func TestAFailureMidway(t *testing.T) {
	p := open(t)
	p.spoil(trackPath, nil, drop(20))
	found, quota, err := p.client(Session{}).Track(t.Context(), i18n.Thai, numbers(150))
	if !fault.Is(err, "net_cut") || len(found) != 100 || quota.Used != 150 {
		t.Errorf("%d found, %+v, %v", len(found), quota, err)
	}
}

func TestATokenThatCannotBeRead(t *testing.T) {
	for _, body := range []string{`{}`, `{"token":""}`, `{"token":"a b"}`, `{"token":["x"]}`, `<html>`} {
		p := open(t)
		p.spoil(tokenPath, answers(200, body))
		if _, _, err := p.client(Session{}).Track(t.Context(), i18n.Thai, []shipping.Tracking{known}); !fault.Is(err, "net_answer_unreadable") {
			t.Errorf("%s: %v", body, err)
		}
	}
}

func TestNoNet(t *testing.T) {
	p := open(t)
	client := p.client(Session{})
	p.Close()
	if _, _, err := client.Track(t.Context(), i18n.Thai, []shipping.Tracking{known}); !fault.Is(err, "net_none") {
		t.Errorf("%v", err)
	}
}

// Nothing secret goes to a server that cannot prove who it is.
func TestACertificateNobodyKnows(t *testing.T) {
	reached := false
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { reached = true }))
	server.Config.ErrorLog = quietLog
	server.StartTLS()
	defer server.Close()
	client, err := New(server.URL, longToken, Session{}, func() time.Time { return noon })
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := client.Track(t.Context(), i18n.Thai, []shipping.Tracking{known}); !fault.Is(err, "net_tls") || reached {
		t.Errorf("%v, reached %v", err, reached)
	}
}

// A person who closes the window is no fault.
func TestCancelled(t *testing.T) {
	p := open(t)
	client := p.client(Session{})
	client.pause = time.Hour
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(50*time.Millisecond, cancel)
	found, _, err := client.Track(ctx, i18n.Thai, numbers(150))
	if !errors.Is(err, context.Canceled) || len(found) != 100 || len(p.asked) != 1 {
		t.Errorf("%d found by %d questions, %v", len(found), len(p.asked), err)
	}
	ctx, cancel = context.WithCancel(t.Context())
	p.spoil(trackPath, func(w http.ResponseWriter, r *http.Request) { cancel(); slow(w, r) })
	if _, _, err := p.client(client.Session()).Track(ctx, i18n.Thai, numbers(1)); !errors.Is(err, context.Canceled) {
		t.Errorf("%v", err)
	}
}
