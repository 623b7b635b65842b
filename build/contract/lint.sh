#!/usr/bin/env bash
# Lints the contract with two linters of pinned versions, installed into build/out/contract. A machine
# without Node is told so and passes, unless CI is set; a warning fails like an error.
set -euo pipefail
cd "$(dirname "$0")"
contract=../../docs/contract/common-platform.openapi.yaml
to=../out/contract
if ! command -v npm >/dev/null; then
	echo "no npm here: the contract is not linted" >&2
	[ -z "${CI:-}" ]
	exit
fi
if ! cmp -s package-lock.json "$to/installed"; then
	mkdir -p "$to"
	cp package.json package-lock.json "$to/"
	for try in 1 2 3; do
		echo "+ npm ci (build/contract: redocly, spectral)"
		npm ci --prefix "$to" --omit=optional --ignore-scripts --no-audit --no-fund --loglevel=error </dev/null && break
		[ "$try" -lt 3 ] || exit 1
		sleep $((try * 5))
	done
	cp package-lock.json "$to/installed"
fi
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
said=$("$to/node_modules/.bin/redocly" lint --config redocly.yaml "$contract" 2>&1) || { echo "$said"; exit 1; }
! grep -qi 'you have .* warning' <<<"$said" || { echo "$said"; exit 1; }
"$to/node_modules/.bin/spectral" lint --fail-severity=warn --quiet -r spectral.yaml "$contract"
echo "The contract is clean in redocly and spectral."
