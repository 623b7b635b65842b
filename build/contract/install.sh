#!/usr/bin/env bash
# Installs the linters of the contract and a proxy that holds calls against it, of pinned versions, into
# build/out/contract. It does nothing when they are there. None of it is shipped or committed.
set -euo pipefail
cd "$(dirname "$0")"
to=../out/contract
cmp -s package-lock.json "$to/installed" && exit 0
mkdir -p "$to"
cp package.json package-lock.json "$to/"
for try in 1 2 3; do
	echo "+ npm ci (build/contract: prism, redocly, spectral)"
	if npm ci --prefix "$to" --omit=optional --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null; then
		cp package-lock.json "$to/installed"
		exit 0
	fi
	echo "npm failed (try $try of 3)" >&2
	sleep $((try * 5))
done
exit 1
