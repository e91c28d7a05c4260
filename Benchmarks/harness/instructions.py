"""How many instructions a call takes in the server, counted by valgrind's callgrind: a figure without noise, however busy the machine is.

One server on SQLite runs under callgrind from its start; of each kind of call some are made to warm it up, the counters are put to nothing,
as many calls as are to be counted go through one connection, and the counters are written out. So start-up and warm-up do not count, and what
the server does by itself meanwhile counts little. The kernel's instructions are not among them.
"""

import http.client
import json
import re
import shutil
import subprocess
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from harness.servers import Server

#: What is counted, in the order of the table. A row of a list is what a list of 100 has more than a list of 1.
GET, WHOAMI, ROW, CREATE, START = "get", "whoami", "a list row", "create", "start"
KINDS = (GET, WHOAMI, ROW, CREATE, START)
ONE, MANY = "list of 1", "list of 100"
#: Before the work of decision 35, at commit 77431ae, measured as below.
BEFORE = {GET: 345_705, WHOAMI: 309_723, ROW: 48_720, CREATE: 1_112_841, START: 1_014_336}
#: What each may take, as a share of what it took before.
SHARE = {GET: 2 / 3, ROW: 1 / 2, CREATE: 2 / 3}
#: Tasks in the database; a start takes one of them each.
TASKS = 1_000
WARM_UP = 100
#: A worker may hold so many tasks at once and no more, so there are fewer starts: a fifth of them to warm up.
STARTS = 100
#: callgrind makes a server some fifty times slower.
START_LIMIT = 300.0
WORDS = (
    f"Instructions of one call in the server's process, by valgrind's callgrind over {{calls}} calls of each kind ({STARTS - STARTS // 5} starts at most) through one "
    f"connection, after {WARM_UP} to warm up; SQLite, {TASKS:,} tasks. The kernel's do not count. A list row is a list of 100 less a list of 1, by 99. One connection writes alone, so that a write "
    "bears a whole commit. Below, the five dearest functions of our own code of each, with what they take by themselves (not what they call)."
)


@dataclass
class Cost:
    """What one call takes."""

    total: float = 0.0
    #: By whose code it is.
    parts: Counter[str] = field(default_factory=Counter)
    #: Our own functions, each by itself.
    functions: Counter[str] = field(default_factory=Counter)

    def less(self, other: "Cost", by: int) -> "Cost":
        def difference(more: Counter[str], few: Counter[str]) -> Counter[str]:
            return Counter({name: (value - few[name]) / by for name, value in more.items()})

        return Cost((self.total - other.total) / by, difference(self.parts, other.parts), difference(self.functions, other.functions))


def available() -> bool:
    return all(shutil.which(program) for program in ("valgrind", "callgrind_control"))


def count(server: Server, folder: Path, calls: int, log: Callable[[str], None]) -> dict[str, Cost]:
    """The cost of each kind. `server` is a TaskFlow on SQLite that has not been started, with `TASKS` pending tasks, none of which its caller
    holds, who may hold `STARTS`."""
    out = folder / "callgrind.out"
    program = fit_for_valgrind(server.argv[0], folder)
    server.argv = ["valgrind", "--tool=callgrind", f"--callgrind-out-file={out}", "--dump-line=no", program, *server.argv[1:]]
    server.env |= {"LD_PRELOAD": own_mask(folder)}
    server.start(START_LIMIT)
    try:
        connection = Connection(server)
        found = {kind: measured(connection, kind, calls, out, log) for kind in (GET, WHOAMI, ONE, MANY, CREATE, START)}
    finally:
        server.stop()
    found[ROW] = found.pop(MANY).less(found.pop(ONE), 99)
    return {kind: found[kind] for kind in KINDS}


def fit_for_valgrind(program: str, folder: Path) -> str:
    """The program without what is for debuggers, of which valgrind 3.19 does not understand all; the names of functions stay."""
    stripped = folder / "callgrind" / "taskflow"
    stripped.parent.mkdir()
    command = [tool("llvm-objcopy", "objcopy"), "--strip-debug", program, str(stripped)]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    return str(stripped)


def own_mask(folder: Path) -> str:
    """What is loaded before the server, see own_mask.c."""
    built = folder / "own_mask.so"
    command = [tool("cc", "clang"), "-O2", "-shared", "-fPIC", "-o", str(built), str(Path(__file__).with_name("own_mask.c"))]
    subprocess.run(command, capture_output=True, timeout=120, check=True)
    return str(built)


def tool(*names: str) -> str:
    found = next((path for name in names if (path := shutil.which(name))), None)
    if found is None:
        raise RuntimeError(f"{' or '.join(names)} is missing, which counting instructions needs")
    return found


def measured(connection: "Connection", kind: str, calls: int, out: Path, log: Callable[[str], None]) -> Cost:
    requests = all_requests(kind)
    warm_up, calls = (STARTS // 5, min(calls, STARTS - STARTS // 5)) if kind == START else (WARM_UP, calls)
    for _ in range(warm_up):
        connection.call(*next(requests))
    control("--zero", connection.server)
    for _ in range(calls):
        connection.call(*next(requests))
    control("--dump", connection.server)
    cost = read(newest(out), calls)
    log(f"instructions of {kind}: {cost.total:,.0f}")
    return cost


def all_requests(kind: str) -> Iterator[tuple[str, str, str | None]]:
    """Method, path and body of one call after the other."""
    for number in range(1, TASKS + 1):
        if kind == GET:
            yield "GET", f"/api/tasks/{number}", None
        elif kind == WHOAMI:
            yield "GET", "/api/me", None
        elif kind == ONE:
            yield "GET", "/api/tasks?limit=1", None
        elif kind == MANY:
            yield "GET", "/api/tasks?limit=100", None
        elif kind == START:
            yield "POST", f"/api/tasks/{number}/start", None
        else:
            text = "A sentence or two of text. A sentence or two of text."
            body = {"title": f"Task {number}", "description": text, "priority": "high", "tags": ["bench", "load"]}
            yield "POST", "/api/tasks", json.dumps(body, separators=(",", ":"))


class Connection:
    """One connection, which sends no more header fields than the load generator does."""

    def __init__(self, server: Server) -> None:
        self.server = server
        self.http = http.client.HTTPConnection("127.0.0.1", server.port, timeout=60)

    def call(self, method: str, path: str, body: str | None) -> None:
        self.http.putrequest(method, path, skip_accept_encoding=True)
        self.http.putheader("Authorization", f"Bearer {self.server.token}")
        if body is not None:
            self.http.putheader("Content-Type", "application/json")
        if method == "POST":
            self.http.putheader("Content-Length", str(len(body or "")))
        self.http.endheaders((body or "").encode() or None)
        response = self.http.getresponse()
        answer = response.read()
        if response.status not in (200, 201):
            raise RuntimeError(f"{method} {path} was answered with {response.status}: {answer[:300]!r}")


def control(what: str, server: Server) -> None:
    command = ["callgrind_control", what, str(server.process.pid)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)
    if done.returncode != 0 or "OK" not in done.stdout:
        raise RuntimeError(f"callgrind_control {what} failed: {done.stdout[-300:]} {done.stderr[-300:]}")


def newest(out: Path) -> Path:
    """The last dump, once it has been written to its end."""
    end = time.monotonic() + 60
    while time.monotonic() < end:
        numbered = [(int(file.suffix[1:]), file) for file in out.parent.glob(f"{out.name}.*") if file.suffix[1:].isdigit()]
        if numbered and "\ntotals:" in max(numbered)[1].read_text():
            return max(numbered)[1]
        time.sleep(0.1)
    raise RuntimeError("callgrind wrote no counters")


# -- Reading what callgrind wrote --------------------------------------------------------------------------------------

NAME = re.compile(r"^(ob|fn|cob|cfn|cfi|cfl|fl|fi|fe)=\((\d+)\)(?: (.*))?$")
#: Whose code it is, by library and symbol; the first that matches. Swift's libraries are within the program, known by their symbols: the
#: runtime's own, and those of the modules Swift ($ss, $sS) and _Concurrency ($sSc), whose specialisations for others' types go with them.
PARTS = [
    ("TaskFlow", r"/taskflow .*TaskFlow"), ("NIO, Hummingbird", r"/taskflow .*(NIO|Hummingbird|HTTPTypes|HTTPParser|llhttp)"),
    ("Swift's tasks", r"libswift_Concurrency|libdispatch|/taskflow (_?swift_(task|job|continuation|async|defaultActor|executor)|_?dispatch_|\$sSc|_ZN\w*(AsyncTask|TaskStatus|12_GLOBAL__N_1\w*Actor))"),
    ("Swift's library", r"libswiftCore|/taskflow (_?swift_|__swift_|\$s[sS]|_ZNK?\d*\w*swift)"), ("other packages", r"/taskflow "),
    ("SQLite", r"libsqlite3"), ("libc", r"lib(c|m|pthread)[.-]|ld-linux|/vgpreload"),
]  # fmt: skip


def read(file: Path, calls: int) -> Cost:
    """Every function's own instructions, summed by whose it is; those of a called function stand with that function."""
    own: Counter[tuple[str, str]] = Counter()
    names: dict[tuple[str, str], str] = {}
    library, function, is_call = "", "", False
    for line in file.read_text(errors="replace").splitlines():
        if match := NAME.match(line):
            kind, number, name = match.groups()
            space = {"cob": "ob", "cfn": "fn"}.get(kind, kind if kind in ("ob", "fn") else "fl")
            name = names.setdefault((space, number), name or "")
            if kind == "ob":
                library = name
            elif kind == "fn":
                function = name
        elif line.startswith("calls="):
            is_call = True
        elif line.startswith(tuple("0123456789+-*")):
            if not is_call:
                own[library, function] += int(line.split()[1])
            is_call = False
    return summed(own, calls)


def summed(own: Counter[tuple[str, str]], calls: int) -> Cost:
    cost = Cost(total=sum(own.values()) / calls)
    ours: Counter[str] = Counter()
    for (library, function), instructions in own.items():
        sample = f"{library} {function}"
        part = next((name for name, pattern in PARTS if re.search(pattern, sample)), "elsewhere")
        cost.parts[part] += instructions / calls
        if part == "TaskFlow":
            ours[function.split("'")[0]] += instructions / calls
    cost.functions = ours
    return cost


def demangled(names: list[str]) -> list[str]:
    """The symbols as they stand in the sources; as they are where there is no Swift to ask."""
    if not shutil.which("swift") or not names:
        return names
    done = subprocess.run(["swift", "demangle", "--compact", "--simplified"], input="\n".join(names), capture_output=True, text=True, timeout=60, check=False)
    lines = done.stdout.splitlines()
    return lines if len(lines) == len(names) else names
