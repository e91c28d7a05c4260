#!/bin/sh
# Fetches what /docs and /redoc show (Swagger UI, ReDoc, an icon) into a folder, so that the pages work offline.
# They come out of PyPI's `fastapi-offline` wheel, one version pinned by its SHA-256.
#
# usage: scripts/fetch-docs-assets.sh DEST
#
# The build takes them into the program from .build/docs-assets. Running it again does nothing. Where there is no network or no
# pip it says so and ends with 0: the pages then use a CDN, until they are fetched and the program is built again.
set -eu

version=1.7.7
sha256=60c8399fd7d3e3b01510e14468709e3dea1a0e773ef920372d057392d736a1f9
files="swagger-ui-bundle.js swagger-ui.css redoc.standalone.js favicon.png"

[ $# -eq 1 ] || { echo "usage: $0 DEST" >&2; exit 2; }
dest=$1
stamp=$dest/.fastapi-offline

# The stamp is written last: with it, everything is there.
[ -f "$stamp" ] && [ "$(cat "$stamp")" = "$sha256" ] && exit 0

give_up() {
    echo "docs assets: $1; /docs and /redoc will load theirs from cdn.jsdelivr.net" >&2
    exit 0
}

python=$(command -v python3) || give_up "python3 is not installed"
"$python" -m pip --version >/dev/null 2>&1 || give_up "python3 has no pip"

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT INT TERM
"$python" -m pip download --quiet --disable-pip-version-check --no-deps --only-binary :all: \
    --timeout 15 --retries 1 --dest "$work" "fastapi-offline==$version" >"$work/log" 2>&1 \
    || give_up "fastapi-offline $version cannot be downloaded (no network?)"

wheel=$work/fastapi_offline-$version-py3-none-any.whl
# A wheel that is another one is no mishap: nothing of it is used, and the caller hears of it.
echo "$sha256  $wheel" | sha256sum --check --status - \
    || { echo "docs assets: $(basename "$wheel") has the wrong SHA-256: not used" >&2; exit 1; }

# A wheel is a zip archive; Python reads it where unzip is not installed.
"$python" - "$wheel" "$work" $files <<'PYTHON'
import pathlib, sys, zipfile
wheel, folder, *names = sys.argv[1:]
with zipfile.ZipFile(wheel) as archive:
    for name in names:
        (pathlib.Path(folder) / name).write_bytes(archive.read(f"fastapi_offline/static/{name}"))
PYTHON

mkdir -p "$dest"
for file in $files; do
    mv "$work/$file" "$dest/$file"
    chmod 644 "$dest/$file"
done
echo "$sha256" >"$stamp"
# The build before this one found none of them, so it does not watch them: it looks again when this file is newer.
embedding=$(dirname "$0")/../Sources/CWebAssets/docs_assets.c
[ ! -f "$embedding" ] || touch "$embedding"
echo "docs assets: Swagger UI and ReDoc are in $dest"
