"""Types that the apps' schemas share."""

from __future__ import annotations

from typing import Annotated, Any

from ninja import Schema
from pydantic import BeforeValidator, PlainSerializer, StringConstraints, WithJsonSchema, field_validator
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


#: "350000.00" in JSON, Money in Python.
MoneyStr = Annotated[
    Any,
    BeforeValidator(_money),
    PlainSerializer(str, return_type=str),
    WithJsonSchema({"type": "string", "pattern": r"^-?\d{1,13}(\.\d{1,2})?$", "examples": ["350000.00"]}),
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


class Summary(Schema):
    count: int
    capped: bool
    total: int
    total_capped: bool
    sums: dict[str, Any] | None
