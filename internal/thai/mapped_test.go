package thai

import (
	"strings"
	"testing"
)

func TestMapKeepsThePlaces(t *testing.T) {
	for _, c := range []struct{ text, part, clean string }{
		{"ซื้อ น้ําพริก ๒ กระปุก", "นำพริก 2", "น้ำพริก 2"},
		{"โทร 0\u200b8１-๒", "081-2", "081-2"},
		{"a\r\n B–c", "a\nb-c", "a B–c"},
		{"เเม่😊 7️⃣ชิ้น", "แม 7ชิน", "แม่😊 7ชิ้น"},
		{"2×3", "2x3", "2×3"},
	} {
		m := Map(c.text)
		at := strings.Index(m.Folded, c.part)
		if at < 0 {
			t.Errorf("%q folds to %q, without %q", c.text, m.Folded, c.part)
			continue
		}
		if got := m.Text(at, at+len(c.part)); got != c.clean {
			t.Errorf("%q: text %q, want %q", c.text, got, c.clean)
		}
	}
}

func FuzzMap(f *testing.F) {
	f.Add("น้ํา เเ 7️⃣\r\n\xff👩‍🌾")
	f.Fuzz(func(t *testing.T, text string) {
		m := Map(text)
		last := 0
		for at, r := range m.Folded {
			from, to := m.Bytes(at, at+len(string(r)))
			if from < last || to <= from || to > len(text) {
				t.Fatalf("%q: the character at %d lies at %d to %d after %d", text, at, from, to, last)
			}
			last = to
		}
	})
}
