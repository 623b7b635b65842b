#!/usr/bin/env bash
# Installs the real Medusa, of pinned versions, into build/out/medusa: some 750 MB. It does nothing when it is there.
# None of it is shipped or committed, and no package's own script is run.
set -euo pipefail
cd "$(dirname "$0")"
to=../out/medusa
cmp -s package-lock.json "$to/installed" && exit 0
mkdir -p "$to"
cp package.json package-lock.json "$to/"
for try in 1 2 3; do
	echo "+ npm ci (build/medusa: Medusa 2.21.2)"
	if npm ci --prefix "$to" --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null; then
		cp package-lock.json "$to/installed"
		exit 0
	fi
	echo "npm failed (try $try of 3)" >&2
	sleep $((try * 5))
done
exit 1
