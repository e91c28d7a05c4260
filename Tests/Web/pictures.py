"""Takes a picture of every page in light, dark and on a phone: pictures.py BINARY FOLDER."""

import pathlib
import re
import sys

from web_stage import MODES, chromium, signed_in, stage, watched

PAGES = [
    "/", "/list", "/mine", "/inbox", "/agents", "/projects", "/projects/website", "/keys", "/connect", "/plan", "/search?q=report", "/tasks/1", "/tasks/4", "/tasks/13", "/tasks/999999", "/no/such/page",
    "/?q=nothing+has+this", "/?lanes=project", "/?lanes=assignee", "/?lanes=parent",
]


def main():
    folder = pathlib.Path(sys.argv[2])
    folder.mkdir(parents=True, exist_ok=True)
    with stage() as server, chromium() as browser:
        for name, context in (("signed-out", lambda mode: browser.new_context(**MODES[mode])), ("no-task", lambda mode: signed_in(browser, server, mode))):
            for mode in MODES:
                page, _ = watched(context(mode))
                page.goto(server.base + "/")
                page.wait_for_timeout(700)
                page.screenshot(path=str(folder / f"{name}-{mode}.png"))
        server.seed(42)
        for mode in MODES:
            page, _ = watched(signed_in(browser, server, mode))
            for path in PAGES:
                page.goto(server.base + path)
                page.wait_for_timeout(700)
                name = re.sub(r"\W+", "-", path).strip("-") or "board"
                page.screenshot(path=str(folder / f"{name}-{mode}.png"))
            for key, name in (("c", "new-task"), ("?", "keyboard"), ("Control+k", "palette")):
                page.goto(server.base + "/")
                page.wait_for_selector(".card")
                page.keyboard.press(key)
                page.wait_for_timeout(300)
                page.screenshot(path=str(folder / f"{name}-{mode}.png"))
        # The README opens with it.
        page, _ = watched(signed_in(browser, server))
        page.set_viewport_size({"width": 1200, "height": 680})
        page.goto(server.base + "/")
        page.wait_for_timeout(700)
        page.screenshot(path=str(folder / "readme.png"))
    print(f"{len(list(folder.glob('*.png')))} pictures in {folder}")


main()
