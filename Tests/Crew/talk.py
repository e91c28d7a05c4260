"""Eight agents and one person who talk: questions, answers, comments, rejections, until nobody waits for anything.

    talk.py BINARY [--seconds N] [--seed N] [--postgresql] [--long]

The person makes plans for the agents, tasks that need each other, and then works from its inbox alone. The agents come in by REST,
MCP and the command line; they claim, read briefs, report, comment, ask each other and the person, withdraw, change what is to be
approved, submit and judge. An administrator deletes tasks that are asked about, edits them, lets them go on by hand, and answers
at the same moment as the person. Meanwhile whatever is not at work must tell why.

At the end each task is completed once, or was deleted; each question has ended, once; nothing is in any inbox; the log alone gives
the rows; `taskflow doctor` finds nothing wrong.
"""

import argparse
import contextlib
import json
import random
import re
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path += [str(HERE.parent / "Durability"), str(HERE.parent / "PostgreSQL")]

from fleet import Fleet, all_at_once  # noqa: E402
from taskflow_process import Score, binary_argument  # noqa: E402

from answerer import Answerer  # noqa: E402
from door import Door, Journal  # noqa: E402
from doors import ByCommand, ByMCP, ByREST  # noqa: E402
from talk_judgement import TalkJudgement  # noqa: E402
from talk_rules import TalkRules  # noqa: E402
from talker import Talker, moment  # noqa: E402

AGENTS, PERSON = 8, "@pam"
#: Tasks of one plan, of which there is another one when few are left; and how long nobody may wait for the end of all.
PLAN, FEW, PATIENCE = 24, 16, 240.0


class Scene:
    def __init__(self, fleet: Fleet, folder: Path, arguments: argparse.Namespace, score: Score) -> None:
        self.fleet, self.folder, self.arguments, self.score = fleet, folder, arguments, score
        folder.mkdir()
        self.dice = random.Random(arguments.seed)
        self.handles = [f"@agent-{number}" for number in range(AGENTS)]
        self.person_handle, self.pause = PERSON, arguments.pause
        #: All that were made, and those that the scene has deleted.
        self.tasks: set[int] = set()
        self.deleted: set[int] = set()
        self.faults: list[str] = []
        self.counts: Counter[str] = Counter()
        self.lock, self.ended = threading.Lock(), threading.Event()
        self.is_closing = False
        pam = self.door(PERSON, fleet.servers[0].key_of(PERSON, "--type", "human"))
        self.person = Answerer(pam, random.Random(self.dice.random()))
        self.pam = Door("@pam-too", folder / "pam.key", self.ports, Journal(folder / "pam-too.journal"), random.Random(self.dice.random()))
        self.register()
        self.admin = self.door("@admin", fleet.servers[0].key_of("@admin", "--type", "human", "--admin"))
        self.talkers = [Talker(self, handle, self.way(number, handle), random.Random(self.dice.random())) for number, handle in enumerate(self.handles)]
        for talker in self.talkers:
            talker.listen()

    @property
    def ports(self) -> list[int]:
        return [server.port for server in self.fleet.servers]

    def door(self, handle: str, key: str) -> Door:
        file = self.folder / f"{handle[1:]}.key"
        file.write_text(key)
        return Door(handle, file, self.ports, Journal(self.folder / f"{handle[1:]}.journal"), random.Random(self.dice.random()))

    def register(self) -> None:
        for slug in ("plain", "reviewed"):
            self.must("POST", "/api/projects", {"slug": slug, "name": slug, "review_required": slug == "reviewed"})
        for handle in self.handles:
            self.must("POST", "/api/workers", {"handle": handle})
            for slug in ("plain", "reviewed"):
                self.must("POST", f"/api/projects/{slug}/members", {"worker_id": handle, "role": "member"})

    def way(self, number: int, handle: str) -> ByREST | ByMCP | ByCommand:
        rest = ByREST(self.door(handle, self.must("POST", f"/api/workers/%40{handle[1:]}/keys", {"name": "talk"})["key"]))
        port = self.ports[number % len(self.ports)]
        match number % 3:
            case 0:
                return ByMCP(rest, port)
            case 1:
                return rest
            case _:
                return ByCommand(rest, self.arguments.binary.resolve(), port, self.folder / handle[1:])

    def must(self, method: str, path: str, body: dict | None = None, door: Door | None = None) -> object:
        """A call of the person's, or another's, that has to succeed."""
        answer = (door or self.pam).call(method, path, body)
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path} {body}: {answer.status} {answer.text[:300]}")
        return answer.json

    def fault(self, what: str) -> None:
        with self.lock:
            self.faults.append(what)

    def count(self, what: str) -> None:
        with self.lock:
            self.counts[what] += 1

    # What there is to do.

    def plan(self, count: int) -> dict[str, int]:
        """Tasks of two projects, most of which need some of those before."""
        tasks = []
        for number in range(count):
            task: dict = {"ref": f"t{number}", "title": f"Task {number}", "priority": self.dice.choice(["low", "medium", "high", "critical"])}
            task["project_slug"] = self.dice.choice(["plain", "reviewed"])
            if number and self.dice.random() < 0.6:
                task["needs"] = [f"t{other}" for other in self.dice.sample(range(max(0, number - 8), number), min(number, self.dice.choice([1, 1, 2])))]
            if self.dice.random() < 0.15:
                task["not_before"] = moment(self.dice.uniform(1, 4))
            if self.dice.random() < 0.15:
                task["due_date"] = moment(self.dice.uniform(-5, 5))
            if number > 4 and self.dice.random() < 0.15:
                parent = tasks[self.dice.randrange(number - 4, number)]
                # A task is not needed by what it is a part of, nor the other way round, in a plan without loops.
                if parent["ref"] not in task.get("needs", []) and "parent" not in parent:
                    task |= {"parent": parent["ref"], "needs": []}
                    task.pop("project_slug")
            tasks.append(task)
        made = self.must("POST", "/api/plans", {"tasks": tasks})["ids"]
        self.tasks |= set(made.values())
        return made

    def unfinished(self) -> list[dict]:
        found = []
        for status in ("pending", "in_progress", "blocked", "review"):
            while page := self.fleet.must("GET", f"/api/tasks?status={status}&limit=100&sort=created_at&offset={sum(row['status'] == status for row in found)}", server=-1):
                found += page
        return found

    # How it goes.

    def run(self) -> None:
        TalkRules(self).show()
        begun = time.monotonic()
        self.plan(PLAN)
        for thread in (self.person, *self.talkers):
            thread.start()
        next_trouble, plans, left = begun, 1, []
        while time.monotonic() - begun < self.arguments.seconds + PATIENCE:
            time.sleep(0.5)
            left = self.unfinished()
            self.is_closing = time.monotonic() - begun > max(0.7 * self.arguments.seconds, self.arguments.seconds - 20)
            if not left and self.is_closing:
                break
            if len(left) < FEW and not self.is_closing:
                self.plan(PLAN)
                plans += 1
            for row in self.dice.sample(left, min(len(left), 6)):
                self.ask_why(row["id"])
            if time.monotonic() > next_trouble and not self.is_closing:
                next_trouble = time.monotonic() + 2
                self.make_trouble()
        self.finish(begun, plans, left)
        TalkJudgement(self).judge()

    def finish(self, begun: float, plans: int, left: list[dict]) -> None:
        """Nobody begins anything anew; what is in the inboxes is dealt with, by the person from the inbox alone."""
        self.ended.set()
        for talker in self.talkers:
            talker.join(150)
        seconds = time.monotonic() - begun
        reasons = [(row, self.fleet.must("GET", f"/api/tasks/{row['id']}/readiness")) for row in left[:2]]
        self.score.check(f"{len(self.tasks)} tasks of {plans} plans were done in {seconds:.0f} s", not left, reasons or "")
        deadline = time.monotonic() + 60
        while any(talker.look_at_inbox(1) for talker in self.talkers) and time.monotonic() < deadline:
            time.sleep(0.1)
        self.person.lies = 0
        while self.waiting()[PERSON] and time.monotonic() < deadline:
            time.sleep(0.2)
        self.person.ended.set()
        self.person.join(150)

    def waiting(self) -> dict[str, int]:
        """How much is in each inbox, as it is counted and as it is listed; and whatever waits for anybody."""
        found = {}
        doors = {PERSON: self.pam} | {talker.handle: getattr(talker.door, "other", talker.door).door for talker in self.talkers if not isinstance(talker.door, ByCommand)}
        for handle, door in doors.items():
            found[handle] = len(door.call("GET", "/api/inbox?limit=100").json)
        for talker in self.talkers:
            found.setdefault(talker.handle, len(talker.act("inbox", limit=100).rows))
        found["anybody"] = len(self.admin.call("GET", "/api/inbox?all=true&limit=100").json)
        return found

    # Why something waits.

    def ask_why(self, task: int) -> None:
        """Whatever nobody is at work on is ready, or tells why not: which answer it waits for, which task, which day."""
        answer = self.pam.call("GET", f"/api/tasks/{task}/readiness")
        if answer.status != 200:
            if answer.status != 404 or task not in self.deleted:
                self.fault(f"why {task}: {answer.status} {answer.text[:300]}")
            return
        found = answer.json
        reasons = [reason for reason in found["reasons"] if reason["code"] != "nobody_can"]
        if found["ready"] == bool(reasons) or not all(reason["text"] for reason in reasons):
            self.fault(f"why {task}: {answer.text[:400]}")
        for reason in reasons:
            self.count(f"why: {reason['code']}")
            if asked := re.search(r"question (\d+)", reason["text"]):
                self.count("why: question")
                question = self.must("GET", f"/api/questions/{asked[1]}")
                if question["task_id"] != task:
                    self.fault(f"why {task}: {reason}, and the question is {question}")

    # Trouble.

    def make_trouble(self) -> None:
        open_ones = self.must("GET", "/api/questions?status=open&limit=50", door=self.admin)
        if open_ones:
            question = self.dice.choice(open_ones)
            self.dice.choice([self.change, self.change, self.delete, self.let_go_on, self.answer_too, self.answer_too])(question)
        self.say(self.dice.choice([*self.handles, PERSON]))

    def change(self, question: dict) -> None:
        self.admin.call("PATCH", f"/api/tasks/{question['task_id']}", {"title": f"Task, another since {question['id']}"})

    def delete(self, question: dict) -> None:
        if len(self.deleted) < len(self.tasks) // 8:
            task = question["task_id"]
            below = [row["id"] for row in self.must("GET", f"/api/tasks?parent_id={task}&limit=100", door=self.admin)]
            # Others read it until it is gone: it counts as deleted before.
            self.deleted |= {task, *below}
            self.admin.call("DELETE", f"/api/tasks/{task}?force=true")

    def let_go_on(self, question: dict) -> None:
        self.admin.call("POST", f"/api/tasks/{question['task_id']}/unblock")

    def answer_too(self, question: dict) -> None:
        """Two answer at the same moment: one is heard."""
        body = {"question": {"text": "Yes"}, "choice": {"choice": (question["options"] or [""])[0]}, "approval": {"approved": False}}[question["kind"]]
        path = f"/api/questions/{question['id']}/answer"
        answers = all_at_once([lambda: self.admin.call("POST", path, body), lambda: self.pam.call("POST", path, body)])
        heard, others = sum(answer.status == 200 for answer in answers), [(answer.status, answer.code) for answer in answers if answer.status != 200]
        self.count(f"answered by two: {heard} heard")
        if heard > 1 or set(others) - {(409, "already_answered"), (409, "question_closed")}:
            self.fault(f"two answered question {question['id']} at once: {[(answer.status, answer.text[:200]) for answer in answers]}")

    def say(self, handle: str) -> None:
        if rows := self.unfinished():
            self.admin.call("POST", f"/api/tasks/{self.dice.choice(rows)['id']}/comments", {"text": f"{handle}, have you seen this?"})


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=binary_argument)
    parser.add_argument("--seconds", type=float, default=15, help="for how long there are new plans and questions, and a bit more")
    parser.add_argument("--pause", type=float, default=0.05, help="seconds that an agent rests between two steps, on average")
    parser.add_argument("--long", action="store_true", help="ten minutes")
    parser.add_argument("--seed", type=int, default=16)
    parser.add_argument("--postgresql", action="store_true", help="two servers on a PostgreSQL of the test's own")
    arguments, score = parser.parse_args(), Score()
    if arguments.long:
        arguments.seconds = 600
    with tempfile.TemporaryDirectory(prefix="taskflow-talk-") as name, contextlib.ExitStack() as stack:
        folder, environment = Path(name), {}
        folder.chmod(0o711)
        if arguments.postgresql:
            import database as databases

            database = stack.enter_context(databases.postgresql(folder / "postgres", databases.Unprivileged()))
            environment = {"DATABASE_URL": database.address(database.new_database("talk"))}
        fleet = Fleet(arguments.binary, folder / "fleet", environment, 2 if arguments.postgresql else 1)
        stack.callback(fleet.kill)
        fleet.start()
        try:
            Scene(fleet, folder / "crew", arguments, score).run()
        except (RuntimeError, json.JSONDecodeError, OSError) as error:
            score.check("the scene ran to its end", False, f"{type(error).__name__} {error}")
    return score.close()


if __name__ == "__main__":
    sys.exit(main())
