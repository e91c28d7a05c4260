#!/bin/bash
# Exit 0 when the server in this container is ready: the database answers, is migrated, and the SSO's keys are known.
# Bash asks by itself, so that the image needs no HTTP client. TASKFLOW_HEALTH_PATH=/health asks for a sign of life alone.
set -u
exec 3<>"/dev/tcp/127.0.0.1/${PORT:-8000}" || exit 1
printf 'GET %s HTTP/1.1\r\nHost: 127.0.0.1:%s\r\nConnection: close\r\n\r\n' "${TASKFLOW_HEALTH_PATH:-/readyz}" "${PORT:-8000}" >&3
IFS= read -r -t 4 line <&3 || exit 1
echo "${line%$'\r'}"
[[ $line == "HTTP/1.1 200 "* ]]
