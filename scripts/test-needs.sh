#!/usr/bin/env bash
# Installs what the tests need beside the build: a browser, a Python that can make environments, PostgreSQL's server,
# PgBouncer, and the shells that complete. Does nothing where all are there.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/packages.sh
. scripts/postgres-programs.sh

# Debian's package would make a cluster and start it: told not to, it only brings its programs. What it is told by is gone
# afterwards, so that a cluster is made as ever where someone installs another version.
install_postgres() {
    local folder=/etc/postgresql-common/createcluster.d status=0
    as_root mkdir -p "$folder"
    echo 'create_main_cluster = false' | as_root tee "$folder/taskflow.conf" >/dev/null
    apt_install postgresql || status=$?
    as_root rm "$folder/taskflow.conf"
    as_root rmdir --ignore-fail-on-non-empty "$folder" /etc/postgresql-common 2>/dev/null || true
    return "$status"
}

if ! command -v chromium >/dev/null && ! command -v chromium-browser >/dev/null && ! command -v google-chrome >/dev/null; then
    say "Installing chromium: the web board is tested in a browser"
    apt_install chromium
fi
if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
    say "Installing python3-venv: FastAPI, schemathesis and the OpenAPI validator run in environments of their own"
    apt_install python3 python3-venv
fi
if [ -z "$(postgres_programs)" ]; then
    command -v apt-get >/dev/null || fail "Missing: the programs of PostgreSQL $postgres_need or newer (initdb, postgres)"
    can_be_root || fail "PostgreSQL's server is missing, and this is not root, nor is sudo here. As root: apt-get install postgresql"
    say "Installing postgresql: every test of the storage runs on SQLite and on a private PostgreSQL"
    install_postgres
    [ -n "$(postgres_programs)" ] || fail "This system's PostgreSQL is older than $postgres_need: install a newer server"
fi
if ! command -v zsh >/dev/null || ! command -v fish >/dev/null; then
    say "Installing zsh and fish: completion is tried with Tab in each shell"
    apt_install zsh fish
fi
command -v openssl >/dev/null || apt_install openssl
if ! PATH="$PATH:/usr/sbin" command -v pgbouncer >/dev/null; then
    say "Installing pgbouncer: PostgreSQL is tested behind a pooler as well, with TLS to it"
    apt_install pgbouncer
    # Debian's package starts it; the tests want the program alone.
    if [ -d /run/systemd/system ]; then
        as_root systemctl disable --quiet --now pgbouncer
    else
        as_root service pgbouncer stop >/dev/null 2>&1 || true
        as_root update-rc.d pgbouncer disable
    fi
fi
