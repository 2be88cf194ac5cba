"""Computing grades, keeping the versions of the rule, and overriding a grade for a time."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Callable, Mapping, Sequence
from typing import Any

from django.db import IntegrityError, transaction
from django.db.models import Max

from dougong.approvals import services as approvals
from dougong.approvals.subjects import Subject, register
from dougong.audit.services import record as audit
from dougong.care.credit import errors, inputs, rules
from dougong.care.credit.models import CreditChange, CreditOverride, CreditRule, CreditStanding
from dougong.care.credit.policies import CREDIT, CREDIT_RULE, clients_of
from dougong.care.segments.services import run_for
from dougong.clients.models import Client, ClientFigures
from dougong.clients.policies import CLIENT
from dougong.clients.services import change_figure, change_figures, record
from dougong.kit import clock
from dougong.kit.access import get_visible, must_see, require
from dougong.kit.actor import Actor
from dougong.kit.errors import FieldError, FieldErrors, NotAllowed
from dougong.kit.money import Money
from dougong.kit.months import month_on
from dougong.kit.stream import notify, notify_many

BATCH = 200
RECENT_MONTHS = 24
LONGEST = dt.timedelta(days=366)
SHOWN = 300
#: Who decides where the company's rules of approval say nothing: an override and a rule always need a second person.
DECIDERS = "management"
Progress = Callable[[int, int], None]

register(Subject(CREDIT, "信用等级调整", "Overrides of credit grades"))
register(Subject(CREDIT_RULE, "信用评级规则", "Rules of credit grades"))


# ---- the rule that counts


def install_rule() -> CreditRule:
    """The rule of the house, where there is none yet."""
    made: CreditRule = CreditRule.objects.get_or_create(
        no=1,
        defaults={
            "body": rules.FIRST_RULE, "state": "approved", "in_force_on": dt.date(2020, 1, 1), "note": "初始规则",
            "made_by": "斗拱", "approved_by": "斗拱", "approved_at": clock.now(),
        },
    )[0]  # fmt: skip
    return made


def current_rule() -> CreditRule:
    """The newest approved one whose day has come."""
    found = CreditRule.objects.filter(state="approved", in_force_on__lte=clock.today())
    return found.order_by("-in_force_on", "-no").first() or install_rule()


def back(months: int) -> dt.date:
    """The day so many months ago, the 28th at the latest."""
    today = clock.today()
    return month_on(today.replace(day=min(today.day, 28)), -months)


def disputes_of(facts: Mapping[str, Any]) -> int:
    """What the dossier says of disputes: payments disputed, complaints written down, dissatisfied at the last visit."""
    return sum(
        (facts.get("payment") == "disputed", bool(facts.get("complaints")), facts.get("satisfaction") in ("1", "2"))
    )


# ---- computing


@transaction.atomic
def grade_clients(ids: Sequence[uuid.UUID], cause: str = "") -> int:
    """Compute these anew; how many got another grade. One of whom nothing is known gets none."""
    rule, now, today = current_rule(), clock.now(), clock.today()
    clients = list(Client.objects.select_for_update().filter(pk__in=ids).order_by("pk"))
    paid = inputs.payments(ids, back(rule.body["window_months"]), back(RECENT_MONTHS))
    held = {s.client_id: s for s in CreditStanding.objects.filter(client_id__in=ids)}
    made, told = [], []
    for client in clients:
        was, facts = held.get(client.pk), paid.get(client.pk)
        if facts is None and was is None:
            continue
        facts = facts or rules.Payments()
        found = rules.graded(rule.body, facts, disputes_of(client.facts), today)
        lines = [vars(line) for line in found.lines]
        standing = CreditStanding(
            client_id=client.pk, rule=rule, grade=found.grade, points=found.points, lines=lines,
            received=Money.fen(facts.received), computed_at=now,
            over_grade=was.over_grade if was else "", over_until=was.over_until if was else None,
        )  # fmt: skip
        made.append(standing)
        before = was.grade if was else ""
        if before != found.grade or (was and found.grade and was.rule_id != rule.pk):
            told.append((standing, before))
    _store(made)
    CreditChange.objects.bulk_create([_computed(s, before, cause) for s, before in told])
    _tell_figures(made)
    return sum(1 for s, before in told if s.grade != before)


def _store(rows: list[CreditStanding]) -> None:
    names = ["rule", "grade", "points", "lines", "received", "computed_at"]
    CreditStanding.objects.bulk_create(rows, update_conflicts=True, unique_fields=["client"], update_fields=names)


def _computed(standing: CreditStanding, before: str, cause: str) -> CreditChange:
    return CreditChange(
        client_id=standing.client_id, kind="computed", before=before, grade=standing.grade, points=standing.points,
        rule_no=standing.rule.no, lines=standing.lines, cause=cause, at=standing.computed_at,
    )  # fmt: skip


def _tell_figures(standings: Sequence[CreditStanding]) -> None:
    """The grade that counts is a figure of the client, so that lists can show it and be filtered by it. What is told so already
    is left."""
    figures = ClientFigures.objects.filter(client_id__in=[s.client_id for s in standings])
    told = dict(figures.values_list("client_id", "grade"))
    news = {s.client_id: s.effective for s in standings if told.get(s.client_id) != s.effective}
    if news:
        change_figure("grade", news)
        notify_many(CREDIT, list(news))


def regrade(client_id: uuid.UUID, cause: str) -> None:
    """After something happened to a client's money: its grade, and the tags that rules put on it."""
    grade_clients([client_id], cause)
    run_for([client_id])


def stand_again(client_id: uuid.UUID) -> None:
    """After dossiers were merged or parted: the grade by what the client paid now, with the override that is its own."""
    grade_clients([client_id], "clients.merged")
    standing = CreditStanding.objects.filter(pk=client_id).first()
    if standing is None:
        change_figures(client_id=client_id, grade="")
        return
    row = CreditOverride.objects.filter(client_id=client_id, state="approved", until__gte=clock.today()).first()
    standing.over_grade, standing.over_until = (row.grade, row.until) if row else ("", None)
    standing.save(update_fields=["over_grade", "over_until"])
    _tell_figures([standing])


def grade_all(tell: Progress = lambda done, total: None) -> dict[str, int]:
    """Everybody of whom something is known, in transactions of 200; overrides whose time is over end first."""
    ended = end_expired()
    known = [*inputs.clients(), *CreditStanding.objects.values_list("pk", flat=True)]
    ids = sorted(set(known))
    changed = 0
    for start in range(0, len(ids), BATCH):
        changed += grade_clients(ids[start : start + BATCH], "night")
        tell(min(start + BATCH, len(ids)), len(ids))
    return {"clients": len(ids), "changed": changed, "ended": ended}


# ---- versions of the rule


@transaction.atomic
def draft_rule(actor: Actor, *, note: str = "") -> CreditRule:
    """A new version, begun as a copy of the one that counts."""
    require(actor, CREDIT_RULE, "update")
    rule = CreditRule(body=current_rule().body, note=note, created_by_id=actor.id, made_by=actor.name)
    rule.save(force_insert=True)
    audit(actor, "create", CREDIT_RULE, rule)
    notify(CREDIT_RULE, rule.pk)
    return rule


@transaction.atomic
def change_rule(
    actor: Actor, *, rule_id: uuid.UUID, version: int | None, body: dict[str, Any], note: str
) -> CreditRule:
    """Raises NotADraftRule, Stale, FieldErrors at what is wrong."""
    rule = _locked_draft(actor, rule_id, version)
    wrong = rules.faults(body)
    if wrong:
        raise FieldErrors([FieldError(f.at, f.zh, f.en) for f in wrong])
    before, rule.body, rule.note = {"body": rule.body, "note": rule.note}, body, note
    rule.trial, rule.tried_at = None, None
    rule.store()
    audit(actor, "update", CREDIT_RULE, rule, before=before, after={"body": body, "note": note})
    notify(CREDIT_RULE, rule.pk)
    return rule


@transaction.atomic
def drop_rule(actor: Actor, *, rule_id: uuid.UUID) -> None:
    """A draft that nobody wants goes; on record is what it was."""
    rule = _locked_draft(actor, rule_id, None)
    audit(actor, "delete", CREDIT_RULE, rule, before={"body": rule.body, "note": rule.note})
    rule.delete()


def _locked_draft(actor: Actor, rule_id: uuid.UUID, version: int | None) -> CreditRule:
    must_see(actor, CREDIT_RULE, rule_id)
    require(actor, CREDIT_RULE, "update")
    rule: CreditRule = CreditRule.objects.locked(rule_id, version)
    if rule.state != "draft":
        raise errors.NotADraftRule()
    return rule


def try_rule(rule_id: uuid.UUID, tell: Progress = lambda done, total: None) -> dict[str, Any]:
    """What the rule would give every client, beside what each has now. Nothing but the result is written."""
    rule, today = CreditRule.objects.get(pk=rule_id), clock.today()
    ids = inputs.clients()
    pairs: list[tuple[str, str]] = []
    differ: list[list[Any]] = []
    for start in range(0, len(ids), BATCH):
        part = ids[start : start + BATCH]
        paid = inputs.payments(part, back(rule.body["window_months"]), back(RECENT_MONTHS))
        facts = dict(Client.objects.filter(pk__in=part).values_list("pk", "facts"))
        held = {s.client_id: s for s in CreditStanding.objects.filter(client_id__in=part)}
        for pk in (pk for pk in part if pk in facts and pk in paid):
            found = rules.graded(rule.body, paid[pk], disputes_of(facts[pk]), today)
            was = held[pk] if pk in held else CreditStanding()
            pairs.append((was.grade, found.grade))
            if was.grade != found.grade:
                differ.append([str(pk), was.grade, was.points, found.grade, found.points])
        tell(min(start + BATCH, len(ids)), len(ids))
    trial = {"clients": len(pairs), "moved": rules.moved(pairs), "differ": differ[:SHOWN], "differ_count": len(differ)}
    CreditRule.objects.filter(pk=rule.pk, version=rule.version).update(trial=trial, tried_at=clock.now())
    notify(CREDIT_RULE, rule.pk)
    return {"clients": trial["clients"], "differ": trial["differ_count"]}


@transaction.atomic
def submit_rule(actor: Actor, *, rule_id: uuid.UUID, version: int | None, in_force_on: dt.date) -> CreditRule:
    """Ask that a version come into force on a day. Raises NotTried, DayPassed."""
    rule = _locked_draft(actor, rule_id, version)
    if rule.trial is None:
        raise errors.NotTried()
    if in_force_on < clock.today():
        raise errors.DayPassed(field="in_force_on")
    rule.state, rule.in_force_on = "waiting", in_force_on
    rule.store("state", "in_force_on")
    title = f"信用评级规则，{in_force_on} 起生效"
    note = rule.note or f"试算：{rule.trial['differ_count']} 家客户等级有变"
    approvals.ask(actor, code=CREDIT_RULE, object_id=rule.pk, title=title, kind="", note=note, otherwise=DECIDERS)
    audit(actor, "submit", CREDIT_RULE, rule, after={"in_force_on": in_force_on})
    notify(CREDIT_RULE, rule.pk)
    return rule


@transaction.atomic
def settle_rule(actor: Actor, *, rule_id: uuid.UUID, state: str, comment: str, by_name: str) -> None:
    """What was decided of a version: it has a number and its day, or is a draft again."""
    rule = CreditRule.objects.select_for_update().filter(pk=rule_id, state="waiting").first()
    if rule is None:
        return
    if state == "approved":
        rule.no = (CreditRule.objects.aggregate(n=Max("no"))["n"] or 0) + 1
        rule.state, rule.approved_by, rule.approved_at = "approved", by_name, clock.now()
        rule.in_force_on = max(rule.in_force_on or clock.today(), clock.today())
    else:
        rule.state, rule.in_force_on = "draft", None
    rule.store()
    audit(actor, "approve" if state == "approved" else "reject", CREDIT_RULE, rule, reason=comment)
    notify(CREDIT_RULE, rule.pk)


# ---- overriding


@transaction.atomic
def ask_override(actor: Actor, *, client_id: uuid.UUID, grade: str, reason: str, until: dt.date) -> CreditOverride:
    """Ask for another grade than the computed one, with a reason, for a time. Raises UntilWrong, SameGrade, OverrideThere."""
    get_visible(Client.objects.visible_to(actor), client_id)
    require(actor, CREDIT, "override")
    if not Client.objects.filter(clients_of(actor, "override"), pk=client_id).exists():
        raise NotAllowed(resource=CREDIT, action="override")
    client: Client = Client.objects.locked(client_id)
    if not reason.strip():
        raise FieldError("reason", "写明为什么要调整。", "Say why.")
    if not clock.today() < until <= clock.today() + LONGEST:
        raise errors.UntilWrong(field="until")
    standing = CreditStanding.objects.get_or_create(client_id=client_id, defaults={"rule": current_rule()})[0]
    if standing.effective == grade:
        raise errors.SameGrade(field="grade", grade=grade)
    row = CreditOverride(
        client=client, grade=grade, computed=standing.grade, reason=reason.strip(), until=until, asked_by=actor.name,
        created_by_id=actor.id, created_at=clock.now(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise errors.OverrideThere() from None
    title = f"{client.name} 信用等级调为 {grade}"
    note = f"{standing.grade or '未评级'} → {grade}，到 {until}：{reason.strip()}"[:300]
    approvals.ask(actor, code=CREDIT, object_id=client_id, title=title, kind="", note=note, otherwise=DECIDERS)
    audit(actor, "override_asked", CREDIT, standing, after={"grade": grade, "until": until}, reason=reason.strip())
    notify(CREDIT, client_id)
    return row


@transaction.atomic
def settle_override(actor: Actor, *, client_id: uuid.UUID, state: str, comment: str, by_name: str) -> None:
    """What was decided: the grade stands over the computed one until its day, or nothing changes."""
    row = CreditOverride.objects.select_for_update().filter(client_id=client_id, state="waiting").first()
    if row is None:
        return
    row.state, row.decided_by, row.decided_at, row.comment = state, by_name, clock.now(), comment
    row.store("state", "decided_by", "decided_at", "comment")
    if state == "approved":
        told = f"{row.asked_by}：{row.reason}；{by_name}批准"
        _stand(actor, client_id, "set", row.grade, row.until, told, by_name)
    notify(CREDIT, client_id)


@transaction.atomic
def end_override(actor: Actor, *, client_id: uuid.UUID, reason: str) -> CreditStanding:
    """Before its time: the computed grade counts again. Needs no decision, for it gives nothing."""
    must_see(actor, CREDIT, client_id)
    require(actor, CREDIT, "override", CreditStanding.objects.get(pk=client_id))
    Client.objects.locked(client_id)
    row = CreditOverride.objects.select_for_update().filter(client_id=client_id, state="approved").first()
    if row is None:
        raise errors.NoOverride()
    if not reason.strip():
        raise FieldError("reason", "写明为什么结束。", "Say why it ends.")
    row.state = "ended"
    row.store("state")
    return _stand(actor, client_id, "ended", "", None, reason.strip(), actor.name)


def end_expired() -> int:
    """Those whose last day is over."""
    rows = CreditOverride.objects.filter(state="approved", until__lt=clock.today()).order_by("pk")
    for row in rows:
        with transaction.atomic():
            Client.objects.locked(row.client_id)
            row.state = "ended"
            row.store("state")
            _stand(Actor.system(), row.client_id, "ended", "", None, "有效期已到", "")
    return len(rows)


def _stand(
    actor: Actor, client_id: uuid.UUID, kind: str, grade: str, until: dt.date | None, reason: str, by_name: str
) -> CreditStanding:
    """Set or end what stands over the computed grade; on record, in the history, and on the timeline."""
    standing: CreditStanding = CreditStanding.objects.select_for_update().select_related("rule").get(pk=client_id)
    before = standing.grade_before(kind)
    standing.over_grade, standing.over_until = grade, until
    standing.save(update_fields=["over_grade", "over_until"])
    now = standing.effective
    CreditChange.objects.create(
        client_id=client_id, kind=kind, before=before, grade=now, points=standing.points, rule_no=standing.rule.no,
        lines=standing.lines, by_name=by_name, reason=reason[:500],
    )  # fmt: skip
    told = {"grade": before}, {"grade": now, "until": until}
    audit(actor, f"override_{kind}", CREDIT, standing, before=told[0], after=told[1], reason=reason)
    record(
        actor, client_id=client_id, kind=f"credit_{kind}", group="change", resource=CREDIT, object_id=client_id,
        before=before, grade=now, until=until,
    )  # fmt: skip
    _tell_figures([standing])
    notify(CREDIT, client_id)
    notify(CLIENT, client_id)
    return standing
