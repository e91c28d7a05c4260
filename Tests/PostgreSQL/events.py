"""Twenty writers and fifty listeners on two servers, one of which is killed; transactions that hold their number for a while.

Each listener goes on from its cursor, at either server. It is to get exactly the rows that it may see, each once, in order."""

import contextlib
import http.client
import json
import random
import threading
import time

from database import PostgreSQL
from fleet import Fleet, waits
from taskflow_process import Score

WRITERS, LISTENERS, SECONDS = 20, 50, 8.0
HELD = (
    "INSERT INTO audit_log (tenant_id, entity_type, entity_id, actor_id, actor_type, action, via, request_id, timestamp, context) "
    "VALUES ('default', 'task', '0', '@durability', 'human', 'updated', 'rest', 'held', 0, '{}'); SELECT pg_sleep(%s); %s"
)  # fmt: skip


class Hearer(threading.Thread):
    """A listener that comes and goes, with its cursor."""

    def __init__(self, fleet: Fleet, key: str, cursor: str, seed: int) -> None:
        super().__init__(daemon=True)
        self.fleet, self.key, self.cursor, self.chance = fleet, key, cursor, random.Random(seed)
        self.ids: list[int] = []
        self.resets, self.is_over = 0, threading.Event()
        self.start()

    def run(self) -> None:
        while not self.is_over.is_set():
            stays = self.chance.choice([0.05, 0.3, 1.5, 60])
            with contextlib.suppress(OSError, http.client.HTTPException, ValueError):
                self.hear(self.chance.choice(self.fleet.servers), time.monotonic() + stays)
            time.sleep(0.02)

    def hear(self, server, until: float) -> None:
        connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=1)
        connection.request("GET", "/api/events", headers={"Authorization": f"Bearer {self.key}", "Last-Event-ID": self.cursor})
        response = connection.getresponse()
        if response.status != 200:
            return
        cursor, event, entry = self.cursor, None, None
        try:
            while time.monotonic() < until and not self.is_over.is_set():
                try:
                    line = response.readline().decode().rstrip("\r\n")
                except TimeoutError:
                    return
                if line.startswith("id: "):
                    cursor = line[4:]
                elif line.startswith("event: "):
                    event = line[7:]
                elif line.startswith("data: "):
                    entry = json.loads(line[6:])
                elif line == "":
                    # A frame counts when it is whole.
                    if event == "reset":
                        self.resets += 1
                    elif entry is not None:
                        self.ids.append(entry["id"])
                    self.cursor, event, entry = cursor, None, None
        finally:
            connection.close()


def run(fleet: Fleet, database: PostgreSQL, name: str, score: Score) -> None:
    fleet.must("POST", "/api/projects", {"slug": "closed", "name": "Closed"})
    member = fleet.agents(1, "member")[0]
    writers = fleet.agents(WRITERS, "writer")
    cursor = fleet.must("GET", "/api/board")["cursor"]
    hearers = [Hearer(fleet, member.key if number % 5 == 0 else fleet.servers[0].token, cursor, number) for number in range(LISTENERS)]
    end = time.monotonic() + SECONDS
    threads = [threading.Thread(target=write, args=(fleet, writer.key, number, end)) for number, writer in enumerate(writers)]
    threads += [threading.Thread(target=hold, args=(database, name, number, end)) for number in range(4)]
    for thread in threads:
        thread.start()
    time.sleep(SECONDS / 3)
    fleet.servers[1].kill()
    time.sleep(1)
    fleet.servers[1].start()
    for thread in threads:
        thread.join(60)
    start = int(cursor.split(".")[1])
    all_rows = [int(row[0]) for row in database.ask(f"SELECT id FROM audit_log WHERE id > {start} ORDER BY id", name)]
    open_rows = [int(row[0]) for row in database.ask(f"SELECT id FROM audit_log WHERE id > {start} AND project_id IS NULL ORDER BY id", name)]
    gaps = all_rows[-1] - start - len(all_rows)
    waits(lambda: all(len(hearer.ids) >= len(open_rows if number % 5 == 0 else all_rows) for number, hearer in enumerate(hearers)), 60)
    for hearer in hearers:
        hearer.is_over.set()
    wrong = [number for number, hearer in enumerate(hearers) if hearer.ids != (open_rows if number % 5 == 0 else all_rows)]
    score.check(
        f"{LISTENERS} listeners, {len(all_rows)} rows ({gaps} numbers lost, {len(all_rows) - len(open_rows)} hidden from some): each row once, in order",
        not wrong and gaps > 0, f"{len(wrong)} of them wrong; {gaps} gaps",
    )  # fmt: skip
    score.check("no listener was sent back to the beginning", sum(hearer.resets for hearer in hearers) == 0)


def write(fleet: Fleet, key: str, number: int, end: float) -> None:
    chance = random.Random(number)
    admin = fleet.servers[0].token
    while time.monotonic() < end:
        server = chance.choice(fleet.servers)
        project = {"project_slug": "closed"} if number % 4 == 0 else {}
        with contextlib.suppress(OSError, http.client.HTTPException):
            connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=5)
            headers = {"Authorization": f"Bearer {admin if project else key}", "Content-Type": "application/json"}
            connection.request("POST", "/api/tasks", json.dumps({"title": "x"} | project), headers)
            connection.getresponse().read()
            connection.close()


def hold(database: PostgreSQL, name: str, number: int, end: float) -> None:
    chance = random.Random(1_000 + number)
    while time.monotonic() < end:
        ending = chance.choice(["COMMIT", "ROLLBACK", "ROLLBACK"])
        database.ask("BEGIN; " + HELD % (chance.choice(["0.01", "0.1", "0.7"]), ending), name)
