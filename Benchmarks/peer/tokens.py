"""Makes an SSO's key and tokens of one person, as a bench of verification needs them: tokens.py DIR ISSUER SETS COUNT

DIR/jwks.json is the public key, DIR/tokens-0, -1 … hold COUNT RS256 tokens each, one a line, no two alike. All are
the same person's, an admin, and good for a day.
"""

import base64
import json
import os
import sys
import time
import uuid
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import padding, rsa

KEY_ID = uuid.uuid4().hex


def encode(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def number(value: int) -> str:
    return encode(value.to_bytes((value.bit_length() + 7) // 8, "big"))


def signed(pem: bytes, issuer: str, key_id: str, count: int) -> list[str]:
    key = serialization.load_pem_private_key(pem, None)
    head = encode(json.dumps({"alg": "RS256", "kid": key_id}).encode())
    now = int(time.time())
    tokens = []
    for _ in range(count):
        claims = {"iss": issuer, "aud": issuer, "sub": "bench-person", "email": "bench@example.com", "name": "Bench", "role": "admin"}
        claims |= {"iat": now, "exp": now + 86_000, "jti": uuid.uuid4().hex}
        text = f"{head}.{encode(json.dumps(claims).encode())}"
        tokens.append(f"{text}.{encode(key.sign(text.encode(), padding.PKCS1v15(), hashes.SHA256()))}")
    return tokens


def main(folder: Path, issuer: str, sets: int, count: int) -> None:
    key = rsa.generate_private_key(65537, 2048)
    pem = key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, serialization.NoEncryption())
    public = key.public_key().public_numbers()
    folder.mkdir(parents=True, exist_ok=True)
    jwk = {"alg": "RS256", "kty": "RSA", "n": number(public.n), "e": number(public.e), "kid": KEY_ID}
    (folder / "jwks.json").write_text(json.dumps({"keys": [jwk]}))
    parts = max(1, os.cpu_count() or 1)
    with ProcessPoolExecutor(parts) as pool:
        for index in range(sets):
            share = [count // parts + (1 if part < count % parts else 0) for part in range(parts)]
            made = pool.map(signed, [pem] * parts, [issuer] * parts, [KEY_ID] * parts, share)
            (folder / f"tokens-{index}").write_text("".join(f"{token}\n" for tokens in made for token in tokens))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], int(sys.argv[3]), int(sys.argv[4]))
