#!/usr/bin/env bash
# Format and style, then a build in which a warning of ours is an error, then the length of the files.
set -euo pipefail
cd "$(dirname "$0")/.."

limit=300

swift format lint --strict --recursive Sources Tests Fuzzing Benchmarks Package.swift
for script in scripts/*.sh deploy/*.sh .ci/run; do bash -n "$script"; done

long=$(find Sources Tests -name '*.swift' -exec awk -v limit="$limit" 'END { if (NR > limit) print FILENAME ": " NR }' {} \;)
if [ -n "$long" ]; then
    printf 'Longer than %s lines:\n%s\n' "$limit" "$long" >&2
    exit 1
fi

TASKFLOW_STRICT=1 swift build --build-tests
