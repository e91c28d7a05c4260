"""Starting: many at once, before the database is there, on one that is newer, with what cannot work."""

import os
import re
import subprocess
import time
from pathlib import Path

from database import PostgreSQL
from pooler import PgBouncer, make_certificate
from taskflow_process import Score, TaskFlow

PROCESSES, SERVERS = 10, 6


class Startup:
    def __init__(self, binary: Path, folder: Path, database: PostgreSQL, score: Score) -> None:
        self.binary, self.folder, self.database, self.score = binary, folder, database, score
        folder.mkdir()

    def command(self, verb: str, address: str, direct: str | None = None) -> subprocess.Popen:
        environment = {**os.environ, "DATABASE_URL": address, "TASKFLOW_DATA": str(self.folder / "data"), "LOG_LEVEL": "error", "TASKFLOW_DRAIN_SECONDS": "0"}
        environment |= {"DATABASE_URL_DIRECT": direct} if direct else {}
        words = [str(self.binary), verb] + (["--port", "0"] if verb == "serve" else [])
        return subprocess.Popen(words, env=environment, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)

    def finish(self, process: subprocess.Popen) -> tuple[int, str, str]:
        try:
            out, error = process.communicate(timeout=90)
        except subprocess.TimeoutExpired:
            process.kill()
            return -1, "", "it did not end within 90 s"
        return process.returncode, out, error

    def ten_at_once(self) -> None:
        name = self.database.new_database("empty")
        processes = [self.command("migrate", self.database.address(name)) for _ in range(PROCESSES)]
        ends = [self.finish(process) for process in processes]
        wrong = [end for end in ends if end[0] != 0 or end[2]]
        self.score.check(f"{PROCESSES} migrate at once: all say it is done", not wrong, wrong[:2] or "")
        rows = self.database.ask("SELECT number FROM schema_migrations ORDER BY number", name)
        numbers = [int(row[0]) for row in rows]
        self.score.check("each migration was applied, once", numbers == list(range(1, len(numbers) + 1)) and numbers != [], numbers)
        said = {int(found) for _, out, _ in ends for found in re.findall(r"(?:to |schema )(\d+)\)?\n", out)}
        self.score.check("all end at the same version", said == {max(numbers, default=0)}, said)
        faults = [line for line in self.database.log.read_text(errors="replace").splitlines() if " ERROR: " in line]
        self.score.check("none ran into another", not faults, faults[:3] or "")

    def newer_schema(self) -> None:
        self.database.ask("INSERT INTO schema_migrations VALUES (999, 'of tomorrow', 0, '')", "empty")
        for verb in ("migrate", "serve"):
            self.refused(f"{verb} on a newer schema", verb, self.database.address("empty"), "newer than this program", 30)

    def refused(self, what: str, verb: str, address: str, words: str, limit: float, direct: str | None = None) -> None:
        begun = time.monotonic()
        code, _, error = self.finish(self.command(verb, address, direct))
        seconds = time.monotonic() - begun
        is_right = code == 1 and error.count("\n") == 1 and words in error and self.database.password not in error
        self.score.check(f"{what}: one line and exit code 1", is_right, f"{code}: {error.strip()[:300]}")
        self.score.check(f"{what}: without waiting long", seconds < limit, f"{seconds:.1f} s")

    def strangers(self, pooler: PgBouncer | None = None) -> None:
        address = self.database.address("empty").replace(self.database.password, "wrong")
        self.refused("a wrong password", "migrate", address, "password authentication failed", 10)
        nowhere = self.database.address("nowhere")
        self.refused("a database that is not there", "serve", nowhere, 'database "nowhere" does not exist', 10)
        if pooler is not None:
            other = self.folder / "other"
            other.mkdir()
            roots = make_certificate(other)[1]
            self.refused("a certificate of someone else's", "migrate", pooler.address("empty", "verify-ca", roots), "certificate", 10)

    def servers_at_once(self) -> None:
        """They register the machine's owner as well, and find one another doing so."""
        name = self.database.new_database("crowd")
        crew = [self.server(f"crowd-{number}", self.database.address(name)) for number in range(SERVERS)]
        try:
            for server in crew:
                server.launch()
            wrong = [words for server in crew if (words := self.not_ready(server))]
            self.score.check(f"{SERVERS} serve at once on an empty database: all serve", not wrong, wrong[:2] or "")
            owners = self.database.ask("SELECT count(*) FROM workers", name)[0][0]
            self.score.check("and register one owner", owners == "1", owners)
        finally:
            for server in crew:
                server.kill()

    def server(self, place: str, address: str, direct: str | None = None) -> TaskFlow:
        (self.folder / place).mkdir()
        server = TaskFlow(self.binary, self.folder / place / "data")
        server.environment = {"DATABASE_URL": address} | ({"DATABASE_URL_DIRECT": direct} if direct else {})
        return server

    @staticmethod
    def not_ready(server: TaskFlow) -> str:
        try:
            server.wait_until_ready()
            return ""
        except RuntimeError as error:
            return str(error)

    def before_the_database(self, address: str, direct: str, what: str, patience: float = 0) -> None:
        """The program is there first: it waits, and serves when the database has come; a pooler may take a while to see it."""
        self.call_on(address)
        self.database.stop("fast")
        # A pooler that knew the database has seen that it is gone.
        self.call_on(address)
        server = self.server(what.replace(" ", "-"), address, direct)
        try:
            server.launch()
            time.sleep(3)
            is_waiting = server.is_alive
            self.score.check(f"{what}: started before the database it waits", is_waiting, "" if is_waiting else server.last_words())
            back = self.database.start()
            if is_waiting:
                words, seconds = self.not_ready(server), time.monotonic() - back
                # Its pauses grow to two seconds.
                self.score.check(f"{what}: and serves when it has come", not words and seconds < 5 + patience, words or f"{seconds:.1f} s later")
        finally:
            server.kill()
            if self.database.process is None:
                self.database.start()

    def call_on(self, address: str) -> None:
        command = [str(self.database.programs / "psql"), "-XAtq", "-d", address, "-c", "SELECT 1"]
        subprocess.run(command, capture_output=True, timeout=30, check=False)
