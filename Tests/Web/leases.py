"""Who has what until when: leases on the board, in the pane and among the agents; silence by the server's clock; force."""

import json
import time

from axe_playwright_python.sync_playwright import Axe
from web_stage import MODES, Tally, chromium, signed_in, stage, wait_for, watched

TERM = 60  # the shortest lease: after 20 seconds without a heartbeat its holder counts as silent


def claim(server, handle, title, term=TERM, **more):
    made = server.call("POST", "/api/tasks", {"title": title, "tags": [handle[1:]], **more})["id"]
    got = server.call("POST", "/api/tasks/claim", {"ttl_seconds": term, "tags": [handle[1:]]}, server.agent(handle))
    assert got["task"]["id"] == made, got
    return made


def words(page, selector):
    # One look: what is counted may be gone before it is read.
    return " ".join(" ".join(page.locator(selector).all_inner_texts()).split())


def says(tally, name, page, selector, text, seconds=40):
    tally.check(name, wait_for(lambda: text in words(page, selector), text, seconds), words(page, selector))


def of(server, task):
    return server.call("GET", f"/api/tasks/{task}")


def held(tally, server, page):
    task = claim(server, "@steady", "In good hands", 3600)
    page.goto(f"{server.base}/tasks/{task}")
    says(tally, "the card says until when", page, f'.card[data-id="{task}"] .lease', "until ")
    says(tally, "the pane says who, too", page, ".pane-lease", "@steady agent has it until")
    tally.check("and offers nothing special", page.locator(".pane-lease button").count() == 0)
    says(tally, "the timeline says who took it", page, ".timeline", "took it")


def silent(tally, server, page):
    waking, lost, given = claim(server, "@waking", "Wakes up"), claim(server, "@lost", "Gone"), claim(server, "@tired", "Given on")
    page.goto(f"{server.base}/tasks/{lost}")
    says(tally, "first it is held", page, f'.card[data-id="{lost}"] .lease', "until ")
    for task in (waking, lost, given):
        says(tally, "a silent holder is called so", page, f'.card[data-id="{task}"] .lease', "silent under 1 min")
    server.call("POST", f"/api/tasks/{waking}/heartbeat", {"generation": 1, "ttl_seconds": 3600}, server.agent("@waking"))
    says(tally, "the pane says so as well", page, ".pane-lease", "@lost agent has been silent")
    tally.check("one button releases", page.get_by_role("button", name="Release", exact=True).count() == 1)
    page.goto(server.base + "/agents")
    says(tally, "the agents page has the silent one", page, ".worker-card:has-text('@lost')", "Holds 1 of 100")
    says(tally, "with its task and lease", page, ".worker-card:has-text('@lost') .holding", "silent under 1 min")
    page.goto(f"{server.base}/tasks/{lost}")
    page.locator(".pane-lease").get_by_role("button", name="Release").click()
    tally.check("it is released in place", wait_for(lambda: of(server, lost)["status"] == "pending", "the release"))
    tally.check("the notice goes", wait_for(lambda: words(page, ".pane-lease") == "", "the notice to go"), words(page, ".pane-lease"))
    page.goto(f"{server.base}/tasks/{given}")
    page.locator(".pane-lease").get_by_role("button", name="Reassign").click()
    page.get_by_role("menuitem", name="@steady").click()
    tally.check("it is given to another in place", wait_for(lambda: of(server, given)["assigned_to"] == "@steady", "the other"), of(server, given)["assigned_to"])
    page.goto(server.base + "/")
    says(tally, "who was heard of is silent no more", page, f'.card[data-id="{waking}"] .lease', "until ")


def wakes(tally, server, page):
    """A heartbeat makes no event: a mark that says silent is looked at again."""
    task = claim(server, "@late", "Late but alive")
    page.goto(server.base + "/")
    says(tally, "silent at first", page, f'.card[data-id="{task}"] .lease', "silent")
    server.call("POST", f"/api/tasks/{task}/heartbeat", {"generation": 1, "ttl_seconds": 3600}, server.agent("@late"))
    says(tally, "heard of, without a reload", page, f'.card[data-id="{task}"] .lease', "until ", 60)


def lapsed(tally, server, page, task):
    """The lease was begun before the other scenes, so that it is over by now or soon."""
    page.goto(f"{server.base}/tasks/{task}")
    says(tally, "a lease that ended by itself is told in plain words", page, ".timeline", "@gone was not heard of: the lease ended", 90)
    says(tally, "the card says that nobody is offered it now", page, f'.card[data-id="{task}"] .gate', "pauses")
    says(tally, "the pane says when it is offered again", page, ".reasons", "not offered before")
    says(tally, "the remark is nobody's", page, ".remark", "the lease ended")


def clock(tally, server, browser):
    """A browser whose clock is an hour off tells the same: the server's clock counts."""
    task = claim(server, "@punctual", "By which clock", 3600)
    page, _ = watched(signed_in(browser, server))
    page.add_init_script("const real = Date.now; Date.now = () => real() + 3600000 * 2;")
    page.goto(server.base + "/")
    says(tally, "a clock that is fast calls nobody silent", page, f'.card[data-id="{task}"] .lease', "until ")
    page.close()


def anyway(tally, server, page):
    first = server.call("POST", "/api/tasks", {"title": "First"})["id"]
    task = server.call("POST", "/api/tasks", {"title": "Too early", "needs": [first]})["id"]
    page.goto(f"{server.base}/tasks/{task}")
    page.get_by_role("button", name="Start anyway").click()
    says(tally, "it is asked, with the reason", page, "dialog", f"It needs task {first}")
    page.get_by_role("button", name="Cancel").click()
    tally.check("and may be given up", of(server, task)["status"] == "pending")
    page.get_by_role("button", name="Start anyway").click()
    page.locator("dialog").get_by_role("button", name="Start anyway").click()
    tally.check("a person starts what is not ready", wait_for(lambda: of(server, task)["status"] == "in_progress", "the start"))
    says(tally, "and the next steps follow at once", page, ".pane-steps", "Submit")
    page.goto(f"{server.base}/tasks/{first}")
    page.get_by_role("button", name="Start", exact=True).wait_for()
    tally.check("a ready task has no such button", page.get_by_role("button", name="Start anyway").count() == 0)


def conditions(tally, server, page):
    task = server.call("POST", "/api/tasks", {"title": "Later, by who can"})["id"]
    page.goto(f"{server.base}/tasks/{task}")
    page.locator("#pane-requires").fill("swift SQL")
    page.keyboard.press("Enter")
    tally.check("what it requires is changed in the pane", wait_for(lambda: of(server, task)["requires"] == ["sql", "swift"], "the capabilities"), of(server, task)["requires"])
    page.evaluate("document.activeElement.blur()")
    page.locator("#pane-from").fill("2999-03-01")
    page.keyboard.press("Tab")
    tally.check("and from when", wait_for(lambda: of(server, task)["not_before"] is not None, "the date"))


def looks(tally, server, browser):
    task = claim(server, "@quiet", "Seen while silent")
    time.sleep(21)
    for mode in MODES:
        page = signed_in(browser, server, mode).new_page()
        for path, there in ((f"/tasks/{task}", ".pane-lease .notice"), ("/agents", ".lease.silent"), ("/list", ".lease.silent")):
            page.goto(server.base + path)
            page.locator(there).first.wait_for()
            found = Axe().run(page).response["violations"]
            tally.check(f"{path}, {mode}: axe", not found, [(item["id"], [node["html"][:200] for node in item["nodes"][:2]]) for item in found])
            tally.check(f"{path}, {mode}: it fits", page.evaluate("document.documentElement.scrollWidth <= innerWidth"))


def main():
    tally = Tally()
    with stage() as server, chromium() as browser:
        page, wrong = watched(signed_in(browser, server))
        gone = claim(server, "@gone", "Left behind")
        held(tally, server, page)
        silent(tally, server, page)
        lapsed(tally, server, page, gone)
        wakes(tally, server, page)
        for scene in (anyway, conditions):
            scene(tally, server, page)
        clock(tally, server, browser)
        looks(tally, server, browser)
        real = [text for text in wrong if not any(code in text for code in ("400", "404", "409"))]
        tally.check("console", not real, json.dumps(real[:3]))
    tally.finish()


main()
