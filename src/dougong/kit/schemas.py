"""Types that the apps' schemas share."""

from __future__ import annotations

import datetime as dt
import uuid
from functools import cache
from typing import Annotated, Any, Literal

from ninja import Field, Schema
from pydantic import BeforeValidator, PlainSerializer, StringConstraints, WithJsonSchema, create_model, field_validator
from pydantic_core import PydanticCustomError

from dougong.kit.money import Money, MoneyError


def _money(value: Any) -> Money:
    if isinstance(value, Money):
        return value
    if not isinstance(value, str | int) or isinstance(value, bool):
        raise PydanticCustomError("money_format", "not an amount")
    try:
        return Money(value)
    except MoneyError as error:
        raise PydanticCustomError(f"money_{error.reason}", "not an amount") from None


def _price(value: Any) -> Money:
    money = _money(value)
    if money < Money():
        raise PydanticCustomError("money_below_zero", "below zero")
    return money


#: "350000.00" in JSON, Money in Python.
MoneyStr = Annotated[
    Any,
    BeforeValidator(_money),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d{1,13}(\.\d{1,2})?$", "examples": ["350000.00"]}),
]
#: The same of nothing or more: a rate, a budget.
PriceStr = Annotated[
    Any,
    BeforeValidator(_price),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^\d{1,13}(\.\d{1,2})?$", "examples": ["350000.00"]}),
]
Name = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
ShortText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)]
#: As long as the columns of people, posts and trades.
Name60 = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
Text40 = Annotated[str, StringConstraints(strip_whitespace=True, max_length=40)]
Text60 = Annotated[str, StringConstraints(strip_whitespace=True, max_length=60)]
Text120 = Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)]
LongText = Annotated[str, StringConstraints(strip_whitespace=True, max_length=5000)]


def _writable(value: Any) -> Any:
    """Refuse the one character that PostgreSQL can't keep; no keyboard has it."""
    if isinstance(value, str) and "\x00" in value:
        raise PydanticCustomError("nul", "a NUL character")
    return value


class In(Schema):
    """A body. Unknown fields are refused: a misspelt field must not vanish."""

    model_config = {"extra": "forbid"}

    @field_validator("*", mode="before", check_fields=False)
    @classmethod
    def _no_nul(cls, value: Any) -> Any:
        return [_writable(v) for v in value] if isinstance(value, list) else _writable(value)


#: Of a field of a patch that may be left out but not emptied; defaults are not validated and `exclude_unset` never sends it.
ABSENT: Any = None


class Out(Schema):
    """An answer. Endpoints answer ready responses, so it is checked where it costs nothing: every answer that the tests
    receive is held against the contract (`tests/api.py`), and the web app takes its types from there."""


def _left_out() -> Any:
    return None


#: Of a field of an answer that may be absent. (A default would tell clients what stands there when it is not sent.)
MAYBE: Any = Field(default_factory=_left_out)

#: Money in an answer.
Amount = Annotated[Any, WithJsonSchema({"type": "string", "pattern": r"^-?\d+\.\d{2}$", "examples": ["350000.00"]})]


class Named(Out):
    id: uuid.UUID
    name: str


class Made(Out):
    id: uuid.UUID


class Many(Out):
    """Of an act on many records: those done, and those that may not be."""

    done: list[uuid.UUID]
    refused: list[uuid.UUID]


class PurgeIn(In):
    ids: list[uuid.UUID] = Field(min_length=1, max_length=200)


class PurgeTold(Out):
    """So many of a kind; the names of those that the reader may see; why they stand in the way."""

    code: str
    label: str
    count: int
    names: list[str]
    why: str


class PurgeStoppedOut(Out):
    id: uuid.UUID
    title: str
    stops: list[PurgeTold]


class PurgePreview(Out):
    """`may`: how many of them can go, and what goes with these; the others with what stops each."""

    may: int
    refused: list[uuid.UUID]
    goes: list[PurgeTold]
    stopped: list[PurgeStoppedOut]


class FieldProblem(Schema):
    field: str
    code: str
    message: str


class Problem(Schema):
    type: str
    title: str
    status: int
    code: str
    detail: str
    params: dict[str, Any]
    errors: list[FieldProblem]
    request_id: str


class Page(Schema):
    items: list[dict[str, Any]]
    next: str | None
    prev: str | None


@cache
def page_of(row: type[Out]) -> type[Page]:
    """The page of a list whose rows are these: ClientRow makes ClientPage."""
    rows: Any = list[row]  # type: ignore[valid-type]  # a type made at run time
    return create_model(row.__name__.removesuffix("Row") + "Page", __base__=Page, items=(rows, ...))


class Summary(Schema):
    count: int
    capped: bool
    total: int
    total_capped: bool
    sums: dict[str, Any] | None


class Choice(Out):
    value: str
    label: str


class ListColumn(Out):
    """`masked` says that the reader is shown it masked."""

    key: str
    label: str
    type: str
    sortable: bool
    sum: bool
    choices: list[Choice] | None
    masked: bool


class ListFilter(Out):
    key: str
    label: str
    type: str
    ops: list[str]
    choices: list[Choice] | None


class ListOut(Out):
    """`left_out` names the columns that field rules hide from the reader, `closed` what he can neither sort nor filter by."""

    code: str
    title: str
    default_sort: str
    searchable: bool
    left_out: list[str]
    closed: list[str]
    columns: list[ListColumn]
    filters: list[ListFilter]


class JobOut(Out):
    """`result` is what its kind tells when it is done, `error` what went wrong, in the reader's language."""

    id: uuid.UUID
    kind: str
    title: str
    status: Literal["queued", "running", "done", "failed", "stopped"]
    done: int
    total: int
    message: str
    result: Any
    error: str
    file: str | None
    created_at: dt.datetime
    finished_at: dt.datetime | None


class JobsOut(Out):
    items: list[JobOut]


class JobBegun(Out):
    """The job that does it (`GET /jobs/{id}`), or the one of its kind that was under way already."""

    job_id: uuid.UUID


class TicketOut(Out):
    url: str


class Region(Out):
    code: str
    name: str


class RegionsOut(Out):
    items: list[Region]


class DeliveryOut(Out):
    """A handler that did not take an event: given up (dead), or to be tried again at `due_at`."""

    id: int
    handler: str
    event: str
    payload: dict[str, Any]
    status: Literal["dead", "pending"]
    attempts: int
    error: str
    occurred_at: dt.datetime
    due_at: dt.datetime


class FailedJob(JobOut):
    attempts: int


class FailuresOut(Out):
    deliveries: list[DeliveryOut]
    jobs: list[FailedJob]


class Replayed(Out):
    id: int
