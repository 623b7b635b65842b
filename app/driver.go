package app

import (
	"bytes"
	"io"
	"log"
	"os"
	"slices"

	"github.com/talat-pos/talat/internal/i18n"
)

// driverLog passes the toolkit's log on and tells a person what to do where there can be no window. The
// toolkit only writes to the log then, and goes on or ends the program, so the log is where it is caught.
type driverLog struct {
	to    io.Writer
	tell  func(key string)
	told  bool
	quiet bool // the last error was one that needs nobody
}

// watchDriver puts the log in place.
func watchDriver(lang i18n.Lang) *driverLog {
	l := &driverLog{to: os.Stderr, tell: func(key string) { tell("Talat", i18n.T(lang, key)) }}
	log.SetOutput(l)
	return l
}

// lastWords are what the toolkit says before it gives up, and what a person is told.
var lastWords = map[string]string{
	"failed to initialise GLFW":   "app.no_display",
	"window creation error":       "app.no_graphics",
	"failed to initialise OpenGL": "app.no_graphics",
}

// harmless are errors of the toolkit that mean nothing here: it reads its own preferences, of which
// there are none, while it writes them at the end; and it cannot follow the desktop's light and dark,
// which a shop sets itself.
var harmless = []string{"Preferences load error", "failed to watch theme settings"}

// Write looks for the toolkit's last words; the first count. An error comes in up to three writes: what,
// why and where.
func (l *driverLog) Write(line []byte) (int, error) {
	if bytes.Contains(line, []byte("Fyne error:")) {
		l.quiet = slices.ContainsFunc(harmless, func(words string) bool { return bytes.Contains(line, []byte(words)) })
	}
	rest := bytes.Contains(line, []byte("  Cause:")) || bytes.Contains(line, []byte("  At:"))
	if l.quiet && (rest || bytes.Contains(line, []byte("Fyne error:"))) {
		return len(line), nil
	}
	n, err := l.to.Write(line)
	for words, key := range lastWords {
		if !l.told && bytes.Contains(line, []byte(words)) {
			l.told = true
			l.tell(key)
		}
	}
	return n, err
}

// guard runs what opens the window. Without a display the toolkit panics after its last words; with a
// useless one it carries on: opened is false in both cases.
func (l *driverLog) guard(open func()) (opened bool) {
	defer func() {
		if broken := recover(); broken != nil && !l.told {
			panic(broken) // a fault of ours
		}
	}()
	open()
	return !l.told
}
