#!/usr/bin/env bash
# Runs a command on a screen in memory, 1366x768, with a window manager: build/display.sh COMMAND…
# Its exit status is the command's. The X server picks a free number itself, so runs do not collide. The
# file that TALAT_SCREEN names holds what is on the screen at any moment, as an XWD dump.
set -euo pipefail

work=$(mktemp -d)
started=()
finish() {
	local pid
	for pid in "${started[@]}"; do kill "$pid" 2>/dev/null || true; done
	wait 2>/dev/null || true
	rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM

Xvfb -displayfd 3 -screen 0 1366x768x24 -fbdir "$work" -nolisten tcp -noreset 3>"$work/number" >"$work/log" 2>&1 &
started+=($!)
for _ in $(seq 150); do
	[ -s "$work/number" ] && break
	kill -0 "${started[0]}" 2>/dev/null || break
	sleep 0.1
done
if ! [ -s "$work/number" ]; then
	echo "No screen in memory could be started:" >&2
	cat "$work/log" >&2
	exit 1
fi

export DISPLAY=":$(cat "$work/number")"
export TALAT_SCREEN="$work/Xvfb_screen0"
export LIBGL_ALWAYS_SOFTWARE=1
unset WAYLAND_DISPLAY XAUTHORITY
openbox >"$work/openbox" 2>&1 &
started+=($!)

"$@"
