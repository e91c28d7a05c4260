"""Keys that come, go, and are not what they should be."""

import asyncio
import time
import uuid
from collections import Counter

from sso import ALGORITHMS, Key
from stage import Stage


class KeySets(Stage):
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
            status = self.status(self.token(self.keys[algorithm]))
            # Of two keys with one id neither counts.
            if algorithm == "EdDSA":
                self.score.check("a key whose id another has too is not used", status in (401, 503), status)
            else:
                self.score.check(f"beside bad keys {algorithm} works", status == 200, status)
        for key in (rsa, ops, twin, edwards, private, symmetric):
            token = self.token(key)
            self.score.check(f"the key {key.kid} is not used", self.status(token) in (401, 503), key.kid)
        lines = [line for line in self.program.words().splitlines() if "A key of the SSO" in line]
        self.score.check("each is told once", len(lines) == len(set(lines)) >= 10, lines)
        before = len(lines)
        self.status(self.token(Key("EdDSA", "nudge")))
        lines = [line for line in self.program.words().splitlines() if "A key of the SSO" in line]
        self.score.check("and not again", len(lines) == before, len(lines) - before)
