package ordering

import "testing"

// Every channel's short number is read back as it was written.
func TestShortNumbers(t *testing.T) {
	for _, channel := range Channels {
		for _, no := range []int{1, 42, 12345} {
			text := ShortOf(channel, "B", no)
			if back, letter, n, ok := ParseShort(text); !ok || back != channel || letter != "B" || n != no {
				t.Errorf("%s of %s is read as %s %s %d %v", text, channel, back, letter, n, ok)
			}
		}
	}
	if got := ShortOf(Line, "A", 42); got != "LA-0042" {
		t.Errorf("short number %s", got)
	}
	if channel, letter, no, ok := ParseShort(" la42 "); !ok || channel != Line || letter != "A" || no != 42 {
		t.Errorf("la42 is read as %s %s %d %v", channel, letter, no, ok)
	}
	for _, text := range []string{"", "L", "42", "A-42", "LA", "XQ-12", "LA-0", "LA-4x", "ลA-42"} {
		if _, _, _, ok := ParseShort(text); ok {
			t.Errorf("%q is a short number", text)
		}
	}
}
