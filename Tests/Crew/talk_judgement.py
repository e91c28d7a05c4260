"""What has become of all the talk: the log is folded, and the tasks, questions, comments and inboxes are held against it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from folded_log import ENDINGS, FoldedLog
from judgement import show

if TYPE_CHECKING:
    from talk import Scene


class TalkJudgement:
    def __init__(self, scene: Scene) -> None:
        self.scene, self.score = scene, scene.score

    def pages(self, path: str) -> list[dict]:
        found: list[dict] = []
        while page := self.scene.fleet.must("GET", f"{path}limit=100&offset={len(found)}", server=-1):
            found += page
        return found

    def judge(self) -> None:
        entries = list(reversed(self.pages("/api/audit?entity_type=task&")))
        log = FoldedLog({})
        log.fold(entries)
        self.score.check(f"{len(entries)} audit rows, each legal after those before it", not log.faults, show(log.faults))
        self.score.check("every task was completed once, or deleted by the scene", not (found := self.unfinished(log)), show(found))
        rows = [row for row in self.pages("/api/tasks?") if row["id"] in self.scene.tasks or row["id"] in log.tasks]
        self.score.check("the log alone gives every column but the lease", not (found := log.differences(rows)), show(found))
        questions = self.pages("/api/questions?")
        self.score.check(f"{len(questions)} questions, each ended once, as its row in the log says", not (found := self.open_or_wrong(log, questions)), show(found))
        self.score.check("comments are counted right", not (found := self.miscounted(rows)), show(found))
        unheard = [fault for talker in self.scene.talkers for fault in talker.misheard()]
        self.score.check("whoever asked heard of each end, once", not unheard, show(unheard))
        self.judge_inboxes()
        self.judge_servers()
        self.judge_liveliness(log)
        faults = self.scene.faults + self.scene.person.faults
        self.score.check("everybody was answered as the contract says, and told why", not faults, show(faults))

    def unfinished(self, log: FoldedLog) -> list[str]:
        faults = log.endings()
        faults += [f"task {task} was deleted, and not by the scene" for task in log.deleted.keys() - self.scene.deleted]
        faults += [f"task {task} is lost" for task in self.scene.tasks - log.tasks.keys() - log.deleted.keys()]
        return faults

    @staticmethod
    def open_or_wrong(log: FoldedLog, questions: list[dict]) -> list[str]:
        return [f"question {row['id']} is open: {row}" for row in questions if row["status"] == "open"] + log.question_differences(questions)

    def miscounted(self, rows: list[dict]) -> list[str]:
        faults = []
        for row in rows:
            there = [comment for comment in self.pages(f"/api/tasks/{row['id']}/comments?") if comment["deleted_at"] is None]
            if len(there) != row["comments"]:
                faults.append(f"task {row['id']} counts {row['comments']} comments, and has {len(there)}")
        return faults

    def judge_inboxes(self) -> None:
        left = {handle: count for handle, count in self.scene.waiting().items() if count}
        self.score.check("all inboxes are empty", not left, left or "")

    def judge_servers(self) -> None:
        server = self.scene.fleet.servers[0]
        try:
            self.score.check("doctor finds the counters right", "Nothing is wrong" in server.run("doctor"))
        except RuntimeError as error:
            self.score.check("doctor finds the counters right", False, error)
        for number, server in enumerate(self.scene.fleet.servers):
            is_well = server.is_alive and b"ERROR" not in server.log.read_bytes()
            self.score.check(f"server {number} is unharmed, and tells of no error", is_well, "" if is_well else server.last_words())

    def judge_liveliness(self, log: FoldedLog) -> None:
        ends = Counter(ending["action"] for question in log.questions.values() for ending in question.endings)
        did, counts = self.scene.person.done, self.scene.counts
        stale = did.get("approval_stale", 0) + counts["approval_stale"]
        found = dict(ends) | {"stale": stale, "deleted": len(log.deleted), "person": did} | {"acts": dict(sorted(counts.items()))}
        wanted = all(ends[action] for action in ENDINGS) and stale and log.deleted and all(did.get(kind) for kind in ("question", "review", "mention"))
        self.score.check("there was a lot to talk about", bool(wanted), found)
