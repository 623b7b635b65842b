package prompt

import (
	"testing"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/test"

	"github.com/talat-pos/talat/app/keys"
	"github.com/talat-pos/talat/app/widget"
	"github.com/talat-pos/talat/internal/money"
)

// write types into what has the keyboard.
func write(h *Host, w fyne.Window, text string) {
	for _, char := range text {
		w.Canvas().Focused().TypedKey(&fyne.KeyEvent{})
		w.Canvas().Focused().TypedRune(char)
		h.router.Settle()
	}
}

func TestWhatIsTypedIsNotLostWithoutAsking(t *testing.T) {
	for name, ask := range map[string]func(h *Host, in Input, done func()){
		"text":   func(h *Host, in Input, done func()) { h.AskText(in, nil, func(string) { done() }) },
		"amount": func(h *Host, in Input, done func()) { h.AskAmount(in, nil, func(money.Satang) { done() }) },
		"reason": func(h *Host, in Input, done func()) {
			h.AskReason(in, []string{"คีย์ผิด"}, false, nil, func(string) { done() })
		},
	} {
		t.Run(name, func(t *testing.T) {
			for _, c := range []struct {
				what, value, typed string
				asks               bool
			}{
				{"nothing typed", "", "", false},
				{"what stood there", "250", "", false},
				{"the same again", "250", "250", false},
				{"typed", "", "75", true},
				{"typed over", "250", "75", true},
			} {
				bench(t, 1024, 600, func(h *Host, w fyne.Window) {
					ask(h, Input{Title: "ถาม", Value: c.value}, func() { t.Errorf("%s: Esc did it", c.what) })
					write(h, w, c.typed)
					press(h, fyne.KeyEscape)
					if c.asks != h.Open() {
						t.Fatalf("%s: open %v", c.what, h.Open())
					}
					if !c.asks {
						return
					}
					press(h, fyne.KeyEscape) // stay
					if len(h.open) != 1 {
						t.Fatalf("%s: %d dialogs after no", c.what, len(h.open))
					}
					press(h, fyne.KeyEscape)
					press(h, fyne.KeyReturn) // leave
					if h.Open() {
						t.Errorf("%s: open after yes", c.what)
					}
				})
			}
		})
	}
}

func TestStayingKeepsWhatWasTypedAndTheKeyboard(t *testing.T) {
	bench(t, 1024, 600, func(h *Host, w fyne.Window) {
		got := ""
		h.AskText(Input{Title: "ถาม"}, nil, func(text string) { got = text })
		write(h, w, "ข้าว")
		press(h, fyne.KeyEscape)
		press(h, fyne.KeyEscape)
		write(h, w, "สาร")
		press(h, fyne.KeyReturn)
		if got != "ข้าวสาร" {
			t.Errorf("got %q", got)
		}
	})
}

func TestEveryWayOutAsksOnceAndReadyOnce(t *testing.T) {
	for name, leave := range map[string]func(h *Host, d *Dialog){
		"Esc":                func(h *Host, _ *Dialog) { press(h, fyne.KeyEscape) },
		"the Esc button":     func(_ *Host, d *Dialog) { test.Tap(d.Button(0)) },
		"a screen's own way": func(_ *Host, d *Dialog) { d.Leave() },
	} {
		bench(t, 1024, 600, func(h *Host, _ fyne.Window) {
			ready, closed := 0, 0
			h.OnReady = func() { ready++ }
			typed := true
			d := &Dialog{Title: "ข้อมูล", Typed: func() bool { return typed }, OnClosed: func() { closed++ },
				Actions: []Action{{Label: "กลับ", Key: keys.Esc}, {Label: "บันทึก", Key: keys.Save, Kind: widget.Primary}}}
			h.Show(d)
			leave(h, d)
			if len(h.open) != 2 || closed != 0 {
				t.Fatalf("%s: %d dialogs, closed %d", name, len(h.open), closed)
			}
			press(h, fyne.KeyReturn)
			if h.Open() || closed != 1 || ready != 1 {
				t.Errorf("%s: open %v, closed %d, ready %d", name, h.Open(), closed, ready)
			}
			typed = false
			h.Show(d)
			leave(h, d)
			if h.Open() || closed != 2 || ready != 2 {
				t.Errorf("%s, nothing typed: open %v, closed %d, ready %d", name, h.Open(), closed, ready)
			}
		})
	}
}

// A dialog may say in words of its own what would be lost, and hold it to be a danger.
func TestADialogMaySayWhatWouldBeLost(t *testing.T) {
	bench(t, 1024, 600, func(h *Host, _ fyne.Window) {
		d := &Dialog{Typed: func() bool { return true }, Lose: Question{Title: "ทิ้งรายการไหม", Danger: true}}
		h.Show(d)
		press(h, fyne.KeyEscape)
		if top := h.open[len(h.open)-1]; top == d || top.Title != "ทิ้งรายการไหม" {
			t.Fatalf("asked %q", top.Title)
		}
		press(h, fyne.KeyReturn)
		if len(h.open) != 2 {
			t.Error("Enter lost it")
		}
	})
}
