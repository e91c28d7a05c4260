#!/usr/bin/env bash
# Builds one product as it is released, with Swift's libraries within it, and prints where it is. `make build`, `bench`, `soak` and
# `fuzz` all build so: what is measured is what is installed, and nothing is built twice.
#
# usage: scripts/release.sh PRODUCT
set -euo pipefail
cd "$(dirname "$0")/.."

options=(-c release --product "$1" --static-swift-stdlib --scratch-path .build/static)
swift build "${options[@]}" >&2
echo "$(swift build "${options[@]}" --show-bin-path)/$1"
