"""A process that creates tasks at an even pace, whatever the answers take, and writes down when each was answered."""

import gc
import select
import time
from dataclasses import dataclass
from multiprocessing.connection import Connection

from harness.listening import arrival, timestamped

#: How many calls may wait for their answers at once; with more the pace is not kept.
CONNECTIONS = 32
BODY = b'{"title":"A change of the benchmark","description":"A sentence or two of text.","priority":"high","tags":["bench"]}'


@dataclass
class Write:
    task: int
    sent: int
    answered: int
    """Nanoseconds since 1970; answered by the kernel's clock, as are the listeners' times."""


def write(pipe: Connection, port: int, key: str, rate: int, seconds: float) -> None:
    gc.disable()
    call = f"POST /api/tasks HTTP/1.1\r\nHost: 127.0.0.1:{port}\r\nAuthorization: Bearer {key}\r\n".encode()
    call += b"Content-Type: application/json\r\nContent-Length: %d\r\n\r\n%s" % (len(BODY), BODY)
    idle = [timestamped(port) for _ in range(CONNECTIONS)]
    poll = select.epoll()
    sockets = {one.fileno(): one for one in idle}
    for number in sockets:
        poll.register(number, select.EPOLLIN)
    waiting: dict[int, tuple[int, bytes]] = {}
    written: list[Write] = []
    sent, begun = 0, time.monotonic()
    while waiting or time.monotonic() - begun < seconds:
        passed = time.monotonic() - begun
        due = int(min(passed, seconds) * rate) - sent
        for _ in range(min(due, len(idle))):
            one = idle.pop()
            one.sendall(call)
            waiting[one.fileno()] = (time.time_ns(), b"")
            sent += 1
        pause = (sent + 1) / rate - passed if idle and passed < seconds else 1.0
        for number, _ in poll.poll(max(0.0005, min(pause, 1.0))):
            data, ancillary, _, _ = sockets[number].recvmsg(65536, 64)
            when, before = waiting[number]
            if not data:
                raise RuntimeError("the server hung up on a writer")
            answer = before + data
            if not is_whole(answer):
                waiting[number] = (when, answer)
                continue
            del waiting[number]
            written.append(Write(task_number(answer), when, arrival(ancillary)))
            idle.append(sockets[number])
    pipe.send((written, time.monotonic() - begun))


def is_whole(answer: bytes) -> bool:
    head, end, body = answer.partition(b"\r\n\r\n")
    at = head.lower().find(b"\r\ncontent-length:")
    return bool(end) and len(body) >= int(head[at + 17 :].split(b"\r\n")[0])


def task_number(answer: bytes) -> int:
    if b" 201 " not in answer[:20]:
        raise RuntimeError(f"a write was answered {answer[:300]!r}")
    at = answer.find(b'"id":', answer.find(b"\r\n\r\n"))
    return int(answer[at + 5 : answer.find(b",", at)])
