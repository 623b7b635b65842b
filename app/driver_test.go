package app

import (
	"bytes"
	"fmt"
	"strings"
	"testing"
)

func TestAMissingDriverIsToldOnce(t *testing.T) {
	for _, c := range []struct {
		lines []string
		panic bool
		told  string
	}{
		{[]string{"Fyne error:  failed to make a folder"}, false, ""},
		{[]string{"Fyne error:  window creation error", "Fyne error:  window creation error"}, false, "app.no_graphics"},
		{[]string{"Fyne error:  failed to initialise GLFW"}, true, "app.no_display"},
	} {
		var log bytes.Buffer
		var told []string
		l := &driverLog{to: &log, tell: func(key string) { told = append(told, key) }}
		opened := l.guard(func() {
			for _, line := range c.lines {
				fmt.Fprintln(l, line)
			}
			if c.panic {
				panic("NotInitialized")
			}
		})
		if opened != (c.told == "") || strings.Join(told, " ") != c.told || strings.Count(log.String(), "\n") != len(c.lines) {
			t.Errorf("%v: opened %v, told %q, logged %q", c.lines, opened, told, log.String())
		}
	}
}

func TestWhatMeansNothingIsNotLogged(t *testing.T) {
	var log bytes.Buffer
	l := &driverLog{to: &log}
	for _, line := range []string{"Fyne error:  Preferences load error:", "  Cause: EOF", "  At: preferences.go:105", "ours",
		"Fyne error:  failed to watch theme settings", "  Cause: no dbus-launch", "  At: app_xdg.go:152",
		"Fyne error:  something else", "  Cause: why", "  At: x.go:1"} {
		fmt.Fprintln(l, "2026/11/23 22:26:33", line)
	}
	const stamp = "2026/11/23 22:26:33 "
	want := stamp + "ours\n" + stamp + "Fyne error:  something else\n" + stamp + "  Cause: why\n" + stamp + "  At: x.go:1\n"
	if log.String() != want {
		t.Errorf("logged %q, want %q", log.String(), want)
	}
}

func TestAFaultOfOursIsNotHidden(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("the panic was swallowed")
		}
	}()
	l := &driverLog{to: &bytes.Buffer{}}
	l.guard(func() { panic("ours") })
}
