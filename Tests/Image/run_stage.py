"""Performs the last stage of the Dockerfile in a debootstrap folder, where there is no engine to build an image with.

    run_stage.py PROGRAM [--debian FOLDER]

PROGRAM is a release build with --static-swift-stdlib: what the build stage would hand over. Needs root, debootstrap and a
Debian mirror; --debian names a fresh debootstrap folder to copy instead of making one. Each RUN is run in the folder, each COPY copied; then the server is started as the image's USER with its ENV,
ENTRYPOINT and CMD, and HEALTHCHECK is asked: before, while and after it serves, on SQLite and, where TASKFLOW_TEST_POSTGRES
names one that TCP reaches, on PostgreSQL. The image itself is not built by this, nor its build stage run.
"""

import argparse
import contextlib
import json
import os
import re
import shlex
import shutil
import signal
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

REPOSITORY = Path(__file__).resolve().parents[2]
checks = 0


def check(name: str, is_right: bool, seen: object = "") -> None:
    global checks
    checks += 1
    if not is_right:
        raise SystemExit(f"FAILED  {name}: {seen}")
    print(f"ok  {name}", flush=True)


class Stage:
    """The last stage of a Dockerfile, performed in a folder."""

    def __init__(self, dockerfile: Path, root: Path, program: Path) -> None:
        self.root, self.program = root, program
        self.base, self.env, self.user, self.workdir, self.volumes = "", {}, "root", "/", []
        self.entrypoint: list[str] = []
        self.command: list[str] = []
        self.health: list[str] = []
        stages = self.instructions(dockerfile.read_text())
        last = max(index for index, (word, _) in enumerate(stages) if word == "FROM")
        self.last = stages[last:]
        #: /proc and /dev, as an engine gives them: without /proc a Swift program does not even see its arguments.
        self.mounts = contextlib.ExitStack()

    @staticmethod
    def instructions(text: str) -> list[tuple[str, str]]:
        lines = [line for line in text.splitlines() if not line.lstrip().startswith("#")]
        joined = re.sub(r"\\\n", " ", "\n".join(lines))
        return [(line.split(None, 1)[0].upper(), line.split(None, 1)[1].strip()) for line in joined.splitlines() if line.strip()]

    def perform(self) -> None:
        for word, rest in self.last:
            print(f"--  {word} {' '.join(rest.split())[:100]}", flush=True)
            getattr(self, f"do_{word.lower()}")(rest)

    def do_from(self, rest: str) -> None:
        self.base = rest.split()[0]
        suite = re.fullmatch(r"debian:([a-z]+)-slim", self.base)
        check("the stage begins with a slim Debian", suite is not None, self.base)
        if not (self.root / "etc/debian_version").exists():
            subprocess.run(["debootstrap", "--variant=minbase", suite.group(1), self.root], check=True, stdout=subprocess.DEVNULL)
        shutil.copy("/etc/resolv.conf", self.root / "etc/resolv.conf")
        for name in ("proc", "dev"):
            subprocess.run(["mount", "--bind", f"/{name}", self.root / name], check=True)
            self.mounts.callback(subprocess.run, ["umount", "--lazy", self.root / name], check=True)

    def do_label(self, _: str) -> None:
        pass

    def do_expose(self, _: str) -> None:
        pass

    def do_run(self, rest: str) -> None:
        done = self.chroot(["/bin/sh", "-c", rest], user="root", env={"DEBIAN_FRONTEND": "noninteractive"}, capture_output=True, text=True)
        check(f"RUN {' '.join(rest.split())[:60]} …", done.returncode == 0, done.stdout[-800:] + done.stderr[-800:])

    def do_copy(self, rest: str) -> None:
        words = shlex.split(rest)
        flags = dict(word[2:].split("=", 1) for word in words if word.startswith("--"))
        *sources, target = (word for word in words if not word.startswith("--"))
        place = self.root / target.lstrip("/")
        if flags.get("from") == "build":
            check("the build stage hands over /out/", sources == ["/out/"], sources)
            (place / "bin").mkdir(parents=True, exist_ok=True)
            shutil.copy(self.program, place / "bin/taskflow")
            return
        for source in sources:
            shutil.copy(REPOSITORY / source, place)
            place.chmod(int(flags.get("chmod", "644"), 8))

    def do_env(self, rest: str) -> None:
        self.env |= dict(word.split("=", 1) for word in shlex.split(rest))

    def do_workdir(self, rest: str) -> None:
        self.workdir = rest

    def do_volume(self, rest: str) -> None:
        self.volumes.append(rest)

    def do_user(self, rest: str) -> None:
        self.user = rest

    def do_healthcheck(self, rest: str) -> None:
        self.health = json.loads(rest.split("CMD", 1)[1])

    def do_entrypoint(self, rest: str) -> None:
        self.entrypoint = json.loads(rest)

    def do_cmd(self, rest: str) -> None:
        self.command = json.loads(rest)

    # -- Within the folder ---------------------------------------------------------------------------------------------

    def line(self, argv: list[str], user: str, env: dict[str, str]) -> list[str]:
        path = {"PATH": "/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"}
        words = ["chroot", *([f"--userspec={user}:{user}"] if user != "root" else []), str(self.root), "/usr/bin/env", "-i"]
        words += [f"{name}={value}" for name, value in {**path, **self.env, **env}.items()]
        return [*words, "/bin/sh", "-c", f'cd {shlex.quote(self.workdir if user != "root" else "/")} && exec "$@"', "sh", *argv]

    def chroot(self, argv: list[str], user: str | None = None, env: dict[str, str] | None = None, **how: object) -> subprocess.CompletedProcess:
        return subprocess.run(self.line(argv, user or self.user, env or {}), check=False, **how)

    def healthy(self, env: dict[str, str]) -> bool:
        return self.chroot(self.health, env=env, capture_output=True).returncode == 0

    def serve(self, name: str, env: dict[str, str], *flags: str) -> None:
        """Starts it as an engine would, asks its health, and stops it as an engine would."""
        check(f"{name}: not healthy before the start", not self.healthy(env))
        argv = self.line([*self.entrypoint, *self.command, *flags], self.user, env)
        server = subprocess.Popen(argv, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        try:
            end = time.monotonic() + 30
            while not self.healthy(env) and server.poll() is None and time.monotonic() < end:
                time.sleep(0.1)
            check(f"{name}: healthy", self.healthy(env), server.poll())
            status = Path(f"/proc/{server.pid}/status").read_text()
            uid = re.search(r"^Uid:\s+(\d+)", status, re.MULTILINE)
            check(f"{name}: runs as {self.user}, not as root", uid is not None and uid.group(1) != "0", status[:300])
            self.look_at_pages(name, env)
        finally:
            server.send_signal(signal.SIGTERM)
            out, err = server.communicate(timeout=45)
        check(f"{name}: ended by SIGTERM with 0", server.returncode == 0, (server.returncode, out[-300:], err[-800:]))
        check(f"{name}: not healthy afterwards", not self.healthy(env))

    def look_at_pages(self, name: str, env: dict[str, str]) -> None:
        port = {**self.env, **env}["PORT"]
        with urllib.request.urlopen(f"http://127.0.0.1:{port}/docs", timeout=10) as page:
            text = page.read().decode()
        check(f"{name}: /docs has its files", "is not in this program" not in text, text[:400])


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("program", type=Path)
    parser.add_argument("--debian", type=Path, help="a fresh debootstrap folder to copy")
    parser.add_argument("--port", default="18473")
    arguments = parser.parse_args()
    if os.getuid() != 0 or shutil.which("debootstrap") is None:
        parser.error("needs root, and debootstrap (apt install debootstrap)")
    folder = Path(tempfile.mkdtemp(prefix="taskflow-image-"))
    try:
        if arguments.debian:
            subprocess.run(["cp", "-a", f"{arguments.debian}/.", folder], check=True)
        folder.chmod(0o755)
        stage = Stage(REPOSITORY / "Dockerfile", folder, arguments.program)
        with stage.mounts:
            stage.perform()
            examine(stage, {"PORT": arguments.port})
    finally:
        # Never through a mount that could not be taken off.
        subprocess.run(["rm", "-rf", "--one-file-system", folder], check=False)
    print(f"{checks} checks of the Dockerfile's last stage in a debootstrap folder; the image itself was not built")
    return 0


def examine(stage: Stage, env: dict[str, str]) -> None:
    check("it runs as another user than root", stage.user not in ("", "root", "0"), stage.user)
    libraries = stage.chroot(["ldd", "/usr/local/bin/taskflow"], capture_output=True, text=True).stdout
    check("every library is there", "not found" not in libraries and "libsqlite3" in libraries, libraries)
    loaded = stage.chroot(["/sbin/ldconfig", "-p"], user="root", capture_output=True, text=True).stdout
    check("libpq is there, which the program loads when it needs it", "libpq.so.5 " in loaded, loaded[-500:])
    check("Swift's own libraries are within the program", "libswift" not in libraries and "libFoundation" not in libraries, libraries)
    own = stage.chroot(["/bin/sh", "-c", "touch data && rm data && ! touch /usr/local/bin/x 2>/dev/null"])
    check("it may write in its volume, and not beside the program", own.returncode == 0 and stage.workdir in stage.volumes)
    refused = stage.chroot([*stage.entrypoint, *stage.command], env=env, capture_output=True, text=True)
    check("without an SSO it does not start on all addresses, and says why", refused.returncode == 2 and "AUTH" in refused.stderr.upper(), refused)
    stage.serve("SQLite", env, "--allow-insecure-local-auth")
    check("the database is in the volume, for its owner alone", mode(stage, "taskflow.db") == 0o600, oct(mode(stage, "taskflow.db")))
    if address := os.environ.get("TASKFLOW_TEST_POSTGRES"):
        stage.serve("PostgreSQL", {**env, "DATABASE_URL": address}, "--allow-insecure-local-auth")


def mode(stage: Stage, file: str) -> int:
    return (stage.root / stage.workdir.lstrip("/") / file).stat().st_mode & 0o777


if __name__ == "__main__":
    sys.exit(main())
