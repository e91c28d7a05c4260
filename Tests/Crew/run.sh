#!/usr/bin/env bash
# A day of a crew that is killed, stalls and comes back late: run.sh BINARY [--tasks N] [--seed N] [--postgresql] [--long] (see crew_day.py).
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../../scripts/postgres-programs.sh"
POSTGRES_PROGRAMS=$(postgres_programs)
export POSTGRES_PROGRAMS
exec python3 "$here/crew_day.py" "$@"
