#!/usr/bin/env bash
# Scenes with a crew: run.sh day|talk BINARY [options], on a PostgreSQL of the test's own with --postgresql.
# day: it is killed, stalls and comes back late (crew_day.py). talk: it asks, answers and waits (talk.py).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../../scripts/postgres-programs.sh"
POSTGRES_PROGRAMS=$(postgres_programs)
export POSTGRES_PROGRAMS
case "${1:-}" in
    day) scene=crew_day.py ;;
    talk) scene=talk.py ;;
    *) echo "run.sh day|talk BINARY [options]" >&2; exit 2 ;;
esac
shift
exec python3 "$here/$scene" "$@"
