package keys

import (
	"testing"
	"testing/synctest"
	"time"
	"unicode"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"
	"fyne.io/fyne/v2/widget"

	"github.com/talat-pos/talat/internal/thai"
)

// field is the smallest text field that asks the router first.
type field struct {
	widget.Entry
	Forward
	submitted []string
	claimed   map[Chord]bool
	figures   bool // no words
	numbers   bool // long ones
}

func (f *field) TakesWords() bool   { return !f.figures }
func (f *field) TakesNumbers() bool { return f.numbers }

func (f *field) Claims(chord Chord) bool { return f.claimed[chord] }

func newField(sink Sink) *field {
	f := &field{Forward: Forward{sink}}
	f.ExtendBaseWidget(f)
	f.OnSubmitted = func(text string) { f.submitted = append(f.submitted, text) }
	return f
}

func (f *field) HasText() bool { return f.Text != "" }

func (f *field) KeyDown(ev *fyne.KeyEvent) { f.Forward.KeyDown(ev); f.Entry.KeyDown(ev) }
func (f *field) KeyUp(ev *fyne.KeyEvent)   { f.Forward.KeyUp(ev); f.Entry.KeyUp(ev) }

func (f *field) TypedKey(ev *fyne.KeyEvent) {
	if !f.TookKey(ev) {
		f.Entry.TypedKey(ev)
	}
}

func (f *field) TypedRune(r rune) {
	if !f.TookRune(r) {
		f.Entry.TypedRune(r)
	}
}

func (f *field) TypedShortcut(s fyne.Shortcut) {
	if !f.TookShortcut(s) {
		f.Entry.TypedShortcut(s)
	}
}

// stroke is what one key sends.
type stroke struct {
	name  fyne.KeyName
	char  rune
	shift bool
}

// knowing is the test canvas with the shortcuts it was told of, which it cannot be asked for.
type knowing struct {
	fyne.Canvas
	handlers map[string]func(fyne.Shortcut)
}

func (c *knowing) AddShortcut(s fyne.Shortcut, handler func(fyne.Shortcut)) {
	c.handlers[s.ShortcutName()] = handler
}

// board plays a keyboard into a canvas the way the window's driver does.
type board struct {
	t       *testing.T
	canvas  *knowing
	router  *Router
	box     *field
	other   *field
	scanned []string
	home    chan func() // hops on their way to the test's goroutine, the UI goroutine here
	busy    bool        // the window draws: what comes home waits for deliver
	unknown bool        // the shop has none of the codes
}

// bench runs a test in virtual time with a window of two fields, the first with the focus.
func bench(t *testing.T, body func(b *board)) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		test.NewTempApp(t)
		window := test.NewTempWindow(t, nil)
		b := &board{t: t, canvas: &knowing{window.Canvas(), map[string]func(fyne.Shortcut){}}, home: make(chan func(), 100)}
		b.router = New(b.canvas, func(f func()) { b.home <- f })
		b.router.Known = func(string) bool { return !b.unknown }
		b.router.SetScreen(&Scope{OnScan: func(code string) { b.scanned = append(b.scanned, code) }})
		b.box, b.other = newField(b.router), newField(b.router)
		window.SetContent(container.NewVBox(b.box, b.other))
		b.canvas.Focus(b.box)
		body(b)
	})
}

// wait lets time pass, and all that comes home in it happen at its moment.
func (b *board) wait(pause time.Duration) {
	if b.busy {
		time.Sleep(pause)
		return
	}
	for over := time.After(pause); ; {
		select {
		case f := <-b.home:
			f()
		case <-over:
			b.deliver()
			return
		}
	}
}

// deliver does what came home so far.
func (b *board) deliver() {
	synctest.Wait()
	for len(b.home) > 0 {
		(<-b.home)()
	}
}

func (b *board) key(s stroke) {
	if s.shift {
		b.down(desktop.KeyShiftLeft)
		b.typed(&fyne.KeyEvent{Name: desktop.KeyShiftLeft})
	}
	b.down(s.name)
	if s.name == fyne.KeyTab {
		if tabbable, ok := b.canvas.Focused().(fyne.Tabbable); !ok || !tabbable.AcceptsTab() {
			b.canvas.FocusNext()
			return
		}
	}
	b.held(s)
	if s.shift {
		b.up(desktop.KeyShiftLeft)
	}
}

// held is a key's repeat: no going down.
func (b *board) held(s stroke) {
	b.typed(&fyne.KeyEvent{Name: s.name})
	if s.char == 0 {
		return
	}
	if focused := b.canvas.Focused(); focused != nil {
		focused.TypedRune(s.char)
	} else {
		b.canvas.OnTypedRune()(s.char)
	}
}

func (b *board) down(name fyne.KeyName) {
	ev := &fyne.KeyEvent{Name: name}
	if focused := b.canvas.Focused(); focused != nil {
		focused.(desktop.Keyable).KeyDown(ev)
	} else {
		b.router.KeyDown(ev)
	}
}

func (b *board) up(name fyne.KeyName) {
	if focused := b.canvas.Focused(); focused != nil {
		focused.(desktop.Keyable).KeyUp(&fyne.KeyEvent{Name: name})
	} else {
		b.router.KeyUp(&fyne.KeyEvent{Name: name})
	}
}

func (b *board) typed(ev *fyne.KeyEvent) {
	if focused := b.canvas.Focused(); focused != nil {
		focused.TypedKey(ev)
	} else {
		b.canvas.OnTypedKey()(ev)
	}
}

// shortcut presses a key with Ctrl or Alt.
func (b *board) shortcut(s fyne.Shortcut, scan int) {
	ev := &fyne.KeyEvent{Physical: fyne.HardwareKey{ScanCode: scan}}
	focused := b.canvas.Focused()
	if focused == nil {
		b.router.KeyDown(ev)
		if handler := b.canvas.handlers[s.ShortcutName()]; handler != nil {
			handler(s)
		}
		return
	}
	focused.(desktop.Keyable).KeyDown(ev)
	focused.(fyne.Shortcutable).TypedShortcut(s)
}

// play types strokes with a pause before each but the first.
func (b *board) play(pause time.Duration, strokes ...stroke) {
	for n, s := range strokes {
		if n > 0 && pause > 0 {
			b.wait(pause)
		}
		b.key(s)
	}
}

var (
	enter = stroke{name: fyne.KeyReturn}
	tab   = stroke{name: fyne.KeyTab}
)

// us gives the strokes of a text in the US layout.
func us(text string) []stroke {
	var all []stroke
	for _, char := range text {
		s := stroke{name: fyne.KeyName(unicode.ToUpper(char)), char: char, shift: unicode.IsUpper(char)}
		if char == ' ' {
			s.name = fyne.KeySpace
		}
		all = append(all, s)
	}
	return all
}

// kedmanee gives the strokes of the same keys in the Thai layout: the digit row keeps its names.
func kedmanee(text string) []stroke {
	all := us(text)
	for n, char := range []rune(thai.ToKedmanee(text)) {
		all[n].char = char
		if !unicode.IsDigit(rune(text[n])) {
			all[n].name = fyne.KeyUnknown
		}
	}
	return all
}

// capsLock turns the case of letters, as Caps Lock does in the US layout.
func capsLock(strokes []stroke) []stroke {
	for n, s := range strokes {
		if unicode.IsUpper(s.char) {
			strokes[n].char = unicode.ToLower(s.char)
		} else {
			strokes[n].char = unicode.ToUpper(s.char)
		}
	}
	return strokes
}

// shiftedRow presses the digits with Shift.
func shiftedRow(strokes []stroke) []stroke {
	for n, s := range strokes {
		if s.char >= '0' && s.char <= '9' {
			strokes[n].char, strokes[n].shift = rune(shiftedDigits[s.char-'0']), true
		}
	}
	return strokes
}
