"""Clients that misbehave at /mcp of the built program: raw_wire.py BINARY

A client that dies in the middle of a call, 5 MB, what is no JSON, a batch, a wrong version, a wrong Origin or Host, no token, a
revoked key: each gets its own answer, and the server goes on. Then the same for the bridge on standard input and output.
"""

import http.client
import json
import socket
import struct
import subprocess
import sys
import time

from crew import TOOLS, Crew, Score, crew

MODERN = "2026-07-28"
VERSION = "io.modelcontextprotocol/protocolVersion"
CAPABILITIES = "io.modelcontextprotocol/clientCapabilities"


def request(method: str, params: dict | None = None, version: str | None = MODERN, identity: object = 1) -> dict:
    params = dict(params or {})
    if version:
        params["_meta"] = {VERSION: version, CAPABILITIES: {}}
    return {"jsonrpc": "2.0", "id": identity, "method": method, "params": params}


class Wire:
    """POSTs to /mcp as no SDK would."""

    def __init__(self, crew: Crew, score: Score, key: str) -> None:
        self.crew, self.score, self.key = crew, score, key

    def post(self, body: object, headers: dict | None = None, verb: str = "POST") -> tuple[int, dict, bytes]:
        text = body if isinstance(body, bytes) else json.dumps(body).encode()
        sent = {
            "Authorization": f"Bearer {self.key}", "Content-Type": "application/json",
            "Accept": "application/json, text/event-stream",
        }  # fmt: skip
        if isinstance(body, dict) and VERSION in body.get("params", {}).get("_meta", {}):
            sent |= {"MCP-Protocol-Version": body["params"]["_meta"][VERSION], "Mcp-Method": body["method"]}
            if "name" in body["params"]:
                sent["Mcp-Name"] = body["params"]["name"]
        sent |= headers or {}
        connection = http.client.HTTPConnection("127.0.0.1", self.crew.server.port, timeout=30)
        try:
            connection.request(verb, "/mcp", text, {name: value for name, value in sent.items() if value is not None})
            answer = connection.getresponse()
            return answer.status, {name.lower(): value for name, value in answer.getheaders()}, answer.read()
        finally:
            connection.close()

    def expects(self, what: str, answer: tuple, status: int, code: int | None = None, identity: object = 1) -> dict:
        found, headers, text = answer
        is_right = found == status
        if code is not None:
            message = json.loads(text or b"{}")
            is_right &= message.get("error", {}).get("code") == code and message.get("id") == identity
        self.score.check(f"{what}: {status}{f' and {code}' if code else ''}", is_right, "" if is_right else (found, text[:300]))
        return headers

    def run(self) -> None:
        calls = request("tools/call", {"name": "whoami", "arguments": {}})
        self.expects("a good call", self.post(calls), 200)
        self.expects("what is no JSON", self.post(b'{"jsonrpc": '), 400, -32700, None)
        self.expects("a batch", self.post([calls, calls]), 400, -32600, None)
        self.expects("a version that never was", self.post(request("tools/list", version="1999-01-01")), 400, -32022)
        self.expects("an old version in the header alone", self.post(request("tools/list", version=None), {"MCP-Protocol-Version": "1999-01-01"}), 400)
        self.expects("another version in the header", self.post(calls, {"MCP-Protocol-Version": "2025-11-25"}), 400, -32020)
        self.expects("another method in the header", self.post(calls, {"Mcp-Method": "tools/list"}), 400, -32020)
        self.expects("another name in the header", self.post(calls, {"Mcp-Name": "create_task"}), 400, -32020)
        self.expects("a method that is none", self.post(request("tools/fly")), 404, -32601)
        self.expects("a stranger's Origin", self.post(calls, {"Origin": "https://evil.example"}), 403)
        self.expects("a stranger's Host", self.post(calls, {"Host": "evil.example"}), 421)
        self.expects("five megabytes", self.post(b'{"jsonrpc":"2.0","id":1,"method":"' + b"x" * (5 << 20) + b'"}'), 413, -32600, None)
        self.expects("an Accept without either", self.post(calls, {"Accept": "text/html"}), 406)
        for accept in ("application/json", "*/*", None):
            headers = self.expects(f"Accept {accept}", self.post(calls, {"Accept": accept}), 200)
            self.score.check(f"Accept {accept}: in JSON", headers.get("content-type") == "application/json", headers)
        listening = request("subscriptions/listen", {"notifications": {}})
        self.expects("a subscription for one who takes no stream", self.post(listening, {"Accept": "application/json"}), 406)
        for verb in ("GET", "DELETE"):
            headers = self.expects(f"{verb}", self.post(b"", verb=verb), 405)
            self.score.check(f"{verb}: Allow says POST", headers.get("allow") == "POST", headers.get("allow"))
        self.expects("a notification", self.post({"jsonrpc": "2.0", "method": "notifications/initialized"}), 202)

    def strangers(self) -> None:
        calls = request("tools/call", {"name": "whoami", "arguments": {}})
        headers = self.expects("no token", self.post(calls, {"Authorization": None}), 401, -32000, None)
        challenge = headers.get("www-authenticate", "")
        self.score.check("no token: a challenge", challenge.startswith("Bearer"), challenge)
        self.expects("a token that is none", self.post(calls, {"Authorization": "Bearer tfl_" + "x" * 43}), 401)
        worker = self.crew.call(self.key, "GET", "/api/me")["worker"]["id"].replace("@", "%40")
        listening = Listener(self, request("subscriptions/listen", {"notifications": {"resourcesListChanged": True}}))
        for key in self.crew.call(self.crew.admin, "GET", f"/api/workers/{worker}/keys"):
            self.crew.call(self.crew.admin, "DELETE", f"/api/workers/{worker}/keys/{key['id']}")
        self.expects("a revoked key, on the very next call", self.post(calls), 401)
        self.score.check("a revoked key: its subscription ends within a second", listening.ends(1.0))

    def deaths(self) -> None:
        """Clients that are gone before their answer: what had begun ends whole, and once."""
        before = len(self.crew.call(self.crew.admin, "GET", "/api/tasks?limit=100&q=orphan"))
        for number in range(20):
            body = request("tools/call", {"name": "create_task", "arguments": {"title": f"orphan {number}"}})
            self.drop(json.dumps(body).encode(), whole=number % 2 == 0)
        deadline, found = time.monotonic() + 5, []
        while time.monotonic() < deadline and len(found) < before + 10:
            found = self.crew.call(self.crew.admin, "GET", "/api/tasks?limit=100&q=orphan")
            time.sleep(0.05)
        # A call of which half came is none; one that came whole is done at most once, and has its audit row.
        titles = [task["title"] for task in found]
        self.score.check("a client that dies: half a call does nothing", all(int(title.split()[1]) % 2 == 0 for title in titles), titles)
        self.score.check("a client that dies: no call is done twice", len(set(titles)) == len(titles), titles)
        trails = [self.crew.call(self.crew.admin, "GET", f"/api/tasks/{task['id']}/audit") for task in found]
        self.score.check("a client that dies: what is done is in the audit trail", all(len(trail) == 1 for trail in trails))
        listeners = [Listener(self, request("subscriptions/listen", {"notifications": {"resourcesListChanged": True}})) for _ in range(50)]
        for listener in listeners:
            listener.die()
        time.sleep(0.5)
        # A worker has a hundred at most: these fit only when the dead are forgotten.
        again = [Listener(self, request("subscriptions/listen", {"notifications": {"resourcesListChanged": True}})) for _ in range(60)]
        for listener in again:
            listener.die()
        self.expects("fifty listeners that died", self.post(request("tools/list")), 200)

    def drop(self, body: bytes, whole: bool) -> None:
        head = (
            f"POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:{self.crew.server.port}\r\nAuthorization: Bearer {self.key}\r\n"
            f"Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\nMcp-Method: tools/call\r\n"
            f"Mcp-Name: create_task\r\nMCP-Protocol-Version: {MODERN}\r\nContent-Length: {len(body)}\r\n\r\n"
        )
        with socket.create_connection(("127.0.0.1", self.crew.server.port)) as connection:
            connection.sendall(head.encode() + (body if whole else body[: len(body) // 2]))
            # RST and not FIN: nobody is there any more.
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))


class Listener:
    """A subscription on a connection of its own, acknowledged."""

    def __init__(self, wire: Wire, body: dict) -> None:
        text = json.dumps(body).encode()
        self.connection = socket.create_connection(("127.0.0.1", wire.crew.server.port), timeout=10)
        self.connection.sendall(
            f"POST /mcp HTTP/1.1\r\nHost: 127.0.0.1:{wire.crew.server.port}\r\nAuthorization: Bearer {wire.key}\r\n"
            f"Content-Type: application/json\r\nAccept: application/json, text/event-stream\r\n"
            f"Mcp-Method: subscriptions/listen\r\nMCP-Protocol-Version: {MODERN}\r\n"
            f"Content-Length: {len(text)}\r\n\r\n".encode() + text
        )
        seen = b""
        while b"acknowledged" not in seen:
            piece = self.connection.recv(4096)
            if not piece:
                raise RuntimeError(f"no acknowledgement: {seen[-300:]!r}")
            seen += piece

    def ends(self, limit: float) -> bool:
        """Whether the final result comes in time."""
        self.connection.settimeout(limit)
        seen = b""
        try:
            while b'"result"' not in seen:
                piece = self.connection.recv(4096)
                if not piece:
                    return False
                seen += piece
        except TimeoutError:
            return False
        return True

    def die(self) -> None:
        self.connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.connection.close()


def bridge(crew: Crew, score: Score, key: str) -> None:
    """The same on standard input: one process that outlives it all."""
    environment = {"TASKFLOW_URL": crew.url, "TASKFLOW_TOKEN": key, "HOME": str(crew.server.data)}
    process = subprocess.Popen(
        [str(crew.server.binary), "mcp"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environment
    )

    def ask(line: bytes) -> dict:
        process.stdin.write(line + b"\n")
        process.stdin.flush()
        return json.loads(process.stdout.readline())

    listing = json.dumps(request("tools/list")).encode()

    def names():
        return {tool["name"] for tool in ask(listing)["result"]["tools"]}

    found = ask(b"{nonsense")
    score.check("stdio: what is no JSON", found["error"]["code"] == -32700 and found["id"] is None, found)
    found = ask(b'{"x":"' + b"x" * (5 << 20) + b'"}')
    score.check("stdio: five megabytes", found["error"]["code"] == -32700 and found["id"] is None, str(found)[:200])
    found = ask(b"[" + listing + b"]")
    score.check("stdio: a batch", found["error"]["code"] == -32600 and found["id"] is None, found)
    found = ask(json.dumps(request("tools/fly", identity="seven")).encode())
    score.check("stdio: a method that is none", found["error"]["code"] == -32601 and found["id"] == "seven", found)
    score.check("stdio: it serves on", names() == TOOLS)
    crew.server.kill()
    found = ask(listing)
    score.check("stdio: the server is gone", "taskflow serve" in found["error"]["message"] and found["id"] == 1, found)
    crew.server.start()
    score.check("stdio: the server is back", names() == TOOLS)
    process.stdin.close()
    score.check("stdio: it ends with its input", process.wait(10) == 0)
    score.check("stdio: nothing else on stdout", process.stdout.read() == b"")


if __name__ == "__main__":
    score = Score()
    with crew(sys.argv) as running:
        wire = Wire(running, score, running.key("@wire"))
        wire.run()
        wire.deaths()
        wire.strangers()
        bridge(running, score, running.key("@bridge"))
        score.check("the server is unharmed", running.server.is_alive)
    sys.exit(score.close())
