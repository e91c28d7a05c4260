"""What the parts of the trial share: an SSO, its keys, a server, and tokens for it."""

import time
from pathlib import Path

from edges import Edges
from program import Program, Score
from sso import ALGORITHMS, Key, KeyServer


class Stage:
    def __init__(self, binary: Path, folder: Path) -> None:
        self.binary, self.folder = binary, folder
        self.score = Score()
        self.keys = {algorithm: Key(algorithm, f"key-{algorithm}") for algorithm in ALGORITHMS}
        self.sso = KeyServer()
        self.publish()
        self.edges = Edges(self.keys, self.sso.url)
        self.program = Program(binary, folder / "data", self.sso.url)

    def publish(self, *more: Key, without: str = "") -> None:
        self.sso.keys = [key.public() for name, key in self.keys.items() if name != without] + [key.public() for key in more]

    def token(self, key: Key | None = None, **claims: object) -> str:
        return (key or self.keys["EdDSA"]).token(self.edges.claims(**claims))

    def status(self, token: str) -> int:
        return self.program.call("GET", "/api/me", token).status

    def until(self, token: str, status: int, limit: float) -> float | None:
        """Seconds until a call is answered so; None when it is not within the limit."""
        begun = time.monotonic()
        while time.monotonic() - begun < limit:
            if self.status(token) == status:
                return time.monotonic() - begun
            time.sleep(0.1)
        return None
