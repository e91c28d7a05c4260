#!/usr/bin/env bash
# Writes deploy/postgres.env and deploy/taskflow.env for compose.yaml, with a new password in both. Leaves alone what is there.
set -euo pipefail
cd "$(dirname "$0")"
umask 077

for file in postgres.env taskflow.env; do
    if [ -e "$file" ]; then
        echo "deploy/$file is there already: nothing was written" >&2
        exit 1
    fi
done
# Hexadecimal: nothing in it needs quoting in an address.
password=$(od -An -N24 -tx1 /dev/urandom | tr -d ' \n')
[ "${#password}" -eq 48 ] || { echo "no random bytes to be had" >&2; exit 1; }

printf 'POSTGRES_PASSWORD=%s\n' "$password" >postgres.env
cat >taskflow.env <<SETTINGS
DATABASE_URL=postgresql://taskflow:$password@postgres:5432/taskflow
# What others call this server, by https. Links, the audience of tokens and the Origin check depend on it.
PUBLIC_URL=http://127.0.0.1:8000
# Who signs people in; see docs/auth.md. The server does not start without it, but for deploy/compose.local.yaml.
#AUTH_SERVER_URL=https://sso.example.com
# The reverse proxy, as the container sees it: Docker's own networks.
TRUSTED_PROXIES=172.16.0.0/12,192.168.0.0/16
#ALLOWED_ORIGINS=https://app.example.com
#DATABASE_POOL_SIZE=10
SETTINGS
echo "Wrote deploy/postgres.env and deploy/taskflow.env, readable by you alone. Next: set PUBLIC_URL and AUTH_SERVER_URL in the latter"
