"""A plan that is pasted, dropped or typed: seen as a tree and waves, its faults all at once and each in its place, and made once."""

import json

from axe_playwright_python.sync_playwright import Axe
from web_stage import MODES, Tally, chromium, signed_in, stage, wait_for, watched

PLAN = {
    "tasks": [
        {"ref": "release", "title": "Release 2.0"},
        {"ref": "page", "title": "Build the settings page", "parent": "release", "needs": ["design"], "priority": "high"},
        {"ref": "design", "title": "Design the settings page \u202e", "parent": "release"},
        {"ref": "api", "title": "מסמך: add the settings to the API", "parent": "release", "needs": ["design"]},
        {"ref": "check", "title": "Try it on a phone", "parent": "page", "needs": ["api"]},
    ]
}
WAVES = [["design"], ["api"], ["check"], ["page"], ["release"]]
FAULTY = """{
  "tasks": [
    { "ref": "a", "title": "First", "needs": ["nowhere"] },
    { "ref": "a", "title": "" },
    { "ref": "c", "titel": "Third", "title": "Third",
      "needs": ["c"] }
  ]
}"""


def paste(page, text):
    page.locator("#plan-text").fill(text)


def make(page):
    return page.get_by_role("button", name="Make th")


def count(server):
    return len(server.call("GET", "/api/tasks?limit=100"))


def looked_at(tally, server, page):
    page.goto(server.base + "/")
    page.wait_for_selector("h1")
    page.keyboard.press("Shift+C")
    page.locator("#plan-text").wait_for()
    tally.check("a key leads to the page, and its heading has the focus", page.evaluate("document.activeElement.tagName === 'H1' && location.pathname === '/plan'"))
    before = count(server)
    page.get_by_role("button", name="Example").click()
    make(page).wait_for()
    tally.check("the example is a plan", page.inner_text(".plan-say strong") == "5 tasks in 4 waves", page.inner_text(".plan-say"))
    paste(page, json.dumps(PLAN))
    wait_for(lambda: page.locator(".plan-wave").count() == 5, "the waves")
    waves = [wave.locator(".plan-ref").all_inner_texts() for wave in page.locator(".plan-wave").all()]
    tally.check("the waves are the server's", waves == server.call("POST", "/api/plans", {**PLAN, "dry_run": True})["waves"] == WAVES, waves)
    tree = page.evaluate("""() => { const read = (list) => [...list.children].map((item) => [item.querySelector('.plan-ref').textContent,
        ...[...item.children].filter((child) => child.tagName === 'UL').map(read)]); return read(document.querySelector('.plan-tree')); }""")
    tally.check("the tree is the plan's", tree == [["release", [["page", [["check"]]], ["design"], ["api"]]]], tree)
    tally.check("what each needs stands with it", page.locator(".plan-task", has_text="Try it on a phone").inner_text().endswith("needs api"))
    tally.check("marks that turn text round are shown", "202e" in page.inner_text(".plan-tree"))
    tally.check("to look makes nothing", count(server) == before)


def faults(tally, server, page):
    before = count(server)
    paste(page, FAULTY)
    page.locator(".faults li").first.wait_for()
    rows = page.locator(".faults li").all_inner_texts()
    places = [row.split("\n")[0] for row in rows]
    tally.check("all faults at once, each with its place", len(places) >= 3 and "Task 2 (a), title" in places and "Task 3 (c), titel" in places, rows)
    told = json.loads(page.evaluate("""async (text) => JSON.stringify((await (await fetch('/api/plans', { method: 'POST', headers: { 'Content-Type': 'application/json' },
        body: JSON.stringify({ ...JSON.parse(text), dry_run: true }) })).json()).detail)""", FAULTY))
    tally.check("they are the server's words, from the first line to the last", sorted(issue["msg"].removeprefix("Value error, ")[1:] for issue in told) == sorted(row.split("\n")[1][1:] for row in rows)
        and page.locator(".faults button").all_inner_texts() == ["Line 3", "Line 4", "Line 4", "Line 5"], (told, rows))
    tally.check("a faulty plan cannot be made", make(page).count() == 0)
    row = page.locator(".faults li", has_text="titel")
    row.get_by_role("button").click()
    selected = page.evaluate("(() => { const t = document.activeElement; return t.value.slice(t.selectionStart, t.selectionEnd); })()")
    tally.check("the way to its place", row.get_by_role("button").inner_text() == "Line 5" and selected == '"titel": "Third"', selected)
    for text, line, words in (
        ('{"tasks": [\n  {"ref": "a", "title": "x"},\n]}', "Line 3", "comma"), ('{"tasks": [', "Line 1", "too early"), ("{'tasks': []}", "Line 1", "double quotes"),
        ('{"tasks": [{"ref": "a",\n"ref": "b", "title": "x"}]}', "Line 2", "twice"), ("[" * 200_000, "Line 1", "brackets"), ('"x"', "Line 1", "list of tasks"), ('{"tasks": []}', "Line 1", "at least one task"),
        ('{"tasks": 3}', "Line 1", "list"), ('{}', "Line 1", "required"),
    ):
        paste(page, text)
        found = wait_for(lambda: words in (page.locator(".faults li").all_inner_texts() + [""])[0] and line in page.inner_text(".faults"), text[:40])
        tally.check(f"no plan: {text[:30]!r}", found, page.inner_text(".plan-result"))
    paste(page, json.dumps({"parent_id": 999_999, "tasks": [{"ref": "a", "title": "x"}]}))
    tally.check("what is not there is told", wait_for(lambda: "parent_id" in page.inner_text(".plan-result"), "the words"), page.inner_text(".plan-result"))
    paste(page, '{"tasks": [{"ref": "a", "title": "' + "x" * 1_050_000 + '"}]}')
    tally.check("too much is told before it is sent", wait_for(lambda: "mebibyte" in page.inner_text(".plan-result"), "the words"))
    paste(page, "")
    tally.check("an empty field asks for a plan", wait_for(lambda: "Nothing to look at yet" in page.inner_text(".plan-result"), "the words"))
    tally.check("nothing of all that was made", count(server) == before)


def lenient(tally, page):
    paste(page, "Here is the plan:\n\n```json\n" + json.dumps(PLAN["tasks"], indent=1) + "\n```\n")
    tally.check("a fence is passed over, and a list is the tasks", wait_for(lambda: page.locator(".plan-wave").count() == 5, "the waves"))
    paste(page, "```json\n[\n {\"ref\": \"a\"}\n]\n```")
    page.locator(".faults li").wait_for()
    page.locator(".faults button").first.click()
    tally.check("the place is found there too", page.inner_text(".faults button") == "Line 3" and "Task 1 (a), title" in page.inner_text(".faults"), page.inner_text(".faults"))


def dropped(tally, page):
    paste(page, "[]")
    drop = """(text) => { const data = new DataTransfer(); data.items.add(new File([text], 'plan.json', { type: 'application/json' }));
        const page = document.querySelector('.page.plan');
        for (const kind of ['dragover', 'drop']) page.dispatchEvent(new DragEvent(kind, { dataTransfer: data, bubbles: true, cancelable: true })); }"""
    page.evaluate(drop, json.dumps(PLAN))
    tally.check("a file is dropped", wait_for(lambda: page.locator(".plan-wave").count() == 5, "the waves"))
    page.locator(".toast", has_text="replaced").get_by_role("button", name="Undo").click()
    tally.check("what stood there can be had back", wait_for(lambda: page.input_value("#plan-text") == "[]", "the text"))
    with page.expect_file_chooser() as chooser:
        page.get_by_role("button", name="Choose a file").click()
    chooser.value.set_files({"name": "p.json", "mimeType": "application/json", "buffer": json.dumps(PLAN).encode()})
    tally.check("a file is chosen", wait_for(lambda: page.locator(".plan-wave").count() == 5, "the waves"))
    page.locator("h1").click()
    page.evaluate("""(text) => { const data = new DataTransfer(); data.setData('text/plain', text);
        document.body.dispatchEvent(new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true })); }""", json.dumps({"tasks": [{"ref": "a", "title": "Pasted"}]}))
    tally.check("it is pasted without a field having the focus", wait_for(lambda: page.locator(".plan-wave").count() == 1, "the wave"))


def made(tally, server, page):
    paste(page, json.dumps(PLAN))
    wait_for(lambda: page.locator(".plan-wave").count() == 5, "the waves")
    page.reload()
    tally.check("what was pasted outlives a reload", wait_for(lambda: page.locator(".plan-wave").count() == 5, "the waves"))
    page.locator("#plan-text").press("End")
    page.keyboard.type(" ")
    tally.check("what has changed is not made before it was looked at", make(page).is_disabled())
    page.wait_for_timeout(700)
    before = count(server)
    # The first answer is lost on its way.
    lost = []
    page.route("**/api/plans", lambda route: (lost.append(route.fetch()), route.abort())[1] if not route.request.post_data_json.get("dry_run") and not lost else route.continue_())
    make(page).click()
    page.locator(".toast-error", has_text="made once").wait_for()
    make(page).click()
    page.get_by_role("heading", name="Made 5 tasks").wait_for()
    tally.check("a lost answer makes it once", count(server) == before + 5, count(server))
    page.unroute("**/api/plans")
    tally.check("the words have the focus", page.evaluate("document.activeElement.tagName") == "H2")
    first = page.locator(".plan-tree a").first
    number = int(first.get_attribute("href").split("/")[-1])
    tally.check("each is a link to its task", server.call("GET", f"/api/tasks/{number}")["title"] == "Release 2.0")
    rows = server.call("GET", f"/api/tasks/{number}/audit")
    tally.check("it came through the board", [row["via"] for row in rows] == ["web"] and rows[0]["context"]["plan"]["tasks"] == 5, rows)
    tally.check("the draft is gone", page.input_value("#plan-text") == "" and not page.evaluate("'draft:plan' in localStorage"))
    first.click()
    page.wait_for_selector(".pane-title")
    page.goto(server.base + "/plan")
    paste(page, json.dumps([{"ref": "one", "title": "One alone"}]))
    page.locator("#plan-parent").fill(f"#{number}")
    page.wait_for_timeout(600)
    page.locator("#plan-text").focus()
    page.keyboard.press("Control+Enter")
    tally.check("the keyboard alone leads to the button", wait_for(lambda: page.evaluate("document.activeElement.textContent") == "Make this task", "the focus"), page.evaluate("document.activeElement.textContent"))
    page.keyboard.press("Enter")
    page.get_by_role("heading", name="Made #").wait_for()
    tally.check("under the task that was named", [task["title"] for task in server.call("GET", f"/api/tasks?parent_id={number}&limit=100") if task["title"] == "One alone"] == ["One alone"])


def meanwhile(tally, server, page):
    """What is typed while a plan is being made is another plan."""
    page.goto(server.base + "/plan")
    paste(page, json.dumps([{"ref": "one", "title": "Sent"}]))
    make(page).wait_for()
    sent = []
    page.route("**/api/plans", lambda route: route.continue_() if route.request.post_data_json.get("dry_run") else sent.append(route))
    make(page).click()
    wait_for(lambda: page.evaluate("1") and sent, "the plan to be sent")
    other = json.dumps([{"ref": "two", "title": "Typed meanwhile"}])
    page.fill("#plan-text", other)
    sent[0].continue_()
    page.get_by_role("heading", name="Made #").wait_for()
    tally.check("it stays when the first is made", page.input_value("#plan-text") == other and page.evaluate("'draft:plan' in localStorage"))
    # Lost on its way: the button is for what stands there now.
    page.unroute("**/api/plans")
    paste(page, json.dumps([{"ref": "one", "title": "Never made"}]))
    make(page).wait_for()
    page.route("**/api/plans", lambda route: route.continue_() if route.request.post_data_json.get("dry_run") else sent.append(route))
    make(page).click()
    wait_for(lambda: page.evaluate("1") and len(sent) == 2, "the plan to be sent")
    page.fill("#plan-text", other)
    sent[1].abort()
    page.unroute("**/api/plans")
    wait_for(lambda: "Typed meanwhile" in page.inner_text(".plan-tree") and make(page).is_enabled(), "the other plan")
    make(page).click()
    page.get_by_role("heading", name="Made #").wait_for()
    titles = [task["title"] for task in server.call("GET", "/api/tasks?limit=100&sort=-created_at")]
    tally.check("what stands there is made, and nothing else", "Typed meanwhile" in titles and "Never made" not in titles, titles[:5])


def refused(tally, server, browser):
    """A worker who may not write here is told so in the server's words."""
    server.call("POST", "/api/projects", {"slug": "closed", "name": "Closed"})
    ada = server.call("POST", "/api/workers", {"handle": "@ada", "type": "human"})["id"]
    server.call("POST", "/api/projects/closed/members", {"worker_id": ada, "role": "viewer"})
    link = server.call("POST", f"/api/workers/{ada}/invitation", {})["url"]
    page = browser.new_context(**MODES["light"]).new_page()
    page.goto(link)
    page.wait_for_selector(".place")
    page.goto(server.base + "/plan")
    page.locator("#plan-project").select_option("closed")
    paste(page, json.dumps([{"ref": "a", "title": "x"}]))
    tally.check("a refusal is told in the server's words", wait_for(lambda: page.locator(".faults li").count() == 1 and make(page).count() == 0, "the fault"), page.inner_text(".plan-result"))


def looks(tally, server, browser):
    for mode in MODES:
        page = signed_in(browser, server, mode).new_page()
        page.goto(server.base + "/plan")
        page.locator("#plan-text").wait_for()
        for name, text in (("plan", json.dumps(PLAN, indent=2)), ("faults", FAULTY), ("empty", "")):
            paste(page, text)
            page.wait_for_timeout(900)
            found = Axe().run(page).response["violations"]
            tally.check(f"{name}, {mode}: axe", not found, [(item["id"], [node["target"] for node in item["nodes"]][:3]) for item in found])
            wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
            tally.check(f"{name}, {mode}: it fits", wide <= 0, wide)


def main():
    tally = Tally()
    with stage() as server, chromium() as browser:
        page, wrong = watched(signed_in(browser, server))
        looked_at(tally, server, page)
        faults(tally, server, page)
        lenient(tally, page)
        dropped(tally, page)
        made(tally, server, page)
        meanwhile(tally, server, page)
        refused(tally, server, browser)
        looks(tally, server, browser)
        real = [text for text in wrong if not any(code in text for code in ("422", "404", "ERR_FAILED"))]
        tally.check("console", not real, json.dumps(real[:3]))
    tally.finish()


main()
