#!/usr/bin/env bash
# Builds the program to try and to work on, and says what that takes: SwiftPM counts its steps meanwhile.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/packages.sh

if [ -x .build/debug/taskflow ]; then
    say "Building what has changed since the last time: seconds, or minutes where much has."
else
    say "Building TaskFlow for the first time: three to six minutes on two cores, and 1.1 GB in .build."
    say "Swift fetches the packages it is made of first, then counts its steps. Later builds take seconds."
fi
begun=$SECONDS
swift build --product taskflow
taken=$((SECONDS - begun))
if ((taken < 60)); then say "Built in $taken s."; else say "Built in $((taken / 60)) min $((taken % 60)) s."; fi
