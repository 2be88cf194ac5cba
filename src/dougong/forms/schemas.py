from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Any, Literal

from ninja import Field
from pydantic import StringConstraints

from dougong.kit.schemas import In, Out, Text120

FieldType = Literal[
    "text", "long_text", "number", "amount", "date", "choice", "several", "yes_no", "person", "link", "file", "region",
    "industry",
]  # fmt: skip
Label = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)]
LabelEn = Annotated[str, StringConstraints(strip_whitespace=True, max_length=80)]
Note = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
Code = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,38}$")]


class FieldChoiceIn(In):
    value: Code | None = None
    zh: Label
    en: LabelEn = ""


class FieldIn(In):
    """Without `key` it is a new field."""

    key: Code | None = None
    type: FieldType
    zh: Label
    en: LabelEn = ""
    meaning_zh: Note = ""
    meaning_en: Note = ""
    rule_zh: Note = ""
    rule_en: Note = ""
    section: Text120 = ""
    required: bool = False
    required_for: list[str] = Field(default_factory=list, max_length=20)
    choices: list[FieldChoiceIn] = Field(default_factory=list, max_length=100)
    minimum: float | None = Field(default=None, ge=-1e15, le=1e15)
    maximum: float | None = Field(default=None, ge=-1e15, le=1e15)
    max_length: int | None = Field(default=None, ge=1, le=5000)
    listed: bool = False
    secret: bool = False
    removed: bool = False


class FieldsIn(In):
    fields: list[FieldIn] = Field(max_length=200)


class FieldChoice(Out):
    value: str
    zh: str
    en: str


class FieldOut(Out):
    """`required` is of whoever fills it, `required_for` only of records of these kinds; `standard` fields come with the product."""

    key: str
    type: FieldType
    zh: str
    en: str
    meaning_zh: str
    meaning_en: str
    rule_zh: str
    rule_en: str
    section: str
    required: bool
    required_for: list[str]
    choices: list[FieldChoice]
    minimum: float | None
    maximum: float | None
    max_length: int | None
    listed: bool
    secret: bool
    removed: bool
    standard: bool


class FieldsOut(Out):
    """`version` is what a change carries in If-Match, `number` that of the definition in force. `columns` are what the
    record's own columns mean."""

    code: str
    version: int
    number: int
    kinds: list[FieldChoice]
    sections: list[FieldChoice]
    columns: list[FieldOut]
    fields: list[FieldOut]


class FormSchema(Out):
    """A JSON Schema 2020-12."""

    title: str
    type: str
    properties: dict[str, Any]
    required: list[str]


class FormVersionOut(Out):
    number: int
    at: dt.datetime
    by: str


class FormVersions(Out):
    items: list[FormVersionOut]


QuestionType = Literal[
    "text", "long_text", "number", "amount", "date", "choice", "several", "yes_no", "link", "region", "industry", "star"
]  # fmt: skip
Purpose = Literal["interview", "web"]


class QuestionIn(In):
    """Without `key` it is a new question. `target` is the dossier's field that an answer feeds: a column, or `facts.<key>`."""

    key: Code | None = None
    type: QuestionType
    zh: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=200)]
    en: Annotated[str, StringConstraints(strip_whitespace=True, max_length=200)] = ""
    meaning_zh: Note = ""
    meaning_en: Note = ""
    required: bool = False
    choices: list[FieldChoiceIn] = Field(default_factory=list, max_length=100)
    target: Annotated[str, StringConstraints(max_length=60)] = ""
    removed: bool = False


class QuestionnaireIn(In):
    purpose: Purpose
    zh: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=60)]
    en: Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)] = ""
    questions: list[QuestionIn] = Field(max_length=120)


class QuestionOut(FieldOut):
    type: QuestionType  # type: ignore[assignment]  # a question can be told as STAR, a field can't
    target: str


class QuestionnaireRow(Out):
    id: uuid.UUID
    version: int
    number: int
    zh: str
    en: str
    questions: int
    updated_at: dt.datetime


class Questionnaires(Out):
    items: list[QuestionnaireRow]


class QuestionnaireOut(Out):
    """`number` is that of the wording in force; what was answered keeps the wording it was asked in."""

    id: uuid.UUID
    version: int
    number: int
    purpose: Purpose
    zh: str
    en: str
    archived: bool
    questions: list[QuestionOut]


class TradeOut(Out):
    code: str
    name: str
    section: str


class TradesOut(Out):
    items: list[TradeOut]
