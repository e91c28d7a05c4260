"""Starting, asking, watching and always ending the servers under load."""

import contextlib
import ctypes
import http.client
import os
import signal
import socket
import statistics
import subprocess
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

START_LIMIT = 60.0
STOP_LIMIT = 15.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def end_with_parent() -> None:
    """Asks the kernel to end this child when the benchmark dies, however it dies."""
    ctypes.CDLL(None).prctl(1, signal.SIGTERM)


@dataclass
class Server:
    """A server process on a port of its own. `ready` is a path that it answers 200 once it really works."""

    name: str
    argv: list[str]
    port: int
    ready: str
    log: Path
    token: str = ""
    #: Files of tokens, a line each. Calls of one measurement take one file's in turn, those of the next the next file's.
    token_files: list[Path] = field(default_factory=list)
    env: dict[str, str] = field(default_factory=dict)
    cwd: Path | None = None
    process: subprocess.Popen | None = None

    def start(self, limit: float = START_LIMIT) -> float:
        """Starts it and waits for the first good answer; gives the seconds from start to answer."""
        with self.log.open("ab") as log:
            begun = time.perf_counter()
            self.process = subprocess.Popen(
                self.argv, env={**os.environ, "TASKFLOW_DRAIN_SECONDS": "0", **self.env}, cwd=self.cwd, stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                start_new_session=True, preexec_fn=end_with_parent,
            )  # fmt: skip
        while time.perf_counter() - begun < limit:
            if self.process.poll() is not None:
                raise RuntimeError(f"{self.name} ended with {self.process.returncode}: {self.last_words()}")
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.ask(self.ready)[0] == 200:
                    return time.perf_counter() - begun
            time.sleep(0.001)
        self.stop()
        raise RuntimeError(f"{self.name} gave no answer within {limit:.0f} s: {self.last_words()}")

    def stop(self) -> None:
        if self.process is None:
            return
        for sign, limit in ((signal.SIGTERM, STOP_LIMIT), (signal.SIGKILL, 5.0)):
            with contextlib.suppress(ProcessLookupError):
                os.killpg(self.process.pid, sign)
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(limit)
                break
        with contextlib.suppress(ProcessLookupError):  # What is left of its group, such as orphaned workers.
            os.killpg(self.process.pid, signal.SIGKILL)
        self.process = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(self, path: str, method: str = "GET", body: str | None = None) -> tuple[int, bytes]:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=20)
        headers = {"Authorization": f"Bearer {self.token}"} if self.token else {}
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            connection.request(method, path, body, headers)
            response = connection.getresponse()
            return response.status, response.read()
        finally:
            connection.close()

    def last_words(self) -> str:
        return self.log.read_bytes()[-1500:].decode("utf-8", "replace").strip()

    def memory(self) -> tuple[float, int]:
        """Resident megabytes of the process and all below it, and how many processes that is."""
        if self.process is None:
            return 0.0, 0
        family = descendants(self.process.pid)
        return sum(map(resident_megabytes, family)), len(family)


def descendants(root: int) -> list[int]:
    children: dict[int, list[int]] = {}
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with contextlib.suppress(OSError, IndexError, ValueError):
                parent = int((entry / "stat").read_text().rpartition(")")[2].split()[1])
                children.setdefault(parent, []).append(int(entry.name))
    found, waiting = [], [root]
    while waiting:
        found.append(waiting.pop())
        waiting += children.get(found[-1], [])
    return found


def resident_megabytes(pid: int) -> float:
    with contextlib.suppress(OSError, ValueError):
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmRSS:"):
                return int(line.split()[1]) / 1024
    return 0.0


class MemoryWatch:
    """Samples servers' memory while the block runs and keeps the highest of each."""

    def __init__(self, servers: list[Server], interval: float = 0.25) -> None:
        self.servers, self.interval, self.peak = servers, interval, {server.name: 0.0 for server in servers}
        self.ended = threading.Event()
        self.thread = threading.Thread(target=self.sample, daemon=True)

    def sample(self) -> None:
        while not self.ended.wait(self.interval):
            for server in self.servers:
                self.peak[server.name] = max(self.peak[server.name], server.memory()[0])

    def __enter__(self) -> "MemoryWatch":
        self.thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.ended.set()
        self.thread.join(5)


@contextlib.contextmanager
def running(servers: list[Server]) -> Iterator[None]:
    """All of them started; all of them ended, whatever happens."""
    try:
        for server in servers:
            server.start()
        yield
    finally:
        for server in servers:
            server.stop()


def start_ups(server: Server, times: int) -> list[float]:
    """Milliseconds from start to first good answer, on the database that is there."""
    found = []
    for _ in range(times):
        try:
            found.append(server.start() * 1000)
        finally:
            server.stop()
    return found


def median(values: list[float]) -> float:
    return statistics.median(values) if values else float("nan")
