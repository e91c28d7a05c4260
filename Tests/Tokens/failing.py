"""An SSO that fails in every way, with keys known and without."""

import time
import uuid

from sso import Key
from stage import Stage


class Failing(Stage):
    BEHAVIOURS = (
        "status 500", "status 404", "status 429", "no JSON", "duplicate member", "no keys", "redirect", "too large", "truncated",
        "hang", "trickle",
    )  # fmt: skip

    def failing_while_warm(self) -> None:
        for behaviour in self.BEHAVIOURS:
            self.sso.behaviour = "good"
            self.publish()
            self.program.start()
            new, known = Key("ES256", uuid.uuid4().hex), self.token()
            self.sso.behaviour, before = behaviour, self.sso.fetches
            self.publish(new)
            begun = time.monotonic()
            reply = self.program.call("GET", "/api/me", self.token(new))
            took = time.monotonic() - begun
            self.score.check(f"{behaviour}: a strange key is 503", reply.status == 503 and "retry-after" in reply.headers, reply.status)
            self.score.check(f"{behaviour}: it was asked for, no longer than 3 s", self.sso.fetches > before and took < 4, took)
            self.score.check(f"{behaviour}: a known key serves on", self.status(known) == 200)
            self.score.check(f"{behaviour}: ready all the same", self.program.call("GET", "/readyz").status == 200)
            self.sso.behaviour = "good"
            self.score.check(f"{behaviour}: over, the new key is known", self.until(self.token(new), 200, 15) is not None)
            self.program.stop()
        self.score.check("no redirect was followed", self.sso.elsewhere == 0, self.sso.elsewhere)

    def failing_while_cold(self) -> None:
        self.program.run("migrate")
        key = self.program.run("token", "create", "--worker", "@robot").stdout.strip()
        for behaviour in ("status 500", "no JSON", "no keys", "redirect", "truncated", "hang"):
            self.sso.behaviour = behaviour
            self.program.start(ready="/health")
            reply = self.program.call("GET", "/api/me", self.token())
            self.score.check(f"{behaviour}: 503", reply.status == 503 and "retry-after" in reply.headers, (reply.status, reply.headers))
            ready = self.program.call("GET", "/readyz")
            self.score.check(f"{behaviour}: not ready", ready.status == 503, ready.status)
            self.score.check(f"{behaviour}: the log says so", "nobody can sign in" in self.program.words(), self.program.words())
            self.score.check(f"{behaviour}: what is wrong anyhow is 401", self.status("a.b.c") == 401)
            self.score.check(f"{behaviour}: an agent works", self.status(key) == 200)
            self.sso.behaviour = "good"
            seconds = self.until(self.token(), 200, 15)
            self.score.check(f"{behaviour}: 200 within 15 s of its end", seconds is not None, seconds)
            self.score.check(f"{behaviour}: ready", self.program.call("GET", "/readyz").status == 200)
            self.program.stop()

    def killed(self) -> None:
        self.program.start()
        token = self.token()
        self.score.check("at first", self.status(token) == 200)
        self.sso.kill()
        fresh = [self.token(sub=f"user-{n}") for n in range(20)]
        self.score.check("SSO killed: known keys work", {self.status(each) for each in [token, *fresh]} == {200})
        strange = self.program.call("GET", "/api/me", self.token(Key("EdDSA", "strange")))
        self.score.check("SSO killed: a strange key is 503", strange.status == 503 and "retry-after" in strange.headers, strange)
        self.status(self.token(Key("EdDSA", "stranger")))
        told = [line for line in self.program.words().splitlines() if "known keys stay good" in line]
        self.score.check("SSO killed: the log says so, once", len(told) == 1, told)
        self.program.stop()
        self.program.start(ready="/health")
        reply = self.program.call("GET", "/api/me", token)
        self.score.check("started anew without it: 503", reply.status == 503 and int(reply.headers["retry-after"]) >= 1, reply)
        self.score.check("and not ready", self.program.call("GET", "/readyz").status == 503)
        time.sleep(12)  # Long enough for the pauses between attempts to be as long as they get.
        self.score.check("still 503", self.status(token) == 503)
        self.sso.start()
        seconds = self.until(token, 200, 15)
        self.score.check("back: 200 within 15 s, with no restart", seconds is not None, seconds)
        print(f"  served again {seconds or -1:.1f} s after the SSO was back")
        self.score.check("and ready", self.program.call("GET", "/readyz").status == 200)
