"""Measures TaskFlow beside its peers and writes results.md.

    bench.py [--quick] [--taskflow BINARY] [--ceiling BINARY] [--access-log] [--only load,sweep,profile,instructions,start,tokens,sizes,events,waits,words,board,claims,web,postgres]

The peer (peer/) is the standard FastAPI + SQLModel + python-jose back end, uvicorn with two workers; `peer inline` is the
same code run on the event loop, blocking (peer/style.py); the ceiling is a bare Hummingbird route. All servers check the
same kind of credential on every call and log alike. The part `postgres` puts TaskFlow and the peer on one PostgreSQL, where
pgbench with TaskFlow's own statements is the ceiling. The part `claims` is TaskFlow's alone, on both engines.
`make bench` builds the binaries and calls this through run.sh.
"""

import argparse
import contextlib
import dataclasses
import os
import shutil
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from functools import partial
from pathlib import Path

from harness import instructions, processor, profile
from harness.board import boards
from harness.claim_suite import ClaimSuite
from harness.events import Events, Hearing
from harness.machine import describe, first_line
from harness.pgbench import ALONE, SINGLE, TRIPS, PgBench, traced
from harness.postgres import SETTINGS, Postgres
from harness.report import ALL, FRESH, KEY, PART, REPEATED, Results, markdown
from harness.seeding import ONE_PERCENT, OWNER, may_hold, seed, seed_postgres
from harness.servers import MemoryWatch, Server, free_port, running, start_ups
from harness.suite import FULL, QUICK, Plan, Series, Table, interleaved, sweep
from harness.tokens import sso
from harness.waits import CHANGES, QUICK_CHANGES, WakeUp, wake_ups
from harness.words import ASKER, CALLS, QUICK_CALLS, SOMEBODY, Word, measure_words, seed_questions, seed_questions_on_postgres

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parent
PEER = HERE / "peer"
OURS, PEER_NAME, INLINE, CEILING = "TaskFlow", "peer", "peer inline", "ceiling"
PARTS = ("load", "sweep", "profile", "instructions", "start", "tokens", "sizes", "events", "waits", "words", "board", "claims", "web", "postgres")
POOLS = (4, 8, 16)


class Bench:
    def __init__(self, arguments: argparse.Namespace, folder: Path) -> None:
        self.arguments, self.folder = arguments, folder
        plan: Plan = QUICK if arguments.quick else FULL
        self.plan = dataclasses.replace(plan, rounds=arguments.rounds or plan.rounds, seconds=arguments.seconds or plan.seconds)
        self.parts = set(arguments.only.split(","))
        self.peer_python = str(PEER / ".venv/bin/python")

    # -- Servers -------------------------------------------------------------------------------------------------------

    def taskflow(
        self, name: str, tasks: int, in_projects: bool, name_of_data: str = "taskflow", for_board: bool = False
    ) -> tuple[Server, str]:
        """A TaskFlow server on a new database with that many tasks, and the key of a caller who sees one project."""
        data = self.folder / f"{name_of_data}-{tasks}-{in_projects}"
        data.mkdir(mode=0o700)
        key = self.key(data, OWNER, "--admin")
        part_key = self.key(data, ONE_PERCENT) if in_projects else ""
        log(f"seeding {tasks:,} tasks")
        seed(data / "taskflow.db", tasks, in_projects, for_board)
        return self.serving(name, data, key), part_key

    def serving(self, name: str, data: Path, key: str, *options: str) -> Server:
        port = free_port()
        argv = [str(self.arguments.taskflow), "serve", "--host", "127.0.0.1", "--port", str(port), "--data-dir", str(data), *options]
        argv += ["--rate-limit", "0", "--log-level", "INFO" if self.arguments.access_log else "WARNING"]
        return Server(name, argv, port, "/api/tasks/1", self.folder / f"{data.name}-{name.replace(' ', '-')}.log", key)

    def key(self, data: Path, worker: str, *options: str) -> str:
        place = ["--data-dir", str(data), *(options[options.index("--database"):] if "--database" in options else ())]
        output([str(self.arguments.taskflow), "migrate", *place])
        return output([str(self.arguments.taskflow), "token", "create", "--worker", worker, "--data-dir", str(data), *options])

    def peer(self, name: str, style: str, signs_in: bool = False, database: str = "") -> Server:
        """The peer with a key, or with a token of python-jose; on an SQLite file of its own unless told otherwise."""
        file, keys = self.folder / f"{name.replace(' ', '-')}.db", self.folder / "peer-keys"
        env = {"DATABASE_URL": database or f"sqlite:///{file}", "PEER_STYLE": style}
        options = ["--jwt-keys", str(keys)] if signs_in else []
        credential = output([self.peer_python, str(PEER / "prepare.py"), "--tasks", str(self.plan.tasks), *options], env)
        if signs_in:
            env |= {"PEER_AUTH": "jwt", "PEER_PUBLIC_KEY": str(keys / "public.pem")}
        port = free_port()
        argv = [self.peer_python, "-m", "uvicorn", "main:app", "--app-dir", str(PEER), "--host", "127.0.0.1", "--port", str(port)]
        argv += ["--workers", "2", "--loop", "uvloop", "--http", "httptools"]
        argv += ["--log-level", "info"] if self.arguments.access_log else ["--no-access-log", "--log-level", "warning"]
        return Server(name, argv, port, "/api/tasks/1", self.folder / f"{name.replace(' ', '-')}.log", credential, env=env)

    def ceiling(self) -> Server:
        port = free_port()
        return Server(CEILING, [str(self.arguments.ceiling), str(port)], port, "/plain", self.folder / "ceiling.log")

    # -- Parts ---------------------------------------------------------------------------------------------------------

    def run(self) -> Results:
        results = Results(self.plan, describe(self.folder, self.versions()), OURS, PEER_NAME, CEILING)
        # Without one of these parts the peer is not asked for.
        servers, pairs = self.contenders() if self.parts & {"load", "sweep", "profile", "start"} else ([], [])
        if servers:
            with running(servers):
                for server in servers:
                    results.memory_idle[server.name] = server.memory()
                with MemoryWatch(servers) as memory:
                    if "load" in self.parts:
                        results.load = interleaved(pairs, self.plan, log)
                    if "sweep" in self.parts:
                        results.sweep = sweep([pair for pair in pairs if pair[1] in ("plain", "get", "create")], self.plan, log)
                results.memory_peak = memory.peak
                if "profile" in self.parts and profile.available() and servers[0].name == OURS:
                    for kind in ("get", "list", "create"):
                        results.profiles[kind] = profile.profile(servers[0], kind, self.folder, self.plan.tasks)
        if "instructions" in self.parts and instructions.available() and not self.arguments.without_taskflow:
            results.instructions = self.counted()
        if "start" in self.parts:
            for server in servers:
                if server.name in (OURS, PEER_NAME):
                    results.start_ups[server.name] = start_ups(server, self.plan.start_ups)
                    log(f"start of {server.name}: {', '.join(f'{ms:.0f}' for ms in results.start_ups[server.name])} ms")
        if "tokens" in self.parts and not self.arguments.without_taskflow:
            results.tokens = self.tokens()
        if "sizes" in self.parts and not self.arguments.without_taskflow:
            results.sizes = self.sizes()
        if "events" in self.parts and not self.arguments.without_taskflow:
            results.events = self.events()
        if "waits" in self.parts and not self.arguments.without_taskflow:
            results.waits = self.waits()
        if "words" in self.parts and not self.arguments.without_taskflow:
            results.words = self.words()
        if "board" in self.parts and not self.arguments.without_taskflow:
            results.board = self.board()
        if "claims" in self.parts and not self.arguments.without_taskflow:
            with Postgres(self.arguments.work_dir) as server:
                results.claims = ClaimSuite(self.plan, self.folder, self.key, self.serving, OWNER, log).run(server)
        if "web" in self.parts and not self.arguments.without_taskflow:
            results.web = self.web()
        if "postgres" in self.parts and not self.arguments.without_taskflow:
            with Postgres(self.arguments.work_dir) as server:
                self.postgres(server, results)
        results.notes = self.notes()
        return results

    def contenders(self) -> tuple[list[Server], list[tuple[Server, str]]]:
        servers, pairs = [], []
        kinds = ("get", "list", "create", "mixed")
        if not self.arguments.without_taskflow:
            ours, _ = self.taskflow(OURS, self.plan.tasks, in_projects=False)
            servers.append(ours)
            pairs += [(ours, kind) for kind in kinds]
        peer, inline = self.peer(PEER_NAME, "threads"), self.peer(INLINE, "inline")
        servers += [peer, inline]
        pairs += [(server, kind) for server in (peer, inline) for kind in kinds]
        if self.arguments.ceiling.exists():
            ceiling = self.ceiling()
            servers.append(ceiling)
            pairs.append((ceiling, "plain"))
        return servers, sorted(pairs, key=lambda pair: kinds.index(pair[1]) if pair[1] in kinds else -1)

    def counted(self) -> dict[str, instructions.Cost]:
        server, _ = self.taskflow(OURS, instructions.TASKS, in_projects=False, name_of_data="instructions")
        may_hold(self.folder / f"instructions-{instructions.TASKS}-False" / "taskflow.db", OWNER, instructions.STARTS)
        return instructions.count(server, self.folder, self.plan.counted_calls, log)

    def sizes(self) -> dict:
        """A list of 50 at each size, for who sees all tasks and for who sees one in a hundred; all sizes interleaved."""
        made = {size: self.taskflow(f"{size} {ALL}", size, in_projects=True) for size in self.plan.sizes}
        with running([server for server, _ in made.values()]):
            for server, part_key in made.values():
                part = Server(**{**vars(server), "name": server.name.replace(ALL, PART), "token": part_key, "process": None})
                self.check_share(part)
            everyone = [
                (Server(**{**vars(server), "name": f"{size} {caller}", "token": key, "process": None}), "list")
                for size, (server, part_key) in made.items()
                for caller, key in ((ALL, server.token), (PART, part_key))
            ]
            table = interleaved(everyone, self.plan, log, label="size-")
        return {size: {pair: series for pair, series in table.items() if pair[0].split()[0] == str(size)} for size in made}

    def events(self) -> list[Hearing]:
        found = []
        for on_largest, tasks in ((False, self.plan.tasks), (True, self.plan.sizes[-1])):
            server, _ = self.taskflow(OURS, tasks, in_projects=False, name_of_data="events")
            data = self.folder / f"events-{tasks}-False"
            crowds = [crowd for crowd in self.plan.crowds if crowd.on_largest == on_largest]
            with running([server]):
                rounds = Events(server, data / "taskflow.db", partial(self.key, data), self.plan.rounds, self.plan.listening_seconds, log)
                found += rounds.run(crowds, self.plan.changes)
        return found

    def waits(self) -> list[WakeUp]:
        changes = QUICK_CHANGES if self.arguments.quick else CHANGES
        server, _ = self.taskflow("SQLite", self.plan.tasks, in_projects=False, name_of_data="waits")
        data = self.folder / f"waits-{self.plan.tasks}-False"
        with running([server]):
            found = wake_ups(server.name, server, partial(self.key, data), changes, log)
        with Postgres(self.arguments.work_dir) as postgres:
            data = self.folder / "waits-postgres"
            data.mkdir(mode=0o700)
            place = ("--database", postgres.create("waits"))
            key = self.key(data, OWNER, "--admin", *place)
            seed_postgres(postgres, "waits", self.plan.tasks)
            server = self.serving("PostgreSQL", data, key, *place)
            with running([server]):
                found += wake_ups(server.name, server, lambda worker: self.key(data, worker, *place), changes, log)
        return found

    def words(self) -> list[Word]:
        calls = QUICK_CALLS if self.arguments.quick else CALLS
        server, _ = self.taskflow("SQLite", self.plan.tasks, in_projects=False, name_of_data="words")
        data = self.folder / f"words-{self.plan.tasks}-False"
        self.key(data, ASKER)
        somebody = self.key(data, SOMEBODY, "--admin")
        seed_questions(data / "taskflow.db", self.plan.tasks)
        with running([server]):
            found = measure_words(server.name, server, somebody, calls, log)
        with Postgres(self.arguments.work_dir) as postgres:
            data = self.folder / "words-postgres"
            data.mkdir(mode=0o700)
            place = ("--database", postgres.create("words"))
            key = self.key(data, OWNER, "--admin", *place)
            self.key(data, ASKER, *place)
            somebody = self.key(data, SOMEBODY, "--admin", *place)
            seed_postgres(postgres, "words", self.plan.tasks)
            seed_questions_on_postgres(postgres, "words", self.plan.tasks)
            postgres.settle("words")
            server = self.serving("PostgreSQL", data, key, *place)
            with running([server]):
                found += measure_words(server.name, server, somebody, calls, log)
        return found

    def board(self) -> dict[tuple[int, str, int], Series]:
        sizes = (self.plan.sizes[0], self.plan.sizes[-1])
        made = {size: self.taskflow(f"{size}", size, in_projects=True, name_of_data="board", for_board=True) for size in sizes}
        with running([server for server, _ in made.values()]):
            servers = {}
            for size, (server, part_key) in made.items():
                part = dataclasses.replace(server, token=part_key, process=None)
                self.check_share(part)
                servers[size] = {ALL: dataclasses.replace(server, process=None), PART: part}
            return boards(servers, self.plan, log)

    def web(self) -> str:
        """The board in a browser, as the tests' own script measures it; its table is all that it prints."""
        options = ["--quick"] if self.arguments.quick else []
        log("the board in a browser")
        script = REPOSITORY / "Tests/Web/run.sh"
        done = subprocess.run(
            [str(script), str(self.arguments.taskflow), "budgets", *options], stdout=subprocess.PIPE, text=True, timeout=3600, check=False
        )
        if done.returncode != 0:
            raise RuntimeError(f"the board in a browser could not be measured: {done.stdout[-800:]}")
        return done.stdout.strip()

    def tokens(self) -> Table:
        """One get, and three ways to say who calls: a key, a token seen before, a token never seen."""
        log("making tokens")
        with sso(self.peer_python, self.folder / "sso") as source:
            server, _ = self.taskflow(f"{OURS}: {KEY}", self.plan.tasks, in_projects=False, name_of_data="tokens")
            server.argv += ["--auth-server-url", source.url]
            peer = self.peer(f"{PEER_NAME}: {REPEATED}", "threads", signs_in=True)
            with running([server, peer]):
                ways = {REPEATED: {"token": source.token}, FRESH: {"token": source.token, "token_files": source.files}}
                ours = [Server(**{**vars(server), "name": f"{OURS}: {name}", "process": None, **how}) for name, how in ways.items()]
                return interleaved([(one, "get") for one in (server, *ours, peer)], self.plan, log, label="token-")

    def check_share(self, server: Server) -> None:
        status, body = server.ask("/api/tasks/2")
        if status != 404:
            raise RuntimeError(f"{server.name} should not see task 2 but got {status}: {body[:200]!r}")

    def postgres(self, server: Postgres, results: Results) -> None:
        """TaskFlow, the peer and the ceiling on one server, interleaved; then TaskFlow with pools of several sizes."""
        results.machine.append(f"PostgreSQL: {server.version()}")
        ours, pools, tracer = self.on_postgres(server)
        peers = [self.peer(name, style, database=server.create(f"peer_{style}")) for name, style in ((PEER_NAME, "threads"), (INLINE, "inline"))]
        with running([tracer]):
            ceilings = self.ceilings(server, tracer)
        server.settle("taskflow", "ceiling", "peer_threads", "peer_inline")
        pairs = [(contender, kind) for kind in ("get", "create") for contender in (ours, *peers)]
        pairs += [(ceiling, kind) for kind, ceiling in ceilings]
        with running([ours, *peers]):
            results.postgres = interleaved(sorted(pairs, key=lambda pair: pair[1], reverse=True), self.plan, log, label="postgres-")
            for kind in ("get", "create"):
                results.costs[kind] = processor.cost(ours, server.process.pid, kind, self.plan.seconds, self.plan.tasks)
            if "profile" in self.parts and profile.available():
                for kind in ("get", "create"):
                    results.profiles[f"{kind} on PostgreSQL"] = profile.profile(ours, kind, self.folder, self.plan.tasks)
        with running(list(pools.values())):
            short = Plan(**{**vars(self.plan), "rounds": max(1, self.plan.rounds - 1)})
            results.pools = interleaved([(pool, kind) for kind in ("get", "create") for pool in pools.values()], short, log, label="pools-")

    def on_postgres(self, server: Postgres) -> tuple[Server, dict[int, Server], Server]:
        """A TaskFlow as it comes, others with pools of several sizes, all on one database, and one that logs its statements."""
        data = self.folder / "taskflow-postgres"
        data.mkdir(mode=0o700)
        address = server.create("taskflow")
        key = self.key(data, OWNER, "--admin", "--database", address)
        seed_postgres(server, "taskflow", self.plan.tasks)
        server.create("ceiling", template="taskflow")
        pools = {
            size: self.serving(f"pool of {size}", data, key, "--database", address, "--database-pool-size", str(size)) for size in POOLS
        }
        tracer = self.serving("traced", data, key, "--database", server.url("ceiling", log_statement="all"))
        return self.serving(OURS, data, key, "--database", address), pools, tracer

    def ceilings(self, server: Postgres, tracer: Server) -> list[tuple[str, PgBench]]:
        get, create = traced(server, tracer)
        styles = [(get, "single"), (get, "trips"), (get, "alone"), (create, "single"), (create, "trips")]
        return [(call.kind, call.write(self.folder, server, "ceiling", self.plan.tasks, style)) for call, style in styles]

    # -- Words ---------------------------------------------------------------------------------------------------------

    def versions(self) -> dict[str, str]:
        packages = [line for line in (PEER / "requirements.txt").read_text().splitlines() if not line.startswith("#")]
        main = ("fastapi", "sqlmodel", "pydantic", "SQLAlchemy", "uvicorn", "uvloop", "httptools", "python-jose")
        ours = "" if self.arguments.without_taskflow else first_line([str(self.arguments.taskflow), "--version"])
        commit = output(["git", "-C", str(REPOSITORY), "describe", "--always", "--dirty"])
        return {
            "TaskFlow": f"{ours}, commit {commit}, release build" if ours else "not measured",
            "Peer": f"Python {first_line([self.peer_python, '-V']).split()[-1]}, "
            + ", ".join(line.replace("==", " ") for line in packages if line.split("==")[0] in main),
        }

    def notes(self) -> list[str]:
        logs = "one line for every call, on all servers" if self.arguments.access_log else "off on all servers (warnings only)"
        return [
            f"Request logs: {logs}.",
            "Every call but `plain` carries a bearer key, looked up by its SHA-256 in the database; SQLite is in WAL with "
            "synchronous=FULL everywhere, and a create writes its audit row in the same transaction.",
            "`peer` runs its endpoints on FastAPI's thread pool, as most such back ends do. `peer inline` runs the same code on the "
            "event loop, where a slow statement holds up every other call of its process: not how one would ship it, and measured "
            "so that nobody need wonder.",
            "The caller who sees 1 % is a member of the project that holds every hundredth task; where that is less than a page, "
            "every so many that there are 50.",
            f"`{FRESH}`: RS256 tokens with 2,048-bit keys, none of which the server remembers, so that each call verifies one; `{REPEATED}`: "
            "the same one with each call, which TaskFlow remembers by its SHA-256 and the peer verifies each time.",
            "Memory of the peer is the sum over its processes, so pages that they share count more than once.",
            "PostgreSQL is private to the benchmark, reached by a socket, with fsync, synchronous_commit and full_page_writes on, and "
            + ", ".join(f"{name} = {value}" for name, value in SETTINGS.items())
            + "; all servers, the load generator and PostgreSQL share the cores.",
            f"`{SINGLE}` is `pgbench -M prepared -c 8 -j 2` with every statement that TaskFlow sends for the call, from BEGIN to COMMIT "
            "with the lookup of the key, as PostgreSQL's log has them; NULLs stand in the text, the rest is bound. Each statement is a "
            f"trip of its own. `{TRIPS}` sends in one trip what TaskFlow sends in one. `{ALONE}` leaves the transaction and the key out.",
        ]


def output(command: list[str], env: dict[str, str] | None = None) -> str:
    done = subprocess.run(command, env={**os.environ, **(env or {})}, capture_output=True, text=True, timeout=900, check=False)
    if done.returncode != 0:
        raise RuntimeError(f"{' '.join(command[:4])} … ended with {done.returncode}: {done.stderr.strip()[-800:]}")
    return done.stdout.strip()


def log(line: str) -> None:
    print(line, flush=True)


def parse() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--quick", action="store_true", help="few short rounds and small databases, to see that all works")
    parser.add_argument("--rounds", type=int, help="rounds of each load")
    parser.add_argument("--seconds", type=int, help="seconds of each round")
    parser.add_argument("--taskflow", type=Path, default=REPOSITORY / ".build/static/release/taskflow")
    parser.add_argument("--ceiling", type=Path, default=REPOSITORY / ".build/static/release/plaintext-ceiling")
    parser.add_argument("--without-taskflow", action="store_true", help="the peers alone")
    parser.add_argument("--access-log", action="store_true", help="one log line for every call on all servers")
    parser.add_argument("--only", default=",".join(PARTS), help=f"parts to run, of {', '.join(PARTS)}")
    parser.add_argument("--output", type=Path, default=HERE / "results.md")
    parser.add_argument("--work-dir", type=Path, help="where the databases go (a temporary folder; should be a real disk)")
    arguments = parser.parse_args()
    if unknown := set(arguments.only.split(",")) - set(PARTS):
        parser.error(f"unknown part: {', '.join(sorted(unknown))}")
    if shutil.which("wrk") is None and arguments.only != "instructions":
        parser.error("wrk is missing: apt install wrk")
    if not arguments.without_taskflow and not arguments.taskflow.exists():
        parser.error(f"{arguments.taskflow} is missing: scripts/release.sh taskflow")
    arguments.taskflow = arguments.taskflow.resolve()
    arguments.ceiling = arguments.ceiling.resolve()
    return arguments


def on_signal(make_exit: int) -> Callable:
    def handle(*_: object) -> None:
        raise SystemExit(make_exit)

    return handle


def main() -> int:
    arguments = parse()
    for sign in (signal.SIGTERM, signal.SIGHUP):
        signal.signal(sign, on_signal(128 + sign))
    with tempfile.TemporaryDirectory(prefix="taskflow-bench-", dir=arguments.work_dir) as folder:
        try:
            results = Bench(arguments, Path(folder)).run()
        except (RuntimeError, subprocess.TimeoutExpired) as error:
            print(f"FAILED  {error}", file=sys.stderr)
            return 1
        except KeyboardInterrupt:
            return 130
    text = markdown(results)
    with contextlib.suppress(OSError):
        arguments.output.write_text(text)
    print("\n" + text)
    return 1 if results.faults else 0


if __name__ == "__main__":
    sys.exit(main())
