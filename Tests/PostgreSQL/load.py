"""Clients that create, start and read tasks while the ground shakes, and remember what they were told."""

import http.client
import threading
import time
from collections import Counter
from dataclasses import dataclass, field

from database import PostgreSQL
from fleet import Fleet
from taskflow_process import Reply, TaskFlow

#: What the answer to a change says of it: it was made, it was not, or nobody knows.
MADE, NOT_MADE, UNKNOWN = "made", "not made", "unknown"
#: What is searched for afterwards.
LOST, REFUSED = "nothing is lost that was confirmed", "nothing is there that was refused"
TWICE, AUDIT = "nothing is there twice", "every change has its audit row"


@dataclass
class Memory:
    """What all clients were told, by the title of the task."""

    created: dict[str, str] = field(default_factory=dict)
    started: dict[str, str] = field(default_factory=dict)
    ids: dict[str, int] = field(default_factory=dict)

    def faults(self, database: PostgreSQL, name: str) -> dict[str, list[str]]:
        """How the database differs from what was told, by kind."""
        rows = {row[0]: row for row in database.ask(
            """SELECT t.title, count(DISTINCT t.id), max(t.status), count(*) FILTER (WHERE a.action = 'created'),
               count(*) FILTER (WHERE a.action = 'started'), count(*), max(t.version)
               FROM tasks t LEFT JOIN audit_log a ON a.task_id = t.id GROUP BY t.title""", name)}  # fmt: skip
        found: dict[str, list[str]] = {kind: [] for kind in (LOST, REFUSED, TWICE, AUDIT)}
        for title, told in self.created.items():
            if told == MADE and title not in rows:
                found[LOST].append(f"{title}, task {self.ids[title]}")
            if told == NOT_MADE and title in rows:
                found[REFUSED].append(title)
        for title, (_, count, status, created, started, actions, version) in rows.items():
            if count != "1":
                found[TWICE].append(f"{title}: {count} times")
            if (created, int(actions), int(version)) != ("1", 1 + int(started), 1 + int(started)) or int(started) > 1:
                found[AUDIT].append(f"{title}: created {created}, started {started}, {actions} rows, version {version}")
            told = self.started.get(title, NOT_MADE)
            if told != UNKNOWN and (status == "in_progress", started) != ((told == MADE), str(int(told == MADE))):
                kind = LOST if told == MADE else REFUSED
                found[kind].append(f"the start of {title}: {status}, {started} rows")
        orphans = database.ask("SELECT count(*) FROM audit_log WHERE entity_type = 'task' AND task_id NOT IN (SELECT id FROM tasks)", name)
        if orphans != [["0"]]:
            found[AUDIT].append(f"{orphans[0][0]} rows of tasks that are not there")
        return found


class Client(threading.Thread):
    """Works until it is told to stop. A refusal that says so plainly is no fault; anything else is."""

    def __init__(self, server: TaskFlow, name: str, memory: Memory, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.server, self.title, self.memory, self.stop = server, name, memory, stop
        self.faults: list[str] = []
        self.good: list[float] = []
        self.refused: list[tuple[float, str]] = []
        self.slowest = 0.0

    def run(self) -> None:
        connection, count = self.server.connect(limit=60), 0
        while not self.stop.is_set():
            title = f"{self.title}, task {count}"
            count += 1
            try:
                self.one_task(title, connection)
            except (OSError, http.client.HTTPException) as error:
                # The database is away, not TaskFlow.
                self.faults.append(f"no answer: {error!r}")
                connection.close()
                time.sleep(0.1)
            except Exception as error:
                self.faults.append(repr(error))
        connection.close()

    def one_task(self, title: str, connection: http.client.HTTPConnection) -> None:
        self.memory.created[title] = UNKNOWN
        told, reply = self.ask("POST", "/api/tasks", {"title": title}, connection, 201)
        self.memory.created[title] = told
        if told != MADE:
            return
        task = self.memory.ids[title] = reply.json["id"]
        self.memory.started[title] = UNKNOWN
        self.memory.started[title] = started = self.ask("POST", f"/api/tasks/{task}/start", None, connection, 200)[0]
        told, reply = self.ask("GET", f"/api/tasks/{task}", None, connection, 200)
        right = {MADE: ["in_progress"], NOT_MADE: ["pending"], UNKNOWN: ["in_progress", "pending"]}[started]
        if told == MADE and reply.json["status"] not in right:
            self.faults.append(f"task {task} reads {reply.json['status']}, its start was {started}")

    def ask(self, method: str, path: str, body: object, connection: http.client.HTTPConnection, right: int) -> tuple[str, Reply]:
        begun = time.monotonic()
        reply = self.server.call(method, path, body, on=connection)
        now = time.monotonic()
        self.slowest = max(self.slowest, now - begun)
        if reply.status == right:
            self.good.append(now)
            return MADE, reply
        code = reply.json.get("code") if reply.status == 503 else None
        if code not in ("unavailable", "outcome_unknown"):
            self.faults.append(f"{method} {path}: {reply.status} {reply.text[:200]!r}")
            return UNKNOWN, reply
        self.refused.append((now, code))
        self.stop.wait(0.02)
        return (NOT_MADE if code == "unavailable" else UNKNOWN), reply


class Probe(threading.Thread):
    """Asks /api/health/db again and again."""

    def __init__(self, server: TaskFlow, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.server, self.stop = server, stop
        self.answers: list[tuple[float, int]] = []
        self.faults: list[str] = []

    def run(self) -> None:
        connection = self.server.connect(limit=60)
        while not self.stop.wait(0.05):
            try:
                reply = self.server.call("GET", "/api/health/db", on=connection)
            except (OSError, http.client.HTTPException) as error:
                self.faults.append(repr(error))
                connection.close()
                continue
            self.answers.append((time.monotonic(), reply.status))
            if not self.is_right(reply):
                self.faults.append(f"{reply.status} {reply.text[:200]!r}")
        connection.close()

    @staticmethod
    def is_right(reply: Reply) -> bool:
        """As the contract has it, without a word of the driver's."""
        if reply.status == 200:
            return reply.json == {"database": "connected"}
        words = reply.json.get("error", "")
        is_plain = words.startswith("Database error: ") and not any(word in words for word in ("FATAL", "server", "127.0.0.1", "libpq"))
        return reply.status == 503 and reply.json.get("status_code") == 503 and is_plain


class Ticker(threading.Thread):
    """Notes when the machine stands still: what is late then is not the program's doing."""

    def __init__(self, stop: threading.Event) -> None:
        super().__init__(daemon=True)
        self.stop, self.longest = stop, 0.0

    def run(self) -> None:
        last = time.monotonic()
        while not self.stop.wait(0.05):
            self.longest, last = max(self.longest, time.monotonic() - last), time.monotonic()


class Load:
    """Clients and probes on every process of a fleet, for as long as a `with` lasts."""

    def __init__(self, fleet: Fleet, name: str, memory: Memory, clients: int = 12) -> None:
        self.stop = threading.Event()
        servers = fleet.servers
        self.clients = [Client(servers[number % len(servers)], f"{name}, client {number}", memory, self.stop) for number in range(clients)]
        self.probes = [Probe(server, self.stop) for server in servers]
        self.ticker = Ticker(self.stop)

    def __enter__(self) -> "Load":
        for thread in [*self.clients, *self.probes, self.ticker]:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop.set()
        for thread in [*self.clients, *self.probes, self.ticker]:
            thread.join(70)
        for client in self.clients:
            if client.is_alive():
                client.faults.append("no answer within 70 s")

    @property
    def faults(self) -> list[str]:
        return [fault for client in self.clients for fault in client.faults]

    def refusals(self) -> Counter:
        return Counter(code for client in self.clients for _, code in client.refused)

    def recovery(self, back: float) -> float:
        """How long after the database was back the last client worked again, for good."""
        def of(client: Client) -> float:
            late = max((when for when, _ in client.refused if when > back), default=back)
            return min((when for when in client.good if when > late), default=float("inf")) - back

        return max(of(client) for client in self.clients)

    def health(self, begin: float, end: float) -> Counter:
        return Counter(status for probe in self.probes for when, status in probe.answers if begin <= when <= end)
