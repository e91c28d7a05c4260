# Sourced by the scripts that need Python packages.

# python_environment DIR: makes DIR/.venv from DIR/requirements.txt unless it is there as pinned, and prints its Python.
python_environment() {
  stamp="$1/.venv/requirements.stamp"
  if ! cmp -s "$1/requirements.txt" "$stamp"; then
    echo "making $1/.venv" >&2
    rm -rf "$1/.venv"
    "${PYTHON:-python3}" -m venv "$1/.venv"
    "$1/.venv/bin/python" -m pip install --quiet --disable-pip-version-check -r "$1/requirements.txt" >&2
    cp "$1/requirements.txt" "$stamp"
  fi
  echo "$1/.venv/bin/python"
}
