// Package reply writes what a shop tells its customers and producers about an order, from templates that the
// shop may change for each channel.
package reply

import (
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/i18n"
)

// Kind is what a reply is about.
type Kind string

// The kinds of replies.
const (
	Total    Kind = "total"    // what was ordered, what it costs and how to pay
	Payment  Kind = "payment"  // the money came
	Tracking Kind = "tracking" // the parcel's number and where to look
	Short    Kind = "short"    // to the customer: not all of it is there
	Ask      Kind = "ask"      // to the producer: when can you bring more
)

// Kinds lists them in the order they are offered.
var Kinds = []Kind{Total, Payment, Tracking, Short, Ask}

// Channels are those of an order that may have words of their own; all others use the general ones.
var Channels = []string{"line", "facebook", "phone", "web", "government"}

// Voices are the ways to be polite: as a woman says it, as a man.
const (
	Female = "female"
	Male   = "male"
)

// PerChannel reports whether a kind may differ by the customer's channel: producers have none.
func (k Kind) PerChannel() bool { return k != Ask }

// Key gives the setting that holds the words of a kind for a channel, "" for all channels.
func Key(kind Kind, channel string) string {
	if channel == "" {
		return "reply." + string(kind)
	}
	return "reply." + string(kind) + "." + channel
}

// KindOf gives the kind of reply whose words a setting holds.
func KindOf(key string) Kind {
	kind, _, _ := strings.Cut(strings.TrimPrefix(key, "reply."), ".")
	return Kind(kind)
}

// Default gives the program's own words.
func Default(kind Kind, lang i18n.Lang) string { return i18n.T(lang, "reply."+string(kind)) }

// Words gives the template for an order of a channel: its own, the shop's general one, or the program's. get
// gives a setting, "" where nobody chose.
func Words(get func(key string) string, kind Kind, channel string, lang i18n.Lang) string {
	if kind.PerChannel() && slices.Contains(Channels, channel) {
		if own := get(Key(kind, channel)); own != "" {
			return own
		}
	}
	if general := get(Key(kind, "")); general != "" {
		return general
	}
	return Default(kind, lang)
}
