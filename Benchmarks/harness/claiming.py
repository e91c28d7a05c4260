"""Claims: what one costs in databases of several shapes, and how many a second eight callers get."""

import json
import re
import socket
import statistics
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from harness.claim_seeding import Layout
from harness.load import Measurement, measure
from harness.postgres import Postgres
from harness.servers import Server

#: Who claims at once. An agent may hold a hundred tasks at most, and nothing is finished here: each caller has the keys of several.
CALLERS = 8
HELD = 100
#: What the server's own log of PostgreSQL calls the statement.
STATEMENT = "picked AS MATERIALIZED"
#: Seconds between looks at what PostgreSQL is busy with, and how long it may take until all is quiet.
GLANCE, SETTLED, SETTLING = 0.25, 5.0, 180.0


@dataclass
class Times:
    """Milliseconds of one kind of call, or statement."""

    all: list[float] = field(default_factory=list)

    def at(self, percent: int) -> float:
        ordered = sorted(self.all)
        return ordered[min(len(ordered) - 1, len(ordered) * percent // 100)] if ordered else float("nan")


@dataclass
class Claims:
    """One engine, one layout: claims and starts by one connection, by turns, and PostgreSQL's times of the claiming statement."""

    engine: str
    layout: Layout
    claim: Times = field(default_factory=Times)
    start: Times = field(default_factory=Times)
    statement: Times = field(default_factory=Times)
    binding: Times = field(default_factory=Times)

    @property
    def search(self) -> float:
        """What finding the task costs, where the statement's time is not told: a start does all but that. Each claim has its start
        beside it, so that a disturbance hits both."""
        return Times([claim - start for claim, start in zip(self.claim.all, self.start.all)]).at(50)

    @property
    def cost(self) -> float:
        """Milliseconds of the statement at the median, told or estimated."""
        return self.statement.at(50) if self.statement.all else self.search


class Caller:
    """One connection, without anything of Python's between the bytes."""

    def __init__(self, server: Server, key: str) -> None:
        self.head = f" HTTP/1.1\r\nHost: 127.0.0.1:{server.port}\r\nAuthorization: Bearer {key}\r\nContent-Type: application/json\r\n".encode()
        self.socket = socket.create_connection(("127.0.0.1", server.port), timeout=60)
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)

    def call(self, path: str, body: dict | None, method: str = "POST") -> tuple[float, dict | list]:
        """Milliseconds until the answer was whole, and the answer."""
        content = b"" if body is None else json.dumps(body).encode()
        data = method.encode() + b" " + path.encode() + self.head + b"Content-Length: %d\r\n\r\n" % len(content) + content
        begun = time.perf_counter_ns()
        self.socket.sendall(data)
        answer = b""
        while not self.is_whole(answer):
            part = self.socket.recv(65536)
            if not part:
                raise RuntimeError(f"the server hung up on {path}")
            answer += part
        passed = (time.perf_counter_ns() - begun) / 1e6
        if b" 200 " not in answer[:20] and b" 201 " not in answer[:20]:
            raise RuntimeError(f"{path} was answered {answer[:500]!r}")
        return passed, json.loads(answer.partition(b"\r\n\r\n")[2])

    @staticmethod
    def is_whole(answer: bytes) -> bool:
        head, end, body = answer.partition(b"\r\n\r\n")
        at = head.lower().find(b"\r\ncontent-length:")
        return bool(end) and len(body) >= int(head[at + 17 :].split(b"\r\n")[0])

    def close(self) -> None:
        self.socket.close()


def measure_claims(server: Server, key: str, found: Claims, count: int, warm_up: int = 5) -> None:
    """Claims from the head of the queue, and starts at its tail, by turns; each is finished, so that one agent can go on."""
    tail = ready_at_the_tail(server, count + warm_up)
    caller = Caller(server, key)
    for number, last in enumerate(tail):
        passed, answer = caller.call("/api/tasks/claim", {})
        if answer["task"] is None:
            raise RuntimeError(f"{server.name} had nothing to claim after {number}: {answer}")
        caller.call(f"/api/tasks/{answer['task']['id']}/complete", {"generation": answer["task"]["lease"]["generation"]})
        beside, _ = caller.call(f"/api/tasks/{last}/start", {})
        caller.call(f"/api/tasks/{last}/complete", {})
        if number >= warm_up:
            found.claim.all.append(passed)
            found.start.all.append(beside)
    caller.close()


def ready_at_the_tail(server: Server, count: int) -> list[int]:
    """Tasks that claims come to last. Half of them may be started: the other half is to be claimed."""
    found: list[int] = []
    for priority in ("low", "medium", "high", "critical"):
        place, offset = f"/api/tasks?ready=true&unassigned=true&priority={priority}&sort=-created_at&limit=100", 0
        while len(found) < count:
            status, body = server.ask(f"{place}&offset={offset}")
            if status != 200:
                raise RuntimeError(f"{server.name} answered {place} with {status}: {body[:300]!r}")
            page = [task["id"] for task in json.loads(body)]
            found += page
            offset += 100
            if len(page) < 100:
                break
    if len(found) < count:
        raise RuntimeError(f"{server.name} has {len(found)} ready tasks, and not {count}")
    return found[:count]


def statement_times(lines: list[str]) -> Iterator[tuple[float, float]]:
    """Milliseconds of each claiming statement, whole, and of its binding alone, in which it may be planned anew; from PostgreSQL's log with log_min_duration_statement = 0."""
    bound: dict[str, float] = {}
    for entry in map(json.loads, lines):
        seen = re.match(r"duration: ([0-9.]+) ms  (parse|bind|execute) [^:]*: (.*)", entry.get("message", ""), re.DOTALL)
        if seen is None or STATEMENT not in seen[3]:
            continue
        if seen[2] == "execute":
            binding = bound.pop(entry["session_id"], 0.0)
            yield float(seen[1]) + binding, binding
        else:
            bound[entry["session_id"]] = bound.get(entry["session_id"], 0.0) + float(seen[1])


def agents(server: Server, count: int) -> list[str]:
    """Registers so many who can everything, with a key each. The server need not have tasks yet."""
    keys = []
    for number in range(count):
        handle = f"claimer-{number}"
        body = {"handle": f"@{handle}", "capabilities": ["sql", "swift"], "max_held": HELD}
        for path, sent in (("/api/workers", body), (f"/api/workers/%40{handle}/keys", {"name": "bench"})):
            status, answer = server.ask(path, "POST", json.dumps(sent))
            if status != 201:
                raise RuntimeError(f"{server.name} answered {path} with {status}: {answer[:300]!r}")
        keys.append(json.loads(answer)["key"])
    return keys


def claims_at_once(server: Server, keys: list[str], file: Path, seconds: int, run: str) -> Measurement:
    """Eight callers who claim and claim; an answer without a task is a fault."""
    file.write_text("\n".join(keys) + "\n")
    return measure(replace(server, token_files=[file], process=None), "claim", seconds, connections=CALLERS, run=run)


@dataclass
class Quiet:
    """How long PostgreSQL was watched while nothing was due, and what was heard of us."""

    minutes: float
    settled_after: float
    heard: list[str]


def listen_for_nothing(server: Postgres, database: str, seconds: float, log: Callable[[str], None]) -> Quiet:
    """Whether a TaskFlow that nobody calls leaves PostgreSQL alone. What the last calls left to do is waited for first."""

    def latest() -> tuple[float, str]:
        """Seconds since the newest statement or connection, and the statements."""
        found = server.sql(
            "postgres",
            "SELECT coalesce(extract(epoch FROM clock_timestamp() - max(greatest(query_start, backend_start))), 1e9), "
            "string_agg(left(query, 80), ' / ' ORDER BY query_start DESC) FROM pg_stat_activity "
            f"WHERE datname = '{database}' AND backend_type = 'client backend'",
        )
        age, _, words = found.partition("|")
        return float(age), words

    def sessions() -> int:
        return int(server.sql("postgres", f"SELECT sessions FROM pg_stat_database WHERE datname = '{database}'"))

    begun = time.monotonic()
    while latest()[0] < SETTLED:
        if time.monotonic() - begun > SETTLING:
            return Quiet(0, float("nan"), [latest()[1][:200]])
        time.sleep(1)
    settled, heard, before = time.monotonic() - begun, [], sessions()
    log(f"nothing is due: watching PostgreSQL for {seconds:.0f} s")
    begun = last_look = time.monotonic()
    while last_look - begun < seconds:
        time.sleep(GLANCE)
        age, words = latest()
        now = time.monotonic()
        if age < now - last_look:
            heard.append(f"{now - begun:.0f} s: {words[:200]}")
        last_look = now
    # Those that were gone before they were looked at.
    if (more := sessions() - before) > 0:
        heard.append(f"{more} connections were made")
    return Quiet(seconds / 60, settled, heard)


def median_rate(measured: list[Measurement]) -> float:
    return statistics.median(m.per_second for m in measured)
