"""Tries the SSO's tokens on the built program: every edge, people, sessions, keys that rotate, and an SSO that fails.

    tokens_test.py BINARY
"""

import shutil
import sys
import tempfile
import time
from pathlib import Path

from failing import Failing
from key_sets import KeySets
from people import People
from signing_in import SigningIn


class Trial(People, SigningIn, KeySets, Failing):
    def run(self) -> int:
        parts = [
            self.every_edge, self.who_is_who, self.scopes_and_tenants, self.sessions, self.people_at_once, self.beside_agents,
            self.from_local_to_sso, self.two_processes, self.signing_in_by_session, self.signing_in_by_oauth, self.retired_and_expired, self.new_key_at_once, self.random_keys, self.bad_keys, self.failing_while_warm,
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


def main() -> int:
    if len(sys.argv) != 2:
        print(__doc__, file=sys.stderr)
        return 2
    with tempfile.TemporaryDirectory(prefix="taskflow-tokens-") as folder:
        return Trial(Path(sys.argv[1]), Path(folder)).run()


if __name__ == "__main__":
    sys.exit(main())
