from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Any, Literal

from ninja import Field

from dougong.forms.schemas import FieldChoice, QuestionOut
from dougong.kit.schemas import ABSENT, In, Named, Out

Answers = Annotated[dict[str, Any], Field(max_length=120)]
State = Literal["draft", "done"]


class InterviewIn(In):
    form_id: uuid.UUID
    contact_id: uuid.UUID | None = None
    opportunity_id: uuid.UUID | None = None
    held_on: dt.date | None = None


class AnswersIn(In):
    """Answers by question; null empties one. Only what is sent is changed."""

    answers: Answers = ABSENT
    contact_id: uuid.UUID | None = None
    held_on: dt.date = ABSENT


class ApplyIn(In):
    """`client_version` is the dossier's as it was shown; `choices` by field: take the answer, append it, keep what is there."""

    client_version: int | None = Field(default=None, ge=1, lt=2**31)
    choices: dict[str, Literal["take", "append", "keep"]] = Field(max_length=120)


class InterviewRow(Out):
    id: uuid.UUID
    template: str
    template_en: str
    client: str
    client_id: uuid.UUID
    contact: str | None
    interviewer: str
    held_on: dt.date
    state: State
    version: int


class TemplateRef(Out):
    id: uuid.UUID
    zh: str
    en: str


class InterviewOut(Out):
    """`applied`: how many fields of the dossier hold answers of it. Answers that feed a field are ruled as the field is: what is
    hidden is left out with its question, `locked` are the questions whose answers the reader sees masked and can't
    change; `names` what places and trades are called."""

    id: uuid.UUID
    version: int
    template: TemplateRef
    client: Named
    opportunity_id: uuid.UUID | None
    contact: Named | None
    contacts: list[Named]
    interviewer: Named
    held_on: dt.date
    state: State
    done_at: dt.datetime | None
    questions: list[QuestionOut]
    answers: dict[str, Any]
    names: dict[str, str]
    locked: list[str]
    applied: int
    may: dict[str, bool]


class ProposalOut(Out):
    key: str
    zh: str
    en: str
    type: str
    question_zh: str
    question_en: str
    before: Any
    after: Any
    same: bool
    appendable: bool
    choices: list[FieldChoice]


class AppliedOut(Out):
    key: str
    before: Any
    after: Any


class ProposalsOut(Out):
    client_version: int
    items: list[ProposalOut]
    applied: list[AppliedOut]


class TakenBack(Out):
    """Fields that hold what they held before, and those that somebody has changed since."""

    back: list[str]
    stay: list[str]


class InterviewDiscarded(Out):
    id: uuid.UUID
