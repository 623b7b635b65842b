#!/usr/bin/env bash
# Opens the window of the built program; where there is no display, takes pictures of it instead:
# build/open.sh PROGRAM
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)

if [ -n "${DISPLAY:-}" ]; then
	exec "$1"
fi
echo "There is no display here, so the window opens on a screen in memory."
exec "$here/display.sh" "$here/pictures.sh" "$1"
