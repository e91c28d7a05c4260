"""The doors that agents come in by, REST, MCP and the command line, with one face: `act` by the name of what is done."""

import http.client
import json
import os
import subprocess
import urllib.parse
from dataclasses import dataclass
from pathlib import Path

from door import Door

REVISION = "2026-07-28"


@dataclass(frozen=True)
class Act:
    method: str
    #: Names in braces are taken from what is given.
    path: str
    verb: str
    #: What has none goes by REST.
    tool: str | None = None


ACTS = {
    "claim": Act("POST", "/api/tasks/claim", "next", "claim_next_task"),
    "held": Act("GET", "/api/tasks", "list", "list_tasks"),
    "brief": Act("GET", "/api/tasks/{task_id}/brief", "brief {task_id}", "get_task"),
    "edit": Act("PATCH", "/api/tasks/{task_id}", "edit {task_id}", "update_task"),
    "progress": Act("POST", "/api/tasks/{task_id}/progress", "progress {task_id} {percent}", "update_progress"),
    "submit": Act("POST", "/api/tasks/{task_id}/submit", "submit {task_id}", "submit_task"),
    "complete": Act("POST", "/api/tasks/{task_id}/complete", "complete {task_id}", "complete_task"),
    "release": Act("POST", "/api/tasks/{task_id}/release", "release {task_id}", "release_task"),
    "block": Act("POST", "/api/tasks/{task_id}/block", "block {task_id}", "block_task"),
    "approve": Act("POST", "/api/tasks/{task_id}/approve", "approve {task_id}", "approve_task"),
    "reject": Act("POST", "/api/tasks/{task_id}/reject", "reject {task_id}", "reject_task"),
    "comment": Act("POST", "/api/tasks/{task_id}/comments", "comment {task_id} {text}", "comment_task"),
    "edit_comment": Act("PATCH", "/api/comments/{comment_id}", "comment edit {comment_id} {text}"),
    "delete_comment": Act("DELETE", "/api/comments/{comment_id}", "comment delete {comment_id} --yes"),
    "link": Act("POST", "/api/tasks/{task_id}/links", "link {task_id} {url}"),
    "ask": Act("POST", "/api/tasks/{task_id}/questions", "ask {task_id} {prompt}", "ask_question"),
    "question": Act("GET", "/api/questions/{question_id}", "question {question_id}"),
    "answer": Act("POST", "/api/questions/{question_id}/answer", "answer {question_id}", "answer_question"),
    "withdraw": Act("POST", "/api/questions/{question_id}/withdraw", "withdraw {question_id}"),
    "inbox": Act("GET", "/api/inbox", "inbox", "my_inbox"),
    "wait": Act("GET", "/api/events/wait", "wait", "wait_for_changes"),
    "done": Act("POST", "/api/inbox/{item_id}/done", "inbox done {item_id}"),
}
#: Tools that read take no key.
READS = {"list_tasks", "get_task", "my_inbox", "wait_for_changes"}


@dataclass
class Said:
    is_ok: bool
    #: Of a refusal; the command line tells only the text.
    code: str
    json: object

    @property
    def rows(self) -> list[dict]:
        """Of a list, whichever door it came by."""
        if isinstance(self.json, list):
            return self.json
        return next((value for value in self.json.values() if isinstance(value, list)), []) if isinstance(self.json, dict) else []


class ByREST:
    name = "rest"

    def __init__(self, door: Door) -> None:
        self.door = door

    def act(self, what: str, **given: object) -> Said:
        act = ACTS[what]
        path = act.path.format(**given)
        rest = {name: value for name, value in given.items() if f"{{{name}}}" not in act.path}
        if act.method == "GET":
            answer = self.door.call("GET", f"{path}?{urllib.parse.urlencode(rest, doseq=True)}" if rest else path)
        else:
            answer = self.door.call(act.method, path, None if act.method == "DELETE" else rest)
        return Said(200 <= answer.status < 300, answer.code, answer.json)


class ByMCP:
    """One connection to `/mcp`, by the revision without sessions."""

    name = "mcp"

    def __init__(self, other: ByREST, port: int) -> None:
        self.other, self.key, self.count = other, other.door.key, 0
        self.connection = http.client.HTTPConnection("127.0.0.1", port, timeout=60)

    def act(self, what: str, **given: object) -> Said:
        tool = ACTS[what].tool
        if tool is None:
            return self.other.act(what, **given)
        if tool == "list_tasks":
            given["detail"] = "full"
        self.count += 1
        if tool not in READS:
            given["idempotency_key"] = f"{self.other.door.life}-mcp-{self.count}"
        meta = {"io.modelcontextprotocol/protocolVersion": REVISION, "io.modelcontextprotocol/clientCapabilities": {}}
        body = {"jsonrpc": "2.0", "id": self.count, "method": "tools/call", "params": {"name": tool, "arguments": given, "_meta": meta}}
        headers = {
            "Authorization": f"Bearer {self.key}", "Content-Type": "application/json", "Accept": "application/json",
            "MCP-Protocol-Version": REVISION, "Mcp-Method": "tools/call", "Mcp-Name": tool,
        }  # fmt: skip
        self.connection.request("POST", "/mcp", json.dumps(body), headers)
        response = self.connection.getresponse()
        answer = json.loads(response.read())
        if response.status != 200 or "result" not in answer:
            return Said(False, f"mcp {response.status}", answer)
        result = answer["result"]
        if result.get("isError"):
            return Said(False, result["_meta"]["taskflow/code"], result["content"][0]["text"])
        found = result.get("structuredContent")
        return Said(True, "", json.loads(result["content"][0]["text"]) if found is None else found)


class ByCommand:
    """A process for each call, with a folder of its own, where the generations are kept."""

    name = "cli"

    def __init__(self, other: ByREST, binary: Path, port: int, folder: Path) -> None:
        folder.mkdir(mode=0o700)
        self.binary, self.folder = binary, folder
        self.environment = {**os.environ, "TASKFLOW_URL": f"http://127.0.0.1:{port}", "TASKFLOW_TOKEN": other.door.key}

    def act(self, what: str, **given: object) -> Said:
        verb = ACTS[what].verb
        # Nothing is split that was given.
        words = [word.format(**given) for word in verb.split()]
        for name, value in given.items():
            if f"{{{name}}}" not in verb:
                words += self.flags(name.replace("_", "-"), value)
        command = [str(self.binary), *words, "--json", "--data-dir", str(self.folder)]
        done = subprocess.run(command, env=self.environment, capture_output=True, text=True, timeout=120, check=False)
        # Where there is nothing to claim it fails, and says why.
        if done.returncode != 0 and not (what == "claim" and done.returncode == 1 and done.stdout.strip()):
            return Said(False, "refused" if done.returncode == 1 else f"exit {done.returncode}", done.stderr.strip()[-300:])
        return Said(True, "", json.loads(done.stdout) if done.stdout.strip() else None)

    @staticmethod
    def flags(name: str, value: object) -> list[str]:
        if isinstance(value, bool):
            return [f"--{name}" if value else f"--no-{name}"]
        return [f"--{name}={one}" for one in (value if isinstance(value, list) else [value])]
