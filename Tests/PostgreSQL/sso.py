"""An SSO of few words: one RSA key by openssl, its key set, and tokens. What an SSO can do wrong is tried in Tests/Tokens."""

import base64
import json
import subprocess
import threading
import time
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path


def encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def openssl(*words: object, data: bytes = b"") -> bytes:
    return subprocess.run(["openssl", *map(str, words)], input=data, capture_output=True, timeout=60, check=True).stdout


class SSO:
    def __init__(self, folder: Path) -> None:
        self.key = folder / "sso-key"
        openssl("genpkey", "-algorithm", "RSA", "-pkeyopt", "rsa_keygen_bits:2048", "-out", self.key)
        modulus = bytes.fromhex(openssl("rsa", "-in", self.key, "-noout", "-modulus").decode().strip().removeprefix("Modulus="))
        key = {"kty": "RSA", "alg": "RS256", "kid": "only", "n": encode(modulus), "e": "AQAB"}
        body = json.dumps({"keys": [key]}).encode()

        class Handler(BaseHTTPRequestHandler):
            def do_GET(self) -> None:
                self.send_response(200)
                self.send_header("Content-Type", "application/json")
                self.send_header("Content-Length", str(len(body)))
                self.end_headers()
                self.wfile.write(body)

            def log_message(self, *_: object) -> None:
                pass

        self.server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
        self.url = f"http://127.0.0.1:{self.server.server_address[1]}"
        threading.Thread(target=self.server.serve_forever, daemon=True).start()

    def token(self, subject: str) -> str:
        now = int(time.time())
        claims = {"iss": self.url, "aud": self.url, "sub": subject, "role": "admin", "iat": now, "exp": now + 3600}
        header = {"alg": "RS256", "typ": "JWT", "kid": "only"}
        signed = ".".join(encode(json.dumps(part).encode()) for part in (header, claims))
        return f"{signed}.{encode(openssl('dgst', '-sha256', '-sign', self.key, data=signed.encode()))}"

    def close(self) -> None:
        self.server.shutdown()
        self.server.server_close()
