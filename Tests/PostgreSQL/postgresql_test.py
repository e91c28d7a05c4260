"""Tests the built program on PostgreSQL, from outside: postgresql_test.py BINARY [--rounds N] [--only PARTS] (see --help)

A durable PostgreSQL of its own and, before it, PgBouncer with TLS; two TaskFlow processes share a database. Starts and a queue
over both; PostgreSQL restarted and every backend terminated in the middle of load; round trips over a distance; changes that
one process makes and the other tells; rest; start-up. Figures that are printed are of this machine, now.
"""

import argparse
import sys
import tempfile
import time
from contextlib import ExitStack
from pathlib import Path

import database as databases
import changes
import events
import pooled
import round_trips
import two_processes
from distance import Distance
from fleet import environment_of, fleet
from outages import Outages
from pooler import PgBouncer, pgbouncer
from races import Races
from startup import Startup
from taskflow_process import Score, binary_argument, raise_open_files

PARTS = ("startup", "processes", "races", "changes", "events", "trips", "outages", "pooled", "rest")


class Session:
    """One server for all parts, a database for each."""

    def __init__(self, arguments: argparse.Namespace, folder: Path, stack: ExitStack, score: Score) -> None:
        self.arguments, self.folder, self.stack, self.score = arguments, folder, stack, score
        self.rights = databases.Unprivileged()
        self.database = stack.enter_context(databases.postgresql(folder / "postgres", self.rights))
        self.bouncer: PgBouncer | None = None

    def run(self) -> None:
        # Its minute passes while others work.
        sleeper = self.sleeper() if "rest" in self.arguments.only else None
        for part in self.arguments.only:
            print(f"-- {part}", flush=True)
            begun = time.monotonic()
            if part == "rest":
                sleeper.check(self.score)
            else:
                getattr(self, f"run_{part}")()
                self.database.drop_databases()
            print(f"   {time.monotonic() - begun:.0f} s", flush=True)

    def check_logs(self) -> None:
        """What a server wrote down about its database."""
        logs = [log.read_bytes() for log in self.folder.rglob("server.log")]
        score, secret = self.score, self.database.password.encode()
        score.check("no password is in the servers' logs", logs != [] and not any(secret in log for log in logs), f"{len(logs)} logs")

    def fleet(self, name: str, stack: ExitStack, count: int = 2):
        environment = environment_of(self.database, self.database.new_database(name))
        return stack.enter_context(fleet(self.arguments.binary, self.folder / name, environment, count))

    def start_pooler(self) -> PgBouncer:
        if self.bouncer is None:
            self.bouncer = self.stack.enter_context(pgbouncer(self.folder / "pooler", self.database, self.rights))
        return self.bouncer

    def run_startup(self) -> None:
        startup = Startup(self.arguments.binary, self.folder / "startup", self.database, self.score)
        pooler = self.start_pooler()
        startup.ten_at_once()
        startup.newer_schema()
        startup.servers_at_once()
        startup.strangers(pooler)
        name = self.database.new_database("later")
        direct = self.database.address(name)
        startup.before_the_database(direct, direct, "directly")
        # Longer than the program needs to find that the database itself is back.
        pooler.ask("SET server_login_retry = 12")
        startup.before_the_database(pooler.address(name, "verify-full"), direct, "through PgBouncer", patience=12)
        pooler.ask("SET server_login_retry = 1")

    def run_processes(self) -> None:
        with ExitStack() as stack:
            two_processes.run(self.fleet("shared", stack), self.database, "shared", self.score)

    def run_races(self) -> None:
        name, distance = self.database.new_database("racing"), Distance(self.database.port, 0)
        environment = {"DATABASE_URL": self.database.address(name, distance.port), "DATABASE_URL_DIRECT": self.database.address(name)}
        try:
            with fleet(self.arguments.binary, self.folder / name, environment) as crew:
                Races(crew, distance, self.database, name, self.score).run(self.arguments.races)
        finally:
            distance.close()

    def run_changes(self) -> None:
        with ExitStack() as stack:
            changes.run(self.fleet("feeding", stack), self.database, "feeding", self.score)

    def run_events(self) -> None:
        with ExitStack() as stack:
            events.run(self.fleet("telling", stack), self.database, "telling", self.score)

    def run_trips(self) -> None:
        folder = self.folder / "trips"
        folder.mkdir()
        round_trips.run(self.arguments.binary, folder, self.database, self.score, self.arguments.calls)

    def sleeper(self) -> changes.Sleeper:
        """On a server of its own, which nobody restarts."""
        database = self.stack.enter_context(databases.postgresql(self.folder / "quiet", self.rights))
        environment = environment_of(database, database.new_database("sleeping"))
        crew = self.stack.enter_context(fleet(self.arguments.binary, self.folder / "sleeping", environment, 1))
        return changes.Sleeper(crew, database, "sleeping")

    def run_outages(self) -> None:
        with ExitStack() as stack:
            Outages(self.fleet("shaken", stack), self.database, "shaken", self.score).run(self.arguments.rounds)

    def run_pooled(self) -> None:
        pooler, name = self.start_pooler(), self.database.new_database("pooled")
        environment = {"DATABASE_URL": pooler.address(name, "verify-ca"), "DATABASE_URL_DIRECT": self.database.address(name)}
        with ExitStack() as stack:
            crew = stack.enter_context(fleet(self.arguments.binary, self.folder / name, environment, log_level="INFO"))
            pooled.run(crew, pooler, name, self.score)
            Outages(crew, self.database, name, self.score, pooler).run(self.arguments.pooled_rounds or min(4, self.arguments.rounds))


def parts(text: str) -> list[str]:
    found = text.split(",")
    if unknown := set(found) - set(PARTS):
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: there are {', '.join(PARTS)}")
    return [part for part in PARTS if part in found]


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=binary_argument)
    parser.add_argument("--rounds", type=int, default=10, help="of outages")
    parser.add_argument("--pooled-rounds", type=int, help="of outages behind PgBouncer; as many, but 4 at most")
    parser.add_argument("--races", type=int, default=10, help="of each kind")
    parser.add_argument("--calls", type=int, default=30, help="of each kind over a distance")
    parser.add_argument("--only", type=parts, default=list(PARTS), help=f"of {', '.join(PARTS)}, with commas between")
    arguments, score = parser.parse_args(), Score()
    raise_open_files(4096)
    with tempfile.TemporaryDirectory(prefix="taskflow-postgresql-") as name:
        folder = Path(name)
        # PostgreSQL's user has a folder in there.
        folder.chmod(0o711)
        try:
            with ExitStack() as stack:
                session = Session(arguments, folder, stack, score)
                session.run()
                session.check_logs()
        except RuntimeError as error:
            score.check("the test ran to its end", False, error)
    return score.close()


if __name__ == "__main__":
    sys.exit(main())
