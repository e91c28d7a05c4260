"""The reference app on a port of loopback that the system chooses, in a thread of this process."""

import contextlib
import socket
import threading
import time
from collections.abc import Iterator

import uvicorn
from reference_app import app


@contextlib.contextmanager
def reference_server() -> Iterator[str]:
    """Yields the base URL; the server is gone afterwards."""
    listener = socket.socket()
    listener.bind(("127.0.0.1", 0))
    server = uvicorn.Server(uvicorn.Config(app, log_level="critical", lifespan="off", http="h11"))
    thread = threading.Thread(target=server.run, kwargs={"sockets": [listener]}, daemon=True)
    thread.start()
    deadline = time.monotonic() + 30
    while not server.started:
        if time.monotonic() > deadline or not thread.is_alive():
            raise RuntimeError("the reference app did not start")
        time.sleep(0.02)
    try:
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
    finally:
        server.should_exit = True
        thread.join(10)
