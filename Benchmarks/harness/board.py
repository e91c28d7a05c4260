"""`GET /api/board` at two sizes of the database."""

import dataclasses

from harness.servers import Server
from harness.suite import Log, Plan, Series, interleaved

#: One caller who waits for each answer, whose times are the board's own; and some at once.
ONE, MANY = 1, 8


def boards(servers: dict[int, dict[str, Server]], plan: Plan, log: Log) -> dict[tuple[int, str, int], Series]:
    """By size, caller and number of connections; all sizes and callers interleaved."""
    found: dict[tuple[int, str, int], Series] = {}
    for connections in (ONE, MANY):
        named = {(size, caller): dataclasses.replace(server, name=f"{size} {caller}") for size, callers in servers.items() for caller, server in callers.items()}
        table = interleaved([(server, "board") for server in named.values()], plan, log, connections, "board-")
        found |= {(*key, connections): table[server.name, "board"] for key, server in named.items()}
    return found
