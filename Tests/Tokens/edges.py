"""The edges of facts about tokens, each with its right answer: (what, token, status)."""

import time
from collections.abc import Iterator

from sso import ALGORITHMS, Key, encode, hmac_token, to_json

Edge = tuple[str, str, int]


class Edges:
    def __init__(self, keys: dict[str, Key], issuer: str) -> None:
        self.keys, self.issuer = keys, issuer
        self.key = keys["EdDSA"]

    def claims(self, **changes: object) -> dict:
        """Good claims; `...` takes one away."""
        now = int(time.time())
        claims = {"iss": self.issuer, "aud": self.issuer, "sub": "user-1", "iat": now, "exp": now + 900} | changes
        return {name: value for name, value in claims.items() if value is not ...}

    def all(self) -> Iterator[Edge]:
        yield from self.good()
        yield from self.forms()
        yield from self.headers()
        yield from self.signatures()
        yield from self.times()
        yield from self.addressees()
        yield from self.people()

    def good(self) -> Iterator[Edge]:
        for algorithm in ALGORITHMS:
            yield f"a token by {algorithm}", self.keys[algorithm].token(self.claims()), 200
        for kind in ("JWT", "at+jwt", "AT+JWT", "application/at+jwt"):
            yield f"typ {kind}", self.key.token(self.claims(), typ=kind), 200
        yield "an issuer with /api/auth", self.key.token(self.claims(iss=f"{self.issuer}/api/auth")), 200
        yield "several audiences", self.key.token(self.claims(aud=["other", self.issuer])), 200
        now = int(time.time())
        rich = {
            "auth_time": now * 1000, "acr": "x", "nonce": None, "name": "Ada", "family_name": None, "picture": None,
            "updated_at": "2026-11-21T08:00:00.000Z", "email": "ada@example.com", "email_verified": True, "role": "user",
            "organization_ids": ["default"], "organization_names": ["One"], "org_role": "owner", "azp": "x",
        }  # fmt: skip
        yield "an id_token of oidcProvider", self.keys["RS256"].token(self.claims(exp=now + 21_600, **rich)), 200
        yield "a member called alg among the claims", self.key.token(self.claims(alg="none", kid="x")), 200

    def forms(self) -> Iterator[Edge]:
        token = self.key.token(self.claims())
        head, body, tail = token.split(".")
        for what, text in {
            "two segments": f"{head}.{body}", "four segments": f"{token}.{tail}", "five segments": f"{token}.{tail}.{tail}",
            "an empty signature": f"{head}.{body}.", "an empty payload": f"{head}..{tail}", "padding": f"{token}=",
            "a plus sign": f"{head}.{body}+.{tail}", "white space inside": f"{head}. {body}.{tail}", "a tab": f"{head}.\t{body}.{tail}",
            "bits behind the last byte": token[:-1] + self.next_letter(token[-1]), "an opaque token": "A" * 32,
            "a token of API keys elsewhere": "tf_" + "A" * 64, "nothing at all": "", "dots": "..", "a long token": "a" * 9000 + ".b.c",
        }.items():  # fmt: skip
            yield what, text, 401
        yield "more than 8 KiB", self.key.token(self.claims(x="y" * 9000)), 401
        yield "just under 8 KiB", self.key.token(self.claims(x="y" * 5700)), 200

    @staticmethod
    def next_letter(letter: str) -> str:
        alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
        return alphabet[alphabet.index(letter) + 1]

    def headers(self) -> Iterator[Edge]:
        good = to_json(self.key.header())
        payload = to_json(self.claims())
        deep = b"[" * 70 + b"]" * 70
        for what, header in {
            "a member twice in the header": good[:-1] + b',"alg":"EdDSA"}',
            "an escaped member twice": good[:-1] + b',"\\u0061lg":"none"}',
            "a byte order mark": b"\xef\xbb\xbf" + good, "bytes after the header": good + b" x",
            "broken UTF-8": good[:-1] + b',"x":"\xc3\x28"}', "a lone surrogate": good[:-1] + b',"x":"\\ud800"}',
            "70 levels": good[:-1] + b',"x":' + deep + b"}", "a huge number": good[:-1] + b',"x":1e400}',
            "a number as big as 1e300": good[:-1] + b',"kid":1e300}', "an array": b"[]", "null": b"null", "a text": b'"x"',
        }.items():  # fmt: skip
            yield what, self.key.raw(header, payload), 401
        for name in ("none", "None", "HS256", "RS384", "RS512", "PS384", "ES384", "ES256K", "eddsa", "", None, 1, ["EdDSA"], ...):
            yield f"alg {name!r}", self.key.raw(self.key.header(alg=name), self.claims()), 401
        unsigned = f"{encode(to_json({'alg': 'none', 'kid': self.key.kid}))}.{encode(payload)}."
        yield "alg none without a signature", unsigned, 401
        for key in ALGORITHMS:
            for named in ALGORITHMS:
                if key != named:
                    yield f"alg {named} by a key for {key}", self.keys[key].raw(self.keys[key].header(alg=named), self.claims()), 401
        for kid in (..., None, 1, "", "k" * 129, "é" * 65, [self.key.kid]):
            yield f"kid {str(kid)[:20]!r}", self.key.raw(self.key.header(kid=kid), self.claims()), 401
        for crit in (["exp"], [], None, "exp", ["b64"]):
            yield f"crit {crit!r}", self.key.raw(self.key.header(crit=crit, exp=1), self.claims()), 401
        for b64 in (True, False):
            yield f"b64 {b64}", self.key.raw(self.key.header(b64=b64), self.claims()), 401
        for kind in ("logout+jwt", "dpop+jwt", "better-auth.session-cache+jwt", "", None, 1, ["JWT"], "JWS"):
            yield f"typ {kind!r}", self.key.raw(self.key.header(typ=kind), self.claims()), 401
        stranger = Key("EdDSA", self.key.kid)
        brought = {"jwk": stranger.public(), "jku": "http://127.0.0.1:1/", "x5u": "http://127.0.0.1:1/", "x5c": ["AA=="]}
        yield "a key that the header brings along", stranger.raw(stranger.header(**brought), self.claims()), 401
        yield "such a header on a good token", self.key.raw(self.key.header(**brought), self.claims()), 200

    def signatures(self) -> Iterator[Edge]:
        for algorithm in ALGORITHMS:
            key = self.keys[algorithm]
            head, body, tail = key.token(self.claims()).split(".")
            other = key.token(self.claims(sub="user-2")).split(".")
            yield f"another's claims ({algorithm})", f"{head}.{other[1]}.{tail}", 401
            yield f"another key of that name ({algorithm})", Key(algorithm, key.kid).token(self.claims()), 401
            yield f"a spoilt signature ({algorithm})", f"{head}.{body}.{'A' if tail[0] != 'A' else 'B'}{tail[1:]}", 401
            yield f"a signature of zeros ({algorithm})", f"{head}.{body}.{'A' * len(tail)}", 401
        for algorithm in ("ES256", "ES512"):
            key = self.keys[algorithm]
            yield f"the signature's twin ({algorithm})", key.twin(key.token(self.claims())), 200
        modulus = self.keys["RS256"].key.as_dict(private=False)["n"].encode()
        pem = self.keys["RS256"].key.as_pem(private=False)
        yield "HS256 with the public key", hmac_token(pem, self.keys["RS256"].kid, self.claims()), 401
        yield "HS256 with the modulus", hmac_token(modulus, self.keys["RS256"].kid, self.claims()), 401

    def times(self) -> Iterator[Edge]:
        now = int(time.time())
        for what, exp in {
            "no end": ..., "null": None, "text": str(now + 900), "true": True, "past": now - 3600, "past the leeway": now - 65,
            "milliseconds": (now + 900) * 1000, "2^63": 2**63, "2^64": 2**64, "1e300": 1e300, "-1": -1, "0": 0,
            "25 hours": now + 25 * 3600, "a list": [now],
        }.items():  # fmt: skip
            yield f"exp: {what}", self.key.raw(self.key.header(), self.claims(exp=exp)), 401
        literal = to_json(self.claims(exp=...))[:-1]
        yield "exp: 1e400", self.key.raw(self.key.header(), literal + b',"exp":1e400}'), 401
        yield "exp twice", self.key.raw(self.key.header(), to_json(self.claims())[:-1] + b',"exp":1}'), 401
        yield "exp within the leeway", self.key.token(self.claims(iat=now - 900, exp=now - 30)), 200
        yield "exp with a fraction", self.key.token(self.claims(exp=now + 900.5)), 200
        for name in ("iat", "nbf"):
            for what, value in {"future": now + 120, "text": "0", "2^63": 2**63, "1e300": 1e300, "milliseconds": now * 1000}.items():
                yield f"{name}: {what}", self.key.raw(self.key.header(), self.claims(**{name: value})), 401
            yield f"{name} within the leeway", self.key.token(self.claims(**{name: now + 30})), 200
        yield "no iat", self.key.token(self.claims(iat=...)), 401
        yield "a life of a year", self.key.token(self.claims(iat=now - 86_400 * 300, exp=now + 86_400 * 65)), 401

    def addressees(self) -> Iterator[Edge]:
        for iss in (..., None, 1, "", "https://evil.example", f"{self.issuer}/", self.issuer.upper(), [self.issuer]):
            yield f"iss {iss!r}", self.key.token(self.claims(iss=iss)), 401
        for aud in (..., None, 1, "", "other", [], [[]], [1], ["other"], [self.issuer, 1], "*", ["*"], {}, "better-auth:session-cache"):
            yield f"aud {aud!r}", self.key.token(self.claims(aud=aud)), 401
        for cnf in ({"jkt": "x"}, {}, "x"):
            yield f"cnf {cnf!r}", self.key.token(self.claims(cnf=cnf)), 401

    def people(self) -> Iterator[Edge]:
        for sub in (..., None, 1, "", " x", "x ", "a\0b", "a\nb", "a\x7fb", "a\u202eb", "a\u2066b", "x" * 256, "@claude", "@", ["x"], "system", "me"):
            yield f"sub {str(sub)[:20]!r}", self.key.token(self.claims(sub=sub)), 401
        for sub in ("Ünïcødé 日本", "a'); DROP TABLE workers;--", "x" * 255, "é" * 255, "auth0|1", "%00", "null"):
            yield f"sub {sub[:30]!r}", self.key.token(self.claims(sub=sub)), 200
        for name in ("tenant_id", "organization_id"):
            for value in (1, True, ["t"], {}, "", "a\0b"):
                yield f"{name} {value!r}", self.key.token(self.claims(**{name: value})), 401
        for value in (1, "t", [1], [None], {}, ["a", 2], [""]):
            yield f"organization_ids {value!r}", self.key.token(self.claims(organization_ids=value)), 401
        for role in (1, ["admin"], {}, True):
            yield f"role {role!r}", self.key.token(self.claims(role=role)), 401
        for scope in (1, ["tasks:read"], {}):
            yield f"scope {scope!r}", self.key.token(self.claims(scope=scope)), 401
        nulls = dict.fromkeys(("tenant_id", "organization_id", "organization_ids", "role", "email", "name", "scope", "nbf", "cnf"))
        yield "nulls for what may be absent", self.key.token(self.claims(**nulls)), 200
        yield "a lone surrogate in a claim", self.key.raw(self.key.header(), to_json(self.claims())[:-1] + b',"x":"\\ud800"}'), 401
        yield "a byte order mark before claims", self.key.raw(self.key.header(), b"\xef\xbb\xbf" + to_json(self.claims())), 401
