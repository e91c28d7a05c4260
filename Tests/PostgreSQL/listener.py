"""A subscription of MCP on a connection of its own, read by a thread that notes when each message came."""

import contextlib
import json
import queue
import threading
import time

from taskflow_process import TaskFlow

MODERN = "2026-07-28"
META = {"io.modelcontextprotocol/protocolVersion": MODERN, "io.modelcontextprotocol/clientCapabilities": {}}


class Listener:
    """Listens to some resources until it is closed; acknowledged when it is made."""

    def __init__(self, server: TaskFlow, *resources: str) -> None:
        self.messages: queue.Queue[tuple[float, dict]] = queue.Queue()
        params = {"notifications": {"resourceSubscriptions": list(resources)}, "_meta": META}
        body = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "subscriptions/listen", "params": params})
        self.connection = server.connect(limit=600)
        self.connection.request("POST", "/mcp", body, {
            "Authorization": f"Bearer {server.token}", "Content-Type": "application/json", "Mcp-Method": "subscriptions/listen",
            "Accept": "application/json, text/event-stream", "MCP-Protocol-Version": MODERN,
        })  # fmt: skip
        self.socket = self.connection.sock
        self.response = self.connection.getresponse()
        if self.response.status != 200:
            raise RuntimeError(f"subscriptions/listen: {self.response.status} {self.response.read()[:300]!r}")
        threading.Thread(target=self.read, daemon=True).start()
        _, first = self.messages.get(timeout=30)
        if first["method"] != "notifications/subscriptions/acknowledged":
            raise RuntimeError(f"no acknowledgement: {first}")

    def read(self) -> None:
        # A connection that is closed under the thread's hands ends it in one of many ways.
        with contextlib.suppress(Exception):
            while line := self.response.readline():
                if line.startswith(b"data:"):
                    self.messages.put((time.monotonic(), json.loads(line[5:])))

    def forget(self) -> None:
        """What was heard until now does not count."""
        with contextlib.suppress(queue.Empty):
            while True:
                self.messages.get_nowait()

    def hears(self, resource: str, limit: float = 10.0) -> float | None:
        """When it heard that the resource was changed, or None."""
        deadline = time.monotonic() + limit
        with contextlib.suppress(queue.Empty):
            while True:
                when, message = self.messages.get(timeout=max(0.01, deadline - time.monotonic()))
                if message.get("params", {}).get("uri") == resource:
                    return when
        return None

    def close(self) -> None:
        with contextlib.suppress(OSError):
            self.socket.shutdown(2)
            self.socket.close()
