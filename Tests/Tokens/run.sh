#!/bin/sh
# Tries the SSO's tokens on the built program: run.sh BINARY. The tokens are joserfc's and cryptography's.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../../scripts/python-environment.sh"
python=$(python_environment "$here")
exec "$python" "$here/tokens_test.py" "$@"
