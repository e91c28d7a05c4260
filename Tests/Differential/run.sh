#!/bin/sh
# Compares a running TaskFlow with FastAPI: run.sh BASE_URL --token KEY (see compare.py for the other forms).
# The pinned reference is installed into .venv beside this file when it is not there yet.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../../scripts/python-environment.sh"
python=$(python_environment "$here")
exec "$python" "$here/compare.py" "$@"
