"""Every page in light, dark and on a phone: no fault in the console, none found by axe, nothing wider than the screen."""

from axe_playwright_python.sync_playwright import Axe
from web_stage import MODES, Tally, chromium, signed_in, stage, watched

PAGES = [
    "/", "/list", "/mine", "/inbox", "/agents", "/projects", "/projects/website", "/keys", "/connect", "/plan", "/search?q=report", "/tasks/1", "/tasks/4", "/tasks/13", "/tasks/999999",
    "/?project=website", "/?q=nothing+has+this", "/?lanes=assignee",
]


def look(tally, page, wrong, name):
    page.wait_for_timeout(400)
    expected = ("404",) if "999999" in name else ()
    real = [text for text in wrong if not any(word in text for word in expected)]
    tally.check(f"{name}: console", not real, real)
    found = Axe().run(page).response["violations"]
    tally.check(f"{name}: axe", not found, [(item["id"], [node["target"] for node in item["nodes"]][:3]) for item in found])
    wide = page.evaluate("document.documentElement.scrollWidth - document.documentElement.clientWidth")
    tally.check(f"{name}: width", wide <= 0, f"{wide} px too wide")
    wrong.clear()


def main():
    tally = Tally()
    with stage() as server, chromium() as browser:
        # Before anything is there, and before anybody is signed in.
        for mode in MODES:
            page, wrong = watched(browser.new_context(**MODES[mode]))
            page.goto(server.base + "/")
            page.wait_for_selector("#sign-in-secret")
            wrong[:] = [text for text in wrong if "401" not in text]
            look(tally, page, wrong, f"signed out, {mode}")
            empty, wrong = watched(signed_in(browser, server, mode))
            empty.goto(server.base + "/")
            empty.wait_for_selector(".board-empty")
            look(tally, empty, wrong, f"no task, {mode}")
        server.seed(42)
        for mode in MODES:
            page, wrong = watched(signed_in(browser, server, mode))
            for path in PAGES:
                page.goto(server.base + path)
                page.wait_for_selector("h1")
                look(tally, page, wrong, f"{path}, {mode}")
        narrow = browser.new_context(viewport={"width": 320, "height": 640}, storage_state=signed_in(browser, server).storage_state())
        page, wrong = watched(narrow)
        for path in PAGES:
            page.goto(server.base + path)
            page.wait_for_selector("h1")
            look(tally, page, wrong, f"{path}, 320 px")
        # For people who see little, or whom motion makes ill.
        forced = browser.new_context(**MODES["light"], forced_colors="active", reduced_motion="reduce", storage_state=narrow.storage_state())
        careful, wrong = watched(forced)
        for path in PAGES:
            careful.goto(server.base + path)
            careful.wait_for_selector("h1")
            look(tally, careful, wrong, f"{path}, forced colours")
            moving = careful.evaluate("document.getAnimations().filter((all) => all.effect.getComputedTiming().duration > 10).length")
            tally.check(f"{path}: nothing moves where motion is to be reduced", moving == 0, moving)
        page.goto(server.base + "/no/such/page")
        page.get_by_role("link", name="To the board").wait_for()
        tally.check("an unknown page has a way back", page.get_by_role("link", name="To the board").count() == 1)
    tally.finish()


main()
