#!/usr/bin/env bash
# Installs what the machine lacks for one purpose: build/setup.sh run|test|medusa|windows
# It looks first and touches nothing when all is there; it prints the command before it runs it.
set -euo pipefail

# Programs of the administrator are found too: an ordinary user's path often lacks their folder.
has_command() { PATH="$PATH:/usr/sbin:/sbin" command -v "$1" >/dev/null 2>&1; }
has_header() { [ -e "/usr/include/$1" ] || compgen -G "/usr/include/*-linux-gnu/$1" >/dev/null; }
has_library() { compgen -G "/usr/lib/*/$1" >/dev/null || compgen -G "/usr/lib/$1" >/dev/null || compgen -G "/usr/lib64/$1" >/dev/null; }

missing=()
# need PACKAGE CHECK ARGUMENT: PACKAGE is missing when the check fails.
need() { "$2" "$3" || missing+=("$1"); }

# The C parts of the window: X11 and OpenGL.
need_toolkit() {
	need gcc has_command gcc
	need libc6-dev has_header stdlib.h
	need pkg-config has_command pkg-config
	need libgl1-mesa-dev has_header GL/gl.h
	local header
	for header in Xlib.h Xcursor/Xcursor.h extensions/Xrandr.h extensions/Xinerama.h extensions/XInput2.h extensions/xf86vmode.h; do
		has_header "X11/$header" || { missing+=(xorg-dev); break; }
	done
	need libgl1-mesa-dri has_library 'dri/*_dri.so'
}

# A screen in memory with a window manager, keys from scripts, and pictures of it.
need_screen() {
	need xvfb has_command Xvfb
	need xdotool has_command xdotool
	need openbox has_command openbox
	need imagemagick has_command import
}

has_postgres() { has_command initdb || compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null; }

need_test_tools() {
	need x11-xkb-utils has_command setxkbmap
	need x11-utils has_command xdpyinfo
	need xauth has_command xauth
	need libharfbuzz-bin has_command hb-view
	need zbar-tools has_command zbarimg
	need strace has_command strace
	need poppler-utils has_command pdftotext
	need ghostscript has_command gs
	need pango1.0-tools has_command pango-view
	need cups-daemon has_command cupsd
	need cups-client has_command lpadmin
	need nodejs has_command node
	need npm has_command npm
}

# finish installs what comes from npm. Without it the tests that need it are skipped; CI fails them.
finish() {
	[ "$1" = test ] || return 0
	local what
	for what in peers contract; do
		"$(dirname "$0")/$what/install.sh" || echo "npm failed: some tests will be skipped." >&2
	done
}

case "${1:-}" in
run)
	need_toolkit
	[ -n "${DISPLAY:-}" ] || need_screen
	;;
test)
	need_toolkit
	need_screen
	need_test_tools
	;;
medusa)
	need nodejs has_command node
	need npm has_command npm
	need postgresql has_postgres postgresql
	;;
windows) need gcc-mingw-w64-x86-64 has_command x86_64-w64-mingw32-gcc ;;
*)
	echo "usage: build/setup.sh run|test|medusa|windows" >&2
	exit 2
	;;
esac

has_command go || { echo "Go is missing: install Go 1.26 or later (https://go.dev/dl)." >&2; exit 1; }
[ ${#missing[@]} -gt 0 ] || { finish "$1"; exit 0; }

echo "This machine lacks: ${missing[*]}"
if ! has_command apt-get; then
	echo "Install them (these are the names in Debian and Ubuntu) and try again." >&2
	exit 1
fi

as_root=()
if [ "$(id -u)" -ne 0 ]; then
	if ! has_command sudo; then
		echo "Ask somebody who may: apt-get install -y --no-install-recommends ${missing[*]}" >&2
		exit 1
	fi
	as_root=(sudo)
fi

# patiently runs a command of apt, saying it first, and tries again when the mirror fails.
patiently() {
	local command=("${as_root[@]}" env DEBIAN_FRONTEND=noninteractive apt-get -o Acquire::Retries=3 -o DPkg::Lock::Timeout=300 "$@")
	echo "+ ${command[*]}"
	local try
	for try in 1 2 3; do
		"${command[@]}" </dev/null && return 0
		echo "apt-get failed (try $try of 3)" >&2
		sleep $((try * 5))
	done
	return 1
}

patiently update || echo "The list of packages could not be refreshed; trying with the old one." >&2
patiently install -y --no-install-recommends "${missing[@]}"
finish "$1"
