package app

import (
	"bytes"
	"io"
	"log"
	"os"

	"github.com/talat-pos/talat/internal/i18n"
)

// watchDriver lets a person know what to do where the window cannot be opened. The toolkit only writes
// to the log and then ends the program, so the log is where it must be caught.
func watchDriver(lang i18n.Lang) {
	log.SetOutput(&driverLog{to: os.Stderr, tell: func() { tell("Talat", i18n.T(lang, "app.no_graphics")) }})
}

// driverLog passes the toolkit's log on and calls tell once when there can be no window.
type driverLog struct {
	to   io.Writer
	tell func()
}

// Write looks for the toolkit's two last words.
func (l *driverLog) Write(line []byte) (int, error) {
	n, err := l.to.Write(line)
	for _, last := range []string{"window creation error", "failed to initialise OpenGL"} {
		if l.tell != nil && bytes.Contains(line, []byte(last)) {
			tell := l.tell
			l.tell = nil
			tell()
		}
	}
	return n, err
}
