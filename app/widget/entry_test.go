package widget

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/driver/desktop"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/qty"
)

// taker is a sink that notes what it sees and uses up what it is told to.
type taker struct {
	downs int
	takes bool
	seen  []string
}

func (s *taker) KeyDown(event *fyne.KeyEvent) { s.downs++ }
func (s *taker) KeyUp(event *fyne.KeyEvent)   { s.downs-- }
func (s *taker) Key(event *fyne.KeyEvent) bool {
	s.seen = append(s.seen, "key "+string(event.Name))
	return s.takes
}
func (s *taker) Rune(r rune) bool { s.seen = append(s.seen, "rune "+string(r)); return s.takes }
func (s *taker) Shortcut(shortcut fyne.Shortcut) bool {
	s.seen = append(s.seen, "shortcut "+shortcut.ShortcutName())
	return s.takes
}

func press(w fyne.Focusable, names ...fyne.KeyName) {
	for _, name := range names {
		w.TypedKey(&fyne.KeyEvent{Name: name})
	}
}

func inWindow(t *testing.T, object fyne.CanvasObject) fyne.Window {
	t.Helper()
	test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Options{}))
	window := test.NewTempWindow(t, object)
	window.Resize(fyne.NewSize(600, 400))
	return window
}

func TestEntryMovesAndDeletesByCluster(t *testing.T) {
	for _, c := range []struct {
		name, text string
		keys       []fyne.KeyName
		want       string
		caret      int
	}{
		{"delete takes the whole cluster", "น้ำที่", []fyne.KeyName{fyne.KeyHome, fyne.KeyDelete}, "ที่", 0},
		{"delete twice empties", "น้ำที่", []fyne.KeyName{fyne.KeyHome, fyne.KeyDelete, fyne.KeyDelete}, "", 0},
		{"delete at the end does nothing", "ที่", []fyne.KeyName{fyne.KeyEnd, fyne.KeyDelete}, "ที่", 3},
		{"backspace takes the last mark", "ที่", []fyne.KeyName{fyne.KeyEnd, fyne.KeyBackspace}, "ที", 2},
		{"right steps over a cluster", "น้ำที่", []fyne.KeyName{fyne.KeyHome, fyne.KeyRight}, "น้ำที่", 3},
		{"left steps over a cluster", "น้ำที่", []fyne.KeyName{fyne.KeyEnd, fyne.KeyLeft}, "น้ำที่", 3},
		{"left, left, delete", "ปั๊มน้ำ", []fyne.KeyName{fyne.KeyEnd, fyne.KeyLeft, fyne.KeyLeft, fyne.KeyDelete}, "ปั๊น้ำ", 3},
		{"Latin is as ever", "abc", []fyne.KeyName{fyne.KeyHome, fyne.KeyRight, fyne.KeyDelete}, "ac", 1},
	} {
		t.Run(c.name, func(t *testing.T) {
			entry := NewEntry("")
			inWindow(t, entry).Canvas().Focus(entry)
			entry.SetText(c.text)
			press(entry, c.keys...)
			if entry.Text != c.want || entry.CursorTextOffset() != c.caret {
				t.Errorf("got %q with the caret at %d, want %q at %d", entry.Text, entry.CursorTextOffset(), c.want, c.caret)
			}
		})
	}
}

func TestShiftArrowSelectsWholeClusters(t *testing.T) {
	entry := NewEntry("")
	inWindow(t, entry).Canvas().Focus(entry)
	entry.SetText("น้ำที่")
	press(entry, fyne.KeyHome)
	entry.KeyDown(&fyne.KeyEvent{Name: "LeftShift"})
	press(entry, fyne.KeyRight)
	if got := entry.SelectedText(); got != "น้ำ" {
		t.Errorf("selected %q", got)
	}
	press(entry, fyne.KeyDelete)
	if entry.Text != "ที่" {
		t.Errorf("after Delete the text is %q", entry.Text)
	}
}

func TestDeleteTellsOnce(t *testing.T) {
	entry := NewEntry("")
	inWindow(t, entry).Canvas().Focus(entry)
	entry.SetText("ปั๊ม")
	var told []string
	entry.OnChanged = func(text string) { told = append(told, text) }
	press(entry, fyne.KeyHome, fyne.KeyDelete)
	if len(told) != 1 || told[0] != "ม" {
		t.Errorf("told %q", told)
	}
}

func TestSinkSeesKeysFirst(t *testing.T) {
	entry, digits, button, list := NewEntry(""), NewQtyEntry(), NewButton(Plain, "ก", nil), NewList(theme.RowHeight, newOption, func(int, *fyne.Container, bool) {})
	tapped := 0
	button.OnTapped = func() { tapped++ }
	sink := &taker{takes: true}
	inWindow(t, column(entry, NewCard(NewFormRow("จำนวน", digits)), button, NewDragScroll(list)))
	Connect(sink, column(entry, NewCard(NewFormRow("จำนวน", digits)), button, NewDragScroll(list)))
	for _, w := range []fyne.Focusable{entry, digits, button, list} {
		sink.seen, sink.downs = nil, 0
		w.(desktop.Keyable).KeyDown(&fyne.KeyEvent{Name: fyne.Key8})
		w.TypedRune('8')
		press(w, fyne.KeyReturn)
		w.(fyne.Shortcutable).TypedShortcut(&fyne.ShortcutPaste{Clipboard: test.NewClipboard()})
		if len(sink.seen) != 3 || sink.downs != 1 {
			t.Errorf("%T let the sink see %q", w, sink.seen)
		}
	}
	if entry.Text != "" || digits.Text() != "" || tapped != 0 {
		t.Error("a key that was used up did something as well")
	}
	sink.takes = false
	entry.TypedRune('8')
	digits.TypedRune('8')
	press(button, fyne.KeyReturn, fyne.KeySpace)
	if !entry.HasText() || !digits.HasText() || NewEntry("").HasText() {
		t.Error("the fields do not say whether they have text")
	}
	if entry.Text != "8" || digits.Text() != "8" || tapped != 2 {
		t.Errorf("left-over keys gave %q, %q, %d taps", entry.Text, digits.Text(), tapped)
	}
}

func TestEntrySelectsAllAndKeepsItsShortcuts(t *testing.T) {
	entry := NewEntry("").SelectsAll()
	window := inWindow(t, entry)
	entry.SetText("เดิม")
	window.Canvas().Focus(entry)
	entry.TypedRune('ก')
	if entry.Text != "ก" {
		t.Errorf("typing over the selection gave %q", entry.Text)
	}
	sink := &taker{takes: true}
	entry.SetKeys(sink)
	entry.TypedShortcut(&fyne.ShortcutUndo{})
	if len(sink.seen) != 0 {
		t.Error("undo left a field with content")
	}
	entry.SetText("")
	entry.TypedShortcut(&fyne.ShortcutUndo{})
	if len(sink.seen) != 1 {
		t.Error("undo did not leave an empty field")
	}
}

func TestDigits(t *testing.T) {
	for _, c := range []struct{ typed, want, shown string }{
		{"1500", "1500", "1,500"}, {"๑๒๓.๕", "123.5", "123.5"}, {"1.234", "1.23", "1.23"}, {".5", "0.5", "0.5"},
		{"1..2", "1.2", "1.2"}, {"abc-+", "", ""}, {"1234567.", "1234567.", "1,234,567."},
		{"99999999999999999999", "9999999999999999", "9,999,999,999,999,999"},
	} {
		amount := NewAmountEntry(false)
		for _, r := range c.typed {
			amount.TypedRune(r)
		}
		if amount.Text() != c.want || amount.shown() != c.shown {
			t.Errorf("%q gave %q shown %q", c.typed, amount.Text(), amount.shown())
		}
	}
}

func TestDigitsReadKeysByPosition(t *testing.T) {
	amount := NewAmountEntry(false)
	for _, key := range []struct {
		name fyne.KeyName
		r    rune
	}{{"1", 'ๅ'}, {"2", '/'}, {"0", 'จ'}, {".", 'ใ'}, {"5", 'ถ'}, {"", 'ก'}} {
		amount.TypedKey(&fyne.KeyEvent{Name: key.name})
		amount.TypedRune(key.r)
	}
	if got, err := amount.Amount(); got != 12050 || err != nil {
		t.Errorf("got %v, %v from %q", got, err, amount.Text())
	}
}

func TestAmountReplacesWhatWasSelected(t *testing.T) {
	amount := NewAmountEntry(true)
	window := inWindow(t, amount)
	changes, submitted := 0, 0
	amount.OnChanged, amount.OnSubmitted = func(string) { changes++ }, func() { submitted++ }
	amount.SetAmount(118500)
	window.Canvas().Focus(amount)
	if amount.Text() != "1185" {
		t.Fatalf("an amount without satang is written %q", amount.Text())
	}
	amount.TypedRune('2')
	press(amount, "0", fyne.KeyEnter)
	if got, err := amount.Amount(); got != money.Baht(2) || err != nil || changes != 1 || submitted != 1 {
		t.Errorf("got %v, %v, %d changes, %d submits", got, err, changes, submitted)
	}
	press(amount, fyne.KeyBackspace)
	if _, err := amount.Amount(); !fault.Is(err, "amount_missing") {
		t.Errorf("an empty field gives %v", err)
	}
	amount.Disable()
	amount.TypedRune('9')
	amount.Submit()
	if amount.Text() != "" || submitted != 1 {
		t.Error("a disabled field took a figure")
	}
}

func TestNumpadTypes(t *testing.T) {
	count := NewQtyEntry()
	pad := NewNumpad(count, "ตกลง")
	window := inWindow(t, column(count, pad))
	submitted := false
	count.OnSubmitted = func() { submitted = true }
	var tap func(object fyne.CanvasObject, label string)
	tap = func(object fyne.CanvasObject, label string) {
		switch object := object.(type) {
		case *fyne.Container:
			for _, inner := range object.Objects {
				tap(inner, label)
			}
		case *Button:
			if object.Label() == label {
				test.Tap(object)
			}
		}
	}
	for _, label := range []string{"1", "00", ".", "5", "ตกลง"} {
		tap(pad.grid, label)
	}
	if got, err := count.Qty(); got != 100*qty.One+500 || err != nil || !submitted {
		t.Errorf("got %v, %v, submitted %t", got, err, submitted)
	}
	tap(pad.grid, "C")
	if count.Text() != "" {
		t.Errorf("C leaves %q", count.Text())
	}
	_ = window
}

func TestDateField(t *testing.T) {
	field := NewDateField(i18n.Thai, "2026-11-23", "")
	if field.Text != "23/11/2569" {
		t.Errorf("written %q", field.Text)
	}
	for text, want := range map[string]string{"": "", "1/1/2570": "2027-01-01", "๑/๑/๒๕๗๐": "2027-01-01", "1/1/2027": "2027-01-01"} {
		field.SetText(text)
		if got, err := field.Day(); string(got) != want || err != nil {
			t.Errorf("%q is %q, %v", text, got, err)
		}
	}
	if english := NewDateField(i18n.English, "2026-11-23", ""); english.Text != "23/11/2026" {
		t.Errorf("in English written %q", english.Text)
	}
	field.SetText("31/2/2570")
	if _, err := field.Day(); !fault.Is(err, "date_unreadable") {
		t.Errorf("31 February gives %v", err)
	}
}
