#!/usr/bin/env bash
# Checks for Swift, and installs the three C libraries that the build needs and the pip that fetches the docs pages' files.
# Does nothing where all is there.
set -euo pipefail
cd "$(dirname "$0")/.."

need_major=6
need_minor=3
assets=.build/docs-assets

. scripts/packages.sh

check_swift() {
    command -v swift >/dev/null || fail "Swift is not installed. Get $need_major.$need_minor or newer: https://swift.org/install"
    local version major minor
    version=$(swift --version 2>/dev/null | sed -nE 's/.*Swift version ([0-9]+\.[0-9]+).*/\1/p' | head -n 1)
    major=${version%%.*}
    minor=${version##*.}
    [ -n "$version" ] || fail "Cannot tell which Swift this is: swift --version says nothing of the kind"
    if ((major < need_major || (major == need_major && minor < need_minor))); then
        fail "Swift $version is too old. Get $need_major.$need_minor or newer: https://swift.org/install"
    fi
}

# Where the headers are depends on the system; the compiler that comes with Swift knows.
has_header() { printf '#include <%s>\n' "$1" | "$(command -v clang || command -v cc)" -E -x c - >/dev/null 2>&1; }

install_missing() {
    local missing=()
    has_header sqlite3.h || missing+=(libsqlite3-dev)
    has_header zlib.h || missing+=(zlib1g-dev)
    has_header libpq-fe.h || has_header postgresql/libpq-fe.h || missing+=(libpq-dev)
    [ "${#missing[@]}" -gt 0 ] || return 0
    [ "$(uname)" = Linux ] || fail "Missing C libraries: ${missing[*]}. Install them with your package manager"
    command -v apt-get >/dev/null || fail "Missing: the headers of SQLite, zlib and libpq (on Debian: ${missing[*]})"
    say "Installing ${missing[*]}: the databases' C libraries and the compression that HTTP needs"
    apt_install "${missing[@]}"
}

# Without pip the docs pages load their files from a CDN: worth a try, no reason to stop.
install_pip() {
    if [ -d "$assets" ] || python3 -m pip --version >/dev/null 2>&1; then return 0; fi
    if ! can_be_root || ! command -v apt-get >/dev/null; then return 0; fi
    say "Installing python3-pip: it fetches Swagger UI and ReDoc, so that /docs and /redoc work offline"
    apt_install python3-pip || say "python3-pip could not be installed; /docs and /redoc will use a CDN"
}

check_swift
install_missing
install_pip
