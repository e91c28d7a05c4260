"""What was found of claims, as Markdown, and whether its aims were met."""

from harness.claim_suite import CORE, KEYED, PLAIN, POSTGRES, SQLITE, WHOLE, ClaimResults
from harness.claiming import CALLERS, Claims

#: Milliseconds that finding and taking the task may take at the median.
MOST = {SQLITE: 0.1, POSTGRES: 0.5}
WORDS = (
    "One connection claims from the head of the queue and starts a task at its tail, by turns, and finishes both; 235 tasks in a thousand are "
    "ready. A claim and a start do the same but for finding the task, so that the difference of the two (the median of the pairs') tells what finding it costs. "
    "PostgreSQL's own times are those of the claiming statement with its binding, from its log, without the commit; SQLite's those of its "
    "sqlite3_step, by a library that is loaded before it (claim_times.c), and where there is none the difference stands in their place. The blocked ones are the oldest "
    f"tasks, and wait for others. Then {CALLERS} connections claim and claim, with the keys of many agents, as one may hold 100 tasks at most; an "
    "answer without a task counts as a fault."
)


Aim = tuple[str, float, bool, str]


def milliseconds(value: float) -> str:
    return "–" if value != value else f"{value:.3f}"


def rows(results: ClaimResults) -> list[list[str]]:
    found = []
    for one in results.costs:
        cells = [one.claim.at(50), one.claim.at(99), one.start.at(50), one.search, one.statement.at(50), one.statement.at(99), one.binding.at(50)]
        found.append([f"{one.engine}: {one.layout.name}", str(len(one.claim.all)), *map(milliseconds, cells)])
    return found


HEADS = ["", "claims", "claim p50 ms", "claim p99 ms", "start p50 ms", "difference ms", "statement p50 ms", "statement p99 ms", "of it planning p50 ms"]


def rates(results: ClaimResults) -> list[list[str]]:
    found = []
    for engine, series in results.at_once.items():
        found.append([f"{engine}: {CALLERS} at once", f"{series.per_second:,.0f}/s", f"{series.p50_ms:.2f}", f"{series.p99_ms:.2f}", str(series.faults)])
    tables = [(f"{engine}: ", table) for engine, table in results.creates.items()] + [(f"{SQLITE}: ", results.fields)]
    for prefix, table in tables:
        for (_, kind), series in table.items():
            found.append([f"{prefix}{kind}", f"{series.per_second:,.0f}/s", f"{series.p50_ms:.2f}", f"{series.p99_ms:.2f}", str(series.faults)])
    return found


def aims(results: ClaimResults) -> list[Aim]:
    found: list[Aim] = []
    for engine, most in MOST.items():
        costs = [one for one in results.costs if one.engine == engine]
        if not costs:
            continue
        plain = [one for one in costs if not one.layout.blocked and not one.layout.has_lanes]
        for one in costs:
            how = "statement" if one.statement.all else "difference to a start"
            if not one.layout.has_lanes:
                found.append((f"claim on {engine}, {one.layout.name}: {how} p50 < {most} ms", one.cost, one.cost < most, " ms"))
        growth = flat(plain[-1], plain[0])
        found.append((f"claim on {engine} at {plain[-1].layout.name} ≤ 1.3× that at {plain[0].layout.name}, p50", growth, growth <= 1.3, "×"))
    if series := results.at_once.get(SQLITE):
        found.append((f"{CALLERS} agents at once on {SQLITE} ≥ 3,000 claims/s", series.per_second, series.per_second >= 3_000, "/s"))
    for engine, table in results.creates.items():
        cost = rate(table, PLAIN) / rate(table, KEYED)
        found.append((f"create with an idempotency key ≤ 1.25× one without, {engine}", cost, cost <= 1.25, "×"))
    for whole, core in zip(WHOLE, CORE):
        if results.creates:
            cost = rate(results.fields, whole) / rate(results.fields, core) if results.fields else float("nan")
            found.append((f"{whole} of seventeen keys costs no more than of all (≤ 1.05×)", cost, cost <= 1.05, "×"))
    if quiet := results.quiet:
        minutes = f"{quiet.minutes:.0f} minutes" if quiet.minutes >= 1 else f"{60 * quiet.minutes:.0f} s"
        met = quiet.minutes > 0 and not quiet.heard
        found.append((f"with nothing due, statements of ours on {POSTGRES} in {minutes}", len(quiet.heard), met, ""))
    return found


def flat(last: Claims, first: Claims) -> float:
    """By the statement where its time is told, else by the whole claim: a difference of two medians is too small to be divided."""
    return last.statement.at(50) / first.statement.at(50) if last.statement.all else last.claim.at(50) / first.claim.at(50)


def rate(table: dict, kind: str) -> float:
    return next(series.per_second for (_, name), series in table.items() if name == kind)
