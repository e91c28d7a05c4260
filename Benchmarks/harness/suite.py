"""The measurements, each as figures by name; nothing here formats."""

import statistics
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from harness.events import Crowd, Hearing
from harness.load import Measurement, measure, probe
from harness.pgbench import PgBench
from harness.servers import Server

Log = Callable[[str], None]


@dataclass
class Plan:
    rounds: int
    seconds: int
    start_ups: int
    tasks: int
    sizes: list[int]
    connections: list[int]
    #: Who listens to events, how many changes a second there are, and for how long.
    crowds: list[Crowd]
    changes: int
    listening_seconds: int
    #: Where claims are measured, how many of each round, and for how long PostgreSQL is watched while nothing is due.
    claim_sizes: list[int]
    claims: int
    quiet_seconds: int
    #: How many calls of each kind instructions are counted over.
    counted_calls: int


TASKS_TOO = "?include=task"
FULL = Plan(
    rounds=3, seconds=5, start_ups=9, tasks=10_000, sizes=[1_000, 100_000, 1_000_000], connections=[1, 8, 32, 128], changes=1_000,
    crowds=[
        Crowd(1, 1), Crowd(100, 1), Crowd(100, 20), Crowd(100, 100), Crowd(1_000, 20), Crowd(100, 1, TASKS_TOO), Crowd(100, 20, TASKS_TOO),
        Crowd(100, 1, on_largest=True), Crowd(100, 1, TASKS_TOO, on_largest=True),
    ], listening_seconds=10,
    claim_sizes=[1_000, 100_000, 1_000_000], claims=500, quiet_seconds=600, counted_calls=400,
)  # fmt: skip
QUICK = Plan(
    rounds=2, seconds=2, start_ups=3, tasks=1_000, sizes=[1_000, 20_000], connections=[1, 32], changes=500,
    crowds=[Crowd(1, 1), Crowd(100, 20), Crowd(20, 1, TASKS_TOO, on_largest=True)], listening_seconds=3,
    claim_sizes=[1_000, 100_000], claims=300, quiet_seconds=20, counted_calls=100,
)  # fmt: skip


@dataclass
class Series:
    """What the rounds of one load on one server gave."""

    rounds: list[Measurement] = field(default_factory=list)

    @property
    def per_second(self) -> float:
        return statistics.median(m.per_second for m in self.rounds)

    @property
    def spread(self) -> tuple[float, float]:
        rates = [m.per_second for m in self.rounds]
        return min(rates), max(rates)

    @property
    def p50_ms(self) -> float:
        return statistics.median(m.p50_ms for m in self.rounds)

    @property
    def p99_ms(self) -> float:
        return statistics.median(m.p99_ms for m in self.rounds)

    @property
    def faults(self) -> int:
        return sum(m.refused + m.broken for m in self.rounds)


Table = dict[tuple[str, str], Series]


def measured(server: Server | PgBench, kind: str, seconds: int, connections: int, ids: int, run: str) -> Measurement:
    return server.measure(seconds) if isinstance(server, PgBench) else measure(server, kind, seconds, connections, ids, run)


def interleaved(pairs: list[tuple[Server | PgBench, str]], plan: Plan, log: Log, connections: int = 32, label: str = "") -> Table:
    """Every pair in turn, round after round, so that a disturbance hits all alike. The first round is preceded by a warm-up."""
    table: Table = {(server.name, kind): Series() for server, kind in pairs}
    for server, kind in pairs:
        if isinstance(server, Server):
            probe(server, kind)
        measured(server, kind, 1, connections, plan.tasks, f"{label}w")
    for number in range(plan.rounds):
        for server, kind in pairs:
            found = measured(server, kind, plan.seconds, connections, plan.tasks, f"{label}{number}")
            table[server.name, kind].rounds.append(found)
            log(
                f"{label or 'round'} {number + 1}/{plan.rounds}  {server.name:14} {kind:7} {connections:4} connections"
                f"  {found.per_second:9.0f}/s  p99 {found.p99_ms:7.2f} ms  {found.refused + found.broken} faults"
            )
    return table


def sweep(pairs: list[tuple[Server, str]], plan: Plan, log: Log) -> dict[int, Table]:
    """Throughput against the number of connections."""
    short = Plan(**{**vars(plan), "rounds": max(1, plan.rounds - 2), "seconds": max(1, plan.seconds - 3)})
    return {count: interleaved(pairs, short, log, count, f"sweep{count}-") for count in plan.connections}


def faults(tables: Iterable[Table], heard: Iterable[Hearing] = ()) -> int:
    return sum(series.faults for table in tables for series in table.values()) + sum(hearing.faults for hearing in heard)
