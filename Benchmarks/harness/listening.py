"""A process of many listeners to `GET /api/events`, on raw sockets, that costs as little as Python allows.

It writes down how far each listener has read and when the bytes were at its socket: the time is the kernel's, taken when the
packet came in, so that a listener which is late to look measures no delay of its own.
"""

import gc
import select
import socket
import struct
from dataclasses import dataclass, field
from multiprocessing.connection import Connection

#: Linux's SO_TIMESTAMPNS, which Python has no name for. The message has the same number.
TIMESTAMPS = 35
CLOCK = struct.Struct("qq")
PIECE = 1 << 20
END_OF_EVENT, EVENT, ID = b"\n\n", b"\nevent: ", b"\nid: "


def timestamped(port: int) -> socket.socket:
    opened = socket.create_connection(("127.0.0.1", port))
    opened.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    opened.setsockopt(socket.SOL_SOCKET, TIMESTAMPS, 1)
    return opened


def arrival(ancillary: list[tuple[int, int, bytes]]) -> int:
    """Nanoseconds since 1970 at which the last of the bytes came in."""
    for level, kind, data in ancillary:
        if level == socket.SOL_SOCKET and kind == TIMESTAMPS:
            seconds, nanoseconds = CLOCK.unpack(data)
            return seconds * 1_000_000_000 + nanoseconds
    raise RuntimeError("the kernel tells no time of arrival (SO_TIMESTAMPNS)")


@dataclass
class Listener:
    socket: socket.socket
    #: What came after the last whole event.
    rest: bytes = b""
    position: int = 0
    events: int = 0
    bytes: int = 0
    closed: bool = False
    #: When, and the number of the last event that was whole then.
    steps: list[tuple[int, int]] = field(default_factory=list)

    def take(self, data: bytes, when: int) -> None:
        self.bytes += len(data)
        text = self.rest + data if self.rest else data
        end = text.rfind(END_OF_EVENT)
        if end < 0:
            self.rest = text
            return
        self.events += text.count(EVENT, 0, end)
        at = text.rfind(ID, 0, end)
        if at >= 0:
            self.position = int(text[text.find(b".", at) + 1 : text.find(b"\n", at + 1)])
            self.steps.append((when, self.position))
        # With the line break before the next event, which is counted by it.
        self.rest = text[end + 1 :]


def connect(port: int, key: str, query: str) -> Listener:
    """A listener whose stream has begun."""
    opened = timestamped(port)
    head = f"GET /api/events{query} HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {key}\r\n\r\n"
    opened.settimeout(30)
    opened.sendall(head.encode())
    got = b""
    while b"id: " not in got or not got.endswith(b"\n\n\r\n"):
        more = opened.recv(65536)
        got += more
        if not more or (b"\r\n" in got and b" 200 " not in got.split(b"\r\n")[0]):
            raise RuntimeError(f"no stream of events: {got[:400]!r}")
    opened.setblocking(False)
    return Listener(opened)


def listen(pipe: Connection, port: int, keys: list[str], count: int, query: str) -> None:
    """A process of its own. Says "ready" when all streams have begun; to "state" it answers how far the slowest has read and how
    many were closed, to "stop" with all that it wrote down."""
    gc.disable()
    listeners = [connect(port, keys[number % len(keys)], query) for number in range(count)]
    poll = select.epoll()
    by_number = {one.socket.fileno(): one for one in listeners}
    for number in (*by_number, pipe.fileno()):
        poll.register(number, select.EPOLLIN)
    pipe.send("ready")
    while True:
        for number, _ in poll.poll():
            if number != pipe.fileno():
                read(by_number[number], poll)
            elif pipe.recv() == "state":
                pipe.send((min((one.position for one in listeners if not one.closed), default=1 << 62), sum(one.closed for one in listeners)))
            else:
                pipe.send(report(listeners))
                return


def read(one: Listener, poll: select.epoll) -> None:
    try:
        data, ancillary, _, _ = one.socket.recvmsg(PIECE, 64)
    except BlockingIOError:
        return
    except ConnectionError:
        data, ancillary = b"", []
    if data:
        return one.take(data, arrival(ancillary))
    one.closed = True
    poll.unregister(one.socket.fileno())


def report(listeners: list[Listener]) -> list[dict]:
    return [{"steps": one.steps, "events": one.events, "bytes": one.bytes, "closed": one.closed} for one in listeners]
