#!/usr/bin/env bash
# Takes a picture of the program's first screen and one of a practice shop's till, on the screen that
# DISPLAY names: build/pictures.sh PROGRAM. They go to build/out/.
set -euo pipefail
program=$1
out=$(cd "$(dirname "$0")" && pwd)/out
mkdir -p "$out"
rm -f "$out/first-screen.png" "$out/till.png"

work=$(mktemp -d)
window=
finish() {
	[ -z "$window" ] || kill "$window" 2>/dev/null || true
	wait 2>/dev/null || true
	rm -rf "$work"
}
trap finish EXIT

# picture SHOP FILE opens the window on a shop's folder and waits until it is drawn and at rest: more
# colours than a title bar has, and two pictures in a row that differ by no more than a caret.
picture() {
	"$program" --shop "$1" >"$work/log" 2>&1 &
	window=$!
	local colours=0 moved try
	rm -f "$work/before.png"
	for try in $(seq 120); do
		sleep 0.5
		if ! kill -0 "$window" 2>/dev/null; then
			echo "The program ended before its window was drawn:" >&2
			cat "$work/log" >&2
			return 1
		fi
		import -silent -window root "$work/shot.png" 2>/dev/null || continue
		colours=$(identify -format %k "$work/shot.png")
		[ "$colours" -ge 128 ] || continue
		if [ -e "$work/before.png" ]; then
			# The number of pixels that differ, which may be written 1.04e+06.
			moved=$(compare -metric AE "$work/before.png" "$work/shot.png" null: 2>&1) || true
			awk -v moved="$moved" 'BEGIN { exit !(moved + 0 <= 200) }' && break
		fi
		cp "$work/shot.png" "$work/before.png"
	done
	if [ "$colours" -lt 128 ]; then
		echo "The window stayed empty for a minute:" >&2
		cat "$work/log" >&2
		return 1
	fi
	mv "$work/shot.png" "$2"
	kill "$window" 2>/dev/null || true
	wait "$window" 2>/dev/null || true
	window=
	echo "picture: $2"
}

export HOME="$work/home" XDG_DATA_HOME="$work/data" XDG_CONFIG_HOME="$work/config" XDG_CACHE_HOME="$work/cache"
mkdir -p "$HOME"
picture "$work/empty" "$out/first-screen.png"
"$program" demo --shop "$work/practice" >"$work/demo" 2>&1 || { cat "$work/demo" >&2; exit 1; }
picture "$work/practice" "$out/till.png"
echo "Talat runs. On a machine with a display, make run opens the window itself."
