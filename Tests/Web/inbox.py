"""The inbox: what waits for a person is dealt with in place, by keyboard alone and on a phone, until all is clear."""

import json
import sqlite3

from axe_playwright_python.sync_playwright import Axe
from proxy import Proxy
from web_stage import MODES, Tally, chromium, signed_in, stage, wait_for, watched

KINDS = ["Question", "Needs a person", "Blocked", "Review", "Overdue", "Mention"]


def of(server, task):
    return server.call("GET", f"/api/tasks/{task}")


def inbox(server, query="", key=None):
    return server.call("GET", "/api/inbox?limit=100" + query, key=key)


def new_task(server, title, **more):
    return server.call("POST", "/api/tasks", {"title": title, **more})["id"]


def started(server, title, key, **more):
    task = new_task(server, title, **more)
    server.call("POST", f"/api/tasks/{task}/start", key=key)
    return task


def asked(server, title, key, prompt, **more):
    task = started(server, title, key)
    return task, server.call("POST", f"/api/tasks/{task}/questions", {"prompt": prompt, **more}, key)["id"]


def handed_in(server, title, key, **more):
    task = started(server, title, key, **more)
    server.call("POST", f"/api/tasks/{task}/submit", {"note": "Ready: the tests pass"}, key)
    return task


def dead_letters(server, titles):
    """Three leases that ended take minutes: what they leave in the database is written there."""
    tasks = [new_task(server, title) for title in titles]
    for task in tasks:
        server.call("POST", f"/api/tasks/{task}/block", {"reason": "for the 3rd time nobody was heard of"})
    server.stop()
    with sqlite3.connect(server.folder / "data/taskflow.db") as database:
        database.execute(f"UPDATE tasks SET blocked_kind = 'dead_letter' WHERE id IN ({','.join(map(str, tasks))})")
    server.start()
    return tasks


def one_of_each(server, agent, other, mark):
    """One of each kind, for the owner of the machine. Dead letters are made before."""
    made = {}
    made["text"], made["text question"] = asked(server, f"{mark}: asks", agent, "Which **database** is it?\n\n# A heading\n\n- SQLite\n- PostgreSQL", kind="question")
    made["choice"], made["choice question"] = asked(server, f"{mark}: lets choose", agent, "Which colour?", kind="choice", options=["Blue", "Green"])
    made["approval"], made["approval question"] = asked(server, f"{mark}: wants a yes", agent, "May I drop the table?", kind="approval", subject="9f8e7d6")
    made["review"] = handed_in(server, f"{mark}: good work", agent, description="## Why\n\nIt **breaks**.")
    made["rejected"] = handed_in(server, f"{mark}: bad work", other)
    made["blocked"] = started(server, f"{mark}: stuck", agent)
    server.call("POST", f"/api/tasks/{made['blocked']}/block", {"reason": "The staging database does not answer"}, agent)
    made["overdue"] = new_task(server, f"{mark}: late", due_date="2020-01-01", assigned_to="me")
    made["mention"] = new_task(server, f"{mark}: talked about")
    me = server.call("GET", "/api/me")["worker"]["handle"]
    server.call("POST", f"/api/tasks/{made['mention']}/comments", {"text": f"What do you think, {me}?"}, agent)
    return made


def opened(page):
    page.wait_for_selector(".inbox-item.open .inbox-panel :is(button, a)")
    return page.locator(".inbox-item.open .inbox-title").inner_text(), page.locator(".inbox-item.open .kind").inner_text()


def gone(page, title):
    return wait_for(lambda: page.locator(".inbox-item", has_text=title).count() == 0, f"the end of {title}")


def empty(tally, server, page, made, press, how):
    """Empties the inbox: `press` does what a person does with the open item."""
    seen = []
    for _ in range(40):
        if page.locator(".inbox-item").count() == 0:
            break
        title, kind = opened(page)
        seen.append(kind)
        press(title, kind)
        if not gone(page, title.split(" ", 1)[1]):
            break
    tally.check(f"{how}: it is emptied", page.locator(".inbox-item").count() == 0, page.locator(".inbox-title").all_inner_texts())
    tally.check(f"{how}: every kind was there", set(KINDS) <= set(seen), seen)
    tally.check(f"{how}: all is clear, and says so", "All clear" in page.inner_text("#main"))
    tally.check(f"{how}: the title counts no more", wait_for(lambda: page.title().startswith("Inbox"), "the title"), page.title())
    tally.check(f"{how}: the server says the same", inbox(server) == [], inbox(server))
    answers = {name: server.call("GET", f"/api/questions/{made[name + ' question']}")["answer"] for name in ("text", "choice", "approval")}
    tally.check(f"{how}: the answers arrived", (answers["text"]["text"], answers["choice"]["choice"], answers["approval"]["approved"]) == ("SQLite it is", "Green", True), answers)
    tally.check(f"{how}: what waited goes on", [of(server, made[name])["status"] for name in ("text", "choice", "approval")] == ["in_progress"] * 3)
    tally.check(f"{how}: one work was approved, one sent back with the reason", of(server, made["review"])["status"] == "completed" and of(server, made["rejected"])["remark"]["text"] == "Not yet")
    tally.check(f"{how}: what was stuck is free", of(server, made["blocked"])["status"] == "in_progress")
    tally.check(f"{how}: what was late has another date", (of(server, made["overdue"])["due_date"] or "").startswith("2030-12-3"), of(server, made["overdue"])["due_date"])


def by_keyboard(tally, server, page, made):
    page.goto(server.base + "/")
    page.wait_for_selector(".card")
    page.keyboard.press("g")
    page.keyboard.press("i")
    opened(page)
    tally.check("the title counts", wait_for(lambda: page.title().startswith(f"({len(inbox(server))}) Inbox"), "the title"), page.title())
    page.keyboard.press("j")
    page.keyboard.press("k")
    tally.check("j and k walk", page.evaluate("document.activeElement.closest('.inbox-item') === document.querySelector('.inbox-item.open')"))

    def press(title, kind):
        keys = page.keyboard
        if "asks" in title:
            keys.press("a")
            keys.type("SQLite it is")
            keys.press("Control+Enter")
        elif "lets choose" in title:
            keys.press("2")
        elif "bad work" in title:
            keys.press("n")
            tally.check("a rejection wants a reason", "has to be better" in page.inner_text(".inbox-panel .wrong"))
            keys.type("Not yet")
            keys.press("Tab")
            keys.press("Tab")
            keys.press("Enter")
        elif kind in ("Needs a person", "Blocked"):
            keys.press("b")
        elif kind == "Overdue":
            keys.press("a")
            keys.type("12302030")
            keys.press("Enter")
        else:
            keys.press("d" if kind == "Mention" else "y")
        tally.check(f"by keyboard: {kind}: the focus stays in the inbox", page.evaluate("document.activeElement !== document.body"))

    empty(tally, server, page, made, press, "by keyboard")


def by_touch(tally, server, page, made):
    page.goto(server.base + "/")
    page.locator(".place", has_text="Inbox").tap()
    opened(page)
    tally.check("the tab bar counts", wait_for(lambda: page.inner_text(".place-count") == str(len(inbox(server))), "the count"), page.inner_text(".place-count"))

    def press(title, kind):
        panel = page.locator(".inbox-panel")
        tap = lambda name: panel.get_by_role("button", name=name, exact=True).tap()
        if "asks" in title:
            panel.locator("textarea").fill("SQLite it is")
            tap("Answer")
        elif "lets choose" in title:
            tap("Green")
        elif "bad work" in title:
            panel.locator("textarea").fill("Not yet")
            tap("Reject")
        elif kind in ("Needs a person", "Blocked"):
            tap("Unblock")
        elif kind == "Overdue":
            panel.locator("input").fill("2030-12-30")
            tap("Move it")
        else:
            tap("Done" if kind == "Mention" else "Approve")

    empty(tally, server, page, made, press, "on a phone")


def judged_as_shown(tally, server, page, agent):
    """A verdict is given on the version that was shown, or not at all."""
    task = handed_in(server, "Changed under the eyes", agent, description="one\ntwo\nthree")
    page.goto(server.base + "/inbox")
    opened(page)
    shown = of(server, task)["version"]
    tally.check("the version is shown", f"version {shown}" in page.inner_text(".review-work"))
    server.call("PATCH", f"/api/tasks/{task}", {"description": "one\nTWO\nthree", "priority": "critical"})
    tally.check("a change is told as it happens", wait_for(lambda: "It is being changed" in page.inner_text(".inbox-panel"), "the notice"))
    page.keyboard.press("y")
    tally.check("the verdict on what was shown is refused", wait_for(lambda: "before your verdict came" in page.inner_text(".inbox-panel"), "the refusal"))
    tally.check("nothing was judged", of(server, task)["status"] == "review")
    told = " ".join(page.inner_text(".inbox-panel .diff").split())
    tally.check("what has changed is told, and only that", "two → TWO" in told and "medium → critical" in told and "three" not in told, told)
    tally.check("the new version is shown", f"version {shown + 1}" in page.inner_text(".review-work") and "TWO" in page.inner_text(".review-text"))
    page.keyboard.press("y")
    tally.check("and then judged", wait_for(lambda: of(server, task)["status"] == "completed", "the approval"))
    gone(page, "Changed under the eyes")


def others_first(tally, server, page, agent):
    """What another has dealt with is told in its place; what was typed is not lost."""
    task, question = asked(server, "Who is first", agent, "Who?", kind="question")
    page.goto(server.base + "/inbox")
    opened(page)
    page.locator(".inbox-panel textarea").fill("I was about to say")
    server.call("POST", f"/api/questions/{question}/answer", {"text": "Me"})
    tally.check("it is told", wait_for(lambda: "no longer" in page.inner_text(".inbox-panel"), "the notice"))
    tally.check("the text is still there", page.input_value(".inbox-panel textarea") == "I was about to say")
    page.locator(".inbox-panel").get_by_role("button", name="Go on").click()
    tally.check("one goes on", gone(page, "Who is first"))
    server.call("POST", f"/api/tasks/{task}/release", {}, agent)


def stale_approval(tally, server, page, agent):
    """A yes is for the work as it was asked about; a no is always taken."""
    task, question = asked(server, "Asked, then changed", agent, "May I?", kind="approval")
    page.goto(server.base + "/inbox")
    opened(page)
    server.call("PATCH", f"/api/tasks/{task}", {"description": "It is something else now"})
    page.keyboard.press("y")
    tally.check("a yes to what has changed is refused, and why", wait_for(lambda: "changed" in page.inner_text(".inbox-panel .wrong"), "the words"), page.inner_text(".inbox-panel .wrong"))
    tally.check("the question is still open", server.call("GET", f"/api/questions/{question}")["status"] == "open")
    page.keyboard.press("n")
    tally.check("a no is taken", wait_for(lambda: (server.call("GET", f"/api/questions/{question}")["answer"] or {}).get("approved") is False, "the answer"))
    gone(page, "Asked, then changed")
    server.call("POST", f"/api/tasks/{task}/release", {}, agent)


def beside(tally, server, page, agent):
    """The task's pane beside the inbox: what is done there is done here as well, and takes the focus from nobody."""
    first, second = (handed_in(server, f"Beside, the {number}", agent, priority=priority) for number, priority in (("first", "critical"), ("second", "high")))
    page.goto(server.base + "/inbox")
    tally.check("the more urgent one comes first", "Beside, the first" in opened(page)[0], opened(page)[0])
    page.keyboard.press("o")
    page.wait_for_selector(".pane-steps button")
    page.keyboard.press("Escape")
    tally.check("from the pane the focus comes back", wait_for(lambda: page.evaluate("document.activeElement.closest('.inbox-item.open') !== null"), "the focus"), page.evaluate("document.activeElement.outerHTML"))
    page.keyboard.press("o")
    page.wait_for_selector(".pane-steps button")
    page.keyboard.press("y")
    tally.check("judged in the pane", wait_for(lambda: of(server, first)["status"] == "completed", "the approval"))
    tally.check("it goes from the inbox", gone(page, "Beside, the first"))
    tally.check("the next one opens", "Beside, the second" in opened(page)[0])
    tally.check("the focus stays in the pane", page.evaluate("document.activeElement.closest('.pane') !== null"), page.evaluate("document.activeElement.outerHTML"))
    server.call("DELETE", f"/api/tasks/{second}")
    tally.check("what is deleted goes as well", gone(page, "Beside, the second"))


def arrives(tally, server, page, agent):
    page.goto(server.base + "/")
    page.wait_for_selector(".column-head")
    page.wait_for_selector(".place[aria-label]")
    wait_for(lambda: page.inner_text(".stream") == "Live", "the stream")
    before = len(inbox(server))
    task, question = asked(server, "Comes by itself", agent, "Now?", kind="approval")
    tally.check("the count follows the stream", wait_for(lambda: page.title().startswith(f"({before + 1}) "), "the count"), page.title())
    tally.check("it is said aloud", wait_for(lambda: "in your inbox" in page.text_content("[aria-live=polite]"), "the words"), page.text_content("[aria-live=polite]"))
    card = page.locator(f'.card[data-id="{task}"]')
    tally.check("the card says that a question is open", wait_for(lambda: "1 question" in card.inner_text(), "the chip"), card.inner_text())
    server.call("POST", f"/api/questions/{question}/withdraw", key=agent)
    tally.check("and says no more when it is over", wait_for(lambda: "question" not in card.inner_text(), "the chip's end"), card.inner_text())
    tally.check("nor is it counted", wait_for(lambda: page.title().startswith("Board" if before == 0 else f"({before}) "), "the count"), page.title())


def kept(tally, server, browser, agent):
    """An answer is kept through a reload, a lost call, a lost answer and the end of a session, and is given once."""
    _, question = asked(server, "On a bad network", agent, "What is it?", kind="question")
    path = f"/api/questions/{question}/answer"
    proxy = Proxy(server.base)
    page, _ = watched(signed_in(browser, server))
    page.goto(proxy.base + "/inbox")
    opened(page)
    text, wrong = ".inbox-panel textarea", ".inbox-panel .wrong"
    page.fill(text, "It is kept")
    page.reload()
    page.wait_for_selector(text)
    tally.check("an answer is kept through a reload", page.input_value(text) == "It is kept")
    for act in ("drop", 401):
        proxy.rule("POST", path, act)
        page.focus(text)
        page.keyboard.press("Control+Enter")
        tally.check(f"{act}: it is told", wait_for(lambda: page.inner_text(wrong) != "", "the refusal"))
        tally.check(f"{act}: the text stays", page.input_value(text) == "It is kept")
        page.reload()
        page.wait_for_selector(text)
        tally.check(f"{act}: also through a reload", page.input_value(text) == "It is kept")
    tally.check("nothing was answered so far", server.call("GET", f"/api/questions/{question}")["status"] == "open")
    proxy.rule("POST", path, "lose")
    page.focus(text)
    page.keyboard.press("Control+Enter")
    tally.check("a lost answer is told", wait_for(lambda: "sent again" in page.inner_text(wrong), "the words"), page.inner_text(wrong))
    tally.check("though it was given", server.call("GET", f"/api/questions/{question}")["answer"]["text"] == "It is kept")
    page.focus(text)
    page.keyboard.press("Control+Enter")
    tally.check("sent again it is one answer, and done", gone(page, "On a bad network"))
    tally.check("no draft is left", page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('draft:'))") == [])
    page.close()
    proxy.end()


def everybodys(tally, server, page, browser, agent):
    """Admins may look at what waits for everybody; others see no such switch."""
    link = server.call("POST", "/api/workers/@ines/invitation")["url"]
    guest, _ = watched(browser.new_context(**MODES["light"]))
    guest.goto(link)
    guest.wait_for_selector(".board")
    title = "Asks somebody else"
    task, question = asked(server, title, agent, "What do you say?", kind="question", to="@ines")
    guest.goto(server.base + "/inbox")
    guest.wait_for_selector(".inbox-item")
    tally.check("it waits for whoever is asked", title in guest.inner_text(".inbox"))
    tally.check("who has no switch", guest.locator("#inbox-all").count() == 0)
    page.goto(server.base + "/inbox")
    page.wait_for_selector(".inbox-item, .empty")
    own = page.locator(".inbox-item", has_text=title).count()
    page.locator("#inbox-all").check()
    tally.check("the switch shows what waits for others", wait_for(lambda: page.locator(".inbox-item", has_text=title).count() == 1 and "all=true" in page.url, "the other's"))
    tally.check("the title counts the own ones", wait_for(lambda: page.title().startswith(f"({len(inbox(server))}) ") or not inbox(server), "the title"), page.title())
    page.locator("#inbox-all").uncheck()
    tally.check("and back", wait_for(lambda: page.locator(".inbox-item", has_text=title).count() == own and "all" not in page.url, "the own ones"))
    guest.close()
    server.call("POST", f"/api/questions/{question}/withdraw", key=agent)


def many(tally, server, page, agent):
    """A page at a time, and the way to the others."""
    tasks = [new_task(server, f"Late {number:03}", due_date="2020-02-02", assigned_to="me") for number in range(130)]
    page.goto(server.base + "/inbox")
    page.wait_for_selector(".inbox-item")
    tally.check("fifty at first, and all counted", page.locator(".inbox-item").count() == 50 and page.title().startswith("(99+)"), page.title())
    page.get_by_role("button", name="Show more").click()
    tally.check("more on demand", wait_for(lambda: page.locator(".inbox-item").count() == 100, "the next page"))
    page.get_by_role("button", name="Show more").click()
    tally.check("until the end", wait_for(lambda: page.locator(".inbox-item").count() == 130, "the last page") and page.get_by_role("button", name="Show more").count() == 0)
    title = opened(page)[0]
    server.call("PATCH", f"/api/tasks/{tasks[129]}", {"due_date": "2999-01-01"})
    new_task(server, "Late, and new", due_date="2020-01-01", assigned_to="me")
    tally.check("what comes is put in its place", wait_for(lambda: page.locator(".inbox-item", has_text="Late, and new").count() == 1, "the new one"))
    tally.check("what is open stays open", opened(page)[0] == title, opened(page)[0])
    for task in tasks:
        server.call("DELETE", f"/api/tasks/{task}")


def looks(tally, server, browser):
    for mode in MODES:
        page, wrong = watched(signed_in(browser, server, mode))
        page.goto(server.base + "/inbox")
        opened(page)
        seen = []
        for at in range(page.locator(".inbox-head").count()):
            if page.locator(".inbox-head").nth(at).get_attribute("aria-expanded") == "false":
                page.locator(".inbox-head").nth(at).click()
            kind = opened(page)[1]
            page.wait_for_timeout(200)
            seen.append(kind)
            found = Axe().run(page).response["violations"]
            tally.check(f"{kind}, {mode}: axe", not found, [(item["id"], [node["html"][:200] for node in item["nodes"][:2]]) for item in found])
            tally.check(f"{kind}, {mode}: it fits", page.evaluate("document.documentElement.scrollWidth <= innerWidth"))
        tally.check(f"{mode}: every kind was looked at", set(KINDS) <= set(seen), seen)
        tally.check(f"{mode}: console", not wrong, wrong[:3])
        page.close()


def main():
    tally = Tally()
    with stage() as server, chromium() as browser:
        agent, other = server.agent("@claude"), server.agent("@codex")
        dead_letters(server, ["keyboard: given up", "phone: given up"])
        page, wrong = watched(signed_in(browser, server))
        made = one_of_each(server, agent, other, "keyboard")
        looks(tally, server, browser)
        by_keyboard(tally, server, page, made)
        for scene in (judged_as_shown, others_first, stale_approval, beside, arrives):
            scene(tally, server, page, agent)
        kept(tally, server, browser, agent)
        everybodys(tally, server, page, browser, agent)
        many(tally, server, page, agent)
        dead_letters(server, ["phone: given up, too"])
        phone, also = watched(signed_in(browser, server, "phone"))
        by_touch(tally, server, phone, one_of_each(server, agent, other, "phone"))
        real = [text for text in wrong + also if not any(code in text for code in ("404", "409", "412", "ERR_CONNECTION_REFUSED", "ERR_INCOMPLETE"))]
        tally.check("console", not real, json.dumps(real[:3]))
    tally.finish()


main()
