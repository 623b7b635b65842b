package window

import (
	"embed"

	"fyne.io/fyne/v2"
	"fyne.io/fyne/v2/lang"

	"github.com/talat-pos/talat/internal/i18n"
)

//go:embed words
var words embed.FS

// speakToolkit gives the toolkit its own words (file dialogs, menus of fields) in a language. It knows
// no Thai and cannot switch, but texts for the system's language may be given again.
func speakToolkit(l i18n.Lang) {
	texts, err := words.ReadFile("words/" + string(l) + ".json")
	if err == nil {
		err = lang.AddTranslationsForLocale(texts, lang.SystemLocale())
	}
	if err != nil {
		fyne.LogError("the toolkit's words", err)
	}
}
