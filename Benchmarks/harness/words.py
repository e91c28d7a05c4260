"""What is said about work: a brief, a page of an inbox and a comment, each call by itself, over HTTP."""

import http.client
import json
import re
import sqlite3
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from harness.claiming import Caller, Times
from harness.postgres import Postgres
from harness.seeding import OWNER, TENANT
from harness.servers import Server

Log = Callable[[str], None]
#: How many questions wait for the owner, and for somebody who has little more than a page of them.
MANY, FEW, SOMEBODY, ASKER = 10_000, 60, "@somebody", "@asker"
#: How many calls of each kind there are.
CALLS, QUICK_CALLS = 1_500, 200
BRIEF, WORST = "brief", "brief at its worst"
SMALL, LARGE, LAST, COUNTED = f"inbox of {FEW}", f"inbox of {MANY:,}", f"inbox of {MANY:,}, its last page", f"inbox of {MANY:,}, counted"
COMMENT, MENTION = "comment", "comment with a mention"


@dataclass
class Word:
    engine: str
    kind: str
    times: Times
    #: Of the body of an answer.
    size: int = 0


@dataclass(frozen=True)
class Call:
    kind: str
    method: str
    path: str
    key: str
    body: dict | None = None


def statements(tasks: int) -> list[str]:
    """Questions about the seeded tasks, the same number about each: many to the owner, few to somebody."""
    found = []
    for whom, count in ((OWNER, MANY), (SOMEBODY, FEW)):
        found.append(
            "INSERT INTO questions (tenant_id, task_id, kind, addressee, asked_by, blocking, status, revision, created_at, prompt) "
            f"WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count}) "
            f"SELECT '{TENANT}', (SELECT min(id) FROM tasks) + i % {tasks}, 'question', '{whom}', '{ASKER}', false, 'open', 1, 1760000000000 + i, "
            "'Which of the two is right, the first or the second? ' || i FROM n"
        )
    found.append("UPDATE tasks SET open_questions = (SELECT count(*) FROM questions WHERE questions.task_id = tasks.id AND status = 'open')")
    return found


def seed_questions(place: Path, tasks: int) -> None:
    database = sqlite3.connect(place, timeout=60)
    try:
        with database:
            for statement in statements(tasks):
                database.execute(statement)
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    finally:
        database.close()


def seed_questions_on_postgres(server: Postgres, database: str, tasks: int) -> None:
    for statement in statements(tasks):
        server.sql(database, statement)


def measure_words(engine: str, server: Server, somebody: str, calls: int, log: Log) -> list[Word]:
    """A call of each kind by turns, so that a disturbance hits all alike; the first of each warms up."""
    kinds = plan(server, somebody)
    found = {call.kind: Word(engine, call.kind, Times()) for call in kinds}
    callers = {key: Caller(server, key) for key in (server.token, somebody)}
    try:
        for number in range(calls + 1):
            for call in kinds:
                passed, answer = callers[call.key].call(call.path, call.body, call.method)
                if number:
                    found[call.kind].times.all.append(passed)
                else:
                    found[call.kind].size = size(call, answer)
    finally:
        for caller in callers.values():
            caller.close()
    for word in found.values():
        log(f"words    {engine:10} {word.kind:32} p50 {word.times.at(50):6.2f} ms, p99 {word.times.at(99):6.2f} ms, {word.size:,} bytes")
    return [*found.values()]


def size(call: Call, answer: dict | list) -> int:
    """Bytes of the answer. A page that has nothing would be a quick one."""
    if isinstance(answer, list) and len(answer) < 50:
        raise RuntimeError(f"{call.path} has {len(answer)} items")
    return len(json.dumps(answer, ensure_ascii=False, separators=(",", ":")).encode())


def plan(server: Server, somebody: str) -> list[Call]:
    usual, worst = tasks_to_tell_of(server)
    page = "/api/inbox?limit=50"
    comment = f"/api/tasks/{ask(server, '/api/tasks', {'title': 'To comment on'})['id']}/comments"
    said = {"text": "The sums are right now, as far as I can see. The second one was wrong."}
    return [
        Call(BRIEF, "GET", f"/api/tasks/{usual}/brief", server.token), Call(WORST, "GET", f"/api/tasks/{worst}/brief", server.token),
        Call(SMALL, "GET", page, somebody), Call(LARGE, "GET", page, server.token), Call(LAST, "GET", last_page(server, page), server.token),
        Call(COUNTED, "GET", f"{page}&total=true", server.token),
        Call(COMMENT, "POST", comment, server.token, said), Call(MENTION, "POST", comment, server.token, {"text": f"{SOMEBODY}: {said['text']}"}),
    ]  # fmt: skip


def tasks_to_tell_of(server: Server) -> tuple[int, int]:
    """One with two needs, three comments and a question; and one with twenty, five as long as may be, and ten options in Chinese."""
    made = []
    for needs, count, text, options in ((2, 3, "Half of it is done", 2), (20, 5, "说" * 65_536, 10)):
        needed = [ask(server, "/api/tasks", {"title": f"What is needed {number}"})["id"] for number in range(needs)]
        task = ask(server, "/api/tasks", {"title": "To tell of", "description": "A sentence or two.", "needs": needed})["id"]
        for _ in range(count):
            ask(server, f"/api/tasks/{task}/comments", {"text": text})
        question = {"kind": "choice", "prompt": "Which?" if needs == 2 else "哪" * 4_000, "options": [f"{number} " + "一" * 50 for number in range(options)], "blocking": False}
        ask(server, f"/api/tasks/{task}/questions", question | {"to": ASKER})
        made.append(task)
    return made[0], made[1]


def last_page(server: Server, first: str) -> str:
    """Where the pages' cursors lead to, while they are full."""
    connection, path = http.client.HTTPConnection("127.0.0.1", server.port, timeout=20), first
    while True:
        connection.request("GET", path, headers={"Authorization": f"Bearer {server.token}"})
        response = connection.getresponse()
        items, link = json.loads(response.read()), response.getheader("Link") or ""
        following = re.search(r'<([^>]*)>; rel="next"', link)
        if following is None or len(items) < 50:
            connection.close()
            return path
        path = following[1]


def ask(server: Server, path: str, body: dict) -> dict:
    status, answer = server.ask(path, "POST", json.dumps(body))
    if status != 201:
        raise RuntimeError(f"{server.name} answered {path} with {status}: {answer[:300]!r}")
    return json.loads(answer)
