"""How long things are kept: rules that run each night, do what they say, and report."""

from __future__ import annotations

from typing import Any

from django.db import transaction
from django.db.models import QuerySet

from dougong.audit.services import note
from dougong.audit.services import record as audit
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.errors import BusinessError
from dougong.kit.jobs import JobContext
from dougong.privacy import errors
from dougong.privacy.models import PersonRequest, RetentionRule, RetentionRun
from dougong.privacy.policies import RULE
from dougong.privacy.services.erasing import erase
from dougong.privacy.targets import TARGETS, Target, before, target_of

BATCH = 200


@transaction.atomic
def set_rule(actor: Actor, *, target: str, months: int, action: str, is_on: bool) -> RetentionRule:
    require(actor, RULE, "update")
    known = target_of(target)
    if action not in known.actions:
        raise errors.NoSuchChoice(field="action", value=action)
    if purges(target, action=action, is_on=is_on):
        require(actor, known.purges, "purge")
    rule = RetentionRule.objects.select_for_update().filter(target=target).first()
    before = {"months": rule.months, "action": rule.action, "is_on": rule.is_on} if rule else None
    rule = rule or RetentionRule(target=target, created_by_id=actor.id, version=0)
    rule.months, rule.action, rule.is_on = months, action, is_on
    rule.store()
    audit(actor, "set_rule", RULE, rule, before=before, after={"months": months, "action": action, "is_on": is_on})
    return rule


def purges(target: str, *, action: str, is_on: bool) -> bool:
    """Whether such a rule deletes records for good: to set it takes the right to, and a second confirmation."""
    return is_on and action == "delete" and bool(target_of(target).purges)


def run(ctx: JobContext) -> dict[str, Any]:
    """All rules that are on; each leaves a report."""
    told: dict[str, Any] = {}
    on = {rule.target: rule for rule in RetentionRule.objects.filter(is_on=True)}
    for rule in (on[target.code] for target in TARGETS if target.code in on):
        row = _one(ctx, rule)
        told[rule.target] = {"found": row.found, "done": row.done, "refused": row.refused}
    return told


def _one(ctx: JobContext, rule: RetentionRule) -> RetentionRun:
    target = target_of(rule.target)
    rows = target.due(before(rule.months))
    report = RetentionRun(rule=rule, action=rule.action, found=rows.count())
    if rule.action == "delete" and target.purge is not None:
        report.done, report.refused = _purge(ctx, target, rows)
    elif rule.action == "delete":
        report.done = _delete(ctx, rows)
    elif rule.action == "anonymise":
        report.done, report.refused = _anonymise(ctx, target, rows)
    report.save()
    if report.done or report.refused:
        facts = {"found": report.found, "done": report.done, "refused": report.refused}
        note(Actor.system(), "retain", RULE, object_id=rule.pk, title=rule.target, after=facts)
    return report


def _delete(ctx: JobContext, rows: QuerySet[Any]) -> int:
    done = 0
    while keys := list(rows.values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            rows.model._base_manager.filter(pk__in=keys).delete()
        done += len(keys)
        ctx.checkpoint()
    return done


def _purge(ctx: JobContext, target: Target, rows: QuerySet[Any]) -> tuple[int, int]:
    """(done, refused): each in a transaction of its own; what something stops is left and tried again the next night."""
    assert target.purge is not None
    done = refused = 0
    for key in list(rows.values_list("pk", flat=True)):
        try:
            target.purge(key)
            done += 1
        except BusinessError:
            refused += 1
        ctx.checkpoint()
    return done, refused


def _anonymise(ctx: JobContext, target: Target, rows: QuerySet[Any]) -> tuple[int, int]:
    """(done, refused): one whom the law still holds is left and tried again the next night."""
    done = refused = 0
    for key in list(rows.values_list("pk", flat=True)):
        try:
            if target.person:
                erase(Actor.system(), kind=target.person, person_id=key, cause="retention")
            else:
                PersonRequest.objects.filter(pk=key).update(wish="", answer="", asker="", emptied_at=clock.now())
            done += 1
        except BusinessError:
            refused += 1
        ctx.checkpoint()
    return done, refused
