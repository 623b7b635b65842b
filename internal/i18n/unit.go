package i18n

import (
	"strings"
	"sync"
)

// unitKeys find the text of a unit by its Thai name.
var unitKeys = sync.OnceValue(func() map[string]string {
	keys := map[string]string{}
	for key, unit := range catalogues()[Thai] {
		if strings.HasPrefix(key, "unit.") {
			keys[unit] = key
		}
	}
	return keys
})

// Unit gives the name of a unit in a language: "ผืน" is "piece" in English. Units are the shop's own words; one that is not
// known stays as it is.
func Unit(lang Lang, unit string) string {
	if key := unitKeys()[strings.TrimSpace(unit)]; key != "" {
		return T(lang, key)
	}
	return unit
}
