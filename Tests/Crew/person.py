"""The person of the crew's day: makes the tasks, judges what is handed in, unblocks, and takes work away. Standard library only."""

import datetime
import random
import threading
import time
from collections.abc import Callable

from door import Answer, Door

CAPABILITIES = ["swift", "sql", "words"]
#: Most tasks need something, and some lie in a container that needs something itself.
NEEDS, IN_CONTAINER, CONTAINERS, DEFERRED = 0.6, 0.3, 0.1, 0.08


def moment(seconds: float) -> str:
    return (datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Person:
    def __init__(self, door: Door, dice: random.Random, agents: list[str], new_key: Callable[[str], None], longest: float) -> None:
        self.door, self.dice, self.agents, self.new_key, self.longest = door, dice, agents, new_key, longest
        self.faults: list[str] = []
        self.loops = self.taken = self.revoked = self.judged = self.raised = 0
        self.ended = threading.Event()

    # The plan: a graph at random. What would make a loop is refused, and asked for again without its needs.

    def plan(self, count: int, defer: float) -> list[int]:
        tasks: list[int] = []
        containers: list[int] = []
        for number in range(count):
            body = self.draw(number, tasks, containers, defer)
            answer = self.door.call("POST", "/api/tasks", body)
            if answer.status == 400 and answer.code == "dependency_cycle":
                self.loops += 1
                answer = self.door.call("POST", "/api/tasks", {name: value for name, value in body.items() if name != "needs"})
            if answer.status != 201:
                raise RuntimeError(f"a task was not made: {answer.status} {answer.text[:300]}")
            tasks.append(answer.json["id"])
            if self.dice.random() < CONTAINERS:
                containers.append(tasks[-1])
        return tasks

    def draw(self, number: int, tasks: list[int], containers: list[int], defer: float) -> dict:
        body: dict = {"title": f"Task {number}", "tags": ["even"] if number % 2 == 0 else ["odd", "day"]}
        body["priority"] = self.dice.choice(["low", "medium", "high"])
        body["project_slug"] = self.dice.choice(["plain", "reviewed"])
        if tasks and self.dice.random() < NEEDS:
            body["needs"] = self.dice.sample(tasks[-30:], min(len(tasks[-30:]), self.dice.choice([1, 1, 2, 3])))
        if containers and self.dice.random() < IN_CONTAINER:
            body["parent_id"] = self.dice.choice(containers[-4:])
            body.pop("project_slug")
        if self.dice.random() < 0.3:
            body["requires"] = [self.dice.choice(CAPABILITIES)]
        if self.dice.random() < DEFERRED:
            body["not_before"] = moment(self.dice.uniform(0.5, defer))
        return body

    # The day.

    def work(self, trouble: int) -> None:
        """Until the day is over; `trouble` is how often at most it gets into the agents' way."""
        while not self.ended.wait(0.1):
            for row in self.rows("status=review"):
                self.judge(row)
            for row in self.rows("status=blocked"):
                self.raised += row["blocked_kind"] == "dead_letter"
                self.expect(self.door.call("POST", f"/api/tasks/{row['id']}/unblock"), (200, 400), "unblock")
            self.watch_leases()
            if self.taken + self.revoked < trouble and self.dice.random() < 0.4:
                self.dice.choice([self.take_away, self.take_away, self.give_to_another, self.give_to_another, self.revoke, self.change, self.let_need])()

    def rows(self, query: str) -> list[dict]:
        answer = self.door.call("GET", f"/api/tasks?limit=100&{query}")
        self.expect(answer, (200,), f"list {query}")
        return answer.json if answer.status == 200 else []

    def judge(self, row: dict) -> None:
        is_fresh = (row["remark"] or {}).get("action") != "rejected"
        if is_fresh and self.dice.random() < 0.15:
            answer = self.door.call("POST", f"/api/tasks/{row['id']}/reject", {"reason": "not yet"})
        else:
            answer = self.door.call("POST", f"/api/tasks/{row['id']}/approve")
        self.judged += 1
        self.expect(answer, (200,), "judge")

    def watch_leases(self) -> None:
        """None ends later than its term allows, and none that is over stays for long."""
        for row in self.rows("status=in_progress"):
            if row["lease"] is None:
                continue
            left = (datetime.datetime.fromisoformat(row["lease"]["expires_at"]) - datetime.datetime.now(datetime.UTC)).total_seconds()
            if not -60 < left <= self.longest + 60:
                self.faults.append(f"task {row['id']} has a lease that ends in {left:.0f} s")

    # Trouble.

    def a_held_task(self) -> int | None:
        rows = [row for row in self.rows("status=in_progress") if row["lease"]]
        return self.dice.choice(rows)["id"] if rows else None

    def assign(self, worker: str | None) -> None:
        if task := self.a_held_task():
            answer = self.door.call("POST", f"/api/tasks/{task}/assign", {"assignee": worker})
            self.taken += answer.status == 200
            self.expect(answer, (200, 400, 409), "assign")

    def take_away(self) -> None:
        self.assign(None)

    def give_to_another(self) -> None:
        self.assign(self.dice.choice(self.agents))

    def revoke(self) -> None:
        self.revoked += 1
        self.new_key(self.dice.choice(self.agents))

    def change(self) -> None:
        if rows := self.rows("status=pending"):
            body = self.dice.choice([{"priority": self.dice.choice(["low", "high"])}, {"title": "Another title"}, {"not_before": moment(1)}, {"due_date": moment(9)}])
            self.expect(self.door.call("PATCH", f"/api/tasks/{self.dice.choice(rows)['id']}", body), (200, 400, 409), "change")

    def let_need(self) -> None:
        rows = self.rows("status=pending")
        if len(rows) > 1:
            later, earlier = sorted(self.dice.sample([row["id"] for row in rows], 2), reverse=True)
            answer = self.door.call("POST", f"/api/tasks/{later}/needs", {"task_id": earlier})
            self.loops += answer.status == 400
            self.expect(answer, (200, 201, 400, 409), "need")

    def expect(self, answer: Answer, right: tuple[int, ...], what: str) -> None:
        if answer.status not in right:
            self.faults.append(f"{what}: {answer.status} {answer.text[:300]}")
