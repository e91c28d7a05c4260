#!/usr/bin/env bash
# Installs what the system tests need beside the build: a Python that can make environments. Does nothing where it is there.
set -euo pipefail
cd "$(dirname "$0")/.."
. scripts/packages.sh

if ! python3 -c 'import ensurepip, venv' 2>/dev/null; then
    say "Installing python3-venv: FastAPI, schemathesis and the OpenAPI validator run in environments of their own"
    apt_install python3 python3-venv
fi
