package i18n

import "testing"

func TestUnitsInTheLanguageOfThePaper(t *testing.T) {
	for _, c := range []struct {
		lang       Lang
		unit, want string
	}{
		{English, "ชุด", "set"}, {English, " ผืน ", "piece"}, {English, "กก.", "kg"}, {English, "box", "box"}, {English, "กระบุง", "กระบุง"}, {English, "", ""},
		{Thai, "ชุด", "ชุด"}, {Thai, "box", "box"},
	} {
		if got := Unit(c.lang, c.unit); got != c.want {
			t.Errorf("%q in %s is %q, want %q", c.unit, c.lang, got, c.want)
		}
	}
}

// Each Thai name stands once: it would be known by one of its keys or the other.
func TestEveryUnitHasOneKey(t *testing.T) {
	seen := map[string]string{}
	for _, key := range Keys(Thai) {
		if len(key) < 5 || key[:5] != "unit." {
			continue
		}
		unit := T(Thai, key)
		if seen[unit] != "" {
			t.Errorf("%s and %s are both %q", seen[unit], key, unit)
		}
		seen[unit] = key
	}
	if len(seen) < 40 {
		t.Errorf("%d units are known", len(seen))
	}
}
