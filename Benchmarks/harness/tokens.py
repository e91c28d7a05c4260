"""An SSO for the benchmark: a key set, and files of tokens that no server has seen."""

import contextlib
import subprocess
import threading
from collections.abc import Iterator
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

MAKER = Path(__file__).parent.parent / "peer/tokens.py"
#: TaskFlow remembers 10,000 tokens that it verified. Each of wrk's threads has more of its own in a file, and the next
#: measurement takes the other file: when a token comes again it is forgotten.
PER_FILE = 24_000
FILES = 2


@dataclass
class SSO:
    url: str
    files: list[Path]

    @property
    def token(self) -> str:
        with self.files[0].open() as lines:
            return lines.readline().strip()


@contextlib.contextmanager
def sso(python: str, folder: Path) -> Iterator[SSO]:
    """A running one; its tokens are made by `python`, which has cryptography."""
    keys = folder / "jwks.json"

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            body = keys.read_bytes()
            self.send_response(200)
            self.send_header("Content-Type", "application/json")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    url = f"http://127.0.0.1:{server.server_address[1]}"
    subprocess.run([python, str(MAKER), str(folder), url, str(FILES), str(PER_FILE)], check=True, timeout=600)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield SSO(url, [folder / f"tokens-{index}" for index in range(FILES)])
    finally:
        server.shutdown()
        server.server_close()
