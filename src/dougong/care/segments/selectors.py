"""Who is in a segment: asked of the clients each time, in the scope of whoever asks."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from typing import Any

from django.db.models import BooleanField, ExpressionWrapper, Q, QuerySet

from dougong.accounts.models import Department, Role
from dougong.care.segments.models import Segment, SegmentMember, TagMark
from dougong.care.segments.policies import SEGMENT, TAG_RULE
from dougong.clients.models import Client
from dougong.clients.selectors import CLIENTS
from dougong.kit import clock
from dougong.kit.access import NOTHING, get_visible, may, require
from dougong.kit.actor import Actor
from dougong.kit.errors import BadQuery
from dougong.kit.filters import Filter
from dougong.kit.ids import parse_id
from dougong.kit.listing import COUNT_CAP, Col, ListSpec, Row

#: Filters that would lead a segment back to itself, or that its use decides.
NOT_IN_SEGMENTS = ("segment", "archived")
SHARE_CHOICES = (
    ("own", "仅自己", "Only me"),
    ("department", "部门", "A department"),
    ("role", "角色", "A role"),
    ("all", "所有人", "Everybody"),
)
MOVES_SHOWN = 100
Custom = Callable[[str, list[str], Actor], Q]


# ---- the public part: what other apps ask


def condition(actor: Actor, filters: Iterable[str]) -> Q:
    """What a client must be to pass all of `filters`, asked by `actor`; put-away clients never do. Raises BadQuery for what he
    may not ask."""
    found = Q(archived_at__isnull=True)
    for each in CLIENTS.conditions(actor, filters):
        found &= each
    return found


def in_segment(actor: Actor, segment: Segment, client_ids: Sequence[uuid.UUID] | None = None) -> QuerySet[Client]:
    """The clients of a segment that the actor sees, now; of `client_ids` those, where some are given."""
    rows = Client.objects.visible_to(actor).filter(condition(actor, segment.filters))
    return rows if client_ids is None else rows.filter(pk__in=client_ids)


def segment_filter(client: str = "client_id") -> Filter:
    """A filter by segment for a list whose rows lead to their client by `client` ("pk" for the clients themselves)."""
    return Filter("segment", "客户分层", "Segment", type="record", choices_for=_choices, custom=_within(client))


def _choices(actor: Actor) -> list[tuple[str, str, str]]:
    if not actor.can(SEGMENT, "view"):
        return []
    rows = Segment.objects.visible_to(actor).filter(archived_at__isnull=True).order_by("name", "pk")
    return [(str(pk), name, name) for pk, name in rows.values_list("pk", "name")[:200]]


def _within(path: str) -> Custom:
    def q(op: str, values: list[str], actor: Actor) -> Q:
        keys = [parse_id(v) for v in values]
        known = {s.pk: s for s in _usable(actor).filter(pk__in=[k for k in keys if k])}
        found = NOTHING
        for value, key in zip(values, keys, strict=True):
            if key not in known:
                raise BadQuery(field="segment", what=f"segment: {value}")
            found |= _inside(path, actor, known[key])
        return found if op == "in" else ~found

    return q


def _usable(actor: Actor) -> QuerySet[Segment]:
    rows = Segment.objects.visible_to(actor) if actor.can(SEGMENT, "view") else Segment.objects.none()
    found: QuerySet[Segment] = rows.filter(archived_at__isnull=True)
    return found


def _inside(path: str, actor: Actor, segment: Segment) -> Q:
    if path == "pk":  # the list of clients, which is gated itself
        return condition(actor, segment.filters)
    return Q(**{f"{path}__in": in_segment(actor, segment).values("pk")})


# ---- segments


def _search(rows: QuerySet[Any], text: str, actor: Actor) -> QuerySet[Any]:
    return rows.filter(Q(name__icontains=text) | Q(note__icontains=text))


def _mine(op: str, values: list[str], actor: Actor) -> Q:
    mine = Q(created_by_id=actor.user_id)
    return mine if values[0] == "true" else ~mine


def _finish_segments(items: list[Row], actor: Actor) -> None:
    whole = actor.scope(SEGMENT, "update") == "all"
    for item in items:
        item["may_update"] = actor.can(SEGMENT, "update") and (whole or item["created_by_id"] == actor.id)


SEGMENTS = ListSpec(
    code="segments",
    resource=SEGMENT,
    zh="客户分层",
    en="Segments",
    default_sort="name",
    cols=(
        Col("id", hidden=True),
        Col("name", "名称", "Name", sort=True),
        Col("note", "说明", "Note"),
        Col("filters", hidden=True),
        Col("share", "共用", "Shared with", type="choice", choices=SHARE_CHOICES, sort=True),
        Col("shared_department", "部门", "Department", path="department__name"),
        Col("department_id", hidden=True),
        Col("shared_role", "角色", "Role", path="role__zh"),
        Col("shared_role_en", path="role__en", hidden=True),
        Col("role_id", hidden=True),
        Col("made_by", "建立人", "Made by"),
        Col("created_by_id", hidden=True),
        Col("updated_at", "改动", "Changed", type="datetime", sort=True),
        Col("version", hidden=True),
    ),
    filters=(
        Filter("share", "共用", "Shared with", type="choice", choices=SHARE_CHOICES),
        Filter("mine", "我建的", "Made by me", type="bool", custom=_mine),
    ),
    search=_search,
    base=lambda rows: rows.filter(archived_at__isnull=True),
    finish=_finish_segments,
)


def size(actor: Actor, filters: Sequence[str]) -> dict[str, Any]:
    """How many clients pass now, of those that the actor sees; exact to 10,000. `fault`: what he may not ask."""
    try:
        rows = Client.objects.visible_to(actor).filter(condition(actor, filters)).order_by()
    except BadQuery as error:
        return {"count": None, "capped": False, "fault": str(error.params.get("what", ""))}
    count = rows.values("pk")[: COUNT_CAP + 1].count()
    return {"count": min(count, COUNT_CAP), "capped": count > COUNT_CAP, "fault": None}


def sizes(actor: Actor, ids: Sequence[uuid.UUID]) -> list[dict[str, Any]]:
    """Of a page of segments: one count each."""
    require(actor, SEGMENT, "view")
    return [{"id": s.pk, **size(actor, s.filters)} for s in _usable(actor).filter(pk__in=ids).order_by("pk")]


def segment_out(actor: Actor, segment_id: uuid.UUID, *, days: int = 30) -> dict[str, Any]:
    """One segment with its size now, and who entered and left in the last days, as far as the actor sees them."""
    require(actor, SEGMENT, "view")
    segment = get_visible(Segment.objects.visible_to(actor), segment_id)
    names = ("id", "version", "name", "note", "filters", "share", "department_id", "role_id", "made_by", "updated_at")
    since = clock.today() - dt.timedelta(days=days)
    usable = size(actor, segment.filters)
    members = SegmentMember.objects.filter(segment=segment, client__in=Client.objects.visible_to(actor).values("pk"))
    return {
        **{name: getattr(segment, name) for name in names},
        **usable,
        "counted_at": segment.counted_at,
        "archived": segment.archived_at is not None,
        "may_update": may(actor, SEGMENT, "update", segment.pk),
        "entered": _moves(members.filter(entered_on__gte=since, left_on__isnull=True), "entered_on", usable),
        "left": _moves(members.filter(left_on__gte=since), "left_on", usable),
    }


def _moves(rows: QuerySet[Any], day: str, usable: dict[str, Any]) -> list[dict[str, Any]]:
    """Nothing for whoever may not ask what the segment asks."""
    if usable["fault"] is not None:
        return []
    found = rows.order_by(f"-{day}", "client__name_sort").values_list("client_id", "client__name", day)
    return [{"id": pk, "name": name, "day": when} for pk, name, when in found[:MOVES_SHOWN]]


def share_choices(actor: Actor) -> dict[str, Any]:
    """With whom the actor may share a segment."""
    require(actor, SEGMENT, "view")
    may = actor.scope(SEGMENT, "create") == "all"
    departments = Department.objects.order_by("path").values_list("pk", "name") if may else []
    roles = Role.objects.filter(archived_at__isnull=True).order_by("pk").values_list("pk", "zh", "en") if may else []
    return {
        "may_share": may,
        "departments": [{"value": str(pk), "zh": name, "en": name} for pk, name in departments],
        "roles": [{"value": pk, "zh": zh, "en": en} for pk, zh, en in roles],
    }


# ---- rules of tags


RULES = ListSpec(
    code="tag-rules",
    resource=TAG_RULE,
    zh="标签规则",
    en="Rules of tags",
    default_sort="tag",
    cols=(
        Col("id", hidden=True),
        Col("tag", "标签", "Tag", path="tag__name", sort=True),
        Col("filters", hidden=True),
        Col("note", "说明", "Note"),
        Col("active", "启用", "On", type="bool"),
        Col("marked", "打上的客户", "Clients", type="number", sort=True),
        Col("ran_at", "上次运行", "Last run", type="datetime", sort=True, nullable=True),
        Col("version", hidden=True),
    ),
    filters=(Filter("active", "启用", "On", type="bool"),),
    search=lambda rows, text, actor: rows.filter(tag__name__icontains=text),
)


def preview_rule(actor: Actor, *, tag: str, filters: Sequence[str]) -> dict[str, int]:
    """What saving the rule would do: on how many the tag would come, on how many it stands by hand, from how many it would go."""
    require(actor, TAG_RULE, "update")
    rows = Client.objects.filter(condition(Actor.system(), filters)).order_by()
    bears = Client.tags.through.objects.filter(tag__name=tag.strip()).values("client_id")
    marked = TagMark.objects.filter(rule__tag__name=tag.strip()).values("client_id")
    return {
        "found": rows.count(),
        "put": rows.exclude(pk__in=bears).count(),
        "by_hand": rows.filter(pk__in=bears).exclude(pk__in=marked).count(),
        "take": Client.objects.filter(pk__in=marked).exclude(pk__in=rows.values("pk")).count(),
    }


def of_client(actor: Actor, client_id: uuid.UUID) -> dict[str, Any]:
    """Why each tag is on a client, and the segments that it is in now, of those that the actor sees."""
    client = get_visible(Client.objects.visible_to(actor), client_id)
    marks = {m.rule.tag_id: m for m in TagMark.objects.filter(client=client).select_related("rule")}
    tags = [
        {
            "name": tag.name,
            "by_rule": tag.pk in marks,
            "since": marks[tag.pk].at if tag.pk in marks else None,
            "filters": marks[tag.pk].rule.filters if tag.pk in marks else [],
            "note": marks[tag.pk].rule.note if tag.pk in marks else "",
        }
        for tag in client.tags.order_by("name")
    ]
    return {"tags": tags, "segments": _segments_of(actor, client)}


def _segments_of(actor: Actor, client: Client) -> list[dict[str, Any]]:
    """One query asks the client all conditions. A segment that the actor may not ask is left out."""
    asked: dict[str, Segment] = {}
    told: dict[str, ExpressionWrapper] = {}
    for place, segment in enumerate(_usable(actor).order_by("name", "pk")[:50]):
        with suppress(BadQuery):
            told[f"is_{place}"] = ExpressionWrapper(condition(actor, segment.filters), output_field=BooleanField())
            asked[f"is_{place}"] = segment
    if not told:
        return []
    answer = Client.objects.filter(pk=client.pk).annotate(**told).values(*told).get()
    return [{"id": s.pk, "name": s.name} for key, s in asked.items() if answer[key]]
