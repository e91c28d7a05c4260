"""What `GET /api/events` takes from a change to its listeners, and what a listener costs."""

import multiprocessing
import os
import resource
import shutil
import sqlite3
import statistics
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field
from multiprocessing.connection import Connection
from pathlib import Path

from harness.listening import listen
from harness.processor import seconds_of
from harness.servers import Server
from harness.writing import CONNECTIONS, Write, write

Log = Callable[[str], None]
#: Listeners that are further behind than this when the last change is answered have not kept up.
KEEPS_UP_SECONDS = 1.0
DRAIN_SECONDS = 60.0
SLOWEST_RATE = 60
#: Changes of the first moments are left out.
WARM_UP_SECONDS = 1.0


@dataclass(frozen=True)
class Crowd:
    """How many listen, of how many workers, and what they ask for. Those of one worker share what is read for them."""

    listeners: int
    workers: int
    query: str = ""
    #: Whether the database is the largest of the plan.
    on_largest: bool = False

    @property
    def name(self) -> str:
        shared = f", {self.workers} key{'s' if self.workers > 1 else ''}" if self.listeners > 1 else ""
        place = ", the largest database" if self.on_largest else ""
        return f"{self.listeners:,}{shared}{f', `{self.query}`' if self.query else ''}{place}"


@dataclass
class Round:
    rate: float
    """Changes a second that were answered."""
    from_answer: dict[int, float]
    """Milliseconds by percentile, from the bytes of the write's answer at its socket to the event's at the listener's."""
    from_entry: dict[int, float]
    """From the time in the entry, which the server took before the commit, in whole milliseconds."""
    behind: float
    """Seconds from the last answer until the slowest listener had all."""
    delivered: float
    """Megabytes a second to all listeners."""
    server: float
    """Processor seconds a second of the server."""
    listener_process: float
    idle_memory: float
    """Kilobytes a listener, once the streams are open; NaN without listeners."""
    peak_memory: float
    """Megabytes of the server."""
    faults: int
    """Listeners that were closed, or had not exactly one event for each change."""
    load: float

    @property
    def keeps_up(self) -> bool:
        return self.behind < KEEPS_UP_SECONDS and self.faults == 0


@dataclass
class Hearing:
    """The rounds of one crowd at one rate."""

    crowd: Crowd
    asked: int
    rounds: list[Round] = field(default_factory=list)

    def middle(self, of: Callable[[Round], float]) -> float:
        return statistics.median(of(one) for one in self.rounds)

    @property
    def faults(self) -> int:
        return sum(one.faults for one in self.rounds)

    @property
    def keeps_up(self) -> bool:
        return all(one.keeps_up for one in self.rounds)


class Events:
    """Measures on one server with one database file."""

    def __init__(self, server: Server, database: Path, new_key: Callable[[str], str], rounds: int, seconds: int, log: Log) -> None:
        self.server, self.database, self.new_key, self.rounds, self.log = server, database, new_key, rounds, log
        self.seconds = seconds + WARM_UP_SECONDS
        self.pristine = database.with_suffix(".pristine")
        self.keys: list[str] = []
        # A file for each listener, and one for each of the server's ends, which inherits the limit.
        hard = resource.getrlimit(resource.RLIMIT_NOFILE)[1]
        resource.setrlimit(resource.RLIMIT_NOFILE, (min(hard, 65536) if hard != resource.RLIM_INFINITY else 65536, hard))

    def run(self, crowds: list[Crowd], rate: int) -> list[Hearing]:
        """Nobody first, for what the changes cost by themselves; a crowd that does not keep up is heard again at half the rate."""
        for number in range(max(crowd.workers for crowd in crowds)):
            self.key(number)
        self.keep()
        found = [self.hear(Crowd(0, 0, on_largest=crowds[0].on_largest), rate)]
        for crowd in crowds:
            asked = rate
            while True:
                hearing = self.hear(crowd, asked)
                found.append(hearing)
                if hearing.keeps_up or asked // 2 < SLOWEST_RATE:
                    break
                asked //= 2
        return found

    def hear(self, crowd: Crowd, rate: int) -> Hearing:
        hearing = Hearing(crowd, rate)
        for number in range(self.rounds):
            one = self.round(crowd, rate)
            hearing.rounds.append(one)
            p50, p99 = one.from_answer.get(50, float("nan")), one.from_answer.get(99, float("nan"))
            self.log(
                f"events {number + 1}/{self.rounds}  {crowd.name:28} {one.rate:6.0f} of {rate}/s  p50 {p50:7.1f}  p99 {p99:7.1f} ms"
                f"  behind {one.behind:5.2f} s  server {100 * one.server:4.0f} %  listeners {100 * one.listener_process:4.0f} %"
                f"  {one.delivered:6.1f} MB/s  {one.faults} faults  load {one.load:.1f}"
            )
            if not one.keeps_up:
                break
        return hearing

    def key(self, number: int) -> str:
        while len(self.keys) <= number:
            self.keys.append(self.new_key(f"@listener-{len(self.keys)}"))
        return self.keys[number]

    def round(self, crowd: Crowd, rate: int) -> Round:
        keys = [self.key(number) for number in range(crowd.workers)]
        # Anew, as memory that earlier listeners gave back is not given back to the system; and none has more tasks than another.
        self.server.stop()
        self.put_back()
        self.server.start()
        before = self.end()
        memory = self.server.memory()[0]
        pid = self.server.process.pid
        listeners, ears = started(listen, self.server.port, keys, crowd.listeners, crowd.query)
        try:
            heard(ears, 120)
            time.sleep(0.5)
            opened = self.server.memory()[0]
            processor = (seconds_of(pid), seconds_of(listeners.pid))
            writer, pen = started(write, self.server.port, self.server.token, rate, self.seconds)
            try:
                peak = self.watch(pen)
                written, wall = heard(pen, 5)
            finally:
                end(writer)
            answered = time.monotonic()
            last = self.end()
            closed = self.drain(ears, last)
            behind = time.monotonic() - answered
            processor = (seconds_of(pid) - processor[0], seconds_of(listeners.pid) - processor[1])
            peak = max(peak, self.server.memory()[0])
            ears.send("stop")
            reports = heard(ears, 120)
        finally:
            end(listeners)
        entries = self.entries(before)
        faults = sum(one["closed"] or one["events"] != len(entries) for one in reports)
        spent = wall + behind
        return Round(
            rate=len(written) / wall, behind=behind if crowd.listeners else 0.0,
            from_answer=delays(reports, {e[0]: when for e, when in answers(entries, written, WARM_UP_SECONDS)}),
            from_entry=delays(reports, {e[0]: e[2] * 1_000_000 for e, _ in answers(entries, written, WARM_UP_SECONDS)}),
            delivered=sum(one["bytes"] for one in reports) / spent / 1e6, server=processor[0] / spent, listener_process=processor[1] / spent,
            idle_memory=1024 * (opened - memory) / crowd.listeners if crowd.listeners else float("nan"), peak_memory=peak,
            faults=max(faults, closed), load=os.getloadavg()[0],
        )  # fmt: skip

    def keep(self) -> None:
        source, copy = sqlite3.connect(self.database, timeout=20), sqlite3.connect(self.pristine)
        try:
            source.backup(copy)
        finally:
            source.close()
            copy.close()

    def put_back(self) -> None:
        for ending in ("-wal", "-shm"):
            self.database.with_name(self.database.name + ending).unlink(missing_ok=True)
        shutil.copyfile(self.pristine, self.database)

    def watch(self, pen: Connection) -> float:
        peak = 0.0
        begun = time.monotonic()
        while not pen.poll(0.25):
            peak = max(peak, self.server.memory()[0])
            if time.monotonic() - begun > self.seconds + 60:
                raise RuntimeError("the writes were not answered within a minute")
        return peak

    def drain(self, ears: Connection, last: int) -> int:
        begun = time.monotonic()
        while True:
            ears.send("state")
            position, closed = heard(ears, 60)
            if position >= last or time.monotonic() - begun > DRAIN_SECONDS:
                return closed
            time.sleep(0.02)

    def end(self) -> int:
        return self.rows("SELECT coalesce(max(id), 0) FROM audit_log")[0][0]

    def entries(self, after: int) -> list[tuple[int, int, int]]:
        return self.rows(f"SELECT id, task_id, timestamp FROM audit_log WHERE id > {after} ORDER BY id")

    def rows(self, sql: str) -> list[tuple]:
        database = sqlite3.connect(f"file:{self.database}?mode=ro", uri=True, timeout=20)
        try:
            return database.execute(sql).fetchall()
        finally:
            database.close()


def started(run: Callable, *arguments: object) -> tuple[multiprocessing.Process, Connection]:
    here, there = multiprocessing.Pipe()
    process = multiprocessing.Process(target=run, args=(there, *arguments), daemon=True)
    process.start()
    there.close()
    return process, here


def end(process: multiprocessing.Process) -> None:
    process.join(2)
    if process.is_alive():
        process.kill()
        process.join()


def heard(pipe: Connection, seconds: float) -> object:
    if not pipe.poll(seconds):
        raise RuntimeError("a process of the benchmark said nothing")
    try:
        return pipe.recv()
    except EOFError as error:
        raise RuntimeError("a process of the benchmark failed; its words are above") from error


def answers(entries: list[tuple[int, int, int]], written: list[Write], warm_up: float) -> list[tuple[tuple[int, int, int], int]]:
    """The entries that count, each with the moment at which its write was answered."""
    if not written:
        return []
    begin = min(one.sent for one in written) + int(warm_up * 1e9)
    by_task = {one.task: one.answered for one in written if one.sent >= begin}
    return [(entry, by_task[entry[1]]) for entry in entries if entry[1] in by_task]


def delays(reports: list[dict], begun: dict[int, int]) -> dict[int, float]:
    """Percentiles in milliseconds over every event at every listener, of one in seven of them where they are many."""
    tenths: Counter[int] = Counter()
    for one in reports[:: 7 if len(reports) > 200 else 1]:
        before = 0
        for when, position in one["steps"]:
            for number in range(before + 1 if before else position, position + 1):
                if number in begun:
                    tenths[(when - begun[number]) // 100_000] += 1
            before = position
    return {percent: percentile(tenths, percent) for percent in (50, 95, 99)} if tenths else {}


def percentile(tenths: Counter[int], percent: int) -> float:
    left = tenths.total() * percent / 100
    for value in sorted(tenths):
        left -= tenths[value]
        if left <= 0:
            return (value + 0.5) / 10
    return float("nan")
