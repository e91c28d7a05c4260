"""A TCP proxy that puts a distance between two: whatever comes goes on after a delay, in order, and nothing waits its turn."""

import asyncio
import contextlib
import socket
import struct
import threading
import time

PIECE = 1 << 16


class Distance:
    """Stands before a port of this machine. `delay` is in seconds each way, and may be changed while it runs."""

    def __init__(self, target: int, delay: float) -> None:
        self.target, self.delay, self.port = target, delay, 0
        ready = threading.Event()
        self.thread = threading.Thread(target=self.run, args=(ready,), daemon=True)
        self.thread.start()
        ready.wait(10)

    def run(self, ready: threading.Event) -> None:
        async def serve() -> None:
            self.loop, self.over = asyncio.get_running_loop(), asyncio.Event()
            server = await asyncio.start_server(self.accept, "127.0.0.1", 0, limit=PIECE)
            self.port = server.sockets[0].getsockname()[1]
            ready.set()
            await self.over.wait()
            server.close()

        # Whatever is still on its way is given up with the loop.
        asyncio.run(serve())

    def close(self) -> None:
        self.loop.call_soon_threadsafe(self.over.set)
        self.thread.join(10)

    async def accept(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError, asyncio.CancelledError):
            there_reader, there_writer = await asyncio.open_connection("127.0.0.1", self.target)
            await asyncio.gather(self.carry(reader, there_writer), self.carry(there_reader, writer), return_exceptions=True)

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.get_extra_info("socket").setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        pieces: asyncio.Queue[tuple[float, bytes]] = asyncio.Queue()
        delivery = asyncio.ensure_future(self.deliver(pieces, writer))
        try:
            while piece := await reader.read(PIECE):
                pieces.put_nowait((self.loop.time() + self.delay, piece))
        finally:
            pieces.put_nowait((self.loop.time() + self.delay, b""))
            await delivery

    async def deliver(self, pieces: asyncio.Queue, writer: asyncio.StreamWriter) -> None:
        with contextlib.suppress(OSError):
            while True:
                due, piece = await pieces.get()
                await asyncio.sleep(max(0, due - self.loop.time()))
                if not piece:
                    break
                writer.write(piece)
        writer.close()

    def round_trip(self) -> float:
        """What one takes: PostgreSQL answers a question for TLS with one byte, without thinking."""
        with socket.create_connection(("127.0.0.1", self.port), timeout=10) as wire:
            begun = time.monotonic()
            wire.sendall(struct.pack("!ii", 8, 80877103))
            wire.recv(1)
            return time.monotonic() - begun
