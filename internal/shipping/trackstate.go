package shipping

import (
	"slices"
	"time"

	"github.com/talat-pos/talat/internal/i18n"
)

// TrackEvent is one line of what the post says about a parcel.
type TrackEvent struct {
	Code     string    // the post's status, such as "103"
	Text     string    // the post's own words for it
	At       time.Time // zero when its date could not be read
	Place    string
	Postcode string
	Delivery string // "S" delivered, "F" not delivered, "" for every other step
	Reason   string // the post's words on the delivery, such as why there was none
	Receiver string // who signed: personal data, to be kept only where it can be erased
}

// Stage is how far a parcel has come by the post's word, as the shop goes by it.
type Stage string

// The stages. "" is none: the post knows nothing yet, or says what this program does not know.
const (
	StageAnnounced      Stage = "announced"        // the post was told, and does not have it
	StageHandedOver     Stage = "handed_over"      // the post has it
	StageOnTheWay       Stage = "on_the_way"       // it travels
	StageOutForDelivery Stage = "out_for_delivery" // the postman has it, or it lies where the recipient fetches it
	StageNotDelivered   Stage = "not_delivered"    // the postman did not meet the recipient and will try again
	StageDelivered      Stage = "delivered"
	StageReturning      Stage = "returning" // it travels back to the shop
	StageReturned       Stage = "returned"  // it is back with the shop
)

// Stages lists them in the order a parcel passes them.
var Stages = []Stage{StageAnnounced, StageHandedOver, StageOnTheWay, StageOutForDelivery, StageNotDelivered, StageDelivered, StageReturning, StageReturned}

// Name says a stage in words.
func (s Stage) Name(lang i18n.Lang) string { return i18n.T(lang, "track.stage."+string(s)) }

// stages are those of the post's codes (facts: documents of the tracking API).
var stages = map[string]Stage{
	"101": StageAnnounced,
	"102": StageHandedOver, "103": StageHandedOver,
	"104": StageReturning, // the sender took it back
	"201": StageOnTheWay, "202": StageOnTheWay, "204": StageOnTheWay, "205": StageOnTheWay,
	"206": StageOnTheWay, "207": StageOnTheWay, "208": StageOnTheWay, "211": StageOnTheWay,
	"203": StageReturning,
	"301": StageOutForDelivery, "302": StageOutForDelivery, "303": StageOutForDelivery,
	"401": StageNotDelivered,
	"501": StageDelivered,
}

// Stage gives what one line says by itself. A code that is not known still counts when the post says that the
// parcel was delivered or not.
func (e TrackEvent) Stage() Stage {
	if stage, known := stages[e.Code]; known {
		return stage
	}
	switch e.Delivery {
	case "S":
		return StageDelivered
	case "F":
		return StageNotDelivered
	}
	return ""
}

// Progress gives how far a parcel has come and the newest line about it, from all its lines in any order; a
// line without a readable date keeps its place behind the one before it. Lines of unknown codes change nothing.
// A parcel that nobody took stays "not delivered" while it lies at the post office, since somebody must fetch
// it. Once it turns back it is the shop's again: what is "delivered" then is delivered to the sender.
func Progress(events []TrackEvent) (stage Stage, newest TrackEvent) {
	events = InOrder(events)
	if len(events) == 0 {
		return "", TrackEvent{}
	}
	for _, event := range events {
		next := event.Stage()
		switch {
		case next == "" || stage == StageReturned:
		case stage == StageReturning:
			if next == StageDelivered {
				stage = StageReturned
			}
		case next == StageReturning:
			stage = next
		case stage == StageDelivered || next == StageAnnounced && stage != "" || next == StageOnTheWay && stage == StageNotDelivered:
			// a scan that came late, or the post office where the parcel waits
		default:
			stage = next
		}
	}
	return stage, events[len(events)-1]
}

// InOrder gives the lines by their time, those of one moment and those without a date as they came.
func InOrder(events []TrackEvent) []TrackEvent {
	type placed struct {
		at    time.Time
		event TrackEvent
	}
	all := make([]placed, len(events))
	var last time.Time
	for n, event := range events {
		if !event.At.IsZero() {
			last = event.At
		}
		all[n] = placed{last, event}
	}
	slices.SortStableFunc(all, func(a, b placed) int { return a.at.Compare(b.at) })
	sorted := make([]TrackEvent, len(all))
	for n, p := range all {
		sorted[n] = p.event
	}
	return sorted
}
