"""One agent of the talking crew, a thread of its own, by one of three doors: it works, says something, asks, and is asked."""

from __future__ import annotations

import datetime
import random
import threading
from collections import Counter
from typing import TYPE_CHECKING

from doors import ByCommand, ByMCP, ByREST, Said
from folded_log import ENDINGS

if TYPE_CHECKING:
    from talk import Scene

#: How many tasks one has in hand at most, and how often one asks about a task.
HANDS, QUESTIONS = 3, 3
#: What an act may be refused with, as others are about: all else is a fault. The command line tells no code.
GONE = {"not_found"}
LATE = GONE | {"already_answered", "question_closed", "approval_stale"}
JUDGED = GONE | {"invalid_state", "conflict"}
REFUSALS = {
    "brief": GONE, "progress": GONE, "submit": GONE, "complete": GONE, "release": GONE, "block": GONE, "edit": GONE, "comment": GONE, "link": GONE,
    "edit_comment": GONE, "delete_comment": GONE, "ask": GONE | {"validation_failed"}, "withdraw": LATE, "answer": LATE, "question": GONE, "approve": JUDGED, "reject": JUDGED,
    "done": GONE, "claim": {"claim_limit"},
}  # fmt: skip


def moment(seconds: float) -> str:
    return (datetime.datetime.now(datetime.UTC) + datetime.timedelta(seconds=seconds)).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


def answer_to(question: dict, dice: random.Random) -> dict:
    """As its kind wants it."""
    match question["kind"]:
        case "choice":
            return {"choice": dice.choice(question["options"])}
        case "approval":
            return {"approved": dice.random() < 0.7, "text": "I have looked"}
        case _:
            return {"text": f"About {question['id']}: yes, of course"}


class Talker(threading.Thread):
    def __init__(self, scene: Scene, handle: str, door: ByREST | ByMCP | ByCommand, dice: random.Random) -> None:
        super().__init__(daemon=True, name=handle)
        self.scene, self.handle, self.door, self.dice = scene, handle, door, dice
        #: Tasks in hand, with the generation of their claim.
        self.hands: dict[int, int | None] = {}
        #: How often it asked about a task; its own open questions, as far as it knows; its own comments.
        self.asked: dict[int, int] = {}
        self.open: list[int] = []
        self.comments: list[int] = []
        #: All that it asked, and how often it heard that one had ended; up to which event it has heard.
        self.questions: set[int] = set()
        self.heard: Counter[int] = Counter()
        self.cursor: str | None = None

    def run(self) -> None:
        try:
            while not self.scene.ended.wait(self.dice.uniform(0, 2 * self.scene.pause)):
                self.step()
        except Exception as error:
            self.scene.fault(f"{self.handle} died: {type(error).__name__} {error}")

    def act(self, what: str, **given: object) -> Said:
        said = self.door.act(what, **given)
        allowed = REFUSALS.get(what, set())
        if not said.is_ok and said.code not in allowed and not (said.code == "refused" and allowed):
            self.scene.fault(f"{self.handle} by {self.door.name}, {what} {given}: {said.code} {str(said.json)[:300]}")
        self.scene.count(f"{what} by {self.door.name}" if said.is_ok else f"{what}: {said.json if said.code == 'refused' else said.code}")
        return said

    # What it does.

    def step(self) -> None:
        if self.dice.random() < 0.3:
            self.look_at_inbox(0.7)
        if self.dice.random() < 0.4:
            self.look_at_hands()
        if len(self.hands) < HANDS and self.dice.random() < 0.6:
            self.claim()
        if self.open and self.dice.random() < 0.08:
            self.act("withdraw", question_id=self.open.pop(self.dice.randrange(len(self.open))))
        if self.dice.random() < 0.1:
            self.listen(self.dice.choice([0, 1]))
        if self.hands:
            self.work(self.dice.choice([*self.hands]))

    def look_at_inbox(self, eagerness: float) -> int:
        """Does what is asked for there, mostly; gives how much there was."""
        items = self.act("inbox", limit=20).rows
        for item in items:
            if item["kind"] in ("question", "mention") or self.dice.random() < eagerness:
                self.deal_with(item)
        return len(items)

    def deal_with(self, item: dict) -> None:
        match item["kind"]:
            case "question":
                said = self.act("question", question_id=item["question_id"])
                if said.is_ok:
                    self.answer(said.json)
            case "mention":
                self.act("done", item_id=item["id"])
            case "review" if self.dice.random() < 0.3:
                self.act("reject", task_id=item["task_id"], reason="not yet, I think")
            case "review":
                self.act("approve", task_id=item["task_id"])
            case "overdue":
                # It ends when the task is handed in, which is what it does all day.
                pass
            case other:
                self.scene.fault(f"{self.handle} has {other} in its inbox: {item}")

    def answer(self, question: dict) -> None:
        said = self.act("answer", question_id=question["id"], **answer_to(question, self.dice))
        if not said.is_ok and (said.code == "approval_stale" or "has changed since" in str(said.json)):
            self.scene.count("approval_stale")
            self.act("answer", question_id=question["id"], approved=False, text="it has changed: ask anew")

    def listen(self, seconds: int = 0) -> bool:
        """What has become of its questions since it listened last; gives whether it heard anything."""
        since = {} if self.cursor is None else {"after": self.cursor}
        news = self.act("wait", kinds=[*ENDINGS], timeout_seconds=seconds, **since).json
        self.cursor = news["cursor"]
        self.heard.update(event["context"]["question_id"] for event in news["events"])
        return bool(news["events"])

    def misheard(self) -> list[str]:
        """Its questions whose end it did not hear of, or twice."""
        while self.listen():
            pass
        return [f"{self.handle} heard {self.heard[question]} times that question {question} had ended" for question in sorted(self.questions) if self.heard[question] != 1]

    def look_at_hands(self) -> None:
        """Takes up what came back: rejected, unblocked, or answered."""
        rows = self.act("held", assigned_to="me", status="in_progress", limit=20).rows
        self.hands = {row["id"]: row["lease"]["generation"] if row["lease"] else None for row in rows}

    def claim(self) -> None:
        task = self.act("claim", wait_seconds=self.dice.choice([0, 0, 1])).json
        task = task.get("task") if isinstance(task, dict) else None
        if task:
            self.hands[task["id"]] = task["lease"]["generation"]

    def send(self, what: str, task: int, **given: object) -> Said:
        """With the generation; whatever is gone by now is dropped."""
        fence = {} if self.hands[task] is None else {"generation": self.hands[task]}
        said = self.act(what, task_id=task, **given, **fence)
        if not said.is_ok or what in ("submit", "complete", "release", "block"):
            self.hands.pop(task, None)
        return said

    def work(self, task: int) -> None:
        brief = self.act("brief", task_id=task)
        if not brief.is_ok:
            self.hands.pop(task)
            return
        self.judge_brief(task, brief.json)
        ended = {question["id"] for question in brief.json["questions"] if question["status"] != "open"}
        self.open = [question for question in self.open if question not in ended]
        roll = self.dice.random()
        if roll < 0.25:
            self.comment(task)
        elif roll < 0.45 and self.asked.get(task, 0) < QUESTIONS and not self.scene.is_closing:
            self.ask(task)
        elif roll < 0.60:
            self.send("progress", task, percent=self.dice.randrange(100), note=f"by {self.handle}")
        elif roll < 0.63:
            self.send("block", task, reason="a stone in the way")
        elif roll < 0.65 and not self.scene.is_closing:
            self.send("release", task, note="for somebody else")
        else:
            is_reviewed = brief.json["task"]["project_slug"] == "reviewed"
            self.send("submit" if is_reviewed or self.dice.random() < 0.3 else "complete", task)

    def judge_brief(self, task: int, brief: dict) -> None:
        right = {
            "the task": brief["task"]["id"] == task, "what it needs is done": all(need["status"] == "completed" for need in brief["needs"]),
            "five words": len(brief["words"]) <= 5, "steps": bool(brief["next"]),
            "questions of the task": all(question["task_id"] == task for question in brief["questions"]),
        }  # fmt: skip
        if not all(right.values()):
            self.scene.fault(f"{self.handle}: brief of {task} without {[what for what, is_so in right.items() if not is_so]}: {str(brief)[:600]}")

    # What it says.

    def comment(self, task: int) -> None:
        roll = self.dice.random()
        if self.comments and roll < 0.15:
            self.act("edit_comment", comment_id=self.dice.choice(self.comments), text=f"Said better, {self.somebody()}")
        elif self.comments and roll < 0.25:
            self.act("delete_comment", comment_id=self.comments.pop(self.dice.randrange(len(self.comments))))
        elif roll < 0.35:
            self.act("link", task_id=task, url=f"https://example.org/change/{self.dice.randrange(9)}")
        else:
            said = self.act("comment", task_id=task, text=f"Found something, {self.somebody()}; `@nobody` is code")
            if said.is_ok:
                self.comments.append(said.json["id"])

    def somebody(self) -> str:
        return self.dice.choice([self.scene.person_handle, *(other for other in self.scene.handles if other != self.handle)])

    def ask(self, task: int) -> None:
        kind = self.dice.choice(["question", "choice", "approval"])
        given: dict = {"kind": kind, "prompt": f"What about task {task}?", "blocking": self.dice.random() < 0.6}
        if kind == "choice":
            given["options"] = [f"way {number}" for number in range(self.dice.randrange(2, 6))]
        if kind == "approval" and self.dice.random() < 0.5:
            given["subject"] = f"{self.dice.randrange(1 << 28):x}"
        if self.dice.random() < 0.3:
            given["to"] = self.somebody()
        if self.dice.random() < 0.3:
            # Some of them are answered before that, and on a slow machine it may be over when it is read.
            given["expires_at"] = moment(self.dice.uniform(2, 6))
        self.asked[task] = self.asked.get(task, 0) + 1
        said = self.send("ask", task, **given)
        if not said.is_ok:
            return
        self.open.append(said.json["id"])
        self.questions.add(said.json["id"])
        if given["blocking"]:
            self.hands.pop(task, None)
        if kind == "approval" and self.dice.random() < 0.4:
            self.act("edit", task_id=task, description=f"Changed after {said.json['id']} was asked")
