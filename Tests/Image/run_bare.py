"""Installs what `make build` has made in bare Debian and Ubuntu folders with SQLite's library alone, and lets it work there.

    run_bare.py FOLDER...

Each FOLDER is a fresh minimal root, as `debootstrap --variant=minbase bookworm FOLDER` or `debootstrap --variant=minbase noble FOLDER`
makes it; it is copied and stays as it was. Needs root and the system's package mirror, for the one package libsqlite3-0.
"""

import argparse
import contextlib
import json
import re
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
PATH = "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"
checks = 0


def check(name: str, is_right: bool, seen: object = "") -> None:
    global checks
    checks += 1
    if not is_right:
        raise SystemExit(f"FAILED  {name}: {seen}")
    print(f"ok  {name}", flush=True)


class Bare:
    """A copy of a minimal root, with what the kernel gives."""

    def __init__(self, base: Path, mounts: contextlib.ExitStack) -> None:
        self.root = Path(tempfile.mkdtemp(prefix="taskflow-bare-"))
        mounts.callback(subprocess.run, ["rm", "-rf", "--one-file-system", self.root], check=False)
        subprocess.run(["cp", "-a", f"{base}/.", self.root], check=True)
        shutil.copy("/etc/resolv.conf", self.root / "etc/resolv.conf")
        for name in ("proc", "dev"):
            subprocess.run(["mount", "--bind", f"/{name}", self.root / name], check=True)
            mounts.callback(subprocess.run, ["umount", "--lazy", self.root / name], check=True)

    @property
    def name(self) -> str:
        return re.search(r'PRETTY_NAME="(.*)"', (self.root / "etc/os-release").read_text()).group(1)

    def line(self, *argv: str) -> list[str]:
        return ["chroot", str(self.root), "/usr/bin/env", "-i", f"PATH={PATH}", "HOME=/root", "DEBIAN_FRONTEND=noninteractive", *argv]

    def run(self, *argv: str) -> subprocess.CompletedProcess:
        return subprocess.run(self.line(*argv), check=False, capture_output=True, text=True)

    def packages(self) -> set[str]:
        return set(self.run("dpkg-query", "-W", "-f", "${Package}\n").stdout.split())


def examine(bare: Bare, dist: Path) -> None:
    print(f"--  {bare.name}, {bare.run('ldd', '--version').stdout.splitlines()[0]}", flush=True)
    before = bare.packages()
    bare.run("apt-get", "update")
    done = bare.run("apt-get", "install", "-y", "--no-install-recommends", "libsqlite3-0")
    check("SQLite's library is the one package that is added", bare.packages() - before == {"libsqlite3-0"}, done.stderr or bare.packages() - before)
    prefix = bare.root / "opt/taskflow"
    subprocess.run([REPOSITORY / "scripts/install.sh", prefix], check=True, stderr=subprocess.DEVNULL)
    installed = sorted(str(file.relative_to(prefix)) for file in prefix.rglob("*") if file.is_file())
    check("all that was made is installed", installed == sorted(str(file.relative_to(dist)) for file in dist.rglob("*") if file.is_file()), installed)
    program = "/opt/taskflow/bin/taskflow"
    version = bare.run(program, "--version")
    check(f"it runs: {version.stdout.strip()}", version.returncode == 0, version)
    libraries = bare.run("ldd", program).stdout
    check("it has Swift's libraries within it, and finds all others", "not found" not in libraries and "libswift" not in libraries and "libFoundation" not in libraries, libraries)
    work(bare, program)
    refused = bare.run(program, "migrate", "--database", "postgresql://nobody@127.0.0.1/none")
    check("without libpq a PostgreSQL address is refused in words", refused.returncode != 0 and "libpq" in refused.stderr, refused)
    subprocess.run([REPOSITORY / "scripts/install.sh", "--remove", prefix], check=True, stderr=subprocess.DEVNULL)
    check("it can be removed", not [file for file in prefix.rglob("*") if file.is_file()])


def work(bare: Bare, program: str) -> None:
    """A server on SQLite, and the command line's calls to it."""
    server = subprocess.Popen(bare.line("TASKFLOW_DRAIN_SECONDS=0", program, "serve", "--port", "0"), stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
    try:
        link = server.stdout.readline()
        check("it serves", link.startswith("Open http://127.0.0.1:"), link)
        added = bare.run(program, "add", "Write the report", "--json")
        check("a task is added by the command line", added.returncode == 0 and json.loads(added.stdout)["id"] == 1, added)
        listed = json.loads(bare.run(program, "list", "--json").stdout)
        check("and listed", [task["title"] for task in listed] == ["Write the report"], listed)
    finally:
        begun = time.monotonic()
        server.send_signal(signal.SIGTERM)
        code = server.wait(60)
    check("it stops when it is told", code == 0 and time.monotonic() - begun < 30, code)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folders", nargs="+", type=Path)
    arguments = parser.parse_args()
    for folder in arguments.folders:
        with contextlib.ExitStack() as mounts:
            examine(Bare(folder, mounts), REPOSITORY / ".build/dist")
    print(f"{checks} checks in {len(arguments.folders)} bare roots")
    return 0


if __name__ == "__main__":
    sys.exit(main())
