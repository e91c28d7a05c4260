"""The peer's tables and bodies: the task on the wire has TaskFlow's members in TaskFlow's order."""

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated

from pydantic import StringConstraints
from sqlalchemy import JSON, Column, DateTime, Index, TypeDecorator, text
from sqlmodel import Field, SQLModel


def now() -> datetime:
    return datetime.now(UTC)


class UTCDateTime(TypeDecorator):
    """Times go in as UTC and come out aware; SQLite itself forgets the zone."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: object) -> datetime | None:
        return value.astimezone(UTC) if value is not None else None

    def process_result_value(self, value: datetime | None, dialect: object) -> datetime | None:
        return value.replace(tzinfo=UTC) if value is not None and value.tzinfo is None else value


class Status(StrEnum):
    pending = "pending"
    in_progress = "in_progress"
    review = "review"
    completed = "completed"
    blocked = "blocked"


class Priority(StrEnum):
    low = "low"
    medium = "medium"
    high = "high"
    critical = "critical"


class Worker(SQLModel, table=True):
    id: str = Field(primary_key=True, max_length=255)
    tenant_id: str = Field(index=True)
    handle: str
    name: str
    type: str = "human"
    is_admin: bool = False
    created_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)


class ApiKey(SQLModel, table=True):
    id: int | None = Field(default=None, primary_key=True)
    key_hash: str = Field(unique=True, index=True, max_length=64)
    worker_id: str = Field(foreign_key="worker.id", index=True)
    scopes: str
    expires_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    revoked_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    created_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)


class Task(SQLModel, table=True):
    __table_args__ = (
        Index("ix_task_newest", "tenant_id", text("created_at DESC"), text("id DESC")),
        Index("ix_task_status", "tenant_id", "status", text("created_at DESC")),
    )

    id: int | None = Field(default=None, primary_key=True)
    tenant_id: str
    title: str
    description: str | None = None
    status: str = "pending"
    priority: str = "medium"
    progress_percent: int = 0
    assigned_to: str | None = Field(default=None, foreign_key="worker.id", index=True)
    project_slug: str | None = Field(default=None, index=True)
    parent_id: int | None = Field(default=None, foreign_key="task.id", index=True)
    tags: list[str] = Field(default_factory=list, sa_column=Column(JSON, nullable=False))
    due_date: datetime | None = Field(default=None, sa_type=UTCDateTime)
    created_by: str = Field(foreign_key="worker.id")
    version: int = 1
    started_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    completed_at: datetime | None = Field(default=None, sa_type=UTCDateTime)
    created_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)
    updated_at: datetime = Field(default_factory=now, sa_type=UTCDateTime)


class AuditEntry(SQLModel, table=True):
    __tablename__ = "audit_log"

    id: int | None = Field(default=None, primary_key=True)
    entity_type: str
    entity_id: str
    task_id: int | None = Field(default=None, index=True)
    actor_id: str
    actor_type: str
    action: str
    via: str = "rest"
    context: dict = Field(default_factory=dict, sa_column=Column(JSON, nullable=False))
    request_id: str
    timestamp: datetime = Field(default_factory=now, sa_type=UTCDateTime)


class TaskCreate(SQLModel):
    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    description: str | None = Field(default=None, max_length=65_536)
    status: Status = Status.pending
    priority: Priority = Priority.medium
    progress_percent: int = Field(default=0, ge=0, le=100)
    assigned_to: str | None = Field(default=None, min_length=1, max_length=255)
    project_slug: str | None = Field(default=None, max_length=100, regex="^[a-z0-9]+(-[a-z0-9]+)*$")
    parent_id: int | None = Field(default=None, ge=1)
    tags: list[Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_.:-]{0,49}$")]] = Field(default=[], max_length=50)
    due_date: datetime | None = None


class TaskRead(SQLModel):
    id: int
    title: str
    description: str | None
    status: str
    priority: str
    progress_percent: int
    assigned_to: str | None
    project_slug: str | None
    parent_id: int | None
    tags: list[str]
    due_date: datetime | None
    created_by: str
    version: int
    started_at: datetime | None
    completed_at: datetime | None
    created_at: datetime
    updated_at: datetime
