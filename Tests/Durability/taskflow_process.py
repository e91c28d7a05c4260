"""A TaskFlow server as these tests need it: started, asked, watched, killed. Standard library only."""

import contextlib
import ctypes
import http.client
import json
import os
import signal
import socket
import sqlite3
import subprocess
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

START_LIMIT = 60.0
CALL_LIMIT = 30.0


class Score:
    """Counts what was checked and says what failed."""

    def __init__(self) -> None:
        self.passed = self.failed = 0

    def check(self, what: str, is_right: bool, found: object = "") -> bool:
        if is_right:
            self.passed += 1
        else:
            self.failed += 1
        print(f"{'ok    ' if is_right else 'FAILED'}  {what}{f': {found}' if found != '' else ''}", flush=True)
        return is_right

    def close(self) -> int:
        print(f"{self.passed} passed, {self.failed} failed")
        return 1 if self.failed else 0


@dataclass
class Reply:
    status: int
    text: bytes

    @property
    def json(self) -> object:
        return json.loads(self.text)


def end_with_parent() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


class TaskFlow:
    """One data folder, and the server on it when it runs."""

    def __init__(self, binary: Path, data: Path) -> None:
        self.binary, self.data, self.log = binary.resolve(), data, data.parent / "server.log"
        self.process: subprocess.Popen | None = None
        #: What its environment has besides ours: another database, say.
        self.environment: dict[str, str] = {}
        self.log_level = "WARNING"
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = probe.getsockname()[1]
        self.token = ""

    def make_key(self, *options: str) -> None:
        # A key is made in a database that is there.
        self.run("migrate")
        self.token = self.key_of("@durability", "--admin", *options)

    def key_of(self, worker: str, *options: str) -> str:
        return self.run("token", "create", "--worker", worker, *options)

    def run(self, *words: str) -> str:
        command = [str(self.binary), *words, "--data-dir", str(self.data)]
        environment = {**os.environ, **self.environment}
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
        if done.returncode != 0:
            raise RuntimeError(f"{' '.join(words[:2])} ended with {done.returncode}: {done.stderr.strip()[-500:]}")
        return done.stdout.strip()

    def start(self) -> float:
        """Starts it as it is, and waits until it is ready; gives the seconds."""
        self.launch()
        return self.wait_until_ready()

    def launch(self) -> None:
        command = [str(self.binary), "serve", "--host", "127.0.0.1", "--port", str(self.port), "--data-dir", str(self.data)]
        with self.log.open("ab") as log:
            self.process = subprocess.Popen(
                [*command, "--rate-limit", "0", "--log-level", self.log_level], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                preexec_fn=end_with_parent, env={**os.environ, "TASKFLOW_DRAIN_SECONDS": "0", **self.environment},
            )  # fmt: skip

    def wait_until_ready(self) -> float:
        begun = time.monotonic()
        while time.monotonic() - begun < START_LIMIT:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}: {self.last_words()}")
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.call("GET", "/readyz").status == 200:
                    return time.monotonic() - begun
            time.sleep(0.02)
        raise RuntimeError(f"the server was not ready within {START_LIMIT:.0f} s: {self.last_words()}")

    def kill(self) -> None:
        """SIGKILL: no handler runs, nothing is flushed."""
        if self.process is not None:
            self.process.kill()
            self.process.wait(30)
            self.process = None

    def stop(self, limit: float = 30.0) -> float | None:
        """SIGTERM; gives the seconds it took, or None when it had to be killed."""
        if self.process is None:
            return 0.0
        begun = time.monotonic()
        self.process.terminate()
        try:
            self.process.wait(limit)
            self.process = None
            return time.monotonic() - begun
        except subprocess.TimeoutExpired:
            self.kill()
            return None

    @property
    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def last_words(self) -> str:
        return self.log.read_bytes()[-1000:].decode("utf-8", "replace").strip()

    def connect(self, limit: float = CALL_LIMIT) -> http.client.HTTPConnection:
        return http.client.HTTPConnection("127.0.0.1", self.port, timeout=limit)

    def call(
        self, method: str, path: str, body: object = None, on: http.client.HTTPConnection | None = None,
        token: str | None = None, headers: dict[str, str] | None = None,
    ) -> Reply:  # fmt: skip
        """One call, on a connection of its own unless one is given."""
        connection = on or self.connect()
        headers = {"Authorization": f"Bearer {token or self.token}"} | (headers or {})
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            response = connection.getresponse()
            return Reply(response.status, response.read())
        finally:
            if on is None:
                connection.close()

    def resident_megabytes(self) -> float:
        with contextlib.suppress(OSError, AttributeError):
            for line in Path(f"/proc/{self.process.pid}/status").read_text().splitlines():
                if line.startswith("VmRSS:"):
                    return int(line.split()[1]) / 1024
        return 0.0


@contextlib.contextmanager
def copied_database(data: Path, folder: Path) -> Iterator[sqlite3.Connection]:
    """The database as it lies on disk, read from a copy: opening the original would mend it before the server does."""
    folder.mkdir()
    try:
        for suffix in ("", "-wal"):
            source = data / f"taskflow.db{suffix}"
            if source.exists():
                (folder / f"copy.db{suffix}").write_bytes(source.read_bytes())
        database = sqlite3.connect(folder / "copy.db")
        try:
            yield database
        finally:
            database.close()
    finally:
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()


def faults_on_disk(database: sqlite3.Connection) -> list[str]:
    """What is wrong with a database: its pages, its references, a task without its audit row or the other way round."""
    faults = [f"integrity: {row[0]}" for row in database.execute("PRAGMA integrity_check") if row[0] != "ok"]
    faults += [f"foreign key: {row}" for row in database.execute("PRAGMA foreign_key_check")]
    tasks = {row[0] for row in database.execute("SELECT id FROM tasks")}
    created = {row[0] for row in database.execute("SELECT task_id FROM audit_log WHERE entity_type = 'task' AND action = 'created'")}
    faults += [f"task {task} has no audit row" for task in sorted(tasks - created)[:5]]
    faults += [f"audit row of task {task}, which is not there" for task in sorted(created - tasks)[:5]]
    return faults


def raise_open_files(wanted: int) -> int:
    """Raises the number of files this process and its children may open; gives what it came to."""
    import resource

    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    for most in (max(hard, wanted), hard):
        with contextlib.suppress(ValueError, OSError):
            resource.setrlimit(resource.RLIMIT_NOFILE, (max(soft, min(wanted, most)), most))
            break
    return resource.getrlimit(resource.RLIMIT_NOFILE)[0]


def binary_argument(text: str) -> Path:
    if not os.access(text, os.X_OK):
        raise ValueError(f"{text} is no program")
    return Path(text)
