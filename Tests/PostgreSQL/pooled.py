"""Behind PgBouncer in transaction mode: TLS to it, and statements that lose their names are given up for good, and once."""

from database import USER
from fleet import Fleet, all_at_once
from pooler import PgBouncer
from taskflow_process import Score

SAID = b"A pooler stands before the database"


def run(fleet: Fleet, pooler: PgBouncer, name: str, score: Score) -> None:
    agents = fleet.agents(16, "pooled")

    def work(agent) -> list[int]:
        found = []
        for number in range(10):
            found.append(agent.call("POST", "/api/tasks", {"title": f"{agent.handle} {number}"}).status)
            found.append(agent.call("GET", f"/api/tasks?q={number}&limit={number + 1}").status)
        return found

    results = all_at_once([lambda agent=agent: work(agent) for agent in agents])
    wrong = [result for result in results if result != [201, 200] * 10]
    score.check("through PgBouncer: 320 calls of 16 clients, all served", not wrong, wrong[:2] or "")
    clients = [row for row in pooler.ask("SHOW CLIENTS") if row["database"] == name and row["user"] == USER]
    is_secret = all("TLS" in row.get("tls", "") for row in clients)
    score.check("through PgBouncer: all connections are TLS", clients != [] and is_secret, sorted({row.get("tls", "") for row in clients}))
    for number, server in enumerate(fleet.servers):
        count = server.log.read_bytes().count(SAID)
        score.check(f"through PgBouncer: process {number} says once that it prepares no more", count == 1, count)
