"""Writing the points ledger. Every entry is posted under the lock of its account, and only ever added."""

from __future__ import annotations

import datetime as dt
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction

from dougong.accounts.models import User
from dougong.audit.services import record as audit
from dougong.clients.merge.selectors import present_id
from dougong.clients.services import change_figures, locked_client
from dougong.clients.services import record as tell_timeline
from dougong.kit import clock
from dougong.kit.access import require
from dougong.kit.actor import Actor
from dougong.kit.jsonable import plain
from dougong.kit.stream import notify
from dougong.loyalty import rules
from dougong.loyalty.models import PointsAccount, PointsEntry
from dougong.loyalty.policies import ACCOUNT

_TOLD_AS = {"accrual": "points_given", "deduction": "points_taken", "reversal": "points_reversed"}


@dataclass(frozen=True)
class Fact:
    """What moved the points: the record, the moment, who did it, and what the cause is told with."""

    source: str
    source_id: uuid.UUID
    occurred_at: dt.datetime
    by: uuid.UUID | None = None
    reason: str = ""
    data: Mapping[str, Any] = field(default_factory=dict)


@transaction.atomic
def award(actor: Actor, *, client_id: uuid.UUID, award: rules.Award | None, fact: Fact) -> PointsEntry | None:
    """Post what a rule gives for a fact, once: told again, the entry that stands is answered. None when it gives nothing."""
    require(actor, ACCOUNT, "post")
    if award is None:
        return None
    account = _locked_account(actor, client_id)
    return _award(actor, account, award, fact)


@transaction.atomic
def take_back(
    actor: Actor, *, client_id: uuid.UUID, award: rules.Award | None, original: Fact, fact: Fact
) -> PointsEntry | None:
    """Undo, once, exactly what `award` gave for `original`.

    Deliveries may come out of order: when the original has not been posted yet it is posted first, so that both lines stand
    and its late delivery finds its own.
    """
    require(actor, ACCOUNT, "post")
    if award is None:
        return None
    account = _locked_account(actor, client_id)
    given = _award(actor, account, award, original)
    undone: PointsEntry | None = PointsEntry.objects.filter(reverses=given).first()
    if undone is not None:
        return undone
    return _post(actor, account, -given.amount, "reversal", given.rule, given.rule_version, fact, reverses=given)


def _locked_account(actor: Actor, client_id: uuid.UUID) -> PointsAccount:
    """Client first, then account: the order of every lock in the house. Under the client's lock nobody else opens it."""
    client = locked_client(Actor.system(), present_id(client_id), action="view")
    opened = PointsAccount.objects.get_or_create(client=client, closed_into=None, defaults={"created_by_id": actor.id})[
        0
    ]
    account: PointsAccount = PointsAccount.objects.locked(opened.pk)
    return account


def _award(actor: Actor, account: PointsAccount, award: rules.Award, fact: Fact) -> PointsEntry:
    stands = PointsEntry.objects.filter(rule=award.rule, source=fact.source, source_id=str(fact.source_id)).first()
    if stands is not None:
        return stands
    return _post(actor, account, award.points, rules.kind_of(award.points), award.rule, award.version, fact)


def _post(
    actor: Actor,
    account: PointsAccount,
    amount: int,
    kind: str,
    rule: str,
    version: int,
    fact: Fact,
    reverses: PointsEntry | None = None,
) -> PointsEntry:
    by, name = (actor.id, actor.name) if fact.by is None else (fact.by, _name_of(fact.by))
    entry = enter(
        account, amount, kind=kind, rule=rule, rule_version=version, source=fact.source, source_id=str(fact.source_id),
        reverses=reverses, actor_id=by, actor_name=name, reason=fact.reason, data=plain(dict(fact.data)),
        occurred_at=fact.occurred_at,
    )  # fmt: skip
    _tell(actor, account, entry)
    return entry


def enter(account: PointsAccount, amount: int, **line: Any) -> PointsEntry:
    """One more line on a locked account, and the account's snapshot with it."""
    entry: PointsEntry = PointsEntry.objects.create(
        account=account, amount=amount, balance_after=account.balance + amount, **line
    )
    account.balance, account.last_entry_at = entry.balance_after, clock.now()
    account.entry_count += 1
    account.store("balance", "entry_count", "last_entry_at")
    return entry


def _name_of(user_id: uuid.UUID) -> str:
    return User.objects.filter(pk=user_id).values_list("name", flat=True).first() or ""


def _tell(actor: Actor, account: PointsAccount, entry: PointsEntry) -> None:
    """The client's figure, its timeline, the audit, and every browser that shows the balance."""
    change_figures(client_id=account.client_id, points=account.balance)
    tell_timeline(
        actor,
        client_id=account.client_id,
        kind=_TOLD_AS[entry.kind],
        group="money",
        resource=ACCOUNT,
        object_id=account.pk,
        points=entry.amount,
        balance=account.balance,
        rule=entry.rule,
    )
    after = {"amount": entry.amount, "balance": account.balance, "rule": f"{entry.rule} v{entry.rule_version}"}
    audit(actor, f"points_{entry.kind}", ACCOUNT, account, after=after, reason=entry.reason)
    notify(ACCOUNT, account.pk)
