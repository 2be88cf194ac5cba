"""A run is asked for; a pair is settled; certain ones are merged many at a time."""

from __future__ import annotations

import uuid
from collections.abc import Sequence
from typing import Any

from django.db import transaction

from dougong.audit.services import record as audit
from dougong.clients.groups import set_parent
from dougong.clients.merge.services import MOST, merge_clients
from dougong.kit import clock
from dougong.kit.access import must_see, require
from dougong.kit.actor import Actor
from dougong.kit.errors import BusinessError
from dougong.kit.jobs import enqueue, under_way
from dougong.kit.models import Job
from dougong.kit.stream import notify
from dougong.stewardship.duplicates import errors
from dougong.stewardship.duplicates.models import JOB, DuplicatePair
from dougong.stewardship.duplicates.policies import DUPLICATE
from dougong.stewardship.duplicates.rules import groups_of

#: Groups of one act.
AT_ONCE = 50


@transaction.atomic
def start(actor: Actor) -> Job:
    """A run in the background; the one that is under way, where there is one."""
    require(actor, DUPLICATE, "update")
    return under_way(JOB) or enqueue(JOB, actor=actor, title="查找重复客户")


@transaction.atomic
def settle(
    actor: Actor,
    *,
    pair_id: uuid.UUID,
    act: str,
    reason: str = "",
    parent_id: uuid.UUID | None = None,
    relation: str = "branch",
) -> DuplicatePair:
    """`distinct`: two clients, for a reason. `related`: the one is a branch or a subsidiary of the other, which stands above it
    from now on. `reopen`. Raises DistinctReason and what `set_parent` raises."""
    must_see(actor, DUPLICATE, pair_id)
    pair: DuplicatePair = DuplicatePair.objects.locked(pair_id)
    require(actor, DUPLICATE, "update", pair)
    before = {"state": pair.state, "reason": pair.reason}
    if act == "distinct" and not reason.strip():
        raise errors.DistinctReason(field="reason")
    if act == "related":
        above = pair.right_id if parent_id == pair.right_id else pair.left_id
        below = pair.left_id if above == pair.right_id else pair.right_id
        set_parent(actor, client_id=below, parent_id=above, relation=relation)
    pair.state = {"distinct": "distinct", "related": "related"}.get(act, "open")
    pair.reason = reason.strip()[:300]
    pair.settled_at, pair.settled_by = (None, "") if pair.state == "open" else (clock.now(), actor.name)
    pair.store("state", "reason", "settled_at", "settled_by")
    audit(
        actor, f"duplicate_{act}", DUPLICATE, pair, before=before, after={"state": pair.state, "reason": pair.reason},
        reason=pair.reason,
    )  # fmt: skip
    notify(DUPLICATE, pair.pk)
    return pair


def merge_certain(actor: Actor, *, pair_ids: Sequence[uuid.UUID], reason: str) -> dict[str, Any]:
    """Merge the groups of these pairs that are certain, each in a transaction of its own, by the rules of survivorship: what was
    done, and what was not, each with why. Raises NothingCertain."""
    require(actor, DUPLICATE, "update")
    rows = DuplicatePair.objects.visible_to(actor).filter(
        pk__in=list(pair_ids)[: 4 * AT_ONCE], state="open", band="auto"
    )
    clusters = sorted(set(rows.values_list("cluster", flat=True)))[:AT_ONCE]
    certain = DuplicatePair.objects.visible_to(actor).filter(cluster__in=clusters, state="open", band="auto")
    groups = groups_of(certain.values_list("left_id", "right_id"))
    if not groups:
        raise errors.NothingCertain()
    done, refused = [], []
    for group in groups:
        try:
            done.append(merge_clients(actor, client_ids=group[:MOST], reason=reason or "查重：同一家").pk)
        except BusinessError as error:
            refused.append({"ids": group, "zh": error.sentence("zh"), "en": error.sentence("en")})
    return {"done": done, "refused": refused}
