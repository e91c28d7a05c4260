#!/bin/sh
# Tests the built program on PostgreSQL and behind PgBouncer, from outside: run.sh BINARY [--rounds N …] (see postgresql_test.py).
# The long form without further words takes some four minutes. Python's standard library is enough.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
exec "${PYTHON:-python3}" "$here/postgresql_test.py" "$@"
