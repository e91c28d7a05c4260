#!/usr/bin/env bash
# Installs what the system tests need beside the build: a Python that can make environments. Does nothing where it is there.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/packages.sh

if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
    say "Installing python3-venv: FastAPI, schemathesis and the OpenAPI validator run in environments of their own"
    apt_install python3 python3-venv
fi

if ! PATH="$PATH:/usr/sbin" command -v pgbouncer >/dev/null || ! command -v openssl >/dev/null; then
    say "Installing pgbouncer and openssl: PostgreSQL is tested behind a pooler as well, with TLS to it"
    apt_install pgbouncer openssl
    # Debian's package starts it; the tests want the program alone.
    if [ -d /run/systemd/system ]; then
        as_root systemctl disable --quiet --now pgbouncer
    else
        as_root service pgbouncer stop >/dev/null 2>&1 || true
        as_root update-rc.d pgbouncer disable
    fi
fi
