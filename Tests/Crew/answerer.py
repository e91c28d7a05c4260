"""The person of the talking crew: who knows of nothing but what the inbox tells, and empties it. Standard library only."""

import random
import threading
import time

from door import Answer, Door
from talker import answer_to

#: What a judgement or an answer may be refused with, as others are about.
LATE = {(404, "not_found"), (409, "already_answered"), (409, "question_closed"), (400, "invalid_state"), (412, "precondition_failed")}


class Answerer(threading.Thread):
    def __init__(self, door: Door, dice: random.Random) -> None:
        super().__init__(daemon=True, name="person")
        self.door, self.dice = door, dice
        self.faults: list[str] = []
        #: What it did how often, by kinds of items and how they were refused.
        self.done: dict[str, int] = {}
        #: When it takes up an item: some lie for a while, so that what they are about goes on meanwhile.
        self.due: dict[str, float] = {}
        self.ended = threading.Event()
        #: Seconds that one may lie.
        self.lies = 10.0

    def run(self) -> None:
        try:
            while not self.ended.wait(0.1):
                self.empty()
        except Exception as error:
            self.faults.append(f"the person died: {type(error).__name__} {error}")

    def empty(self) -> int:
        """Deals with what is due of a page; gives how much is on it."""
        answer = self.door.call("GET", "/api/inbox?limit=50")
        if not self.expect(answer, "inbox"):
            return 0
        for item in answer.json:
            longest = self.lies if self.dice.random() < 0.3 else 0
            if self.due.setdefault(item["id"], time.monotonic() + self.dice.uniform(0, longest)) <= time.monotonic():
                self.due.pop(item["id"])
                self.deal_with(item)
        return len(answer.json)

    def deal_with(self, item: dict) -> None:
        kind, task = item["kind"], f"/api/tasks/{item['task_id']}"
        self.count(kind)
        match kind:
            case "question":
                self.answer(item["question_id"])
            case "review":
                self.judge(task)
            case "blocked" | "dead_letter":
                self.expect(self.door.call("POST", f"{task}/unblock"), "unblock", LATE)
            case "mention":
                comment = self.door.call("GET", f"{task}/comments?limit=100")
                if self.expect(comment, "comments", LATE) and comment.status == 200:
                    self.look_for(item, comment.json)
                self.expect(self.door.call("POST", f"/api/inbox/{item['id']}/done"), "done", LATE)
            case _:
                self.faults.append(f"the person's inbox has {item}")

    def look_for(self, item: dict, comments: list[dict]) -> None:
        if item["comment_id"] not in [comment["id"] for comment in comments] and len(comments) < 100:
            self.faults.append(f"comment {item['comment_id']} of the inbox is not there")

    def answer(self, number: int) -> None:
        question = self.door.call("GET", f"/api/questions/{number}")
        if not self.expect(question, "question", LATE) or question.status != 200:
            return
        reply = self.door.call("POST", f"/api/questions/{number}/answer", answer_to(question.json, self.dice))
        self.expect(reply, "answer", LATE | {(409, "approval_stale")})
        if reply.code == "approval_stale":
            reply = self.door.call("POST", f"/api/questions/{number}/answer", {"approved": False, "text": "it has changed: ask anew"})
            self.expect(reply, "answer", LATE)

    def judge(self, task: str) -> None:
        """Judges what it has looked at, and nothing newer."""
        row = self.door.call("GET", task)
        if row.status != 200 or row.json["status"] != "review":
            self.expect(row, "look", LATE)
            return
        if self.dice.random() < 0.25:
            self.expect(self.door.call("POST", f"{task}/reject", {"reason": "the sums are not right"}), "reject", LATE)
        else:
            self.expect(self.door.call("POST", f"{task}/approve"), "approve", LATE)

    def count(self, what: str) -> None:
        self.done[what] = self.done.get(what, 0) + 1

    def expect(self, answer: Answer, what: str, late: set = frozenset()) -> bool:
        if answer.status >= 400:
            self.count(answer.code)
            if (answer.status, answer.code) not in late:
                self.faults.append(f"{what}: {answer.status} {answer.text[:300]}")
                return False
        return True
