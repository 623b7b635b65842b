#!/usr/bin/env bash
# Installs what tests read our output with, of pinned versions, into build/out/peers. It does nothing
# when they are there. None of it is shipped or committed.
set -euo pipefail
cd "$(dirname "$0")"
to=../out/peers
cmp -s package-lock.json "$to/installed" && exit 0
mkdir -p "$to"
cp package.json package-lock.json "$to/"
for try in 1 2 3; do
	echo "+ npm ci (build/peers: npos, zpl-renderer-js)"
	if npm ci --prefix "$to" --omit=optional --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null; then
		cp package-lock.json "$to/installed"
		exit 0
	fi
	echo "npm failed (try $try of 3)" >&2
	sleep $((try * 5))
done
exit 1
