"""One agent of the crew's day, a process of its own: worker.py SETTINGS. It may be killed at any moment.

It claims, reports progress, and hands in. Now and then it lays a task aside and comes back late, gives one back, stands still,
sends another's generation, or dies; the next process with the same settings goes on from its journal.
"""

import json
import random
import sys
import time
from dataclasses import dataclass
from pathlib import Path

from door import Answer, Door, Journal

NOTHING = {"nothing_ready", "waiting", "deferred", "capability"}
PRIORITIES = ["low", "medium", "high", "critical"]


@dataclass
class Hand:
    """A task in hand, by one grant of it; `generation` is None where a person gave it without a claim."""

    task: int
    generation: int | None
    is_reviewed: bool
    was_released: bool
    due: float = 0

    @property
    def grant(self) -> tuple[int, int | None]:
        return self.task, self.generation

    def fenced(self, **body: object) -> dict:
        return body if self.generation is None else body | {"generation": self.generation}


class Worker:
    def __init__(self, settings: dict) -> None:
        self.settings = settings
        self.journal = Journal(Path(settings["journal"]))
        lines = self.journal.lines()
        self.dice = random.Random(f"{settings['seed']} {settings['handle']} {len(lines)}")
        self.door = Door(settings["handle"], Path(settings["key_file"]), settings["ports"], self.journal, self.dice, settings["deaths"])
        self.hands: dict[tuple[int, int | None], Hand] = {}
        # What an earlier life forgot stays forgotten: its leases have to end by themselves.
        self.forgotten = {tuple(grant) for line in lines for grant in line.get("forgot", [])}
        #: What an earlier life laid aside, and until when.
        self.aside = self.laid_aside(lines)
        self.wake(lines)

    @staticmethod
    def laid_aside(lines: list[dict]) -> dict[tuple[int, int | None], float]:
        found = {}
        for line in lines:
            if "stall" in line:
                found[tuple(line["stall"])] = line["until"]
            about = line["call"]["about"] if "call" in line else {}
            found.pop((about.get("task"), about.get("generation")), None)
        return found

    def wake(self, lines: list[dict]) -> None:
        unanswered = Journal.unanswered(lines)
        if lines and self.dice.random() < self.settings["forgets"]:
            rows = self.held()
            self.forget([(row["id"], row["lease"]["generation"]) for row in rows if row["lease"]])
            for call in unanswered:
                self.journal.note(answer=call.name, status=0, code="forgotten", replayed=False, attempts=0)
            return
        for call in unanswered:
            # Whatever it gave is found again by a look at what is held.
            self.door.carry_through(call)

    def forget(self, grants: list[tuple[int, int | None]]) -> None:
        """Nothing is done about them any more, by this life or the next one."""
        self.forgotten |= set(grants)
        self.journal.note(forgot=grants)
        for grant in grants:
            self.hands.pop(grant, None)

    def remember(self) -> None:
        """Comes back with what was laid aside, also where the lease is over by now and it is not among what is held."""
        for (task, number), due in self.aside.items():
            if number is not None and (task, number) not in self.forgotten:
                row = self.door.call("GET", f"/api/tasks/{task}").json
                self.hands[task, number] = Hand(task, number, row["project_slug"] == "reviewed", row["remark"] is not None, due)

    def run(self) -> None:
        self.remember()
        stop = Path(self.settings["stop"])
        while not stop.exists():
            self.look()
            ready = [hand for hand in self.hands.values() if hand.due <= time.time()]
            if ready and (len(self.hands) > 2 or self.dice.random() < 0.8):
                self.work(self.dice.choice(ready))
            elif len(self.hands) < 6:
                self.claim()
            else:
                time.sleep(0.1)

    # What it holds.

    def held(self) -> list[dict]:
        answer = self.door.call("GET", "/api/tasks?assigned_to=me&status=in_progress&limit=100")
        return answer.json if answer.status == 200 else []

    def look(self) -> None:
        """Takes up what came back: rejected, unblocked, given by a person, or claimed by an earlier life."""
        if self.dice.random() < 0.5:
            for row in self.held():
                self.take_up(row)

    def take_up(self, row: dict) -> None:
        generation = row["lease"]["generation"] if row["lease"] else None
        hand = Hand(row["id"], generation, row["project_slug"] == "reviewed", row["remark"] is not None)
        hand.due = self.aside.get(hand.grant, 0)
        if hand.grant not in self.forgotten:
            self.hands.setdefault(hand.grant, hand)

    # What it does.

    def claim(self) -> None:
        body: dict = {"wait_seconds": self.dice.choice([0, 0, 0, 1])}
        if self.settings["ttl"]:
            body["ttl_seconds"] = self.settings["ttl"]
        if self.dice.random() < 0.15:
            body |= self.dice.choice([{"project": "plain"}, {"tags": ["even"]}, {"priority": self.dice.sample(PRIORITIES, 2)}])
        answer = self.door.call("POST", "/api/tasks/claim", body, step="claim")
        if answer.status == 409 and answer.code == "claim_limit":
            time.sleep(0.2)
            return
        if answer.status != 200:
            self.fault(f"claim {body}: {answer.status} {answer.text[:300]}")
            return
        task, reason = answer.json["task"], answer.json["reason"]
        if task is None:
            if (reason or {}).get("code") not in NOTHING:
                self.fault(f"claim {body}: nothing, without a reason: {answer.text[:300]}")
            time.sleep(0.3 if self.settings["ttl"] else 0.05)
            return
        self.judge_grant(task, body, answer)
        self.take_up(task)

    def judge_grant(self, task: dict, body: dict, answer: Answer) -> None:
        right = {
            "in progress": task["status"] == "in_progress", "mine": task["assigned_to"] == self.settings["handle"],
            "a lease": task["lease"] is not None, "reason null": answer.json["reason"] is None,
            "able": set(task["requires"]) <= set(self.settings["capabilities"]), "no waits": task["waits"] == 0,
            "no container": task["open_children"] == 0, "the project": body.get("project", task["project_slug"]) == task["project_slug"],
            "the tags": set(body.get("tags", [])) <= set(task["tags"]), "the priority": task["priority"] in body.get("priority", PRIORITIES),
        }  # fmt: skip
        if not all(right.values()):
            self.fault(f"claim {body}: not {[what for what, is_so in right.items() if not is_so]}: {answer.text[:600]}")

    def work(self, hand: Hand) -> None:
        roll = self.dice.random()
        if hand.task % self.settings["cursed"] == 0 and (hand.generation or 9) <= 3:
            # Whoever gets it forgets it, three times.
            self.forget([hand.grant])
        elif roll < self.settings["stalls"] or (roll < 0.06 and not self.settings["stalls"]):
            self.stall(hand)
        elif roll < 0.40:
            self.send(hand, "progress", hand.fenced(percent=self.dice.randrange(100), note=f"by {self.settings['handle']}"), ends=False)
        elif roll < 0.50 and hand.generation is not None:
            self.send(hand, "heartbeat", hand.fenced(), ends=False)
        elif roll < 0.55 and hand.generation is not None:
            self.send_wrong(hand)
        elif roll < 0.59:
            self.send(hand, "block", hand.fenced(reason="a stone in the way"))
        elif roll < 0.63 and not hand.was_released:
            self.send(hand, "release", hand.fenced(note="for somebody else"))
        elif hand.is_reviewed:
            self.send(hand, "submit", hand.fenced(note="have a look") if self.dice.random() < 0.5 else hand.fenced())
        else:
            self.send(hand, "complete", hand.fenced())

    def stall(self, hand: Hand) -> None:
        """Lays it aside without a word, longer than a lease where leases are short, and goes on with others."""
        least, most = self.settings["stall_seconds"]
        hand.due = time.time() + self.dice.uniform(least, most)
        self.journal.note(stall=hand.grant, until=hand.due)

    def send(self, hand: Hand, step: str, body: dict, ends: bool = True) -> None:
        answer = self.door.call("POST", f"/api/tasks/{hand.task}/{step}", body, step=step, task=hand.task, generation=hand.generation)
        is_lost = answer.status == 409 and answer.code == "lease_lost"
        if is_lost:
            self.journal.note(lost=hand.grant, step=step)
        # Without a generation nothing fences: what was taken away is refused by its state or by who may.
        is_past = hand.generation is None and answer.status in (400, 403, 409, 422)
        if answer.status != 200 and not is_lost and not is_past:
            self.fault(f"{step} {hand}: {answer.status} {answer.text[:300]}")
        if step == "heartbeat" and answer.status == 200 and (answer.json["lease"] or {}).get("generation") != hand.generation:
            self.fault(f"heartbeat {hand}: another lease: {answer.text[:300]}")
        hand.was_released = hand.was_released or step == "progress"
        if ends or answer.status != 200:
            self.hands.pop(hand.grant, None)

    def send_wrong(self, hand: Hand) -> None:
        """A generation that it was never given: nothing may come of it."""
        wrong = hand.generation - 1 if hand.generation > 1 and self.dice.random() < 0.5 else hand.generation + 1000
        step, body = self.dice.choice([("progress", {"percent": 99}), ("complete", {}), ("submit", {}), ("heartbeat", {}), ("release", {})])
        answer = self.door.call("POST", f"/api/tasks/{hand.task}/{step}", body | {"generation": wrong}, step=f"wrong {step}")
        if (answer.status, answer.code) != (409, "lease_lost"):
            self.fault(f"{step} of {hand} with generation {wrong}: {answer.status} {answer.text[:300]}")

    def fault(self, what: str) -> None:
        self.journal.note(fault=f"{self.settings['handle']} {what}")


if __name__ == "__main__":
    Worker(json.loads(Path(sys.argv[1]).read_text())).run()
