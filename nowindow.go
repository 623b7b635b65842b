//go:build !cgo && !windows

package main

import (
	"fmt"
	"os"

	"github.com/talat-pos/talat/internal/cli"
	"github.com/talat-pos/talat/internal/i18n"
)

// openWindow says that this build has none.
func openWindow(window cli.Window) int {
	lang, err := i18n.ParseLang(window.Lang)
	if err != nil {
		lang = i18n.Thai
	}
	fmt.Fprintln(os.Stderr, i18n.T(lang, "cli.no_window"))
	return 1
}
