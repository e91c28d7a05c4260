#!/bin/sh
# Moves a house of 100,000 tasks between the engines with the built program: run.sh BINARY. It needs nothing but Python's
# standard library, and the PostgreSQL of TASKFLOW_TEST_POSTGRES; without one it starts its own.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
[ -n "${TASKFLOW_TEST_POSTGRES:-}" ] || exec "$here/../../scripts/with-postgres.sh" "$0" "$@"
exec "${PYTHON:-python3}" "$here/moving_test.py" "$@"
