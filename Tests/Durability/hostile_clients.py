"""Clients that mean harm: hostile_clients.py BINARY [--idle N] [--seconds S] [--only TRIALS]

Idle connections in thousands, headers and bodies that arrive byte by byte, headers and bodies without end, clients that ask
and never read, clients that ask for the largest pages there are and never read. While each stands, honest clients have to be served, and the server's memory has to stay within bounds. The
guards are generous: they tell a server that hangs from one that does not, not a fast one from a slow one.
"""

import argparse
import contextlib
import errno
import selectors
import socket
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from taskflow_process import Score, TaskFlow, binary_argument, raise_open_files

BATCH = 100
#: Honest calls while something hostile stands, and how long one of them may take.
CALLS, CALL_GUARD = 20, 30.0


class Hostile:
    """Many connections to one server, each with its bytes still to send; never blocks, reads only when told to."""

    def __init__(self, port: int, tiny_buffers: bool = False) -> None:
        self.port, self.tiny_buffers = port, tiny_buffers
        self.sockets: list[socket.socket] = []
        self.sent = 0
        self.rest: dict[socket.socket, bytes] = {}

    def open(self, count: int, limit: float = 60.0) -> int:
        """Opens connections in batches; gives how many were accepted by the system."""
        deadline = time.monotonic() + limit
        while len(self.sockets) < count and time.monotonic() < deadline:
            if not self.open_batch(min(BATCH, count - len(self.sockets)), deadline):
                break
        return len(self.sockets)

    def open_batch(self, count: int, deadline: float) -> bool:
        waiting = []
        for _ in range(count):
            one = socket.socket()
            if self.tiny_buffers:
                one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
            one.setblocking(False)
            if one.connect_ex(("127.0.0.1", self.port)) in (0, errno.EINPROGRESS):
                waiting.append(one)
        with selectors.DefaultSelector() as selector:
            for one in waiting:
                selector.register(one, selectors.EVENT_WRITE)
            while selector.get_map() and time.monotonic() < deadline:
                for key, _ in selector.select(1.0):
                    selector.unregister(key.fileobj)
                    if key.fileobj.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == 0:
                        self.sockets.append(key.fileobj)
        return len(waiting) == count

    def send(self, data: bytes) -> int:
        """Offers the bytes, again and again, to every connection; what does not fit waits, so that the text stays whole.
        Gives how many connections took some."""
        took = 0
        for one in self.sockets:
            rest = self.rest.get(one) or data
            with contextlib.suppress(OSError):
                count = one.send(rest)
                self.rest[one] = rest[count:]
                self.sent += count
                took += 1
        return took

    def open_ones(self) -> int:
        """How many the server has not closed. Only for connections on which it has nothing else to say."""
        alive = 0
        for one in self.sockets:
            try:
                while one.recv(65536):
                    pass
            except BlockingIOError:
                alive += 1
            except OSError:
                pass
        return alive

    def close(self) -> None:
        for one in self.sockets:
            one.close()
        self.sockets.clear()
        self.rest.clear()


class Trial:
    def __init__(self, server: TaskFlow, score: Score, arguments: argparse.Namespace) -> None:
        self.server, self.score, self.arguments = server, score, arguments
        self.most = 0.0

    def honest(self, what: str, token: str | None = None, memory: float | None = None) -> None:
        """Honest calls in a row: all answered, none late, memory within bounds."""
        memory = memory or self.arguments.memory
        slowest, wrong = 0.0, []
        for number in range(CALLS):
            call = [("GET", "/health", None), ("GET", "/api/tasks?limit=50", None), ("POST", "/api/tasks", {"title": "honest"})][number % 3]
            begun = time.monotonic()
            try:
                status = self.server.call(*call, on=self.patient(), token=token).status
                if status not in (200, 201):
                    wrong.append(f"{call[0]} {call[1]}: {status}")
            except OSError as error:
                wrong.append(f"{call[0]} {call[1]}: {type(error).__name__}")
            slowest = max(slowest, time.monotonic() - begun)
        self.score.check(f"{what}: others are served", not wrong, wrong[:3] or f"slowest of {CALLS} calls {slowest * 1000:.0f} ms")
        resident = self.server.resident_megabytes()
        self.most = max(self.most, resident)
        self.score.check(f"{what}: memory is bounded by {memory:.0f} MB", resident <= memory, f"{resident:.0f} MB")

    def patient(self):
        return self.server.connect(CALL_GUARD)

    @contextlib.contextmanager
    def hostile(self, what: str, count: int, tiny_buffers: bool = False) -> Iterator[Hostile]:
        group = Hostile(self.server.port, tiny_buffers)
        try:
            opened = group.open(count)
            self.score.check(f"{what}: the clients are there", opened >= count * 0.99, f"{opened} connections")
            yield group
        finally:
            group.close()

    def until_closed(self, what: str, group: Hostile, limit: float, step: Callable[[], object]) -> None:
        """Goes on until the server has ended every one of them."""
        begun = time.monotonic()
        alive = len(group.sockets)
        while alive and time.monotonic() - begun < limit:
            step()
            time.sleep(1)
            alive = group.open_ones()
        took = time.monotonic() - begun
        self.score.check(f"{what}: the server ends them within {limit:.0f} s", alive == 0, f"{alive} left after {took:.0f} s")

    # -- The trials ----------------------------------------------------------------------------------------------------

    def chosen(self, names: str | None) -> list[Callable[[], None]]:
        every = [self.idle, self.slow_headers, self.slow_bodies, self.endless_headers, self.endless_bodies, self.never_reads, self.unread_pages]
        return [part for part in every if names is None or part.__name__ in names.split(",")]

    def idle(self) -> None:
        count = self.arguments.idle
        with self.hostile(f"{count:,} idle connections", count):
            self.honest(f"{count:,} idle connections")
        self.honest("after the idle ones left")

    def slow_headers(self) -> None:
        with self.hostile("headers byte by byte", 500) as group:
            group.send(b"GET /api/tasks HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Slow: ")
            for _ in range(self.arguments.seconds):
                group.send(b"x")
                time.sleep(1)
            self.honest("headers byte by byte")
            self.until_closed("headers byte by byte", group, self.arguments.header_limit, lambda: group.send(b"x"))

    def slow_bodies(self) -> None:
        with self.hostile("bodies byte by byte", 500) as group:
            group.send(self.head(b"Content-Length: 100000") + b'{"title":"')
            for _ in range(self.arguments.seconds):
                group.send(b"x")
                time.sleep(1)
            self.honest("bodies byte by byte")
            self.until_closed("bodies byte by byte", group, self.arguments.body_limit, lambda: group.send(b"x"))

    def endless_headers(self) -> None:
        with self.hostile("headers without end", 50) as group:
            group.send(b"GET /health HTTP/1.1\r\nHost: 127.0.0.1\r\n")
            self.flood(group, b"X-Long: " + b"x" * 8000 + b"\r\n")
            self.honest("headers without end")
            self.until_closed("headers without end", group, self.arguments.header_limit, lambda: None)

    def endless_bodies(self) -> None:
        with self.hostile("bodies without end", 50) as group:
            group.send(self.head(b"Transfer-Encoding: chunked"))
            self.flood(group, b"4000\r\n" + b"x" * 0x4000 + b"\r\n")
            self.honest("bodies without end")

    def never_reads(self) -> None:
        with self.hostile("clients that never read", 100, tiny_buffers=True) as group:
            self.flood(group, self.head(b"", b"GET", b"/api/tasks?limit=50") * 20)
            self.honest("clients that never read")
        self.honest("after those that never read left")

    def unread_pages(self) -> None:
        """Sixty connections of one caller, each with pages of 100 long descriptions that it does not read."""
        what = "unread pages of long descriptions"
        other = self.server.key_of("@other", "--admin")
        for number in range(100):
            self.server.call("POST", "/api/tasks", {"title": f"Long {number}", "description": "x" * 65_000}, token=other)
        # One after another, as one honest reader does it: what reading such pages takes belongs to the bound.
        for _ in range(3):
            self.server.call("GET", "/api/tasks?limit=100", token=other)
        before = self.server.resident_megabytes()
        print(f"        {before:.0f} MB before")
        with self.hostile(what, 60, tiny_buffers=True) as group:
            self.flood(group, self.head(b"", b"GET", b"/api/tasks?limit=100") * 20)
            self.refused(what)
            self.honest(what, other, before + self.arguments.unread_memory)
            print(f"        {self.server.resident_megabytes() - before:.0f} MB more while nobody reads")
        deadline = time.monotonic() + CALL_GUARD
        while (status := self.server.call("GET", "/api/me", on=self.patient()).status) != 200 and time.monotonic() < deadline:
            time.sleep(0.1)
        self.score.check(f"{what}: once they are gone, their caller is served again", status == 200, status)

    def refused(self, what: str) -> None:
        """The caller who does not read is told so, and when to come again."""
        connection = self.patient()
        connection.request("GET", "/api/me", headers={"Authorization": f"Bearer {self.server.token}"})
        response = connection.getresponse()
        text = response.read().decode()
        self.score.check(
            f"{what}: their caller is refused with a reason", response.status == 503 and "unread" in text and response.headers["Retry-After"],
            f"{response.status} {text[:120]}",
        )  # fmt: skip
        connection.close()

    def flood(self, group: Hostile, data: bytes) -> None:
        """Sends as fast as the server takes it, for the time of one trial."""
        deadline = time.monotonic() + self.arguments.seconds
        while time.monotonic() < deadline:
            if not group.send(data):
                time.sleep(0.05)
        print(f"        {group.sent / 1e6:.1f} MB were taken")

    def head(self, header: bytes, method: bytes = b"POST", path: bytes = b"/api/tasks") -> bytes:
        lines = [method + b" " + path + b" HTTP/1.1", b"Host: 127.0.0.1", b"Authorization: Bearer " + self.server.token.encode()]
        lines += [b"Content-Type: application/json", header] if header else []
        return b"\r\n".join(lines) + b"\r\n\r\n"

    def stop(self) -> None:
        """Ends the server while all of them hold on."""
        with self.hostile("at the end", min(1_000, self.arguments.idle)) as group:
            group.send(b"GET /health HTTP/1.1\r\nX-Slow: ")
            took = self.server.stop(60)
            self.score.check("SIGTERM ends the server while they hold on", took is not None, "" if took is None else f"{took:.1f} s")


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=binary_argument)
    parser.add_argument("--idle", type=int, default=10_000, help="idle connections")
    parser.add_argument("--seconds", type=int, default=10, help="how long each of the other trials goes on")
    parser.add_argument("--memory", type=float, default=512, help="the most megabytes the server may hold at any time")
    parser.add_argument("--unread-memory", type=float, default=192, help="the most megabytes more while one caller's large pages wait unread")
    parser.add_argument("--header-limit", type=float, default=60, help="seconds after which a slow header has to be ended")
    parser.add_argument("--body-limit", type=float, default=120, help="seconds after which a slow body has to be ended")
    parser.add_argument("--only", metavar="TRIALS", help="of idle, slow_headers, slow_bodies, endless_headers, endless_bodies, never_reads, unread_pages")
    arguments = parser.parse_args()
    files = raise_open_files(arguments.idle + 500)
    if files < arguments.idle + 500:
        arguments.idle = max(100, files - 500)
        print(f"only {files} open files are allowed: {arguments.idle} idle connections")
    score = Score()
    with tempfile.TemporaryDirectory(prefix="taskflow-hostile-") as name:
        server = TaskFlow(arguments.binary, Path(name) / "data")
        try:
            server.make_key()
            server.start()
            for number in range(60):
                server.call("POST", "/api/tasks", {"title": f"Task {number}", "description": "A sentence of text. " * 50})
            trial = Trial(server, score, arguments)
            print(f"        {server.resident_megabytes():.0f} MB before")
            for part in trial.chosen(arguments.only):
                part()
                if not score.check("the server still runs", server.is_alive, "" if server.is_alive else server.last_words()):
                    return score.close()
            print(f"        {server.resident_megabytes():.0f} MB after, {trial.most:.0f} MB at most")
            trial.stop()
        except RuntimeError as error:
            score.check("the test ran to its end", False, error)
        finally:
            server.kill()
    return score.close()


if __name__ == "__main__":
    sys.exit(main())
