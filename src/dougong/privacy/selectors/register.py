"""The register of processing, generated from what the apps declare, and the pages of rules and notices."""

from __future__ import annotations

from typing import Any

from django.db.models import Count

from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.crypto import EncryptedField
from dougong.kit.registry import resource
from dougong.privacy import choices
from dougong.privacy.holdings import Holding, holdings
from dougong.privacy.models import Activity, Notice, RetentionRule, RetentionRun
from dougong.privacy.policies import ACTIVITY, NOTICE, RULE
from dougong.privacy.targets import TARGETS, Target, before

#: Which retention rule speaks of which holding.
_RULES = {
    "clients.contact": "contacts",
    "accounts.user": "staff",
    "imports.row": "imports",
    "notifications.notification": "notifications",
    "privacy.request": "requests",
}


def register(actor: Actor, language: str) -> list[dict[str, Any]]:
    """One entry for each kind of data: whose, which fields, why, on what ground, how long, how it is guarded."""
    require(actor, ACTIVITY, "view")
    said = {row.holding: row for row in Activity.objects.all()}
    rules = {row.target: row for row in RetentionRule.objects.filter(is_on=True)}
    return [_entry(h, said.get(h.code), rules.get(_RULES.get(h.code, "")), language) for h in holdings()]


def _entry(item: Holding, own: Activity | None, rule: RetentionRule | None, language: str) -> dict[str, Any]:
    en = language == "en"
    ground = own.ground if own else item.ground
    secret = [
        (e if en else z)
        for name, z, e in item.shown
        if any(f.name == name and isinstance(f, EncryptedField) for f in item.model._meta.concrete_fields)
    ]
    return {
        "code": item.code,
        "title": item.en if en else item.zh,
        "who": item.who[1 if en else 0],
        "fields": [e if en else z for _, z, e in item.shown],
        "encrypted": secret,
        "purpose": own.purpose if own else item.purpose[1 if en else 0],
        "ground": ground,
        "ground_label": choices.label(choices.GROUNDS, ground, language),
        "recipients": own.recipients if own else "",
        "measures": own.measures if own else "",
        "does": item.does,
        "months": rule.months if rule else None,
        "until": item.until[1 if en else 0],
        "edited": own is not None,
    }


def rules(actor: Actor, language: str) -> list[dict[str, Any]]:
    """Each rule with how many rows are due today and its last nights."""
    require(actor, RULE, "view")
    en = language == "en"
    kept = {row.target: row for row in RetentionRule.objects.all()}
    items = []
    for target in TARGETS:
        row = kept.get(target.code)
        months = row.months if row else target.months
        runs = RetentionRun.objects.filter(rule=row).order_by("-at")[:5] if row else []
        items.append(
            {
                "target": target.code,
                "title": target.en if en else target.zh,
                "months": months,
                "action": row.action if row else target.actions[0],
                "actions": [
                    {"value": a, "label": choices.label(choices.RETENTION_ACTIONS, a, language)} for a in target.actions
                ],
                "is_on": bool(row and row.is_on),
                "due": _due(actor, target, months),
                "runs": [
                    {"at": r.at, "action": r.action, "found": r.found, "done": r.done, "refused": r.refused}
                    for r in runs
                ],
            }
        )
    return items


def _due(actor: Actor, target: Target, months: int) -> int:
    """Of records in a bin those that the actor sees."""
    rows = target.due(before(months))
    return (
        rows.filter(pk__in=resource(target.purges).visible_to(actor).values("pk")).count()
        if target.purges
        else rows.count()
    )


def due(actor: Actor, code: str) -> list[dict[str, Any]]:
    """Whom a rule that asks would have somebody decide about: the first hundred."""
    require(actor, RULE, "view")
    target = next((t for t in TARGETS if t.code == code and t.person), None)
    if target is None:
        return []
    row = RetentionRule.objects.filter(target=code).first()
    rows = target.due(before(row.months if row else target.months))[:100]
    return [{"kind": target.person, "id": r.pk, "name": r.name} for r in rows]


def notices(actor: Actor) -> list[dict[str, Any]]:
    require(actor, NOTICE, "view")
    rows = Notice.objects.annotate(agreed=Count("consents")).order_by("audience", "-number")
    names = ("id", "audience", "number", "zh", "en", "published_at", "published_by", "agreed")
    drafts_first = sorted(rows, key=lambda r: (r.audience, -(r.number or 10_000)))
    return [{name: getattr(row, name) for name in names} for row in drafts_first]
