"""Where endpoints run, by PEER_STYLE.

`threads` (default) is what most FastAPI back ends with a sync Session do: `def` endpoints and dependencies, each on
FastAPI's thread pool. `inline` runs the same functions on the event loop, as `async def` with blocking calls inside: it saves
the hops between threads, and one slow statement or a database across a network then holds up every other call of the process.
"""

import contextlib
import functools
import os
from collections.abc import Callable

STYLE = os.environ.get("PEER_STYLE", "threads")


def endpoint(function: Callable) -> Callable:
    """The function as FastAPI is to see it; its signature stays."""
    if STYLE != "inline":
        return function

    @functools.wraps(function)
    async def inline(*args: object, **kwargs: object) -> object:
        return function(*args, **kwargs)

    return inline


def resource(function: Callable) -> Callable:
    """The same for a dependency that yields."""
    if STYLE != "inline":
        return function

    @functools.wraps(function)
    async def inline() -> object:
        with contextlib.contextmanager(function)() as value:
            yield value

    return inline
