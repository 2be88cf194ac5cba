"""Keeping segments and rules of tags; running the rules; writing down who is where."""

from __future__ import annotations

import uuid
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Q

from dougong.accounts.models import Department, Role
from dougong.audit.services import record as audit
from dougong.care.segments import errors
from dougong.care.segments.models import Segment, SegmentMember, TagMark, TagRule
from dougong.care.segments.policies import SEGMENT, TAG_RULE
from dougong.care.segments.selectors import NOT_IN_SEGMENTS, condition
from dougong.clients.models import Client, Tag
from dougong.clients.services.tags import change_tags
from dougong.kit import clock
from dougong.kit.access import must_see, require
from dougong.kit.actor import Actor
from dougong.kit.bulk import insert_many, parts
from dougong.kit.errors import BadQuery
from dougong.kit.stream import notify

BATCH = 500
MOST_CHANGED = 5000
#: Apps above that use segments say where: `in_use(segment_id)` names the places in both languages.
USES: list[Any] = []


# ---- segments


@transaction.atomic
def create_segment(actor: Actor, *, name: str, filters: list[str], **values: Any) -> Segment:
    require(actor, SEGMENT, "create")
    segment = Segment(name=name, filters=checked(actor, filters), created_by_id=actor.id, made_by=actor.name)
    _share(actor, segment, **values)
    segment.save(force_insert=True)
    audit(actor, "create", SEGMENT, segment, after={"name": name, "filters": filters, "share": segment.share})
    notify(SEGMENT, segment.pk)
    return segment


@transaction.atomic
def update_segment(
    actor: Actor, *, segment_id: uuid.UUID, version: int | None, name: str, filters: list[str], **values: Any
) -> Segment:
    """Raises Stale. With other filters the count begins anew: nobody entered or left by that."""
    segment = _locked(actor, segment_id, version)
    before = {"name": segment.name, "filters": segment.filters, "share": segment.share}
    if checked(actor, filters) != segment.filters:
        segment.filters, segment.counted_at = filters, None
        SegmentMember.objects.filter(segment=segment).delete()
    segment.name = name
    _share(actor, segment, **values)
    segment.store()
    after = {"name": segment.name, "filters": segment.filters, "share": segment.share}
    audit(actor, "update", SEGMENT, segment, before=before, after=after)
    notify(SEGMENT, segment.pk)
    return segment


@transaction.atomic
def set_archived(actor: Actor, *, segment_id: uuid.UUID, archived: bool) -> Segment:
    """Put away, or back. Raises SegmentInUse."""
    segment = _locked(actor, segment_id, None)
    places = [place for use in USES for place in use(segment.pk)] if archived else []
    if places:
        zh, en = ("、".join(zh for zh, _ in places), ", ".join(en for _, en in places))
        raise errors.SegmentInUse(name=segment.name, where=zh, where_en=en)
    if (segment.archived_at is not None) != archived:
        segment.archived_at = clock.now() if archived else None
        segment.store("archived_at")
        audit(actor, "archive" if archived else "restore", SEGMENT, segment)
        notify(SEGMENT, segment.pk)
    return segment


def _locked(actor: Actor, segment_id: uuid.UUID, version: int | None) -> Segment:
    must_see(actor, SEGMENT, segment_id)
    segment: Segment = Segment.objects.locked(segment_id)
    require(actor, SEGMENT, "update", segment)
    if version is not None:
        Segment.objects.locked(segment_id, version)
    return segment


def _share(
    actor: Actor,
    segment: Segment,
    *,
    note: str = "",
    share: str = "own",
    department_id: uuid.UUID | None = None,
    role_id: str | None = None,
) -> None:
    if share != "own" and actor.scope(SEGMENT, "create") != "all":
        raise errors.MayNotShare(field="share")
    segment.note, segment.share = note, share
    segment.department = (
        Department.objects.filter(pk=department_id).first() if share == "department" and department_id else None
    )
    segment.role = Role.objects.filter(pk=role_id or "", archived_at=None).first() if share == "role" else None
    if (share == "department" and segment.department is None) or (share == "role" and segment.role is None):
        raise errors.SharedWithNobody(field="department_id" if share == "department" else "role_id")


def checked(actor: Actor, filters: list[str]) -> list[str]:
    """The conditions, when each can be asked by the actor. Raises NoConditions, FilterNotUsable."""
    if not filters:
        raise errors.NoConditions(field="filters")
    for raw in filters:
        if raw.split(":")[0] in NOT_IN_SEGMENTS:
            raise errors.FilterNotUsable(field="filters", what=raw)
    try:
        condition(actor, filters)
    except BadQuery as error:
        raise errors.FilterNotUsable(field="filters", what=error.params.get("what", "")) from None
    return filters


def personal(filters: Iterable[str]) -> bool:
    """Whether the answer depends on who asks: 我 as owner."""
    return any("me" in raw.split(":", 2)[-1].split(",") for raw in filters)


def count_all() -> int:
    """Write down who is in each segment, for what entered and left; those that say "me" have no membership of their own."""
    done = 0
    for segment in Segment.objects.filter(archived_at__isnull=True).order_by("pk"):
        if not personal(segment.filters):
            done += _count(segment)
    return done


def _count(segment: Segment) -> int:
    """In the day's count: what is new entered today, what is gone left today. Nobody entered at the first."""
    try:
        rows = Client.objects.filter(condition(Actor.system(), segment.filters)).order_by()
    except BadQuery:  # it names a field that is no more: told to whoever opens it
        return 0
    today, first = clock.today(), segment.counted_at is None
    now = set(rows.values_list("pk", flat=True))
    held = SegmentMember.objects.filter(segment=segment, left_on__isnull=True)
    was = set(held.values_list("client_id", flat=True))
    gone, come = sorted(was - now), sorted(now - was)
    for part in parts(gone, BATCH):
        held.filter(client_id__in=part).update(left_on=today)
    day = None if first else today
    for part in parts(come, BATCH):
        with transaction.atomic():
            insert_many([SegmentMember(segment_id=segment.pk, client_id=pk, entered_on=day) for pk in part])
    Segment.objects.filter(pk=segment.pk).update(counted_at=clock.now())
    return 1


# ---- rules of tags


@transaction.atomic
def save_rule(
    actor: Actor, *, tag: str, filters: list[str], note: str = "", rule_id: uuid.UUID | None = None,
    version: int | None = None,
) -> TagRule:  # fmt: skip
    """A new rule, or another one's conditions; it is run at once. Raises TagHasRule, Stale, and what `checked` raises."""
    require(actor, TAG_RULE, "update" if rule_id else "create")
    filters = _for_all(filters)
    if rule_id is None:
        rule = TagRule(tag=Tag.objects.get_or_create(name=tag, defaults={"created_by_id": actor.id})[0])
        rule.created_by_id = actor.id
    else:
        must_see(actor, TAG_RULE, rule_id)
        rule = TagRule.objects.locked(rule_id, version)
    before = {"filters": rule.filters, "note": rule.note}
    rule.filters, rule.note = filters, note
    try:
        with transaction.atomic():
            rule.save(force_insert=True) if rule_id is None else rule.store("filters", "note")
    except IntegrityError:
        raise errors.TagHasRule(field="tag", name=tag) from None
    audit(
        actor,
        "update" if rule_id else "create",
        TAG_RULE,
        rule,
        before=before,
        after={"filters": filters, "note": note},
    )
    notify(TAG_RULE, rule.pk)
    return rule


def checked_rule(actor: Actor, filters: list[str]) -> list[str]:
    """As `checked`, of what a rule may ask."""
    require(actor, TAG_RULE, "update")
    return _for_all(filters)


def _for_all(filters: list[str]) -> list[str]:
    """A rule asks for everybody: what depends on who asks, or on the rule's own tags, it can't ask."""
    if personal(filters):
        raise errors.FilterNotUsable(field="filters", what="owner: me")
    if any(raw.split(":")[0] == "tag" for raw in filters):
        raise errors.FilterNotUsable(field="filters", what="tag")
    return checked(Actor.system(), filters)


@transaction.atomic
def set_active(actor: Actor, *, rule_id: uuid.UUID, active: bool) -> TagRule:
    """On, or off: then the tags that it put are taken back, those set by hand stay."""
    must_see(actor, TAG_RULE, rule_id)
    require(actor, TAG_RULE, "update")
    rule: TagRule = TagRule.objects.locked(rule_id)
    if rule.active != active:
        rule.active = active
        rule.store("active")
        audit(actor, "switch_on" if active else "switch_off", TAG_RULE, rule)
        notify(TAG_RULE, rule.pk)
    return rule


def run_rule(rule: TagRule, ids: Sequence[uuid.UUID] | None = None) -> dict[str, int]:
    """Put and take the tag, of all clients or of these, in transactions of 500; on record as one act. Run twice it does nothing."""
    rule.refresh_from_db()
    begun = clock.now()
    rows = Client.objects.none()
    if rule.active:
        try:
            rows = Client.objects.filter(condition(Actor.system(), rule.filters)).order_by()
        except BadQuery:  # a field that it asks is no more: what it put stays until somebody mends the rule
            return {"put": 0, "taken": 0}
    held, bears = TagMark.objects.filter(rule=rule), Client.tags.through.objects.filter(tag_id=rule.tag_id)
    if ids is not None:
        rows, held, bears = rows.filter(pk__in=ids), held.filter(client_id__in=ids), bears.filter(client_id__in=ids)
    wanted = set(rows.values_list("pk", flat=True))
    marked = set(held.values_list("client_id", flat=True))
    by_hand = set(bears.values_list("client_id", flat=True)) - marked
    put, take = sorted(wanted - marked - by_hand), sorted(marked - wanted)
    lost = sorted((wanted & marked) - set(bears.values_list("client_id", flat=True)))
    for start in range(0, max(len(put), len(take), len(lost)), BATCH):
        part = slice(start, start + BATCH)
        _change(rule, put[part], take[part], lost[part])
    _told(rule, begun, len(put) + len(lost), len(take), whole=ids is None)
    return {"put": len(put) + len(lost), "taken": len(take)}


@transaction.atomic
def _change(rule: TagRule, put: list[uuid.UUID], take: list[uuid.UUID], lost: list[uuid.UUID]) -> None:
    change_tags(tag_id=rule.tag_id, put=[*put, *lost], take=take)
    TagMark.objects.filter(rule=rule, client_id__in=take).delete()
    TagMark.objects.bulk_create([TagMark(rule=rule, client_id=pk) for pk in put], ignore_conflicts=True)


@transaction.atomic
def _told(rule: TagRule, begun: Any, put: int, taken: int, *, whole: bool) -> None:
    marked = TagMark.objects.filter(rule=rule).count()
    TagRule.objects.filter(pk=rule.pk).update(
        ran_at=clock.now(), marked=marked, **({"seen_at": begun} if whole else {})
    )
    if put or taken:
        audit(Actor.system(), "run", TAG_RULE, rule, after={"put": put, "taken": taken, "marked": marked})
        notify(TAG_RULE, rule.pk)


def run_all() -> dict[str, int]:
    """Every rule over every client; a rule that is off takes back what is left of its tags."""
    done = {"put": 0, "taken": 0}
    for rule in TagRule.objects.select_related("tag").order_by("pk"):
        for what, count in run_rule(rule).items():
            done[what] += count
    return done


def run_changed() -> int:
    """The clients that changed since each rule last looked; a hundred thousand that came by an import are taken up bit by bit."""
    seen = 0
    for rule in TagRule.objects.filter(active=True).select_related("tag").order_by("pk"):
        now = clock.now()
        changed = Q(updated_at__gt=rule.seen_at) | Q(last_contact_at__gt=rule.seen_at)
        found = list(
            Client.objects.filter(changed).order_by("updated_at").values_list("pk", "updated_at")[: MOST_CHANGED + 1]
        )
        if not found:
            continue
        if len(found) > MOST_CHANGED:
            now = found[-1][1]
        run_rule(rule, [pk for pk, _ in found])
        TagRule.objects.filter(pk=rule.pk).update(seen_at=now)
        seen += len(found)
    return seen


def run_for(client_ids: Sequence[uuid.UUID]) -> None:
    """After something happened that no change of the dossiers tells: money came in, a grade changed."""
    for rule in TagRule.objects.filter(active=True).select_related("tag").order_by("pk"):
        run_rule(rule, client_ids)
