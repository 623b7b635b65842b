package promptpay

import (
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/talat-pos/talat/internal/i18n"
)

// TestEveryFaultHasItsSentence looks for codes in this package's own source and in qrcode's, so that a
// new one cannot be forgotten.
func TestEveryFaultHasItsSentence(t *testing.T) {
	code := regexp.MustCompile(`"((?:promptpay|qr|slip|barcode|picture|not_a)_[a-z0-9_]+)"`)
	seen := map[string]bool{}
	for _, pattern := range []string{"*.go", "qrcode/*.go"} {
		names, err := filepath.Glob(pattern)
		if err != nil {
			t.Fatal(err)
		}
		for _, name := range names {
			if strings.HasSuffix(name, "_test.go") {
				continue
			}
			source, err := os.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			for _, match := range code.FindAllStringSubmatch(string(source), -1) {
				seen[match[1]] = true
			}
		}
	}
	if len(seen) < 30 {
		t.Fatalf("only %d codes were found in the source", len(seen))
	}
	for code := range seen {
		for _, lang := range i18n.Langs {
			if !i18n.Has(lang, "fault."+code) {
				t.Errorf("no sentence for %s in %s", code, lang)
			}
		}
	}
}

func TestBothLanguagesMentionTheSameValues(t *testing.T) {
	placeholder := regexp.MustCompile(`\{\w+\}`)
	for _, key := range i18n.Keys(i18n.Thai) {
		if !strings.Contains(key, "promptpay") && !strings.HasPrefix(key, "fault.qr_") && !strings.HasPrefix(key, "fault.picture_") {
			continue
		}
		thai := placeholder.FindAllString(i18n.T(i18n.Thai, key), -1)
		english := placeholder.FindAllString(i18n.T(i18n.English, key), -1)
		slices.Sort(thai)
		slices.Sort(english)
		if !slices.Equal(thai, english) {
			t.Errorf("%s: %v in Thai, %v in English", key, thai, english)
		}
	}
}

func TestSentencesHoldTheirValues(t *testing.T) {
	_, err := ParseID("081-234-567")
	if got := i18n.Message(i18n.Thai, err); got != "เบอร์มือถือต้องมี 10 หลัก ที่ใส่มามี 9 หลัก" {
		t.Errorf("got %q", got)
	}
	_, err = Transfer{To: mustID(t, "0812345678"), Amount: -1}.Payload()
	if got := i18n.Message(i18n.English, err); !strings.Contains(got, "9,999,999,999.99 baht") {
		t.Errorf("got %q", got)
	}
}
