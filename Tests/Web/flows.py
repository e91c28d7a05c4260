"""What people do: by keyboard alone, by mouse, by touch; while others work, and while the server goes away."""

import json

from web_stage import MODES, Tally, chromium, signed_in, stage, wait_for, watched


def status(server, task):
    return server.call("GET", f"/api/tasks/{task}")["status"]


def sign_in(tally, server, browser):
    context = browser.new_context(**MODES["light"])
    page, wrong = watched(context)
    page.goto(f"{server.base}/#login={server.code}")
    page.wait_for_selector(".board")
    tally.check("a link signs in, says as whom and leaves no code", "login" not in page.url and "Signed in as" in page.inner_text(".toasts"))
    page.goto("about:blank")
    page.goto(f"{server.base}/#login={server.code}")
    page.wait_for_selector(".board")
    tally.check("a used link in a signed-in browser goes on", page.locator("#sign-in-secret").count() == 0)
    other, _ = watched(browser.new_context(**MODES["light"]))
    other.goto(f"{server.base}/#login={server.code}")
    other.wait_for_selector("#sign-in-secret")
    tally.check("elsewhere it says so", "used already" in other.inner_text("[role=alert]"))
    other.fill("#sign-in-secret", server.key)
    other.keyboard.press("Enter")
    other.wait_for_selector(".board")
    tally.check("a key signs in", True)
    other.click(".who")
    other.get_by_role("menuitem", name="Sign out", exact=True).click()
    other.wait_for_selector("#sign-in-secret")
    admin, _ = watched(signed_in(browser, server))
    admin.goto(server.base + "/agents")
    admin.get_by_role("button", name="Invite a person").click()
    admin.fill("#ask-text", "@maria")
    admin.keyboard.press("Enter")
    link = admin.inner_text(".copybox pre")
    guest, _ = watched(browser.new_context(**MODES["light"]))
    guest.goto(link)
    guest.wait_for_selector(".board")
    tally.check("an invitation signs a person in", "Signed in as @maria" in guest.inner_text(".toasts"))
    guest.click(".who")
    guest.get_by_role("menuitem", name="Sign out everywhere").click()
    guest.wait_for_selector("#sign-in-secret")
    tally.check("sign-out everywhere", True)
    tally.check("sign-out", other.evaluate("document.cookie") == "" and "sign-in" in other.url)


def keyboard(tally, server, page):
    page.goto(server.base + "/")
    page.wait_for_selector(".card")
    page.keyboard.press("c")
    page.wait_for_selector("#new-title")
    page.keyboard.type("By keyboard alone")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector("text=By keyboard alone")
    task = server.call("GET", "/api/tasks?q=keyboard%20alone")[0]["id"]
    focused = "document.activeElement.closest('.card')?.dataset.id"
    page.keyboard.press("j")
    for _ in range(60):
        if page.evaluate(focused) == str(task):
            break
        page.keyboard.press("j")
    tally.check("j finds it", page.evaluate(focused) == str(task))
    for key, expected in (("s", "in_progress"), ("z", "pending"), ("Shift+ArrowRight", "in_progress"), ("u", "review")):
        page.keyboard.press(key)
        if key == "s":
            # At once, before the answer: keys count in their order.
            page.keyboard.press("z")
            tally.check("s and z at once", wait_for(lambda: status(server, task) == "pending" and page.locator(".toast >> text=Started").count() > 0, "s z"))
            page.keyboard.press("s")
        tally.check(f"{key} leads to {expected}", wait_for(lambda: status(server, task) == expected, f"{key} -> {expected}"))
        tally.check(f"{key} keeps the focus", wait_for(lambda: page.evaluate(focused) == str(task), "the focus"))
    page.keyboard.press("m")
    page.wait_for_selector(".menu")
    page.keyboard.press("Escape")
    tally.check("Escape gives the focus back", page.evaluate(focused) == str(task))
    page.keyboard.press("Enter")
    page.wait_for_selector(".pane")
    tally.check("the pane's heading has the focus", page.evaluate("document.activeElement.className") == "pane-title")
    page.keyboard.press("y")
    tally.check("y approves", wait_for(lambda: status(server, task) == "completed", "approve"))
    page.keyboard.press("e")
    page.fill("#edit-text", "What must not be lost")
    page.keyboard.press("Escape")
    server.call("PATCH", f"/api/tasks/{task}", {"description": "Written meanwhile"})
    page.reload()
    page.wait_for_selector(".pane-steps button")
    page.keyboard.press("e")
    tally.check("a draft is kept", page.input_value("#edit-text") == "What must not be lost")
    page.keyboard.press("Control+Enter")
    page.locator("dialog", has_text="was changed meanwhile").wait_for()
    tally.check("it is not saved over what others wrote since", "Written meanwhile" in page.inner_text(".versus") and server.call("GET", f"/api/tasks/{task}")["description"] == "Written meanwhile")
    page.get_by_role("button", name="Use mine").click()
    tally.check("and saved", wait_for(lambda: server.call("GET", f"/api/tasks/{task}")["description"] == "What must not be lost", "the text"))
    page.wait_for_selector("#edit-title", state="detached")
    page.keyboard.press("Escape")
    wait_for(lambda: page.locator(".pane").count() == 0, "the pane's end")
    tally.check("Escape closes the pane", page.url.rstrip("/") == server.base)
    page.keyboard.press("Control+k")
    page.keyboard.type("agents")
    page.keyboard.press("Enter")
    tally.check("the palette goes to places", wait_for(lambda: page.url.endswith("/agents"), "the agents"))


def mouse(tally, server, page):
    page.goto(server.base + "/")
    task = server.call("POST", "/api/tasks", {"title": "Drag me", "priority": "critical", "due_date": "2020-01-01"})["id"]
    card = page.locator(f'.card[data-id="{task}"]')
    card.wait_for()
    tally.check("it came by the stream", True)

    def drag(to):
        box, target = card.bounding_box(), page.locator(f'.column[data-status="{to}"]').bounding_box()
        page.mouse.move(box["x"] + 40, box["y"] + 12)
        page.mouse.down()
        page.mouse.move(box["x"] + 60, box["y"] + 30, steps=4)
        page.mouse.move(target["x"] + 60, target["y"] + 120, steps=8)

    drag("completed")
    tally.check("a closed column says why", "No step leads there" in page.inner_text('.column[data-status="completed"] .column-why'))
    page.mouse.up()
    tally.check("and nothing happens", status(server, task) == "pending")
    drag("in_progress")
    page.keyboard.press("Escape")
    page.mouse.up()
    tally.check("Escape gives a drag up", status(server, task) == "pending")
    drag("in_progress")
    page.mouse.up()
    tally.check("a drop starts it", wait_for(lambda: status(server, task) == "in_progress", "the drop"))
    tally.check("the drop opens nothing", page.locator(".pane").count() == 0)


def refusals(tally, server, page):
    """What another did first is told in the server's words, and two texts stand side by side."""
    task = server.call("POST", "/api/tasks", {"title": "Both of us", "priority": "critical", "due_date": "2019-01-01"})["id"]
    page.goto(f"{server.base}/tasks/{task}")
    page.wait_for_selector(".pane-steps button")
    page.keyboard.press("e")
    page.fill("#edit-title", "Mine")
    server.call("PATCH", f"/api/tasks/{task}", {"priority": "low"})
    page.keyboard.press("Control+Enter")
    tally.check("another field's change is no clash", wait_for(lambda: server.call("GET", f"/api/tasks/{task}")["title"] == "Mine", "the resend"))
    page.wait_for_selector("#edit-title", state="detached")
    page.keyboard.press("e")
    page.fill("#edit-title", "Mine again")
    server.call("PATCH", f"/api/tasks/{task}", {"title": "Theirs"})
    # The event of it comes before the save: what was typed is judged by what it was typed over all the same.
    page.wait_for_timeout(1000)
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".versus")
    tally.check("a clash shows both", "Mine again" in page.inner_text(".versus") and "Theirs" in page.inner_text(".versus"))
    page.get_by_role("button", name="Use mine").click()
    tally.check("and mine is taken", wait_for(lambda: server.call("GET", f"/api/tasks/{task}")["title"] == "Mine again", "mine"))
    key = server.agent("@claude")
    free = server.call("POST", "/api/tasks", {"title": "Race", "priority": "critical", "due_date": "2018-01-01"})["id"]
    page.goto(server.base + "/")
    card = page.locator(f'.card[data-id="{free}"]')
    card.wait_for()
    page.route("**/api/tasks/*/start", lambda route: (server.call("POST", f"/api/tasks/{free}/start", key=key), route.continue_()))
    card.locator("a").focus()
    page.keyboard.press("s")
    page.wait_for_selector(".toast-error")
    page.unroute("**/api/tasks/*/start")
    tally.check("the loser of a claim reads who won", server.call("GET", f"/api/tasks/{free}")["assigned_to"] == "@claude" and "@claude has it now" in page.inner_text(".toast-error p"), page.inner_text(".toasts"))


def hostile(tally, server, page):
    text = '<script>document.title="owned"</script>\n\n[x](javascript:alert(1)) ![a](https://example.org/a.png)\n\n' + "[" * 5000 + "*" * 5000 + "> " * 2000
    task = server.call("POST", "/api/tasks", {"title": "<img src=x onerror=document.title='owned'>", "description": text})["id"]
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{server.base}/tasks/{task}")
    page.wait_for_selector(".markdown")
    tally.check("no text becomes a script", "owned" not in page.title() and page.locator("#app script, .pane img").count() == 0)
    tally.check("no text makes the browser call out", all(url.startswith(server.base) for url in asked), [url for url in asked if not url.startswith(server.base)])
    links = page.eval_on_selector_all(".markdown a", "all => all.map((a) => [a.href, a.rel])")
    tally.check("links are harmless", links == [["https://example.org/a.png", "noopener noreferrer nofollow"]], links)


def touch(tally, server, browser):
    page, wrong = watched(signed_in(browser, server, "phone"))
    task = server.call("POST", "/api/tasks", {"title": "By touch", "priority": "critical", "due_date": "2017-01-01"})["id"]
    page.goto(server.base + "/")
    page.locator(f'.card[data-id="{task}"] a').tap()
    page.wait_for_selector("dialog.pane[open]")
    page.get_by_role("button", name="Start").tap()
    tally.check("a tap starts it", wait_for(lambda: status(server, task) == "in_progress", "the tap"))
    page.get_by_role("button", name="Close").tap()
    tally.check("Back closes the pane", wait_for(lambda: page.locator("dialog.pane").count() == 0, "the pane's end"))
    page.wait_for_selector(".card")
    fingers(tally, server, page)
    tally.check("touch: console", not wrong, wrong)


def fingers(tally, server, page):
    """A swipe over cards goes to the next column, a long press takes a card along."""
    task = server.call("POST", "/api/tasks", {"title": "By a long press", "priority": "critical", "due_date": "2016-06-01"})["id"]
    page.goto(server.base + "/")
    card = page.locator(f'.card[data-id="{task}"]')
    card.wait_for()
    hand = page.context.new_cdp_session(page)

    def touch(across, hold=False):
        box = card.bounding_box()
        x, y = box["x"] + 200, box["y"] + 20
        hand.send("Input.dispatchTouchEvent", {"type": "touchStart", "touchPoints": [{"x": x, "y": y}]})
        if hold:
            page.wait_for_selector(".card.ghost")
        for step in range(1, 13):
            hand.send("Input.dispatchTouchEvent", {"type": "touchMove", "touchPoints": [{"x": x + across * step / 12, "y": y}]})
            page.wait_for_timeout(16)
        hand.send("Input.dispatchTouchEvent", {"type": "touchEnd", "touchPoints": []})

    touch(-180)
    tally.check("a swipe over a card goes to the next column", wait_for(lambda: page.evaluate("document.querySelector('.columns').scrollLeft") > 100, "the scroll"))
    page.goto(server.base + "/")
    card.wait_for()
    touch(150, hold=True)
    tally.check("a long press takes a card to the next column", wait_for(lambda: status(server, task) == "in_progress", "the drop"))
    tally.check("what was done is told", wait_for(lambda: page.locator(".toast >> text=Started").count() > 0, "the toast"))
    other = server.call("POST", "/api/tasks", {"title": "Over the pane", "priority": "critical", "due_date": "2015-01-01"})["id"]
    page.locator(f'.card[data-id="{other}"] a').tap()
    page.wait_for_selector("dialog.pane[open]")
    page.get_by_role("button", name="Start").tap()
    undo = page.locator(".toast", has_text=f"Started #{other}").get_by_role("button", name="Undo")
    undo.wait_for()
    undo.tap()
    tally.check("a message over the pane can be pressed", wait_for(lambda: status(server, other) == "pending", "the undo"))
    page.get_by_role("button", name="More", exact=True).tap()
    page.get_by_role("menuitem", name="Select").tap()
    tally.check("a task is selected without keys", wait_for(lambda: page.locator(".card.selected").count() == 1 and page.locator("dialog.pane").count() == 0, "the selection"))
    page.locator(".selection-bar").get_by_role("button", name="Clear").tap()


def limits(tally, server, page):
    """How many tasks an agent may have at once."""
    agent = server.call("GET", "/api/workers/@claude")
    page.goto(server.base + "/agents")
    page.get_by_role("button", name="Edit @claude").click()
    field = page.locator("#edit-held")
    tally.check("the field has what holds", field.input_value() == str(agent["max_held"]))
    field.fill("101")
    page.keyboard.press("Enter")
    tally.check("more than there may be is not sent", page.locator("dialog[open]").count() == 1 and not page.evaluate("document.querySelector('#edit-held').validity.valid"))
    server.call("PATCH", "/api/workers/@claude", {"capabilities": ["sql"]})
    field.fill("3")
    page.keyboard.press("Enter")
    tally.check("it is changed", wait_for(lambda: server.call("GET", "/api/workers/@claude")["max_held"] == 3, "the change"))
    tally.check("and seen at once", wait_for(lambda: "of 3" in page.locator(".worker-card", has_text="@claude").first.inner_text(), "the card"))
    tally.check("what others said meanwhile that it can do stays", server.call("GET", "/api/workers/@claude")["capabilities"] == ["sql"])
    tally.check("the focus is where it was", wait_for(lambda: page.evaluate("document.activeElement.getAttribute('aria-label')") == "Edit @claude", "the focus"))
    server.call("PATCH", "/api/workers/@claude", {name: agent[name] for name in ("max_held", "capabilities")})
    me = server.call("POST", "/api/workers", {"handle": "@eve", "type": "human"})["handle"]
    page.reload()
    page.get_by_role("button", name=f"Edit {me}").click()
    tally.check("a person has no such limit", page.locator("#edit-capabilities").count() == 1 and page.locator("#edit-held").count() == 0)
    page.keyboard.press("Escape")


def outage(tally, server, page, wrong):
    page.goto(server.base + "/")
    page.wait_for_selector(".card")
    server.stop()
    tally.check("an outage is told", wait_for(lambda: page.inner_text(".stream").startswith("Reconnecting"), "the word"))
    page.keyboard.press("j")
    page.keyboard.press("p")
    page.wait_for_selector(".menu")
    page.keyboard.press("Enter")
    page.wait_for_selector(".toast-error")
    tally.check("a write is refused in words", "cannot be reached" in page.inner_text(".toast-error p"))
    server.start()
    tally.check("the stream comes back", wait_for(lambda: page.inner_text(".stream") == "Live", "the stream", 40))
    task = server.call("POST", "/api/tasks", {"title": "After the outage", "priority": "critical", "due_date": "2016-01-01"})["id"]
    page.wait_for_selector(f'.card[data-id="{task}"]')
    wrong[:] = [text for text in wrong if "ERR_CONNECTION" not in text and "ERR_INCOMPLETE" not in text and "ERR_EMPTY" not in text]


def main():
    tally = Tally()
    with stage() as server, chromium() as browser:
        sign_in(tally, server, browser)
        server.seed(30)
        page, wrong = watched(signed_in(browser, server))
        keyboard(tally, server, page)
        mouse(tally, server, page)
        refusals(tally, server, page)
        wrong[:] = [text for text in wrong if not any(code in text for code in ("400", "409", "412"))]
        hostile(tally, server, page)
        touch(tally, server, browser)
        limits(tally, server, page)
        outage(tally, server, page, wrong)
        tally.check("console", not wrong, json.dumps(wrong)[:2000])
    tally.finish()


main()
