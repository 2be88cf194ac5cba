from __future__ import annotations

import datetime as dt
import uuid
from typing import Annotated, Any, Literal

from ninja import Field

from dougong.approvals.schemas import DecisionOut
from dougong.kit.schemas import (
    ABSENT,
    MAYBE,
    Amount,
    In,
    LongText,
    Made,
    Name,
    Name60,
    Named,
    Out,
    ShortText,
    Text40,
    Text60,
    Text120,
)

Kind = Literal["employer", "general_contractor", "subcontractor", "design_institute", "government", "dealer", "other"]
DecisionRole = Literal["decides", "influences", "buys", "pays", "uses", "unknown"]
StepKind = Literal["step", "promise"]
Attitude = Literal["supports", "neutral", "opposes"]
Influence = Literal["high", "medium", "low", "unknown"]
Relation = Literal["subsidiary", "branch"]
DossierState = Literal["draft", "review", "in_force"]


#: Values of the defined fields by key (`GET /forms/clients.client`); null empties one.
Facts = Annotated[dict[str, Any], Field(max_length=200)]


class ClientIn(In):
    name: Name
    uscc: ShortText | None = None
    kind: Kind = "employer"
    industry: Text40 = ""
    region: str = Field(default="", max_length=6)
    address: ShortText = ""
    phone: ShortText = ""
    email: ShortText = ""
    website: Text120 = ""
    legal_rep: Text40 = ""
    business: str = Field(default="", max_length=300)
    source: Text40 = ""
    since: dt.date | None = None
    owner_id: uuid.UUID | None = None
    facts: Facts = Field(default_factory=dict)


class ClientPatch(In):
    name: Name = ABSENT
    uscc: ShortText | None = None
    kind: Kind = ABSENT
    industry: Text40 = ABSENT
    region: str | None = Field(default=None, max_length=6)
    address: ShortText = ABSENT
    phone: ShortText | None = None
    email: ShortText | None = None
    website: Text120 = ABSENT
    legal_rep: Text40 = ABSENT
    business: str = Field(default=ABSENT, max_length=300)
    source: Text40 = ABSENT
    since: dt.date | None = None
    facts: Facts = ABSENT


class ContactIn(In):
    name: Name60
    post: Text60 = ""
    phone: ShortText = ""
    email: ShortText = ""
    decision_role: DecisionRole = "unknown"
    attitude: Attitude = "neutral"
    influence: Influence = "unknown"
    reports_to_id: uuid.UUID | None = None
    is_primary: bool = False


class ParentIn(In):
    """`parent_id` null takes the client out of its group."""

    parent_id: uuid.UUID | None
    relation: Relation = "subsidiary"


NoteKind = Literal[
    "note", "visit", "call", "meeting", "minutes", "change_request", "daily_report", "weekly_report"
]  # fmt: skip


class NoteIn(In):
    """`happened_on` where it was not today; `promise` what somebody promised, by `promise_due`: it becomes a step with a reminder."""

    kind: NoteKind = "note"
    text: LongText = Field(min_length=1)
    keywords: list[Annotated[str, Field(max_length=40)]] = Field(default_factory=list, max_length=20)
    happened_on: dt.date | None = None
    promise: ShortText = ""
    promise_due: dt.date | None = None


class StepIn(In):
    title: Name
    kind: StepKind = "step"
    due_on: dt.date | None = None
    assignee_id: uuid.UUID | None = None


class TagsIn(In):
    names: list[str] = Field(max_length=20)


class ManyIn(In):
    ids: list[uuid.UUID] = Field(min_length=1, max_length=500)


class AssignIn(ManyIn):
    owner_id: uuid.UUID


class TagManyIn(ManyIn):
    name: str = Field(min_length=1, max_length=20)


# ---- answers


class ClientRow(Out):
    """The list's columns. Money, days and points are figures of the record; absent where a field rule hides them. `facts` are
    there when `more` asked for some."""

    id: uuid.UUID
    name: str
    uscc: str | None
    kind: Kind
    industry: str
    region: str
    tags: str
    owner: str | None
    owner_id: uuid.UUID | None
    phone: str = MAYBE
    contracts: int
    receivable: Amount = MAYBE
    overdue: Amount = MAYBE
    overdue_days: int = MAYBE
    points: int = MAYBE
    grade: str = MAYBE
    last_contact_at: dt.datetime | None
    completeness: int
    state: DossierState
    created_at: dt.datetime
    archived_at: dt.datetime | None
    version: int
    facts: dict[str, Any] = MAYBE


class ArchivedClientRow(ClientRow):
    archived_at: dt.datetime


class ContactOut(Out):
    id: uuid.UUID
    version: int
    name: str
    post: str
    phone: str = MAYBE
    email: str = MAYBE
    decision_role: DecisionRole
    attitude: Attitude
    influence: Influence
    reports_to_id: uuid.UUID | None
    is_primary: bool


class DossierContact(ContactOut):
    user_id: uuid.UUID | None


class StepOut(Out):
    id: uuid.UUID
    title: str
    kind: StepKind
    due_on: dt.date | None
    assignee_id: uuid.UUID | None
    assignee__name: str | None


class MyStep(Out):
    id: uuid.UUID
    title: str
    kind: StepKind
    due_on: dt.date | None
    client_id: uuid.UUID
    client__name: str


class MySteps(Out):
    items: list[MyStep]


class StepMade(Made):
    version: int


class StepDone(Made):
    done_at: dt.datetime | None


class FiguresOut(Out):
    active_contracts: int
    contract_amount: Amount
    receivable: Amount = MAYBE
    overdue: Amount = MAYBE
    overdue_days: int = MAYBE
    open_opportunities: int
    points: int = MAYBE
    grade: str = MAYBE


class MissingPart(Out):
    field: str
    weight: int


class TimelineItem(Out):
    """`kind` names the sentence, `data` fills it; both are the app's whose event it was. `origin` is the dossier of which it was
    told, where that was merged into this one."""

    id: int
    at: dt.datetime
    kind: str
    group: str
    actor: str
    resource: str
    object_id: str
    text: str
    keywords: list[str]
    data: dict[str, Any]
    origin: str


class Timeline(Out):
    items: list[TimelineItem]
    next: str | None


class SubmitIn(In):
    note: str = Field(default="", max_length=300)


class ClientOut(Out):
    """`timeline` is its first page, in the answer to reading one client; changes answer without it. `facts` are the values of
    the defined fields (`GET /forms/clients.client`), `fact_names` what those are called that are keys; `review` tells of a dossier
    that is not in force. `masked` and `hidden` name
    the fields that the reader is not shown whole."""

    id: uuid.UUID
    version: int
    name: str
    uscc: str | None
    kind: Kind
    industry: str
    region: str
    region_name: str
    address: str = MAYBE
    phone: str = MAYBE
    email: str = MAYBE
    website: str
    legal_rep: str = MAYBE
    business: str
    source: str
    since: dt.date | None
    source_created_on: dt.date | None
    source_author: str
    completeness: int
    state: DossierState
    last_contact_at: dt.datetime | None
    archived_at: dt.datetime | None
    created_at: dt.datetime
    owner: Named | None
    department: str | None
    tags: list[str]
    figures: FiguresOut
    facts: dict[str, Any]
    fact_names: dict[str, str]
    missing: list[MissingPart]
    review: DecisionOut | None
    contacts: list[DossierContact]
    steps: list[StepOut]
    timeline: Timeline | None = None
    masked: list[str] = MAYBE
    hidden: list[str] = MAYBE


class LicenceField(Out):
    """`value` in the form that a dossier keeps, empty where it could not be brought into it; `text` as it was read. `sure` from 0
    to 1; `mended`: an O or I of the code was a digit, as its check character proves. `picture`: the piece of it, a JPEG in base64."""

    key: Literal["uscc", "name", "type", "legal_rep", "capital", "founded", "term", "address", "scope"]
    value: str
    text: str
    sure: float
    mended: bool
    picture: str


class LicenceOut(Out):
    """`turned`: by how many degrees the picture lay on its side."""

    fields: list[LicenceField]
    turned: int


class PlaceFigures(Out):
    """`receivable` is absent where a field rule hides it."""

    count: int
    contract_amount: Amount
    receivable: Amount = MAYBE


class CityOut(PlaceFigures):
    """`code` and `name` empty: of the province, and no city is known."""

    code: str
    name: str


class ProvinceOut(PlaceFigures):
    code: str
    name: str
    short: str
    cities: list[CityOut]


class PlacesOut(PlaceFigures):
    """`without` are the clients that no place is known of."""

    without: PlaceFigures
    provinces: list[ProvinceOut]


class GroupMember(Out):
    id: uuid.UUID
    name: str
    relation: Relation
    region_name: str
    archived: bool


class GroupOut(Out):
    """Of a client's group what the reader may see: `above` from the top down, `members` directly below it; `more` says that
    there are over a hundred."""

    relation: Relation | None
    above: list[Named]
    members: list[GroupMember]
    more: bool


class NoteMade(Out):
    id: int
    at: dt.datetime


class TagsOut(Out):
    tags: list[str]


class TagList(Out):
    items: list[Named]
