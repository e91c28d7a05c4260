# syntax=docker/dockerfile:1

# Debian 12 in both stages: the program finds the very C libraries that it was built against.
FROM swift:6.3-bookworm AS build
WORKDIR /src

# The C libraries' headers.
COPY scripts/packages.sh scripts/prepare.sh scripts/
RUN scripts/prepare.sh

# What /docs and /redoc show, pinned by its SHA-256, goes into the program.
COPY . .
RUN --mount=type=cache,target=/src/.build,sharing=locked \
    scripts/fetch-docs-assets.sh .build/docs-assets \
    && test -s .build/docs-assets/swagger-ui-bundle.js \
    && scripts/build-release.sh \
    && scripts/install.sh /out


FROM debian:bookworm-slim
LABEL org.opencontainers.image.title="TaskFlow" \
      org.opencontainers.image.description="A self-hosted task server for people and AI agents" \
      org.opencontainers.image.licenses="Apache-2.0"

# ca-certificates: for the SSO's keys, and for verify-full to a managed PostgreSQL.
RUN apt-get update \
    && DEBIAN_FRONTEND=noninteractive apt-get install -y --no-install-recommends \
        ca-certificates libpq5 libsqlite3-0 libstdc++6 zlib1g \
    && rm -rf /var/lib/apt/lists/*
RUN groupadd --gid 10001 taskflow \
    && useradd --uid 10001 --gid taskflow --no-create-home --home-dir /var/lib/taskflow --shell /usr/sbin/nologin taskflow \
    && install -d -m 0700 -o taskflow -g taskflow /var/lib/taskflow

COPY --from=build /out/ /usr/local/
COPY --chmod=755 deploy/healthcheck.sh /usr/local/bin/taskflow-healthcheck

# Within the container loopback reaches nobody. Sign-in must then be an SSO's (AUTH_SERVER_URL): see docs/deploy.md.
ENV HOST=0.0.0.0 PORT=8000 TASKFLOW_DATA=/var/lib/taskflow LOG_FORMAT=json
WORKDIR /var/lib/taskflow
VOLUME /var/lib/taskflow
EXPOSE 8000
USER taskflow
HEALTHCHECK --interval=10s --timeout=5s --start-period=90s --retries=3 CMD ["taskflow-healthcheck"]
ENTRYPOINT ["taskflow"]
CMD ["serve"]
