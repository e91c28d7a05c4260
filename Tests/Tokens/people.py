"""Who people are, what they may do, and agents beside them."""

import asyncio
import json
import time
from collections import Counter

from program import Program
from stage import Stage


class People(Stage):
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
        # One token has two signatures: what is refused is the person, not the bytes.
        token = self.token(self.keys["ES256"], sub="twin")
        twin = self.keys["ES256"].twin(token)
        self.score.check("two signatures of one token", (self.status(token), self.status(twin)) == (200, 200))
        self.program.call("DELETE", "/api/workers/twin", self.token(sub="u1", role="admin"))
        self.score.check("are refused together", (self.status(token), self.status(twin)) == (401, 401))

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
        for path in ("/api/tasks", "/api/projects"):
            reply = self.program.call("GET", path + "?total=true", other)
            self.score.check(f"{path} of another tenant", (reply.json, reply.headers["x-total-count"]) == ([], "0"), reply)
        self.score.check("a filter by its people", self.program.call("GET", "/api/audit?actor=a", other).status == 422)
        self.score.check("an action on it", self.program.call("POST", f"/api/tasks/{task}/start", other).status == 404)

    def sessions(self) -> None:
        self.program.start()
        origin = f"http://127.0.0.1:{self.program.port}"
        opened = self.program.call("POST", "/api/session", None, {"token": self.token(sub="s", role="admin")})
        cookie = opened.headers.get("set-cookie", "")
        self.score.check("a token opens a session", opened.status == 204 and "HttpOnly" in cookie and "SameSite=Strict" in cookie, cookie)
        age = int(cookie.split("Max-Age=")[1].split(";")[0])
        self.score.check("which lasts 12 hours, past the token", age == 12 * 3600, age)
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
        self.score.check("a short token opens a session", short.status == 204, short.body)
        time.sleep(2.2)
        outlived = self.program.call("GET", "/api/me", Cookie=short.headers["set-cookie"].split(";")[0])
        self.score.check("which outlives it", outlived.status == 200, outlived.status)
        self.score.check("with the role that it says", outlived.json["role"] == "member", outlived.json)
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
        none = self.program.run("token", "create", "--worker", "@robot")
        self.score.check("no key without a database", none.returncode == 1 and "There is no database" in none.stderr, none)
        self.program.run("migrate")
        made = self.program.run("token", "create", "--worker", "@robot")
        self.score.check("an agent's key is made", made.returncode == 0, made.stderr)
        person = self.program.run("token", "create", "--worker", "@someone", "--type", "human")
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

    def from_local_to_sso(self) -> None:
        """A machine that was used without an SSO gets one: its people's keys and sessions end there, its agents' do not."""
        local = Program(self.binary, self.folder / "data", "")
        local.start()
        owner = json.loads((self.folder / "data/credential").read_text())["token"]
        human = local.run("token", "create", "--worker", "@ada", "--type", "human", "--admin").stdout.strip()
        agent = local.run("token", "create", "--worker", "@robot").stdout.strip()
        link = local.output.read_text()
        session = local.call("POST", "/api/session", None, {"code": link.split("#login=")[1].split()[0]})
        cookie = session.headers["set-cookie"].split(";")[0]
        keys = {"the owner's key": owner, "a person's key": human, "an agent's key": agent}
        before = {what: local.call("GET", "/api/me", key).status for what, key in keys.items()}
        self.score.check("without an SSO all are good", set(before.values()) == {200}, before)
        self.score.check("and a session", local.call("GET", "/api/me", Cookie=cookie).status == 200)
        local.stop()
        self.program.start()
        after = {what: self.status(key) for what, key in keys.items()}
        self.score.check("with one people's are refused", after["the owner's key"] == after["a person's key"] == 401, after)
        self.score.check("an agent's is not", after["an agent's key"] == 200, after)
        self.score.check("a local session is refused", self.program.call("GET", "/api/me", Cookie=cookie).status == 401)
        listed = self.program.call("GET", "/api/workers?limit=100", self.token(sub="new", email="ada@example.com")).json
        handles = {worker["id"]: worker["handle"] for worker in listed}
        self.score.check("nobody becomes a local person by e-mail", handles["new"] not in ("@ada", "@robot"), handles)

    def two_processes(self) -> None:
        """What one process revokes the other refuses on the very next call."""
        self.program.start()
        # A data directory is one server's.
        other = Program(self.binary, self.folder / "other" / "data", self.sso.url)
        (self.folder / "other").mkdir(exist_ok=True)
        other.start(DATABASE_URL=f"sqlite://{self.folder / 'data/taskflow.db'}")
        try:
            ada = self.token(sub="ada")
            self.program.call("POST", "/api/workers", ada, {"handle": "@claude"})
            for _ in range(20):
                key = self.program.call("POST", "/api/workers/%40claude/keys", ada, {"name": "laptop"}).json
                good = [server.call("GET", "/api/me", key["key"]).status for server in (other, self.program, other)]
                self.program.call("DELETE", f"/api/workers/%40claude/keys/{key['id']}", ada)
                gone = [server.call("GET", "/api/me", key["key"]).status for server in (other, self.program)]
                if not self.score.check("a key, before and after", (good, gone) == ([200] * 3, [401] * 2), (good, gone)):
                    break
            boss = self.token(sub="boss", role="admin")
            good = [server.call("GET", "/api/me", ada).status for server in (self.program, other)]
            self.program.call("DELETE", "/api/workers/ada", boss)
            gone = [server.call("GET", "/api/me", ada).status for server in (other, self.program)]
            self.score.check("a person, before and after", (good, gone) == ([200] * 2, [401] * 2), (good, gone))
        finally:
            other.stop()
