package double

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"github.com/talat-pos/talat/internal/testkit/faulty"
)

// Fault is one misbehaviour of the platform, or of what lies between it and the shop.
type Fault = faulty.Fault

// On lets the next calls of an operation go wrong, one fault each; "" is any operation but that of the token.
func (p *Platform) On(operation string, faults ...Fault) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.script.On(operation, faults...)
}

// Always asks before each call what goes wrong with it, nil for nothing. n counts the calls of the operation,
// from 1. It is asked under the platform's lock, so it may keep a state but call no method.
func (p *Platform) Always(choose func(operation string, n int) *Fault) {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.script.Always(choose)
}

// Fine lets a call pass that stands between others in a script.
func Fine() Fault { return faulty.Fine() }

// LoseReply carries the call out and cuts the connection before the answer.
func LoseReply() Fault { return faulty.LoseReply() }

// Drop cuts the connection before anything is carried out.
func Drop() Fault { return faulty.Drop() }

// HalfBody carries the call out and cuts the connection within the answer.
func HalfBody() Fault { return faulty.HalfBody() }

// CutJSON carries the call out and gives half of the answer as if it were all.
func CutJSON() Fault { return faulty.CutJSON() }

// Slow carries the call out and answers after a while, or never when whoever asked went away.
func Slow(wait time.Duration) Fault { return faulty.Slow(wait) }

// Twice lets the call arrive twice, as a proxy may; the second answer is given.
func Twice() Fault { return faulty.Twice() }

// Change carries the call out and gives another body.
func Change(change func(body []byte) []byte) Fault { return faulty.Change(change) }

// Says answers something else altogether and carries nothing out.
func Says(status int, kind, body string) Fault { return faulty.Says(status, kind, body) }

// HTML answers 200 with a page, as the log-in of a hotel's network does.
func HTML() Fault { return faulty.HTML() }

// WrongJSON answers 200 with JSON of another shape.
func WrongJSON() Fault { return faulty.WrongJSON() }

// Redirect sends the client elsewhere.
func Redirect(to string) Fault { return faulty.Redirect(to) }

// Huge answers with so many bytes of spaces.
func Huge(size int64) Fault { return faulty.Huge(size) }

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
	return Fault{Name: slug, Instead: func(w http.ResponseWriter, _ *http.Request) { problem(status, slug, "ขัดข้อง").write(w) }}
}

// Busy answers 429, or 503, with Retry-After: seconds or an HTTP date, "" for none.
func Busy(status int, after string) Fault {
	return Fault{Name: "busy", Instead: func(w http.ResponseWriter, _ *http.Request) {
		a := problem(status, "rate-limited", "Too many calls")
		if after != "" {
			a = a.with("Retry-After", after)
		}
		a.write(w)
	}}
}
