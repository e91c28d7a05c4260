#!/bin/sh
# Fuzzes a running TaskFlow from its own document: run_schemathesis.sh BASE_URL TOKEN [schemathesis options]
# Start the server with --rate-limit 0, on a database that may be filled. TOKEN is a human admin's key with every scope:
# taskflow token create --worker @bench --type human --admin. schemathesis.toml holds the checks, and the reason for what
# is off. Exits 1 on a finding, or when fewer than 2,000 cases were sent.
set -eu
[ $# -ge 2 ] || { sed -n '2,5s/^# //p' "$0" >&2; exit 2; }
base=${1%/}
export TASKFLOW_TOKEN="$2"
shift 2
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../../scripts/python-environment.sh"
python=$(python_environment "$here")
SCHEMATHESIS_HOOKS="$here/own_key.py"
TASKFLOW_WORKER=$("$python" "$here/judge_run.py" --worker "$base")
export SCHEMATHESIS_HOOKS TASKFLOW_WORKER
report=$(mktemp -d)
trap 'rm -rf "$report"' EXIT

status=0
# Run where the tool may leave its notes.
(cd "$report" && "$here/.venv/bin/schemathesis" --config-file "$here/schemathesis.toml" run "$base/openapi.json" \
  --report json --report-json-path "$report/run.json" "$@") || status=$?
"$python" "$here/judge_run.py" "$report/run.json" "$base" || status=1
exit "$status"
