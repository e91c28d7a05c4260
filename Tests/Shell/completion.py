#!/usr/bin/env python3
"""Completion as bash, zsh and fish do it: completion.py BINARY

A real server, a real shell for each on a pseudo-terminal, and Tab. What a shell would run is told by a function in the
program's place that prints its arguments; the completion itself asks the program, as ever. Titles, tags and answers are hostile.
"""

import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

from typist import PROMPT, TAB, Typist

# The server takes no control characters, but what turns the reading around.
HOSTILE = "Fetch $(touch hacked) `touch hacked`; \u202ebackwards"
OPTIONS = ["Dark red; touch hacked", "$(touch hacked)"]
passed = failed = 0


def check(name: str, holds: bool, seen: object = "") -> None:
    global passed, failed
    if holds:
        passed += 1
        print(f"ok      {name}")
    else:
        failed += 1
        print(f"FAILED  {name}: {seen!r}")


class Stage:
    """A server with tasks, and a folder in which the shells run."""

    def __init__(self, binary: str) -> None:
        self.folder = tempfile.mkdtemp()
        self.home = os.path.join(self.folder, "home")
        tools = os.path.join(self.folder, "bin")
        for path in (self.home, tools, os.path.join(self.home, "notes")):
            os.mkdir(path)
        for name in ("plan one.json", "notes/today.md"):
            open(os.path.join(self.home, name), "w").close()
        os.symlink(binary, os.path.join(tools, "taskflow"))
        self.environment = {
            "HOME": self.home, "PATH": f"{tools}:{os.environ['PATH']}", "TERM": "xterm", "LANG": "C.UTF-8", "LC_ALL": "C.UTF-8",
            "TASKFLOW_DATA": os.path.join(self.folder, "data"), "TASKFLOW_DRAIN_SECONDS": "0",
        }
        self.binary = binary
        self.start()
        try:
            self.fill()
        except BaseException:
            self.close()
            raise

    def start(self) -> None:
        command = [self.binary, "serve", "--port", "0", "--rate-limit", "0", "--log-level", "ERROR"]
        self.server = subprocess.Popen(
            command, env=self.environment, cwd=self.home, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True)
        for line in self.server.stdout:
            if line.startswith("Open http"):
                self.address = line.split()[1].split("/#")[0]
                return
        sys.exit("The server did not start")

    def call(self, path: str, body: dict) -> dict:
        with open(os.path.join(self.environment["TASKFLOW_DATA"], "credential")) as file:
            key = json.load(file)["token"]
        request = urllib.request.Request(
            self.address + path, json.dumps(body).encode(),
            {"Authorization": f"Bearer {key}", "Content-Type": "application/json"})
        with urllib.request.urlopen(request) as answer:
            return json.load(answer)

    def fill(self) -> None:
        self.call("/api/projects", {"slug": "website", "name": "The website"})
        self.call("/api/workers", {"handle": "@claude", "name": "Claude", "type": "agent", "capabilities": ["swift"]})
        self.call("/api/tasks", {"title": "Write the report", "tags": ["docs:api", "docs:web"], "priority": "high"})
        self.call("/api/tasks", {"title": HOSTILE})
        done = self.call("/api/tasks", {"title": "Long done"})["id"]
        for step in ("start", "complete"):
            self.call(f"/api/tasks/{done}/{step}", {})
        question = {"prompt": "Which?", "kind": "choice", "options": OPTIONS, "blocking": False, "to": "@claude"}
        self.call("/api/tasks/1/questions", question)

    def stop(self) -> None:
        self.server.terminate()
        self.server.wait()

    def close(self) -> None:
        self.stop()
        shutil.rmtree(self.folder)


class Bash:
    """How a shell is started and made to print what it would run."""

    name = "bash"
    command = ["bash", "--norc", "--noprofile", "-i"]
    setup = [
        "bind 'set bell-style none'; bind 'set enable-bracketed-paste off'; bind 'set page-completions off'",
        "source <(command taskflow completion bash)",
        "taskflow() { printf '[%s]' \"$@\"; echo; }",
        f"PS1='{PROMPT} '; PS2='> '; stty cols 100",
    ]
    # The first Tab puts in what is sure, the second one lists.
    list_keys = TAB + TAB

    def start(self, stage: Stage) -> Typist:
        environment = {**stage.environment, "XDG_CONFIG_HOME": os.path.join(stage.folder, "configuration")}
        shell = Typist(self.command, environment, stage.home)
        shell.read(most=3)
        for line in self.setup:
            shell.type(line + "\n")
        return shell


class Zsh(Bash):
    name = "zsh"
    command = ["zsh", "-f", "-i"]
    setup = [
        "unsetopt beep prompt_sp prompt_cr auto_menu; unset zle_bracketed_paste; LISTMAX=1000; PROMPT_EOL_MARK=",
        "autoload -Uz compinit; compinit -u -D",
        "source <(command taskflow completion zsh)",
        "taskflow() { printf '[%s]' \"$@\"; echo }",
        f"stty cols 100; PS1='{PROMPT.replace('%', '%%')} '",
    ]
    list_keys = TAB


class Fish(Bash):
    name = "fish"
    command = ["fish", "--no-config", "-i"]
    setup = [
        "set -g fish_autosuggestion_enabled 0; stty cols 100",
        "command taskflow completion fish | source",
        "function taskflow; printf '[%s]' $argv; echo; end",
        f"function fish_prompt; echo '{PROMPT} '; end",
    ]
    list_keys = TAB


# What is typed, and what the shell would run.
LINES = [
    (f"completi{TAB}zs{TAB}", ["completion", "zsh"]),
    (f"assign 1 @cl{TAB}", ["assign", "1", "@claude"]),
    (f"assign 1 cl{TAB}", ["assign", "1", "claude"]),
    (f"list --project we{TAB}", ["list", "--project", "website"]),
    (f"list --project=we{TAB}", ["list", "--project=website"]),
    (f"list -p we{TAB}--prio{TAB}hi{TAB}", ["list", "-p", "website", "--priority", "high"]),
    (f"list --tag docs:a{TAB}", ["list", "--tag", "docs:api"]),
    (f"list --columns id,tit{TAB}", ["list", "--columns", "id,title"]),
    (f"add x --due tom{TAB}", ["add", "x", "--due", "tomorrow"]),
    (f"add x --due 'in 3{TAB}", ["add", "x", "--due", "in 3 days"]),
    (f"add 'two words' --assi{TAB}@cl{TAB}", ["add", "two words", "--assign", "@claude"]),
    (f"project member-add we{TAB}cl{TAB}", ["project", "member-add", "website", "claude"]),
    (f"worker add x --capab{TAB}sw{TAB}", ["worker", "add", "x", "--capability", "swift"]),
    (f"reopen {TAB}", ["reopen", "3"]),
    (f"answer {TAB}--choice Da{TAB}", ["answer", "1", "--choice", OPTIONS[0]]),
    (f"answer 1 --choice '$(t{TAB}", ["answer", "1", "--choice", OPTIONS[1]]),
    (f"plan pl{TAB}", ["plan", "plan one.json"]),
    (f"comment 1 @notes/to{TAB}", ["comment", "1", "@notes/today.md"]),
    (f"comment 1 -m @notes/to{TAB}", ["comment", "1", "-m", "@notes/today.md"]),
    (f"list --data-dir no{TAB}", ["list", "--data-dir", "notes"]),
    (f"serve --log-f{TAB}js{TAB}", ["serve", "--log-format", "json"]),
    (f"mcp --print-c{TAB}cur{TAB}", ["mcp", "--print-config", "cursor"]),
    (f"help proj{TAB}member-r{TAB}", ["help", "project", "member-remove"]),
]


def run_lines(shell: Typist, name: str) -> None:
    for keys, words in LINES:
        shown = shell.type(f"taskflow {keys}\n", until=rf"\][\s⏎]*{PROMPT}")
        ran = [line for line in shown.split("\n") if line.startswith("[") and line.endswith("]")]
        # A folder's name ends with a slash in some shells.
        told = ran[-1].replace("notes/]", "notes]") if ran else shown
        check(f"{name}: taskflow {keys.replace(TAB, '⇥')}", told == "".join(f"[{word}]" for word in words), told)
        if not ran:
            shell.give_up()


def lists(shell: Typist, kind: Bash) -> None:
    shown = shell.type(f"taskflow show {kind.list_keys}")
    places = [shown.find(text) for text in ("Write the report", "Fetch $(touch hacked)", "Long done")]
    check(f"{kind.name}: ids with titles, the open ones first", -1 < places[0] < places[1] < places[2], shown)
    check(f"{kind.name}: a title turns nothing around", "\\u{202e}backwards" in shown and "\u202e" not in shown, shown)
    shell.give_up()
    shown = shell.type(f"taskflow start {kind.list_keys}")
    check(f"{kind.name}: only what can be started", "Fetch" in shown and "Long done" not in shown, shown)
    shell.give_up()


def quiet(shell: Typist, name: str) -> None:
    started = time.monotonic()
    shown = shell.type(f"taskflow show {TAB}{TAB}")
    took = time.monotonic() - started
    # What the shell writes anew while the line is typed.
    noise = shown.rpartition("\x08")[2].replace("taskflow show", "").strip()
    check(f"{name}: nothing where no server answers, after {took:.1f} s", "taskflow show" in shown and not noise and took < 5, shown)


def silent(stage: Stage) -> None:
    """A server that takes the call and never answers; one that nobody is signed in to."""
    with socket.create_server(("127.0.0.1", 0)) as mute:
        address = f"http://127.0.0.1:{mute.getsockname()[1]}"
        for name, more in (("silent", {"TASKFLOW_TOKEN": "tfl_x"}), ("without a key", {"TASKFLOW_DATA": "/nowhere"})):
            started = time.monotonic()
            done = subprocess.run(
                [stage.binary, "__complete", "zsh", "show", ""], capture_output=True, cwd=stage.home,
                env={**stage.environment, "TASKFLOW_URL": address, **more})
            took = time.monotonic() - started
            check(
                f"a server that is {name}: quiet after {took:.2f} s",
                took < 1.5 and (done.returncode, done.stdout, done.stderr) == (0, b":words 0\n", b""), done)


def many(stage: Stage) -> None:
    """More tasks than a page holds: what begins so is found all the same, each with its title."""
    # The numbers from 4 to 153; the first hundred in the order of urgency are the oldest.
    for number in range(4, 154):
        stage.call("/api/tasks", {"title": f"Filler {number}", "priority": "low"})
    done = subprocess.run(
        [stage.binary, "__complete", "zsh", "show", "15"], capture_output=True, cwd=stage.home, env=stage.environment,
        text=True)
    found = sorted(done.stdout.splitlines()[1:])
    wanted = sorted(f"{number}:Filler {number}" for number in (15, 150, 151, 152, 153))
    check("a number behind the first hundred tasks, with its title", found == wanted, done)


def main(binary: str) -> int:
    stage = Stage(os.path.realpath(binary))
    kinds = [kind for kind in (Bash(), Zsh(), Fish()) if shutil.which(kind.name)]
    check("bash, zsh and fish are here (scripts/test-needs.sh)", len(kinds) == 3, [kind.name for kind in kinds])
    shells = [(kind, kind.start(stage)) for kind in kinds]
    try:
        for kind, shell in shells:
            run_lines(shell, kind.name)
            lists(shell, kind)
        silent(stage)
        many(stage)
        stage.stop()
        for kind, shell in shells:
            quiet(shell, kind.name)
        check("nothing of a title or an answer was run", not os.path.exists(os.path.join(stage.home, "hacked")))
    finally:
        for _, shell in shells:
            shell.close()
        stage.close()
    print(f"{passed} passed, {failed} failed")
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
