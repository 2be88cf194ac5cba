"""Planning visits, putting them off, and asking for dossiers to be brought up to date."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.db.models import F, Q, QuerySet

from dougong.audit.services import record as audit
from dougong.care.segments import services as segments
from dougong.care.segments.models import Segment
from dougong.care.segments.selectors import condition
from dougong.care.visits import errors, kinds, rules
from dougong.care.visits.models import VisitPlan, VisitRule
from dougong.care.visits.policies import VISIT, VISIT_RULE, still_open
from dougong.clients import standard
from dougong.clients.filling import lacking
from dougong.clients.models import Client, NextStep, TimelineEntry
from dougong.clients.policies import CLIENT
from dougong.clients.services import locked_client, record
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.bulk import parts
from dougong.kit.errors import BadQuery, FieldError
from dougong.kit.months import month_on
from dougong.kit.stream import notify
from dougong.kit.workcalendar import is_working_day
from dougong.notifications.services import tell

BATCH = 500
MOST = 5000
LONGEST = dt.timedelta(days=731)
#: Fields of a dossier that are asked for at a milestone, at most so many.
ASKED = 3
DAYS_TO_UPDATE = 14
_FIELDS = ("pk", "created_at", "last_contact_at", "owner_id", "name")


# ---- planning


def _rules() -> list[tuple[VisitRule, Q]]:
    """Each with what its segment asks; one whose segment asks for what is no more counts for nobody."""
    found = []
    for rule in VisitRule.objects.select_related("segment").order_by("place", "pk"):
        try:
            found.append((rule, condition(Actor.system(), rule.segment.filters)))
        except BadQuery:
            continue
    return found


@transaction.atomic
def plan_clients(ids: Sequence[uuid.UUID]) -> int:
    """When each of these is due; archived ones are no longer planned. A fixed number of queries for the batch."""
    now = clock.now()
    rows = list(Client.objects.filter(pk__in=ids, archived_at__isnull=True).only(*_FIELDS).order_by("pk"))
    VisitPlan.objects.filter(client_id__in=set(ids) - {c.pk for c in rows}).delete()
    held = {p.client_id: p for p in VisitPlan.objects.filter(client_id__in=ids)}
    chosen: dict[uuid.UUID, VisitRule] = {}
    for rule, asked in _rules():
        for pk in Client.objects.filter(asked, pk__in=[c.pk for c in rows]).values_list("pk", flat=True):
            chosen.setdefault(pk, rule)
    plans = [_plan(client, held.get(client.pk), chosen.get(client.pk), now) for client in rows]
    names = [
        "months",
        "rule",
        "due_on",
        "contact_at",
        "planned_at",
        "not_before",
        "put_off",
        "reason",
        "put_off_by",
        "told_for",
    ]
    VisitPlan.objects.bulk_create(plans, update_conflicts=True, unique_fields=["client"], update_fields=names)
    return len(plans)


def _plan(client: Client, was: VisitPlan | None, rule: VisitRule | None, now: dt.datetime) -> VisitPlan:
    """What was put off stays so until somebody speaks with the client, though it be told a day later."""
    plan = was or VisitPlan(client_id=client.pk)
    contact = client.last_contact_at
    if plan.put_off and contact != plan.contact_at:
        plan.not_before, plan.put_off, plan.reason, plan.put_off_by = None, "", "", ""
    plan.months, plan.rule, plan.planned_at = (rule.months if rule else rules.MONTHS), rule, now
    plan.contact_at = contact
    begun = clock.local_date(contact or client.created_at)
    plan.due_on = rules.due(begun, plan.months, not_before=plan.not_before, is_working=is_working_day)
    return plan


def plan_all(progress: Any = lambda done, total: None) -> int:
    ids = list(Client.objects.filter(archived_at__isnull=True).order_by("pk").values_list("pk", flat=True))
    gone = list(VisitPlan.objects.filter(client__archived_at__isnull=False).values_list("pk", flat=True))
    every = [*ids, *gone]
    for start in range(0, len(every), BATCH):
        plan_clients(every[start : start + BATCH])
        progress(min(start + BATCH, len(every)), len(every))
    return len(ids)


def plan_changed() -> int:
    """Those that are new, or with whom somebody spoke since they were planned."""
    live = Client.objects.filter(archived_at__isnull=True)
    spoke = Q(visit__contact_at__isnull=True) | Q(last_contact_at__gt=F("visit__contact_at"))
    new = Q(visit__isnull=True) | (Q(last_contact_at__isnull=False) & spoke)
    ids = list(live.filter(new).order_by("pk").values_list("pk", flat=True)[:MOST])
    for part in parts(ids, BATCH):
        plan_clients(part)
    return len(ids)


# ---- putting off


@transaction.atomic
def skip_visit(actor: Actor, *, client_id: uuid.UUID, reason: str) -> VisitPlan:
    """Not this time: due again one interval from today."""
    client, plan = _planned(actor, client_id, reason)
    return _put_off(actor, client, plan, "skip", month_on(clock.today(), plan.months), reason)


@transaction.atomic
def pause_visits(actor: Actor, *, client_id: uuid.UUID, until: dt.date, reason: str) -> VisitPlan:
    """Not before that day. Raises PauseWrong."""
    client, plan = _planned(actor, client_id, reason)
    if not clock.today() < until <= clock.today() + LONGEST:
        raise errors.PauseWrong(field="until")
    return _put_off(actor, client, plan, "pause", until, reason)


@transaction.atomic
def resume_visits(actor: Actor, *, client_id: uuid.UUID) -> VisitPlan:
    """The plan counts from the last contact again."""
    client, plan = _planned(actor, client_id, "-")
    return _put_off(actor, client, plan, "", None, "")


def _planned(actor: Actor, client_id: uuid.UUID, reason: str) -> tuple[Client, VisitPlan]:
    client = locked_client(actor, client_id, action="view")
    require(actor, CLIENT, "note", client)
    if not reason.strip():
        raise FieldError("reason", "写明原因。", "Say why.")
    if not VisitPlan.objects.filter(pk=client.pk).exists():
        plan_clients([client.pk])
    return client, VisitPlan.objects.select_for_update().get(pk=client.pk)


def _put_off(actor: Actor, client: Client, plan: VisitPlan, what: str, day: dt.date | None, reason: str) -> VisitPlan:
    before = {"due_on": plan.due_on, "put_off": plan.put_off}
    plan.put_off, plan.not_before, plan.reason = what, day, reason.strip()[:300] if what else ""
    plan.put_off_by, plan.contact_at = actor.name if what else "", client.last_contact_at
    plan = _plan(client, plan, plan.rule, clock.now())
    plan.save()
    act = {"skip": "skip_visit", "pause": "pause_visits"}.get(what, "resume_visits")
    audit(actor, act, VISIT, plan, before=before, after={"due_on": plan.due_on}, reason=plan.reason)
    record(
        actor, client_id=client.pk, kind=f"visit_{what or 'resume'}", group="follow_up", resource=CLIENT,
        object_id=client.pk, text=plan.reason, due_on=plan.due_on,
    )  # fmt: skip
    notify(VISIT, client.pk)
    return plan


# ---- rules


@transaction.atomic
def save_rules(actor: Actor, *, wanted: Sequence[dict[str, Any]]) -> None:
    """All rules in their order, each {segment_id, months}; who is planned by which is computed in the background."""
    require(actor, VISIT_RULE, "update")
    ids = [each["segment_id"] for each in wanted]
    held = {s.pk: s for s in Segment.objects.visible_to(actor).filter(pk__in=ids, archived_at__isnull=True)}
    before = [{"segment": r.segment.name, "months": r.months} for r in VisitRule.objects.select_related("segment")]
    for key in ids:
        if key not in held or held[key].share != "all" or segments.personal(held[key].filters):
            raise errors.SegmentNotForAll(field="rules")
        if ids.count(key) > 1:
            raise errors.SegmentTwice(field="rules", name=held[key].name)
    VisitRule.objects.exclude(segment_id__in=ids).delete()
    row: VisitRule | None = None
    for place, each in enumerate(wanted):
        row, _ = VisitRule.objects.update_or_create(
            segment_id=each["segment_id"], defaults={"place": place, "months": each["months"]}
        )
    after = [{"segment": held[each["segment_id"]].name, "months": each["months"]} for each in wanted]
    audit(actor, "update", VISIT_RULE, row or VisitRule(), before={"rules": before}, after={"rules": after})
    notify(VISIT_RULE, "rules")


def used_in(segment_id: uuid.UUID) -> list[tuple[str, str]]:
    """Where a segment is used, in both languages, for whoever wants to put it away."""
    found = VisitRule.objects.filter(segment_id=segment_id).values_list("months", flat=True)
    return [(f"每 {months} 个月", "every month" if months == 1 else f"every {months} months") for months in found]


segments.USES.append(used_in)


# ---- reminding


def remind() -> int:
    """Each owner once of those that came due, by name; told again only when a client is due anew."""
    today = clock.today()
    plans = open_plans().filter(due_on__lte=today, client__owner__is_active=True)
    fresh = plans.exclude(told_for=F("due_on")).select_related("client").order_by("due_on", "pk")[:MOST]
    by_owner: dict[uuid.UUID, list[VisitPlan]] = defaultdict(list)
    for plan in fresh:
        if plan.client.owner_id is not None:
            by_owner[plan.client.owner_id].append(plan)
    for owner, mine in by_owner.items():
        _tell_owner(owner, mine, today)
    return len(by_owner)


@transaction.atomic
def _tell_owner(owner: uuid.UUID, mine: list[VisitPlan], today: dt.date) -> None:
    names = "、".join(plan.client.name for plan in mine[:3]) + ("…" if len(mine) > 3 else "")
    tell(
        [owner], kind=kinds.VISITS_DUE, key=f"care.visits:{owner}:{today}", resource=CLIENT,
        object_id=mine[0].client_id, link="/visits", count=len(mine), names=names,
    )  # fmt: skip
    VisitPlan.objects.filter(pk__in=[plan.pk for plan in mine]).update(told_for=F("due_on"))


def open_plans() -> QuerySet[VisitPlan]:
    """Those with whom nobody spoke since they were planned: a visit that was logged is gone from the list at once."""
    found: QuerySet[VisitPlan] = VisitPlan.objects.filter(still_open())
    return found


# ---- asking for a dossier to be brought up to date


@transaction.atomic
def ask_for_update(*, client_id: uuid.UUID, key: str, cause: str, cause_en: str) -> NextStep | None:
    """A step for the owner, with the fields to ask; once for each `key`, however often it is told. Nothing for a client without
    an owner."""
    client = Client.objects.select_for_update().filter(pk=client_id, archived_at__isnull=True).first()
    told = TimelineEntry.objects.filter(client_id=client_id, kind="update_asked", data__key=key)
    if client is None or client.owner_id is None or told.exists():
        return None
    actor = Actor.system()
    missing = _missing(actor, client)
    what = "更新档案" + (f"，问清{'、'.join(missing)}" if missing else "，核对联系人和计划")
    step = NextStep.objects.create(
        client=client, title=f"{cause}：{what}"[:200], kind="step", assignee_id=client.owner_id,
        due_on=clock.today() + dt.timedelta(days=DAYS_TO_UPDATE), created_by_id=None,
    )  # fmt: skip
    record(
        actor, client_id=client.pk, kind="update_asked", group="change", resource=CLIENT, object_id=client.pk,
        cause=cause, cause_en=cause_en, key=key,
    )  # fmt: skip
    tell(
        [client.owner_id], kind=kinds.UPDATE_ASKED, key=f"care.update:{key}", resource=CLIENT, object_id=client.pk,
        link=f"/clients/{client.pk}?tab=details", client=client.name, cause=cause, cause_en=cause_en,
    )  # fmt: skip
    return step


def _missing(actor: Actor, client: Client) -> list[str]:
    """The heaviest of what the dossier lacks, in words."""
    names = {f.key: f.zh for f in (*standard.COLUMNS, *standard.FIELDS)}
    gaps = [m.field.removeprefix("facts.") for m in lacking(actor, client)]
    return [names[field] for field in gaps if field in names][:ASKED]
