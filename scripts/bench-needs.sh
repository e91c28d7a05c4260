#!/usr/bin/env bash
# Installs what `make bench` needs beside the build: wrk, which makes the load, perf, which says where the time goes,
# valgrind, which counts instructions, and Python for the peer.
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
if ! command -v callgrind_control >/dev/null; then
    say "Installing valgrind: it counts the instructions of a call"
    apt_install valgrind || say "valgrind could not be installed; the results will have no instructions"
fi
