"""The part of Better Auth that a device signs in by, in its two forms, with its strictness; its tokens are real ones."""

import json
import time
from http.server import BaseHTTPRequestHandler
from typing import Literal
from urllib.parse import parse_qsl

from sso import Key, KeyServer, to_json

#: 1.4 to 1.6: JSON, and a session token that is traded for JWTs. 1.7: forms, and access tokens with a refresh token.
Form = Literal["session", "oauth"]


class BetterAuth(KeyServer):
    def __init__(self, form: Form, key: Key, resource: str) -> None:
        self.form, self.key, self.resource = form, key, resource
        self.lifetime, self.pending, self.issued = 900, 1, 0
        self.secret, self.is_used, self.is_signed_out = "secret-1", False, False
        self.seen: list[tuple[str, dict]] = []
        super().__init__()
        self.keys = [key.public()]

    @property
    def issuer(self) -> str:
        return self.url if self.form == "session" else f"{self.url}/api/auth"

    def answer(self, call: BaseHTTPRequestHandler) -> None:
        if call.path == "/api/auth/jwks":
            return super().answer(call)
        status, body = self.reply(call)
        self.send(call, status, to_json(body))

    def reply(self, call: BaseHTTPRequestHandler) -> tuple[int, dict]:
        text = call.rfile.read(int(call.headers.get("Content-Length") or 0)).decode()
        is_json = call.headers.get("Content-Type", "").startswith("application/json")
        sent = json.loads(text) if is_json and text else dict(parse_qsl(text))
        self.seen.append((call.path, sent))
        bearer = call.headers.get("Authorization", "").removeprefix("Bearer ")
        match call.command, call.path, self.form:
            case "GET", "/.well-known/oauth-authorization-server/api/auth", "oauth":
                return 200, self.metadata()
            case "POST", "/api/auth/device/code", "session" if not is_json:
                return 415, {}
            case "POST", "/api/auth/device/code", _:
                return self.code(sent)
            case "POST", "/api/auth/device/token", "session":
                return self.granted(sent) if is_json else (415, {})
            case "POST", "/api/auth/oauth2/token", "oauth":
                return (415, {}) if is_json else self.refreshed(sent) if "refresh_token" in sent else self.granted(sent)
            case "GET", "/api/auth/token", "session":
                return (200, {"token": self.token()}) if bearer == self.secret and not self.is_signed_out else (401, {})
            case ("POST", "/api/auth/sign-out", "session") | ("POST", "/api/auth/oauth2/revoke", "oauth"):
                self.is_signed_out = True
                return 200, {}
        return 404, {}

    def metadata(self) -> dict:
        base = f"{self.url}/api/auth"
        return {
            "issuer": base, "token_endpoint": f"{base}/oauth2/token", "device_authorization_endpoint": f"{base}/device/code",
            "revocation_endpoint": f"{base}/oauth2/revoke",
            "scopes_supported": ["openid", "profile", "email", "offline_access", "tasks:read", "tasks:write"],
        }  # fmt: skip

    def code(self, sent: dict) -> tuple[int, dict]:
        if sent.get("client_id") != "taskflow-cli":
            return 400, {"error": "invalid_client"}
        page = f"{self.url}/device"
        codes = {"device_code": "d" * 40, "user_code": "ABCD2345", "verification_uri": page}
        return 200, codes | {"verification_uri_complete": f"{page}?user_code=ABCD2345", "expires_in": 900, "interval": 1}

    def granted(self, sent: dict) -> tuple[int, dict]:
        if sent.get("device_code") != "d" * 40 or self.is_used:
            return 400, {"error": "invalid_grant"}
        if self.pending:
            self.pending -= 1
            return 400, {"error": "authorization_pending"}
        self.is_used = True
        if self.form == "session":
            return 200, {"access_token": self.secret, "token_type": "Bearer", "expires_in": 604_800}
        return 200, {"access_token": self.token(), "refresh_token": self.secret, "token_type": "Bearer", "expires_in": self.lifetime}

    def refreshed(self, sent: dict) -> tuple[int, dict]:
        """A refresh token is good once: one that comes again ends the sign-in."""
        if sent["refresh_token"] != self.secret or self.is_signed_out:
            self.is_signed_out = True
            return 400, {"error": "invalid_grant"}
        self.secret += "+"
        return 200, {"access_token": self.token(), "refresh_token": self.secret, "token_type": "Bearer"}

    def token(self) -> str:
        self.issued += 1
        now = int(time.time())
        claims = {"sub": "ada-1", "email": "ada@example.com", "name": "Ada", "iat": now, "exp": now + self.lifetime, "jti": self.issued}
        if self.form == "session":
            return self.key.token(claims | {"iss": self.issuer, "aud": self.url})
        return self.key.token(claims | {"iss": self.issuer, "aud": self.resource, "scope": "openid tasks:read tasks:write"}, typ="at+jwt")
