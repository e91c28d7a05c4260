"""A day of a crew: eight agents, each a process, and one person empty a graph of tasks while everything fails around them.

    crew_day.py BINARY [--tasks N] [--seed N] [--postgresql] [--long] [--limit SECONDS]

Agents are killed, stall and come back late, lose what they hold to a person, and lose their keys; the server is killed and
started again. With --postgresql there are two servers on a database of the test's own, and one of them is killed. With --long
leases are the shortest there are, and some stall past theirs, which takes minutes.

At the end every task is completed, once, in a legal order; what was answered 2xx is in the audit log, once, and what was
refused is not; the log alone gives every column of the rows but the lease; `taskflow doctor` finds nothing wrong.
"""

import argparse
import contextlib
import json
import random
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path += [str(HERE.parent / "Durability"), str(HERE.parent / "PostgreSQL")]

from fleet import Fleet  # noqa: E402
from taskflow_process import Score, binary_argument, end_with_parent  # noqa: E402

from door import Call, Door, Journal  # noqa: E402
from judgement import Judgement  # noqa: E402
from person import CAPABILITIES, Person  # noqa: E402

AGENTS = 8
#: How many tasks an agent may hold, unless somebody says otherwise.
HELD = 5
#: Seconds of the shortest lease there is, of the longest, and how late the late ones come back: first while the task rests
#: after its lease, then when others had their turn.
SHORTEST, LONGEST, LATE = 60, 1800, (66.0, 140.0)


class Crew:
    """The agents' processes: started, killed, started again."""

    def __init__(self, fleet: Fleet, folder: Path, arguments: argparse.Namespace, dice: random.Random) -> None:
        self.fleet, self.folder, self.arguments, self.dice = fleet, folder, arguments, dice
        self.handles = [f"@agent-{number}" for number in range(AGENTS)]
        #: Each capability is that of most, and no agent has none: what one may not take again, others may.
        self.capabilities = {handle: [word for place, word in enumerate(CAPABILITIES) if (number + place) % 3] for number, handle in enumerate(self.handles)}
        self.keys: dict[str, int] = {}
        self.processes: dict[str, subprocess.Popen] = {}
        self.ends: Counter[int] = Counter()
        self.stop = folder / "stop"

    @property
    def ports(self) -> list[int]:
        return [server.port for server in self.fleet.servers]

    def register(self) -> None:
        for slug in ("plain", "reviewed"):
            self.fleet.must("POST", "/api/projects", {"slug": slug, "name": slug, "review_required": slug == "reviewed"})
        for handle in self.handles:
            self.fleet.must("POST", "/api/workers", {"handle": handle, "capabilities": self.capabilities[handle]})
            self.make_key(handle)
            for slug in ("plain", "reviewed"):
                self.fleet.must("POST", f"/api/projects/{slug}/members", {"worker_id": handle, "role": "member"})
            (self.folder / f"{handle[1:]}.json").write_text(json.dumps(self.settings(handle)))

    def make_key(self, handle: str) -> None:
        made = self.fleet.must("POST", f"/api/workers/%40{handle[1:]}/keys", {"name": "day"})
        # Never half a key, whenever it is read.
        (self.folder / "new-key").write_text(made["key"])
        (self.folder / "new-key").rename(self.folder / f"{handle[1:]}.key")
        self.keys[handle] = made["id"]

    def settings(self, handle: str) -> dict:
        is_long, name = self.arguments.long, handle[1:]
        return {
            "handle": handle, "ports": self.ports, "seed": self.arguments.seed, "capabilities": self.capabilities[handle], "stop": str(self.stop),
            "key_file": str(self.folder / f"{name}.key"), "journal": str(self.folder / f"{name}.journal"), "deaths": 0.004, "forgets": 0.3 if is_long else 0,
            "ttl": SHORTEST if is_long else None, "stalls": 0.03 if is_long else 0, "stall_seconds": LATE if is_long else (0.5, 3.0),
            "cursed": max(40, self.arguments.tasks // 4) if is_long else 1 << 40,
        }  # fmt: skip

    def launch(self, handle: str) -> None:
        with (self.folder / "workers.log").open("ab") as log:
            self.processes[handle] = subprocess.Popen(
                [sys.executable, str(HERE / "worker.py"), str(self.folder / f"{handle[1:]}.json")], stdin=subprocess.DEVNULL, stdout=log, stderr=log,
                preexec_fn=end_with_parent,
            )  # fmt: skip

    def look_after(self) -> None:
        """Starts those again that died."""
        for handle, process in list(self.processes.items()):
            if (code := process.poll()) is not None:
                self.ends[code] += 1
                self.launch(handle)

    def kill_one(self) -> None:
        self.processes[self.dice.choice(self.handles)].kill()

    def finish(self) -> None:
        self.stop.touch()
        for process in self.processes.values():
            with contextlib.suppress(subprocess.TimeoutExpired):
                process.wait(60)

    def kill(self) -> None:
        for process in self.processes.values():
            process.kill()
            process.wait(30)

    def journals(self) -> Iterator[tuple[str, list[dict]]]:
        for path in sorted(self.folder.glob("*.journal")):
            yield f"@{path.stem}", Journal(path).lines()


class Day:
    def __init__(self, fleet: Fleet, folder: Path, arguments: argparse.Namespace, score: Score) -> None:
        self.fleet, self.arguments, self.score = fleet, arguments, score
        self.dice = random.Random(arguments.seed)
        folder.mkdir()
        self.crew = Crew(fleet, folder, arguments, random.Random(self.dice.random()))
        self.crew.register()
        self.boss = fleet.servers[0].call("GET", "/api/me").json["worker"]["id"]
        (folder / "boss.key").write_text(fleet.servers[0].token)
        door = Door(self.boss, folder / "boss.key", self.crew.ports, Journal(folder / "boss.journal"), random.Random(self.dice.random()))
        self.person = Person(door, random.Random(self.dice.random()), self.crew.handles, self.change_key, LONGEST)
        self.tasks: list[int] = []
        self.outages = 0

    def change_key(self, handle: str) -> None:
        """The old key goes first: what it claimed is gone, and the agent stands without one until the new one comes."""
        old = self.crew.keys[handle]
        reply = self.person.door.call("DELETE", f"/api/workers/%40{handle[1:]}/keys/{old}")
        self.person.expect(reply, (204,), "revoke")
        made = self.person.door.call("POST", f"/api/workers/%40{handle[1:]}/keys", {"name": "day"})
        # Where the answer was lost its repetition tells no secret.
        if made.status == 409 and made.code == "already_done":
            made = self.person.door.call("POST", f"/api/workers/%40{handle[1:]}/keys", {"name": "day, again"})
        self.person.expect(made, (201,), "new key")
        (self.crew.folder / "new-key").write_text(made.json["key"])
        (self.crew.folder / "new-key").rename(self.crew.folder / f"{handle[1:]}.key")
        self.crew.keys[handle] = made.json["id"]

    def run(self) -> None:
        self.tasks = self.person.plan(self.arguments.tasks, 40 if self.arguments.long else 5)
        print(f"        {len(self.tasks)} tasks, {self.person.loops} loops refused", flush=True)
        self.take_too_many()
        begun = time.monotonic()
        trouble = threading.Thread(target=self.person.work, args=(max(6, len(self.tasks) // 10),), daemon=True)
        for handle in self.crew.handles:
            self.crew.launch(handle)
        trouble.start()
        done = self.watch(begun)
        self.person.ended.set()
        trouble.join(150)
        self.crew.finish()
        self.crew.look_after()
        left = len(self.tasks) - done
        self.score.check("the day's work was done", left == 0, f"{done} tasks in {time.monotonic() - begun:.0f} s" + (f", not {self.unfinished()}" if left else ""))
        Judgement(self).judge()

    def take_too_many(self) -> None:
        """One agent claims more than it may hold, and gives all back."""
        handle = self.crew.handles[0]
        files = (self.crew.folder / f"{handle[1:]}.key", self.crew.folder / f"{handle[1:]}.journal")
        door = Door(handle, files[0], self.crew.ports, Journal(files[1]), random.Random(self.dice.random()))
        answers = [door.call("POST", "/api/tasks/claim", {}, step="claim") for _ in range(HELD + 1)]
        tasks = [answer.json["task"] for answer in answers if answer.status == 200]
        found = [(answer.status, answer.code) for answer in answers]
        text = answers[-1].json.get("error", "")
        is_named = all(str(task["id"]) in text for task in tasks if task)
        right = found == [(200, "")] * HELD + [(409, "claim_limit")] and is_named
        self.score.check(f"an agent holds {HELD} tasks at most, and is told which", right, "" if right else (found, text))
        for task in filter(None, tasks[1:]):
            door.call("POST", f"/api/tasks/{task['id']}/release", {"generation": task["lease"]["generation"]}, step="release")
        self.come_late(door, tasks[0])

    def come_late(self, door: Door, task: dict) -> None:
        """What happens all day by chance, once for certain: a task is taken away from its holder, and a call is repeated."""
        self.fleet.must("POST", f"/api/tasks/{task['id']}/assign", {"assignee": None})
        generation = task["lease"]["generation"]
        answer = door.call("POST", f"/api/tasks/{task['id']}/submit", {"generation": generation})
        door.journal.note(lost=(task["id"], generation))
        self.score.check("who lost a task is told so", (answer.status, answer.code) == (409, "lease_lost"), answer.code)
        lines = [line["call"] for line in door.journal.lines() if line.get("call", {}).get("path", "").endswith("/release")]
        answer = door.carry_through(Call(**lines[-1]))
        self.score.check("a repeated call is answered as before", (answer.status, answer.is_replayed) == (200, True), answer.status)

    def watch(self, begun: float) -> int:
        """Looks after all until everything is completed; gives how many are."""
        wanted, next_kill, done = [1 / 4, 1 / 2], time.monotonic() + 1, 0
        while done < len(self.tasks) and time.monotonic() - begun < self.arguments.limit:
            time.sleep(0.1)
            self.crew.look_after()
            if time.monotonic() > next_kill:
                self.crew.kill_one()
                next_kill = time.monotonic() + (10 if self.arguments.long else 1)
            if wanted and done >= wanted[0] * len(self.tasks):
                wanted.pop(0)
                self.outage()
            done = self.completed()
        return done

    def completed(self) -> int:
        columns = self.fleet.must("GET", "/api/board", server=-1)["columns"]
        return next(column["total"] for column in columns if column["status"] == "completed")

    def outage(self) -> None:
        """A server is killed in the middle of its work; the others, where there are any, go on meanwhile."""
        self.fleet.servers[0].kill()
        self.outages += 1
        if len(self.fleet.servers) > 1:
            time.sleep(1)
        self.fleet.servers[0].start()

    def rows(self) -> list[dict]:
        return [self.fleet.must("GET", f"/api/tasks/{task}", server=-1) for task in self.tasks]

    def unfinished(self) -> list[dict]:
        rows = [row for row in self.rows() if row["status"] != "completed"]
        return [self.fleet.must("GET", f"/api/tasks/{row['id']}/readiness") | {"task": row} for row in rows[:3]]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=binary_argument)
    parser.add_argument("--tasks", type=int, default=80)
    parser.add_argument("--seed", type=int, default=15)
    parser.add_argument("--postgresql", action="store_true", help="two servers on a PostgreSQL of the test's own")
    parser.add_argument("--long", action="store_true", help="leases as short as may be, and some stall past them")
    parser.add_argument("--limit", type=float, default=0, help="seconds after which it counts as hung")
    arguments, score = parser.parse_args(), Score()
    arguments.limit = arguments.limit or (3600 if arguments.long else 240)
    with tempfile.TemporaryDirectory(prefix="taskflow-day-") as name, contextlib.ExitStack() as stack:
        folder, environment = Path(name), {}
        folder.chmod(0o711)
        if arguments.postgresql:
            import database as databases

            database = stack.enter_context(databases.postgresql(folder / "postgres", databases.Unprivileged()))
            environment = {"DATABASE_URL": database.address(database.new_database("day"))}
        fleet = Fleet(arguments.binary, folder / "fleet", environment, 2 if arguments.postgresql else 1)
        stack.callback(fleet.kill)
        fleet.start()
        day = Day(fleet, folder / "crew", arguments, score)
        stack.callback(day.crew.kill)
        try:
            day.run()
        except RuntimeError as error:
            score.check("the day ran to its end", False, error)
    return score.close()


if __name__ == "__main__":
    sys.exit(main())
