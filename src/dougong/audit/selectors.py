"""Reading the record: the list, one entry with what changed, the state of the seals."""

from __future__ import annotations

import uuid
from typing import Any, cast

import orjson
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db.models import Max, Q, QuerySet

from dougong.audit.models import AuditEntry, Removal, Seal
from dougong.audit.policies import ENTRY
from dougong.audit.rules import HIDDEN, Finding
from dougong.audit.words import ACTS, KINDS, choice, label
from dougong.kit import fields
from dougong.kit.access import get_visible
from dougong.kit.actor import Actor
from dougong.kit.context import CHANNELS
from dougong.kit.errors import BadQuery
from dougong.kit.filters import Filter
from dougong.kit.jobs import under_way
from dougong.kit.jsonable import dumps
from dougong.kit.listing import Col, ListSpec
from dougong.kit.reading import Beginning
from dougong.kit.registry import resource, resources

#: Fields that hold another record's key.
POINTS_TO = {
    "owner_id": "accounts.user",
    "manager_id": "accounts.user",
    "user_id": "accounts.user",
    "person_id": "accounts.user",
    "department_id": "accounts.department",
    "parent_id": "accounts.department",
    "client_id": "clients.client",
    "contract_id": "contracts.contract",
    "opportunity_id": "sales.opportunity",
    "stage_id": "sales.stage",
    "legal_entity_id": "contracts.legal_entity",
}
_VALUE_LENGTH = 2000


def _record(op: str, values: list[str], actor: Actor) -> Q:
    if op not in ("eq", "contains"):
        raise BadQuery(field="record", what=op)
    return of_records(values)


def of_records(keys: list[str]) -> Q:
    """By the index over kind and key: the kinds are few."""
    return Q(resource__in=[code for code, _, _ in KINDS], object_id__in=keys)


def _reason(op: str, values: list[str], actor: Actor) -> Q:
    """Few entries have one, and those have an index of their own."""
    some = Q(reason__gt="")
    if op in ("empty", "filled"):
        return some if op == "filled" else ~some
    text = ",".join(values)
    if op == "ne":
        return ~Q(reason=text)
    return some & (Q(reason__icontains=text) if op == "contains" else Q(reason=text))


def _search(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    """A record's key, a request's number or an address whole; else a part of the record's title or the person's name."""
    if _is_key(text):
        return rows.filter(of_records([str(uuid.UUID(text))]))
    return rows.filter(
        Q(title__contains=text)
        | Q(actor_name__contains=text)
        | Q(address=text)
        | Q(request_id=text)
        | Q(object_id=text)
    )


def _is_key(text: str) -> bool:
    try:
        return bool(uuid.UUID(text))
    except ValueError:
        return False


def _with_values(rows: QuerySet[Any]) -> QuerySet[Any]:
    """The stored text as it is: nothing is parsed to be written out again."""
    return rows.annotate(was=Beginning("before", _VALUE_LENGTH), became=Beginning("after", _VALUE_LENGTH))


def _hide_ruled(items: list[dict[str, Any]], actor: Actor) -> None:
    """The values of a kind of record of which he does not see every field go by the same rules; what was cut is left out."""
    kinds = {item["resource"] for item in items}.intersection(actor.fields)
    rules = {code: fields.places_ruled(actor, code) for code in kinds}
    for item in items:
        if ruled := rules.get(item["resource"]):
            for side in ("before", "after"):
                item[side] = _text_ruled(ruled, item[side])


def _text_ruled(ruled: fields.Plan, text: str | None) -> str | None:
    if not text or len(text) >= _VALUE_LENGTH:
        return None
    values = orjson.loads(text)
    if ruled.keys().isdisjoint(values):
        return text
    return dumps({key: _ruled(ruled, key, value) for key, value in values.items()}).decode()


ENTRIES = ListSpec(
    code="audit",
    resource=ENTRY,
    zh="审计日志",
    en="Audit log",
    default_sort="-at",
    cols=(
        Col("at", "时间", "Time", type="datetime", sort=True),
        Col("actor", "谁", "Who", path="actor_name"),
        Col("action", "做了什么", "Act", type="choice", choices=ACTS),
        Col("resource", "类型", "Kind", type="choice", choices=KINDS),
        Col("title", "对象", "Record"),
        Col("channel", "渠道", "Channel", type="choice", choices=CHANNELS),
        Col("address", "网络地址", "Address"),
        Col("reason", "原因", "Reason"),
        Col("before", "改前", "Before", path="was"),
        Col("after", "改后", "After", path="became"),
        Col("device", "设备", "Device"),
        Col("object_id", "对象编号", "Record ID"),
        Col("request_id", "请求号", "Request"),
        Col("id", "序号", "No.", type="number"),
        Col("actor_id", hidden=True),
    ),
    filters=(
        Filter("at", "时间", "Time", type="date", instant=True),
        Filter("actor", "谁", "Who", type="person", lookup="actor_id"),
        Filter("action", "做了什么", "Act", type="choice", choices=ACTS),
        Filter("resource", "类型", "Kind", type="choice", choices=lambda: tuple(KINDS)),
        Filter("record", "对象编号", "Record ID", custom=_record),
        Filter("channel", "渠道", "Channel", type="choice", choices=CHANNELS),
        Filter("address", "网络地址", "Address"),
        Filter("reason", "原因", "Reason", custom=_reason),
        Filter("request", "请求号", "Request", lookup="request_id"),
    ),
    search=_search,
    base=_with_values,
    finish=_hide_ruled,
)  # fmt: skip

_FACTS = (
    "id", "at", "actor_id", "actor_name", "action", "resource", "object_id", "title", "reason", "channel", "address", "device",
    "request_id",
)  # fmt: skip


def entry(actor: Actor, entry_id: int, language: str) -> dict[str, Any]:
    """One entry: its facts, what changed field by field, where its record is (if the reader sees it), and its seal."""
    found: AuditEntry = get_visible(resource(ENTRY).visible_to(actor), entry_id)
    seal = Seal.objects.filter(first_id__lte=found.pk, last_id__gte=found.pk)
    return {
        **{name: getattr(found, name) for name in _FACTS},
        "changes": changes(actor, found, language),
        "link": _link(actor, found),
        "seal": seal.values("number", "sealed_at", "digest").first(),
    }


def changes(actor: Actor, found: AuditEntry, language: str) -> list[dict[str, Any]]:
    """Field, label, before, after; unchanged ones are left out. Keys of other records are told as their titles."""
    before: dict[str, Any] = cast("Any", found.before) or {}
    after: dict[str, Any] = cast("Any", found.after) or {}
    keys = [k for k in dict.fromkeys([*before, *after]) if not _same(k, before, after)]
    ruled = fields.places_ruled(actor, found.resource)
    titles = _titles(actor, {k: [v for v in (before.get(k), after.get(k)) if v] for k in keys if k in POINTS_TO})

    def told(key: str, values: dict[str, Any]) -> Any:
        value = choice(found.resource, key, values.get(key), language)
        return titles.get((key, str(value)), value)

    return [
        {
            "field": key,
            "label": label(found.resource, key, language),
            "before": _ruled(ruled, key, told(key, before)),
            "after": _ruled(ruled, key, told(key, after)),
        }
        for key in keys
    ]


def _ruled(ruled: fields.Plan, key: str, value: Any) -> Any:
    """By the reader's field rules: a value he may not see whole on the record is not whole here either."""
    if value is None or key not in ruled:
        return value
    mode, field = ruled[key]
    return HIDDEN if mode == "hide" else fields.masked(field.mask, value)


def _same(key: str, before: dict[str, Any], after: dict[str, Any]) -> bool:
    """A secret's two sides look alike; that it is there says that it changed."""
    return key in before and key in after and before[key] == after[key] != HIDDEN


def _titles(actor: Actor, wanted: dict[str, list[Any]]) -> dict[tuple[str, str], str]:
    """(field, key) → title, of the records the reader sees; the rest stay keys."""
    known, found = {r.code for r in resources()}, {}
    for field, keys in wanted.items():
        good = [k for k in keys if isinstance(k, str) and _is_key(k)]
        if good and POINTS_TO[field] in known:
            kind = resource(POINTS_TO[field])
            for row in kind.visible_to(actor).filter(pk__in=good):
                found[field, str(row.pk)] = kind.title(row)
    return found


def _link(actor: Actor, found: AuditEntry) -> str | None:
    """The page of the record, when the reader may open it."""
    kind = next((r for r in resources() if r.code == found.resource), None)
    if kind is None or not kind.link or not found.object_id:
        return None
    try:
        pk = kind.model._meta.pk.to_python(found.object_id)
    except ValidationError:  # a key of another kind
        return None
    there = kind.visible_to(actor).filter(pk=pk).exists()
    return kind.link.replace("{id}", found.object_id) if there else None


def state(actor: Actor, language: str) -> dict[str, Any]:
    """How far the record is sealed, when and by whom it was last verified and what that found, what went by retention."""
    last = Seal.objects.order_by("-number").values("number", "last_id", "total", "sealed_at", "digest").first()
    reached = last["last_id"] if last else 0
    gone = Removal.objects.aggregate(last_id=Max("last_id"), at=Max("removed_at"))
    job = under_way("audit.verify", actor=actor)
    return {
        "sealed": last,
        "waiting": AuditEntry.objects.filter(pk__gt=reached).count(),
        "verified": _verified(language),
        "removed": gone if gone["last_id"] else None,
        "keep_months": settings.DOUGONG_AUDIT_KEEP_MONTHS,
        "job": job.pk if job else None,
        "can": {"verify": actor.can(ENTRY, "verify"), "all": actor.scope(ENTRY, "view") == "all"},
    }


def _verified(language: str) -> dict[str, Any] | None:
    done = AuditEntry.objects.filter(action="verify", resource=ENTRY).order_by("-pk").first()
    if done is None:
        return None
    report: Any = done.after
    findings = [Finding(f["kind"], f["seal"], f["entry"]) for f in report["findings"]]
    told = [{"kind": f.kind, "seal": f.seal, "entry": f.entry, "text": f.sentence(language)} for f in findings]
    facts = {name: report[name] for name in ("ok", "entries", "seals", "anchors")}
    stamps = {"stamps": report.get("stamps", 0), "stamped_at": report.get("stamped_at")}
    return {"at": done.at, "by": done.actor_name, **facts, **stamps, "findings": told}
