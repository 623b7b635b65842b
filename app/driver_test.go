package app

import (
	"bytes"
	"strings"
	"testing"
)

func TestAMissingDriverIsToldOnce(t *testing.T) {
	var log bytes.Buffer
	told := 0
	l := &driverLog{to: &log, tell: func() { told++ }}
	for _, line := range []string{"Fyne error:  failed to watch theme settings\n", "Fyne error:  window creation error\n", "Fyne error:  window creation error\n"} {
		if _, err := l.Write([]byte(line)); err != nil {
			t.Fatal(err)
		}
	}
	if told != 1 || strings.Count(log.String(), "\n") != 3 {
		t.Errorf("told %d times, logged %q", told, log.String())
	}
}
