"""Random work by several callers over private projects: each stream of events is compared with GET /api/audit of its caller.

event_sight.py BINARY [--seed N] [--rounds N] [--postgresql]: on SQLite one server, on PostgreSQL two (see run_sight.sh).

In a round some threads write at once while nobody's sight changes; then one thing is done that may change what somebody sees: a
member comes or goes, a project is deleted, a key is revoked, a worker is deleted, becomes an admin, is signed out everywhere. After
each of the two all streams must have told exactly what GET /api/audit shows to the same credential: the same entries, byte for byte
as JSON, each once, in order; and nothing more once the credential is refused. With `include=task` the last event about a task must
bring it as GET /api/tasks/{id} has it, or null where that is 404. Listeners come, are cut off, and go on from their cursors.
"""

import argparse
import contextlib
import http.client
import json
import random
import socket
import sys
import tempfile
import threading
import time
import urllib.parse
from collections.abc import Callable
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path += [str(HERE), str(HERE.parent / "PostgreSQL"), str(HERE.parent / "Durability")]

from fleet import Fleet, waits  # noqa: E402
from taskflow_process import Score, TaskFlow, binary_argument, raise_open_files  # noqa: E402

PROJECTS, WRITERS, OPERATIONS, LISTENERS = 4, 4, 25, 24
STEPS = ("start", "progress", "submit", "approve", "reject", "complete", "block", "unblock", "release", "reopen", "assign")
COUNTED = ("waits", "open_children", "ready")
KINDS = ("created", "updated", "deleted", "started", "member_added", "member_removed", "key_created", "key_revoked", "invited")


class Caller:
    """A credential: a key, or a session's cookie."""

    def __init__(self, name: str, headers: dict[str, str]) -> None:
        self.name, self.headers = name, headers

    def call(self, server: TaskFlow, method: str, path: str, body: object = None) -> tuple[int, object, str]:
        """The status, the body, and the cursor of the next page where there is one."""
        connection = server.connect()
        headers = dict(self.headers) | ({"Content-Type": "application/json"} if body is not None else {})
        try:
            connection.request(method, path, None if body is None else json.dumps(body), headers)
            response = connection.getresponse()
            text = response.read()
            link = next((part for part in (response.getheader("Link") or "").split(",") if 'rel="next"' in part), "")
        finally:
            connection.close()
        query = urllib.parse.parse_qs(urllib.parse.urlparse(link.partition("<")[2].partition(">")[0]).query)
        return response.status, json.loads(text) if text else None, query.get("cursor", [""])[0]

    def audit(self, server: TaskFlow, behind: int) -> list[dict] | None:
        """What it sees of the log behind a row, oldest first; None where it is refused."""
        rows, cursor = [], ""
        while True:
            words = {"limit": "100"} | ({"cursor": cursor} if cursor else {})
            status, page, cursor = self.call(server, "GET", "/api/audit?" + urllib.parse.urlencode(words))
            if status in (401, 403):
                return None
            assert status == 200, (status, page)
            rows += [row for row in page if row["id"] > behind]
            if not cursor or page[-1]["id"] <= behind:
                return rows[::-1]


class Listener(threading.Thread):
    """A stream, and what it told since the last comparison."""

    def __init__(self, caller: Caller, server: TaskFlow, query: list[tuple[str, str]], cursor: str = "") -> None:
        super().__init__(daemon=True)
        self.caller, self.server, self.query, self.cursor = caller, server, query, cursor
        self.rows: list[dict] = []
        self.faults: list[str] = []
        self.has_expired, self.has_begun, self.is_refused = False, threading.Event(), False
        #: The row behind which it tells, and the one with which its project ended.
        self.start_row, self.last_row = int(cursor.split(".")[1]) if cursor else -1, 1 << 62
        self.connection: http.client.HTTPConnection | None = None
        self.generation = 0
        self.open()
        self.start()

    @property
    def name_of_it(self) -> str:
        return f"{self.caller.name} {urllib.parse.urlencode(self.query) or 'all'}"

    def open(self) -> None:
        self.connection = self.server.connect(60)
        headers = self.caller.headers | ({"Last-Event-ID": self.cursor} if self.cursor else {})
        self.connection.request("GET", "/api/events?" + urllib.parse.urlencode(self.query), headers=headers)
        self.response = self.connection.getresponse()
        self.is_refused = self.response.status != 200

    def cut(self, server: TaskFlow) -> None:
        """Loses the connection in the middle of whatever it reads, and goes on from the cursor."""
        self.server, self.generation = server, self.generation + 1
        with contextlib.suppress(OSError, AttributeError):
            self.connection.sock.shutdown(socket.SHUT_RDWR)

    def run(self) -> None:
        while not self.is_refused and not self.has_expired:
            generation = self.generation
            with contextlib.suppress(OSError, http.client.HTTPException, ValueError, AttributeError):
                self.hear()
            if self.has_expired or generation == self.generation:
                return
            # The project is looked for anew: another one may have its name by now.
            self.last_row = 1 << 62
            if self.cursor:
                # What it did not see then it may see now.
                self.start_row = min(self.start_row, int(self.cursor.split(".")[1]))
            with contextlib.suppress(OSError, http.client.HTTPException):
                self.open()

    def hear(self) -> None:
        frame: dict[str, str] = {}
        while line := self.response.readline():
            name, _, value = line.decode().rstrip("\n").partition(":")
            if line != b"\n":
                frame[name] = value.removeprefix(" ")
                continue
            self.take(frame)
            frame = {}

    def take(self, frame: dict[str, str]) -> None:
        event = frame.get("event")
        if event == "auth_expired":
            self.has_expired = True
        elif event == "reset":
            self.faults.append("it was sent back to the beginning")
        elif event == "sight":
            pass
        elif event is not None:
            row = json.loads(frame["data"])
            if event != row["action"] or int(frame["id"].split(".")[1]) != row["id"]:
                self.faults.append(f"event {event}, id {frame['id']} of row {row['id']} {row['action']}")
            if self.has_expired:
                self.faults.append(f"row {row['id']} after auth_expired")
            self.rows.append(row)
        if "id" in frame:
            self.cursor = frame["id"]
            if self.start_row < 0:
                self.start_row = int(frame["id"].split(".")[1])
        self.has_begun.set()

    def wants(self, row: dict) -> bool:
        all_of = [value for name, value in self.query if name == "kinds"]
        tasks = [int(value) for name, value in self.query if name == "task_id"]
        project = next((value for name, value in self.query if name == "project"), None)
        is_of_project = project is None or row["project_slug"] == project and row["id"] <= self.last_row
        return (not all_of or row["action"] in all_of) and (not tasks or row["task_id"] in tasks) and is_of_project


class Sight:
    """One run: the servers, who calls, who listens."""

    def __init__(self, fleet: Fleet, score: Score, seed: int) -> None:
        self.fleet, self.score, self.chance, self.seed = fleet, score, random.Random(seed), seed
        self.admin = Caller("@admin", {"Authorization": f"Bearer {fleet.servers[0].token}"})
        self.callers: list[Caller] = []
        self.workers: list[str] = []
        self.keys: list[tuple[str, int]] = []
        self.projects: list[str] = []
        self.tasks: list[int] = []
        self.listeners: list[Listener] = []
        self.counted, self.numbers = 0, iter(range(1, 1 << 30))
        self.told = self.compared = 0
        for number in range(PROJECTS):
            self.add_project(f"project-{number}")
        for number in range(6):
            self.add_worker("agent" if number % 2 else "human")
        for project in self.projects:
            for worker in self.chance.sample(self.workers, 3):
                self.add_member(project, worker)
        self.sentinels = [Listener(self.admin, server, []) for server in fleet.servers]
        self.compare("the beginning")

    @property
    def server(self) -> TaskFlow:
        return self.chance.choice(self.fleet.servers)

    def must(self, method: str, path: str, body: object = None) -> object:
        status, answer, _ = self.admin.call(self.fleet.servers[0], method, path, body)
        assert status < 300, (method, path, status, answer)
        return answer

    # What changes who sees what.

    def add_project(self, slug: str) -> None:
        self.must("POST", "/api/projects", {"slug": slug})
        self.projects.append(slug)

    def delete_project(self) -> str:
        slug = self.chance.choice(self.projects)
        self.must("DELETE", f"/api/projects/{slug}?force=true")
        rows = self.admin.audit(self.fleet.servers[0], 0)
        last = max(row["id"] for row in rows if row["entity_type"] == "project" and row["action"] == "deleted")
        for listener in self.listeners:
            if ("project", slug) in listener.query:
                listener.last_row = min(listener.last_row, last)
        # Another project of the same name is another one.
        self.must("POST", "/api/projects", {"slug": slug})
        return f"project {slug} was deleted, and made anew"

    def add_worker(self, kind: str) -> str:
        handle = f"@{kind}-{next(self.numbers)}"
        self.must("POST", "/api/workers", {"handle": handle, "type": kind})
        self.workers.append(handle)
        self.add_key(handle)
        return f"worker {handle} came"

    def add_key(self, handle: str) -> str:
        path = f"/api/workers/{handle.replace('@', '%40')}/keys"
        if handle.startswith("@agent"):
            secret = self.must("POST", path, {"name": "key"})["key"]
        else:
            # People make keys for themselves alone.
            secret = self.fleet.servers[0].key_of(handle, "--type", "human")
        self.callers.append(Caller(handle, {"Authorization": f"Bearer {secret}"}))
        self.keys.append((handle, max(key["id"] for key in self.must("GET", path))))
        return f"a key for {handle}"

    def revoke_key(self) -> str:
        handle, number = self.keys.pop(self.chance.randrange(len(self.keys)))
        self.must("DELETE", f"/api/workers/{handle.replace('@', '%40')}/keys/{number}")
        return f"a key of {handle} was revoked"

    def add_member(self, project: str = "", worker: str = "") -> str:
        project, worker = project or self.chance.choice(self.projects), worker or self.chance.choice(self.workers)
        body = {"worker_id": worker, "role": self.chance.choice(["member", "viewer", "owner"])}
        self.admin.call(self.fleet.servers[0], "POST", f"/api/projects/{project}/members", body)
        return f"{worker} came into {project}"

    def remove_member(self) -> str:
        project, worker = self.chance.choice(self.projects), self.chance.choice(self.workers)
        self.admin.call(self.fleet.servers[0], "DELETE", f"/api/projects/{project}/members/{worker.replace('@', '%40')}")
        return f"{worker} left {project}"

    def delete_worker(self) -> str:
        worker = self.chance.choice(self.workers)
        self.must("DELETE", f"/api/workers/{worker.replace('@', '%40')}")
        self.workers.remove(worker)
        self.keys = [key for key in self.keys if key[0] != worker]
        return self.add_worker(self.chance.choice(["agent", "human"])) + f", {worker} was deleted"

    def sign_in(self) -> str:
        people = [worker for worker in self.workers if worker.startswith("@human")]
        if not people:
            return self.add_worker("human")
        worker, server = self.chance.choice(people), self.fleet.servers[0]
        link = self.must("POST", f"/api/workers/{worker.replace('@', '%40')}/invitation")
        connection = server.connect()
        body = json.dumps({"code": link["url"].partition("login=")[2]})
        connection.request("POST", "/api/session", body, {"Content-Type": "application/json"})
        response = connection.getresponse()
        response.read()
        connection.close()
        assert response.status == 204, response.status
        # Each server's cookie has its port in its name.
        secret = response.getheader("Set-Cookie").partition(";")[0].partition("=")[2]
        cookies = "; ".join(f"taskflow_session_{one.port}={secret}" for one in self.fleet.servers)
        self.callers.append(Caller(f"{worker} (session)", {"Cookie": cookies}))
        return f"{worker} signed in"

    def sign_out(self) -> str:
        people = [worker for worker in self.workers if worker.startswith("@human")]
        if not people:
            return self.add_worker("human")
        worker = self.chance.choice(people)
        self.must("DELETE", f"/api/workers/{worker.replace('@', '%40')}/sessions")
        return f"{worker} was signed out"

    def make_admin(self) -> str:
        worker = self.chance.choice(self.workers)
        kind = "agent" if worker.startswith("@agent") else "human"
        key = self.fleet.servers[0].key_of(worker, "--admin", "--type", kind)
        self.callers.append(Caller(f"{worker} (admin)", {"Authorization": f"Bearer {key}"}))
        return f"{worker} became an admin"

    def change_sight(self) -> str:
        choices: list[tuple[Callable[[], str], int]] = [
            (self.add_member, 8), (self.remove_member, 8), (self.delete_project, 2), (self.revoke_key, 2), (self.delete_worker, 2),
            (self.sign_in, 4), (self.sign_out, 2), (self.make_admin, 1), (lambda: self.add_key(self.chance.choice(self.workers)), 3),
        ]  # fmt: skip
        return self.chance.choices([change for change, _ in choices], [weight for _, weight in choices])[0]()

    # Work that changes nobody's sight.

    def work(self) -> None:
        seeds = [self.chance.random() for _ in range(WRITERS)]
        faults: list[object] = []
        threads = [threading.Thread(target=self.write, args=(random.Random(seed), faults), daemon=True) for seed in seeds]
        for thread in threads:
            thread.start()
        for listener in self.chance.sample(self.listeners, len(self.listeners) // 4):
            time.sleep(0.01)
            listener.cut(self.server)
        for thread in threads:
            thread.join(120)
        if faults:
            self.score.check("writers are answered", False, faults[:3])

    def write(self, chance: random.Random, faults: list[object]) -> None:
        for _ in range(OPERATIONS):
            caller = chance.choice([*self.callers, self.admin])
            # A session is refused a write without an Origin: one more thing that leaves no row.
            status, answer, _ = caller.call(chance.choice(self.fleet.servers), *self.operation(chance))
            if status >= 500:
                faults.append((status, answer))
            if status == 201 and "version" in answer:
                self.tasks.append(answer["id"])

    def operation(self, chance: random.Random) -> tuple[str, str, object]:
        if not self.tasks or chance.random() < 0.25:
            # Texts that would break a frame apart if they stood in it as they are.
            description = chance.choice(["", "a\n\nid: 0.0\nevent: reset\ndata: {}\n\n", "\r\r", "\u2028\u2029"])
            place: dict[str, object] = {"project_slug": chance.choice([*self.projects, None])}
            if self.tasks and chance.random() < 0.3:
                place = {"parent_id": chance.choice(self.tasks)}
            return "POST", "/api/tasks", {"title": chance.choice(["x", "data: {}", "\u202ey"]), "description": description} | place
        path = f"/api/tasks/{chance.choice(self.tasks[-40:])}"
        if chance.random() < 0.1:
            return "DELETE", path, None
        if chance.random() < 0.3:
            return "PATCH", path, {"priority": chance.choice(["low", "high"]), "assigned_to": chance.choice([*self.workers, None])}
        step = chance.choice(STEPS)
        bodies = {
            "progress": {"percent": 40, "note": "n\n\nid: 1"}, "reject": {"reason": "r"}, "block": {"reason": "b"},
            "assign": {"assignee": chance.choice(self.workers)},
        }  # fmt: skip
        return "POST", f"{path}/{step}", bodies.get(step)

    # Listening and comparing.

    def listen(self) -> None:
        self.listeners = [one for one in self.listeners if not one.is_refused and not one.has_expired]
        while len(self.listeners) < LISTENERS:
            query: list[tuple[str, str]] = []
            if self.chance.random() < 0.3:
                query += [("kinds", kind) for kind in self.chance.sample(KINDS, 3)]
            if self.chance.random() < 0.2 and self.tasks:
                query += [("task_id", str(task)) for task in self.chance.sample(self.tasks, min(5, len(self.tasks)))]
            if self.chance.random() < 0.2:
                query.append(("project", self.chance.choice(self.projects)))
            if self.chance.random() < 0.4:
                query.append(("include", "task"))
            caller = self.chance.choice([*self.callers, *self.callers, self.admin])
            cursor = ""
            if self.chance.random() < 0.5:
                status, board, _ = caller.call(self.server, "GET", "/api/board")
                # Sometimes from long ago.
                epoch, _, number = (board["cursor"] if status == 200 else "").partition(".")
                cursor = f"{epoch}.{self.chance.choice([int(number), int(number) // 2, 0])}" if number else ""
            listener = Listener(caller, self.server, query, cursor)
            if listener.is_refused:
                status = caller.call(self.server, "GET", "/api/audit?limit=1")[0]
                project = any(name == "project" for name, _ in query)
                if status == 200 and not project:
                    self.score.check(f"{listener.name_of_it} may listen", False, listener.response.status)
                if status != 200:
                    self.callers = [one for one in self.callers if one is not caller]
                continue
            if not cursor and not listener.has_begun.wait(30):
                self.score.check(f"{listener.name_of_it} is told where it begins", False)
            self.listeners.append(listener)

    def barrier(self) -> int:
        """Waits until all servers have told everything there is, to all: a page is told to everybody before the next is read."""
        for _ in range(2):
            last = self.must("POST", "/api/tasks", {"title": "barrier"})["id"]
            seen = waits(lambda: all(any(row["task_id"] == last for row in one.rows) for one in self.sentinels), 30)
            if not seen:
                self.score.check("all servers tell what happens", False)
        return self.sentinels[0].rows[-1]["id"]

    def compare(self, after: str) -> None:
        last = self.barrier()
        for listener in [*self.listeners, *self.sentinels]:
            self.compare_one(listener, last, after)

    def compare_one(self, listener: Listener, last: int, after: str) -> None:
        server = self.fleet.servers[0]
        behind = max(0, listener.start_row)
        seen = listener.caller.audit(server, behind)
        if seen is None:
            # Whatever it was told before was compared when its credential was good.
            ended = waits(lambda: listener.has_expired or not listener.is_alive(), 40)
            if not ended or listener.rows or not listener.has_expired:
                found = f"ended {ended}, expired {listener.has_expired}, rows {[row['id'] for row in listener.rows][:9]}"
                self.score.check(f"{after}: {listener.name_of_it}, refused, hears nothing", False, found)
            listener.has_expired = True
            return
        expected = [row for row in seen if row["id"] <= last and listener.wants(row)]
        waits(lambda: len(listener.rows) >= len(expected), 15)
        told = [{name: value for name, value in row.items() if name != "task"} for row in listener.rows]
        if told != expected or listener.faults:
            ids, rights = [row["id"] for row in told], [row["id"] for row in expected]
            extra, missing = sorted(set(ids) - set(rights)), sorted(set(rights) - set(ids))
            order = f"in order {ids == sorted(set(ids))}, behind {behind}, through {last}"
            found = f"extra {extra[:9]}, missing {missing[:9]}, {order}, {listener.faults[:3]}"
            self.score.check(f"{after}: {listener.name_of_it} is told what GET /api/audit shows", False, found)
        if ("include", "task") in listener.query:
            self.compare_tasks(listener, server, after)
        self.told, self.compared = self.told + len(told), self.compared + 1
        listener.rows, listener.faults, listener.start_row = [], [], last

    def compare_tasks(self, listener: Listener, server: TaskFlow, after: str) -> None:
        newest = {row["task_id"]: row["task"] for row in listener.rows if row["task_id"] is not None}
        is_filtered = any(name == "kinds" for name, _ in listener.query)
        for number, task in newest.items():
            status, now, _ = listener.caller.call(server, "GET", f"/api/tasks/{number}")
            now = now if status == 200 else None
            # What is counted from other tasks changes without an event of this one.
            task, now = ({k: v for k, v in one.items() if k not in COUNTED} if one else one for one in (task, now))
            # Of some kinds alone the last event may be older than the last change.
            is_same = task == now or (is_filtered and task and (not now or task["version"] <= now["version"]))
            if not is_same:
                self.score.check(f"{after}: {listener.name_of_it}: task {number} as it is", False, f"{task} and not {now}"[:600])
        if any(row["task_id"] is None and row["task"] is not None for row in listener.rows):
            self.score.check(f"{after}: {listener.name_of_it}: no task where a row is about none", False)

    def run(self, rounds: int) -> None:
        for number in range(rounds):
            self.listen()
            self.work()
            self.compare(f"round {number}")
            self.compare(f"round {number}, {self.change_sight()}")
        name = f"seed {self.seed}: {rounds} rounds, {self.told} events in {self.compared} comparisons with GET /api/audit"
        self.score.check(name, self.score.failed == 0)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=binary_argument)
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 16))
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--postgresql", action="store_true", help="two servers on a PostgreSQL of the test's own")
    arguments, score = parser.parse_args(), Score()
    raise_open_files(4096)
    with tempfile.TemporaryDirectory(prefix="taskflow-sight-") as name, contextlib.ExitStack() as stack:
        folder, environment = Path(name), {}
        folder.chmod(0o711)
        if arguments.postgresql:
            import database as databases

            database = stack.enter_context(databases.postgresql(folder / "postgres", databases.Unprivileged()))
            environment = {"DATABASE_URL": database.address(database.new_database("sight"))}
        crew = Fleet(arguments.binary, folder / "fleet", environment, 2 if arguments.postgresql else 1)
        stack.callback(crew.kill)
        crew.start()
        Sight(crew, score, arguments.seed).run(arguments.rounds)
        score.check("the servers are unharmed", crew.are_alive)
    return score.close()


if __name__ == "__main__":
    sys.exit(main())
