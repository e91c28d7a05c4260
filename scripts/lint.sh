#!/usr/bin/env bash
# Format and style of Swift and of the board's JavaScript, then a build in which a warning of ours is an error, then the length of the files.
set -euo pipefail
cd "$(dirname "$0")/.."

limit=300

swift format lint --strict --recursive Sources Tests Fuzzing Benchmarks Package.swift
scripts/embed-assets.sh --check
. scripts/python-environment.sh
if oxlint=$(python_environment Tests/Web) 2>/dev/null; then
    # The board's own rules: no unused names, no assignment where a comparison was meant.
    "$(dirname "$oxlint")/oxlint" --deny-warnings Sources/TaskFlowWeb/Assets Tests/Web/unit
else
    echo "oxlint is passed over: no Python environment can be made here"
fi
for script in scripts/*.sh deploy/*.sh .ci/run; do bash -n "$script"; done

long=$(find Sources Tests -name '*.swift' -exec awk -v limit="$limit" 'END { if (NR > limit) print FILENAME ": " NR }' {} \;)
if [ -n "$long" ]; then
    printf 'Longer than %s lines:\n%s\n' "$limit" "$long" >&2
    exit 1
fi

TASKFLOW_STRICT=1 swift build --build-tests
