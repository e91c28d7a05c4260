"""How soon `GET /api/events/wait` answers those who wait once a change is committed."""

import json
import select
import time
from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from harness.events import percentile
from harness.listening import arrival, timestamped
from harness.servers import Server
from harness.writing import BODY, is_whole

Log = Callable[[str], None]
WAITERS = 100
#: How many changes are made, each with all of them waiting.
CHANGES, QUICK_CHANGES = 100, 30


@dataclass(frozen=True)
class WakeUp:
    """Milliseconds from the bytes of the write's answer to those of a wait's answer, at their sockets; over all waits."""

    engine: str
    waiters: int
    keys: int
    changes: int
    p50: float
    p99: float

    def __str__(self) -> str:
        return f"{self.engine}, {self.waiters} waiting, {self.keys} key{'s' if self.keys > 1 else ''}: p50 {self.p50:.1f} ms, p99 {self.p99:.1f} ms"


def wake_ups(engine: str, server: Server, new_key: Callable[[str], str], changes: int, log: Log) -> list[WakeUp]:
    """With one key, whose waits share what is read for them, and with a key for each wait."""
    keys = [new_key(f"@waiter-{number}") for number in range(WAITERS)]
    found = []
    for some in (keys[:1], keys):
        with connections(server.port, WAITERS) as waiters, connections(server.port, 1) as (writer,):
            taken = measure(server, writer, waiters, some, changes)
        found.append(WakeUp(engine, WAITERS, len(some), changes, percentile(taken, 50), percentile(taken, 99)))
        log(f"wake-up  {found[-1]}")
    return found


@contextmanager
def connections(port: int, count: int) -> Iterator[list]:
    opened = [timestamped(port) for _ in range(count)]
    try:
        yield opened
    finally:
        for one in opened:
            one.close()


def measure(server: Server, writer: object, waiters: list, keys: list[str], changes: int) -> Counter[int]:
    """Tenths of a millisecond, each with how often it was found. The first change warms up."""
    tenths: Counter[int] = Counter()
    for number in range(changes + 1):
        for place, one in enumerate(waiters):
            head = f"GET /api/events/wait HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nAuthorization: Bearer {keys[place % len(keys)]}\r\n\r\n"
            one.sendall(head.encode())
        # All are to wait by then: one that still looks at what was before would be late.
        time.sleep(1)
        head = f"POST /api/tasks HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nAuthorization: Bearer {server.token}\r\n"
        writer.sendall(f"{head}Content-Type: application/json\r\nContent-Length: {len(BODY)}\r\n\r\n".encode() + BODY)
        answered = read([writer], b" 201 ")[0]
        for when in read(waiters, b" 200 "):
            if number:
                tenths[(when - answered) // 100_000] += 1
    return tenths


def read(sockets: list, status: bytes) -> list[int]:
    """When the last bytes of each answer came in."""
    waiting = {one.fileno(): (one, b"") for one in sockets}
    poll, times = select.epoll(), []
    for number in waiting:
        poll.register(number, select.EPOLLIN)
    begun = time.monotonic()
    while waiting:
        if time.monotonic() - begun > 20:
            raise RuntimeError(f"{len(waiting)} of {len(sockets)} were not answered")
        for number, _ in poll.poll(1):
            one, before = waiting[number]
            data, ancillary, _, _ = one.recvmsg(1 << 16, 64)
            answer = before + data
            if not data or status not in answer[:20]:
                raise RuntimeError(f"answered {answer[:300]!r}")
            waiting[number] = (one, answer)
            if is_whole(answer):
                check(answer)
                times.append(arrival(ancillary))
                poll.unregister(number)
                del waiting[number]
    poll.close()
    return times


def check(answer: bytes) -> None:
    """A wait that timed out would look like a quick one."""
    body = json.loads(answer.partition(b"\r\n\r\n")[2])
    if "events" in body and not body["events"]:
        raise RuntimeError("a wait ended without events")
