#!/usr/bin/env bash
# Draws the labels of FILE (JSON) with npm pdfkit, pinned, installed into DIR: build/bench/pdfkit.sh DIR FILE
# It prints one line of JSON: CPU milliseconds and bytes a label, of the second of two runs.
set -euo pipefail
dir=$1 file=$2
here=$(cd "$(dirname "$0")" && pwd)
mkdir -p "$dir"
if [ ! -d "$dir/node_modules/pdfkit" ]; then
	npm install --prefix "$dir" --no-audit --no-fund --no-save --ignore-scripts pdfkit@0.20.2 >&2
fi
NODE_PATH="$dir/node_modules" node "$here/pdfkit.cjs" "$file" "$here/../../assets/fonts"
