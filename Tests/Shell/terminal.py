#!/usr/bin/env python3
"""A person's editor and pager at a terminal: terminal.py BINARY

A real server and real programs on a pseudo-terminal. What is pressed has to reach them, and they have to end.
"""

import json
import os
import shutil
import signal
import subprocess
import sys
import time

import completion
from completion import Stage, check
from typist import Typist

TASKS = 40


def call(stage: Stage, *words: str) -> str:
    done = subprocess.run(
        [stage.binary, *words], env=stage.environment, cwd=stage.home, capture_output=True, text=True, check=True)
    return done.stdout


def title(stage: Stage) -> str:
    return json.loads(call(stage, "show", "1", "--json"))["title"]


def start(stage: Stage, words: list[str], more: dict[str, str]) -> Typist:
    environment = {**stage.environment, "LINES": "24", "COLUMNS": "80", **more}
    return Typist([stage.binary, *words], environment, stage.home)


def ended(typist: Typist, patience: float = 10) -> tuple[int | None, str]:
    """How it ended, and what it showed meanwhile; None where it goes on, or is stopped, and so never ends."""
    shown, limit, code = "", time.monotonic() + patience, None
    while code is None and time.monotonic() < limit:
        shown += typist.read(most=0.3)
        child, status = os.waitpid(typist.child, os.WNOHANG)
        code = os.waitstatus_to_exitcode(status) if child else None
    if code is None:
        os.kill(typist.child, signal.SIGKILL)
        os.waitpid(typist.child, 0)
    shown += typist.read(most=0.3)
    os.close(typist.terminal)
    return code, shown


def edits(stage: Stage, editor: str) -> None:
    old = title(stage)
    typist = start(stage, ["edit", "1"], {"EDITOR": editor})
    typist.read(until=old, most=10)
    typist.read(most=2)
    typist.type(f"0iBy {editor}: \x1b")
    os.write(typist.terminal, b":wq\r")
    code, shown = ended(typist)
    check(f"{editor}: what was written is saved", (code, title(stage)) == (0, f"By {editor}: {old}"), (code, shown))


def keeps(stage: Stage, editor: str) -> None:
    """Somebody else changes the task while it is edited."""
    typist = start(stage, ["edit", "1"], {"EDITOR": editor})
    typist.read(until="Write the report", most=10)
    typist.read(most=2)
    call(stage, "edit", "1", "--title", "Somebody else's")
    typist.type("0iMine: \x1b")
    os.write(typist.terminal, b":wq\r")
    code, shown = ended(typist)
    kept = shown.partition("The text is kept in ")[2].split("\n")[0].strip()
    mine = open(kept).read() if os.path.exists(kept) else ""
    check(f"{editor}: nobody is written over", (code, title(stage)) == (1, "Somebody else's"), (code, shown))
    check(f"{editor}: and the text is kept", mine.startswith("Mine: "), shown)
    if mine:
        os.unlink(kept)


def pages(stage: Stage, pager: str) -> None:
    typist = start(stage, ["list"], {"PAGER": pager})
    shown = typist.read(until="Filler", most=10) + typist.read(most=2)
    check(f"{pager}: one screen of the list", 0 < shown.count("Filler") < TASKS, shown)
    check(f"{pager}: it waits", os.waitpid(typist.child, os.WNOHANG)[0] == 0)
    os.write(typist.terminal, b"q")
    code, rest = ended(typist)
    check(f"{pager}: q ends it", code == 0, (code, rest))


def unpaged(stage: Stage) -> None:
    for pager in ("/no/such", "no-such-pager"):
        code, shown = ended(start(stage, ["list"], {"PAGER": pager}))
        check(f"PAGER={pager}: the list is there all the same", code == 0 and shown.count("Filler") == TASKS, (code, shown))


def installed(*names: str) -> list[str]:
    for name in names:
        if not shutil.which(name):
            print(f"skipped {name}: it is not installed")
    return [name for name in names if shutil.which(name)]


def main(binary: str) -> int:
    stage = Stage(os.path.realpath(binary))
    stage.environment["TMPDIR"] = stage.folder
    try:
        for number in range(TASKS):
            stage.call("/api/tasks", {"title": f"Filler {number}"})
        editors = installed("vi", "vim")
        for editor in editors:
            edits(stage, editor)
        for editor in editors[:1]:
            keeps(stage, editor)
        for pager in installed("less", "more"):
            pages(stage, pager)
        unpaged(stage)
    finally:
        stage.close()
    print(f"{completion.passed} passed, {completion.failed} failed")
    return 1 if completion.failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
