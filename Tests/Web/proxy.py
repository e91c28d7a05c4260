"""A proxy before the server that does what networks do: it drops calls and answers, delays them, answers in the server's place."""

import json
import re
import socket
import socketserver
import sys
import threading
import time


class Rule:
    """What happens to the next calls that match: `drop` (the server never hears of it), `lose` (the server does it, the answer
    is lost), a number of seconds of delay, or a status in the server's place."""

    def __init__(self, method, path, act, times, headers, body):
        self.method, self.path, self.act, self.times, self.headers, self.body = method, re.compile(path), act, times, headers, body

    def takes(self, method, path):
        if self.times < 1 or method != self.method or not self.path.fullmatch(path):
            return False
        self.times -= 1
        return True


class Proxy(socketserver.ThreadingTCPServer):
    daemon_threads = True
    allow_reuse_address = True

    def __init__(self, base):
        self.host, port = base.removeprefix("http://").rsplit(":", 1)
        self.target = (self.host, int(port))
        self.rules, self.seen, self.open, self.is_down = [], [], set(), False
        self.lock = threading.Lock()
        super().__init__(("127.0.0.1", 0), Call)
        self.base = f"http://127.0.0.1:{self.server_address[1]}"
        threading.Thread(target=self.serve_forever, daemon=True).start()

    def rule(self, method, path, act, times=1, headers="", body=None):
        with self.lock:
            self.rules.append(Rule(method, path, act, times, headers, body))

    def rule_for(self, method, path):
        with self.lock:
            self.seen.append((method, path))
            return next((rule for rule in self.rules if rule.takes(method, path)), None)

    def count(self, method, path):
        return sum(1 for seen in self.seen if seen[0] == method and re.fullmatch(path, seen[1]))

    def cut(self):
        """Ends every connection that is open."""
        with self.lock:
            for connection in self.open:
                # It may have ended by itself meanwhile.
                try:
                    connection.shutdown(socket.SHUT_RDWR)
                except OSError:
                    pass

    def end(self):
        self.cut()
        self.shutdown()
        self.server_close()

    def handle_error(self, request, client_address):
        """A browser that goes away, a server that is down and a connection that was cut are no news here."""
        if not isinstance(sys.exc_info()[1], (BrokenPipeError, ConnectionRefusedError, ConnectionResetError)):
            super().handle_error(request, client_address)


class Call(socketserver.StreamRequestHandler):
    def handle(self):
        if self.server.is_down:
            return
        head = self.read_head()
        if not head:
            return
        method, path, _ = head[0].split(" ", 2)
        length = next((int(line.split(":")[1]) for line in head if line.lower().startswith("content-length:")), 0)
        body = self.rfile.read(length)
        rule = self.server.rule_for(method, path.split("?")[0])
        act = rule.act if rule else None
        if act == "drop":
            return
        if isinstance(act, float):
            time.sleep(act)
        if isinstance(act, int):
            self.answer(rule)
            return
        self.pass_on(head, body, loses=act == "lose")

    def read_head(self):
        lines = []
        while line := self.rfile.readline(65536).decode("latin-1").rstrip("\r\n"):
            lines.append(line)
        return lines

    def answer(self, rule):
        body = json.dumps(rule.body or {"error": "Said by the proxy", "status_code": rule.act, "code": "conflict"}).encode()
        head = f"HTTP/1.1 {rule.act} Proxy\r\nContent-Type: application/json\r\nContent-Length: {len(body)}\r\nConnection: close\r\n{rule.headers}\r\n"
        self.wfile.write(head.encode() + body)

    def pass_on(self, head, body, loses):
        """The server is told its own address, as a proxy before it is to do."""
        own, theirs = f"{self.server.host}:{self.server.target[1]}", self.server.base.removeprefix("http://")
        lines = [line.replace(theirs, own) for line in head if not line.lower().startswith(("connection:", "keep-alive:"))]
        with socket.create_connection(self.server.target) as up:
            with self.server.lock:
                self.server.open |= {up, self.connection}
            try:
                up.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1") + body)
                while chunk := up.recv(65536):
                    if not loses:
                        self.connection.sendall(chunk)
            finally:
                with self.server.lock:
                    self.server.open -= {up, self.connection}
