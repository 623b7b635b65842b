package keys

import (
	"slices"
	"strings"
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/talat-pos/talat/internal/thai"
)

// counting gives a scope that counts what its chords do.
func counting(count map[Chord]int, bindings ...Binding) *Scope {
	for n := range bindings {
		chord := bindings[n].Chord
		bindings[n].Do = func() { count[chord]++ }
	}
	return &Scope{Bindings: bindings}
}

func TestChordsOfKeysAndShortcuts(t *testing.T) {
	ctrl := func(name fyne.KeyName) fyne.Shortcut {
		return &desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierControl}
	}
	alt := func(name fyne.KeyName) fyne.Shortcut {
		return &desktop.CustomShortcut{KeyName: name, Modifier: fyne.KeyModifierAlt}
	}
	scanOf := func(sign fyne.KeyName) int {
		for code, name := range signScan {
			if name == sign {
				return code
			}
		}
		return 0
	}
	for _, c := range []struct {
		shortcut fyne.Shortcut
		scan     int
		want     Chord
	}{
		{ctrl("B"), 0, "Ctrl+B"}, {ctrl("1"), 0, "Ctrl+1"}, {ctrl("0"), 0, "Ctrl+0"}, {ctrl("F1"), 0, "Ctrl+F1"},
		{ctrl(fyne.KeyReturn), 0, Save}, {ctrl(fyne.KeyEnter), 0, Save},
		{&fyne.ShortcutUndo{}, 0, "Ctrl+Z"}, {&fyne.ShortcutPaste{}, 0, "Ctrl+V"},
		{alt("1"), 0, "F1"}, {alt("9"), 0, "F9"}, {alt("0"), 0, "F10"}, {alt("-"), 0, "F11"}, {alt("="), 0, "F12"},
		{alt(fyne.KeyReturn), 0, Full}, {alt(fyne.KeyEnter), 0, Full},
		{alt(""), scanOf(fyne.KeyMinus), "F11"}, {alt(""), scanOf(fyne.KeyEqual), "F12"},
	} {
		for _, focused := range []bool{true, false} {
			bench(t, func(b *board) {
				count := map[Chord]int{}
				b.router.SetScreen(counting(count, Binding{Chord: c.want}))
				if !focused {
					b.canvas.Unfocus()
				}
				b.shortcut(c.shortcut, c.scan)
				if count[c.want] != 1 {
					t.Errorf("%s (focused %v): %s was pressed %d times", c.shortcut.ShortcutName(), focused, c.want, count[c.want])
				}
			})
		}
	}
}

func TestTwinOfFunctionKeys(t *testing.T) {
	for chord, want := range map[Chord]Chord{"F1": "Alt+1", "F8": "Alt+8", "F10": "Alt+0", "F11": "Alt+-", "F12": "Alt+=", "Ctrl+B": "Ctrl+B"} {
		if got := Twin(chord); got != want {
			t.Errorf("Twin(%s) = %s, want %s", chord, got, want)
		}
	}
}

func TestHeldKeyActsOnceUnlessItRepeats(t *testing.T) {
	bench(t, func(b *board) {
		count := map[Chord]int{}
		b.router.SetScreen(counting(count, Binding{Chord: "F9"}, Binding{Chord: "Up", Repeat: true}, Binding{Chord: Enter}))
		for _, name := range []fyne.KeyName{fyne.KeyF9, fyne.KeyUp, fyne.KeyReturn} {
			b.key(stroke{name: name})
			for range 3 {
				b.held(stroke{name: name})
			}
		}
		b.key(stroke{name: fyne.KeyF9})
		if count["F9"] != 2 || count["Up"] != 4 || count[Enter] != 1 {
			t.Errorf("pressed %v", count)
		}
	})
}

// TestKeyHeldFromOneWidgetIntoAnother: the key that opened a dialog must not act in it.
func TestKeyHeldFromOneWidgetIntoAnother(t *testing.T) {
	bench(t, func(b *board) {
		count := map[Chord]int{}
		b.key(enter)
		b.canvas.Focus(b.other)
		b.router.Push(counting(count, Binding{Chord: Enter}))
		b.held(enter)
		if count[Enter] != 0 || len(b.other.submitted) != 0 {
			t.Error("a held Enter acted in the dialog")
		}
		b.key(enter)
		if count[Enter] != 1 {
			t.Error("a new Enter acts")
		}
	})
}

func TestKeysOfADialogWaitTheirTime(t *testing.T) {
	bench(t, func(b *board) {
		count := map[Chord]int{}
		b.router.Push(counting(count, Binding{Chord: "F9", After: 700 * ms}, Binding{Chord: Esc}))
		b.key(stroke{name: fyne.KeyF9})
		b.key(stroke{name: fyne.KeyEscape})
		b.wait(690 * ms)
		b.key(stroke{name: fyne.KeyF9})
		if count["F9"] != 0 || count[Esc] != 1 {
			t.Errorf("pressed %v", count)
		}
		b.wait(10 * ms)
		b.key(stroke{name: fyne.KeyF9})
		if count["F9"] != 1 {
			t.Errorf("pressed %v", count)
		}
	})
}

func TestDialogHidesWhatLiesBelow(t *testing.T) {
	bench(t, func(b *board) {
		below, above := map[Chord]int{}, map[Chord]int{}
		b.router.SetGlobal(counting(below, Binding{Chord: "Ctrl+1"}))
		b.router.SetScreen(counting(below, Binding{Chord: "F8"}))
		dialog := counting(above, Binding{Chord: Esc})
		b.router.Push(dialog)
		b.key(stroke{name: fyne.KeyF8})
		b.shortcut(&desktop.CustomShortcut{KeyName: "1", Modifier: fyne.KeyModifierControl}, 0)
		b.key(stroke{name: fyne.KeyEscape})
		if len(below) != 0 || above[Esc] != 1 {
			t.Errorf("below %v, above %v", below, above)
		}
		b.router.Pop(dialog)
		b.key(stroke{name: fyne.KeyF8})
		if below["F8"] != 1 {
			t.Error("after the dialog the screen answers again")
		}
	})
}

func TestFieldKeepsItsOwnWhileItHasText(t *testing.T) {
	bench(t, func(b *board) {
		count := map[Chord]int{}
		b.router.SetScreen(counting(count,
			Binding{Chord: "Left", WhenEmpty: true}, Binding{Chord: "+", WhenEmpty: true},
			Binding{Chord: "Ctrl+Z"}, Binding{Chord: "Ctrl+V"}, Binding{Chord: "L"}))
		plus := stroke{name: fyne.KeyPlus, char: '+'}
		all := func() {
			b.key(stroke{name: fyne.KeyLeft})
			b.key(plus)
			b.wait(60 * ms)
			b.shortcut(&fyne.ShortcutUndo{}, 1)
		}
		all()
		if count["Left"] != 1 || count["+"] != 1 || count["Ctrl+Z"] != 1 || b.box.Text != "" {
			t.Errorf("empty: pressed %v, field %q", count, b.box.Text)
		}
		b.box.SetText("12")
		clear(count)
		b.key(stroke{name: fyne.KeyLeft})
		b.key(plus)
		b.wait(60 * ms)
		if len(count) != 0 || b.box.Text != "+12" {
			t.Errorf("full: pressed %v, field %q", count, b.box.Text)
		}
		b.box.SetText("")
		b.play(100*ms, us("l")...)
		b.wait(60 * ms)
		if count["L"] != 0 || b.box.Text != "l" {
			t.Error("a letter belongs to the field")
		}
	})
}

// TestAFieldClaimsKeysWhileItNeedsThem: they pass the bindings by, held ones too, and a scan still ends.
func TestAFieldClaimsKeysWhileItNeedsThem(t *testing.T) {
	bench(t, func(b *board) {
		count := map[Chord]int{}
		b.router.SetScreen(counting(count, Binding{Chord: Enter}, Binding{Chord: "Down", Repeat: true}, Binding{Chord: "Up"}))
		b.box.claimed = map[Chord]bool{Enter: true, "Down": true}
		for _, name := range []fyne.KeyName{fyne.KeyReturn, fyne.KeyDown, fyne.KeyUp} {
			b.key(stroke{name: name})
		}
		b.held(stroke{name: fyne.KeyDown})
		if count[Enter] != 0 || count["Down"] != 0 || count["Up"] != 1 || len(b.box.submitted) != 1 {
			t.Errorf("pressed %v, the field was given Enter %d times", count, len(b.box.submitted))
		}
		b.other.claimed = nil
		b.canvas.Focus(b.other)
		b.key(stroke{name: fyne.KeyReturn})
		if count[Enter] != 1 {
			t.Error("a field without the keyboard claims")
		}
	})
}

func TestLettersActWithoutAFieldInEveryLayout(t *testing.T) {
	bench(t, func(b *board) {
		b.canvas.Unfocus()
		count := map[Chord]int{}
		b.router.SetScreen(counting(count, Binding{Chord: "L"}, Binding{Chord: "1"}, Binding{Chord: Space}))
		for _, strokes := range [][]stroke{us("l1 "), kedmanee("l1"), us("L")} {
			b.play(100*ms, strokes...)
			b.wait(60 * ms)
		}
		if count["L"] != 3 || count["1"] != 2 || count[Space] != 1 {
			t.Errorf("pressed %v", count)
		}
	})
}

func TestSignsOfTheDigitRowAreThoseOfTheKeypad(t *testing.T) {
	for _, c := range []struct {
		s    stroke
		want Chord
	}{
		{stroke{name: fyne.KeyEqual, char: '+', shift: true}, "+"},
		{stroke{name: fyne.Key8, char: '*', shift: true}, "*"},
		{stroke{name: fyne.KeyAsterisk, char: '*'}, "*"},
		{stroke{name: fyne.KeyMinus, char: '-'}, "-"},
		{stroke{name: fyne.Key3, char: '-'}, "3"}, // Kedmanee
	} {
		if got := charChord(c.s.name, c.s.char); got != c.want {
			t.Errorf("%v is %s, want %s", c.s, got, c.want)
		}
	}
}

func TestStrayLettersGoToTheScreen(t *testing.T) {
	bench(t, func(b *board) {
		b.canvas.Unfocus()
		b.router.SetScreen(&Scope{OnRune: func(char rune) {
			b.canvas.Focus(b.box)
			b.box.TypedRune(char)
		}})
		b.play(5*ms, us("rice")...)
		b.wait(60 * ms)
		if b.box.Text != "rice" {
			t.Errorf("field %q", b.box.Text)
		}
	})
}

func TestAnyKeyMayBeAllAKeyDoes(t *testing.T) {
	bench(t, func(b *board) {
		count := map[Chord]int{}
		scope := counting(count, Binding{Chord: "F9"})
		full := true
		scope.OnAny = func() bool { was := full; full = false; return was }
		b.router.Push(scope)
		b.key(stroke{name: fyne.KeyF9})
		b.held(stroke{name: fyne.KeyF9})
		if count["F9"] != 0 {
			t.Error("the key that leaves the full screen does nothing else")
		}
		b.key(stroke{name: fyne.KeyF9})
		if count["F9"] != 1 {
			t.Error("the next one acts")
		}
	})
}

func TestStrangersOverlay(t *testing.T) {
	bench(t, func(b *board) {
		count := map[Chord]int{}
		screen := counting(count, Binding{Chord: "F8"}, Binding{Chord: Esc})
		screen.OnScan = func(code string) { b.scanned = append(b.scanned, code) }
		b.router.SetScreen(screen)
		b.canvas.Overlays().Add(canvas.NewRectangle(nil))
		b.key(stroke{name: fyne.KeyF8})
		b.play(0, append(us("8851"), enter)...)
		if len(count) != 0 || len(b.scanned) != 0 {
			t.Errorf("behind a menu: pressed %v, scanned %q", count, b.scanned)
		}
		b.key(stroke{name: fyne.KeyEscape})
		if b.canvas.Overlays().Top() != nil || count[Esc] != 0 {
			t.Error("Esc closes the menu and nothing else")
		}
		own := canvas.NewRectangle(nil)
		b.canvas.Overlays().Add(own)
		b.router.Push(&Scope{Overlay: own, OnScan: screen.OnScan})
		b.play(0, append(us("8852"), enter)...)
		if !slices.Equal(b.scanned, []string{"8852"}) {
			t.Errorf("scanned %q", b.scanned)
		}
	})
}

func TestListOfKeysHidesWhatIsCovered(t *testing.T) {
	bench(t, func(b *board) {
		b.router.SetGlobal(&Scope{Title: "g", Bindings: []Binding{{Chord: Esc, Label: "back"}, {Chord: "Ctrl+1", Label: "till"}}})
		b.router.SetScreen(&Scope{Title: "s", Bindings: []Binding{{Chord: Esc, Label: "close"}, {Chord: "F4"}}})
		groups := b.router.List()
		if len(groups) != 2 || groups[0].Title != "s" || len(groups[0].Bindings) != 1 ||
			len(groups[1].Bindings) != 1 || groups[1].Bindings[0].Chord != "Ctrl+1" {
			t.Errorf("listed %+v", groups)
		}
	})
}

func TestForwardWithoutSinkLetsEverythingThrough(t *testing.T) {
	var none Forward
	ev := &fyne.KeyEvent{Name: fyne.KeyF8}
	none.KeyDown(ev)
	none.KeyUp(ev)
	if none.TookKey(ev) || none.TookRune('a') || none.TookShortcut(&fyne.ShortcutCopy{}) {
		t.Error("nothing may be taken")
	}
}

// ข stands on the key of the minus and ช on that of the plus: whoever searches for ข้าว takes nothing off
// the bill.
func TestAThaiLetterIsNoSignWhereTextIsWanted(t *testing.T) {
	bench(t, func(b *board) {
		count := map[Chord]int{}
		var stray []rune
		scope := counting(count, Binding{Chord: "-", WhenEmpty: true}, Binding{Chord: "=", WhenEmpty: true}, Binding{Chord: "1", WhenEmpty: true})
		b.router.SetScreen(scope)
		b.play(100*ms, kedmanee("-")...)
		b.wait(60 * ms)
		if len(count) != 0 || b.box.Text != "ข" {
			t.Errorf("in a field: pressed %v, field %q", count, b.box.Text)
		}
		b.box.SetText("")
		b.play(100*ms, kedmanee("1")...)
		b.wait(60 * ms)
		if count["1"] != 1 {
			t.Error("a digit goes by its position")
		}
		b.canvas.Unfocus()
		b.play(100*ms, kedmanee("-")...)
		b.wait(60 * ms)
		if count["-"] != 1 {
			t.Error("without a field the position counts")
		}
		scope.OnRune = func(r rune) { stray = append(stray, r) }
		b.play(100*ms, kedmanee("=")...)
		b.wait(60 * ms)
		if count["="] != 0 || string(stray) != "ช" {
			t.Errorf("where text is taken: pressed %v, got %q", count, string(stray))
		}
	})
}

// ภ stands on the key of the 4: a reason that begins with it is typed and not the fourth that is ready. What
// begins no word, such as the ๅ on the 1, is the digit.
func TestAThaiLetterIsNoDigitWhereTextIsWanted(t *testing.T) {
	bench(t, func(b *board) {
		count := map[Chord]int{}
		var all []Binding
		for _, digit := range "123456789" {
			all = append(all, Binding{Chord: Chord(digit), WhenEmpty: true})
		}
		b.router.SetScreen(counting(count, all...))
		for _, digit := range "123456789" {
			b.box.SetText("")
			b.play(100*ms, kedmanee(string(digit))...)
			b.wait(60 * ms)
			typed, begins := b.box.Text, strings.ContainsRune("4589", digit)
			if begins && typed != thai.ToKedmanee(string(digit)) || begins == (count[Chord(digit)] > 0) {
				t.Errorf("%c: pressed %d times, typed %q", digit, count[Chord(digit)], typed)
			}
		}
		b.canvas.Unfocus()
		b.play(100*ms, kedmanee("4")...)
		b.wait(60 * ms)
		if count["4"] != 1 {
			t.Error("without a field the position counts")
		}
	})
}

// A dialog may walk its fields by Tab in its own order; Shift turns it round, and without a binding the toolkit
// moves the keyboard.
func TestTabMayBeBound(t *testing.T) {
	bench(t, func(b *board) {
		count := map[Chord]int{}
		tab := &fyne.KeyEvent{Name: fyne.KeyTab}
		b.router.KeyDown(tab)
		if b.router.Key(tab) {
			t.Error("Tab was taken without a binding")
		}
		b.router.Push(counting(count, Binding{Chord: Tab}, Binding{Chord: "Shift+" + Tab}))
		b.router.KeyDown(tab)
		if !b.router.Key(tab) {
			t.Error("Tab was not taken")
		}
		shift := &fyne.KeyEvent{Name: desktop.KeyShiftLeft}
		b.router.KeyDown(shift)
		b.router.KeyDown(tab)
		b.router.KeyUp(shift)
		if count[Tab] != 1 || count["Shift+"+Tab] != 1 {
			t.Errorf("pressed %v", count)
		}
	})
}
