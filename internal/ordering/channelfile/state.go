package channelfile

import (
	"slices"
	"strings"
	"sync"
	"unicode"
	"unicode/utf8"

	"github.com/talat-pos/talat/internal/ordering/sheet"
	"github.com/talat-pos/talat/internal/thai"
)

var allStates = []State{New, Paid, Shipped, Delivered, Cancelled, Returned, Unknown}

// words finds states by the key of a channel's words.
type words map[string]State

var wordsOf = sync.OnceValue(func() map[string]words {
	all := map[string]words{}
	add := func(code string, states map[State][]string) {
		all[code] = words{}
		for state, list := range states {
			for _, word := range list {
				all[code][sheet.Key(word)] = state
			}
		}
	}
	for _, one := range layouts().Channels {
		add(one.Code, one.States)
	}
	add(Other, layouts().States)
	return all
})

// shortestBegin is how long a word must be, in characters, to be known by the beginning of a longer text: a
// state may go on with a date until which it holds.
const shortestBegin = 8

// of gives the state of a text, "" when no word is it or begins it. The longest word counts.
func (w words) of(text string) State {
	key := sheet.Key(text)
	if state := w[key]; state != "" || key == "" {
		return state
	}
	best := ""
	for word := range w {
		if len(word) > len(best) && len(word) < len(key) && key[:len(word)] == word && utf8.RuneCountInString(word) >= shortestBegin {
			best = word
		}
	}
	return w[best]
}

// stateWord gives what a word of the channel means: to the shop, to the channel, to anybody; "" when nobody knows it.
func (r *reader) stateWord(text string) State {
	for word, state := range r.file.Mapping.States {
		if sheet.Key(word) == sheet.Key(text) {
			return state
		}
	}
	if state := wordsOf()[r.layout.Code].of(text); state != "" {
		return state
	}
	return wordsOf()[Other].of(text)
}

// stateOf gives where a row's line stands. A second word counts where it is known and further on than the
// first; without any word the times and the payment tell.
func (r *reader) stateOf(w row) State {
	state := r.stateWord(w.text(fieldState))
	if more := r.stateWord(w.text(fieldSubstate)); more != "" && (state == "" || rank(more) > rank(Paid) && rank(more) > rank(state)) {
		state = more
	}
	paid := r.isPaidWord(w.text(fieldPaymentState))
	switch {
	case state == New && paid:
		return Paid
	case state != "":
		return state
	case w.text(fieldState) != "":
		return Unknown
	}
	for _, by := range []struct {
		field Field
		state State
	}{{fieldCancelledAt, Cancelled}, {fieldDeliveredAt, Delivered}, {fieldShippedAt, Shipped}, {fieldPaidAt, Paid}} {
		if w.text(by.field) != "" {
			return by.state
		}
	}
	if paid {
		return Paid
	}
	return New
}

// rank says how far a state is on.
func rank(state State) int {
	return slices.Index([]State{Unknown, New, Paid, Shipped, Delivered, Returned, Cancelled}, state)
}

// together gives the state of an order from its lines': the least advanced of those that still go on.
func together(lines []Line) State {
	least := Cancelled
	for _, line := range lines {
		if rank(line.State) < rank(least) {
			least = line.State
		}
	}
	return least
}

// isPaidWord reports whether a payment's state says that the money is there.
func (r *reader) isPaidWord(text string) bool {
	return slices.Contains(layouts().Paid, sheet.Key(text))
}

// isCOD reports whether a way of payment is cash at the door: a Thai word anywhere in it, a Latin one by itself.
func isCOD(text string) bool {
	folded := thai.Fold(text)
	inWords := " " + strings.Join(strings.FieldsFunc(folded, func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsMark(r) }), " ") + " "
	for _, word := range layouts().COD {
		word = thai.Fold(word)
		if strings.Contains(inWords, " "+word+" ") || word[0] >= utf8.RuneSelf && strings.Contains(folded, word) {
			return true
		}
	}
	return false
}
