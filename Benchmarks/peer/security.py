"""Who is calling, looked up on every call: a key by its SHA-256, or with PEER_AUTH=jwt an RS256 token by python-jose."""

import hashlib
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Annotated

from database import get_session
from fastapi import Depends, HTTPException
from fastapi.security import HTTPAuthorizationCredentials, HTTPBearer
from jose import JWTError, jwt
from models import ApiKey, Worker
from sqlmodel import Session, select
from style import endpoint

bearer = HTTPBearer()
SessionDep = Annotated[Session, Depends(get_session)]
Credentials = Annotated[HTTPAuthorizationCredentials, Depends(bearer)]

JWT_AUDIENCE = "taskflow"
JWT_ISSUER = "https://sso.example"
PUBLIC_KEY = Path(os.environ["PEER_PUBLIC_KEY"]).read_text() if os.environ.get("PEER_AUTH") == "jwt" else ""


def unauthorized() -> HTTPException:
    return HTTPException(401, "Could not validate credentials", {"WWW-Authenticate": "Bearer"})


def worker_by_key(session: SessionDep, credentials: Credentials) -> Worker:
    digest = hashlib.sha256(credentials.credentials.encode()).hexdigest()
    found = session.exec(
        select(Worker, ApiKey).join(ApiKey, ApiKey.worker_id == Worker.id).where(ApiKey.key_hash == digest)
    ).first()
    if found is None:
        raise unauthorized()
    worker, key = found
    if key.revoked_at is not None or (key.expires_at is not None and key.expires_at <= datetime.now(UTC)):
        raise unauthorized()
    return worker


def worker_by_token(session: SessionDep, credentials: Credentials) -> Worker:
    try:
        claims = jwt.decode(credentials.credentials, PUBLIC_KEY, algorithms=["RS256"], audience=JWT_AUDIENCE, issuer=JWT_ISSUER)
    except JWTError as error:
        raise unauthorized() from error
    worker = session.get(Worker, claims.get("sub", ""))
    if worker is None:
        raise unauthorized()
    return worker


current_worker = endpoint(worker_by_token if PUBLIC_KEY else worker_by_key)
CurrentWorker = Annotated[Worker, Depends(current_worker)]
