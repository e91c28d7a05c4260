"""The board as a whole: lanes, several tasks at once, what comes in above what one reads, and how many subtasks are done."""

import threading

from axe_playwright_python.sync_playwright import Axe
from web_stage import MODES, Tally, chromium, signed_in, stage, wait_for, watched

FOCUSED = "document.activeElement.closest('[data-id]')?.dataset.id"


def status(server, task):
    return server.call("GET", f"/api/tasks/{task}")["status"]


def make(server, title, **more):
    return server.call("POST", "/api/tasks", {"title": title, **more})["id"]


def card(page, task):
    return page.locator(f'.card[data-id="{task}"]')


def lane_of(page, task):
    return page.evaluate(f"document.querySelector('.card[data-id=\"{task}\"]')?.closest('.lane')?.dataset.lane")


def lane_names(page):
    return [text.split("\n")[0] for text in page.locator(".lane-fold").all_inner_texts()]


def focus(page, task):
    card(page, task).locator("a").first.focus()


def lanes(tally, server, page):
    server.call("POST", "/api/projects", {"slug": "shop", "name": "Shop"})
    server.call("POST", "/api/projects", {"slug": "atlas", "name": "Atlas"})
    shop, atlas, none = make(server, "In the shop", project_slug="shop"), make(server, "In the atlas", project_slug="atlas"), make(server, "In no project")
    page.goto(server.base + "/?lanes=project")
    card(page, none).wait_for()
    tally.check("lanes by project, by name, those without last", lane_names(page) == ["Atlas", "Shop", "No project"], lane_names(page))
    tally.check("cards stand in their lanes", [lane_of(page, task) for task in (shop, atlas, none)] == ["shop", "atlas", ""])
    focus(page, atlas)
    for wanted in (shop, none):
        page.keyboard.press("j")
        tally.check("j goes on in the next lane", page.evaluate(FOCUSED) == str(wanted))
    page.keyboard.press("k")
    page.keyboard.press("s")
    tally.check("a key moves a card within its lane", wait_for(lambda: status(server, shop) == "in_progress", "the start"))
    tally.check("and it keeps the focus", wait_for(lambda: page.evaluate(FOCUSED) == str(shop), "the focus") and lane_of(page, shop) == "shop")
    stops = page.evaluate("[...document.querySelectorAll('.card a')].filter((a) => a.tabIndex === 0).length")
    tally.check("one tab stop a column, whatever lanes there are", stops == 2, stops)
    fold = page.locator('.lane[data-lane="atlas"] .lane-fold')
    fold.focus()
    page.keyboard.press("Enter")
    tally.check("a lane folds by the keyboard", fold.get_attribute("aria-expanded") == "false" and not card(page, atlas).is_visible())
    page.keyboard.press("Enter")
    page.keyboard.press("v")
    page.wait_for_selector(".menu")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    tally.check("v chooses lanes, and the address has them", wait_for(lambda: page.url.endswith("?lanes=assignee"), "the address") and lane_names(page)[-1] == "Nobody", lane_names(page))
    page.keyboard.press("Escape")
    server.call("POST", f"/api/tasks/{none}/start", key=server.agent("@claude"))
    tally.check("who takes a task takes it to another lane", wait_for(lambda: lane_of(page, none) == "@claude", "the lane"))
    box, target = card(page, atlas).bounding_box(), page.locator('.lane[data-lane=""] .cell[data-status="in_progress"]').bounding_box()
    page.mouse.move(box["x"] + 40, box["y"] + 12)
    page.mouse.down()
    page.mouse.move(target["x"] + 60, target["y"] + 12, steps=8)
    page.mouse.up()
    tally.check("a drop in a cell moves it", wait_for(lambda: status(server, atlas) == "in_progress", "the drop"))


def subtasks(tally, server, page):
    parent = make(server, "The whole", priority="critical")
    parts = [make(server, f"Part {number}", parent_id=parent) for number in range(3)]
    page.goto(server.base + "/")
    tally.check("a card says how many subtasks are done", wait_for(lambda: "0 of 3" in card(page, parent).inner_text(), "the numbers"))
    server.call("POST", f"/api/tasks/{parts[0]}/start")
    server.call("POST", f"/api/tasks/{parts[0]}/complete")
    tally.check("and follows what others do", wait_for(lambda: "1 of 3" in card(page, parent).inner_text(), "the numbers"))
    focus(page, parts[1])
    page.keyboard.press("s")
    page.keyboard.press("d")
    tally.check("and what is done here", wait_for(lambda: "2 of 3" in card(page, parent).inner_text(), "the numbers"))
    page.goto(server.base + "/?lanes=parent")
    name = page.locator(f'.lane[data-lane="{parent}"] .lane-fold')
    tally.check("a lane by parent says it too", wait_for(lambda: name.count() and "2 of 3 done" in name.inner_text(), "the lane"))
    tally.check("and is named by the parent", "The whole" in name.inner_text())


def several(tally, server, page):
    tasks = [make(server, f"One of many {number}", priority="critical", due_date=f"2020-01-0{number + 1}") for number in range(4)]
    page.goto(server.base + "/")
    card(page, tasks[3]).wait_for()
    focus(page, tasks[0])
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("j")
    page.keyboard.press("Shift+X")
    tally.check("x and Shift+x select a range", page.locator(".card.selected").count() == 3 and "3 selected" in page.inner_text(".selection-bar"))
    page.keyboard.press("s")
    tally.check("a verb is for all of them", wait_for(lambda: all(status(server, task) == "in_progress" for task in tasks[:3]), "the starts"))
    tally.check("and for no other", status(server, tasks[3]) == "pending")
    tally.check("one toast tells of it", wait_for(lambda: page.locator(".toast").all_inner_texts() and page.locator(".toast p").all_inner_texts() == ["Started 3 tasks"], "the toast"), page.locator(".toast p").all_inner_texts())
    page.keyboard.press("z")
    tally.check("one undo takes all back", wait_for(lambda: all(status(server, task) == "pending" for task in tasks[:3]), "the undo"))
    page.keyboard.press("p")
    page.wait_for_selector(".menu")
    page.keyboard.press("End")
    page.keyboard.press("Enter")
    priorities = lambda: [server.call("GET", f"/api/tasks/{task}")["priority"] for task in tasks]
    tally.check("a field is for all of them", wait_for(lambda: priorities() == ["low"] * 3 + ["critical"], "the priorities"), priorities())
    page.keyboard.press("z")
    tally.check("its undo too", wait_for(lambda: priorities() == ["critical"] * 4, "the priorities"), priorities())
    server.call("PATCH", f"/api/tasks/{tasks[1]}", {"tags": ["old"]})
    wait_for(lambda: "old" in card(page, tasks[1]).inner_text(), "the tag")
    page.keyboard.press("t")
    page.fill("#ask-text", "new Words")
    page.keyboard.press("Enter")
    tags = lambda: [sorted(server.call("GET", f"/api/tasks/{task}")["tags"]) for task in tasks[:3]]
    tally.check("tags are added to all of them", wait_for(lambda: tags() == [["new", "words"], ["new", "old", "words"], ["new", "words"]], "the tags"), tags())
    page.keyboard.press("z")
    tally.check("and taken away again", wait_for(lambda: tags() == [[], ["old"], []], "the tags"), tags())
    server.call("POST", f"/api/tasks/{tasks[0]}/start", key=server.agent("@claude"))
    wait_for(lambda: "@claude" in card(page, tasks[0]).inner_text(), "the claim")
    page.keyboard.press("s")
    page.wait_for_selector(".toast-error")
    said = page.inner_text(".toast-error p")
    tally.check("what cannot be done is named with the reason", said.startswith("Started 2 of 3 tasks.") and f"#{tasks[0]}:" in said, said)
    page.keyboard.press("b")
    page.fill("#ask-text", "One reason for all")
    page.keyboard.press("Control+Enter")
    tally.check("one reason is asked for all", wait_for(lambda: [server.call("GET", f"/api/tasks/{task}")["remark"] for task in tasks[1:3]] and all(status(server, task) == "blocked" for task in tasks[1:3]), "the blocks"))
    page.keyboard.press("Escape")
    tally.check("Escape selects nothing", page.locator(".card.selected").count() == 0 and page.locator(".selection-bar").is_hidden())
    card(page, tasks[3]).hover()
    card(page, tasks[3]).locator(".pick").click()
    tally.check("a box selects by the mouse, and opens nothing", page.locator(".card.selected").count() == 1 and page.locator(".pane").count() == 0)
    page.locator(".selection-bar").get_by_role("button", name="Delete").click()
    tally.check("what is being deleted is not shown", wait_for(lambda: card(page, tasks[3]).count() == 0, "the card"))
    page.get_by_role("button", name="Keep it").click()
    tally.check("and comes back when it is kept", wait_for(lambda: card(page, tasks[3]).count() == 1, "the card") and status(server, tasks[3]) == "pending")
    page.goto(server.base + "/list")
    page.wait_for_selector(".row-item[data-id] a")
    page.keyboard.press("j")
    page.keyboard.press("x")
    page.keyboard.press("j")
    page.keyboard.press("Shift+X")
    tally.check("rows are selected alike", page.locator(".row-item.selected").count() == 2)
    page.keyboard.press("g")
    page.keyboard.press("b")
    page.wait_for_selector(".card")
    tally.check("another page begins without a selection", page.locator(".selection-bar").is_hidden())


def arrivals(tally, server, page):
    for number in range(30):
        make(server, f"Read from the middle {number}", tags=["long"])
    page.goto(server.base + "/?tag=long&sort=-created_at")
    column = page.locator('.column[data-status="pending"]')
    wait_for(lambda: column.locator(".card").count() == 30, "the cards")
    body = column.locator(".column-body")
    body.evaluate("(body) => { body.scrollTop = 700; }")
    page.wait_for_timeout(300)
    first = "(body) => { const edge = body.getBoundingClientRect().top; const card = [...body.querySelectorAll('.card')].find((one) => one.getBoundingClientRect().top >= edge); return [card.dataset.id, Math.round(card.getBoundingClientRect().top)]; }"
    before = body.evaluate(first)
    made = [make(server, f"Came in above {number}", tags=["long"]) for number in range(3)]
    wait_for(lambda: card(page, made[2]).count() == 1, "what comes in")
    now = body.evaluate(first)
    tally.check("what one reads stays where it is", now[0] == before[0] and abs(now[1] - before[1]) <= 1, (before, now))
    tally.check("three are no news", column.locator(".arrivals button").count() == 0)
    made += [make(server, f"Came in above too {number}", tags=["long"]) for number in range(2)]
    tally.check("five are", wait_for(lambda: column.locator(".arrivals button").count() == 1 and column.locator(".arrivals button").inner_text() == "5 new", "the button"))
    tally.check("and still nothing moves", body.evaluate(first) == now or abs(body.evaluate(first)[1] - before[1]) <= 1, body.evaluate(first))
    column.locator(".arrivals button").focus()
    page.keyboard.press("Enter")
    tally.check("it leads to the first of them", wait_for(lambda: page.evaluate(FOCUSED) == str(made[-1]), "the focus"), page.evaluate(FOCUSED))
    tally.check("and goes", wait_for(lambda: column.locator(".arrivals button").count() == 0, "the button's end"))


def other_pages(tally, server, page):
    """Pages that are opened without the board follow the stream too; who goes to and fro while much happens sees right totals."""
    task = make(server, "Seen in the list")
    page.goto(server.base + "/list")
    row = page.locator(f'.row-item[data-id="{task}"]')
    row.wait_for()
    tally.check("the stream is live without the board", wait_for(lambda: page.inner_text(".stream") == "Live", "the stream"))
    server.call("PATCH", f"/api/tasks/{task}", {"title": "Renamed meanwhile"})
    tally.check("a row follows", wait_for(lambda: "Renamed meanwhile" in row.inner_text(), "the title"))
    threads = [threading.Thread(target=lambda: [make(server, "One of a flood") for _ in range(80)]) for _ in range(3)]
    for thread in threads:
        thread.start()
    while any(thread.is_alive() for thread in threads):
        for place in "bl":
            page.keyboard.press("g")
            page.keyboard.press(place)
            page.wait_for_timeout(150)
    page.keyboard.press("g")
    page.keyboard.press("b")
    page.wait_for_selector(".card")
    total = lambda: (page.locator('.column[data-status="pending"] .count').inner_text(), str(server.call("GET", "/api/board")["columns"][0]["total"]))
    tally.check("nothing is counted twice or left out", wait_for(lambda: len(set(total())) == 1, "the count"), total())


def looks(tally, server, browser):
    """axe and the width, where pages.py does not go: with a selection and with folded lanes."""
    for mode in MODES:
        page, wrong = watched(signed_in(browser, server, mode))
        for kind in ("project", "assignee", "parent"):
            page.goto(f"{server.base}/?lanes={kind}")
            page.wait_for_selector(".card")
            page.keyboard.press("j")
            page.keyboard.press("x")
            page.locator(".lane-fold").last.click()
            page.wait_for_timeout(300)
            found = Axe().run(page).response["violations"]
            tally.check(f"lanes by {kind}, {mode}: axe", not found, [(item["id"], [node["target"] for node in item["nodes"]][:3]) for item in found])
            tally.check(f"lanes by {kind}, {mode}: width", page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth"))
        for key, name in (("?", "help"), ("Control+k", "palette"), ("m", "menu"), ("t", "tags")):
            page.keyboard.press(key)
            page.wait_for_timeout(300)
            found = Axe().run(page).response["violations"]
            tally.check(f"{name}, {mode}: axe", not found, [(item["id"], [node["target"] for node in item["nodes"]][:3]) for item in found])
            if name == "help":
                tally.check("the help has every key", all(word in page.inner_text("dialog") for word in ("Start", "Select up to here", "Lanes", "Previous task in the pane")))
            page.keyboard.press("Escape")
        tally.check(f"lanes, {mode}: console", not wrong, wrong[:3])


def main():
    tally = Tally()
    with stage() as server, chromium() as browser:
        page, wrong = watched(signed_in(browser, server))
        for scene in (lanes, subtasks, several, arrivals, other_pages):
            scene(tally, server, page)
        real = [text for text in wrong if not any(code in text for code in ("400", "409"))]
        tally.check("console", not real, real[:3])
        looks(tally, server, browser)
    tally.finish()


main()
