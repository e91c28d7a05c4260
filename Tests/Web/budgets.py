"""Measures the board in a browser against its budgets and prints a Markdown table: budgets.py BINARY [--quick] [--assets DIR]
[--minutes MINUTES]. `make bench` runs it; it is no test, as another load on the machine changes its figures.

At 1,000 and 10,000 tasks, with the processor as it is and throttled to a quarter: what the first sight of the board takes, and
how it answers keys while agents make twenty changes a second.
"""

import argparse
import dataclasses
import gzip
import http.client
import json
import os
import pathlib
import random
import re
import statistics
import subprocess
import sys
import threading
import time
import urllib.parse
import urllib.request

from web_stage import HERE, Stage, chromium, signed_in

sys.path.insert(0, str(HERE.parent.parent / "Benchmarks"))
from harness.seeding import OWNER, seed  # noqa: E402

EVENTS_A_SECOND = 20
KEYS = 30
#: Milliseconds, by throttling.
FIRST_PAINT, USABLE, INPUT_DELAY = {1: 300, 4: 800}, {1: 600, 4: 1_800}, {1: 100, 4: 200}
KILOBYTES = {"JS": 60, "CSS": 12, "shell": 2}
COLD, WARM, NODES, LONG_TASK, TO_SCREEN, HEAP, SPREAD = 6, 3, 8_000, 100, 500, 10, 20

#: Runs before the page's own script, and only looks.
WATCH = """
window.seen = { usable: null, long: [], keys: [], probes: {} };
const look = () => {
  const link = document.querySelector('.card a[href]');
  if (link && link.tabIndex >= 0) window.seen.usable = performance.now(); else requestAnimationFrame(look);
};
requestAnimationFrame(look);
new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.seen.long.push([entry.startTime, entry.duration]); }).observe({ type: 'longtask' });
addEventListener('keydown', (event) => {
  const key = { delay: performance.now() - event.timeStamp, paint: null };
  window.seen.keys.push(key);
  requestAnimationFrame(() => setTimeout(() => { key.paint = performance.now() - event.timeStamp; }));
}, true);
window.probe = (id) => {
  const watch = new MutationObserver(() => {
    const text = document.querySelector('.card[data-id="' + id + '"] a')?.textContent ?? '';
    if (!text.startsWith('probe ') || window.seen.probes[text]) return;
    window.seen.probes[text] = -1;
    requestAnimationFrame(() => setTimeout(() => { window.seen.probes[text] = performance.timeOrigin + performance.now(); }));
  });
  watch.observe(document.body, { subtree: true, childList: true, characterData: true });
};
"""


@dataclasses.dataclass
class Figures:
    """What was found at one size and one throttling."""

    first_paint: float
    usable: float
    cold: float
    warm: float
    foreign: int
    delay: float = float("nan")
    to_paint: float = float("nan")
    elements: int = 0
    nodes: int = 0
    long_tasks: list[float] = dataclasses.field(default_factory=list)
    to_screen: float = float("nan")
    probes: str = ""
    heap: tuple[float, float] | None = None
    #: Shares of the time in which the page's main thread was busy: altogether, and by script, style and layout.
    busy: dict[str, float] = dataclasses.field(default_factory=dict)
    rate: float = float("nan")
    load: float = float("nan")


class Agents(threading.Thread):
    """Makes changes at an even pace: of twenty, sixteen notes of progress, two new tasks, a start and a completion. Now and then
    it gives a task on the board a new title, and notes when that was answered."""

    def __init__(self, server, key, held, probed):
        super().__init__(daemon=True)
        self.port, self.key, self.held, self.probed = int(server.port), key, held, probed
        self.stopped = threading.Event()
        self.fresh, self.started = [], []
        self.made = self.created = 0
        self.probes, self.fault = {}, None

    def run(self):
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=30)
        chance = random.Random(7)
        begun = time.monotonic()
        try:
            while not self.stopped.wait(max(0, begun + (self.made + 1) / EVENTS_A_SECOND - time.monotonic())):
                self.step(connection, chance)
                self.made += 1
        except (OSError, RuntimeError, http.client.HTTPException) as error:
            self.fault = error
        self.seconds = time.monotonic() - begun

    def step(self, connection, chance):
        turn = self.made % 20
        if turn in (3, 13):
            self.fresh.append(self.call(connection, "POST", "/api/tasks", {"title": f"Fresh {self.made}", "priority": "high"})["id"])
            self.created += 1
        elif turn == 6 and self.fresh:
            self.started.append(self.fresh.pop(0))
            self.call(connection, "POST", f"/api/tasks/{self.started[-1]}/start", {})
        elif turn == 16 and self.started:
            self.call(connection, "POST", f"/api/tasks/{self.started.pop(0)}/complete", {})
        elif turn in (0, 9):
            # Not always at the same moment between two of the page's own.
            time.sleep(chance.random() * 0.04)
            title = f"probe {self.made}"
            self.call(connection, "PATCH", f"/api/tasks/{self.probed}", {"title": title})
            self.probes[title] = 1000 * time.time()
        else:
            task = chance.choice(self.held)
            self.call(connection, "POST", f"/api/tasks/{task}/progress", {"percent": chance.randint(1, 99), "note": "On its way"})

    def call(self, connection, method, path, body):
        connection.request(method, path, json.dumps(body), {"Authorization": "Bearer " + self.key, "Content-Type": "application/json"})
        answer = connection.getresponse()
        text = answer.read()
        if answer.status >= 300:
            raise RuntimeError(f"{method} {path}: {answer.status} {text[:300]!r}")
        return json.loads(text)

    def end(self):
        self.stopped.set()
        self.join(60)
        if self.fault:
            raise SystemExit(f"the agents could not go on: {self.fault}")


class Look:
    """A page under throttling, with the developer tools at it."""

    def __init__(self, browser, server, throttle):
        self.context = signed_in(browser, server)
        self.page = self.context.new_page()
        self.page.add_init_script(WATCH)
        self.tools = self.context.new_cdp_session(self.page)
        self.tools.send("Network.enable")
        self.tools.send("Performance.enable")
        self.tools.send("Emulation.setCPUThrottlingRate", {"rate": throttle})
        self.base = server.base
        self.asked, self.cached = {}, set()
        self.tools.on("Network.requestWillBeSent", lambda said: self.asked.setdefault(said["requestId"], said["request"]["url"]))
        self.tools.on("Network.requestServedFromCache", lambda said: self.cached.add(said["requestId"]))
        self.tools.on("Network.responseReceived", lambda said: self.cached.add(said["requestId"]) if said["response"].get("fromDiskCache") else None)

    def open(self):
        """Opens the board; the addresses that were asked for over the network."""
        self.asked.clear()
        self.cached.clear()
        self.page.goto(self.base + "/")
        self.page.wait_for_selector(".card a", timeout=60_000)
        # Whatever is asked for after the first sight is counted too. (The page's policy lets no text be waited for.)
        self.page.wait_for_timeout(1_000)
        return [url for number, url in self.asked.items() if number not in self.cached and not url.startswith(("data:", "blob:"))]

    def paint(self):
        return self.page.evaluate("performance.getEntriesByName('first-contentful-paint')[0].startTime"), self.page.evaluate("window.seen.usable")

    def busy(self):
        """Seconds that the main thread has been at work so far, and the moment."""
        known = {one["name"]: one["value"] for one in self.tools.send("Performance.getMetrics")["metrics"]}
        return {name: known[name] for name in ("Timestamp", "TaskDuration", "ScriptDuration", "RecalcStyleDuration", "LayoutDuration")}

    def heap(self):
        """Megabytes of script's heap, after a cleaning."""
        self.tools.send("HeapProfiler.collectGarbage")
        return self.tools.send("Runtime.getHeapUsage")["usedSize"] / 1e6

    def end(self):
        self.context.close()


def first_sight(browser, server, throttle, times):
    paints, usables, colds, warms, urls, foreign = [], [], [], [], set(), 0
    for _ in range(times):
        look = Look(browser, server, throttle)
        cold = look.open()
        paint, usable = look.paint()
        warm = look.open()
        look.end()
        paints.append(paint)
        usables.append(usable)
        colds.append(len(cold))
        warms.append(len(warm))
        urls |= {("cold", short(url)) for url in cold} | {("warm", short(url)) for url in warm}
        foreign += sum(not url.startswith(server.base) for url in cold + warm)
    middle = statistics.median
    return Figures(middle(paints), middle(usables), middle(colds), middle(warms), foreign), urls


def short(url):
    return re.sub(r"\.[0-9a-f]{8,}\.", ".", urllib.parse.urlsplit(url).path)


def under_stream(browser, server, throttle, figures, held, probed, seconds, heap_seconds):
    """Keys and events on one open board, while agents work."""
    look = Look(browser, server, throttle)
    look.open()
    look.page.evaluate(f"probe({probed})")
    agents = Agents(server, server.key, held, probed)
    agents.start()
    try:
        # The stream has begun and the first batches are drawn.
        look.page.wait_for_timeout(3_000)
        before = look.heap() if heap_seconds else 0
        look.page.evaluate("window.seen.long = []")
        begun, idle = time.monotonic(), look.busy()
        press(look.page)
        look.page.wait_for_timeout(1000 * max(1, seconds - (time.monotonic() - begun)))
        seen = look.page.evaluate("window.seen")
        busy = look.busy()
        figures.busy = {name: (busy[name] - idle[name]) / (busy["Timestamp"] - idle["Timestamp"]) for name in busy}
        figures.load = os.getloadavg()[0]
        figures.elements = look.page.evaluate("document.getElementsByTagName('*').length")
        figures.nodes = look.tools.send("Memory.getDOMCounters")["nodes"]
        if heap_seconds:
            look.page.wait_for_timeout(1000 * heap_seconds)
            figures.heap = (before, look.heap())
            figures.elements = max(figures.elements, look.page.evaluate("document.getElementsByTagName('*').length"))
    finally:
        agents.end()
    look.page.wait_for_timeout(1_000)
    shown = look.page.evaluate("window.seen.probes")
    look.end()
    figures.rate = agents.made / agents.seconds
    figures.delay = high([key["delay"] for key in seen["keys"]], 95)
    figures.to_paint = high([key["paint"] for key in seen["keys"] if key["paint"] is not None], 95)
    figures.long_tasks = sorted((length for _, length in seen["long"]), reverse=True)
    taken = [shown[title] - when for title, when in agents.probes.items() if shown.get(title, -1) > 0]
    figures.to_screen = high(taken, 95) if taken else float("nan")
    figures.probes = f"{len(taken)} of {len(agents.probes)}"
    return agents


def press(page):
    chance = random.Random(3)
    for _ in range(KEYS):
        page.keyboard.press("j")
        page.wait_for_timeout(chance.randint(80, 200))
    if not page.evaluate("document.activeElement.closest('.card') !== null"):
        raise SystemExit("the keys led to no card")


def high(values, percent):
    return sorted(values)[min(len(values) - 1, int(len(values) * percent / 100))] if values else float("nan")


def bytes_of(server):
    """Kilobytes on the wire of the shell, the script and the style, compressed as the server sends them."""
    shell, text = fetched(server, "/")
    script = re.search(r'src="([^"]+\.js)"', text).group(1)
    style = re.search(r'rel="stylesheet" href="([^"]+\.css)"', text).group(1)
    return {"JS": fetched(server, script)[0], "CSS": fetched(server, style)[0], "shell": shell}


def fetched(server, path):
    request = urllib.request.Request(server.base + path, headers={"Accept-Encoding": "gzip", "Accept": "text/html,*/*"})
    with urllib.request.urlopen(request, timeout=30) as answer:
        body = answer.read()
        if answer.headers["Content-Encoding"] != "gzip":
            return len(body) / 1000, body.decode()
        return len(body) / 1000, gzip.decompress(body).decode()


def staged(arguments, tasks):
    """A server with so many tasks, and those that may be worked on: all that the board shows in progress."""
    options = ["--assets", arguments.assets] if arguments.assets else []
    server = Stage(arguments.binary, *options)
    server.stop()
    data = server.folder / "data"
    subprocess.run([arguments.binary, "token", "create", "--worker", OWNER, "--data-dir", str(data)], check=True, stdout=subprocess.DEVNULL)
    seed(data / "taskflow.db", tasks, in_projects=False, for_board=True)
    server.start()
    return server


def measured(arguments, browser, tasks, found, notes):
    server = staged(arguments, tasks)
    try:
        board = server.call("GET", "/api/board")
        columns = {column["status"]: [task["id"] for task in column["tasks"]] for column in board["columns"]}
        probed, held = columns["in_progress"][0], columns["in_progress"][1:]
        for throttle in (1, 4):
            figures, urls = first_sight(browser, server, throttle, 2 if arguments.quick else 5)
            heap_seconds = 60 * arguments.minutes if throttle == 1 else 0
            agents = under_stream(browser, server, throttle, figures, held, probed, 8 if arguments.quick else 30, heap_seconds)
            found[tasks, throttle] = figures
            notes["made"] = max(notes.get("made", 0), agents.created)
            notes["urls"] = notes.get("urls", set()) | urls
            print(f"{tasks} tasks, x{throttle}: {figures}", file=sys.stderr, flush=True)
        notes["bytes"] = bytes_of(server)
    finally:
        server.end()


def number(value):
    return "–" if value != value else f"{value:,.0f}" if value >= 100 else f"{value:.1f}"


def cell(text, met):
    return text if met else f"**{text}**"


def limits(by_throttle, unit):
    return " · ".join(f"{limit:,} {unit} x{throttle}" for throttle, limit in by_throttle.items())


def table(found, notes, minutes):
    pairs = list(found)
    sizes = sorted({tasks for tasks, _ in pairs})

    def row(name, limit, of):
        return [name, limit, *(of(pair, found[pair]) for pair in pairs)]

    def near(of):
        def show(pair, figures):
            if pair[0] == sizes[0]:
                return ""
            change = 100 * (of(figures) / of(found[sizes[0], pair[1]]) - 1)
            return cell(f"{change:+.0f} %", abs(change) <= SPREAD)

        return show

    def heap(_, figures):
        if figures.heap is None:
            return "not measured"
        before, after = figures.heap
        change = 100 * (after / before - 1)
        return cell(f"{before:.1f} → {after:.1f} MB ({change:+.0f} %)", abs(change) <= HEAP)

    def busy(_, figures):
        shares = [100 * figures.busy[name] for name in ("TaskDuration", "ScriptDuration", "RecalcStyleDuration", "LayoutDuration")]
        return f"{shares[0]:.0f} % ({' · '.join(f'{share:.0f}' for share in shares[1:])})"

    def long_tasks(pair, figures):
        text = f"{sum(length > LONG_TASK for length in figures.long_tasks)} (longest {number(max(figures.long_tasks, default=0))} ms)"
        return cell(text, pair[1] != 1 or not any(length > LONG_TASK for length in figures.long_tasks))

    rows = [
        row("first contentful paint", limits(FIRST_PAINT, "ms"), lambda p, f: cell(f"{number(f.first_paint)} ms", f.first_paint <= FIRST_PAINT[p[1]])),
        row("usable: a card can be focused", limits(USABLE, "ms"), lambda p, f: cell(f"{number(f.usable)} ms", f.usable <= USABLE[p[1]])),
        row(f"first paint against {sizes[0]:,} tasks", f"±{SPREAD} %", near(lambda f: f.first_paint)),
        row(f"usable against {sizes[0]:,} tasks", f"±{SPREAD} %", near(lambda f: f.usable)),
        row("requests cold · warm", f"{COLD} · {WARM}", lambda p, f: cell(f"{f.cold:.0f}", f.cold <= COLD) + " · " + cell(f"{f.warm:.0f}", f.warm <= WARM)),
        row("requests to others", "0", lambda p, f: cell(str(f.foreign), f.foreign == 0)),
        row("input delay, p95", limits(INPUT_DELAY, "ms"), lambda p, f: cell(f"{number(f.delay)} ms", f.delay <= INPUT_DELAY[p[1]])),
        row("key to next paint, p95", "none", lambda p, f: f"{number(f.to_paint)} ms"),
        row("elements · nodes with text and detached ones", f"{NODES:,}", lambda p, f: cell(f"{f.elements:,}", f.elements <= NODES) + f" · {f.nodes:,}"),
        row(f"long tasks over {LONG_TASK} ms", "none x1", long_tasks),
        row("main thread busy (script · style · layout)", "none", busy),
        row("event to screen, p95", f"{TO_SCREEN} ms", lambda p, f: cell(f"{number(f.to_screen)} ms", f.to_screen <= TO_SCREEN) + f" ({f.probes})"),
        row(f"heap over {minutes:g} minutes", f"±{HEAP} % in an hour", heap),
        row("events a second", str(EVENTS_A_SECOND), lambda p, f: f"{f.rate:.1f}"),
        row("load average", "", lambda p, f: f"{f.load:.1f}"),
    ]
    heads = ["budget", "limit", *(f"{tasks:,} tasks, x{throttle}" for tasks, throttle in pairs)]
    lines = [heads, ["---"] * 2 + ["---:"] * len(pairs), *rows]
    return "\n".join("| " + " | ".join(cells) + " |" for cells in lines)


def words(notes, minutes, quick):
    sent = " · ".join(f"{name} {cell(f'{size:.1f}', size <= KILOBYTES[name])} (limit {KILOBYTES[name]})" for name, size in notes["bytes"].items())
    asked = "; ".join(f"{kind}: {', '.join(sorted(url for k, url in notes['urls'] if k == kind))}" for kind in ("cold", "warm"))
    return (
        f"Kilobytes on the wire, gzip: {sent}.\n\nIn Chromium without a window, 1440 × 900; x4 is the processor throttled to a quarter. The first "
        f"sight is the median of {2 if quick else 5} cold loads. {KEYS} keys `j` and the events are of {8 if quick else 30} s in which agents make "
        f"{EVENTS_A_SECOND} changes a second: progress, new tasks ({notes['made']} in all where the heap was measured), starts, completions, and new "
        "titles of a card on the board, whose time is from the write's answer to the frame after the card had it (of how many; one that the "
        "next one overtook is never on the screen). Input delay is from the key's "
        f"own time to its handler. The heap is what is left after a cleaning, before and after {minutes:g} minutes of that. Bold is over the limit.\n\n"
        f"Asked over the network: {asked}."
    )


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("binary")
    parser.add_argument("--quick", action="store_true", help="short looks at 1,000 tasks alone")
    parser.add_argument("--assets", help="the folder that the board is served from, instead of the program's own")
    parser.add_argument("--minutes", type=float, help="how long the heap is watched (5; a quarter of one if quick)")
    arguments = parser.parse_args()
    arguments.minutes = arguments.minutes if arguments.minutes is not None else 0.25 if arguments.quick else 5
    arguments.binary = str(pathlib.Path(arguments.binary).resolve())
    found, notes = {}, {}
    with chromium() as browser:
        for tasks in (1_000,) if arguments.quick else (1_000, 10_000):
            measured(arguments, browser, tasks, found, notes)
    print(table(found, notes, arguments.minutes) + "\n\n" + words(notes, arguments.minutes, arguments.quick))


main()
