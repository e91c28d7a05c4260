"""Two TaskFlow processes on one PostgreSQL: of any number who start a task one wins, and a queue is emptied once."""

from collections import Counter

from database import PostgreSQL
from fleet import Agent, Fleet, all_at_once, waits
from taskflow_process import Score

CONTENDERS, RACES = 64, 5
TASKS, CLIENTS = 200, 16


def run(fleet: Fleet, database: PostgreSQL, name: str, score: Score) -> None:
    agents = fleet.agents(CONTENDERS, "racer")
    for number in range(RACES):
        one_winner(fleet, score, number, agents)
    one_queue(fleet, score)
    score.check("both processes are unharmed", fleet.are_alive)
    open_ones = "state LIKE 'idle in transaction%'"
    is_clean = waits(lambda: database.connections(name, open_ones) == 0, 2)
    score.check("no transaction is left open", is_clean, "" if is_clean else database.connections(name, open_ones))


def actions(fleet: Fleet, task: int) -> list[tuple[str, str]]:
    """Who did what, oldest first; asked of one process or the other."""
    rows = fleet.must("GET", f"/api/tasks/{task}/audit", server=task % 2)
    return [(row["action"], row["actor_id"]) for row in reversed(rows)]


def one_winner(fleet: Fleet, score: Score, race: int, agents: list[Agent]) -> None:
    task = fleet.must("POST", "/api/tasks", {"title": f"Race {race}"})["id"]
    for agent in agents:
        agent.call("GET", "/api/me")
    replies = all_at_once([lambda agent=agent: agent.call("POST", f"/api/tasks/{task}/start") for agent in agents])
    statuses = Counter(getattr(reply, "status", repr(reply)) for reply in replies)
    score.check(f"race {race}: {CONTENDERS} starts over both, one winner", statuses == {200: 1, 400: CONTENDERS - 1}, dict(statuses))
    winner = next((agent.handle for agent, reply in zip(agents, replies) if getattr(reply, "status", 0) == 200), None)
    found = actions(fleet, task)
    score.check(f"race {race}: the audit trail names the winner alone", found == [("created", "@durability"), ("started", winner)], found)
    holder = fleet.must("GET", f"/api/tasks/{task}", server=1)["assigned_to"]
    score.check(f"race {race}: the winner holds the task", holder == winner, holder)
    refusals = {reply.json["code"] for reply in replies if getattr(reply, "status", 0) == 400}
    score.check(f"race {race}: the others are told its state", refusals == {"invalid_state"}, refusals)


class Worker:
    """Takes from the front of the queue until nothing is left."""

    def __init__(self, agent: Agent) -> None:
        self.agent, self.done, self.late, self.faults = agent, [], 0, []

    def __call__(self) -> None:
        while rows := self.agent.call("GET", "/api/tasks?status=pending&sort=created_at&limit=10").json:
            for row in rows:
                self.take(row["id"])

    def take(self, task: int) -> None:
        started = self.agent.call("POST", f"/api/tasks/{task}/start")
        if started.status == 400:
            self.late += 1
            return
        completed = self.agent.call("POST", f"/api/tasks/{task}/complete")
        if (started.status, completed.status) == (200, 200):
            self.done.append(task)
        else:
            self.faults.append((task, started.status, completed.status, completed.text[:200]))


def one_queue(fleet: Fleet, score: Score) -> None:
    tasks = [fleet.must("POST", "/api/tasks", {"title": f"Task {number}"}, server=number % 2)["id"] for number in range(TASKS)]
    workers = [Worker(agent) for agent in fleet.agents(CLIENTS, "worker")]
    errors = [error for error in all_at_once(workers) if error is not None]
    faults = errors + [fault for worker in workers for fault in worker.faults]
    score.check(f"{CLIENTS} clients over both: nothing but 200 and 400", not faults, faults[:2] or "")
    count = Counter(task for worker in workers for task in worker.done)
    score.check(f"{TASKS} tasks: each completed, once", count == Counter(tasks), f"{len(count)} tasks, {count.total()} times")
    owner = {task: worker.agent.handle for worker in workers for task in worker.done}
    wrong = {}
    for task in tasks:
        found = actions(fleet, task)
        if found != [("created", "@durability"), ("started", owner.get(task)), ("completed", owner.get(task))]:
            wrong[task] = found
    score.check("the audit trail says who claimed and completed each", not wrong, dict(list(wrong.items())[:2]) or "")
    late = sum(worker.late for worker in workers)
    score.check("they got in each other's way", late > 0, f"{late} came too late")
