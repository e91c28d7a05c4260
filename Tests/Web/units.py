"""The board's pure modules, in the browser: joined as the server joins them, and each by itself."""

import functools
import http.server
import re
import subprocess
import threading

from web_stage import ASSETS, HERE, Tally, chromium


def main():
    tally = Tally()
    root = HERE.parent.parent
    handler = functools.partial(http.server.SimpleHTTPRequestHandler, directory=str(root))
    handler.extensions_map = {**http.server.SimpleHTTPRequestHandler.extensions_map, ".mjs": "text/javascript"}
    http.server.SimpleHTTPRequestHandler.extensions_map[".mjs"] = "text/javascript"
    http.server.SimpleHTTPRequestHandler.log_message = lambda *_: None
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    with chromium() as browser:
        page = browser.new_page()
        page.goto(f"http://127.0.0.1:{server.server_port}/Tests/Web/requirements.txt")
        outcome = page.evaluate("async () => (await import('/Tests/Web/unit/pure.mjs')).runAll()")
        for name, fault in outcome.items():
            tally.check(name, fault is None, fault)
    listed, room, rooms = [], "", {}
    for line in (ASSETS / "modules.txt").read_text().split():
        if line.startswith("["):
            room = line
        else:
            listed.append(line)
            rooms[line] = room
    there = sorted(str(path.relative_to(ASSETS)) for path in ASSETS.glob("app/**/*.js"))
    tally.check("modules.txt lists every module", sorted(listed) == there, set(listed) ^ set(there))
    listing = subprocess.run([root / "scripts/embed-assets.sh", "--check"], check=False, capture_output=True, text=True)
    tally.check("every file is in the program", listing.returncode == 0, listing.stderr)
    for path in there:
        text = (ASSETS / path).read_text()
        tally.check(f"{path}: one import a line, without renames", all(" as " not in line and line.endswith(";") for line in text.split("\n") if line.startswith("import ")))
        imported = [str((ASSETS / path).parent.joinpath(name).resolve().relative_to(ASSETS.resolve())) for name in re.findall(r"^import .* from '(.*)';$", text, re.M)]
        tally.check(f"{path}: imports from the main file and its own room alone", all(rooms[other] in ("", rooms[path]) for other in imported), imported)
        tally.check(f"{path}: no list of exports", "export {" not in text and "export default" not in text)
    server.shutdown()
    tally.finish()


main()
