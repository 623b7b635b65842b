package connect

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/publishing"
)

// answering is a client of a server that answers one thing.
func answering(t *testing.T, do http.HandlerFunc) *Client {
	t.Helper()
	server := httptest.NewServer(do)
	t.Cleanup(server.Close)
	c, err := New(server.URL, Limits{Time: 2 * time.Second, Body: 1 << 20}, time.Now)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func refusing(status int, kind, body string) http.HandlerFunc {
	return func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", kind)
		w.WriteHeader(status)
		_, _ = io.WriteString(w, body)
	}
}

func TestProblems(t *testing.T) {
	const kind = "application/problem+json"
	long := strings.Repeat("ก", 3000)
	for name, c := range map[string]struct {
		kind, body  string
		slug, words string // words "" = no problem was read
		notes       int
	}{
		"whole": {kind + "; charset=utf-8", `{"type":"https://p.example/problems/validation/","title":"ไม่ถูก","detail":"ดูราคา","errors":[{"pointer":"/price","detail":"ติดลบ"}]}`,
			"validation", "ไม่ถูก · ดูราคา · ติดลบ", 1},
		"the same said twice": {kind, `{"type":"x","title":"ไม่ถูก","detail":"ไม่ถูก"}`, "x", "ไม่ถูก", 0},
		"controls":            {kind, `{"type":"x\u0000y","title":"a\u0007\nb"}`, "xy", "a b", 0},
		"no JSON":             {kind, `<html>`, "", "", 0},
		"of other shape":      {kind, `{"title":7}`, "", "", 0},
		"another kind":        {"application/json", `{"type":"x","title":"y"}`, "", "", 0},
		"no kind":             {"", `{"type":"x","title":"y"}`, "", "", 0},
		"long":                {kind, `{"type":"x","title":"` + long + `","errors":[` + strings.TrimSuffix(strings.Repeat(`{"pointer":"a","detail":"b"},`, 500), ",") + `]}`, "x", strings.Repeat("ก", maxWords), maxNotes},
	} {
		_, err := answering(t, refusing(422, c.kind, c.body)).Do(t.Context(), Call{Method: http.MethodPut, Path: "/"})
		problem := ProblemOf(err)
		if !fault.Is(err, "net_refused") || (problem == nil) != (c.words == "") {
			t.Errorf("%s: %v, %+v", name, err, problem)
			continue
		}
		if problem != nil && (problem.Slug != c.slug || problem.Words() != c.words || len(problem.Notes) != c.notes) {
			t.Errorf("%s: %q %q with %d notes", name, problem.Slug, problem.Words(), len(problem.Notes))
		}
	}
}

// What a call asks for stands in the request, once.
func TestHeadersOfACall(t *testing.T) {
	var got *http.Request
	var body []byte
	c := answering(t, func(_ http.ResponseWriter, r *http.Request) { got, body = r, must(io.ReadAll(r.Body)) })
	for _, call := range []struct {
		Call
		want map[string]string
		body string
	}{
		{Call{Method: "PUT", Path: "/a?b=c", Raw: []byte{0xff, 0xd8}, Kind: "image/jpeg", IfMatch: `"r1"`}, map[string]string{"Content-Type": "image/jpeg", "If-Match": `"r1"`}, "\xff\xd8"},
		{Call{Method: "PUT", Path: "/a?b=c", Body: []int{1}, IfNoneMatch: true}, map[string]string{"Content-Type": "application/json", "If-None-Match": "*"}, "[1]"},
		{Call{Method: "POST", Path: "/a?b=c", Key: "key-0001"}, map[string]string{"Idempotency-Key": "key-0001"}, ""},
	} {
		if _, err := c.Do(t.Context(), call.Call); err != nil {
			t.Fatal(err)
		}
		for _, name := range []string{"If-Match", "If-None-Match", "Idempotency-Key", "Content-Type"} {
			if values := got.Header.Values(name); strings.Join(values, "|") != call.want[name] {
				t.Errorf("%s: %q, want %q", name, values, call.want[name])
			}
		}
		if string(body) != call.body || got.URL.RequestURI() != "/a?b=c" || got.Method != call.Method {
			t.Errorf("%s %s: %q", got.Method, got.URL, body)
		}
	}
}

func must[T any](value T, err error) T {
	if err != nil {
		panic(err)
	}
	return value
}

// Go's transport sends a call with an Idempotency-Key again when a kept connection breaks. Ours is sent once:
// whoever sends must know what became of it.
func TestACallWithAKeyIsSentOnce(t *testing.T) {
	var calls []string
	c := answering(t, func(_ http.ResponseWriter, r *http.Request) {
		calls = append(calls, r.Header.Get("Idempotency-Key"))
		if len(calls) > 1 {
			panic(http.ErrAbortHandler)
		}
	})
	for n, body := range []any{nil, nil} {
		_, err := c.Do(t.Context(), Call{Method: http.MethodPost, Path: "/", Body: body, Key: fmt.Sprintf("key-000%d", n)})
		if (err != nil) != (n == 1) {
			t.Errorf("%d: %v", n, err)
		}
	}
	if !slices.Equal(calls, []string{"key-0000", "key-0001"}) {
		t.Errorf("%q", calls)
	}
}

func TestClassify(t *testing.T) {
	for status, want := range map[int]publishing.Class{
		301: publishing.Elsewhere, 400: publishing.Refused, 401: publishing.KeyRefused, 403: publishing.KeyRefused, 404: publishing.Absent, 408: publishing.Later,
		409: publishing.Refused, 410: publishing.CursorGone, 412: publishing.Stale, 413: publishing.TooLarge, 415: publishing.Refused, 422: publishing.Refused,
		425: publishing.Later, 429: publishing.Later, 500: publishing.OutcomeOpen, 502: publishing.OutcomeOpen, 503: publishing.OutcomeOpen, 504: publishing.OutcomeOpen,
	} {
		_, err := answering(t, refusing(status, problemKind, `{"type":"/problems/x","title":"ไม่ได้"}`)).Do(t.Context(), Call{Method: http.MethodPost, Path: "/"})
		f := Classify("h", err)
		if f.Class != want || f.Slug != "x" && status != 429 || want == publishing.Later && status == 429 && f.Until.IsZero() {
			t.Errorf("%d: %+v, want %v", status, f, want)
		}
		if status == 301 || status == 429 {
			continue // of these, one that stands in a body says nothing
		}
		if in := Refusal("h", status, []byte(`{"type":"/problems/x","title":"ไม่ได้"}`)); in.Class != want || in.Words != "ไม่ได้" || !fault.Is(in, "channel_says") {
			t.Errorf("%d in a body: %+v", status, in)
		}
	}
	if in := Refusal("h", 429, nil); in.Class != publishing.Later || in.Words != "" {
		t.Errorf("%+v", in)
	}
	if Classify("h", nil) != nil {
		t.Error("no error is a failure")
	}
	for code, want := range map[string]publishing.Class{"net_none": publishing.Offline, "net_tls": publishing.Elsewhere, "net_pin_changed": publishing.Elsewhere, "net_answer_large": publishing.WrongAnswer, "url_insecure": publishing.Failed} {
		if f := Classify("h", &fault.Error{Code: code}); f.Class != want || !fault.Is(f, code) {
			t.Errorf("%s: %+v", code, f)
		}
	}
	if f := Classify("h", fmt.Errorf("x: %w", context.Canceled)); f.Class != publishing.OutcomeOpen || !errors.Is(f, context.Canceled) {
		t.Errorf("%+v", f)
	}
	if f := Classify("h", errors.New("x")); f.Class != publishing.Failed {
		t.Errorf("%+v", f)
	}
}

// A refusal that is no problem is kept for the connector, and never written into a log.
func TestWhatWasSaid(t *testing.T) {
	for name, c := range map[string]struct{ kind, body, want string }{
		"JSON":    {"application/json; charset=UTF-8", `{"code":"x"}`, "application/json"},
		"a page":  {"Text/HTML", "<p>", "text/html"},
		"no kind": {";", "x", ""},
	} {
		_, err := answering(t, refusing(400, c.kind, c.body)).Do(t.Context(), Call{Method: http.MethodGet, Path: "/"})
		said := SaidOf(err)
		if !fault.Is(err, "net_refused") || said == nil || said.Kind != c.want || string(said.Body) != c.body {
			t.Errorf("%s: %v, %+v", name, err, said)
		}
		if f := Classify("x", err); f.Class != publishing.Refused || f.Words != "" {
			t.Errorf("%s: %+v", name, f)
		}
	}
	_, err := answering(t, refusing(500, "text/plain", "secret"+strings.Repeat(" ", 100_000))).Do(t.Context(), Call{Method: http.MethodGet, Path: "/"})
	if said := SaidOf(err); said == nil || len(said.Body) != maxSaid || strings.Contains(err.Error(), "secret") {
		t.Errorf("%v", err)
	}
	_, err = answering(t, refusing(400, problemKind, `{"type":"x","title":"y"}`)).Do(t.Context(), Call{Method: http.MethodGet, Path: "/"})
	if SaidOf(err) != nil || ProblemOf(err) == nil {
		t.Errorf("%v", err)
	}
}
