package cli

import (
	"io"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/talat-pos/talat/internal/fault"
)

// fileKind gives a file's ending when it is one a command can write. It fails with "flag_required",
// "kind_later" (pdf) and "out_kind_unknown" (usage).
func fileKind(path, field string, kinds ...string) (string, error) {
	if path == "" {
		return "", required(field, false)
	}
	kind := strings.ToLower(filepath.Ext(path))
	switch {
	case slices.Contains(kinds, kind):
		return kind, nil
	case kind == ".pdf":
		return "", fault.Unreadable("kind_later", field, fault.Values{"value": kind, "kinds": strings.Join(kinds, " ")})
	}
	return "", fault.Unreadable("out_kind_unknown", field, fault.Values{"value": filepath.Base(path), "kinds": strings.Join(kinds, " ")})
}

// writeFile writes a file whole or not at all.
func writeFile(path string, write func(io.Writer) error) error {
	part, err := os.CreateTemp(filepath.Dir(path), ".talat-*")
	if err != nil {
		return fault.Wrap(err, "file_unwritten")
	}
	err = write(part)
	if closed := part.Close(); err == nil {
		err = closed
	}
	if err == nil {
		err = os.Chmod(part.Name(), 0o644) // a temporary file is its owner's alone; what is exported is to be passed on
	}
	if err == nil {
		err = os.Rename(part.Name(), path)
	}
	if err != nil {
		_ = os.Remove(part.Name())
	}
	return fault.Wrap(err, "file_unwritten")
}

// writable refuses a file that cannot be written, before what it is to hold uses up a number. "" is none. Fault:
// "folder_unwritable".
func writable(path, field string) error {
	if path == "" {
		return nil
	}
	if info, err := os.Stat(path); err == nil && info.IsDir() {
		return fault.New("folder_unwritable", field, nil)
	}
	trial, err := os.CreateTemp(filepath.Dir(path), ".talat-*")
	if err != nil {
		return fault.New("folder_unwritable", field, nil)
	}
	_ = trial.Close()
	return fault.At(fault.Wrap(os.Remove(trial.Name()), "folder_unwritable"), field)
}

// fileAnswer says that a file was written.
func fileAnswer(path string, doc document) *answer {
	given := &answer{doc: doc}
	given.wrote(path)
	return given
}

// wrote adds to an answer that a file was written.
func (a *answer) wrote(path string) {
	a.doc["file"] = path
	a.also("file.written", fault.Values{"file": path})
}

// also adds a sentence to an answer's text.
func (a *answer) also(key string, values fault.Values) {
	before := a.text
	a.text = func(out *page) {
		if before != nil {
			before(out)
		}
		out.say(key, values)
	}
}
