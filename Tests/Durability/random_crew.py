"""A crew that does anything, by every door, with any word: random_crew.py BINARY [--steps N] [--seed S] [--database URL]

Persons, agents, an owner and an admin take steps at random, by REST, MCP and the command line, with two keys each, some of them with words that
mean harm. They comment, ask and answer too. They claim with leases, and send generations that are theirs, old, another's or none. First one after another, where
every step is held against who may judge; then all at once, where the audit log is. With --late a lease ends in the meantime, and
whoever had it is late: a minute and a half more.
No answer may be a 5xx or "contradicts what is stored", and nothing may stand in the server's log as an error.
"""

import argparse
import http.client
import json
import os
import random
import subprocess
import sys
import tempfile
import threading
import time
from pathlib import Path

from taskflow_process import Score, TaskFlow, binary_argument

ADMIN, OWNER, ANN, BEN, ANNBOT, BENBOT = "@admin", "@owner", "@ann", "@ben", "@annbot", "@benbot"
AGENTS = {ANNBOT: ANN, BENBOT: BEN}
CREW = [ADMIN, OWNER, ANN, BEN, ANNBOT, BENBOT]
PLACES = {None: "anyone", "open": "anyone", "strict": "person"}
STEPS = ["start", "progress", "submit", "approve", "reject", "complete", "block", "unblock", "release", "assign", "reopen", "heartbeat"]
TOOLS = {"start": "claim_task", "progress": "update_progress", "heartbeat": "heartbeat"}
#: Steps that know of generations.
FENCED = ("submit", "complete", "release", "block", "progress", "heartbeat")
STATUSES = ["pending", "in_progress", "review", "completed", "blocked"]
DONE = ("in_progress", "review", "blocked")
HARM = [
    "", " ", "\0", "a\0b", "\ud800", "\udfff\ud800", "e\u0301", "\u00e9", "\u202eevil", "\u200b", "\U0001f469\u200d\U0001f4bb", "\U0010ffff", "\ufffe",
    "\u2028", "x" * 201, "\u00df" * 200, "\u0130" * 3000, "%00", "'; DROP TABLE tasks; --", "@me", "me", "@", "@nobody", "@ann\n", "null", None, True, False, 0, -1,
    1, 2**31, 2**53, 2**63 - 1, 2**63, -(2**63), 10**400, 1.5, 1e308, -0.0, [], {}, [[]], [None], ["a"] * 60, {"a": {"b": None}}, [0, "0", 0.0],
    "2026-13-01", "9999-12-31T23:59:59.999999999Z", "0000-01-01", "2026-02-29T24:00:00+99:99", "\ud83d", "\x7f", "\x1b[31m",
]  # fmt: skip


def written(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=True).encode()


class Caller:
    """One of the crew, with its keys and a connection of its own."""

    def __init__(self, server: TaskFlow, handle: str, keys: list[str], dice: random.Random, faults: list[str], grants: dict | None = None) -> None:
        self.server, self.handle, self.keys, self.dice, self.faults = server, handle, keys, dice, faults
        #: Generations that anybody was given, by task.
        self.grants: dict[int, set[int]] = {} if grants is None else grants
        self.connection: http.client.HTTPConnection | None = None
        self.statuses: dict[int, int] = {}

    def call(self, method: str, path: str, body: object = None, headers: dict | None = None, key: str = "") -> tuple[int, object]:
        sent = {"Authorization": f"Bearer {key or self.dice.choice(self.keys)}"} | (headers or {})
        if body is not None:
            sent["Content-Type"] = "application/json"
        for attempt in range(2):
            self.connection = self.connection or self.server.connect()
            try:
                self.connection.request(method, path, None if body is None else written(body), sent)
                answer = self.connection.getresponse()
                status, text = answer.status, answer.read()
                break
            except (OSError, http.client.HTTPException) as error:
                self.connection = None
                if attempt:
                    self.faults.append(f"{self.handle} {method} {path} {str(body)[:200]}: {type(error).__name__} {error}")
                    return 0, None
        self.statuses[status] = self.statuses.get(status, 0) + 1
        if status >= 500 or b"contradicts" in text or b'"code":-32603' in text:
            self.faults.append(f"{self.handle} {method} {path} {str(body)[:200]}: {status} {text[:300].decode('utf-8', 'replace')}")
        try:
            return status, json.loads(text) if text else None
        except ValueError:
            self.faults.append(f"{self.handle} {method} {path} {str(body)[:200]}: no JSON: {text[:200]!r}")
            return status, None

    def tool(self, name: str, arguments: dict) -> tuple[int, object]:
        meta = {"io.modelcontextprotocol/protocolVersion": "2026-07-28", "io.modelcontextprotocol/clientCapabilities": {}}
        headers = {"Accept": "application/json", "MCP-Protocol-Version": "2026-07-28", "Mcp-Method": "tools/call", "Mcp-Name": name}
        body = {"jsonrpc": "2.0", "id": 1, "method": "tools/call", "params": {"name": name, "arguments": arguments, "_meta": meta}}
        status, answer = self.call("POST", "/mcp", body, headers)
        if status == 200 and (not isinstance(answer, dict) or "result" not in answer or answer["result"].get("isError")):
            return 400, answer
        return status, answer


    def verb(self, *words: object) -> tuple[int, object]:
        """By the command line, which has a data folder of each caller's own."""
        folder = self.server.data.parent / f"cli-{self.handle[1:]}"
        folder.mkdir(mode=0o700, exist_ok=True)
        environment = {**os.environ, "TASKFLOW_URL": f"http://127.0.0.1:{self.server.port}", "TASKFLOW_TOKEN": self.dice.choice(self.keys)}
        command = [str(self.server.binary), *map(str, words), "--data-dir", str(folder)]
        done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=60, check=False)
        if done.returncode not in (0, 1):
            self.faults.append(f"{self.handle} {' '.join(command[1:])}: ended with {done.returncode}: {done.stderr.strip()[-300:]}")
        return (200 if done.returncode == 0 else 400), done.stdout


class Stage:
    def __init__(self, server: TaskFlow, seed: int) -> None:
        self.server, self.dice, self.faults = server, random.Random(seed), []
        self.keys, self.grants = {}, {}
        for handle in CREW[:4]:
            options = ["--type", "human"] + (["--admin"] if handle == ADMIN else [])
            self.keys[handle] = [server.key_of(handle, *options) for _ in range(2)]
        self.admin, self.owner = self.caller(ADMIN), self.caller(OWNER)
        for handle in AGENTS:
            self.register(handle)
        for slug in filter(None, PLACES):
            self.owner.call("POST", "/api/projects", {"slug": slug, "name": slug, "review_by": PLACES[slug]})
        self.join()
        self.tasks: list[int] = []

    def caller(self, handle: str) -> Caller:
        return Caller(self.server, handle, self.keys[handle], random.Random(self.dice.random()), self.faults, self.grants)

    def register(self, handle: str) -> None:
        person = self.caller(AGENTS[handle])
        person.call("POST", "/api/workers", {"handle": handle})
        # Most of what they begin is never finished.
        self.admin.call("PATCH", f"/api/workers/%40{handle[1:]}", {"max_held": 100})
        self.keys[handle] = []
        for number in range(2):
            _, key = person.call("POST", f"/api/workers/%40{handle[1:]}/keys", {"name": f"k{number}"})
            self.keys[handle].append(key["key"])

    def join(self) -> None:
        for slug in filter(None, PLACES):
            for handle in CREW[2:]:
                self.owner.call("POST", f"/api/projects/{slug}/members", {"worker_id": handle, "role": "member"})

    def look(self, task: int) -> dict | None:
        status, found = self.admin.call("GET", f"/api/tasks/{task}")
        return found if status == 200 else None


def harmed(dice: random.Random, body: dict, chance: float) -> dict:
    """Some of its values with what means harm, or a member that nobody asked for."""
    for name in [*body]:
        if dice.random() < chance:
            body[name] = dice.choice(HARM)
    if dice.random() < chance:
        names = ["title", "description", "tags", "due_date", "parent_id", "priority", "progress_percent", "reason", "assigned_to", "status"]
        body[dice.choice(names)] = dice.choice(HARM)
    return body


FITTING = {
    "pending": ["start", "start", "assign", "block"],
    "in_progress": ["submit", "submit", "assign", "progress", "complete", "block", "release", "heartbeat"],
    "review": ["approve", "reject", "complete", "assign"], "blocked": ["unblock", "unblock", "assign"], "completed": ["reopen"],
}  # fmt: skip


def fitting(dice: random.Random, caller: Caller, task: int) -> tuple[str, dict]:
    """Mostly a step that leads somewhere, as the task is now; and, where it has a lease, mostly with its generation."""
    status, found = caller.call("GET", f"/api/tasks/{task}")
    found = found if status == 200 else {}
    step = dice.choice(FITTING[found["status"]] if found and dice.random() < 0.8 else STEPS)
    lease = found.get("lease")
    if lease:
        caller.grants.setdefault(task, set()).add(lease["generation"])
    return step, generation(dice, caller, task, lease) if step in FENCED else {}


def generation(dice: random.Random, caller: Caller, task: int, lease: dict | None) -> dict:
    """The right one, none, an old one or another's."""
    known, roll = sorted(caller.grants.get(task, ())), dice.random()
    if lease and roll < 0.6:
        return {"generation": lease["generation"]}
    if not known or roll < 0.75:
        return {}
    return {"generation": dice.choice([*known, known[-1] + 1, max(1, known[0] - 1)])}


def claim(dice: random.Random, caller: Caller, tasks: list[int], harm: float) -> tuple[str, int | None, int]:
    """Claims what comes next, mostly of the latest tasks."""
    body: dict = {"tags": [wave(len(tasks) - 1)]} if dice.random() < 0.8 else {}
    if dice.random() < 0.2:
        body |= dice.choice([{"ttl_seconds": 60}, {"project": "open"}, {"priority": ["medium"]}, {"parent_id": tasks[-1]}])
    body = harmed(dice, body, harm)
    if dice.random() < 0.4:
        status, answer = caller.tool("claim_next_task", body)
        found = answer["result"].get("structuredContent", {}) if status == 200 else {}
    else:
        status, found = caller.call("POST", "/api/tasks/claim", body)
    task = found.get("task") if status == 200 else None
    if task is None:
        return f"claim {body}", None, status
    if task.get("lease"):
        caller.grants.setdefault(task["id"], set()).add(task["lease"]["generation"])
    return f"claim {body}", task["id"], status


def wave(number: int) -> str:
    """The tag of six tasks that are the latest at one time."""
    return f"wave{number // 6}"


def by_two_keys(dice: random.Random, caller: Caller, task: int) -> tuple[str, int, int]:
    """One key takes the task from its holder, the other one judges it."""
    first, second = (dice.sample(caller.keys, 2) if len(caller.keys) > 1 else caller.keys * 2)[:2]
    away = {"assigned_to": dice.choice([None, *CREW])}
    caller.call("PATCH", f"/api/tasks/{task}", away, key=first)
    status = dice.choice(["completed", "in_progress"])
    return f"PATCH {away}, by another key {status}", task, caller.call("PATCH", f"/api/tasks/{task}", {"status": status, "reason": "r"}, key=second)[0]


def talk(dice: random.Random, caller: Caller, task: int, harm: float) -> tuple[str, int | None, int]:
    """Says something about a task, asks about it, or looks into the inbox and does what is asked for there."""
    roll = dice.random()
    if roll < 0.3:
        body = harmed(dice, {"text": f"look, {dice.choice(CREW)}, and {dice.choice(CREW)}"}, harm)
        if dice.random() < 0.3:
            return f"tool comment {body}", task, caller.tool("comment_task", body | {"task_id": task})[0]
        return f"comment {body}", task, caller.call("POST", f"/api/tasks/{task}/comments", body)[0]
    if roll < 0.55:
        return ask(dice, caller, task, harm)
    if roll < 0.62:
        return "link", task, caller.call("POST", f"/api/tasks/{task}/links", harmed(dice, {"url": f"https://example.org/{dice.randrange(3)}", "title": "x"}, harm))[0]
    if roll < 0.68:
        return "brief", None, caller.call("GET", f"/api/tasks/{task}/brief")[0]
    if roll < 0.80:
        number, body = dice.randrange(1, 400), harmed(dice, dice.choice([{"text": "another"}, None]) or {}, harm)
        method, place = dice.choice([("PATCH", "comments/{}"), ("DELETE", "comments/{}"), ("POST", "questions/{}/withdraw"), ("POST", "inbox/m{}/done")])
        return f"{method} {place}", None, caller.call(method, f"/api/{place.format(number)}", body if method == "PATCH" else None)[0]
    return look_into(dice, caller, harm)


def ask(dice: random.Random, caller: Caller, task: int, harm: float) -> tuple[str, int | None, int]:
    kind = dice.choice(["question", "choice", "approval"])
    body: dict = {"kind": kind, "prompt": f"what of {task}?", "blocking": dice.random() < 0.7}
    if kind == "choice":
        body["options"] = ["one", "two", "three"][: dice.randrange(1, 4)]
    if dice.random() < 0.5:
        body["to"] = dice.choice(["me", *CREW])
    if dice.random() < 0.2:
        # Over before long: whatever waits for it goes on by itself.
        body["expires_at"] = time.strftime("%Y-%m-%dT%H:%M:%SZ", time.gmtime(time.time() + 2))
    body = harmed(dice, body | generation(dice, caller, task, None), harm)
    if dice.random() < 0.4:
        return f"tool ask {body}", task, caller.tool("ask_question", body | {"task_id": task})[0]
    return f"ask {body}", task, caller.call("POST", f"/api/tasks/{task}/questions", body)[0]


def look_into(dice: random.Random, caller: Caller, harm: float) -> tuple[str, int | None, int]:
    status, items = caller.call("GET", "/api/inbox?limit=20")
    items = items if status == 200 else []
    asked = [item for item in items if item["kind"] == "question"]
    if not asked or dice.random() < 0.1:
        mentions = [item for item in items if item["kind"] == "mention"]
        return "inbox", None, caller.call("POST", f"/api/inbox/{dice.choice(mentions)['id']}/done")[0] if mentions else status
    item = dice.choice(asked)
    body = harmed(dice, dice.choice([{"text": "so it is"}, {"choice": "one"}, {"approved": dice.random() < 0.5}]), harm)
    if dice.random() < 0.4:
        return f"tool answer {body}", item["task_id"], caller.tool("answer_question", body | {"question_id": item["question_id"]})[0]
    return f"answer {body}", item["task_id"], caller.call("POST", f"/api/questions/{item['question_id']}/answer", body)[0]


def one_step(dice: random.Random, caller: Caller, tasks: list[int], harm: float) -> tuple[str, int | None, int]:
    """Takes a step; gives what it was, whose task it was done to, and the status of the answer."""
    roll = dice.random()
    if roll < 0.06 or not tasks:
        body = harmed(dice, {"title": f"t{dice.randrange(999)}", "project_slug": dice.choice([*PLACES]), "tags": [wave(len(tasks))]}, harm)
        if tasks and dice.random() < 0.5:
            body["parent_id"] = dice.choice(tasks)
        if tasks and dice.random() < 0.3:
            body["needs"] = [dice.choice(tasks)]
        status, task = caller.call("POST", "/api/tasks", body)
        if status == 201:
            tasks.append(task["id"])
        return "create", None, status
    if roll > 0.94:
        return claim(dice, caller, tasks, harm)
    task = dice.choice(tasks[-6:])
    if roll > 0.91:
        return by_two_keys(dice, caller, task)
    if roll < 0.07:
        return "delete", task, caller.call("DELETE", f"/api/tasks/{task}")[0]
    if roll < 0.13:
        names = ["status", "q", "assigned_to", "project", "tag", "sort", "limit", "cursor", "parent_id", "due_before", "unassigned", "created_by", "x"]
        query = "&".join(f"{dice.choice(names)}={''.join(f'%{byte:02X}' for byte in str(dice.choice(HARM))[:90].encode('utf-8', 'surrogatepass'))}" for _ in range(3))
        return "list", None, caller.call("GET", f"/api/tasks?{query}")[0]
    if 0.13 <= roll < 0.22:
        return talk(dice, caller, task, harm)
    if roll < 0.40:
        body = {}
        for name, values in (("assigned_to", [None, "me", *CREW]), ("status", STATUSES), ("progress_percent", range(101)), ("parent_id", [None, *tasks[-6:]])):
            if dice.random() < {"status": 0.8, "assigned_to": 0.5}.get(name, 0.08):
                body[name] = dice.choice(values)
        body = harmed(dice, body | generation(dice, caller, task, None) | {"reason": "r"}, harm)
        if dice.random() < 0.3:
            return f"update_task {body}", task, caller.tool("update_task", body | {"task_id": task})[0]
        return f"PATCH {body}", task, caller.call("PATCH", f"/api/tasks/{task}", body)[0]
    step, fence = fitting(dice, caller, task)
    if dice.random() < 0.05:
        words = {"reject": ["--reason", "r"], "block": ["--reason", "r"], "progress": [dice.randrange(101)], "assign": [dice.choice(["me", *CREW])]}.get(step, [])
        words += [f"--{name}={value}" for name, value in fence.items()]
        return f"verb {step} {words}", task, caller.verb(step, task, *words)[0]
    body = fence | {"reject": {"reason": "r"}, "block": {"reason": "r"}, "progress": {"percent": dice.randrange(101)}, "assign": {"assignee": dice.choice([None, "me", *CREW])}}.get(step, {})
    body = harmed(dice, {**body}, harm)
    if step != "reopen" and dice.random() < 0.4:
        return f"tool {step} {body}", task, caller.tool(TOOLS.get(step, f"{step}_task"), body | {"task_id": task})[0]
    force = "?force=true" if step == "start" and dice.random() < 0.3 else ""
    return f"{step} {body}{force}", task, caller.call("POST", f"/api/tasks/{task}/{step}{force}", body)[0]


def may_judge(worker: str, task: dict, hands: set[str]) -> bool:
    """Section 12: not who did it; not an agent for its person; no agent where persons judge; owners and admins their own too."""
    doers = hands | {task["submitted_by"], task["assigned_to"]}
    if worker in AGENTS:
        return PLACES.get(task["project_slug"]) != "person" and not doers & {worker, AGENTS[worker]}
    return worker not in doers or worker == ADMIN or (worker == OWNER and task["project_slug"] is not None)


class OneByOne:
    """Steps one after another, each held against what the task was before."""

    def __init__(self, stage: Stage) -> None:
        self.stage, self.known, self.hands, self.judged, self.refused = stage, {}, {}, 0, 0
        self.callers = {handle: stage.caller(handle) for handle in CREW}

    def run(self, steps: int, harm: float) -> list[str]:
        faults = []
        for number in range(steps):
            if number % 40 == 39:
                self.disturb()
            worker = self.stage.dice.choice([*CREW, *self.hands_now() * 2])
            what, task, status = one_step(self.stage.dice, self.callers[worker], self.stage.tasks, harm)
            before = self.known.get(task)
            self.look(*(self.stage.tasks[-6:] if task is None or what == "delete" else [task]))
            if before and before["status"] == "review":
                after = self.known.get(task)
                allowed = may_judge(worker, before, before["hands"])
                if after and after["status"] != "review":
                    self.judged += 1
                    if not allowed:
                        faults.append(f"{worker} judged by {what}: {before}")
                elif what.split()[0] in ("approve", "reject", "complete"):
                    self.refused += status == 403
                    if status == 403 and allowed:
                        faults.append(f"{worker} may not {what}: {before}")
        return faults

    def hands_now(self) -> list[str]:
        """Those who hold one of the latest tasks, or did: more of them than of others take the next step."""
        return [worker for task in self.stage.tasks[-6:] for worker in self.hands.get(task, ()) if worker in CREW]

    def look(self, *tasks: int) -> None:
        for task in tasks:
            found = self.stage.look(task)
            before = self.known.pop(task, None)
            if found is None:
                self.stage.tasks.remove(task)
                continue
            hands = self.hands.setdefault(task, set())
            if before and before["status"] == "completed" and found["status"] != "completed":
                hands.clear()
            if found["assigned_to"] and found["status"] in DONE:
                hands.add(found["assigned_to"])
            self.known[task] = found | {"hands": set(hands)}

    def disturb(self) -> None:
        """A member leaves and comes back, an agent is deleted and made again, a key is revoked and another made."""
        stage, dice = self.stage, self.stage.dice
        roll = dice.randrange(3)
        if roll == 0:
            handle, slug = dice.choice(CREW[2:]), dice.choice(["open", "strict"])
            stage.owner.call("DELETE", f"/api/projects/{slug}/members/%40{handle[1:]}")
            self.look(*stage.tasks[-6:])
        elif roll == 1:
            # Its handle is not given again: a new one comes in its place.
            handle = dice.choice(CREW[4:])
            stage.caller(AGENTS[handle]).call("DELETE", f"/api/workers/%40{handle[1:]}")
            self.look(*stage.tasks[-6:])
            comer = f"{handle.rstrip('0123456789')}{len(AGENTS)}"
            AGENTS[comer], CREW[CREW.index(handle)] = AGENTS[handle], comer
            stage.register(comer)
            self.callers[comer] = stage.caller(comer)
        else:
            handle = dice.choice(CREW[4:])
            person = stage.caller(AGENTS[handle])
            _, keys = person.call("GET", f"/api/workers/%40{handle[1:]}/keys")
            person.call("DELETE", f"/api/workers/%40{handle[1:]}/keys/{dice.choice(keys)['id']}")
            _, key = person.call("POST", f"/api/workers/%40{handle[1:]}/keys", {"name": "again"})
            stage.keys[handle].append(key["key"])
            kept = [key for key in stage.keys[handle] if Caller(stage.server, handle, [key], dice, stage.faults).call("GET", "/api/me")[0] == 200]
            stage.keys[handle][:] = kept
        stage.join()


def all_at_once(stage: Stage, steps: int, harm: float) -> None:
    """Everybody at once on the same few tasks, members and agents coming and going meanwhile."""
    tasks = stage.tasks

    def work(handle: str) -> None:
        caller = stage.caller(handle)
        for _ in range(steps):
            one_step(caller.dice, caller, tasks, harm)

    def come_and_go() -> None:
        for _ in range(max(1, steps // 20)):
            handle, slug = owner.dice.choice(CREW[2:]), owner.dice.choice(["open", "strict"])
            owner.call("DELETE", f"/api/projects/{slug}/members/%40{handle[1:]}")
            owner.call("POST", f"/api/projects/{slug}/members", {"worker_id": handle, "role": "member"})

    owner = stage.caller(OWNER)
    threads = [threading.Thread(target=work, args=(handle,)) for handle in CREW for _ in range(2)]
    threads.append(threading.Thread(target=come_and_go))
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


class Late(threading.Thread):
    """An agent whose lease ends, and another who finishes the work: whoever had it is late, and never judges it. Beside the rest."""

    def __init__(self, stage: Stage, score: Score) -> None:
        super().__init__(daemon=True)
        self.score = score
        for handle, person in (("@late", ANN), ("@next", BEN)):
            AGENTS[handle] = person
            stage.register(handle)
        self.admin, self.owner, self.late, self.next = (stage.caller(handle) for handle in (ADMIN, OWNER, "@late", "@next"))
        self.tasks = [self.owner.call("POST", "/api/tasks", {"title": f"late {number}", "tags": ["late"]})[1]["id"] for number in range(4)]
        self.generations = {}
        for _ in self.tasks:
            status, found = self.late.call("POST", "/api/tasks/claim", {"tags": ["late"], "ttl_seconds": 60})
            task = found.get("task") if status == 200 else None
            if task:
                self.generations[task["id"]] = task["lease"]["generation"]
        score.check("late: four tasks are claimed", sorted(self.generations) == self.tasks, self.generations)
        self.begun = time.monotonic()

    def run(self) -> None:
        deadline = self.begun + 120
        while time.monotonic() < deadline and not all(self.look(task)["status"] == "pending" for task in self.tasks):
            time.sleep(1)
        self.score.check("late: the leases are over", all(self.look(task)["status"] == "pending" for task in self.tasks), f"{time.monotonic() - self.begun:.0f} s")
        kept, *taken = self.tasks
        found = self.send(self.late, "heartbeat", kept, self.generations[kept])
        self.score.check("late: what nobody has is taken back", (found, self.look(kept)["assigned_to"]) == (200, "@late"), found)
        for task in taken:
            # One by hand: what rests after its lease is not offered.
            self.next.call("POST", f"/api/tasks/{task}/start")
            found = self.send(self.late, "complete", task, self.generations[task])
            self.score.check(f"late: task {task} is another's", (found, self.look(task)["assigned_to"]) == (409, "@next"), found)
            self.next.call("POST", f"/api/tasks/{task}/submit", {})
        self.judge(taken)

    def judge(self, taken: list[int]) -> None:
        found = []
        for task in taken:
            for key in self.late.keys:
                found += [self.late.call("POST", f"/api/tasks/{task}/{step}", {"reason": "r"}, key=key)[0] for step in ("approve", "reject", "complete")]
                found += [self.late.call("PATCH", f"/api/tasks/{task}", {"status": status, "reason": "r"}, key=key)[0] for status in ("completed", "in_progress")]
            found += [403 if self.late.tool(f"{step}_task", {"task_id": task, "reason": "r"})[0] == 400 else 200 for step in ("approve", "reject", "complete")]
        right = set(found) == {403} and all(self.look(task)["status"] == "review" for task in taken)
        self.score.check("late: whoever had it does not judge it, by any door or key", right, found)
        found = [self.owner.call("POST", f"/api/tasks/{task}/approve")[0] for task in taken]
        self.score.check("late: who never had it does", found == [200] * len(taken), found)

    def send(self, caller: Caller, step: str, task: int, generation: int) -> int:
        return caller.call("POST", f"/api/tasks/{task}/{step}", {"generation": generation})[0]

    def look(self, task: int) -> dict:
        return self.admin.call("GET", f"/api/tasks/{task}")[1]


def log_faults(stage: Stage) -> list[str]:
    """Every task's log folded: whoever held it may not stand in it as who judged it, and it ends as the row says."""
    faults = []
    for task in list(stage.tasks):
        rows = []
        offset = 0
        while True:
            _, page = stage.admin.call("GET", f"/api/tasks/{task}/audit?limit=100&offset={offset}")
            rows += page
            offset += 100
            if len(page) < 100:
                break
        row = stage.look(task)
        if row is None:
            continue
        place = {"project_slug": row["project_slug"]}
        status, holder, submitted, hands = "pending", None, None, set()
        rows.reverse()
        for index, entry in enumerate(rows):
            action, context, actor = entry["action"], entry["context"] or {}, entry["actor_id"]
            # What a row says is taken where it says it: its own words of status and assignee.
            if action in ("approved", "rejected", "completed") and status == "review":
                if not may_judge(actor, place | {"submitted_by": submitted, "assigned_to": holder}, hands):
                    faults.append(f"task {task}: {actor} {action} what {hands} did, row {entry['id']}")
                    print("\n".join(str(row) for row in rows[max(0, index - 12) : index + 1]))
            change = context.get("assigned_to")
            if isinstance(change, dict):
                holder = change.get("after")
            elif action in ("started", "claimed"):
                holder = actor
            elif action == "created":
                holder = context.get("assigned_to")
            if action == "submitted":
                submitted = holder or actor
            if action == "released":
                holder = None
            status = {
                "started": "in_progress", "claimed": "in_progress", "submitted": "review", "approved": "completed", "completed": "completed", "blocked": "blocked", "released": "pending",
                "reopened": "pending", "rejected": "in_progress" if holder else "pending", "unblocked": "in_progress" if holder else "pending",
            }.get(action, status)  # fmt: skip
            change = context.get("status")
            if isinstance(change, dict):
                status = change.get("after")
            elif action == "assigned" and status == "in_progress" and holder is None:
                status = "pending"
            if action == "reopened":
                hands, submitted = set(), None
            elif holder and status in DONE and entry["request_id"] not in [row["request_id"] for row in rows[index + 1 : index + 2]]:
                # Who is given it in passing, and has it taken away by the very same change, never held it.
                hands.add(holder)
        if (status, holder) != (row["status"], row["assigned_to"]):
            faults.append(f"task {task}: the log ends with {status} of {holder}, the row with {row['status']} of {row['assigned_to']}")
    return faults


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("binary", type=binary_argument)
    parser.add_argument("--steps", type=int, default=1_000, help="steps one after another; an eighth as many for each of twelve at once")
    parser.add_argument("--seed", type=int, default=11)
    parser.add_argument("--harm", type=float, default=0.05, help="how many of the values mean harm")
    parser.add_argument("--memory", type=float, default=256, help="the most megabytes the server may hold")
    parser.add_argument("--late", action="store_true", help="also that a lease ends, which takes more than a minute")
    parser.add_argument("--database", help="its address, where it is not SQLite")
    arguments = parser.parse_args()
    score = Score()
    with tempfile.TemporaryDirectory(prefix="taskflow-crew-") as name:
        server = TaskFlow(arguments.binary, Path(name) / "data")
        if arguments.database:
            server.environment["DATABASE_URL"] = arguments.database
        try:
            server.make_key()
            server.start()
            stage = Stage(server, arguments.seed)
            begun = time.monotonic()
            late = Late(stage, score) if arguments.late else None
            if late:
                late.start()
            alone = OneByOne(stage)
            faults = alone.run(arguments.steps, arguments.harm)
            score.check("one by one: judged by who may alone", not faults, faults[:3])
            score.check("one by one: some judged and some were refused", alone.judged > 5 and alone.refused > 0, (alone.judged, alone.refused))
            print(f"        {time.monotonic() - begun:.1f} s")
            all_at_once(stage, arguments.steps // 8, arguments.harm)
            print(f"        {time.monotonic() - begun:.1f} s")
            if late:
                late.join(240)
                score.check("late: it came to its end", not late.is_alive())
            faults = log_faults(stage)
            score.check("all at once: the log agrees", not faults, (len(faults), faults[:3]))
            score.check("no answer that is the server's fault", not stage.faults, (len(stage.faults), stage.faults[:5]) if stage.faults else "")
            score.check("the log tells of no error", b"ERROR" not in server.log.read_bytes() and b"WARNING" not in server.log.read_bytes(), server.last_words())
            resident = server.resident_megabytes()
            score.check(f"memory is bounded by {arguments.memory:.0f} MB", resident <= arguments.memory, f"{resident:.0f} MB")
        except RuntimeError as error:
            score.check("the test ran to its end", False, error)
        finally:
            server.kill()
    return score.close()


if __name__ == "__main__":
    sys.exit(main())
