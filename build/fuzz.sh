#!/usr/bin/env bash
# Runs every fuzz test of the tree for the given time each (Go runs one a call): build/fuzz.sh 10s
set -euo pipefail
cd "$(dirname "$0")/.."
grep -rlE '^func Fuzz' --include='*_test.go' . | sort | while read -r file; do
	grep -oE '^func Fuzz[A-Za-z0-9_]*' "$file" | sed 's/^func //' | while read -r name; do
		echo "== $name in $file"
		CGO_ENABLED=0 go test -tags x11,migrated_fynedo -run '^$' -fuzz "^$name\$" -fuzztime "$1" "$(dirname "$file")" </dev/null
	done
done
