"""Fills a TaskFlow database directly, so that a million tasks are there in seconds."""

import contextlib
import sqlite3
from pathlib import Path

from harness.postgres import Postgres

TENANT = "default"
OWNER = "@bench"
#: A worker that is a member of one project in a hundred, the one that holds 1 % of the tasks (but at least a page of 50).
ONE_PERCENT = "@onepercent"
PROJECTS = 100

#: Project bench-0 holds every `:share`th task; the other projects share the rest.
SLUG = f"'bench-' || CASE WHEN i % :share = 0 THEN 0 ELSE 1 + i % {PROJECTS - 1} END"
#: The columns that are filled, each with its SQL over `i` (0, 1, 2 …), the row's number. Times are milliseconds since 1970.
TASK_COLUMNS = {
    "tenant_id": f"'{TENANT}'",
    "title": "'Task ' || i || ' of the benchmark'",
    "status": "'pending'",
    "priority": "i % 4",
    "progress_percent": "0",
    "project_id": f"(SELECT id FROM projects WHERE tenant_id = '{TENANT}' AND slug = {SLUG})",
    "project_slug": SLUG,
    "tags": "' bench seeded '",
    "created_by": f"'{OWNER}'",
    "version": "1",
    "created_at": "1760000000000 + i",
    "updated_at": "1760000000000 + i",
    "description": "'A sentence or two of text. A sentence or two of text. A sentence or two of text. A sentence or two of text. '",
    "search_text": "'task ' || i || ' of the benchmark' || char(10) || 'a sentence or two of text. a sentence or two of text. "
    "a sentence or two of text. a sentence or two of text. '",
}
#: A task's turn among twenty, out of step with the projects: twelve are completed, five pending, one of each other status.
TURN = "((i + i / 20 + i / 400) % 20)"
#: What `TASK_COLUMNS` become where every column of a board is to have tasks.
BOARD_COLUMNS = {
    "status": f"CASE WHEN {TURN} < 12 THEN 'completed' WHEN {TURN} < 17 THEN 'pending' WHEN {TURN} = 17 THEN 'in_progress' "
    f"WHEN {TURN} = 18 THEN 'blocked' ELSE 'review' END",
    "progress_percent": f"CASE WHEN {TURN} < 12 THEN 100 WHEN {TURN} < 17 THEN 0 ELSE i % 90 END",
    "assigned_to": f"CASE WHEN {TURN} BETWEEN 12 AND 16 THEN NULL ELSE '{OWNER}' END",
    "started_at": f"CASE WHEN {TURN} BETWEEN 12 AND 16 THEN NULL ELSE 1760000000000 + i END",
    "completed_at": f"CASE WHEN {TURN} < 12 THEN 1760000000000 + i END",
    "due_date": "CASE WHEN i % 4 = 0 THEN 1790000000000 + i * 1000 END",
}
PROJECT_COLUMNS = {
    "tenant_id": f"'{TENANT}'",
    "slug": "'bench-' || i",
    "name": "'Project ' || i",
    "owner_id": f"'{OWNER}'",
    "review_required": "0",
    "created_at": "1760000000000",
    "updated_at": "1760000000000",
}
MEMBER_COLUMNS = {
    "project_id": f"(SELECT id FROM projects WHERE tenant_id = '{TENANT}' AND slug = 'bench-0')",
    "tenant_id": f"'{TENANT}'",
    "worker_id": f"'{ONE_PERCENT}'",
    "role": "'member'",
    "joined_at": "1760000000000",
}


def seed(db_path: Path, n: int, in_projects: bool = True, for_board: bool = False) -> None:
    """Adds n tasks, in a hundred projects or in none, all pending or of every status. The server has made the tables; both
    workers are registered."""
    columns = (TASK_COLUMNS if in_projects else without_projects()) | (BOARD_COLUMNS if for_board else {})
    database = sqlite3.connect(db_path, timeout=60)
    try:
        database.execute("PRAGMA synchronous=OFF")
        database.execute("PRAGMA cache_size=-262144")
        with database:
            if in_projects:
                fill(database, "projects", PROJECT_COLUMNS, PROJECTS)
                fill(database, "project_members", MEMBER_COLUMNS, 1)
            fill(database, "tasks", columns, n, share=min(100, max(1, n // 50)))
        database.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        check(database, n)
    finally:
        database.close()


def may_hold(db_path: Path, worker: str, tasks: int) -> None:
    """Lets an agent have so many tasks in progress at once."""
    with contextlib.closing(sqlite3.connect(db_path, timeout=60)) as database, database:
        database.execute("UPDATE workers SET max_held = ? WHERE id = ?", (tasks, worker))


def seed_postgres(server: Postgres, database: str, n: int) -> None:
    """Adds n tasks without projects to a TaskFlow database on PostgreSQL, the same as the SQLite one gets."""
    columns = {name: sql.replace("char(10)", "chr(10)") for name, sql in without_projects().items()}
    server.sql(
        database,
        f"INSERT INTO tasks ({', '.join(columns)}) SELECT {', '.join(columns.values())} FROM generate_series(0, {n - 1}) AS n(i)",
    )
    found = server.sql(database, "SELECT count(*) FROM tasks WHERE search_text LIKE 'task %'")
    if int(found) < n:
        raise RuntimeError(f"{found} tasks after seeding {n}")


def without_projects() -> dict[str, str]:
    return {name: sql for name, sql in TASK_COLUMNS.items() if not name.startswith("project_")}


def fill(database: sqlite3.Connection, table: str, columns: dict[str, str], count: int, **parameters: int) -> None:
    real = {row[1] for row in database.execute(f"PRAGMA table_xinfo({table})")}
    if not columns.keys() <= real:
        raise RuntimeError(f"{table} has no column {', '.join(sorted(columns.keys() - real))}: mend {Path(__file__).name}")
    database.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n WHERE i + 1 < {count})"
        f" SELECT {', '.join(columns.values())} FROM n",
        parameters,
    )


def check(database: sqlite3.Connection, n: int) -> None:
    found = database.execute("SELECT count(*) FROM tasks").fetchone()[0]
    if found < n:
        raise RuntimeError(f"{found} tasks after seeding {n}")
    broken = database.execute("PRAGMA foreign_key_check").fetchall()
    if broken:
        raise RuntimeError(f"seeding broke a foreign key: {broken[:3]} (are {OWNER} and {ONE_PERCENT} registered?)")
