#!/bin/sh
# Runs the benchmark: run.sh [--quick] [options of bench.py]. Needs wrk (Debian's package) and release binaries.
# The peer's packages are installed into peer/.venv when they are not there as pinned.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../scripts/python-environment.sh"
python_environment "$here/peer" >/dev/null
exec "${PYTHON:-python3}" "$here/bench.py" "$@"
