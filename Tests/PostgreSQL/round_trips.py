"""With 20 ms between TaskFlow and PostgreSQL each way, a call takes as long as its round trips."""

import time
from pathlib import Path
from statistics import median

from database import PostgreSQL
from distance import Distance
from fleet import Agent, Fleet, all_at_once
from sso import SSO
from taskflow_process import Score

DELAY = 0.02
POOL = 3
#: What the call itself may add, in round trips: these are debug builds on busy machines.
SLACK = 0.8
EXPECTED = {("get", "token"): 1, ("get", "key"): 2, ("start", "token"): 2, ("start", "key"): 3}


def run(binary: Path, folder: Path, database: PostgreSQL, score: Score, calls: int) -> None:
    name, sso = database.new_database("distant"), SSO(folder)
    distance = Distance(database.port, 0)
    try:
        for prepared in ("on", "off"):
            environment = {
                "DATABASE_URL": database.address(name, distance.port), "DATABASE_URL_DIRECT": database.address(name),
                "DATABASE_POOL_SIZE": str(POOL), "DATABASE_PREPARED": prepared, "AUTH_SERVER_URL": sso.url,
            }  # fmt: skip
            fleet = Fleet(binary, folder / prepared, environment, count=1)
            try:
                Trial(fleet, sso, distance, score, f"prepared {prepared}: ").run(calls)
                fleet.stop()
            finally:
                fleet.kill()
    finally:
        distance.close()
        sso.close()


class Trial:
    def __init__(self, fleet: Fleet, sso: SSO, distance: Distance, score: Score, prefix: str) -> None:
        self.distance, self.score, self.prefix = distance, score, prefix
        server = fleet.servers[0]
        server.start()
        server.token = sso.token("boss")
        self.maker = Agent("boss", server.token, server)
        handle = f"distant-{prefix.split(':')[0].replace(' ', '-')}"
        self.callers = {"token": Agent("boss", server.token, server), "key": fleet.agents(1, handle)[0]}

    def run(self, calls: int) -> None:
        self.warm_up()
        near, _ = self.measure(calls, 0)
        far, trip = self.measure(calls, DELAY)
        self.score.check(f"{self.prefix}the distance is right", trip >= 2 * DELAY, f"{trip * 1000:.1f} ms there and back")
        for (what, credential), trips in EXPECTED.items():
            found, best, alone = (pick(times[what, credential]) for pick, times in ((median, far), (min, far), (median, near)))
            self.score.check(
                # Less would mean that nothing was asked.
                f"{self.prefix}{what} with a {credential} in {trips}", 2 * DELAY * trips <= best and found < (trips + SLACK) * trip,
                f"{found / trip:.2f} round trips (median of {calls}: {found * 1000:.1f} ms, best {best * 1000:.1f} ms, "
                f"without distance {alone * 1000:.1f} ms)",
            )  # fmt: skip

    def warm_up(self) -> None:
        """Every connection of the pool is there and has seen the statements."""
        for _ in range(2):
            tasks = [self.new_task() for _ in range(8)]
            others = [Agent(caller.handle, caller.key, caller.server) for caller in self.callers.values() for _ in range(4)]
            for method, path in (("GET", "/api/tasks/{}"), ("POST", "/api/tasks/{}/start")):
                all_at_once([
                    lambda other=other, task=task: other.call(method, path.format(task)) for other, task in zip(others, tasks)
                ])  # fmt: skip

    def new_task(self) -> int:
        reply = self.maker.call("POST", "/api/tasks", {"title": "Far away"})
        if reply.status != 201:
            raise RuntimeError(f"create: {reply.status} {reply.text[:200]!r}")
        return reply.json["id"]

    def measure(self, calls: int, delay: float) -> tuple[dict[tuple[str, str], list[float]], float]:
        """How long each call took, and a round trip; the tasks are made nearby."""
        tasks = iter([self.new_task() for _ in range(calls * len(EXPECTED))])
        self.distance.delay = delay
        times = {key: [] for key in EXPECTED}
        for _ in range(calls):
            for (what, credential), found in times.items():
                path = f"/api/tasks/{next(tasks)}" + ("/start" if what == "start" else "")
                # What the last call left behind (the end of a read, when the caller was last seen) has passed by then.
                time.sleep(3 * delay + 0.01)
                begun = time.perf_counter()
                reply = self.callers[credential].call("POST" if what == "start" else "GET", path)
                found.append(time.perf_counter() - begun)
                if reply.status != 200:
                    raise RuntimeError(f"{what}: {reply.status} {reply.text[:200]!r}")
        trip = median(self.distance.round_trip() for _ in range(9))
        self.distance.delay = 0
        return times, trip
