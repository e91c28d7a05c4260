#!/usr/bin/env bash
# Writes Sources/CWebAssets/assets.c: one #embed (C23) for each file of the web board. Run it when a file is added or renamed;
# a change in a file needs nothing. `embed-assets.sh --check` only says whether the list is current.
set -euo pipefail
cd "$(dirname "$0")/.."

folder=Sources/TaskFlowWeb/Assets
made=$(mktemp)
trap 'rm -f "$made"' EXIT

{
    printf '// Made by scripts/embed-assets.sh.\n\n#include "CWebAssets.h"\n\n'
    printf '#pragma clang diagnostic ignored "-Wc23-extensions"\n'
    number=0
    rows=
    while read -r file; do
        printf '\nstatic const unsigned char asset_%d[] = {\n#embed "../TaskFlowWeb/Assets/%s"\n};\n' "$number" "$file"
        rows+="    {\"$file\", asset_$number, sizeof asset_$number},"$'\n'
        number=$((number + 1))
    done < <(cd "$folder" && find . -type f -printf '%P\n' | LC_ALL=C sort)
    printf '\nstatic const struct taskflow_asset assets[] = {\n%s};\n' "$rows"
    printf '\nconst struct taskflow_asset *taskflow_assets(size_t *count) {\n    *count = sizeof assets / sizeof assets[0];\n'
    printf '    return assets;\n}\n'
} >"$made"

if [ "${1:-}" = --check ]; then
    cmp -s "$made" Sources/CWebAssets/assets.c && exit 0
    echo "Sources/CWebAssets/assets.c is not current: run scripts/embed-assets.sh" >&2
    exit 1
fi
cp "$made" Sources/CWebAssets/assets.c
