from __future__ import annotations

import dataclasses
import uuid
from collections import defaultdict
from typing import Any

from django.db.models import F, Q, QuerySet

from dougong.accounts.models import Department
from dougong.approvals.selectors import waits_for
from dougong.clients import choices, rules
from dougong.clients.facts import names, needed_of, whole
from dougong.clients.models import Client, ClientAlias, ClientFigures, Contact, NextStep, TimelineEntry, opened
from dougong.clients.policies import CLIENT
from dougong.forms.listing import more_of
from dougong.kit import fields
from dougong.kit.actor import Actor
from dougong.kit.crypto import blind_index
from dougong.kit.errors import BadQuery, NotFound
from dougong.kit.filters import Filter, archived_filter
from dougong.kit.formats import normalise_phone
from dougong.kit.ids import parse_id
from dougong.kit.listing import Col, ListSpec
from dougong.kit.paging import Order, encode, ordering, window
from dougong.kit.reading import Kept, read
from dougong.kit.regions import provinces, region_prefix
from dougong.kit.registry import resource, resources
from dougong.search.selectors import candidates

TIMELINE_SIZE = 20
_ENTRY = ("id", "at", "kind", "group", "actor_name", "resource", "object_id", "text", "keywords", "data", "origin_id")


#: From so many matches on, walking the list until its page is full costs less than reading the matches (measured).
FEW, FEW_LATIN = 600, 20_000


def _search(rows: QuerySet[Client], text: str, actor: Actor) -> QuerySet[Client]:
    """By part of the name, the beginning of the code or a Latin word, pinyin initials, or a whole phone number or e-mail address."""
    part = "icontains" if any(ch.isascii() and ch.isalpha() for ch in text) else "contains"
    merged = ClientAlias.objects.filter(Q(**{f"name__{part}": text}) | Q(uscc=text.upper()))
    found = Q(**{f"name__{part}": text}) | Q(pk__in=merged.values("client_id"))
    if text.isascii():
        found |= Q(uscc__startswith=text.upper()) | Q(initials__startswith=text.lower())
    if "@" in text and fields.mode(actor, CLIENT, "email") != "hide":
        found |= Q(email_index=blind_index(text))
        return rows.filter(found)
    near = candidates(CLIENT, text, limit=FEW_LATIN if text.isascii() else FEW)
    phone = normalise_phone(text).value if text.isascii() else None
    if phone and fields.mode(actor, CLIENT, "phone") != "hide":
        return rows.filter(
            (found & Q(pk__among=near) if near is not None else found) | Q(phone_index=blind_index(phone))
        )
    return rows.filter(found) if near is None else rows.filter(found, pk__among=near)


def _region(op: str, values: list[str], actor: Actor) -> Q:
    """A province's code covers its cities."""
    if op in ("empty", "filled"):
        return Q(region="") if op == "empty" else ~Q(region="")
    q = Q()
    for code in values:
        if not code.isdigit():
            raise BadQuery(field="region", what=code)
        q |= Q(region__startswith=region_prefix(code))
    return q if op == "in" else ~q


def _tagged(op: str, values: list[str], actor: Actor) -> Q:
    inside = Q(pk__in=Client.tags.through.objects.filter(tag__name__in=values).values("client_id"))
    if op in ("empty", "filled"):
        has = Q(pk__in=Client.tags.through.objects.values("client_id"))
        return has if op == "filled" else ~has
    return inside if op == "in" else ~inside


_TOUCHED = Filter("touched", "", "", type="date", instant=True)


def _touched(op: str, values: list[str], actor: Actor) -> Q:
    """When anybody last changed the dossier, wrote to it or spoke with the client: the later of both."""
    if op not in ("lt", "gte"):
        raise BadQuery(field="touched", what=f"touched:{op}")
    day = ",".join(values)
    changed = dataclasses.replace(_TOUCHED, lookup="updated_at").q("lt", day, actor)
    spoke = dataclasses.replace(_TOUCHED, lookup="last_contact_at").q("lt", day, actor)
    stale = changed & (Q(last_contact_at__isnull=True) | spoke)
    return stale if op == "lt" else ~stale


def _department(op: str, values: list[str], actor: Actor) -> Q:
    """A department covers those below it."""
    if op in ("empty", "filled"):
        return Q(department__isnull=op == "empty")
    ids = [found for v in values if (found := parse_id(v)) is not None]
    if len(ids) < len(values):
        raise BadQuery(field="department", what=",".join(values))
    inside = Q(pk__in=[])
    for prefix in Department.objects.filter(pk__in=ids).values_list("path", flat=True):
        inside |= Q(department__path__startswith=prefix)
    return inside if op == "in" else ~inside


def _departments() -> tuple[tuple[str, str, str], ...]:
    rows = Department.objects.order_by("path").values_list("pk", "name")
    return tuple((str(pk), name, name) for pk, name in rows)


def _provinces() -> tuple[tuple[str, str, str], ...]:
    return tuple((p.code, p.name, p.name) for p in provinces())


CLIENTS = ListSpec(
    code="clients",
    resource="clients.client",
    zh="客户",
    en="Clients",
    default_sort="name",
    cols=(
        Col("id", hidden=True),
        Col("name", "客户名称", "Client", sort="name_sort"),
        Col("uscc", "统一社会信用代码", "Credit code"),
        Col("kind", "客户类型", "Type", type="choice", choices=choices.CLIENT_KINDS),
        Col("industry", "行业", "Industry", sort=True),
        Col("region", "地区", "Region", path="region_name", sort="region"),
        Col("tags", "标签", "Tags", path="tag_text"),
        Col("owner", "负责人", "Owner", path="owner__name", type="person"),
        Col("owner_id", hidden=True),
        Col("phone", "电话", "Phone"),
        Col("contracts", "在履合同", "Active contracts", path="figures__active_contracts", type="number", sort=True),
        Col("receivable", "应收余额", "Receivable", path="figures__receivable", type="money", sort=True, sum=True),
        Col("overdue", "其中逾期", "Overdue", path="figures__overdue", type="money", sort=True, sum=True),
        Col("overdue_days", "逾期天数", "Days overdue", path="figures__overdue_days", type="number", sort=True),
        Col("points", "可用积分", "Points", path="figures__points", type="number", sort=True),
        Col(
            "grade",
            "信用等级",
            "Credit grade",
            path="figures__grade",
            type="choice",
            choices=choices.GRADES,
            field="credit",
        ),
        Col("last_contact_at", "最近跟进", "Last contact", type="datetime", sort=True, nullable=True),
        Col("completeness", "档案完整度", "Completeness", type="percent", sort=True),
        Col("state", "档案状态", "State", type="choice", choices=choices.STATES),
        Col("created_at", "建档时间", "Created", type="datetime", sort=True),
        Col("archived_at", hidden=True),
        Col("version", hidden=True),
    ),
    filters=(
        Filter("name", "客户名称", "Client"),
        Filter("uscc", "信用代码", "Credit code"),
        Filter("kind", "客户类型", "Type", type="choice", choices=choices.CLIENT_KINDS),
        Filter("industry", "行业", "Industry"),
        Filter("region", "地区", "Region", type="choice", choices=_provinces, custom=_region),
        Filter("owner", "负责人", "Owner", type="person", lookup="owner_id"),
        Filter("tag", "标签", "Tag", type="choice", custom=_tagged),
        Filter("receivable", "应收余额", "Receivable", type="money", lookup="figures__receivable"),
        Filter("overdue", "其中逾期", "Overdue", type="money", lookup="figures__overdue"),
        Filter(
            "grade",
            "信用等级",
            "Credit grade",
            type="choice",
            choices=choices.GRADES,
            lookup="figures__grade",
            field="credit",
        ),
        Filter("state", "档案状态", "State", type="choice", choices=choices.STATES),
        Filter("completeness", "档案完整度", "Completeness", type="number"),
        Filter("last_contact", "最近跟进", "Last contact", type="date", lookup="last_contact_at", instant=True),
        Filter("created", "建档时间", "Created", type="date", lookup="created_at", instant=True),
        Filter("touched", "最近动过档案", "Dossier touched", type="date", custom=_touched),
        Filter("department", "部门", "Department", type="choice", choices=_departments, custom=_department),
        archived_filter(),
    ),
    search=_search,
    more=more_of(CLIENT),
)
ARCHIVED = dataclasses.replace(
    CLIENTS,
    code="archived-clients",
    zh="已归档的客户",
    en="Archived clients",
    default_sort="-archived_at",
    cols=(
        *(c for c in CLIENTS.cols if c.key != "archived_at"),
        Col("archived_at", "归档时间", "Archived", type="datetime", sort=True, nullable=True),
    ),
    filters=(
        *(f for f in CLIENTS.filters if f.key != "archived"),
        Filter("archived", "归档时间", "Archived", type="date", lookup="archived_at", instant=True),
    ),
    base=lambda rows: rows.filter(archived_at__isnull=False),
)


_FACTS = (
    "id", "version", "name", "uscc", "kind", "industry", "region", "region_name", "address", "phone", "email", "website",
    "legal_rep", "business", "source", "since", "source_created_on", "source_author", "completeness", "state",
    "last_contact_at", "archived_at", "created_at",
)  # fmt: skip
_FIGURES = tuple(f.attname for f in ClientFigures._meta.fields if f.name != "client")
_DOSSIER = (
    *_FACTS, "facts", "sealed_facts", "owner_id", "owner__name", "department__name", *(f"figures__{name}" for name in _FIGURES),
)  # fmt: skip
_CONTACT = (
    "id", "version", "name", "post", "phone", "email", "decision_role", "attitude", "influence", "reports_to_id", "is_primary",
    "user_id",
)  # fmt: skip
_STEP = ("id", "title", "kind", "due_on", "assignee_id", "assignee__name")


def dossier(actor: Actor, client_id: uuid.UUID, *, events: bool = False) -> dict[str, Any]:
    """One client with what its page begins with: facts, contacts, open steps, tags, what to ask next, and with `events` the
    first page of its timeline. The key of a dossier that was merged leads to the one that bears it."""
    found = read(Client.objects.visible_to(actor).filter(pk=client_id), _DOSSIER, key="clients.dossier", limit=1)
    if not found:
        into = Client.objects.visible_to(actor).filter(aliases__pk=client_id).values_list("pk", flat=True).first()
        if into is None:
            raise NotFound()
        return dossier(actor, into, events=events)
    row = found[0]
    contacts = _contacts(client_id)
    known = {**row["facts"], **opened(row["sealed_facts"])}
    held = {**row, **known, "owner": row["owner_id"], "contacts": contacts}
    facts = {
        **{name: row[name] for name in _FACTS},
        "owner": {"id": row["owner_id"], "name": row["owner__name"]} if row["owner_id"] else None,
        "department": row["department__name"],
        "tags": [tag["tag__name"] for tag in _tags(client_id)],
        "figures": {name: row[f"figures__{name}"] for name in _FIGURES},
        "missing": [
            {"field": m.field, "weight": m.weight}
            for m in rules.missing(held, needed_of(actor, row["kind"]))
            if fields.mode(actor, CLIENT, m.field) is None
        ],
        "facts": whole(actor, known),
        "fact_names": names(actor, known),
        "review": waits_for(CLIENT, client_id) if row["state"] != "in_force" else None,
        "contacts": contacts,
        "steps": _steps(client_id),
        "timeline": _latest(actor, client_id) if events else None,
    }
    return fields.shown(actor, CLIENT, facts)


def contact_out(actor: Actor, contact: Contact) -> dict[str, Any]:
    """One contact, by the field rules of its client."""
    names = (*_CONTACT[:-1], "archived_at")
    made = {"contacts": [{name: getattr(contact, name) for name in names}]}
    shown: dict[str, Any] = fields.shown(actor, CLIENT, made)["contacts"][0]
    return shown


_contacts = Kept(
    lambda client_id: Contact.objects.filter(client_id=client_id, archived_at__isnull=True),
    _CONTACT,
    order=(F("is_primary").desc(), F("created_at").asc()),
    limit=1000,
)
_steps = Kept(
    lambda client_id: NextStep.objects.filter(client_id=client_id, done_at__isnull=True),
    _STEP,
    order=(F("due_on").asc(nulls_last=True), F("pk").asc()),
    limit=50,
)
_tags = Kept(
    lambda client_id: Client.tags.through.objects.filter(client_id=client_id),
    ("tag__name",),
    order=(F("tag__name").asc(),),
)


def my_steps(actor: Actor, *, limit: int = 100) -> list[dict[str, Any]]:
    """The open steps that wait for the actor, the most urgent first."""
    rows = NextStep.objects.filter(
        assignee_id=actor.id, done_at__isnull=True, client__in=Client.objects.visible_to(actor).values("pk")
    )
    ordered = rows.order_by(F("due_on").asc(nulls_last=True), "id")
    return [dict(r) for r in ordered.values("id", "title", "kind", "due_on", "client_id", "client__name")[:limit]]


_BY_TIME = Order("at", descending=True, kind="datetime")
_entries = Kept(
    lambda client_id: TimelineEntry.objects.filter(client_id=client_id),
    _ENTRY,
    order=ordering(_BY_TIME, False),
    limit=TIMELINE_SIZE + 1,
)


def timeline(
    actor: Actor, client_id: uuid.UUID, *, before: str = "", group: str = "", about: uuid.UUID | None = None, kind: str = "",
    author: uuid.UUID | None = None, keyword: str = "", entry: int = 0,
) -> dict[str, Any]:  # fmt: skip
    """The latest 20 events of a client that the actor may see, each through its own record; older ones by `before`, or from
    `entry` on. With `about` only those of that record: one opportunity, one contract; of one kind, by one person, with one keyword."""
    if not Client.objects.visible_to(actor).filter(pk=client_id).exists():
        raise NotFound()
    wanted: dict[str, Any] = {
        "group": group,
        "kind": kind,
        "actor_id": author,
        "object_id": str(about) if about else "",
    }
    wanted = {name: value for name, value in wanted.items() if value}
    if keyword.strip():
        wanted["keywords__contains"] = f"、{keyword.replace(chr(0), '').strip()}、"
    if not (wanted or before or entry):
        return _latest(actor, client_id)
    rows = TimelineEntry.objects.filter(client_id=client_id, **wanted)
    if entry and not before:
        at = rows.filter(pk=entry).values_list("at", flat=True).first()
        before = encode(at, entry - 1, False) if at else ""
    return _events(actor, rows, [], before)


def _latest(actor: Actor, client_id: uuid.UUID) -> dict[str, Any]:
    """The first page; the client is known to be seen."""
    found = _entries(client_id)
    shown = _readable(actor, found)
    if len(found) <= TIMELINE_SIZE or len(shown) > TIMELINE_SIZE:
        return _page(shown)
    return _events(actor, TimelineEntry.objects.filter(client_id=client_id), shown, _place(found[-1]))


def _events(actor: Actor, rows: QuerySet[Any], shown: list[dict[str, Any]], before: str) -> dict[str, Any]:
    """A page of what is shown already and of the rows before a place, as many steps back as it takes."""
    while len(shown) <= TIMELINE_SIZE:
        older, order, _ = window(rows, _BY_TIME, before)
        found = read(older, _ENTRY, key="clients.timeline", order=order, limit=TIMELINE_SIZE + 1)
        shown += _readable(actor, found)
        if len(found) <= TIMELINE_SIZE:
            break
        before = _place(found[-1])
    return _page(shown)


def _page(shown: list[dict[str, Any]]) -> dict[str, Any]:
    page = shown[:TIMELINE_SIZE]
    _whence(page)
    return {
        "next": _place(page[-1]) if len(shown) > TIMELINE_SIZE else None,
        "items": [
            {"actor": e.pop("actor_name"), **e, "keywords": [k for k in e["keywords"].split("、") if k]} for e in page
        ],
    }


def _whence(page: list[dict[str, Any]]) -> None:
    """Of which dossier an entry was told before that was merged into this one; asked only where there is one."""
    keys = {e["origin_id"] for e in page if e["origin_id"]}
    names = dict(ClientAlias.objects.filter(pk__in=keys).values_list("pk", "name")) if keys else {}
    for entry in page:
        entry["origin"] = names.get(entry.pop("origin_id"), "")


def _place(entry: dict[str, Any]) -> str:
    return encode(entry["at"], entry["id"], False)


def _readable(actor: Actor, entries: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """One query per kind of record on the page; the client itself is known to be seen."""
    wanted: dict[str, set[uuid.UUID]] = defaultdict(set)
    for entry in entries:
        key = None if entry["resource"] == CLIENT else parse_id(entry["object_id"])
        if key is not None:
            wanted[entry["resource"]].add(key)
    if not wanted:
        return [e for e in entries if e["resource"] == CLIENT]
    known = {r.code for r in resources()}
    seen = {
        code: set(resource(code).visible_to(actor).filter(pk__in=ids).values_list("pk", flat=True))
        if code in known
        else set()
        for code, ids in wanted.items()
    }
    return [e for e in entries if e["resource"] == CLIENT or parse_id(e["object_id"]) in seen.get(e["resource"], ())]
