"""The results as Markdown: tables, ratios, and whether each aim was met."""

from dataclasses import dataclass, field

from harness import claim_report, instruction_report
from harness.board import MANY, ONE
from harness.claim_suite import ClaimResults
from harness.events import Hearing
from harness.instructions import Cost
from harness.pgbench import ALONE, CLIENTS, SINGLE, TRIPS
from harness.servers import median
from harness.suite import Plan, Series, Table, faults
from harness.waits import WakeUp
from harness.words import LARGE, SMALL, Word

#: What a list of 50 is called at each size, for each of its two callers.
ALL, PART = "sees all", "sees 1 %"
#: The ways of saying who calls.
KEY, REPEATED, FRESH = "a key", "one token", "a fresh token each call"


@dataclass
class Results:
    plan: Plan
    machine: list[str]
    ours: str
    peer: str
    ceiling: str
    load: Table = field(default_factory=dict)
    sweep: dict[int, Table] = field(default_factory=dict)
    start_ups: dict[str, list[float]] = field(default_factory=dict)
    memory_idle: dict[str, tuple[float, int]] = field(default_factory=dict)
    memory_peak: dict[str, float] = field(default_factory=dict)
    profiles: dict[str, list[tuple[str, float]]] = field(default_factory=dict)
    instructions: dict[str, Cost] = field(default_factory=dict)
    tokens: Table = field(default_factory=dict)
    sizes: dict[int, Table] = field(default_factory=dict)
    events: list[Hearing] = field(default_factory=list)
    waits: list[WakeUp] = field(default_factory=list)
    words: list[Word] = field(default_factory=list)
    board: dict[tuple[int, str, int], Series] = field(default_factory=dict)
    claims: ClaimResults = field(default_factory=ClaimResults)
    web: str = ""
    postgres: Table = field(default_factory=dict)
    pools: Table = field(default_factory=dict)
    costs: dict[str, dict[str, float]] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    @property
    def tables(self) -> list[Table]:
        board = {(f"{size} {caller} {connections}", "board"): series for (size, caller, connections), series in self.board.items()}
        claims = {(engine, "claim"): series for engine, series in self.claims.at_once.items()}
        return [claims, self.claims.fields, *self.claims.creates.values(), self.load, *self.sweep.values(), self.tokens, *self.sizes.values(), board, self.postgres, self.pools]

    @property
    def faults(self) -> int:
        return faults(self.tables, self.events)


WORDS = (
    "One connection, a call at a time. The brief is that of a task with two needs, three comments and a question; at its worst that of one "
    "with twenty needs, five comments of 65,536 Chinese characters and a question as long as may be with ten options. A page of an inbox "
    "has 50 items, here all of them questions. A comment writes its audit row, and one with a mention puts it into an inbox."
)
WAITS = (
    "A task is created while others wait at `GET /api/events/wait`. The time is from the bytes of the write's answer to those of each "
    "wait's answer, at their sockets and by the kernel's clock, over all waits. Waits of one key share what is read for them."
)

EVENTS = (
    "Tasks are created at an even pace while others listen to `GET /api/events`. The time is from the bytes of the write's answer at the "
    "writer's socket to those of the event at the listener's, both by the kernel's clock (SO_TIMESTAMPNS), so that neither Python nor its "
    "turn at the processor counts; `from the entry` is from the time in the audit entry, which is taken before the commit and in whole "
    "milliseconds. An event may be there before the answer: then the time is negative. Crowds marked **behind** had not all events within a "
    "second of the last answer, or lost some; they are heard again at half the rate. The processor's share is of one core; a listener's is "
    "the server's less what the same changes cost with nobody listening. Memory of a listener is what opening the streams added to a new server, and what "
    "the server at its largest had more than without listeners. `?include=task` is what the board asks for; each round begins with the same "
    "database, which has as many tasks as those of the other loads, or, where it says so, as the largest."
)
BOARD = (
    "SQLite; three tasks in five are completed, one in four pending, the others in progress, blocked or in review, so that the board is full: "
    "50 tasks a column and 20 completed ones. With one connection the times are the board's own."
)


def table(heads: list[str], rows: list[list[str]]) -> str:
    align = ["---"] + ["---:"] * (len(heads) - 1)
    return "\n".join("| " + " | ".join(cells) + " |" for cells in [heads, align, *rows])


def number(value: float) -> str:
    if value != value:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def rate(results: Results, server: str, kind: str) -> float:
    series = results.load.get((server, kind))
    return series.per_second if series else float("nan")


def ratio(results: Results, kind: str, other: str | None = None, other_kind: str | None = None) -> float:
    return rate(results, results.ours, kind) / rate(results, other or results.peer, other_kind or kind)


def loads(results: Results) -> str:
    rows = []
    for (server, kind), series in results.load.items():
        low, high = series.spread
        against = ratio(results, kind) if server == results.ours and (results.peer, kind) in results.load else float("nan")
        rows.append(
            [f"{kind}: {server}", number(series.per_second), f"{number(low)}–{number(high)}", number(series.p50_ms)]
            + [number(series.p99_ms), str(series.faults), f"{against:.1f}×" if against == against else ""]
        )
    rows.sort(key=lambda row: ["plain", "get", "list", "create", "mixed"].index(row[0].partition(":")[0]))
    return table(["load", "calls/s", "least–most", "p50 ms", "p99 ms", "faults", f"against the {results.peer}"], rows)


def sweeps(results: Results) -> str:
    pairs = sorted({pair for found in results.sweep.values() for pair in found}, key=lambda pair: (pair[1], pair[0]))
    rows = []
    for server, kind in pairs:
        cells = [results.sweep[count][server, kind] for count in results.sweep]
        rows.append([f"{kind}: {server}"] + [f"{number(s.per_second)} ({number(s.p99_ms)} ms)" for s in cells])
    return table(["calls/s (p99) at"] + [f"{count} connections" for count in results.sweep], rows)


def tokens(results: Results) -> str:
    rows = []
    for (caller, _), series in results.tokens.items():
        low, high = series.spread
        rows.append([caller, number(series.per_second), f"{number(low)}–{number(high)}", number(series.p50_ms), number(series.p99_ms)])
    return table(["get with", "calls/s", "least–most", "p50 ms", "p99 ms"], rows)


def sizes(results: Results) -> str:
    rows = []
    for caller in (ALL, PART):
        series = [next(s for (server, _), s in found.items() if server.endswith(caller)) for found in results.sizes.values()]
        cells = [f"{number(s.per_second)} ({number(s.p50_ms)} / {number(s.p99_ms)} ms)" for s in series]
        rows.append([caller, *cells, f"{series[0].per_second / series[-1].per_second:.2f}×"])
    heads = ["list of 50, calls/s (p50 / p99)"] + [f"{size:,} tasks" for size in results.sizes]
    return table([*heads, "cost of the largest against the smallest"], rows)


def events(results: Results) -> str:
    alone_on = {hearing.crowd.on_largest: hearing for hearing in results.events if hearing.crowd.listeners == 0}
    rows = []
    for one in results.events:
        count, nobody = one.crowd.listeners, alone_on[one.crowd.on_largest]
        # What the changes cost by themselves is taken off; of fewer changes in proportion.
        alone = nobody.middle(lambda r: r.server) * one.middle(lambda r: r.rate) / nobody.middle(lambda r: r.rate)
        spent = 1000 * (one.middle(lambda r: r.server) - alone) / count if count else float("nan")
        state = "" if one.keeps_up else " **behind**"
        rows.append(
            [f"{one.crowd.name}{state}" if count else one.crowd.name.replace("0", "nobody", 1), f"{number(one.middle(lambda r: r.rate))} of {one.asked:,}"]
            + [number(one.middle(lambda r, p=p: r.from_answer.get(p, float("nan")))) for p in (50, 99)]
            + [number(one.middle(lambda r, p=p: r.from_entry.get(p, float("nan")))) for p in (50, 99)]
            + [f"{one.middle(lambda r: r.behind):.1f}", number(one.middle(lambda r: r.delivered)), f"{100 * one.middle(lambda r: r.server):.0f} %"]
            + [number(spent), f"{number(one.middle(lambda r: r.idle_memory))} / {number(busy_memory(one, nobody))}" if count > 1 else "–"]
            + [number(one.middle(lambda r: r.peak_memory)), str(one.faults)]
            + [f"{one.middle(lambda r: r.load):.1f}"]
        )
    heads = ["listeners", "changes/s", "p50 ms", "p99 ms", "p50 ms from the entry", "p99 ms from the entry", "behind at the end, s", "MB/s"]
    heads += ["server's processor", "processor ms/s a listener", "kB a listener, idle / busy", "resident at most, MB", "faults", "load average"]
    return table(heads, rows)


def busy_memory(one: Hearing, nobody: Hearing) -> float:
    """Kilobytes a listener by which the server was larger at its largest than without listeners."""
    return 1024 * (one.middle(lambda r: r.peak_memory) - nobody.middle(lambda r: r.peak_memory)) / one.crowd.listeners


def live_aims(results: Results) -> list[tuple[str, float, bool, str]]:
    found: list[tuple[str, float, bool, str]] = []
    for one in (hearing for hearing in results.events if hearing.crowd.listeners == 100 and hearing.asked == results.plan.changes):
        p99, kept = one.middle(lambda r: r.from_answer.get(99, float("nan"))), one.middle(lambda r: r.rate)
        met = p99 < 100 and kept >= 0.95 * one.asked
        found.append((f"event at its listener: p99 < 100 ms, {one.crowd.name}, {one.asked:,} changes/s (reached {number(kept)})", p99, met, " ms"))
    sizes = sorted({size for size, _, _ in results.board})
    for caller in dict.fromkeys(caller for _, caller, _ in results.board):
        cost = board_cost(results, caller, ONE)
        found.append((f"board at {sizes[-1]:,} ≤ 1.3× that at {sizes[0]:,}, p50, caller {caller}", cost, cost <= 1.3, "×"))
    return found


def board_cost(results: Results, caller: str, connections: int) -> float:
    sizes = sorted({size for size, _, _ in results.board})
    first, last = (results.board[size, caller, connections] for size in (sizes[0], sizes[-1]))
    if connections == ONE:
        return last.p50_ms / first.p50_ms
    return first.per_second / last.per_second if last.per_second else float("inf")


def board(results: Results) -> str:
    sizes = sorted({size for size, _, _ in results.board})
    rows = []
    for connections in (ONE, MANY):
        for caller in dict.fromkeys(caller for _, caller, _ in results.board):
            series = [results.board[size, caller, connections] for size in sizes]
            cells = [f"{number(s.p50_ms)} / {number(s.p99_ms)} ms ({number(s.per_second)}/s)" for s in series]
            rows.append([f"{caller}, {connections} connection{'s' if connections > 1 else ''}", *cells, f"{board_cost(results, caller, connections):.2f}×"])
    heads = ["board, p50 / p99 (calls/s)"] + [f"{size:,} tasks" for size in sizes]
    return table([*heads, "cost of the larger (p50; of many connections the rate)"], rows)


def start_and_memory(results: Results) -> str:
    names = [name for name in results.memory_idle if name in results.start_ups or name == results.ours]
    rows = []
    for name in names:
        idle, processes = results.memory_idle[name]
        rows.append(
            [name, number(median(results.start_ups.get(name, []))), number(idle), number(results.memory_peak.get(name, float("nan")))]
            + [str(processes)]
        )
    return table(["", "start to first answer, ms", "resident idle, MB", "resident under load, MB", "processes"], rows)


def profiles(results: Results) -> str:
    """The three largest costs of each load; the rest is one number."""
    rows = []
    for kind, costs in results.profiles.items():
        rest = sum(share for _, share in costs[3:])
        rows.append([kind] + [f"{name}: {share:.0f} %" for name, share in costs[:3]] + [f"{rest:.0f} %"])
    return (
        "Samples of perf over the TaskFlow process under the load above, all threads, self time.\n\n"
        + table(["load", "largest cost", "second", "third", "all others"], rows)
    )


def postgres(results: Results) -> str:
    """TaskFlow, the peer and the ceilings, each with what TaskFlow's rate is of its own."""
    rows = []
    for kind in ("get", "create"):
        ours = results.postgres[results.ours, kind].per_second
        for (name, _), series in ((pair, found) for pair, found in results.postgres.items() if pair[1] == kind):
            low, high = series.spread
            against = "" if name == results.ours else share(ours, series.per_second, name)
            rows.append(
                [f"{kind}: {name}", number(series.per_second), f"{number(low)}–{number(high)}", number(series.p50_ms)]
                + [number(series.p99_ms), str(series.faults), against]
            )
    return table(["load", "calls/s", "least–most", "p50 ms", "p99 ms", "faults", f"{results.ours}'s rate is"], rows)


def share(ours: float, other: float, name: str) -> str:
    return f"{100 * ours / other:.0f} % of it" if name in (SINGLE, TRIPS, ALONE) else f"{ours / other:.1f}×"


def bounds(results: Results) -> str:
    """What stands in the way of more: how far ahead of the peer the statements alone are, and who uses the processor."""
    lines = []
    for kind, costs in results.costs.items():
        best = max(results.postgres[name, kind].per_second for name in (SINGLE, TRIPS))
        spent = ", ".join(f"{name} {number(value)} µs" for name, value in costs.items())
        lines.append(
            f"- {kind}: pgbench, which does nothing but send the statements, is {best / results.postgres[results.peer, kind].per_second:.1f}× "
            f"the peer. Processor time of one call: {spent}."
        )
    return "\n".join(lines)


def pools(results: Results) -> str:
    names = list(dict.fromkeys(name for name, _ in results.pools))
    rows = [
        [kind] + [f"{number(s.per_second)} ({number(s.p99_ms)} ms)" for s in (results.pools[name, kind] for name in names)]
        for kind in ("get", "create")
    ]
    return table(["calls/s (p99) with a", *names], rows)


def postgres_aims(results: Results) -> list[tuple[str, float, bool, str]]:
    found: list[tuple[str, float, bool, str]] = []
    rates = {pair: series.per_second for pair, series in results.postgres.items()}
    for kind, least, percent in (("get", 20, 25), ("create", 12, 33)):
        if (results.ours, kind) not in rates:
            continue
        ours = rates[results.ours, kind]
        against = ours / rates[results.peer, kind]
        found.append((f"{kind} on PostgreSQL ≥ {least}× the {results.peer}", against, against >= least, "×"))
        # Whichever way of sending the same statements is the faster one is the ceiling.
        best = 100 * ours / max(rates[name, kind] for name in (SINGLE, TRIPS))
        found.append((f"{kind} on PostgreSQL ≥ {percent} % of what pgbench reaches", best, best >= percent, " %"))
    return found


def words_aims(results: Results) -> list[tuple[str, float, bool, str]]:
    """A page is a page, however much there is."""
    medians = {(one.engine, one.kind): one.times.at(50) for one in results.words}
    found = []
    for engine in dict.fromkeys(engine for engine, _ in medians):
        cost = medians[engine, LARGE] / medians[engine, SMALL]
        found.append((f"a page of the {LARGE} ≤ 1.3× one of the {SMALL}, {engine}, p50", cost, cost <= 1.3, "×"))
    return found


def aims(results: Results) -> list[list[str]]:
    """Each aim, what was found, and whether it is met; only what was measured."""
    found: list[tuple[str, float, bool, str]] = []
    ours = results.ours
    if (ours, "get") in results.load and (results.peer, "get") in results.load:
        for kind, least in (("get", 20), ("list", 20), ("create", 30)):
            found.append((f"{kind} ≥ {least}× the {results.peer}", ratio(results, kind), ratio(results, kind) >= least, "×"))
        p99 = results.load[ours, "create"].p99_ms
        found.append(("create p99 < 20 ms", p99, p99 < 20, " ms"))
    if (results.ceiling, "plain") in results.load and (ours, "get") in results.load:
        share = 100 * ratio(results, "get", results.ceiling, "plain")
        found.append((f"get ≥ 60 % of the {results.ceiling}", share, share >= 60, " %"))
    if len(results.sizes) > 1:
        smallest, largest = min(results.sizes), max(results.sizes)
        for caller in (ALL, PART):
            first, last = (
                next(s for (server, _), s in results.sizes[size].items() if server.endswith(caller)) for size in (smallest, largest)
            )
            cost = first.per_second / last.per_second
            found.append((f"list of 50 at {largest:,} ≤ 1.5× that at {smallest:,}, caller {caller}", cost, cost <= 1.5, "×"))
    if ours in results.memory_idle:
        idle = results.memory_idle[ours][0]
        found.append(("idle memory < 40 MB", idle, idle < 40, " MB"))
    if results.start_ups.get(ours):
        start = median(results.start_ups[ours])
        found.append(("first answer within 150 ms of start", start, start <= 150, " ms"))
    found += postgres_aims(results)
    found += live_aims(results)
    found += [(f"wake-up of a wait, {one.engine}, {one.keys} keys: p99 < 100 ms", one.p99, one.p99 < 100, " ms") for one in results.waits]
    found += words_aims(results)
    found += claim_report.aims(results.claims)
    found += instruction_report.aims(results.instructions)
    every = results.faults
    found.append(("no faults (refused, broken or late answers)", every, every == 0, ""))
    return [[aim, f"{number(value)}{unit}", "met" if met else "**missed**"] for aim, value, met, unit in found]


def markdown(results: Results) -> str:
    plan = results.plan
    parts = [
        "# Results", "Written by `bench.py`; run it again with `make bench`.", "\n".join(f"- {line}" for line in results.machine),
        f"32 connections, {plan.rounds} interleaved rounds of {plan.seconds} s after a warm-up; medians. wrk sends the next call when "
        "the last is answered, so its percentiles do not show waiting before that. `mixed` is two creates, two lists of 50 and six "
        f"gets in ten calls. The databases begin with {plan.tasks:,} tasks each.",
        "## Aims", table(["aim", "found", ""], aims(results)),
    ]  # fmt: skip
    if results.load:
        parts += ["## Side by side", loads(results)]
    if results.sweep:
        parts += ["## Connections", sweeps(results)]
    if results.memory_idle:
        parts += ["## Start and memory", start_and_memory(results)]
    if results.instructions:
        parts += ["## Instructions", instruction_report.WORDS.format(calls=plan.counted_calls)]
        parts += [table(instruction_report.heads(), instruction_report.rows(results.instructions)), instruction_report.dearest(results.instructions)]
    if results.tokens:
        parts += ["## Who is calling", tokens(results)]
    if results.sizes:
        parts += ["## Size of the database", sizes(results)]
    if results.events:
        parts += ["## Events", EVENTS, events(results)]
    if results.waits:
        rows = [[one.engine, str(one.waiters), str(one.keys), str(one.changes), number(one.p50), number(one.p99)] for one in results.waits]
        parts += ["## Waits", WAITS, table(["engine", "waiting", "keys", "changes", "p50 ms", "p99 ms"], rows)]
    if results.words:
        rows = [[one.engine, one.kind, str(len(one.times.all)), number(one.times.at(50)), number(one.times.at(99)), f"{one.size:,}"] for one in results.words]
        parts += ["## Words", WORDS, table(["engine", "call", "calls", "p50 ms", "p99 ms", "bytes"], rows)]
    if results.board:
        parts += ["## Board", BOARD, board(results)]
    if results.claims.costs:
        parts += ["## Claims", claim_report.WORDS, table(claim_report.HEADS, claim_report.rows(results.claims))]
        parts += [table(["", "calls", "p50 ms", "p99 ms", "faults"], claim_report.rates(results.claims))]
        if results.claims.quiet and results.claims.quiet.heard:
            parts += ["Heard while nothing was due: " + "; ".join(results.claims.quiet.heard[:5])]
    if results.web:
        parts += ["## Board in a browser", results.web]
    if results.postgres:
        parts += ["## PostgreSQL", f"As above on one PostgreSQL server; pgbench with {CLIENTS} clients. What each is: see the notes."]
        parts += [postgres(results), bounds(results), "TaskFlow with connection pools of other sizes than its 10:", pools(results)]
    if any(results.profiles.values()):
        parts += ["## Profile", profiles(results)]
    if results.notes:
        parts += ["## Notes", "\n".join(f"- {note}" for note in results.notes)]
    return "\n\n".join(parts) + "\n"
