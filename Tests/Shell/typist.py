"""A person at a terminal: a real shell on a pseudo-terminal, with keys pressed one after another."""

import os
import pty
import re
import select
import signal
import time

TAB = "\t"
ESCAPES = re.compile(r"\x1b\[[0-9;?]*[ -/]*[@-~]|\x1b[=>()][0-9A-B]?|\x1b\][^\x07]*\x07|\r")
# What a shell says when it waits for a line. No answer of the program holds it.
PROMPT = "%ready%"


class Typist:
    """One shell; `type` presses keys and answers what the terminal shows then."""

    def __init__(self, command: list[str], environment: dict[str, str], folder: str) -> None:
        self.child, self.terminal = pty.fork()
        if self.child == 0:
            os.chdir(folder)
            os.execvpe(command[0], command, environment)
        os.set_blocking(self.terminal, False)

    def read(self, until: str | None = None, quiet: float = 0.7, most: float = 15) -> str:
        """What is shown until a pattern has come, or, without one, until nothing more comes for a while."""
        shown, started, heard = "", time.monotonic(), time.monotonic()
        while time.monotonic() - started < most:
            if select.select([self.terminal], [], [], 0.05)[0]:
                try:
                    shown += os.read(self.terminal, 65536).decode(errors="replace")
                except (BlockingIOError, OSError):
                    break
                heard = time.monotonic()
            elif until is None and shown and time.monotonic() - heard > quiet:
                break
            if until is not None and re.search(until, ESCAPES.sub("", shown)):
                break
        return ESCAPES.sub("", shown)

    def type(self, keys: str, until: str | None = None) -> str:
        os.write(self.terminal, keys.encode())
        return self.read(until)

    def give_up(self) -> None:
        """Ctrl+C: the line goes, and a new prompt comes. What is typed before it has come would go too."""
        self.type("\x03", until=PROMPT)

    def close(self) -> None:
        os.kill(self.child, signal.SIGKILL)
        os.waitpid(self.child, 0)
        os.close(self.terminal)
