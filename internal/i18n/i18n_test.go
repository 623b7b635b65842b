package i18n_test

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/assets"
	"github.com/talat-pos/talat/internal/fault"
	"github.com/talat-pos/talat/internal/i18n"
)

func TestBothLanguagesHoldTheSameKeys(t *testing.T) {
	for _, key := range i18n.Keys(i18n.Thai) {
		if !i18n.Has(i18n.English, key) {
			t.Errorf("%s has no English text", key)
		}
	}
	for _, key := range i18n.Keys(i18n.English) {
		if !i18n.Has(i18n.Thai, key) {
			t.Errorf("%s has no Thai text", key)
		}
	}
	if len(i18n.Keys(i18n.Thai)) == 0 {
		t.Error("there are no texts at all")
	}
}

// A brace begins a placeholder, or an example of JSON, which has quotes.
var placeholder = regexp.MustCompile(`\{[^{}"]*\}`)
var example = regexp.MustCompile(`\{"[^{}]*\}`)

func TestBothLanguagesHoldTheSamePlaceholders(t *testing.T) {
	named := regexp.MustCompile(`^\{[a-z][a-z0-9_]*\}$`)
	for _, key := range i18n.Keys(i18n.Thai) {
		thai, english := placeholders(i18n.Thai, key), placeholders(i18n.English, key)
		if !slices.Equal(thai, english) {
			t.Errorf("%s: Thai has %v, English %v", key, thai, english)
		}
		for _, name := range thai {
			if !named.MatchString(name) {
				t.Errorf("%s: %s is no placeholder", key, name)
			}
		}
		for _, lang := range i18n.Langs {
			rest := example.ReplaceAllString(placeholder.ReplaceAllString(i18n.T(lang, key), ""), "")
			if strings.ContainsAny(rest, "{}") {
				t.Errorf("%s in %s: a brace is left open: %q", key, lang, rest)
			}
		}
	}
}

// placeholders gives the names a text mentions, each once, sorted.
func placeholders(lang i18n.Lang, key string) []string {
	names := placeholder.FindAllString(i18n.T(lang, key), -1)
	slices.Sort(names)
	return slices.Compact(names)
}

func TestNoTextIsEmpty(t *testing.T) {
	for _, lang := range i18n.Langs {
		for _, key := range i18n.Keys(lang) {
			if text := i18n.T(lang, key); strings.TrimSpace(text) != text || text == "" {
				t.Errorf("%s in %s is empty or padded: %q", key, lang, text)
			}
		}
	}
}

// A key lives in one file, or one text would silently win over the other.
func TestEveryKeyIsWrittenOnceAndInItsArea(t *testing.T) {
	names, err := fs.Glob(assets.Files, "i18n/*.json")
	if err != nil {
		t.Fatal(err)
	}
	places := map[string]string{}
	for _, name := range names {
		parts := strings.Split(path.Base(name), ".")
		if len(parts) != 3 || !slices.Contains(i18n.Langs, i18n.Lang(parts[1])) {
			t.Errorf("%s is not named AREA.LANG.json", name)
			continue
		}
		for _, key := range keysAsWritten(t, name) {
			if earlier, ok := places[parts[1]+" "+key]; ok {
				t.Errorf("%s is in %s and in %s", key, earlier, name)
			}
			places[parts[1]+" "+key] = name
			if area, _, ok := strings.Cut(key, "."); !ok || area != parts[0] && area != "fault" {
				t.Errorf("%s: %s does not begin with %q or \"fault.\"", name, key, parts[0]+".")
			}
		}
	}
}

// keysAsWritten reads the keys in order, twice when they stand twice.
func keysAsWritten(t *testing.T, name string) []string {
	t.Helper()
	decoder := json.NewDecoder(bytes.NewReader(assets.Read(name)))
	var keys []string
	for position := 0; ; position++ {
		token, err := decoder.Token()
		if err != nil {
			return keys
		}
		if text, ok := token.(string); ok && position%2 == 1 {
			keys = append(keys, text)
		}
	}
}

// Thai texts hold Thai: an English sentence left in the Thai file is a gap.
func TestThaiFaultsAreThai(t *testing.T) {
	thai := regexp.MustCompile(`\p{Thai}`)
	for _, key := range i18n.Keys(i18n.Thai) {
		if strings.HasPrefix(key, "fault.") && !thai.MatchString(i18n.T(i18n.Thai, key)) {
			t.Errorf("%s is not Thai: %q", key, i18n.T(i18n.Thai, key))
		}
	}
}

func TestPlaceholdersAreFilledInOnePass(t *testing.T) {
	const key = "fault.amount_unreadable"
	got := i18n.T(i18n.English, key, fault.Values{"value": "{value}{other}", "other": "wrong"})
	if !strings.Contains(got, "{value}{other}") {
		t.Errorf("what a person typed was taken for a placeholder: %q", got)
	}
	if got := i18n.T(i18n.Thai, "no.such_key"); got != "no.such_key" {
		t.Errorf("a missing key gives %q", got)
	}
}

func TestMessageNeverShowsAForeignError(t *testing.T) {
	for _, lang := range i18n.Langs {
		for _, err := range []error{errors.New("disk I/O error"), fault.New("code_without_a_sentence", "", nil)} {
			if got := i18n.Message(lang, err); got != i18n.T(lang, "fault.internal") {
				t.Errorf("%s: %v is shown as %q", lang, err, got)
			}
		}
		known := fmt.Errorf("parse: %w", fault.Unreadable("amount_unreadable", "amount", fault.Values{"value": "1e3"}))
		if got := i18n.Message(lang, known); !strings.Contains(got, "1e3") || strings.Contains(got, "{") {
			t.Errorf("%s: %q", lang, got)
		}
	}
}

func TestParseLang(t *testing.T) {
	for text, want := range map[string]i18n.Lang{"th": i18n.Thai, "en": i18n.English} {
		if got, err := i18n.ParseLang(text); err != nil || got != want {
			t.Errorf("ParseLang(%q) = %s, %v", text, got, err)
		}
	}
	for _, text := range []string{"", "TH", "de"} {
		if got, err := i18n.ParseLang(text); !fault.Is(err, "lang_unknown") || got != i18n.Thai {
			t.Errorf("ParseLang(%q) = %s, %v; want Thai and lang_unknown", text, got, err)
		}
	}
}
