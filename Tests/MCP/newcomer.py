"""A newcomer: an agent that knows of TaskFlow what its tools and the server's instructions say, and nothing else.

newcomer.py ADDRESS author | reviewer [COUNT], with its key in TASKFLOW_TOKEN. The author plans a piece of work and does it until
all of it is completed; the reviewer looks after others' work and approves COUNT pieces. Whatever they rely on is named beside the
call and has to stand in the instructions or in the tool's own words. Each call is a line of JSON on standard output.
"""

import json
import os
import re
import sys
import time

import anyio
import httpx2
from mcp import Client
from mcp.client.streamable_http import streamable_http_client


class Unsaid(Exception):
    """The agent would need to know what nobody told it."""


class Manual:
    """What the server says of itself: the instructions and the tools."""

    def __init__(self, instructions: str, tools: list) -> None:
        self.instructions = instructions
        self.tools = {tool.name: tool for tool in tools}

    def check(self, name: str, arguments: dict, because: tuple[str, ...]) -> None:
        """Refuses a call that cannot be made from these words alone."""
        if name not in self.tools:
            raise Unsaid(f"there is no tool {name}")
        tool = self.tools[name]
        known, required = tool.input_schema["properties"], tool.input_schema.get("required", [])
        if strange := [argument for argument in arguments if argument not in known]:
            raise Unsaid(f"{name} has no argument {strange}")
        if missing := [argument for argument in required if argument not in arguments]:
            raise Unsaid(f"{name} needs {missing}")
        words = [self.instructions, tool.description, *(field.get("description", "") for field in known.values())]
        for reason in because:
            if not any(reason in text for text in words):
                raise Unsaid(f"{name}: nowhere does it say {reason!r}")

    def named(self, text: str) -> list[str]:
        """The tools that a text names."""
        return [name for name in re.findall(r"[a-z]+(?:_[a-z]+)*", text) if name in self.tools]


class Newcomer:
    """One agent at the tools."""

    def __init__(self, client, manual: Manual) -> None:
        self.client, self.manual = client, manual
        self.cursor: str | None = None
        self.refused: list[tuple[str, str]] = []

    async def call(self, tool: str, arguments: dict | None = None, *because: str, refused: bool = False) -> dict | str:
        """Calls a tool. Answers what it says: the structure, or of a refusal the text."""
        arguments = arguments or {}
        self.manual.check(tool, arguments, because)
        tell(about="call", tool=tool, arguments=arguments, at=time.time())
        answer = await self.client.call_tool(tool, arguments)
        text = answer.content[0].text
        tell(about="answer", tool=tool, arguments=arguments, text=text, is_refusal=bool(answer.is_error), at=time.time())
        if bool(answer.is_error) != refused:
            raise Unsaid(f"{tool} {'was not' if refused else 'was'} refused: {text}")
        if not refused:
            return answer.structured_content
        # Whoever follows each refusal must not come back to the same one.
        if (tool, text) in self.refused:
            raise Unsaid(f"a circle: {tool} is refused once more with {text}")
        self.refused.append((tool, text))
        return text

    async def advised(self, tool: str, arguments: dict, *tools: str, says: tuple[str, ...] = ()) -> str:
        """A call that is refused. The refusal has to name the ways on, and to say certain words."""
        text = await self.call(tool, arguments, refused=True)
        for name in tools:
            if name not in self.manual.named(text):
                raise Unsaid(f"the refusal of {tool} does not name {name}: {text}")
        for word in says:
            if word not in text:
                raise Unsaid(f"the refusal of {tool} does not say {word!r}: {text}")
        return text

    async def mark(self) -> None:
        """From here on nothing is missed."""
        news = await self.call("wait_for_changes", {"timeout_seconds": 0}, "timeout_seconds=0")
        self.cursor = news["cursor"]

    async def wait(self, task: int | None, *kinds: str) -> dict:
        """Waits until one of these things happens."""
        arguments = {"after": self.cursor, "kinds": list(kinds), "timeout_seconds": 50}
        if task is not None:
            arguments["task_ids"] = [task]
        while True:
            news = await self.call("wait_for_changes", arguments, "Send cursor as after next time", *kinds)
            arguments["after"] = self.cursor = news["cursor"]
            if news["events"]:
                return news["events"][-1]

    async def brief(self, task: int) -> dict:
        return await self.call("get_task", {"task_id": task}, "get_task is the brief on one task: read it first")


class Author(Newcomer):
    """Plans, and does what it has planned."""

    async def work(self) -> None:
        self.me = (await self.call("whoami", {}, "whoami tells which one"))["worker"]["handle"]
        await self.call("my_inbox", {}, "my_inbox has what waits for you", "Look when you begin")
        projects = await self.call("list_projects", {}, "review_required tells whether work must be submitted")
        self.project = projects["projects"][0]["slug"]
        plan = await self.plan()
        await self.advised("claim_task", {"task_id": plan["publish"]}, "claim_next_task", says=(f"task {plan['write']}",))
        await self.first_part(plan["write"])
        for part in ("publish", "goal"):
            await self.easy_part(plan[part])
        nothing = await self.call("claim_next_task", {"project": self.project})
        tell(about="end", left=nothing["task"], reason=nothing["reason"])

    async def plan(self) -> dict:
        tasks = [
            {"ref": "goal", "title": "Announce the release", "description": "One page, in plain words."},
            {"ref": "write", "title": "Write the announcement", "parent": "goal", "priority": "high"},
            {"ref": "publish", "title": "Publish it", "parent": "goal", "needs": ["write"]},
        ]
        made = await self.call(
            "create_plan", {"project_slug": self.project, "tasks": tasks, "idempotency_key": "plan"},
            "Plan larger work with create_plan", "each has a ref of your own", "parent and needs name refs")
        return made["ids"]

    async def take(self, task: int) -> None:
        claim = await self.call(
            "claim_next_task", {"project": self.project, "wait_seconds": 50},
            "claim_next_task gives you the most urgent ready task", "wait_seconds=50")
        if claim["task"]["id"] != task:
            raise Unsaid(f"claim_next_task gave {claim['task']}")
        self.task = task
        self.generation = claim["task"]["lease"]["generation"]

    def mine(self, **more) -> dict:
        """Arguments of a call about the task that is held."""
        return {"task_id": self.task, "generation": self.generation, **more}

    async def first_part(self, task: int) -> None:
        await self.take(task)
        await self.brief(task)
        await self.advised("update_progress", {"task_id": task, "percent": 10}, says=("generation",))
        await self.call("update_progress", self.mine(percent=10, note="The outline stands"), "update_progress now and then, with a note", "Send lease.generation")
        await self.call("comment_task", {"task_id": task, "text": "There are two names for it in the sources."}, "comment_task for what others should read")
        await self.ask(task)
        await self.call("update_progress", self.mine(percent=80, note="Written, under the chosen name"))
        await self.advised("complete_task", self.mine(), "submit_task")
        await self.mark()
        await self.call("submit_task", self.mine(note="Ready: 40 lines"), "Projects with review_required need a review")
        await self.advised("approve_task", {"task_id": task}, says=("someone else must review it",))
        await self.rejected(task)
        await self.call("submit_task", self.mine(note="Mended: the date is there"))
        await self.wait(task, "approved")

    async def ask(self, task: int) -> None:
        await self.mark()
        question = await self.call(
            "ask_question", self.mine(kind="choice", prompt="Which name is it to have?", options=["TaskFlow", "Flow"]),
            "ask_question for what you cannot decide", "The task waits for the answer", "2 to 20 answers to choose from")
        await self.advised("update_progress", self.mine(percent=20), "wait_for_changes")
        await self.wait(task, "answered")
        brief = await self.brief(task)
        answer = next(each for each in brief["questions"] if each["id"] == question["id"])["answer"]
        tell(about="learned", what="answer", text=answer["choice"])
        self.generation = brief["task"]["lease"]["generation"]

    async def rejected(self, task: int) -> None:
        await self.wait(task, "rejected", "approved")
        brief = await self.brief(task)
        tell(about="learned", what="reason", text=brief["task"]["remark"]["text"])
        self.generation = brief["task"]["lease"]["generation"]
        await self.call("update_progress", self.mine(percent=95, note="The date is in the first line now"))

    async def easy_part(self, task: int) -> None:
        await self.take(task)
        await self.brief(task)
        await self.mark()
        await self.call("submit_task", self.mine(note="Done"), "submit_task when the work should be reviewed")
        await self.wait(task, "approved")


class Reviewer(Newcomer):
    """Looks after others' work."""

    async def work(self, count: int) -> None:
        await self.mark()
        while count > 0:
            inbox = await self.call("my_inbox", {}, "work to review (approve_task, reject_task)")
            reviews = [item for item in inbox["items"] if item["kind"] == "review"]
            for review in reviews:
                brief = await self.brief(review["task_id"])
                await self.call(
                    "approve_task", {"task_id": review["task_id"], "expected_version": brief["task"]["version"]},
                    "Accept another worker's work under review", "Pass a task's version as expected_version")
                count -= 1
            if not reviews:
                await self.wait(None, "submitted")


def tell(**what: object) -> None:
    print(json.dumps(what, ensure_ascii=False), flush=True)


def causes(error: BaseException) -> list[str]:
    if isinstance(error, BaseExceptionGroup):
        return [cause for each in error.exceptions for cause in causes(each)]
    return [str(error) if isinstance(error, Unsaid) else repr(error)]


async def main(address: str, role: str, count: str = "0") -> None:
    headers = {"Authorization": f"Bearer {os.environ['TASKFLOW_TOKEN']}"}
    async with httpx2.AsyncClient(headers=headers, timeout=90) as carrier:
        async with Client(streamable_http_client(address, http_client=carrier)) as client:
            tools = (await client.list_tools()).tools
            listing = json.dumps([tool.model_dump(mode="json", by_alias=True, exclude_none=True) for tool in tools], ensure_ascii=False, separators=(",", ":"))
            tell(about="manual", instructions=client.instructions, tools=len(tools), bytes=len(listing.encode()))
            manual = Manual(client.instructions or "", tools)
            if role == "author":
                await Author(client, manual).work()
            else:
                await Reviewer(client, manual).work(int(count))


if __name__ == "__main__":
    try:
        anyio.run(main, *sys.argv[1:])
    except* Exception as group:  # noqa: BLE001 - whatever it is, the agent goes no further, and says so
        tell(about="stuck", why=" ".join(causes(group)))
        sys.exit(1)
