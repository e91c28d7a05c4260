#!/usr/bin/env bash
# Tests the built program from outside, with independent instruments: FastAPI's own answers, the OpenAPI document's
# validator, schemathesis, an SSO that fails, the SDK of MCP, SIGKILL, a full disk, a move between engines, a PostgreSQL that
# comes and goes, a crew's day and its talk, hostile clients, a crew at random. system-tests.sh [BINARY]; each ends with what it counted.
set -euo pipefail
cd "$(dirname "$0")/.."

binary=$(realpath "${1:-$(swift build --show-bin-path)/taskflow}")
# Nothing is sent to these servers but by the tests themselves: they need not stay open for a while when they are to stop.
export TASKFLOW_DRAIN_SECONDS=0
folder=$(mktemp -d)
server=
status=0

finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    [ -z "$server" ] || wait "$server" 2>/dev/null || true
    rm -rf "$folder"
}
trap finish EXIT

start_server() {
    "$binary" serve --data-dir "$folder/data" --port 0 --rate-limit 0 --log-level ERROR \
        >"$folder/out" 2>"$folder/log" &
    server=$!
    for _ in $(seq 300); do
        address=$(sed -nE 's|^Open (http://[^/]+)/.*|\1|p' "$folder/out")
        [ -n "$address" ] && return
        sleep 0.1
    done
    cat "$folder/log" >&2
    exit 1
}

step() {
    printf '\n== %s\n' "$1"
    shift
    "$@" || status=1
}

start_server
key=$("$binary" token create --worker @tester --type human --admin --data-dir "$folder/data")
step "The same faults as FastAPI" Tests/Differential/run.sh "$address" --token "$key"
step "A valid OpenAPI document" Tests/Document/check_document.sh "$address"
step "True to its document" Tests/Document/run_schemathesis.sh "$address" "$key"
step "Tokens of an SSO" Tests/Tokens/run.sh "$binary"
step "Killed in the middle of work" python3 Tests/Durability/kill_test.py "$binary" --rounds "${KILL_ROUNDS:-3}"
step "A full disk" python3 Tests/Durability/full_disk.py "$binary"
step "Moving house" Tests/Moving/run.sh "$binary"
step "MCP, by the official SDK" Tests/MCP/run.sh "$binary"
step "PostgreSQL, away and back" Tests/PostgreSQL/run.sh "$binary" --rounds "${OUTAGE_ROUNDS:-3}" --races 2 --calls 8
step "Events as the audit log has them" Tests/PostgreSQL/sight.sh "$binary" --seed 101 --rounds "${SIGHT_ROUNDS:-4}"
step "The same over two servers" Tests/PostgreSQL/sight.sh "$binary" --seed 104 --rounds "${SIGHT_ROUNDS:-4}" --postgresql
step "The web board, in a browser" Tests/Web/run.sh "$binary"
step "Completion, with Tab in bash, zsh and fish" Tests/Shell/completion.py "$binary"
step "An editor and a pager at a terminal" Tests/Shell/terminal.py "$binary"
step "A script alone is an agent" Tests/Crew/shell_agent.sh "$binary"
step "A day of a crew" Tests/Crew/run.sh day "$binary" ${CREW_DAY:-}
step "The same over two servers" Tests/Crew/run.sh day "$binary" --postgresql ${CREW_DAY:-}
step "A crew that asks and answers" Tests/Crew/run.sh talk "$binary" ${CREW_TALK:-}
step "The same over two servers" Tests/Crew/run.sh talk "$binary" --postgresql ${CREW_TALK:-}
step "Hostile clients" python3 Tests/Durability/hostile_clients.py "$binary"
for seed in $(seq 11 $((10 + ${CREWS:-1}))); do
    step "A crew that does anything ($seed)" python3 Tests/Durability/random_crew.py "$binary" \
        --seed "$seed" --steps "${CREW_STEPS:-1000}" ${CREW_LATE:-}
done
exit "$status"
