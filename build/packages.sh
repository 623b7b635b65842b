#!/usr/bin/env bash
# Lists the packages that build and test without a C compiler: all but those that reach the window
# driver (fyne's package app).
set -euo pipefail
cd "$(dirname "$0")/.."
CGO_ENABLED=0 go list -e -tags x11,migrated_fynedo \
	-f '{{$driver := false}}{{range .Deps}}{{if eq . "fyne.io/fyne/v2/app"}}{{$driver = true}}{{end}}{{end}}{{if not $driver}}{{.ImportPath}}{{end}}' \
	"${@:-./...}"
