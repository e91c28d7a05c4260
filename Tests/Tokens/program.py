"""The built program behind an SSO, and calls to it, one or many at once. Standard library only."""

import asyncio
import contextlib
import ctypes
import http.client
import json
import os
import signal
import socket
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

START_LIMIT = 60.0


class Score:
    """Counts what was checked and says what failed."""

    def __init__(self) -> None:
        self.passed = self.failed = 0

    def check(self, what: str, is_right: bool, found: object = "") -> bool:
        self.passed, self.failed = self.passed + is_right, self.failed + (not is_right)
        if not is_right:
            print(f"FAILED  {what}: {found}", flush=True)
        return is_right


@dataclass
class Reply:
    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> dict:
        return json.loads(self.body)


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


def end_with_parent() -> None:
    ctypes.CDLL(None).prctl(1, signal.SIGKILL)


class Program:
    """A server; without an SSO where `sso` is empty."""

    def __init__(self, binary: Path, data: Path, sso: str) -> None:
        self.binary, self.data, self.sso = binary.resolve(), data, sso
        self.port = free_port()
        self.log = data.parent / "server.log"
        self.output = data.parent / "server.out"
        self.process: subprocess.Popen | None = None

    def start(self, ready: str = "/readyz", **environment: str) -> None:
        command = [str(self.binary), "serve", "--port", str(self.port), "--data-dir", str(self.data)]
        command += ["--rate-limit", "0", "--log-level", "WARNING", "--log-format", "text"]
        command += ["--auth-server-url", self.sso] if self.sso else []
        with self.log.open("wb") as log, self.output.open("wb") as output:
            self.process = subprocess.Popen(
                command, stdin=subprocess.DEVNULL, stdout=output, stderr=log, preexec_fn=end_with_parent,
                env={**os.environ, "TASKFLOW_DRAIN_SECONDS": "0", **environment},
            )  # fmt: skip
        begun = time.monotonic()
        while time.monotonic() - begun < START_LIMIT:
            if self.process.poll() is not None:
                raise RuntimeError(f"the server ended with {self.process.returncode}: {self.words()}")
            with contextlib.suppress(OSError, http.client.HTTPException):
                if self.call("GET", ready).status == 200:
                    return
            time.sleep(0.02)
        raise RuntimeError(f"the server was not ready: {self.words()}")

    def stop(self) -> None:
        if self.process is not None:
            self.process.terminate()
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(20)
            self.process.kill()
            self.process.wait(10)
            self.process = None

    @property
    def is_alive(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def words(self) -> str:
        return self.log.read_text(errors="replace")

    def run(self, *arguments: str) -> subprocess.CompletedProcess:
        command = [str(self.binary), *arguments, "--data-dir", str(self.data)]
        environment = {**os.environ, **({"AUTH_SERVER_URL": self.sso} if self.sso else {})}
        return subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)

    def client(self, home: Path, *arguments: str) -> subprocess.Popen:
        """The command line of someone who has nothing but the server's address."""
        environment = {"PATH": os.environ["PATH"], "HOME": str(home), "TASKFLOW_URL": f"http://127.0.0.1:{self.port}"}
        return subprocess.Popen(
            [str(self.binary), *arguments], env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE,
            text=True,
        )  # fmt: skip

    def call(self, method: str, path: str, token: str | None = None, body: object = None, **headers: str) -> Reply:
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        sent = {name.replace("_", "-"): value for name, value in headers.items()}
        if token is not None:
            sent["Authorization"] = f"Bearer {token}"
        if body is not None:
            sent["Content-Type"] = "application/json"
        try:
            connection.request(method, path, None if body is None else json.dumps(body), sent)
            response = connection.getresponse()
            return Reply(response.status, {name.lower(): value for name, value in response.getheaders()}, response.read())
        finally:
            connection.close()

    async def at_once(self, tokens: list[str], path: str = "/api/me", most: int = 1000) -> list[Reply]:
        """One call a token, as many at once as told, each on a connection of its own."""
        gate = asyncio.Semaphore(most)

        async def one(token: str) -> Reply:
            async with gate:
                reader, writer = await asyncio.open_connection("127.0.0.1", self.port)
                head = f"GET {path} HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer {token}\r\nConnection: close\r\n\r\n"
                writer.write(head.encode())
                answer = await asyncio.wait_for(reader.read(), 60)
                writer.close()
            lines, _, body = answer.partition(b"\r\n\r\n")
            status, *fields = lines.decode("latin-1").split("\r\n")
            pairs = (field.partition(":") for field in fields)
            return Reply(int(status.split()[1]), {name.lower(): value.strip() for name, _, value in pairs}, body)

        return await asyncio.gather(*(one(token) for token in tokens))
