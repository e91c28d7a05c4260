#!/usr/bin/env bash
# Compares streams of events with GET /api/audit: sight.sh BINARY [--seed N] [--rounds N] [--postgresql].
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../../scripts/postgres-programs.sh"
POSTGRES_PROGRAMS=$(postgres_programs)
export POSTGRES_PROGRAMS
exec python3 "$here/event_sight.py" "$@"
