#!/bin/sh
# Judges a running server's OpenAPI document: check_document.sh BASE_URL (see check_document.py).
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../../scripts/python-environment.sh"
python=$(python_environment "$here")
exec "$python" "$here/check_document.py" "$@"
