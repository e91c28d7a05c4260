"""PostgreSQL goes away in the middle of load, again and again: nothing is lost, nothing is done twice, and all goes on."""

import time

from database import PostgreSQL
from fleet import Fleet
from listener import Listener
from load import Load, Memory
from pooler import PgBouncer
from taskflow_process import Score

KINDS = ("immediate restart", "every backend terminated", "fast restart", "every backend terminated")
POOLED = (*KINDS[:3], "PgBouncer restarted")
#: Seconds of load before, of PostgreSQL's absence, and of load after it is back.
BEFORE, AWAY, AFTER = 0.7, 1.2, 3.0
LIMIT = 2.0


class Outages:
    """Rounds on one database, directly or through a pooler, which makes its clients wait for a while before it refuses."""

    def __init__(self, fleet: Fleet, database: PostgreSQL, name: str, score: Score, pooler: PgBouncer | None = None) -> None:
        self.fleet, self.database, self.name, self.score, self.pooler = fleet, database, name, score, pooler
        self.memory, self.prefix = Memory(), "pooled: " if pooler else ""

    def run(self, rounds: int) -> None:
        self.fleet.must("POST", "/api/projects", {"slug": "shaken", "name": "Shaken"})
        listener = Listener(self.fleet.servers[1], "taskflow://projects/shaken")
        for number in range(rounds):
            kinds = POOLED if self.pooler else KINDS
            kind = kinds[number % len(kinds)]
            self.one_round(f"{self.prefix}round {number + 1}, {kind}", kind, listener)
        listener.close()
        told = list(self.memory.created.values())
        for what, found in self.memory.faults(self.database, self.name).items():
            self.score.check(f"{self.prefix}{what}", not found, found[:3] or "")
        counts = f"{told.count('made')} created, {told.count('not made')} refused, {told.count('unknown')} of unknown outcome"
        self.score.check(f"{self.prefix}there was load", told.count("made") > 20 * rounds, counts)

    def one_round(self, name: str, kind: str, listener: Listener) -> None:
        with Load(self.fleet, name, self.memory) as load:
            time.sleep(BEFORE)
            left = time.monotonic()
            gone, begins, back = self.shake(kind)
            time.sleep(max(0, back + AFTER - time.monotonic()))
            ended = time.monotonic()
        check = self.score.check
        check(f"{name}: 201, 200 or a plain 503", not load.faults, load.faults[:3] or dict(load.refusals()))
        recovery, still = load.recovery(back), load.ticker.longest
        if still > 1:
            print(f"        the machine stood still for {still:.1f} s: what is late below may be so for that", flush=True)
        check(f"{name}: all clients work again within {LIMIT:.0f} s", recovery <= LIMIT, f"{recovery:.2f} s, after {back - left:.1f} s")
        check(f"{name}: the processes are the same", self.fleet.are_alive)
        faults = [fault for probe in load.probes for fault in probe.faults]
        check(f"{name}: /api/health/db answers as promised", not faults, faults[:3] or "")
        if gone < begins:
            away = load.health(gone, begins)
            check(f"{name}: /api/health/db says 503 while it is away", set(away) == {503} or (self.pooler and not away), dict(away))
            check(f"{name}: clients noticed", sum(load.refusals().values()) > 0 or self.pooler)
        after = load.health(back + LIMIT, ended)
        check(f"{name}: /api/health/db says 200 when it is back", set(after) == {200}, dict(after))
        self.check_listener(name, listener)

    def check_listener(self, name: str, listener: Listener) -> None:
        listener.forget()
        self.fleet.must("POST", "/api/tasks", {"title": f"{name}, news", "project_slug": "shaken"})
        made = time.monotonic()
        heard = listener.hears("taskflow://projects/shaken", 5)
        late = None if heard is None else max(0, heard - made)
        self.score.check(
            f"{name}: who listens at the other process hears again, within 1 s", late is not None and late < 1,
            "nothing" if late is None else f"{late * 1000:.0f} ms",
        )  # fmt: skip

    def shake(self, kind: str) -> tuple[float, float, float]:
        """When it was gone for sure, when it was called back, and when it let clients in."""
        if kind == "every backend terminated":
            self.database.terminate_everyone()
            return (time.monotonic(),) * 3
        if kind == "PgBouncer restarted":
            self.pooler.stop()
        else:
            self.database.stop(kind.split()[0])
        gone = time.monotonic() + 0.3
        time.sleep(AWAY)
        begins = time.monotonic()
        return gone, begins, (self.pooler if kind == "PgBouncer restarted" else self.database).start()
