"""TaskFlow processes that share one database, and who works with them."""

import contextlib
import http.client
import json
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from database import PostgreSQL
from taskflow_process import Reply, TaskFlow


class Fleet:
    """Servers on one database, each with a data folder of its own; the first one's administrator calls."""

    def __init__(self, binary: Path, folder: Path, environment: dict[str, str], count: int = 2) -> None:
        folder.mkdir(parents=True)
        self.servers = []
        for number in range(count):
            (folder / str(number)).mkdir()
            server = TaskFlow(binary, folder / str(number) / "data")
            server.environment = dict(environment)
            self.servers.append(server)

    def start(self) -> None:
        """One after the other, and then with a key of the administrator's."""
        for server in self.servers:
            server.start()
        self.servers[0].make_key("--type", "human")
        for server in self.servers:
            server.token = self.servers[0].token

    def stop(self) -> None:
        for server in self.servers:
            server.stop()

    def kill(self) -> None:
        for server in self.servers:
            server.kill()

    @property
    def are_alive(self) -> bool:
        return all(server.is_alive for server in self.servers)

    def must(self, method: str, path: str, body: object = None, server: int = 0) -> object:
        """A call of the administrator's that has to succeed."""
        reply = self.servers[server].call(method, path, body)
        if reply.status >= 300:
            raise RuntimeError(f"{method} {path}: {reply.status} {reply.text[:300]!r}")
        return reply.json if reply.text else None

    def agents(self, count: int, prefix: str = "agent") -> list["Agent"]:
        """New agents with a key each, spread over the servers."""
        found = []
        for number in range(count):
            handle = f"@{prefix}-{number}"
            self.must("POST", "/api/workers", {"handle": handle, "max_held": 100})
            key = self.must("POST", f"/api/workers/{handle.replace('@', '%40')}/keys", {"name": "test"})["key"]
            found.append(Agent(handle, key, self.servers[number % len(self.servers)]))
        return found


class Agent:
    """A worker with a connection that stays open."""

    def __init__(self, handle: str, key: str, server: TaskFlow) -> None:
        self.handle, self.key, self.server = handle, key, server
        self.connection = server.connect()

    def call(self, method: str, path: str, body: object = None) -> Reply:
        headers = {"Authorization": f"Bearer {self.key}"}
        if body is not None:
            headers["Content-Type"] = "application/json"
        try:
            self.connection.request(method, path, None if body is None else json.dumps(body), headers)
            response = self.connection.getresponse()
            return Reply(response.status, response.read())
        except (OSError, http.client.HTTPException):
            self.connection.close()
            raise


@contextlib.contextmanager
def fleet(binary: Path, folder: Path, environment: dict[str, str], count: int = 2, log_level: str = "WARNING") -> Iterator[Fleet]:
    one = Fleet(binary, folder, environment, count)
    for server in one.servers:
        server.log_level = log_level
    try:
        one.start()
        yield one
        one.stop()
    finally:
        one.kill()


def environment_of(database: PostgreSQL, name: str, **more: str) -> dict[str, str]:
    return {"DATABASE_URL": database.address(name)} | more


def all_at_once(works: list[Callable[[], object]]) -> list:
    """Runs each on a thread of its own, all let go at one moment; gives what they return, or the error."""
    gate, results = threading.Barrier(len(works)), [None] * len(works)

    def run(number: int) -> None:
        gate.wait(60)
        try:
            results[number] = works[number]()
        except Exception as error:
            results[number] = error

    threads = [threading.Thread(target=run, args=(number,), daemon=True) for number in range(len(works))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(300)
    return results


def waits(condition: Callable[[], bool], limit: float) -> bool:
    """Whether it comes true in time."""
    deadline = time.monotonic() + limit
    while not (is_so := condition()) and time.monotonic() < deadline:
        time.sleep(0.1)
    return is_so
