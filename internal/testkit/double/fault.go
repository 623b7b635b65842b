package double

import (
	"bytes"
	"encoding/json"
	"io"
	"net/http"
	"slices"
	"strconv"
	"time"
)

// Fault is one misbehaviour of the platform, or of what lies between it and the shop.
type Fault struct {
	Name    string
	twice   bool                                                    // the call arrives twice
	instead func(w http.ResponseWriter, r *http.Request)            // nothing is carried out
	deliver func(w http.ResponseWriter, r *http.Request, a *answer) // it is carried out, and the answer goes so
}

// script is what is still to go wrong.
type script struct {
	queues map[string][]Fault
	always func(operation string, n int) *Fault
}

func (s *script) next(operation string, n int) *Fault {
	for _, name := range []string{operation, ""} {
		if queue := s.queues[name]; len(queue) > 0 && (name != "" || operation != "getToken") {
			s.queues[name] = queue[1:]
			if queue[0].Name == fine {
				return nil
			}
			return &queue[0]
		}
	}
	if s.always != nil {
		return s.always(operation, n)
	}
	return nil
}

// On lets the next calls of an operation go wrong, one fault each; "" is any operation but that of the token.
func (p *Platform) On(operation string, faults ...Fault) {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.script.queues == nil {
		p.script.queues = map[string][]Fault{}
	}
	p.script.queues[operation] = append(p.script.queues[operation], faults...)
}

// Always asks before each call what goes wrong with it, nil for nothing. n counts the calls of the operation,
// from 1. It is asked under the platform's lock, so it may keep a state but call no method.
func (p *Platform) Always(choose func(operation string, n int) *Fault) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.script.always = choose
}

const fine = "fine"

// Fine lets a call pass that stands between others in a script.
func Fine() Fault { return Fault{Name: fine} }

// LoseReply carries the call out and cuts the connection before the answer.
func LoseReply() Fault {
	return Fault{Name: "lose reply", deliver: func(http.ResponseWriter, *http.Request, *answer) { panic(http.ErrAbortHandler) }}
}

// Drop cuts the connection before anything is carried out.
func Drop() Fault {
	return Fault{Name: "drop", instead: func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }}
}

// HalfBody carries the call out and cuts the connection within the answer.
func HalfBody() Fault {
	return Fault{Name: "half a body", deliver: func(w http.ResponseWriter, _ *http.Request, a *answer) {
		for name, values := range a.header {
			w.Header()[name] = values
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(a.body)+1))
		w.WriteHeader(a.status)
		_, _ = w.Write(a.body[:len(a.body)/2])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}}
}

// CutJSON carries the call out and gives half of the answer as if it were all.
func CutJSON() Fault {
	return Fault{Name: "cut JSON", deliver: func(w http.ResponseWriter, _ *http.Request, a *answer) {
		half := *a
		half.body = a.body[:len(a.body)/2]
		half.write(w)
	}}
}

// Slow carries the call out and answers after a while, or never when whoever asked went away.
func Slow(wait time.Duration) Fault {
	return Fault{Name: "slow", deliver: func(w http.ResponseWriter, r *http.Request, a *answer) {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case <-timer.C:
			a.write(w)
		case <-r.Context().Done():
		}
	}}
}

// Twice lets the call arrive twice, as a proxy may; the second answer is given.
func Twice() Fault { return Fault{Name: "twice", twice: true} }

// Change carries the call out and gives another body.
func Change(change func(body []byte) []byte) Fault {
	return Fault{Name: "changed", deliver: func(w http.ResponseWriter, _ *http.Request, a *answer) {
		other := *a
		other.body = change(bytes.Clone(a.body))
		other.write(w)
	}}
}

// Repeated carries the call out and gives each item of its page twice.
func Repeated() Fault {
	fault := Change(func(body []byte) []byte {
		return paged(body, func(items []json.RawMessage) []json.RawMessage { return append(slices.Clone(items), items...) })
	})
	fault.Name = "repeated"
	return fault
}

// Reversed carries the call out and gives the items of its page the last one first.
func Reversed() Fault {
	fault := Change(func(body []byte) []byte {
		return paged(body, func(items []json.RawMessage) []json.RawMessage {
			slices.Reverse(items)
			return items
		})
	})
	fault.Name = "reversed"
	return fault
}

// paged changes the items of a page; what is no page stays.
func paged(body []byte, change func([]json.RawMessage) []json.RawMessage) []byte {
	var page map[string]json.RawMessage
	var items []json.RawMessage
	if json.Unmarshal(body, &page) != nil || json.Unmarshal(page["items"], &items) != nil {
		return body
	}
	changed, err := json.Marshal(change(items))
	if err != nil {
		return body
	}
	page["items"] = changed
	if body, err = json.Marshal(page); err != nil {
		panic(err) // it was read a moment ago
	}
	return body
}

// Refuse answers with a problem and carries nothing out: Refuse(412, "stale-revision"), Refuse(500, "internal").
func Refuse(status int, slug string) Fault {
	return Fault{Name: slug, instead: func(w http.ResponseWriter, _ *http.Request) { problem(status, slug, "ขัดข้อง").write(w) }}
}

// Busy answers 429, or 503, with Retry-After: seconds or an HTTP date, "" for none.
func Busy(status int, after string) Fault {
	return Fault{Name: "busy", instead: func(w http.ResponseWriter, _ *http.Request) {
		a := problem(status, "rate-limited", "Too many calls")
		if after != "" {
			a = a.with("Retry-After", after)
		}
		a.write(w)
	}}
}

// Says answers something else altogether and carries nothing out: a page of a hotel's network, wrong JSON.
func Says(status int, kind, body string) Fault {
	return Fault{Name: "says", instead: func(w http.ResponseWriter, _ *http.Request) {
		answer{status, http.Header{"Content-Type": {kind}}, []byte(body)}.write(w)
	}}
}

// HTML answers 200 with a page, as the log-in of a hotel's network does.
func HTML() Fault { return Says(http.StatusOK, "text/html", "<!doctype html><title>Welcome</title>") }

// WrongJSON answers 200 with JSON of another shape.
func WrongJSON() Fault { return Says(http.StatusOK, "application/json", `[1,"2",{"3":null}]`) }

// Redirect sends the client elsewhere.
func Redirect(to string) Fault {
	return Fault{Name: "redirect", instead: func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusTemporaryRedirect) }}
}

// Huge answers with so many bytes of spaces.
func Huge(size int64) Fault {
	return Fault{Name: "huge", instead: func(w http.ResponseWriter, _ *http.Request) {
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.CopyN(w, spaces{}, size)
	}}
}

type spaces struct{}

func (spaces) Read(into []byte) (int, error) {
	for n := range into {
		into[n] = ' '
	}
	return len(into), nil
}
