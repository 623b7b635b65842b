package publishing

import (
	"errors"
	"time"

	"github.com/talat-pos/talat/internal/fault"
)

// Class says what whoever sends must do after a failure.
type Class int

// The classes.
const (
	Failed      Class = iota // the program's own fault
	Offline                  // nothing was sent: there is no net; send when there is
	OutcomeOpen              // it may have been done: look up first, then send again with the same key
	Later                    // not done; again at Until, or when the back-off says where that is zero
	Refused                  // not done and never will be as it is: a person must change it
	Stale                    // not done: something else stands there; look at it and decide anew
	KeyRefused               // not done: the channel does not take our key; nothing more goes to it until a person looked
	Absent                   // what it is about is not there
	TooLarge                 // not done: too much in one call
	Elsewhere                // not done: the address leads to a redirect, or to nobody whose certificate holds
	WrongAnswer              // what answers is not readable: look up first, and tell a person when it stays so
	CursorGone               // the feed cannot go on from there: begin again by time
)

// names are for the log.
var names = [...]string{"failed", "offline", "outcome_open", "later", "refused", "stale", "key_refused", "absent", "too_large", "elsewhere",
	"wrong_answer", "cursor_gone"}

// String gives the class's name, which the outbox stores.
func (c Class) String() string {
	if c < 0 || int(c) >= len(names) {
		return names[Failed]
	}
	return names[c]
}

// ClassOf reads what String wrote. An unknown name is Failed.
func ClassOf(name string) Class {
	for n, each := range names {
		if each == name {
			return Class(n)
		}
	}
	return Failed
}

// Done reports that the call may have been carried out.
func (c Class) Done() bool { return c == OutcomeOpen || c == WrongAnswer }

// Failure is why a call to a channel did not succeed. The fault within has the sentence for a person.
type Failure struct {
	Class  Class
	Until  time.Time   // of Later, zero when it was not told
	Words  string      // the channel's own
	Slug   string      // the channel's stable name for the trouble, "" when it has none
	Fields []FieldNote // what exactly was refused
	State  string      // where the order stands
	Level  *Level      // of Stale: the count that is there
	Err    error       // a *fault.Error
}

// FieldNote is the channel's word about one field.
type FieldNote struct {
	Pointer string // JSON pointer into what was sent: /price/amount
	Words   string
}

// Error gives class and cause for logs.
func (f *Failure) Error() string {
	text := f.Class.String()
	if f.Slug != "" {
		text += " (" + f.Slug + ")"
	}
	if f.Err != nil {
		text += ": " + f.Err.Error()
	}
	return text
}

// Unwrap gives the fault, so that i18n.Message finds its sentence.
func (f *Failure) Unwrap() error { return f.Err }

// FailureOf gives the failure that an error is or wraps, one of class Failed for any other, nil for nil.
func FailureOf(err error) *Failure {
	if err == nil {
		return nil
	}
	if known := new(Failure); errors.As(err, &known) {
		return known
	}
	return &Failure{Class: Failed, Err: fault.Of(err)}
}

// Is reports whether an error is a failure of a class.
func Is(err error, class Class) bool { return err != nil && FailureOf(err).Class == class }
