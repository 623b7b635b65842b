package cli

import (
	"runtime/debug"

	"github.com/talat-pos/talat/internal/money"
	"github.com/talat-pos/talat/internal/shop"
	"github.com/talat-pos/talat/internal/thai"
	"github.com/talat-pos/talat/internal/version"
)

// versions gives the program, SQLite, the window's toolkit ("" when this build has no window) and the
// schema of shop files.
func versions() (program, sqlite, toolkit string, schema int) {
	if info, ok := debug.ReadBuildInfo(); ok {
		for _, module := range info.Deps {
			if module.Path == "fyne.io/fyne/v2" {
				toolkit = "Fyne " + module.Version
			}
		}
	}
	return version.Program, shop.SQLiteVersion(), toolkit, shop.SchemaVersion()
}

// amountWords writes an amount in Thai words.
func amountWords(amount string) (string, error) {
	sum, err := money.Parse(amount)
	if err != nil {
		return "", err
	}
	return thai.BahtWords(sum), nil
}
