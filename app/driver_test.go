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
		{[]string{"Fyne error:  failed to watch theme settings"}, false, ""},
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

func TestAFaultOfOursIsNotHidden(t *testing.T) {
	defer func() {
		if recover() == nil {
			t.Error("the panic was swallowed")
		}
	}()
	l := &driverLog{to: &bytes.Buffer{}}
	l.guard(func() { panic("ours") })
}
