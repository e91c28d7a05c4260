"""One measurement: wrk against one server."""

import json
import os
import re
import subprocess
from dataclasses import dataclass
from pathlib import Path

from harness.servers import Server

SCRIPT = Path(__file__).parent.parent / "load.lua"
THREADS = 2
#: The keys that a task had first.
CORE = (
    "id title description status priority progress_percent assigned_to project_slug parent_id tags due_date created_by version "
    "started_at completed_at created_at updated_at"
).split()


@dataclass
class Measurement:
    per_second: float
    p50_ms: float
    p99_ms: float
    refused: int
    """Answers that were not 2xx or 3xx."""
    broken: int
    """Connections, reads and writes that failed, and answers that took too long."""


def measure(server: Server, kind: str, seconds: int, connections: int = 32, ids: int = 1, run: str = "0") -> Measurement:
    threads = min(THREADS, connections)
    command = ["wrk", f"-t{threads}", f"-c{connections}", f"-d{seconds}s", "--timeout", "10s", "--latency", "-s", str(SCRIPT), server.url]
    env = {**os.environ, "LOAD_KIND": kind, "LOAD_IDS": str(ids), "LOAD_TOKEN": server.token, "LOAD_RUN": run}
    if server.token_files:
        env |= {"LOAD_TOKENS": str(server.token_files[0]), "LOAD_THREADS": str(threads)}
        server.token_files.append(server.token_files.pop(0))
    done = subprocess.run(command, env=env, capture_output=True, text=True, timeout=seconds + 60, check=False)
    found = re.search(r"^RESULT (.*)$", done.stdout, re.MULTILINE)
    if done.returncode != 0 or found is None:
        raise RuntimeError(f"wrk failed on {server.name} ({kind}): {done.stdout[-500:]} {done.stderr[-500:]}")
    result = json.loads(found.group(1))
    return Measurement(
        per_second=result["requests"] / (result["microseconds"] / 1e6),
        p50_ms=result["p50"] / 1000,
        p99_ms=result["p99"] / 1000,
        refused=result["status"],
        broken=result["connect"] + result["read"] + result["write"] + result["timeout"],
    )


def probe(server: Server, kind: str) -> None:
    """One call of the kind, looked at: a server that answers fast and wrong has measured nothing."""
    if kind in ("get", "mixed"):
        status, body = server.ask("/api/tasks/1")
        expect(server, "GET /api/tasks/1", status == 200 and json.loads(body)["id"] == 1, status, body)
    if kind in ("list", "mixed"):
        status, body = server.ask("/api/tasks?limit=50")
        tasks = json.loads(body) if status == 200 else []
        expect(server, "GET /api/tasks?limit=50", len(tasks) == 50 and all("updated_at" in task for task in tasks), status, body)
    if kind in ("get17", "list17"):
        status, body = server.ask(f"/api/tasks?limit=1&fields={','.join(CORE)}")
        expect(server, "GET /api/tasks?fields=…", status == 200 and [list(task) for task in json.loads(body)] == [CORE], status, body)
    if kind == "board":
        status, body = server.ask("/api/board")
        columns = json.loads(body)["columns"] if status == 200 else []
        expect(server, "GET /api/board", len(columns) == 5 and all(column["tasks"] for column in columns), status, body)
    if kind in ("create", "keyed", "mixed"):
        status, body = server.ask("/api/tasks", "POST", '{"title":"probe","tags":["bench"]}')
        expect(server, "POST /api/tasks", status == 201 and json.loads(body)["tags"] == ["bench"], status, body)


def expect(server: Server, call: str, is_right: bool, status: int, body: bytes) -> None:
    if not is_right:
        raise RuntimeError(f"{server.name} answered {call} with {status}: {body[:300].decode('utf-8', 'replace')}")
