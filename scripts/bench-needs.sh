#!/usr/bin/env bash
# Installs what `make bench` needs beside the build: wrk, which makes the load, perf, which says where the time goes, and
# Python for the peer.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/packages.sh

scripts/test-needs.sh
if ! command -v wrk >/dev/null; then
    say "Installing wrk: it makes the load"
    apt_install wrk
fi
if ! command -v perf >/dev/null; then
    say "Installing linux-perf: it tells where the time goes"
    apt_install linux-perf || say "linux-perf could not be installed; the results will have no profile"
fi
