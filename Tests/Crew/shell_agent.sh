#!/usr/bin/env bash
# An agent that is a shell script and nothing else: next, progress, submit until nothing is left. shell_agent.sh BINARY
# The generation of a claim is kept by `taskflow next` in the data directory, so that the script never names one.
set -euo pipefail

binary=$(realpath "$1")
folder=$(mktemp -d)
server=
passed=0
failed=0

finish() {
    [ -z "$server" ] || kill "$server" 2>/dev/null || true
    [ -z "$server" ] || wait "$server" 2>/dev/null || true
    rm -rf "$folder"
}
trap finish EXIT

check() {
    if [ "$2" = "$3" ]; then
        passed=$((passed + 1))
        echo "ok      $1"
    else
        failed=$((failed + 1))
        echo "FAILED  $1: $3 and not $2"
    fi
}

TASKFLOW_DRAIN_SECONDS=0 "$binary" serve --data-dir "$folder/server" --port 0 --rate-limit 0 --log-level ERROR >"$folder/out" 2>"$folder/log" &
server=$!
for _ in $(seq 300); do
    address=$(sed -nE 's|^Open (http://[^/]+)/.*|\1|p' "$folder/out")
    [ -z "$address" ] || break
    sleep 0.1
done
[ -n "$address" ] || { cat "$folder/log" >&2; exit 1; }

owner() { TASKFLOW_URL=$address "$binary" "$@" --data-dir "$folder/server"; }
member() { owner show "$1" --json | sed -nE "s/.*\"$2\":\"?([a-z_0-9]+).*/\1/p"; }
key=$("$binary" token create --worker @script --data-dir "$folder/server")
# Each of them keeps what it was given in a folder of its own.
agent() { TASKFLOW_URL=$address TASKFLOW_TOKEN=$key "$binary" "$@" --data-dir "$folder/$who"; }
mkdir -m 700 "$folder/one" "$folder/other"
who=one

owner project add day "The day" --review-required >"$folder/said"
owner project member-add day @script >"$folder/said"
for number in 1 2 3; do owner add "Task $number" --project day --priority high >"$folder/said"; done
owner need 1 3 >"$folder/said"

# The agent, whole. Task 1 needs task 3, which is not completed before a person approves it.
done_so_far=
while task=$(agent next --quiet) && [ -n "$task" ]; do
    agent progress "$task" 50 --note "half of it" >"$folder/said"
    agent submit "$task" >"$folder/said"
    done_so_far="$done_so_far $task"
done

check "what was ready was done, in its order" " 2 3" "$done_so_far"
check "the log says who claimed it, and through which door" "@script cli" "$(owner audit 2 | awk '$5 == "claimed" { print $2, $4 }')"
check "both are in review, half done" "review 50 review 50" \
    "$(for task in 2 3; do member "$task" status; member "$task" progress_percent; done | tr '\n' ' ' | sed 's/ $//')"
owner approve 3 >"$folder/said"
(sleep 1; owner approve 2 >"$folder/said") &
check "next waits for what becomes ready" 1 "$(agent next --wait 20 --quiet)"
check "what is kept is its owner's alone" 600 "$(find "$folder/one" -type f -printf '%m\n' | sort -u)"

# Whoever does not know the generation is told it.
who=other
agent progress 1 10 >"$folder/said" 2>&1 && code=0 || code=$?
check "without the generation it is refused" 1 "$code"
check "and the refusal names it" yes "$(grep -q 'generation.* is 1' "$folder/said" && echo yes || cat "$folder/said")"
agent progress 1 10 --generation 7777 >"$folder/said" 2>&1 && code=0 || code=$?
check "another generation is refused" 1 "$code"
who=one
agent heartbeat 1 >"$folder/said"
agent submit 1 >"$folder/said"
check "the end of the day" review "$(member 1 status)"

echo "$passed passed, $failed failed"
[ "$failed" -eq 0 ]
