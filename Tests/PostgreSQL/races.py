"""Two changes that exclude each other, made at one moment through two processes, over a short distance so that they meet.

Each trial sets a stage, lets two (or three) calls go at once, and says which answers there may be; at the end the database is
searched for what no order of the calls could have brought about.
"""

import itertools
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass

from database import PostgreSQL
from distance import Distance
from fleet import Fleet, all_at_once
from taskflow_process import Reply, Score

#: Seconds each way between TaskFlow and PostgreSQL: no transaction is over before the other one begins.
DELAY = 0.003


@dataclass
class Call:
    method: str
    path: str
    body: object = None
    token: str = ""
    headers: tuple = ()


#: What a trial answers: the calls to be made at once, and whether their statuses can be right.
Stage = tuple[list[Call], Callable[[list[int]], bool]]


class Races:
    def __init__(self, fleet: Fleet, distance: Distance, database: PostgreSQL, name: str, score: Score) -> None:
        self.fleet, self.distance, self.database, self.name, self.score = fleet, distance, database, name, score
        self.numbers = itertools.count(1)

    def run(self, times: int) -> None:
        for trial in (
            self.complete_and_add, self.complete_and_reopen, self.complete_and_move, self.circle, self.larger_circle,
            self.owners_leave, self.owners_are_deleted, self.owner_leaves_and_other_is_deleted, self.member_leaves_and_is_assigned,
            self.member_leaves_and_starts, self.worker_is_deleted_and_is_assigned, self.worker_is_deleted_and_starts,
            self.worker_is_deleted_and_joins, self.worker_is_deleted_and_gets_a_key, self.worker_is_deleted_and_makes_a_project,
            self.project_ends_and_gets_a_task, self.project_is_forced_and_gets_a_task, self.project_ends_and_gets_a_member,
            self.tree_ends_and_grows, self.tree_ends_and_starts, self.trees_end, self.same_names, self.same_slugs,
            self.same_version, self.different_fields, self.approved_and_rejected, self.member_twice, self.assigned_and_started,
            self.reopened_and_parent_completed_again,
        ):  # fmt: skip
            self.race(trial, times)
        for what, sql in IMPOSSIBLE.items():
            found = self.database.ask(sql, self.name)
            self.score.check(f"there is no {what}", not found, found[:3] or "")

    def race(self, trial: Callable[[], Stage], times: int) -> None:
        """One trial, many times; the stage is set without the distance."""
        found, wrong = Counter(), []
        for _ in range(times):
            calls, is_right = trial()
            self.distance.delay = DELAY
            replies = all_at_once([lambda call=call, number=number: self.call(call, number) for number, call in enumerate(calls)])
            self.distance.delay = 0
            statuses = [getattr(reply, "status", 0) for reply in replies]
            found[tuple(statuses)] += 1
            if not is_right(statuses):
                wrong.append([(call.method, call.path, getattr(reply, "text", reply)) for call, reply in zip(calls, replies)])
        words = ", ".join(f"{' and '.join(map(str, statuses))}: {count}" for statuses, count in sorted(found.items()))
        self.score.check(f"{trial.__name__.replace('_', ' ')}", not wrong, words + (f"; {wrong[0]}" if wrong else ""))

    def call(self, call: Call, number: int) -> Reply:
        server = self.fleet.servers[number % 2]
        return server.call(call.method, call.path, call.body, token=call.token or server.token, headers=dict(call.headers))

    # What stages are made of.

    def task(self, **members: object) -> int:
        return self.fleet.must("POST", "/api/tasks", {"title": f"Task {next(self.numbers)}"} | members)["id"]

    def do(self, task: int, *verbs: str) -> int:
        for verb in verbs:
            self.fleet.must("POST", f"/api/tasks/{task}/{verb}")
        return task

    def worker(self) -> tuple[str, str]:
        agent = self.fleet.agents(1, f"racer-{next(self.numbers)}")[0]
        agent.connection.close()
        return agent.handle, agent.key

    def project(self, *members: tuple[str, str], keeps_boss: bool = True) -> str:
        slug = f"race-{next(self.numbers)}"
        self.fleet.must("POST", "/api/projects", {"slug": slug, "name": slug})
        for handle, role in members:
            self.fleet.must("POST", f"/api/projects/{slug}/members", {"worker_id": handle, "role": role})
        if not keeps_boss:
            self.fleet.must("DELETE", f"/api/projects/{slug}/members/{at(BOSS)}")
        return slug

    # The trials.

    def complete_and_add(self) -> Stage:
        parent = self.do(self.task(), "start")
        return [complete(parent), Call("POST", "/api/tasks", {"title": "child", "parent_id": parent})], one_of((200, 409), (409, 201))

    def complete_and_reopen(self) -> Stage:
        parent = self.do(self.task(), "start")
        child = self.do(self.task(parent_id=parent), "start", "complete")
        return [complete(parent), act(child, "reopen")], one_of((200, 409), (409, 200))

    def complete_and_move(self) -> Stage:
        parent, child = self.do(self.task(), "start"), self.task()
        return [complete(parent), patch(child, parent_id=parent)], one_of((200, 409), (409, 200))

    def reopened_and_parent_completed_again(self) -> Stage:
        parent = self.do(self.task(), "start")
        child = self.do(self.task(parent_id=parent), "start", "complete")
        self.do(parent, "complete")
        # The parent first, or the child has to wait: never an open child under a completed parent.
        return [act(parent, "reopen"), act(child, "reopen")], one_of((200, 200), (200, 409))

    def circle(self) -> Stage:
        one, other = self.task(), self.task()
        return [patch(one, parent_id=other), patch(other, parent_id=one)], one_of((200, 400), (400, 200))

    def larger_circle(self) -> Stage:
        one, two, three = self.task(), self.task(), self.task()
        calls = [patch(one, parent_id=two), patch(two, parent_id=three), patch(three, parent_id=one)]
        return calls, lambda statuses: sorted(statuses) == [200, 200, 400]

    def owners_leave(self) -> Stage:
        one, other = self.worker()[0], self.worker()[0]
        slug = self.project((one, "owner"), (other, "owner"), keeps_boss=False)
        return [leave(slug, one), leave(slug, other)], one_of((204, 409), (409, 204))

    def owners_are_deleted(self) -> Stage:
        one, other = self.worker()[0], self.worker()[0]
        self.project((one, "owner"), (other, "owner"), keeps_boss=False)
        return [dismiss(one), dismiss(other)], one_of((204, 409), (409, 204))

    def owner_leaves_and_other_is_deleted(self) -> Stage:
        one, other = self.worker()[0], self.worker()[0]
        slug = self.project((one, "owner"), (other, "owner"), keeps_boss=False)
        return [leave(slug, one), dismiss(other)], one_of((204, 409), (409, 204))

    def member_leaves_and_is_assigned(self) -> Stage:
        handle = self.worker()[0]
        slug = self.project((handle, "member"))
        task = self.task(project_slug=slug)
        return [leave(slug, handle), act(task, "assign", assignee=handle)], one_of((204, 200), (204, 422))

    def member_leaves_and_starts(self) -> Stage:
        handle, key = self.worker()
        slug = self.project((handle, "member"))
        task = self.task(project_slug=slug)
        return [leave(slug, handle), act(task, "start", key)], one_of((204, 200), (204, 404))

    def worker_is_deleted_and_is_assigned(self) -> Stage:
        handle, task = self.worker()[0], self.task()
        return [dismiss(handle), act(task, "assign", assignee=handle)], one_of((204, 200), (204, 422))

    def worker_is_deleted_and_starts(self) -> Stage:
        (handle, key), task = self.worker(), self.task()
        return [dismiss(handle), act(task, "start", key)], one_of((204, 200), (204, 401))

    def worker_is_deleted_and_joins(self) -> Stage:
        handle, slug = self.worker()[0], self.project()
        join = Call("POST", f"/api/projects/{slug}/members", {"worker_id": handle, "role": "member"})
        return [dismiss(handle), join], one_of((204, 201), (204, 422))

    def worker_is_deleted_and_gets_a_key(self) -> Stage:
        handle = self.worker()[0]
        return [dismiss(handle), Call("POST", f"/api/workers/{at(handle)}/keys", {"name": "late"})], one_of((204, 201), (204, 404))

    def worker_is_deleted_and_makes_a_project(self) -> Stage:
        handle, _ = self.worker()
        wide = {"name": "wide", "scopes": ["projects:write", "tasks:read"]}
        key = self.fleet.must("POST", f"/api/workers/{at(handle)}/keys", wide)["key"]
        slug = f"race-{next(self.numbers)}"
        make = Call("POST", "/api/projects", {"slug": slug, "name": slug}, key)
        # Who has made one meanwhile is its last owner and cannot be deleted.
        return [dismiss(handle), make], one_of((409, 201), (204, 401))

    def project_ends_and_gets_a_task(self) -> Stage:
        slug = self.project()
        make = Call("POST", "/api/tasks", {"title": "late", "project_slug": slug})
        return [Call("DELETE", f"/api/projects/{slug}"), make], one_of((204, 422), (409, 201))

    def project_is_forced_and_gets_a_task(self) -> Stage:
        slug = self.project()
        self.task(project_slug=slug)
        make = Call("POST", "/api/tasks", {"title": "late", "project_slug": slug})
        return [Call("DELETE", f"/api/projects/{slug}?force=true"), make], one_of((204, 422), (204, 201))

    def project_ends_and_gets_a_member(self) -> Stage:
        handle, slug = self.worker()[0], self.project()
        join = Call("POST", f"/api/projects/{slug}/members", {"worker_id": handle, "role": "member"})
        return [Call("DELETE", f"/api/projects/{slug}"), join], one_of((204, 404), (204, 201))

    def tree_ends_and_grows(self) -> Stage:
        parent = self.task()
        self.task(parent_id=parent)
        grow = Call("POST", "/api/tasks", {"title": "late", "parent_id": parent})
        return [Call("DELETE", f"/api/tasks/{parent}"), grow], one_of((204, 422), (204, 201))

    def tree_ends_and_starts(self) -> Stage:
        parent = self.task()
        child = self.task(parent_id=parent)
        return [Call("DELETE", f"/api/tasks/{parent}"), act(child, "start")], one_of((204, 404), (204, 200))

    def trees_end(self) -> Stage:
        parent = self.task()
        child = self.task(parent_id=parent)
        self.task(parent_id=child)
        return [Call("DELETE", f"/api/tasks/{parent}"), Call("DELETE", f"/api/tasks/{child}")], one_of((204, 404), (204, 204))

    def same_names(self) -> Stage:
        make = Call("POST", "/api/workers", {"handle": f"@twin-{next(self.numbers)}"})
        return [make, make], one_of((201, 409), (409, 201))

    def same_slugs(self) -> Stage:
        slug = f"twin-{next(self.numbers)}"
        make = Call("POST", "/api/projects", {"slug": slug, "name": slug})
        return [make, make], one_of((201, 409), (409, 201))

    def member_twice(self) -> Stage:
        handle, slug = self.worker()[0], self.project()
        join = Call("POST", f"/api/projects/{slug}/members", {"worker_id": handle, "role": "member"})
        return [join, join], one_of((201, 409), (409, 201))

    def same_version(self) -> Stage:
        task, match = self.task(), (("If-Match", '"v1"'),)
        calls = [Call("PATCH", f"/api/tasks/{task}", {"title": f"by {number}"}, headers=match) for number in (0, 1)]
        return calls, one_of((200, 412), (412, 200))

    def different_fields(self) -> Stage:
        task = self.task()
        return [patch(task, title="merged"), patch(task, priority="high", description="merged")], one_of((200, 200))

    def approved_and_rejected(self) -> Stage:
        task = self.do(self.task(), "start", "submit")
        return [act(task, "approve"), act(task, "reject", reason="no")], one_of((200, 400), (400, 200))

    def assigned_and_started(self) -> Stage:
        (handle, _), (_, key), task = self.worker(), self.worker(), self.task()
        return [act(task, "assign", assignee=handle), act(task, "start", key)], one_of((200, 409), (200, 200))


BOSS = "@durability"


def at(handle: str) -> str:
    return handle.replace("@", "%40")


def one_of(*right: tuple[int, ...]) -> Callable[[list[int]], bool]:
    return lambda statuses: tuple(statuses) in right


def act(task: int, verb: str, token: str = "", **body: object) -> Call:
    return Call("POST", f"/api/tasks/{task}/{verb}", body or None, token)


def complete(task: int) -> Call:
    return act(task, "complete")


def patch(task: int, **body: object) -> Call:
    return Call("PATCH", f"/api/tasks/{task}", body)


def leave(slug: str, handle: str) -> Call:
    return Call("DELETE", f"/api/projects/{slug}/members/{at(handle)}")


def dismiss(handle: str) -> Call:
    return Call("DELETE", f"/api/workers/{at(handle)}")


#: What must not be found, and where to look.
IMPOSSIBLE = {
    "open task under a completed one":
        "SELECT c.id FROM tasks c JOIN tasks p ON p.id = c.parent_id WHERE p.status = 'completed' AND c.status <> 'completed'",
    "circle of subtasks": """
        WITH RECURSIVE up (start, id, depth) AS (SELECT id, parent_id, 1 FROM tasks WHERE parent_id IS NOT NULL
        UNION ALL SELECT up.start, t.parent_id, depth + 1 FROM up JOIN tasks t ON t.id = up.id WHERE t.parent_id IS NOT NULL AND depth < 20)
        SELECT DISTINCT start FROM up WHERE start = id""",
    "project without an owner": """
        SELECT p.slug FROM projects p WHERE NOT EXISTS (SELECT 1 FROM project_members m JOIN workers w
        ON w.id = m.worker_id AND w.tenant_id = m.tenant_id
        WHERE m.project_id = p.id AND m.role = 'owner' AND w.deleted_at IS NULL)""",
    "project whose first owner is no owner": """
        SELECT p.slug FROM projects p WHERE NOT EXISTS (SELECT 1 FROM project_members m
        WHERE m.project_id = p.id AND m.worker_id = p.owner_id AND m.role = 'owner')""",
    "open task of a worker who is gone": """
        SELECT t.id FROM tasks t JOIN workers w ON w.id = t.assigned_to AND w.tenant_id = t.tenant_id
        WHERE t.status <> 'completed' AND w.deleted_at IS NOT NULL""",
    "open task of a worker who is no member": """
        SELECT t.id FROM tasks t JOIN workers w ON w.id = t.assigned_to AND w.tenant_id = t.tenant_id
        WHERE t.status <> 'completed' AND t.project_id IS NOT NULL AND w.role <> 'admin' AND NOT EXISTS (SELECT 1
        FROM project_members m WHERE m.project_id = t.project_id AND m.worker_id = t.assigned_to AND m.role <> 'viewer')""",
    "membership of a worker who is gone": """
        SELECT m.project_id, m.worker_id FROM project_members m JOIN workers w ON w.id = m.worker_id AND w.tenant_id = m.tenant_id
        WHERE w.deleted_at IS NOT NULL""",
    "good key of a worker who is gone": """
        SELECT k.id FROM keys k JOIN workers w ON w.id = k.worker_id AND w.tenant_id = k.tenant_id
        WHERE w.deleted_at IS NOT NULL AND k.revoked_at IS NULL""",
    "lost update": "SELECT id FROM tasks WHERE title = 'merged' AND (priority <> 2 OR description IS NULL OR version <> 3)",
    "task without its beginning, or with two": """
        SELECT t.id FROM tasks t LEFT JOIN audit_log a ON a.task_id = t.id AND a.action = 'created'
        GROUP BY t.id HAVING count(a.id) <> 1""",
    "task that is gone without a word, or with two": """
        SELECT a.task_id FROM audit_log a WHERE a.entity_type = 'task' AND a.task_id NOT IN (SELECT id FROM tasks)
        GROUP BY a.task_id HAVING count(*) FILTER (WHERE a.action = 'deleted') <> 1""",
    "audit row after the end of its task": """
        SELECT a.task_id, a.action FROM audit_log a JOIN audit_log d ON d.task_id = a.task_id AND d.action = 'deleted'
        WHERE d.entity_type = 'task' AND a.entity_type = 'task' AND a.id > d.id""",
}  # fmt: skip
