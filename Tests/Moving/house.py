"""A TaskFlow database with many tasks in it, and the program that moves it. Standard library only."""

import os
import sqlite3
import subprocess
import time
import uuid
from dataclasses import dataclass
from pathlib import Path

TENANT, OWNER = "default", "@owner"

#: Rows by their number i (1, 2, 3 …). Of every tenth task the parent comes before it, of every fifteenth after it; titles and
#: descriptions hold what is hard to write down; the last 41 numbers are of tasks that are gone.
FILLING = """
INSERT INTO projects (tenant_id, slug, name, owner_id, review_required, created_at, updated_at)
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 100)
  SELECT '{tenant}', 'project-' || i, 'Project ' || i, '{owner}', i % 2, 1760000000000, 1760000000000 FROM n;
INSERT INTO project_members (project_id, tenant_id, worker_id, role, joined_at)
  SELECT id, tenant_id, owner_id, 'owner', created_at FROM projects;
INSERT INTO tasks (id, tenant_id, title, status, priority, progress_percent, assigned_to, project_id, project_slug, tags,
    due_date, created_by, version, started_at, completed_at, created_at, updated_at, description, search_text)
  WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {tasks})
  SELECT i, '{tenant}', 'Task ' || i || ' "é e' || char(769) || char(8232) || ' 🚀"', CASE i % 3 WHEN 0 THEN 'completed' ELSE 'pending' END,
    i % 4, CASE i % 3 WHEN 0 THEN 100 ELSE 0 END, CASE i % 5 WHEN 0 THEN '{owner}' END, CASE i % 2 WHEN 0 THEN 1 + i % 100 END,
    CASE i % 2 WHEN 0 THEN (SELECT slug FROM projects WHERE id = 1 + i % 100) END, ' tag-' || i % 7 || ' ',
    CASE i % 6 WHEN 0 THEN 1770000000000 + i END, '{owner}', 1 + i % 9, CASE i % 3 WHEN 0 THEN 1760000000001 END,
    CASE i % 3 WHEN 0 THEN 1760000000002 END, 1760000000000 + i, 1760000000000 + i,
    CASE i % 8 WHEN 0 THEN NULL ELSE 'Line one.' || char(10) || 'Line "two" \\ ' || char(9) || char(1) || hex(i) END, 'task ' || i FROM n;
UPDATE tasks SET search_text = lower(title) || char(10) || lower(coalesce(description, ''));
UPDATE tasks SET parent_id = id - 10 WHERE id % 10 = 0 AND id > 10 AND id % 3 <> 0;
UPDATE tasks SET parent_id = id + 1 WHERE id % 15 = 1 AND id < {tasks};
INSERT INTO audit_log (tenant_id, entity_type, entity_id, task_id, project_id, project_slug, actor_id, actor_type, action, via,
    request_id, timestamp, context)
  SELECT tenant_id, 'task', CAST(id AS TEXT), id, project_id, project_slug, created_by, 'human', 'created', 'rest', 'r' || id,
    created_at, json_object('title', json_object('before', NULL, 'after', title)) FROM tasks;
UPDATE sqlite_sequence SET seq = seq + 41 WHERE name = 'tasks';
"""


@dataclass
class Done:
    code: int
    output: str
    error: str
    seconds: float
    #: The most memory it had at once, in MiB.
    peak: float

    @property
    def line(self) -> str:
        return f"{self.seconds:.1f} s, {self.peak:.0f} MiB"


class Program:
    def __init__(self, binary: Path, folder: Path) -> None:
        self.binary, self.folder = binary.resolve(), folder

    def start(self, *arguments: str, env: dict[str, str] | None = None) -> subprocess.Popen:
        # An environment of its own: whatever settings the caller has are not meant for these databases.
        kept = {name: os.environ[name] for name in ("PATH", "HOME", "LD_LIBRARY_PATH") if name in os.environ}
        kept["TASKFLOW_DRAIN_SECONDS"] = "0"
        return subprocess.Popen(
            [str(self.binary), *arguments], cwd=self.folder, stdin=subprocess.DEVNULL, text=True, env=kept | (env or {}),
            stdout=subprocess.PIPE, stderr=subprocess.PIPE,
        )  # fmt: skip

    def run(self, *arguments: str, env: dict[str, str] | None = None) -> Done:
        begun, peak = time.monotonic(), 0.0
        process = self.start(*arguments, env=env)
        while process.poll() is None:
            peak = max(peak, peak_of(process.pid))
            time.sleep(0.01)
        output, error = process.communicate()
        return Done(process.returncode, output, error, time.monotonic() - begun, peak)


def peak_of(pid: int) -> float:
    try:
        status = Path(f"/proc/{pid}/status").read_text()
    except OSError:
        return 0.0
    found = [line.split()[1] for line in status.splitlines() if line.startswith("VmHWM:")]
    return int(found[0]) / 1024 if found else 0.0


class Server:
    """The PostgreSQL that databases are made on."""

    def __init__(self, address: str) -> None:
        self.address = address

    def make(self) -> str:
        name = "m" + uuid.uuid4().hex
        self.ask(f"CREATE DATABASE {name}", self.address)
        return self.address.replace("/postgres?", f"/{name}?")

    @staticmethod
    def ask(statement: str, address: str) -> str:
        command = ["psql", "-X", "-q", "-At", "-v", "ON_ERROR_STOP=1", "-d", address, "-c", statement]
        return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def fill(program: Program, data: Path, tasks: int) -> str:
    """Makes a database of that many tasks, and answers a key for it."""
    program.run("migrate", "--data-dir", str(data))
    key = program.run("token", "create", "--worker", OWNER, "--type", "human", "--admin", "--data-dir", str(data)).output.strip()
    database = sqlite3.connect(data / "taskflow.db")
    database.execute("PRAGMA foreign_keys = ON")
    database.executescript(FILLING.format(tenant=TENANT, owner=OWNER, tasks=tasks))
    assert not database.execute("PRAGMA foreign_key_check").fetchall()
    database.commit()
    database.close()
    return key
