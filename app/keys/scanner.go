package keys

import (
	"time"
	"unicode"

	"fyne.io/fyne/v2"
)

// The scanner's timing. The window asks for events 60 times a second, so two that came 50 ms apart
// may be seen up to half such a step further apart.
const (
	gap        = 50 * time.Millisecond  // the longest between two characters of a burst
	step       = 8 * time.Millisecond   // half a step of the window's loop
	afterwards = 500 * time.Millisecond // one more Enter or Tab within this is swallowed
	late       = 4 * time.Millisecond   // a timer's hop later than this says that the window was drawing
	again      = 20 * time.Millisecond  // what a window that was drawing gets to ask for its events
	patience   = 8                      // how often a busy window is waited for
	shortest   = 4                      // characters of a burst
	many       = 8                      // digits that make a code of what nobody knows
	longest    = 4296                   // characters of the largest QR code
)

// held is a character that waits: its key, where one came, and what it types, 0 where nothing came.
type held struct {
	key    *fyne.KeyEvent
	char   rune
	repeat bool
	shift  bool
	target fyne.Focusable // who had the focus
}

// run is what was typed without a pause of 50 ms. It waits whole: only the end tells whether it is a
// scanner's, and what is not shown need not be taken back out, with its selection and its search.
// 50 ms is less than two frames of the eye's patience, and a key held is shown at once.
type run struct {
	held  []held
	timer *time.Timer
	turn  int // which timer's hop counts
	waits int
}

func (r *Router) hold(ev *fyne.KeyEvent, repeat bool) {
	if repeat || len(r.run.held) >= longest {
		r.Settle()
	}
	key := *ev
	r.run.held = append(r.run.held, held{key: &key, repeat: repeat, shift: len(r.shift) > 0, target: r.canvas.Focused()})
	r.wait()
}

func (r *Router) holdRune(char rune) {
	n := len(r.run.held) - 1
	if n >= 0 && r.run.held[n].key != nil && r.run.held[n].char == 0 {
		r.run.held[n].char = char
		if r.run.held[n].repeat {
			r.Settle()
			return
		}
	} else {
		if n+1 >= longest {
			r.Settle()
		}
		r.run.held = append(r.run.held, held{char: char, target: r.canvas.Focused()})
	}
	r.wait()
}

// wait starts the 50 ms anew.
func (r *Router) wait() {
	r.stop()
	r.run.waits = 0
	r.after(gap)
}

func (r *Router) after(pause time.Duration) {
	turn := r.run.turn
	r.run.timer = time.AfterFunc(pause, func() {
		fired := r.clock()
		r.hop(func() { r.due(turn, fired) })
	})
}

// due ends the run when nothing came since. A window that was drawing has not asked for its keys yet: the
// rest of a burst may stand in the queue, so it gets the time to ask. It gets some in any case: who was
// drawing when the 50 ms ended and was done a moment later shows no lateness.
func (r *Router) due(turn int, fired time.Time) {
	if turn != r.run.turn || len(r.run.held) == 0 {
		return
	}
	busy := r.clock().Sub(fired) > late
	switch {
	case busy && r.run.waits < patience:
		r.after(again)
	case r.run.waits == 0:
		r.after(step)
	default:
		r.Settle()
		return
	}
	r.run.waits++
}

// end takes an Enter or a Tab: the end of a burst and the one after it are used up. Anything else
// was typing, which goes where it belongs before the key does, and so the key does its own work there.
func (r *Router) end() bool {
	if r.clock().Before(r.swallowUntil) {
		r.swallowUntil = time.Time{}
		return true
	}
	code := read(r.run.held)
	if len([]rune(code)) < shortest || r.isTyping(code) {
		r.Settle()
		return false
	}
	r.clear()
	r.swallowUntil = r.clock().Add(afterwards)
	r.scan(code)
	return true
}

// isTyping reports whether a burst was typed into the field that has the focus. A window that stood still for a
// second gets all of that second's keys at once, and words by hand look like a scanner's: they are the field's unless
// they are made of digits as codes are and it is not one of long numbers, or the shop has the code. Where scans are taken,
// a field that is there to be scanned into, or one of figures, leaves them to what takes them, which says what it does not
// know.
func (r *Router) isTyping(code string) bool {
	if _, ok := r.canvas.Focused().(Field); !ok || r.stranger() != nil || r.Known != nil && r.Known(code) {
		return false
	}
	if ofDigits(code) {
		numbers, ok := r.canvas.Focused().(Numbered)
		return ok && numbers.TakesNumbers()
	}
	words, ok := r.canvas.Focused().(Writer)
	return ok && words.TakesWords() || r.scanned() == nil
}

// ofDigits reports whether a code is long enough, and digits enough, to be one that no person types.
func ofDigits(code string) bool {
	digits, all := 0, 0
	for _, char := range code {
		all++
		if char >= '0' && char <= '9' {
			digits++
		}
	}
	return digits >= many && 2*digits >= all
}

func (r *Router) clear() {
	r.run.held = nil
	r.stop()
}

// stop lets neither the timer nor a hop of it that is on its way count any more.
func (r *Router) stop() {
	if r.run.timer != nil {
		r.run.timer.Stop()
	}
	r.run.turn++
}

// scan gives a code to the nearest scope that takes one.
func (r *Router) scan(code string) {
	if take := r.scanned(); take != nil && r.stranger() == nil {
		take(code)
	}
}

// scanned is what takes a code now, nil where nothing does.
func (r *Router) scanned() func(code string) {
	for _, l := range r.reach() {
		if l.scope.OnScan != nil {
			return l.scope.OnScan
		}
	}
	return nil
}

// Settle gives what waits to the widgets it was typed into, in order. It happens by itself after 50
// ms; a test of a screen that types without time passing calls it.
func (r *Router) Settle() {
	waiting := r.run.held
	r.clear()
	for _, item := range waiting {
		r.deliver(item)
	}
}

func (r *Router) deliver(item held) {
	var name fyne.KeyName
	if item.key != nil {
		name = item.key.Name
	}
	chord := charChord(name, item.char)
	letter := item.char > unicode.MaxASCII && (!isDigit(chord) || beginsWord(item.char))
	if r.pressAs(chord, item.repeat, letter) {
		return
	}
	if item.target == nil {
		if item.char != 0 && r.stranger() == nil {
			r.stray(item.char)
		}
		return
	}
	r.passing = true
	defer func() { r.passing = false }()
	if item.key != nil {
		item.target.TypedKey(item.key)
	}
	if item.char != 0 {
		item.target.TypedRune(item.char)
	}
}

// stray gives a character typed while nothing has the focus to the nearest scope that takes it.
func (r *Router) stray(char rune) {
	for _, l := range r.reach() {
		if l.scope.OnRune != nil {
			r.passing = true // the screen hands it on to a field at once
			defer func() { r.passing = false }()
			l.scope.OnRune(char)
			return
		}
	}
}
