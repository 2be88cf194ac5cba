from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import IntegrityError, transaction

from dougong.accounts.models import Role, User
from dougong.accounts.structure.managers import manager_of
from dougong.approvals import errors, kinds, rules
from dougong.approvals.events import ApprovalDecided
from dougong.approvals.models import Approval, Decider, RuleSet
from dougong.approvals.policies import APPROVAL, RULES
from dougong.approvals.subjects import subject as known_subject
from dougong.audit.services import Act, record_many
from dougong.audit.services import record as audit
from dougong.kit import clock
from dougong.kit.access import must_see, require
from dougong.kit.actor import Actor
from dougong.kit.bulk import fresh, insert_many, insert_rows
from dougong.kit.errors import BusinessError, NotFound, Stale
from dougong.kit.events import publish
from dougong.kit.registry import resource
from dougong.kit.stream import notify
from dougong.notifications.services import tell

#: Who decides where a manager should and there is none.
KEEPERS = "steward"
WORDS = {"approved": ("已通过", "approved"), "rejected": ("已退回", "sent back")}


def rules_of(code: str) -> list[Any]:
    found = RuleSet.objects.filter(subject=code).values_list("rules", flat=True).first()
    return found or []


def rule_for(code: str, kind: str) -> Any:
    """The rule that counts for a record of this kind, or None: then no decision is needed."""
    return rules.fitting(rules_of(code), kind)


@transaction.atomic
def ask(
    actor: Actor, *, code: str, object_id: uuid.UUID, title: str, kind: str, note: str = "", otherwise: str = ""
) -> Approval | None:
    """Ask whom the rule names; where no rule wants a decision, whom `otherwise` names (for what always needs one), or nobody:
    None. In the transaction of what is asked for. Raises AlreadyWaits, NobodyDecides.
    """
    rule = rule_for(code, kind)
    if rule is None and not otherwise:
        return None
    people = deciders(actor, rule["decider"] if rule else otherwise)
    if not people:
        raise errors.NobodyDecides()
    row = Approval(
        subject=code, object_id=object_id, title=title[:200], note=note[:300], asked_by_id=actor.id,
        asked_by_name=actor.name, created_by_id=actor.id, created_at=clock.now(),
    )  # fmt: skip
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError:
        raise errors.AlreadyWaits(title=title) from None
    Decider.objects.bulk_create([Decider(approval=row, user=user) for user in people])
    audit(actor, "ask", APPROVAL, row, after={"deciders": [u.name for u in people], "note": row.note})
    tell(
        [u.pk for u in people], kind=kinds.ASKED, key=f"{row.pk}:asked", resource=APPROVAL, object_id=row.pk,
        link="/approvals", who=actor.name, title=row.title,
    )  # fmt: skip
    notify(APPROVAL, row.pk)
    return row


@dataclass(frozen=True, slots=True)
class Asked:
    """A record that a decision is asked for, as `ask` takes it."""

    object_id: uuid.UUID
    title: str
    kind: str
    note: str = ""


def ask_many(actor: Actor, *, code: str, asked: list[Asked], told: str, key: str) -> dict[uuid.UUID, uuid.UUID]:
    """As `ask` for each, in a fixed number of statements; the decision that each waits for. Who decides is told of all together,
    once for a `key`: `told` says what they are. What waits already, or needs no decision, is left. Raises NobodyDecides."""
    known = rules_of(code)
    waiting = Approval.objects.filter(subject=code, object_id__in=[one.object_id for one in asked], state="waiting")
    had, people = set(waiting.values_list("object_id", flat=True)), dict[str, list[User]]()
    rows = list[tuple[Approval, list[User]]]()
    for one in asked:
        rule = rules.fitting(known, one.kind)
        if rule is None or one.object_id in had:
            continue
        name = rule["decider"]
        if name not in people:
            people[name] = deciders(actor, name)
        if not people[name]:
            raise errors.NobodyDecides()
        row = fresh(
            Approval, subject=code, object_id=one.object_id, title=one.title[:200], note=one.note[:300], asked_by_id=actor.id,
            asked_by_name=actor.name, created_by_id=actor.id,
        )  # fmt: skip
        rows.append((row, people[name]))
    insert_many([row for row, _ in rows])
    insert_rows(Decider, ("approval_id", "user_id"), [(row.pk, user.pk) for row, users in rows for user in users])
    acts = [Act("ask", r, None, {"deciders": [u.name for u in users], "note": r.note}) for r, users in rows]
    record_many(actor, APPROVAL, acts)
    first = {tuple(u.pk for u in users): row for row, users in reversed(rows)}
    for users, row in first.items():
        tell(
            users, kind=kinds.ASKED, key=key, resource=APPROVAL, object_id=row.pk, link="/approvals", who=actor.name,
            title=told,
        )  # fmt: skip
        notify(APPROVAL, row.pk)
    return {row.object_id: row.pk for row, _ in rows}


def deciders(actor: Actor, decider: str) -> list[User]:
    """Others than whoever asks; of a role all its active members."""
    if decider == rules.MANAGER:
        found = manager_of(actor.id) if actor.id else None
        if found is not None and found.pk != actor.id:
            return [found]
        decider = KEEPERS
    people = User.objects.filter(roles__pk=decider, kind="staff", is_active=True).exclude(pk=actor.user_id)
    return list(people.order_by("pk"))


@transaction.atomic
def decide(actor: Actor, *, approval_id: uuid.UUID, approve: bool, comment: str = "") -> Approval:
    """Approve or send back, by any one of those asked. What follows is done in the same transaction, or nothing is."""
    row = _waiting(actor, approval_id)
    if row.asked_by_id == actor.id or not row.deciders.filter(user_id=actor.user_id).exists():
        raise errors.NotYoursToDecide()
    return _settle(actor, row, "approved" if approve else "rejected", comment)


def decide_many(
    actor: Actor, *, approval_ids: list[uuid.UUID], approve: bool, comment: str = ""
) -> dict[str, list[uuid.UUID]]:
    """Each as `decide` does it, in a transaction of its own: what one refuses holds up no other."""
    done, refused = list[uuid.UUID](), list[uuid.UUID]()
    for pk in approval_ids:
        try:
            decide(actor, approval_id=pk, approve=approve, comment=comment)
            done.append(pk)
        except BusinessError:
            refused.append(pk)
    return {"done": done, "refused": refused}


def drop(actor: Actor, *, approval_ids: list[uuid.UUID], why: str) -> None:
    """What was asked for is no longer there to decide on: in the transaction of what took it back."""
    for row in Approval.objects.select_for_update().filter(pk__in=approval_ids, state="waiting").order_by("pk"):
        _settle(actor, row, "withdrawn", why)


@transaction.atomic
def withdraw(actor: Actor, *, approval_id: uuid.UUID) -> Approval:
    """Take back what one asked for."""
    row = _waiting(actor, approval_id)
    if row.asked_by_id != actor.id:
        raise errors.NotYoursToDecide()
    return _settle(actor, row, "withdrawn", "")


def _waiting(actor: Actor, approval_id: uuid.UUID) -> Approval:
    must_see(actor, APPROVAL, approval_id)
    require(actor, APPROVAL, "update")
    row: Approval = Approval.objects.locked(approval_id)
    if row.state != "waiting":
        raise errors.AlreadyDecided(who=row.decided_by_name or row.asked_by_name)
    return row


def _settle(actor: Actor, row: Approval, state: str, comment: str) -> Approval:
    row.state, row.comment, row.decided_at = state, comment[:500], clock.now()
    row.decided_by_id, row.decided_by_name = actor.id, actor.name
    row.store("state", "comment", "decided_at", "decided_by_id", "decided_by_name")
    audit(actor, {"approved": "approve", "rejected": "reject"}.get(state, "withdraw"), APPROVAL, row, reason=comment)
    event = ApprovalDecided(
        approval_id=row.pk, subject=row.subject, object_id=row.object_id, state=state, comment=row.comment,
        by_name=actor.name,
    )  # fmt: skip
    publish(event, actor)
    if state in WORDS and row.asked_by_id:
        zh, en = WORDS[state]
        tell(
            [row.asked_by_id], kind=kinds.DECIDED, key=f"{row.pk}:decided", resource=APPROVAL, object_id=row.pk,
            link=resource(row.subject).link.format(id=row.object_id), who=actor.name, what_zh=zh, what_en=en, title=row.title,
        )  # fmt: skip
    notify(APPROVAL, row.pk)
    return row


@transaction.atomic
def save_rules(actor: Actor, *, code: str, version: int, wanted: Iterable[dict[str, Any]]) -> RuleSet:
    """All rules of one kind of thing, in their order. Raises Stale, RuleWrong."""
    item = known_subject(code)
    if item is None:
        raise NotFound()
    require(actor, RULES, "update")
    row = RuleSet.objects.select_for_update().filter(subject=code).first()
    if row is None:
        row = RuleSet(subject=code, version=0, created_by_id=actor.id)
        row.save(force_insert=True)
    if row.version != version:
        raise Stale(who="", version=row.version)
    known = {v for v, _, _ in item.kinds}, {v for v, _, _ in item.fields()}
    roles = set(Role.objects.filter(archived_at__isnull=True).values_list("pk", flat=True))
    before, row.rules = row.rules, [dict(rule) for rule in wanted]
    for rule in row.rules:
        unknown = (
            {*rule["kinds"]} - known[0] | {*rule["again"]} - known[1] | {rule["decider"]} - roles - {rules.MANAGER}
        )
        if unknown:
            raise errors.RuleWrong(field="rules", what="、".join(sorted(unknown)))
    row.store("rules")
    audit(actor, "update", RULES, row, before={"rules": before}, after={"rules": row.rules})
    return row
