"""Kills the server in the middle of its work and looks what is left: kill_test.py BINARY [--rounds N] [--seed N]

Each round: eight clients create tasks; SIGKILL; a copy of the files is checked; the server is started again, without help;
every task whose 201 was received has to be there, with its audit row. All rounds use one database.
"""

import argparse
import http.client
import queue
import random
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from taskflow_process import Score, TaskFlow, binary_argument, copied_database, faults_on_disk

CLIENTS = 8
#: The kill comes this long after the first task was created.
EARLIEST, LATEST = 0.05, 1.0


class Clients:
    """Eight clients that create tasks until their connection breaks; `known` is what the server said it has."""

    def __init__(self, server: TaskFlow, name: str) -> None:
        self.server, self.name = server, name
        self.known: queue.SimpleQueue[tuple[int, str]] = queue.SimpleQueue()
        self.cut_off, self.refused = 0, []
        self.lock, self.first = threading.Lock(), threading.Event()
        self.threads = [threading.Thread(target=self.work, args=(number,), daemon=True) for number in range(CLIENTS)]

    def start(self) -> None:
        for thread in self.threads:
            thread.start()

    def work(self, number: int) -> None:
        connection = self.server.connect()
        count = 0
        while True:
            title = f"{self.name}, client {number}, task {count}"
            try:
                reply = self.server.call("POST", "/api/tasks", {"title": title, "tags": ["durability"]}, on=connection)
            except (OSError, http.client.HTTPException):
                with self.lock:
                    self.cut_off += 1
                return
            if reply.status != 201:
                with self.lock:
                    self.refused.append(f"{reply.status} {reply.text[:200]!r}")
                return
            self.known.put((reply.json["id"], title))
            self.first.set()
            count += 1

    def finish(self) -> list[tuple[int, str]]:
        for thread in self.threads:
            thread.join(40)
        found = []
        while not self.known.empty():
            found.append(self.known.get())
        return found


def missing(server: TaskFlow, tasks: list[tuple[int, str]]) -> list[str]:
    """Which of the tasks, or of their audit rows, the server does not have."""

    def look(part: list[tuple[int, str]]) -> list[str]:
        connection, faults = server.connect(), []
        for task, title in part:
            reply = server.call("GET", f"/api/tasks/{task}", on=connection)
            if reply.status != 200 or reply.json["title"] != title:
                faults.append(f"task {task} is lost ({reply.status})")
            reply = server.call("GET", f"/api/tasks/{task}/audit", on=connection)
            rows = reply.json if reply.status == 200 else []
            if [row["action"] for row in rows] != ["created"]:
                faults.append(f"task {task} has the audit rows {[row['action'] for row in rows]} ({reply.status})")
        connection.close()
        return faults

    with ThreadPoolExecutor(CLIENTS) as pool:
        return [fault for part in pool.map(look, (tasks[n::CLIENTS] for n in range(CLIENTS))) for fault in part]


def one_round(server: TaskFlow, name: str, delay: float, score: Score, folder: Path) -> list[tuple[int, str]]:
    clients = Clients(server, name)
    clients.start()
    clients.first.wait(30)
    time.sleep(delay)
    server.kill()
    known = clients.finish()
    score.check(f"{name}: killed {delay * 1000:.0f} ms in, with clients at work", clients.cut_off > 0 and bool(known), f"{len(known)} tasks, {clients.cut_off} cut off")
    score.check(f"{name}: nothing was refused", not clients.refused, clients.refused[:2] or "")
    with copied_database(server.data, folder / "copy") as database:
        faults = faults_on_disk(database)
    score.check(f"{name}: the files are sound, each task with its audit row", not faults, faults[:3] or "")
    try:
        score.check(f"{name}: starts again without help", True, f"{server.start() * 1000:.0f} ms")
    except RuntimeError as error:
        score.check(f"{name}: starts again without help", False, error)
        return known
    faults = missing(server, known)
    score.check(f"{name}: every task that was confirmed is there, with its audit row", not faults, faults[:3] or "")
    return known


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=binary_argument)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--seed", type=int, default=random.randrange(1_000_000), help="decides when each kill comes")
    arguments = parser.parse_args()
    print(f"seed {arguments.seed}")
    dice, score, known = random.Random(arguments.seed), Score(), []
    with tempfile.TemporaryDirectory(prefix="taskflow-kill-") as name:
        folder = Path(name)
        server = TaskFlow(arguments.binary, folder / "data")
        try:
            server.make_key()
            server.start()
            for number in range(1, arguments.rounds + 1):
                known += one_round(server, f"round {number}", dice.uniform(EARLIEST, LATEST), score, folder)
                if not server.is_alive:
                    return score.close()
            faults = missing(server, dice.sample(known, min(len(known), 1_000)))
            score.check("at the end, tasks of all rounds are there", not faults, faults[:3] or f"of {len(known)}, at most 1,000 looked at")
            score.check("stops on SIGTERM", server.stop() is not None)
            with copied_database(server.data, folder / "copy") as database:
                faults = faults_on_disk(database)
            score.check("the database is sound at the end", not faults, faults[:3] or "")
        except RuntimeError as error:
            score.check("the test ran to its end", False, error)
        finally:
            server.kill()
    return score.close()


if __name__ == "__main__":
    sys.exit(main())
