#!/usr/bin/env bash
# Fetches Swagger UI and ReDoc, so that /docs and /redoc work offline. Without them the pages use a CDN: no reason to stop.
set -euo pipefail
cd "$(dirname "$0")/.."

target=.build/docs-assets
[ -d "$target" ] && exit 0
mkdir -p .build
if ! scripts/fetch-docs-assets.sh "$target"; then
    rm -rf "$target"
    echo "The docs pages' files could not be fetched; /docs and /redoc will use a CDN" >&2
fi
