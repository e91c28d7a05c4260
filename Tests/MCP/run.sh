#!/bin/sh
# Tests MCP of the built program from outside: run.sh BINARY. The official SDK as the client, with a key and by OAuth, eight
# agents at one queue, and clients that misbehave. The pinned SDK is installed into .venv beside this file when it is not there yet.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../../scripts/python-environment.sh"
python=$(python_environment "$here")
status=0
for test in sdk_client.py oauth_client.py eight_agents.py raw_wire.py; do
    printf -- '-- %s\n' "$test"
    "$python" "$here/$test" "$1" || status=1
done
exit "$status"
