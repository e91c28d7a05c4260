"""What has become of a day: the log is folded, and everything that anybody was told is held against it."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from folded_log import FoldedLog

if TYPE_CHECKING:
    from crew_day import Day


class Judgement:
    def __init__(self, day: Day) -> None:
        self.day = day

    def pages(self, path: str) -> list[dict]:
        found: list[dict] = []
        while page := self.day.fleet.must("GET", f"{path}&limit=100&offset={len(found)}", server=-1):
            found += page
        return found

    def judge(self) -> None:
        score, entries = self.day.score, list(reversed(self.pages("/api/audit?entity_type=task")))
        log = FoldedLog(self.day.crew.capabilities)
        log.fold(entries)
        score.check(f"{len(entries)} audit rows, each legal after those before it", not log.faults, show(log.faults))
        score.check("every task was completed, once", not (found := log.endings()), show(found))
        rows = self.day.rows()
        score.check("the log alone gives every column but the lease", not (found := log.differences(rows)), show(found))
        leases = [row["id"] for row in rows if row["lease"] is not None]
        score.check("no lease without end", not leases, show(leases))
        self.judge_answers(entries, log)
        faults = self.day.person.faults + [line["fault"] for _, lines in self.day.crew.journals() for line in lines if "fault" in line]
        score.check("everybody was answered as the contract says", not faults, show(faults))
        score.check("agents ended by SIGKILL alone", set(self.day.crew.ends) <= {-9, 0}, (dict(self.day.crew.ends), (self.day.crew.folder / "workers.log").read_text()[-800:]))
        server = self.day.fleet.servers[0]
        try:
            score.check("doctor finds the counters right", "Nothing is wrong" in server.run("doctor"))
        except RuntimeError as error:
            score.check("doctor finds the counters right", False, error)
        for number, server in enumerate(self.day.fleet.servers):
            is_well = server.is_alive and b"ERROR" not in server.log.read_bytes()
            score.check(f"server {number} is unharmed, and tells of no error", is_well, "" if is_well else server.last_words())

    def judge_answers(self, entries: list[dict], log: FoldedLog) -> None:
        """Each call's rows bear its name: those of a 2xx are there, once; those of a refusal are not."""
        by_name: dict[tuple[str, str], list[dict]] = {}
        for entry in entries:
            by_name.setdefault((entry["actor_id"], entry["request_id"]), []).append(entry)
        found, faults = Counter(), []
        for handle, lines in self.day.crew.journals():
            calls = {line["call"]["name"]: line["call"] for line in lines if "call" in line}
            handle = self.day.boss if handle == "@boss" else handle
            found["deaths"] += sum("life" in line for line in lines) - 1
            found["stalls"] += sum("stall" in line for line in lines)
            found["forgot"] += sum(len(line.get("forgot", [])) for line in lines)
            for line in (line for line in lines if "lost" in line):
                found["lost"] += 1
                task, generation = line["lost"]
                if not log.tasks[task].was_taken(generation):
                    faults.append(f"{handle} lost task {task} of generation {generation}, which nobody took")
            for answer in (line for line in lines if "answer" in line):
                call = calls[answer["answer"]]
                rows = by_name.get((handle, call["name"]), [])
                found["replayed"] += answer["replayed"]
                found["repeated"] += answer["attempts"] > 1
                faults += answer_faults(handle, call, answer, rows)
        self.day.score.check("what was accepted is in the log, once; what was refused is not", not faults, show(faults))
        taken = {"taken away or given to another": self.day.person.taken, "keys revoked": self.day.person.revoked, "judged": self.day.person.judged, "outages": self.day.outages}
        counts = dict(found) | taken | {"resumed": log.resumed, "expired": log.expired, "dead letters": log.dead_letters, "raised": self.day.person.raised}
        wanted = ["deaths", "replayed", "lost", "outages", "judged"] + (["expired", "resumed", "forgot", "dead letters"] if self.day.arguments.long else [])
        self.day.score.check("it was a hard day", all(counts.get(name) for name in wanted), counts)


def answer_faults(handle: str, call: dict, answer: dict, rows: list[dict]) -> list[str]:
    step, path = call["about"].get("step", ""), call["path"]
    what = f"{handle} {call['name']} {call['method']} {path} {call['body']}: {answer['status']} {answer['code']}"
    if answer["status"] == 0 or not path.startswith("/api/tasks"):
        return []
    if answer["status"] >= 300:
        return [f"{what}, and yet {[row['action'] for row in rows]}"] if rows else []
    # Nothing to claim, the same edge, a value that was there: nothing changed, and no row. A heartbeat has one where it takes a
    # task back; what takes it back has one more than its own.
    may_be_none = step in ("claim", "heartbeat") or call["method"] == "PATCH" or path.endswith("/needs")
    most = 1 + (call["method"] == "PATCH" or any((row["context"] or {}).get("resumed") for row in rows))
    if len(rows) > most or (not rows and not may_be_none):
        return [f"{what}, and in the log {[(row['id'], row['action']) for row in rows]}"]
    return []


def show(found: list) -> object:
    return (len(found), found[:4]) if found else ""
