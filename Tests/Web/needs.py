"""What a task waits for, seen and changed in the pane; what an undo leaves alone; whose drafts are whose; long texts."""

import json

from axe_playwright_python.sync_playwright import Axe
from web_stage import MODES, Tally, chromium, signed_in, stage, wait_for, watched


def make(server, title, **more):
    return server.call("POST", "/api/tasks", {"title": title, **more})["id"]


def chip(page, task):
    # One look: a chip that is counted may be gone before it is read.
    return "".join(page.locator(f'.card[data-id="{task}"] .gate').all_inner_texts())


def needs(tally, server, page):
    first, second = make(server, "First"), make(server, "Second")
    page.goto(f"{server.base}/tasks/{second}")
    page.locator("#pane-need").fill(f"#{first}")
    page.keyboard.press("Enter")
    page.locator(".pane-needs .row-item").wait_for()
    tally.check("a need is added by the keyboard", server.call("GET", f"/api/tasks/{second}")["waits"] == 1)
    tally.check("the card says what it waits for", wait_for(lambda: chip(page, second) == "waits for 1", "the chip"), chip(page, second))
    page.locator("#pane-need").fill(str(second))
    page.keyboard.press("Enter")
    tally.check("a refusal is told in the server's words", wait_for(lambda: "cannot need itself" in page.inner_text("body"), "the words"))
    for verb in ("start", "complete"):
        server.call("POST", f"/api/tasks/{first}/{verb}", {})
    tally.check("the chip goes when the other is completed", wait_for(lambda: chip(page, second) == "", "the chip to go"), chip(page, second))
    page.get_by_role("button", name=f"Need #{first} no more").click()
    tally.check("a need is taken away", wait_for(lambda: server.call("GET", f"/api/tasks/{second}/needs") == [], "the list"))
    part = make(server, "Part", parent_id=make(server, "Later", not_before="2999-03-01T00:00:00Z"))
    page.goto(f"{server.base}/tasks/{part}")
    page.locator(".reasons li").wait_for()
    text = page.inner_text(".reasons")
    tally.check("why it may not be started, with the date as people write it", "which it is a part of" in text and "2999-03" not in text, text)


def overtaken(tally, server, page):
    """An answer that comes late tells nothing any more."""
    first, second = make(server, "Late"), make(server, "Waits")
    page.goto(f"{server.base}/tasks/{second}")
    page.locator("#pane-need").wait_for()
    page.wait_for_timeout(500)
    late = []

    def answer(route):
        if route.request.method != "GET" or late:
            route.continue_()
        else:
            late.append((route, route.fetch()))

    page.route(f"**/api/tasks/{second}/needs", answer)
    server.call("PATCH", f"/api/tasks/{second}", {"not_before": "2999-01-01T00:00:00Z"})
    wait_for(lambda: page.evaluate("1") and late, "the first look")
    page.locator("#pane-need").fill(f"#{first}")
    page.keyboard.press("Enter")
    page.locator(".pane-needs .row-item").wait_for()
    late[0][0].fulfill(response=late[0][1])
    page.wait_for_timeout(500)
    tally.check("what was asked before a change does not undo it on the page", page.locator(".pane-needs .row-item").count() == 1)
    page.unroute(f"**/api/tasks/{second}/needs")


def drawing(tally, server, page):
    """What a task needs and what needs it, in words and as a drawing, where there is more than nothing."""
    alone, first, second = (make(server, title) for title in ("Alone", "The first", "The second"))
    page.goto(f"{server.base}/tasks/{alone}")
    page.locator(".pane-needs").wait_for()
    page.wait_for_timeout(500)
    asked = page.evaluate("performance.getEntriesByType('resource').filter((one) => one.name.includes('/assets/graph.')).length")
    tally.check("where nothing is needed nothing is drawn or fetched", page.locator(".graph").count() == 0 and asked == 0, asked)
    middle = make(server, "In the middle", needs=[first, second])
    page.goto(f"{server.base}/tasks/{middle}")
    page.locator(".graph").wait_for()
    tally.check("two come before it", page.locator(".graph-box").count() == 3 and page.locator(".graph-line").count() == 2)
    after = make(server, "Afterwards " + "it goes on " * 10, needs=[middle])
    tally.check("what needs it from now on is there by itself", wait_for(lambda: page.locator(".graph-box").count() == 4, "the box"))
    tally.check("the lists say the same", page.locator(".pane-needs ol").evaluate_all("(lists) => lists.map((list) => list.ariaLabel + [...list.querySelectorAll('.number')].map((one) => one.textContent))")
        == [f"Needs#{first},#{second}", f"Needed by#{after}"])
    label = page.get_attribute(".graph", "aria-label")
    tally.check("for those who hear the page it is one picture", label == f"Drawing of #{middle} and what stands 2 before it and 1 after it, as the lists say", label)
    wide = page.evaluate("[...document.querySelectorAll('.graph-title')].every((text) => text.getComputedTextLength() <= Number(text.dataset.width))")
    tally.check("no title is wider than its box", wide and page.locator(".graph-title").last.text_content().endswith("\u2026"))
    for verb in ("start", "complete"):
        server.call("POST", f"/api/tasks/{first}/{verb}", {})
    tally.check("the drawing has the status", wait_for(lambda: page.locator(".graph .status-completed").count() == 1, "the status"))
    tally.check("the keyboard stops at the lists alone", page.locator(".graph a, .graph [tabindex]").count() == 0)
    page.locator(".graph-way", has_text=f"#{after}").click()
    tally.check("the mouse goes where the box is", wait_for(lambda: page.url.endswith(f"/tasks/{after}"), "the page"))
    many = make(server, "Many", needs=[make(server, f"One of many {number}") for number in range(9)])
    page.goto(f"{server.base}/tasks/{many}")
    page.locator(".graph").wait_for()
    tally.check("of many some are drawn, and all are in the list", page.locator(".graph-box").count() == 7 and "4 more" in page.locator(".graph").text_content() and page.locator(".pane-needs .row-item").count() == 9)
    page.set_viewport_size({"width": 390, "height": 844})
    page.reload()
    page.locator(".graph").wait_for()
    box = page.locator(".graph").bounding_box()
    tally.check("on a phone it goes from the top down and fits", box["height"] > 300 and box["x"] >= 0 and box["x"] + box["width"] <= 390, box)
    page.set_viewport_size({"width": 1440, "height": 900})


def undo(tally, server, page):
    bot = server.call("POST", "/api/workers", {"handle": "@bot", "type": "agent"})["id"]
    key = server.call("POST", f"/api/workers/{bot}/keys", {"name": "bot"})["key"]
    task = make(server, "Handed over")
    page.goto(f"{server.base}/tasks/{task}")
    page.locator(".pane-steps button", has_text="Start").click()
    tally.check("started here", wait_for(lambda: server.call("GET", f"/api/tasks/{task}")["status"] == "in_progress", "the start"))
    server.call("POST", f"/api/tasks/{task}/release", {})
    server.call("POST", f"/api/tasks/{task}/start", {}, key=key)
    page.locator(".pane-facts", has_text="@bot").wait_for()
    page.wait_for_timeout(500)
    page.evaluate("document.activeElement.blur()")
    page.keyboard.press("z")
    tally.check("an undo says why it does nothing", wait_for(lambda: "nothing was undone" in page.inner_text("body"), "the words"))
    tally.check("and takes nothing from others", server.call("GET", f"/api/tasks/{task}")["assigned_to"] == bot)


def drafts(tally, server, page):
    page.goto(server.base + "/")
    page.wait_for_selector("h1")
    page.evaluate("localStorage.setItem('draft:1', JSON.stringify({ title: 'half typed' }))")
    page.reload()
    page.wait_for_selector("h1")
    tally.check("a draft stays with its writer", page.evaluate("'draft:1' in localStorage"))
    ada = server.call("POST", "/api/workers", {"handle": "@ada", "type": "human"})["id"]
    link = server.call("POST", f"/api/workers/{ada}/invitation", {})["url"]
    page.goto("about:blank")
    page.goto(link)
    page.wait_for_selector("h1")
    tally.check("and goes when somebody else signs in", wait_for(lambda: not page.evaluate("'draft:1' in localStorage"), "the draft to go"))


def long_text(tally, server, page):
    task = make(server, "Long", description="---\n" * 16_000)
    page.goto(f"{server.base}/tasks/{task}")
    page.get_by_role("button", name="Show the rest").wait_for(timeout=60_000)
    tally.check("of a long text as much as can be read is laid out", page.locator(".markdown hr").count() == 300)
    page.goto(server.base + "/projects/%E0%A4%A")
    page.wait_for_selector("h1")
    tally.check("an address that means nothing is a page that says so", page.inner_text("h1") != "")


def looks(tally, server, browser, task):
    for mode in MODES:
        page = signed_in(browser, server, mode).new_page()
        page.goto(f"{server.base}/tasks/{task}")
        page.locator(".pane-needs .row-item").wait_for()
        found = Axe().run(page).response["violations"]
        tally.check(f"needs, {mode}: axe", not found, [item["id"] for item in found])
        tally.check(f"needs, {mode}: it fits", page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def main():
    tally = Tally()
    with stage() as server, chromium() as browser:
        page, wrong = watched(signed_in(browser, server))
        for scene in (needs, overtaken, drawing, undo, long_text):
            scene(tally, server, page)
        looks(tally, server, browser, make(server, "Seen", needs=[make(server, "Needed")]))
        drafts(tally, server, page)
        real = [text for text in wrong if not any(code in text for code in ("400", "404", "409"))]
        tally.check("console", not real, json.dumps(real[:3]))
    tally.finish()


main()
