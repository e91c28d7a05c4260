"""Changes made through one process reach who listens at the other; who listens to nothing asks nothing of the database."""

import threading
import time

from database import PostgreSQL
from fleet import Fleet, all_at_once, waits
from listener import Listener
from taskflow_process import Score

CHANGES = 10
LIMIT = 1.0
LISTENING = "query LIKE 'LISTEN%'"


def run(fleet: Fleet, database: PostgreSQL, name: str, score: Score) -> None:
    one, other = fleet.servers
    fleet.must("POST", "/api/projects", {"slug": "feed", "name": "Feed"})
    score.check("while nobody listens no connection listens", database.connections(name, LISTENING) == 0)
    for here, there, words in ((one, other, "the first process"), (other, one, "the second process")):
        listener = Listener(there, "taskflow://projects/feed")
        delays = [delay_of(listener, here, number) for number in range(CHANGES)]
        missed = sum(delay is None for delay in delays)
        slowest = max((delay for delay in delays if delay is not None), default=0)
        score.check(
            f"{CHANGES} changes by {words}: each heard at the other within {LIMIT:.0f} s", missed == 0 and slowest < LIMIT,
            f"{missed} missed, the slowest came after {slowest * 1000:.0f} ms",
        )  # fmt: skip
        score.check("it listens on one connection", database.connections(name, LISTENING) == 1, database.connections(name, LISTENING))
        listener.close()
        is_over = waits(lambda: database.connections(name, LISTENING) == 0, 10)
        score.check("when the listener is gone the connection is closed", is_over)


def delay_of(listener: Listener, server, number: int) -> float | None:
    listener.forget()
    server.call("POST", "/api/tasks", {"title": f"News {number}", "project_slug": "feed"})
    answered = time.monotonic()
    heard = listener.hears("taskflow://projects/feed")
    # Others may have heard of it before its maker has read the answer.
    return None if heard is None else max(0, heard - answered)


class Sleeper(threading.Thread):
    """A process that is left alone: its database is to be left alone as well, and its connections to end."""

    #: `PostgresSettings.idleSeconds`, and something for slow machines.
    IDLE, SLACK = 60, 5
    #: A connection's own count of commits comes to light ten seconds after its last one.
    SETTLED = 12

    def __init__(self, fleet: Fleet, database: PostgreSQL, name: str) -> None:
        super().__init__(daemon=True)
        self.fleet, self.database, self.name = fleet, database, name
        agents = fleet.agents(6, "sleeper")
        for _ in range(3):
            all_at_once([lambda agent=agent: agent.call("GET", "/api/tasks") for agent in agents])
        self.opened = database.connections(name)
        self.asleep = time.monotonic()
        self.asked, self.watched, self.left, self.closed = None, 0.0, None, 0.0
        self.start()

    def run(self) -> None:
        """Watches while others work."""
        self.wait_until(self.SETTLED)
        first, began = self.database.commits(self.name), time.monotonic()
        self.wait_until(self.IDLE - 5)
        self.asked, self.watched = self.database.commits(self.name) - first, time.monotonic() - began
        waits(lambda: self.database.connections(self.name) == 0, self.asleep + self.IDLE + self.SLACK - time.monotonic())
        self.left, self.closed = self.database.connections(self.name), time.monotonic() - self.asleep

    def check(self, score: Score) -> None:
        self.join(self.IDLE + self.SLACK + 30)
        score.check("at rest nothing asks", self.asked == 0, f"{self.asked} transactions in {self.watched:.0f} s")
        score.check(
            "at rest the pool closes down to zero", self.left == 0 < self.opened,
            f"{self.opened} connections, {self.left} left after {self.closed:.0f} s",
        )  # fmt: skip
        reply = self.fleet.servers[0].call("GET", "/api/tasks")
        score.check("and opens again for the next call", reply.status == 200, reply.status)

    def wait_until(self, seconds: float) -> None:
        time.sleep(max(0.0, self.asleep + seconds - time.monotonic()))
