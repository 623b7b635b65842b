// Package i18n holds every text in Thai and English, and how money, quantities, dates and times are
// written for people.
package i18n

import (
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"sort"
	"strings"
	"sync"

	"github.com/talat-pos/talat/assets"
	"github.com/talat-pos/talat/internal/fault"
)

// Lang is a language of the program.
type Lang string

// The two languages. Thai is the first.
const (
	Thai    Lang = "th"
	English Lang = "en"
)

// Langs lists the languages in the order a person is offered them.
var Langs = []Lang{Thai, English}

// ParseLang reads "th" or "en". It fails with "lang_unknown" (usage).
func ParseLang(text string) (Lang, error) {
	for _, lang := range Langs {
		if string(lang) == text {
			return lang, nil
		}
	}
	return Thai, fault.Unreadable("lang_unknown", "lang", fault.Values{"value": text})
}

// catalogues reads assets/i18n/AREA.LANG.json: flat objects of key and text. An area is a screen or
// a capability and its keys begin with the area's name and a point.
var catalogues = sync.OnceValue(func() map[Lang]map[string]string {
	all := map[Lang]map[string]string{}
	for _, lang := range Langs {
		all[lang] = map[string]string{}
	}
	names, err := fs.Glob(assets.Files, "i18n/*.json")
	if err != nil {
		panic(err)
	}
	for _, name := range names {
		parts := strings.Split(path.Base(name), ".")
		texts := map[string]string{}
		if err := json.Unmarshal(assets.Read(name), &texts); err != nil {
			panic(fmt.Errorf("%s: %w", name, err))
		}
		for key, text := range texts {
			all[Lang(parts[1])][key] = text
		}
	}
	return all
})

// Keys lists every key of a language, sorted.
func Keys(lang Lang) []string {
	keys := make([]string, 0, len(catalogues()[lang]))
	for key := range catalogues()[lang] {
		keys = append(keys, key)
	}
	sort.Strings(keys)
	return keys
}

// Has reports whether a language has a text for key.
func Has(lang Lang, key string) bool { _, ok := catalogues()[lang][key]; return ok }

// T gives the text of key with its {placeholders} filled. A key that is missing gives the key
// itself, so that a gap is seen and nothing breaks; a test keeps it from happening.
func T(lang Lang, key string, values ...fault.Values) string {
	text, ok := catalogues()[lang][key]
	if !ok {
		return key
	}
	var pairs []string
	for _, set := range values {
		for name, value := range set {
			pairs = append(pairs, "{"+name+"}", Value(lang, value))
		}
	}
	// In one pass, so that a product called "{qty}" stays what it is.
	return strings.NewReplacer(pairs...).Replace(text)
}

// Message gives the sentence for an error, fit for a shopkeeper. An error that is no fault is "a
// fault of the program"; its own text is for the log only.
func Message(lang Lang, err error) string {
	var known *fault.Error
	if !errors.As(err, &known) || !Has(lang, "fault."+known.Code) {
		return T(lang, "fault.internal")
	}
	return T(lang, "fault."+known.Code, known.Values)
}

// Messages gives the sentences for several, one after the other.
func Messages(lang Lang, all []*fault.Error) string {
	texts := make([]string, len(all))
	for n, one := range all {
		texts[n] = Message(lang, one)
	}
	return strings.Join(texts, " · ")
}
