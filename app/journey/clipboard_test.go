//go:build window

package journey

import (
	"runtime"
	"testing"

	"github.com/go-gl/glfw/v3.4/glfw"
)

// chatWindow is another program beside the shop's, as a chat is: what is copied in it is pasted into the shop's
// window, and what the shop copies is pasted into it.
type chatWindow struct{ asked chan func() }

// newChatWindow gives it. Its owner of the clipboard answers on one thread, as the toolkit below asks for.
func newChatWindow(t *testing.T) *chatWindow {
	t.Helper()
	c, ready, ended := &chatWindow{asked: make(chan func())}, make(chan error), make(chan struct{})
	go func() {
		defer close(ended)
		runtime.LockOSThread()
		err := glfw.Init()
		ready <- err
		if err != nil {
			return
		}
		defer glfw.Terminate()
		for {
			select {
			case do, on := <-c.asked:
				if !on {
					return
				}
				do()
			default:
				glfw.WaitEventsTimeout(often.Seconds() / 5) // who pastes asks for the text only then
			}
		}
	}()
	if err := <-ready; err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { close(c.asked); <-ended })
	return c
}

// do has something done on the thread of the window.
func (c *chatWindow) do(what func()) {
	done := make(chan struct{})
	c.asked <- func() { what(); close(done) }
	<-done
}

func (c *chatWindow) copy(text string) { c.do(func() { glfw.SetClipboardString(text) }) }

// pasted pastes a text of the chat into the field with the keyboard and sees it there. The window asks for the text only
// when the keys come to it: until then nothing else may be copied.
func (d *seller) pasted(text string) {
	d.t.Helper()
	d.chat.copy(text)
	d.press("ctrl+v")
	d.see(text, anywhere)
}

// paste gives what was copied last, by whichever program.
func (c *chatWindow) paste() (text string) {
	c.do(func() { text = glfw.GetClipboardString() })
	return text
}
