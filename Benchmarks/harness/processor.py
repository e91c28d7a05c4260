"""Who uses the processor while one load runs: what one call costs the server, and what it costs the database."""

import os
import resource
from pathlib import Path

from harness.load import measure
from harness.servers import Server, descendants

TICKS = os.sysconf("SC_CLK_TCK")


def seconds_of(root: int) -> float:
    """Processor seconds of a process and all that live below it."""
    total = 0
    for pid in descendants(root):
        try:
            fields = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        total += int(fields[11]) + int(fields[12])
    return total / TICKS


def cost(server: Server, database: int, kind: str, seconds: int, ids: int) -> dict[str, float]:
    """Microseconds of processor time that one call takes of each; the database is the process all its others descend from."""

    def now() -> dict[str, float]:
        children = resource.getrusage(resource.RUSAGE_CHILDREN)
        load = children.ru_utime + children.ru_stime
        return {server.name: seconds_of(server.process.pid), "PostgreSQL": seconds_of(database), "the load generator": load}

    before = now()
    found = measure(server, kind, seconds, ids=ids, run="cpu")
    after = now()
    calls = found.per_second * seconds
    return {name: 1e6 * (after[name] - before[name]) / calls for name in before}
