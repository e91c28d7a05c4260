"""Tries the SSO's tokens on the built program: every edge, people, sessions, keys that rotate, and an SSO that fails.

    tokens_test.py BINARY
"""

import asyncio
import shutil
import sys
import tempfile
import time
import uuid
from collections import Counter
from pathlib import Path

from edges import Edges
from program import Program, Score
from sso import ALGORITHMS, Key, KeyServer


class Trial:
    def __init__(self, binary: Path, folder: Path) -> None:
        self.binary, self.folder = binary, folder
        self.score = Score()
        self.keys = {algorithm: Key(algorithm, f"key-{algorithm}") for algorithm in ALGORITHMS}
        self.sso = KeyServer()
        self.publish()
        self.edges = Edges(self.keys, self.sso.url)
        self.program = Program(binary, folder / "data", self.sso.url)

    def publish(self, *more: Key, without: str = "") -> None:
        self.sso.keys = [key.public() for name, key in self.keys.items() if name != without] + [key.public() for key in more]

    def token(self, key: Key | None = None, **claims: object) -> str:
        return (key or self.keys["EdDSA"]).token(self.edges.claims(**claims))

    def status(self, token: str) -> int:
        return self.program.call("GET", "/api/me", token).status

    def run(self) -> int:
        parts = [
            self.every_edge, self.who_is_who, self.scopes_and_tenants, self.sessions, self.people_at_once, self.beside_agents,
            self.retired_and_expired, self.new_key_at_once, self.random_keys, self.bad_keys, self.failing_while_warm,
            self.failing_while_cold, self.killed,
        ]  # fmt: skip
        for part in parts:
            before, begun = (self.score.passed, self.score.failed), time.monotonic()
            shutil.rmtree(self.folder / "data", ignore_errors=True)
            self.sso.behaviour = "good"
            self.publish()
            try:
                part()
            finally:
                self.program.stop()
            passed, failed = self.score.passed - before[0], self.score.failed - before[1]
            print(f"{part.__name__.replace('_', ' ')}: {passed} passed, {failed} failed ({time.monotonic() - begun:.1f} s)", flush=True)
        self.sso.kill()
        print(f"{self.score.passed} passed, {self.score.failed} failed")
        return 1 if self.score.failed else 0

    def every_edge(self) -> None:
        self.program.start()
        fetches = self.sso.fetches
        for what, token, status in self.edges.all():
            reply = self.program.call("GET", "/api/me", token)
            self.score.check(what, reply.status == status, f"{reply.status} {reply.body[:200]!r}")
            if status == 401:
                challenge = reply.headers.get("www-authenticate", "")
                self.score.check(f"{what}: a challenge", challenge.startswith("Bearer"), challenge)
                self.score.check(f"{what}: no reason", reply.json["error"] == "Invalid or expired credential", reply.json)
        self.score.check("the server is there", self.program.is_alive)
        self.score.check("no token had keys fetched", self.sso.fetches == fetches, self.sso.fetches - fetches)
        self.score.check("nothing was asked elsewhere", self.sso.elsewhere == 0, self.sso.elsewhere)
        token = self.token()
        for header in (f"bearer {token}", f"BEARER {token}"):
            self.score.check(header[:7], self.program.call("GET", "/api/me", Authorization=header).status == 200)
        for header in (token, f"Token {token}", f"Bearer  {token}", f"Bearer {token} x", f"DPoP {token}", f"Bearer,{token}"):
            self.score.check(header[:10], self.program.call("GET", "/api/me", Authorization=header).status == 401)
        self.score.check("no secret is logged", token[:40] not in self.program.words())

    def who_is_who(self) -> None:
        self.program.start()
        me = self.program.call("GET", "/api/me", self.token(sub="u1", email="Ada.L@example.com", name="Ada L", role="admin")).json
        self.score.check("id", me["worker"]["id"] == "u1", me)
        self.score.check("handle", me["worker"]["handle"] == "@ada-l", me)
        self.score.check("name", me["worker"]["name"] == "Ada L", me)
        self.score.check("role and credential", (me["role"], me["credential"], me["tenant"]) == ("admin", "jwt", "default"), me)
        for sub in ("caf\u00e9", "cafe\u0301", "CAF\u00c9"):
            found = self.program.call("GET", "/api/me", self.token(sub=sub, email="cafe@example.com")).json["worker"]
            self.score.check(f"sub {sub!r} byte for byte", found["id"] == sub, found)
        workers = self.program.call("GET", "/api/workers", self.token(sub="u1")).json
        handles = [worker["handle"] for worker in workers]
        self.score.check("four people with four handles", len(set(handles)) == len(handles) == 4, handles)
        task = self.program.call("POST", "/api/tasks", self.token(sub="new one"), {"title": "x"})
        self.score.check("a first call that writes", task.status == 201 and task.json["created_by"] == "new one", task.body)
        audit = self.program.call("GET", "/api/audit?entity_type=worker", self.token(sub="u1", role="admin")).json
        self.score.check("an audit row a person", len(audit) == 5 and all(row["action"] == "created" for row in audit), audit)
        deleted = self.program.call("DELETE", "/api/workers/new%20one", self.token(sub="u1", role="admin"))
        self.score.check("a person is deleted", deleted.status == 204, deleted.body)
        self.score.check("and refused at once", self.status(self.token(sub="new one")) == 401)

    def scopes_and_tenants(self) -> None:
        self.program.start()
        reader = self.token(sub="r", scope="openid tasks:read")
        self.score.check("a scope that is there", self.program.call("GET", "/api/tasks", reader).status == 200)
        refused = self.program.call("POST", "/api/tasks", reader, {"title": "x"})
        self.score.check("a scope that is not", refused.status == 403 and "tasks:write" in refused.body.decode(), refused.body)
        self.score.check("no scope of ours", self.program.call("GET", "/api/tasks", self.token(scope="openid")).status == 403)
        self.score.check("no scope of ours, but oneself", self.status(self.token(scope="openid")) == 200)
        for claims, tenant in (
            ({}, "default"), ({"organization_ids": ["o1", "o2"]}, "o1"), ({"organization_ids": ["o1"], "organization_id": "o"}, "o"),
            ({"organization_id": "o", "tenant_id": "t"}, "t"), ({"tenant_id": None, "organization_ids": []}, "default"),
        ):  # fmt: skip
            found = self.program.call("GET", "/api/me", self.token(sub="x", **claims)).json["tenant"]
            self.score.check(f"the tenant of {claims}", found == tenant, found)
        mine, other = self.token(sub="a", tenant_id="t1"), self.token(sub="b", tenant_id="t2", role="admin")
        task = self.program.call("POST", "/api/tasks", mine, {"title": "secret"}).json["id"]
        self.program.call("POST", "/api/projects", mine, {"slug": "site", "name": "Site"})
        for path in (f"/api/tasks/{task}", f"/api/tasks/{task}/audit", "/api/projects/site", "/api/projects/site/members", "/api/workers/a"):
            self.score.check(f"{path} of another tenant", self.program.call("GET", path, other).status == 404)
        for path in ("/api/tasks", "/api/projects", "/api/audit?actor=a"):
            reply = self.program.call("GET", path + ("&" if "?" in path else "?") + "total=true", other)
            self.score.check(f"{path} of another tenant", (reply.json, reply.headers["x-total-count"]) == ([], "0"), reply)
        self.score.check("an action on it", self.program.call("POST", f"/api/tasks/{task}/start", other).status == 404)

    def sessions(self) -> None:
        self.program.start()
        origin = f"http://127.0.0.1:{self.program.port}"
        opened = self.program.call("POST", "/api/session", None, {"token": self.token(sub="s", role="admin")})
        cookie = opened.headers.get("set-cookie", "")
        self.score.check("a token opens a session", opened.status == 204 and "HttpOnly" in cookie and "SameSite=Strict" in cookie, cookie)
        age = int(cookie.split("Max-Age=")[1].split(";")[0])
        self.score.check("which ends with the token", 890 <= age <= 900, age)
        pair = cookie.split(";")[0]
        me = self.program.call("GET", "/api/me", Cookie=pair).json
        self.score.check("it is the person's", (me["worker"]["id"], me["credential"], me["role"]) == ("s", "session", "admin"), me)
        written = self.program.call("POST", "/api/tasks", None, {"title": "x"}, Cookie=pair, Origin=origin)
        self.score.check("it writes", written.status == 201, written.body)
        self.score.check("not from elsewhere", self.program.call("POST", "/api/tasks", None, {"title": "x"}, Cookie=pair).status == 403)
        for what, token in (("spoilt", self.token()[:-2]), ("opaque", "A" * 32), ("long", "a" * 16_000), ("old", self.token(exp=1))):
            reply = self.program.call("POST", "/api/session", None, {"token": token})
            self.score.check(f"a token that is {what} opens none", reply.status == 401 and "set-cookie" not in reply.headers, reply)
        short = self.program.call("POST", "/api/session", None, {"token": self.token(sub="s", exp=int(time.time()) + 2)})
        self.score.check("a short token opens a short session", short.status == 204, short.body)
        time.sleep(2.2)
        ended = self.program.call("GET", "/api/me", Cookie=short.headers["set-cookie"].split(";")[0])
        self.score.check("which ends with it", ended.status == 401, ended.status)
        self.score.check("a session ends", self.program.call("DELETE", "/api/session", Cookie=pair, Origin=origin).status == 204)
        self.score.check("and is refused", self.program.call("GET", "/api/me", Cookie=pair).status == 401)

    def people_at_once(self) -> None:
        self.program.start()
        replies = asyncio.run(self.program.at_once([self.token(sub="first", email="x@y", n=n) for n in range(64)]))
        self.score.check("64 first calls at once", {reply.status for reply in replies} == {200}, Counter(r.status for r in replies))
        replies = asyncio.run(self.program.at_once([self.token(sub=f"p{n}", email="x@y") for n in range(64)]))
        self.score.check("64 people of one name", {reply.status for reply in replies} == {200}, Counter(r.status for r in replies))
        workers = self.program.call("GET", "/api/workers?limit=100", self.token(sub="first")).json
        self.score.check("65 workers", len(workers) == len({worker["handle"] for worker in workers}) == 65, len(workers))

    def beside_agents(self) -> None:
        made = self.program.run("token", "create", "--worker", "@robot")
        self.score.check("an agent's key is made", made.returncode == 0, made.stderr)
        person = self.program.run("token", "create", "--worker", "@me", "--type", "human")
        self.score.check("a person's is not", person.returncode == 1 and "SSO" in person.stderr, person)
        self.program.start()
        out = self.program.output.read_text()
        self.score.check("no sign-in link", "login" not in out, out)
        self.score.check("no credential file", not (self.folder / "data/credential").exists())
        self.score.check("an agent's key works", self.status(made.stdout.strip()) == 200)
        ada = self.token(sub="ada")
        self.program.call("POST", "/api/workers", ada, {"handle": "@claude"})
        key = self.program.call("POST", "/api/workers/%40claude/keys", ada, {"name": "laptop"}).json
        self.score.check("a person's agent works", self.status(key["key"]) == 200)
        own = self.program.call("POST", "/api/workers/ada/keys", ada, {"name": "own"})
        self.score.check("a person makes no key for itself", own.status == 403, own.body)
        self.program.call("DELETE", f"/api/workers/%40claude/keys/{key['id']}", ada)
        self.score.check("a revoked key is refused at once", self.status(key["key"]) == 401)
        code = self.program.call("POST", "/api/session", None, {"code": "A" * 43})
        self.score.check("no code opens a session", code.status == 401, code.status)

    def retired_and_expired(self) -> None:
        self.program.start()
        short = self.token(iat=int(time.time()) - 100, exp=int(time.time()) - 57)
        self.score.check("a token about to end", [self.status(short) for _ in range(3)] == [200] * 3)
        retired, kept = self.token(self.keys["RS256"]), self.token(self.keys["ES256"])
        self.score.check("two tokens", (self.status(retired), self.status(kept)) == (200, 200))
        new = Key("EdDSA", "rotated")
        self.publish(new, without="RS256")
        self.score.check("a new key", self.status(self.token(new)) == 200)
        self.score.check("the retired one is refused at once", self.status(retired) == 401)
        self.score.check("the other is not", self.status(kept) == 200)
        impostor = Key("ES256", self.keys["ES256"].kid)
        self.sso.keys = [impostor.public(), self.keys["EdDSA"].public()]
        self.status(self.token(Key("EdDSA", "nudge")))
        self.score.check("a key whose material was changed", (self.status(kept), self.status(self.token(impostor))) == (401, 200))
        time.sleep(max(0.0, 4.5 - 0))
        self.score.check("the token that has ended", self.status(short) == 401)

    def new_key_at_once(self) -> None:
        self.program.start()
        new = Key("RS256", uuid.uuid4().hex)
        tokens = [self.token(new, sub=f"user-{n}") for n in range(500)]
        self.publish(new)
        before = self.sso.fetches
        self.sso.behaviour = "slow"
        replies = asyncio.run(self.program.at_once(tokens))
        found = Counter(reply.status for reply in replies)
        self.score.check("500 calls with a new key: 500 × 200", found == {200: 500}, found)
        self.score.check("and one fetch", self.sso.fetches - before == 1, self.sso.fetches - before)

    def random_keys(self) -> None:
        self.program.start()
        key = self.keys["EdDSA"]
        known = [self.token(sub=f"k{n}") for n in range(200)]
        strange = [key.token(self.edges.claims(), kid=uuid.uuid4().hex) for _ in range(1000)]
        mixed = [token for n in range(200) for token in (known[n], *strange[n * 5 : n * 5 + 5])]
        before, begun = self.sso.fetches, time.monotonic()
        replies = asyncio.run(self.program.at_once(mixed, most=40))
        seconds, fetches = time.monotonic() - begun, self.sso.fetches - before
        self.score.check("1,000 random kids within 10 s", seconds < 10, f"{seconds:.1f} s")
        self.score.check("at most 4 fetches", fetches <= 4, fetches)
        self.score.check("a known kid is answered 200 all the while", {replies[n].status for n in range(0, len(mixed), 6)} == {200})
        others = [reply for n, reply in enumerate(replies) if n % 6]
        self.score.check("the others 401 or 503", {reply.status for reply in others} <= {401, 503}, Counter(r.status for r in others))
        waits = [int(reply.headers.get("retry-after", "0")) for reply in others if reply.status == 503]
        self.score.check("503 says when to come again", all(1 <= wait <= 11 for wait in waits), Counter(waits))
        late = Key("EdDSA", "late")
        self.publish(late)
        first = self.program.call("GET", "/api/me", self.token(late))
        self.score.check("a key that comes meanwhile is not held unknown", first.status in (200, 503), first.status)
        self.score.check("and is known soon", self.until(self.token(late), 200, 12) is not None)

    def until(self, token: str, status: int, limit: float) -> float | None:
        """Seconds until a call is answered so; None when it is not within the limit."""
        begun = time.monotonic()
        while time.monotonic() - begun < limit:
            if self.status(token) == status:
                return time.monotonic() - begun
            time.sleep(0.1)
        return None

    def bad_keys(self) -> None:
        rsa, point, edwards = Key("RS256", "enc"), Key("ES256", "off"), Key("EdDSA", "mislabelled")
        small, twin, ops, private, symmetric = (
            Key("RS256", "small", 1024), Key("EdDSA", "key-EdDSA"), Key("RS256", "ops"), Key("ES256", "private"), Key("RS256", "oct"),
        )  # fmt: skip
        nameless = Key("EdDSA", "nameless")
        y = point.public()["y"]
        bad = [
            rsa.public(use="enc"), ops.public(key_ops=["encrypt"]), small.public(), twin.public(), edwards.public(alg="RS256"),
            point.public(y=("A" if y[0] != "A" else "B") + y[1:]), private.public(d="AAAA"),
            {"kty": "oct", "kid": "oct", "alg": "HS256", "k": "c2VjcmV0"}, nameless.public(kid=None), {"kty": "EC"}, None, "x", 7,
        ]  # fmt: skip
        self.sso.keys = [key.public() for key in self.keys.values()] + bad
        self.program.start()
        for algorithm in ALGORITHMS:
            self.score.check(f"beside bad keys {algorithm} works", self.status(self.token(self.keys[algorithm])) == 200)
        for key in (rsa, ops, twin, edwards, private, symmetric):
            token = self.token(key)
            self.score.check(f"the key {key.kid} is not used", self.status(token) in (401, 503), key.kid)
        lines = [line for line in self.program.words().splitlines() if "A key of the SSO" in line]
        self.score.check("each is told once", len(lines) == len(set(lines)) >= 10, lines)
        before = len(lines)
        self.status(self.token(Key("EdDSA", "nudge")))
        lines = [line for line in self.program.words().splitlines() if "A key of the SSO" in line]
        self.score.check("and not again", len(lines) == before, len(lines) - before)

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
        key = self.program.run("token", "create", "--worker", "@robot").stdout.strip()
        for behaviour in ("status 500", "no JSON", "no keys", "redirect", "truncated", "hang"):
            self.sso.behaviour = behaviour
            self.program.start(ready="/health")
            reply = self.program.call("GET", "/api/me", self.token())
            self.score.check(f"{behaviour}: 503", reply.status == 503 and "retry-after" in reply.headers, (reply.status, reply.headers))
            ready = self.program.call("GET", "/readyz")
            self.score.check(f"{behaviour}: not ready", ready.status == 503, ready.status)
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


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="taskflow-tokens-") as folder:
        return Trial(Path(sys.argv[1]), Path(folder)).run()


if __name__ == "__main__":
    sys.exit(main())
