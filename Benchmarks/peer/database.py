"""The engine: SQLite in WAL with synchronous=FULL, or PostgreSQL through psycopg, by DATABASE_URL."""

import os
from collections.abc import Iterator

from sqlalchemy import Engine, event
from sqlmodel import Session, create_engine
from style import resource

#: FastAPI runs sync endpoints on 40 threads; no call should wait for a connection.
POOL_SIZE = int(os.environ.get("DATABASE_POOL_SIZE", "40"))


def make_engine(url: str) -> Engine:
    if url.startswith("sqlite"):
        engine = create_engine(url, pool_size=POOL_SIZE, max_overflow=0, connect_args={"check_same_thread": False, "timeout": 30})
        event.listen(engine, "connect", set_pragmas)
        return engine
    url = url.replace("postgresql://", "postgresql+psycopg://", 1)
    return create_engine(url, pool_size=min(POOL_SIZE, 10), max_overflow=10, pool_pre_ping=False)


def set_pragmas(connection: object, _: object) -> None:
    cursor = connection.cursor()
    for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "cache_size=-16384", "temp_store=MEMORY"):
        cursor.execute(f"PRAGMA {pragma}")
    cursor.close()


engine = make_engine(os.environ.get("DATABASE_URL", "sqlite:///peer.db"))


@resource
def get_session() -> Iterator[Session]:
    with Session(engine, expire_on_commit=False) as session:
        yield session
