"""What is shown of the proof: heads and keys to everybody, a receipt to whoever sees the entry."""

from __future__ import annotations

import base64
import datetime as dt
from typing import Any

from dougong.audit.models import AuditEntry
from dougong.kit import clock
from dougong.kit.access import get_visible, require
from dougong.kit.actor import Actor
from dougong.kit.errors import NotFound
from dougong.kit.jobs import under_way
from dougong.kit.registry import resource
from dougong.loyalty.models import PointsEntry
from dougong.loyalty.policies import ENTRY
from dougong.loyalty.proof import texts, tree
from dougong.loyalty.proof.errors import PointsHeadsUnrelated
from dougong.loyalty.proof.growing import kept, last_leaf, rows_after
from dougong.loyalty.proof.heads import last_head, text_of
from dougong.loyalty.proof.leaves import leaf_of
from dougong.loyalty.proof.models import PointsHead, PointsKey, PointsLeaf
from dougong.loyalty.proof.policies import PROOF

PAGE = 90
#: Company time at which the day's head is signed.
DAILY = "00:20"
VERIFY = "loyalty.verify_points"


def _head(head: PointsHead) -> dict[str, Any]:
    names = ("number", "size", "root", "previous", "key", "signature")
    return {**{name: getattr(head, name) for name in names}, "at": texts.moment(head.at)}


def _keys() -> list[dict[str, Any]]:
    keys = list(PointsKey.objects.order_by("number"))
    over = {
        head.number: texts.digest(text_of(head))
        for head in PointsHead.objects.filter(number__in=[k.head for k in keys])
    }
    names = ("id", "number", "public", "head", "over", "endorsed")
    return [
        {
            **{name: getattr(key, name) for name in names},
            "since": texts.moment(key.since),
            "head_digest": over.get(key.head, ""),
        }
        for key in keys
    ]


def heads(before: int | None = None) -> dict[str, Any]:
    """The newest first, `PAGE` at a time; `next` goes back as `before`."""
    rows = PointsHead.objects.order_by("-number")
    if before is not None:
        rows = rows.filter(number__lt=before)
    found = list(rows[: PAGE + 1])
    return {
        "format": "dougong-points-heads-1",
        "heads": [_head(head) for head in found[:PAGE]],
        "keys": _keys(),
        "next": found[PAGE - 1].number if len(found) > PAGE else None,
        "due_at": next_head_at(),
    }


def _numbered(number: int) -> PointsHead:
    found: PointsHead | None = PointsHead.objects.filter(number=number).first() if 0 < number < 2**62 else None
    if found is None:
        raise NotFound()
    return found


def continues(number: int, since: int) -> dict[str, Any]:
    """The proof that head `number` signs all that head `since` signed, in the same order, and more."""
    second, first = _numbered(number), _numbered(since)
    if first.number > second.number:
        raise PointsHeadsUnrelated()
    proof = tree.consistency(first.size, second.size, kept)
    return {
        "format": "dougong-points-continues-1",
        "first": _head(first),
        "second": _head(second),
        "proof": [h.hex() for h in proof],
        "keys": _keys(),
    }


def next_head_at() -> dt.datetime:
    """When the next head is signed: today's moment, or tomorrow's where that is past."""
    hours, minutes = map(int, DAILY.split(":"))
    after, today = dt.timedelta(hours=hours, minutes=minutes), clock.today()
    at = clock.day_start(today) + after
    return at if at > clock.now() else clock.day_start(today + dt.timedelta(days=1)) + after


def receipt(actor: Actor, entry_id: int) -> dict[str, Any]:
    """The receipt of an entry under the newest head; before it is under one, when it will be."""
    if not 0 < entry_id < 2**63:
        raise NotFound()
    entry: PointsEntry = get_visible(resource(ENTRY).visible_to(actor), entry_id)
    leaf, head = PointsLeaf.objects.filter(entry_no=entry.pk).first(), last_head()
    if leaf is None or head is None or head.size <= leaf.number:
        return {"receipt": None, "due_at": next_head_at()}
    row = rows_after(entry.pk - 1, entry.pk)[0]
    return {
        "due_at": None,
        "receipt": {
            "format": "dougong-points-receipt-1",
            "leaf": base64.b64encode(leaf_of(row, bytes(leaf.held))).decode(),
            "index": leaf.number,
            "path": [h.hex() for h in tree.path(leaf.number, head.size, kept)],
            "head": _head(head),
            "keys": _keys(),
        },
    }


def state(actor: Actor) -> dict[str, Any]:
    """How far the ledger is proved, and what the last check found."""
    require(actor, PROOF, "view")
    size, last = last_leaf()
    head = last_head()
    noted: Any = AuditEntry.objects.filter(resource=PROOF, object_id="", action="verify").order_by("-pk").first()
    job = under_way(VERIFY, actor=actor)
    checked = {**(noted.after or {}), "at": noted.at, "by": noted.actor_name} if noted else None
    return {
        "leaves": size,
        "covered": head.size if head else 0,
        "waiting": PointsEntry.objects.filter(pk__gt=last).count(),
        "due_at": next_head_at(),
        "checked": checked,
        "job": job.pk if job else None,
        "may_verify": actor.can(PROOF, "verify"),
    }
