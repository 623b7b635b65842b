#!/usr/bin/env bash
# Lints the contract with two linters. A machine without Node is told so and passes, unless CI is set; a warning
# fails like an error.
set -euo pipefail
cd "$(dirname "$0")"
contract=../../docs/contract/common-platform.openapi.yaml
bin=../out/contract/node_modules/.bin
if ! command -v npm >/dev/null; then
	echo "no npm here: the contract is not linted" >&2
	[ -z "${CI:-}" ]
	exit
fi
./install.sh
export REDOCLY_TELEMETRY=off REDOCLY_SUPPRESS_UPDATE_NOTICE=true
said=$("$bin/redocly" lint --config redocly.yaml "$contract" 2>&1) || { echo "$said"; exit 1; }
! grep -qi 'you have .* warning' <<<"$said" || { echo "$said"; exit 1; }
"$bin/spectral" lint --fail-severity=warn --quiet -r spectral.yaml "$contract"
echo "The contract is clean in redocly and spectral."
