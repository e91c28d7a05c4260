#!/usr/bin/env bash
# with-postgres.sh COMMAND…: runs a command beside a PostgreSQL of its own, in a temporary folder, reached by a socket that
# nobody else may use, and stops it afterwards however the command ends. The command finds its address in
# TASKFLOW_TEST_POSTGRES. Nothing is made durable here: tests that pull the plug start a server themselves.
set -euo pipefail
. "$(dirname "$0")/packages.sh"
. "$(dirname "$0")/postgres-programs.sh"

programs=$(postgres_programs)
[ -n "$programs" ] || fail "No PostgreSQL $postgres_need or newer: scripts/test-needs.sh installs it (on Debian: postgresql)"

folder=$(mktemp -d "${TMPDIR:-/tmp}/taskflow-postgres.XXXXXX")
job=
server=

# PostgreSQL refuses to run as root.
as_server() {
    if [ "$(id -u)" -eq 0 ]; then setpriv --reuid="$owner" --regid="$(id -g "$owner")" --clear-groups -- "$@"; else "$@"; fi
}

finish() {
    # SIGQUIT: there is nothing to save.
    [ -z "$server" ] || kill -QUIT "$server" 2>/dev/null || true
    [ -z "$job" ] || wait "$job" 2>/dev/null || true
    rm -rf "$folder"
}
trap finish EXIT
trap 'exit 130' INT
trap 'exit 143' TERM HUP

owner=$(id -un)
if [ "$owner" = root ]; then
    owner=$(id -un postgres 2>/dev/null || echo nobody)
    chown "$owner" "$folder"
fi

cd "$folder"
as_server "$programs/initdb" --pgdata="$folder/data" --username=taskflow --auth=trust --encoding=UTF8 --locale=C.UTF-8 \
    --no-sync >"$folder/initdb.log" 2>&1 || { cat "$folder/initdb.log" >&2; fail "initdb failed"; }
cat >>"$folder/data/postgresql.conf" <<SETTINGS
listen_addresses = ''
unix_socket_directories = '$folder'
unix_socket_permissions = 0700
fsync = off
synchronous_commit = off
full_page_writes = off
max_connections = 400
shared_buffers = 128MB
deadlock_timeout = 200ms
max_wal_size = 4GB
checkpoint_timeout = 1h
autovacuum_naptime = 1h
SETTINGS
cd "$OLDPWD"
(cd "$folder" && as_server "$programs/postgres" -D "$folder/data" >"$folder/server.log" 2>&1) &
job=$!
for _ in $(seq 300); do
    [ -s "$folder/data/postmaster.pid" ] && "$programs/pg_isready" -q -h "$folder" && break
    kill -0 "$job" 2>/dev/null || { cat "$folder/server.log" >&2; fail "PostgreSQL did not start"; }
    sleep 0.1
done
server=$(head -n 1 "$folder/data/postmaster.pid")

TASKFLOW_TEST_POSTGRES="postgresql:///postgres?host=$folder&user=taskflow" "$@"
