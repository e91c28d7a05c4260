#!/usr/bin/env bash
# Installs what `make bench` needs beside the build: wrk, which makes the load, and Python for the peer.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/packages.sh

scripts/test-needs.sh
if ! command -v wrk >/dev/null; then
    say "Installing wrk: it makes the load"
    apt_install wrk
fi
