"""Eight agents empty one queue: eight_agents.py BINARY

Eight processes with eight keys, four over HTTP and four over stdio, take 200 pending tasks with list_tasks, claim_task and
complete_task until there are none. Each task is completed once, by the one who claimed it, and the audit trail says so.
"""

import json
import subprocess
import sys
from collections import Counter

import anyio

from crew import Crew, Score, crew, http_client, stdio_client

AGENTS = 8
TASKS = 200


async def work(client, handle: str) -> dict:
    """Works until the queue is empty; tells what it completed and how often it came too late."""
    done, late = [], 0
    while True:
        listed = await client.call_tool("list_tasks", {"status": ["pending"], "sort": "created_at"})
        rows = listed.structured_content["tasks"]
        if not rows:
            return {"handle": handle, "done": done, "late": late}
        for row in rows:
            claimed = await client.call_tool("claim_task", {"task_id": row["id"]})
            if claimed.is_error:
                # Someone was faster: the refusal is to say so.
                assert "list_tasks" in claimed.content[0].text, claimed.content[0].text
                late += 1
                continue
            completed = await client.call_tool("complete_task", {"task_id": row["id"]})
            assert not completed.is_error, completed.content[0].text
            done.append(row["id"])


async def agent(url: str, binary: str, key: str, handle: str, door: str, mode: str) -> None:
    class Place:
        pass

    place = Place()
    place.url, place.server = url, Place()
    place.server.binary = binary
    connect = http_client if door == "http" else stdio_client
    async with connect(place, key, mode) as client:
        # All begin when the last one is connected.
        print("ready", flush=True)
        await anyio.to_thread.run_sync(sys.stdin.readline)
        print(json.dumps(await work(client, handle)), flush=True)


def start(crew: Crew, number: int) -> subprocess.Popen:
    handle, door = f"@agent-{number}", "http" if number % 2 == 0 else "stdio"
    mode = ("auto", "legacy", "2026-07-28")[number % 3]
    arguments = ["--agent", crew.url, str(crew.server.binary), crew.key(handle), handle, door, mode]
    return subprocess.Popen(
        [sys.executable, __file__, *arguments], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
    )


def emptied(crew: Crew) -> list[dict]:
    agents = [start(crew, number) for number in range(AGENTS)]
    for process in agents:
        process.stdout.readline()
    for process in agents:
        process.stdin.write("go\n")
        process.stdin.flush()
    told = [process.communicate(timeout=300)[0] for process in agents]
    return [json.loads(text.splitlines()[-1]) for text in told if text.strip()]


def main(crew: Crew, score: Score) -> None:
    tasks = [crew.call(crew.admin, "POST", "/api/tasks", {"title": f"Task {number}"})["id"] for number in range(TASKS)]
    reports = emptied(crew)
    score.check("all agents came to an end", len(reports) == AGENTS, len(reports))
    owner = {task: report["handle"] for report in reports for task in report["done"]}
    count = Counter(task for report in reports for task in report["done"])
    score.check("each task was completed, by one agent", count == Counter(tasks), f"{len(count)} tasks, {count.total()} times")
    actions: dict[int, list] = {task: [] for task in tasks}
    for task in tasks:
        for row in reversed(crew.call(crew.admin, "GET", f"/api/tasks/{task}/audit")):
            actions[task].append((row["action"], row["actor_id"], row["via"]))
    wrong = {
        task: rows for task, rows in actions.items()
        if rows != [("created", "@boss", "rest"), ("started", owner.get(task), "mcp"), ("completed", owner.get(task), "mcp")]
    }  # fmt: skip
    score.check("the audit trail says who claimed and completed each", not wrong, dict(list(wrong.items())[:2]) or "")
    left = crew.call(crew.admin, "GET", "/api/tasks?status=pending&status=in_progress&limit=1")
    score.check("nothing is left over", left == [], left or "")
    score.check("the agents got in each other's way", sum(report["late"] for report in reports) > 0)
    shares = ", ".join(f"{report['handle']} {len(report['done'])} ({report['late']} late)" for report in reports)
    print(f"{TASKS} tasks: {shares}")


if __name__ == "__main__":
    if sys.argv[1:2] == ["--agent"]:
        anyio.run(agent, *sys.argv[2:])
        sys.exit(0)
    score = Score()
    with crew(sys.argv) as running:
        main(running, score)
    sys.exit(score.close())
