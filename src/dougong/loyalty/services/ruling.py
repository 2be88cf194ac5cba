"""The rules and their versions: drafted, tried on the company's own history, approved by a second person, in force."""

from __future__ import annotations

import datetime as dt
import uuid
from collections import defaultdict
from collections.abc import Callable
from decimal import Decimal
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max, Q, Sum

from dougong.approvals import services as approvals
from dougong.approvals.subjects import Subject, register
from dougong.audit.services import record as audit
from dougong.kit import clock
from dougong.kit.access import must_see, require
from dougong.kit.actor import Actor
from dougong.kit.bulk import parts
from dougong.kit.errors import FieldError, FieldErrors
from dougong.kit.jsonable import plain
from dougong.kit.stream import notify
from dougong.loyalty import errors, shaping
from dougong.loyalty.models import PointsEntry, PointsRule
from dougong.loyalty.policies import RULE
from dougong.loyalty.programme.events import Event, lacks
from dougong.loyalty.programme.replay import Programme, Rejected
from dougong.loyalty.selectors.standing import setting
from dougong.loyalty.services import facts, history, versions
from dougong.loyalty.triggers import BY_CODE

Progress = Callable[[int, int], None]
#: Who decides where the company's rules of approval say nothing: a rule always needs a second person.
DECIDERS = "management"
MONTHS = 24
SHOWN = 50

register(Subject(RULE, "积分规则", "Points rules"))


@transaction.atomic
def draft_rule(actor: Actor, *, code: str, zh: str, en: str = "", on: str = "") -> PointsRule:
    """A new rule, or the next version of one, begun as a copy of the newest. Raises CodeTaken, FieldErrors."""
    require(actor, RULE, "update")
    versions.install()
    last = PointsRule.objects.filter(code=code, state="approved").order_by("-no").first()
    kept = {"number": last.number, "body": last.body, "on": last.on} if last else {"body": shaping.body_of(), "on": on}
    if kept["on"] not in BY_CODE:
        raise FieldError("on", "选一个触发事件。", "Choose what the rule is about.")
    row = PointsRule(code=code, zh=zh, en=en, created_by_id=actor.id, made_by=actor.name, **kept)
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise errors.CodeTaken(field="code", rule=code) from None
    audit(actor, "create", RULE, row)
    notify(RULE, row.pk)
    return row


@transaction.atomic
def change_rule(actor: Actor, *, rule_id: uuid.UUID, version: int | None, **values: Any) -> PointsRule:
    """`values`: zh, en, number, note, body. Raises RuleNotDraft, Stale, FieldErrors at what is wrong."""
    row = _draft(actor, rule_id, version)
    wrong = shaping.faults(row.on, values["body"])
    if wrong:
        raise FieldErrors([FieldError(f.field, f.zh, f.en) for f in wrong])
    before = {name: getattr(row, name) for name in values}
    for name, value in values.items():
        setattr(row, name, value)
    row.trial, row.tried_at = None, None
    row.store()
    audit(actor, "update", RULE, row, before=before, after=values)
    notify(RULE, row.pk)
    return row


@transaction.atomic
def drop_rule(actor: Actor, *, rule_id: uuid.UUID) -> None:
    """A draft that nobody wants goes; on record is what it was."""
    row = _draft(actor, rule_id, None)
    audit(actor, "delete", RULE, row, before={"code": row.code, "body": row.body})
    row.delete()


def _draft(actor: Actor, rule_id: uuid.UUID, version: int | None) -> PointsRule:
    must_see(actor, RULE, rule_id)
    require(actor, RULE, "update")
    row: PointsRule = PointsRule.objects.locked(rule_id, version)
    if row.state != "draft":
        raise errors.RuleNotDraft()
    return row


# ---- trying


def try_rule(rule_id: uuid.UUID, tell: Progress = lambda done, total: None) -> dict[str, Any]:
    """What the version would have given in the last two years, to whom, at what cost, beside what was given by the version that
    stood then. By the programme itself; nothing but the result is written."""
    row = PointsRule.objects.get(pk=rule_id)
    told = list(history.of_type(row.on, history.months_ago(MONTHS)))
    (rule,) = shaping.compiled([shaping.told(row.code, row.no or 1, row.on, row.body, None, None)])
    programme, wanted = Programme([rule]), {row.on: shaping.asks(row.body)}
    found = _Trial()
    done = 0
    for part in parts(told, 200):
        for client_id, happened in facts.enriched(part, wanted):
            found.take(programme, client_id, happened)
        done += len(part)
        tell(done, len(told))
    trial = found.told(row)
    PointsRule.objects.filter(pk=row.pk, version=row.version).update(trial=trial, tried_at=clock.now())
    notify(RULE, row.pk)
    return {"events": trial["events"], "points": trial["given"] + trial["taken"]}


class _Trial:
    """What a trial adds up. Lots and debts are no matter here: each event gives what the rule says, up to its caps."""

    def __init__(self) -> None:
        self.events = self.matched = self.failed = self.given = self.taken = 0
        self.clients: dict[uuid.UUID, list[int]] = defaultdict(lambda: [0, 0])
        self.months: dict[str, int] = defaultdict(int)

    def take(self, programme: Programme, client_id: uuid.UUID, happened: history.Happening) -> None:
        data = plain(dict(happened.data))
        event = Event(0, happened.key, happened.type, str(client_id), happened.occurred_at, data)
        self.events += 1
        try:
            if lacks(event.type, data):
                raise Rejected("bad_event")
            written = programme.post(event)
        except Rejected:
            self.failed += 1
            return
        for one in written:
            self.matched += 1
            self.given += max(one.points, 0)
            self.taken += min(one.points, 0)
            self.clients[client_id][0] += one.points
            self.clients[client_id][1] += 1
            self.months[clock.local_date(happened.occurred_at).strftime("%Y-%m")] += one.points

    def told(self, row: PointsRule) -> dict[str, Any]:
        first = sorted(self.clients.items(), key=lambda one: (-abs(one[1][0]), str(one[0])))[:SHOWN]
        stood = PointsEntry.objects.filter(
            Q(rule=row.code) | Q(reverses__rule=row.code), occurred_at__gte=history.months_ago(MONTHS)
        )
        value = Decimal(setting().body["point_value"])
        return {
            "months": MONTHS, "events": self.events, "matched": self.matched, "failed": self.failed, "given": self.given,
            "taken": self.taken, "clients": len(self.clients), "cost": f"{self.given * value:.2f}",
            "stood": stood.aggregate(n=Sum("amount"))["n"] or 0,
            "by_month": [{"month": month, "points": n} for month, n in sorted(self.months.items())],
            "top": [{"id": str(pk), "points": points, "events": n} for pk, (points, n) in first],
        }  # fmt: skip


# ---- into force and out of it


def _soonest() -> dt.datetime:
    """The next full minute that is a minute away at least: nothing that is being posted now counts by both versions."""
    return (clock.now() + dt.timedelta(seconds=119)).replace(second=0, microsecond=0)


@transaction.atomic
def submit_rule(
    actor: Actor, *, rule_id: uuid.UUID, version: int | None, begins_on: dt.date, ends_on: dt.date | None = None
) -> PointsRule:
    """Ask that a version be in force from a day on, up to and with another. Raises RuleNotTried, RuleDayPassed, TriggerAbsent."""
    row = _draft(actor, rule_id, version)
    if not BY_CODE[row.on].there:
        raise errors.TriggerAbsent()
    if row.trial is None:
        raise errors.RuleNotTried()
    if begins_on < clock.today() or (ends_on is not None and ends_on < begins_on):
        raise errors.RuleDayPassed(field="begins_on")
    row.state, row.begins_on = "waiting", begins_on
    row.ends_at = clock.day_start(ends_on + dt.timedelta(days=1)) if ends_on else None
    row.store()
    note = row.note or f"试算：近 {MONTHS} 个月 {row.trial['clients']} 家客户，发放 {row.trial['given']}，扣减 {-row.trial['taken']}"
    title = f"积分规则「{row.zh}」，{begins_on} 起生效"
    approvals.ask(actor, code=RULE, object_id=row.pk, title=title, kind="", note=note, otherwise=DECIDERS)
    audit(actor, "submit", RULE, row, after={"begins_on": begins_on, "ends_on": ends_on})
    notify(RULE, row.pk)
    return row


@transaction.atomic
def settle_rule(actor: Actor, *, rule_id: uuid.UUID, state: str, comment: str, by_name: str) -> None:
    """What was decided: it has a number and its moment, and the version before it ends there; or it is a draft again."""
    row = PointsRule.objects.select_for_update().filter(pk=rule_id, state="waiting").first()
    if row is None:
        return
    if state == "approved":
        same = PointsRule.objects.select_for_update().filter(code=row.code, state="approved")
        row.no = (same.aggregate(n=Max("no"))["n"] or 0) + 1
        row.begins_at = max(clock.day_start(row.begins_on or clock.today()), _soonest())
        same.filter(Q(ends_at__isnull=True) | Q(ends_at__gt=row.begins_at)).update(ends_at=row.begins_at)
        row.state, row.approved_by, row.approved_at = "approved", by_name, clock.now()
    else:
        row.state, row.begins_on, row.ends_at = "draft", None, None
    row.store()
    audit(actor, "approve" if state == "approved" else "reject", RULE, row, reason=comment)
    notify(RULE, row.pk)


@transaction.atomic
def stop_rule(actor: Actor, *, rule_id: uuid.UUID, reason: str) -> PointsRule:
    """A version in force, or still to come, ends now. Raises RuleStopped."""
    must_see(actor, RULE, rule_id)
    require(actor, RULE, "update")
    row: PointsRule = PointsRule.objects.locked(rule_id)
    soonest = _soonest()
    if row.state != "approved" or (row.ends_at is not None and row.ends_at <= soonest):
        raise errors.RuleStopped()
    if not reason.strip():
        raise FieldError("reason", "写明为什么停用。", "Say why it stops.")
    row.ends_at = max(soonest, row.begins_at) if row.begins_at else soonest
    row.store("ends_at")
    audit(actor, "stop", RULE, row, reason=reason.strip())
    notify(RULE, row.pk)
    return row
