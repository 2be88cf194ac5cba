"""The browsers a person signs in with: a cookie that only one browser has, and a mail when it is another one."""

from __future__ import annotations

import hashlib
import secrets

from django.conf import settings

from dougong.accounts.models import Device, User
from dougong.kit import clock
from dougong.kit.actor import Actor
from dougong.kit.jobs import enqueue

#: A person's browsers that are remembered; the one unused for longest goes first.
MOST = 20


def met(user: User, facts: dict[str, str]) -> str:
    """Remember the browser in `facts`, which gets its digest when it had none. Returns the value of a new cookie, or "".

    The person's first browser of all is no news; any later one that he was never seen in is told by mail.
    """
    now, fresh = clock.now(), ""
    if not facts["device"]:
        fresh = secrets.token_urlsafe(32)
        facts["device"] = hashlib.sha256(fresh.encode()).hexdigest()
    mine = Device.objects.filter(user=user)
    if mine.filter(digest=facts["device"]).update(last_at=now, agent=facts["agent"]):
        return fresh
    others = mine.exists()
    Device.objects.get_or_create(user=user, digest=facts["device"], defaults={"agent": facts["agent"]})
    kept = list(mine.order_by("-last_at").values_list("pk", flat=True)[:MOST])
    mine.exclude(pk__in=kept).delete()
    if others and user.email and settings.DOUGONG_SENDS_MAIL:
        enqueue(
            "accounts.tell_new_device", actor=Actor.system(), user_id=user.pk, agent=facts["agent"],
            address=facts["address"], at=now.isoformat(),
        )  # fmt: skip
    return fresh
