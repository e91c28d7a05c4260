"""The ceiling on PostgreSQL: pgbench with the statements that TaskFlow itself sends, taken from the server's log."""

import json
import re
import statistics
import subprocess
import time
from dataclasses import dataclass
from pathlib import Path

from harness.load import Measurement
from harness.postgres import USER, Postgres
from harness.servers import Server

CLIENTS = 8
#: What the load's creates send (load.lua), with the words that stand for what differs from call to call.
BODY = '{"title":"Task 0-1-1000004","description":"A sentence or two of text. A sentence or two of text.","priority":"high","tags":["bench","load"]}'
#: A task to ask for whose number is no other parameter's value.
TASK = 777


@dataclass
class Statement:
    sql: str
    values: list[str | None]
    """Its parameters; None is NULL."""

    @property
    def ends(self) -> bool:
        return self.sql == "COMMIT"


@dataclass
class PgBench:
    """A script for pgbench, in the place of a server."""

    name: str
    server: Postgres
    database: str
    script: Path
    variables: dict[str, str]

    def measure(self, seconds: int) -> Measurement:
        for old in self.script.parent.glob(f"{self.script.stem}-log*"):
            old.unlink()
        command = [self.server.bin / "pgbench", "-n", "-M", "prepared", "-c", str(CLIENTS), "-j", "2", "-T", str(seconds)]
        command += ["-h", self.server.folder, "-U", USER, "-f", self.script, "-l", "--log-prefix", self.script.with_name(f"{self.script.stem}-log")]
        command += [part for name, value in self.variables.items() for part in ("-D", f"{name}={value}")]
        done = subprocess.run([*command, self.database], capture_output=True, text=True, timeout=seconds + 60, check=False)
        found = re.search(r"^tps = ([0-9.]+) \(without", done.stdout, re.MULTILINE)
        if done.returncode != 0 or found is None:
            raise RuntimeError(f"{self.name} failed: {done.stdout[-500:]} {done.stderr[-500:]}")
        failed = re.search(r"failed transactions: (\d+)", done.stdout)
        p50, p99 = self.percentiles()
        return Measurement(float(found.group(1)), p50, p99, int(failed.group(1)) if failed else 0, 0)

    def percentiles(self) -> tuple[float, float]:
        logs = self.script.parent.glob(f"{self.script.stem}-log*")
        times = sorted(int(line.split()[2]) for log in logs for line in log.read_text().splitlines())
        if len(times) < 100:
            return float("nan"), float("nan")
        return statistics.median(times) / 1000, times[len(times) * 99 // 100] / 1000


@dataclass
class Statements:
    """What one call sends, from BEGIN to COMMIT."""

    kind: str
    all: list[Statement]
    task: str
    """The number of the task that was asked for, or made."""

    def write(self, folder: Path, server: Postgres, database: str, tasks: int, style: str) -> PgBench:
        """Makes a script: `single` sends each statement by itself, `trips` what TaskFlow sends together, `alone` the task's SELECT only."""
        variables: dict[str, str] = {}
        lines = [f"\\set task random(1, {tasks})"] if self.kind == "get" else []
        chosen = [one for one in self.all if " tasks." in one.sql] if style == "alone" else self.all
        for trip in self.trips(chosen) if style == "trips" else [[one] for one in chosen]:
            if len(trip) > 1:
                lines.append("\\startpipeline")
            lines += [self.line(one, f"s{self.all.index(one)}", variables) for one in trip]
            if len(trip) > 1:
                lines.append("\\endpipeline")
        script = folder / f"{self.kind}-{style}.sql"
        script.write_text("\n".join(lines) + "\n")
        return PgBench(NAMES[style], server, database, script, variables)

    @staticmethod
    def trips(all_of_them: list[Statement]) -> list[list[Statement]]:
        """BEGIN goes with the first statement, COMMIT with the last."""
        first, *middle, last, commit = all_of_them[1:]
        return [[all_of_them[0], first], *([one] for one in middle), [last, commit]]

    def line(self, one: Statement, prefix: str, variables: dict[str, str]) -> str:
        def place(match: re.Match) -> str:
            value = one.values[int(match.group(1)) - 1]
            if value is None:
                return "NULL"
            if value == self.task:
                return ":task" if self.kind == "get" else ":made_id"
            name = f"{prefix}_{match.group(1)}"
            variables[name] = value
            return f":{name}"

        sql = re.sub(r"\$(\d+)", place, one.sql)
        # All that is returned would be kept, and some of it has no name.
        return f"WITH made AS ({sql}) SELECT id FROM made \\gset made_" if "RETURNING" in sql else sql + ";"


SINGLE, TRIPS, ALONE = "pgbench", "pgbench, in TaskFlow's trips", "pgbench, the task's SELECT alone"
NAMES = {"single": SINGLE, "trips": TRIPS, "alone": ALONE}


def traced(server: Postgres, ours: Server) -> list[Statements]:
    """Asks a TaskFlow that logs its statements for one get and one create."""
    found = []
    for kind in ("get", "create"):
        call = (f"/api/tasks/{TASK}",) if kind == "get" else ("/api/tasks", "POST", BODY)
        ours.ask(*call)  # The first call of a kind may bring statements of its own, such as the caller's last-seen time.
        time.sleep(0.5)
        seen = len(server.log_lines())
        status, body = ours.ask(*call)
        if status not in (200, 201):
            raise RuntimeError(f"{ours.name} answered {kind} with {status}: {body[:300]!r}")
        time.sleep(0.5)
        found.append(Statements(kind, transaction(server.log_lines()[seen:], kind), str(json.loads(body)["id"])))
    return found


def transaction(log: list[str], kind: str) -> list[Statement]:
    """The one transaction in the log; what follows its COMMIT (a NOTIFY at times) is not the call's."""
    statements: list[Statement] = []
    for entry in map(json.loads, log):
        if found := re.match(r"execute [^:]+: (.*)", entry.get("message", ""), re.DOTALL):
            statements.append(Statement(found.group(1).strip(), parameters(entry.get("detail", ""))))
            if statements[-1].ends:
                break
    if not statements or not statements[0].sql.startswith("BEGIN") or not statements[-1].ends or len(statements) < 4:
        raise RuntimeError(f"cannot tell the statements of {kind} from PostgreSQL's log: {[one.sql[:40] for one in statements]}")
    return statements


def parameters(detail: str) -> list[str | None]:
    texts = re.findall(r"\$\d+ = (NULL|'(?:[^']|'')*')", detail)
    return [None if text == "NULL" else text[1:-1].replace("''", "'") for text in texts]

