"""A server with a crew for the MCP tests: workers and their keys, REST calls, and the SDK's clients."""

import contextlib
import http.client
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

sys.path.append(str(Path(__file__).resolve().parent.parent / "Durability"))

from taskflow_process import Score, TaskFlow, binary_argument  # noqa: E402

__all__ = ["TOOLS", "Crew", "Score", "crew", "http_client", "stdio_client"]

#: The tools that agents have.
TOOLS = {
    "create_task", "create_plan", "claim_next_task", "heartbeat", "list_tasks", "get_task", "update_task", "claim_task", "update_progress", "submit_task", "approve_task",
    "reject_task", "complete_task", "block_task", "unblock_task", "release_task", "assign_task", "comment_task", "ask_question", "answer_question", "my_inbox", "list_projects",
    "wait_for_changes", "whoami",
}  # fmt: skip


class Crew:
    """A running server and the keys of those who work with it."""

    def __init__(self, server: TaskFlow) -> None:
        self.server = server
        self.url = f"http://127.0.0.1:{server.port}"
        self.admin = self.key("@boss", "--type", "human", "--admin")
        server.token = self.admin

    def key(self, handle: str, *options: str) -> str:
        command = [str(self.server.binary), "token", "create", "--worker", handle, "--data-dir", str(self.server.data)]
        done = subprocess.run([*command, *options], capture_output=True, text=True, timeout=60, check=True)
        return done.stdout.strip()

    def call(self, key: str, method: str, path: str, body: object = None) -> object:
        """A REST call that has to succeed."""
        connection = http.client.HTTPConnection("127.0.0.1", self.server.port, timeout=30)
        headers = {"Authorization": f"Bearer {key}", "Content-Type": "application/json"}
        connection.request(method, path, None if body is None else json.dumps(body), headers)
        response = connection.getresponse()
        text = response.read()
        connection.close()
        if response.status >= 300:
            raise RuntimeError(f"{method} {path}: {response.status} {text[:300]!r}")
        return json.loads(text) if text else None


@contextlib.contextmanager
def crew(arguments: list[str]) -> Iterator[Crew]:
    with tempfile.TemporaryDirectory() as folder:
        server = TaskFlow(binary_argument(arguments[1]), Path(folder) / "data")
        server.start()
        try:
            yield Crew(server)
        finally:
            server.stop()


def http_client(crew: Crew, key: str, mode: str):
    """The SDK's client over HTTP, with a key; an async context manager."""
    import httpx2
    from mcp import Client
    from mcp.client.streamable_http import streamable_http_client

    @contextlib.asynccontextmanager
    async def connected():
        headers = {"Authorization": f"Bearer {key}"}
        async with httpx2.AsyncClient(headers=headers, timeout=30) as carrier:
            async with Client(streamable_http_client(f"{crew.url}/mcp", http_client=carrier), mode=mode) as client:
                yield client

    return connected()


def stdio_client(crew: Crew, key: str, mode: str, log=None):
    """The SDK's client of `taskflow mcp`; an async context manager."""
    from mcp import Client, StdioServerParameters
    from mcp.client.stdio import stdio_client as transport

    parameters = StdioServerParameters(
        command=str(crew.server.binary), args=["mcp"], env={"TASKFLOW_URL": crew.url, "TASKFLOW_TOKEN": key}
    )
    return Client(transport(parameters, errlog=log or sys.stderr), mode=mode)
