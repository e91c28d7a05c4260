#!/bin/sh
# Tests the web board of the built program in a browser: run.sh BINARY [all | pictures FOLDER | budgets OPTIONS]. Its pure
# modules run in node where node is, in the browser otherwise. The budgets are measured for `make bench`, not tested.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
. "$here/../../scripts/python-environment.sh"
python=$(python_environment "$here")
if [ "${2:-all}" = pictures ]; then exec "$python" "$here/pictures.py" "$1" "$3"; fi
if [ "${2:-all}" = budgets ]; then
    binary=$1
    shift 2
    exec "$python" "$here/budgets.py" "$binary" "$@"
fi
# The agents of agent_life.py have the SDK of MCP.
AGENT_PYTHON=$(python_environment "$here/../MCP")
export AGENT_PYTHON
status=0
if command -v node >/dev/null; then
    node --test "$here/unit/node.test.mjs" || status=1
fi
for test in units.py pages.py flows.py board.py needs.py plan.py leases.py inbox.py words.py network.py docs.py agents_day.py agent_life.py; do
    printf -- '-- %s\n' "$test"
    "$python" "$here/$test" "$1" || status=1
done
exit "$status"
