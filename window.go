//go:build cgo || windows

package main

import (
	"github.com/talat-pos/talat/app"
	"github.com/talat-pos/talat/internal/cli"
)

func openWindow(window cli.Window) int {
	return app.Run(app.Options{Dir: window.Dir, Lang: window.Lang, Screen: window.Screen})
}
