"""An SSO as the tests need it: keys, tokens good and bad, and a key set server that can behave as badly as any."""

import base64
import contextlib
import hmac
import json
import threading
import time
import warnings
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec, padding
from cryptography.hazmat.primitives.asymmetric.utils import decode_dss_signature
from joserfc import jws
from joserfc.jwk import ECKey, OKPKey, RSAKey

# EdDSA's new name (RFC 9864) is not Better Auth's.
warnings.simplefilter("ignore")
ALGORITHMS = ["EdDSA", "ES256", "ES512", "PS256", "RS256"]
#: How many points the curves' groups have (FIPS 186-4, D.1.2).
ORDERS = {
    "ES256": 0xFFFFFFFF00000000FFFFFFFFFFFFFFFFBCE6FAADA7179E84F3B9CAC2FC632551,
    "ES512": (1 << 521) - 0x5AE79787C40D069948033FEB708F65A2FC44A36477663B851449048E16EC79BF7,
}


def encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def to_json(value: object) -> bytes:
    return json.dumps(value, separators=(",", ":"), ensure_ascii=False).encode()


class Key:
    """One key of the SSO, made by joserfc."""

    def __init__(self, algorithm: str, kid: str, bits: int = 2048) -> None:
        self.algorithm, self.kid = algorithm, kid
        match algorithm:
            case "EdDSA":
                self.key = OKPKey.generate_key("Ed25519", auto_kid=False)
            case "ES256" | "ES512":
                self.key = ECKey.generate_key("P-256" if algorithm == "ES256" else "P-521", auto_kid=False)
            case _:
                self.key = RSAKey.generate_key(bits, auto_kid=False)

    def public(self, **changes: object) -> dict:
        """The JWK as Better Auth publishes it; None takes a member away."""
        members = {**self.key.as_dict(private=False), "alg": self.algorithm, "kid": self.kid} | changes
        members.pop("use", None) if "use" not in changes else None
        return {name: value for name, value in members.items() if value is not None}

    def token(self, claims: dict, **header: object) -> str:
        """A token as joserfc makes it."""
        names = {"alg": self.algorithm, "kid": self.kid} | header
        return jws.serialize_compact(names, to_json(claims), self.key, algorithms=ALGORITHMS)

    def raw(self, header: bytes | dict, payload: bytes | dict) -> str:
        """A token of any two texts, which joserfc would not write, signed by cryptography."""
        header = to_json(header) if isinstance(header, dict) else header
        payload = to_json(payload) if isinstance(payload, dict) else payload
        signed = f"{encode(header)}.{encode(payload)}"
        return f"{signed}.{encode(self.sign(signed.encode()))}"

    def twin(self, token: str) -> str:
        """The same token with ECDSA's other signature: whoever has r and s has r and n - s as well."""
        signed, _, signature = token.rpartition(".")
        octets = base64.urlsafe_b64decode(signature + "=" * (-len(signature) % 4))
        half = len(octets) // 2
        s = ORDERS[self.algorithm] - int.from_bytes(octets[half:], "big")
        return f"{signed}.{encode(octets[:half] + s.to_bytes(half, 'big'))}"

    def sign(self, data: bytes) -> bytes:
        private = self.key.private_key
        match self.algorithm:
            case "EdDSA":
                return private.sign(data)
            case "ES256" | "ES512":
                size, digest = (32, hashes.SHA256()) if self.algorithm == "ES256" else (66, hashes.SHA512())
                r, s = decode_dss_signature(private.sign(data, ec.ECDSA(digest)))
                return r.to_bytes(size, "big") + s.to_bytes(size, "big")
            case "PS256":
                return private.sign(data, padding.PSS(padding.MGF1(hashes.SHA256()), 32), hashes.SHA256())
            case _:
                return private.sign(data, padding.PKCS1v15(), hashes.SHA256())

    def header(self, **changes: object) -> dict:
        members = {"alg": self.algorithm, "kid": self.kid} | changes
        return {name: value for name, value in members.items() if value is not ...}


def hmac_token(secret: bytes, kid: str, claims: dict) -> str:
    """The classic: a public key used as HMAC's secret. joserfc refuses to make it."""
    signed = f"{encode(to_json({'alg': 'HS256', 'kid': kid}))}.{encode(to_json(claims))}"
    return f"{signed}.{encode(hmac.digest(secret, signed.encode(), 'sha256'))}"


class KeyServer:
    """Serves the key set at Better Auth's path, as told."""

    def __init__(self) -> None:
        self.keys: list[dict] = []
        self.behaviour = "good"
        self.fetches = 0
        self.elsewhere = 0
        self.server: ThreadingHTTPServer | None = None
        self.port = 0
        self.start()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def start(self) -> None:
        owner = self

        class Handler(BaseHTTPRequestHandler):
            protocol_version = "HTTP/1.1"

            def do_GET(self) -> None:
                with contextlib.suppress(OSError):
                    owner.answer(self)

            do_POST = do_GET

            def log_message(self, *_: object) -> None:
                pass

        class Server(ThreadingHTTPServer):
            daemon_threads = True
            request_queue_size = 128

        self.server = Server(("127.0.0.1", self.port), Handler)
        self.port = self.server.server_address[1]
        threading.Thread(target=self.server.serve_forever, args=(0.05,), daemon=True).start()

    def kill(self) -> None:
        if self.server is not None:
            self.server.shutdown()
            self.server.server_close()
            self.server = None

    def answer(self, call: BaseHTTPRequestHandler) -> None:
        if call.path != "/api/auth/jwks":
            self.elsewhere += 1
            return self.send(call, 200, to_json({"keys": self.keys}))
        self.fetches += 1
        body = to_json({"keys": self.keys})
        match self.behaviour:
            case "good":
                self.send(call, 200, body)
            case "slow":
                time.sleep(0.5)
                self.send(call, 200, body)
            case "status 500" | "status 404" | "status 429":
                self.send(call, int(self.behaviour.split()[1]), body, ("X-Retry-After", "10"))
            case "no JSON":
                self.send(call, 200, b"<html>Sign in</html>")
            case "duplicate member":
                self.send(call, 200, body[:-1] + b',"keys":[]}')
            case "no keys":
                self.send(call, 200, b'{"keys":[]}')
            case "redirect":
                self.send(call, 302, body, ("Location", f"{self.url}/elsewhere"))
            case "too large":
                self.send(call, 200, body + b" " * (256 << 10))
            case "truncated":
                self.send(call, 200, body[: len(body) // 2], length=len(body))
            case "hang":
                time.sleep(8)
            case "trickle":
                self.send(call, 200, body[:10], length=len(body))
                for byte in body[10:16]:
                    time.sleep(1)
                    call.wfile.write(bytes([byte]))
            case other:
                raise ValueError(other)

    @staticmethod
    def send(call: BaseHTTPRequestHandler, status: int, body: bytes, *headers: tuple[str, str], length: int | None = None) -> None:
        call.send_response(status)
        for name, value in (("Content-Type", "application/json"), ("Cache-Control", "no-store"), *headers):
            call.send_header(name, value)
        call.send_header("Content-Length", str(len(body) if length is None else length))
        call.end_headers()
        call.wfile.write(body)
        call.wfile.flush()
        call.close_connection = True
