#!/usr/bin/env bash
# Installs what scripts/build-release.sh has laid out, or removes it: install.sh [--remove] FOLDER. FOLDER is a prefix such as
# /usr/local. Builds nothing, so that root need not have Swift.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/packages.sh

dist=.build/dist
files=(
    bin/taskflow share/man/man1/taskflow.1 share/bash-completion/completions/taskflow share/zsh/site-functions/_taskflow
    share/fish/vendor_completions.d/taskflow.fish
)
remove=
if [ "${1:-}" = --remove ]; then
    remove=yes
    shift
fi
if [ $# -ne 1 ] || [ -z "$1" ]; then fail "usage: install.sh [--remove] FOLDER"; fi
prefix=${1%/}

if [ -n "$remove" ]; then
    for file in "${files[@]}"; do rm -f "$prefix/$file"; done
    say "Removed taskflow from ${prefix:-/}; data directories stay."
    exit 0
fi
[ -x "$dist/bin/taskflow" ] || fail "There is nothing to install yet: run make build first"
for file in "${files[@]}"; do
    [ -f "$dist/$file" ] || continue
    mode=644
    if [ "$file" = bin/taskflow ]; then mode=755; fi
    install -d "$prefix/$(dirname "$file")"
    # A running server keeps the file that it has: the new one takes its place at once.
    install -m "$mode" "$dist/$file" "$prefix/$file.new"
    mv -f "$prefix/$file.new" "$prefix/$file"
done
say "Installed taskflow in ${prefix:-/}"
