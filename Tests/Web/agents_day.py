"""Twenty agents empty a queue while a person types in the pane: nothing typed is lost, and every card is right at the end."""

import os
import random
import threading

from web_stage import Tally, chromium, signed_in, stage, wait_for, watched

TASKS = int(os.environ.get("WEB_TASKS", "120"))


def work(server, key, seed):
    chance = random.Random(seed)
    while True:
        free = server.call("GET", "/api/tasks?status=pending&unassigned=true&tag=queue&limit=20", key=key)
        if not free:
            return
        task = chance.choice(free)["id"]
        if server.call("POST", f"/api/tasks/{task}/start", key=key, expect={400, 409}) is None:
            continue
        server.call("POST", f"/api/tasks/{task}/progress", {"percent": chance.randint(1, 99), "note": "at it"}, key)
        verb = chance.choice(["complete", "complete", "submit", "block"])
        server.call("POST", f"/api/tasks/{task}/{verb}", {"reason": "stuck"} if verb == "block" else {}, key)


def main():
    tally = Tally()
    with stage() as server, chromium() as browser:
        keys = [server.agent(f"@agent-{number}") for number in range(20)]
        own = server.call("POST", "/api/tasks", {"title": "The person's own", "priority": "critical"})["id"]
        for number in range(TASKS):
            server.call("POST", "/api/tasks", {"title": f"Task {number}", "tags": ["queue"]})
        page, wrong = watched(signed_in(browser, server))
        page.goto(f"{server.base}/tasks/{own}")
        page.wait_for_selector(".pane-steps button")
        page.keyboard.press("e")
        page.focus("#edit-text")
        threads = [threading.Thread(target=work, args=(server, key, seed)) for seed, key in enumerate(keys)]
        for thread in threads:
            thread.start()
        typed = ""
        while any(thread.is_alive() for thread in threads):
            page.keyboard.type("abc ", delay=15)
            typed += "abc "
            tally.check("the focus stays", page.evaluate("document.activeElement.id") == "edit-text")
        for thread in threads:
            thread.join()
        tally.check("nothing typed is lost", page.input_value("#edit-text") == typed)
        page.keyboard.press("Control+Enter")
        tally.check("it is saved", wait_for(lambda: server.call("GET", f"/api/tasks/{own}")["description"] == typed, "the text"))
        columns = {column["status"]: column for column in server.call("GET", "/api/board")["columns"]}

        def right():
            for status, column in columns.items():
                shown = page.locator(f'.column[data-status="{status}"] .count').inner_text()
                cards = page.locator(f'.column[data-status="{status}"] .card').evaluate_all("all => all.map((card) => Number(card.dataset.id))")
                if shown != str(column["total"]) or cards != [task["id"] for task in column["tasks"]]:
                    return False
            return True

        tally.check("every card is right at the end", wait_for(right, "the board to be right"))
        tally.check("console", not wrong, wrong[:3])
    tally.finish()


main()
