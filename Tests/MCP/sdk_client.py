"""The official Python SDK as the client: sdk_client.py BINARY

Over HTTP with a key and over stdio, in the modes auto, legacy and pinned 2026-07-28: list, call, error, resource, prompt,
completion, subscription. One server for all; each combination is a worker of its own.
"""

import json
import sys
import tempfile

import anyio
from mcp_types import PromptReference, ResourceTemplateReference

from crew import TOOLS, Crew, Score, crew, http_client, stdio_client

from mcp import MCPError
from mcp.client.subscriptions import ListenNotSupportedError, ResourceUpdated

MODERN = "2026-07-28"
#: What each mode must settle on.
MODES = {"auto": MODERN, "legacy": "2025-11-25", MODERN: MODERN}
#: A listener hears within a second.
PROMISE = 1.0


class Checks:
    """One transport in one mode."""

    def __init__(self, crew: Crew, score: Score, door: str, mode: str) -> None:
        self.crew, self.score, self.mode = crew, score, mode
        self.name = f"{door} {mode}"
        self.handle = f"@{door}-{mode}"
        self.key = crew.key(self.handle)

    def check(self, what: str, is_right: bool, found: object = "") -> None:
        self.score.check(f"{self.name}: {what}", is_right, "" if is_right else found)

    async def run(self, connect) -> None:
        async with connect as client:
            self.client = client
            self.check("the revision agreed on", client.protocol_version == MODES[self.mode], client.protocol_version)
            # A pinned client asks nothing at its start: then nothing is known of the server.
            if self.mode != MODERN:
                self.check("the server's name", client.server_info.name == "taskflow", client.server_info)
                self.check("instructions", 0 < len(client.instructions or "") <= 2000, client.instructions)
            for step in (self.lists, self.calls, self.errors, self.resources, self.prompts, self.completions, self.listens, self.waits):
                try:
                    await step()
                except Exception as error:  # noqa: BLE001 - one step's failure is not to hide the next one's
                    self.check(f"{step.__name__} without an exception", False, repr(error))

    async def lists(self) -> None:
        tools = (await self.client.list_tools()).tools
        self.check("the tools", {tool.name for tool in tools} == TOOLS, [tool.name for tool in tools])
        self.check("schemas", all(tool.input_schema["type"] == "object" for tool in tools))
        types = {type(member["type"]) for tool in tools for member in tool.input_schema["properties"].values()}
        self.check("one type for each argument", types == {str}, types)
        described = {tool.name for tool in tools if tool.output_schema}
        self.check("output schemas of lists alone", described == {"list_tasks", "my_inbox", "list_projects"}, described)
        hints = [tool.annotations for tool in tools]
        self.check("annotations", all(hint and hint.open_world_hint is False for hint in hints))
        templates = (await self.client.list_resource_templates()).resource_templates
        found = {template.uri_template for template in templates}
        self.check("templates", found == {"taskflow://tasks/{id}", "taskflow://projects/{slug}"}, found)
        prompts = {prompt.name for prompt in (await self.client.list_prompts()).prompts}
        self.check("prompts", prompts == {"start_work", "report_progress", "plan_project"}, prompts)
        resources = {str(resource.uri) for resource in (await self.client.list_resources()).resources}
        self.check("resources", "taskflow://me" in resources, resources)

    async def calls(self) -> None:
        made = await self.client.call_tool("create_task", {"title": f"By {self.name}", "tags": ["sdk"], "detail": "full"})
        self.task = made.structured_content["id"]
        self.check("create_task", made.structured_content["created_by"] == self.handle and not made.is_error, made)
        text = json.loads(made.content[0].text)
        self.check("text and structure say the same", text == made.structured_content, text)
        claimed = await self.client.call_tool("claim_task", {"task_id": self.task})
        self.check("claim_task", claimed.structured_content["assigned_to"] == self.handle, claimed.structured_content)
        listed = await self.client.call_tool("list_tasks", {"assigned_to": "me", "status": ["in_progress"]})
        rows = listed.structured_content["tasks"]
        self.check("list_tasks", [row["id"] for row in rows] == [self.task], rows)
        done = await self.client.call_tool("complete_task", {"task_id": self.task})
        self.check("complete_task", done.structured_content["status"] == "completed", done.structured_content)
        trail = self.crew.call(self.crew.admin, "GET", f"/api/tasks/{self.task}/audit")
        found = [(row["action"], row["via"], row["actor_id"]) for row in reversed(trail)]
        expected = [(action, "mcp", self.handle) for action in ("created", "started", "completed")]
        self.check("the audit trail", found == expected, found)

    async def errors(self) -> None:
        again = await self.client.call_tool("claim_task", {"task_id": self.task})
        self.check("a refusal is a result that says what is wrong", again.is_error and "completed" in again.content[0].text, again)
        listed = await self.client.call_tool("list_tasks", {"status": "completed, review", "tag": '["sdk"]', "assigned_to": "me"})
        self.check("lists as they are meant", [row["id"] for row in listed.structured_content["tasks"]] == [self.task], listed)
        missing = await self.client.call_tool("get_task", {"task_id": 999_999})
        self.check("a task that is not there", missing.is_error and "999999" in missing.content[0].text, missing)
        wrong = await self.client.call_tool("create_task", {"title": "", "priority": "urgent"})
        told = wrong.content[0].text
        self.check("every wrong argument at once", wrong.is_error and "title" in told and "priority" in told, told)
        try:
            await self.client.session.call_tool("no_such_tool", {})
            self.check("an unknown tool is an error of the protocol", False)
        except MCPError as error:
            self.check("an unknown tool is an error of the protocol", error.error.code == -32602, error)

    async def resources(self) -> None:
        me = json.loads((await self.client.read_resource("taskflow://me")).contents[0].text)
        self.check("taskflow://me", me["worker"]["handle"] == self.handle, me)
        task = json.loads((await self.client.read_resource(f"taskflow://tasks/{self.task}")).contents[0].text)
        self.check("taskflow://tasks/{id}", task["id"] == self.task and task["status"] == "completed", task)
        try:
            await self.client.read_resource("taskflow://tasks/999999")
            self.check("a resource that is not there", False)
        except MCPError as error:
            self.check("a resource that is not there", error.error.code == -32602, error)

    async def prompts(self) -> None:
        prompt = await self.client.get_prompt("report_progress", {"task_id": str(self.task), "note": "half"})
        text = prompt.messages[0].content.text
        self.check("a prompt", str(self.task) in text and "update_progress" in text, text)
        try:
            await self.client.get_prompt("report_progress", {})
            self.check("a prompt without its argument", False)
        except MCPError as error:
            self.check("a prompt without its argument", error.error.code == -32602, error)

    async def completions(self) -> None:
        reference = ResourceTemplateReference(type="ref/resource", uri="taskflow://tasks/{id}")
        number = str(self.task)
        found = (await self.client.complete(reference, {"name": "id", "value": number})).completion.values
        self.check("completion of a task's number", number in found, found)
        prompt = PromptReference(type="ref/prompt", name="report_progress")
        found = (await self.client.complete(prompt, {"name": "task_id", "value": number})).completion.values
        self.check("completion of a prompt's argument", number in found, found)

    async def listens(self) -> None:
        if self.mode == "legacy":
            capability = self.client.server_capabilities.resources
            self.check("no subscriptions are promised", not capability.subscribe and not capability.list_changed, capability)
            try:
                async with self.client.listen(resources_list_changed=True):
                    self.check("the SDK knows it", False)
            except ListenNotSupportedError:
                self.check("the SDK knows it", True)
            return
        task = self.crew.call(self.crew.admin, "POST", "/api/tasks", {"title": "Watched"})["id"]
        uri = f"taskflow://tasks/{task}"
        async with self.client.listen(resource_subscriptions=[uri], tools_list_changed=True) as heard:
            self.check("what is honoured", list(heard.honored.resource_subscriptions) == [uri], heard.honored)
            await self.hears(heard, uri, "through REST", lambda: self.crew.call(self.crew.admin, "POST", f"/api/tasks/{task}/start"))
            await self.hears(heard, uri, "through MCP", self.change(task))
            self.crew.call(self.crew.admin, "POST", "/api/tasks", {"title": "Unwatched"})
            with anyio.move_on_after(0.3):
                self.check("nothing of what was not asked for", False, await anext(heard))
        self.check("calls go on after it", (await self.client.call_tool("whoami", {})).is_error is False)

    async def waits(self) -> None:
        """A wait says every quarter of a minute that it goes on, and ends with what happens."""
        told: list[float] = []
        answers: list = []
        begun = anyio.Event()

        async def tell(progress: float, total: float | None, message: str | None) -> None:
            told.append(progress)
            begun.set()

        async def wait() -> None:
            arguments = {"task_ids": [self.task], "kinds": ["updated"], "timeout_seconds": 240}
            answers.append(await self.client.call_tool("wait_for_changes", arguments, progress_callback=tell))

        with anyio.move_on_after(120) as limit:
            async with anyio.create_task_group() as group:
                group.start_soon(wait)
                await begun.wait()
                self.crew.call(self.crew.admin, "PATCH", f"/api/tasks/{self.task}", {"title": "Waited for"})
        self.check("a wait ends with what happens", not limit.cancelled_caught and len(answers) == 1, told)
        self.check("progress of a wait", bool(told) and told == sorted(set(told)), told)
        events = answers[0].structured_content["events"]
        self.check("the event", [event["action"] for event in events] == ["updated"], events)
        # Without the SDK's progress the wait has no token: then it is short.
        refused = await self.client.call_tool("wait_for_changes", {"timeout_seconds": 51})
        self.check("no long wait without progress", refused.is_error is True and "progress token" in refused.content[0].text, refused)

    def change(self, task: int):
        return lambda: self.client.call_tool("update_task", {"task_id": task, "title": "Seen"})

    async def hears(self, heard, uri: str, door: str, change) -> None:
        begun = anyio.current_time()
        waiting = change()
        if waiting is not None and hasattr(waiting, "__await__"):
            await waiting
        with anyio.move_on_after(PROMISE) as limit:
            event = await anext(heard)
            self.check(f"a change {door} is heard", event == ResourceUpdated(uri=uri), event)
        self.check(f"within a second {door}", not limit.cancelled_caught, anyio.current_time() - begun)


async def main(crew: Crew, score: Score) -> None:
    for mode in MODES:
        checks = Checks(crew, score, "http", mode)
        await checks.run(http_client(crew, checks.key, mode))
        checks = Checks(crew, score, "stdio", mode)
        with tempfile.TemporaryFile("w+") as log:
            await checks.run(stdio_client(crew, checks.key, mode, log))
            log.seek(0)
            said = log.read()
        checks.check("nothing to say on stderr", said == "", said)


if __name__ == "__main__":
    score = Score()
    with crew(sys.argv) as running:
        anyio.run(main, running, score)
        score.check("the server is unharmed", running.server.is_alive)
    sys.exit(score.close())
