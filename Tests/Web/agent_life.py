"""An agent's whole life, from plan to approval: agent_life.py BINARY [--whole]

The agents know what the tools and the instructions say (Tests/MCP/newcomer.py, with the official SDK); the person sits at the
inbox in a browser. The author plans, claims, reports, asks, is answered by the person, submits, is rejected by the person, reads
why, mends, and is approved by another agent. The transcript is printed, with --whole all that was sent and said.
AGENT_PYTHON is the Python that has the SDK.
"""

import contextlib
import json
import os
import pathlib
import queue
import subprocess
import sys
import threading
import time

from web_stage import Tally, chromium, signed_in, stage, wait_for, watched

NEWCOMER = pathlib.Path(__file__).resolve().parent.parent / "MCP/newcomer.py"
#: What a brief's text may have.
BRIEF_LIMIT = 2_000
#: No answer of these days is larger: an agent pays for each byte.
ANSWER_LIMIT = 4_000
REASON = "The date is missing: say when it comes out"
LIMIT = 90


class Agent:
    """A newcomer at work, and what it tells."""

    def __init__(self, name, server, key, *role):
        self.name, self.lines, self.more = name, [], queue.Queue()
        python = os.environ.get("AGENT_PYTHON", sys.executable)
        self.process = subprocess.Popen(
            [python, str(NEWCOMER), server.base + "/mcp", *role], stdout=subprocess.PIPE, text=True,
            env={**os.environ, "TASKFLOW_TOKEN": key})
        self.reader = threading.Thread(target=self.read)
        self.reader.start()

    def read(self):
        for line in self.process.stdout:
            self.more.put({"agent": self.name, **json.loads(line)})
        self.more.put(None)

    def until(self, about, **members):
        """Reads on until it tells something; `None` where it has ended before."""
        end = time.time() + LIMIT
        while time.time() < end:
            try:
                line = self.more.get(timeout=1)
            except queue.Empty:
                continue
            if line is None:
                return None
            self.lines.append(line)
            if line["about"] == about and all(line.get(name) == value for name, value in members.items()):
                return line
        return None

    def end(self):
        """Reads on to the end. Answers its exit code."""
        self.until("nothing more")
        if self.process.poll() is None:
            with contextlib.suppress(subprocess.TimeoutExpired):
                self.process.wait(5)
            self.process.kill()
        self.reader.join(10)
        return self.process.wait(10)

    def answers(self, tool=None):
        return [line for line in self.lines if line["about"] == "answer" and tool in (None, line["tool"])]

    def learned(self, what):
        return [line["text"] for line in self.lines if line["about"] == "learned" and line["what"] == what]

    def stuck(self):
        return [line["why"] for line in self.lines if line["about"] == "stuck"]


def calls_of(line):
    return line["tool"], {name: value for name, value in line["arguments"].items() if name != "after"}


def waited(agent, at):
    """The wait that had begun before a moment, and ended after it."""
    begun = None
    for line in agent.lines:
        if line.get("tool") != "wait_for_changes":
            continue
        if line["about"] == "call":
            begun = line["at"]
        elif begun is not None and begun < at < line["at"]:
            return line
    return None


class Person:
    """Whoever answers for it all, at the inbox."""

    def __init__(self, browser, server):
        self.page, self.wrong = watched(signed_in(browser, server))
        self.page.goto(server.base + "/inbox")
        self.page.wait_for_selector(".empty, .inbox-item")

    def item(self, title, kind):
        """The open item, once it has come by itself."""
        item = self.page.locator(".inbox-item.open", has_text=title).filter(has_text=kind)
        item.locator(".inbox-panel :is(button, a)").first.wait_for(timeout=20_000)
        return item

    def answers(self, title, words):
        panel = self.item(title, "Question").locator(".inbox-panel")
        at = time.time()
        panel.get_by_role("button", name=words, exact=True).click()
        return at

    def rejects(self, title, reason):
        panel = self.item(title, "Review").locator(".inbox-panel")
        panel.locator("textarea").fill(reason)
        at = time.time()
        panel.get_by_role("button", name="Reject", exact=True).click()
        return at


def life(tally, server, browser):
    """Plays it. Answers the two agents."""
    server.call("POST", "/api/projects", {"slug": "release", "name": "The release", "review_required": True})
    keys = {handle: server.agent(handle) for handle in ("@writer", "@critic")}
    for handle in keys:
        server.call("POST", "/api/projects/release/members", {"worker_id": handle, "role": "member"})
    person = Person(browser, server)
    author = Agent("@writer", server, keys["@writer"], "author")

    if author.until("answer", tool="ask_question") and author.until("call", tool="wait_for_changes"):
        answered = person.answers("Write the announcement", "TaskFlow")
        author.until("learned", what="answer")
        woken = waited(author, answered)
        tally.check("the person's answer wakes the agent", woken and '"answered"' in woken["text"], woken)
        tally.check("which learns what was answered", author.learned("answer") == ["TaskFlow"], author.learned("answer"))
        tell(author, woken, answered, "the answer")
    if author.until("answer", tool="submit_task") and author.until("call", tool="wait_for_changes"):
        rejected = person.rejects("Write the announcement", REASON)
        author.until("learned", what="reason")
        woken = waited(author, rejected)
        tally.check("the person's rejection wakes the agent", woken and '"rejected"' in woken["text"], woken)
        tally.check("which reads why", author.learned("reason") == [REASON], author.learned("reason"))
        tell(author, woken, rejected, "the rejection")
    # Whoever is stuck waits for no verdicts.
    reviewer = Agent("@critic", server, keys["@critic"], "reviewer", "0" if author.stuck() else "3")
    for agent in (author, reviewer):
        code = agent.end()
        tally.check(f"{agent.name} comes to its end", code == 0 and not agent.stuck(), agent.stuck() or code)
    tally.check("the person's console", not person.wrong, person.wrong[:3])
    return author, reviewer


def tell(agent, woken, at, what):
    if woken:
        agent.lines.append({"agent": agent.name, "about": "note", "at": woken["at"], "text": f"woken {1000 * (woken['at'] - at):.0f} ms after the click of {what}"})


def ends_well(tally, server, author):
    """What is there at the end, and who did it."""
    tasks = server.call("GET", "/api/tasks?project=release&sort=created_at")
    tally.check("all that was planned is completed", [task["status"] for task in tasks] == ["completed"] * 3, tasks)
    ended = [line for line in author.lines if line["about"] == "end"]
    tally.check("nothing is left to do", ended and ended[0]["left"] is None and ended[0]["reason"]["code"] == "nothing_ready", ended)
    first = next((task["id"] for task in tasks if task["title"] == "Write the announcement"), 0)
    trail = [(row["action"], row["actor_id"], row["via"]) for row in reversed(server.call("GET", f"/api/tasks/{first}/audit"))]
    me = server.call("GET", "/api/me")["worker"]["handle"]
    writes = [(action, "@writer", "mcp") for action in ("created", "claimed", "progressed", "commented", "asked")]
    writes += [("answered", me, "web"), ("progressed", "@writer", "mcp"), ("submitted", "@writer", "mcp"), ("rejected", me, "web")]
    writes += [("progressed", "@writer", "mcp"), ("submitted", "@writer", "mcp"), ("approved", "@critic", "mcp")]
    tally.check("the audit log has it all, by its doors", trail == writes, trail)
    for handle in ("@writer", "@critic"):
        left = server.call("GET", "/api/inbox", key=server.agents[handle])
        tally.check(f"nothing waits for {handle}", left == [], left)
    tally.check("nor for the person", server.call("GET", "/api/inbox") == [])


def small(tally, *agents):
    """What it cost."""
    for agent in agents:
        manual = next((line for line in agent.lines if line["about"] == "manual"), {"instructions": "", "bytes": 0})
        tally.check(f"{agent.name}: the instructions are shown whole", 0 < len(manual["instructions"]) <= 2_048, len(manual["instructions"]))
        briefs = [len(line["text"].encode()) for line in agent.answers("get_task")]
        tally.check(f"{agent.name}: a brief is brief", briefs and max(briefs) <= BRIEF_LIMIT, briefs)
        large = [(line["tool"], len(line["text"].encode())) for line in agent.answers() if len(line["text"].encode()) > ANSWER_LIMIT]
        tally.check(f"{agent.name}: no answer is large", not large, large)
        refusals = [calls_of(line) for line in agent.answers() if line["is_refusal"]]
        tally.check(f"{agent.name}: nothing is refused twice", len(refusals) == len({json.dumps(each) for each in refusals}), refusals)


def transcript(agents, whole):
    """Every step: who, which tool, bytes of the arguments, bytes of the answer's text."""
    lines = sorted((line for agent in agents for line in agent.lines if line["about"] in ("answer", "note")), key=lambda line: line["at"])
    print(f"{'step':>4}  {'who':8}  {'tool':16}  {'args':>5}  {'text':>5}")
    step = total = 0
    for line in lines:
        if line["about"] == "note":
            print(f"      {line['agent']:8}  ({line['text']})")
            continue
        step += 1
        arguments = json.dumps(line["arguments"], ensure_ascii=False, separators=(",", ":"))
        size = len(line["text"].encode())
        total += size
        refused = "  refused" if line["is_refusal"] else ""
        print(f"{step:>4}  {line['agent']:8}  {line['tool']:16}  {len(arguments.encode()):>5}  {size:>5}{refused}")
        if whole or line["is_refusal"]:
            print(f"          > {arguments}")
            print("\n".join(f"          < {each}" for each in line["text"].splitlines()))
    manual = next((line for line in agents[0].lines if line["about"] == "manual"), None)
    if manual:
        print(f"{total} bytes of answers; beside them {manual['tools']} tools in {manual['bytes']} bytes, instructions in {len(manual['instructions'])} characters")


def main():
    tally = Tally()
    began = time.time()
    with stage() as server, chromium() as browser:
        author, reviewer = life(tally, server, browser)
        transcript((author, reviewer), "--whole" in sys.argv)
        small(tally, author, reviewer)
        ends_well(tally, server, author)
    print(f"{time.time() - began:.1f} s")
    tally.finish()


main()
