// Package faulty is what goes wrong with the calls of a platform that only tests have: a script of faults, and
// the faults that any platform, or what lies between it and the shop, may have.
package faulty

import (
	"bytes"
	"io"
	"net/http"
	"strconv"
	"time"
)

// Answer is what a platform means to say.
type Answer struct {
	Status int
	Header http.Header
	Body   []byte
}

// Write says it.
func (a *Answer) Write(w http.ResponseWriter) {
	for name, values := range a.Header {
		w.Header()[name] = values
	}
	w.WriteHeader(a.Status)
	_, _ = w.Write(a.Body)
}

// Fault is one misbehaviour of a platform, or of what lies between it and the shop.
type Fault struct {
	Name    string
	Twice   bool                                                    // the call arrives twice
	Instead func(w http.ResponseWriter, r *http.Request)            // nothing is carried out
	Deliver func(w http.ResponseWriter, r *http.Request, a *Answer) // it is carried out, and the answer goes so
}

// Give lets an answer go wrong, nil being no fault.
func (f *Fault) Give(w http.ResponseWriter, r *http.Request, a *Answer) {
	switch {
	case f == nil || f.Instead == nil && f.Deliver == nil:
		a.Write(w)
	case f.Instead != nil:
		f.Instead(w, r)
	default:
		f.Deliver(w, r, a)
	}
}

// Times says how often a call is carried out: once, with some faults never or twice.
func (f *Fault) Times() int {
	switch {
	case f == nil:
		return 1
	case f.Instead != nil:
		return 0
	case f.Twice:
		return 2
	}
	return 1
}

// Script is what is still to go wrong. The platform guards it with its own lock.
type Script struct {
	Apart  string // an operation that "" does not mean
	queues map[string][]Fault
	always func(operation string, n int) *Fault
}

// Next gives what goes wrong with a call, nil for nothing. n counts the calls of the operation, from 1.
func (s *Script) Next(operation string, n int) *Fault {
	for _, name := range []string{operation, ""} {
		if queue := s.queues[name]; len(queue) > 0 && (name != "" || operation != s.Apart) {
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

// On lets the next calls of an operation go wrong, one fault each; "" is any operation but Apart.
func (s *Script) On(operation string, faults ...Fault) {
	if s.queues == nil {
		s.queues = map[string][]Fault{}
	}
	s.queues[operation] = append(s.queues[operation], faults...)
}

// Always asks before each call what goes wrong with it, nil for nothing.
func (s *Script) Always(choose func(operation string, n int) *Fault) { s.always = choose }

const fine = "fine"

// Fine lets a call pass that stands between others in a script.
func Fine() Fault { return Fault{Name: fine} }

// LoseReply carries the call out and cuts the connection before the answer.
func LoseReply() Fault {
	return Fault{Name: "lose reply", Deliver: func(http.ResponseWriter, *http.Request, *Answer) { panic(http.ErrAbortHandler) }}
}

// Drop cuts the connection before anything is carried out.
func Drop() Fault {
	return Fault{Name: "drop", Instead: func(http.ResponseWriter, *http.Request) { panic(http.ErrAbortHandler) }}
}

// HalfBody carries the call out and cuts the connection within the answer.
func HalfBody() Fault {
	return Fault{Name: "half a body", Deliver: func(w http.ResponseWriter, _ *http.Request, a *Answer) {
		for name, values := range a.Header {
			w.Header()[name] = values
		}
		w.Header().Set("Content-Length", strconv.Itoa(len(a.Body)+1))
		w.WriteHeader(a.Status)
		_, _ = w.Write(a.Body[:len(a.Body)/2])
		_ = http.NewResponseController(w).Flush()
		panic(http.ErrAbortHandler)
	}}
}

// CutJSON carries the call out and gives half of the answer as if it were all.
func CutJSON() Fault {
	return Fault{Name: "cut JSON", Deliver: func(w http.ResponseWriter, _ *http.Request, a *Answer) {
		half := *a
		half.Body = a.Body[:len(a.Body)/2]
		half.Write(w)
	}}
}

// Slow carries the call out and answers after a while, or never when whoever asked went away.
func Slow(wait time.Duration) Fault {
	return Fault{Name: "slow", Deliver: func(w http.ResponseWriter, r *http.Request, a *Answer) {
		timer := time.NewTimer(wait)
		defer timer.Stop()
		select {
		case <-timer.C:
			a.Write(w)
		case <-r.Context().Done():
		}
	}}
}

// Twice lets the call arrive twice, as a proxy may; the second answer is given.
func Twice() Fault { return Fault{Name: "twice", Twice: true} }

// Change carries the call out and gives another body.
func Change(change func(body []byte) []byte) Fault {
	return Fault{Name: "changed", Deliver: func(w http.ResponseWriter, _ *http.Request, a *Answer) {
		other := *a
		other.Body = change(bytes.Clone(a.Body))
		other.Write(w)
	}}
}

// Says answers something else altogether and carries nothing out: a page of a hotel's network, wrong JSON.
func Says(status int, kind, body string) Fault {
	return Fault{Name: "says", Instead: func(w http.ResponseWriter, _ *http.Request) {
		(&Answer{status, http.Header{"Content-Type": {kind}}, []byte(body)}).Write(w)
	}}
}

// HTML answers 200 with a page, as the log-in of a hotel's network does.
func HTML() Fault { return Says(http.StatusOK, "text/html", "<!doctype html><title>Welcome</title>") }

// WrongJSON answers 200 with JSON of another shape.
func WrongJSON() Fault { return Says(http.StatusOK, "application/json", `[1,"2",{"3":null}]`) }

// Redirect sends the client elsewhere.
func Redirect(to string) Fault {
	return Fault{Name: "redirect", Instead: func(w http.ResponseWriter, r *http.Request) { http.Redirect(w, r, to, http.StatusTemporaryRedirect) }}
}

// Huge answers with so many bytes of spaces.
func Huge(size int64) Fault {
	return Fault{Name: "huge", Instead: func(w http.ResponseWriter, _ *http.Request) {
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
