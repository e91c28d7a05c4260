#!/usr/bin/env bash
# Builds the release program and lays it out in .build/dist as it is installed: bin/taskflow, which has Swift's libraries within it,
# and below share/ its manual page and its completions. Says how large it is and what it needs of a system.
#
# usage: scripts/build-release.sh [PROGRAM]
#
# PROGRAM is one that was built so already.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/packages.sh

dist=.build/dist
new=.build/dist.new

# What the program writes about itself goes into a file; a program that does not write that goes without.
page() {
    local file=$1
    shift
    if HOME=$new TASKFLOW_DATA=$new/none "$new/bin/taskflow" "$@" >"$new/page" 2>/dev/null </dev/null && [ -s "$new/page" ]; then
        install -D -m 644 "$new/page" "$new/share/$file"
    else
        say "Without $file: taskflow $* does not write it"
    fi
    rm -f "$new/page"
}

# The newest version of a library's symbols that the program asks for.
newest() { objdump -T "$dist/bin/taskflow" | grep -oE "\($1_[0-9.]+\)" | tr -d '()' | sort -Vu | tail -n 1 | sed "s/.*_//"; }

built=${1:-}
if [ -z "$built" ]; then
    [ -d .build/static ] || say "Building the release: a quarter of an hour on two cores the first time. Swift counts its steps."
    built=$(scripts/release.sh taskflow)
fi
rm -rf "$new"
install -D -m 755 "$built" "$new/bin/taskflow"
strip "$new/bin/taskflow"
page man/man1/taskflow.1 man
page bash-completion/completions/taskflow completion bash
page zsh/site-functions/_taskflow completion zsh
page fish/vendor_completions.d/taskflow.fish completion fish
rm -rf "$dist"
mv "$new" "$dist"

libraries=$(objdump -p "$dist/bin/taskflow" | awk '$1 == "NEEDED" { print $2 }' | tr '\n' ' ')
say "$dist/bin/taskflow has $(stat -c %s "$dist/bin/taskflow") bytes."
say "It needs glibc $(newest GLIBC) or newer, and the libraries ${libraries% }; libpq.so.5 is loaded for a PostgreSQL address alone."
say "Install it with: sudo make install PREFIX=/usr/local"
