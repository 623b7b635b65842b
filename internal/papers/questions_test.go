package papers

import (
	"testing"

	"github.com/talat-pos/talat/internal/i18n"
)

// Every question can be asked in a window, and a paper's history says what was answered, in both languages.
func TestEveryQuestionHasItsWords(t *testing.T) {
	for _, code := range questions {
		for _, key := range []string{"fault." + code, "issuing.ask." + code, "paperspage.said." + code} {
			for _, lang := range i18n.Langs {
				if !i18n.Has(lang, key) {
					t.Errorf("%s says nothing in %s", key, lang)
				}
			}
		}
	}
}
