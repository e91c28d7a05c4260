#!/usr/bin/env bash
# Runs the tests whose code shares memory between threads under the thread sanitizer: it stops at a data race, which the
# compiler cannot see behind C calls, locks and unsafe pointers. sanitize.sh [options of swift test]
#
# Swift's Mutex is the standard library's own lock, which the sanitizer does not see: of code that is under one lock at both of
# its places it tells a race that is none. What it tells of any other code is one.
set -euo pipefail
cd "$(dirname "$0")/.."

# A build of its own: everything is compiled with the sanitizer.
options=(--sanitize=thread --scratch-path .build-sanitize)
chosen=("$@")
if [ ${#chosen[@]} -eq 0 ]; then
    echo "Thread sanitizer: the tests of"
    echo "  TaskFlowStorageTests, TaskFlowPostgresTests   reader threads, the one writer, pools of connections"
    echo "  TaskFlowOperationsTests Change*, Event*, *Race*  the feeds, and calls that race"
    echo "  TaskFlowHTTPTests                             the REST door: sessions, limits, streams"
    echo "  TaskFlowMCPTests Subscription*                who listens, and how listening ends"
    chosen=(
        --filter '^(TaskFlowStorageTests|TaskFlowPostgresTests|TaskFlowHTTPTests)\.'
        --filter '^TaskFlowOperationsTests\.(Change|Event|[A-Za-z]*Race)'
        --filter '^TaskFlowMCPTests\.Subscription'
    )
fi

# The sanitizer costs much memory and time for each thread: fewer tests at once than `make test`.
export SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH=${SWT_EXPERIMENTAL_MAXIMUM_PARALLELIZATION_WIDTH:-4}
export TASKFLOW_TEST_ALL=1
export TSAN_OPTIONS=${TSAN_OPTIONS:-halt_on_error=0 second_deadlock_stack=1}
set -x
swift test "${options[@]}" "${chosen[@]}"
