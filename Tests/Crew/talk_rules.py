"""What happens all day by chance in the talking crew, once for certain, before it begins."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

from talker import moment

if TYPE_CHECKING:
    from talk import Scene


class TalkRules:
    """One agent asks, and hears each of the ways in which a question ends."""

    def __init__(self, scene: Scene) -> None:
        self.scene, self.score, self.talker, self.pam = scene, scene.score, scene.talkers[0], scene.pam
        #: The task that it asks about, and the generation of its claim.
        self.task, self.fence = 0, {}

    def show(self) -> None:
        made = [*self.scene.plan(6).values()]
        row = self.scene.must("GET", f"/api/tasks/{made[0]}")
        self.score.check("a plan's tasks are answered for by its maker", row["accountable_id"] == "@pam", row["accountable_id"])
        claimed = self.talker.act("claim").json["task"]
        self.task, self.fence = claimed["id"], {"generation": claimed["lease"]["generation"]}
        self.change_after_asking()
        self.let_the_last_one_pass()
        self.delete_what_is_asked_about(made[-1] if made[-1] != self.task else made[-2])
        self.complete_what_is_asked_about()
        self.leave_something(next(task for task in made if task not in (self.task, *self.scene.deleted)))

    def ask(self, **given: object) -> int:
        said = self.talker.act("ask", task_id=self.task, prompt="May I?", **given, **self.fence)
        if not said.is_ok:
            raise RuntimeError(f"a question was refused: {said}")
        self.talker.questions.add(said.json["id"])
        return said.json["id"]

    def change_after_asking(self) -> None:
        question = self.ask(kind="approval")
        self.talker.act("edit", task_id=self.task, description="Another than was asked about")
        answer = self.pam.call("POST", f"/api/questions/{question}/answer", {"approved": True})
        self.score.check("an approval of what has changed since is refused", (answer.status, answer.code) == (409, "approval_stale"), answer.text[:200])
        self.scene.count(answer.code)
        self.scene.must("POST", f"/api/questions/{question}/answer", {"approved": False, "text": "ask anew"})

    def let_the_last_one_pass(self) -> None:
        passing = self.ask(kind="question", expires_at=moment(2))
        withdrawn = self.ask(kind="choice", options=["one", "two"])
        why = self.scene.must("GET", f"/api/tasks/{self.task}/readiness")["reasons"][0]["text"]
        self.score.check("why tells which answers it waits for, and whose", f"@pam to answer question {withdrawn}" in why, why)
        self.talker.act("withdraw", question_id=withdrawn)
        deadline = time.monotonic() + 60
        while (row := self.scene.must("GET", f"/api/tasks/{self.task}"))["status"] == "blocked" and time.monotonic() < deadline:
            time.sleep(0.1)
        found = (row["status"], row["assigned_to"], (row["lease"] or {}).get("generation"))
        self.score.check("when the last question is over, whose work it was goes on", found == ("in_progress", self.talker.handle, self.fence["generation"]), found)
        late = self.pam.call("POST", f"/api/questions/{passing}/answer", {"text": "too late"})
        self.score.check("what is over takes no answer", (late.status, late.code) == (409, "question_closed"), late.text[:200])

    def delete_what_is_asked_about(self, task: int) -> None:
        said = self.talker.act("ask", task_id=task, prompt="What is this for?", kind="question", blocking=False)
        self.scene.deleted.add(task)
        self.scene.must("DELETE", f"/api/tasks/{task}?force=true")
        found = self.scene.must("GET", f"/api/questions/{said.json['id']}")
        self.score.check("a question about what was deleted is closed", found["status"] == "closed", found["status"])

    def complete_what_is_asked_about(self) -> None:
        question = self.ask(kind="question", blocking=False)
        self.talker.act("submit", task_id=self.task, **self.fence)
        row = self.scene.must("POST", f"/api/tasks/{self.task}/approve")
        found = self.scene.must("GET", f"/api/questions/{question}")
        self.score.check("a question about what was completed is closed", (found["status"], row["open_questions"]) == ("closed", 0), (found["status"], row["open_questions"]))

    def leave_something(self, task: int) -> None:
        """For the person's inbox: from here on it knows of nothing else."""
        self.talker.act("ask", task_id=task, prompt="Where does this belong?", kind="choice", options=["here", "there"], blocking=False)
        self.talker.act("comment", task_id=task, text="I have begun to read this, @pam")
