"""An OAuth authorization server as MCP's clients want it (RFC 8414, 7591, 7636, 8707, 9207), with tokens by PyJWT."""

import base64
import hashlib
import json
import threading
import time
import uuid
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from urllib.parse import parse_qs, parse_qsl, urlsplit

import jwt
from cryptography.hazmat.primitives.asymmetric import rsa

PATH = "/api/auth"


class AuthorizationServer:
    def __init__(self) -> None:
        self.key, self.kid = rsa.generate_private_key(65537, 2048), uuid.uuid4().hex
        self.codes: dict[str, dict[str, str]] = {}
        #: The scopes of each authorization, in order, and the resource it was for.
        self.asked: list[tuple[set[str], str]] = []
        owner = self

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                owner.answer(self)

            do_POST = do_GET

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        self.issuer = self.url + PATH
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def answer(self, call: BaseHTTPRequestHandler) -> None:
        text = call.rfile.read(int(call.headers.get("Content-Length") or 0)).decode()
        status, body = self.reply(call.command, urlsplit(call.path).path, text)
        payload = json.dumps(body).encode()
        call.send_response(status)
        call.send_header("Content-Type", "application/json")
        call.send_header("Content-Length", str(len(payload)))
        call.end_headers()
        call.wfile.write(payload)

    def reply(self, method: str, path: str, text: str) -> tuple[int, dict]:
        match method, path:
            case "GET", "/.well-known/oauth-authorization-server/api/auth":
                return 200, self.metadata()
            case "GET", "/api/auth/jwks":
                public = json.loads(jwt.algorithms.RSAAlgorithm.to_jwk(self.key.public_key()))
                return 200, {"keys": [{**public, "alg": "RS256", "kid": self.kid, "key_ops": ["verify"]}]}
            case "POST", "/api/auth/oauth2/register":
                return 201, {**json.loads(text), "client_id": "an-mcp-client", "token_endpoint_auth_method": "none"}
            case "POST", "/api/auth/oauth2/token":
                return self.token(dict(parse_qsl(text)))
        return 404, {}

    def metadata(self) -> dict:
        return {
            "issuer": self.issuer, "authorization_endpoint": f"{self.issuer}/oauth2/authorize",
            "token_endpoint": f"{self.issuer}/oauth2/token", "registration_endpoint": f"{self.issuer}/oauth2/register",
            "response_types_supported": ["code"], "grant_types_supported": ["authorization_code"],
            "code_challenge_methods_supported": ["S256"], "token_endpoint_auth_methods_supported": ["none"],
            "authorization_response_iss_parameter_supported": True,
        }  # fmt: skip

    def approve(self, url: str) -> tuple[str, str]:
        """What the person's click on the page at that address comes to: a code, and the client's state."""
        asked = {name: values[0] for name, values in parse_qs(urlsplit(url).query).items()}
        code = uuid.uuid4().hex
        self.codes[code] = asked
        self.asked.append((set(asked["scope"].split()), asked.get("resource", "")))
        return code, asked["state"]

    def token(self, sent: dict[str, str]) -> tuple[int, dict]:
        asked = self.codes.pop(sent.get("code", ""), None)
        digest = hashlib.sha256(sent.get("code_verifier", "").encode()).digest()
        proof = base64.urlsafe_b64encode(digest).rstrip(b"=").decode()
        if asked is None or asked["code_challenge"] != proof or asked["resource"] != sent.get("resource"):
            return 400, {"error": "invalid_grant"}
        now = int(time.time())
        claims = {
            "iss": self.issuer, "aud": asked["resource"], "sub": "ada-1", "email": "ada@example.com", "iat": now, "exp": now + 900,
            "scope": asked["scope"], "client_id": "an-mcp-client", "jti": uuid.uuid4().hex,
        }  # fmt: skip
        token = jwt.encode(claims, self.key, "RS256", {"kid": self.kid, "typ": "at+jwt"})
        return 200, {"access_token": token, "token_type": "Bearer", "expires_in": 900, "scope": asked["scope"]}
