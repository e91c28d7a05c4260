"""Calls that outlive everything: a lost answer, a server that was killed, a caller that was killed. Standard library only.

Each call has a name, which is its request id and its idempotency key, and is written down before it is sent. What was not
answered is sent again under the same name, by this process or by the next one, at whichever server answers.
"""

import http.client
import json
import os
import random
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path

#: How long a call is repeated before it counts as a fault: generous, as a server that was killed has to start.
PATIENCE = 120.0


@dataclass
class Call:
    name: str
    method: str
    path: str
    body: dict | None = None
    #: Remembered beside it, for whoever reads the journal.
    about: dict = field(default_factory=dict)

    @property
    def is_write(self) -> bool:
        return self.method != "GET"

    @property
    def takes_key(self) -> bool:
        return self.is_write and not self.path.endswith("/heartbeat")


@dataclass
class Answer:
    status: int
    text: str
    is_replayed: bool = False

    @property
    def json(self) -> dict:
        return json.loads(self.text) if self.text else {}

    @property
    def code(self) -> str:
        found = self.json
        return found.get("code", "") if isinstance(found, dict) else ""


class Journal:
    """Lines that are on their way to the disk when `note` returns: SIGKILL does not take them back."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.file = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)

    def note(self, **line: object) -> None:
        os.write(self.file, (json.dumps(line) + "\n").encode())

    def lines(self) -> list[dict]:
        return [json.loads(line) for line in self.path.read_text().splitlines()]

    @staticmethod
    def unanswered(lines: list[dict]) -> list[Call]:
        answered = {line["answer"] for line in lines if "answer" in line}
        return [Call(**line["call"]) for line in lines if "call" in line and line["call"]["name"] not in answered]


class Door:
    """Who calls, by which key, and at which of the servers."""

    def __init__(self, handle: str, key_file: Path, ports: list[int], journal: Journal, dice: random.Random, deaths: float = 0) -> None:
        self.handle, self.key_file, self.ports, self.journal, self.dice, self.deaths = handle, key_file, ports, journal, dice, deaths
        self.key, self.at, self.count = key_file.read_text(), dice.randrange(len(ports)), 0
        self.life = f"{handle[1:]}-{sum('life' in line for line in journal.lines())}"
        journal.note(life=self.life)
        self.connection: http.client.HTTPConnection | None = None

    def call(self, method: str, path: str, body: dict | None = None, **about: object) -> Answer:
        self.count += 1
        call = Call(f"{self.life}-{self.count}", method, path, body, about)
        if call.is_write:
            self.journal.note(call=vars(call))
            self.may_die()
        return self.carry_through(call)

    def carry_through(self, call: Call) -> Answer:
        """Sends it until it is answered by somebody who knows."""
        begun, attempts = time.monotonic(), 0
        while True:
            answer, is_final = self.attempt(call)
            attempts += 1
            if is_final:
                break
            if time.monotonic() - begun > PATIENCE:
                self.fault(call, f"no answer within {PATIENCE:.0f} s, {answer}")
                break
            time.sleep(0.05 if attempts < 20 else 0.5)
        if call.is_write:
            self.journal.note(answer=call.name, status=answer.status, code=answer.code, replayed=answer.is_replayed, attempts=attempts)
        if answer.status >= 500 or "contradicts" in answer.text:
            self.fault(call, f"{answer.status} {answer.text[:300]}")
        if call.is_write:
            self.may_die()
        return answer

    def attempt(self, call: Call) -> tuple[Answer, bool]:
        try:
            self.connection = self.connection or http.client.HTTPConnection("127.0.0.1", self.ports[self.at], timeout=40)
            headers = {"Authorization": f"Bearer {self.key}", "X-Request-ID": call.name}
            if call.takes_key:
                headers["Idempotency-Key"] = call.name
            if call.body is not None:
                headers["Content-Type"] = "application/json"
            self.connection.request(call.method, call.path, None if call.body is None else json.dumps(call.body), headers)
            if call.is_write:
                # Sometimes it dies while the server is at it, and sometimes when that is done.
                self.may_die(0.5 * self.dice.random() / 100, more=2)
            response = self.connection.getresponse()
            answer = Answer(response.status, response.read().decode(), response.getheader("Idempotent-Replayed") == "true")
        except (OSError, http.client.HTTPException) as error:
            self.turn_away()
            return Answer(0, json.dumps({"code": repr(error)})), False
        if answer.status == 401:
            self.key = self.key_file.read_text()
            return answer, False
        if answer.status == 503:
            self.turn_away()
            return answer, False
        return answer, not (answer.status == 409 and response.getheader("Retry-After"))

    def turn_away(self) -> None:
        """To another server, where there is one."""
        if self.connection is not None:
            self.connection.close()
        self.connection, self.at = None, (self.at + 1) % len(self.ports)

    def may_die(self, pause: float = 0, more: float = 1) -> None:
        if self.deaths and self.dice.random() < more * self.deaths:
            time.sleep(pause)
            os.kill(os.getpid(), signal.SIGKILL)

    def fault(self, call: Call, what: str) -> None:
        self.journal.note(fault=f"{self.handle} {call.name} {call.method} {call.path} {call.body}: {what}")
