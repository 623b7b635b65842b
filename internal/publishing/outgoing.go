package publishing

import (
	"encoding/json"
	"maps"
	"math/rand/v2"
	"strings"
	"time"

	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/id"
	"github.com/talat-pos/talat/internal/ledger"
)

// Outgoing is a row of the outbox: one thing that a channel is to be told. Of a listing it only says that there is
// something to tell: what is told is the listing as it stands when it is sent.
type Outgoing struct {
	ID           int64         `json:"id"`
	ConnectionID id.Connection `json:"connection_id"`
	Thing        string        `json:"thing"` // rows of one thing go in their order, one at a time
	Kind         string        `json:"kind"`  // Listed, Stepped, Parcelled
	SKU          string        `json:"sku"`
	OrderID      id.Order      `json:"order_id"`
	ParcelID     id.Parcel     `json:"parcel_id"`
	What         string        `json:"what"`   // the step; of a parcel its tracking number
	Reason       string        `json:"reason"` // of a cancelled order, for the buyer
	Key          string        `json:"key"`    // idempotency
	State        string        `json:"state"`  // of OutgoingStates
	Attempts     int           `json:"attempts"`
	NextAt       ledger.Millis `json:"next_at"`
	Problem      string        `json:"problem"`   // a Problem in JSON, "" = none
	Discarded    string        `json:"discarded"` // the reason a person gave
	At           ledger.Millis `json:"at"`
	EndedAt      ledger.Millis `json:"ended_at"`
}

// Kinds of rows.
const (
	Listed    = "listing"
	Stepped   = "step"
	Parcelled = "parcel"
)

// Beginnings of things.
const (
	ThingListing = "listing/"
	ThingOrder   = "order/"
)

// States of a row.
const (
	Waiting   = "waiting"
	Sending   = "sending" // under way, or the program ended in the middle of it
	Stuck     = "failed"  // a person must look
	Sent      = "sent"
	Discarded = "discarded"
	Carried   = "carried" // in a file on its way to another machine
)

// OutgoingStates lists them.
var OutgoingStates = []string{Waiting, Sending, Stuck, Sent, Discarded, Carried}

// Problem is why something did not go, as it is stored.
type Problem struct {
	Class  string       `json:"class"`
	Code   string       `json:"code"`
	Values fault.Values `json:"values,omitempty"`
	Slug   string       `json:"slug,omitempty"`
	Words  string       `json:"words,omitempty"` // the channel's own
	Fields []FieldNote  `json:"fields,omitempty"`
}

// ProblemOf makes one of an error, the zero one of none.
func ProblemOf(err error) Problem {
	failure := FailureOf(err)
	if failure == nil {
		return Problem{}
	}
	about := fault.Of(failure.Err)
	return Problem{Class: failure.Class.String(), Code: about.Code, Values: Plain(about.Values), Slug: failure.Slug, Words: failure.Words, Fields: failure.Fields}
}

// NotReady is the problem of a listing that something is missing of.
func NotReady(reasons []Reason) Problem {
	missing := written(func(lang i18n.Lang) string {
		var texts []string
		for _, reason := range reasons {
			if !reason.Advice {
				texts = append(texts, reason.Text(lang))
			}
		}
		return strings.Join(texts, " · ")
	})
	return Problem{Class: Refused.String(), Code: "listing_not_ready", Values: fault.Values{"reasons": missing}}
}

// Plain gives values as they can be stored: as the texts that a person reads.
func Plain(values fault.Values) fault.Values {
	plain := fault.Values{}
	for key, value := range values {
		plain[key] = written(func(lang i18n.Lang) string { return i18n.Value(lang, value) })
	}
	return plain
}

// written gives a text as it is stored: once, or by language where it differs.
func written(say func(i18n.Lang) string) any {
	texts, same := map[string]any{}, true
	for _, lang := range i18n.Langs {
		texts[string(lang)] = say(lang)
		same = same && texts[string(lang)] == texts[string(i18n.Langs[0])]
	}
	if same {
		return texts[string(i18n.Langs[0])]
	}
	return texts
}

// Encode gives a problem as it is stored, "" for none.
func (p Problem) Encode() string {
	if p.IsZero() {
		return ""
	}
	data, err := json.Marshal(p)
	if err != nil {
		panic(err) // plain texts always encode
	}
	return string(data)
}

// ReadProblem reads a problem as it is stored, the zero one of "".
func ReadProblem(text string) (p Problem) {
	_ = json.Unmarshal([]byte(text), &p) // it is only shown
	return p
}

// IsZero reports that there is none.
func (p Problem) IsZero() bool { return p.Code == "" && p.Class == "" }

// Text says it to a person, with the channel's own words.
func (p Problem) Text(lang i18n.Lang) string {
	if p.IsZero() {
		return ""
	}
	values := maps.Clone(p.Values)
	for key, value := range values {
		if texts, differ := value.(map[string]any); differ {
			values[key] = texts[string(lang)]
		}
	}
	text := i18n.Message(lang, &fault.Error{Code: p.Code, Values: values})
	if p.Words != "" {
		text += " · " + p.Words
	}
	for _, note := range p.Fields {
		text += " · " + note.Words
	}
	return text
}

// Bounds of the back-off.
const (
	firstWait = 2 * time.Second
	longest   = 15 * time.Minute
)

// Wait bounds how long to wait after so many attempts that failed: it doubles from two seconds to fifteen minutes.
func Wait(attempts int) time.Duration {
	if attempts = max(attempts, 1); attempts < 10 {
		return min(firstWait<<(attempts-1), longest)
	}
	return longest
}

// NextTry says when to try again after a failure: when the channel said, at most a day from now; else at any moment
// up to Wait (full jitter), so that many shops do not come back at once.
func NextTry(failure *Failure, attempts int, now time.Time) time.Time {
	if failure.Until.After(now) {
		return earlier(failure.Until, now.Add(24*time.Hour))
	}
	return now.Add(rand.N(Wait(attempts)))
}

// Rests reports whether what is to be tried next at a moment waits for it now. No wait is longer than a day: what is
// further off was set by a clock that was ahead.
func Rests(next, now time.Time) bool { return next.After(now) && !next.After(now.Add(MaxRest)) }

// MaxRest bounds how far off the next try can be.
const MaxRest = 25 * time.Hour

func earlier(a, b time.Time) time.Time {
	if a.Before(b) {
		return a
	}
	return b
}

// Verdict is what a failure means for what was to be sent.
type Verdict int

// The verdicts.
const (
	Again  Verdict = iota // the same again after a while
	Look                  // look at what stands there, then decide anew
	Person                // a person must change something
	Pause                 // nothing more goes to the channel before a person looked
	Hold                  // there is no net, or the channel rests: everything waits
)

// Judge says what a failure means after so many attempts.
func Judge(failure *Failure, attempts int) Verdict {
	switch failure.Class {
	case Offline, Later:
		return Hold
	case KeyRefused, Elsewhere:
		return Pause
	case OutcomeOpen, Stale:
		return Look
	case WrongAnswer:
		if attempts >= patience {
			return Person
		}
		return Look
	case Refused, TooLarge, Absent:
		return Person
	}
	if attempts >= patience {
		return Person
	}
	return Again
}

// patience is how often something is tried whose trouble may pass by itself.
const patience = 8
