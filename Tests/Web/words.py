"""What is said about a task, in its pane: comments, links, questions; drafts that are never lost; what the timeline tells."""

import datetime
import json

from axe_playwright_python.sync_playwright import Axe
from proxy import Proxy
from web_stage import MODES, Tally, chromium, signed_in, stage, wait_for, watched

NEW = ".pane-comments > .composer textarea"


def new_task(server, title, **more):
    return server.call("POST", "/api/tasks", {"title": title, **more})["id"]


def comments(server, task):
    return server.call("GET", f"/api/tasks/{task}/comments?limit=100")


def of(server, task):
    return server.call("GET", f"/api/tasks/{task}")


def text(page, selector):
    return " ".join(" ".join(page.locator(selector).all_inner_texts()).split())


def says(tally, name, page, selector, words):
    tally.check(name, wait_for(lambda: words in text(page, selector), words), text(page, selector))


def pane(page, base, task):
    page.goto(f"{base}/tasks/{task}")
    page.wait_for_selector(NEW)
    page.wait_for_selector(".timeline .entry")


def said(tally, server, page):
    task = new_task(server, "Talked about")
    pane(page, server.base, task)
    page.fill(NEW, "It is **bold**, and `code`.\n\n- one\n- two")
    page.focus(NEW)
    page.keyboard.press("Control+Enter")
    says(tally, "a comment is shown", page, ".comment", "It is bold, and code.")
    tally.check("as Markdown", page.locator(".comment strong").inner_text() == "bold" and page.locator(".comment li").count() == 2)
    tally.check("the field is empty again", wait_for(lambda: page.input_value(NEW) == "", "the field"))
    tally.check("the server has it", [one["text"] for one in comments(server, task)] == ["It is **bold**, and `code`.\n\n- one\n- two"])
    version = of(server, task)["version"]
    says(tally, "the timeline tells of it", page, ".timeline", "commented")
    server.call("POST", f"/api/tasks/{task}/comments", {"text": "By an agent: <img src=x onerror=alert(1)> [x](javascript:alert(2)) ![i](https://example.org/a.png)"}, server.agent("@claude"))
    says(tally, "another's comes by the stream", page, ".comment >> nth=1", "@claude agent")
    tally.check("and is no HTML", page.locator(".comment img, .comment a[href^=javascript]").count() == 0 and "<img" in text(page, ".comment >> nth=1"))
    tally.check("another's cannot be changed here", page.locator(".comment >> nth=1").get_by_role("button").count() == 0)
    first = page.locator(".comment >> nth=0")
    first.get_by_role("button", name="Edit").click()
    first.locator("textarea").fill("It is plain")
    server.call("POST", f"/api/tasks/{task}/comments", {"text": "Meanwhile"}, server.agent("@claude"))
    says(tally, "what comes meanwhile is shown", page, ".comments", "Meanwhile")
    tally.check("and takes nothing from whoever writes", page.evaluate("document.activeElement.value") == "It is plain")
    page.keyboard.press("Control+Enter")
    says(tally, "it is changed, and says so", page, ".comment >> nth=0", "It is plain")
    says(tally, "with when", page, ".comment >> nth=0", "changed")
    first.get_by_role("button", name="Delete").click()
    page.locator("dialog:not(.pane)").get_by_role("button", name="Delete").click()
    says(tally, "what is deleted leaves a mark", page, ".comment >> nth=0", "This comment was deleted")
    tally.check("and no text", comments(server, task)[0]["text"] is None or comments(server, task)[-1]["text"] is None)
    says(tally, "the heading counts what is there", page, ".pane-comments h3", "Comments 2")
    tally.check("nothing of it is a new version", of(server, task)["version"] == version and of(server, task)["comments"] == 2, of(server, task))
    says(tally, "the timeline tells of that, too", page, ".timeline", "deleted a comment")


def many(tally, server, page):
    task = new_task(server, "Much was said")
    for number in range(45):
        server.call("POST", f"/api/tasks/{task}/comments", {"text": f"Word {number:02}."})
    pane(page, server.base, task)
    tally.check("the newest are shown, the oldest of them first", wait_for(lambda: page.locator(".comment").count() == 30 and "Word 15." in page.locator(".comment >> nth=0").inner_text(), "the comments"), text(page, ".comment >> nth=0"))
    page.get_by_role("button", name="Earlier comments").click()
    tally.check("and the earlier ones on demand, before them", wait_for(lambda: page.locator(".comment").count() == 45 and "Word 00." in page.locator(".comment >> nth=0").inner_text(), "the others"))
    tally.check("until there are no more", page.get_by_role("button", name="Earlier comments").count() == 0)


def linked(tally, server, page):
    task = new_task(server, "Linked")
    pane(page, server.base, task)
    page.fill("#link-url", "https://example.org/pull/17")
    page.fill("#link-title", "The pull request")
    page.reload()
    page.wait_for_selector("#link-url")
    tally.check("a link half typed is kept", page.input_value("#link-url") == "https://example.org/pull/17" and page.input_value("#link-title") == "The pull request")
    page.focus("#link-title")
    page.keyboard.press("Enter")
    says(tally, "a link is shown, with where it leads", page, ".links", "The pull request example.org")
    link = page.locator(".links a")
    tally.check("it opens elsewhere, and tells nobody", link.get_attribute("target") == "_blank" and "noreferrer" in link.get_attribute("rel"))
    says(tally, "the timeline tells of it", page, ".timeline", "added a link")
    page.fill("#link-url", "https://example.org/pull/17")
    page.fill("#link-title", "Another name")
    page.keyboard.press("Enter")
    says(tally, "the same address is the same link", page, ".links", "Another name")
    tally.check("once", wait_for(lambda: page.locator(".links li").count() == 1, "one link"))
    page.fill("#link-url", "ftp://example.org/a")
    page.keyboard.press("Enter")
    says(tally, "another kind of address is refused in words", page, ".toast-error", "http")
    server.call("POST", f"/api/tasks/{task}/links", {"url": "https://example.org/by-an-agent"}, server.agent("@claude"))
    says(tally, "another's comes by the stream", page, ".links", "https://example.org/by-an-agent")
    page.get_by_role("button", name="Take the link away: Another name").click()
    tally.check("it is taken away", wait_for(lambda: [one["url"] for one in server.call("GET", f"/api/tasks/{task}/links")] == ["https://example.org/by-an-agent"], "the end of the link"))
    says(tally, "the timeline tells of that, too", page, ".timeline", "took a link away")


def drafts(tally, server, browser):
    """A comment that is being written is lost by nothing: and said once, also where the first answer got lost."""
    task = new_task(server, "Half said")
    path = f"/api/tasks/{task}/comments"
    proxy = Proxy(server.base)
    page, _ = watched(signed_in(browser, server))
    pane(page, proxy.base, task)
    page.fill(NEW, "Half a sentence")
    page.keyboard.press("Escape")
    page.goto(proxy.base + "/")
    pane(page, proxy.base, task)
    tally.check("a draft is there after the pane was closed", page.input_value(NEW) == "Half a sentence")
    tally.check("it stands under its name", page.evaluate(f"JSON.parse(localStorage.getItem('draft:comment:{task}')).text") == "Half a sentence")
    wrong = ".pane-comments > .composer .wrong"
    for act in ("drop", 401, 500):
        proxy.rule("POST", path, act)
        page.focus(NEW)
        page.keyboard.press("Control+Enter")
        tally.check(f"{act}: it is told", wait_for(lambda: page.inner_text(wrong) != "", "the refusal"))
        tally.check(f"{act}: the text stays", page.input_value(NEW) == "Half a sentence")
        page.reload()
        page.wait_for_selector(NEW)
        tally.check(f"{act}: also through a reload", page.input_value(NEW) == "Half a sentence")
        says(tally, f"{act}: and says what it is", page, ".pane-comments > .composer", "had typed and not sent")
    proxy.rule("POST", path, "lose")
    page.focus(NEW)
    page.keyboard.press("Control+Enter")
    tally.check("a lost answer is told", wait_for(lambda: "sent again" in page.inner_text(wrong), "the words"), page.inner_text(wrong))
    page.reload()
    page.wait_for_selector(NEW)
    page.focus(NEW)
    page.keyboard.press("Control+Enter")
    tally.check("the field is empty", wait_for(lambda: page.input_value(NEW) == "", "the field"))
    tally.check("it was said once", [one["text"] for one in comments(server, task)] == ["Half a sentence"], comments(server, task))
    page.fill(NEW, "Nobody else's")
    page.keyboard.press("Escape")
    page.keyboard.press("Escape")
    page.goto(proxy.base + "/")
    page.click(".who")
    page.get_by_role("menuitem", name="Sign out", exact=True).click()
    page.wait_for_selector("#sign-in-secret")
    tally.check("signing out takes the drafts along", page.evaluate("Object.keys(localStorage).filter((name) => name.startsWith('draft:'))") == [])
    page.close()
    proxy.end()


def questions(tally, server, page, browser):
    key = server.agent("@claude")
    task = new_task(server, "Asked about")
    end = datetime.datetime.now(datetime.timezone.utc) + datetime.timedelta(days=20)
    server.call("POST", f"/api/tasks/{task}/start", key=key)
    pane(page, server.base, task)
    tally.check("without a question there is no such place", page.locator(".pane-questions:visible").count() == 0)
    ask = lambda body: server.call("POST", f"/api/tasks/{task}/questions", body, key)["id"]
    answer = lambda question: server.call("GET", f"/api/questions/{question}")["answer"] or {}
    first = ask({"kind": "choice", "prompt": "Which **one**?", "options": ["This", "That"], "expires_at": end.isoformat()})
    says(tally, "a question comes by the stream", page, ".pane-questions", "@claude agent asks")
    says(tally, "with until when", page, ".pane-questions", f"until {end:%b} {end.day}")
    says(tally, "and that the work waits", page, ".pane-questions", "the work waits for it")
    says(tally, "the card says so", page, f'.card[data-id="{task}"]', "1 question")
    says(tally, "the timeline says so", page, ".timeline", "asked")
    second = ask({"kind": "question", "prompt": "And why?", "blocking": False})
    says(tally, "two of them are counted", page, ".pane-questions h3", "2 open")
    page.locator(".asked textarea").fill("Because it")
    page.locator(".asked").get_by_role("button", name="That").click()
    tally.check("an answer in the pane", wait_for(lambda: answer(first).get("choice") == "That", "the answer"))
    says(tally, "what is answered is folded", page, ".pane-questions summary", "1 earlier question")
    tally.check("the other's draft is untouched", page.locator(".asked textarea").input_value() == "Because it")
    says(tally, "the timeline says who answered", page, ".timeline", "answered")
    page.locator("summary").click()
    says(tally, "and unfolds to the answer", page, ".pane-questions details", "That")
    page.locator(".asked textarea").fill("Because it is so")
    page.keyboard.press("Control+Enter")
    tally.check("the second as well", wait_for(lambda: answer(second).get("text") == "Because it is so", "the answer"))
    third = ask({"kind": "approval", "prompt": "May I?", "blocking": False})
    page.locator(".asked").get_by_role("button", name="Withdraw the question").click()
    page.locator("dialog:not(.pane)").get_by_role("button", name="Withdraw").click()
    tally.check("an admin may withdraw it", wait_for(lambda: server.call("GET", f"/api/questions/{third}")["status"] == "withdrawn", "the end"))
    says(tally, "the timeline says so", page, ".timeline", "withdrew the question")
    ask({"kind": "approval", "prompt": "Only you may say", "blocking": False})
    link = server.call("POST", "/api/workers/@ines/invitation")["url"]
    guest, _ = watched(browser.new_context(**MODES["light"]))
    guest.goto(link)
    guest.wait_for_selector(".board")
    pane(guest, server.base, task)
    says(tally, "who may not answer reads why", guest, ".pane-questions", "may answer.")
    tally.check("and has no buttons for it", guest.locator(".asked button").count() == 0)
    server.call("POST", f"/api/tasks/{task}/complete", {})
    says(tally, "a question ends with its task", page, ".timeline", "the work went on without an answer")
    tally.check("and is open no more", wait_for(lambda: page.locator(".asked").count() == 0, "the end"))
    guest.close()


def looks(tally, server, browser):
    task = new_task(server, "Looked at", description="# Top\n\ntext")
    key = server.agent("@claude")
    server.call("POST", f"/api/tasks/{task}/start", key=key)
    server.call("POST", f"/api/tasks/{task}/comments", {"text": "# A heading\n\n" + "long" * 80 + "\n\n```\n" + "x" * 300 + "\n```"}, key)
    server.call("POST", f"/api/tasks/{task}/comments", {"text": "Mine"})
    gone = server.call("POST", f"/api/tasks/{task}/comments", {"text": "Gone"})["id"]
    server.call("DELETE", f"/api/comments/{gone}")
    server.call("POST", f"/api/tasks/{task}/links", {"url": "https://example.org/" + "path/" * 60, "title": "evil\u202egpj.exe " + "wide" * 45})
    server.call("POST", f"/api/tasks/{task}/questions", {"kind": "choice", "prompt": "## Which\n\n" + "w" * 300, "options": ["o" * 200, "Short"]}, key)
    for mode in MODES:
        page, wrong = watched(signed_in(browser, server, mode))
        pane(page, server.base, task)
        page.wait_for_selector(".asked")
        page.wait_for_timeout(400)
        found = Axe().run(page).response["violations"]
        tally.check(f"{mode}: axe", not found, [(item["id"], [node["html"][:200] for node in item["nodes"][:2]]) for item in found])
        wide = page.evaluate("[...document.querySelectorAll('.pane-scroll, html')].filter((one) => one.scrollWidth > one.clientWidth + 1).map((one) => one.tagName)")
        tally.check(f"{mode}: it fits", not wide, wide)
        tally.check(f"{mode}: console", not wrong, wrong[:3])
        page.close()


def main():
    tally = Tally()
    with stage() as server, chromium() as browser:
        page, wrong = watched(signed_in(browser, server))
        for scene in (said, many, linked):
            scene(tally, server, page)
        questions(tally, server, page, browser)
        drafts(tally, server, browser)
        looks(tally, server, browser)
        real = [text for text in wrong if not any(code in text for code in ("404", "409", "422"))]
        tally.check("console", not real, json.dumps(real[:3]))
    tally.finish()


main()
