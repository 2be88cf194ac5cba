"""Signed heads: one a day, each naming the one before; and changing the key that signs them."""

from __future__ import annotations

from django.db import transaction

from dougong.audit.services import note
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.loyalty.proof import signing, texts, tree
from dougong.loyalty.proof.errors import PointsKeyLost
from dougong.loyalty.proof.growing import alone, kept, last_leaf
from dougong.loyalty.proof.models import PointsHead, PointsKey
from dougong.loyalty.proof.policies import PROOF


def text_of(head: PointsHead) -> bytes:
    at = texts.moment(head.at)
    return texts.head_text(head.number, head.size, head.root, at, head.previous, head.key)


def last_head() -> PointsHead | None:
    found: PointsHead | None = PointsHead.objects.order_by("-number").first()
    return found


def publish() -> PointsHead | None:
    """Sign the tree as it is, and put the head on record in the audit. None of an empty tree; the last one again where nothing
    came since and it is of today."""
    with transaction.atomic():
        alone()
        size, before = last_leaf()[0], last_head()
        if not size:
            return None
        if before and before.size == size and clock.local_date(before.at) == clock.today():
            return before
        key = _key()
        head = PointsHead(
            number=before.number + 1 if before else 1,
            size=size,
            root=tree.root(size, kept).hex(),
            at=max(clock.now(), before.at) if before else clock.now(),
            previous=texts.digest(text_of(before)) if before else "",
            key=key.pk,
        )
        head.signature = signing.sign(_seed(key.pk), text_of(head))
        head.save(force_insert=True)
        note(Actor.system(), "publish", PROOF, object_id=head.number, title=f"#{head.number}", after=on_record(head))
    return head


def on_record(head: PointsHead) -> dict[str, object]:
    """As the audit keeps it. The root stands in groups, since the audit hides long numbers."""
    return {"size": head.size, "digest": grouped(texts.digest(text_of(head)))}


def grouped(digits: str) -> str:
    return ":".join(digits[at : at + 4] for at in range(0, len(digits), 4))


def _key() -> PointsKey:
    found: PointsKey | None = PointsKey.objects.order_by("-number").first()
    return found or _introduce(None)


def _seed(key_id: str) -> bytes:
    seed = signing.seed_of(key_id)
    if seed is None:
        raise PointsKeyLost(key=key_id)
    return seed


def new_key(*, lost: bool = False) -> PointsKey:
    """Another key signs from now on: it signs the last head over, and the old one says that it follows. Of a lost one nothing can
    say so; whoever checks is told."""
    with transaction.atomic():
        alone()
        before = _key()
        if signing.seed_of(before.pk) is None and not lost:
            raise PointsKeyLost(key=before.pk)
        return _introduce(before)


def _introduce(before: PointsKey | None) -> PointsKey:
    key_id, public = signing.make()
    head, seed = last_head(), signing.seed_of(key_id)
    old = signing.seed_of(before.pk) if before else None
    over = text_of(head) if head else b""
    follows = texts.follows_text(before.pk if before else "", public.hex(), texts.digest(over) if head else "")
    assert seed is not None
    key = PointsKey.objects.create(
        id=key_id,
        number=before.number + 1 if before else 1,
        public=public.hex(),
        since=clock.now(),
        head=head.number if head else 0,
        over=signing.sign(seed, over) if head else "",
        endorsed=signing.sign(old, follows) if old else "",
    )
    note(Actor.system(), "new_key", PROOF, object_id=key.number, title=key_id)
    return key
