package keys

import (
	"slices"
	"strings"
	"testing"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/talat-pos/talat/internal/thai"
)

const ms = time.Millisecond

func TestScanIsReadByPositionInEveryLayout(t *testing.T) {
	codes := []string{"8850123456789", "88512", "otop-55a", "A-100/B.7", "0012 34", "PPX%7", "00020101021230490016A000"}
	layouts := map[string]func(string) []stroke{
		"us":        us,
		"thai":      kedmanee,
		"caps lock": func(code string) []stroke { return capsLock(us(code)) },
	}
	for name, layout := range layouts {
		for _, code := range codes {
			for _, pause := range []time.Duration{0, 1 * ms, 20 * ms, 50 * ms} {
				t.Run(name+" "+code+" "+pause.String(), func(t *testing.T) {
					bench(t, func(b *board) {
						b.box.SetText("before")
						b.play(pause, append(layout(code), enter)...)
						b.wait(time.Second)
						if !slices.Equal(b.scanned, []string{code}) {
							t.Errorf("scanned %q, want %q", b.scanned, code)
						}
						if b.box.Text != "before" || len(b.box.submitted) > 0 {
							t.Errorf("the field holds %q and submitted %q", b.box.Text, b.box.submitted)
						}
					})
				})
			}
		}
	}
}

func TestShiftedDigitRowGivesDigits(t *testing.T) {
	bench(t, func(b *board) {
		b.play(5*ms, append(shiftedRow(us("8850123456789")), enter)...)
		b.play(5*ms, append(shiftedRow(us("ab1234")), enter)...)
		// Among plain digits a shifted one is a sign.
		b.play(5*ms, append(append(us("12"), stroke{name: fyne.Key5, char: '%', shift: true}), append(us("7"), enter)...)...)
		if want := []string{"8850123456789", "ab1234", "12%7"}; !slices.Equal(b.scanned, want) {
			t.Errorf("scanned %q, want %q", b.scanned, want)
		}
	})
}

func TestThaiCapsLockGivesDigits(t *testing.T) {
	bench(t, func(b *board) {
		strokes := us("8850123456789")
		for n, s := range strokes {
			// Windows' Kedmanee takes Caps Lock for Shift on the digit row.
			strokes[n].char = []rune("๗+๑๒๓๔ู฿๕๖")[s.char-'0']
		}
		b.play(5*ms, append(strokes, enter)...)
		if !slices.Equal(b.scanned, []string{"8850123456789"}) {
			t.Errorf("scanned %q", b.scanned)
		}
	})
}

func TestScanWithoutFocus(t *testing.T) {
	bench(t, func(b *board) {
		b.canvas.Unfocus()
		b.play(0, append(us("8851"), enter)...)
		b.play(2*ms, append(kedmanee("8852"), enter)...)
		if !slices.Equal(b.scanned, []string{"8851", "8852"}) {
			t.Errorf("scanned %q", b.scanned)
		}
	})
}

func TestTwoScansBackToBack(t *testing.T) {
	bench(t, func(b *board) {
		both := append(append(us("8851"), enter), append(us("8852"), enter)...)
		b.play(0, both...)
		if !slices.Equal(b.scanned, []string{"8851", "8852"}) || b.box.Text != "" {
			t.Errorf("scanned %q, field %q", b.scanned, b.box.Text)
		}
	})
}

func TestSecondEndIsSwallowed(t *testing.T) {
	keypad := stroke{name: fyne.KeyEnter}
	for name, c := range map[string]struct {
		pause     time.Duration
		between   []stroke
		end       stroke
		submitted int
	}{
		"at once":             {0, nil, enter, 0},
		"keypad":              {0, nil, keypad, 0},
		"within half second":  {499 * ms, nil, enter, 0},
		"later":               {501 * ms, nil, enter, 1},
		"another key between": {10 * ms, []stroke{{name: fyne.KeyF2}}, enter, 1},
	} {
		t.Run(name, func(t *testing.T) {
			bench(t, func(b *board) {
				b.play(5*ms, append(us("8851"), enter)...)
				b.wait(c.pause)
				b.play(5*ms, append(c.between, c.end)...)
				if len(b.box.submitted) != c.submitted || len(b.scanned) != 1 {
					t.Errorf("submitted %q, scanned %q", b.box.submitted, b.scanned)
				}
			})
		})
	}
	bench(t, func(b *board) {
		b.play(5*ms, append(us("8851"), enter, enter, enter)...)
		if len(b.box.submitted) != 1 {
			t.Error("only one more end is swallowed")
		}
	})
}

func TestTabEndsAScanAndTheFocusStays(t *testing.T) {
	for _, focus := range []string{"field", "none"} {
		t.Run(focus, func(t *testing.T) {
			bench(t, func(b *board) {
				if focus == "none" {
					b.canvas.Unfocus()
				}
				was := b.canvas.Focused()
				b.busy = true
				b.play(0, append(us("8851"), tab, tab)...)
				b.deliver()
				if !slices.Equal(b.scanned, []string{"8851"}) || b.canvas.Focused() != was {
					t.Errorf("scanned %q, focus %v", b.scanned, b.canvas.Focused())
				}
			})
		})
	}
	bench(t, func(b *board) {
		b.play(200*ms, append(us("12"), tab)...)
		if b.canvas.Focused() != b.other || b.box.Text != "12" {
			t.Error("a Tab by hand moves on")
		}
	})
}

func TestTypingStaysTyping(t *testing.T) {
	for name, c := range map[string]struct {
		pause   time.Duration
		strokes []stroke
		want    string
	}{
		"slowly":                 {200 * ms, us("8850123"), "8850123"},
		"fast hands":             {80 * ms, us("8850123"), "8850123"},
		"just past a burst":      {60 * ms, us("8850123"), "8850123"},
		"thai":                   {90 * ms, kedmanee("fhk;"), "ด้าว"},
		"a burst of three":       {5 * ms, us("885"), "885"},
		"a short number at once": {0, us("12"), "12"},
	} {
		t.Run(name, func(t *testing.T) {
			bench(t, func(b *board) {
				b.play(c.pause, append(c.strokes, enter)...)
				if len(b.scanned) > 0 || b.box.Text != c.want || !slices.Equal(b.box.submitted, []string{c.want}) {
					t.Errorf("scanned %q, field %q, submitted %q", b.scanned, b.box.Text, b.box.submitted)
				}
			})
		})
	}
}

func TestBurstWithoutEnterIsTyping(t *testing.T) {
	bench(t, func(b *board) {
		b.play(5*ms, us("hello")...)
		if b.box.Text != "" {
			t.Error("nothing may be shown while it can still be a scan")
		}
		b.wait(60 * ms)
		if b.box.Text != "hello" {
			t.Errorf("field %q", b.box.Text)
		}
		b.play(0, enter)
		if len(b.scanned) > 0 || !slices.Equal(b.box.submitted, []string{"hello"}) {
			t.Errorf("scanned %q, submitted %q", b.scanned, b.box.submitted)
		}
	})
}

func TestHeldKeyIsTypingAndShownAtOnce(t *testing.T) {
	bench(t, func(b *board) {
		nine := us("9")[0]
		b.key(nine)
		b.wait(400 * ms)
		for n := range 8 {
			b.held(nine)
			if want := strings.Repeat("9", n+2); b.box.Text != want {
				t.Fatalf("field %q, want %q", b.box.Text, want)
			}
			b.wait(30 * ms)
		}
		b.key(enter)
		if len(b.scanned) > 0 || len(b.box.submitted) != 1 {
			t.Errorf("scanned %q, submitted %q", b.scanned, b.box.submitted)
		}
	})
}

func TestCodeOfOneDigitIsAScan(t *testing.T) {
	bench(t, func(b *board) {
		b.play(5*ms, append(us("1111111"), enter)...)
		if !slices.Equal(b.scanned, []string{"1111111"}) {
			t.Errorf("scanned %q", b.scanned)
		}
	})
}

func TestCharactersWithoutKeysAreTyping(t *testing.T) {
	bench(t, func(b *board) {
		for _, char := range "ที่บ้าน" { // as an input method commits it
			b.box.TypedRune(char)
		}
		b.wait(60 * ms)
		if b.box.Text != "ที่บ้าน" {
			t.Errorf("field %q", b.box.Text)
		}
	})
}

func TestLayoutKeyIsSwallowedInABurst(t *testing.T) {
	bench(t, func(b *board) {
		silent := stroke{name: fyne.KeyBackTick} // changes the layout, types nothing
		strokes := append(us("88"), silent)
		strokes = append(strokes, kedmanee("51")...)
		strokes = append(strokes, stroke{name: fyne.KeyBackTick, char: '`'})
		b.play(5*ms, append(strokes, append(us("2"), enter)...)...)
		if !slices.Equal(b.scanned, []string{"88512"}) || b.box.Text != "" {
			t.Errorf("scanned %q, field %q", b.scanned, b.box.Text)
		}
		b.wait(time.Second)
		b.key(stroke{name: fyne.KeyBackTick, char: '`'})
		b.wait(60 * ms)
		if b.box.Text != "`" {
			t.Error("by hand it types")
		}
	})
}

func TestOrderIsKeptAcrossOtherKeys(t *testing.T) {
	bench(t, func(b *board) {
		b.play(5*ms, append(us("abc"), stroke{name: fyne.KeyLeft}, stroke{name: fyne.KeyX, char: 'x'}, stroke{name: fyne.KeyBackspace}, stroke{name: fyne.KeyY, char: 'y'})...)
		b.wait(60 * ms)
		if b.box.Text != "abyc" {
			t.Errorf("field %q", b.box.Text)
		}
	})
}

func TestWhatWasTypedGoesWhereItWasTyped(t *testing.T) {
	bench(t, func(b *board) {
		b.play(5*ms, us("ab")...)
		b.canvas.Focus(b.other) // a click
		b.play(5*ms, us("cd")...)
		b.wait(60 * ms)
		if b.box.Text != "ab" || b.other.Text != "cd" {
			t.Errorf("fields %q and %q", b.box.Text, b.other.Text)
		}
	})
}

func TestBusyWindowDoesNotBreakABurst(t *testing.T) {
	bench(t, func(b *board) {
		b.busy = true
		b.play(5*ms, us("8850")...)
		b.wait(300 * ms)
		b.deliver()
		b.busy = false
		b.play(0, append(us("1234"), enter)...)
		if !slices.Equal(b.scanned, []string{"88501234"}) || b.box.Text != "" {
			t.Errorf("scanned %q, field %q", b.scanned, b.box.Text)
		}
	})
}

func TestWindowBusyUntilTheLastMomentDoesNotBreakABurst(t *testing.T) {
	for _, busy := range []time.Duration{49 * ms, 51 * ms, 57 * ms, 59 * ms, 61 * ms, 70 * ms} {
		t.Run(busy.String(), func(t *testing.T) {
			bench(t, func(b *board) {
				b.busy = true
				b.play(0, us("8850")...)
				b.wait(busy)
				b.deliver() // what came home is done before the window asks for its keys
				b.busy = false
				b.play(0, append(us("1234"), enter)...)
				if !slices.Equal(b.scanned, []string{"88501234"}) || b.box.Text != "" {
					t.Errorf("scanned %q, field %q", b.scanned, b.box.Text)
				}
			})
		})
	}
}

func TestWordsOfAWindowThatStoodStillAreTheField(t *testing.T) {
	dialog := &Scope{} // takes no scans
	for name, c := range map[string]struct {
		strokes []stroke
		known   bool
		figures bool
		numbers bool
		dialog  bool
		want    string // in the field, between what stood there; "" = a scan
	}{
		"a word":                     {strokes: us("ampur"), want: "ampur"},
		"a word in Thai":             {strokes: kedmanee("vegen"), want: thai.ToKedmanee("vegen")},
		"capitals":                   {strokes: us("Ban Na"), want: "Ban Na"},
		"a number of a paper":        {strokes: us("45/2570"), want: "45/2570"},
		"a long sentence in Thai":    {strokes: kedmanee(strings.Repeat("8em1a ", 12)), want: thai.ToKedmanee(strings.Repeat("8em1a ", 12))},
		"the shop's own code":        {strokes: us("otop-55a"), known: true},
		"a barcode that nobody has":  {strokes: us("8850123456789")},
		"a short barcode":            {strokes: us("96385074")},
		"a tracking number":          {strokes: us("EF582568165TH")},
		"the number of a bill":       {strokes: us("A-2569-000001")},
		"an amount where scans go":   {strokes: us("1001"), figures: true},
		"an amount in a dialog":      {strokes: us("1001"), figures: true, dialog: true, want: "1001"},
		"a word in a dialog":         {strokes: us("ampur"), dialog: true, want: "ampur"},
		"a barcode in a dialog":      {strokes: us("8850123456789"), dialog: true},
		"a known code in a dialog":   {strokes: us("otop-55a"), known: true, dialog: true},
		"a tax number":               {strokes: us("0994000521235"), numbers: true, want: "0994000521235"},
		"a phone number in a dialog": {strokes: us("081-234-5678"), numbers: true, dialog: true, want: "081-234-5678"},
		"a day":                      {strokes: us("23/12/2569"), numbers: true, want: "23/12/2569"},
		"the shop's goods there":     {strokes: us("8850123456789"), numbers: true, known: true},
		"a word where numbers go":    {strokes: us("none"), numbers: true, want: "none"},
		"seven digits are typed too": {strokes: us("1234567"), want: "1234567"},
	} {
		for _, end := range []stroke{tab, enter} {
			t.Run(name+" "+string(end.name), func(t *testing.T) {
				bench(t, func(b *board) {
					b.unknown, b.box.figures, b.box.numbers = !c.known, c.figures, c.numbers
					if c.dialog {
						b.router.Push(dialog)
					}
					b.box.SetText("()")
					b.box.CursorColumn = 1
					b.busy = true // it drew all that time: the keys come at once
					b.play(0, append(slices.Clone(c.strokes), end)...)
					b.busy = false
					if c.want == "" {
						b.deliver() // a Tab that was used up has not moved the focus
					}
					b.play(0, us("100")...)
					b.wait(time.Second)
					typed, next, submitted := "("+c.want+")", "", 0
					switch {
					case c.want == "": // what is typed after it goes on where the caret is
						typed = "(100)"
					case end == tab:
						next = "100"
					default:
						typed, submitted = "("+c.want+"100)", 1
					}
					if b.box.Text != typed || b.other.Text != next || len(b.box.submitted) != submitted {
						t.Errorf("the field holds %q and submitted %q, the next %q; want %q, %d and %q", b.box.Text, b.box.submitted, b.other.Text, typed, submitted, next)
					}
					if scans := len(b.scanned); scans > 0 != (c.want == "" && !c.dialog) {
						t.Errorf("scanned %q", b.scanned)
					}
				})
			})
		}
	}
}

func TestEndlessBurstIsBounded(t *testing.T) {
	bench(t, func(b *board) {
		b.canvas.Unfocus() // a field would draw its text anew for each of them
		for range longest + 10 {
			b.key(stroke{name: fyne.Key7, char: '7'})
		}
		if len(b.router.run.held) > longest {
			t.Errorf("%d characters wait", len(b.router.run.held))
		}
	})
}

func TestScanGoesToTheNearestScope(t *testing.T) {
	bench(t, func(b *board) {
		var global, dialog []string
		b.router.SetGlobal(&Scope{OnScan: func(code string) { global = append(global, code) }})
		b.router.SetScreen(&Scope{})
		b.play(0, append(us("1001"), enter)...)
		taking := &Scope{OnScan: func(code string) { dialog = append(dialog, code) }}
		b.router.Push(taking)
		b.play(0, append(us("1002"), enter)...)
		b.router.Pop(taking)
		b.router.Push(&Scope{})
		b.play(0, append(us("1003"), enter)...)
		if !slices.Equal(global, []string{"1001"}) || !slices.Equal(dialog, []string{"1002"}) || b.box.Text != "" {
			t.Errorf("global %q, dialog %q, field %q", global, dialog, b.box.Text)
		}
	})
}

func TestScanDoesNotPressWhatItsCharactersMean(t *testing.T) {
	bench(t, func(b *board) {
		b.canvas.Unfocus()
		pressed := 0
		scope := &Scope{OnScan: func(code string) { b.scanned = append(b.scanned, code) }, OnAny: func() bool { pressed++; return false }}
		for _, chord := range []Chord{"-", "+", "L", "1", Space, Enter} {
			scope.Bindings = append(scope.Bindings, Binding{Chord: chord, Do: func() { pressed++ }})
		}
		b.router.SetScreen(scope)
		b.play(5*ms, append(us("-L1 l"), enter, enter)...)
		b.wait(time.Second)
		if pressed > 0 || len(b.scanned) != 1 {
			t.Errorf("pressed %d, scanned %q", pressed, b.scanned)
		}
	})
}

func FuzzRead(f *testing.F) {
	f.Add("8850", "8850", true)
	f.Add("ๅ/-ภ", "1234", false)
	f.Fuzz(func(t *testing.T, chars, names string, shift bool) {
		var items []held
		keys := []rune(names)
		for n, char := range []rune(chars) {
			item := held{char: char, shift: shift}
			if n < len(keys) {
				item.key = &fyne.KeyEvent{Name: fyne.KeyName(keys[n])}
			}
			items = append(items, item)
		}
		if got := len([]rune(read(items))); got > len(items) {
			t.Errorf("%d characters of %d keys", got, len(items))
		}
	})
}

var _ desktop.Keyable = (*field)(nil)
