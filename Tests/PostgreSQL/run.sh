#!/usr/bin/env bash
# Tests the built program on PostgreSQL and behind PgBouncer, from outside: run.sh BINARY [--rounds N …] (see postgresql_test.py).
# The long form without further words takes some four minutes. Python's standard library is enough.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../../scripts/postgres-programs.sh"
POSTGRES_PROGRAMS=$(postgres_programs)
export POSTGRES_PROGRAMS
exec "${PYTHON:-python3}" "$here/postgresql_test.py" "$@"
