package keys

import (
	"runtime"
	"strconv"
	"strings"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"

	"github.com/talat-pos/talat/internal/thai"
)

// Chord names a key and what is held with it, as a badge on a button shows it: "F8", "Ctrl+Enter",
// "Esc", "Space", "Delete", "Up", "+", "7", "L". Keys are named by position: "L" is the key that
// types ส in the Thai layout. The keypad's Enter is "Enter". The twins Alt+1 … Alt+= are the
// function keys and have no names of their own.
type Chord string

// The chords every screen shares.
const (
	Enter Chord = "Enter"
	Esc   Chord = "Esc"
	Tab   Chord = "Tab"
	Space Chord = "Space"
	Save  Chord = "Ctrl+Enter"
	Full  Chord = "Alt+Enter" // full screen, or back
)

var renamed = map[fyne.KeyName]string{
	fyne.KeyReturn: "Enter", fyne.KeyEnter: "Enter", fyne.KeyEscape: "Esc",
	fyne.KeyPageUp: "PageUp", fyne.KeyPageDown: "PageDown", fyne.KeyBackspace: "Backspace",
}

func nameOf(name fyne.KeyName) string {
	if ours, ok := renamed[name]; ok {
		return ours
	}
	return string(name)
}

// functionKeys lists, in order, the keys of the digit row that stand for F1 to F12 with Alt.
var functionKeys = []fyne.KeyName{
	fyne.Key1, fyne.Key2, fyne.Key3, fyne.Key4, fyne.Key5, fyne.Key6, fyne.Key7, fyne.Key8, fyne.Key9,
	fyne.Key0, fyne.KeyMinus, fyne.KeyEqual,
}

var twins = func() map[fyne.KeyName]Chord {
	all := map[fyne.KeyName]Chord{}
	for n, name := range functionKeys {
		all[name] = Chord("F" + strconv.Itoa(n+1))
	}
	return all
}()

// Twin gives what a laptop without function keys presses for a chord: "Alt+8" for "F8", "Alt+-" for
// "F11". Other chords are returned as they are.
func Twin(chord Chord) Chord {
	for name, f := range twins {
		if f == chord {
			return Chord("Alt+" + string(name))
		}
	}
	return chord
}

// signScans are the scan codes of the keys - and = of the digit row, which have no name in the Thai
// layout while Alt is held.
func signScans(goos string) map[int]fyne.KeyName {
	switch goos {
	case "windows":
		return map[int]fyne.KeyName{12: fyne.KeyMinus, 13: fyne.KeyEqual}
	case "darwin":
		return map[int]fyne.KeyName{27: fyne.KeyMinus, 24: fyne.KeyEqual}
	}
	return map[int]fyne.KeyName{20: fyne.KeyMinus, 21: fyne.KeyEqual}
}

var signScan = signScans(runtime.GOOS)

// chordOf reads a shortcut; down is the key that went down last. "" is none of ours.
func chordOf(s fyne.Shortcut, down fyne.KeyEvent) Chord {
	shortcut, ok := s.(fyne.KeyboardShortcut)
	if !ok {
		return ""
	}
	name, mod := shortcut.Key(), shortcut.Mod()
	if mod == fyne.KeyModifierAlt {
		if name == "" {
			name = signScan[down.Physical.ScanCode]
		}
		if nameOf(name) == string(Enter) {
			return Full
		}
		return twins[name]
	}
	if name == "" {
		return ""
	}
	if mod&fyne.KeyModifierShortcutDefault != 0 { // ⌘ on a Mac
		mod = mod&^fyne.KeyModifierShortcutDefault | fyne.KeyModifierControl
	}
	var text strings.Builder
	if mod&fyne.KeyModifierControl != 0 {
		text.WriteString("Ctrl+")
	}
	if mod&fyne.KeyModifierAlt != 0 {
		text.WriteString("Alt+")
	}
	if mod&fyne.KeyModifierShift != 0 {
		text.WriteString("Shift+")
	}
	return Chord(text.String() + nameOf(name))
}

// charChord names the key of a character. The signs + and * of the digit row count as those of the
// keypad, which most laptops lack.
func charChord(name fyne.KeyName, r rune) Chord {
	switch {
	case name == fyne.KeyEqual && r == '+', name == fyne.Key8 && r == '*':
		return Chord(r)
	case name != "":
		return Chord(nameOf(name))
	case r == ' ':
		return Space
	case r == 0:
		return ""
	}
	return Chord(strings.ToUpper(thai.ByPosition([]rune{r})))
}

// isDigit reports whether a chord is a digit alone.
func isDigit(chord Chord) bool { return len(chord) == 1 && chord[0] >= '0' && chord[0] <= '9' }

// beginsWord reports whether a Thai word can begin with a character.
func beginsWord(char rune) bool {
	return char >= 'ก' && char <= 'ฮ' || char >= 'เ' && char <= 'ไ'
}

// types reports whether a key types a character: letters, digits, signs, Space, and the keys that
// have no name because the layout is not Latin.
func types(name fyne.KeyName) bool { return len(name) <= 1 || name == fyne.KeySpace }

func isModifier(name fyne.KeyName) bool {
	switch name {
	case desktop.KeyShiftLeft, desktop.KeyShiftRight, desktop.KeyControlLeft, desktop.KeyControlRight,
		desktop.KeyAltLeft, desktop.KeyAltRight, desktop.KeySuperLeft, desktop.KeySuperRight, desktop.KeyCapsLock:
		return true
	}
	return false
}

func isShift(name fyne.KeyName) bool {
	return name == desktop.KeyShiftLeft || name == desktop.KeyShiftRight
}

// isEnd reports whether a scanner ends a code with the key.
func isEnd(name fyne.KeyName) bool {
	return name == fyne.KeyReturn || name == fyne.KeyEnter || name == fyne.KeyTab
}
