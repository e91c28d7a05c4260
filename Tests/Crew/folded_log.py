"""The audit log, and nothing else, folded into the tasks that it tells of; each row is held against what the rows before it say.

A row that the log's own past does not allow is a fault: a start before what is needed was completed, a grant of what somebody
has, a change of what was not so. At the end stand the tasks, to be compared with the rows of the database.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime

#: What a step writes down as the task's remark, where it has a reason or note.
REMARKS = {"progressed", "submitted", "rejected", "blocked", "released", "lease_expired"}
#: Rows that can end a grant without the holder's doing.
TAKEN = {"assigned", "released", "lease_expired", "claimed", "updated"}
#: How a question ends, by the status that it then has.
ENDINGS = {"answered": "answered", "withdrawn": "withdrawn", "question_expired": "expired", "question_closed": "closed"}
#: What is said about a task changes nothing of it, save where the row tells of a status: whoever asks may park it, and the last
#: answer lets it go on.
WORDS = {"commented", "comment_edited", "comment_deleted", "link_added", "link_removed", "asked", *ENDINGS}
NAMED = ["title", "priority", "assigned_to", "project_slug", "parent_id", "tags", "due_date", "not_before", "requires", "accountable_id", "submitted_by", "status"]
#: Not in the log: what a lease is, long texts, and what was there before.
NOT_LOGGED = {"lease", "description", "source"}


#: Seconds by which a row may seem to come before what it follows.
UNEVEN = 1.0


def seconds(begin: str, end: str) -> float:
    return (datetime.fromisoformat(end) - datetime.fromisoformat(begin)).total_seconds()


class FoldedTask:
    def __init__(self, row: dict) -> None:
        given = row["context"]
        self.columns = {
            "id": row["task_id"], "title": given["title"], "status": "pending", "priority": given["priority"], "progress_percent": 0,
            "assigned_to": given.get("assigned_to"), "project_slug": row["project_slug"], "parent_id": given.get("parent_id"),
            "tags": given.get("tags", []), "due_date": given.get("due_date"), "created_by": row["actor_id"], "version": 0,
            "started_at": None, "completed_at": None, "created_at": row["timestamp"], "updated_at": None,
            "not_before": given.get("not_before"), "requires": given.get("requires", []), "remark": None, "blocked_kind": None,
            "submitted_by": None, "accountable_id": given.get("accountable_id", row["actor_id"]),
        }  # fmt: skip
        self.needs: set[int] = set(given.get("needs", []))
        self.last_change = ""
        self.completions = 0
        #: Comments that are there, and questions that are open.
        self.comments: set[int] = set()
        self.open_questions: set[int] = set()
        #: Generations as they were granted, and among them None for each row that can take a task from its holder.
        self.grants: list[int | None] = []

    def __getitem__(self, name: str) -> object:
        return self.columns[name]

    def was_taken(self, generation: int | None) -> bool:
        """Whether something came after a grant that can have ended it."""
        return generation in self.grants and len(self.grants) > self.grants.index(generation) + 1


@dataclass
class FoldedQuestion:
    task: int
    asked_by: str
    to: str | None
    #: The rows that ended it: one, at the end.
    endings: list[dict] = field(default_factory=list)


class FoldedLog:
    def __init__(self, capabilities: dict[str, list[str]]) -> None:
        self.tasks: dict[int, FoldedTask] = {}
        #: Those that were deleted, as they were then.
        self.deleted: dict[int, FoldedTask] = {}
        self.questions: dict[int, FoldedQuestion] = {}
        self.capabilities, self.faults = capabilities, []
        self.resumed = self.expired = self.dead_letters = 0

    def fold(self, rows: list[dict]) -> None:
        """All rows, oldest first."""
        for row in rows:
            if row["entity_type"] != "task":
                continue
            if row["action"] == "created":
                self.tasks[row["task_id"]] = FoldedTask(row)
            task = self.tasks.get(row["task_id"])
            if task is None:
                self.fault(row, "a task that was never created")
                continue
            if row["action"] in ("started", "claimed"):
                self.judge_start(task, row)
            self.apply(task, row)
            if row["action"] == "deleted":
                self.deleted[row["task_id"]] = self.tasks.pop(row["task_id"])

    def fault(self, row: dict, what: str) -> None:
        self.faults.append(f"row {row['id']}, {row['action']} of task {row['task_id']} by {row['actor_id']}: {what}")

    # What a row changes.

    def apply(self, task: FoldedTask, row: dict) -> None:
        context, action, columns = row["context"] or {}, row["action"], task.columns
        if action != "created":
            for name in NAMED:
                if isinstance(context.get(name), dict):
                    if context[name]["before"] != columns[name]:
                        self.fault(row, f"{name} was {columns[name]}, and not {context[name]['before']}")
                    columns[name] = context[name]["after"]
        if action in ("started", "claimed"):
            columns["status"], columns["assigned_to"] = "in_progress", row["actor_id"]
            if action == "claimed":
                self.judge_generation(task, row)
            self.resumed += bool(context.get("resumed"))
        if columns["status"] == "in_progress" and columns["started_at"] is None:
            columns["started_at"] = row["timestamp"]
        if action == "progressed":
            columns["progress_percent"] = context["percent"]
        if action in ("approved", "completed"):
            columns["progress_percent"], columns["completed_at"] = 100, row["timestamp"]
            task.completions += 1
        if action == "need_added":
            task.needs.add(context["needed_id"])
        if action == "need_removed":
            task.needs.discard(context["needed_id"])
        if action in TAKEN:
            task.grants.append(context.get("generation") if action == "claimed" else None)
        self.apply_words(task, row, context)
        if action in WORDS:
            self.apply_talk(task, row, context)
            if "status" not in context:
                return
        if row["request_id"] != task.last_change:
            # Several rows of one change, a version.
            task.last_change = row["request_id"]
            columns["version"] += 1
        columns["updated_at"] = row["timestamp"]

    def apply_words(self, task: FoldedTask, row: dict, context: dict) -> None:
        columns, action = task.columns, row["action"]
        text = context.get("reason") or context.get("note")
        if action == "asked" and "status" in context:
            text = context["prompt"]
        if (action in REMARKS or action == "asked") and text:
            by = None if row["actor_type"] == "system" else row["actor_id"]
            columns["remark"] = {"action": action, "text": text, "by": by, "at": row["timestamp"]}
        if columns["status"] != "blocked":
            columns["blocked_kind"] = None
        elif action == "blocked":
            columns["blocked_kind"] = "reason"
        elif action == "asked" and "status" in context:
            columns["blocked_kind"] = "question"
        elif action == "lease_expired":
            columns["blocked_kind"] = "dead_letter"
            self.dead_letters += 1
        self.expired += action == "lease_expired"

    def apply_talk(self, task: FoldedTask, row: dict, context: dict) -> None:
        action, number = row["action"], context.get("question_id")
        if action == "commented":
            task.comments.add(context["comment_id"])
        elif action in ("comment_edited", "comment_deleted") and context["comment_id"] not in task.comments:
            self.fault(row, f"comment {context['comment_id']} is not there")
        elif action == "comment_deleted":
            task.comments.discard(context["comment_id"])
        elif action == "asked" and number in self.questions:
            # Whoever was asked is gone, and another is asked in their place.
            self.questions[number].to = context["to"]
        elif action == "asked":
            self.questions[number] = FoldedQuestion(row["task_id"], row["actor_id"], context["to"])
            task.open_questions.add(number)
        elif action in ENDINGS and number not in task.open_questions:
            self.fault(row, f"question {number} is not open")
        elif action in ENDINGS:
            self.questions[number].endings.append(row)
            task.open_questions.discard(number)

    # What it may be done after.

    def judge_start(self, task: FoldedTask, row: dict) -> None:
        if task["status"] != "pending":
            self.fault(row, f"it was {task['status']} of {task['assigned_to']}")
        if task["assigned_to"] not in (None, row["actor_id"]):
            self.fault(row, f"it was {task['assigned_to']}'s")
        able = self.capabilities.get(row["actor_id"])
        if able is not None and not set(task["requires"]) <= set(able):
            self.fault(row, f"it requires {task['requires']}")
        context = row["context"] or {}
        # Whoever comes back late brings what was begun when it was ready.
        if context.get("forced") or context.get("resumed"):
            return
        for one in self.line(task):
            open_ones = [need for need in one.needs if self.tasks[need]["status"] != "completed"]
            if open_ones:
                self.fault(row, f"task {one['id']} needs {open_ones}, not completed")
            # A unit of work has one instant, which is from before it waits for others; whose turn comes first may have a later one.
            if one["not_before"] is not None and seconds(row["timestamp"], one["not_before"]) > UNEVEN:
                self.fault(row, f"task {one['id']} is not to be started before {one['not_before']}, and it is {row['timestamp']}")
        children = [other["id"] for other in self.children(task) if other["status"] != "completed"]
        if children and row["action"] == "claimed":
            self.fault(row, f"its subtasks {children} are open")

    def judge_generation(self, task: FoldedTask, row: dict) -> None:
        """Agents' claims are numbered, upwards."""
        generation, before = row["context"].get("generation"), [given for given in task.grants if given is not None]
        if row["actor_type"] == "agent" and (generation is None or (before and generation <= max(before))):
            self.fault(row, f"generation {generation} after {before}")

    def line(self, task: FoldedTask | None) -> Iterator[FoldedTask]:
        """It, and those that it lies under."""
        while task is not None:
            yield task
            task = self.tasks.get(task["parent_id"])

    def children(self, task: FoldedTask) -> list[FoldedTask]:
        return [other for other in self.tasks.values() if other["parent_id"] == task["id"]]

    # What has become of it all.

    def differences(self, rows: list[dict]) -> list[str]:
        """How the rows of the database differ from what the log says."""
        faults = [f"task {number} is in the log alone" for number in sorted(self.tasks.keys() - {row["id"] for row in rows})]
        for row in rows:
            task = self.tasks.get(row["id"])
            if task is None:
                faults.append(f"task {row['id']} is not in the log")
                continue
            waits = sum(self.tasks[need]["status"] != "completed" for need in task.needs)
            open_children = sum(child["status"] != "completed" for child in self.children(task))
            said = {"comments": len(task.comments), "open_questions": len(task.open_questions)}
            expected = task.columns | said | {"waits": waits, "open_children": open_children}
            if task["status"] != "pending":
                expected["ready"] = False
            unknown = row.keys() - expected.keys() - NOT_LOGGED - {"ready"}
            faults += [f"task {row['id']} has {name}, which nothing here knows of" for name in sorted(unknown)]
            faults += [f"task {row['id']}: {name} is {row[name]}, by the log {expected[name]}" for name in row.keys() & expected.keys() if row[name] != expected[name]]
        return faults

    def question_differences(self, rows: list[dict]) -> list[str]:
        """How the questions of the database differ from what the log says: each has ended in one way, by one row."""
        faults = [f"question {number} is in the log alone" for number in sorted(self.questions.keys() - {row["id"] for row in rows})]
        for row in rows:
            question = self.questions.get(row["id"])
            if question is None:
                faults.append(f"question {row['id']} is not in the log")
                continue
            endings = [(ENDINGS[ending["action"]], ending["actor_id"] if row["status"] == "answered" else None) for ending in question.endings]
            by = row["answered_by"] if row["status"] == "answered" else None
            if endings != ([] if row["status"] == "open" else [(row["status"], by)]):
                faults.append(f"question {row['id']} is {row['status']} by {by}, by the log {endings}")
            if (row["task_id"], row["asked_by"], row["to"]) != (question.task, question.asked_by, question.to):
                faults.append(f"question {row['id']} is {row}, by the log {question}")
        return faults

    def endings(self) -> list[str]:
        """Tasks that were not completed exactly once."""
        return [f"task {number}: {task['status']}, completed {task.completions} times" for number, task in self.tasks.items() if (task["status"], task.completions) != ("completed", 1)]
