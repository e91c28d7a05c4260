"""The peer: the back end that a careful FastAPI + SQLModel team ships, with four of TaskFlow's routes.

Endpoints are `def`, on FastAPI's thread pool, each with a pooled Session (style.py has the other way). An AsyncSession
over aiosqlite was measured beside it: as fast at reading, slower at creating, so the sync one stayed.
"""

import uuid
from typing import Annotated

from fastapi import FastAPI, HTTPException, Query, Response
from models import AuditEntry, Task, TaskCreate, TaskRead, Worker, now
from security import CurrentWorker, SessionDep
from sqlalchemy import update
from sqlmodel import Session, select
from style import endpoint

app = FastAPI(title="Peer")


def record(session: Session, worker: Worker, task: Task, action: str, context: dict) -> None:
    """The audit row, in the caller's transaction."""
    session.add(
        AuditEntry(
            entity_type="task", entity_id=str(task.id), task_id=task.id, actor_id=worker.id, actor_type=worker.type,
            action=action, context=context, request_id=str(uuid.uuid4()),
        )
    )  # fmt: skip


@app.get("/health")
@endpoint
def health() -> dict[str, str]:
    return {"status": "healthy"}


@app.get("/api/tasks/{task_id}", response_model=TaskRead)
@endpoint
def get_task(task_id: int, session: SessionDep, worker: CurrentWorker, response: Response) -> Task:
    task = session.exec(select(Task).where(Task.id == task_id, Task.tenant_id == worker.tenant_id)).first()
    if task is None:
        raise HTTPException(404, "Task not found")
    response.headers["ETag"] = f'"v{task.version}"'
    return task


@app.get("/api/tasks", response_model=list[TaskRead])
@endpoint
def list_tasks(
    session: SessionDep,
    worker: CurrentWorker,
    status: Annotated[list[str] | None, Query()] = None,
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    offset: Annotated[int, Query(ge=0)] = 0,
) -> list[Task]:
    query = select(Task).where(Task.tenant_id == worker.tenant_id)
    if status:
        query = query.where(Task.status.in_(status))
    return list(session.exec(query.order_by(Task.created_at.desc(), Task.id.desc()).offset(offset).limit(limit)).all())


@app.post("/api/tasks", response_model=TaskRead, status_code=201)
@endpoint
def create_task(body: TaskCreate, session: SessionDep, worker: CurrentWorker, response: Response) -> Task:
    task = Task(**body.model_dump(), tenant_id=worker.tenant_id, created_by=worker.id)
    session.add(task)
    session.flush()
    record(session, worker, task, "created", {"title": task.title})
    session.commit()
    response.headers["ETag"] = f'"v{task.version}"'
    response.headers["Location"] = f"/api/tasks/{task.id}"
    return task


@app.post("/api/tasks/{task_id}/start", response_model=TaskRead)
@endpoint
def start_task(task_id: int, session: SessionDep, worker: CurrentWorker, response: Response) -> Task:
    moment = now()
    started = session.exec(
        update(Task)
        .where(Task.id == task_id, Task.tenant_id == worker.tenant_id, Task.status == "pending")
        .where(Task.assigned_to.is_(None) | (Task.assigned_to == worker.id))
        .values(status="in_progress", assigned_to=worker.id, started_at=moment, updated_at=moment, version=Task.version + 1)
        .returning(Task)
    ).scalar_one_or_none()
    if started is None:
        task = session.get(Task, task_id)
        if task is None or task.tenant_id != worker.tenant_id:
            raise HTTPException(404, "Task not found")
        raise HTTPException(400, f"Cannot start task with status '{task.status}'")
    record(session, worker, started, "started", {"status": {"before": "pending", "after": "in_progress"}})
    session.commit()
    response.headers["ETag"] = f'"v{started.version}"'
    return started
