"""Databases to claim from: so many tasks, of which 235 in a thousand are ready, spread evenly; all counters right."""

import sqlite3
from dataclasses import dataclass
from pathlib import Path

from harness.postgres import Postgres
from harness.seeding import MEMBER_COLUMNS, OWNER, PROJECT_COLUMNS, TENANT, check, fill, without_projects

#: How many of a thousand tasks are ready; the others are completed.
READY = 235
#: 20 projects and three sets of what is required: a row of tasks of its own for each.
PROJECTS, REQUIRED = 20, ("[]", '["sql"]', '["swift"]')
CAPABILITIES = ["sql", "swift"]
IS_READY = f"(i * 7919) % 1000 < {READY}"


@dataclass(frozen=True)
class Layout:
    name: str
    tasks: int
    #: So many of the oldest wait for others.
    blocked: int = 0
    has_lanes: bool = False

    @property
    def ready(self) -> int:
        return (self.tasks - self.blocked) * READY // 1000

    @property
    def needed(self) -> int:
        """How many the blocked ones wait for: a thousand each at most wait for one."""
        return -(-self.blocked // 1000) if self.blocked else 0

    def columns(self) -> dict[str, str]:
        """Each column's SQL over `i`. The last tasks are those that others wait for, and they are not ready."""
        is_needed = f"i >= {self.tasks - self.needed}"
        is_open = f"(i < {self.blocked} OR {IS_READY})"
        own = {
            "status": f"CASE WHEN {is_needed} THEN 'blocked' WHEN {is_open} THEN 'pending' ELSE 'completed' END",
            "progress_percent": f"CASE WHEN {is_needed} OR {is_open} THEN 0 ELSE 100 END",
            "completed_at": f"CASE WHEN {is_needed} OR {is_open} THEN NULL ELSE 1760000000000 + i END",
            "blocked_kind": f"CASE WHEN {is_needed} THEN 'reason' END",
            "accountable_id": f"'{OWNER}'",
            "waits": f"CASE WHEN i < {self.blocked} THEN 1 ELSE 0 END",
        }
        if self.has_lanes:
            slug = f"'lane-' || (i % {PROJECTS})"
            own |= {
                "project_slug": slug, "project_id": f"(SELECT id FROM projects WHERE tenant_id = '{TENANT}' AND slug = {slug})",
                "requires": "CASE (i / 20) % 3 " + " ".join(f"WHEN {n} THEN '{text}'" for n, text in enumerate(REQUIRED)) + " END",
            }  # fmt: skip
        return without_projects() | own

    def edges(self) -> str:
        """The needs of the blocked ones, by the numbers that the tasks have."""
        return (
            "INSERT INTO task_needs (task_id, needed_id, created_at) SELECT id, (SELECT max(id) FROM tasks) - id % "
            f"{max(1, self.needed)}, 1760000000000 FROM tasks WHERE waits = 1"
        )


def project_columns() -> dict[str, str]:
    return PROJECT_COLUMNS | {"slug": "'lane-' || i", "name": "'Lane ' || i"}


def member_columns(worker: str) -> dict[str, str]:
    place = f"(SELECT id FROM projects WHERE tenant_id = '{TENANT}' AND slug = 'lane-' || i)"
    return MEMBER_COLUMNS | {"project_id": place, "worker_id": f"'{worker}'"}


def seed_sqlite(path: Path, layout: Layout, agents: list[str]) -> None:
    """The server has made the tables, and all agents are registered."""
    database = sqlite3.connect(path, timeout=60)
    try:
        database.execute("PRAGMA synchronous=OFF")
        database.execute("PRAGMA cache_size=-262144")
        with database:
            if layout.has_lanes:
                fill(database, "projects", project_columns(), PROJECTS)
                for agent in agents:
                    fill(database, "project_members", member_columns(agent), PROJECTS)
            fill(database, "tasks", layout.columns(), layout.tasks)
            if layout.blocked:
                database.execute(layout.edges())
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        check(database, layout.tasks)
    finally:
        database.close()


def seed_on_postgres(server: Postgres, database: str, layout: Layout, agents: list[str]) -> None:
    def insert(table: str, columns: dict[str, str], count: int) -> None:
        values = ", ".join(sql.replace("char(10)", "chr(10)") for sql in columns.values())
        series = f"generate_series(0::bigint, {count - 1}) AS n(i)"
        server.sql(database, f"INSERT INTO {table} ({', '.join(columns)}) SELECT {values} FROM {series}")

    if layout.has_lanes:
        insert("projects", project_columns() | {"review_required": "false"}, PROJECTS)
        for agent in agents:
            insert("project_members", member_columns(agent), PROJECTS)
    insert("tasks", layout.columns(), layout.tasks)
    if layout.blocked:
        server.sql(database, layout.edges())
    server.settle(database)
