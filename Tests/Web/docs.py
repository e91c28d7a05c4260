"""/docs and /redoc: they say as whom one is signed in, ask no other host for anything, and every example succeeds as it stands."""

import json
import sys

from web_stage import MODES, Tally, chromium, signed_in, stage, wait_for, watched

# A valid secret cannot stand in a document; a stream does not end, so that Swagger UI would wait for ever, and a wait lasts long; agents
# alone have leases; the one question is answered by then, and nobody mentions whoever reads the document.
NOT_TRIED = {"open_session", "events", "wait_for_changes", "heartbeat", "withdraw_question", "inbox_done"}
ORDER = ["tasks", "comments", "questions", "inbox", "plans", "board", "workers", "projects", "imports", "audit", "me", "session", "health"]
# What is deleted is needed until the end; signing out comes last.
LAST = ["delete_comment", "remove_link", "delete_task", "remove_member", "delete_project", "revoke_key", "end_sessions", "delete_worker", "close_session"]
# The status in which a step finds its task.
NEEDED = {
    "start_task": "pending", "update_progress": "in_progress", "submit_task": "in_progress", "approve_task": "review", "reject_task": "review",
    "complete_task": "in_progress", "block_task": "in_progress", "unblock_task": "blocked", "release_task": "in_progress", "reopen_task": "completed",
}
BACK = {"completed": ("reopen", {}), "blocked": ("unblock", {}), "review": ("reject", {"reason": "Back"}), "in_progress": ("release", {})}
FORTH = {"in_progress": ["start"], "review": ["start", "submit"], "blocked": ["start", "block"], "completed": ["start", "complete"], "pending": []}


def bring(server, wanted):
    """Brings task 1 into a status by the steps that lead there."""
    while (now := server.call("GET", "/api/tasks/1")["status"]) != "pending":
        verb, body = BACK[now]
        server.call("POST", f"/api/tasks/1/{verb}", body)
    for verb in FORTH[wanted]:
        server.call("POST", f"/api/tasks/1/{verb}", {"reason": "Stuck"} if verb == "block" else {})


def calls(document):
    found = []
    for path, item in document["paths"].items():
        for method, operation in item.items():
            found.append((operation["operationId"], operation["tags"][0], method, path))

    def place(call):
        name, tag, _, _ = call
        return (1, LAST.index(name)) if name in LAST else (0, ORDER.index(tag))

    return sorted((call for call in found if call[0] not in NOT_TRIED), key=place)


def execute(page, name, tag):
    block = page.locator(f"#operations-{tag}-{name}")
    block.locator(".opblock-summary-control").first.click()
    block.locator("button.execute").click()
    answer = block.locator(".live-responses-table tr.response .response-col_status").first
    answer.wait_for(timeout=20_000)
    code = answer.inner_text().split()[0]
    text = "" if code.startswith("2") else block.locator(".live-responses-table").inner_text()[:400]
    block.locator(".opblock-summary-control").first.click()
    return code, text


def banners(tally, server, browser):
    for path, ready in (("/docs", ".opblock"), ("/redoc", "[data-section-id]")):
        page, _ = watched(browser.new_context(**MODES["light"]))
        asked = []
        page.on("request", lambda call: asked.append(call))
        page.goto(server.base + path)
        page.wait_for_selector(ready)
        tally.check(f"{path}: one who is not signed in is told how", wait_for(lambda: "not signed in" in page.inner_text("#session"), "the banner"))
        page.locator("#session").get_by_role("link", name="Sign in").click()
        page.fill("#sign-in-secret", server.key)
        page.keyboard.press("Enter")
        page.wait_for_url(server.base + path)
        page.wait_for_selector(ready)
        tally.check(f"{path}: it says as whom", wait_for(lambda: "Signed in as" in page.inner_text("#session"), "the banner"), page.inner_text("#session"))
        page.wait_for_load_state("networkidle")
        # ReDoc wants a picture from its makers: the page's policy keeps the browser from asking for it.
        elsewhere = [call.url for call in asked if not call.url.startswith((server.base, "data:", "blob:")) and call.failure != "csp"]
        tally.check(f"{path}: no other host is asked", not elsewhere, elsewhere)
        tally.check(f"{path}: it fits", page.evaluate("document.querySelector('#session').scrollWidth <= innerWidth"))


def main():
    tally = Tally()
    with stage() as server, chromium() as browser:
        if "is not in this program" in server.text("/docs"):
            print("passed over: this program was built without Swagger UI and ReDoc (scripts/fetch-docs-assets.sh)")
            sys.exit(0)
        banners(tally, server, browser)
        server.call("POST", "/api/workers", {"handle": "@ada", "type": "human"})
        document = server.call("GET", "/openapi.json")
        page, wrong = watched(signed_in(browser, server))
        sent = []
        page.on("request", lambda request: sent.append(request) if "/api/" in request.url else None)
        page.goto(server.base + "/docs")
        page.wait_for_selector(".opblock")
        for name, tag, method, path in calls(document):
            if name == "list_needs":
                server.call("POST", "/api/tasks", {"title": "The second, which may need the first"})
            if name in NEEDED:
                bring(server, NEEDED[name])
            code, text = execute(page, name, tag)
            tally.check(f"{method.upper()} {path} ({name}) as it stands", code.startswith("2"), f"{code} {text}")
        tally.check("by the session alone", not any("authorization" in request.headers for request in sent))
        faults = [text for text in wrong if not text.startswith("policy: ") or "'self'" in text]
        tally.check("console", not faults, json.dumps(faults)[:1000])
    tally.finish()


main()
