"""What the board does on a bad network: calls and answers are lost, late, or refused on their way (proxy.py), the stream breaks."""

import http.server
import threading

from proxy import Proxy
from web_stage import Tally, chromium, signed_in, stage, wait_for, watched


def status(server, task):
    return server.call("GET", f"/api/tasks/{task}")["status"]


def new_task(server, title):
    return server.call("POST", "/api/tasks", {"title": title, "priority": "critical", "due_date": "2019-01-01"})["id"]


def column_of(page, task):
    return page.evaluate(f"document.querySelector('.card[data-id=\"{task}\"]')?.closest('.column')?.dataset.status")


def focused_card(page, proxy, task):
    page.goto(proxy.base + "/")
    page.locator(f'.card[data-id="{task}"]').wait_for()
    page.locator(f'.card[data-id="{task}"] a').first.focus()


def edited(page, proxy, task, title):
    page.goto(f"{proxy.base}/tasks/{task}")
    page.wait_for_selector(".pane-steps button")
    page.keyboard.press("e")
    page.fill("#edit-title", title)
    page.keyboard.press("Control+Enter")


def lost(tally, server, proxy, page):
    task = new_task(server, "Dropped")
    start = f"/api/tasks/{task}/start"
    focused_card(page, proxy, task)
    proxy.rule("POST", start, "drop")
    page.keyboard.press("s")
    page.wait_for_selector(".toast-error")
    tally.check("a call that got lost is told", "cannot be reached" in page.inner_text(".toast-error p"))
    tally.check("the card goes back", wait_for(lambda: column_of(page, task) == "pending", "the card") and status(server, task) == "pending")
    task = new_task(server, "Answer lost")
    start = f"/api/tasks/{task}/start"
    focused_card(page, proxy, task)
    proxy.rule("POST", start, "lose")
    page.keyboard.press("s")
    page.wait_for_selector(".toast-error")
    said = page.inner_text(".toast-error p")
    tally.check("a lost answer is not called a failure", "may have been done or not" in said, said)
    tally.check("the card shows what was done", wait_for(lambda: column_of(page, task) == "in_progress", "the card"))
    tally.check("nothing is sent twice blindly", proxy.count("POST", start) == 1 and status(server, task) == "in_progress")


def late(tally, server, proxy, page):
    task = new_task(server, "Late")
    focused_card(page, proxy, task)
    proxy.rule("POST", f"/api/tasks/{task}/start", 3.0)
    page.keyboard.press("s")
    tally.check("a move is shown at once", wait_for(lambda: column_of(page, task) == "in_progress", "the card", 2.5) and status(server, task) == "pending")
    page.keyboard.press("u")
    tally.check("and keys go on in their order", wait_for(lambda: status(server, task) == "review" and column_of(page, task) == "review", "the review"))


def busy(tally, server, proxy, page):
    task = new_task(server, "Busy")
    focused_card(page, proxy, task)
    proxy.rule("POST", f"/api/tasks/{task}/start", 429, headers="Retry-After: 1\r\n")
    page.keyboard.press("s")
    tally.check("after 429 it is tried once more", wait_for(lambda: status(server, task) == "in_progress", "the second try"))
    tally.check("once", proxy.count("POST", f"/api/tasks/{task}/start") == 2)


def stale(tally, server, proxy, page):
    task = new_task(server, "Stale")
    path = f"/api/tasks/{task}"
    refused = {"error": "The task has changed", "status_code": 412, "code": "precondition_failed"}
    proxy.rule("PATCH", path, 412, times=2, body=refused)
    edited(page, proxy, task, "Saved at the third try")
    tally.check("a 412 without a clash is sent again", wait_for(lambda: server.call("GET", path)["title"] == "Saved at the third try", "the title"))
    tally.check("three times", proxy.count("PATCH", path) == 3)
    page.wait_for_selector("#edit-title", state="detached")
    proxy.rule("PATCH", path, 412, times=4, body=refused)
    page.keyboard.press("e")
    page.fill("#edit-title", "Never saved")
    page.keyboard.press("Control+Enter")
    page.wait_for_selector(".toast-error")
    tally.check("at last it is given up, and the text stays", page.input_value("#edit-title") == "Never saved" and proxy.count("PATCH", path) == 7)


def signed_out(tally, server, proxy, page):
    task = new_task(server, "Signed out")
    path = f"/api/tasks/{task}"
    proxy.rule("PATCH", path, 401, body={"error": "Sign in first", "status_code": 401, "code": "unauthenticated"})
    edited(page, proxy, task, "Typed before the session ended")
    page.wait_for_selector(".toast-error")
    tally.check("a session that ended is told", "signed out" in " ".join(page.locator(".toast-error").all_inner_texts()))
    page.reload()
    page.wait_for_selector(".pane-steps button")
    page.keyboard.press("e")
    tally.check("what was typed is still there", page.input_value("#edit-title") == "Typed before the session ended")
    tally.check("and is not sent by itself", server.call("GET", path)["title"] == "Signed out" and proxy.count("PATCH", path) == 1)
    page.keyboard.press("Control+Enter")
    tally.check("but when asked to", wait_for(lambda: server.call("GET", path)["title"] == "Typed before the session ended", "the title"))


def broken_stream(tally, server, proxy, page):
    moved = new_task(server, "Moved while away")
    focused_card(page, proxy, moved)
    # Not before the stream is open: a connection that is still being made is not among those that are cut.
    wait_for(lambda: page.inner_text(".stream") == "Live", "the stream")
    proxy.is_down = True
    proxy.cut()
    tally.check("a broken stream is told", wait_for(lambda: page.inner_text(".stream").startswith("Reconnecting"), "the word"))
    made = [new_task(server, f"Made while away {number}") for number in range(3)]
    server.call("POST", f"/api/tasks/{moved}/start")
    proxy.is_down = False
    tally.check("it comes back", wait_for(lambda: page.inner_text(".stream") == "Live", "the stream", 40))
    for task in made:
        tally.check("nothing is left out", wait_for(lambda: page.locator(f'.card[data-id="{task}"]').count() == 1, f"card {task}"))
    tally.check("or stays as it was", wait_for(lambda: column_of(page, moved) == "in_progress", "the moved card"))
    tally.check("the focus stays", page.evaluate("document.activeElement.closest('.card')?.dataset.id") == str(moved))


def long_outage(tally, server, proxy, page):
    """The stream stays away while all else works: the board is asked for every half minute. The page's own clock is put on."""
    page.clock.install()
    page.goto(proxy.base + "/")
    page.wait_for_selector(".card")
    wait_for(lambda: page.inner_text(".stream") == "Live", "the stream")
    proxy.rule("GET", "/api/events", "drop", times=10000)
    proxy.cut()
    tally.check("a stream that stays away is told", wait_for(lambda: page.inner_text(".stream").startswith("Reconnecting"), "the word"))
    asked = proxy.count("GET", "/api/board")
    tasks = [new_task(server, "Seen by asking"), new_task(server, "Seen by asking again")]
    for number, task in enumerate(tasks):
        page.clock.run_for(31000)
        tally.check("the board is asked for", wait_for(lambda: proxy.count("GET", "/api/board") > asked + number, "the call"))
        tally.check("and shows what came", wait_for(lambda: page.locator(f'.card[data-id="{task}"]').count() == 1, f"card {task}"))
    proxy.rules.clear()
    tally.check("the stream comes back", wait_for(lambda: page.inner_text(".stream") == "Live", "the stream", 40))
    asked = proxy.count("GET", "/api/board")
    right = lambda: page.locator('.column[data-status="pending"] .count').inner_text() == str(server.call("GET", "/api/board")["columns"][0]["total"])
    tally.check("then it is asked once more", wait_for(lambda: proxy.count("GET", "/api/board") > asked, "the call"))
    tally.check("and nothing is counted twice", wait_for(right, "the count"))
    asked = proxy.count("GET", "/api/board")
    page.clock.run_for(61000)
    tally.check("and no more after that", proxy.count("GET", "/api/board") == asked)


def new_version(tally, server, proxy, page):
    """A server with another board takes over while somebody types."""
    folder = server.with_own_board()
    task = new_task(server, "Typed over an update")
    page.goto(f"{proxy.base}/tasks/{task}")
    page.wait_for_selector(".pane-steps button")
    again = lambda: wait_for(lambda: page.inner_text(".stream") == "Live" and proxy.count("GET", "/api/events") > streams, "the stream", 40)
    streams = proxy.count("GET", "/api/events")
    server.stop()
    server.start()
    again()
    page.wait_for_timeout(1000)
    tally.check("the same board is no news", page.get_by_role("button", name="Reload for the new version").count() == 0, page.locator(".toast").all_inner_texts())
    page.keyboard.press("e")
    page.fill("#edit-title", "Half a ti")
    streams = proxy.count("GET", "/api/events")
    server.stop()
    with (folder / "style/base.css").open("a") as style:
        style.write("\n.new { color: red; }\n")
    server.start()
    again()
    reload = page.get_by_role("button", name="Reload for the new version")
    tally.check("another one is told", wait_for(lambda: reload.count() == 1, "the offer"))
    tally.check("and nobody is forced", page.input_value("#edit-title") == "Half a ti")
    reload.click()
    page.wait_for_selector(".pane-steps button")
    tally.check("who reloads has the new one", page.evaluate("[...document.styleSheets].some((sheet) => [...sheet.cssRules].some((rule) => rule.selectorText === '.new'))"))
    page.keyboard.press("e")
    tally.check("and what was typed", page.input_value("#edit-title") == "Half a ti")


def two_tabs(tally, server, proxy, context):
    streams = proxy.count("GET", "/api/events")
    pages = [context.new_page(), context.new_page()]
    for page in pages:
        page.goto(proxy.base + "/")
        page.wait_for_selector(".card")
    first = new_task(server, "For both tabs")
    for page in pages:
        tally.check("each tab hears of it", wait_for(lambda: page.locator(f'.card[data-id="{first}"]').count() == 1, "the card"))
    tally.check("by one stream", proxy.count("GET", "/api/events") == streams + 1, proxy.count("GET", "/api/events") - streams)
    pages[0].close()
    second = new_task(server, "For the tab that is left")
    tally.check("another tab takes over", wait_for(lambda: pages[1].locator(f'.card[data-id="{second}"]').count() == 1, "the card"))
    pages[1].close()


def other_site(tally, server, context):
    """The Strict cookie does not come along with a link from elsewhere; what the shell then asks for itself has it."""
    task = new_task(server, "Linked from a mail")

    class Mail(http.server.BaseHTTPRequestHandler):
        def do_GET(self):
            body = f'<a href="{server.base}/tasks/{task}">the task</a>'.encode()
            self.send_response(200)
            self.send_header("Content-Type", "text/html")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_):
            pass

    mail = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Mail)
    threading.Thread(target=mail.serve_forever, daemon=True).start()
    page = context.new_page()
    page.goto(f"http://localhost:{mail.server_port}/")
    page.click("text=the task")
    page.wait_for_selector(".pane-title")
    tally.check("a link from another site opens signed in", wait_for(lambda: page.inner_text(".pane-title").strip().endswith("Linked from a mail"), "the task"))
    page.close()
    mail.shutdown()


def main():
    tally = Tally()
    with stage() as server, chromium() as browser:
        proxy = Proxy(server.base)
        context = signed_in(browser, server)
        for scene in (lost, late, busy, stale, signed_out, broken_stream, long_outage):
            page, wrong = watched(context)
            scene(tally, server, proxy, page)
            # The browser tells of what it could not load; of nothing else.
            faults = [text for text in wrong if "Failed to load resource" not in text]
            tally.check(f"{scene.__name__}: console", not faults, faults[:3])
            page.close()
        two_tabs(tally, server, proxy, context)
        other_site(tally, server, context)
        page, _ = watched(context)
        new_version(tally, server, proxy, page)
        proxy.end()
    tally.finish()


main()
