"""A server of the built program with people, agents and tasks, and browsers that look at it."""

import contextlib
import json
import os
import pathlib
import re
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request

from playwright.sync_api import sync_playwright

HERE = pathlib.Path(__file__).parent
ASSETS = HERE.parent.parent / "Sources/TaskFlowWeb/Assets"
MODES = {
    "light": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "light"},
    "dark": {"viewport": {"width": 1440, "height": 900}, "color_scheme": "dark"},
    "phone": {"viewport": {"width": 390, "height": 844}, "color_scheme": "light", "has_touch": True},
}
TITLES = [
    "Write the report", "Fix the login redirect on Safari", "Draft the migration guide", "Measure p99 of the list route",
    "Rename the settings page", "Answer the security questionnaire", "Add an index for overdue tasks", "Pin the base image by digest",
    "מסמך בעברית: לכתוב את הדוח", "Sehr" + "lang" * 30 + "es Wort", "x" * 200, "A title of two hundred letters " + "that goes on " * 13,
    '<b>HTML</b> & "quotes" <script>alert(1)</script><img src=x onerror=alert(2)>', "大きさを確認する", "evil\u202egpj.exe",
]


class Stage:
    def __init__(self, binary, *options):
        self.more = list(options)
        self.folder = pathlib.Path(tempfile.mkdtemp(prefix="taskflow-web-"))
        self.binary = binary
        # The session's cookie is named by the port: it stays the same over a restart.
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.port = str(probe.getsockname()[1])
        self.start()
        self.key = json.loads((self.folder / "data/credential").read_text())["token"]
        self.agents = {}

    def start(self):
        out = open(self.folder / "out", "w+")
        self.server = subprocess.Popen(
            [self.binary, "serve", "--data-dir", str(self.folder / "data"), "--port", self.port, "--rate-limit", "0", "--log-level", "ERROR", *self.more],
            stdout=out, stderr=subprocess.STDOUT, env={**os.environ, "TASKFLOW_DRAIN_SECONDS": "0"})
        for _ in range(300):
            found = re.search(r"Open (http://\S+?)/#login=(\S+)", (self.folder / "out").read_text())
            if found:
                self.base, self.code = found.groups()
                return
            time.sleep(0.1)
        raise SystemExit((self.folder / "out").read_text())

    def with_own_board(self):
        """Serves the board from a copy from the next start on. Answers its folder."""
        folder = self.folder / "assets"
        shutil.copytree(ASSETS, folder)
        self.more = ["--assets", str(folder)]
        return folder

    def stop(self):
        if self.server.poll() is not None:
            raise SystemExit(f"the server ended by itself, with {self.server.returncode}:\n{(self.folder / 'out').read_text()[-4000:]}")
        self.server.send_signal(signal.SIGTERM)
        self.server.wait(60)

    def end(self):
        self.stop()
        shutil.rmtree(self.folder)

    def call(self, method, path, body=None, key=None, expect=None):
        request = urllib.request.Request(
            self.base + path, method=method, data=None if body is None else json.dumps(body).encode(),
            headers={"Authorization": "Bearer " + (key or self.key), "Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=30) as answer:
                text = answer.read()
                return json.loads(text) if text else None
        except urllib.error.HTTPError as error:
            if expect and error.code in expect:
                return None
            raise SystemExit(f"{method} {path}: {error.code} {error.read()[:300]}") from error

    def text(self, path):
        with urllib.request.urlopen(self.base + path, timeout=30) as answer:
            return answer.read().decode()

    def agent(self, handle):
        if handle not in self.agents:
            self.call("POST", "/api/workers", {"handle": handle, "type": "agent", "agent_type": handle[1:], "capabilities": ["swift"], "max_held": 100})
            self.agents[handle] = self.call("POST", f"/api/workers/{handle}/keys", {"name": "test"})["key"]
        return self.agents[handle]

    def seed(self, count):
        """Tasks in every column, with every kind of text."""
        self.call("POST", "/api/projects", {"slug": "website", "name": "Website relaunch", "review_required": True})
        keys = [self.agent(handle) for handle in ("@claude", "@codex", "@cursor")]
        ids = []
        for number in range(count):
            title = TITLES[number] if number < len(TITLES) else f"{TITLES[number % 8]} ({number})"
            body = {"title": title, "priority": ["low", "medium", "high", "critical"][number % 4], "tags": [["ui"], ["docs", "perf"], []][number % 3]}
            if number % 4 == 0:
                body["due_date"] = ["2026-11-20", "2030-12-24"][number % 8 // 4]
            if number % 5 == 0:
                body["description"] = "## Why\nIt **breaks** on `Safari`.\n\n- [x] found\n- [ ] mended\n\n> quoted\n\nSee https://example.org/a.\n\n```\nlet a = 1\n```"
            ids.append(self.call("POST", "/api/tasks", body)["id"])
        for number, task in enumerate(ids):
            key = keys[number % 3]
            if number % 6 in (1, 2, 3):
                self.call("POST", f"/api/tasks/{task}/start", key=key)
                self.call("POST", f"/api/tasks/{task}/progress", {"percent": number % 100, "note": "On its way"}, key)
            if number % 6 == 2:
                self.call("POST", f"/api/tasks/{task}/submit", {"note": "Ready"}, key)
            if number % 6 == 3:
                self.call("POST", f"/api/tasks/{task}/block", {"reason": "The staging database does not answer"}, key)
            if number % 6 == 4:
                self.call("POST", f"/api/tasks/{task}/start")
                self.call("POST", f"/api/tasks/{task}/complete")
        if count > 13:
            self.talk(ids[12], keys[0])
        return ids

    def talk(self, task, key):
        """What is said about a task, by an agent and by the owner."""
        me = self.call("GET", "/api/me")["worker"]["handle"]
        self.call("POST", f"/api/tasks/{task}/comments", {"text": f"It **breaks** on `Safari`, {me}:\n\n1. open it\n2. press *Back*"}, key)
        self.call("POST", f"/api/tasks/{task}/comments", {"text": "Seen."})
        self.call("POST", f"/api/tasks/{task}/links", {"url": "https://example.org/pull/17", "title": "The pull request"}, key)
        self.call("POST", f"/api/tasks/{task}/questions", {"kind": "choice", "prompt": "Which of the two?", "options": ["The first", "The second"], "blocking": False}, key)


class Tally:
    """Counts what holds and says what does not."""

    def __init__(self):
        self.passed = self.failed = 0

    def check(self, name, truth, more=""):
        if truth:
            self.passed += 1
        else:
            self.failed += 1
            print(f"FAILED {name} {more}", flush=True)

    def finish(self):
        print(f"{self.passed} passed, {self.failed} failed")
        sys.exit(1 if self.failed else 0)


@contextlib.contextmanager
def stage():
    made = Stage(sys.argv[1])
    try:
        yield made
    finally:
        made.end()


@contextlib.contextmanager
def chromium():
    program = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if not program:
        raise SystemExit("no Chromium here: scripts/test-needs.sh installs one")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        yield browser
        browser.close()


def watched(context):
    """A page, and whatever its console says that should not be there."""
    page = context.new_page()
    wrong = []
    page.on("console", lambda said: wrong.append(said.text) if said.type in ("error", "warning") else None)
    page.on("response", lambda got: wrong.append(f"{got.status} {got.request.method} {got.url}") if got.status == 400 else None)
    page.on("pageerror", lambda error: wrong.append(f"{error} {error.stack}"))
    page.add_init_script("addEventListener('securitypolicyviolation', (e) => console.error('policy: ' + e.violatedDirective))")
    return page, wrong


def signed_in(browser, stage, mode="light", key=None):
    context = browser.new_context(**MODES[mode])
    answer = context.request.post(stage.base + "/api/session", data=json.dumps({"key": key or stage.key}), headers={"Content-Type": "application/json"})
    assert answer.status == 204, answer.text()
    return context


def wait_for(condition, what, seconds=20):
    end = time.time() + seconds
    while time.time() < end:
        if condition():
            return True
        time.sleep(0.05)
    print(f"waited in vain for {what}")
    return False
