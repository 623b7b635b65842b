#!/usr/bin/env bash
# Makes what Windows shows of a program, its icon and version, for the linker to take in:
# build/windows.sh VERSION OUT.syso. The icon is build/icon.png, which Windows reads as it is inside an .ico.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

go run -C "$here/tools" ./ico "$here/icon.png" "$work/talat.ico"
cat >"$work/talat.rc" <<RESOURCE
1 ICON "$work/talat.ico"
1 VERSIONINFO
FILEVERSION ${1//./,},0
PRODUCTVERSION ${1//./,},0
BEGIN
  BLOCK "StringFileInfo"
  BEGIN
    BLOCK "040904B0"
    BEGIN
      VALUE "ProductName", "Talat"
      VALUE "FileDescription", "Talat, a point of sale"
      VALUE "ProductVersion", "$1"
      VALUE "FileVersion", "$1"
      VALUE "OriginalFilename", "talat.exe"
      VALUE "LegalCopyright", "MIT licence"
    END
  END
  BLOCK "VarFileInfo"
  BEGIN
    VALUE "Translation", 0x409, 1200
  END
END
RESOURCE
x86_64-w64-mingw32-windres "$work/talat.rc" -O coff -o "$2"
