"""The same inputs as TaskFlow's, declared the way a FastAPI user would declare them.

Nothing is stored: a valid call is answered with an empty object. What counts are the 422 bodies, which come from
FastAPI and pydantic alone.
"""

from datetime import datetime
from typing import Annotated, Literal

from fastapi import FastAPI, Path, Query
from pydantic import AfterValidator, BaseModel, Field, StringConstraints

Status = Literal["pending", "in_progress", "review", "completed", "blocked"]
Priority = Literal["low", "medium", "high", "critical"]
Sort = Literal[
    "created_at", "-created_at", "updated_at", "-updated_at", "due_date", "-due_date",
    "priority", "-priority", "title", "-title", "urgency", "-completed_at",
]  # fmt: skip


def no_control_characters(text: str) -> str:
    if any(ord(c) < 0x20 or 0x7F <= ord(c) <= 0x9F for c in text):
        raise ValueError("must not contain control characters")
    return text


def no_nul(text: str) -> str:
    if "\0" in text:
        raise ValueError("must not contain NUL")
    return text


def one_line(least: int, most: int, strip: bool = False) -> type[str]:
    rules = StringConstraints(strip_whitespace=strip, min_length=least, max_length=most)
    return Annotated[str, rules, AfterValidator(no_control_characters)]


def text(least: int, most: int, strip: bool = False) -> type[str]:
    rules = StringConstraints(strip_whitespace=strip, min_length=least, max_length=most)
    return Annotated[str, rules, AfterValidator(no_nul)]


Title = one_line(1, 200, strip=True)
WorkerRef = one_line(1, 255)
Description = Annotated[str, StringConstraints(max_length=65_536), AfterValidator(no_nul)]
Note = text(1, 2_000, strip=True)
SearchText = text(1, 200)
Slug = Annotated[str, StringConstraints(min_length=1, max_length=100, pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$")]
Tag = Annotated[str, StringConstraints(max_length=50, pattern=r"^[a-z0-9][a-z0-9_.:-]{0,49}$")]
Tags = Annotated[list[Tag], Field(max_length=50)]
StatusFilter = Annotated[list[Status], Field(max_length=5)]
Percent = Annotated[int, Field(ge=0, le=100)]
ID = Annotated[int, Field(ge=1)]
TaskID = Annotated[int, Path(ge=1)]


class CreateTask(BaseModel):
    title: Title
    description: Description | None = None
    status: Status = "pending"
    priority: Priority = "medium"
    progress_percent: Percent = 0
    assigned_to: WorkerRef | None = None
    project_slug: Slug | None = None
    parent_id: ID | None = None
    tags: Tags = []
    due_date: datetime | None = None


class UpdateTask(BaseModel):
    """A member that may be cleared is `T | None`; one that may only be left out has a default and no None."""

    title: Title = "-"
    description: Description | None = None
    status: Status = "pending"
    priority: Priority = "medium"
    progress_percent: Percent = 0
    assigned_to: WorkerRef | None = None
    parent_id: ID | None = None
    tags: Tags | None = None
    due_date: datetime | None = None
    reason: Note | None = None


class Reason(BaseModel):
    reason: Note


app = FastAPI()


@app.post("/api/tasks", status_code=201)
def create_task(body: CreateTask) -> dict:
    return {}


@app.get("/api/tasks")
def list_tasks(
    status: Annotated[StatusFilter | None, Query()] = None,
    assigned_to: Annotated[WorkerRef | None, Query()] = None,
    project: Annotated[Slug | None, Query()] = None,
    parent_id: Annotated[int | None, Query(ge=1)] = None,
    priority: Annotated[Priority | None, Query()] = None,
    tag: Annotated[Tags | None, Query()] = None,
    q: Annotated[SearchText | None, Query()] = None,
    due_before: Annotated[datetime | None, Query()] = None,
    due_after: Annotated[datetime | None, Query()] = None,
    created_by: Annotated[WorkerRef | None, Query()] = None,
    sort: Annotated[Sort, Query()] = "-created_at",
    limit: Annotated[int, Query(ge=1, le=100)] = 50,
    offset: Annotated[int, Query(ge=0)] = 0,
    total: Annotated[bool, Query()] = False,
) -> list:
    return []


@app.get("/api/tasks/{task_id}")
def get_task(task_id: TaskID) -> dict:
    return {}


@app.patch("/api/tasks/{task_id}")
def update_task(task_id: TaskID, body: UpdateTask) -> dict:
    return {}


@app.delete("/api/tasks/{task_id}", status_code=204)
def delete_task(task_id: TaskID) -> None:
    return None


@app.post("/api/tasks/{task_id}/start")
def start_task(task_id: TaskID) -> dict:
    return {}


@app.post("/api/tasks/{task_id}/progress")
def update_progress(
    task_id: TaskID, percent: Annotated[int, Query(ge=0, le=100)], note: Annotated[Note | None, Query()] = None
) -> dict:
    return {}


@app.post("/api/tasks/{task_id}/reject")
def reject_task(task_id: TaskID, body: Reason) -> dict:
    return {}
