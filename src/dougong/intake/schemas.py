from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Any, Literal

from ninja import Field
from pydantic import StringConstraints

from dougong.forms.schemas import FieldChoice, QuestionOut
from dougong.kit.schemas import In, MoneyStr, Named, Out

Text300 = Annotated[str, StringConstraints(strip_whitespace=True, max_length=300)]
Text500 = Annotated[str, StringConstraints(strip_whitespace=True, max_length=500)]
Answers = Annotated[dict[str, Any], Field(max_length=120)]
State = Literal["new", "accepted", "rejected"]


class OwnerRule(In):
    """A region (GB/T 2260) and whose enquiries from there are: a colleague's, or a department's, where its head deals with them."""

    region: Annotated[str, StringConstraints(pattern=r"^\d{6}$")]
    owner_id: uuid.UUID | None = None
    department_id: uuid.UUID | None = None


class PublicFormIn(In):
    form_id: uuid.UUID
    owner_id: uuid.UUID
    purpose_zh: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
    purpose_en: Text300 = ""
    intro_zh: Text500 = ""
    intro_en: Text500 = ""
    retention_days: int = Field(default=180, ge=1, le=3650)
    uploads: bool = False
    is_open: bool = True
    owners: list[OwnerRule] = Field(default_factory=list, max_length=40)
    origins: list[Annotated[str, StringConstraints(max_length=200)]] = Field(default_factory=list, max_length=20)


class EnquiryIn(In):
    """What another program sends in: answers by question of an open form (`GET /questionnaires/{form_id}` names them)."""

    public_form_id: uuid.UUID
    answers: Answers
    consent_at: dt.datetime | None = None


class OpensIn(In):
    """What begins with the client."""

    title: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=120)]
    amount: MoneyStr | None = None


class AcceptIn(In):
    """`name` where the client is to be called otherwise than was told; with `opportunity` one is opened in the same act."""

    name: Annotated[str, StringConstraints(strip_whitespace=True, max_length=120)] = ""
    opportunity: OpensIn | None = None


class RejectIn(In):
    note: Text300 = ""


# ---- answers


class AskedOut(Out):
    key: str
    type: str
    zh: str
    en: str
    meaning_zh: str
    meaning_en: str
    required: bool
    max_length: int | None
    choices: list[FieldChoice]


class ChallengeOut(Out):
    """Send `token` back with a `counter` for which SHA-256 of `token:counter` begins with `bits` zero bits."""

    token: str
    bits: int
    seconds: int


class PublicFormPage(Out):
    company: str
    zh: str
    en: str
    intro_zh: str
    intro_en: str
    consent_zh: str
    consent_en: str
    uploads: bool
    questions: list[AskedOut]
    challenge: ChallengeOut


class Received(Out):
    """The same whatever we know of the sender."""

    received: bool


class OwnerRuleOut(Out):
    """With the words for them."""

    region: str
    place: str
    owner: Named | None
    department: Named | None


class PublicFormOut(Out):
    id: uuid.UUID
    version: int
    key: str
    form: dict[str, Any]
    owner: Named
    owners: list[OwnerRuleOut]
    origins: list[str]
    intro_zh: str
    intro_en: str
    purpose_zh: str
    purpose_en: str
    consent_zh: str
    consent_en: str
    retention_days: int
    uploads: bool
    is_open: bool
    created_at: dt.datetime


class PublicForms(Out):
    items: list[PublicFormOut]


class EnquiryRow(Out):
    id: uuid.UUID
    title: str
    form: str
    form_en: str
    channel: Literal["web", "api"]
    state: State
    score: int
    reasons: list[str]
    owner: str
    received_at: dt.datetime
    decided_by_name: str
    expires_on: dt.date
    version: int


class MadeOut(Out):
    resource: str
    id: uuid.UUID
    title: str
    link: str


class EnquiryOut(Out):
    """`fed`: what a dossier made of it would hold, by field. `made`: what was opened with the client. `may_undo`: whether taking it
    up can be taken back, since nothing was done with what it made."""

    id: uuid.UUID
    version: int
    title: str
    form: str
    form_en: str
    channel: Literal["web", "api"]
    state: State
    score: int
    reasons: list[str]
    owner: Named
    client: Named | None
    made: list[MadeOut]
    may_undo: bool
    received_at: dt.datetime
    consent_at: dt.datetime | None
    consent_text: str
    language: str
    expires_on: dt.date
    decided_by_name: str
    decided_at: dt.datetime | None
    note: str
    questions: list[QuestionOut]
    answers: dict[str, Any]
    names: dict[str, str]
    fed: dict[str, Any]
    may: bool


class EnquirySent(Out):
    id: uuid.UUID
