"""Makes the peer's tables, a worker and its credential, and any number of tasks; prints the credential alone.

    DATABASE_URL=sqlite:///peer.db prepare.py [--tasks N] [--jwt-keys DIR]

With --jwt-keys the credential is an RS256 token, and DIR/public.pem is what PEER_PUBLIC_KEY is to name.
"""

import argparse
import hashlib
import secrets
import time
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from database import engine
from jose import jwt
from models import ApiKey, Task, Worker, now
from sqlalchemy import insert
from sqlmodel import Session, SQLModel

BATCH = 10_000
WORKER = "@bench"


def rows(count: int) -> Iterator[dict]:
    first = now() - timedelta(days=30)
    for number in range(count):
        moment = first + timedelta(milliseconds=number)
        yield {
            "tenant_id": "default", "title": f"Task {number} of the benchmark", "description": "A sentence or two of text. " * 4,
            "status": "pending", "priority": "medium", "progress_percent": 0, "tags": ["bench", "seeded"],
            "created_by": WORKER, "version": 1, "created_at": moment, "updated_at": moment,
        }  # fmt: skip


def fill(session: Session, count: int) -> None:
    batch: list[dict] = []
    for row in rows(count):
        batch.append(row)
        if len(batch) == BATCH:
            session.execute(insert(Task), batch)
            batch = []
    if batch:
        session.execute(insert(Task), batch)


def issue_key(session: Session) -> str:
    key = "tfl_" + secrets.token_urlsafe(32)
    session.add(ApiKey(key_hash=hashlib.sha256(key.encode()).hexdigest(), worker_id=WORKER, scopes="tasks:read tasks:write"))
    return key


def issue_token(folder: Path) -> str:
    from security import JWT_AUDIENCE, JWT_ISSUER

    private = rsa.generate_private_key(65537, 2048)
    folder.mkdir(parents=True, exist_ok=True)
    encoding, plain = serialization.Encoding.PEM, serialization.NoEncryption()
    public = private.public_key().public_bytes(encoding, serialization.PublicFormat.SubjectPublicKeyInfo)
    (folder / "public.pem").write_bytes(public)
    claims = {"sub": WORKER, "aud": JWT_AUDIENCE, "iss": JWT_ISSUER, "iat": int(time.time()), "exp": int(time.time()) + 86_400}
    return jwt.encode(claims, private.private_bytes(encoding, serialization.PrivateFormat.PKCS8, plain).decode(), "RS256")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--tasks", type=int, default=0)
    parser.add_argument("--jwt-keys", type=Path)
    arguments = parser.parse_args()
    SQLModel.metadata.create_all(engine)
    with Session(engine) as session:
        if session.get(Worker, WORKER) is None:
            session.add(Worker(id=WORKER, tenant_id="default", handle=WORKER, name="Bench", is_admin=True))
            session.flush()
        fill(session, arguments.tasks)
        credential = issue_token(arguments.jwt_keys) if arguments.jwt_keys else issue_key(session)
        session.commit()
    print(credential)


if __name__ == "__main__":
    main()
