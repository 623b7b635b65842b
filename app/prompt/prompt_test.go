package prompt

import (
	"errors"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/canvas"
	"fyne.io/fyne/v2/container"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/theme"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
	"github.com/talat-pos/talat/internal/money"
)

// bench runs a test in virtual time with a window of that size.
func bench(t *testing.T, width, height float32, body func(h *Host, w fyne.Window)) {
	t.Helper()
	timed(t, width, height, func(h *Host, w fyne.Window, _ func(time.Duration)) { body(h, w) })
}

// timed is bench for what takes time: pass lets some pass and does what timers brought, on the test's
// goroutine, which is the UI goroutine here.
func timed(t *testing.T, width, height float32, body func(h *Host, w fyne.Window, pass func(time.Duration))) {
	t.Helper()
	synctest.Test(t, func(t *testing.T) {
		test.NewTempApp(t).Settings().SetTheme(theme.New(theme.Options{}))
		w := test.NewTempWindow(t, nil)
		home := make(chan func(), 100)
		hop := func(f func()) { home <- f }
		pass := func(span time.Duration) {
			for over := time.After(span); ; {
				select {
				case f := <-home:
					f()
				case <-over:
					synctest.Wait()
					for len(home) > 0 {
						(<-home)()
					}
					return
				}
			}
		}
		h := New(w.Canvas(), keys.New(w.Canvas(), hop), i18n.Thai, hop)
		w.SetPadded(false)
		w.SetContent(container.NewStack(canvas.NewRectangle(nil), h.Layer()))
		w.Resize(fyne.NewSize(width, height))
		body(h, w, pass)
		pass(time.Minute) // no timer outlives the window
	})
}

func press(h *Host, name fyne.KeyName) { h.router.Key(&fyne.KeyEvent{Name: name}) }

func TestQuietLineGoesByItself(t *testing.T) {
	timed(t, 1024, 600, func(h *Host, w fyne.Window, pass func(time.Duration)) {
		h.Say("บันทึกแล้ว")
		pass(3 * time.Second)
		h.Say("พิมพ์แล้ว")
		pass(3 * time.Second)
		if h.Said() != "พิมพ์แล้ว" {
			t.Errorf("the older line's end hid the newer one: %q", h.Said())
		}
		pass(2 * time.Second)
		if h.Said() != "" {
			t.Errorf("still said: %q", h.Said())
		}
	})
}

func TestQuietLineTakesBackOnce(t *testing.T) {
	bench(t, 1024, 600, func(h *Host, w fyne.Window) {
		undone := 0
		h.SayUndo("ลบรายการแล้ว", func() { undone++ })
		if h.line.button.Hidden {
			t.Fatal("no button")
		}
		test.Tap(h.line.button)
		if undone != 1 || h.Said() != "" {
			t.Errorf("undone %d, said %q", undone, h.Said())
		}
	})
}

func TestQuietLineFits(t *testing.T) {
	bench(t, 640, 480, func(h *Host, w fyne.Window) {
		h.SayUndo(strings.Repeat("ข้าวหอมมะลิทุ่งกุลา ", 12), func() {})
		card := h.line.card
		if card.Position().Y > 20 {
			t.Errorf("it covers what is done at the bottom: %v", card.Position())
		}
		if card.Position().X < 0 || card.Position().X+card.Size().Width > 640 || card.Position().Y+card.Size().Height > 480 {
			t.Errorf("card at %v of %v", card.Position(), card.Size())
		}
	})
}

// What is higher than the window is read to its end without a wheel.
func TestKeysScrollWhatIsTooHigh(t *testing.T) {
	bench(t, 1024, 600, func(h *Host, w fyne.Window) {
		high := canvas.NewRectangle(nil)
		high.SetMinSize(fyne.NewSize(400, 1500))
		d := &Dialog{Title: "ใบเสนอราคา", Body: high}
		d.Bindings = d.Look()
		h.Show(d)
		end := 1500 + 2*air - d.scroll.Size().Height
		if free := d.scroll.Size().Width - high.Position().X - high.Size().Width; free < air+bar {
			t.Errorf("%v is left beside the body for the bar", free)
		}
		press(h, fyne.KeyDown)
		if y := d.scroll.Offset().Y; y <= 0 || y >= end {
			t.Errorf("one step down leads to %v of %v", y, end)
		}
		for range 5 {
			press(h, fyne.KeyPageDown)
		}
		if y := d.scroll.Offset().Y; y != end {
			t.Errorf("the end is %v, not %v", y, end)
		}
		for range 5 {
			press(h, fyne.KeyPageUp)
		}
		if y := d.scroll.Offset().Y; y != 0 {
			t.Errorf("the top is %v", y)
		}
	})
}

func TestAskAnswersOnce(t *testing.T) {
	for name, c := range map[string]struct {
		danger bool
		key    fyne.KeyName
		want   []bool
	}{
		"enter is yes":         {false, fyne.KeyReturn, []bool{true}},
		"keypad enter too":     {false, fyne.KeyEnter, []bool{true}},
		"esc is no":            {false, fyne.KeyEscape, []bool{false}},
		"enter does no danger": {true, fyne.KeyReturn, nil},
	} {
		t.Run(name, func(t *testing.T) {
			bench(t, 1024, 600, func(h *Host, w fyne.Window) {
				var got []bool
				h.Ask(Question{Title: "ลบไหม", Text: "ลบแล้วเอาคืนไม่ได้", Danger: c.danger}, func(yes bool) { got = append(got, yes) })
				press(h, c.key)
				if len(got) != len(c.want) || len(got) == 1 && got[0] != c.want[0] {
					t.Errorf("answered %v, want %v", got, c.want)
				}
				if h.Open() != (c.want == nil) {
					t.Errorf("open %v", h.Open())
				}
			})
		})
	}
}

func TestDialogsStackAndGiveTheKeyboardBack(t *testing.T) {
	bench(t, 1024, 600, func(h *Host, w fyne.Window) {
		ready, closed := 0, 0
		h.OnReady = func() { ready++ }
		lower := &Dialog{Title: "ล่าง", OnClosed: func() { closed++ }}
		upper := &Dialog{Title: "บน", OnClosed: func() { closed++ }}
		h.Show(lower)
		h.Show(lower)
		h.Show(upper)
		if n := len(w.Canvas().Overlays().List()); n != 2 {
			t.Fatalf("%d overlays", n)
		}
		press(h, fyne.KeyEscape)
		if ready != 0 || closed != 1 || w.Canvas().Overlays().Top() != lower.scope.Overlay {
			t.Errorf("ready %d, closed %d", ready, closed)
		}
		h.Show(upper)
		lower.Close()
		lower.Close()
		if ready != 1 || closed != 3 || w.Canvas().Overlays().Top() != nil || h.Open() {
			t.Errorf("ready %d, closed %d", ready, closed)
		}
	})
}

func TestButtonAndKeyDoTheSame(t *testing.T) {
	timed(t, 1024, 600, func(h *Host, w fyne.Window, pass func(time.Duration)) {
		done := 0
		d := &Dialog{Title: "รับเงิน", Actions: []Action{{Label: "เห็นเงินแล้ว", Key: "F9", Stays: true, After: 700 * time.Millisecond, Do: func() { done++ }}}}
		h.Show(d)
		press(h, fyne.KeyF9)
		test.Tap(d.Button(0))
		if done != 1 {
			t.Errorf("done %d: the key waits, the button does not", done)
		}
		pass(time.Second)
		press(h, fyne.KeyF9)
		d.Button(0).Disable()
		press(h, fyne.KeyF9)
		if done != 2 || !h.Open() {
			t.Errorf("done %d", done)
		}
	})
}

func TestAskTextSaysWhatIsWrongUnderTheField(t *testing.T) {
	bench(t, 1024, 600, func(h *Host, w fyne.Window) {
		var got string
		h.AskText(Input{Title: "เหตุผล", Label: "เหตุผล", Value: ""}, func(text string) error {
			if text == "" {
				return fault.Unreadable("amount_unreadable", "", fault.Values{"value": text})
			}
			return nil
		}, func(text string) { got = text })
		field := w.Canvas().Focused().(*widget.Entry)
		height := h.open[0].card().Size().Height
		press(h, fyne.KeyReturn)
		if !h.Open() || h.open[0].card().Size().Height <= height {
			t.Error("the dialog stays and grows by the sentence")
		}
		test.Type(field, "เปิดลิ้นชัก")
		h.router.Settle()
		press(h, fyne.KeyReturn)
		if h.Open() || got != "เปิดลิ้นชัก" {
			t.Errorf("got %q", got)
		}
	})
}

func TestAskAmount(t *testing.T) {
	timed(t, 1024, 600, func(h *Host, w fyne.Window, pass func(time.Duration)) {
		var got money.Satang
		h.AskAmount(Input{Title: "เงินทอนตั้งต้น"}, nil, func(amount money.Satang) { got = amount })
		press(h, fyne.KeyReturn)
		if !h.Open() {
			t.Fatal("an empty field is no amount")
		}
		for _, digit := range "250" {
			focused := w.Canvas().Focused()
			focused.TypedKey(&fyne.KeyEvent{Name: fyne.KeyName(digit)})
			focused.TypedRune(digit)
		}
		pass(100 * time.Millisecond)
		press(h, fyne.KeyReturn)
		if got != 25000 {
			t.Errorf("got %v", got)
		}
	})
}

func TestErrorHidesWhatIsNotForPeople(t *testing.T) {
	bench(t, 1024, 600, func(h *Host, w fyne.Window) {
		h.Error(nil)
		if h.Open() {
			t.Fatal("no error, no dialog")
		}
		h.Error(errors.New("disk i/o at 0xdeadbeef"))
		if text := said(h.open[0].Body); strings.Contains(text, "0xdead") || !strings.Contains(text, i18n.T(i18n.Thai, "fault.internal")) {
			t.Errorf("said %q", text)
		}
		press(h, fyne.KeyReturn)
		h.Error(fault.New("amount_too_large", "pay[0].cash", fault.Values{"value": "9"}))
		if text := said(h.open[0].Body); strings.Contains(text, "cash") {
			t.Errorf("said %q", text)
		}
		press(h, fyne.KeyReturn)
		h.Error(fault.New("printer_missing", "printer.document", nil))
		if text := said(h.open[0].Body); strings.Contains(text, "printer.") || !strings.Contains(text, i18n.T(i18n.Thai, "settings.printer.document")) {
			t.Errorf("said %q", text)
		}
	})
}

func TestListOfKeysFollowsTheScopes(t *testing.T) {
	bench(t, 1024, 600, func(h *Host, w fyne.Window) {
		h.router.SetScreen(&keys.Scope{Title: "nav.till", Bindings: []keys.Binding{{Chord: "F8", Label: "prompt.ok"}, {Chord: "F9"}}})
		h.Twins = true
		h.Keys()
		shown := test.RenderObjectToMarkup(h.open[0].Body)
		if !strings.Contains(shown, "Alt+8") || strings.Contains(shown, "Alt+9") {
			t.Errorf("listed %s", shown)
		}
		press(h, fyne.KeyEscape)
		if h.Open() {
			t.Error("Esc closes it")
		}
	})
}

// said joins the texts of a dialog's body.
func said(body fyne.CanvasObject) string {
	var all string
	for _, object := range body.(*fyne.Container).Objects {
		if text, ok := object.(interface{ Content() string }); ok {
			all += text.Content() + "\n"
		}
	}
	return all
}

func TestDialogFitsEveryWindow(t *testing.T) {
	for _, size := range []fyne.Size{{Width: 1366, Height: 768}, {Width: 1024, Height: 600}, {Width: 480, Height: 320}} {
		bench(t, size.Width, size.Height, func(h *Host, w fyne.Window) {
			d := &Dialog{Title: "นับเงินในลิ้นชัก", Body: words(strings.Repeat("ข้าวหอมมะลิทุ่งกุลา ", 200)), Actions: []Action{
				{Label: "รับโดยดูสลิป", Key: "F8"}, {Label: "รอเงินเข้า ขายคนต่อไป", Key: "F6"}, {Label: "เห็นเงินเข้าแล้ว", Key: "F9", Kind: widget.Pay},
			}}
			h.Show(d)
			card := d.card()
			if at := card.Position(); at.X < 0 || at.Y < 0 || at.X+card.Size().Width > size.Width || at.Y+card.Size().Height > size.Height {
				t.Errorf("%v: card at %v of %v", size, at, card.Size())
			}
			for n := range d.Actions {
				button := d.Button(n)
				at := fyne.CurrentApp().Driver().AbsolutePositionForObject(button)
				if at.X < 0 || at.X+button.Size().Width > size.Width || at.Y+button.Size().Height > size.Height {
					t.Errorf("%v: button %d at %v", size, n, at)
				}
			}
		})
	}
}

func (d *Dialog) card() fyne.CanvasObject {
	return d.scope.Overlay.(*fyne.Container).Objects[0].(*fyne.Container).Objects[1]
}

// A quiet line said while a dialog is open stands over it, and stays when the dialog goes.
func TestAQuietLineIsSeenOverADialog(t *testing.T) {
	bench(t, 1024, 600, func(h *Host, w fyne.Window) {
		d := &Dialog{Title: "คำถาม"}
		h.Show(d)
		h.Say("ยังไม่มีเครื่องพิมพ์")
		if d.line.said() != "ยังไม่มีเครื่องพิมพ์" || d.line.card.Size().Width < 100 {
			t.Errorf("over the dialog it says %q, %v", d.line.said(), d.line.card.Size())
		}
		d.Close()
		if h.Said() != "ยังไม่มีเครื่องพิมพ์" {
			t.Errorf("after it %q", h.Said())
		}
		h.Say("อื่น")
		h.Show(d)
		if d.line.said() != "" {
			t.Error("a line of before stands over a dialog that came later")
		}
	})
}
