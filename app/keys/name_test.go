package keys

import (
	"testing"

	"github.com/talat-pos/talat/internal/i18n"
)

func TestNamesOfChords(t *testing.T) {
	for _, c := range []struct {
		chord Chord
		lang  i18n.Lang
		twin  bool
		want  string
	}{
		{"F8", i18n.Thai, false, "F8"}, {"F8", i18n.Thai, true, "Alt+8"}, {"F12", i18n.Thai, true, "Alt+="},
		{"Up", i18n.Thai, false, "ขึ้น"}, {"Up", i18n.English, false, "Up"}, {"Ctrl+Left", i18n.Thai, false, "Ctrl+ซ้าย"},
		{"+", i18n.Thai, false, "+"}, {"Ctrl+Enter", i18n.Thai, true, "Ctrl+Enter"}, {"", i18n.Thai, false, ""},
	} {
		if got := c.chord.Name(c.lang, c.twin); got != c.want {
			t.Errorf("%q is written %q, want %q", c.chord, got, c.want)
		}
	}
}
