"""All that is measured of claims, on both engines: the databases are made, each claim's cost is taken by turns, then many claim at once."""

import json
import shutil
import subprocess
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path

from harness.claim_seeding import Layout, seed_on_postgres, seed_sqlite
from harness.claiming import CALLERS, HELD, Claims, Quiet, agents, claims_at_once, listen_for_nothing, measure_claims, statement_times
from harness.postgres import Postgres
from harness.servers import Server, running
from harness.suite import Log, Plan, Series, Table, interleaved

SQLITE, POSTGRES = "SQLite", "PostgreSQL"
PLAIN, KEYED = "create", "keyed"
WHOLE, CORE = ("get", "list"), ("get17", "list17")
#: In a small database few tasks are ready: so many in a round, each round in a new one.
SMALL = 110

#: A server on a data folder and a database, by its name, the folder, and further options.
Serving = Callable[..., Server]


@dataclass
class ClaimResults:
    costs: list[Claims] = field(default_factory=list)
    at_once: dict[str, Series] = field(default_factory=dict)
    creates: dict[str, Table] = field(default_factory=dict)
    fields: Table = field(default_factory=dict)
    quiet: Quiet | None = None


def layouts(sizes: list[int]) -> list[Layout]:
    largest = sizes[-1]
    blocked = min(100_000, largest // 10)
    return [
        *(Layout(f"{size:,} tasks", size) for size in sizes), Layout(f"{largest:,}, {blocked:,} blocked ones at the head", largest, blocked),
        Layout(f"{largest:,} in 60 lanes", largest, has_lanes=True),
    ]  # fmt: skip


class ClaimSuite:
    def __init__(self, plan: Plan, folder: Path, key: Callable[..., str], serving: Serving, owner: str, log: Log) -> None:
        self.plan, self.folder, self.key, self.serving, self.owner, self.log = plan, folder, key, serving, owner, log
        # As many as are claimed at most in all rounds and a warm-up; a second is good for 8,000.
        self.callers = CALLERS * max(1, -(-8_000 * (plan.rounds * plan.seconds + 1) // (CALLERS * HELD)))
        self.watcher = self.built_watcher()

    def run(self, server: Postgres) -> ClaimResults:
        found = ClaimResults()
        for engine in (SQLITE, POSTGRES):
            self.run_on(engine, server, found)
        database, address = self.created(server, "quiet")
        data, key = self.data("quiet", "--database", address)
        quiet = replace(self.serving("quiet", data, key, "--database", address), ready="/readyz")
        with running([quiet]):
            # What is due in a year is waited for until then.
            expect_created(quiet, {"title": "in a year", "not_before": "2099-01-01T00:00:00Z"})
            found.quiet = listen_for_nothing(server, database, self.plan.quiet_seconds, self.log)
        return found

    # The databases.

    def created(self, server: Postgres, name: str, **options: str) -> tuple[str, str]:
        database = f"claims_{name}"
        server.create(database)
        return database, server.url(database, **options)

    def data(self, name: str, *options: str) -> tuple[Path, str]:
        data = self.folder / f"claims-{name}"
        data.mkdir(mode=0o700)
        return data, self.key(data, self.owner, "--admin", "--type", "human", *options)

    def make(self, engine: str, server: Postgres, layout: Layout, name: str, callers: int) -> tuple[Server, list[str]]:
        """A server on a new database of the layout, and the keys of agents who may claim there. PostgreSQL logs what each statement takes."""
        if engine == SQLITE:
            options: tuple[str, ...] = ()
        else:
            database, address = self.created(server, name.replace("-", "_"), log_min_duration_statement="0")
            options = ("--database", address)
        data, key = self.data(name, *options)
        ours = replace(self.serving(f"{engine}, {layout.name}", data, key, *options), ready="/readyz")
        with running([ours]):
            keys = agents(ours, callers)
        handles = [f"@claimer-{number}" for number in range(callers)]
        self.log(f"seeding {layout.name} on {engine}")
        if engine == SQLITE:
            seed_sqlite(data / "taskflow.db", layout, handles)
        else:
            seed_on_postgres(server, database, layout, handles)
        return ours, keys

    # The measurements.

    def run_on(self, engine: str, server: Postgres, found: ClaimResults) -> None:
        made: dict[Layout, list[tuple[Server, list[str]]]] = {}
        wanted = layouts(self.plan.claim_sizes)
        largest = next(layout for layout in wanted if layout.tasks == self.plan.claim_sizes[-1])
        for number, layout in enumerate(wanted):
            copies = self.plan.rounds if layout.ready < 2 * self.plan.claims * (self.plan.rounds + 1) else 1
            callers = self.callers if layout == largest else 1
            made[layout] = [self.make(engine, server, layout, f"{engine.lower()}-{number}-{copy}", callers) for copy in range(copies)]
        claims = {layout: Claims(engine, layout) for layout in wanted}
        found.costs += claims.values()
        with running([self.timed(ours) if engine == SQLITE else ours for copies in made.values() for ours, _ in copies]):
            for number in range(self.plan.rounds):
                for layout, copies in made.items():
                    self.measure(server, *copies[number % len(copies)], claims[layout])
        (ours, keys), *_ = made[largest]
        # Without anything that writes down what each statement takes.
        name = f"{engine.lower()}-{wanted.index(largest)}-0"
        options = ("--database", server.url(f"claims_{name.replace('-', '_')}")) if engine == POSTGRES else ()
        ours = replace(self.serving(f"{engine}, {largest.name}", self.folder / f"claims-{name}", ours.token, *options), ready="/readyz")
        with running([ours]):
            found.at_once[engine] = self.many(ours, keys, self.folder / "claim-keys", largest.ready)
            found.creates[engine] = interleaved([(ours, kind) for kind in (PLAIN, KEYED)], self.plan, self.log, label="keyed-")
            if engine == SQLITE:
                found.fields = self.fields(ours)

    def timed(self, ours: Server) -> Server:
        """SQLite's times are written down by what stands before it; where that cannot be built they are estimated."""
        if self.watcher:
            ours.env |= {"LD_PRELOAD": str(self.watcher), "CLAIM_TIMES": str(self.times_of(ours))}
        return ours

    def times_of(self, ours: Server) -> Path:
        return ours.log.with_suffix(".times")

    def built_watcher(self) -> Path | None:
        compiler, built = shutil.which("cc") or shutil.which("clang"), self.folder / "claim_times.so"
        if compiler is None:
            return None
        command = [compiler, "-O2", "-shared", "-fPIC", "-o", str(built), str(Path(__file__).with_name("claim_times.c")), "-ldl"]
        return built if subprocess.run(command, check=False).returncode == 0 else None

    def measure(self, server: Postgres, ours: Server, keys: list[str], found: Claims) -> None:
        count = min(self.plan.claims, SMALL if found.layout.tasks <= 1_000 else self.plan.claims)
        before, times = server.log_end(), self.times_of(ours)
        lines = times.read_text().count("\n") if times.exists() else 0
        measure_claims(ours, keys[0], found, count)
        if found.engine == POSTGRES:
            told = list(statement_times(server.log_lines(before)))[-count:]
            found.statement.all += [whole for whole, _ in told]
            found.binding.all += [binding for _, binding in told]
        elif times.exists():
            found.statement.all += [float(line) for line in times.read_text().splitlines()[lines:]][-count:]
        self.log(f"{found.engine:10} {found.layout.name:50} claim p50 {found.claim.at(50):6.3f} ms, start {found.start.at(50):6.3f} ms, statement {found.statement.at(50):6.3f} ms")

    def fields(self, ours: Server) -> Table:
        if ours.ask("/api/tasks?limit=1&fields=id")[0] == 422:
            self.log(f"{ours.name} knows of no fields=: not measured")
            return {}
        return interleaved([(ours, kind) for pair in zip(WHOLE, CORE) for kind in pair], self.plan, self.log, label="fields-")

    def many(self, ours: Server, keys: list[str], file: Path, ready: int) -> Series:
        """Shorter where the tasks would not last."""
        found, seconds = Series(), self.plan.seconds if ready > len(keys) * HELD else 1
        claims_at_once(ours, keys, file, 1, "w")
        for number in range(self.plan.rounds):
            found.rounds.append(claims_at_once(ours, keys, file, seconds, str(number)))
            self.log(f"{ours.name}: {CALLERS} at once, {found.rounds[-1].per_second:.0f} claims/s, {found.rounds[-1].refused} faults")
        return found


def expect_created(server: Server, task: dict) -> None:
    status, body = server.ask("/api/tasks", "POST", json.dumps(task))
    if status != 201:
        raise RuntimeError(f"{server.name} answered a task with {status}: {body[:300]!r}")
